//! The person whom a French or Russian article names most: the one whom a portrait or an obituary is about.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::{Cast, MAX_COMPARED};
use crate::languages::tongue::Sense;
use crate::sieve::text::Narration;

/// The person who is named more often than all others by far, and from the beginning.
pub(crate) fn most_named(narration: &Narration<'_>, cast: &Cast) -> Option<usize> {
    const MIN_NAMED: usize = 3;
    const MAX_PARAGRAPH: usize = 3;
    const MIN_LETTERS: usize = 3;
    if !narration.tongue.is_french_or_russian() {
        return None;
    }
    let mut counts: HashMap<usize, usize, RandomState> = HashMap::default();
    let mut strangers: HashMap<&str, usize, RandomState> = HashMap::default();
    let mut last = None;
    for (at, token) in narration.tokens.iter().enumerate() {
        if !token.is_capital() || token.quote.is_some() || token.is_in_term || token.key.chars().count() < MIN_LETTERS {
            continue;
        }
        let known = cast.number_of(&token.key);
        // A given name and a surname in a row are one.
        let is_one = last.is_some_and(|(before, number)| before + 1 == at && Some(number) == known);
        if let Some(number) = known {
            *counts.entry(number).or_default() += usize::from(!is_one);
            last = Some((at, number));
        } else if token.is(Sense::HIS_NAME.or(Sense::HER_NAME)) {
            *strangers.entry(&token.key).or_default() += 1;
        }
    }
    let (&hero, &most) = counts.iter().max_by_key(|(number, count)| (**count, usize::MAX - **number))?;
    let others = counts.iter().filter(|(number, _)| **number != hero).map(|(_, count)| *count);
    let second = others.chain(strangers.into_values()).max().unwrap_or(0);
    let first = narration.paragraph_of[narration.sentence_of[cast.persons[hero].first]];
    // Who is named in the title is who it is about, but not where another one is named as often.
    let is_of_hero = |at: usize| cast.number_of(&narration.tokens[at].key) == Some(hero);
    let title = narration.sentences.iter().zip(&narration.paragraph_of).take_while(|(_, paragraph)| **paragraph == 0);
    let is_in_title =
        title.flat_map(|(sentence, _)| sentence.clone()).any(|at| narration.tokens[at].is_capital() && is_of_hero(at));
    let is_most = most >= MIN_NAMED && most >= 2 * second || is_in_title && most > 1 && most >= second;
    if !is_most || first > MAX_PARAGRAPH {
        return None;
    }
    // By the fullest name.
    let words = &cast.persons[hero].words;
    let is_fuller = |number: &usize| {
        let other = &cast.persons[*number].words;
        other.len() > words.len() && words.iter().all(|word| other.contains(word))
    };
    (0..cast.persons.len().min(MAX_COMPARED)).find(is_fuller).or(Some(hero))
}

/// Whether an article is an interview whose questions are paragraphs without marks, each before an answer in marks.
pub(crate) fn is_interview(narration: &Narration<'_>) -> bool {
    const MIN_ANSWERS: usize = 3;
    let is_quoted = |sentence: usize| {
        let first = narration.sentences[sentence].start;
        narration.tokens.get(first).is_some_and(|token| token.quote.is_some())
    };
    let asks = |sentence: usize| {
        let words = narration.sentences[sentence].clone();
        let next = narration.tokens.get(words.end).map_or(narration.text.len(), |token| token.range.start);
        let end = words.end.checked_sub(1).map_or(next, |last| narration.tokens[last].range.end);
        narration.text[end..next].contains('?') && words.into_iter().all(|at| narration.tokens[at].quote.is_none())
    };
    let begins = |at: &usize| narration.paragraph_of[*at] != narration.paragraph_of[*at - 1];
    let answers = (1..narration.sentences.len()).filter(begins).filter(|&at| is_quoted(at) && asks(at - 1));
    narration.tongue.is_french_or_russian() && answers.take(MIN_ANSWERS).count() == MIN_ANSWERS
}

impl Cast {
    /// The first person with a word in the name.
    fn number_of(&self, word: &str) -> Option<usize> {
        self.by_word.get(word).and_then(|numbers| numbers.first()).copied()
    }
}
