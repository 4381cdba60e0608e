//! Any bytes as a collection: the fast and the exact parser agree, on the whole file and in chunks.

use kzq_corpus::{Assembler, Corpus, Header, ParsedCollection, last_entry_start, read};
use kzq_ron::diagnostics::render;

use super::{EMBEDDED, is_showable};

/// What the fast parser rejects and the exact one skips.
const EXACT: &[u8] = b"#![enable(implicit_some)]\n";

pub fn run(data: &[u8]) {
    let reading = read("fuzz.ron", data);
    check_findings(&reading);
    let exact = [EXACT, data].concat();
    // Where both read the start in the same way, as with a byte-order mark, there is nothing to compare.
    if Header::parse("fuzz.ron", data).is_some() {
        assert!(Header::parse("fuzz.ron", &exact).is_none(), "the exact reader is not asked");
        if reading.diagnostics.is_empty() {
            let exact = read("fuzz.ron", &exact);
            assert_eq!(exact.diagnostics, [], "the quick reader takes what the exact one does not");
            assert_eq!(reading.corpus, exact.corpus);
        }
        for parts in 2..4 {
            if let Some(pieces) = read_in_pieces(data, parts) {
                assert_eq!(pieces.corpus, reading.corpus, "read in {parts} pieces");
            }
        }
    }
    if reading.corpus.is_some() {
        let joined = Corpus::merge(vec![reading, read("embedded.ron", EMBEDDED)]);
        check_corpus(&joined.0);
    }
}

fn check_findings(reading: &ParsedCollection) {
    assert_eq!(reading.corpus.is_none(), reading.has_errors());
    for finding in &reading.diagnostics {
        let place = &finding.location;
        assert!(place.line > 0 && place.column > 0 && place.excerpt.as_str().get(place.underline.clone()).is_some());
    }
    let first = &reading.diagnostics[..reading.diagnostics.len().min(20)];
    assert!(is_showable(&render::render(first, false)));
    assert!(render::json(first).is_ok_and(|json| is_showable(&json)));
}

/// Reads a file in chunks, cut where entries seem to begin.
fn read_in_pieces(data: &[u8], parts: usize) -> Option<ParsedCollection> {
    let head = Header::parse("fuzz.ron", data)?;
    let mut gathering = Assembler::new(&head);
    let mut start = head.byte_len();
    for part in 1..=parts {
        let end = match part {
            _ if part == parts => data.len(),
            _ => {
                let cut = start + data.len().checked_sub(start)? / (parts - part + 1);
                start + last_entry_start(data.get(start..cut)?)?
            }
        };
        gathering.push(head.parse_chunk(data.get(start..end)?)?)?;
        start = end;
    }
    gathering.finish()
}

/// Everything in a collection can be looked up and shown.
fn check_corpus(corpus: &Corpus) {
    for id in corpus.entry_ids() {
        let entry = corpus.entry(id);
        assert!(is_showable(entry.text().visible().as_str()));
        assert!(is_showable(corpus.speaker_name(entry.speaker()).visible().as_str()));
    }
}
