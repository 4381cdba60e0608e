//! [`Corpus::count`]: counts entries by topic, date, speaker and source.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::coverage::Coverage;
use crate::corpus::Corpus;
use crate::entry::Entry;
use crate::ids::{EntryId, SourceId, SpeakerId, TopicId};
use crate::{Date, DateUnit, Wording};

/// What entries are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountBy {
    /// Their topics and those above them.
    Topic,
    /// When their words were said or written: see [`Corpus::date_of`].
    Date(DateUnit),
    /// Who said their words.
    Speaker,
    /// The source in which they appear.
    Source,
}

/// A value that entries are counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CountValue {
    /// A topic, with those below it.
    Topic(TopicId),
    /// A year, month or day; for a date that is only partly known, as much of it as is known.
    Date(Date),
    /// A speaker.
    Speaker(SpeakerId),
    /// A source.
    Source(SourceId),
    /// None: no topic, no date, an unknown speaker, no source.
    Missing,
}

/// The number of entries that have some values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountRow {
    /// The values, one for each [`CountBy`].
    pub values: Vec<CountValue>,
    /// The entries that have them all, by wording; at least one.
    pub coverage: Coverage,
}

/// Entries counted by two things: the values of one down, those of the other across.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountGrid {
    /// The values of the first.
    pub rows: Vec<CountValue>,
    /// The values of the second.
    pub columns: Vec<CountValue>,
    cells: BTreeMap<(CountValue, CountValue), usize>,
}

impl CountGrid {
    /// Returns the number of entries that have two values, of all wordings.
    pub fn count(&self, row: CountValue, column: CountValue) -> usize {
        self.cells.get(&(row, column)).copied().unwrap_or_default()
    }

    /// Returns the highest number.
    pub fn max(&self) -> usize {
        self.cells.values().copied().max().unwrap_or_default()
    }
}

impl Corpus {
    /// Counts entries by topic, date, speaker or source, or by several of these together; by nothing, in one row.
    ///
    /// An entry counts once for each of its topics and once for each topic above them. Topics are in their order, dates
    /// from the earliest, speakers and sources with the most entries first; entries without a value come last.
    pub fn count(&self, entries: impl IntoIterator<Item = EntryId>, by: &[CountBy]) -> Vec<CountRow> {
        self.counter(entries, by).ordered_rows()
    }

    /// Counts entries by two things, as [`Self::count`] does.
    pub fn count_grid(&self, entries: impl IntoIterator<Item = EntryId>, by: [CountBy; 2]) -> CountGrid {
        let counter = self.counter(entries, &by);
        let [rows, columns] = [0, 1].map(|at| counter.ordered_values(at));
        let cells = counter.rows.into_iter().filter_map(|(values, coverage)| match values[..] {
            [down, across] => Some(((down, across), coverage.total())),
            _ => None,
        });
        CountGrid { rows, columns, cells: cells.collect() }
    }

    fn counter(&self, entries: impl IntoIterator<Item = EntryId>, by: &[CountBy]) -> Counter {
        // Entries share few distinct lists of topics.
        let topic_lists: Vec<Vec<CountValue>> = if by.contains(&CountBy::Topic) {
            self.topic_lists().iter().map(|list| self.topic_values(list)).collect()
        } else {
            Vec::new()
        };
        let mut counter = Counter::new(by.len());
        for id in entries {
            let entry = self.entry(id);
            let single: Vec<CountValue> = by.iter().map(|&by| self.single_value(entry, by)).collect();
            let values: Vec<&[CountValue]> = by
                .iter()
                .zip(&single)
                .map(|(by, value)| match by {
                    CountBy::Topic => topic_lists[entry.topic_list()].as_slice(),
                    CountBy::Date(_) | CountBy::Speaker | CountBy::Source => std::slice::from_ref(value),
                })
                .collect();
            counter.add(entry.wording(), &values);
        }
        counter
    }

    fn topic_values(&self, topics: &[TopicId]) -> Vec<CountValue> {
        if topics.is_empty() {
            return vec![CountValue::Missing];
        }
        self.topics_and_ancestors(topics).into_iter().map(CountValue::Topic).collect()
    }

