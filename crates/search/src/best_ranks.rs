//! [`BestRanks`]: the best of many ranked entries.
//!
//! All blocks share one list, so that an entry is compared with the best ones of the whole corpus before it is ranked.

use std::sync::{Mutex, PoisonError};

use crate::rank::Rank;
use kzq_corpus::{EntryId, Wording};

/// How many entries of a block are added at a time: few, so that the other entries are soon compared with the best; but each
/// time all threads share a lock. Low in tests, whose collections are small.
const BATCH: usize = if cfg!(test) { 2 } else { 64 };

/// The best of many ranked entries, which are found in several blocks at once.
pub(super) struct BestRanks {
    /// How many entries are wanted.
    limit: usize,
    kept: Mutex<KeptRanks>,
}

/// Ranked entries, the best of which are wanted.
#[derive(Default)]
struct KeptRanks {
    entries: Vec<(Rank, EntryId)>,
    /// The worst rank still wanted; known once enough entries have been added.
    worst: Option<Rank>,
}

impl BestRanks {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, kept: Mutex::default() }
    }

    /// Adds entries and empties `more`. Returns the worst rank still wanted, once enough entries have been added.
    fn append(&self, more: &mut Vec<(Rank, EntryId)>) -> Option<Rank> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.entries.append(more);
        // Soon, as a lower bound saves reading entries; but not each time, as selecting takes as long as adding that many.
        if kept.entries.len() >= self.limit.saturating_add(BATCH.max(self.limit / 4)) {
            kept.keep_best(self.limit);
        }
        kept.worst
    }

    /// Adds ranked entries.
    pub(super) fn extend(&self, ranked: impl Iterator<Item = (Rank, EntryId)>) {
        self.append(&mut ranked.collect());
    }

    /// The best entries in order.
    pub(super) fn into_sorted(self) -> Vec<(Rank, EntryId)> {
        let mut kept = self.kept.into_inner().unwrap_or_else(PoisonError::into_inner);
        kept.keep_best(self.limit);
        kept.entries.sort_unstable();
        kept.entries
    }
}

impl KeptRanks {
    /// Keeps the best entries, in any order.
    fn keep_best(&mut self, limit: usize) {
        if let Some(last) = limit.checked_sub(1).filter(|&last| last < self.entries.len()) {
            let (_, &mut (worst, _), _) = self.entries.select_nth_unstable(last);
            self.worst = Some(worst);
        }
        self.entries.truncate(limit);
    }
}

/// Adds the ranked entries of a block to the best ones.
pub(super) struct TopRanked<'b> {
    best: &'b BestRanks,
    /// Lower bound for the rank of any entry of the block.
    floor: Rank,
    /// Entries not yet added.
    waiting: Vec<(Rank, EntryId)>,
    bound: RankBound,
}

impl<'b> TopRanked<'b> {
    pub(super) fn new(best: &'b BestRanks, floor: Rank) -> Self {
        let mut top = Self { best, floor, waiting: Vec::new(), bound: RankBound::None };
        top.flush();
        top
    }

    /// Which entries may still be among the best.
    pub(super) fn bound(&self) -> RankBound {
        self.bound
    }

    /// Adds a ranked entry.
    pub(super) fn push(&mut self, rank: Rank, entry: EntryId) {
        if let RankBound::Worst(worst) | RankBound::AtFloor(worst) = self.bound
            && worst < rank
        {
            return;
        }
        self.waiting.push((rank, entry));
        if self.waiting.len() >= BATCH {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.bound = match self.best.append(&mut self.waiting) {
            None => RankBound::None,
            Some(worst) if worst.is_at_floor(self.floor) => RankBound::AtFloor(worst),
            Some(worst) => RankBound::Worst(worst),
        };
    }
}

impl Drop for TopRanked<'_> {
    fn drop(&mut self) {
        self.flush();
    }
}

/// Which entries may still be among the best, before they are ranked.
#[derive(Clone, Copy)]
pub(super) enum RankBound {
    /// All.
    None,
    /// Those that do not rank lower than this.
    Worst(Rank),
    /// Those that do not rank lower than this, of which nothing but wording, first position and length can be better.
    AtFloor(Rank),
}

impl RankBound {
    /// Whether only the first words of most entries are read.
    pub(super) fn reads_beginnings(self) -> bool {
        matches!(self, Self::AtFloor(_))
    }

    /// Whether an entry with completed or corrected terms and at least this number of words may be among the best.
    pub(super) fn admits_guesses_from(self, length: u32) -> bool {
        match self {
            Self::None => true,
            Self::Worst(worst) | Self::AtFloor(worst) => worst.longest_guess().is_none_or(|longest| length <= longest),
        }
    }

    /// Whether an entry of this wording and number of words may be among the best.
    #[inline]
    pub(super) fn admits(self, wording: Wording, length: impl FnOnce() -> u32) -> bool {
        match self {
            Self::None => true,
            Self::Worst(worst) => worst.longest_guess().is_none_or(|longest| length() <= longest),
            Self::AtFloor(worst) => wording <= worst.wording,
        }
    }

    /// The spread and the first position that an entry of this wording must not exceed; `None` if any will do.
    #[inline]
    pub(super) fn window(self, wording: Wording) -> Option<(u32, u32)> {
        match self {
            Self::AtFloor(worst) if wording == worst.wording => Some(worst.window()),
            _ => None,
        }
    }
}
