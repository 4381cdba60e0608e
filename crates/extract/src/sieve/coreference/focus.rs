//! Whom a noun means of those who are in the focus of the article. Russian and French only.

use std::ops::Range;

use super::discourse::{Discourse, Speaker, SpeakerKind};
use crate::candidate::Why;
use crate::languages::tongue::key;
use crate::sieve::cast::Found;
use crate::sieve::phrases::Phrase;
use crate::sieve::words::cases::is_form_of;
use crate::sieve::words::gender::Gender;

impl Discourse<'_, '_> {
    /// The one of several with a role who is meant: by the place in its phrase, or as the subject last.
    pub(super) fn one_with_role(
        &self,
        phrase: &Phrase,
        noun: &str,
        sentence: usize,
        span: Range<usize>,
    ) -> Option<Speaker> {
        let complement = phrase.head.map_or(phrase.tokens.end, |head| head + 1)..phrase.tokens.end;
        let names = self.narration.tokens[complement].iter().filter(|token| token.may_name_organisation());
        let places: Vec<&str> = names.map(|token| token.key.as_str()).collect();
        match self.cast.find_role_at(noun, &places) {
            Some(number) => Some(self.person(number, span, Why::Reference)),
            None => self.recent_of_role(noun, sentence, span),
        }
    }

    /// Whom a noun without a complement means: the only person spoken of, or with a name.
    pub(super) fn meant_by_noun(&self, sentence: usize, gender: Option<Gender>) -> Option<&Speaker> {
        let speaker = self.only_person(sentence, gender).or_else(|| self.just_named(sentence, gender));
        let is_read = self.narration.tongue.is_french_or_russian();
        if is_read && speaker.is_none_or(|it| it.why == Why::Unnamed) {
            return self.only_named(sentence, gender);
        }
        speaker
    }

    /// The only person with a name spoken of lately whom a noun may mean.
    pub(crate) fn only_named(&self, sentence: usize, gender: Option<Gender>) -> Option<&Speaker> {
        const MAX_SUBJECTS: usize = 8;
        let paragraph = self.narration.paragraph_of[sentence];
        let fits = |(at, it): &&(usize, Speaker)| {
            paragraph - self.narration.paragraph_of[*at] < 2
                && it.kind == SpeakerKind::Person
                && it.why != Why::Unnamed
                && Gender::fits(gender, it.gender)
        };
        let mut near = self.subjects.iter().rev().take(MAX_SUBJECTS).filter(fits).map(|(_, it)| it);
        let speaker = near.next()?;
        near.all(|other| other.name == speaker.name).then_some(speaker)
    }

    /// The person of several with a surname who was spoken of last. Russian and French only.
    pub(super) fn recent_of_name(&self, keys: &[String], span: Range<usize>) -> Option<Speaker> {
        const MAX_SUBJECTS: usize = 12;
        let [surname] = keys else { return None };
        let is_it = |speaker: &&Speaker| {
            let last = speaker.name.split_whitespace().next_back().map(key);
            last.is_some_and(|last| last == *surname || is_form_of(surname, &last))
        };
        let is_read = self.narration.tongue.is_french_or_russian();
        let near = self.subjects.iter().rev().take(if is_read { MAX_SUBJECTS } else { 0 });
        let speaker = near.map(|(_, speaker)| speaker).find(is_it)?;
        Some(Speaker { span, why: Why::Named, ..speaker.clone() })
    }

    /// Whether a noun says what a speaker is.
    pub(crate) fn is_called(&self, speaker: &Speaker, noun: &str) -> bool {
        let words: Vec<String> = speaker.name.split_whitespace().map(key).collect();
        let found = self.cast.find(&words, None, self.narration.tongue, usize::MAX);
        matches!(found, Found::One(number) if self.cast.has_role(number, &key(noun)))
    }
}
