//! Russian verbs of saying without a subject of their own.

use std::ops::{ControlFlow, Range};

use crate::languages::tongue::{Sense, Tongue};
use crate::languages::verbs::is_russian_plural;
use crate::sieve::phrases::Phrase;
use crate::sieve::text::Narration;
use crate::sieve::words::verbs::is_impersonal;

impl Narration<'_> {
    /// The place whose people a verb without a subject means, if it is one: `В письме говорится`, `В пресс-службе Мосбиржи
    /// сообщили`. Russian only.
    pub(super) fn place_of_saying(&self, cue: usize, sentence: &Range<usize>) -> ControlFlow<Option<Phrase>> {
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
    pub(crate) fn verb_without_subject(&self, part: &Range<usize>) -> Option<usize> {
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
            let may_be_subject = token.is(Sense::ROLE.or(Sense::THING).or(Sense::HE).or(Sense::SHE).or(Sense::THEY))
                || token.is_capital() && at > part.start && !token.is(Sense::NO_NAME);
            if token.quote.is_some() || may_be_subject && !governed && !token.is_in_term {
                return None;
            }
        }
        Some(cue)
    }
}
