//! Whom a name means.

use std::ops::Range;

use super::discourse::{Discourse, Speaker, SpeakerKind};
use crate::candidate::Why;
use crate::languages::tongue::{Sense, Tongue};
use crate::languages::{Role, role};
use crate::sieve::cast::Found;
use crate::sieve::phrases::Phrase;
use crate::sieve::words::cases::{joined, nominative};
use crate::sieve::words::gender::Gender;
use kzq_text::fold::fold;
use kzq_text::organisations::is_legal_form;

impl Discourse<'_, '_> {
    /// The person of the cast with a number.
    pub(crate) fn person(&self, number: usize, span: Range<usize>, why: Why) -> Speaker {
        let person = &self.cast.persons[number];
        Speaker { name: person.name.clone(), gender: person.gender, kind: SpeakerKind::Person, span, why }
    }

    /// Whom a name means; a name that nobody of the cast has is a new one's, if it is clear that it is a name.
    pub(super) fn resolve_name(&self, phrase: &Phrase, name: &Range<usize>, is_beside: bool) -> Option<Speaker> {
        let narration = self.narration;
        let tokens = &narration.tokens[name.clone()];
        let span = narration.range_of(name);
        let keys: Vec<String> = tokens.iter().map(|token| token.key.clone()).collect();
        let mut address = (phrase.tokens.start..name.start).map(|at| narration.tokens[at].sense);
        let gender = address.find_map(Gender::of);
        match self.cast.find(&keys, gender, narration.tongue, name.start) {
            Found::One(number) => return Some(self.person(number, span, Why::Named)),
            Found::Several => return self.recent_of_name(&keys, span),
            Found::Nobody if narration.is_demonym(name) => return self.meant_by_demonym(name),
            Found::Nobody => {}
        }
        let gender = gender.or_else(|| narration.gender_of_newcomer(name));
        let is_given = tokens.iter().any(|token| token.is(Sense::HIS_NAME.or(Sense::HER_NAME)));
        let is_place = narration.tongue == Tongue::English && role(&fold(tokens[0].text)).is(Role::PLACE);
        if tokens.len() == 1 && !is_beside && !self.is_introduced(&span) && !is_given && !is_place && gender.is_none() {
            return None;
        }
        let mut base_gender = None;
        let display = if narration.tongue == Tongue::Russian {
            let words: Vec<&str> = tokens.iter().map(|token| token.text).collect();
            let before = narration.is_oblique_name(name.start);
            let (words, sense) = nominative(&words, before);
            base_gender = Gender::of(sense);
            joined(&words)
        } else {
            let words: Vec<&str> = narration.text[span.clone()].split_whitespace().collect();
            narration.with_initial(name, words.join(" "))
        };
        let gender = gender.or_else(|| tokens.iter().find_map(|token| Gender::of(token.sense))).or(base_gender);
        let is_thing = is_legal_form(tokens[tokens.len() - 1].text)
            || tokens.iter().all(|token| {
                let role = role(&fold(token.text));
                token.is(Sense::THING) || token.is_acronym() || role.is(Role::PLACE) || role.is(Role::ORGANISATION)
            });
        let (kind, why) = if is_thing { (SpeakerKind::Thing, Why::Unnamed) } else { (SpeakerKind::Person, Why::Named) };
        Some(Speaker { name: display, gender, kind, span, why })
    }
}

impl Discourse<'_, '_> {
    /// The person whose surname looks like a noun: `Stecher`, `Baker`.
    pub(super) fn surname_like_noun(&self, phrase: &Phrase, head: usize, noun: &String) -> Option<usize> {
        let narration = self.narration;
        let is_unknown = narration.tongue == Tongue::German
            && narration.tokens[head].is_capital()
            && !narration.lexicon.sense(noun).is(Sense::ROLE.or(Sense::THING))
            && phrase.tokens.end == head + 1;
        let may_be = is_unknown || narration.is_bare_noun(phrase, head);
        let find = || self.cast.find(std::slice::from_ref(noun), None, narration.tongue, phrase.tokens.start);
        match may_be.then(find) {
            Some(Found::One(number)) => Some(number),
            _ => None,
        }
    }
}
