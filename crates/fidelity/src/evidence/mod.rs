//! Checks a paraphrase against the words it is based on: which of its words and facts they do not support.
//!
//! Words are compared folded and by stem (`stem.rs`), numbers by value (`number.rs`); stop words are ignored. It
//! finds words that are *not in the original*, and negations that one of the two lacks (`negation_scope.rs`). Whether that is
//! wrong, and whether words that are all there mean the same, is for the user to judge.

mod country;
pub(crate) mod negation;
mod negation_scope;
pub(crate) mod number;
mod shift;
mod shift_kind;
mod shift_words;
mod stem;
mod token;

use std::collections::HashSet;
use std::ops::Range;

use self::country::same_country;
use self::negation_scope::{Clause, MAX_CLAUSES, clauses, dropped_negations};
use self::shift::{Statements, shifts};
use self::stem::{StemSet, lookup_key};
use self::token::{ContentKind, ContentToken, is_folded_stop_word, tokenize};
use kzq_text::fold::fold;
use kzq_text::ranges::merge_ranges;
use kzq_text::words::words;
pub use shift::Shift;
pub use shift_kind::ShiftKind;
pub use token::Fact;

/// Texts indexed as evidence, with which other texts are compared.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    stems: StemSet,
    /// The possible acronyms of capitalised words in a row: `un` for `United Nations`.
    acronyms: HashSet<String>,
    texts: Vec<(String, Vec<ContentToken>)>,
}

/// What in a text the evidence does not support.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unsupported {
    /// The unsupported words, adjacent ones merged: sorted, disjoint byte ranges.
    pub words: Vec<Range<usize>>,
    /// The facts among them, in order. A name of several words is one fact; a number includes the word after it, which
    /// says what is counted.
    pub facts: Vec<(Fact, Range<usize>)>,
    /// Negations in the evidence that the text drops, as excerpts of the evidence.
    pub dropped_negations: Vec<String>,
    /// Negations in the text that the evidence does not have; byte ranges.
    pub added_negations: Vec<Range<usize>>,
    /// The same claim with more or less certainty, about more or fewer, on another condition, or the other way round.
    pub shifts: Vec<Shift>,
    /// The total number of content words checked.
    pub words_checked: usize,
}

/// Words that make no claim in a text about a speaker: the speaker's names and office.
#[derive(Clone, Debug, Default)]
pub struct SpeakerWords(Vec<String>);

impl SpeakerWords {
    /// Collects the words of some names.
    pub fn from_names<'t>(names: impl IntoIterator<Item = &'t str>) -> Self {
        Self(names.into_iter().flat_map(words).map(|(_, word)| lookup_key(&fold(word))).collect())
    }
}

impl Evidence {
    /// Adds a text to the evidence.
    pub fn add_text(&mut self, text: &str) {
        let tokens = tokenize(text, &[]);
        // Skip stop words, so that `it` does not support `IT`; but `one` is a number.
        for token in tokens.iter().filter(|token| token.kind != ContentKind::StopWord || token.key.starts_with('#')) {
            self.stems.insert(&token.key);
        }
        for run in capitalised_runs(text, &tokens) {
            self.acronyms.extend(subruns(&run).map(|part| initials(text, part)));
        }
        if text.contains('%') {
            for word in ["percent", "per", "cent"] {
                self.stems.insert(word);
            }
        }
        self.texts.push((text.to_owned(), tokens));
    }

    /// Finds what in a text is not supported by the evidence.
    pub fn unsupported(&self, text: &str, speaker_words: &SpeakerWords) -> Unsupported {
        let tokens = tokenize(text, &speaker_words.0);
        let missing = self.missing(text, &tokens);
        let words = selected_runs(&tokens, |at| missing[at]);
        let own_clauses = clauses(text, &tokens);
        let evidence_clauses: Vec<Clause> =
            self.texts.iter().flat_map(|(text, tokens)| clauses(text, tokens)).take(MAX_CLAUSES).collect();
        let own_statements = Statements::of([(text, tokens.as_slice())]);
        let evidence_statements =
            Statements::of(self.texts.iter().map(|(text, tokens)| (text.as_str(), tokens.as_slice())));
        Unsupported {
            dropped_negations: dropped_negations(&evidence_clauses, &own_clauses)
                .into_iter()
                .map(|denied| denied.excerpt.clone())
                .collect(),
            added_negations: dropped_negations(&own_clauses, &evidence_clauses)
                .into_iter()
                .map(|denied| denied.at.clone())
                .collect(),
            shifts: shifts(&evidence_statements, &own_statements),
            words,
            facts: facts(text, &tokens, &missing),
            words_checked: tokens.iter().filter(|token| token.kind != ContentKind::StopWord).count(),
        }
    }

