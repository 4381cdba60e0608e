//! Checks a paraphrase against the words it is based on: which of its words and facts they do not support.
//!
//! Words are compared folded and by stem (`family.rs`), numbers by value (`number.rs`); stop words are ignored. It
//! finds words that are *not in the original*, and negations that one of the two lacks (`denial.rs`). Whether that is
//! wrong, and whether words that are all there mean the same, is for the user to judge.

pub(crate) mod negation;
mod negation_scope;
mod number;
mod stem;
mod token;

use std::collections::HashSet;
use std::ops::Range;

use self::negation_scope::{Clause, clauses, dropped};
use self::stem::{Families, plain};
use self::token::{Kind, Token, is_stop, tokens};
use kzq_text::fold::fold;
use kzq_text::ranges::merged;
use kzq_text::words::words;
pub use token::Fact;

/// Texts indexed as evidence, with which other texts are compared.
#[derive(Clone, Debug, Default)]
pub struct Ground {
    families: Families,
    /// The possible acronyms of capitalised words in a row: `un` for `United Nations`.
    initials: HashSet<String>,
    clauses: Vec<Clause>,
}

/// What in a text the evidence does not support.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unfounded {
    /// The unsupported words, adjacent ones merged: sorted, disjoint byte ranges.
    pub words: Vec<Range<usize>>,
    /// The facts among them, in order. A name of several words is one fact; a number includes the word after it, which
    /// says what is counted.
    pub facts: Vec<(Fact, Range<usize>)>,
    /// Negations in the evidence that the text drops, as excerpts of the evidence.
    pub denied: Vec<String>,
    /// Negations in the text that the evidence does not have; byte ranges.
    pub denies: Vec<Range<usize>>,
    /// The total number of content words checked.
    pub count: usize,
}

/// Words that make no claim in a text about a speaker: the speaker's names and office.
#[derive(Clone, Debug, Default)]
pub struct Known(Vec<String>);

impl Known {
    /// Collects the words of some names.
    pub fn of<'t>(names: impl IntoIterator<Item = &'t str>) -> Self {
        Self(names.into_iter().flat_map(words).map(|(_, word)| plain(&fold(word))).collect())
    }
}

impl Ground {
    /// Adds a text to the evidence.
    pub fn add(&mut self, text: &str) {
        let tokens = tokens(text, &[]);
        // Skip stop words, so that `it` does not support `IT`; but `one` is a number.
        for token in tokens.iter().filter(|token| token.kind != Kind::Stop || token.key.starts_with('#')) {
            self.families.add(&token.key);
        }
        for run in capitalised(text, &tokens) {
            self.initials.extend(parts(&run).map(|part| initials(text, part)));
        }
        if text.contains('%') {
            for word in ["percent", "per", "cent"] {
                self.families.add(word);
            }
        }
        self.clauses.extend(clauses(text, &tokens));
    }

    /// Finds what in a text is not supported by the evidence.
    pub fn unfounded(&self, text: &str, known: &Known) -> Unfounded {
        let tokens = tokens(text, &known.0);
        let mut has_ground: Vec<bool> = tokens.iter().map(|token| self.has(token)).collect();
        for run in capitalised(text, &tokens) {
            for part in parts(&run).filter(|part| self.families.has_word(&initials(text, part))) {
                for &(at, _) in part {
                    has_ground[at] = true;
                }
            }
        }
        let missing: Vec<bool> =
            tokens.iter().zip(&has_ground).map(|(token, has)| token.kind != Kind::Stop && !has).collect();
        let words = runs(&tokens, |at| missing[at]);
        let own = clauses(text, &tokens);
        // A negation without any support is already among the words.
        let is_new = |at: &Range<usize>| !words.iter().any(|word| word.start < at.end && at.start < word.end);
        Unfounded {
            denied: dropped(&self.clauses, &own).into_iter().map(|denied| denied.shown.clone()).collect(),
            denies: dropped(&own, &self.clauses).into_iter().map(|denied| denied.at.clone()).filter(is_new).collect(),
            words,
            facts: facts(text, &tokens, &missing),
            count: tokens.iter().filter(|token| token.kind != Kind::Stop).count(),
        }
    }

