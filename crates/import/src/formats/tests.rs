//! Helpers shared by the tests of the formats, and tests of all formats.

use kzq_edit::{SourceDraft, SourceReference, SpeakerReference};

use super::FORMATS;
use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{Imported, Item, Sink, Skipped};

/// The results of a reader.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) entries: Vec<Imported>,
    pub(super) sources: Vec<SourceDraft>,
    /// What is doubtful about the sources.
    pub(super) doubts: Vec<String>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) remarks: Vec<String>,
    pub(super) error: Option<ReadError>,
}

impl Sink for Found {
    fn accept(&mut self, item: Item) -> bool {
        match item {
            Item::Entry(entry) => self.entries.push(entry),
            Item::Source(source) => {
                self.sources.push(source.draft);
                self.doubts.extend(source.doubts);
            }
            Item::Skipped(skipped) => self.skipped.push(skipped),
        }
        true
    }

    fn remark(&mut self, remark: String) {
        self.remarks.push(remark);
    }
}

fn input<'i>(name: &'i str, bytes: &'i [u8]) -> Input<'i> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    Input { name, bytes, text: text.strip_prefix('\u{feff}').unwrap_or(text) }
}

/// Reads a file.
pub(super) fn collect(format: &Format, name: &str, bytes: &[u8]) -> Found {
    let mut found = Found::default();
    found.error = (format.read)(&input(name, bytes), &ReadOptions::default(), &mut found).err();
    found
}

/// An entry on one line: `words — speaker, title`, with the authors after the title unless the speaker is the only one.
pub(super) fn described(entry: &Imported) -> String {
    let speaker = match &entry.draft.speaker {
        Some(SpeakerReference::Described(speaker)) => speaker.name.clone(),
        Some(SpeakerReference::Id(id)) => format!("#{id}"),
        None => "?".to_owned(),
    };
    let source = match &entry.draft.source {
        Some(SourceReference::Described(source))
            if source.authors == [speaker.clone()] || source.authors.is_empty() =>
        {
            format!(", {}", source.title)
        }
        Some(SourceReference::Described(source)) => format!(", {} by {}", source.title, source.authors.join("; ")),
        Some(SourceReference::Id(id)) => format!(", #{id}"),
        None => String::new(),
    };
    format!("{} — {speaker}{source}", entry.draft.text)
}

/// An entry as [`described`], followed by its note, the URL of its source and its doubts, if any.
pub(super) fn in_full(entry: &Imported) -> String {
    let url = match &entry.draft.source {
        Some(SourceReference::Described(source)) => source.url.clone(),
        _ => None,
    };
    let parts = [Some(described(entry)), entry.draft.note.clone(), url];
    parts.into_iter().flatten().chain(entry.doubts.iter().cloned()).collect::<Vec<_>>().join(" | ")
}

