//! Parses the RON file of one collection into a [`Corpus`].
//!
//! The `ron` crate parses every value; this module knows which values are expected. It does not stop at the first
//! problem: everything that can be checked on its own is checked, and each diagnostic has a location.

mod block_builder;
mod checked;
mod chunk;
mod collection;
mod differences;
mod entries;
mod fast_entry;
mod id_table;
mod names;
mod near_misses;
mod open_topics;
mod references;
mod symbols;
#[cfg(test)]
mod syntax_tests;
mod tables;

pub use chunk::{Assembler, Chunk, Header, last_entry_start};
pub use collection::{ParsedCollection, SCHEMA};
pub use tables::{is_slug, path_error, url_error};

use self::collection::{COLLECTION, parse_collection};
use kzq_ron::{Parser, decode_utf8};
use kzq_text::Safe;

/// Reads a collection from the bytes of a RON file, called `file` in diagnostics.
pub fn read(file: &str, bytes: &[u8]) -> ParsedCollection {
    let file = Safe::line(file).into_owned();
    match decode_utf8(&COLLECTION, &file, bytes) {
        Ok(text) => chunk::read(&file, text).unwrap_or_else(|| parse_text(Parser::with_kind(&COLLECTION, file, text))),
        Err(diagnostics) => {
            ParsedCollection { corpus: None, diagnostics, cross_references: Vec::new(), duplicate_id: None }
        }
    }
}