    /// The content words of a text that occur in the evidence, adjacent ones merged.
    pub fn shared(&self, text: &str) -> Vec<Range<usize>> {
        let tokens = tokens(text, &[]);
        runs(&tokens, |at| tokens[at].kind != Kind::Stop && self.has(&tokens[at]))
    }

    /// Whether every content word of a text occurs in the evidence.
    pub fn has_all(&self, text: &str) -> bool {
        tokens(text, &[]).iter().all(|token| token.kind == Kind::Stop || self.has(token))
    }

    /// Whether a word, given by its lookup key, occurs in the evidence.
    pub(super) fn holds(&self, word: &str) -> bool {
        self.families.has(word)
    }

    fn has(&self, token: &Token) -> bool {
        self.families.has(&token.key) || (token.kind == Kind::Fact(Fact::Name) && self.initials.contains(&token.key))
    }
}

/// The content words of a text, each once: lookup key and spelling.
pub(super) fn telling_words(text: &str, known: &Known) -> Vec<(String, String)> {
    let mut seen = HashSet::new();
    let says = |token: &Token| token.kind != Kind::Stop && !token.key.starts_with('#') && token.key != "not";
    tokens(text, &known.0)
        .into_iter()
        .filter(|token| says(token) && seen.insert(token.key.clone()))
        .map(|token| (token.key, text[token.range].to_owned()))
        .collect()
}

/// The numbers, dates and names of a sentence fragment that are missing from `other`, as printed.
pub(super) fn facts_beyond(words: &str, other: &str) -> Vec<String> {
    let mut ground = Ground::default();
    ground.add(other);
    let words = inside(words);
    let facts = ground.unfounded(&words, &Known::default()).facts;
    facts.into_iter().map(|(_, range)| words[range].to_owned()).collect()
}

/// Whether a sentence fragment contains a number, a date or a name.
pub(super) fn has_facts(words: &str) -> bool {
    tokens(&inside(words), &[]).iter().any(|token| matches!(token.kind, Kind::Fact(_)))
}

/// Whether a sentence fragment contains names and no other content words.
pub(super) fn only_names(words: &str) -> bool {
    let tokens = tokens(&inside(words), &[]);
    tokens.iter().all(|token| matches!(token.kind, Kind::Fact(Fact::Name) | Kind::Stop))
}

/// Whether a word is a stop word.
pub(super) fn is_filler(word: &str) -> bool {
    is_stop(&fold(word))
}

/// Prefixes a fragment with a word, so that its first word is not taken for the beginning of a sentence.
fn inside(words: &str) -> String {
    format!("the {words}")
}

/// The ranges of the tokens selected by `is_selected`, adjacent ones merged.
fn runs(tokens: &[Token], holds: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut last_held = false;
    for (at, token) in tokens.iter().enumerate() {
        let held = holds(at);
        match runs.last_mut().filter(|_| held && last_held && token.is_joined) {
            Some(run) => run.end = token.range.end,
            None if held => runs.push(token.range.clone()),
            None => {}
        }
        last_held = held;
    }
    merged(runs)
}

