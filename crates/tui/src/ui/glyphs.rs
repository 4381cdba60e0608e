//! The glyphs of the screen, in Unicode and in ASCII.

use ratatui::symbols::border;

use crate::layout::bars::{BAR_CELLS, SHADES};
use kzq_corpus::Wording;

/// The glyphs that the screen is drawn with. Each is one column wide, except the ellipsis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// The wording is verbatim.
    pub verbatim: &'static str,
    /// The wording is a person's paraphrase.
    pub reported: &'static str,
    /// The wording is a machine's summary.
    pub summary: &'static str,
    /// The bar at the row of the cursor.
    pub cursor_bar: &'static str,
    /// An active facet.
    pub active: &'static str,
    /// A topic whose children are hidden.
    pub folded: &'static str,
    /// A topic whose children are shown.
    pub unfolded: &'static str,
    /// Truncated text.
    pub ellipsis: &'static str,
    /// A link to a URL.
    pub link: &'static str,
    /// A horizontal rule between parts of a pane.
    pub rule: &'static str,
    /// The completed part of a progress bar.
    pub done: &'static str,
    /// The remaining part of a progress bar.
    pub remaining: &'static str,
    /// The multiplication sign before a number of duplicates.
    pub times: &'static str,
    /// More lines below.
    pub more_below: &'static str,
    /// More lines above.
    pub more_above: &'static str,
    /// The separator of a breadcrumb.
    pub breadcrumb: &'static str,
    /// A failed check, or another problem.
    pub problem: &'static str,
    /// A quotation that matches its source.
    pub verified: &'static str,
    /// A marked entry.
    pub marked: &'static str,
    /// The separator between two parts of a line.
    pub separator: &'static str,
    /// An entry with a star.
    pub star: &'static str,
    /// An entry whose star is not saved yet.
    pub unsaved_star: &'static str,
    /// An entry with a note.
    pub note: &'static str,
    /// An entry with a highlight.
    pub highlight: &'static str,
    /// A list, or an entry that is in one.
    pub list: &'static str,
    /// All target entries are in the list.
    pub in_list: &'static str,
    /// The quotation marks around verbatim words.
    pub quotes: (&'static str, &'static str),
    /// The cells of a bar that counts entries, for each wording.
    pub bars: [&'static str; 3],
    /// The shades of a count, from none to the highest.
    pub shades: [&'static str; 5],
    /// The border of a pane without the focus.
    pub border: border::Set<'static>,
    /// The border of the pane with the focus.
    pub focus_border: border::Set<'static>,
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
    /// The glyphs for a terminal that supports Unicode.
    pub const UNICODE: Self = Self {
        verbatim: Wording::Verbatim.symbol(),
        reported: Wording::Reported.symbol(),
        summary: Wording::Summary.symbol(),
        cursor_bar: "▌",
        active: "●",
        folded: "▸",
        unfolded: "▾",
        ellipsis: "…",
        link: "↗",
        rule: "┄",
        done: "━",
        remaining: "─",
        times: "×",
        more_below: "▾",
        more_above: "▴",
        breadcrumb: "›",
        problem: "≠",
        verified: "✓",
        marked: "◆",
        separator: "·",
        star: "★",
        unsaved_star: "☆",
        note: "✎",
        highlight: "▒",
        list: "≡",
        in_list: "✓",
        bars: BAR_CELLS,
        shades: SHADES,
        quotes: ("“", "”"),
        border: border::ROUNDED,
        focus_border: border::THICK,
    };

    /// The glyphs for a terminal without Unicode.
    pub const ASCII: Self = Self {
        verbatim: "\"",
        reported: ">",
        summary: "~",
        cursor_bar: "|",
        active: "*",
        folded: "+",
        unfolded: "-",
        ellipsis: "...",
        link: "^",
        rule: "-",
        done: "#",
        remaining: "-",
        times: "x",
        more_below: "v",
        more_above: "^",
        breadcrumb: ">",
        problem: "!",
        verified: "=",
        marked: "x",
        separator: "-",
        star: "*",
        unsaved_star: ".",
        note: "+",
        highlight: "#",
        list: "=",
        in_list: "x",
        bars: ["#", "=", "-"],
        shades: [" ", ".", ":", "+", "#"],
        quotes: ("\"", "\""),
        border: ASCII_BORDER,
        focus_border: ASCII_FOCUS,
    };

    /// The glyph of a wording.
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
    use kzq_text::width::width;

    #[test]
    fn glyphs_take_one_column_and_ascii_glyphs_are_ascii() {
        for glyphs in [Glyphs::UNICODE, Glyphs::ASCII] {
            let signs = [
                glyphs.verbatim,
                glyphs.reported,
                glyphs.summary,
                glyphs.cursor_bar,
                glyphs.active,
                glyphs.folded,
                glyphs.unfolded,
                glyphs.link,
                glyphs.rule,
                glyphs.done,
                glyphs.remaining,
                glyphs.times,
                glyphs.more_below,
                glyphs.more_above,
                glyphs.breadcrumb,
                glyphs.problem,
                glyphs.verified,
                glyphs.marked,
                glyphs.separator,
                glyphs.star,
                glyphs.unsaved_star,
                glyphs.note,
                glyphs.highlight,
                glyphs.list,
                glyphs.in_list,
                glyphs.quotes.0,
                glyphs.quotes.1,
            ];
            for sign in signs.into_iter().chain(glyphs.bars).chain(glyphs.shades) {
                assert_eq!(width(sign), 1, "{sign}");
                assert!(glyphs == Glyphs::UNICODE || sign.is_ascii(), "{sign}");
            }
        }
    }
}
