//! [`Suggestions`]: the values of a field that best complete what was typed.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::OnceLock;

use kzq_corpus::{Corpus, Date, EntryId};
use kzq_text::Safe;
use kzq_text::fold::fold;
use serde::{Deserialize, Serialize};

use crate::dates::EntryDates;
use crate::facet::FacetValue;
use crate::facet_counts::FacetCounts;
use crate::name_match::NameMatcher;

/// The most candidates that are offered where they are shown beside what is typed.
pub const MAX_CANDIDATES: usize = 8;

/// Later names are skipped, so that every key stays fast in any corpus.
const MAX_NAMES: usize = 200_000;

/// What completion draws on: the collections and the shelf.
pub struct KnownValues<'k> {
    /// The collections.
    pub corpus: &'k Corpus,
    /// The number of entries of each facet, without a query; nothing is counted if it is `None`.
    pub totals: Option<&'k FacetCounts>,
    /// The names of the user's lists.
    pub lists: &'k [Safe<'static>],
    /// The values of rare fields; filled when first needed.
    pub rare: &'k OnceLock<RareValues>,
}

/// One way to complete what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What replaces the typed text.
    pub text: String,
    /// What is shown.
    pub label: Safe<'static>,
    /// More about it, or nothing.
    pub doc: Safe<'static>,
    /// The number of entries, where it is known.
    pub count: Option<usize>,
}

