//! The words of every finding, in British English. The only place where findings become text.

use crate::finding::{Damage, Hidden, Term, Unprotected, What};
use crate::record_words;

/// Most further sums that are named one by one.
const MOST_TOTALS: usize = 8;

/// What a finding says.
#[allow(clippy::too_many_lines, reason = "an arm for each message")]
pub(crate) fn text(what: &What) -> String {
    match what {
        What::Hidden { hidden, name, count, first } => hidden_text(*hidden, name, *count, first),
        What::FormulaWithoutValue { count } => format!(
            "{} saved without a result. Open the workbook in Excel, let it calculate, and save it.",
            counted(*count as usize, "formula was", "formulas were")
        ),
        What::BelowThreshold { value, low, high, policy, unprotected } => {
            below_threshold(*value, (*low, *high), policy, unprotected.as_ref())
        }
        What::NotRounded { value, base, offset, count, policy } => {
            let above = if *offset > 0 { format!("{offset} more than ") } else { String::new() };
            let wanted = format!("{above}a multiple of {base}, as {policy} shows counts");
            let value = number(*value);
            match count {
                0 | 1 => format!("The count {value} is not {wanted}."),
                many => format!("{many} counts are not rounded: the first, {value}, is not {wanted}."),
            }
        }
        What::WorkedOut { value, total, parts, policy, with } => {
            worked_out(*value, (total, parts), policy, with)
        }
        What::Narrowed { low, high, promised, total, parts, policy, with } => format!(
            "Can be narrowed to {low} to {high}, where {policy} promises {}: {}{} So it is {}.",
            counted(*promised as usize, "candidate", "candidates"),
            equation(total, parts),
            together(with),
            between(*low, *high)
        ),
        What::Undecided { policy, why } => undecided(policy, why),
        What::Differenced { about, low, high, total, parts, releases, policy, .. } => format!(
            "Under {policy}, {about} can be worked out as {} from figures that are harmless one by one{}: {}",
            between(*low, *high),
            published_in(releases),
            equation(total, parts)
        ),
        What::Revised { count, before, now, release } => format!(
            "{} from what '{release}' published, so they are taken for revised and not for the same; the first is {} and was {}.",
            counted(*count as usize, "figure differs", "figures differ"),
            term(now),
            term(before)
        ),
        What::Contradiction { sums } => format!(
            "These sums cannot all hold, so nothing is claimed for the figures that they tie: {}",
            sums.iter().map(|(total, parts)| equation(total, parts)).collect::<Vec<_>>().join(" ")
        ),
        What::DoesNotAdd { total, parts } => {
            format!("The parts do not add up to their total: {}", equation(total, parts))
        }
        What::UnroundedBehindDisplay { count, measure, stored, displayed } => format!(
            "'{measure}': {} more digits than shown; the first holds {stored} and shows {displayed}. Outputs use what is shown unless stored values are asked for.",
            counted(*count as usize, "cell holds", "cells hold")
        ),
        What::RatioNotRecomputed { measure, count } => format!(
            "'{measure}' stands beside figures that are suppressed or rounded, and the figures that it was made from were not found, so {} could not be made again from the protected ones. Put the figures that it was made from beside it, or leave it out (ignore-columns in the recipe's [table.layout]).",
            counted(*count as usize, "cell", "cells")
        ),
        What::GroupAttribute { count, dimension, total, part, others } => {
            group_attribute((*count, dimension), total, part, *others)
        }
        What::WithinGroup { count, dimension, total, parts } => format!(
            "{}: by {dimension}, {} One person stands alone, and so knows where all the others are.",
            groups(*count),
            equation(total, parts)
        ),
        What::CountGiven { measure, shown, of, candidates, promised, policy } => {
            count_given((measure, shown), of.as_ref(), candidates, *promised, policy)
        }
        What::FewBehind { measure, people, least, policy } => few_behind(measure, *people, *least, policy),
        What::Dominated { measure, total, largest, contributors, test, limit, policy } => {
            dominated((measure, *total), largest, *contributors, (test, *limit), policy)
        }
        What::SensitiveTopic { topic, count, smallest, base } => format!(
            "The table speaks of '{topic}', and {} about fewer than {base} people; the smallest is {}. Where the topic is sensitive, take areas or categories together.",
            counted(*count as usize, "figure is", "figures are"),
            term(smallest)
        ),
        What::SaidInText { words, text, policy } => {
            format!("The text says '{words}', which {policy} withholds from the figures: '{text}'")
        }
        What::Markers { markers, problem, expected } => markers_text(markers, problem, expected),
        What::SmallTotal { total, hidden } => format!(
            "The small total {} is open while {} withheld: none can be more than the total.",
            term(total),
            counted(*hidden as usize, "part of it is", "parts of it are")
        ),
        What::ProtectedDifferently { other, count, here, there } => format!(
            "{} protected differently in '{other}': the first is {} here and {} there, so each gives away what the other withholds.",
            counted(*count as usize, "figure is", "figures are"),
            term(here),
            term(there)
        ),
        What::Metadata { field, problem } => format!("Metadata field '{field}': {problem}"),
        What::TableMissing { .. }
        | What::TableAmbiguous { .. }
        | What::RecipeUnmatched { .. }
        | What::RecipeDrift { .. }
        | What::RecipeMigrated { .. }
        | What::TableLeftOut { .. } => recipe_text(what),
        What::MarkerUnknown { marker, count } => marker_unknown(marker, *count),
        What::PeriodUnread { dimension, labels, count, why } => period_unread(dimension, labels, *count, why),
        What::Damaged { damage, column, count, shown, meant } => {
            damaged(*damage, column, *count, shown, meant.as_deref())
        }
        What::CodeName { code, name, listed } => code_name(code, name, listed),
        What::CodeUnknown { dimension, first, count } => code_unknown(dimension, first, *count),
        What::CodeClosed { code, name, closed } => {
            format!("{name} ({code}) was closed on {closed}, says the code list.")
        }
        What::NotReconciled { on_sheet, written, sum_on_sheet, sum_written, why } => {
            not_reconciled((*on_sheet, *sum_on_sheet), (*written, *sum_written), why)
        }
        What::Stackable { tables, dimension } => format!(
            "{} have the same shape and can be one, with the column '{dimension}' to tell their rows apart: {}. Stack them in the recipe (`[[stack]]`).",
            counted(tables.len(), "table", "tables"),
            tables.join(", ")
        ),
        What::LayoutLoss { layout, what } => format!("The layout {layout} {what}"),
        What::DecisionUnused { finding, why } => format!("The decision on '{finding}' has no effect: {why}."),
        What::BundleFault { part, problem } => format!("{part}: {problem}"),
        What::RecordLevel { .. }
        | What::Identifies { .. }
        | What::FreeText { .. }
        | What::SmallGroups { .. }
        | What::LittleDiversity { .. }
        | What::SpecialUniques { .. } => record_words::text(what),
    }
}

