//! The words of a text as defined by UAX #29, with a fast path for plain text, and with two exceptions, since print is
//! not words: a narrow no-break space (U+202F) is a space, and a zero-width space within a word does not end it, unless
//! its script has no other spaces.
//!
//! Prose is mostly ASCII, with typographic quotation marks and dashes and the occasional letter of another alphabet.
//! Words between such characters are found here; a word that touches any other character is left to
//! `unicode-segmentation`. Both give the same result on every text.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::print::is_unspaced_script;
use crate::steps::count;

/// Joins letters like an underscore in UAX #29, but French typography sets it before punctuation and between digits.
const NARROW_NO_BREAK_SPACE: char = '\u{202f}';
const ZERO_WIDTH_SPACE: char = '\u{200b}';

/// The words of `text`, each with its byte range.
pub fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    WordIter { text, at: 0 }
}

/// How a character affects the words around it, as far as the fast path knows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CharClass {
    Letter,
    Digit,
    /// The underscore: joins letters and digits, but is not a word by itself.
    Connector,
    /// Part of a word between two letters or two digits.
    Inside,
    /// Part of a word between two letters.
    InsideLetters,
    /// Part of a word between two digits.
    InsideDigits,
    Blank,
    /// Always a segment of its own.
    Other,
    /// Not handled by the fast path: may attach to what precedes it or follow other rules.
    Unhandled,
    /// The end of the text.
    End,
}

impl CharClass {
    /// Whether no word can begin with such a character.
    fn is_separator(self) -> bool {
        matches!(self, Self::Inside | Self::InsideLetters | Self::InsideDigits | Self::Blank | Self::Other)
    }
}

/// The class of each ASCII character; [`CharClass::Unhandled`] for other bytes.
const BYTE_CLASSES: [CharClass; 256] = {
    let mut classes = [CharClass::Unhandled; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => CharClass::Letter,
            b'0'..=b'9' => CharClass::Digit,
            b'_' => CharClass::Connector,
            b'\'' | b'.' => CharClass::Inside,
            b':' => CharClass::InsideLetters,
            b',' | b';' => CharClass::InsideDigits,
            b' ' => CharClass::Blank,
            _ => CharClass::Other,
        };
        byte += 1;
    }
    classes
};

/// The class and byte length of the first character of `bytes` (UTF-8).
fn char_class(bytes: &[u8]) -> (CharClass, usize) {
    match bytes.first() {
        Some(&byte) => match BYTE_CLASSES[usize::from(byte)] {
            CharClass::Unhandled => non_ascii_class(bytes),
            class => (class, 1),
        },
        None => (CharClass::End, 0),
    }
}

fn non_ascii_class(bytes: &[u8]) -> (CharClass, usize) {
    match *bytes {
        // The no-break space and «, »; × and ÷.
        [0xc2, 0xa0 | 0xab | 0xbb, ..] | [0xc3, 0x97 | 0xb7, ..] => (CharClass::Other, 2),
        // Latin letters (U+00C0 to U+02BF), Cyrillic letters (U+0400 to U+0481, U+048A to U+04FF).
        [0xc3..=0xca | 0xd0 | 0xd1 | 0xd3, ..] | [0xd2, 0x80 | 0x81 | 0x8a.., ..] => (CharClass::Letter, 2),
        // ‘ and ’.
        [0xe2, 0x80, 0x98 | 0x99, ..] => (CharClass::Inside, 3),
        // Hyphens and dashes, the other quotation marks, daggers and bullets; the ellipsis; the narrow no-break space.
        [0xe2, 0x80, 0x90..=0xa3 | 0xa6 | 0xaf, ..] => (CharClass::Other, 3),
        _ => (CharClass::Unhandled, 0),
    }
}

/// Counts the leading ASCII letters of `bytes`.
fn count_leading_letters(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(&eight) = bytes[at..].first_chunk() {
        let found = count_leading_letters_of_eight(u64::from_le_bytes(eight));
        at += found;
        if found < 8 {
            return at;
        }
    }
    at + bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count()
}

