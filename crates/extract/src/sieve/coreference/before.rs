//! Whom a pronoun or noun means by the subject of the sentence before it, and who answers a question above it. English and
//! German.

use std::ops::ControlFlow;

use super::discourse::{Discourse, Number, Speaker};
use crate::candidate::Why;
use crate::languages::tongue::Sense;
use crate::sieve::phrases::Phrase;
use crate::sieve::rules::Sieve;
use crate::sieve::sayings::Saying;
use crate::sieve::text::{Gap, Narration};
use crate::sieve::words::gender::Gender;

impl Narration<'_> {
    /// The sentence before one in the same paragraph.
    pub(crate) fn sentence_before(&self, sentence: usize) -> Option<usize> {
        sentence.checked_sub(1).filter(|&before| self.paragraph_of[before] == self.paragraph_of[sentence])
    }
}

impl Discourse<'_, '_> {
    /// The sentence before one in the same paragraph, in English or German.
    fn sentence_before(&self, sentence: usize) -> Option<usize> {
        self.narration.sentence_before(sentence).filter(|_| !self.narration.tongue.reads_by_form())
    }

    /// Whether the sentence before is about the other one of two, so that a pronoun does not mean whom the sentence above it is
    /// about: `Врач осмотрел Лужина. Тот обещал лежать. «А футбол?» — спросил он`. French and Russian only.
    pub(super) fn follows_latter(&self, sentence: usize, found: &Speaker) -> bool {
        let narration = self.narration;
        let before = narration.sentence_before(sentence).filter(|_| narration.tongue.reads_by_form());
        let Some(start) = before.map(|before| narration.sentences[before].start) else { return false };
        let points = matches!(narration.key_at(start), "тот" | "та" | "celui-ci" | "celle-ci");
        let is_alone = narration.is_joined(start + 1) && !narration.tokens[start + 1].is(Sense::ROLE.and(Sense::THING));
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
        let above = || sentence.checked_sub(1).filter(|_| !narration.tongue.reads_by_form());
        let Some(before) = self.sentence_before(sentence).or_else(above) else { return false };
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
        let fits = owner.number == Number::Person && self.gender_of(&owner).is_none_or(|it| it == gender);
        fits.then_some(Speaker { why: Why::Reference, ..owner })
    }

    /// Remembers the persons whom a sentence introduces by a noun as anything but its subject, so that the noun with another
    /// article means them: `She went to a lawyer. “…,” the lawyer said.`
    pub(crate) fn note_introduced(&mut self, sentence: usize) {
        let narration = self.narration;
        let range = narration.sentences[sentence].clone();
        if narration.tongue.reads_by_form() {
            return;
        }
        for at in range.start + 1..range.end {
            let (before, token) = (&narration.tokens[at - 1], &narration.tokens[at]);
            let governs = before.is(Sense::PREPOSITION.and(Sense::CUE)) && !matches!(before.key.as_str(), "as" | "als")
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
                && speaker.number == Number::Person
            {
                self.unnamed.entry(noun).or_insert(speaker);
            }
        }
    }

    /// Whether the sentence before is about a person without a name, so that a noun with an article is most probably for the
    /// same: `One of the owners went further. “…,” the investor said.`
    pub(super) fn follows_unnamed(&self, sentence: usize) -> bool {
        let subject = self.sentence_before(sentence).and_then(|before| self.subject_of(before));
        subject.is_some_and(|it| it.why == Why::Unnamed && it.number == Number::Person)
    }
}

impl Sieve<'_, '_> {
    /// Whom the sentence before a quotation is about, which it goes on with: `Doe was blunt. “…”`
    pub(crate) fn about_before(&self, before: usize) -> Option<Speaker> {
        let narration = self.narration;
        if let Some(source) = self.source_of(before).or_else(|| self.credited(before)) {
            // “Not yet, I said. ‘Good.’”: the other one.
            if source.name == "I" {
                return None;
            }
            return Some(Speaker { why: Why::Continuation, ..source });
        }
        if let Some(asked) = self.asked_about(before) {
            return Some(asked);
        }
        let owner = narration.owner_of_words(&narration.sentences[before]);
        let phrase = owner.or_else(|| narration.main_subject(&narration.sentences[before]))?;
        let subject = if phrase.is_pronoun {
            self.discourse.subject_of(before)?.clone()
        } else {
            self.discourse.resolve(&phrase, false, before, false)?
        };
        // Beside the one whom the article is about, somebody without a name may only be spoken of.
        let is_passing = subject.why == Why::Unnamed && self.discourse.hero.is_some();
        (subject.number == Number::Person && !is_passing).then_some(Speaker { why: Why::Reference, ..subject })
    }

