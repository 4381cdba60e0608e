//! Whom a pronoun or noun means where two persons fit, and where nobody can tell. English and German.

use super::discourse::{Discourse, Speaker, SpeakerKind};
use crate::candidate::Why;
use crate::languages::tongue::{Sense, is_in, key};
use crate::sieve::cast::Person;
use crate::sieve::phrases::Phrase;
use crate::sieve::text::Gap;
use crate::sieve::words::gender::Gender;

/// How many of the subjects and persons named last are looked at.
const MAX_LAST: usize = 40;
/// How many of the sentences before one are looked at.
const MAX_SENTENCES: usize = 12;

impl Discourse<'_, '_> {
    /// Whether the sentence before is about somebody without a name who speaks to another person of a gender, so that the
    /// pronoun means that one: `A farmer told her that it was dry. “Then you are due,” she said.`
    pub(super) fn tells_another(&self, sentence: usize, gender: Gender) -> bool {
        let narration = self.narration;
        let Some(before) = narration.sentence_before(sentence).filter(|_| !narration.tongue.is_french_or_russian())
        else {
            return false;
        };
        let Some(subject) = self.subject_of(before).filter(|it| it.why == Why::Unnamed && it.gender.is_none()) else {
            return false;
        };
        let range = narration.sentences[before].clone();
        let start = range.clone().find(|&at| narration.tokens[at].range.start >= subject.span.end);
        let addresses =
            |at: usize| matches!(narration.key_at(at), "told" | "tells" | "asked" | "asks" | "warned" | "assured");
        let cue = (start.unwrap_or(range.end)..range.end).find(|&at| narration.is_cue(at)).filter(|&at| addresses(at));
        let Some(cue) = cue else { return false };
        let is_meant = |at: usize| match narration.key_at(at) {
            "she" | "her" => gender == Gender::Woman,
            "he" | "him" | "his" => gender == Gender::Man,
            _ => false,
        };
        (cue + 1..range.end.min(cue + 4)).any(is_meant)
    }

    /// The person with a name to whom the one of the sentence before speaks: who was spoken of before that.
    pub(super) fn addressed_before(&self, sentence: usize, gender: Gender) -> Option<&Speaker> {
        let near = self.subjects.iter().rev().take(MAX_LAST).filter(|(at, _)| *at + 1 < sentence);
        let mut named = near.map(|(_, it)| it).filter(|it| it.kind == SpeakerKind::Person && it.why != Why::Unnamed);
        let last = named.next()?;
        let fits = |it: &Speaker| self.gender_of(it) == Some(gender);
        fits(last).then_some(last).or_else(|| self.main_person(Some(gender)).filter(|it| fits(it)))
    }

    /// Whether a person of a gender is spoken of only in a paragraph above a sentence, and the paragraph of the sentence is
    /// about one whom a single word names, whose gender nothing tells. English and German.
    pub(super) fn brings_in_single(&self, sentence: usize, gender: Gender, found: &str) -> bool {
        let narration = self.narration;
        let paragraph = narration.paragraph_of[sentence];
        let here = self.subjects_in(paragraph).take(MAX_LAST);
        if narration.tongue.is_french_or_russian() || here.clone().any(|(_, it)| it.name == found) {
            return false;
        }
        let is_other = |it: &Speaker| {
            it.kind == SpeakerKind::Person
                && it.why == Why::Named
                && it.name != found
                && self.gender_of(it).is_none_or(|own| own == gender)
        };
        here.clone().any(|(_, it)| is_other(it)) || self.apposes_single(sentence, gender)
    }

    /// Whether the paragraph sets off a single name by commas before a sentence, which may be that of a person of a gender:
    /// `The younger, Kerra, works here.`
    fn apposes_single(&self, sentence: usize, gender: Gender) -> bool {
        let narration = self.narration;
        let paragraph = narration.paragraph_of[sentence];
        let near = (0..sentence).rev().take(MAX_SENTENCES);
        near.take_while(|&at| narration.paragraph_of[at] == paragraph).any(|number| {
            let range = narration.sentences[number].clone();
            (range.start + 1..range.end.saturating_sub(1)).any(|at| {
                let (token, next) = (&narration.tokens[at], &narration.tokens[at + 1]);
                let is_apposed = token.gap == Gap::COMMA && next.gap == Gap::COMMA && !next.is_capital();
                let follows_noun = !narration.tokens[at - 1].is_capital() && narration.is_name_word(at);
                is_apposed && follows_noun && Gender::fits(Some(gender), Gender::of(token.sense))
            })
        })
    }

