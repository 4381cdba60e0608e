//! Which parts of a text a query matched.

use std::ops::Range;

use super::near::Near;
use super::query::{Query, Term};
use super::words::{Tier, Token, phrase_starts, tokens};
use crate::text::fold::unfold;
use crate::text::ranges::merged;

/// The parts of `text` that the words and phrases of `query` matched: byte ranges of whole graphemes,
/// in order, without overlaps.
///
/// Near words are shown only where `near` says that the entry was found by them, and only where the text has no
/// surer place for the word.
pub fn highlights(query: &Query, text: &str, near: bool) -> Vec<Range<usize>> {
    if query.sought().next().is_none() {
        return Vec::new();
    }
    let tokens = tokens(text);
    let judge = near.then(Near::default);
    merged(query.sought().flat_map(|term| term_ranges(term, text, &tokens, judge.as_ref())).collect())
}

fn term_ranges(term: &Term, text: &str, tokens: &[Token], near: Option<&Near>) -> Vec<Range<usize>> {
    match term {
        Term::Word(typed) => {
            let sure = tokens.iter().filter_map(|token| sure_ranges(typed, text, token)).flatten().collect::<Vec<_>>();
            match near {
                Some(near) if sure.is_empty() => {
                    tokens.iter().filter_map(|token| near_ranges(typed, text, token, near)).flatten().collect()
                }
                _ => sure,
            }
        }
        Term::Phrase { words, open } => phrase_starts(tokens, words, *open)
            .map(|at| tokens[at].range.start..tokens[at + words.len() - 1].range.end)
            .collect(),
        Term::Field(..) | Term::Not(_) => Vec::new(),
    }
}

/// The letters of a word that surely holds a typed one.
fn sure_ranges(typed: &str, text: &str, token: &Token) -> Option<Vec<Range<usize>>> {
    let from = match token.form().sure_tier(typed)? {
        Tier::Part => token.form().folded.find(typed).map_or(0, |at| token.form().folded[..at].chars().count()),
        Tier::Whole | Tier::Start | Tier::Near => 0,
    };
    let picked: Vec<usize> = (from..from + typed.chars().count()).collect();
    Some(in_text(token, unfold(&text[token.range.clone()], &picked)))
}

/// The letters of a word that were typed, or the whole of it where the slip does not let that be told.
fn near_ranges(typed: &str, text: &str, token: &Token, near: &Near) -> Option<Vec<Range<usize>>> {
    near.is_near(typed, &token.form().folded).then(|| {
        let word = &text[token.range.clone()];
        let whole = || std::iter::once(0..word.len()).collect();
        in_text(token, near.matched(typed, &token.form().folded).map_or_else(whole, |picked| unfold(word, &picked)))
    })
}

/// Ranges of a word as ranges of its text.
fn in_text(token: &Token, ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.into_iter().map(|range| token.range.start + range.start..token.range.start + range.end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(typed: &str, text: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        for range in highlights(&Query::parse(typed), text, true) {
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

    #[test]
    fn near_words_are_marked_only_where_they_are_why_it_was_found() {
        let query = Query::parse("border");
        assert_eq!(highlights(&query, "law and order", true).len(), 1);
        assert_eq!(highlights(&query, "law and order", false), []);
    }

    proptest::proptest! {
        #[test]
        fn marks_are_parts_of_the_text_in_order(typed in "(\\PC|[a-c’ \"]){0,12}", text in "(\\PC|[a-c’ ß\u{301}]){0,30}") {
            let mut at = 0;
            for range in highlights(&Query::parse(&typed), &text, true) {
                proptest::prop_assert!(range.start >= at && !range.is_empty());
                proptest::prop_assert!(text.get(range.clone()).is_some());
                at = range.end;
            }
        }
    }
}
