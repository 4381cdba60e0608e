//! When entries were said, and the ranges of dates that `date:`, `year:`, `since:` and `before:` take.

use kzq_corpus::{Corpus, Date, EntryId, Source};

/// A day as year, month and day.
type Day = (i16, u8, u8);

/// Days from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DateRange {
    first: Day,
    last: Day,
}

impl DateRange {
    /// Every day.
    pub(super) const EVER: Self = Self { first: (i16::MIN, 1, 1), last: (i16::MAX, 12, 31) };

    /// The days that a date may mean: all of its month or year if the rest is not known.
    pub(super) fn of(date: Date) -> Self {
        Self {
            first: (date.year(), date.month().unwrap_or(1), date.day().unwrap_or(1)),
            last: (date.year(), date.month().unwrap_or(12), date.day().unwrap_or(31)),
        }
    }

    /// From a date on.
    pub(super) fn since(typed: &str) -> Result<Self, String> {
        Ok(Self { first: Self::of(parse(typed)?).first, ..Self::EVER })
    }

    /// Before a date.
    pub(super) fn before(typed: &str) -> Result<Self, String> {
        let (year, month, day) = Self::of(parse(typed)?).first;
        // Days need not exist to be compared.
        let last = match (month, day) {
            (1, 1) => (year.saturating_sub(1), 12, 31),
            (month, 1) => (year, month - 1, 31),
            (month, day) => (year, month, day - 1),
        };
        Ok(Self { last, ..Self::EVER })
    }

    /// A date, or two with `..` between them, of which one may be missing.
    pub(super) fn between(typed: &str) -> Result<Self, String> {
        let Some((first, last)) = typed.split_once("..") else { return Ok(Self::of(parse(typed)?)) };
        if first.is_empty() && last.is_empty() {
            return Err("a range needs a date before or after the dots: 1939..1941".to_owned());
        }
        let first = if first.is_empty() { Self::EVER.first } else { Self::of(parse(first)?).first };
        let last = if last.is_empty() { Self::EVER.last } else { Self::of(parse(last)?).last };
        if last < first {
            return Err("the range ends before it begins".to_owned());
        }
        Ok(Self { first, last })
    }

    /// Whether a date is certainly within the range: all of its month or year if the rest is not known.
    pub(super) fn contains(self, date: Date) -> bool {
        let Self { first, last } = Self::of(date);
        self.first <= first && last <= self.last
    }

    /// A number that sorts by the first day, then by the last.
    pub(super) fn key(self) -> u64 {
        let number = |(year, month, day): Day| {
            // Negative years come first.
            let year = u64::from(year.cast_unsigned() ^ 0x8000);
            year << 16 | u64::from(month) << 8 | u64::from(day)
        };
        number(self.first) << 16 | (number(self.last) & 0xffff)
    }
}

fn parse(typed: &str) -> Result<Date, String> {
    typed.trim().parse().map_err(|error: kzq_corpus::DateError| error.to_string())
}

/// The dates of the entries of a corpus.
pub(super) struct EntryDates<'c> {
    corpus: &'c Corpus,
    /// When what each source prints was said, as far as the source knows.
    of_sources: Vec<Option<Date>>,
}

impl<'c> EntryDates<'c> {
    pub(super) fn new(corpus: &'c Corpus) -> Self {
        let of_source = |source: &Source| {
            // A chain cannot be longer than the number of sources; loading rejects cycles.
            let chain = std::iter::successors(Some(source), |source| source.reports.map(|id| corpus.source(id)));
            chain.take(corpus.sources().len()).filter_map(|source| source.date).last()
        };
        Self { corpus, of_sources: corpus.sources().iter().map(of_source).collect() }
    }

    /// When the words of an entry were said, as far as is known: its own date, or that of the event that its source
    /// reports, or that of the source.
    pub(super) fn of(&self, id: EntryId) -> Option<Date> {
        let entry = self.corpus.entry(id);
        entry.date().or_else(|| self.of_sources[entry.source()?.index()])
    }

    /// The dates of the sources, by index.
    pub(super) fn of_sources(&self) -> &[Option<Date>] {
        &self.of_sources
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contains(range: &Result<DateRange, String>, date: &str) -> bool {
        range.as_ref().unwrap().contains(date.parse().unwrap())
    }

    #[test]
    fn ranges_contain_only_dates_certainly_within_them() {
        for (typed, within, beyond) in [
            ("2025", &["2025", "2025-05", "2025-05-29", "c. 2025"][..], &["2024-12-31", "2026"][..]),
            ("2025-05", &["2025-05-01", "2025-05"], &["2025", "2025-06"]),
            ("1939..1941", &["1939", "1940-06-18", "1941-12-31"], &["1938", "1942"]),
            ("1939-09..", &["1939-09-01", "2025"], &["1939", "1939-08-31"]),
            ("..-300", &["-380"], &["-299", "180"]),
        ] {
            let range = DateRange::between(typed);
            for date in within {
                assert!(contains(&range, date), "{date} in {typed}");
            }
            for date in beyond {
                assert!(!contains(&range, date), "{date} not in {typed}");
            }
        }
        let (since, before) = (DateRange::since("2020-03"), DateRange::before("2020-03"));
        assert!(contains(&since, "2020-03-01") && !contains(&since, "2020"));
        assert!(contains(&before, "2020-02") && !contains(&before, "2020-03-01") && !contains(&before, "2020"));
        assert!(DateRange::between("1941..1939").is_err() && DateRange::between("..").is_err());
        assert!(DateRange::between("19x").is_err());
    }

    #[test]
    fn keys_sort_by_date() {
        let dates = ["-380", "c. 180", "1843", "2025-05", "2025-05-29", "2026"];
        assert!(dates.map(|date| DateRange::of(date.parse().unwrap()).key()).is_sorted());
    }
}
