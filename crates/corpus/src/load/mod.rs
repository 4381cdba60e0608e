//! Parses the RON file of one collection into a [`Corpus`].
//!
//! The `ron` crate parses every value; this module knows which values are expected. It does not stop at the first
//! problem: everything that can be checked on its own is checked, and each diagnostic has a location.

mod chunk;
mod entries;
mod fast_entry;
mod id_table;
#[cfg(test)]
mod syntax_tests;
mod tables;

pub use chunk::{Gathering, Head, Piece, last_beginning};
use std::sync::Arc;
pub(super) use tables::{wrong_address, wrong_path};

use crate::merge::Foreign;
use crate::{Collection, Corpus};
use kzq_ron::{Code, Fields, FileKind, Finding, Node, Reader, Severity, Taker, decoded, said};
use kzq_text::Safe;

/// A collection. Unknown fields are only warnings, so that files written for a newer kzq can still be browsed.
pub(crate) const COLLECTION: FileKind = FileKind {
    name: "collection",
    smallest: "(schema: 1, id: \"mine\", title: \"Mine\", entries: [])",
    beginning: "(schema: 1, id: \"mine\", …)",
    unknown: Severity::Warning,
};

/// The newest schema this kzq reads; collections with a newer one are rejected.
pub const SCHEMA: u32 = 1;

/// The result of reading one file.
#[derive(Debug)]
pub struct Reading {
    /// The collection; `None` if any diagnostic is an error.
    pub corpus: Option<Corpus>,
    /// The diagnostics, in the order of the file.
    pub findings: Vec<Finding>,
    /// References into other collections, resolved by [`Corpus::join`].
    pub(super) foreign: Vec<Foreign>,
    /// The diagnostic to report if another collection has the same id.
    pub(super) clash: Option<Finding>,
}

/// Reads a collection from the bytes of a RON file, called `file` in diagnostics.
pub fn read(file: &str, bytes: &[u8]) -> Reading {
    let file = Safe::line(file).into_owned();
    match decoded(&COLLECTION, &file, bytes) {
        Ok(text) => chunk::read(&file, text).unwrap_or_else(|| read_text(Reader::of(&COLLECTION, file, text))),
        Err(findings) => Reading { corpus: None, findings, foreign: Vec::new(), clash: None },
    }
}

fn read_text(mut reader: Reader<'_>) -> Reading {
    let mut reading = Reading { corpus: None, findings: Vec::new(), foreign: Vec::new(), clash: None };
    let corpus = read_collection(&mut reader, &mut reading);
    reading.corpus = corpus.filter(|_| !reader.has_errors());
    reading.findings = reader.into_findings();
    reading
}

fn read_collection(reader: &mut Reader<'_>, reading: &mut Reading) -> Option<Corpus> {
    let whole = Node::whole(reader.text());
    let fields: Fields<'_> = reader.read_file()?;
    let mut taker = Taker::new(reader, "collection", whole, fields);

    if let Some(schema) = taker.required::<u32>(reader, "schema").filter(|schema| schema.value > SCHEMA) {
        let message = kzq_text::safe!(
            "this collection is written in schema ",
            schema.value as usize,
            "; this kzq reads schemas up to ",
            SCHEMA as usize
        );
        let help = Some(Safe::from("a newer kzq is needed to read it"));
        reader.error_with_help(Code::NewerSchema, schema.span, message, help);
        return None;
    }
    let id = tables::id_at(reader, &mut taker, "id");
    reading.clash = id.as_ref().map(|id| {
        let message = kzq_text::safe!("two collections have the id “", said(id.value.as_str()), "”");
        reader.prepare(Code::DuplicateId, &id.span, message)
    });
    let title = tables::line(reader, &mut taker, "title");
    let speakers = Arc::new(tables::speakers(reader, &mut taker));
    let sources = Arc::new(tables::sources(reader, &mut taker));
    let topics = Arc::new(tables::topics(reader, &mut taker));
    let mut corpus = Corpus { firsts: vec![0], speakers, sources, topics, ..Corpus::default() };
    reading.foreign = entries::entries(reader, &mut taker, &mut corpus);
    taker.finish(reader);
    corpus.collections.push(Collection { id: id?.value, title: title? });
    corpus.link();
    Some(corpus)
}

impl Reading {
    /// Returns whether any diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const EMBEDDED: &str = include_str!("../../../../data/tokayev-al-jazeera.ron");

    /// Reads a file with the `ron` crate only.
    fn read_by_the_crate(text: &str) -> Reading {
        read_text(Reader::of(&COLLECTION, "x.ron".into(), text))
    }

