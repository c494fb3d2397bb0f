//! Finding the cells that a key names, without building the key of every cell.

use model::{Axis, TidyKey, TidyTable};

/// The cells that `key` names; a key may leave dimensions out. Blank cells are not named. An error says
/// in words which part names nothing.
pub(crate) fn cells_named(table: &TidyTable, key: &TidyKey) -> Result<Vec<usize>, String> {
    let mut rows = vec![true; table.rows.len()];
    let mut cols = vec![true; table.cols.len()];
    let mut measure = None;
    for (name, label) in &key.0 {
        if name == TidyKey::MEASURE && !table.dimensions.iter().any(|d| d.name == *name) {
            measure = Some(label);
            continue;
        }
        let Some(dimension) = table.dimensions.iter().find(|d| d.name == *name) else {
            return Err(format!("the table has no column '{name}'"));
        };
        let wanted: Vec<bool> = dimension.categories.iter().map(|c| c.label == *label).collect();
        let lines = match dimension.axis {
            Axis::Rows => &mut rows,
            Axis::Columns => &mut cols,
        };
        for (line, code) in lines.iter_mut().zip(&dimension.codes) {
            *line &= wanted[*code as usize];
        }
    }
    if let Some(label) = measure
        && !table.measures.iter().any(|m| m.name == *label)
    {
        return Err(format!("the table has no measure '{label}'"));
    }
    let width = table.cols.len();
    let crossings = (0..rows.len()).filter(|row| rows[*row]).flat_map(|row| {
        (0..width).filter(|col| cols[*col]).map(move |col| (row, col)).map(|(row, col)| row * width + col)
    });
    let cells: Vec<usize> = crossings
        .filter(|index| !table.is_blank(*index))
        .filter(|index| measure.is_none_or(|label| table.measure(*index).name == *label))
        .collect();
    if cells.is_empty() { Err("it names no cell of the table".to_owned()) } else { Ok(cells) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Build;

    #[test]
    fn a_key_names_the_cells_that_match_it() {
        let table = Build::new()
            .rows("area", &["All", "North<All", "South<All"])
            .columns("sex", &["Female", "Male"])
            .values(&[&["9", ""], &["3", "1"], &["6", "3"]])
            .table();
        let key = |parts: &[(&str, &str)]| {
            TidyKey(parts.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect())
        };
        for parts in [
            &[("area", "North")][..],
            &[("sex", "Male")],
            &[("area", "All"), ("sex", "Female"), ("measure", "people")],
        ] {
            let key = key(parts);
            assert_eq!(cells_named(&table, &key).unwrap(), table.find(&key), "{key}");
        }
        for (parts, why) in [
            (&[("region", "North")][..], "no column 'region'"),
            (&[("area", "West")], "names no cell"),
            (&[("area", "All"), ("sex", "Male")], "names no cell"),
            (&[("measure", "beds")], "no measure 'beds'"),
        ] {
            assert!(cells_named(&table, &key(parts)).unwrap_err().contains(why), "{why}");
        }
    }
}
