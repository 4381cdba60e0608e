//! Sentence boundaries, as far as punctuation shows them.
//!
//! Errs on the side of not claiming a boundary: a full stop after an initial, a dotted acronym or a common abbreviation
//! never ends a sentence here, although sometimes it does.

use crate::{marks, persons};

/// Other words than titles, in lower case, after which a full stop does not end a sentence.
const ABBREVIATIONS: [&str; 5] = ["vs", "no", "e.g", "i.e", "approx"];

/// Whether a sentence begins at byte offset `start`, the start of a word or of its opening mark: only sentence-ending
/// punctuation and white space precede it.
pub fn starts_at(text: &str, start: usize) -> bool {
    let before = &text[..start];
    let before = before.trim_end_matches(is_opening_mark);
    let trimmed = before.trim_end();
    if trimmed.is_empty() || before[trimmed.len()..].contains('\n') {
        return true;
    }
    if trimmed.len() == before.len() {
        return false;
    }
    let marks = trimmed.trim_end_matches(|c| is_closing_mark(c) || is_terminator(c));
    let has_end = trimmed[marks.len()..].contains(is_terminator);
    has_end && !(trimmed.ends_with('.') && ends_in_abbreviation(marks))
}

/// The end of the sentence whose last word ends at byte offset `end`, including closing marks; `None` if the sentence
/// continues. The end of the text also ends a sentence.
pub fn end_of(text: &str, end: usize) -> Option<usize> {
    let after = &text[end..];
    let rest = after.trim_start_matches(|c| is_closing_mark(c) || is_terminator(c));
    let marks = &after[..after.len() - rest.len()];
    if rest.trim().is_empty() {
        return Some(text.len() - rest.len());
    }
    let is_followed_by_space = rest.starts_with(char::is_whitespace);
    let ends = marks.contains(is_terminator) && !(marks.starts_with('.') && ends_in_abbreviation(&text[..end]));
    (is_followed_by_space && (ends || rest.starts_with('\n'))).then_some(end + marks.len())
}

/// Whether a full stop after the last word of `before` does not end a sentence.
fn ends_in_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || is_opening_mark(c)).next().unwrap_or_default();
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    let word = word.to_lowercase();
    is_initial || word.contains('.') || persons::is_abbreviation(&word) || ABBREVIATIONS.contains(&word.as_str())
}

/// Whether a character can end a sentence.
pub fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

/// Whether a character is an opening quotation mark or bracket, including Spanish ¿ and ¡.
pub fn is_opening_mark(c: char) -> bool {
    marks::is_opening_quote(c) || matches!(c, '(' | '[' | '¿' | '¡' | '"')
}

/// Whether a character is a closing quotation mark or bracket.
pub fn is_closing_mark(c: char) -> bool {
    marks::is_closing_quote(c) || matches!(c, ')' | ']' | '"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentence_starts_are_recognised() {
        for (text, word, expected) in [
            ("We go.", "We", true),
            ("We go. They stay.", "They", true),
            ("We go, they stay.", "they", false),
            ("He said: “We go.” They stay.", "They", true),
            ("Is it? It is.", "It", true),
            ("Mr. Putin came.", "Putin", false),
            ("The U.N. Council met.", "Council", false),
            ("First\nSecond", "Second", true),
            ("(We go.) And they.", "And", true),
            ("It is “We”.", "We", false),
            ("well-known", "known", false),
            ("And so … we went.", "we", true),
        ] {
            assert_eq!(starts_at(text, text.find(word).unwrap()), expected, "{word} in {text}");
        }
    }

    #[test]
    fn sentence_ends_are_found() {
        for (text, word, expected) in [
            ("We go. They stay.", "go", Some("We go.")),
            ("We go, they stay.", "go", None),
            ("“We go.” They stay.", "go", Some("“We go.”")),
            ("Is it?! Yes", "it", Some("Is it?!")),
            ("The U.N. Council met", "U.N", None),
            ("The U.N. Council met", "met", Some("The U.N. Council met")),
            ("First\nSecond", "First", Some("First")),
            ("at 3.14 per cent", "3", None),
        ] {
            let at = text.find(word).unwrap() + word.len();
            assert_eq!(end_of(text, at).map(|end| &text[..end]), expected, "{word} in {text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn ends_are_char_boundaries_after_the_word(text in "([a-zé]{1,3}|[.!?…”’“ \n]){0,20}", at in 0_usize..40) {
            let at = text.floor_char_boundary(at);
            proptest::prop_assert!(end_of(&text, at).is_none_or(|end| end >= at && text.is_char_boundary(end)));
            let _ = starts_at(&text, at);
        }
    }
}
