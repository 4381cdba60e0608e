//! Which parts of a text a query matched.

use std::ops::Range;

use super::near::Near;
use super::query::{Query, Term};
use super::words::{Tier, Token, phrase_starts, tokens};
use crate::text::fold::unfold;

/// The parts of `text` that the words and phrases of `query` matched: byte ranges of whole graphemes,
/// in order, without overlaps.
///
/// Near words are shown only where the text has no surer place for the word.
pub fn highlights(query: &Query, text: &str) -> Vec<Range<usize>> {
    if query.sought().next().is_none() {
        return Vec::new();
    }
    let tokens = tokens(text);
    let near = Near::default();
    let mut ranges: Vec<Range<usize>> =
        query.sought().flat_map(|term| term_ranges(term, text, &tokens, &near)).collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    merge(ranges)
}

fn term_ranges(term: &Term, text: &str, tokens: &[Token], near: &Near) -> Vec<Range<usize>> {
    match term {
        Term::Word(typed) => {
            let sure = word_ranges(typed, text, tokens, |token| token.sure_tier(typed), near);
            if sure.is_empty() { word_ranges(typed, text, tokens, |token| token.tier(typed, near), near) } else { sure }
        }
        Term::Phrase { words, open } => phrase_starts(tokens, words, *open)
            .map(|at| tokens[at].range.start..tokens[at + words.len() - 1].range.end)
            .collect(),
        Term::Field(..) | Term::Not(_) => Vec::new(),
    }
}

fn word_ranges(
    typed: &str,
    text: &str,
    tokens: &[Token],
    tier: impl Fn(&Token) -> Option<Tier>,
    near: &Near,
) -> Vec<Range<usize>> {
    let part = |token: &Token| tier(token).map(|tier| token_ranges(typed, tier, text, token, near));
    tokens.iter().filter_map(part).flatten().collect()
}

/// The letters of one word that a typed word matched.
fn token_ranges(typed: &str, tier: Tier, text: &str, token: &Token, near: &Near) -> Vec<Range<usize>> {
    let word = &text[token.range.clone()];
    let typed_letters = typed.chars().count();
    let from = match tier {
        Tier::Whole | Tier::Start => Some(0),
        Tier::Part => token.folded.find(typed).map(|at| token.folded[..at].chars().count()),
        Tier::Near => None,
    };
    let picked = match from {
        Some(from) => Some((from..from + typed_letters).collect()),
        None => near.matched(typed, &token.folded),
    };
    let whole = || std::iter::once(0..word.len()).collect();
    let ranges = picked.map_or_else(whole, |picked: Vec<usize>| unfold(word, &picked));
    ranges.into_iter().map(|range| token.range.start + range.start..token.range.start + range.end).collect()
}

/// Merges ranges, sorted by their start, that overlap or touch.
fn merge(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(typed: &str, text: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        for range in highlights(&Query::parse(typed), text) {
            out += &text[at..range.start];
            out.extend(["[", &text[range.clone()], "]"]);
            at = range.end;
        }
        out + &text[at..]
    }

    #[test]
    fn what_was_typed_is_marked() {
        for (typed, text, expected) in [
            ("china", "China’s Chairman of China", "[China]’s Chairman of [China]"),
            ("chi", "China", "[Chi]na"),
            ("carbon", "hydrocarbons", "hydro[carbon]s"),
            ("un reform", "reform the UN; reforming", "[reform] the [UN]; [reform]ing"),
            ("\"security council\"", "the Security Council’s security", "the [Security Council’s] security"),
            ("digitalization", "Digitalisation", "[Digitalisation]"),
            ("secrity", "security", "[sec]u[rity]"),
            ("hydrocrabon", "hydrocarbon", "[hydrocarbon]"),
            ("ai", "he said", "he said"),
            ("!china war", "China at war", "China at [war]"),
            ("strasse", "Straße", "[Straße]"),
            ("stras", "Straße", "[Straß]e"),
            ("naive", "nai\u{308}ve", "[nai\u{308}ve]"),
            ("kind:quote", "quote", "quote"),
        ] {
            assert_eq!(marked(typed, text), expected, "{typed}");
        }
    }

    proptest::proptest! {
        #[test]
        fn marks_are_parts_of_the_text_in_order(typed in "(\\PC|[a-c’ \"]){0,12}", text in "(\\PC|[a-c’ ß\u{301}]){0,30}") {
            let mut at = 0;
            for range in highlights(&Query::parse(&typed), &text) {
                proptest::prop_assert!(range.start >= at && !range.is_empty());
                proptest::prop_assert!(text.get(range.clone()).is_some());
                at = range.end;
            }
        }
    }
}
