//! Quotations of the person whom a French or Russian article is about.

use super::sieve::Sieve;
use crate::candidate::Why;
use crate::sieve::cast::MAX_COMPARED;
use crate::sieve::coreference::{Speaker, SpeakerKind};
use crate::sieve::text::Gap;

impl Sieve<'_, '_> {
    /// The person whom the article is about, for a sentence in marks without a speaker in a paragraph that speaks of nobody
    /// else.
    pub(super) fn hero_speaks(&self, number: usize) -> Option<Speaker> {
        const MIN_WORDS: usize = 3;
        let narration = self.narration;
        let (&first, &last) = (self.parts[number].first()?, self.parts[number].last()?);
        let own = self.own_sentence(number)?;
        let text = narration.tokens[last].text;
        let paragraph = narration.paragraph_of[own];
        let opens = own == 0 || narration.paragraph_of[own - 1] != paragraph;
        if opens || self.answers(number) || text.split_whitespace().nth(MIN_WORDS - 1).is_none() {
            return None;
        }
        let hero = self.discourse.hero_as(narration.tokens[first].range.clone(), None)?;
        let here = (0..own).rev().take(MAX_COMPARED).take_while(|&at| narration.paragraph_of[at] == paragraph);
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
        let Some(own) = self.own_sentence(number) else { return };
        let paragraph = narration.paragraph_of[own];
        let opens = own == 0 || narration.paragraph_of[own - 1] != paragraph;
        let is_open = self.found[number].as_ref().is_some_and(|it| it.speaker.is_none() && it.cue.is_none());
        // The turns of an interview have rules of their own.
        let is_turn = narration.tokens[self.parts[number][0]].gap.has(Gap::DASH);
        if !narration.tongue.is_french_or_russian() || !opens || !is_open || is_turn || paragraph > MAX_PARAGRAPH {
            return;
        }
        let behind = (own + 1..narration.sentences.len()).take(MAX_SENTENCES);
        let behind = behind.take_while(|&at| narration.paragraph_of[at] == paragraph);
        let named = behind.into_iter().find_map(|at| {
            let phrase = narration.main_subject(&narration.sentences[at]).filter(|it| it.name.is_some())?;
            self.discourse.resolve(&phrase, false, at, true)
        });
        let named = named.filter(|it| it.kind == SpeakerKind::Person);
        if let (Some(speaker), Some(found)) = (named, self.found[number].as_mut()) {
            found.speaker = Some(Speaker { why: Why::Reference, ..speaker });
        }
    }
}
