//! The signs of the screen, in Unicode and in ASCII.

use ratatui::symbols::border;

use crate::corpus::Wording;

/// The signs that the screen is drawn with. Each takes one column, but for the ellipsis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// Verbatim words.
    pub verbatim: &'static str,
    /// A person's paraphrase.
    pub reported: &'static str,
    /// A machine's summary.
    pub summary: &'static str,
    /// The row of the cursor.
    pub bar: &'static str,
    /// A facet that is set.
    pub set: &'static str,
    /// A topic whose own topics are hidden.
    pub folded: &'static str,
    /// A topic whose own topics are shown.
    pub unfolded: &'static str,
    /// More text than there is room for.
    pub ellipsis: &'static str,
    /// There is an address.
    pub link: &'static str,
    /// A quiet rule.
    pub rule: &'static str,
    /// What is done of something that takes a while.
    pub done: &'static str,
    /// What is left of it.
    pub to_do: &'static str,
    /// So many times.
    pub times: &'static str,
    /// More lines below.
    pub below: &'static str,
    /// More lines above.
    pub above: &'static str,
    /// From one place to the next.
    pub step: &'static str,
    /// A difference from the words.
    pub differs: &'static str,
    /// Words that stand in their source.
    pub holds: &'static str,
    /// An entry that is marked.
    pub marked: &'static str,
    /// Between two things of one line.
    pub dot: &'static str,
    /// It has a star.
    pub star: &'static str,
    /// It has one that is not on the disk yet, or has not been taken there.
    pub star_to_be: &'static str,
    /// It has a note.
    pub note: &'static str,
    /// It has a highlighted passage.
    pub highlight: &'static str,
    /// A list.
    pub list: &'static str,
    /// It stands in the list.
    pub within: &'static str,
    /// Around verbatim words.
    pub marks: (&'static str, &'static str),
    /// A border.
    pub border: border::Set<'static>,
    /// The border of the pane with the focus.
    pub focus: border::Set<'static>,
}

const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

const ASCII_FOCUS: border::Set<'static> = border::Set {
    top_left: "#",
    top_right: "#",
    bottom_left: "#",
    bottom_right: "#",
    vertical_left: "#",
    vertical_right: "#",
    horizontal_top: "=",
    horizontal_bottom: "=",
};

impl Glyphs {
    /// For a terminal that shows Unicode.
    pub const UNICODE: Self = Self {
        verbatim: Wording::Verbatim.sign(),
        reported: Wording::Reported.sign(),
        summary: Wording::Summary.sign(),
        bar: "▌",
        set: "●",
        folded: "▸",
        unfolded: "▾",
        ellipsis: "…",
        link: "↗",
        rule: "┄",
        done: "━",
        to_do: "─",
        times: "×",
        below: "▾",
        above: "▴",
        step: "›",
        differs: "≠",
        holds: "✓",
        marked: "◆",
        dot: "·",
        star: "★",
        star_to_be: "☆",
        note: "✎",
        highlight: "▒",
        list: "≡",
        within: "✓",
        marks: ("“", "”"),
        border: border::ROUNDED,
        focus: border::THICK,
    };

    /// For a terminal that does not.
    pub const ASCII: Self = Self {
        verbatim: "\"",
        reported: ">",
        summary: "~",
        bar: "|",
        set: "*",
        folded: "+",
        unfolded: "-",
        ellipsis: "...",
        link: "^",
        rule: "-",
        done: "#",
        to_do: "-",
        times: "x",
        below: "v",
        above: "^",
        step: ">",
        differs: "!",
        holds: "=",
        marked: "x",
        dot: "-",
        star: "*",
        star_to_be: ".",
        note: "+",
        highlight: "#",
        list: "=",
        within: "x",
        marks: ("\"", "\""),
        border: ASCII_BORDER,
        focus: ASCII_FOCUS,
    };

    /// The sign of a wording.
    pub fn wording(&self, wording: Wording) -> &'static str {
        match wording {
            Wording::Verbatim => self.verbatim,
            Wording::Reported => self.reported,
            Wording::Summary => self.summary,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::width;

    #[test]
    fn every_sign_takes_one_column_and_ascii_is_ascii() {
        for glyphs in [Glyphs::UNICODE, Glyphs::ASCII] {
            let signs = [
                glyphs.verbatim,
                glyphs.reported,
                glyphs.summary,
                glyphs.bar,
                glyphs.set,
                glyphs.folded,
                glyphs.unfolded,
                glyphs.link,
                glyphs.rule,
                glyphs.done,
                glyphs.to_do,
                glyphs.times,
                glyphs.below,
                glyphs.above,
                glyphs.step,
                glyphs.differs,
                glyphs.holds,
                glyphs.marked,
                glyphs.dot,
                glyphs.star,
                glyphs.star_to_be,
                glyphs.note,
                glyphs.highlight,
                glyphs.list,
                glyphs.within,
                glyphs.marks.0,
                glyphs.marks.1,
            ];
            for sign in signs {
                assert_eq!(width(sign), 1, "{sign}");
                assert!(glyphs == Glyphs::UNICODE || sign.is_ascii(), "{sign}");
            }
        }
    }
}
