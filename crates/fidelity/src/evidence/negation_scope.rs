//! Finds negations that one of two texts drops.
//!
//! A clause is the text between two of the marks `, ; : . ! ? —`. A clause with a negation negates the first content
//! word after it, else the last one before it. The other text drops the negation if it has clauses with that word and
//! half of the others, by stem, and none of these clauses is negative, be it by a negation or by a word such as
//! `refuse`. This is a heuristic for the user to check, not a proof: a negation may be expressed in other words.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::negation::is_negation;
use super::stem::StemSet;
use super::token::{ContentKind, ContentToken};

/// Maximum number of clauses considered.
pub(super) const MAX_CLAUSES: usize = 512;
/// Maximum number of tokens of a clause; a longer one is divided.
pub(super) const MAX_CLAUSE_TOKENS: usize = 32;
/// Maximum number of clauses with a word that are looked at for what else they share.
pub(super) const MAX_LIKE: usize = 32;
/// Maximum number of tokens in the excerpt of a negation.
const MAX_EXCERPT_TOKENS: usize = 8;

/// Words that negate without being negations, with their inflections.
static IMPLICIT_NEGATIONS: LazyLock<StemSet> = LazyLock::new(|| {
    [
        "refuse",
        "reject",
        "oppose",
        "deny",
        "denied",
        "lack",
        "against",
        "fail",
        "avoid",
        "exclude",
        "rule",
        "prevent",
        "impossible",
        "unable",
        "unlikely",
        "cease",
        "stop",
        "abandon",
        "dismiss",
        "decline",
        "ban",
        "banned",
        "forbid",
        "prohibit",
        "renounce",
        "abstain",
        "absence",
        "instead",
    ]
    .into_iter()
    .collect()
});

/// Words after which `against` negates: `is against`, `came out against`, but not `the fight against`.
const TAKING_SIDES: [&str; 21] = [
    "am", "are", "argue", "argued", "be", "been", "being", "decide", "decided", "is", "out", "speak", "spoke",
    "spoken", "stand", "stood", "vote", "voted", "voting", "was", "were",
];

/// Words that cancel a negation before them: `not only`, `no doubt`.
pub(super) const NEGATION_CANCELLERS: [&str; 13] = [
    "only",
    "just",
    "merely",
    "simply",
    "least",
    "doubt",
    "matter",
    "mention",
    "nur",
    "seulement",
    "que",
    "только",
    "лишь",
];

/// Whether a word, given by its lookup key, negates without being a negation.
pub(super) fn is_implicit_negation(key: &str) -> bool {
    IMPLICIT_NEGATIONS.contains(key)
}

/// A clause of a text.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// The lookup keys of its content words.
    words: Vec<String>,
    /// What it negates.
    negated: Option<NegationScope>,
    /// Whether it negates anything, in whatever words.
    is_negative: bool,
}

#[derive(Clone, Debug)]
pub(super) struct NegationScope {
    word: String,
    /// The byte range from the negation, or the negated word if that comes first, over the words that follow.
    pub(super) at: Range<usize>,
    /// The text of that range.
    pub(super) excerpt: String,
}

/// Splits a text into clauses.
pub(super) fn clauses(text: &str, tokens: &[ContentToken]) -> Vec<Clause> {
    let ends = |pair: &[ContentToken]| {
        let gap = &text[pair[0].range.end..pair[1].range.start];
        gap.contains([',', ';', ':', '.', '!', '?', '—', '–', '…', '\n'])
    };
    let mut clauses = Vec::new();
    let mut start = 0;
    for at in 1..=tokens.len() {
        if at == tokens.len() || at - start == MAX_CLAUSE_TOKENS || ends(&tokens[at - 1..=at]) {
            clauses.push(Clause::of(text, &tokens[start..at]));
            start = at;
        }
        if clauses.len() == MAX_CLAUSES {
            break;
        }
    }
    clauses
}

impl Clause {
    fn of(text: &str, tokens: &[ContentToken]) -> Self {
        let negates = |at: usize| {
            is_negation(&text[tokens[at].range.clone()])
                || (tokens[at].key == "against"
                    && at.checked_sub(1).is_some_and(|before| TAKING_SIDES.contains(&tokens[before].key.as_str())))
        };
        let is_negation_at = |at: usize| {
            let is_none = tokens.get(at + 1).is_some_and(|next| NEGATION_CANCELLERS.contains(&next.key.as_str()));
            negates(at) && !is_none
        };
        let is_content_word = |&at: &usize| tokens[at].kind != ContentKind::StopWord && !negates(at);
        let negation = (0..tokens.len()).find(|&at| is_negation_at(at));
        let word = |negation: usize| {
            let word = (negation + 1..tokens.len())
                .find(is_content_word)
                .or_else(|| (0..negation).rev().find(is_content_word))?;
            let last = tokens.len().min(negation.max(word) + MAX_EXCERPT_TOKENS) - 1;
            let at = tokens[word.min(negation)].range.start..tokens[last].range.end;
            Some(NegationScope { word: tokens[word].key.clone(), excerpt: text[at.clone()].to_owned(), at })
        };
        Self {
            words: (0..tokens.len()).filter(is_content_word).map(|at| tokens[at].key.clone()).collect(),
            negated: negation.and_then(word),
            is_negative: negation.is_some() || tokens.iter().any(|token| IMPLICIT_NEGATIONS.contains(&token.key)),
        }
    }
}

