//! [`CompletionTable`]: what completion draws on without the entries, to be kept beside a snapshot.

use std::io::{self, Write};
use std::sync::OnceLock;

use bytes::Bytes;

use crate::facet_counts::FacetCounts;
use crate::suggestions::{KnownValues, RareValues};
use kzq_corpus::columns::{ColumnReader, ColumnWriter};
use kzq_corpus::{Corpus, SnapshotHeader};
use kzq_text::Safe;

/// The speakers, sources, topics, tags, languages and years of collections, with their numbers of entries.
#[derive(Debug)]
pub struct CompletionTable {
    /// The tables of the corpus, without entries.
    tables: Corpus,
    totals: FacetCounts,
    rare: OnceLock<RareValues>,
}

impl CompletionTable {
    /// Writes the table of a corpus.
    ///
    /// # Errors
    ///
    /// Returns any error of `out`.
    pub fn write(corpus: &Corpus, out: &mut dyn Write) -> io::Result<()> {
        let out = &mut ColumnWriter::new(out);
        let totals = FacetCounts::unfiltered(corpus);
        corpus.write_snapshot_header(out)?;
        out.write_value(&RareValues::of(corpus, Some(&totals)))?;
        out.write_value(&totals)
    }

    /// Reads a table; `None` if it is damaged.
    pub fn read(bytes: Bytes) -> Option<Self> {
        let mut input = ColumnReader::new(bytes);
        let tables = SnapshotHeader::read(&mut input)?.into_tables();
        let rare = OnceLock::from(input.read_value::<RareValues>()?);
        let totals = input.read_value()?;
        input.finish()?;
        Some(Self { tables, totals, rare })
    }

    /// The table of a corpus that is loaded.
    pub fn of(corpus: Corpus) -> Self {
        let totals = FacetCounts::unfiltered(&corpus);
        Self { tables: corpus, totals, rare: OnceLock::new() }
    }

    /// The corpus, of which only the tables may be there.
    pub fn tables(&self) -> &Corpus {
        &self.tables
    }

    /// What completes a query, with the names of the user's lists.
    pub fn known<'k>(&'k self, lists: &'k [Safe<'static>]) -> KnownValues<'k> {
        KnownValues { corpus: &self.tables, totals: Some(&self.totals), lists, rare: &self.rare }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Completion;
    use kzq_corpus::read;

    const FILE: &str = r#"(schema: 1, id: "c", title: "C",
        speakers: {"ada": (name: "Ada Byron"), "al": (name: "Alan")}, sources: {"s": (title: "Notes", date: "1843")},
        topics: [(id: "war", label: "War", topics: [(id: "cold")])],
        entries: [
            Quote(id: "a", by: "ada", topics: ["war/cold"], source: (id: "s"), text: "X.", tags: ["t"], lang: "en"),
            Quote(id: "b", by: "al", topics: ["war"], text: "Y."), Quote(id: "c", by: "al", text: "Z."),
        ])"#;

    fn table() -> (Corpus, Vec<u8>) {
        let corpus = read("c.ron", FILE.as_bytes()).corpus.unwrap();
        let mut bytes = Vec::new();
        CompletionTable::write(&corpus, &mut bytes).unwrap();
        (corpus, bytes)
    }

    #[test]
    fn saved_table_completes_like_the_collections() {
        let (corpus, bytes) = table();
        let read = CompletionTable::read(bytes.into()).unwrap();
        let loaded = CompletionTable::of(corpus);
        let lists = ["monday".into()];
        let typed = ["speaker:", "speaker:a", "topic:c", "source:", "tag:", "lang:", "year:", "collection:", "list:"];
        for typed in typed.into_iter().chain(["kind:v", "is:", "sort:d", "has:"]) {
            let complete = |table: &CompletionTable| Completion::find(typed, typed.len(), &table.known(&lists));
            assert!(complete(&loaded).is_some(), "{typed}");
            assert_eq!(complete(&read), complete(&loaded), "{typed}");
        }
    }

    #[test]
    fn damaged_tables_are_rejected_or_do_not_panic() {
        let (_, bytes) = table();
        for length in 0..bytes.len() {
            assert!(CompletionTable::read(Bytes::copy_from_slice(&bytes[..length])).is_none());
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0xff;
            // A damaged table that is accepted must complete without a panic.
            if let Some(table) = CompletionTable::read(damaged.into()) {
                let known = table.known(&[]);
                for typed in ["speaker:", "topic:", "source:", "tag:", "year:", "collection:", "kind:"] {
                    let _ = Completion::find(typed, typed.len(), &known);
                }
            }
        }
    }
}
