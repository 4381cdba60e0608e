//! English possessives: `Doe’s`, `the referees’ body`.

use std::ops::Range;

/// The key of a word without its English possessive, and whether it had one.
pub(crate) fn without_possessive(key: &str) -> (&str, bool) {
    let bare = key.strip_suffix("'s").or_else(|| key.strip_suffix("s'").map(|_| &key[..key.len() - 1]));
    (bare.unwrap_or(key), bare.is_some())
}

/// The length of the apostrophe behind an English plural that is possessive: `the referees’ body`.
pub(super) fn plural_possessive(text: &str, word: &Range<usize>, is_in_term: bool) -> usize {
    let rest = &text[word.end..];
    let apostrophe = rest.chars().next().filter(|c| matches!(c, '\'' | '’'));
    let goes_on =
        |c: char| rest[c.len_utf8()..].strip_prefix(' ').is_some_and(|it| it.starts_with(char::is_alphabetic));
    let is_plural = text[word.clone()].ends_with('s') && word.len() > 3 && !is_in_term;
    apostrophe.filter(|&c| is_plural && goes_on(c)).map_or(0, char::len_utf8)
}