    /// Returns the only value that an entry has of this kind.
    fn single_value(&self, entry: Entry<'_>, by: CountBy) -> CountValue {
        let value = match by {
            CountBy::Topic => None,
            CountBy::Date(unit) => self.date_of(entry).map(|date| CountValue::Date(date.period(unit))),
            CountBy::Speaker => entry.speaker().map(CountValue::Speaker),
            CountBy::Source => entry.source().map(CountValue::Source),
        };
        value.unwrap_or(CountValue::Missing)
    }
}

/// Counts entries by their values.
struct Counter {
    rows: BTreeMap<Vec<CountValue>, Coverage>,
    /// For each kind of value that is counted, the entries of each value.
    totals: Vec<BTreeMap<CountValue, usize>>,
}

impl Counter {
    fn new(dimensions: usize) -> Self {
        Self { rows: BTreeMap::new(), totals: vec![BTreeMap::new(); dimensions] }
    }

    /// Counts an entry for each combination of its values, of which there is at least one of each kind.
    fn add(&mut self, wording: Wording, values: &[&[CountValue]]) {
        for (totals, values) in self.totals.iter_mut().zip(values) {
            for &value in *values {
                *totals.entry(value).or_default() += 1;
            }
        }
        let combinations: usize = values.iter().map(|values| values.len()).product();
        let mut key = Vec::with_capacity(values.len());
        for number in 0..combinations {
            let mut rest = number;
            key.clear();
            for values in values {
                key.push(values[rest % values.len()]);
                rest /= values.len();
            }
            if let Some(coverage) = self.rows.get_mut(key.as_slice()) {
                coverage.add(wording, 1);
            } else {
                self.rows.entry(key.clone()).or_default().add(wording, 1);
            }
        }
    }

    /// Returns the place of a value in the order of its kind: see [`Corpus::count`].
    fn place(&self, at: usize, value: CountValue) -> (bool, Reverse<usize>, CountValue) {
        let is_ranked = matches!(value, CountValue::Speaker(_) | CountValue::Source(_));
        let rank = self.totals[at].get(&value).copied().filter(|_| is_ranked).unwrap_or_default();
        (value == CountValue::Missing, Reverse(rank), value)
    }

    fn ordered_values(&self, at: usize) -> Vec<CountValue> {
        let mut values: Vec<CountValue> = self.totals[at].keys().copied().collect();
        values.sort_by_key(|&value| self.place(at, value));
        values
    }

    fn ordered_rows(&self) -> Vec<CountRow> {
        let mut rows: Vec<CountRow> =
            self.rows.iter().map(|(values, &coverage)| CountRow { values: values.clone(), coverage }).collect();
        rows.sort_by_cached_key(|row| {
            row.values.iter().enumerate().map(|(at, &value)| self.place(at, value)).collect::<Vec<_>>()
        });
        rows
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::read;

    const TEXT: &str = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada"), "b": (name: "Bob")},
        sources: {"s": (title: "S", date: "1941-05-02"), "t": (title: "T", date: "c. -380")},
        topics: [(id: "x", topics: [(id: "p"), (id: "q")]), (id: "y")],
        entries: [
            Quote(id: "one", by: "a", text: "One.", topics: ["x/p", "x/q"], source: (id: "t")),
            Quote(id: "two", by: "b", text: "Two.", topics: ["x"], date: "1941"),
            Paraphrase(id: "three", of: "b", text: "Three.", topics: ["x/q", "y"], source: (id: "s")),
            Paraphrase(id: "four", of: "b", text: "Four."),
            Quote(id: "five", text: "Five.", source: (id: "s"), date: "1941-05"),
        ])"#;

    fn corpus() -> Corpus {
        read("c.ron", TEXT.as_bytes()).corpus.unwrap()
    }