/// A small file for each format, with the name of the format that must recognise it.
const SAMPLES: &[(&str, &str)] = &[
    (
        "kindle-clippings",
        "Emma (Jane Austen)\r\n- Your Highlight on Location 5-6 | Added on Monday\r\n\r\nw\r\n==========\r\n",
    ),
    (
        "kindle-clippings",
        "Emma\n- Ihre Markierung auf Seite 3 | Hinzugefügt am Montag\n\n[w](https://readwise.io/x)\n==========\n",
    ),
    (
        "kindle-html",
        "<html><div class='bookTitle'>T</div><div class='noteHeading'>Note - Page 1</div><div class='noteText'>w</div></html>",
    ),
    (
        "kindle-html",
        "Subject: x\n\n<html><div class=3D'bookTitle'>T</div><div class=3D'noteHeading'>N</div><div class=3D'noteText'>w=\n</div>",
    ),
    ("koreader", r#"{"title": "T", "entries": [{"text": "w"}], "created_on": 1, "version": "json/1.0.0"}"#),
    ("koreader", r#"{"documents": [], "created_on": 1, "version": "json/1.0.0"}"#),
    ("hypothesis", r#"{"export_date": "d", "client_version": "1", "annotations": []}"#),
    ("hypothesis", r#"{"total": 1, "rows": [{"user": "acct:bo@hypothes.is"}]}"#),
    ("hypothesis", "Created at,Author,Page,URL,Group,Type,Quote/description,Comment,Tags\n"),
    ("hypothesis", "Creation Date,URL,Group,Annotation/Reply Type,Quote,User,Body,Tags,Page\n"),
    ("hypothesis", "\"0\",\"2024-03-01T10:00:00Z\",\"https://example.org\",\"bo\",\"x\",\"g\",\"t\",\"w\",\"c\"\n"),
    ("hypothesis", "Mar 2\nA Page\nhttps://example.org\nTotal annotations: 1\n\nAnnotation 1:\nQuote: \"w\"\n"),
    ("csl-json", r#"[{"id": "a", "type": "book", "title": "T", "issued": {"date-parts": [[1815]]}}]"#),
    ("csl-json", r#"[{"id": "a", "type": "webpage", "title": "T", "URL": "https://example.org"}]"#),
    ("csl-json", r#"[{"id": "a", "type": "book", "DOI": "10.1/a"}, {"id": "b", "type": "book", "title": null}]"#),
    (
        "csl-json",
        "[{\"id\": \"a\", \"type\": \"book\", \"author\": [{\"literal\": \"WHO\"}]},\n{\"id\": 2, \"type\": \"book\", \"author\": \"Ada\"}]",
    ),
    ("bibtex", "% Encoding: UTF-8\n\n@book{k,\n  title = {T}\n}\n"),
    ("bibtex", "@string(pub = {Murray})\n@misc{k, title = {T}}\n"),
    ("readwise-markdown", "# T\n\n## Highlights\n- w ([Location 3](https://readwise.io/to_kindle?action=open))\n"),
    (
        "zotero-markdown",
        "“w” ([Bell, 2015, p. 1](zotero://select/library/items/AB)) ([pdf](zotero://open-pdf/library/items/CD?page=1))\n",
    ),
    ("zotero-markdown", "“w” (Bell, 2015, p. 1) mine\n"),
    ("kobo", "SQLite format 3\0"),
    ("fortune", "words\n\t\t-- Jane Austen\n%\nmore\n%\n"),
    ("fortune", "%% head\r\n%\r\nwords\r\n%\r\n"),
    (
        "kzq-org",
        "* Ada\n:PROPERTIES:\n:ID: c/a\n:WORDING: verbatim\n:END:\n#+begin_quote\nw\n#+end_quote\n— Ada, no source given",
    ),
    ("org", "* Jane Austen\n#+begin_quote\nw\n#+end_quote\n"),
    ("markdown", "> words\n> — Jane Austen, [a page](https://example.org)\n"),
    ("markdown", "> words (Bell, 2015)\n\n“w” — Jane Austen\n"),
    ("jotquote", "w | Jane Austen | Emma | wit\nw | Plato | | \n"),
    ("text-lines", "one. – Plato\n“two” ― Jane Austen, Emma\n"),
    ("text-lines", "one | two\n- Jane Austen\n\nthree\n- Oscar Wilde\n"),
    ("text-lines", "Profit is 100\n% of it. – Jane Austen\nMore. – Plato\n"),
    ("markdown", "# Quotes\n\n> one. – Plato\n\n> two. – Plato\n"),
    ("markdown", "- > one\n  > — Plato\n- > two | three | four | five\n"),
    ("org", "* Quotes\n- #+BEGIN_QUOTE\n  one. – Plato\n  #+END_QUOTE\n"),
    ("fortune", "one. – Plato\n%\ntwo. – Plato\n%\n> three\n"),
    ("srt", "1\r\n00:00:01,000 --> 00:00:02,000\r\nw\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nw\r\n"),
    ("webvtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jane Doe>w\n"),
    ("whisper", r#"{"text": "w", "segments": [{"id": 0, "start": 0.0, "end": 1.0, "text": " w"}], "language": "en"}"#),
    ("transcript", "JANE DOE, ANCHOR: One.\n\nTwo.\n\nROE: Three.\n\nDOE: Four.\n\nROE: Five.\n"),
    ("transcript", "**Jane:** One.\n\n**Bo:** Two.\n\n**Jane:** Three.\n\n**Bo:** Four.\n"),
    ("transcript", "[00:02] SPEAKER_00: w\n[00:03] SPEAKER_01: w\n[00:05] SPEAKER_00: w\n"),
    ("wikiquote", "'''Ann Bell''' (5 May 1800 – 1880) was\n== Quotes ==\n* One. – Plato\n** ''Poems''\n"),
    // Files that no format may accept.
    ("", "Name: Jane\nCity: Paris\n\nName: Bo\nCity: Rome\n\nName: Al\nCity: Bonn\n"),
    ("", "% a comment\n%\n\\section{T}\n% more\n"),
    ("", "| a | b | c |\n|---|---|---|\n"),
    ("", "- buy milk\n- call Bob\n"),
    ("", "A title\n==========\nwords below a line\n"),
    ("", "Heading\n=======\n\n- a list | of things\n"),
    ("", "<html><body><p>noteText is the class of words</p></body></html>"),
    ("", r#"[{"quote": "w", "author": "Jane Austen", "type": "book"}]"#),
    ("", r#"[{"id": 1, "type": "quote", "text": "w", "author": "Jane Austen", "publisher": "x"}]"#),
    ("", r#"{"total": 1, "rows": [{"quote": "w"}]}"#),
    ("", r#"{"entries": [{"text": "w"}], "version": 1}"#),
    ("", "quote,author,tags\nw,Jane Austen,wit\n"),
    ("", "\"0\",\"w\",\"Jane Austen\"\n"),
    ("", "@mentions are words\n"),
    ("", ""),
];

#[test]
fn each_sample_is_recognised_only_by_its_format() {
    let own: Vec<&str> = SAMPLES.iter().map(|sample| sample.0).collect();
    let formats: Vec<&Format> = FORMATS.iter().filter(|format| own.contains(&format.name)).collect();
    assert!(own.iter().all(|name| name.is_empty() || formats.iter().any(|format| format.name == *name)));
    for (expected, text) in SAMPLES {
        let mut by: Vec<&str> = formats
            .iter()
            .filter(|format| (format.sniff)(&input("file", text.as_bytes())).is_some())
            .map(|format| format.name)
            .collect();
        if *expected == "kzq-org" {
            by.retain(|name| *name != "org");
        }
        let expected: Vec<&str> = Some(*expected).filter(|name| !name.is_empty()).into_iter().collect();
        assert_eq!(by, expected, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn arbitrary_files_do_not_break_any_reader(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40),
        cut in 0..SAMPLES.len(),
        at in 0_usize..400,
    ) {
        let (text, sample) = (pieces.concat(), SAMPLES[cut].1);
        // A truncated sample, followed by arbitrary text.
        let torn = format!("{}{text}", &sample[..sample.floor_char_boundary(at.min(sample.len()))]);
        for text in [text, torn] {
            for format in FORMATS {
                let recognised = (format.sniff)(&input("file", text.as_bytes())).is_some();
                let found = collect(format, "file", text.as_bytes());
                let lines = text.lines().count() + 1;
                proptest::prop_assert!(found.entries.iter().all(|entry| entry.line <= lines && !entry.draft.text.is_empty()));
                proptest::prop_assert!(found.skipped.iter().all(|skipped| skipped.line <= lines), "{recognised}");
            }
        }
    }
}

/// Fragments of files in these formats.
const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    "\n\n",
    " ",
    "\u{a0}",
    "é",
    "“",
    "”",
    "\"",
    "«",
    "»",
    "(",
    ")",
    "（",
    "）",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "=",
    "-",
    "- ",
    "–",
    "|",
    "｜",
    ",",
    ";",
    "#",
    "@",
    "\\",
    "\\'",
    "\\c",
    "%",
    "p. ",
    "12",
    "1,234",
    "5-6",
    "xi",
    "页",
    "Emma",
    "==========\n",
    "- Your Highlight on Location 5-6 | Added\n\n",
    "<div class='noteHeading'>",
    "<div class='noteText'>",
    "</div>",
    "class=3D\"",
    "=C3",
    " ([",
    "](https://readwise.io/",
    "](zotero://select/library/items/",
    "))",
    "@book{k, ",
    "\n%\n",
    "> ",
    "[!quote] ",
    "---\n",
    "#+BEGIN_QUOTE\n",
    "* ",
    "\t\t-- ",
    "\u{8}",
    "\u{1b}[",
    " – ",
    "Jane Austen",
    "作者:",
    "title = ",
    "Annotation 1:\n",
    "Quote: ",
    "\u{feff}",
    "## Highlights\n",
    "    - Note:",
    ", 2015",
    "<span>",
    " and ",
    "00:00:01,000 --> 00:00:02,000\n",
    "WEBVTT\n\n",
    "<v Jane>",
    ">> ",
    "JANE DOE, ANCHOR: ",
    "DOE: ",
    "Q: ",
    "(APPLAUSE)\n",
    "\n== ",
    " ==\n",
    "\n* ",
    "\n** ",
    "'''",
    "''",
    "[[",
    "{{",
    "}}",
    "<ref>",
    "<!--",
];