    /// Who answers a question that is a paragraph of its own without marks: who spoke before it and does not ask it: `Why
    /// not? asked Ms Roe.¶“I was afraid.”` Breaks if there is such a question above the sentence.
    pub(crate) fn answers_above(&self, own: usize, earlier: usize) -> ControlFlow<Option<Speaker>> {
        const MAX_WORDS: usize = 14;
        let narration = self.narration;
        let paragraph = narration.paragraph_of[own - 1];
        let above = (0..own).rev().take(MAX_WORDS).take_while(|&at| narration.paragraph_of[at] == paragraph);
        let first = above.last().unwrap_or(own - 1);
        let words = narration.sentences[first].start..narration.sentences[own].start;
        let text = &narration.text[narration.tokens[words.start].range.start..narration.tokens[words.end].range.start];
        let is_told = words.clone().all(|at| narration.tokens[at].quote.is_none());
        if self.discourse.is_interview && is_told && text.contains('?') {
            let span = narration.tokens[narration.sentences[own].start].range.clone();
            if let Some(hero) = self.discourse.hero_as(span, None) {
                return ControlFlow::Break(Some(Speaker { why: Why::Continuation, ..hero }));
            }
        }
        if narration.tongue.reads_by_form() || words.len() > MAX_WORDS || !is_told || !text.contains('?') {
            return ControlFlow::Continue(());
        }
        let asker = (first..own).find_map(|at| {
            let range = &narration.sentences[at];
            let cue = range.clone().find(|&it| narration.is_cue(it))?;
            let phrase = narration.subject_of(cue, range, true)?;
            self.discourse.resolve(&phrase, false, at, true)
        });
        let spoke = self.found[earlier].as_ref().and_then(|it| it.speaker.clone());
        let is_above = self.paragraph_of(earlier).is_some_and(|it| it + 1 == paragraph);
        let answers = |it: &Speaker| {
            is_above && it.number == Number::Person && asker.as_ref().is_none_or(|asker| asker.name != it.name)
        };
        let answering = spoke.filter(answers).map(|it| Speaker { why: Why::Continuation, ..it });
        ControlFlow::Break(answering)
    }

    /// Who speaks in a paragraph of its own behind the turns of two: the one who did not speak last, if it is short. Breaks
    /// behind such turns.
    pub(crate) fn takes_turns(&self, number: usize, earlier: usize) -> ControlFlow<Option<Speaker>> {
        const MAX_WORDS: usize = 10;
        let speaker = |at: usize| self.found[at].as_ref().and_then(|it| it.speaker.clone());
        let before = (0..earlier).rev().find(|&at| !self.parts[at].is_empty());
        let is_above = |at: &usize| self.paragraph_of(*at).map(|it| it + 1) == self.paragraph_of(earlier);
        let before = before.filter(is_above).and_then(speaker);
        match (before, speaker(earlier)) {
            (Some(before), Some(last)) if before.name != last.name && !self.narration.tongue.reads_by_form() => {
                let words =
                    self.parts[number].iter().map(|&at| self.narration.tokens[at].text.split_whitespace().count());
                let is_short = words.sum::<usize>() <= MAX_WORDS;
                ControlFlow::Break(is_short.then_some(Speaker { why: Why::Continuation, ..before }))
            }
            _ => ControlFlow::Continue(()),
        }
    }

    /// Whether `it` before a quotation means an organisation that is known by a noun only: whether the organisation or what it
    /// has published is quoted cannot be told.
    pub(crate) fn is_vague_thing(&self, saying: &Saying, number: usize, speaker: &Speaker, sentence: usize) -> bool {
        let narration = self.narration;
        let is_before = self.parts[number]
            .first()
            .is_some_and(|&first| saying.cue.end <= first && !narration.tokens[first].gap.has(Gap::COLON));
        saying.subject.is_pronoun
            && is_before
            && narration.key_at(saying.subject.tokens.start) == "it"
            && (speaker.why, speaker.number) == (Why::Unnamed, Number::Thing)
            && self.discourse.document_before(sentence).is_none()
    }

    /// The paragraph in which a quotation begins.
    fn paragraph_of(&self, number: usize) -> Option<usize> {
        let &first = self.parts[number].first()?;
        Some(self.narration.paragraph_of[self.narration.sentence_of[first]])
    }
}
