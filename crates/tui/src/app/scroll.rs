//! Scrolling and cursor movement, independent of the content.

/// A movement by rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// Half a page up.
    HalfPageUp,
    /// Half a page down.
    HalfPageDown,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// By a number of rows, negative for up.
    By(isize),
    /// To the row with this index.
    To(usize),
}

impl Motion {
    /// Whether it leads to a later row; false for a row with a given index, whose direction depends on the start.
    pub fn is_forwards(self) -> bool {
        match self {
            Self::Down | Self::HalfPageDown | Self::PageDown | Self::Last => true,
            Self::By(rows) => rows > 0,
            Self::Up | Self::HalfPageUp | Self::PageUp | Self::First | Self::To(_) => false,
        }
    }

    /// Returns the row reached from row `from` among `count` rows, with `page` rows visible.
    pub fn apply(self, from: usize, count: usize, page: usize) -> usize {
        let page = page.max(1);
        let half = (page / 2).max(1);
        let to = match self {
            Self::Up => from.saturating_sub(1),
            Self::Down => from + 1,
            Self::HalfPageUp => from.saturating_sub(half),
            Self::HalfPageDown => from + half,
            Self::PageUp => from.saturating_sub(page),
            Self::PageDown => from + page,
            Self::First => 0,
            Self::Last => usize::MAX,
            Self::By(rows) => from.saturating_add_signed(rows),
            Self::To(row) => row,
        };
        to.min(count.saturating_sub(1))
    }
}

/// The cursor of a scrolling list. It is always on a row, and always visible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListCursor {
    /// The row of the cursor.
    pub index: usize,
    /// The first visible row.
    pub top: usize,
}

impl ListCursor {
    /// Moves the cursor to row `index` of `count`, scrolling to keep it visible in `page` rows.
    pub fn set(&mut self, index: usize, count: usize, page: usize) {
        self.index = index.min(count.saturating_sub(1));
        self.clamp(count, page);
    }

    /// Moves the cursor, scrolling to keep it visible.
    pub fn move_by(&mut self, movement: Motion, count: usize, page: usize) {
        self.set(movement.apply(self.index, count, page), count, page);
    }

    /// Scrolls by a number of rows; the cursor moves only as far as needed to stay visible.
    pub fn scroll_by(&mut self, rows: isize, count: usize, page: usize) {
        let page = page.max(1);
        self.top = self.top.saturating_add_signed(rows).min(count.saturating_sub(page));
        self.index = self.index.clamp(self.top, self.top + page - 1).min(count.saturating_sub(1));
    }

    /// Restores the invariants after the number of rows or the page height changed.
    pub fn clamp(&mut self, count: usize, page: usize) {
        let page = page.max(1);
        self.index = self.index.min(count.saturating_sub(1));
        self.top = self.top.clamp((self.index + 1).saturating_sub(page), self.index);
        self.top = self.top.min(count.saturating_sub(page));
    }
}

/// The scroll position of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scroll {
    /// The first visible line.
    pub top: usize,
}

impl Scroll {
    /// Scrolls a text of `count` lines in a page of `page` lines, never past the end of the text.
    pub fn scroll_by(&mut self, movement: Motion, count: usize, page: usize) {
        let places = count.saturating_sub(page) + 1;
        self.top = movement.apply(self.top, places, page);
    }

    /// Scrolls to a line unless it is visible, placing it a third of the way down.
    pub fn scroll_to(&mut self, line: usize, count: usize, page: usize) {
        if line < self.top || line >= self.top + page.max(1) {
            self.top = line.saturating_sub(page / 3);
        }
        self.clamp(count, page);
    }

    /// Scrolls by as little as needed to make a line visible.
    pub fn ensure_visible(&mut self, line: usize, count: usize, page: usize) {
        self.top = self.top.clamp((line + 1).saturating_sub(page.max(1)), line);
        self.clamp(count, page);
    }

    /// Restores the invariants after the number of lines or the page height changed.
    pub fn clamp(&mut self, count: usize, page: usize) {
        self.top = self.top.min(count.saturating_sub(page));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursor_stays_visible() {
        // Row and top before the motion, the motion, row and top after it: twenty rows, five of them visible.
        for (from, movement, to) in [
            ((0, 0), Motion::Down, (1, 0)),
            ((4, 0), Motion::Down, (5, 1)),
            ((5, 5), Motion::Up, (4, 4)),
            ((0, 0), Motion::Up, (0, 0)),
            ((19, 15), Motion::Down, (19, 15)),
            ((0, 0), Motion::Last, (19, 15)),
            ((19, 15), Motion::First, (0, 0)),
            ((7, 5), Motion::HalfPageDown, (9, 5)),
            ((7, 5), Motion::HalfPageUp, (5, 5)),
            ((7, 5), Motion::PageDown, (12, 8)),
            ((7, 5), Motion::PageUp, (2, 2)),
            ((7, 5), Motion::By(-100), (0, 0)),
        ] {
            let mut cursor = ListCursor { index: from.0, top: from.1 };
            cursor.move_by(movement, 20, 5);
            assert_eq!((cursor.index, cursor.top), to, "{movement:?} from {from:?}");
        }
    }

    #[test]
    fn scrolling_moves_the_cursor_only_if_needed() {
        for (from, rows, to) in [
            ((2, 0), 1, (2, 1)),
            ((2, 0), 3, (3, 3)),
            ((19, 15), -3, (16, 12)),
            ((0, 0), 100, (15, 15)),
            ((3, 2), -9, (3, 0)),
        ] {
            let mut cursor = ListCursor { index: from.0, top: from.1 };
            cursor.scroll_by(rows, 20, 5);
            assert_eq!((cursor.index, cursor.top), to, "{rows} from {from:?}");
        }
    }

    #[test]
    fn scrolling_stops_at_the_end() {
        let mut scroll = Scroll::default();
        scroll.scroll_by(Motion::Last, 12, 5);
        assert_eq!(scroll.top, 7);
        scroll.scroll_by(Motion::PageUp, 12, 5);
        assert_eq!(scroll.top, 2);
        scroll.scroll_by(Motion::Last, 3, 5);
        assert_eq!(scroll.top, 0);
        scroll.scroll_to(9, 12, 5);
        assert_eq!(scroll.top, 7);
    }

    proptest::proptest! {
        #[test]
        fn cursor_is_always_on_a_visible_row(
            moves in proptest::collection::vec((0_usize..9, -50_isize..50), 0..40),
            counts in proptest::collection::vec((0_usize..40, 0_usize..12), 1..6),
        ) {
            let mut cursor = ListCursor::default();
            for ((which, by), (count, page)) in moves.iter().zip(counts.iter().cycle()) {
                let all = [Motion::Up, Motion::Down, Motion::HalfPageUp, Motion::HalfPageDown, Motion::PageUp, Motion::PageDown, Motion::First, Motion::Last, Motion::By(*by)];
                cursor.clamp(*count, *page);
                cursor.move_by(all[*which], *count, *page);
                cursor.scroll_by(*by, *count, *page);
                proptest::prop_assert!(cursor.index < (*count).max(1));
                proptest::prop_assert!((cursor.top..cursor.top + (*page).max(1)).contains(&cursor.index));
            }
        }
    }
}
