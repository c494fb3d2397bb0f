//! The disclosure part of a recipe: which policy, and where a table has another.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::SumRecipe;

/// The policies of a release. Ids alone; never a decision or a value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisclosureRecipe {
    /// The id of the policy of every table.
    pub policy: String,
    /// Table name to the id of its own policy, where it has another.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tables: BTreeMap<String, String>,
    /// What a person said about the sums that the attack uses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sums: Vec<SumRecipe>,
}

impl DisclosureRecipe {
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
}