/// What a recipe says and is not so; empty for all else.
fn recipe_text(what: &What) -> String {
    match what {
        What::TableMissing { table, expected } => {
            format!("The recipe's table '{table}' was not found: expected {expected}.")
        }
        What::RecipeUnmatched { table, part, found, .. } if ["row", "column"].contains(&part.as_str()) => {
            format!(
                "The recipe corrects the {part} '{found}' of the table '{table}', which is not there any more. See how the table is read, correct it where needed and say that it is right; or take the correction out of the recipe."
            )
        }
        What::RecipeUnmatched { table, part, found, has } => format!(
            "The recipe's {part} '{found}' is not in the table '{table}', which has {}. Correct 'found' in the recipe, or settle it with `tablewright match`.",
            has.join(", ")
        ),
        What::TableAmbiguous { table, choices } => format!(
            "The recipe's table '{table}' is not plainly one of those that were found; it may be: {}. Say which (Match in the window, or `tablewright match` with --map).",
            choices.join("; ")
        ),
        What::RecipeDrift { table, part, name, of, status } => {
            let of = of.as_ref().map(|of| format!(" of '{of}'")).unwrap_or_default();
            let what =
                if status == "new" { "is new: the recipe does not name it" } else { "is not there any more" };
            format!(
                "The {part} '{name}'{of} of the table '{table}' {what}. Accept it, or say which it is (Match in the window, or `tablewright match` with --accept or --map)."
            )
        }
        What::RecipeMigrated { from, to, lacks } => format!(
            "The recipe has the form of version {from} and was read as it was meant. {lacks} Saved again (in the window, or by `tablewright match` with --write) it has version {to}."
        ),
        What::TableLeftOut { title } => {
            format!("The table '{title}' is not in the recipe and is left out.")
        }
        _ => String::new(),
    }
}

