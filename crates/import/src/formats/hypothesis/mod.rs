//! Hypothesis annotations, as its client exports them (JSON, CSV, text), as its interface gives them, and as `hlib`
//! writes them.
//!
//! The author of an annotation is who annotated, never who said the words: the speaker is left unknown.

mod annotation;
mod json;
mod plain;
mod table;

use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::Sink;

/// The row of the format.
pub(super) const FORMAT: Format = Format {
    name: "hypothesis",
    about: "Hypothesis annotations as JSON, CSV or text; the speakers are left unknown",
    sniff,
    read,
};

/// A form in which annotations are exported: what it is recognised by, whether a text has it, and its reader.
struct Form {
    about: &'static str,
    matches: fn(&str) -> bool,
    read: fn(&str, &mut dyn Sink) -> Result<(), ReadError>,
}

const FORMS: &[Form] = &[
    Form {
        about: "`annotations` with `client_version`, or `rows` of hypothes.is",
        matches: json::matches,
        read: json::read,
    },
    Form { about: "the columns of an export from Hypothesis", matches: table::matches, read: table::read },
    Form { about: "the rows of annotations that hlib writes", matches: table::matches_hlib, read: table::read_hlib },
    Form { about: "“Annotation 1:” below a summary of annotations", matches: plain::matches, read: plain::read },
];

fn form(text: &str) -> Option<&'static Form> {
    FORMS.iter().find(|form| (form.matches)(text))
}

fn sniff(input: &Input<'_>) -> Option<String> {
    form(input.text).map(|form| form.about.to_owned())
}

fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    match form(input.text) {
        Some(form) => (form.read)(input.text, sink),
        None if input.text.trim_start().starts_with('{') => json::read(input.text, sink),
        None => {
            Err(ReadError::of_file("not an export from Hypothesis: export the annotations as JSON and import that"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tests::{Found, collect, described};

    fn found(text: &str) -> Found {
        let found = collect(&FORMAT, "annotations", text.as_bytes());
        assert_eq!(found.error, None, "{text}");
        found
    }

    /// An annotation as returned by the API.
    fn annotation(fields: &str, selectors: &str) -> String {
        format!(
            r#"{{"id": "x1", "created": "2024-03-01T10:00:00+00:00", "user": "acct:bo@hypothes.is", "uri": "https://example.org/a",
                "text": "mine", "tags": ["irony"], "group": "__world__", "document": {{"title": ["A Page"]}},
                "target": [{{"source": "https://example.org/a", "selector": [{selectors}]}}]{fields}}}"#
        )
    }

    const QUOTE: &str = r#"{"type": "TextPositionSelector", "start": 1, "end": 5},
                           {"type": "TextQuoteSelector", "exact": " the words ", "prefix": "before ", "suffix": " after"}"#;

    #[test]
    fn json_annotations_give_exact_words_but_no_speaker() {
        let export = format!(
            r#"{{"export_date": "2024-03-02", "export_userid": "acct:bo@hypothes.is", "client_version": "1.2", "annotations": [{}]}}"#,
            annotation("", QUOTE)
        );
        let rows = format!(r#"{{"total": 1, "rows": [{}]}}"#, annotation("", QUOTE));
        for text in [export, rows] {
            let found = found(&text);
            let entry = &found.entries[0];
            assert_eq!(described(entry), "the words — ?, A Page");
            assert_eq!(entry.draft.note.as_deref(), Some("mine"));
            assert_eq!(entry.draft.tags, ["irony"]);
            let extra: Vec<_> = entry.draft.extra.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            let expected = [
                ("annotator", "bo"),
                ("annotated", "2024-03-01T10:00:00+00:00"),
                ("annotation", "x1"),
                ("prefix", "before"),
                ("suffix", "after"),
            ];
            assert_eq!(extra, expected);
        }
    }

    #[test]
    fn replies_and_page_notes_are_skipped() {
        for (fields, selectors, reason) in [
            (r#", "references": ["x0"]"#, "", "a reply to an annotation"),
            (r#", "references": ["x0"]"#, QUOTE, "a reply to an annotation"),
            ("", "", "a note on a whole page"),
        ] {
            let found = found(&format!(r#"{{"total": 1, "rows": [{}]}}"#, annotation(fields, selectors)));
            assert_eq!(found.skipped.iter().map(|skipped| skipped.reason).collect::<Vec<_>>(), [reason]);
        }
        // An annotation of the whole page has no selector.
        let found = found(
            r#"{"client_version": "1", "annotations": [{"user": "a", "uri": "https://e.org", "target": [{"source": "x"}]}]}"#,
        );
        assert_eq!(found.skipped.len(), 1);
    }

    #[test]
    fn tables_are_read_by_column_heading() {
        let new = "Created at,Author,Page,URL,Group,Type,Quote/description,Comment,Tags\n\
                   2024-03-01 10:00,bo,xi,https://example.org/a,Public,Annotation,\"the \"\"words\"\",\nof two lines\",mine,\"irony,wit\"\n\
                   2024-03-01 10:00,bo,,https://example.org/a,Public,Reply,,yes,\n\
                   2024-03-01 10:00,bo,,https://example.org/a,Public,Page note,,all of it,\n";
        let old = "Creation Date,URL,Group,Annotation/Reply Type,Quote,User,Body,Tags,Page\n\
                   2024-03-01 10:00,https://example.org/a,Public,Annotation,\"the \"\"words\"\",\nof two lines\",bo,mine,\"irony,wit\",xi\n\
                   2024-03-01 10:00,https://example.org/a,Public,Reply,,bo,yes,,\n\
                   2024-03-01 10:00,https://example.org/a,Public,Annotation,,bo,all of it,,\n";
        for text in [new, old] {
            let found = found(text);
            let entry = &found.entries[0];
            assert_eq!(described(entry), "the \"words\",\nof two lines — ?, https://example.org/a");
            assert_eq!((entry.line, entry.draft.locator.page.as_deref()), (2, Some("xi")));
            assert_eq!(entry.draft.tags, ["irony", "wit"]);
            assert_eq!(entry.draft.note.as_deref(), Some("mine"));
            let skipped: Vec<_> = found.skipped.iter().map(|skipped| (skipped.line, skipped.reason)).collect();
            assert_eq!(skipped, [(4, "a reply to an annotation"), (5, "a note on a whole page")]);
        }
    }

    #[test]
    fn hlib_rows_without_heading_are_read_and_unescaped() {
        let found = found(
            "\"0\",\"2024-03-01T10:00:00+00:00\",\"https://example.org/a?b=1&amp;c=2\",\"bo\",\"x1\",\"__world__\",\"irony, wit\",\
             \"2 &lt; 3 &amp;amp; so on\",\"mine &amp; yours\",\"https://hyp.is/x1\"\n\
             \"1\",\"2024-03-01T10:00:00+00:00\",\"https://example.org/a\",\"cy\",\"x2\",\"__world__\",,,\"yes\",\"https://hyp.is/x2\"\n",
        );
        assert_eq!(described(&found.entries[0]), "2 < 3 &amp; so on — ?, https://example.org/a?b=1&c=2");
        assert_eq!(found.entries[0].draft.note.as_deref(), Some("mine & yours"));
        assert_eq!(found.entries[0].draft.tags, ["irony", "wit"]);
        assert_eq!(found.skipped[0].reason, "a reply to an annotation");
    }

    #[test]
    fn text_exports_are_read_by_their_labels() {
        let head = "Mar 2, 2024, 10:00 AM\nA Page\nhttps://example.org/a\nGroup: Public\nTotal users: 1\nUsers: bo\n\
                    Total annotations: 3\nTotal replies: 1\n\n";
        let new = "Annotation 1:\nCreated at: Mar 1, 2024\nAuthor: bo\nPage: xi\nType: Annotation\nQuote: \"the words,\n\nof two paragraphs\"\n\
                   Comment: mine:\nnot yours\nTags: irony, wit\n\nAnnotation 2:\nCreated at: Mar 1, 2024\nAuthor: bo\nType: Reply\nComment: yes\n\n\
                   Annotation 3:\nCreated at: Mar 1, 2024\nAuthor: bo\nType: Page note\nComment: all of it\n";
        let old = "Annotation 1:\nMar 1, 2024\nComment: mine:\nnot yours\nbo\nQuote: \"the words,\n\nof two paragraphs\"\nTags: irony, wit\nPage: xi\n\n\
                   Annotation 2:\nMar 1, 2024\nComment: yes\nbo\nQuote: \"null\"\n";
        for (text, skipped) in [(new, 2), (old, 1)] {
            let found = found(&format!("{head}{text}"));
            let entry = &found.entries[0];
            assert_eq!(described(entry), "the words,\n\nof two paragraphs — ?, A Page");
            assert_eq!((entry.line, entry.draft.locator.page.as_deref()), (10, Some("xi")));
            assert_eq!(entry.draft.note.as_deref(), Some("mine:\nnot yours"));
            assert_eq!(entry.draft.tags, ["irony", "wit"]);
            assert_eq!(entry.draft.extra[0], ("annotator".to_owned(), "bo".to_owned()));
            assert_eq!((found.entries.len(), found.skipped.len()), (1, skipped));
        }
    }

    #[test]
    fn other_files_are_rejected() {
        for text in ["{\"rows\": 7}", "quote,author\na,b\n"] {
            assert!(collect(&FORMAT, "f", text.as_bytes()).error.is_some(), "{text}");
        }
    }
}
