//! The subject that follows a verb of saying, but not at once.

use std::ops::Range;

use super::cases::nominative;
use super::clauses::Saying;
use super::phrases::Phrase;
use super::tokens::{Gap, Narration};
use crate::languages::tongue::{Sense, Tongue};

impl Narration<'_> {
    /// The subject behind a verb beside a quotation and words that are none: `сказал изданию глава района`,
    /// `prévient d’emblée Jeanne Roux`. Russian and French only.
    pub(crate) fn subject_behind(&self, cue: usize, sentence: &Range<usize>) -> Option<Phrase> {
        const MAX_WORDS: usize = 12;
        let fits = matches!(self.tongue, Tongue::Russian | Tongue::French) && self.follows_verb_as_subject(cue);
        let mut at = cue + 1;
        while fits && at < sentence.end.min(cue + MAX_WORDS) {
            let (token, gap) = (&self.tokens[at], self.tokens[at].gap);
            let ends = [Gap::COMMA, Gap::STOP, Gap::COLON, Gap::SEMICOLON, Gap::CRY, Gap::PARAGRAPH]
                .into_iter()
                .any(|end| gap.has(end));
            if token.quote.is_some() || ends || token.is(Sense::SUBORDINATOR.and(Sense::RELATIVE)) {
                return None;
            }
            let phrase = self.phrase_at(at, sentence.end);
            let is_governed = token.is(Sense::PREPOSITION) || token.is(Sense::OF) && self.tongue == Tongue::French;
            if is_governed {
                // `В беседе с ТАСС`, `à l’AFP`.
                let next = self.phrase_at(at + 1, sentence.end).filter(|_| self.tongue == Tongue::French);
                at = next.map_or(at + 2, |phrase| phrase.tokens.end);
                continue;
            }
            if let Some(phrase) = phrase.filter(|phrase| self.is_nominative(phrase)) {
                return Some(phrase);
            }
            at += 1;
        }
        None
    }

    /// Whether nothing but auxiliaries is between a comma and a verb: `…, a indiqué la préfète`.
    pub(crate) fn is_incise(&self, cue: usize, lowest: usize) -> bool {
        let mut at = cue;
        while at > lowest && self.is_joined(at) && self.tokens[at - 1].is(Sense::AUX.and(Sense::ADVERB)) {
            at -= 1;
        }
        matches!(self.tongue, Tongue::Russian | Tongue::French) && at > lowest && self.tokens[at].gap.has(Gap::COMMA)
    }

    /// What an incise at the end of a sentence says about all quotations in it.
    pub(crate) fn closing_saying(&self, last: usize, sentence: &Range<usize>) -> Option<Saying> {
        if !matches!(self.tongue, Tongue::Russian | Tongue::French) {
            return None;
        }
        let quote = (last + 1..sentence.end).rev().find(|&at| self.tokens[at].quote.is_some())?;
        let part = quote + 1..sentence.end;
        self.tail_saying(&part, sentence)
            .filter(|saying| saying.is_near && saying.subject.tokens.start > saying.cue.start)
    }

    /// The source at the end of a sentence of all quotations in it: `“A” et “B”, selon le ministère.`
    pub(crate) fn closing_source(&self, last: usize, sentence: &Range<usize>) -> Option<Saying> {
        if !matches!(self.tongue, Tongue::Russian | Tongue::French) {
            return None;
        }
        let quote = (last + 1..sentence.end).rev().find(|&at| self.tokens[at].quote.is_some())?;
        let saying = self.according_to(quote + 1..sentence.end)?;
        (saying.cue.start == quote + 1 && saying.subject.tokens.end == sentence.end).then_some(saying)
    }

    /// The person whom a paper quotes, behind a quotation: `цитирует РБК Лесина`.
    pub(crate) fn cited_behind(&self, cue: usize, end: usize) -> Option<Phrase> {
        const MAX_WORDS: usize = 5;
        let is_citing =
            matches!(self.tokens[cue].key.as_str(), "цитирует" | "цитируют" | "процитировал" | "процитировала");
        let mut words = (cue + 1..end.min(cue + MAX_WORDS)).filter(|_| is_citing);
        words.find_map(|at| {
            let token = &self.tokens[at];
            if token.is_acronym() || token.is_in_term || token.is(Sense::ADVERB) {
                return None;
            }
            self.oblique_noun(at, end.min(at + 1)).or_else(|| self.phrase_at(at, end).filter(|it| it.name.is_some()))
        })
    }

    /// Whether the sentence of a token is but a name, as those of authors and photographers are.
    pub(crate) fn is_byline(&self, at: usize) -> bool {
        const MAX_WORDS: usize = 4;
        let sentence = &self.sentences[self.sentence_of[at]];
        sentence.len() <= MAX_WORDS && sentence.clone().all(|at| self.tokens[at].is_capital())
    }

    /// The name behind a noun for a person and its complements: `son voisin, Jo,`, `начальник отдела по связям с
    /// прессой Иван Петров`. Russian and French only.
    pub(crate) fn name_behind(&self, phrase: &Phrase) -> Option<Phrase> {
        const MAX_WORDS: usize = 10;
        let is_role = phrase.head.is_some_and(|head| self.tokens[head].is(Sense::ROLE));
        if !is_role || !matches!(self.tongue, Tongue::Russian | Tongue::French) {
            return None;
        }
        let mut at = phrase.tokens.end;
        let end = self.tokens.len().min(at + MAX_WORDS);
        let ends = |at: usize| self.tokens.get(at).is_none_or(|_| !self.is_joined(at));
        let starts_with_name = |named: &Phrase| {
            let is_address = |at: usize| self.tokens[at].is_title() && self.tokens[at].is_capital();
            named.name.as_ref().is_some_and(|name| (named.tokens.start..name.start).all(is_address))
        };
        if at < end && self.tokens[at].gap == Gap::COMMA {
            let named = self.phrase_at(at, end).filter(starts_with_name)?;
            return (ends(named.tokens.end)
                && self.tokens.get(named.tokens.end).is_some_and(|next| next.gap == Gap::COMMA))
            .then_some(named);
        }
        let other = Sense::CUE.and(Sense::AUX).and(Sense::RELATIVE).and(Sense::SUBORDINATOR);
        while self.tongue == Tongue::Russian && at < end && self.is_joined(at) && !self.tokens[at].is(other) {
            let named = self.phrase_at(at, self.tokens.len()).filter(starts_with_name);
            if let Some(named) = named.filter(|named| self.is_nominative(named) && ends(named.tokens.end)) {
                return Some(named);
            }
            at += 1;
        }
        None
    }

    /// Whether a phrase with a name, or a noun for a person or an organisation, may be a subject by its form.
    fn is_nominative(&self, phrase: &Phrase) -> bool {
        if phrase.is_pronoun {
            return false;
        }
        let known = Sense::ROLE.and(Sense::THING);
        if phrase.head.is_some_and(|head| self.tokens[head].is(known)) {
            return true;
        }
        phrase.name.as_ref().is_some_and(|name| {
            let words: Vec<&str> = self.tokens[name.clone()].iter().map(|token| token.text).collect();
            name.len() > 1 && (self.tongue != Tongue::Russian || nominative(&words, false).0 == words)
        })
    }
}