/// Counts the leading ASCII letters in eight bytes, lowest byte first.
///
/// Tests all eight at once: most words are shorter, and a loop that ends at a different byte each time is slow.
fn count_leading_letters_of_eight(eight: u64) -> usize {
    const ONE_PER_BYTE: u64 = u64::from_le_bytes([1; 8]);
    const TOP_BITS: u64 = 0x80 * ONE_PER_BYTE;
    // Each sum sets the top bit of its byte from that letter on, and never carries into the next byte.
    let lowercase = (eight | (0x20 * ONE_PER_BYTE)) & !TOP_BITS;
    let from_a = lowercase + (0x80 - 0x61) * ONE_PER_BYTE;
    let beyond_z = lowercase + (0x80 - 0x7b) * ONE_PER_BYTE;
    let non_letters = !(from_a & !beyond_z & !eight) & TOP_BITS;
    non_letters.trailing_zeros() as usize / 8
}

/// Iterates over words; `at` is always a boundary between two segments of the text.
struct WordIter<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> WordIter<'t> {
    fn class_at(&self, at: usize) -> (CharClass, usize) {
        char_class(&self.text.as_bytes()[at..])
    }

    /// Leaves the next word to `unicode-segmentation`, starting at the segment boundary `from`.
    ///
    /// Segmentation does not depend on what precedes a segment, so the result is the same as for the whole text.
    #[cold]
    fn next_by_unicode(&mut self, from: usize) -> Option<(Range<usize>, &'t str)> {
        let Some(mut word) = first_word(self.text, from) else {
            self.at = self.text.len();
            return None;
        };
        while let Some(next) = self.after_zero_width_space(word.end) {
            // From the end of the word: a mark after the space attaches to it, not to a letter.
            match first_word(self.text, word.end) {
                Some(rest) if rest.start == next => word.end = rest.end,
                _ => break,
            }
        }
        self.at = word.end;
        Some((word.clone(), &self.text[word]))
    }

    /// Where a word that ends at `end` continues after a zero-width space, if it does.
    fn after_zero_width_space(&self, end: usize) -> Option<usize> {
        let (before, rest) = self.text.split_at(end);
        let after = rest.trim_start_matches(ZERO_WIDTH_SPACE);
        let is_letter = |c: char| c.is_alphanumeric() && !is_unspaced_script(c);
        let goes_on = after.len() < rest.len() && before.ends_with(is_letter) && after.starts_with(is_letter);
        goes_on.then_some(self.text.len() - after.len())
    }

    /// The end of the segment of letters, digits and underscores that begins at `start`, and whether it is a word;
    /// `None` if an unhandled character affects it.
    fn segment_end(&self, start: usize) -> Option<(usize, bool)> {
        let mut at = start;
        let mut last = CharClass::End;
        let mut is_word = false;
        loop {
            let (class, len) = self.class_at(at);
            match class {
                CharClass::Letter | CharClass::Digit => {
                    last = class;
                    is_word = true;
                }
                CharClass::Connector => last = class,
                CharClass::Inside | CharClass::InsideLetters | CharClass::InsideDigits => {
                    let (next, _) = self.class_at(at + len);
                    let stays = match next {
                        CharClass::Unhandled => return None,
                        CharClass::Letter => last == next && class != CharClass::InsideDigits,
                        CharClass::Digit => last == next && class != CharClass::InsideLetters,
                        _ => false,
                    };
                    if !stays {
                        return Some((at, is_word));
                    }
                }
                CharClass::Unhandled => return None,
                CharClass::Blank | CharClass::Other | CharClass::End => return Some((at, is_word)),
            }
            at += len;
        }
    }

    /// The next word if it is a run of ASCII letters with only ASCII before it and a clear end, as most words are.
    fn next_ascii_word(&mut self) -> Option<(Range<usize>, &'t str)> {
        let bytes = self.text.as_bytes();
        let mut start = self.at;
        while bytes.get(start).is_some_and(|&byte| BYTE_CLASSES[usize::from(byte)].is_separator()) {
            start += 1;
        }
        let end = start + count_leading_letters(&bytes[start..]);
        let ends = match self.class_at(end) {
            (CharClass::Blank | CharClass::Other | CharClass::InsideDigits | CharClass::End, _) => true,
            (CharClass::Inside | CharClass::InsideLetters, len) => {
                matches!(self.class_at(end + len).0, CharClass::Blank | CharClass::End)
            }
            _ => false,
        };
        (start < end && ends).then(|| {
            self.at = end;
            (start..end, &self.text[start..end])
        })
    }

    /// The next word in the general case.
    fn next_word(&mut self) -> Option<(Range<usize>, &'t str)> {
        // Start of the segment before `at`, to which an unhandled character may belong; `at` itself if there is none.
        let mut segment = self.at;
        let mut at = self.at;
        loop {
            let (class, len) = self.class_at(at);
            match class {
                CharClass::Letter | CharClass::Digit | CharClass::Connector => {
                    let Some((end, is_word)) = self.segment_end(at) else { return self.next_by_unicode(at) };
                    if is_word {
                        self.at = end;
                        return Some((at..end, &self.text[at..end]));
                    }
                    segment = end;
                    at = end;
                }
                // Consecutive blanks are one segment.
                CharClass::Blank if self.text.as_bytes()[segment..at].last() == Some(&b' ') => at += len,
                CharClass::Blank
                | CharClass::Inside
                | CharClass::InsideLetters
                | CharClass::InsideDigits
                | CharClass::Other => {
                    segment = at;
                    at += len;
                }
                CharClass::Unhandled => return self.next_by_unicode(segment),
                CharClass::End => {
                    self.at = at;
                    return None;
                }
            }
        }
    }
}

