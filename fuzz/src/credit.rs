//! Any bytes as words that were pasted, as a credit, and as the names and titles of a source: they are read, written into a
//! collection without mistakes, and cited in each format.

use kzq_corpus::{EntryId, read};
use kzq_edit::{credit, recognise, string_literal};
use kzq_export::{Format, export};
use kzq_ron::diagnostics::render;

use super::is_showable;

/// The longest text, in bytes: it is written into a collection several times.
const LONGEST: usize = 1000;

pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(&data[..data.len().min(LONGEST)]);
    let pasted = recognise(&text);
    assert!(pasted.doubts.iter().all(|doubt| !doubt.is_empty()));
    for line in text.lines().chain([&*text]) {
        let read = credit::read(line);
        assert!(read.speaker.is_none() || read.several.is_empty(), "{line:?}: {read:?}");
        let inline = credit::in_line(line);
        let _ = (inline, credit::read_date(line), credit::chapter(line), credit::page(line));
    }
    cite(&text);
}

/// Cites a source whose parts are the lines of a text.
fn cite(text: &str) {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(string_literal);
    let mut next = |other: &str| lines.next().unwrap_or_else(|| string_literal(other));
    let (name, title, author, container) = (next("Ada Byron"), next("Notes"), next("Byron, Ada"), next("Memoirs"));
    let ron = format!(
        r#"(schema: 1, id: "c", title: "C", speakers: {{"a": (name: {name})}},
        sources: {{"s": (title: {title}, authors: [{author}], container: {container}, date: "1843")}},
        entries: [Quote(id: "q", by: "a", text: "It weaves.", source: (id: "s", page: "12"))])"#
    );
    let collection = read("fuzz.ron", ron.as_bytes());
    let Some(corpus) = collection.corpus else { return };
    assert!(
        collection.diagnostics.iter().all(|finding| is_showable(&render::render(std::slice::from_ref(finding), false)))
    );
    for format in Format::ALL {
        let cited = export(&corpus, &[EntryId::new(0)], format);
        // Tabs separate the columns of some formats.
        assert!(is_showable(&cited.text.visible().as_str().replace('\t', " ")), "{format:?}: {:?}", cited.text);
    }
}
