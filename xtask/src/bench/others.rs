//! What is measured beside the four workbooks: a sheet that is held, other formats, stopping, and other programs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::measure::{Cost, cost};
use super::{Bench, compare};
use crate::failure::{Failure, Outcome};
use crate::process::{self, run, say};

/// Peak memory in MB at most, while the whole of `long` is held.
const HELD: f64 = 400.0;
/// Processor time over that of calamine at most, for the formats that have no fast path.
const OTHERS: f64 = 1.2;
/// Milliseconds at most until a job stops.
const STOPS: f64 = 100.0;

/// Python programs that read one sheet and write it as a CSV: the package that must be there, and the program.
const PEERS: [(&str, &str); 6] = [
    ("polars", "import polars,sys; polars.read_excel(sys.argv[1]).write_csv(sys.argv[2])"),
    (
        "fastexcel",
        "import fastexcel,sys; fastexcel.read_excel(sys.argv[1]).load_sheet(0).to_polars().write_csv(sys.argv[2])",
    ),
    (
        "python_calamine",
        "import python_calamine as c,csv,sys; csv.writer(open(sys.argv[2],'w')).writerows(c.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python())",
    ),
    ("pandas", "import pandas,sys; pandas.read_excel(sys.argv[1]).to_csv(sys.argv[2])"),
    (
        "openpyxl",
        "import openpyxl,csv,sys; csv.writer(open(sys.argv[2],'w')).writerows(openpyxl.load_workbook(sys.argv[1],read_only=True).worksheets[0].iter_rows(values_only=True))",
    ),
    ("xlsx2csv", "import xlsx2csv,sys; xlsx2csv.Xlsx2csv(sys.argv[1]).convert(sys.argv[2])"),
];

impl Bench {
    /// `long` with all its cells in memory, as the window has it.
    pub(super) fn held(&mut self) -> Outcome {
        let mut inspect = self.program("tablewright");
        inspect.arg("inspect").arg(self.workbook("long")?).arg("--json");
        let held = cost(inspect)?;
        say(&format!("\nlong, held as a whole: {:.2} s CPU", held.seconds));
        self.limit("peak memory in MB", held.megabytes, HELD);
        Ok(())
    }

    /// The formats that have no fast path.
    pub(super) fn other_formats(&mut self, runs: u32) -> Outcome {
        let mut files = vec![self.xlsb()?];
        if process::exists("soffice") {
            files.extend([self.by_office("xls")?, self.by_office("ods")?]);
        } else {
            say(
                "\n.xls and .ods were not measured: LibreOffice is not installed, and nothing else here writes them",
            );
        }
        for file in files {
            self.other_format(&file, runs)?;
        }
        Ok(())
    }

    fn other_format(&mut self, file: &Path, runs: u32) -> Outcome {
        let name = file.extension().unwrap_or_default().to_string_lossy().into_owned();
        let [ours_out, theirs_out] =
            ["ours", "calamine"].map(|way| self.folder.join(format!("{name}-{way}")));
        let (mut ours, mut theirs) = (Cost::MOST, Cost::MOST);
        for _ in 0..runs {
            let _ = (fs::remove_dir_all(&ours_out), fs::remove_dir_all(&theirs_out));
            ours.lower(cost(self.ours(file, "stored", &ours_out))?);
            let mut others = self.program("others");
            others.arg(file).arg(&theirs_out);
            theirs.lower(cost(others)?);
        }
        let values = compare::folders(&ours_out, &theirs_out)?;
        say(&format!("\n.{name} ({values} values are the same as calamine's)"));
        say(&format!("  {:<16} {:>7.2} s CPU {:>7.1} MB", "stored", ours.seconds, ours.megabytes));
        say(&format!(
            "  {:<16} {:>7.2} s CPU {:>7.1} MB",
            "calamine + csv", theirs.seconds, theirs.megabytes
        ));
        self.limit("stored / calamine", ours.seconds / theirs.seconds, OTHERS);
        Ok(())
    }

    fn xlsb(&self) -> Outcome<PathBuf> {
        let path = self.folder.join("other.xlsb");
        if !path.is_file() {
            run(self.program("xlsb").arg(&path), "Is there room on the disc?")?;
        }
        Ok(path)
    }

    /// The first rows of `long` in another format, by `LibreOffice`.
    fn by_office(&self, ending: &str) -> Outcome<PathBuf> {
        let path = self.folder.join(format!("short.{ending}"));
        if !path.is_file() {
            let short = self.workbook("short")?;
            let mut office = Command::new("soffice");
            office.args(["--headless", "--convert-to", ending, "--outdir"]).arg(&self.folder).arg(short);
            run(&mut office, "Close LibreOffice where it is open.")?;
        }
        Ok(path)
    }

    /// How long jobs go on after they were asked to stop.
    pub(super) fn stopping(&mut self) -> Outcome {
        for name in ["long", "strings", "many"] {
            let file = self.workbook(name)?;
            let mut cancel = self.program("cancel");
            cancel.arg(&file).arg(self.folder.join("cancelled"));
            let said = process::output(&mut cancel).unwrap_or_default();
            say(&format!("\n{name}, milliseconds until a job stops:"));
            for line in said.lines() {
                let longest = line.split_once(' ').and_then(|(what, ms)| Some((what, ms.parse().ok()?)));
                let Some((what, ms)) = longest else {
                    return Err(Failure::new(format!("cancel said '{line}'"), "Run it by hand."));
                };
                self.limit(what, ms, STOPS);
            }
        }
        Ok(())
    }

    /// Other programs on the first 20,000 rows of `long`, those of them that this Python has.
    pub(super) fn peers(&self, python: &Path) -> Outcome {
        let (file, out) = (self.workbook("short")?, self.folder.join("peer.csv"));
        say("\nother programs, 20,000 rows of long into a CSV:");
        let told = |name: &str, cost: Cost| {
            say(&format!("  {name:<16} {:>7.2} s CPU {:>7.1} MB", cost.seconds, cost.megabytes));
        };
        let folder = self.folder.join("short-ours");
        let _ = fs::remove_dir_all(&folder);
        told("tablewright", cost(self.ours(&file, "stored", &folder))?);
        for (package, program) in PEERS {
            let mut has = Command::new(python);
            has.args(["-c", &format!("import {package}")]).stderr(Stdio::null());
            if !has.status().is_ok_and(|ended| ended.success()) {
                say(&format!("  {package:<16} is not installed"));
                continue;
            }
            let mut peer = Command::new(python);
            peer.args(["-c", program]).arg(&file).arg(&out);
            told(package, cost(peer)?);
        }
        if process::exists("soffice") {
            let mut office = Command::new("soffice");
            office
                .args(["--headless", "--convert-to", "csv", "--outdir"])
                .arg(self.folder.join("office"))
                .arg(&file);
            // Its own work is in a program that it starts, whose time is counted once that is over.
            told("LibreOffice", cost(office)?);
        }
        Ok(())
    }
}
