//! The shape of the list's entries.

/// The shape of an entry in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemShape {
    /// Lines of its text.
    pub text: u16,
    /// Rows from one entry to the next.
    pub height: u16,
}

impl ItemShape {
    /// The shape in a list of `rows`: two lines of text, one of source and one of air, or less where it is short.
    pub fn within(rows: u16) -> Self {
        match rows {
            12.. => Self { text: 2, height: 4 },
            6.. => Self { text: 2, height: 3 },
            _ => Self { text: 1, height: 2 },
        }
    }

    /// How many entries stand in a list of `rows`, the last one possibly without its air.
    pub fn page(self, rows: u16) -> usize {
        usize::from(((rows + 1) / self.height).max(1))
    }
}
