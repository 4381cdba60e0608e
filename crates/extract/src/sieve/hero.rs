//! The person whom a French or Russian article is about: that of a portrait or an obituary.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;

use super::cast::{Cast, Gender, MAX_COMPARED};
use super::discourse::{Discourse, Number, Speaker};
use super::rules::Sieve;
use super::tokens::{Gap, Narration};
use crate::candidate::Why;
use crate::languages::tongue::Sense;

/// The person who is named more often than all others by far, and from the beginning.
pub(super) fn of(narration: &Narration<'_>, cast: &Cast) -> Option<usize> {
    const MIN_NAMED: usize = 3;
    const MAX_PARAGRAPH: usize = 3;
    const MIN_LETTERS: usize = 3;
    if !narration.tongue.reads_by_form() {
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
        } else if token.is(Sense::HIS_NAME.and(Sense::HER_NAME)) {
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

impl Cast {
    /// The first person with a word in the name.
    fn number_of(&self, word: &str) -> Option<usize> {
        self.by_word.get(word).and_then(|numbers| numbers.first()).copied()
    }
}

impl Discourse<'_, '_> {
    /// The person whom the article is about, as one of a gender.
    pub(super) fn hero_as(&self, span: Range<usize>, gender: Option<Gender>) -> Option<Speaker> {
        let hero = self.person(self.hero?, span, Why::Reference);
        (gender.is_none() || hero.gender.is_none() || hero.gender == gender).then_some(hero)
    }

    /// The person whom the article is about, for a pronoun or noun in a paragraph that has named nobody else
    /// of its gender.
    pub(super) fn hero_alone(&self, sentence: usize, gender: Option<Gender>, span: &Range<usize>) -> Option<Speaker> {
        let hero = self.hero_as(span.clone(), gender)?;
        let paragraph = self.narration.paragraph_of[sentence];
        let here = self.subjects.iter().rev().take_while(|(at, _)| self.narration.paragraph_of[*at] == paragraph);
        let mut persons = here.map(|(_, it)| it).filter(|it| it.number == Number::Person);
        let is_rival =
            |it: &Speaker| it.name != hero.name && (gender.is_none() || it.gender.is_none() || it.gender == gender);
        (!persons.any(is_rival)).then_some(hero)
    }
}

impl Sieve<'_, '_> {
    /// The person whom the article is about, for a sentence in marks without a speaker in a paragraph that speaks of nobody
    /// else.
    pub(super) fn hero_speaks(&self, number: usize) -> Option<Speaker> {
        const MIN_WORDS: usize = 3;
        let narration = self.narration;
        let (&first, &last) = (self.parts[number].first()?, self.parts[number].last()?);
        let own = narration.sentence_of[first];
        let sentence = &narration.sentences[own];
        let text = narration.tokens[last].text;
        let is_whole = sentence.start == first && sentence.end == last + 1 && text.ends_with(['.', '!', '?', '…']);
        let paragraph = narration.paragraph_of[own];
        let opens = own == 0 || narration.paragraph_of[own - 1] != paragraph;
        if !is_whole || opens || self.answers(number) || text.split_whitespace().nth(MIN_WORDS - 1).is_none() {
            return None;
        }
        let hero = self.discourse.hero_as(narration.tokens[first].range.clone(), None)?;
        let here = (0..own).rev().take_while(|&at| narration.paragraph_of[at] == paragraph);
        let is_other = |at: usize| self.discourse.names_other(at, &hero.name);
        let is_alone = !here.into_iter().any(is_other);
        is_alone.then_some(Speaker { why: Why::Continuation, ..hero })
    }

    /// Gives a quotation that opens an article, with nothing beside it, to the person whom its paragraph then names.
    pub(super) fn give_opening(&mut self) {
        const MAX_PARAGRAPH: usize = 2;
        const MAX_SENTENCES: usize = 4;
        let narration = self.narration;
        let Some(number) = self.parts.iter().position(|parts| !parts.is_empty()) else { return };
        let (first, last) = (self.parts[number][0], self.parts[number][self.parts[number].len() - 1]);
        let own = narration.sentence_of[first];
        let sentence = &narration.sentences[own];
        let paragraph = narration.paragraph_of[own];
        let opens = own == 0 || narration.paragraph_of[own - 1] != paragraph;
        let is_whole = sentence.start == first && sentence.end == last + 1;
        let is_open = self.found[number].as_ref().is_some_and(|it| it.speaker.is_none() && it.cue.is_none());
        // The turns of an interview have rules of their own.
        let is_turn = narration.tokens[first].gap.has(Gap::DASH);
        let is_closed = !is_turn && narration.tokens[last].text.ends_with(['.', '!', '?', '…']);
        if !narration.tongue.reads_by_form()
            || !opens
            || !is_whole
            || !is_open
            || !is_closed
            || paragraph > MAX_PARAGRAPH
        {
            return;
        }
        let behind = (own + 1..narration.sentences.len()).take(MAX_SENTENCES);
        let behind = behind.take_while(|&at| narration.paragraph_of[at] == paragraph);
        let named = behind.into_iter().find_map(|at| {
            let phrase = narration.main_subject(&narration.sentences[at]).filter(|it| it.name.is_some())?;
            self.discourse.resolve(&phrase, false, at, true)
        });
        let named = named.filter(|it| it.number == Number::Person);
        if let (Some(speaker), Some(found)) = (named, self.found[number].as_mut()) {
            found.speaker = Some(Speaker { why: Why::Reference, ..speaker });
        }
    }
}
