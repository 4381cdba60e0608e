//! Nouns that a French or Russian article uses for a person whom it has named: `l’élue` for the mayor,
//! `l’octogénaire`, `парламентарий`.

use std::ops::Range;

use super::discourse::{Discourse, Speaker, SpeakerKind};
use crate::candidate::Why;
use crate::languages::offices::{is_kind, means_anybody, office_of, other_nouns};
use crate::languages::tongue::{Sense, Tongue, is_in, key};
use crate::sieve::cast::Found;
use crate::sieve::phrases::Phrase;
use crate::sieve::words::gender::Gender;

/// Nouns for offices of which a place has one: with a complement they may mean somebody of another place.
pub(crate) const OFFICES: &str = "\
    maire préfet préfète président présidente ministre procureur procureure directeur directrice porte-parole \
    secrétaire député députée sénateur sénatrice patron patronne chef cheffe délégué déléguée avocat avocate juge \
    responsable adjoint adjointe conseiller conseillère gouverneur évêque curé entraîneur entraîneuse représentant \
    représentante mère père frère sœur fils fille femme mari épouse époux fondateur fondatrice propriétaire";

impl Discourse<'_, '_> {
    /// The office that a phrase of several words is for, where the article names one person who has it.
    pub(super) fn same_office(&self, phrase: &Phrase) -> Option<String> {
        let narration = self.narration;
        let office = office_of(&narration.text_of(&phrase.tokens).to_lowercase())?;
        let found = self.cast.find_role(office, None, phrase.tokens.start);
        (narration.tongue.is_french_or_russian() && matches!(found, Found::One(_))).then(|| office.to_owned())
    }

    /// The person who has the same office or trade by another noun: `l’édile` for the mayor.
    pub(super) fn with_same_office(&self, noun: &str, gender: Option<Gender>, before: usize) -> Option<usize> {
        let mut found: Vec<usize> = Vec::new();
        for other in other_nouns(self.narration.tongue, noun) {
            if let Found::One(number) = self.cast.find_role(other, gender, before)
                && self.cast.has_role(number, other)
                && self.cast.persons[number].first < before
            {
                found.push(number);
            }
        }
        found.sort_unstable();
        found.dedup();
        found.first().copied().filter(|_| found.len() == 1)
    }

    /// The one of several of the same kind who was spoken of last: `l’élue` where a mayor and a deputy are.
    pub(super) fn recent_of_kind(&self, noun: &str, sentence: usize, gender: Option<Gender>) -> Option<&Speaker> {
        let others = other_nouns(self.narration.tongue, noun);
        let is_it = |speaker: &Speaker| {
            let words: Vec<String> = speaker.name.split_whitespace().map(key).collect();
            let found = self.cast.find(&words, None, self.narration.tongue, usize::MAX);
            matches!(found, Found::One(number) if others.iter().any(|other| self.cast.has_role(number, other)))
        };
        let paragraph = self.narration.paragraph_of[sentence];
        let near = self.subjects.iter().rev().take(12);
        let near = near.filter(|(at, _)| paragraph - self.narration.paragraph_of[*at] < 2);
        near.map(|(_, it)| it).find(|it| fits(it, gender) && is_it(it))
    }

    /// What the article says that a speaker is, if it names one person so.
    pub(super) fn roles_of(&self, speaker: &Speaker) -> &[String] {
        let words: Vec<String> = speaker.name.split_whitespace().map(key).collect();
        match self.cast.find(&words, None, self.narration.tongue, usize::MAX) {
            Found::One(number) => &self.cast.persons[number].roles,
            _ => &[],
        }
    }

    /// The person of the paragraph with a name who was spoken of last; the one whom the article is about, if none is.
    pub(super) fn recent_named(&self, sentence: usize, gender: Option<Gender>) -> Option<&Speaker> {
        let paragraph = self.narration.paragraph_of[sentence];
        let here = self.subjects_in(paragraph);
        let mut here = here.map(|(_, it)| it);
        here.find(|it| it.why != Why::Unnamed && fits(it, gender))
    }

    /// The person with a name whom the sentence before is about, if the article has not said what he or she is: `raconte
    /// l’actrice`. French only.
    pub(super) fn subject_called(&self, sentence: usize, gender: Option<Gender>) -> Option<&Speaker> {
        let before = self.narration.sentence_before(sentence).filter(|_| self.narration.tongue == Tongue::French)?;
        let subject = self.subject_of(before).filter(|it| it.why != Why::Unnamed && fits(it, gender))?;
        self.roles_of(subject).is_empty().then_some(subject)
    }

    /// The only person of whom the text itself says what a noun says that no table has.
    pub(super) fn called_so(&self, noun: &str, gender: Option<Gender>, span: &Range<usize>) -> Option<Speaker> {
        let is_known = self.narration.lexicon.sense(noun).is(Sense::ROLE.or(Sense::THING));
        match self.cast.find_role(noun, gender, span.start) {
            Found::One(number) if !is_known && self.cast.has_role(number, noun) => {
                Some(self.person(number, span.clone(), Why::Reference))
            }
            _ => None,
        }
    }

