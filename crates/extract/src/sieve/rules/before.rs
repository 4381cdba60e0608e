//! Whom a quotation without a cue goes on with, by the sentence or the paragraph before it.

use std::ops::ControlFlow;

use super::sieve::Sieve;
use crate::candidate::Why;
use crate::sieve::coreference::{Speaker, SpeakerKind};
use crate::sieve::sayings::Saying;
use crate::sieve::text::Gap;

impl Sieve<'_, '_> {
    /// Whom the sentence before a quotation is about, which it goes on with: `Doe was blunt. “…”`
    pub(super) fn about_before(&self, before: usize) -> Option<Speaker> {
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
        (subject.kind == SpeakerKind::Person && !is_passing).then_some(Speaker { why: Why::Reference, ..subject })
    }

    /// Who answers a question that is a paragraph of its own without marks: who spoke before it and does not ask it: `Why
    /// not? asked Ms Roe.¶“I was afraid.”` Breaks if there is such a question above the sentence.
    pub(super) fn answers_above(&self, own: usize, earlier: usize) -> ControlFlow<Option<Speaker>> {
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
        if narration.tongue.is_french_or_russian() || words.len() > MAX_WORDS || !is_told || !text.contains('?') {
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
            is_above && it.kind == SpeakerKind::Person && asker.as_ref().is_none_or(|asker| asker.name != it.name)
        };
        let answering = spoke.filter(answers).map(|it| Speaker { why: Why::Continuation, ..it });
        ControlFlow::Break(answering)
    }

    /// Who speaks in a paragraph of its own behind the turns of two: the one who did not speak last, if it is short. Breaks
    /// behind such turns.
    pub(super) fn takes_turns(&self, number: usize, earlier: usize) -> ControlFlow<Option<Speaker>> {
        const MAX_WORDS: usize = 10;
        let speaker = |at: usize| self.found[at].as_ref().and_then(|it| it.speaker.clone());
        let before = (0..earlier).rev().find(|&at| !self.parts[at].is_empty());
        let is_above = |at: &usize| self.paragraph_of(*at).map(|it| it + 1) == self.paragraph_of(earlier);
        let before = before.filter(is_above).and_then(speaker);
        match (before, speaker(earlier)) {
            (Some(before), Some(last)) if before.name != last.name && !self.narration.tongue.is_french_or_russian() => {
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
    pub(super) fn is_vague_thing(&self, saying: &Saying, number: usize, speaker: &Speaker, sentence: usize) -> bool {
        let narration = self.narration;
        let is_before = self.parts[number]
            .first()
            .is_some_and(|&first| saying.cue.end <= first && !narration.tokens[first].gap.has(Gap::COLON));
        saying.subject.is_pronoun
            && is_before
            && narration.key_at(saying.subject.tokens.start) == "it"
            && (speaker.why, speaker.kind) == (Why::Unnamed, SpeakerKind::Thing)
            && self.discourse.document_before(sentence).is_none()
    }

    /// The paragraph in which a quotation begins.
    fn paragraph_of(&self, number: usize) -> Option<usize> {
        let &first = self.parts[number].first()?;
        Some(self.narration.paragraph_of[self.narration.sentence_of[first]])
    }
}
