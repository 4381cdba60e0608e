//! Finds the ranges of a text that a query matches.

use std::ops::Range;

use crate::match_tier::{MatchTier, WordForms, matches_loosely, matches_phrase_word};
use crate::pattern::Pattern;
use crate::query::Query;
use crate::term::Term;
use crate::typo::TypoMatcher;
use kzq_text::fold::{alternate_spelling, fold_into, source_ranges};
use kzq_text::ranges::merge_ranges;
use kzq_text::words::words;

/// Returns the ranges of `text` that match the words and phrases of `query`, in bytes: whole graphemes, sorted, without
/// overlaps.
///
/// Fuzzy matches are included only if `with_fuzzy` is set, because the entry itself matched fuzzily, and only for words
/// without an exact match in the text. Streams over the words without storing them, because a text may be long.
pub fn match_ranges(query: &Query, text: &str, with_fuzzy: bool) -> Vec<Range<usize>> {
    let typos = with_fuzzy.then(TypoMatcher::default);
    let mut matchers: Vec<TermMatcher<'_>> =
        query.highlighted_terms().filter_map(|term| TermMatcher::new(term, typos.as_ref())).collect();
    let mut folded = String::new();
    let seen = if matchers.is_empty() { "" } else { text };
    for (range, word) in words(seen) {
        fold_into(word, &mut folded);
        let other = alternate_spelling(&folded);
        let found = TextWord { form: WordForms { folded: &folded, variant: other.as_deref() }, word, range };
        for seeker in &mut matchers {
            seeker.push(&found);
        }
    }
    let literals = query
        .highlighted_terms()
        .filter_map(|term| if let Term::Literal(literal) = term { Some(literal) } else { None });
    let signs = literals.flat_map(|literal| literal.ranges(text));
    merge_ranges(matchers.into_iter().flat_map(TermMatcher::finish).chain(signs).collect())
}

/// A word of the text.
struct TextWord<'t> {
    form: WordForms<'t>,
    word: &'t str,
    range: Range<usize>,
}

/// Matches one term, word by word.
enum TermMatcher<'q> {
    Word {
        typed: &'q str,
        exact: Vec<Range<usize>>,
        /// Fuzzy matches, used only if there is no exact one.
        fuzzy: Vec<Range<usize>>,
        typos: Option<&'q TypoMatcher>,
    },
    Phrase {
        words: &'q [String],
        is_prefix: bool,
        /// For each possible start of the phrase, its offset and how many words have matched.
        candidates: Vec<(usize, usize)>,
        ranges: Vec<Range<usize>>,
    },
    Near {
        words: &'q [String],
        within: usize,
        /// How many words of the text have been read.
        position: usize,
        /// The words of the term that were found: the position, which one, the range in the text.
        found: Vec<(usize, usize, Range<usize>)>,
    },
    Pattern {
        pattern: &'q Pattern,
        ranges: Vec<Range<usize>>,
    },
}

impl<'q> TermMatcher<'q> {
    fn new(term: &'q Term, typos: Option<&'q TypoMatcher>) -> Option<Self> {
        match term {
            Term::Word(typed) => Some(Self::Word { typed, exact: Vec::new(), fuzzy: Vec::new(), typos }),
            Term::Phrase { words, is_prefix: open } => {
                Some(Self::Phrase { words, is_prefix: *open, candidates: Vec::new(), ranges: Vec::new() })
            }
            Term::Near { words, within } => Some(Self::Near { words, within: *within, position: 0, found: Vec::new() }),
            Term::Pattern(pattern) => Some(Self::Pattern { pattern, ranges: Vec::new() }),
            Term::Literal(_) | Term::Field(..) | Term::Not(_) | Term::Any(_) | Term::Nothing => None,
        }
    }

    fn push(&mut self, found: &TextWord<'_>) {
        match self {
            Self::Word { typed, exact: sure, fuzzy: nearly, typos: near } => {
                if let Some(tier) = found.form.exact_tier(typed) {
                    sure.extend(exact_ranges(typed, tier, found));
                } else if let Some(near) = near.filter(|_| sure.is_empty()) {
                    nearly.extend(fuzzy_ranges(typed, found, near));
                }
            }
            Self::Phrase { words, is_prefix: open, candidates: begun, ranges } => {
                begun.push((found.range.start, 0));
                begun.retain_mut(|(start, matched)| {
                    let fits = matches_phrase_word(found.form, words, *matched, *open);
                    *matched += 1;
                    if fits && *matched == words.len() {
                        ranges.push(*start..found.range.end);
                    }
                    fits && *matched < words.len()
                });
            }
            Self::Near { words, position, found: parts, .. } => {
                let which = words.iter().position(|word| found.form.equals(word));
                parts.extend(which.map(|which| (*position, which, found.range.clone())));
                *position += 1;
            }
            Self::Pattern { pattern, ranges } => {
                ranges.extend(pattern.is_in(found.form.folded).then(|| found.range.clone()));
            }
        }
    }

    fn finish(self) -> Vec<Range<usize>> {
        match self {
            Self::Word { exact: sure, fuzzy: nearly, .. } if sure.is_empty() => nearly,
            Self::Near { words, within, found, .. } => near_ranges(words.len(), within, &found),
            Self::Word { exact: ranges, .. } | Self::Phrase { ranges, .. } | Self::Pattern { ranges, .. } => ranges,
        }
    }
}

