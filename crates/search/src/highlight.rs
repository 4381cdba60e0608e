//! Finds the ranges of a text that a query matches.

use std::ops::Range;

use crate::match_tier::{Form, Tier, fits_phrase};
use crate::query::{Query, Term};
use crate::typo::Near;
use kzq_text::fold::{fold_into, other_spelling, unfold};
use kzq_text::ranges::merged;
use kzq_text::words::words;

/// Returns the ranges of `text` that match the words and phrases of `query`, in bytes: whole graphemes, sorted, without
/// overlaps.
///
/// Fuzzy matches are included only if `with_fuzzy` is set, because the entry itself matched fuzzily, and only for words
/// without an exact match in the text. Streams over the words without storing them, because a text may be long.
pub fn highlights(query: &Query, text: &str, near: bool) -> Vec<Range<usize>> {
    let judge = near.then(Near::default);
    let mut seekers: Vec<Seeker<'_>> = query.sought().filter_map(|term| Seeker::of(term, judge.as_ref())).collect();
    if seekers.is_empty() {
        return Vec::new();
    }
    let mut folded = String::new();
    for (range, word) in words(text) {
        fold_into(word, &mut folded);
        let other = other_spelling(&folded);
        let found = Found { form: Form { folded: &folded, other: other.as_deref() }, word, range };
        for seeker in &mut seekers {
            seeker.look_at(&found);
        }
    }
    merged(seekers.into_iter().flat_map(Seeker::finish).collect())
}

/// A word of the text.
struct Found<'t> {
    form: Form<'t>,
    word: &'t str,
    range: Range<usize>,
}

/// Matches one term, word by word.
enum Seeker<'q> {
    Word {
        typed: &'q str,
        sure: Vec<Range<usize>>,
        /// Fuzzy matches, used only if there is no exact one.
        nearly: Vec<Range<usize>>,
        near: Option<&'q Near>,
    },
    Phrase {
        words: &'q [String],
        open: bool,
        /// For each possible start of the phrase, its offset and how many words have matched.
        begun: Vec<(usize, usize)>,
        ranges: Vec<Range<usize>>,
    },
}

impl<'q> Seeker<'q> {
    fn of(term: &'q Term, near: Option<&'q Near>) -> Option<Self> {
        match term {
            Term::Word(typed) => Some(Self::Word { typed, sure: Vec::new(), nearly: Vec::new(), near }),
            Term::Phrase { words, open } => {
                Some(Self::Phrase { words, open: *open, begun: Vec::new(), ranges: Vec::new() })
            }
            Term::Field(..) | Term::Not(_) => None,
        }
    }

    fn look_at(&mut self, found: &Found<'_>) {
        match self {
            Self::Word { typed, sure, nearly, near } => {
                if let Some(tier) = found.form.sure_tier(typed) {
                    sure.extend(sure_ranges(typed, tier, found));
                } else if let Some(near) = near.filter(|_| sure.is_empty()) {
                    nearly.extend(near_ranges(typed, found, near));
                }
            }
            Self::Phrase { words, open, begun, ranges } => {
                begun.push((found.range.start, 0));
                begun.retain_mut(|(start, come)| {
                    let fits = fits_phrase(found.form, words, *come, *open);
                    *come += 1;
                    if fits && *come == words.len() {
                        ranges.push(*start..found.range.end);
                    }
                    fits && *come < words.len()
                });
            }
        }
    }

    fn finish(self) -> Vec<Range<usize>> {
        match self {
            Self::Word { sure, nearly, .. } if sure.is_empty() => nearly,
            Self::Word { sure: ranges, .. } | Self::Phrase { ranges, .. } => ranges,
        }
    }
}

/// The matched letters of an exact match.
fn sure_ranges(typed: &str, tier: Tier, found: &Found<'_>) -> Vec<Range<usize>> {
    let folded = found.form.folded;
    let from = match tier {
        Tier::Part => folded.find(typed).map_or(0, |at| folded[..at].chars().count()),
        Tier::Whole | Tier::Start | Tier::Near => 0,
    };
    let picked: Vec<usize> = (from..from + typed.chars().count()).collect();
    found.in_text(unfold(found.word, &picked))
}

/// The matched letters of a fuzzy match, or the whole word if they cannot be aligned.
fn near_ranges(typed: &str, found: &Found<'_>, near: &Near) -> Vec<Range<usize>> {
    if !near.is_near(typed, found.form.folded) {
        return Vec::new();
    }
    let whole = || std::iter::once(0..found.word.len()).collect();
    let picked = near.matched(typed, found.form.folded);
    found.in_text(picked.map_or_else(whole, |picked| unfold(found.word, &picked)))
}

impl Found<'_> {
    /// Converts ranges within the word to ranges within the text.
    fn in_text(&self, ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
        ranges.into_iter().map(|range| self.range.start + range.start..self.range.start + range.end).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::match_tier::{Token, phrase_starts, tokens};

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

    /// Reference implementation: tokenises the whole text and matches term by term.
    fn plainly(query: &Query, text: &str, near: bool) -> Vec<Range<usize>> {
        let tokens = tokens(text);
        let judge = Near::default();
        let of_word = |typed: &str| {
            let found = |token: &Token| Found {
                form: Form { folded: "", other: None },
                word: &text[token.range.clone()],
                range: token.range.clone(),
            };
            let sure = tokens.iter().filter_map(|token| {
                let tier = token.form().sure_tier(typed)?;
                Some(sure_ranges(typed, tier, &Found { form: token.form(), ..found(token) }))
            });
            let sure: Vec<_> = sure.flatten().collect();
            let near = tokens
                .iter()
                .filter(|_| near && sure.is_empty())
                .flat_map(|token| near_ranges(typed, &Found { form: token.form(), ..found(token) }, &judge));
            near.chain(sure.iter().cloned()).collect::<Vec<_>>()
        };
        let of_term = |term: &Term| match term {
            Term::Word(typed) => of_word(typed),
            Term::Phrase { words, open } => phrase_starts(&tokens, words, *open)
                .map(|at| tokens[at].range.start..tokens[at + words.len() - 1].range.end)
                .collect(),
            Term::Field(..) | Term::Not(_) => Vec::new(),
        };
        merged(query.sought().flat_map(of_term).collect())
    }

    proptest::proptest! {
        #[test]
        fn one_look_at_each_word_finds_what_many_looks_find(
            typed in "(([ab]{1,2}|abab|digitalise)[ ’]){1,4}|\"([ab] ){1,3}[ab]\"?|[ab] \"a b",
            text in "(([ab]{1,2}|abab|aba|cabab|Digitalization)[ ’.]){0,12}",
            near: bool,
        ) {
            let query = Query::parse(&typed);
            proptest::prop_assert_eq!(highlights(&query, &text, near), plainly(&query, &text, near));
        }

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
