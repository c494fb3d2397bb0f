//! The arguments of every command, with help and an example each. Only what is built is here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns the workbooks of a statistical release into checked, protected, machine-readable tables.
#[derive(Debug, Parser)]
#[command(name = "tablewright", version, max_term_width = 100, subcommand_required = true)]
pub(crate) struct Line {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say what is in workbooks and what they hide.
    #[command(after_help = "Example:\n  tablewright inspect attendances.xlsx")]
    Inspect(Files),
    /// List the tables found, with the role of every row and cell.
    #[command(after_help = "Example:\n  tablewright tables attendances.xlsx --json")]
    Tables(WithRecipe),
    /// Write the tables as CSV files. Nothing is protected.
    #[command(after_help = "Example:\n  tablewright convert attendances.xlsx --out csv --layout sheet")]
    Convert(ConvertArgs),
    /// Run the disclosure checks on workbooks or tidy CSV files as they are.
    #[command(after_help = "Example:\n  tablewright check attendances.xlsx --policy hes-2018")]
    Check(CheckArgs),
    /// Protect a tidy CSV file, or the tables of a workbook, by the threshold and rounding of a policy.
    #[command(
        after_help = "Example:\n  tablewright protect attendances.csv --policy hes-2018 --out protected"
    )]
    Protect(ProtectArgs),
    /// Compare a recipe with new workbooks: what is unchanged, moved, new, gone or ambiguous.
    #[command(
        after_help = "Example:\n  tablewright match sample.recipe.toml next/ae-attendances-2025-26.xlsx --accept injuries --write next.recipe.toml"
    )]
    Match(MatchArgs),
    /// Make a release: check, protect, write the bundle, read it back, verify it.
    #[command(
        after_help = "Example:\n  tablewright release sample.recipe.toml attendances.xlsx --decisions sample.decisions.toml --out release"
    )]
    Release(ReleaseArgs),
    /// Verify a bundle: its folder, its zip, or the folder that holds both.
    #[command(after_help = "Example:\n  tablewright verify release")]
    Verify(VerifyArgs),
    /// List the disclosure policies, or explain one.
    #[command(after_help = "Example:\n  tablewright policies hes-2018")]
    Policies(PoliciesArgs),
}

