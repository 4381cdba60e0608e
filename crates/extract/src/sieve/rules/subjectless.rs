//! Russian verbs of saying without a subject, whose subject is that of the sentence before: `Лужин молчит. «Нет», —
//! отвечает наконец.`

use std::ops::{ControlFlow, Range};

use super::sieve::Sieve;
use crate::candidate::Why;
use crate::languages::tongue::{Sense, Tongue};
use crate::languages::verbs::is_russian_plural;
use crate::sieve::coreference::{Number, Speaker};
use crate::sieve::phrases::Phrase;
use crate::sieve::text::{Gap, Narration};
use crate::sieve::words::gender::Gender;
use crate::sieve::words::verbs::{gender_of_past, is_impersonal};

impl Narration<'_> {
    /// The place whose people a verb without a subject means, if it is one: `В письме говорится`, `В пресс-службе Мосбиржи
    /// сообщили`. Russian only.
    pub(crate) fn place_of_saying(&self, cue: usize, sentence: &Range<usize>) -> ControlFlow<Option<Phrase>> {
        if self.tongue != Tongue::Russian {
            return ControlFlow::Continue(());
        }
        if let Some(named) = self.name_before_verb(cue, sentence.start) {
            return ControlFlow::Break(Some(named));
        }
        let key = self.tokens[cue].key.as_str();
        if is_impersonal(key) {
            return ControlFlow::Break(
                (sentence.start..sentence.end).find_map(|at| self.place_as_subject(at, sentence.end)),
            );
        }
        if !is_russian_plural(key) || cue == sentence.start {
            return ControlFlow::Continue(());
        }
        let end = self.before_aside(cue, sentence.start);
        if end == cue && !self.is_joined(cue) {
            return ControlFlow::Continue(());
        }
        let place = self.place_as_subject(self.chunk_start(end, sentence.start), end);
        place.map_or(ControlFlow::Continue(()), |place| ControlFlow::Break(Some(place)))
    }

    /// The full name right before a verb, where a complement precedes the noun: `Вызванный в суд ветеринар Олег Лужин
    /// подтвердил`.
    fn name_before_verb(&self, cue: usize, lowest: usize) -> Option<Phrase> {
        const MAX_WORDS: usize = 3;
        let mut near = lowest.max(cue.saturating_sub(MAX_WORDS))..cue;
        let run = near.find(|&at| self.is_name_word(at) && self.name_at(at).1 == cue)?;
        let name = self.name_at(run).0.filter(|name| name.len() > 1 && self.is_joined(cue))?;
        let is_titled = run > lowest + 1 && self.is_joined(run) && self.tokens[run - 1].is(Sense::ROLE);
        let governs = |at: usize| self.tokens[at].is(Sense::PREPOSITION);
        let is_behind = is_titled && !governs(run - 2) && (self.chunk_start(run, lowest)..run).any(governs);
        let phrase = Phrase::of_name(name);
        (is_behind && self.is_nominative(&phrase)).then_some(phrase)
    }

    /// The verb of saying in some words beside a quotation, if nothing among them may be its subject.
    fn verb_without_subject(&self, part: &Range<usize>) -> Option<usize> {
        let cue = part.clone().find(|&at| self.is_cue(at) && !self.tokens[at].is_capital())?;
        let key = self.tokens[cue].key.as_str();
        let is_finite = !key.ends_with("ая") && !key.ends_with("ий") && !key.ends_with('в') && !key.ends_with("но");
        if is_impersonal(key) || is_russian_plural(key) || !is_finite {
            return None;
        }
        let mut governed = false;
        for at in part.clone() {
            let token = &self.tokens[at];
            if token.is(Sense::PREPOSITION) {
                governed = true;
                continue;
            }
            if !self.is_joined(at) && at > part.start {
                governed = false;
            }
            let may_be_subject =
                token.is(Sense::ROLE.and(Sense::THING).and(Sense::HE).and(Sense::SHE).and(Sense::THEY))
                    || token.is_capital() && at > part.start && !token.is(Sense::NO_NAME);
            if token.quote.is_some() || may_be_subject && !governed && !token.is_in_term {
                return None;
            }
        }
        Some(cue)
    }
}

impl Sieve<'_, '_> {
    /// Who says the next quotation if its verb has no subject. Russian only.
    pub(super) fn without_subject(&self, number: usize) -> Option<Speaker> {
        const MAX_WORDS: usize = 12;
        let narration = self.narration;
        let (&first, &last) = (self.parts[number].first()?, self.parts[number].last()?);
        let own = narration.sentence_of[first];
        let before = narration.sentence_before(own).filter(|_| narration.tongue == Tongue::Russian)?;
        let sentence = &narration.sentences[own];
        let end = narration.sentences[narration.sentence_of[last]].end;
        let lead = sentence.start..first;
        let tail = last + 1..end.min(last + 1 + MAX_WORDS);
        let is_led_in = !lead.is_empty() && lead.len() <= MAX_WORDS && narration.tokens[first].gap.has(Gap::COLON);
        let is_followed = lead.is_empty()
            && !tail.is_empty()
            && (narration.tokens[tail.start].gap.has(Gap::DASH) || narration.tokens[tail.start].gap.has(Gap::COMMA));
        let cue = match (is_led_in, is_followed) {
            (true, _) => narration.verb_without_subject(&lead)?,
            (_, true) => narration.verb_without_subject(&tail)?,
            _ => return None,
        };
        let speaker = self.discourse.subject_of(before).filter(|it| it.number == Number::Person)?;
        let gender = gender_of_past(&narration.tokens[cue].key);
        let fits = Gender::fits(gender, speaker.gender);
        fits.then(|| Speaker { why: Why::Continuation, ..speaker.clone() })
    }
}
