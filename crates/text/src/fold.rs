//! Folding: the normal form in which words are compared; it never affects what is shown or copied.
//!
//! Two words fold to the same form if they differ only in print ([`print`](mod@crate::print)), in case, accents or the
//! dots of an acronym, in the forms of a letter that are typed alike, or in the grouping of a number's digits. For
//! -ise/-ize spellings see [`alternate_spelling`], for letters of other keyboards [`matches_loosely`].

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::print::{is_invisible, is_joiner};
use crate::ranges::merge_ranges;
use crate::steps::count;

pub use crate::words::words;

/// Returns the folded form of a word.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    count(word.len());
    fold_into(word, &mut out);
    out
}

/// Like [`fold`], but overwrites `out`, so that one buffer serves many words.
pub fn fold_into(word: &str, out: &mut String) {
    out.clear();
    // The top bit marks a non-ASCII byte, a dot or a comma. Checking every byte is faster than stopping early.
    let bits = word.bytes().fold(0, |bits, byte| bits | byte | (u8::from(matches!(byte, b'.' | b',')) << 7));
    if bits < 0x80 {
        out.push_str(word);
        out.make_ascii_lowercase();
        if word.starts_with(|c: char| c.is_ascii_digit()) && is_grouped_number(out) {
            out.retain(|c| c.is_ascii_digit());
        }
        return;
    }
    for c in word.chars() {
        match fold_common_char(c) {
            Some(c) => out.push(c),
            None => out.extend(fold_char(c)),
        }
    }
    if is_dotted_acronym(out) {
        out.retain(|c| c != '.');
    } else if is_grouped_number(out) {
        out.retain(|c| c.is_ascii_digit());
    }
}

/// Returns the folded form of a name of several words, in which hyphens, underscores and blanks are the same.
pub fn fold_name(name: &str) -> String {
    let folded = fold(name.trim());
    let is_separator = |c: char| c.is_whitespace() || matches!(c, '-' | '_');
    folded.split(is_separator).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a folded word is, or begins with, a typed one, as typed on a keyboard without some letters: Kazakh and
/// Azerbaijani letters for their plain neighbours (`казак` or `казах` for `қазақ`), and an umlaut written with an `e` or
/// without (`mueller`, `muller`). `None` if it does not, `Some(true)` if it is the whole word.
pub fn matches_loosely(folded: &str, typed: &str) -> Option<bool> {
    // A cheap early exit, as this is asked of every word of a collection: the first letter is never left out.
    let first = folded.bytes().zip(typed.bytes()).next();
    if first.is_some_and(|(one, other)| one != other && one.is_ascii() && other.is_ascii()) {
        return None;
    }
    let (mut word, mut typed) = (without_umlaut_signs(folded), without_umlaut_signs(typed));
    loop {
        match (word.next(), typed.next()) {
            (None, None) => return Some(true),
            (Some(_), None) => return Some(false),
            (Some(one), Some(other)) if one == other || are_typed_alike(one, other) => {}
            _ => return None,
        }
    }
}

/// Whether one of two letters is typed for the other.
fn are_typed_alike(one: char, other: char) -> bool {
    let is_plain_form = |letter: char, plain: char| match letter {
        'ә' => matches!(plain, 'а' | 'э' | 'е'),
        'ғ' => plain == 'г',
        'қ' => matches!(plain, 'к' | 'х'),
        'ң' => plain == 'н',
        'ө' => plain == 'о',
        'ұ' | 'ү' => plain == 'у',
        'һ' => plain == 'х',
        'і' => matches!(plain, 'и' | 'ы'),
        'ə' => matches!(plain, 'e' | 'a'),
        _ => false,
    };
    (!one.is_ascii() || !other.is_ascii()) && (is_plain_form(one, other) || is_plain_form(other, one))
}

fn without_umlaut_signs(folded: &str) -> impl Iterator<Item = char> + '_ {
    /// Shorter words with `ae`, `oe` or `ue` are rarely written with umlauts: `due`, `toe`.
    const MIN_UMLAUT_BYTES: usize = 5;
    let bytes = folded.as_bytes();
    let may_have_umlaut = bytes.len() >= MIN_UMLAUT_BYTES;
    folded
        .char_indices()
        .filter(move |&(at, c)| !(c == 'e' && may_have_umlaut && is_umlaut_sign(bytes, at)))
        .map(|(_, c)| c)
}

