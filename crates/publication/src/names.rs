//! Names that every file system takes: Windows reserves some, folds case, and has a limit of length.

use std::collections::BTreeSet;

/// Longest stem, so that the whole path stays far below the 260 characters of Windows.
const LONGEST: usize = 50;

/// A file name without its ending, made from `name`: lower case letters, digits and `_`; never a name that
/// Windows reserves, never one of `taken`, to which it is added.
///
/// ```
/// use std::collections::BTreeSet;
/// let mut taken = BTreeSet::new();
/// assert_eq!(publication::file_stem("Attendances by age", &mut taken), "attendances_by_age");
/// assert_eq!(publication::file_stem("ATTENDANCES by age", &mut taken), "attendances_by_age_2");
/// assert_eq!(publication::file_stem("CON", &mut taken), "con_table");
/// ```
pub fn file_stem(name: &str, taken: &mut BTreeSet<String>) -> String {
    let plain: String = model::plain_name(name).chars().take(LONGEST).collect();
    let plain = plain.trim_end_matches('_');
    let stem = if plain.is_empty() {
        "table".to_owned()
    } else if is_reserved(plain) {
        format!("{plain}_table")
    } else {
        plain.to_owned()
    };
    let mut free = stem.clone();
    let mut number = 2;
    while !taken.insert(free.clone()) {
        free = format!("{stem}_{number}");
        number += 1;
    }
    free
}

/// The device names of Windows, which cannot be files whatever their ending (Microsoft, "Naming Files,
/// Paths, and Namespaces").
pub(crate) fn is_reserved(stem: &str) -> bool {
    let stem = stem.to_ascii_lowercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || numbered("com")
        || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_are_safe_and_unique() {
        let mut taken = BTreeSet::new();
        for (name, stem) in [
            ("Table 1", "table_1"),
            ("table 1", "table_1_2"),
            ("TABLE_1", "table_1_3"),
            ("con", "con_table"),
            ("COM1", "com1_table"),
            ("com10", "com10"),
            ("a/../../b", "a_b"),
            ("trailing dots...", "trailing_dots"),
            ("Ynys Môn", "ynys_mon"),
            ("2024/25", "2024_25"),
            ("…", "table"),
            ("", "table_2"),
        ] {
            assert_eq!(file_stem(name, &mut taken), stem, "{name}");
        }
        let long = file_stem(&"very long ".repeat(40), &mut taken);
        assert!(long.len() <= LONGEST && !long.ends_with('_'));
        assert_eq!(file_stem(&"very long ".repeat(40), &mut taken), format!("{long}_2"));
    }
}
