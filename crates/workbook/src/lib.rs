//! Reads workbooks into sheets and finds what a file hides.
//!
//! .xlsx .xlsm .xlsb .xls .ods .csv .tsv; the content decides, not the name. This room knows files and
//! cells; it must not know what a table is.

mod display;
mod sheet;
mod strings;
mod style;

pub use sheet::{Cell, Sheet, Visibility};
pub use style::{Align, Style};
