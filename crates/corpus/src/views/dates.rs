//! When the words of an entry were said or written.

use crate::Date;
use crate::corpus::Corpus;
use crate::entry::Entry;
use crate::ids::SourceId;
use crate::tables::Source;

impl Corpus {
    /// Returns when the words of an entry were said or written, as far as that is known. Entries are sorted and counted by
    /// this date.
    ///
    /// It is the date of the entry itself, otherwise that of the broadcast or other source in which the words were
    /// spoken, otherwise that of the source which is nearest to it among those that report it. An unsure date counts
    /// like a sure one, and a partial date as far as it goes: see [`Date::period`].
    pub fn date_of(&self, entry: Entry<'_>) -> Option<Date> {
        entry.date().or_else(|| self.date_of_source(entry.source()?))
    }

    /// Returns when the words that a source prints were said or written, as far as the source knows: its own date, or that of
    /// the broadcast or other source that it reports.
    pub fn date_of_source(&self, id: SourceId) -> Option<Date> {
        self.sources_from(Some(self.source(id))).filter_map(|source| source.date).last()
    }

    /// Iterates over the source of an entry, the source that it reports on, and so on to the one in which the words were
    /// spoken.
    pub fn reported_sources(&self, entry: Entry<'_>) -> impl Iterator<Item = &Source> {
        self.sources_from(self.source_of(entry))
    }

    /// Iterates over a source, the source that it reports on, and so on.
    pub fn sources_from<'c>(&'c self, first: Option<&'c Source>) -> impl Iterator<Item = &'c Source> {
        // A chain cannot be longer than the number of sources; loading rejects cycles.
        let chain = std::iter::successors(first, |source| source.reports.map(|id| self.source(id)));
        chain.take(self.sources().len())
    }
}

#[cfg(test)]
mod tests {
    use crate::read;

    #[test]
    fn entry_date_precedes_those_of_original_and_report() {
        let text = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada")},
            sources: {
                "hour": (title: "The Hour", kind: Broadcast, date: "1941-05-02"),
                "paper": (title: "The Paper", date: "1941-05-04", reports: "hour"),
                "digest": (title: "Digest", date: "1942", reports: "paper"),
                "lost": (title: "Lost"),
                "memoir": (title: "Memoir", date: "c. 180", reports: "lost"),
                "copy": (title: "Copy", date: "1950", reports: "memoir"),
            },
            entries: [
                Quote(id: "own", by: "a", text: "One.", date: "1939?", source: (id: "paper")),
                Quote(id: "heard", by: "a", text: "Two.", source: (id: "hour")),
                Quote(id: "reported", by: "a", text: "Three.", source: (id: "paper")),
                Quote(id: "twice", by: "a", text: "Four.", source: (id: "digest")),
                Quote(id: "undated-original", by: "a", text: "Five.", source: (id: "memoir")),
                Quote(id: "nearest", by: "a", text: "Six.", source: (id: "copy")),
                Quote(id: "undated", by: "a", text: "Seven.", source: (id: "lost")),
                Quote(id: "no-source", by: "a", text: "Eight."),
                Quote(id: "only-own", by: "a", text: "Nine.", date: "-380"),
            ])"#;
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        for (id, date) in [
            ("own", Some("1939?")),
            ("heard", Some("1941-05-02")),
            ("reported", Some("1941-05-02")),
            ("twice", Some("1941-05-02")),
            ("undated-original", Some("c. 180")),
            ("nearest", Some("c. 180")),
            ("undated", None),
            ("no-source", None),
            ("only-own", Some("-380")),
        ] {
            let entry = corpus.entry(corpus.look_up(id).found().unwrap());
            assert_eq!(corpus.date_of(entry).map(|date| date.to_string()).as_deref(), date, "{id}");
        }
    }
}
