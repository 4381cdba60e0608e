//! [`Order`]: the order of hits that `sort:` asks for.

use kzq_corpus::{Corpus, EntryId};
use kzq_text::fold::fold;

use crate::chance::splitmix64;
use crate::dates::{DateRange, EntryDates};

/// A number for each entry to sort by.
pub(super) type SortKey<'a> = dyn Fn(EntryId) -> u64 + Sync + 'a;

/// The order in which hits are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// The best matches first.
    #[default]
    Relevance,
    /// The earliest first, undated ones last.
    Date,
    /// By the speaker's name, unknown ones last.
    Speaker,
    /// By the source's title, those without one last.
    Source,
    /// Shuffled, always in the same way.
    Random,
}

impl Order {
    /// All orders.
    pub const ALL: [Self; 5] = [Self::Date, Self::Speaker, Self::Source, Self::Relevance, Self::Random];

    /// The name as typed after `sort:`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Date => "date",
            Self::Speaker => "speaker",
            Self::Source => "source",
            Self::Random => "random",
        }
    }

    /// The order after this one, when the user goes through them.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Relevance => Self::Date,
            Self::Date => Self::Source,
            Self::Source => Self::Speaker,
            Self::Speaker => Self::Random,
            Self::Random => Self::Relevance,
        }
    }

    /// The order of a name.
    ///
    /// # Errors
    ///
    /// Returns the message for the user if there is none.
    pub(super) fn from_name(name: &str) -> Result<Self, String> {
        let folded = fold(name);
        let found = Self::ALL.into_iter().find(|order| order.name() == folded);
        found.ok_or_else(|| format!("sort: takes {}", Self::ALL.map(Self::name).join(", ")))
    }

    /// Puts entries in this order; entries that are equal in it, and all for [`Order::Relevance`], stay as they are.
    pub fn sort(self, corpus: &Corpus, entries: &mut [EntryId]) {
        if let Some(key) = self.keys(corpus) {
            entries.sort_by_cached_key(|&id| key(id));
        }
    }

    /// A key for each entry, to sort by; `None` if hits keep the order of their ranks.
    pub(super) fn keys(self, corpus: &Corpus) -> Option<Box<SortKey<'_>>> {
        match self {
            Self::Relevance => None,
            Self::Date => {
                let dates = EntryDates::new(corpus);
                Some(Box::new(move |id| dates.of(id).map_or(u64::MAX, |date| DateRange::of(date).key())))
            }
            Self::Speaker => {
                let places = places(corpus.speakers().iter().map(|speaker| fold(speaker.name.as_str())));
                Some(Box::new(move |id| place(&places, corpus.entry(id).speaker().map(kzq_corpus::SpeakerId::index))))
            }
            Self::Source => {
                let places = places(corpus.sources().iter().map(|source| fold(source.title.as_str())));
                Some(Box::new(move |id| place(&places, corpus.entry(id).source().map(kzq_corpus::SourceId::index))))
            }
            Self::Random => Some(Box::new(|id| splitmix64(id.index() as u64))),
        }
    }
}

/// The place of each name in alphabetical order; equal names have the same.
fn places(names: impl Iterator<Item = String>) -> Vec<u64> {
    let names: Vec<String> = names.collect();
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort_unstable();
    sorted.dedup();
    names.iter().map(|name| sorted.binary_search(&name).unwrap_or_default() as u64).collect()
}

fn place(places: &[u64], index: Option<usize>) -> u64 {
    index.map_or(u64::MAX, |index| places[index])
}
