//! Reads workbooks into sheets and finds what a file hides.
//!
//! .xlsx .xlsm .xlsb .xls .ods .csv .tsv; the content decides, not the name. This room knows files and
//! cells; it must not know what a table is.

mod at_once;
mod biff;
mod biff12;
mod compound;
mod csv_text;
mod dates;
mod display;
mod encoding;
mod excel;
mod extras;
mod fast;
mod hidden;
mod limits;
mod marks;
mod names;
mod number_format;
mod ods;
mod open;
mod package;
mod palette;
mod reading;
mod relations;
mod rich;
mod shared_file;
mod sheet;
mod sheet_part;
mod sniff;
mod stream;
mod strings;
mod style;
mod watched;
mod xls;
mod xlsb;
mod xlsx;
mod xlsx_areas;
mod xlsx_fill;
mod xml;

pub use at_once::at_once;
pub use csv_text::TextForm;
pub use dates::iso_date;
pub use extras::{DefinedName, Link, ListTable};
pub use limits::Limits;
pub use open::{Format, Workbook, open, open_and_tell};
pub use reading::{AsAWhole, Reading};
pub use shared_file::SharedFile;
pub use sheet::{Cell, Sheet, Visibility};
pub use stream::{Ended, Listed, NO_STYLE, Rows, Stream, Streamed};
pub use style::{Align, Style};
