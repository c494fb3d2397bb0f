//! The disclosure part of a recipe: which policy, and where a table has another.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::Failure;
use serde::{Deserialize, Serialize};

use crate::{Policies, Policy, SumRecipe};

/// The policies of a release. Ids alone; never a decision or a value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisclosureRecipe {
    /// The id of the policy of every table.
    pub policy: String,
    /// A folder with policies of the organisation, one TOML file each, found from where the recipe lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policies: Option<String>,
    /// Table name to the id of its own policy, where it has another.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tables: BTreeMap<String, String>,
    /// What a person said about the sums that the attack uses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sums: Vec<SumRecipe>,
    /// Policies of the organisation that the recipe itself holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<Policy>,
}

impl DisclosureRecipe {
    /// The policies to choose from: those of the program, and the recipe's own.
    pub fn catalogue(&self) -> Result<Policies, Failure> {
        let mut policies = Policies::default();
        for policy in &self.own {
            policies.adopt(&format!("The recipe's policy '{}'", policy.id), policy.clone())?;
        }
        Ok(policies)
    }

    /// The policy of that id.
    pub fn find(&self, id: &str) -> Result<Arc<Policy>, Failure> {
        self.catalogue()?.find(id)
    }

    /// The id of the policy of a table.
    pub fn policy_of(&self, table: &str) -> &str {
        self.tables.get(table).unwrap_or(&self.policy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_may_have_its_own_policy() {
        let recipe: DisclosureRecipe =
            toml::from_str("policy = 'hes-2018'\n[tables]\nwaits = 'legacy-1-5'\n").unwrap();
        assert_eq!((recipe.policy_of("waits"), recipe.policy_of("visits")), ("legacy-1-5", "hes-2018"));
        assert!(toml::from_str::<DisclosureRecipe>("policy = 'x'\naccept = 'all'").is_err());
    }

    #[test]
    fn a_recipe_may_hold_policies_of_its_own() {
        let own = Policies::default().copy("hes-2018", "our-hes", "Ours").unwrap();
        let recipe =
            DisclosureRecipe { policy: "our-hes".to_owned(), own: vec![own], ..DisclosureRecipe::default() };
        let text = toml::to_string(&recipe).unwrap();
        let read: DisclosureRecipe = toml::from_str(&text).unwrap();
        assert_eq!(read, recipe);
        assert_eq!(read.find("our-hes").unwrap().title, "Ours");
        let twice = DisclosureRecipe { own: vec![read.own[0].clone(), read.own[0].clone()], ..read };
        assert!(twice.find("hes-2018").is_err());
    }
}
