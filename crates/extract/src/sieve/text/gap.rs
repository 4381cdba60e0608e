//! What separates two words.

use kzq_text::marks::is_quotation_mark;

/// What is between a token and the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gap(u16);

impl Gap {
    pub(crate) const COMMA: Self = Self(1);
    pub(crate) const COLON: Self = Self(2);
    pub(crate) const STOP: Self = Self(4);
    pub(crate) const SEMICOLON: Self = Self(8);
    pub(crate) const DASH: Self = Self(16);
    pub(crate) const BRACKET: Self = Self(32);
    pub(crate) const PARAGRAPH: Self = Self(64);
    pub(crate) const MARK: Self = Self(128);
    /// `!`, `?` or `…`.
    pub(crate) const CRY: Self = Self(256);

    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) fn read(gap: &str, breaks_at_line: bool) -> Self {
        // The first of two compounds: `Gesundheits-, Sozial- und …`.
        if gap == "-, " {
            return Self::default();
        }
        let mut found = 0;
        let mut newlines = 0;
        for c in gap.chars() {
            newlines = match c {
                '\n' => newlines + 1,
                c if c.is_whitespace() => newlines,
                _ => 0,
            };
            if newlines > usize::from(!breaks_at_line) {
                found |= Self::PARAGRAPH.0;
            }
            found |= match c {
                ',' | '،' => Self::COMMA.0,
                ':' => Self::COLON.0,
                '.' => Self::STOP.0,
                '!' | '?' | '…' => Self::CRY.0,
                ';' => Self::SEMICOLON.0,
                '—' | '–' | '―' => Self::DASH.0,
                '(' | ')' | '[' | ']' => Self::BRACKET.0,
                c if is_quotation_mark(c) => Self::MARK.0,
                _ => 0,
            };
        }
        if gap.contains(" - ") || gap.contains("--") {
            found |= Self::DASH.0;
        }
        Self(found)
    }
}
