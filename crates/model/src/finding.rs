//! Findings: facts about the data that a person should look at.

use serde::{Deserialize, Serialize};

use crate::{Identifier, Place, RecordSign, TidyKey, words};

/// A rule of disclosure control; the numbers are those of the guide's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rule {
    /// A count under the policy's threshold.
    R1,
    /// A count that is not rounded as the policy says.
    R2,
    /// Markers of suppression are mixed, or a small total of withheld figures is open.
    R3,
    /// A hidden cell that can be worked out exactly.
    R4,
    /// A hidden cell that can be narrowed below the policy's own range.
    R5,
    /// Everybody in one category, or all but a few.
    R6,
    /// All but one in one category, and one in another.
    R7,
    /// A percentage, rate or mean that gives away the count behind it.
    R8,
    /// A percentage beside a suppressed or rounded figure.
    R9,
    /// An average, minimum, maximum or percentile over few, or a rate of few.
    R10,
    /// An amount to which few contribute nearly all.
    R11,
    /// Figures that tell a small one together with what was published before or beside them.
    R12,
    /// A small base and a sensitive topic.
    R13,
    /// One suppressed cell whose total gives it away.
    R14,
    /// A text that says a small count.
    R15,
    /// Markers other than those of the policy or of the rest of the release.
    R16,
    /// Primary and secondary suppression have markers of their own.
    R17,
    /// A confidence interval that gives away the count behind it.
    R18,
    /// An unrounded value under a rounded display.
    R19,
    /// A CSV and a workbook that are protected differently.
    R20,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Nothing is published before a person has decided.
    Blocker,
    /// A person should look, but may go on.
    Warning,
    /// Worth knowing.
    Note,
}

/// One term of an equation as a reader sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// What the cell stands for, in words.
    pub label: String,
    /// Where it is (`B7`).
    pub cell: String,
    /// What is shown there: a number or a marker.
    pub shown: String,
    /// The lowest and the highest count that it stands for by itself, where that is known and is more than
    /// one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<(i64, i64)>,
}

/// Content of a workbook that a reader does not see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hidden {
    /// A sheet that is hidden.
    HiddenSheet,
    /// A sheet that Excel's own menus do not show.
    VeryHiddenSheet,
    /// Hidden rows that are not empty.
    HiddenRow,
    /// Hidden columns that are not empty.
    HiddenColumn,
    /// Records kept behind a pivot table.
    PivotCache,
    /// A link to another file, with what was last read from it.
    ExternalLink,
    /// A defined name that is hidden, broken or points elsewhere.
    DefinedName,
    /// A comment or threaded comment.
    Comment,
    /// Author, company and the like in the file's properties.
    DocumentProperty,
    /// Macros.
    Macro,
    /// An embedded workbook or object.
    EmbeddedObject,
}

impl Hidden {
    /// Its name in `--json` and identities: `very-hidden-sheet`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::HiddenSheet => "hidden-sheet",
            Self::VeryHiddenSheet => "very-hidden-sheet",
            Self::HiddenRow => "hidden-row",
            Self::HiddenColumn => "hidden-column",
            Self::PivotCache => "pivot-cache",
            Self::ExternalLink => "external-link",
            Self::DefinedName => "defined-name",
            Self::Comment => "comment",
            Self::DocumentProperty => "document-property",
            Self::Macro => "macro",
            Self::EmbeddedObject => "embedded-object",
        }
    }
}

/// Why a policy is not applied to a number that it would withhold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unprotected {
    /// Its column is not taken for a count of people.
    Column {
        /// The measure.
        measure: String,
        /// How many of its cells hold such a number.
        count: u64,
    },
    /// The cell holds words.
    Words {
        /// The words.
        text: String,
    },
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// What a spreadsheet did to something that was typed into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Damage {
    /// A code such as `2E05` that became the number 2.00E+05.
    Scientific,
    /// A range such as `5-9` or a code such as `MAR1` that became a date.
    Date,
    /// Codes that lost the zeros at their beginning.
    LostZeros,
    /// A number of more than 15 digits whose last ones became zeros.
    LostDigits,
}

