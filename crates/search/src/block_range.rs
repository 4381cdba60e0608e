//! [`BlockRange`]: the unit of work of a search.

use std::ops::Range;

/// A range of entries within a block.
#[derive(Clone, Debug)]
pub(super) struct BlockRange {
    block: usize,
    range: Range<usize>,
}

impl BlockRange {
    /// Splits a block into ranges: just one, unless its texts must be scanned.
    pub(super) fn split(block: usize, entries: usize, needs_scan: bool) -> impl Iterator<Item = Self> {
        /// Entries per scan step, about 1–2 ms of work. Tests use small blocks.
        const SCAN_STEP: usize = if cfg!(test) { 8 } else { 1 << 13 };
        let step = if needs_scan { SCAN_STEP } else { entries.max(1) };
        (0..entries).step_by(step).map(move |start| Self { block, range: start..(start + step).min(entries) })
    }

    /// The index of the block in the corpus.
    pub(super) fn block(&self) -> usize {
        self.block
    }

    /// The indices of the entries.
    pub(super) fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The number of entries in the range.
    pub(super) fn len(&self) -> usize {
        self.range.len()
    }
}
