//! A hierarchy that a person gives as a file: which code or label is a part of which.

use std::collections::BTreeMap;

use model::{Dimension, Failure, FailureKind, TidyTable};

/// The most entries of a hierarchy, and how deep it may go.
const MOST: usize = 1_000_000;
const DEEPEST: usize = 50;

/// Parents and their parts, by label or code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hierarchy {
    parts: BTreeMap<String, Vec<String>>,
    parents: BTreeMap<String, String>,
}

impl Hierarchy {
    /// Reads a hierarchy; `file` names it in failures. Two forms: `levels,codes`, where each code has as many
    /// `@` as its level and stands below the nearest line above with fewer (the form of sdcTable), and
    /// `code,parent`. A header line is expected.
    pub fn parse(file: &str, text: &str) -> Result<Self, Failure> {
        let invalid = |line: usize, what: &str| {
            Failure::new(FailureKind::Invalid, file, format!("line {}: {what}", line + 1))
        };
        let mut hierarchy = Self::default();
        let mut open: Vec<String> = Vec::new();
        for (line, own) in text.trim_start_matches('\u{feff}').lines().enumerate().skip(1) {
            let own = own.trim();
            if own.is_empty() {
                continue;
            }
            let (first, second) = own
                .split_once(',')
                .ok_or_else(|| invalid(line, "it must be 'levels,code' or 'code,parent'"))?;
            let (first, second) = (unquoted(first), unquoted(second));
            if !first.is_empty() && first.chars().all(|c| c == '@') {
                if first.len() > open.len() + 1 || first.len() > DEEPEST {
                    return Err(invalid(line, "it stands more than one level below the line above"));
                }
                open.truncate(first.len() - 1);
                if let Some(parent) = open.last() {
                    hierarchy.add(&parent.clone(), &second);
                }
                open.push(second);
            } else if !second.is_empty() {
                hierarchy.add(&second, &first);
            }
            if hierarchy.parents.len() > MOST {
                return Err(Failure::new(FailureKind::TooLarge, file, "a hierarchy may not hold so much"));
            }
        }
        if hierarchy.parents.is_empty() {
            return Err(Failure::new(FailureKind::Invalid, file, "it names no part of anything"));
        }
        Ok(hierarchy)
    }

    fn add(&mut self, parent: &str, part: &str) {
        self.parents.insert(key(part), key(parent));
        self.parts.entry(key(parent)).or_default().push(key(part));
    }

    /// Gives the categories of a table the parents that the hierarchy states. A total whose parts are not all
    /// in the table, by themselves or by their own parts, has none there.
    pub fn apply(&self, table: &mut TidyTable) {
        for dimension in &mut table.dimensions {
            let at = self.places(dimension);
            if !at.keys().any(|own| self.parents.get(own).is_some_and(|parent| at.contains_key(parent))) {
                continue;
            }
            for place in at.values() {
                dimension.categories[*place as usize].parent = None;
            }
            for (own, place) in &at {
                for part in self.parts_within(own, &at, 0).unwrap_or_default() {
                    dimension.categories[part as usize].parent = Some(*place);
                }
            }
        }
    }

    /// The categories of a dimension that the hierarchy knows.
    fn places(&self, dimension: &Dimension) -> BTreeMap<String, u32> {
        let mut at = BTreeMap::new();
        for (place, category) in (0u32..).zip(&dimension.categories) {
            let names = std::iter::once(&category.label).chain(&category.code).map(|name| key(name));
            for name in names.filter(|name| self.parents.contains_key(name) || self.parts.contains_key(name))
            {
                at.entry(name).or_insert(place);
            }
        }
        at
    }

    /// The categories that make `own`: its parts, or the parts of those that are not in the table.
    fn parts_within(&self, own: &str, at: &BTreeMap<String, u32>, depth: usize) -> Option<Vec<u32>> {
        let parts = self.parts.get(own).filter(|_| depth < DEEPEST)?;
        let mut found = Vec::new();
        for part in parts {
            match at.get(part) {
                Some(place) => found.push(*place),
                None => found.extend(self.parts_within(part, at, depth + 1)?),
            }
        }
        Some(found)
    }
}

fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

fn unquoted(field: &str) -> String {
    field.trim().trim_matches('"').trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Build;

    const LEVELS: &str = "levels,codes\n@,Total\n@@,R01\n@@@,P1\n@@@,P2\n@@,R02\n@@@,P3\n";

    fn parents(rows: &[&str], text: &str) -> Vec<Option<u32>> {
        let mut table = Build::new().rows("area", rows).values(&vec![&["1"][..]; rows.len()]).table();
        Hierarchy::parse("geo.csv", text).unwrap().apply(&mut table);
        table.dimensions[0].categories.iter().map(|category| category.parent).collect()
    }

    #[test]
    fn both_forms_say_the_same() {
        let rows = ["Total", "R01", "P1", "P2", "R02", "P3"];
        let expected = vec![None, Some(0), Some(1), Some(1), Some(0), Some(4)];
        assert_eq!(parents(&rows, LEVELS), expected);
        let pairs = "code,parent\nR01,Total\nR02,Total\nP1,R01\nP2,R01\nP3,R02\n";
        assert_eq!(parents(&rows, pairs), expected);
    }

    #[test]
    fn a_total_without_all_of_its_parts_has_none() {
        assert_eq!(parents(&["Total", "R01", "P1", "R02", "P3"], LEVELS)[2], None);
        // A level that the table leaves out is made up by what is below it.
        assert_eq!(parents(&["Total", "P1", "P2", "R02"], LEVELS), [None, Some(0), Some(0), Some(0)]);
    }

    #[test]
    fn a_wrong_file_is_refused_with_its_line() {
        for (text, line) in [("levels,codes\n@,A\n@@@,B\n", "line 3"), ("a,b\nonly one\n", "line 2")] {
            assert!(Hierarchy::parse("geo.csv", text).unwrap_err().detail.contains(line));
        }
        assert!(Hierarchy::parse("geo.csv", "levels,codes\n").is_err());
    }
}
