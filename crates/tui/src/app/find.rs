//! [`Find`]: searching in a full-screen view or in the help.

use std::ops::Range;

use super::text_edit::TextEdit;
use kzq_text::fold::fold;
use kzq_text::marks;

/// The search in a full-screen view or in the help.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Find {
    /// The text field.
    pub edit: TextEdit,
    /// Whether it is being typed.
    pub is_typing: bool,
    /// The index of the row where the search began, to return to.
    pub(super) origin: usize,
    /// What is typed, without differences of case, accents and quotation marks.
    pattern: Vec<char>,
}

impl Find {
    /// Starts a new search from a row.
    pub(super) fn start(origin: usize) -> Self {
        Self { is_typing: true, origin, ..Self::default() }
    }

    /// Whether there is nothing to search for.
    pub fn is_empty(&self) -> bool {
        self.pattern.is_empty()
    }

    /// Edits what is searched for; returns whether it has changed.
    pub(super) fn edit_with(&mut self, change: impl FnOnce(&mut TextEdit)) -> bool {
        change(&mut self.edit);
        let text = self.edit.text();
        let pattern = folded_chars(text.as_str().trim()).into_iter().map(|(_, c)| c).collect();
        let has_changed = self.pattern != pattern;
        self.pattern = pattern;
        has_changed
    }

    /// The parts of a text that match, as byte ranges in order.
    pub fn ranges_in(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.is_empty() {
            return found;
        }
        let chars = folded_chars(text);
        let mut at = 0;
        while let Some(end) = Some(at + self.pattern.len()).filter(|&end| end <= chars.len()) {
            if chars[at..end].iter().map(|(_, c)| c).eq(&self.pattern) {
                found.push(chars[at].0..chars.get(end).map_or(text.len(), |&(byte, _)| byte));
                at = end;
            } else {
                at += 1;
            }
        }
        found
    }
}

/// The characters of a text without differences of case, accents, blanks and quotation marks, each with the byte where it
/// begins.
fn folded_chars(text: &str) -> Vec<(usize, char)> {
    let mut folded = Vec::with_capacity(text.len());
    for (byte, c) in text.char_indices() {
        match c {
            _ if marks::is_single_quote(c) => folded.push((byte, '\'')),
            _ if marks::is_double_quote(c) => folded.push((byte, '"')),
            // Blanks in a row, such as those of an indented line, are one.
            _ if c.is_whitespace() => {
                if !matches!(folded.last(), Some((_, ' '))) {
                    folded.push((byte, ' '));
                }
            }
            _ if c.is_ascii() => folded.push((byte, c.to_ascii_lowercase())),
            _ => folded.extend(fold(c.encode_utf8(&mut [0; 4])).chars().map(|c| (byte, c))),
        }
    }
    folded
}

/// The next of `count` rows that `matches`, from the row `from` on, and on from the other end; and whether it is there.
pub(super) fn next_match(
    count: usize,
    from: usize,
    forwards: bool,
    matches: impl Fn(usize) -> bool,
) -> Option<(usize, bool)> {
    let from = from.min(count);
    let mut rows: Box<dyn Iterator<Item = usize>> = if forwards {
        Box::new((from..count).chain(0..from))
    } else {
        Box::new((0..from).rev().chain((from..count).rev()))
    };
    rows.find(|&row| matches(row)).map(|row| (row, (row < from) == forwards))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(typed: &str) -> Find {
        let mut find = Find::start(0);
        find.edit_with(|edit| edit.insert(typed));
        find
    }

    #[test]
    fn matches_regardless_of_case_accents_and_quotation_marks() {
        for (typed, text, expected) in [
            ("security", "The Security Council: security.", vec!["Security", "security"]),
            ("un", "The UN", vec!["UN"]),
            ("don't", "I don’t", vec!["don’t"]),
            ("cafe", "a café au lait", vec!["café"]),
            ("aa", "aaaa", vec!["aa", "aa"]),
            (" of the ", "of\u{a0}the", vec!["of\u{a0}the"]),
            ("совет", "Совет Безопасности", vec!["Совет"]),
            ("e", "e\u{301}f", vec!["e\u{301}"]),
            ("longer than the text", "text", vec![]),
            ("", "text", vec![]),
        ] {
            let found: Vec<&str> = find(typed).ranges_in(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{typed}");
        }
    }

    #[test]
    fn search_wraps_around() {
        let rows = [false, true, false, true, false];
        for (from, forwards, expected) in [
            (0, true, Some((1, false))),
            (2, true, Some((3, false))),
            (4, true, Some((1, true))),
            (5, true, Some((1, true))),
            (3, false, Some((1, false))),
            (1, false, Some((3, true))),
        ] {
            assert_eq!(next_match(5, from, forwards, |row| rows[row]), expected, "{from} {forwards}");
        }
        assert_eq!(next_match(0, 0, true, |_| true), None);
        assert_eq!(next_match(3, 1, true, |_| false), None);
    }

    proptest::proptest! {
        #[test]
        fn matches_are_on_char_boundaries(typed in "\\PC{0,4}", text in "\\PC{0,30}") {
            for range in find(&typed).ranges_in(&text) {
                proptest::prop_assert!(text.get(range).is_some());
            }
        }
    }
}