/// Whether the `e` at byte offset `at` replaces the dots of an umlaut, between a vowel and a consonant.
fn is_umlaut_sign(word: &[u8], at: usize) -> bool {
    let Some((&before, head)) = word[..at].split_last() else { return false };
    let after = word.get(at + 1).copied().unwrap_or(b'e');
    matches!(before, b'a' | b'o' | b'u')
        && head.last() != Some(&b'q')
        && after.is_ascii_alphabetic()
        && !matches!(after, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Maps characters of the folded form back to byte ranges of `word`, in whole graphemes.
///
/// `picked` holds ascending character indices, as `fuzzy-matcher` returns them; adjacent ranges are merged.
pub fn source_ranges(word: &str, indices: &[usize]) -> Vec<Range<usize>> {
    let sources: Vec<usize> = fold_chars(word).map(|(_, at)| at).collect();
    merge_ranges(indices.iter().filter_map(|&index| grapheme_at(word, *sources.get(index)?)).collect())
}

/// Returns the other spelling of a folded -ise/-ize word (`digitalisation` ↔ `digitalization`).
pub fn alternate_spelling(folded: &str) -> Option<String> {
    const ENDINGS: [&str; 12] =
        ["e", "ed", "es", "er", "ers", "ing", "ation", "ations", "ational", "ationally", "able", "ingly"];
    // Words with a shorter stem are not verbs of this kind: rise, size, prize.
    const MIN_STEM_CHARS: usize = 3;
    // A cheap early exit: few words contain these letters, and this runs for every word of a collection.
    let after_stem = folded.as_bytes().get(MIN_STEM_CHARS..)?;
    if !after_stem.windows(2).any(|pair| matches!(pair, b"is" | b"iz")) {
        return None;
    }
    let word = without_possessive(folded);
    ENDINGS.iter().find_map(|ending| {
        let head = word.strip_suffix(ending)?;
        let (stem, letter) = match head.strip_suffix("is") {
            Some(stem) => (stem, "iz"),
            None => (head.strip_suffix("iz")?, "is"),
        };
        let possessive = &folded[word.len()..];
        (stem.chars().count() >= MIN_STEM_CHARS).then(|| format!("{stem}{letter}{ending}{possessive}"))
    })
}

/// Strips the possessive ending of a folded word: `china's` counts as `china`.
pub fn without_possessive(folded: &str) -> &str {
    folded
        .strip_suffix("'s")
        .or_else(|| folded.strip_suffix("s'").map(|_| &folded[..folded.len() - 1]))
        .unwrap_or(folded)
}

/// Each character of the folded form with the byte offset in `word` it comes from.
fn fold_chars(word: &str) -> impl Iterator<Item = (char, usize)> + '_ {
    let chars = || word.char_indices().flat_map(|(at, c)| fold_char(c).map(move |folded| (folded, at)));
    let all: String = chars().map(|(c, _)| c).collect();
    let (acronym, number) = (is_dotted_acronym(&all), is_grouped_number(&all));
    let is_separator = move |c: char| (acronym && c == '.') || (number && !c.is_ascii_digit());
    chars().filter(move |&(c, _)| !is_separator(c))
}

/// Folds common characters without decomposing them; `None` for all others.
fn fold_common_char(c: char) -> Option<char> {
    match c {
        _ if c.is_ascii() => Some(c.to_ascii_lowercase()),
        '’' | '‘' | 'ʼ' | '′' | 'ʻ' => Some('\''),
        'Й' | 'й' => None,
        'А'..='Я' => char::from_u32(u32::from(c) + 0x20),
        'а'..='я' | '一'..='\u{9fff}' => Some(c),
        _ => None,
    }
}

fn fold_char(c: char) -> impl Iterator<Item = char> {
    std::iter::once(c)
        .nfkd()
        .filter(|&c| !is_accent(c))
        .flat_map(char::to_lowercase)
        .filter(|&c| !is_accent(c))
        .flat_map(replace_letter_form)
}

/// Replaces letters that have no Unicode decomposition, or that are typed like others.
fn replace_letter_form(c: char) -> impl Iterator<Item = char> {
    let letters = match c {
        '’' | '‘' | 'ʼ' | '′' | 'ʻ' | '＇' => "'",
        'ı' => "i",
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "n",
        'þ' => "th",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ς' => "σ",
        'ᲀ' => "в",
        'ᲁ' => "д",
        'ᲂ' => "о",
        'ᲃ' => "с",
        'ᲄ' | 'ᲅ' => "т",
        'ᲆ' => "ъ",
        'ᲇ' => "ѣ",
        'ᲈ' => "ꙋ",
        // As Arabic and Persian search engines fold them.
        'ٱ' => "ا",
        'ى' | 'ی' | 'ې' | 'ے' => "ي",
        'ک' | 'ڪ' => "ك",
        'ة' | 'ہ' | 'ۀ' | 'ە' => "ه",
        _ => digit_value(c).map_or("", |digit| &"0123456789"[digit..=digit]),
    };
    letters.chars().chain(letters.is_empty().then_some(c))
}

/// The value of a digit of Arabic, Persian or an Indic script.
fn digit_value(c: char) -> Option<usize> {
    /// The zeros of these scripts, which the other digits follow.
    const ZEROS: [char; 11] = ['٠', '۰', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦'];
    let zero = ZEROS.iter().rev().find(|&&zero| zero <= c)?;
    Some(c as usize - *zero as usize).filter(|&digit| digit < 10)
}

/// Marks that users omit when typing: accents, Hebrew points, Arabic vowel signs and hamzas; the tatweel, which only
/// stretches a word; and all that is invisible. Vowel signs of Indic scripts are letters, not accents.
fn is_accent(c: char) -> bool {
    c > '\u{ac}'
        && (matches!(c,
            '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
            | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{610}'..='\u{61a}' | '\u{640}'
            | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}'
            | '\u{6ea}'..='\u{6ed}')
            || is_joiner(c)
            || is_invisible(c))
}

/// Whether a word is a dotted acronym such as `u.n` or `u.s.a`: single folded letters between dots.
fn is_dotted_acronym(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1 && part.chars().all(char::is_alphabetic))
}

