//! The policies that come with the program.

use crate::Policy;

/// File name and text of each, in the order in which they are listed.
const FILES: [(&str, &str); 14] = [
    ("hes-2018.toml", include_str!("../policies/hes-2018.toml")),
    ("mhsds-0-4.toml", include_str!("../policies/mhsds-0-4.toml")),
    ("safeguarding.toml", include_str!("../policies/safeguarding.toml")),
    ("did-1-2.toml", include_str!("../policies/did-1-2.toml")),
    ("legacy-1-5.toml", include_str!("../policies/legacy-1-5.toml")),
    ("under-7.toml", include_str!("../policies/under-7.toml")),
    ("ons-mortality.toml", include_str!("../policies/ons-mortality.toml")),
    ("scotland-1-9.toml", include_str!("../policies/scotland-1-9.toml")),
    ("tre-10.toml", include_str!("../policies/tre-10.toml")),
    ("opensafely.toml", include_str!("../policies/opensafely.toml")),
    ("opensafely-midpoint-6.toml", include_str!("../policies/opensafely-midpoint-6.toml")),
    ("isb1523-normal.toml", include_str!("../policies/isb1523-normal.toml")),
    ("isb1523-high.toml", include_str!("../policies/isb1523-high.toml")),
    ("custom.toml", include_str!("../policies/custom.toml")),
];

impl Policy {
    /// The policies that come with the program.
    pub fn builtin() -> Vec<Self> {
        // A test reads every file, so none is ever left out here.
        FILES.iter().filter_map(|(file, text)| Self::parse(file, text).ok()).collect()
    }

    /// The policy of that name that comes with the program.
    pub fn find(id: &str) -> Option<Self> {
        Self::builtin().into_iter().find(|policy| policy.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_valid_and_named_after_its_policy() {
        for (file, text) in FILES {
            let policy = Policy::parse(file, text).unwrap_or_else(|failure| panic!("{failure}"));
            assert_eq!(format!("{}.toml", policy.id), file);
        }
        assert_eq!(Policy::builtin().len(), FILES.len());
        assert!(Policy::find("no-such-policy").is_none());
    }
}