/// What was found: a message id with typed arguments. The words are in one module.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "message", rename_all = "kebab-case")]
pub enum What {
    /// The file carries something that a reader does not see.
    Hidden {
        /// Which kind of content.
        hidden: Hidden,
        /// What it is called: the sheet, property, name or part.
        name: String,
        /// How many rows, records or items.
        count: u64,
        /// The first values in it, as text.
        first: Vec<String>,
    },
    /// Formula cells whose result was not saved in the file.
    FormulaWithoutValue {
        /// How many.
        count: u64,
    },
    /// A count that the policy withholds is open.
    BelowThreshold {
        /// The count.
        value: f64,
        /// Lowest withheld count.
        low: u64,
        /// Highest withheld count.
        high: u64,
        /// The policy, as sentences name it.
        policy: String,
        /// Why the policy is not applied to it, where it is not.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unprotected: Option<Unprotected>,
    },
    /// A count that is not a multiple of the policy's base.
    NotRounded {
        /// The count.
        value: f64,
        /// The base.
        base: u64,
        /// How far a shown count lies above a multiple of it.
        #[serde(default, skip_serializing_if = "is_zero")]
        offset: u64,
        /// How many counts of the measure are so, where nobody rounded it.
        count: u64,
        /// The policy, as sentences name it.
        policy: String,
    },
    /// A hidden cell has one possible value.
    WorkedOut {
        /// The value.
        value: i64,
        /// The total of the equation that gives it away.
        total: Term,
        /// The parts; the hidden cell is among them, or is the total.
        parts: Vec<Term>,
        /// The policy, as sentences name it.
        policy: String,
        /// Totals of further sums that are needed, where this one alone does not give it away.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        with: Vec<Term>,
    },
    /// A hidden cell has fewer possible values than the policy promises.
    Narrowed {
        /// Lowest possible value.
        low: i64,
        /// Highest possible value.
        high: i64,
        /// How many candidates the policy promises.
        promised: u64,
        /// The total of the equation that narrows it.
        total: Term,
        /// The parts.
        parts: Vec<Term>,
        /// The policy, as sentences name it.
        policy: String,
        /// Totals of further sums that are needed, where this one alone does not narrow it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        with: Vec<Term>,
    },
    /// Nothing is known of a hidden cell: sums that it is tied to contradict each other, or it could not be
    /// settled.
    Undecided {
        /// The policy, as sentences name it.
        policy: String,
        /// Why: `contradiction` or `effort`.
        why: String,
    },
    /// Figures of several tables, each harmless by itself, tell a small one together.
    Differenced {
        /// What the difference is about.
        about: String,
        /// Lowest possible value.
        low: i64,
        /// Highest possible value.
        high: i64,
        /// How many candidates the policy promises.
        promised: u64,
        /// What is taken from.
        total: Term,
        /// What is taken off, and what is left.
        parts: Vec<Term>,
        /// The earlier releases that are needed.
        releases: Vec<String>,
        /// The policy, as sentences name it.
        policy: String,
    },
    /// A figure differs from the one that was published before.
    Revised {
        /// How many figures of the table differ.
        count: u64,
        /// The first of them, as published before.
        before: Term,
        /// As it is now.
        now: Term,
        /// The earlier release.
        release: String,
    },
    /// The shown parts of a total do not add up to it.
    DoesNotAdd {
        /// The total.
        total: Term,
        /// The parts.
        parts: Vec<Term>,
    },
    /// Sums that cannot all hold: a smallest set of them.
    Contradiction {
        /// Each sum: its total and its parts.
        sums: Vec<(Term, Vec<Term>)>,
    },
    /// The cell holds more than it shows.
    UnroundedBehindDisplay {
        /// How many cells of the measure are so.
        count: u64,
        /// The measure.
        measure: String,
        /// The stored number of the first one.
        stored: f64,
        /// What it shows.
        displayed: f64,
    },
    /// A percentage, rate or average beside figures that the policy changes, whose parts were not found.
    RatioNotRecomputed {
        /// The measure.
        measure: String,
        /// How many cells.
        count: u64,
    },
    /// Everybody of a group is in one category, or all but a few.
    GroupAttribute {
        /// How many groups of the table are so.
        count: u64,
        /// The dimension of the categories.
        dimension: String,
        /// The first of them: its total.
        total: Term,
        /// The category that holds them.
        part: Term,
        /// How many are in other categories.
        others: u64,
    },
    /// One person in a category and all the others in another: that person knows where all the others are.
    WithinGroup {
        /// How many groups of the table are so.
        count: u64,
        /// The dimension of the categories.
        dimension: String,
        /// The first of them: its total.
        total: Term,
        /// The parts.
        parts: Vec<Term>,
    },
    /// A percentage, rate, mean or interval tells the count behind it.
    CountGiven {
        /// The measure.
        measure: String,
        /// What is shown.
        shown: String,
        /// What it is taken of, where that is what gives it away.
        of: Option<Term>,
        /// The counts that it can come from.
        candidates: Vec<u64>,
        /// How many candidates the policy promises.
        promised: u64,
        /// The policy, as sentences name it.
        policy: String,
    },
    /// A statistic over few.
    FewBehind {
        /// The measure.
        measure: String,
        /// How many are behind it; none where that is withheld.
        people: Option<f64>,
        /// How many the policy asks for; none where it never shows such a statistic.
        least: Option<u64>,
        /// The policy, as sentences name it.
        policy: String,
    },
    /// Few contribute nearly all of an amount.
    Dominated {
        /// The measure.
        measure: String,
        /// The amount.
        total: f64,
        /// Its largest contributions, where they are given.
        largest: Vec<f64>,
        /// How many contribute, where that is given.
        contributors: Option<u64>,
        /// What is broken: `contributors`, `dominance` or `p-percent`.
        test: String,
        /// The limit: contributors, or percent.
        limit: u64,
        /// The policy, as sentences name it.
        policy: String,
    },
    /// Small groups and a sensitive topic.
    SensitiveTopic {
        /// The word that names the topic.
        topic: String,
        /// How many totals or figures are about fewer than `base` people.
        count: u64,
        /// The smallest of them.
        smallest: Term,
        /// The base.
        base: u64,
    },
    /// A text says a small count.
    SaidInText {
        /// The words that say it.
        words: String,
        /// The text.
        text: String,
        /// The policy, as sentences name it.
        policy: String,
    },
    /// Markers of suppression that differ from each other or from the policy's.
    Markers {
        /// The markers met, as published.
        markers: Vec<String>,
        /// What is wrong: `mixed`, `primary-and-secondary`, `other-than-policy` or `unexplained`.
        problem: String,
        /// The marker that is expected; empty where none is.
        expected: String,
    },
    /// A small total is open, and parts of it are withheld.
    SmallTotal {
        /// The total.
        total: Term,
        /// How many of its parts are withheld.
        hidden: u64,
    },
    /// Two tables hold the same figures, and protect them differently.
    ProtectedDifferently {
        /// The other table.
        other: String,
        /// How many figures differ.
        count: u64,
        /// The first of them here.
        here: Term,
        /// The same figure there.
        there: Term,
    },
    /// A field of the metadata that must be filled is empty or not valid.
    Metadata {
        /// The field.
        field: String,
        /// What is wrong with it and an example.
        problem: String,
    },
    /// A table of the recipe was not found in the workbooks.
    TableMissing {
        /// The table's name in the recipe.
        table: String,
        /// Where it was expected.
        expected: String,
    },
    /// A measure or dimension of the recipe that its table does not have.
    RecipeUnmatched {
        /// The table's name.
        table: String,
        /// `measure` or `dimension`.
        part: String,
        /// What the recipe looks for.
        found: String,
        /// What the table has.
        has: Vec<String>,
    },
    /// A table of the recipe that may be one of several.
    TableAmbiguous {
        /// The table's name in the recipe.
        table: String,
        /// Those that it may be: title and place.
        choices: Vec<String>,
    },
    /// Something that its recipe does not say of a table, or says and is not so any more.
    RecipeDrift {
        /// The table's name.
        table: String,
        /// `dimension`, `measure` or `category`.
        part: String,
        /// Which one.
        name: String,
        /// Of a category its dimension.
        of: Option<String>,
        /// `new` or `gone`.
        status: String,
    },
    /// An older form of the recipe, read as it was meant.
    RecipeMigrated {
        /// The version it has.
        from: u32,
        /// The version it is written in from now on.
        to: u32,
        /// What it does not say.
        lacks: String,
    },
    /// A table that the recipe does not name.
    TableLeftOut {
        /// Its title.
        title: String,
    },
    /// Symbols or words in the place of numbers whose meaning nobody has said.
    MarkerUnknown {
        /// As written in the cells.
        marker: String,
        /// How many cells.
        count: u64,
    },
    /// Labels of a dimension of time that stand for no certain days.
    PeriodUnread {
        /// The dimension.
        dimension: String,
        /// The first labels.
        labels: Vec<String>,
        /// How many labels.
        count: u64,
        /// Why the first one is not read, in words.
        why: String,
    },
    /// Something that a spreadsheet has changed while it was typed or opened.
    Damaged {
        /// What happened to it.
        damage: Damage,
        /// The heading of its column or row.
        column: String,
        /// How many cells.
        count: u64,
        /// What the first one shows now.
        shown: String,
        /// What it may have been, where that can be told.
        meant: Option<String>,
    },
    /// A code that stands beside another name than in the code list.
    CodeName {
        /// The code.
        code: String,
        /// The name beside it.
        name: String,
        /// Its name in the list.
        listed: String,
    },
    /// Codes or names that the code list, which has all of their kind, does not hold.
    CodeUnknown {
        /// The dimension.
        dimension: String,
        /// The first of them.
        first: Vec<String>,
        /// How many.
        count: u64,
    },
    /// A place or organisation that the code list says is closed.
    CodeClosed {
        /// The code.
        code: String,
        /// The name.
        name: String,
        /// When it was closed (ISO date).
        closed: String,
    },
    /// What was written of a table does not agree with its sheet.
    NotReconciled {
        /// Numbers on the sheet, within the table.
        on_sheet: u64,
        /// Numbers written.
        written: u64,
        /// Sum of the numbers on the sheet.
        sum_on_sheet: f64,
        /// Sum of the numbers written.
        sum_written: f64,
        /// Why, in words, where it is known.
        why: Vec<String>,
    },
    /// Tables of the same shape, which can be stacked into one.
    Stackable {
        /// Their names.
        tables: Vec<String>,
        /// What tells them apart: `year`, `area`.
        dimension: String,
    },
    /// What a layout of the output cannot say.
    LayoutLoss {
        /// The layout.
        layout: String,
        /// What is lost, in words.
        what: String,
    },
    /// A decision that fits no finding.
    DecisionUnused {
        /// The identity it names.
        finding: String,
        /// Why it has no effect.
        why: String,
    },
    /// A bundle that does not read back as it should.
    BundleFault {
        /// The part of the bundle.
        part: String,
        /// What is wrong.
        problem: String,
    },
    /// The rows of a table are persons.
    RecordLevel {
        /// How many rows.
        rows: u64,
        /// Why it is taken for such a table.
        signs: Vec<RecordSign>,
    },
    /// A column holds what identifies people. No value is repeated here.
    Identifies {
        /// Its heading.
        column: String,
        /// What it holds.
        identifier: Identifier,
        /// How many of its different values, in percent.
        percent: u64,
        /// Whether the heading says so.
        heading: bool,
        /// Whether check digits, or the rules that such values are made by, bear it out.
        verified: bool,
    },
    /// A column of free text.
    FreeText {
        /// Its heading.
        column: String,
        /// How many different texts.
        texts: u64,
        /// What was found in them.
        holds: Vec<Identifier>,
    },
    /// Records that few others are like in some columns (k-anonymity).
    SmallGroups {
        /// The columns.
        columns: Vec<String>,
        /// How many records share their values with fewer than `needed` in all.
        records: u64,
        /// How many of them stand alone.
        unique: u64,
        /// The fewest records that share their values: k.
        least: u64,
        /// How many are needed.
        needed: u64,
        /// The policy that asks for it, as sentences name it; none where only records that stand alone are looked for.
        policy: Option<String>,
        /// Whether the policy's number could not be confirmed.
        unverified: bool,
    },
    /// Whoever is known to be in a group is known to have a value too (l-diversity, t-closeness).
    LittleDiversity {
        /// The column of the values.
        column: String,
        /// The columns that make the groups.
        by: Vec<String>,
        /// How many groups of two or more have one value.
        groups: u64,
        /// How many records are in them.
        records: u64,
        /// How far the farthest group's values are from those of all, in percent (t-closeness: variational distance).
        distance: u64,
    },
    /// Records that few columns already single out (SUDA2).
    SpecialUniques {
        /// How many records at most two columns single out.
        records: u64,
        /// The highest score.
        highest: u64,
        /// The rows of the sheet with the highest scores.
        rows: Vec<u32>,
        /// The columns that were looked at.
        columns: Vec<String>,
    },
}