/// The facts among missing tokens.
fn facts(text: &str, tokens: &[Token], missing: &[bool]) -> Vec<(Fact, Range<usize>)> {
    let mut facts: Vec<(Fact, Range<usize>)> = Vec::new();
    let mut last: Option<(usize, Fact)> = None;
    for (at, token) in tokens.iter().enumerate().filter(|&(at, _)| missing[at]) {
        let Kind::Fact(fact) = token.kind else { continue };
        let goes_on = last == at.checked_sub(1).map(|before| (before, fact)) && token.is_joined;
        match facts.last_mut().filter(|_| goes_on && fact != Fact::Number) {
            Some((_, range)) => range.end = token.range.end,
            None => facts.push((fact, token.range.clone())),
        }
        last = Some((at, fact));
        // Include what is counted.
        let unit = tokens.get(at + 1).filter(|unit| {
            let is_word = matches!(unit.kind, Kind::Word) && !text[unit.range.clone()].starts_with(char::is_uppercase);
            fact == Fact::Number && unit.is_joined && is_word
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
fn capitalised(text: &str, tokens: &[Token]) -> Vec<Vec<(usize, Range<usize>)>> {
    /// Maximum length of an acronym.
    const LONGEST: usize = 8;
    let mut rows: Vec<Vec<(usize, Range<usize>)>> = Vec::new();
    let mut row = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let is_capital = text[token.range.clone()].starts_with(char::is_uppercase);
        let is_between = token.is_joined && matches!(token.key.as_str(), "of" | "and" | "for" | "the");
        if !is_capital && is_between && !row.is_empty() {
            continue;
        }
        if !(is_capital && token.is_joined) || row.len() == LONGEST {
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
fn parts<T>(row: &[T]) -> impl Iterator<Item = &[T]> {
    (0..row.len()).flat_map(move |from| (from + 2..=row.len()).map(move |to| &row[from..to]))
}

/// The first letters of words, folded.
fn initials(text: &str, row: &[(usize, Range<usize>)]) -> String {
    fold(&row.iter().filter_map(|(_, range)| text[range.clone()].chars().next()).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words and the facts of a text that others do not support.
    fn missing<'t>(told: &'t str, said: &[&str]) -> (Vec<&'t str>, Vec<&'t str>) {
        let mut ground = Ground::default();
        for said in said {
            ground.add(said);
        }
        let unfounded = ground.unfounded(told, &Known::of(["Kassym-Jomart Tokayev", "President of Kazakhstan"]));
        let words = unfounded.words.into_iter().map(|range| &told[range]).collect();
        (words, unfounded.facts.into_iter().map(|(_, range)| &told[range]).collect())
    }

    const DREAM: &str = "And my dream is that Kazakhstan someday later will become a fully digitalized country.";

    #[test]
    fn what_has_no_ground_is_found() {
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
            ("Over 2.5 million people came.", "2,500,000 people came.", vec![], vec![]),
            (
                "Aid of twenty-six million tenge.",
                "Aid.",
                vec!["twenty-six million tenge"],
                vec!["twenty-six million tenge"],
            ),
            ("Forty percent was crude.", "40% of it was crude.", vec![], vec![]),
            ("It was 15%, or so.", "It was 40%, or so.", vec!["15"], vec!["15%"]),
            ("He met Xi Jinping in Astana.", "We met in Astana.", vec!["Xi Jinping"], vec!["Xi Jinping"]),
        ] {
            assert_eq!(missing(told, &[said]), (words, facts), "{told}");
        }
    }

    #[test]
    fn several_texts_are_one_ground() {
        let (words, _) = missing("War and peace.", &["War.", "Peace."]);
        assert_eq!(words, Vec::<&str>::new());
    }

    #[test]
    fn words_in_common_are_found() {
        let mut ground = Ground::default();
        ground.add("Kazakhstan as a digital country");
        let shared = ground.shared(DREAM);
        assert_eq!(
            shared.into_iter().map(|range| &DREAM[range]).collect::<Vec<_>>(),
            ["Kazakhstan", "digitalized country"]
        );
    }

    proptest::proptest! {
        #[test]
        fn a_text_is_its_own_ground(text in "([A-Za-z]{1,7}|[0-9]{1,4}|five|Hundred|U\\.N\\.|d[’']t|[.,!?“” -]){0,25}") {
            let mut ground = Ground::default();
            ground.add(&text);
            let unfounded = ground.unfounded(&text, &Known::default());
            proptest::prop_assert_eq!(unfounded.words, Vec::<Range<usize>>::new());
            proptest::prop_assert_eq!(unfounded.facts, Vec::new());
        }

        #[test]
        fn ranges_are_of_the_text(told in "(\\PC|[a-z ]){0,60}", said in "(\\PC|[a-z ]){0,60}") {
            let mut ground = Ground::default();
            ground.add(&said);
            let unfounded = ground.unfounded(&told, &Known::default());
            for range in unfounded.words.iter().chain(unfounded.facts.iter().map(|(_, range)| range)).chain(&ground.shared(&told)) {
                proptest::prop_assert!(told.get(range.clone()).is_some());
            }
        }
    }
}