fn marker_unknown(marker: &str, count: u64) -> String {
    format!(
        "'{marker}' stands in {} where a number is expected, and neither the notes nor a convention says what it means. Say so in the recipe (`[[table.marker]]`); until then it is kept as it is.",
        counted(count as usize, "cell", "cells")
    )
}

fn period_unread(dimension: &str, labels: &[String], count: u64, why: &str) -> String {
    format!(
        "In '{dimension}', {} for no certain days, so period_start and period_end stay empty: {}. {why}",
        counted(count as usize, "label stands", "labels stand"),
        first_of(labels, count)
    )
}

fn code_name(code: &str, name: &str, listed: &str) -> String {
    format!(
        "The code {code} stands beside '{name}', and the code list calls it '{listed}'. One of the two is wrong, or the name has changed."
    )
}

fn code_unknown(dimension: &str, first: &[String], count: u64) -> String {
    format!(
        "In '{dimension}', {} not in the code list: {}. Check the spelling, or add a code list that holds what is missing.",
        counted(count as usize, "entry is", "entries are"),
        first_of(first, count)
    )
}

/// The first of several, and that there are more.
fn first_of(first: &[String], count: u64) -> String {
    let more = if count as usize > first.len() { " and more" } else { "" };
    format!("{}{more}", first.join(", "))
}

fn not_reconciled(sheet: (u64, f64), file: (u64, f64), why: &[String]) -> String {
    format!(
        "The file does not agree with its sheet: {} with the sum {} on the sheet, {} with the sum {} in the file. {}",
        counted(sheet.0 as usize, "number", "numbers"),
        number(sheet.1),
        file.0,
        number(file.1),
        why.join(" ")
    )
    .trim_end()
    .to_owned()
}

fn damaged(damage: Damage, column: &str, count: u64, shown: &str, meant: Option<&str>) -> String {
    let cells = counted(count as usize, "cell", "cells");
    let meant = meant.map(|meant| format!(" It may have been '{meant}'.")).unwrap_or_default();
    let column = if column.is_empty() { String::new() } else { format!(" of '{column}'") };
    match damage {
        Damage::Scientific => format!(
            "{cells}{column} hold a number in scientific notation where codes stand, as spreadsheets make of codes like 2E05; the first shows {shown}.{meant} Correct it in the workbook."
        ),
        Damage::Date => format!(
            "{cells}{column} hold a date where other labels stand, as spreadsheets make of ranges like 5-9; the first shows {shown}.{meant} Correct it in the workbook."
        ),
        Damage::LostZeros => format!(
            "{cells}{column} are shorter than the codes beside them, as when a spreadsheet takes zeros from the beginning; the first shows {shown}.{meant} Correct it in the workbook."
        ),
        Damage::LostDigits => format!(
            "{cells}{column} hold a number of more than 15 digits, of which a spreadsheet keeps 15; the first shows {shown}. Its last digits are lost: take it again from its source, as text."
        ),
    }
}