    /// Whom a pronoun means if one was found, unless nobody can tell; `er selbst` is not the one without a name spoken of
    /// last: `Ein Kritiker lobte Doe. Er selbst fand es „…“.`
    pub(super) fn unless_doubtful<'s>(
        &'s self,
        pronoun: &Phrase,
        sentence: usize,
        gender: Gender,
        found: &'s Speaker,
    ) -> Option<&'s Speaker> {
        let is_contrast = self.narration.key_at(pronoun.tokens.end) == "selbst";
        if is_contrast && found.why == Why::Unnamed && found.kind == SpeakerKind::Person {
            return self.addressed_before(sentence, gender);
        }
        Some(found).filter(|it| !self.is_guess(sentence, gender, it))
    }

    /// A person whom a pronoun means, unless it most probably means another one.
    pub(super) fn unless_other(
        &self,
        pronoun: &Phrase,
        sentence: usize,
        gender: Gender,
        meant: Speaker,
    ) -> Option<Speaker> {
        let is_other = self.means_other(pronoun.tokens.start, sentence, gender, &meant)
            || self.brings_in_single(sentence, gender, &meant.name);
        (!is_other).then_some(meant)
    }

    /// Whether a pronoun can only be guessed to mean a person: a paragraph above, or two if the gender is known, was the last
    /// to speak of her, and the article has named another one of whom it may be.
    fn is_guess(&self, sentence: usize, gender: Gender, found: &Speaker) -> bool {
        let narration = self.narration;
        if narration.tongue.is_french_or_russian() {
            return false;
        }
        let is_last = self.main.as_ref().is_some_and(|(at, it)| at + 1 == sentence && it.name == found.name);
        let mut near = self.subjects.iter().rev().take(MAX_LAST);
        let last = near.find(|(_, it)| it.name == found.name).filter(|_| !is_last);
        let paragraph = narration.paragraph_of[sentence];
        let reach = if self.gender_of(found).is_some() { 2 } else { 1 };
        let is_far = last.is_some_and(|(at, _)| paragraph - narration.paragraph_of[*at] >= reach);
        let start = narration.sentences[sentence].start;
        // “Doe’s father was lost.”
        let surname = found.name.split_whitespace().next_back().map(key);
        let above = (0..sentence).rev().take(MAX_SENTENCES);
        let above = above.take_while(|&at| paragraph - narration.paragraph_of[at] < 2).last();
        let mut near = above.map_or(start, |at| narration.sentences[at].start)..start;
        let is_named = |at: usize| {
            let token = &narration.tokens[at];
            token.quote.is_none() && token.is_capital() && surname.as_ref() == Some(&token.key)
        };
        if near.any(is_named) {
            return false;
        }
        let end = self.cast.persons.partition_point(|person| person.first < start);
        let mut named = self.cast.persons[..end].iter().rev().take(MAX_LAST);
        let is_hero = || self.main_person(Some(gender)).is_some_and(|it| it.name == found.name);
        let may_be = |it: &Person| it.gender == Some(gender) || it.gender.is_none() && !it.roles.is_empty();
        is_far && named.any(|it| it.name != found.name && may_be(it)) && !is_hero()
    }

    /// Whether a speaker is the one whom the last sentence with a subject is about.
    pub(crate) fn is_topic(&self, speaker: &Speaker) -> bool {
        self.main.as_ref().is_some_and(|(_, it)| it.name == speaker.name)
    }

    /// The person of the paragraph with a name whom a noun for somebody set over another one means, as the one spoken of
    /// last is the other: `Doe leitet das Amt. Ihre Mitarbeiterin Roe zählt. „…“, meint ihre Chefin.` English and German.
    pub(super) fn superior_named(
        &self,
        phrase: &Phrase,
        noun: &str,
        sentence: usize,
        gender: Option<Gender>,
    ) -> Option<Speaker> {
        const SUPERIORS: &str = "\
            chef chefin vorgesetzter vorgesetzte doktorvater doktormutter lehrer lehrerin trainer trainerin boss supervisor \
            coach teacher mentor mentorin";
        let narration = self.narration;
        let first = &narration.tokens[phrase.tokens.start];
        if narration.tongue.is_french_or_russian()
            || !is_in(SUPERIORS, noun)
            || !first.is(Sense::POSSESSIVE)
            || phrase.tokens.len() != 2
        {
            return None;
        }
        let paragraph = narration.paragraph_of[sentence];
        let here = self.subjects_in(paragraph).map(|(_, it)| it);
        let named = here.filter(|it| it.kind == SpeakerKind::Person && it.why != Why::Unnamed);
        let owner = named.clone().next()?;
        let mut others = named.filter(|it| it.name != owner.name);
        let other =
            others.next().filter(|it| gender.is_none() || self.gender_of(it).is_none_or(|own| Some(own) == gender))?;
        let is_alone = others.all(|it| it.name == other.name);
        let span = narration.range_of(&phrase.tokens);
        is_alone.then(|| Speaker { span, why: Why::Reference, ..other.clone() })
    }
}