    /// For each token of a text, whether it is a content word that the evidence does not have.
    fn missing(&self, text: &str, tokens: &[ContentToken]) -> Vec<bool> {
        let is_missing = |token: &ContentToken| token.kind != ContentKind::StopWord && !self.supports(token);
        let mut missing: Vec<bool> = tokens.iter().map(is_missing).collect();
        for run in capitalised_runs(text, tokens) {
            for part in subruns(&run).filter(|part| self.stems.contains_exactly(&initials(text, part))) {
                for &(at, _) in part {
                    missing[at] = false;
                }
            }
        }
        missing
    }

    /// The content words of a text that occur in the evidence, adjacent ones merged.
    pub fn shared_ranges(&self, text: &str) -> Vec<Range<usize>> {
        let tokens = tokenize(text, &[]);
        selected_runs(&tokens, |at| tokens[at].kind != ContentKind::StopWord && self.supports(&tokens[at]))
    }

    /// Whether every content word of a text occurs in the evidence.
    pub fn supports_all(&self, text: &str) -> bool {
        tokenize(text, &[]).iter().all(|token| token.kind == ContentKind::StopWord || self.supports(token))
    }

    /// Whether a word, given by its lookup key, occurs in the evidence.
    pub(super) fn contains_key(&self, word: &str) -> bool {
        self.stems.contains(word)
    }

    fn supports(&self, token: &ContentToken) -> bool {
        self.stems.contains(&token.key)
            || same_country(&token.key).iter().any(|word| self.stems.contains_exactly(word))
            || (token.kind == ContentKind::Fact(Fact::Name) && self.acronyms.contains(&token.key))
    }
}

/// The content words of a text, each once: lookup key and spelling.
pub(super) fn content_words(text: &str, speaker_words: &SpeakerWords) -> Vec<(String, String)> {
    let mut seen = HashSet::new();
    let is_content_word =
        |token: &ContentToken| token.kind != ContentKind::StopWord && !token.key.starts_with('#') && token.key != "not";
    tokenize(text, &speaker_words.0)
        .into_iter()
        .filter(|token| is_content_word(token) && seen.insert(token.key.clone()))
        .map(|token| (token.key, text[token.range].to_owned()))
        .collect()
}

/// The numbers, dates and names of a sentence fragment that are missing from `other`, as printed.
pub(super) fn facts_missing_from(words: &str, other: &str) -> Vec<String> {
    let mut evidence = Evidence::default();
    evidence.add_text(other);
    let words = in_sentence(words);
    let tokens = tokenize(&words, &[]);
    let facts = facts(&words, &tokens, &evidence.missing(&words, &tokens));
    facts.into_iter().map(|(_, range)| words[range].to_owned()).collect()
}

/// Whether a sentence fragment contains a number, a date or a name.
pub(super) fn has_facts(words: &str) -> bool {
    tokenize(&in_sentence(words), &[]).iter().any(|token| matches!(token.kind, ContentKind::Fact(_)))
}

/// Whether a sentence fragment contains names and no other content words.
pub(super) fn has_only_names(words: &str) -> bool {
    let tokens = tokenize(&in_sentence(words), &[]);
    tokens.iter().all(|token| matches!(token.kind, ContentKind::Fact(Fact::Name) | ContentKind::StopWord))
}

/// Whether two folded words are related, or name the same country.
pub(super) fn is_related(one: &str, other: &str) -> bool {
    let (one, other) = (lookup_key(one), lookup_key(other));
    StemSet::from_iter([one.as_str()]).contains(&other) || same_country(&one).contains(&other.as_str())
}

/// Whether a word negates, or says as much: `refuse`.
pub(super) fn is_negative(word: &str) -> bool {
    negation::is_negation(word) || negation_scope::is_implicit_negation(&lookup_key(&fold(word)))
}

