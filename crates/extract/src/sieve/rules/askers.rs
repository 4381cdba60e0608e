//! Quotations that answer a question which the sentence before them tells: `Roe asked Doe whether it was late. “No.”`

use super::sieve::Sieve;
use crate::candidate::Why;
use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::coreference::{Speaker, SpeakerKind};

impl Sieve<'_, '_> {
    /// The sentence right before a quotation in which somebody asks something.
    pub(super) fn asked_before(&self, number: usize) -> Option<usize> {
        let narration = self.narration;
        let &first = self.parts[number].first()?;
        let own = narration.sentence_of[first];
        let before = own.checked_sub(1).filter(|_| narration.sentences[own].start == first)?;
        let range = narration.sentences[before].clone();
        let is_here = narration.paragraph_of[before] == narration.paragraph_of[own];
        let key = |at: usize| narration.tokens[at].key.as_str();
        let has = |words: &[&str]| range.clone().any(|at| words.contains(&key(at)));
        let asks = match narration.tongue {
            Tongue::English => {
                const QUESTIONS: &[&str] = &["whether", "if", "what", "how", "why", "when", "where", "who"];
                let is_active = |at: usize| {
                    at > range.start && matches!(key(at), "asked" | "asks") && !narration.tokens[at - 1].is(Sense::AUX)
                };
                range.clone().any(is_active) && has(QUESTIONS)
            }
            Tongue::German => has(&["wissen"]) && has(&["will", "wollte", "möchte"]) || has(&["fragt", "fragte"]),
            Tongue::Russian => has(&["спросил", "спросила", "спрашивает", "поинтересовался", "поинтересовалась"]),
            Tongue::French => false,
        };
        let is_quoted = range.clone().any(|at| narration.tokens[at].quote.is_some());
        (asks && is_here && !is_quoted).then_some(before)
    }

    /// Who asks in a sentence that tells a question.
    pub(super) fn asker_in(&self, asking: usize) -> Option<Speaker> {
        let subject = self.narration.main_subject(&self.narration.sentences[asking])?;
        self.discourse.resolve(&subject, false, asking, true)
    }

    /// Who answers a question that a sentence tells: who is asked, or who has just spoken and does not ask.
    pub(super) fn answering(&self, number: usize, asking: usize) -> Option<Speaker> {
        const MAX_BACK: usize = 4;
        let narration = self.narration;
        let range = narration.sentences[asking].clone();
        let asker = self.asker_in(asking);
        let is_other =
            |it: &Speaker| it.kind == SpeakerKind::Person && asker.as_ref().is_none_or(|asker| asker.name != it.name);
        let asked = range.clone().find(|&at| matches!(narration.tokens[at].key.as_str(), "asked" | "asks"));
        let object = asked.and_then(|at| narration.phrase_at(at + 1, range.end));
        let object = object.and_then(|it| self.discourse.resolve(&it, true, asking, true)).filter(is_other);
        let paragraph = narration.paragraph_of[asking];
        let spoke = || {
            let here = |at: &usize| {
                let first = self.parts[*at].first();
                first.is_some_and(|&token| narration.paragraph_of[narration.sentence_of[token]] == paragraph)
            };
            let earlier = (0..number).rev().take(MAX_BACK).take_while(here);
            earlier.filter_map(|at| self.found[at].as_ref()?.speaker.clone()).find(is_other)
        };
        let main = || self.discourse.main_person(None).filter(|it| is_other(it)).cloned();
        let speaker = object.or_else(spoke).or_else(main)?;
        Some(Speaker { why: Why::Reference, ..speaker })
    }
}
