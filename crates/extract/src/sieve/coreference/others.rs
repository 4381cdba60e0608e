//! Whom a pronoun cannot mean, because another one is named beside it.

use super::discourse::{Discourse, Speaker, SpeakerKind};
use crate::candidate::Why;
use crate::languages::tongue::{Tongue, key};
use crate::sieve::phrases::Phrase;
use crate::sieve::words::gender::Gender;

impl Discourse<'_, '_> {
    /// The person with another name who may be meant in the last sentences.
    pub(super) fn somebody_else(&self, sentence: usize, gender: Option<Gender>, name: &str) -> Option<&Speaker> {
        const MAX_BACK: usize = 3;
        self.other_than(sentence, sentence.saturating_sub(MAX_BACK), gender, name)
    }

    /// The last person with another name, since a sentence, who may be meant; none if several are.
    pub(crate) fn other_than(
        &self,
        sentence: usize,
        since: usize,
        gender: Option<Gender>,
        name: &str,
    ) -> Option<&Speaker> {
        let near = self.subjects.iter().rev().take_while(|(at, _)| *at >= since).filter(|(at, _)| *at <= sentence);
        let mut others = near.map(|(_, it)| it).filter(|it| {
            let fits = gender.is_none() || self.gender_of(it).is_none_or(|own| Some(own) == gender);
            it.kind == SpeakerKind::Person && it.why != Why::Unnamed && it.name != name && fits
        });
        let first = others.next()?;
        others.all(|other| other.name == first.name).then_some(first)
    }

    /// Whom a pronoun in a clause of what is said means: the one who says it: `Doe affirme qu’il souhaite`. French only.
    pub(super) fn of_main_clause(&self, pronoun: &Phrase, sentence: usize, gender: Gender) -> Option<Speaker> {
        let narration = self.narration;
        let at = pronoun.tokens.start;
        let range = narration.sentences[sentence].clone();
        let that = at
            .checked_sub(1)
            .filter(|&it| it > range.start && matches!(narration.tokens[it].key.as_str(), "qu" | "que"))?;
        let cue = that.checked_sub(1).filter(|&it| narration.tongue == Tongue::French && narration.is_cue(it))?;
        let subject = narration.subject_of(cue, &range, false).filter(|it| it.name.is_some())?;
        let speaker = self.resolve(&subject, false, sentence, true)?;
        let fits = self.gender_of(&speaker).is_none_or(|it| it == gender);
        (speaker.kind == SpeakerKind::Person && fits).then_some(Speaker { why: Why::Reference, ..speaker })
    }

    /// Whether the words behind a pronoun of a sentence name a speaker, so that the pronoun means another person:
    /// `nannte sie Doe dumm`.
    pub(super) fn is_named_behind(&self, pronoun: &Phrase, sentence: usize, name: &str) -> bool {
        let Some(surname) = name.split_whitespace().next_back().map(key) else { return false };
        let end = self.narration.sentences[sentence].end;
        let mut behind =
            (pronoun.tokens.end..end).map(|at| &self.narration.tokens[at]).take_while(|token| token.quote.is_none());
        behind.any(|token| token.is_capital() && !token.is_possessive && token.key == surname)
    }
}
