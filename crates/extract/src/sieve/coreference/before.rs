//! Whom a pronoun or noun means by the subject of the sentence before it.

use super::discourse::{Discourse, Speaker, SpeakerKind};
use crate::candidate::Why;
use crate::languages::tongue::Sense;
use crate::sieve::phrases::Phrase;
use crate::sieve::words::gender::Gender;

impl Discourse<'_, '_> {
    /// The sentence before one in the same paragraph, in English or German.
    fn sentence_before(&self, sentence: usize) -> Option<usize> {
        self.narration.sentence_before(sentence).filter(|_| !self.narration.tongue.is_french_or_russian())
    }

    /// Whether the sentence before is about the other one of two, so that a pronoun does not mean whom the sentence above it is
    /// about: `Врач осмотрел Лужина. Тот обещал лежать. «А футбол?» — спросил он`. French and Russian only.
    pub(super) fn follows_latter(&self, sentence: usize, found: &Speaker) -> bool {
        let narration = self.narration;
        let before = narration.sentence_before(sentence).filter(|_| narration.tongue.is_french_or_russian());
        let Some(start) = before.map(|before| narration.sentences[before].start) else { return false };
        let points = matches!(narration.key_at(start), "тот" | "та" | "celui-ci" | "celle-ci");
        let is_alone = narration.is_joined(start + 1) && !narration.tokens[start + 1].is(Sense::ROLE.or(Sense::THING));
        let above = before.and_then(|before| narration.sentence_before(before));
        // “Подписывает Лужин. Тот был сух”: the only one.
        let is_first = |above: &usize| {
            let range = &narration.sentences[*above];
            narration.main_subject(range).is_some_and(|it| it.tokens.start == range.start)
        };
        let above = above.filter(is_first);
        points && is_alone && above.and_then(|above| self.subject_of(above)).is_some_and(|it| it.name == found.name)
    }

    /// Whether the sentence before is about a person whom it calls by a noun and nobody can tell, so that a pronoun of that
    /// gender means no one else: `The witness shook his head. “No,” he said.`
    pub(super) fn follows_unknown(&self, sentence: usize, gender: Gender) -> bool {
        let narration = self.narration;
        let above = || sentence.checked_sub(1).filter(|_| !narration.tongue.is_french_or_russian());
        let Some(before) = narration.sentence_before(sentence).or_else(above) else { return false };
        let subject = narration.main_subject(&narration.sentences[before]);
        let Some(subject) = subject.filter(|it| !it.is_pronoun && it.name.is_none() && !it.is_thing) else {
            return false;
        };
        let Some(head) = subject.head else { return false };
        let (first, noun) = (&narration.tokens[subject.tokens.start], &narration.tokens[head]);
        let is_person = noun.is(Sense::ROLE) && !noun.is(Sense::SEVERAL) && !noun.is_possessive;
        let is_definite = first.is(Sense::DETERMINER) && !first.is(Sense::INDEFINITE);
        let own = self.article_gender(&first.key).or(Gender::of(noun.sense));
        is_person
            && is_definite
            && own.is_none_or(|it| it == gender)
            && self.resolve(&subject, false, before, false).is_none()
    }

    /// The person whose relative of the other gender the sentence before is about: `Jane Doe’s father was ill. “…,” she
    /// said.`
    pub(super) fn owner_before(&self, sentence: usize, gender: Gender) -> Option<Speaker> {
        let narration = self.narration;
        let before = self.sentence_before(sentence)?;
        let start = narration.sentences[before].start;
        let (name, end) = narration.is_name_word(start).then(|| narration.name_at(start))?;
        let relative = narration.tokens.get(end).filter(|it| it.is(Sense::ROLE) && narration.is_joined(end))?;
        let is_other = narration.tokens[end - 1].is_possessive && Gender::of(relative.sense)? != gender;
        let owner = self.resolve(&Phrase::of_name(name?), false, before, true).filter(|_| is_other)?;
        let fits = owner.kind == SpeakerKind::Person && self.gender_of(&owner).is_none_or(|it| it == gender);
        fits.then_some(Speaker { why: Why::Reference, ..owner })
    }

    /// Remembers the persons whom a sentence introduces by a noun as anything but its subject, so that the noun with another
    /// article means them: `She went to a lawyer. “…,” the lawyer said.`
    pub(crate) fn note_introduced(&mut self, sentence: usize) {
        let narration = self.narration;
        let range = narration.sentences[sentence].clone();
        if narration.tongue.is_french_or_russian() {
            return;
        }
        for at in range.start + 1..range.end {
            let (before, token) = (&narration.tokens[at - 1], &narration.tokens[at]);
            let governs = before.is(Sense::PREPOSITION.or(Sense::CUE)) && !matches!(before.key.as_str(), "as" | "als")
                || matches!(before.key.as_str(), "hat" | "hatte" | "haben" | "hatten" | "habe");
            if !token.is(Sense::INDEFINITE) || !governs || !narration.is_joined(at) {
                continue;
            }
            let Some(phrase) = narration.phrase_at(at, range.end).filter(|it| it.name.is_none() && !it.is_thing) else {
                continue;
            };
            let Some(head) = phrase.head.filter(|&head| head > at && narration.tokens[head].is(Sense::ROLE)) else {
                continue;
            };
            let noun = narration.tokens[head].key.clone();
            let phrase = Phrase { tokens: at..head + 1, ..phrase };
            if let Some(speaker) = self.resolve(&phrase, true, sentence, false)
                && speaker.why == Why::Unnamed
                && speaker.kind == SpeakerKind::Person
            {
                self.unnamed.entry(noun).or_insert(speaker);
            }
        }
    }

    /// Whether the sentence before is about a person without a name, so that a noun with an article is most probably for the
    /// same: `One of the owners went further. “…,” the investor said.`
    pub(super) fn follows_unnamed(&self, sentence: usize) -> bool {
        let subject = self.sentence_before(sentence).and_then(|before| self.subject_of(before));
        subject.is_some_and(|it| it.why == Why::Unnamed && it.kind == SpeakerKind::Person)
    }
}
