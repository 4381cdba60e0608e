//! Words that make an attribution doubtful, each with whether they say that it is wrong.

use super::name::{Likeness, likeness};
use super::words::strip_ignoring_case;
use crate::draft::DraftStatus;

/// Words before a name that make the attribution doubtful; the first matching one counts.
const BEFORE: &[(&str, bool)] = &[
    ("misattributed to ", true),
    ("wrongly attributed to ", true),
    ("falsely attributed to ", true),
    ("incorrectly attributed to ", true),
    ("erroneously attributed to ", true),
    ("mistakenly attributed to ", true),
    ("wrongly credited to ", true),
    ("misattributed: ", true),
    ("misattributed, ", true),
    ("fälschlich zugeschrieben: ", true),
    ("attributed to ", false),
    ("attributed: ", false),
    ("attrib. to ", false),
    ("attrib. ", false),
    ("attr. to ", false),
    ("attr. ", false),
    ("ascribed to ", false),
    ("credited to ", false),
    ("apocryphal: ", false),
    ("apocryphal, ", false),
    ("apocryphally ", false),
    ("disputed: ", false),
    ("disputed, ", false),
    ("probably ", false),
    ("possibly ", false),
    ("perhaps ", false),
    ("maybe ", false),
    ("supposedly ", false),
    ("reputedly ", false),
    ("allegedly ", false),
    ("zugeschrieben: ", false),
    ("attribué à ", false),
    ("attribuée à ", false),
    ("atribuido a ", false),
    ("atribuida a ", false),
    ("atribuído a ", false),
    ("attribuito a ", false),
    ("attribuita a ", false),
    ("приписывается ", false),
];

/// Words that make the attribution doubtful in a part of their own, in lower case.
const PARTS: &[(&str, bool)] = &[
    ("misattributed", true),
    ("misattribution", true),
    ("wrongly attributed", true),
    ("falsely attributed", true),
    ("incorrectly attributed", true),
    ("erroneously attributed", true),
    ("mistakenly attributed", true),
    ("misquoted", true),
    ("fälschlich zugeschrieben", true),
    ("attributed", false),
    ("attribution disputed", false),
    ("attribution uncertain", false),
    ("attribution", false),
    ("attrib", false),
    ("attr", false),
    ("disputed", false),
    ("apocryphal", false),
    ("unverified", false),
    ("unsourced", false),
    ("dubious", false),
    ("doubtful", false),
    ("zugeschrieben", false),
    ("attribué", false),
    ("attribuée", false),
    ("atribuido", false),
    ("atribuida", false),
    ("atribuído", false),
    ("attribuito", false),
    ("attribuita", false),
    ("приписывается", false),
    ("?", false),
];

/// Words before these that change nothing, in lower case.
const DEGREES: &[&str] = &[
    "often",
    "commonly",
    "widely",
    "variously",
    "frequently",
    "usually",
    "sometimes",
    "probably",
    "likely",
    "possibly",
    "perhaps",
    "popularly",
    "generally",
];

/// Whether words of a part make an attribution doubtful, and whether they say that it is wrong.
fn doubtful(text: &str) -> Option<bool> {
    let lower = text.trim().trim_end_matches('.').to_lowercase();
    let words = without_degree(&lower);
    let found = PARTS.iter().find(|(part, _)| {
        words.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with([';', ':', ',', '.']))
    });
    found.map(|&(_, is_wrong)| is_wrong)
}

fn without_degree(words: &str) -> &str {
    let after =
        words.split_once(' ').filter(|(first, _)| DEGREES.iter().any(|degree| degree.eq_ignore_ascii_case(first)));
    after.map_or(words, |(_, rest)| rest)
}

/// The status that a part of the credit `raw` means.
pub(super) fn status_of(part: &str, raw: &str) -> Option<DraftStatus> {
    doubtful(part).map(|is_wrong| status(is_wrong, raw))
}

fn status(is_wrong: bool, raw: &str) -> DraftStatus {
    let reason = format!("credited as “{raw}”");
    if is_wrong { DraftStatus::Misattributed(reason) } else { DraftStatus::Disputed(reason) }
}

/// Splits “attributed to” and the like off the front of a credit, and a question mark off its end; `raw` is the whole of it.
pub(super) fn split_status_before<'t>(bare: &'t str, raw: &str) -> (&'t str, Option<DraftStatus>) {
    for text in [bare, without_degree(bare)] {
        let found = BEFORE.iter().find_map(|&(words, is_wrong)| Some((strip_ignoring_case(text, words)?, is_wrong)));
        if let Some((rest, is_wrong)) = found {
            return (rest, Some(status(is_wrong, raw)));
        }
    }
    match bare.strip_suffix("(?)").or_else(|| bare.strip_suffix('?')).map(str::trim_end) {
        Some(rest) if likeness(rest) != Likeness::No => (rest, Some(status(false, raw))),
        _ => (bare, None),
    }
}

/// Splits “(attributed)” and the like off the end of a name; `raw` is the whole of it.
pub(super) fn split_status_after<'t>(text: &'t str, raw: &str) -> (&'t str, Option<DraftStatus>) {
    let brackets = [('(', ')'), ('[', ']')];
    let bracketed = brackets.iter().find_map(|&(open, close)| text.strip_suffix(close)?.rsplit_once(open));
    let separated = || [", ", "; ", " - ", " – ", " — "].iter().find_map(|separator| text.rsplit_once(separator));
    let last = || text.rsplit_once(' ').filter(|(_, word)| word.len() > 1);
    let candidates = [bracketed, separated(), last()];
    let found = candidates.into_iter().flatten().find_map(|(rest, part)| Some((rest.trim(), status_of(part, raw)?)));
    match found {
        Some((rest, status)) if !rest.is_empty() => (rest, Some(status)),
        _ => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubts_before_and_after_a_name_are_split_off() {
        let shown = |status: Option<DraftStatus>| match status {
            None => "",
            Some(DraftStatus::Disputed(_)) => "disputed",
            Some(DraftStatus::Misattributed(_)) => "misattributed",
        };
        for (text, rest, expected) in [
            ("attributed to Mark Twain", "Mark Twain", "disputed"),
            ("Attr. to Mark Twain", "Mark Twain", "disputed"),
            ("often attributed to Mark Twain", "Mark Twain", "disputed"),
            ("commonly misattributed to Mark Twain", "Mark Twain", "misattributed"),
            ("Mark Twain?", "Mark Twain", "disputed"),
            ("Mark Twain", "Mark Twain", ""),
        ] {
            let found = split_status_before(text, text);
            assert_eq!((found.0, shown(found.1)), (rest, expected), "{text}");
        }
        for (text, rest, expected) in [
            ("Mark Twain (attributed)", "Mark Twain", "disputed"),
            ("Mark Twain (often attributed)", "Mark Twain", "disputed"),
            ("Mark Twain [misattributed]", "Mark Twain", "misattributed"),
            ("Mark Twain (apocryphal)", "Mark Twain", "disputed"),
            ("Mark Twain, attributed", "Mark Twain", "disputed"),
            ("Mark Twain – attr.", "Mark Twain", "disputed"),
            ("Mark Twain zugeschrieben", "Mark Twain", "disputed"),
            ("Prince (musician)", "Prince (musician)", ""),
            ("attributed", "attributed", ""),
        ] {
            let found = split_status_after(text, text);
            assert_eq!((found.0, shown(found.1)), (rest, expected), "{text}");
        }
    }
}
