//! When two texts of two releases say the same: letters only, and a sign in the place of every period.

use crate::words;

/// Lower case, without punctuation, with a sign in the place of every period.
pub(crate) fn alike(text: &str) -> String {
    if words::is_period(text) {
        return "#".to_owned();
    }
    let words = words::words(text);
    let dated: Vec<bool> = words.iter().map(|word| words::is_period(word)).collect();
    let beside = |at: usize| {
        let short = words[at].len() <= 2 && words[at].bytes().all(|b| b.is_ascii_digit());
        short && ((at > 0 && dated[at - 1]) || dated.get(at + 1) == Some(&true))
    };
    let kept = (0..words.len()).map(|at| if dated[at] || beside(at) { "#" } else { words[at].as_str() });
    let mut kept: Vec<&str> = kept.collect();
    kept.dedup_by(|one, other| one == other && *one == "#");
    kept.join(" ")
}

/// Whether a text names a period.
pub(crate) fn has_period(text: &str) -> bool {
    words::is_period(text) || words::words(text).iter().any(|word| words::is_period(word))
}

/// The words of a title that stay from release to release: periods and numbers out, but for the number of `Table 3`,
/// which is part of its name.
pub(crate) fn title(title: &str) -> String {
    let words = words::words(title);
    let numbered = words::opens_title(title);
    let kept = words.iter().enumerate().filter(|(at, word)| {
        (*at == 1 && numbered) || !(words::is_period(word) || word.bytes().all(|b| b.is_ascii_digit()))
    });
    kept.map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ")
}