/// A fact about the data: identity, rule, severity, place and what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Identity that survives new values and moved cells; decisions name it.
    pub id: String,
    /// The rule, where one of the list is behind it.
    pub rule: Option<Rule>,
    /// How much it weighs.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What it is.
    pub what: What,
    /// The table's name, where it is about a table.
    pub table: Option<String>,
    /// The observation, where it is about one.
    pub key: Option<TidyKey>,
}

impl Finding {
    /// A finding about one observation of a table.
    pub fn cell(rule: Rule, severity: Severity, place: Place, table: &str, key: TidyKey, what: What) -> Self {
        let id = format!("{rule:?}/{table}/{key}");
        Self { id, rule: Some(rule), severity, place, what, table: Some(table.to_owned()), key: Some(key) }
    }

    /// A finding about a thing that is no cell; `name` tells it from its like (a sheet, a measure).
    pub fn thing(rule: Option<Rule>, severity: Severity, place: Place, name: &str, what: What) -> Self {
        let id = thing_identity(what.kind(), place.sheet.as_deref(), name);
        Self { id, rule, severity, place, what, table: None, key: None }
    }

    /// The kind: a stable word for programs (`below-threshold`, `very-hidden-sheet`).
    pub fn kind(&self) -> &'static str {
        self.what.kind()
    }

    /// The words: British English, with the arithmetic.
    pub fn text(&self) -> String {
        words::text(&self.what)
    }
}