    /// The rows as `value value: verbatim/reported/summary`.
    fn counted(corpus: &Corpus, by: &[CountBy]) -> Vec<String> {
        let name = |value: &CountValue| match value {
            CountValue::Topic(id) => corpus.topic(*id).path.to_string(),
            CountValue::Date(date) => date.to_string(),
            CountValue::Speaker(id) => corpus.speaker(*id).id.to_string(),
            CountValue::Source(id) => corpus.source(*id).id.to_string(),
            CountValue::Missing => "-".to_owned(),
        };
        let line = |CountRow { values, coverage }: &CountRow| {
            let Coverage { verbatim, reported, summary } = coverage;
            let names: Vec<String> = values.iter().map(name).collect();
            format!("{}: {verbatim}/{reported}/{summary}", names.join(" "))
        };
        corpus.count(corpus.entry_ids(), by).iter().map(line).collect()
    }

    #[test]
    fn entries_are_counted_by_topic_date_speaker_and_source() {
        let corpus = corpus();
        for (by, rows) in [
            (&[][..], &[": 3/2/0"][..]),
            (&[CountBy::Topic][..], &["x: 2/1/0", "x/p: 1/0/0", "x/q: 1/1/0", "y: 0/1/0", "-: 1/1/0"][..]),
            (&[CountBy::Date(DateUnit::Year)][..], &["-380: 1/0/0", "1941: 2/1/0", "-: 0/1/0"][..]),
            (
                &[CountBy::Date(DateUnit::Day)][..],
                &["-380: 1/0/0", "1941: 1/0/0", "1941-05: 1/0/0", "1941-05-02: 0/1/0", "-: 0/1/0"][..],
            ),
            (&[CountBy::Speaker][..], &["b: 1/2/0", "a: 1/0/0", "-: 1/0/0"][..]),
            (&[CountBy::Source][..], &["s: 1/1/0", "t: 1/0/0", "-: 1/1/0"][..]),
            (
                &[CountBy::Speaker, CountBy::Date(DateUnit::Year)][..],
                &["b 1941: 1/1/0", "b -: 0/1/0", "a -380: 1/0/0", "- 1941: 1/0/0"][..],
            ),
        ] {
            assert_eq!(counted(&corpus, by), rows, "{by:?}");
        }
    }

    #[test]
    fn topic_counts_match_topic_coverage() {
        let corpus = corpus();
        let coverage = corpus.topic_coverage();
        for row in corpus.count(corpus.entry_ids(), &[CountBy::Topic]) {
            if let CountValue::Topic(id) = row.values[0] {
                assert_eq!(row.coverage, coverage[id.index()]);
            }
        }
    }

    #[test]
    fn grid_counts_entries_by_two_properties() {
        let corpus = corpus();
        let grid = corpus.count_grid(corpus.entry_ids(), [CountBy::Topic, CountBy::Date(DateUnit::Year)]);
        let lines: Vec<Vec<usize>> =
            grid.rows.iter().map(|&row| grid.columns.iter().map(|&column| grid.count(row, column)).collect()).collect();
        // The columns are 380 BC, 1941 and undated.
        assert_eq!(lines, [[1, 2, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 1, 1]]);
        assert_eq!(grid.max(), 2);
    }

    #[test]
    fn counting_no_entries_gives_no_rows() {
        assert_eq!(corpus().count([], &[]), []);
        assert_eq!(corpus().count([], &[CountBy::Topic]), []);
        let grid = corpus().count_grid(std::iter::empty(), [CountBy::Topic, CountBy::Speaker]);
        assert_eq!((grid.max(), grid), (0, CountGrid::default()));
    }

    proptest! {
        #[test]
        fn each_entry_counts_once_by_date_speaker_or_source(chosen in proptest::collection::vec(0..5_usize, 0..9)) {
            let corpus = corpus();
            for by in [CountBy::Date(DateUnit::Month), CountBy::Speaker, CountBy::Source] {
                let rows = corpus.count(chosen.iter().copied().map(EntryId::new), &[by]);
                let total: usize = rows.iter().map(|row| row.coverage.total()).sum();
                prop_assert_eq!(total, chosen.len());
            }
        }
    }
}