/// Tags, languages and years, each with the number of entries.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RareValues {
    pub(super) tags: Vec<(Safe<'static>, Option<usize>)>,
    pub(super) langs: Vec<(Safe<'static>, Option<usize>)>,
    pub(super) years: Vec<(Safe<'static>, Option<usize>)>,
}

impl RareValues {
    /// The most entries with optional fields that are read; if there are more, nothing is counted.
    const MAX_READ: usize = 100_000;

    pub(crate) fn of(corpus: &Corpus, totals: Option<&FacetCounts>) -> Self {
        let (mut tags, mut langs, mut years) = (Tally::default(), Tally::default(), Tally::default());
        let dates = EntryDates::new(corpus);
        for (id, date) in corpus.source_ids().zip(dates.of_sources()) {
            years.add(date.map(year), totals.map_or(1, |totals| totals.of(FacetValue::Source(id))));
        }
        let optional = corpus.blocks().iter().zip(corpus.first_entry_of_blocks());
        let mut optional =
            optional.flat_map(|(block, &base)| block.with_optional_fields().map(move |at| base as usize + at));
        for at in optional.by_ref().take(Self::MAX_READ) {
            let entry = corpus.entry(EntryId::new(at));
            entry.tags().iter().for_each(|tag| tags.add(Some(tag.clone()), 1));
            langs.add(entry.lang().cloned(), 1);
            if let Some(date) = entry.date() {
                let of_source = entry.source().and_then(|source| dates.of_sources()[source.index()]);
                years.subtract(of_source.map(year));
                years.add(Some(year(date)), 1);
            }
        }
        let is_exact = totals.is_some() && optional.next().is_none();
        let mut tags = tags.sorted(is_exact);
        // `tag:` finds tags that begin with its value: only the count of a tag that begins no other one is right.
        let folded: Vec<String> = tags.iter().map(|(tag, _)| fold(tag.as_str())).collect();
        let mut sorted: Vec<&str> = folded.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        for (tag, (_, count)) in folded.iter().zip(&mut tags) {
            let next = sorted.partition_point(|other| *other < tag.as_str()) + 1;
            if sorted.get(next).is_some_and(|other| other.starts_with(tag)) {
                *count = None;
            }
        }
        Self { tags, langs: langs.sorted(is_exact), years: years.sorted(is_exact) }
    }
}

/// The year of a date as it is typed.
fn year(date: Date) -> Safe<'static> {
    Safe::line(date.year().to_string())
}

#[derive(Default)]
struct Tally(HashMap<Safe<'static>, usize>);

impl Tally {
    fn add(&mut self, value: Option<Safe<'static>>, count: usize) {
        if let Some(value) = value {
            *self.0.entry(value).or_default() += count;
        }
    }

    fn subtract(&mut self, value: Option<Safe<'static>>) {
        if let Some(count) = value.and_then(|value| self.0.get_mut(&value)) {
            *count = count.saturating_sub(1);
        }
    }

    /// The values, the most frequent first.
    fn sorted(self, is_exact: bool) -> Vec<(Safe<'static>, Option<usize>)> {
        let mut values: Vec<(Safe<'static>, usize)> = self.0.into_iter().filter(|(_, count)| *count > 0).collect();
        values.sort_by(|(one, count), (other, more)| (more, one.as_str()).cmp(&(count, other.as_str())));
        values.into_iter().map(|(value, count)| (value, is_exact.then_some(count))).collect()
    }
}

/// Collects the best values of a field, those that begin words of a name before those one slip away, and the most
/// frequent first.
pub(super) struct Suggestions<'k> {
    known: &'k KnownValues<'k>,
    typed: &'k str,
    matcher: NameMatcher,
    /// Whether names one slip away are offered, too.
    with_slips: bool,
    /// How many names may still be looked at.
    names_left: usize,
    /// The most candidates that are kept.
    max: usize,
    /// The best ones; equal ones in the order in which they were offered.
    best: Vec<(Reverse<usize>, Candidate)>,
    /// Whether the typed text is a complete value already.
    is_complete: bool,
}

impl<'k> Suggestions<'k> {
    pub(super) fn new(known: &'k KnownValues<'k>, typed: &'k str, with_slips: bool, max: usize) -> Self {
        Self {
            known,
            typed,
            matcher: NameMatcher::new(typed),
            with_slips,
            names_left: MAX_NAMES,
            max,
            best: Vec::new(),
            is_complete: false,
        }
    }

    pub(super) fn corpus(&self) -> &'k Corpus {
        self.known.corpus
    }

    pub(super) fn totals(&self) -> Option<&'k FacetCounts> {
        self.known.totals
    }

    pub(super) fn lists(&self) -> &'k [Safe<'static>] {
        self.known.lists
    }

    pub(super) fn rare(&self) -> &'k RareValues {
        self.known.rare.get_or_init(|| RareValues::of(self.known.corpus, self.known.totals))
    }

    /// Offers a word; the order of words is that of the offers.
    pub(super) fn word(&mut self, word: &'static str, count: Option<usize>) {
        if self.is_wanted(&std::iter::once(word)) {
            self.keep(0, Candidate { count, ..candidate(&word.into()) });
        }
    }

    /// Offers words that are not counted, in their order.
    pub(super) fn words(&mut self, words: Vec<&'static str>) {
        for word in words {
            self.word(word, None);
        }
    }

    /// Offers the values of a rare field.
    pub(super) fn values(&mut self, values: &[(Safe<'static>, Option<usize>)]) {
        for (value, count) in values {
            if self.best.len() == self.max {
                return;
            }
            if self.is_wanted(&std::iter::once(value.as_str())) {
                self.keep(0, Candidate { count: *count, ..candidate(value) });
            }
        }
    }

    /// Offers a value that has any of these names, with the number of its entries. Values without entries are not
    /// offered.
    pub(super) fn name<'n>(
        &mut self,
        names: &(impl Iterator<Item = &'n str> + Clone),
        count: Option<usize>,
        make: impl FnOnce() -> Candidate,
    ) {
        let weight = count.unwrap_or_default();
        let is_too_rare =
            || self.best.len() == self.max && self.best.last().is_some_and(|(Reverse(last), _)| weight <= *last);
        if count == Some(0) || self.names_left == 0 {
            return;
        }
        self.names_left -= 1;
        self.is_complete |= names.clone().any(|name| name == self.typed);
        if !is_too_rare() && self.is_wanted(names) {
            self.keep(weight, Candidate { count, ..make() });
        }
    }

    fn is_wanted<'n>(&mut self, names: &(impl Iterator<Item = &'n str> + Clone)) -> bool {
        if self.typed.is_empty() {
            return true;
        }
        self.is_complete |= names.clone().any(|name| name == self.typed);
        names.clone().any(|name| self.matcher.begins_words(name) || (self.with_slips && self.matcher.is_near(name)))
    }

    fn keep(&mut self, weight: usize, candidate: Candidate) {
        if let Some((_, same)) = self.best.iter_mut().find(|(_, other)| other.text == candidate.text) {
            same.count = same.count.zip(candidate.count).map(|(one, other)| one + other);
            return;
        }
        let at = self.best.partition_point(|(Reverse(other), _)| *other >= weight);
        self.best.insert(at, (Reverse(weight), candidate));
        self.best.truncate(self.max);
    }

    /// Whether the typed text is a complete value already.
    pub(super) fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// The candidates, the best first; none if a value was typed already.
    pub(super) fn into_candidates(self) -> Vec<Candidate> {
        if self.is_complete {
            return Vec::new();
        }
        self.best.into_iter().map(|(_, candidate)| candidate).collect()
    }
}

/// A candidate that is shown as it is typed.
pub(super) fn candidate(value: &Safe<'_>) -> Candidate {
    Candidate { text: quoted(value.as_str()), label: value.clone().into_owned(), doc: Safe::default(), count: None }
}

/// Writes a value of a field as it must be typed: in quotation marks, unless it is one word.
pub(super) fn quoted(value: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./'’".contains(c);
    match value {
        plain if plain.chars().all(is_plain) && !plain.is_empty() => plain.to_owned(),
        value if !value.contains(['"', '”']) => format!("\"{value}\""),
        value => format!("«{}»", value.replace('»', "")),
    }
}