    /// Whom a noun means that is for anybody: the person spoken of last in the paragraph, else the one whom the article is
    /// about.
    pub(crate) fn anybody(
        &self,
        noun: &str,
        sentence: usize,
        gender: Option<Gender>,
        span: &Range<usize>,
    ) -> Option<Speaker> {
        if let Some(called) = self.called_so(noun, gender, span) {
            return Some(called);
        }
        let is_presented = !matches!(self.cast.find_role(noun, gender, span.start), Found::Nobody);
        if !means_anybody(noun)
            || !self.narration.tongue.is_french_or_russian()
            || is_presented
            || self.narration.is_told_apart(span.end)
            || self.unnamed.contains_key(noun)
        {
            return None;
        }
        if let Some(hero) = self.hero_as(span.clone(), gender).filter(|_| noun.starts_with("intéressé")) {
            return Some(hero);
        }
        let paragraph = self.narration.paragraph_of[sentence];
        let here = self.subjects_in(paragraph);
        let last = if noun.starts_with("derni") {
            // Who is named last in the sentence before.
            let named = here.filter(|(at, it)| at + 1 >= sentence && fits(it, gender)).map(|(_, it)| it);
            named.max_by_key(|it| it.span.start)
        } else {
            here.map(|(_, it)| it).find(|it| fits(it, gender))
        };
        let why = |it: &Speaker| if it.why == Why::Unnamed { Why::Unnamed } else { Why::Reference };
        let last = last.map(|it| Speaker { span: span.clone(), why: why(it), ..it.clone() });
        last.or_else(|| self.hero_as(span.clone(), gender))
    }

    /// Whether a speaker is named in another paragraph and is something else than what a noun says: `le vétérinaire` is not
    /// the mayor of the paragraph above. French only.
    pub(super) fn is_another(&self, speaker: &Speaker, noun: &str, sentence: usize) -> bool {
        if self.narration.tongue == Tongue::Russian {
            let roles = self.roles_of(speaker);
            let others = other_nouns(Tongue::Russian, noun);
            let is_it = |role: &String| role == noun || others.contains(&role.as_str());
            let is_described = !(is_kind(noun) || means_anybody(noun));
            return is_described && !roles.is_empty() && !roles.iter().any(is_it) && !self.is_hero(speaker);
        }
        let paragraph = self.narration.paragraph_of[sentence];
        let mut here = self.subjects_in(paragraph);
        if self.narration.tongue != Tongue::French || here.any(|(_, it)| it.name == speaker.name) {
            return false;
        }
        let words: Vec<String> = speaker.name.split_whitespace().map(key).collect();
        let found = self.cast.find(&words, None, self.narration.tongue, usize::MAX);
        let others = other_nouns(self.narration.tongue, noun);
        let is_it = |number: usize| {
            self.cast.has_role(number, noun) || others.iter().any(|other| self.cast.has_role(number, other))
        };
        !matches!(found, Found::One(number) if self.cast.persons[number].roles.is_empty() || is_it(number))
    }

    /// The person named in the paragraph whom a Russian noun for a kind of person means: `чиновник`.
    pub(super) fn of_kind_here(&self, noun: &str, sentence: usize, gender: Option<Gender>) -> Option<&Speaker> {
        let is_kind = self.narration.tongue == Tongue::Russian && is_kind(noun);
        self.recent_named(sentence, gender).filter(|_| is_kind)
    }

    /// The only person of the paragraph, whom a noun with a complement means: `la consultante d’Eurosport`. French
    /// only.
    pub(super) fn varied(
        &self,
        phrase: &Phrase,
        noun: &str,
        sentence: usize,
        gender: Option<Gender>,
    ) -> Option<Speaker> {
        let narration = self.narration;
        let first = &narration.tokens[phrase.tokens.start];
        if narration.tongue != Tongue::French || !matches!(first.key.as_str(), "le" | "la" | "l" | "ce" | "cette") {
            return None;
        }
        let sense = narration.lexicon.sense(noun);
        if sense.is(Sense::THING.or(Sense::SEVERAL).or(Sense::INDEFINITE)) || phrase.is_thing {
            return None;
        }
        // “L’avocat de Jane Doe” is not she.
        let is_of_name = |at: usize| {
            let token = &narration.tokens[at];
            token.is_capital()
                && (token.is(Sense::HIS_NAME.or(Sense::HER_NAME)) || self.cast.by_word.contains_key(&token.key))
        };
        if phrase.tokens.clone().any(is_of_name) || narration.is_newly_pointed(phrase) {
            return None;
        }
        let paragraph = narration.paragraph_of[sentence];
        let here = self.subjects_in(paragraph);
        let mut here = here.filter(|(_, it)| it.why != Why::Unnamed && fits(it, gender));
        let (at, named) = here.next()?;
        let is_alone = here.all(|(_, it)| it.name == named.name);
        let others = other_nouns(narration.tongue, noun);
        let is_other = |role: &String| is_in(OFFICES, role) && !others.contains(&role.as_str());
        let has_office = self.roles_of(named).iter().any(is_other);
        let is_office = is_in(OFFICES, noun);
        let is_other = is_office && (has_office || named.gender.is_none());
        (is_alone && *at + 2 >= sentence && !is_other).then(|| Speaker {
            span: narration.range_of(&phrase.tokens),
            why: Why::Reference,
            ..named.clone()
        })
    }
}

fn fits(speaker: &Speaker, gender: Option<Gender>) -> bool {
    speaker.kind == SpeakerKind::Person && Gender::fits(gender, speaker.gender)
}
