//! Operations on byte ranges.

use std::ops::Range;

/// Sorts ranges and merges those that overlap or touch.
pub fn merge_ranges(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    ranges.dedup_by(|next, kept| {
        let touches = next.start <= kept.end;
        if touches {
            kept.end = kept.end.max(next.end);
        }
        touches
    });
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_and_adjacent_ranges_are_merged() {
        assert_eq!(merge_ranges(vec![7..9, 0..2, 2..4, 1..3]), [0..4, 7..9]);
        assert_eq!(merge_ranges(vec![0..9, 2..4, 8..9]).len(), 1);
        assert_eq!(merge_ranges(Vec::new()), []);
    }
}
