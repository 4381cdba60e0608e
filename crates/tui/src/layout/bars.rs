//! Bars and shades that show counts.

use std::ops::Range;

use kzq_corpus::{Coverage, Wording};

/// The cell that bars are made of, for each of [`Wording::ALL`]: the closer to the words that were spoken, the darker.
pub const BAR_CELLS: [&str; 3] = ["█", "▒", "░"];

/// The shades of a count, from none to the highest: see [`shade`].
pub const SHADES: [&str; 5] = [" ", "░", "▒", "▓", "█"];

/// Returns how many cells of a bar each of [`Wording::ALL`] takes.
///
/// The bar of `max` entries takes all `columns`, unless there is room for a cell for each entry. Whatever is counted
/// shows in the length of the bar, though not each wording may have a cell of its own.
pub fn bar_lengths(coverage: Coverage, max: usize, columns: usize) -> [usize; 3] {
    let scaled = |entries: usize| if max <= columns { entries } else { (entries * columns).div_ceil(max) };
    let (mut counted, mut end) = (0, 0);
    Wording::ALL.map(|wording| {
        counted += coverage.count(wording);
        let start = std::mem::replace(&mut end, scaled(counted));
        end - start
    })
}

/// Returns which of the [`SHADES`] shows a count: the darkest for `max`, the first for none.
pub fn shade(count: usize, max: usize) -> usize {
    let steps = SHADES.len() - 1;
    (count * steps).div_ceil(max.max(1)).min(steps)
}

/// Divides columns of some widths into parts that fit into `room`; a column that is wider is a part of its own.
pub fn fitting_parts(widths: &[usize], room: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut used) = (0, 0);
    for (index, &width) in widths.iter().enumerate() {
        if index > start && used + width > room {
            parts.push(start..index);
            (start, used) = (index, 0);
        }
        used += width;
    }
    parts.push(start..widths.len());
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn coverage([verbatim, reported, summary]: [usize; 3]) -> Coverage {
        Coverage { verbatim, reported, summary }
    }

    #[test]
    fn bar_has_a_cell_per_entry_if_there_is_room() {
        for (counts, max, columns, lengths) in [
            ([3, 2, 1], 6, 20, [3, 2, 1]),
            ([3, 2, 1], 20, 20, [3, 2, 1]),
            ([30, 20, 10], 60, 20, [10, 7, 3]),
            ([15, 0, 15], 60, 20, [5, 0, 5]),
            ([0, 0, 1], 1000, 20, [0, 0, 1]),
            ([1, 1, 1], 1000, 20, [1, 0, 0]),
            ([0, 0, 0], 0, 20, [0, 0, 0]),
            ([5, 0, 0], 5, 0, [0, 0, 0]),
        ] {
            assert_eq!(bar_lengths(coverage(counts), max, columns), lengths, "{counts:?} of {max} in {columns}");
        }
    }

    #[test]
    fn highest_count_is_darkest_and_zero_is_blank() {
        for (count, max, expected) in
            [(0, 8, " "), (1, 8, "░"), (2, 8, "░"), (3, 8, "▒"), (6, 8, "▓"), (7, 8, "█"), (8, 8, "█"), (0, 0, " ")]
        {
            assert_eq!(SHADES[shade(count, max)], expected, "{count} of {max}");
        }
    }

    #[test]
    fn columns_are_split_into_parts_that_fit() {
        for (widths, room, expected) in [
            (&[4, 4, 4][..], 12, &[3][..]),
            (&[4, 4, 4][..], 11, &[2, 1][..]),
            (&[4, 4, 4][..], 0, &[1, 1, 1][..]),
            (&[20, 4, 4][..], 12, &[1, 2][..]),
            (&[][..], 12, &[0][..]),
        ] {
            let parts: Vec<usize> = fitting_parts(widths, room).into_iter().map(|part| part.len()).collect();
            assert_eq!(parts, expected, "{widths:?} in {room}");
        }
    }

    proptest! {
        #[test]
        fn bar_fits_and_is_empty_only_without_entries(
            counts in [0..5000_usize, 0..5000_usize, 0..5000_usize], more in 0..5000_usize, columns in 1..200_usize,
        ) {
            let coverage = coverage(counts);
            let length: usize = bar_lengths(coverage, coverage.total() + more, columns).iter().sum();
            prop_assert!(length <= columns);
            prop_assert_eq!(length == 0, coverage.total() == 0);
        }
    }
}
