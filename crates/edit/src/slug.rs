//! Ids made from words.

use foldhash::HashMap;
use kzq_text::Safe;
use kzq_text::fold::{fold_into, words};

/// The longest slug in characters; a longer one ends after a word, if it can.
const MAX_CHARS: usize = 40;

/// Makes an id from the first `max_words` words of a text, without case and accents; empty if the text has no letters
/// and no digits.
pub(crate) fn slug(text: &str, max_words: usize) -> String {
    let mut slug = String::with_capacity(MAX_CHARS);
    let (mut length, mut folded) = (0, String::new());
    for (_, word) in words(text).take(max_words) {
        fold_into(word, &mut folded);
        let before = slug.len();
        if !slug.is_empty() {
            slug.push('-');
        }
        let start = slug.len();
        slug.extend(folded.chars().filter(|&c| is_id_char(c)).take(MAX_CHARS));
        let added = slug[before..].chars().count();
        if slug.len() == start {
            slug.truncate(before);
        } else if before > 0 && length + added > MAX_CHARS {
            slug.truncate(before);
            break;
        } else {
            length += added;
        }
    }
    // Letters that are harmless one by one may not be so together.
    if Safe::line(slug.as_str()).as_str() != slug {
        slug.retain(|c| c.is_ascii());
    }
    slug
}

/// Returns whether a character may be part of a slug.
fn is_id_char(c: char) -> bool {
    let mut bytes = [0; 4];
    let text = &*c.encode_utf8(&mut bytes);
    c.is_ascii_alphanumeric() || (c.is_alphanumeric() && Safe::line(text).as_str() == text)
}

/// Returns whether a text is an id already: letters, digits, `-`, `_` and `.`.
pub(crate) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| is_id_char(c) || matches!(c, '-' | '_' | '.'))
}

/// Numbers ids so that none is taken twice.
#[derive(Default)]
pub(crate) struct UniqueIds {
    /// The number to try next for each id that was taken. It saves trying them all where thousands are alike.
    next_numbers: HashMap<String, usize>,
}

impl UniqueIds {
    /// Returns `base`, or the first of `base 2`, `base 3` …, with that separator, that is not taken.
    pub(crate) fn unique(&mut self, base: String, separator: &str, is_taken: impl Fn(&str) -> bool) -> String {
        if !is_taken(&base) {
            return base;
        }
        let number = self.next_numbers.entry(base.clone()).or_insert(2);
        loop {
            let candidate = format!("{base}{separator}{number}");
            *number += 1;
            if !is_taken(&candidate) {
                return candidate;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slug_is_a_valid_id_made_from_words() {
        for (text, expected) in [
            ("Jane Austen", "jane-austen"),
            ("It is a truth universally acknowledged, that", "it-is-a-truth-universally"),
            ("Gabriel García Márquez", "gabriel-garcia-marquez"),
            ("Łódź’s “Ærø”", "lodzs-aero"),
            ("Лев Толстой", "лев-толстои"),
            ("老子", "老-子"),
            ("!?", ""),
            ("red \u{1b}[31m \u{202e}x", "red-31m-x"),
        ] {
            assert_eq!(slug(text, 5), expected, "{text}");
            assert!(expected.is_empty() || is_id(expected));
        }
        assert_eq!(slug(&"word".repeat(30), 5).len(), MAX_CHARS);
        assert_eq!(slug("internationalisation of the administrations", 5), "internationalisation-of-the");
    }

    #[test]
    fn a_taken_id_gets_a_number() {
        let mut ids = UniqueIds::default();
        assert_eq!(ids.unique("a".into(), "-", |id| matches!(id, "a" | "a-2")), "a-3");
        assert_eq!(ids.unique("a".into(), "-", |id| matches!(id, "a" | "a-2" | "a-3")), "a-4");
        assert_eq!(ids.unique("b".into(), "-", |id| id == "a"), "b");
    }
}
