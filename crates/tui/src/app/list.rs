//! [`ItemShape`]: how many rows an entry takes in the list.

/// The height of an entry in the list, in rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemShape {
    /// Lines of text shown of the entry.
    pub text_lines: u16,
    /// Rows from the start of one entry to the start of the next.
    pub height: u16,
}

impl ItemShape {
    /// The shape in a compact list: one row.
    pub const COMPACT: Self = Self { text_lines: 1, height: 1 };

    /// The shape for a list of `rows`: two lines of text, one for the source and a blank one, or fewer in a short list.
    pub fn for_rows(rows: u16) -> Self {
        match rows {
            12.. => Self { text_lines: 2, height: 4 },
            6.. => Self { text_lines: 2, height: 3 },
            _ => Self { text_lines: 1, height: 2 },
        }
    }

    /// Whether there is no row for where an entry comes from.
    pub fn is_compact(self) -> bool {
        self == Self::COMPACT
    }

    /// The number of entries that fit in `rows`; the last one may lack its blank line.
    pub fn entries_per_page(self, rows: u16) -> usize {
        usize::from(((rows + u16::from(!self.is_compact())) / self.height).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_contains_as_many_entries_as_fit() {
        for (shape, rows, entries) in [
            (ItemShape::for_rows(29), 29, 7),
            (ItemShape::for_rows(31), 31, 8),
            (ItemShape::for_rows(8), 8, 3),
            (ItemShape::for_rows(5), 5, 3),
            (ItemShape::COMPACT, 10, 10),
            (ItemShape::COMPACT, 0, 1),
        ] {
            assert_eq!(shape.entries_per_page(rows), entries, "{rows} rows of {shape:?}");
        }
    }
}
