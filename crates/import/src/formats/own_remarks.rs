//! Remarks of the user among quotations: `My note: check this`, `TODO`.

/// Words that begin a remark if a colon, a dash or nothing follows them, in lower case.
const LABELS: &[&str] = &[
    "note",
    "notes",
    "my note",
    "my notes",
    "my comment",
    "my thought",
    "my thoughts",
    "my remark",
    "my summary",
    "comment",
    "remark",
    "reminder",
    "todo",
    "to do",
    "to-do",
    "fixme",
    "nb",
    "n.b.",
    "n.b",
    "me",
    "aside",
    "tip",
    "hint",
    "info",
    "warning",
    "caution",
    "important",
    "editor's note",
    "editor’s note",
    "ed. note",
    "author's note to self",
    "notiz",
    "meine notiz",
    "anmerkung",
    "meine anmerkung",
    "hinweis",
    "ma note",
    "ma remarque",
    "remarque",
    "mi nota",
    "nota",
    "nota mia",
    "minha nota",
    "заметка",
    "моя заметка",
    "примечание",
];

/// Words that begin a remark whatever follows them, in lower case.
const OPENINGS: &[&str] = &["note to self", "todo ", "todo:", "fixme ", "my note ", "nota bene"];

/// Whether words are a remark of the user rather than somebody's: by their first line.
pub(super) fn is_own_remark(words: &str) -> bool {
    let first = words.trim_start().lines().next().unwrap_or_default();
    let first = first.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    if OPENINGS.iter().any(|opening| first.starts_with(opening)) {
        return true;
    }
    LABELS.iter().any(|label| {
        first.strip_prefix(label).is_some_and(|rest| {
            let rest = rest.trim_end_matches(['*', '_']);
            // A label has a line of its own, or a colon or a dash after it: “Note that …” is not a label.
            rest.is_empty()
                || rest.starts_with(':')
                || [" –", " —", " - ", "**:", " :"].iter().any(|dash| rest.starts_with(dash))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_remarks_are_recognised_by_their_label() {
        for (words, expected) in [
            ("My note: check this", true),
            ("Note\nThis is about Emma.", true),
            ("Note: see page 3", true),
            ("NOTE — see page 3", true),
            ("TODO find the page", true),
            ("Note to self: read on", true),
            ("Anmerkung: prüfen", true),
            ("Note that all men are equal.", false),
            ("Notes from underground are long.", false),
            ("Me and my cat.", false),
            ("My notebook: a friend.", false),
            ("", false),
        ] {
            assert_eq!(is_own_remark(words), expected, "{words}");
        }
    }
}
