//! Whom a demonstrative means, and who is named for the first time. French and Russian only.

use std::ops::Range;

use super::discourse::{Discourse, Speaker, SpeakerKind};
use crate::candidate::Why;
use crate::languages::tongue::{Sense, Tongue, is_in};
use crate::sieve::phrases::Phrase;
use crate::sieve::text::Gap;
use crate::sieve::words::cases::is_form_of;
use crate::sieve::words::gender::Gender;

impl Discourse<'_, '_> {
    /// Whom a French demonstrative at the beginning of a sentence means: the person whom the sentence before is about:
    /// `raconte Doe. Cette ancienne institutrice a couché`.
    pub(super) fn pointed_at(
        &self,
        phrase: &Phrase,
        sentence: usize,
        gender: Option<Gender>,
        span: &Range<usize>,
    ) -> Option<Speaker> {
        const MAX_OPENING: usize = 8;
        let narration = self.narration;
        let points = matches!(narration.tokens[phrase.tokens.start].key.as_str(), "ce" | "cet" | "cette");
        let start = narration.sentences[sentence].start;
        // “Entre 2014 et 2023, cette comptable a signé”.
        let is_behind_time = || {
            let opening = start + 1..phrase.tokens.start;
            narration.tokens[start].is(Sense::PREPOSITION)
                && narration.tokens[phrase.tokens.start].gap == Gap::COMMA
                && opening.len() < MAX_OPENING
                && opening.into_iter().all(|at| narration.is_joined(at) && narration.tokens[at].quote.is_none())
        };
        let begins = phrase.tokens.start == start || is_behind_time();
        let is_meant = points && begins && !narration.is_newly_pointed(phrase) && narration.tongue == Tongue::French;
        let subject = self.subject_of(narration.sentence_before(sentence).filter(|_| is_meant)?)?;
        let fits = Gender::fits(gender, subject.gender);
        let is_named = subject.kind == SpeakerKind::Person && subject.why != Why::Unnamed;
        // What it is called tells the gender of an unknown name.
        (fits && is_named).then(|| Speaker {
            span: span.clone(),
            why: Why::Reference,
            gender: subject.gender.or(gender),
            ..subject.clone()
        })
    }

    /// Whom a demonstrative and the noun by which the article has spoken of somebody mean: `selon une source proche du
    /// dossier. « … », a ajouté cette source`, `этот чиновник`.
    pub(crate) fn repeated(&self, phrase: &Phrase, head: usize, span: &Range<usize>) -> Option<Speaker> {
        const DEMONSTRATIVES: &str = "ce cet cette этот эта тот та";
        const MAX_WORDS: usize = 150;
        const MAX_BEFORE: usize = 3;
        let narration = self.narration;
        let points = |at: usize| is_in(DEMONSTRATIVES, narration.key_at(at)) || narration.key_at(at + 1) == "même";
        let start = phrase.tokens.start;
        if !narration.tongue.is_french_or_russian() || !points(start) || phrase.tokens.end != head + 1 {
            return None;
        }
        let paragraph = |at: usize| narration.paragraph_of[narration.sentence_of[at]];
        let is_it = |at: &usize| {
            let (token, noun) = (&narration.tokens[*at], &narration.tokens[head].key);
            let is_same = token.key == *noun || narration.tongue == Tongue::Russian && is_form_of(&token.key, noun);
            token.quote.is_none() && is_same && paragraph(*at) + 1 >= paragraph(start)
        };
        let mentions = (start.saturating_sub(MAX_WORDS)..start).rev().filter(is_it);
        mentions.into_iter().find_map(|at| {
            let known = Sense::DETERMINER.or(Sense::INDEFINITE);
            let opens = |it: &usize| narration.tokens[*it].is(known);
            let article =
                (at.saturating_sub(MAX_BEFORE)..at).rev().take_while(|it| narration.is_joined(it + 1)).find(opens);
            let first = article.unwrap_or(at);
            let sentence = narration.sentence_of[at];
            let end = narration.sentences[sentence].end;
            let is_oblique = narration.tokens[at].key != narration.tokens[head].key;
            let in_case = || narration.oblique_noun(at, end).filter(|_| is_oblique);
            let earlier = narration.phrase_at(first, end).or_else(in_case).filter(|_| !points(first))?;
            let speaker = self.resolve(&earlier, is_oblique, sentence, true)?;
            let why = if speaker.why == Why::Unnamed { Why::Unnamed } else { Why::Reference };
            Some(Speaker { span: span.clone(), why, ..speaker })
        })
    }
}

impl Discourse<'_, '_> {
    /// Whether the paragraph above spoke last of a person other than a speaker, but of the same gender, so that a pronoun in
    /// the first sentence of a paragraph means that one.
    pub(super) fn is_other_above(&self, sentence: usize, speaker: &Speaker) -> bool {
        let paragraph = self.narration.paragraph_of[sentence];
        let begins = sentence > 0 && self.narration.paragraph_of[sentence - 1] != paragraph;
        let mut before = self.subjects.iter().rev().filter(|(at, _)| *at < sentence);
        let above = before.find(|(_, it)| it.kind == SpeakerKind::Person && it.why != Why::Unnamed);
        let above = above.filter(|(at, _)| begins && self.narration.paragraph_of[*at] + 1 == paragraph);
        above.is_some_and(|(_, it)| it.name != speaker.name && it.gender == speaker.gender && it.gender.is_some())
    }

    /// The subject of a sentence, if it is a person whom the article names here for the first time.
    pub(crate) fn new_subject(&self, sentence: usize) -> Option<Speaker> {
        let narration = self.narration;
        let range = &narration.sentences[sentence];
        let phrase = narration.phrase_at(range.start, range.end)?;
        let name = phrase.name.clone().filter(|name| name.start == range.start && name.len() > 1)?;
        let is_new = self.cast.persons.iter().any(|person| person.first == name.start);
        let speaker = self.resolve(&phrase, false, sentence, true)?;
        (is_new && speaker.kind == SpeakerKind::Person).then_some(speaker)
    }
}
