//! [`Literal`]: signs that are searched for as they are, with the words they touch: `C++`, `$5`, `😀`.

use std::ops::Range;

use memchr::memmem;

use kzq_text::fold::fold;
use kzq_text::print::{is_invisible, is_joiner};

/// Signs with the words before and after them, folded; in a text there may be a space between a word and the signs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Literal {
    before: String,
    signs: String,
    after: String,
    /// Whether the word after the signs may be a prefix, because more may be typed.
    is_prefix: bool,
}

impl Literal {
    /// The literals in typed text; `is_open` says whether more may be typed. Signs without a letter beside them count
    /// only if they are no ASCII ones, which are often mere separators.
    pub(super) fn all_in(typed: &str, is_open: bool) -> Vec<Self> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(start) = typed[at..].find(is_sign).map(|start| at + start) {
            let signs = prefix_len(&typed[start..], |c| is_sign(c) || is_invisible(c) || is_joiner(c));
            let end = start + signs;
            let after = prefix_len(&typed[end..], is_inside_word);
            let word_before = suffix_len(&typed[at..start], is_inside_word);
            let literal = Self {
                before: fold_word(&typed[start - word_before..start]),
                signs: typed[start..end].chars().filter(|&c| !is_invisible(c)).collect(),
                after: fold_word(&typed[end..end + after]),
                is_prefix: is_open && end + after == typed.len(),
            };
            let is_operator = literal.before.is_empty()
                && literal.signs == "+"
                && !literal.after.starts_with(|c: char| c.is_ascii_digit());
            let is_bare = literal.before.is_empty() && literal.after.is_empty() && literal.signs.is_ascii();
            found.extend((!is_operator && !is_bare).then_some(literal));
            at = end;
        }
        found
    }

    /// Whether the words of the literal are all that was typed.
    pub(super) fn has_words(&self, count: usize) -> bool {
        [&self.before, &self.after].into_iter().filter(|word| !word.is_empty()).count() == count
    }

    /// Whether the last word of what was typed may be a prefix.
    pub(super) fn ends_in_prefix(&self) -> bool {
        self.is_prefix && !self.after.is_empty()
    }

    /// Whether a text has the signs, with these words beside them.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.ranges(text).next().is_some()
    }

    /// The places of the signs and the words beside them in a text; byte ranges.
    pub(super) fn ranges<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        memmem::find_iter(text.as_bytes(), self.signs.as_bytes()).filter_map(move |at| {
            let start = self.start_of_word_before(&text[..at])?;
            let end = at + self.signs.len();
            Some(start..end + self.len_of_word_after(&text[end..])?)
        })
    }

    fn start_of_word_before(&self, text: &str) -> Option<usize> {
        if self.before.is_empty() {
            return Some(text.len());
        }
        let text = text.strip_suffix(char::is_whitespace).unwrap_or(text);
        let word = suffix_len(text, is_inside_word);
        (fold_word(&text[text.len() - word..]) == self.before).then_some(text.len() - word)
    }

    fn len_of_word_after(&self, text: &str) -> Option<usize> {
        if self.after.is_empty() {
            return Some(0);
        }
        let rest = text.strip_prefix(char::is_whitespace).unwrap_or(text);
        let run = &rest[..prefix_len(rest, is_inside_word)];
        let word = run.trim_end_matches(|c: char| !c.is_alphanumeric());
        let folded = fold_word(word);
        let fits = folded == self.after || (self.is_prefix && folded.starts_with(&self.after));
        fits.then_some(text.len() - rest.len() + word.len())
    }
}

/// Whether a character is a sign that says something, unlike punctuation: it is searched for.
fn is_sign(c: char) -> bool {
    matches!(c,
        '#' | '$' | '%' | '&' | '+' | '<' | '=' | '>' | '@' | '¢'..='¥' | '§' | '©' | '®' | '°' | '±' | '×' | '÷'
        // Per mille, currencies, letter-like signs, arrows, mathematics.
        | '\u{2030}' | '\u{2031}' | '\u{20a0}'..='\u{20cf}' | '\u{2116}' | '\u{2117}' | '\u{2120}' | '\u{2122}'
        | '\u{2190}'..='\u{23ff}'
        // Shapes, dingbats, more arrows, emoji.
        | '\u{2500}'..='\u{27bf}' | '\u{2900}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

fn is_inside_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | ',' | '\'' | '’')
}

fn fold_word(word: &str) -> String {
    fold(word.trim_matches(|c: char| !c.is_alphanumeric()))
}

fn prefix_len(text: &str, is_part: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is_part(c)).unwrap_or(text.len())
}

fn suffix_len(text: &str, is_part: impl Fn(char) -> bool) -> usize {
    text.len() - text.trim_end_matches(is_part).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_found_together_with_adjacent_words() {
        for (typed, text, expected) in [
            ("C++", "I wrote it in C++ then.", true),
            ("c++", "Objective-C++", true),
            ("C++", "Cats can climb.", false),
            ("C#", "in C++", false),
            ("$5", "for $5, or", true),
            ("$5", "US$5", true),
            ("$5", "for $50", false),
            ("$5", "for 5 dollars", false),
            ("50%", "50\u{202f}% of it", true),
            ("50%", "50 % of it", true),
            ("50%", "1,050% of it", false),
            ("1,000%", "1000%", true),
            ("R&D", "r & d", true),
            ("#MeToo", "the #metoo movement", true),
            ("😀", "made me 😀 all day", true),
            ("❤\u{fe0f}", "❤ you", true),
            ("👩\u{200d}🚀", "an 👩\u{200d}🚀", true),
            ("€", "12 500 €", true),
        ] {
            let literals = Literal::all_in(typed, false);
            assert_eq!(literals.len(), 1, "{typed}");
            assert_eq!(literals[0].is_in(text), expected, "{typed} in {text}");
        }
        assert!(Literal::all_in("#Me", true)[0].is_in("#metoo"));
        for typed in ["-", "—", "?", "& + =", "+reform", "reform*", "(yes)", "a|b"] {
            assert_eq!(Literal::all_in(typed, false), [], "{typed}");
        }
        assert_eq!(Literal::all_in("a+b+c", false).len(), 2);
    }

    proptest::proptest! {
        #[test]
        fn ranges_are_within_the_text(typed in "([a-c]|[$%+&€😀❤\u{fe0f}\u{200d} .,]|\\PC){0,12}", text in "([a-c]|[$%+&€😀❤\u{fe0f}\u{200d} .,]|\\PC){0,20}") {
            for literal in Literal::all_in(&typed, true) {
                for range in literal.ranges(&text) {
                    proptest::prop_assert!(text.get(range).is_some());
                }
            }
        }
    }
}
