//! The policies to choose from: those that come with the program, and an organisation's own beside them.

use std::sync::Arc;

use model::{Failure, FailureKind};

use super::{Policy, Status};

/// The policies to choose from, in order: those that come with the program, then an organisation's own.
#[derive(Debug, Clone)]
pub struct Policies(Vec<Arc<Policy>>);

impl Default for Policies {
    /// Those that come with the program.
    fn default() -> Self {
        Self(Policy::builtin().into_iter().map(Arc::new).collect())
    }
}

impl Policies {
    /// Adds one of the organisation's own, from the text of its file; refused where it is not valid or where there is
    /// one of that id already.
    pub fn add(&mut self, file: &str, text: &str) -> Result<(), Failure> {
        self.adopt(file, Policy::parse(file, text)?)
    }

    /// The same for one that was read before; `file` is named where it is refused.
    pub fn adopt(&mut self, file: &str, policy: Policy) -> Result<(), Failure> {
        policy.validate(file)?;
        if let Some(known) = self.0.iter().find(|known| known.id == policy.id) {
            let detail = format!(
                "field 'id' is '{}', which is the id of '{}' already; give this policy another one",
                policy.id, known.title
            );
            return Err(Failure::new(FailureKind::Invalid, file, detail));
        }
        self.0.push(Arc::new(policy));
        Ok(())
    }

    /// The policy of that id; otherwise the failure names those that there are.
    pub fn find(&self, id: &str) -> Result<Arc<Policy>, Failure> {
        self.0.iter().find(|policy| policy.id == id).cloned().ok_or_else(|| {
            let known: Vec<&str> = self.iter().map(|policy| policy.id.as_str()).collect();
            let detail = format!("there is none of that name; the policies are {}", known.join(", "));
            Failure::new(FailureKind::Invalid, format!("Policy '{id}'"), detail)
        })
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Policy>> {
        self.0.iter()
    }

    /// A copy of a policy under another id and title, to be changed; it belongs to the organisation.
    pub fn copy(&self, id: &str, new_id: &str, title: &str) -> Result<Policy, Failure> {
        let source = self.find(id)?;
        let copy = Policy {
            id: new_id.to_owned(),
            title: title.to_owned(),
            source: format!("A copy of '{}' ({})", source.title, source.source),
            status: Status::Custom,
            ..(*source).clone()
        };
        let mut all = self.clone();
        all.adopt(&format!("Policy '{new_id}'"), copy.clone())?;
        Ok(copy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(id: &str) -> String {
        toml::to_string(&Policy { id: id.to_owned(), ..Policy::find("legacy-1-5").unwrap() }).unwrap()
    }

    #[test]
    fn an_organisations_policies_stand_beside_those_of_the_program() {
        let mut policies = Policies::default();
        policies.add("ours.toml", &own("ours")).unwrap();
        assert_eq!(policies.find("ours").unwrap().id, "ours");
        assert_eq!(policies.iter().count(), Policy::builtin().len() + 1);
        let twice = policies.add("again.toml", &own("ours")).unwrap_err();
        assert!(twice.file == "again.toml" && twice.detail.contains("'id' is 'ours'"), "{}", twice.detail);
        assert!(policies.add("hes.toml", &own("hes-2018")).is_err());
        assert!(policies.find("no-such").unwrap_err().detail.contains("hes-2018, "));
    }

    #[test]
    fn a_copy_is_the_same_rule_under_another_name() {
        let policies = Policies::default();
        let copy = policies.copy("hes-2018", "our-hes", "Ours").unwrap();
        assert_eq!(
            (copy.id.as_str(), copy.status, copy.suppress.unwrap().high),
            ("our-hes", Status::Custom, 7)
        );
        assert!(copy.source.contains("Hospital Episode Statistics"));
        assert!(policies.copy("hes-2018", "hes-2018", "Ours").is_err());
        assert!(policies.copy("hes-2018", "Our HES", "Ours").is_err());
        assert!(policies.copy("none", "ours", "Ours").is_err());
    }
}