    /// Asserts that the fast path, unless it declines the file, reads it as the `ron` crate does.
    fn agrees(text: &str) {
        let Some(quick) = chunk::read(&"x.ron".into(), text) else { return };
        let exact = read_by_the_crate(text);
        assert_eq!(exact.findings, [], "{text}");
        assert_eq!(quick.corpus, exact.corpus, "{text}");
    }

    #[test]
    fn the_embedded_collection_is_read_quickly_and_as_the_crate_reads_it() {
        assert!(chunk::read(&"x.ron".into(), EMBEDDED).is_some());
        agrees(EMBEDDED);
    }

    #[test]
    fn a_field_given_twice_is_found_among_few_and_among_many() {
        for count in [3, 1000] {
            let fields = (0..count).map(|number| format!("x{number}: 1,\n")).collect::<Vec<_>>().concat();
            let file = format!("({fields}x1: 2, schema: 1, id: \"a\", title: \"A\", entries: [])");
            let findings = read_by_the_crate(&file).findings;
            let twice: Vec<&Finding> = findings.iter().filter(|finding| finding.code == Code::DuplicateField).collect();
            assert_eq!(twice.len(), 1);
            assert_eq!(twice[0].place.line, count + 1);
            assert_eq!(twice[0].help.as_ref().map(Safe::as_str), Some("it stands in line 2 already"));
        }
    }

    #[test]
    fn brackets_too_deep_are_for_the_crate() {
        let deep =
            format!("(schema: 1, id: \"a\", title: \"A\", entries: {}{})", "[".repeat(100_000), "]".repeat(100_000));
        assert!(chunk::read(&"x.ron".into(), &deep).is_none());
        assert!(!read_by_the_crate(&deep).findings.is_empty());
    }

    /// Reads a file in chunks, each cut at the last entry that seems to begin before one of `cuts`.
    fn read_in_pieces(text: &str, cuts: &[usize]) -> Option<Reading> {
        let head = Head::read("x.ron", text.as_bytes())?;
        let mut gathering = Gathering::new(&head);
        let mut start = head.length();
        for &cut in cuts.iter().chain([&text.len()]) {
            let end = if cut == text.len() { cut } else { start + last_beginning(text.as_bytes().get(start..cut)?)? };
            gathering.add(head.piece(&text.as_bytes()[start..end])?)?;
            start = end;
        }
        gathering.finish()
    }

    #[test]
    fn a_cut_inside_a_text_is_noticed() {
        let trap = EMBEDDED.replacen("text: \"", "text: \"\n        Quote(", 1);
        let inside = trap.find("text: \"\n").unwrap_or_default() + 30;
        assert!(chunk::read(&"x.ron".into(), &trap).is_some());
        assert!(read_in_pieces(&trap, &[inside]).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn pieces_make_the_whole(mut cuts in prop::collection::vec(4000..EMBEDDED.len(), 0..5)) {
            cuts.sort_unstable();
            if let Some(reading) = read_in_pieces(EMBEDDED, &cuts) {
                prop_assert_eq!(reading.corpus, read_by_the_crate(EMBEDDED).corpus);
            }
        }

        #[test]
        fn both_readers_agree_on_damaged_files(
            start in 0..EMBEDDED.len(),
            length in 0_usize..40,
            put in prop::sample::select(vec![
                "", "\"", "\\", "(", ")", "[", "]", "{", "}", ",", ":", "'", "#", "/", "//", "/*", "\n", "r\"", "r#\"", "b\"",
                " ", "None", "Some(\"x\")", "1", "01", "-1", "x: 1,", "é", "\u{a0}", "\u{85}", "Quote", "topics: [],",
            ]),
        ) {
            let end = (start + length).min(EMBEDDED.len());
            if let (Some(before), Some(after)) = (EMBEDDED.get(..start), EMBEDDED.get(end..)) {
                agrees(&format!("{before}{put}{after}"));
            }
        }

        #[test]
        fn both_readers_agree_on_small_files_made_of_odd_parts(
            parts in prop::collection::vec(prop::sample::select(vec![
                "(", ")", "[", "]", "{", "}", ",", ":", " ", "\n", "// c\n", "/* c */", "\"a\"", "\"b\\n\"", "r\"c\"", "'d'", "id",
                "name", "text", "by", "note", "topics", "aliases", "1", "01", "Some", "None", "Quote", "#", "\u{a0}",
            ]), 0..12),
        ) {
            let odd = parts.concat();
            agrees(&format!("(schema: 1, id: \"a\", title: \"A\", speakers: {{\"a\": (name: \"A\", {odd})}}, entries: [])"));
            agrees(&format!("(schema: 1, id: \"a\", title: \"A\", entries: [], {odd})"));
            agrees(&format!(
                "(schema: 1, id: \"a\", title: \"A\", speakers: {{\"a\": (name: \"A\")}}, entries: [Quote(id: \"q\", by: \"a\", text: \"t\", {odd})])"
            ));
        }
    }
}
