//! What kzq's exports say after a credit: that the words are not the speaker's own, a translation, or misattributed.

use kzq_corpus::{StatusKind, Wording};

use crate::draft::DraftStatus;

/// The name that exports give an unknown speaker.
pub const UNKNOWN_SPEAKER: &str = "unknown speaker";

/// The words for each wording but the speaker's own.
const WORDINGS: [(&str, Wording); 2] = [
    (" (reported, not the speaker's words)", Wording::Reported),
    (" (summary, not the speaker's words)", Wording::Summary),
];

/// The caveats after a credit.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Caveats<'t> {
    /// How close the words are to the speaker's, unless they are the speaker's.
    pub wording: Option<Wording>,
    /// `translation; original in en`.
    pub translation: Option<&'t str>,
    /// `(disputed: found in no letter)`.
    pub status: Option<DraftStatus>,
}

/// Splits the caveats from the end of a credit.
pub fn split(text: &str) -> (&str, Caveats<'_>) {
    let (rest, status) = split_status(text);
    let (rest, mut caveats) = split_wording(rest);
    caveats.status = status;
    (rest, caveats)
}

fn split_wording(text: &str) -> (&str, Caveats<'_>) {
    let translation = text.rfind(" (translation").and_then(|at| {
        let inside = text[at..].strip_prefix(" (")?.strip_suffix(')')?;
        (inside == "translation" || inside.starts_with("translation; original in ")).then_some((at, inside))
    });
    let rest = translation.map_or(text, |(at, _)| &text[..at]);
    let wording = WORDINGS.iter().find_map(|(words, wording)| Some((rest.strip_suffix(words)?, *wording)));
    let caveats =
        Caveats { wording: wording.map(|found| found.1), translation: translation.map(|found| found.1), status: None };
    (wording.map_or(rest, |found| found.0), caveats)
}

/// Splits `(disputed: found in no letter)` from the end; the reason may have brackets, too.
fn split_status(text: &str) -> (&str, Option<DraftStatus>) {
    let found = [StatusKind::Misattributed, StatusKind::Disputed].into_iter().filter_map(|kind| {
        let at = text.find(&format!(" ({}: ", kind.name()))?;
        let reason = text[at..].split_once(": ")?.1.strip_suffix(')')?.to_owned();
        let status = match kind {
            StatusKind::Misattributed => DraftStatus::Misattributed(reason),
            StatusKind::Disputed => DraftStatus::Disputed(reason),
        };
        Some((at, status))
    });
    let first = found.min_by_key(|found| found.0);
    first.map_or((text, None), |(at, status)| (&text[..at], Some(status)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caveats_are_split_from_the_end() {
        let disputed = |reason: &str| Some(DraftStatus::Disputed(reason.to_owned()));
        for (text, rest, wording, translation, status) in [
            ("Ada", "Ada", None, None, None),
            ("Ada (1815-1852)", "Ada (1815-1852)", None, None, None),
            ("Ada (disputed: in \"no\" letter (yet))", "Ada", None, None, disputed("in \"no\" letter (yet)")),
            ("Ada (disputed)", "Ada (disputed)", None, None, None),
            ("Ada (disputed: not closed", "Ada (disputed: not closed", None, None, None),
            ("Ada (translation)", "Ada", None, Some("translation"), None),
            (
                "on Ada (reported, not the speaker's words) (translation; original in en) (disputed: a (misattributed: b))",
                "on Ada",
                Some(Wording::Reported),
                Some("translation; original in en"),
                disputed("a (misattributed: b)"),
            ),
            ("on Ada (summary, not the speaker's words)", "on Ada", Some(Wording::Summary), None, None),
        ] {
            assert_eq!(split(text), (rest, Caveats { wording, translation, status }), "{text}");
        }
    }
}
