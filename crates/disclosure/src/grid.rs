//! The grid of a table in integers: which measure a cell belongs to, and which lines differ in one
//! dimension alone. A line is a row or a column of the grid.

use std::cmp::Ordering;

use model::{Axis, Dimension, DimensionKind, TidyTable};

/// A table with its measures as small integers.
pub(crate) struct Grid<'a> {
    pub(crate) table: &'a TidyTable,
    pub(crate) height: usize,
    pub(crate) width: usize,
    /// The side along which the measure varies.
    measure_axis: Axis,
    /// The measure of each line of that side.
    slots: Vec<usize>,
}

impl<'a> Grid<'a> {
    pub(crate) fn new(table: &'a TidyTable) -> Self {
        let (height, width) = (table.rows.len(), table.cols.len());
        let slot_at = |index: usize| {
            let measure = table.measure(index);
            table.measures.iter().position(|own| std::ptr::eq(own, measure)).unwrap_or(0)
        };
        let empty = height == 0 || width == 0;
        let by_row = !empty && (1..height).any(|row| slot_at(row * width) != slot_at(0));
        let slots = match (empty, by_row) {
            (true, _) => Vec::new(),
            (false, true) => (0..height).map(|row| slot_at(row * width)).collect(),
            (false, false) => (0..width).map(slot_at).collect(),
        };
        let measure_axis = if by_row { Axis::Rows } else { Axis::Columns };
        Self { table, height, width, measure_axis, slots }
    }

    /// Index into the table's measures of the measure of a cell.
    pub(crate) fn slot(&self, index: usize) -> usize {
        self.slots[self.line(self.measure_axis, index)]
    }

    /// The row or column of a cell.
    pub(crate) fn line(&self, axis: Axis, index: usize) -> usize {
        match axis {
            Axis::Rows => index / self.width,
            Axis::Columns => index % self.width,
        }
    }

    /// How many lines there are of a side.
    pub(crate) fn lines(&self, axis: Axis) -> usize {
        match axis {
            Axis::Rows => self.height,
            Axis::Columns => self.width,
        }
    }

    /// The cell where `line` of `axis` crosses `other` of the other side.
    pub(crate) fn at(&self, axis: Axis, line: usize, other: usize) -> usize {
        match axis {
            Axis::Rows => line * self.width + other,
            Axis::Columns => other * self.width + line,
        }
    }

    /// The measure of a line, where the measure varies along that side.
    fn slot_of_line(&self, axis: Axis, line: usize) -> usize {
        if axis == self.measure_axis { self.slots[line] } else { 0 }
    }

    /// The side along which the measure varies.
    pub(crate) fn measure_axis(&self) -> Axis {
        self.measure_axis
    }

    /// The lines of one side in groups that agree in everything but dimension `varying` (or in
    /// everything but the measure, when there is none): (first line, end) into the sorted lines.
    pub(crate) fn groups(&self, axis: Axis, varying: Option<usize>) -> Vec<Vec<u32>> {
        let keys = self.fixed_dimensions(axis, varying);
        let by_measure = varying.is_some();
        let compare = |a: &u32, b: &u32| -> Ordering {
            let (a, b) = (*a as usize, *b as usize);
            let same = keys.iter().map(|d| d.codes[a].cmp(&d.codes[b])).find(|order| order.is_ne());
            same.unwrap_or_else(|| {
                if by_measure {
                    self.slot_of_line(axis, a).cmp(&self.slot_of_line(axis, b))
                } else {
                    Ordering::Equal
                }
            })
        };
        let mut lines: Vec<u32> = (0..self.lines(axis) as u32).collect();
        lines.sort_by(compare);
        lines.chunk_by(|a, b| compare(a, b).is_eq()).map(<[u32]>::to_vec).collect()
    }

    /// The dimensions that must agree within a group: those of the side but `varying` and what merely
    /// goes along with it (its code, the region beside an area).
    fn fixed_dimensions(&self, axis: Axis, varying: Option<usize>) -> Vec<&'a Dimension> {
        let table = self.table;
        let on_side = (0..table.dimensions.len()).filter(|d| table.dimensions[*d].axis == axis);
        let fixed = on_side.filter(|d| varying.is_none_or(|v| *d != v && !goes_along(table, v, *d)));
        fixed.map(|d| &table.dimensions[d]).collect()
    }
}

/// Whether `other` only repeats what `varying` says: a code beside its name, or one place beside another.
fn goes_along(table: &TidyTable, varying: usize, other: usize) -> bool {
    let (varying, other) = (&table.dimensions[varying], &table.dimensions[other]);
    let place = |d: &Dimension| matches!(d.kind, DimensionKind::Geography | DimensionKind::Organisation);
    let code = |d: &Dimension| d.kind == DimensionKind::Code;
    let related = code(varying) || code(other) || (place(varying) && place(other));
    if varying.axis != other.axis || !related {
        return false;
    }
    let mut implied: Vec<Option<u32>> = vec![None; varying.categories.len()];
    varying
        .codes
        .iter()
        .zip(&other.codes)
        .all(|(own, beside)| *implied[*own as usize].get_or_insert(*beside) == *beside)
}

/// The categories of a dimension that are parts of each category.
pub(crate) fn children(dimension: &Dimension) -> Vec<Vec<u32>> {
    let mut parts = vec![Vec::new(); dimension.categories.len()];
    for (code, category) in dimension.categories.iter().enumerate() {
        if let Some(list) =
            category.parent.filter(|parent| *parent != code as u32).and_then(|p| parts.get_mut(p as usize))
        {
            list.push(code as u32);
        }
    }
    parts
}
