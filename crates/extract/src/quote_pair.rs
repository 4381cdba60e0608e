//! [`QuotePair`]: which marks open a quotation, and which of them close it.

use crate::mark::{Mark, char_before, is_elided_and, is_measure, may_precede_quote, next_mark};
use kzq_text::marks::{is_quotation_mark, is_single_quote};

/// An opening mark with the marks that can close it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QuotePair {
    pub(crate) open: char,
    pub(crate) closers: &'static [char],
    /// Marks that close it if none of the others does in its paragraph.
    pub(crate) weak_closers: &'static [char],
    pub(crate) is_single: bool,
}

impl QuotePair {
    /// The pair opened by a mark, if it is an opening mark; `from` is the start of the text considered.
    pub(crate) fn opened_by(text: &str, Mark { at, end, c: mark }: Mark, from: usize) -> Option<Self> {
        let last = char_before(text, at, from);
        let next = text[end..].chars().next()?;
        let touches = !next.is_whitespace() && next != mark && (mark, next) != ('“', '”');
        let is_word = |c: char| {
            c.is_alphanumeric()
                || matches!(c, '[' | '…' | '(' | '.' | '$' | '€' | '£' | '#' | '¿' | '¡')
                || is_quotation_mark(c)
        };
        if is_single_quote(mark) && text[end..].trim_start_matches(['n', 'N']).starts_with(['\'', '’']) && touches {
            // ’n’ for “and”.
            return None;
        }
        let (closers, weak_closers): (&'static [char], &'static [char]) = match mark {
            '“' if touches => (&['”'], &['"', '“']),
            '„' if touches => (&['“', '”'], &['"']),
            '«' => (&['»'], &['«', '"']),
            '「' => (&['」'], &[]),
            '『' => (&['』'], &[]),
            '‹' => (&['›'], &[]),
            // As in German books, or on both sides in Swedish and Finnish.
            '»' if may_precede_quote(last) && is_word(next) => (&['«', '»'], &[]),
            '›' if may_precede_quote(last) && is_word(next) => (&['‹', '›'], &[]),
            '”' if may_precede_quote(last) && is_word(next) => (&['”'], &['“', '"']),
            '"' if may_precede_quote(last) && touches => (&['"'], &['”', '“']),
            '‘' if touches && !last.is_some_and(char::is_alphanumeric) => (&['’'], &['\'']),
            '‚' if touches && may_precede_quote(last) => (&['‘', '’'], &['\'']),
            '\'' if may_precede_quote(last) && is_word(next) => (&['\''], &['’']),
            _ => return None,
        };
        Some(Self { open: mark, closers, weak_closers, is_single: is_single_quote(mark) })
    }

    /// The pair opened by a straight mark behind a comma or a colon that a blank separates from its words: `added, " We`.
    pub(crate) fn opened_loosely(text: &str, Mark { at, end, c: mark }: Mark, from: usize) -> Option<Self> {
        let above = text[from..at].strip_suffix(' ')?;
        let follows = text[end..].strip_prefix(' ')?.starts_with(char::is_uppercase);
        let opens = mark == '"' && follows && above.ends_with([',', ':']);
        opens.then_some(Self { open: mark, closers: &['"'], weak_closers: &['”'], is_single: false })
    }

    /// Whether the opening mark is repeated at the beginning of the next paragraph.
    pub(crate) fn is_repeated_at(self, text: &str, at: usize, limit: usize) -> bool {
        let mut next = text[at..limit].chars();
        // In French, a blank follows.
        let may_follow = |c: char| !c.is_whitespace() || (self.open == '«' && c != '\n');
        next.next() == Some(self.open) && next.next().is_some_and(may_follow)
    }

    /// Whether a mark of the right shape closes the quotation that begins at `from`.
    pub(crate) fn is_closing(self, text: &str, mark: Mark, from: usize, limit: usize) -> bool {
        let next = text[mark.end..].chars().next();
        let last = char_before(text, mark.at, from);
        let touches = last.is_some_and(|c| !c.is_whitespace()) && !next.is_some_and(char::is_alphanumeric);
        match mark.c {
            '"' | '\'' | '’' if last.is_some_and(char::is_numeric) => {
                touches && !is_measure(text, mark, from) && !self.is_due_later(text, mark, limit)
            }
            '\'' | '’' => touches && !is_elided_and(text, mark, from),
            // The blank behind it is missing: `“It begins"Doe says`
            '"' if last.is_some_and(|c| c.is_alphabetic() || matches!(c, '.' | '!' | '?' | '…' | ','))
                && next.is_some_and(char::is_alphabetic) =>
            {
                !self.is_due_later(text, mark, limit)
            }
            '"' | '‘' => touches,
            _ if mark.c == self.open || self.weak_closers.contains(&mark.c) => touches,
            _ => true,
        }
    }

    /// Whether a closing mark comes later in the paragraph before any opening one, so that this one is an inch mark or
    /// inside a word.
    fn is_due_later(self, text: &str, mark: Mark, limit: usize) -> bool {
        /// How far ahead to look, in bytes.
        const MAX_DISTANCE: usize = 1 << 10;
        let end = text.floor_char_boundary(limit.min(mark.end + MAX_DISTANCE));
        let paragraph = text[mark.end..end].find("\n\n").map_or(end, |at| mark.end + at);
        let mut at = mark.end;
        while let Some(next) = next_mark(text, at..paragraph) {
            if next.c != mark.c && self.opens(next.c, text, next, mark.end) {
                return false;
            }
            if next.c == mark.c {
                let touches = char_before(text, next.at, mark.end).is_some_and(|c| !c.is_whitespace());
                let follows = text[next.end..].chars().next().is_some_and(char::is_alphanumeric);
                return touches && !follows && !self.opens(next.c, text, next, mark.end);
            }
            at = next.end;
        }
        false
    }

    fn opens(self, c: char, text: &str, mark: Mark, from: usize) -> bool {
        c == self.open && Self::opened_by(text, mark, from).is_some()
    }
}
