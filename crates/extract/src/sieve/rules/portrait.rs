//! Words without a name beside them in English and German, which belong to whoever the article or the paragraph is
//! about.

use super::sieve::Sieve;
use crate::candidate::Why;
use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::coreference::{Speaker, SpeakerKind};
use crate::sieve::phrases::Phrase;
use crate::sieve::words::gender::Gender;

impl Sieve<'_, '_> {
    /// The person to whom a sentence gives a name: `He gave his name as Idris, 23`.
    pub(crate) fn named_in(&self, sentence: usize) -> Option<Speaker> {
        let narration = self.narration;
        let range = narration.sentences[sentence].clone();
        let name = narration.name_given(&range)?;
        let gender = range.clone().find_map(|at| match narration.tokens[at].key.as_str() {
            "he" | "his" | "him" | "himself" => Some(Gender::Man),
            "she" | "her" | "hers" | "herself" => Some(Gender::Woman),
            _ => Gender::of(narration.tokens[at].sense).filter(|_| at < name.start),
        });
        let phrase = narration.phrase_at(name.start, range.end).filter(|it| it.name.is_some())?;
        let speaker = self.discourse.resolve(&phrase, false, sentence, true)?;
        let is_person = speaker.kind == SpeakerKind::Person;
        is_person.then(|| Speaker { gender: speaker.gender.or(gender), why: Why::Named, ..speaker })
    }

    /// Whom a question of the writer asks, which a quotation answers: `Was he angry? “Livid.”`, `Angst? „Nein.“`
    pub(super) fn asked_about(&self, sentence: usize) -> Option<Speaker> {
        let narration = self.narration;
        let range = narration.sentences[sentence].clone();
        let next = narration.tokens.get(range.end)?;
        let gap = &narration.text[narration.tokens[range.end - 1].range.end..next.range.start];
        if narration.tongue.is_french_or_russian() || !gap.contains('?') {
            return None;
        }
        let subject = narration.main_subject(&range).filter(|it| it.name.is_some());
        if let Some(named) = subject.and_then(|it| self.discourse.resolve(&it, false, sentence, false)) {
            return (named.kind == SpeakerKind::Person).then_some(Speaker { why: Why::Reference, ..named });
        }
        let pronoun = range.clone().find(|&at| narration.tokens[at].is(Sense::HE.or(Sense::SHE)));
        let meant = pronoun.and_then(|at| {
            let phrase = Phrase::pronoun(at);
            self.discourse.resolve(&phrase, false, sentence, false)
        });
        let voice = || self.voice(sentence).filter(|it| it.kind == SpeakerKind::Person);
        let speaker = if pronoun.is_some() { meant } else { voice() };
        speaker.or_else(|| self.discourse.main_person(None).cloned()).map(|it| Speaker { why: Why::Reference, ..it })
    }

    /// Whether a sentence tells what somebody without a name said long ago, so that the next one goes back to whom the
    /// article is about: `A consultant once called it “…”`.
    pub(super) fn is_backstory(&self, sentence: usize, speaker: &Speaker) -> bool {
        let once = match self.narration.tongue {
            Tongue::English => ["once", "famously"],
            Tongue::German => ["einmal", "einst"],
            Tongue::French | Tongue::Russian => return false,
        };
        let mut words = self.narration.sentences[sentence].clone();
        speaker.why == Why::Unnamed
            && speaker.kind == SpeakerKind::Person
            && words.any(|at| once.contains(&self.narration.tokens[at].key.as_str()))
    }

    /// Whether the words of a sentence that somebody says are but an aside to what it tells of its subject, a person with a
    /// name: `Doe packs a mould with clay, a recipe that Roe called “…”`.
    pub(crate) fn is_aside(&self, sentence: usize, speaker: &Speaker) -> bool {
        let narration = self.narration;
        if narration.tongue != Tongue::English {
            return false;
        }
        let range = narration.sentences[sentence].clone();
        let Some(subject) = narration.main_subject(&range).filter(|it| it.name.is_some()) else { return false };
        let at = narration.token_at(speaker.span.start, &range);
        let follows = at.is_some_and(|at| {
            at > subject.tokens.end + 1
                && matches!(narration.tokens[at - 1].key.as_str(), "that" | "which" | "what" | "whom")
        });
        let resolved = self.discourse.resolve(&subject, false, sentence, false);
        follows && resolved.is_some_and(|it| it.kind == SpeakerKind::Person && it.name != speaker.name)
    }

    /// The person whom alone the article has spoken of lately, before a paragraph that is a quotation.
    pub(super) fn alone_in_focus(&self, own: usize) -> Option<Speaker> {
        const MAX_SUBJECTS: usize = 6;
        if own == 0 {
            return None;
        }
        let main = self.discourse.main_person(None)?;
        let last = self.discourse.subjects.iter().rev().take(MAX_SUBJECTS).map(|(_, it)| it);
        let mut persons = last.filter(|it| it.kind == SpeakerKind::Person && it.why != Why::Unnamed);
        let is_alone = persons.all(|it| it.name == main.name);
        is_alone.then(|| Speaker { why: Why::Continuation, ..main.clone() })
    }
}
