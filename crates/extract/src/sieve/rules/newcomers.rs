//! Quotations of persons whom a French or Russian article names only afterwards.

use super::sieve::Sieve;
use crate::candidate::Why;
use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::coreference::{Speaker, SpeakerKind};
use crate::sieve::words::gender::Gender;

impl Sieve<'_, '_> {
    /// The person whom the sentence behind a quotation of its own names first, in a paragraph that has named nobody: `« On
    /// respire ! » Anne Doe vend du poisson ici.` French only.
    pub(super) fn named_next(&self, number: usize) -> Option<Speaker> {
        let narration = self.narration;
        let own = self.own_sentence(number).filter(|_| narration.tongue == Tongue::French)?;
        let paragraph = narration.paragraph_of[own];
        let next = Some(own + 1).filter(|&next| narration.paragraph_of.get(next) == Some(&paragraph))?;
        let is_alone = self.discourse.subjects_in(paragraph).all(|(_, it)| it.kind != SpeakerKind::Person);
        let speaker = self.discourse.new_subject(next).filter(|_| is_alone && !self.answers(number))?;
        Some(Speaker { why: Why::Reference, ..speaker })
    }

    /// Gives the first quotation of an article, which a pronoun says, to the person whom the next sentence names: `Il disait
    /// que la mer « ne dort jamais ». Jan Doe est mort`.
    pub(super) fn give_cataphora(&mut self) {
        const MAX_PARAGRAPH: usize = 2;
        let narration = self.narration;
        let Some(number) = self.parts.iter().position(|parts| !parts.is_empty()) else { return };
        let own = narration.sentence_of[self.parts[number][0]];
        let range = &narration.sentences[own];
        let is_open = self.found[number].as_ref().is_some_and(|it| it.speaker.is_none());
        let gender = Gender::of(narration.tokens[range.start].sense);
        let next = own + 1;
        let is_led = narration.tokens[range.start].is(Sense::HE.or(Sense::SHE));
        let follows = narration.paragraph_of.get(next) == Some(&narration.paragraph_of[own]);
        let is_beginning = narration.paragraph_of[own] <= MAX_PARAGRAPH;
        if !narration.tongue.is_french_or_russian() || !is_open || !is_led || !follows || !is_beginning {
            return;
        }
        let named = self.discourse.new_subject(next);
        let named = named.filter(|it| Gender::fits(gender, it.gender));
        if let (Some(speaker), Some(found)) = (named, self.found[number].as_mut()) {
            found.speaker = Some(Speaker { why: Why::Reference, ..speaker });
        }
    }

    /// Remembers who is accused, so that `the accused` means that person: `Doe est accusé d’avoir`.
    pub(super) fn note_accused(&mut self, sentence: usize, subject: &Speaker) {
        const CHARGED: &[&str] = &["accusé", "accusée", "jugé", "jugée", "poursuivi", "poursuivie", "обвиняется"];
        let narration = self.narration;
        let mut words = narration.sentences[sentence].clone();
        let is_charged = |at: usize| {
            let token = &narration.tokens[at];
            let before = at.checked_sub(1).map_or("", |at| narration.tokens[at].key.as_str());
            let is_passive = narration.tongue == Tongue::Russian || matches!(before, "est" | "était" | "fut");
            token.quote.is_none() && is_passive && CHARGED.contains(&token.key.as_str())
        };
        let is_named = subject.kind == SpeakerKind::Person && subject.why != Why::Unnamed;
        if !narration.tongue.is_french_or_russian() || !is_named || !words.any(is_charged) {
            return;
        }
        let nouns: &[&str] = match narration.tongue {
            Tongue::French => &["accusé", "accusée", "prévenu", "prévenue"],
            _ => &["обвиняемый", "обвиняемая", "подсудимый", "подсудимая", "осужденный", "осужденная"],
        };
        for noun in nouns {
            self.discourse.unnamed.insert((*noun).to_owned(), subject.clone());
        }
    }
}
