//! Whom French demonyms and nouns for persons mean.

use std::ops::Range;

use super::discourse::{Discourse, Speaker};
use crate::candidate::Why;
use crate::sieve::words::gender::Gender;

impl Discourse<'_, '_> {
    /// Whom a noun for somebody of a country or town means.
    pub(super) fn meant_by_demonym(&self, name: &Range<usize>) -> Option<Speaker> {
        let gender = match self.narration.tokens[name.start - 1].key.as_str() {
            "le" => Some(Gender::Man),
            "la" => Some(Gender::Woman),
            _ => None,
        };
        let sentence = self.narration.sentence_of[name.start];
        let span = self.narration.range_of(name);
        self.person_called(sentence, gender, span)
    }

    /// Whom a noun means that only says what somebody is like: the person whom the article is about, or who was spoken of.
    pub(super) fn person_called(&self, sentence: usize, gender: Option<Gender>, span: Range<usize>) -> Option<Speaker> {
        if let Some(hero) = self.hero_alone(sentence, gender, &span) {
            return Some(hero);
        }
        let named = self.meant_by_noun(sentence, gender).filter(|it| it.why != Why::Unnamed);
        match named.or_else(|| self.recent_named(sentence, gender)) {
            Some(speaker) => Some(Speaker { span, why: Why::Reference, ..speaker.clone() }),
            None => self.hero_as(span, gender),
        }
    }
}
