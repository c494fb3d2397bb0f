//! What the commands are, in words.

/// The list of commands.
pub(crate) const ALL: &str = "\
The project's own tasks

Usage: cargo xtask COMMAND

  run [FILE...]       install what is missing, build, and open the window on the files or the sample release
  test [PART...]      install what is missing and run all tests, or only some parts
  setup               install what is missing
  sample DIR          write the sample release: workbook, recipe and decisions
  soak                run what is too long for every change
  accuracy [FOLDER]   how often the tables found are the tables that people have marked
  bench read          measure how fast workbooks are read
  bench attack        measure how fast withheld figures are attacked
  bench change        measure how long a person waits for a change to a table
  bench records       measure how fast tables of records are searched for small groups
  pictures            take the pictures of the guide from the last test of the window

`cargo xtask COMMAND --help` tells more. Everything is installed from apt, crates.io, npm and PyPI; what is not
a system package goes below target/, ui/node_modules and tests/window/node_modules.
";

/// `run --help`.
pub(crate) const RUN: &str = "\
Installs what is missing, builds, and opens the window on the given files or on the sample release

Usage: cargo xtask run [FILE...]

Without a display the same job is done by the command: the sample release becomes a bundle in
target/sample-release (the last one there is replaced); files become CSVs in target/converted-1, -2, ...
and a report of what a person should look at.

Example:
  cargo xtask run attendances-2025.xlsx
";

/// `test --help`.
pub(crate) const TEST: &str = "\
Installs what is missing and runs the tests, then says which parts passed and how long they took

Usage: cargo xtask test [PART...]

  rust       formatting, clippy, and the Rust tests that need no WebKit
  deny       licences, banned crates, and no network in the graph of what is shipped
  judges     independent validators of tables, bag, zip, catalogue files and page on the sample's bundle, and on
             damaged copies of it
  page       ESLint, TypeScript, vitest and the build of the page; every state of it in a browser
  desktop    clippy and the Rust tests of the desktop program
  window     the real window on a display without a screen, from the dropped file to the bundle (Linux)
  network    the command and the window where there is no network, and what they ask of one (Linux)

Without a part: all of them. Exit code 1 when one of them fails. Screenshots of the window are in
target/screenshots, the words of the programs beside it in target/window-logs.

Example:
  cargo xtask test rust page
";

/// `setup --help`.
pub(crate) const SETUP: &str = "\
Installs what is missing for building and testing, and nothing that is there

Usage: cargo xtask setup [--no-window]

  --no-window    leave out WebKit, the page and the test of the window: enough for the engine and the command

On Debian and Ubuntu the system packages are installed (with sudo when you are not root); elsewhere you are
told what they are. Rust and Node 20 must be there.

Example:
  cargo xtask setup --no-window
";

/// `sample --help`.
pub(crate) const SAMPLE: &str = "\
Writes the sample release into a folder: the workbook, sample.recipe.toml and sample.decisions.toml, and the
workbook of its next edition into the folder `next` in it

Usage: cargo xtask sample DIR

The workbook is made up, and has dangers planted in it: a hidden sheet, a pivot cache with records, a
suppressed cell that its total gives away.

Example:
  cargo xtask sample /tmp/sample
";

/// `bench --help`.
pub(crate) const BENCH: &str = "\
Measures how fast workbooks are read, against calamine with the csv crate and against unpacking alone, how soon a job
stops when it is asked to, and the memory of a workbook that is held; or how fast tables are attacked

Usage: cargo xtask bench read [--runs N] [--peers PYTHON]
       cargo xtask bench attack
       cargo xtask bench change
       cargo xtask bench records

  --runs N          how often each program runs on each workbook (5); the least time counts
  --peers PYTHON    other programs too, as far as they are installed for that Python: polars, fastexcel,
                    python-calamine, pandas, openpyxl, xlsx2csv; and LibreOffice

attack publishes the tables of ../shared/benchmarks/suppression under a rule and attacks them, once, 4 times and 16 times
over, and asks of a made-up register of 200 releases whether an ad-hoc table breaks anything.

records looks at all sets of up to four of the twelve columns of a million made-up records.

The workbooks are made once, in target/bench-read (120 MB). Every value is compared with calamine's. Exit code 1 when a
limit of docs/performance.md is exceeded. Instructions are counted too where valgrind is installed, .xls and .ods where
LibreOffice is.
`change` measures what a person waits for after a correction of a table of 10,000 cells, the checks with it.

Example:
  cargo xtask bench read
  cargo xtask bench attack
  cargo xtask bench records
";

/// `soak --help`.
pub(crate) const SOAK: &str = "\
Runs what is too long for every change: the tests named soak_..., all property tests with many cases, and the
comparison of displayed text and stored values with LibreOffice's

Usage: cargo xtask soak [--cases N]
       cargo xtask soak display

  --cases N    how many cases each property test gets (20000)
  display      the comparison with LibreOffice alone

LibreOffice is installed when it is missing (Debian's libreoffice-calc). It shows every cell of the workbooks in
../shared/workbooks, and of one that tries number formats of every kind; the report counts equal cells by family of
formats. Exit code 1 when fewer than 99.5 % are equal, or more than 0.5 % differ for no known cause.

Example:
  cargo xtask soak --cases 100000
";

/// `accuracy --help`.
pub(crate) const ACCURACY: &str = "\
Measures how often the tables found are the tables that people have marked, and how many of the observations
that others made of real workbooks are reproduced

Usage: cargo xtask accuracy [--json] [--predictions FILE] [--half tuned|held-out|unseen] [FOLDER]

Every .jsonl file in FOLDER (../shared/labelled) is a set: one sheet a line, with `cells`, and `row_labels` and
`cell_labels`, or `aggregations`, or both. The expected outputs are those in ../shared/workbooks/expected.

  --json               one array with an object for each set
  --predictions FILE   writes one JSON line for each sheet: what the program makes of it, and why
  --half HALF          only the files by which the rules were tuned, only the others, or only
                       those of them that nobody has looked at

Example:
  cargo xtask accuracy --predictions /tmp/predictions.jsonl ../shared/labelled
";

/// `pictures --help`.
pub(crate) const PICTURES: &str = "\
Takes the pictures of docs/guide.md from those that the last test of the window has made

Usage: cargo xtask pictures

Example:
  cargo xtask test window && cargo xtask pictures
";