/// Whether a clause, given by its stems, has half of some words.
pub(super) fn has_half(stems: &StemSet, words: &[String]) -> bool {
    words.iter().filter(|word| stems.contains(word)).count() * 2 >= words.len()
}

/// The negations in `negating` that `other` drops, in order.
pub(super) fn dropped_negations<'c>(negating: &'c [Clause], other: &[Clause]) -> Vec<&'c NegationScope> {
    let stem_sets = |clauses: &[Clause]| -> Vec<StemSet> {
        clauses.iter().map(|clause| clause.words.iter().map(String::as_str).collect()).collect()
    };
    if negating.iter().all(|clause| clause.negated.is_none()) {
        return Vec::new();
    }
    let (own_stems, other_stems) = (stem_sets(negating), stem_sets(other));
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for clause in negating {
        let Some(denied) = &clause.negated else { continue };
        let affirmed = |clauses: &[Clause], families: &[StemSet]| {
            let with_word = clauses.iter().zip(families).filter(|(_, stems)| stems.contains(&denied.word));
            let speaking = with_word.take(MAX_LIKE).filter(|(_, stems)| has_half(stems, &clause.words));
            let denials: Vec<bool> = speaking.map(|(one, _)| one.is_negative).collect();
            (!denials.is_empty() && denials.iter().all(|denies| !denies), denials.contains(&false))
        };
        // A text that says both may be paraphrased by either.
        let says_both = affirmed(negating, &own_stems).1;
        if affirmed(other, &other_stems).0 && !says_both && seen.insert(denied.word.as_str()) {
            found.push(denied);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::token::tokenize;

    fn shown(denying: &str, other: &str) -> Vec<String> {
        let clauses = |text: &str| clauses(text, &tokenize(text, &[]));
        dropped_negations(&clauses(denying), &clauses(other)).into_iter().map(|denied| denied.excerpt.clone()).collect()
    }

    #[test]
    fn dropped_negations_are_found() {
        for (said, told, expected) in [
            ("We will not raise taxes this year, and win.", "He will raise taxes.", "not raise taxes this year"),
            ("We do not support the war.", "Bee supports the war.", "not support the war"),
            ("We don’t raise taxes.", "Raising taxes is his aim.", "don’t raise taxes"),
            ("Machines never sleep, and people do.", "Machines sleep.", "never sleep"),
            ("We have no plans for a war.", "He has plans for a war.", "no plans for a war"),
            ("Wir erhöhen die Steuern nicht.", "Er will die Steuern erhöhen", "Steuern nicht"),
            ("Мы никогда не сдадимся", "Мы сдадимся", "никогда не сдадимся"),
            ("Мы не поднимем налоги", "Он поднимет налоги", "не поднимем налоги"),
            ("Nous n’augmenterons pas les impôts", "Il augmentera les impôts", "n’augmenterons pas les impôts"),
            ("They voted against the bill.", "They voted for the bill.", "against the bill"),
            ("I am against war.", "She is for war.", "against war"),
        ] {
            assert_eq!(shown(said, told), [expected], "{told}");
        }
        for (said, told) in [
            ("We will not raise taxes.", "He will not raise taxes."),
            ("We will not raise taxes.", "He refuses to raise taxes."),
            ("We will not raise taxes.", "He spoke of taxes."),
            ("We voted against the bill.", "He opposed the bill."),
            ("We fight against crime.", "He fights crime."),
            ("We will not raise taxes this year.", "Bob came this year."),
            ("We will not only raise taxes.", "He will raise taxes."),
            ("There is no doubt that we win.", "There is doubt that they win."),
            ("We will not win now, but we will win.", "He will win."),
            ("We will raise taxes.", "He will raise taxes."),
            ("Мы не только поднимем налоги", "Он поднимет налоги"),
            ("Non seulement nous augmentons les impôts", "Il augmente les impôts"),
            ("", ""),
        ] {
            assert_eq!(shown(said, told), Vec::<String>::new(), "{told}");
        }
    }
}