fn below_threshold(value: f64, range: (u64, u64), policy: &str, unprotected: Option<&Unprotected>) -> String {
    let (low, high) = range;
    let value = number(value);
    match unprotected {
        None => format!("The count {value} is open; {policy} withholds {low} to {high}."),
        Some(Unprotected::Column { measure, count }) => format!(
            "'{measure}' is not taken for a count of people, so {policy} is not applied to it. {} a whole number from {low} to {high}; the first is {value}. If it counts people, say so in the recipe or in its heading.",
            counted(*count as usize, "cell holds", "cells hold")
        ),
        Some(Unprotected::Words { text }) => format!(
            "The cell holds the words '{text}' in the place of a count. Words cannot be rounded; {policy} withholds them."
        ),
    }
}

fn worked_out(value: i64, sum: (&Term, &[Term]), policy: &str, with: &[Term]) -> String {
    let equation = equation(sum.0, sum.1);
    if with.is_empty() {
        return format!("Can be worked out under {policy}: {equation} So the hidden value is {value}.");
    }
    format!(
        "Can be worked out under {policy} from {} together: {equation}{} So the hidden value is {value}.",
        counted(with.len() + 1, "sum", "sums"),
        together(with)
    )
}

/// The further sums that are needed, by their totals.
fn together(with: &[Term]) -> String {
    if with.is_empty() {
        return String::new();
    }
    let named: Vec<String> = with.iter().take(MOST_TOTALS).map(term).collect();
    let more = match with.len().saturating_sub(MOST_TOTALS) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(" The others are those of {}{more}.", named.join(", "))
}

/// `6`, `6 or 7`, `5 to 7`.
fn between(low: i64, high: i64) -> String {
    match high - low {
        0 => format!("{low}"),
        1 => format!("{low} or {high}"),
        _ => format!("{low} to {high}"),
    }
}

fn undecided(policy: &str, why: &str) -> String {
    let why = match why {
        "contradiction" => {
            "figures that it is tied to cannot all hold. Correct them, or say which sum does not hold"
        }
        _ => {
            "the effort was spent before it was settled. Take it as not safe, or withhold further figures beside it"
        }
    };
    format!("Whether it is safe under {policy} is not known: {why}.")
}

fn published_in(releases: &[String]) -> String {
    if releases.is_empty() { String::new() } else { format!(", with {}", releases.join(" and ")) }
}

fn groups(count: u64) -> String {
    if count == 1 { "One group".to_owned() } else { format!("{count} groups, the first") }
}

fn group_attribute((count, dimension): (u64, &str), total: &Term, part: &Term, others: u64) -> String {
    let held = if others == 0 { "all".to_owned() } else { format!("all but {others}") };
    format!(
        "{}: by {dimension}, {held} of the {} are in {}, so it is known of everybody in the group. Take categories together, or withhold them.",
        groups(count),
        term(total),
        term(part)
    )
}

fn count_given(
    (measure, shown): (&str, &str),
    of: Option<&Term>,
    candidates: &[u64],
    promised: u64,
    policy: &str,
) -> String {
    let of = of.map_or(String::new(), |of| format!(" beside {}", term(of)));
    let named: Vec<String> = candidates.iter().map(u64::to_string).collect();
    format!(
        "'{measure}': {shown}{of} can only come from {}, where {policy} promises {}.",
        named.join(" or "),
        counted(promised as usize, "candidate", "candidates")
    )
}

fn few_behind(measure: &str, people: Option<f64>, least: Option<u64>, policy: &str) -> String {
    let behind = people
        .map_or("a withheld number of people".to_owned(), |people| format!("{} people", number(people)));
    match least {
        Some(least) => format!("'{measure}' is about {behind}, and {policy} asks for at least {least}."),
        None => format!("'{measure}' is the value of somebody, which {policy} never shows."),
    }
}

