//! Complements of nouns, and words that belong to the phrase behind them.

use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::text::Narration;

impl Narration<'_> {
    /// Whether an English word belongs to the complement of a noun, whose own noun follows: `for the federal emergency
    /// preparedness minister`.
    pub(super) fn is_inside_complement(&self, of: usize, at: usize) -> bool {
        const MAX_WORDS: usize = 3;
        let noun = Sense::ROLE.or(Sense::THING);
        let other = noun
            .or(Sense::CUE)
            .or(Sense::AUX)
            .or(Sense::PREPOSITION)
            .or(Sense::DETERMINER)
            .or(Sense::POSSESSIVE)
            .or(Sense::CONJUNCTION)
            .or(Sense::SUBORDINATOR)
            .or(Sense::RELATIVE)
            .or(Sense::ADVERB);
        let is_plain = |it: usize| {
            let token = &self.tokens[it];
            self.is_joined(it)
                && token.quote.is_none()
                && !token.is_capital()
                && !token.is(other)
                && !token.is_pronoun()
        };
        let words = (at..self.tokens.len().min(at + MAX_WORDS)).take_while(|&it| is_plain(it)).count();
        let has_noun = (of + 1..at).any(|it| self.tokens[it].is(noun) || self.tokens[it].is_capital());
        let ends = self.tokens.get(at + words).filter(|_| words > 0 && self.is_joined(at + words));
        !has_noun && ends.is_some_and(|it| it.is(noun) && !it.is(Sense::CUE.or(Sense::SEVERAL)) && it.quote.is_none())
    }

    /// Whether a noun follows a name, so that the name only says whose or which it is: `a Doe aide`, `the Australian foreign
    /// ministry`.
    pub(super) fn is_before_noun(&self, name: usize, end: usize) -> bool {
        let noun = Sense::ROLE.or(Sense::THING);
        let is_noun =
            |at: usize| self.tokens.get(at).is_some_and(|it| it.is(noun) && !it.is(Sense::CUE) && self.is_joined(at));
        let article = name.checked_sub(1).map_or("", |at| self.key_at(at));
        let is_origin = self.tongue == Tongue::English && end == name + 1 && matches!(article, "a" | "an" | "the");
        let is_plain = |at: usize| {
            let other = Sense::CUE.or(Sense::AUX).or(Sense::PREPOSITION).or(Sense::ADVERB).or(Sense::CONJUNCTION);
            self.tokens.get(at).is_some_and(|it| !it.is(other) && !it.is_capital() && self.is_joined(at))
        };
        is_noun(end)
            || is_origin && is_plain(end) && self.key_at(end).ends_with(['n', 'l', 'c', 'y']) && is_noun(end + 1)
    }

    /// Where a phrase behind a preposition ends, over the rest of a compound that nothing tells from a verb: `at the county
    /// grammar school`. English only.
    pub(crate) fn behind_compound(&self, at: usize, end: usize) -> usize {
        let is_plain = |it: usize| it < end && self.is_joined(it) && !self.tokens[it].is_capital();
        let known = Sense::ROLE.or(Sense::THING).or(Sense::CUE).or(Sense::AUX).or(Sense::PREPOSITION);
        let may = self.tongue == Tongue::English && is_plain(at) && is_plain(at + 1) && !self.tokens[at].is(known);
        let is_noun = may && self.tokens[at + 1].is(Sense::THING) && !self.tokens[at + 1].is(Sense::CUE);
        if is_noun && at + 2 == end { end } else { at }
    }

    /// Whether a Russian noun in the nominative follows the complement of another one, so that it is an object: `Комитет по
    /// экологии проект не поддержал`.
    pub(super) fn begins_object(&self, at: usize, of: Option<usize>) -> bool {
        let token = &self.tokens[at];
        let is_noun = token.is(Sense::ROLE.or(Sense::THING)) && !token.is_capital() && !token.is_in_term;
        self.tongue == Tongue::Russian && is_noun && of.is_some_and(|of| at > of + 1)
    }
}

impl Narration<'_> {
    /// Whether an English word that may address somebody is a noun here: `her father hated it`, but not `our Father Doe`.
    pub(crate) fn is_relative(&self, at: usize) -> bool {
        let is_noun = self.tokens[at].is(Sense::ROLE) && !self.tokens[at].is_capital();
        self.tongue == Tongue::English && is_noun && self.follows_article(at)
    }

    /// Whether `that` opens a clause behind an English noun: `a message that Doe had sent`.
    pub(super) fn is_relative_that(&self, at: usize) -> bool {
        let is_that = self.tongue == Tongue::English && self.key_at(at) == "that";
        is_that && at > 0 && !self.tokens[at - 1].is(Sense::PREPOSITION)
    }
}