/// Whether a folded word is a number whose digits are grouped in threes: `1,043`, `1'234'567`; with full stops only if
/// there are several, since `1.043` may be a decimal.
fn is_grouped_number(word: &str) -> bool {
    let Some(separator) = word.bytes().find(|byte| !byte.is_ascii_digit()) else { return false };
    let groups = word.as_bytes().split(|&byte| byte == separator);
    let first = word.bytes().position(|byte| byte == separator).unwrap_or_default();
    let is_group = |group: &[u8]| group.len() == 3 && group.iter().all(u8::is_ascii_digit);
    matches!(separator, b',' | b'\'' | b'.')
        && (1..=3).contains(&first)
        && groups.clone().skip(1).all(is_group)
        && (separator != b'.' || groups.count() > 2)
}

fn grapheme_at(word: &str, byte: usize) -> Option<Range<usize>> {
    word.grapheme_indices(true).map(|(at, grapheme)| at..at + grapheme.len()).find(|range| range.contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_fold_to_the_same_form() {
        for (one, other) in [
            ("China", "CHINA"),
            ("that’s", "that's"),
            ("naïve", "nai\u{308}ve"),
            ("naïve", "naive"),
            ("Łukasz", "lukasz"),
            ("Yılmaz", "yilmaz"),
            ("İstanbul", "istanbul"),
            ("Straße", "strasse"),
            ("U.N", "UN"),
            ("É.U", "E\u{301}.U"),
            ("\u{591}.", "."),
            ("Ёлка", "елка"),
            ("ﬁnal", "final"),
            ("multi\u{ad}lateral\u{ad}ism", "multilateralism"),
            ("wo\u{200b}r\u{2060}d\u{feff}s\u{200d}", "words"),
            ("\u{200f}שלום\u{200e}", "שלום"),
            ("ΛΟΓΟΣ", "λόγος"),
            ("λογοσ", "λόγος"),
            ("أمن", "امن"),
            ("الإسلام", "الاسلام"),
            ("الـقـرار", "القرار"),
            ("كتاب", "کتاب"),
            ("على", "علی"),
            ("٢٠٢٥", "2025"),
            ("۱۴۰۴", "1404"),
            ("Þór", "thor"),
            ("Ħal", "hal"),
            ("Ŋŧ", "nt"),
            ("10,000", "10000"),
            ("1’234’567", "1234567"),
            ("1'234'567", "1234567"),
            ("1.234.567", "1234567"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
        for (one, other) in [("की", "क"), ("1.234", "1234"), ("1,23", "123"), ("1,2345", "12345"), ("10:30", "1030")]
        {
            assert_ne!(fold(one), fold(other), "{one} {other}");
        }
    }

    #[test]
    fn ise_and_ize_spellings_map_to_each_other() {
        for (one, other) in [
            ("digitalisation", "digitalization"),
            ("modernise", "modernize"),
            ("recognizing", "recognising"),
            ("organisational", "organizational"),
            ("organisation's", "organization's"),
        ] {
            assert_eq!(alternate_spelling(one).as_deref(), Some(other));
            assert_eq!(alternate_spelling(other).as_deref(), Some(one));
        }
        for word in ["rise", "size", "wise", "prize", "this", "visa"] {
            assert_eq!(alternate_spelling(word), None, "{word}");
        }
    }

    #[test]
    fn letters_of_related_alphabets_match_loosely() {
        let loosely = |word: &str, typed: &str| matches_loosely(&fold(word), &fold(typed));
        for (word, typed, expected) in [
            ("Қазақстан", "Казакстан", Some(true)),
            ("Қазақстан", "Казахстан", Some(true)),
            ("Казахстан", "Қазақстан", Some(true)),
            ("Қазақстан", "казах", Some(false)),
            ("өз", "оз", Some(true)),
            ("жұмыс", "жумыс", Some(true)),
            ("ең", "ен", Some(true)),
            ("Müller", "Mueller", Some(true)),
            ("Goebbels", "Göbbels", Some(true)),
            ("Əliyev", "Aliyev", Some(true)),
            ("кот", "хот", None),
            ("du", "due", None),
            ("to", "toe", None),
            ("quen", "queen", None),
            ("issu", "issue", None),
            ("bing", "being", None),
        ] {
            assert_eq!(loosely(word, typed), expected, "{typed} for {word}");
        }
    }

    /// Reference implementation of [`fold`].
    fn fold_reference(word: &str) -> String {
        fold_chars(word).map(|(c, _)| c).collect()
    }

    /// Reference implementation of [`alternate_spelling`]: tries each ending.
    fn alternate_spelling_reference(folded: &str) -> Option<String> {
        let word = without_possessive(folded);
        let possessive = &folded[word.len()..];
        ["e", "ed", "es", "er", "ers", "ing", "ation", "ations", "ational", "ationally", "able", "ingly"]
            .iter()
            .flat_map(|ending| [("is", "iz", ending), ("iz", "is", ending)])
            .find_map(|(from, to, ending)| {
                let stem = word.strip_suffix(ending)?.strip_suffix(from)?;
                (stem.chars().count() >= 3).then(|| format!("{stem}{to}{ending}{possessive}"))
            })
    }

    #[test]
    fn every_char_folds_as_in_the_reference() {
        let mut out = String::from("what was before");
        for c in '\0'..=char::MAX {
            let mut buffer = [0; 4];
            let word = &*c.encode_utf8(&mut buffer);
            fold_into(word, &mut out);
            assert_eq!(out, fold_reference(word), "{c:?}");
        }
    }

    #[test]
    fn possessive_endings_are_stripped() {
        assert_eq!(without_possessive("kazakhstan's"), "kazakhstan");
        assert_eq!(without_possessive("nations'"), "nations");
        assert_eq!(without_possessive("that"), "that");
    }

    #[test]
    fn indices_map_back_to_whole_graphemes() {
        for (word, picked, parts) in [
            ("Straße", vec![4, 5], vec!["ß"]),
            ("nai\u{308}ve", vec![2, 3], vec!["i\u{308}v"]),
            ("China", vec![0, 2], vec!["C", "i"]),
            ("U.N", vec![0, 1], vec!["U", "N"]),
            ("a", vec![7], vec![]),
        ] {
            let found: Vec<&str> = source_ranges(word, &picked).into_iter().map(|range| &word[range]).collect();
            assert_eq!(found, parts, "{word}");
        }
    }

    proptest::proptest! {
        #[test]
        fn folding_matches_the_reference(word in "([a-zA-Z]|[.,'’‘ʼ]|[0-9]{3}|[éÉßŁжЖёЙ中ﬁİςΣأ\u{640}\u{301}\u{ad}\u{200b}\u{200d}]|\\PC){0,12}") {
            proptest::prop_assert_eq!(fold(&word), fold_reference(&word));
        }

        #[test]
        fn acronyms_fold_as_in_the_reference(word in "([A-Z]\\.|[é.a’1]){0,5}") {
            proptest::prop_assert_eq!(fold(&word), fold_reference(&word));
        }

        #[test]
        fn alternate_spelling_matches_the_reference(word in "[a-gé']{0,4}(is|iz|i){1,2}(e|ed|es|er|ers|ing|ation|ations|ational|ationally|able|ingly|[a-z]{0,3})('s|s'|'|s)?") {
            proptest::prop_assert_eq!(alternate_spelling(&word), alternate_spelling_reference(&word));
        }

        #[test]
        fn folding_is_idempotent(word in "\\PC{0,12}") {
            let once = fold(&word);
            proptest::prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn source_ranges_lie_within_the_word(word in "\\PC{0,12}", picked in proptest::collection::vec(0_usize..14, 0..6)) {
            let mut picked = picked;
            picked.sort_unstable();
            for range in source_ranges(&word, &picked) {
                proptest::prop_assert!(word.get(range).is_some());
            }
        }
    }
}