fn dominated(
    (measure, total): (&str, f64),
    largest: &[f64],
    contributors: Option<u64>,
    (test, limit): (&str, u64),
    policy: &str,
) -> String {
    let named: Vec<String> = largest.iter().map(|value| number(*value)).collect();
    let total = number(total);
    match test {
        "contributors" => format!(
            "'{measure}': {} to {total}, and {policy} asks for at least {limit}.",
            counted(contributors.unwrap_or(0) as usize, "contributor adds up", "contributors add up")
        ),
        "dominance" => format!(
            "'{measure}': {} make up more than {limit} % of {total}, which {policy} does not show.",
            named.join(" and ")
        ),
        _ => format!(
            "'{measure}': from {total}, whoever contributed {} can tell the {} of another to within {limit} %, which {policy} does not allow.",
            named.get(1).map_or("the second largest part", String::as_str),
            named.first().map_or("largest part", String::as_str)
        ),
    }
}

fn markers_text(markers: &[String], problem: &str, expected: &str) -> String {
    let named = markers.iter().map(|marker| format!("'{marker}'")).collect::<Vec<_>>().join(" and ");
    match problem {
        "primary-and-secondary" => format!(
            "{named} tell primary from secondary suppression, which gives secondary figures away. Use one marker for both."
        ),
        "other-than-policy" => {
            format!("Withheld figures are marked {named}; the policy's marker is '{expected}'.")
        }
        "unexplained" => format!(
            "{named} stands in the place of figures, and no note says what it means. Where figures are withheld, say so: '{expected}' is the usual marker."
        ),
        _ => format!("Withheld figures are marked in different ways: {named}. Use one marker for all."),
    }
}

fn hidden_text(hidden: Hidden, name: &str, count: u64, first: &[String]) -> String {
    let starts = if first.is_empty() { String::new() } else { format!(" It starts: {}.", first.join(" | ")) };
    match hidden {
        Hidden::HiddenSheet => {
            format!(
                "The sheet '{name}' is hidden and holds {}.{starts}",
                counted(count as usize, "row", "rows")
            )
        }
        Hidden::VeryHiddenSheet => format!(
            "The sheet '{name}' is hidden so that Excel's menus do not show it, and holds {}.{starts}",
            counted(count as usize, "row", "rows")
        ),
        Hidden::HiddenRow => {
            format!("{} hidden and not empty.{starts}", counted(count as usize, "row is", "rows are"))
        }
        Hidden::HiddenColumn => {
            format!("{} hidden and not empty.{starts}", counted(count as usize, "column is", "columns are"))
        }
        Hidden::PivotCache => format!(
            "A pivot table keeps {} of its source ({name}).{starts}",
            counted(count as usize, "record", "records")
        ),
        Hidden::ExternalLink => format!(
            "The workbook links to another file ({name}) and keeps {} read from it.{starts}",
            counted(count as usize, "cell", "cells")
        ),
        Hidden::DefinedName => {
            format!("The defined name '{name}' is hidden, broken or points elsewhere.{starts}")
        }
        Hidden::Comment => {
            format!("{} on the sheet.{starts}", counted(count as usize, "comment is", "comments are"))
        }
        Hidden::DocumentProperty => format!("The file's properties carry '{name}'.{starts}"),
        Hidden::Macro => format!("The workbook carries macros ({name})."),
        Hidden::EmbeddedObject => format!("The workbook carries an embedded object ({name})."),
    }
}

/// `the total 40 (B9) is the sum of 37 (B7) and * (B8).`
fn equation(total: &Term, parts: &[Term]) -> String {
    let shown: Vec<String> = parts.iter().map(term).collect();
    let sum = match shown.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => shown.concat(),
    };
    format!("the total {} is the sum of {sum}.", term(total))
}

fn term(term: &Term) -> String {
    let range = match term.range {
        Some((low, high)) if term.shown.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("it stands for {low} to {high}")
        }
        Some((low, high)) => format!("{low} to {high}"),
        None => String::new(),
    };
    let place: Vec<&str> =
        [term.label.as_str(), term.cell.as_str()].into_iter().filter(|t| !t.is_empty()).collect();
    let place = place.join(", ");
    match (place.as_str(), range.as_str()) {
        (_, "") => format!("{} ({place})", term.shown),
        (_, range) => format!("{} ({place}; {range})", term.shown),
    }
}

/// A number with its noun: `1 table`, `3 tables`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

fn number(value: f64) -> String {
    format!("{value}")
}
