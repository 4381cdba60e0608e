//! Nouns behind prepositions: places, and the complements of nouns in Russian.

use super::adjectives::is_place_with_na;
use super::phrase::Phrase;
use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::text::Narration;
use crate::sieve::words::cases::known_base;

impl Narration<'_> {
    /// `В министерстве подчеркнули`: who says it is the place.
    pub(crate) fn place_as_subject(&self, start: usize, end: usize) -> Option<Phrase> {
        let first = &self.tokens[start];
        let is_at = |noun: usize| self.tokens.get(noun).is_some_and(|noun| is_place_with_na(&noun.key));
        let is_place = matches!(first.key.as_str(), "в" | "во") || first.key == "на" && is_at(start + 1);
        if self.tongue != Tongue::Russian || !is_place || start + 1 >= end {
            return None;
        }
        let phrase = self.oblique_noun(start + 1, end).filter(|phrase| phrase.is_thing)?;
        // “В его отзыве”: whose it is.
        let owner = start + 1..start + 2;
        if self.tokens[start + 1].is(Sense::POSSESSIVE) && phrase.tokens.start == start + 2 {
            return Some(Phrase { tokens: owner, head: None, is_pronoun: true, is_thing: false, ..phrase });
        }
        let head = phrase.head?;
        let end = self.genitive_end(head + 1, end);
        Some(Phrase { tokens: self.adjectives_start(head, start + 1)..end, ..phrase })
    }

    /// A Russian phrase whose noun is not in the nominative.
    pub(crate) fn oblique_noun(&self, at: usize, limit: usize) -> Option<Phrase> {
        let is_known = |it: &usize| {
            let token = &self.tokens[*it];
            // “В МЧС”.
            let is_plain = token.is_acronym() && token.is(Sense::THING);
            is_plain || known_base(&token.key, Sense::ROLE.or(Sense::THING)).is_some()
        };
        let noun = (at..limit.min(at + 3)).find(is_known)?;
        if self.tongue != Tongue::Russian || (at + 1..=noun).any(|it| !self.is_joined(it)) {
            return None;
        }
        let is_thing = self.tokens[noun].is_acronym() || known_base(&self.tokens[noun].key, Sense::THING).is_some();
        Some(Phrase {
            tokens: noun..self.complement_end(noun + 1, limit),
            name: None,
            head: Some(noun),
            is_pronoun: false,
            is_thing,
        })
    }

    /// The end of a short complement with `в`, `из` or none behind a Russian noun.
    fn complement_end(&self, start: usize, limit: usize) -> usize {
        const MAX_WORDS: usize = 3;
        let is_in = self
            .tokens
            .get(start)
            .is_some_and(|token| matches!(token.key.as_str(), "в" | "во") && self.is_joined(start));
        let mut at = start;
        while is_in
            && at < limit
            && at < start + MAX_WORDS
            && self.is_joined(at)
            && !self.tokens[at].is(Sense::CUE.or(Sense::AUX))
        {
            at += 1;
        }
        at
    }
}