/// Whether a folded word cancels a negation before it: `only` in `not only`.
pub(super) fn cancels_negation(folded: &str) -> bool {
    negation_scope::NEGATION_CANCELLERS.contains(&folded)
}

/// Whether a word is a stop word.
pub(super) fn is_stop_word(word: &str) -> bool {
    is_folded_stop_word(&fold(word))
}

/// Prefixes a fragment with a word, so that its first word is not taken for the beginning of a sentence.
fn in_sentence(words: &str) -> String {
    format!("the {words}")
}

/// The ranges of the tokens selected by `is_selected`, adjacent ones merged.
fn selected_runs(tokens: &[ContentToken], is_selected: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut was_selected = false;
    for (at, token) in tokens.iter().enumerate() {
        let selected = is_selected(at);
        match runs.last_mut().filter(|_| selected && was_selected && token.follows_closely) {
            Some(run) => run.end = token.range.end,
            None if selected => runs.push(token.range.clone()),
            None => {}
        }
        was_selected = selected;
    }
    merge_ranges(runs)
}

/// The facts among missing tokens.
fn facts(text: &str, tokens: &[ContentToken], missing: &[bool]) -> Vec<(Fact, Range<usize>)> {
    let mut facts: Vec<(Fact, Range<usize>)> = Vec::new();
    let mut last: Option<(usize, Fact)> = None;
    for (at, token) in tokens.iter().enumerate().filter(|&(at, _)| missing[at]) {
        let ContentKind::Fact(fact) = token.kind else { continue };
        let goes_on = last == at.checked_sub(1).map(|before| (before, fact)) && token.follows_closely;
        match facts.last_mut().filter(|_| goes_on && fact != Fact::Number) {
            Some((_, range)) => range.end = token.range.end,
            None => facts.push((fact, token.range.clone())),
        }
        last = Some((at, fact));
        // Include what is counted.
        let unit = tokens.get(at + 1).filter(|unit| {
            let is_word =
                matches!(unit.kind, ContentKind::Word) && !text[unit.range.clone()].starts_with(char::is_uppercase);
            fact == Fact::Number && unit.follows_closely && is_word
        });
        if let (Some(unit), Some((_, range))) = (unit, facts.last_mut()) {
            range.end = unit.range.end;
        } else if let Some((_, range)) = facts.last_mut().filter(|_| text[token.range.end..].starts_with('%')) {
            range.end += 1;
        }
    }
    facts
}

/// Runs of two or more capitalised tokens, as index and byte range; small words may come between them.
fn capitalised_runs(text: &str, tokens: &[ContentToken]) -> Vec<Vec<(usize, Range<usize>)>> {
    /// Maximum length of an acronym.
    const MAX_ACRONYM_LEN: usize = 8;
    let mut rows: Vec<Vec<(usize, Range<usize>)>> = Vec::new();
    let mut row = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let is_capital = text[token.range.clone()].starts_with(char::is_uppercase);
        let is_between = token.follows_closely && matches!(token.key.as_str(), "of" | "and" | "for" | "the");
        if !is_capital && is_between && !row.is_empty() {
            continue;
        }
        if !(is_capital && token.follows_closely) || row.len() == MAX_ACRONYM_LEN {
            rows.push(std::mem::take(&mut row));
        }
        if is_capital {
            row.push((at, token.range.clone()));
        }
    }
    rows.push(row);
    rows.retain(|row| row.len() > 1);
    rows
}

/// All runs of two or more words in a row, each of which may be abbreviated.
fn subruns<T>(row: &[T]) -> impl Iterator<Item = &[T]> {
    (0..row.len()).flat_map(move |from| (from + 2..=row.len()).map(move |to| &row[from..to]))
}