fn parse_text(mut parser: Parser<'_>) -> ParsedCollection {
    let mut parsed =
        ParsedCollection { corpus: None, diagnostics: Vec::new(), cross_references: Vec::new(), duplicate_id: None };
    let corpus = parse_collection(&mut parser, &mut parsed);
    parsed.corpus = corpus.filter(|_| !parser.has_errors());
    parsed.diagnostics = parser.into_diagnostics();
    parsed
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use kzq_ron::{Diagnostic, Rule};

    const EMBEDDED: &str = include_str!("../../../../data/tokayev-al-jazeera.ron");

    /// Reads a file with the `ron` crate only.
    fn read_with_ron_crate(text: &str) -> ParsedCollection {
        parse_text(Parser::with_kind(&COLLECTION, "x.ron".into(), text))
    }

    /// Asserts that the fast path, unless it declines the file, reads it as the `ron` crate does.
    fn assert_fast_path_agrees(text: &str) {
        let Some(quick) = chunk::read(&"x.ron".into(), text) else { return };
        let exact = read_with_ron_crate(text);
        assert_eq!(exact.diagnostics, [], "{text}");
        assert_eq!(quick.corpus, exact.corpus, "{text}");
    }

    #[test]
    fn the_embedded_collection_takes_the_fast_path() {
        assert!(chunk::read(&"x.ron".into(), EMBEDDED).is_some());
        assert_fast_path_agrees(EMBEDDED);
    }

    #[test]
    fn duplicate_fields_are_reported_in_small_and_large_structs() {
        for count in [3, 1000] {
            let fields = (0..count).map(|number| format!("x{number}: 1,\n")).collect::<Vec<_>>().concat();
            let file = format!("({fields}x1: 2, schema: 1, id: \"a\", title: \"A\", entries: [])");
            let diagnostics = read_with_ron_crate(&file).diagnostics;
            let duplicates: Vec<&Diagnostic> =
                diagnostics.iter().filter(|diagnostic| diagnostic.rule == Rule::DuplicateField).collect();
            assert_eq!(duplicates.len(), 1);
            assert_eq!(duplicates[0].location.line, count + 1);
            assert_eq!(duplicates[0].help.as_ref().map(Safe::as_str), Some("first defined in line 2"));
        }
    }

    #[test]
    fn fast_path_declines_deep_nesting() {
        let deep =
            format!("(schema: 1, id: \"a\", title: \"A\", entries: {}{})", "[".repeat(100_000), "]".repeat(100_000));
        assert!(chunk::read(&"x.ron".into(), &deep).is_none());
        assert!(!read_with_ron_crate(&deep).diagnostics.is_empty());
    }

    /// Reads a file in chunks, each cut at the last entry that seems to begin before one of `cuts`.
    fn read_in_chunks(text: &str, cuts: &[usize]) -> Option<ParsedCollection> {
        let header = Header::parse("x.ron", text.as_bytes())?;
        let mut assembler = Assembler::new(&header);
        let mut start = header.byte_len();
        for &cut in cuts.iter().chain([&text.len()]) {
            let end = if cut == text.len() { cut } else { start + last_entry_start(text.as_bytes().get(start..cut)?)? };
            assembler.push(header.parse_chunk(&text.as_bytes()[start..end])?)?;
            start = end;
        }
        assembler.finish()
    }

    #[test]
    fn a_cut_inside_a_text_is_detected() {
        let trap = EMBEDDED.replacen("text: \"", "text: \"\n        Quote(", 1);
        let inside = trap.find("text: \"\n").unwrap_or_default() + 30;
        assert!(chunk::read(&"x.ron".into(), &trap).is_some());
        assert!(read_in_chunks(&trap, &[inside]).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn chunked_reading_gives_the_same_corpus(mut cuts in prop::collection::vec(4000..EMBEDDED.len(), 0..5)) {
            cuts.sort_unstable();
            if let Some(parsed) = read_in_chunks(EMBEDDED, &cuts) {
                prop_assert_eq!(parsed.corpus, read_with_ron_crate(EMBEDDED).corpus);
            }
        }

        #[test]
        fn chunked_reading_with_open_topics_gives_the_same_corpus(
            topics in prop::collection::vec(prop::collection::vec("[a-c]{1,2}(/[ab]){0,2}", 0..3), 1..12),
            cuts in prop::collection::vec(0..1000_usize, 0..5),
        ) {
            let entries = topics.iter().enumerate().map(|(number, topics)| {
                let by = if number % 3 == 0 { "lang: \"en\", " } else { "" };
                format!("\n        Quote(id: \"q{number}\", {by}text: \"x\", topics: {topics:?}),")
            });
            let text = format!(
                "(schema: 1, id: \"c\", title: \"C\", open_topics: true, topics: [(id: \"b\", label: \"B\")], entries: [{}])",
                entries.collect::<String>()
            );
            let exact = read_with_ron_crate(&text);
            prop_assert_eq!(&exact.diagnostics, &[]);
            prop_assert_eq!(chunk::read(&"x.ron".into(), &text).and_then(|read| read.corpus), exact.corpus.clone());
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| 110 + cut % (text.len() - 110)).collect();
            cuts.sort_unstable();
            if let Some(parsed) = read_in_chunks(&text, &cuts) {
                prop_assert_eq!(parsed.corpus, exact.corpus);
            }
        }

        #[test]
        fn both_parsers_agree_on_damaged_files(
            start in 0..EMBEDDED.len(),
            length in 0_usize..40,
            put in prop::sample::select(vec![
                "", "\"", "\\", "(", ")", "[", "]", "{", "}", ",", ":", "'", "#", "/", "//", "/*", "\n", "r\"", "r#\"", "b\"",
                " ", "None", "Some(\"x\")", "1", "01", "-1", "x: 1,", "é", "\u{a0}", "\u{85}", "Quote", "topics: [],",
            ]),
        ) {
            let end = (start + length).min(EMBEDDED.len());
            if let (Some(before), Some(after)) = (EMBEDDED.get(..start), EMBEDDED.get(end..)) {
                assert_fast_path_agrees(&format!("{before}{put}{after}"));
            }
        }

        #[test]
        fn both_parsers_agree_on_small_malformed_files(
            parts in prop::collection::vec(prop::sample::select(vec![
                "(", ")", "[", "]", "{", "}", ",", ":", " ", "\n", "// c\n", "/* c */", "\"a\"", "\"b\\n\"", "r\"c\"", "'d'", "id",
                "name", "text", "by", "note", "topics", "aliases", "1", "01", "Some", "None", "Quote", "#", "\u{a0}",
            ]), 0..12),
        ) {
            let odd = parts.concat();
            assert_fast_path_agrees(&format!("(schema: 1, id: \"a\", title: \"A\", speakers: {{\"a\": (name: \"A\", {odd})}}, entries: [])"));
            assert_fast_path_agrees(&format!("(schema: 1, id: \"a\", title: \"A\", entries: [], {odd})"));
            assert_fast_path_agrees(&format!(
                "(schema: 1, id: \"a\", title: \"A\", speakers: {{\"a\": (name: \"A\")}}, entries: [Quote(id: \"q\", by: \"a\", text: \"t\", {odd})])"
            ));
        }
    }
}