/// The words within windows that have all words of a near phrase; see [`Term::Near`].
fn near_ranges(count: usize, within: usize, found: &[(usize, usize, Range<usize>)]) -> Vec<Range<usize>> {
    let (mut ranges, mut in_window, mut missing) = (Vec::new(), vec![0_usize; count], count);
    let (mut end, mut marked) = (0, 0);
    for (at, (first, leaving, _)) in found.iter().enumerate() {
        while let Some((_, which, _)) = found.get(end).filter(|(position, ..)| position - first <= within) {
            missing -= usize::from(in_window[*which] == 0);
            in_window[*which] += 1;
            end += 1;
        }
        if missing == 0 {
            ranges.extend(found[at.max(marked)..end].iter().map(|(.., range)| range.clone()));
            marked = end;
        }
        in_window[*leaving] -= 1;
        missing += usize::from(in_window[*leaving] == 0);
    }
    ranges
}

/// The matched letters of an exact match.
fn exact_ranges(typed: &str, tier: MatchTier, found: &TextWord<'_>) -> Vec<Range<usize>> {
    let folded = found.form.folded;
    let from = match tier {
        MatchTier::Substring => folded.find(typed).map_or(0, |at| folded[..at].chars().count()),
        _ => 0,
    };
    let matched: Vec<usize> = (from..from + typed.chars().count()).collect();
    found.to_text_ranges(source_ranges(found.word, &matched))
}

/// The matched letters of a fuzzy match, or the whole word if they cannot be aligned.
fn fuzzy_ranges(typed: &str, found: &TextWord<'_>, typos: &TypoMatcher) -> Vec<Range<usize>> {
    let whole = || std::iter::once(0..found.word.len()).collect();
    if matches_loosely(found.form.folded, typed) {
        return found.to_text_ranges(whole());
    }
    if !typos.matches(typed, found.form.folded) {
        return Vec::new();
    }
    let picked = typos.matched_chars(typed, found.form.folded);
    found.to_text_ranges(picked.map_or_else(whole, |picked| source_ranges(found.word, &picked)))
}

impl TextWord<'_> {
    /// Converts ranges within the word to ranges within the text.
    fn to_text_ranges(&self, ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
        ranges.into_iter().map(|range| self.range.start + range.start..self.range.start + range.end).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::match_tier::{TextToken, phrase_starts, tokenize};

    fn marked(typed: &str, text: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        for range in match_ranges(&Query::parse(typed), text, true) {
            out += &text[at..range.start];
            out.extend(["[", &text[range.clone()], "]"]);
            at = range.end;
        }
        out + &text[at..]
    }

    #[test]
    fn matches_are_highlighted() {
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
            ("C++", "in C++, not C", "in [C++], not [C]"),
            ("\"war peace\"~2", "war, war and peace: peace war", "war, [war] and [peace]: [peace] [war]"),
            ("😀", "so 😀!", "so [😀]!"),
            ("казах", "Қазақстан", "[Қазақстан]"),
        ] {
            assert_eq!(marked(typed, text), expected, "{typed}");
        }
    }

    #[test]
    fn fuzzy_matches_are_highlighted_only_in_fuzzy_hits() {
        let query = Query::parse("border");
        assert_eq!(match_ranges(&query, "law and order", true).len(), 1);
        assert!(match_ranges(&query, "law and order", false).is_empty());
    }

    /// Reference implementation: tokenises the whole text and matches term by term.
    fn reference_ranges(query: &Query, text: &str, near: bool) -> Vec<Range<usize>> {
        let tokens = tokenize(text);
        let judge = TypoMatcher::default();
        let of_word = |typed: &str| {
            let found = |token: &TextToken| TextWord {
                form: WordForms { folded: "", variant: None },
                word: &text[token.range.clone()],
                range: token.range.clone(),
            };
            let sure = tokens.iter().filter_map(|token| {
                let tier = token.forms().exact_tier(typed)?;
                Some(exact_ranges(typed, tier, &TextWord { form: token.forms(), ..found(token) }))
            });
            let sure: Vec<_> = sure.flatten().collect();
            let near = tokens
                .iter()
                .filter(|_| near && sure.is_empty())
                .flat_map(|token| fuzzy_ranges(typed, &TextWord { form: token.forms(), ..found(token) }, &judge));
            near.chain(sure.iter().cloned()).collect::<Vec<_>>()
        };
        let of_term = |term: &Term| match term {
            Term::Word(typed) => of_word(typed),
            Term::Phrase { words, is_prefix: open } => phrase_starts(&tokens, words, *open)
                .map(|at| tokens[at].range.start..tokens[at + words.len() - 1].range.end)
                .collect(),
            _ => Vec::new(),
        };
        merge_ranges(query.highlighted_terms().flat_map(of_term).collect())
    }

    proptest::proptest! {
        #[test]
        fn streaming_agrees_with_the_reference(
            typed in "(([ab]{1,2}|abab|digitalise)[ ’]){1,4}|\"([ab] ){1,3}[ab]\"?|[ab] \"a b",
            text in "(([ab]{1,2}|abab|aba|cabab|Digitalization)[ ’.]){0,12}",
            near: bool,
        ) {
            let query = Query::parse(&typed);
            proptest::prop_assert_eq!(match_ranges(&query, &text, near), reference_ranges(&query, &text, near));
        }

        #[test]
        fn ranges_are_sorted_and_within_the_text(typed in "(\\PC|[a-c’ \"]){0,12}", text in "(\\PC|[a-c’ ß\u{301}]){0,30}") {
            let mut at = 0;
            for range in match_ranges(&Query::parse(&typed), &text, true) {
                proptest::prop_assert!(range.start >= at && !range.is_empty());
                proptest::prop_assert!(text.get(range.clone()).is_some());
                at = range.end;
            }
        }
    }
}