impl Command {
    /// Its name on the command line.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Inspect(_) => "inspect",
            Self::Tables(_) => "tables",
            Self::Convert(_) => "convert",
            Self::Check(_) => "check",
            Self::Protect(_) => "protect",
            Self::Match(_) => "match",
            Self::Release(_) => "release",
            Self::Verify(_) => "verify",
            Self::Policies(_) => "policies",
        }
    }

    /// Whether the report is one JSON document.
    pub(crate) const fn json(&self) -> bool {
        match self {
            Self::Inspect(args) => args.json,
            Self::Tables(args) => args.files.json,
            Self::Convert(args) => args.input.files.json,
            Self::Check(args) => args.input.files.json,
            Self::Protect(args) => args.json,
            Self::Match(args) => args.json,
            Self::Release(args) => args.json,
            Self::Verify(args) => args.json,
            Self::Policies(args) => args.json,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Files {
    /// Workbooks (.xlsx .xlsm .xlsb .xls .ods) or CSV files.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Print one JSON document instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct WithRecipe {
    #[command(flatten)]
    pub(crate) files: Files,
    /// The recipe, which says which tables there are and what their columns mean.
    #[arg(long, value_name = "RECIPE")]
    pub(crate) recipe: Option<PathBuf>,
    /// A code list to check places and organisations against (CSV with a code and a name); may be given several times.
    #[arg(long, value_name = "CSV")]
    pub(crate) codes: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LayoutChoice {
    /// One observation a row.
    Tidy,
    /// One clean rectangular table, as published.
    Sheet,
    /// NHS England's long layout: two dates, breakdown, levels, measure and value.
    NhsLong,
    /// Explore Education Statistics: a data file and one that describes its columns.
    Ees,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TotalsChoice {
    /// Totals stay.
    Keep,
    /// Totals go, except of tables with suppressed or rounded cells.
    LeaveOut,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FilesChoice {
    /// One file for each table.
    Table,
    /// One file for each family of measures: counts, percentages, rates...
    Family,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ValuesChoice {
    /// As a reader of the workbook sees them.
    Displayed,
    /// As stored, with every digit.
    Stored,
}

#[derive(Debug, Args)]
pub(crate) struct ConvertArgs {
    #[command(flatten)]
    pub(crate) input: WithRecipe,
    /// The folder to write to: absent or empty.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// The layout of the CSV files.
    #[arg(long, value_enum, default_value_t = LayoutChoice::Tidy)]
    pub(crate) layout: LayoutChoice,
    /// Which numbers to write; the recipe's choice, or displayed ones, by default.
    #[arg(long, value_enum)]
    pub(crate) values: Option<ValuesChoice>,
    /// Whether totals are written; the recipe's choice, or all, by default. Not for the sheet layout.
    #[arg(long, value_enum)]
    pub(crate) totals: Option<TotalsChoice>,
    /// How tables are parted into files; the recipe's choice, or one for each table, by default.
    #[arg(long, value_enum)]
    pub(crate) files_by: Option<FilesChoice>,
    /// Add columns that say which sheet and cell each value came from (tidy layout).
    #[arg(long)]
    pub(crate) provenance: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) input: WithRecipe,
    /// Id of the policy; without one, only cells that the sheet itself suppresses are attacked.
    #[arg(long, value_name = "POLICY")]
    pub(crate) policy: Option<String>,
    /// A folder with policies of your organisation, one TOML file each.
    #[arg(long, value_name = "DIR")]
    pub(crate) policies: Option<PathBuf>,
    /// What was published before: bundles, CSVs, workbooks, or folders of them; may be given several times.
    #[arg(long, value_name = "BUNDLE|DIR|CSV")]
    pub(crate) published: Vec<PathBuf>,
    /// A hierarchy: `levels,codes` (one `@` a level) or `code,parent`; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub(crate) hierarchy: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ProtectArgs {
    /// A tidy CSV file.
    #[arg(value_name = "TABLE.csv")]
    pub(crate) table: PathBuf,
    /// Id of the policy.
    #[arg(long, value_name = "POLICY")]
    pub(crate) policy: String,
    /// A folder with policies of your organisation, one TOML file each.
    #[arg(long, value_name = "DIR")]
    pub(crate) policies: Option<PathBuf>,
    /// The folder to write to: absent or empty.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Withhold counts up to N instead of up to the policy's own limit.
    #[arg(long, value_name = "N")]
    pub(crate) threshold: Option<u64>,
    /// Print one JSON document instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct MatchArgs {
    /// The recipe.
    #[arg(value_name = "RECIPE")]
    pub(crate) recipe: PathBuf,
    /// The workbooks.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Say that what is called OLD in the recipe is called NEW now; may be given several times.
    #[arg(long, value_name = "OLD=NEW")]
    pub(crate) map: Vec<String>,
    /// Accept a difference by its id, or all of a table by its name; may be given several times.
    #[arg(long, value_name = "ID")]
    pub(crate) accept: Vec<String>,
    /// Write the recipe as it is then, once nothing is left to settle.
    #[arg(long, value_name = "RECIPE2")]
    pub(crate) write: Option<PathBuf>,
    /// Print one JSON document instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ReleaseArgs {
    /// The recipe.
    #[arg(value_name = "RECIPE")]
    pub(crate) recipe: PathBuf,
    /// A folder with policies of your organisation, one TOML file each.
    #[arg(long, value_name = "DIR")]
    pub(crate) policies: Option<PathBuf>,
    /// The workbooks.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The folder to write to: absent or empty.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// The folder for the internal evidence; `DIR.INTERNAL` by default.
    #[arg(long, value_name = "DIR2")]
    pub(crate) evidence: Option<PathBuf>,
    /// The decisions on findings.
    #[arg(long, value_name = "FILE")]
    pub(crate) decisions: Option<PathBuf>,
    /// What was published before: bundles, CSVs, workbooks, or folders of them; may be given several times.
    #[arg(long, value_name = "BUNDLE|DIR|CSV")]
    pub(crate) published: Vec<PathBuf>,
    /// Give a metadata field of this release; may be given several times.
    #[arg(long, value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
    /// The release date and time that outputs carry (2026-11-26T09:30); the recipe's by default.
    #[arg(long, value_name = "ISO")]
    pub(crate) time: Option<String>,
    /// Print one JSON document instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// The bundle: its folder, its zip, or the folder that holds both.
    #[arg(value_name = "BUNDLE")]
    pub(crate) bundle: PathBuf,
    /// Print one JSON document instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PoliciesArgs {
    /// Id of the policy to explain.
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// A folder with policies of your organisation, one TOML file each.
    #[arg(long, value_name = "DIR")]
    pub(crate) policies: Option<PathBuf>,
    /// Print one JSON document instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn every_command_has_an_example_in_its_help() {
        for command in super::Line::command().get_subcommands() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains(&format!("tablewright {}", command.get_name())), "{}", command.get_name());
        }
    }
}
