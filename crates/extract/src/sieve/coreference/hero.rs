//! Whom a French or Russian article is about: the person of a portrait or an obituary.

use std::ops::Range;

use super::discourse::{Discourse, Speaker, SpeakerKind};
use crate::candidate::Why;
use crate::sieve::words::gender::Gender;

impl Discourse<'_, '_> {
    /// The person whom the article is about, as one of a gender.
    pub(crate) fn hero_as(&self, span: Range<usize>, gender: Option<Gender>) -> Option<Speaker> {
        let hero = self.person(self.hero?, span, Why::Reference);
        Gender::fits(gender, hero.gender).then_some(hero)
    }

    /// Whether a speaker is the person whom the article is about.
    pub(super) fn is_hero(&self, speaker: &Speaker) -> bool {
        self.hero.is_some_and(|hero| self.cast.persons[hero].name == speaker.name)
    }

    /// The person whom the article is about, for a pronoun or noun in a paragraph that has named nobody else
    /// of its gender.
    pub(super) fn hero_alone(&self, sentence: usize, gender: Option<Gender>, span: &Range<usize>) -> Option<Speaker> {
        let hero = self.hero_as(span.clone(), gender)?;
        let paragraph = self.narration.paragraph_of[sentence];
        let here = self.subjects_in(paragraph);
        let mut persons = here.map(|(_, it)| it).filter(|it| it.kind == SpeakerKind::Person);
        let is_rival = |it: &Speaker| it.name != hero.name && Gender::fits(gender, it.gender);
        (!persons.any(is_rival)).then_some(hero)
    }
}