/// The identity of a finding about a thing: kind, sheet where there is one, and name.
pub fn thing_identity(kind: &str, sheet: Option<&str>, name: &str) -> String {
    match sheet {
        Some(sheet) if sheet != name => format!("{kind}/{sheet}/{name}"),
        _ => format!("{kind}/{name}"),
    }
}

impl What {
    /// The stable word for programs.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Hidden { hidden, .. } => hidden.name(),
            Self::FormulaWithoutValue { .. } => "formula-without-value",
            Self::BelowThreshold { .. } => "below-threshold",
            Self::NotRounded { .. } => "not-rounded",
            Self::WorkedOut { .. } => "worked-out",
            Self::Narrowed { .. } => "narrowed",
            Self::Undecided { .. } => "undecided",
            Self::Differenced { .. } => "differenced",
            Self::Revised { .. } => "revised",
            Self::DoesNotAdd { .. } => "does-not-add",
            Self::Contradiction { .. } => "contradiction",
            Self::UnroundedBehindDisplay { .. } => "unrounded-behind-display",
            Self::RatioNotRecomputed { .. } => "ratio-not-recomputed",
            Self::GroupAttribute { .. } => "group-attribute",
            Self::WithinGroup { .. } => "within-group",
            Self::CountGiven { .. } => "count-given",
            Self::FewBehind { .. } => "few-behind",
            Self::Dominated { .. } => "dominated",
            Self::SensitiveTopic { .. } => "sensitive-topic",
            Self::SaidInText { .. } => "said-in-text",
            Self::Markers { .. } => "markers",
            Self::SmallTotal { .. } => "small-total",
            Self::ProtectedDifferently { .. } => "protected-differently",
            Self::Metadata { .. } => "metadata",
            Self::TableMissing { .. } => "table-missing",
            Self::RecipeUnmatched { .. } => "recipe-unmatched",
            Self::TableAmbiguous { .. } => "table-ambiguous",
            Self::RecipeDrift { .. } => "recipe-drift",
            Self::RecipeMigrated { .. } => "recipe-migrated",
            Self::TableLeftOut { .. } => "table-left-out",
            Self::MarkerUnknown { .. } => "marker-unknown",
            Self::PeriodUnread { .. } => "period-unread",
            Self::Damaged { .. } => "damaged",
            Self::CodeName { .. } => "code-name",
            Self::CodeUnknown { .. } => "code-unknown",
            Self::CodeClosed { .. } => "code-closed",
            Self::NotReconciled { .. } => "not-reconciled",
            Self::Stackable { .. } => "stackable",
            Self::LayoutLoss { .. } => "layout-loss",
            Self::DecisionUnused { .. } => "decision-unused",
            Self::BundleFault { .. } => "bundle-fault",
            Self::RecordLevel { .. } => "record-level",
            Self::Identifies { .. } => "identifies",
            Self::FreeText { .. } => "free-text",
            Self::SmallGroups { .. } => "small-groups",
            Self::LittleDiversity { .. } => "little-diversity",
            Self::SpecialUniques { .. } => "special-uniques",
        }
    }
}

impl Serialize for Finding {
    /// `{"id", "rule", "kind", "severity", "place", "text", "args"}`; `rule`, `table` and `key` only
    /// where there are some.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("id", &self.id)?;
        if let Some(rule) = self.rule {
            object.serialize_entry("rule", &rule)?;
        }
        object.serialize_entry("kind", self.kind())?;
        object.serialize_entry("severity", &self.severity)?;
        object.serialize_entry("place", &self.place)?;
        object.serialize_entry("text", &self.text())?;
        object.serialize_entry("args", &self.what)?;
        if let Some(table) = &self.table {
            object.serialize_entry("table", table)?;
        }
        if let Some(key) = &self.key {
            object.serialize_entry("key", key)?;
        }
        object.end()
    }
}
