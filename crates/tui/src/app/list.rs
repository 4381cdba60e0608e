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
    /// The shape for a list of `rows`: two lines of text, one for the source and a blank one, or fewer in a short list.
    pub fn for_rows(rows: u16) -> Self {
        match rows {
            12.. => Self { text_lines: 2, height: 4 },
            6.. => Self { text_lines: 2, height: 3 },
            _ => Self { text_lines: 1, height: 2 },
        }
    }

    /// The number of entries that fit in `rows`; the last one may lack its blank line.
    pub fn entries_per_page(self, rows: u16) -> usize {
        usize::from(((rows + 1) / self.height).max(1))
    }
}