/// The first letters of words, folded.
fn initials(text: &str, row: &[(usize, Range<usize>)]) -> String {
    fold(&row.iter().filter_map(|(_, range)| text[range.clone()].chars().next()).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the words and facts of a text that the evidence does not support.
    fn missing<'t>(told: &'t str, said: &[&str]) -> (Vec<&'t str>, Vec<&'t str>) {
        let mut ground = Evidence::default();
        for said in said {
            ground.add_text(said);
        }
        let unfounded =
            ground.unsupported(told, &SpeakerWords::from_names(["Kassym-Jomart Tokayev", "President of Kazakhstan"]));
        let words = unfounded.words.into_iter().map(|range| &told[range]).collect();
        (words, unfounded.facts.into_iter().map(|(_, range)| &told[range]).collect())
    }

    const DREAM: &str = "And my dream is that Kazakhstan someday later will become a fully digitalized country.";

    #[test]
    fn unsupported_words_are_found() {
        for (told, said, words, facts) in [
            (
                "Tokayev envisions Kazakhstan as a fully digitalised country within five years.",
                DREAM,
                vec!["envisions", "within five years"],
                vec!["five years"],
            ),
            ("A digital country is his dream.", DREAM, vec![], vec![]),
            ("He leaves in 2029.", "I leave.", vec!["2029"], vec!["2029"]),
            ("It exports oil to Russia.", "Our oil exports go on.", vec!["Russia"], vec!["Russia"]),
            ("There are five states.", "We have 5 states.", vec![], vec![]),
            ("The UN is in deadlock.", "The United Nations is in deadlock.", vec![], vec![]),
            ("The United Nations is in deadlock.", "The U.N. is in deadlock.", vec![], vec![]),
            ("He spoke of IT.", "I spoke of it.", vec!["IT"], vec!["IT"]),
            ("It has 1 state.", "It has one state.", vec![], vec![]),
            ("It is not in deadlock.", "It is in deadlock.", vec!["not"], vec![]),
            ("It doesn’t work.", "It does not work.", vec![], vec![]),
            ("They should act.", "They will act.", vec!["should"], vec![]),
            ("They voted against it.", "They voted for it.", vec!["against"], vec![]),
            ("Over 2.5 million people came.", "2,500,000 people came.", vec![], vec![]),
            (
                "Aid of twenty-six million tenge.",
                "Aid.",
                vec!["twenty-six million tenge"],
                vec!["twenty-six million tenge"],
            ),
            ("Forty percent was crude.", "40% of it was crude.", vec![], vec![]),
            ("Russia exports oil.", "Russian exports are oil.", vec![], vec![]),
            ("The Turks trade.", "We trade with Turkey.", vec![], vec![]),
            ("Greece exports oil.", "Turkish exports are oil.", vec!["Greece"], vec![]),
            ("It was 15%, or so.", "It was 40%, or so.", vec!["15"], vec!["15%"]),
            ("He met Xi Jinping in Astana.", "We met in Astana.", vec!["Xi Jinping"], vec!["Xi Jinping"]),
        ] {
            assert_eq!(missing(told, &[said]), (words, facts), "{told}");
        }
    }

    #[test]
    fn several_texts_are_combined_as_evidence() {
        let (words, _) = missing("War and peace.", &["War.", "Peace."]);
        assert_eq!(words, Vec::<&str>::new());
    }

    #[test]
    fn shared_words_are_found() {
        let mut ground = Evidence::default();
        ground.add_text("Kazakhstan as a digital country");
        let shared = ground.shared_ranges(DREAM);
        assert_eq!(
            shared.into_iter().map(|range| &DREAM[range]).collect::<Vec<_>>(),
            ["Kazakhstan", "digitalized country"]
        );
    }

    proptest::proptest! {
        #[test]
        fn a_text_supports_itself(text in "([A-Za-z]{1,7}|[0-9]{1,4}|five|Hundred|U\\.N\\.|d[’']t|[.,!?“” -]){0,25}") {
            let mut ground = Evidence::default();
            ground.add_text(&text);
            let unfounded = ground.unsupported(&text, &SpeakerWords::default());
            proptest::prop_assert_eq!(unfounded.words, Vec::<Range<usize>>::new());
            proptest::prop_assert_eq!(unfounded.facts, Vec::new());
        }

        #[test]
        fn ranges_lie_within_the_text(told in "(\\PC|[a-z ]){0,60}", said in "(\\PC|[a-z ]){0,60}") {
            let mut ground = Evidence::default();
            ground.add_text(&said);
            let unfounded = ground.unsupported(&told, &SpeakerWords::default());
            for range in unfounded.words.iter().chain(unfounded.facts.iter().map(|(_, range)| range)).chain(&ground.shared_ranges(&told)) {
                proptest::prop_assert!(told.get(range.clone()).is_some());
            }
        }
    }
}