/// The first word at or after the segment boundary `from`, by `unicode-segmentation`, with each narrow no-break space a
/// segment of its own.
fn first_word(text: &str, from: usize) -> Option<Range<usize>> {
    let (mut start, mut end) = (from, text.len());
    loop {
        start = end - text[start..end].trim_start_matches(NARROW_NO_BREAK_SPACE).len();
        let found = text[start..end].unicode_word_indices().next();
        let Some((offset, word)) = found else {
            if end == text.len() {
                return None;
            }
            (start, end) = (end, text.len());
            continue;
        };
        let word = start + offset..start + offset + word.len();
        match text[start..word.end].find(NARROW_NO_BREAK_SPACE) {
            // Only what comes before the space, which a joined word may be a part of.
            Some(at) => end = start + at,
            None => return Some(word),
        }
    }
}

impl<'t> Iterator for WordIter<'t> {
    type Item = (Range<usize>, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let from = self.at;
        let word = self.next_ascii_word().or_else(|| self.next_word());
        count(1 + self.at - from);
        word
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Vec<(Range<usize>, &str)> {
        words(text).collect()
    }

    /// Reference implementation.
    fn words_reference(text: &str) -> Vec<(Range<usize>, &str)> {
        let mut words: Vec<Range<usize>> = Vec::new();
        let mut base = 0;
        for piece in text.split(NARROW_NO_BREAK_SPACE) {
            for (at, word) in piece.unicode_word_indices() {
                let word = base + at..base + at + word.len();
                let is_letter = |c: char| c.is_alphanumeric() && !is_unspaced_script(c);
                match words.last_mut() {
                    Some(last)
                        if last.end < word.start
                            && text[last.end..word.start].chars().all(|c| c == ZERO_WIDTH_SPACE)
                            && text[..last.end].ends_with(is_letter)
                            && text[word.start..].starts_with(is_letter) =>
                    {
                        last.end = word.end;
                    }
                    _ => words.push(word),
                }
            }
            base += piece.len() + NARROW_NO_BREAK_SPACE.len_utf8();
        }
        words.into_iter().map(|word| (word.clone(), &text[word])).collect()
    }

    #[test]
    fn words_keep_their_apostrophes_and_lose_their_hyphens() {
        let found: Vec<_> = words("That’s why COVID-19 “mattered”, 73%.").map(|(_, word)| word).collect();
        assert_eq!(found, ["That’s", "why", "COVID", "19", "mattered", "73"]);
    }

    #[test]
    fn only_visible_spaces_separate_words() {
        for (text, expected) in [
            ("Il\u{202f}a dit\u{202f}: «\u{202f}Oui\u{202f}!\u{202f}»", "Il|a|dit|Oui"),
            ("12\u{202f}500\u{202f}€", "12|500"),
            ("12\u{2009}500 12\u{a0}500", "12|500|12|500"),
            ("カ\u{202f}カ_\u{202f}_", "カ|カ_"),
            ("never raise\u{200b} taxes, wor\u{200b}king", "never|raise|taxes|wor\u{200b}king"),
            ("and/\u{200b}or x\u{200b}", "and|or|x"),
            ("ภาษา\u{200b}ไทย", "ภ|า|ษ|า|ไ|ท|ย"),
            ("é\u{200b}\u{93e}", "é|\u{200b}\u{93e}"),
            ("multi\u{ad}lateral\u{ad}ism", "multi\u{ad}lateral\u{ad}ism"),
        ] {
            assert_eq!(found(text).into_iter().map(|(_, word)| word).collect::<Vec<_>>().join("|"), expected, "{text}");
        }
    }

    #[test]
    fn word_internal_characters_follow_unicode() {
        for text in [
            "e.g. 3.14, 1,000;5 a:b 1:2 a,b a;b 1'2 1’2 can't 'quoted' ‘quoted’ rock ’n’ roll",
            "_ __ _a_ 1_2 a_.b a._b _'a ___\u{301} a1.2b a.1 1.a U.S.A. ...a",
            "a..b a’’b a’ ’b ’ a’\u{301}b a\u{301}’b é’é я.я я.1 été—là «да» a\u{a0}b",
            "  \u{93e} \u{93e}, \u{93e}\r\n\u{93e}\n\u{301}a .\u{93e}a a.\u{93e}",
            "a  \u{2000} b \u{2000}\u{93e} \u{200d}😀 a\u{200d}😀a 🇰🇿🇰🇿🇰 №5 中国 カタ_カ א\"א א'",
            "Президент сказал: «мы идём».Ҷ қазақ ҁ҂\u{483}",
        ] {
            assert_eq!(found(text), words_reference(text), "{text}");
        }
    }

    #[test]
    fn every_char_is_segmented_as_in_unicode() {
        // All characters from U+3100 on are unhandled; the property below covers a few of them.
        for c in '\0'..'\u{3100}' {
            let text = format!("a{c}b 1{c}2 a{c} {c}b _{c}_ a.{c}b a’{c}1 .{c}.  {c}\n{c}{c}a\r\n{c}’{c}");
            assert_eq!(found(&text), words_reference(&text), "{c:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn words_match_unicode_segmentation(text in "([a-zA-Z]{1,3}|[0-9]|[ '.,:;_\"\r\n-]|[’‘“”–—…«»]|[éüжЖҚ×]|[中カあא·\u{301}\u{93e}\u{ad}\u{200d}\u{200c}\u{200b}\u{2000}\u{202f}\u{2024}\u{2028}\u{483}😀👩🇰🇿٣ก한]){0,30}") {
            prop_assert_eq!(found(&text), words_reference(&text));
        }

        #[test]
        fn words_match_unicode_segmentation_for_any_text(text in "(\\PC|[a-z '.’])*") {
            prop_assert_eq!(found(&text), words_reference(&text));
        }
    }
}
