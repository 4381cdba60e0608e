//! English names of organisations, and where a phrase ends that other words go on with.

use std::ops::Range;

use super::phrase::Phrase;
use crate::languages::tongue::{Sense, Tongue, is_in};
use crate::sieve::text::{Gap, Narration};

impl Narration<'_> {
    /// Whether a phrase calls a person by where he or she comes from: `the Irishman`, `the Dane`.
    pub(crate) fn is_demonym_noun(&self, phrase: &Phrase) -> bool {
        const OTHERS: &str = "\
            briton scot dane swede finn pole turk spaniard german american canadian australian italian russian belgian \
            norwegian austrian brazilian argentinian nigerian kenyan iranian ukrainian";
        let key = self.key_at(phrase.tokens.start + 1);
        let is_noun = key.ends_with("man") || key.ends_with("woman") || is_in(OTHERS, key);
        self.tongue == Tongue::English
            && self.key_at(phrase.tokens.start) == "the"
            && phrase.tokens.len() == 2
            && phrase.name.as_ref().is_some_and(|name| name.len() == 1)
            && is_noun
    }

    /// Whether an article or a possessive is before a word, so that it is no verb: `a report`, `Doe’s report`, `an inspection
    /// report`.
    pub(crate) fn follows_article(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| &self.tokens[before]).filter(|_| self.is_joined(at)) else {
            return false;
        };
        let is_article = before.is(Sense::DETERMINER.or(Sense::POSSESSIVE)) && !before.is(Sense::RELATIVE);
        is_article || before.is_possessive || self.is_compound_noun(at)
    }

    /// Whether a word that may be a verb is the noun of `an inspection report`, `a church newsletter`: no singular noun has a
    /// verb without an ending.
    fn is_compound_noun(&self, at: usize) -> bool {
        let is_bare = !["s", "ed", "ing"].iter().any(|ending| self.tokens[at].key.ends_with(ending));
        let is_article = |at: usize| matches!(self.key_at(at), "a" | "an" | "another" | "one");
        self.tongue == Tongue::English
            && at > 1
            && is_bare
            && self.tokens[at].is(Sense::THING)
            && self.is_joined(at - 1)
            && is_article(at - 2)
    }

    /// Whether a word is the party and state of a politician: `R-Ohio`, `D-Mass.`
    pub(super) fn is_party_mark(&self, at: usize) -> bool {
        let mut chars = self.tokens[at].text.chars();
        let is_party = matches!(chars.next(), Some('R' | 'D' | 'I'));
        self.tongue == Tongue::English
            && is_party
            && chars.next().is_some_and(|c| matches!(c, '-' | '‑'))
            && chars.next().is_some_and(char::is_uppercase)
    }

    /// The end of the name of an organisation with `and` in it, or the end of its first part: `Thames and Severn Water`,
    /// `the Bakers and Millers Union`, `the Department for Business and Trade`.
    pub(super) fn organisation_end(&self, run: &Range<usize>) -> usize {
        const MAX_WORDS: usize = 6;
        let and = run.end;
        let given = Sense::HIS_NAME.or(Sense::HER_NAME);
        let fits = self.tongue == Tongue::English
            && matches!(self.key_at(and), "and")
            && self.is_joined(and)
            && and + 1 < self.tokens.len()
            && self.is_joined(and + 1)
            && self.is_name_word(and + 1)
            && !self.tokens[and - 1].is_possessive;
        if !fits
            || run.len() > MAX_WORDS
            || run.clone().any(|at| self.tokens[at].is(given) || self.tokens[at].is_title() && run.len() < 2)
        {
            return and;
        }
        let mut end = and + 2;
        while end < self.tokens.len().min(and + MAX_WORDS)
            && self.is_joined(end)
            && self.is_name_word(end)
            && !self.tokens[end - 1].is_possessive
        {
            end += 1;
        }
        let last = &self.tokens[end - 1];
        let is_body = |at: usize| self.is_body(at);
        // “Bakers and Millers Union”, “Department for Business and Trade”.
        let ends_in_body = end > and + 2 && is_body(end - 1) && !last.is_possessive;
        let is_of_body = run.start > 1
            && matches!(self.key_at(run.start - 1), "for" | "of")
            && is_body(run.start - 2)
            && self.tokens[run.start - 2].is_capital()
            && end == and + 2;
        let is_person = (and + 1..end).any(|at| self.tokens[at].is(given));
        if (ends_in_body || is_of_body) && !is_person { end } else { and }
    }

    /// Whether a word with a capital is the last of the name of an organisation: `Union`, `Water`.
    fn is_body(&self, at: usize) -> bool {
        const BODIES: &str = "\
            water rail railway energy power gas electric partners brothers sons holdings industries foods motors \
            airways airlines media insurance securities capital investments trust society council workers \
            wanderers rovers united city press books records studios pictures stores markets systems \
            technologies services logistics shipping ferries lines buses homes estates properties breweries";
        let token = &self.tokens[at];
        token.is_capital() && (token.is(Sense::THING) || is_in(BODIES, &token.key))
    }

    /// Whether an article begins another phrase behind a noun: `In a filing the company warned`.
    pub(super) fn begins_other(&self, at: usize, head: Option<usize>, of: Option<usize>) -> bool {
        // “The bar sat an old man”: no noun before an article is a whole phrase either.
        let joins = Sense::PREPOSITION.or(Sense::DETERMINER).or(Sense::POSSESSIVE).or(Sense::CONJUNCTION);
        self.tongue == Tongue::English
            && (head.is_some() || at > 0 && !self.tokens[at - 1].is(joins))
            && of.is_none_or(|of| at > of + 1)
            && matches!(self.key_at(at), "the" | "a" | "an" | "his" | "her" | "its" | "their")
    }

    /// Whether a name behind a preposition is more than its object: `the view of Doe`, `was led by Doe, 77, who`.
    pub(crate) fn is_elaborated(&self, name: usize, end: usize) -> bool {
        if self.tongue != Tongue::English || name < 2 {
            return false;
        }
        if self.opens_as_topic(name, end) {
            return true;
        }
        let is_view = self.key_at(name - 1) == "of" && self.is_word_of(name - 2);
        let is_age = self.tokens.get(end).is_some_and(|token| token.text.starts_with(char::is_numeric));
        let next = end + usize::from(is_age);
        let is_set_off = self.tokens.get(next).is_some_and(|token| token.gap.has(Gap::COMMA));
        is_view || self.key_at(name - 1) == "by" && is_set_off && self.key_at(next) == "who"
    }

    /// Whether a name is set off behind a noun for the person: `the firm’s chief executive, Jane Doe, said`.
    pub(crate) fn is_name_apposed(&self, start: usize, subject: &Phrase) -> bool {
        let phrase = self.phrase_at(start, subject.tokens.start).filter(|_| self.tongue == Tongue::English);
        subject.name.is_some()
            && phrase.is_some_and(|it| {
                let is_role = it.head.is_some_and(|head| self.tokens[head].is(Sense::ROLE));
                it.tokens.end == subject.tokens.start && is_role && self.tokens[it.tokens.end].gap == Gap::COMMA
            })
    }

    /// Where the words go on behind a preposition and its phrase: at a name that the phrase seems to end in, but that is no
    /// person of the kind its noun tells: `Of the fire Doe said`.
    pub(crate) fn behind_phrase(&self, phrase: &Phrase) -> usize {
        let name =
            phrase.name.as_ref().filter(|name| self.tongue == Tongue::English && name.start > phrase.tokens.start);
        let is_plain = |name: &&Range<usize>| {
            (phrase.tokens.start..name.start).all(|at| !self.tokens[at].is_title() && !self.tokens[at].is_capital())
                && name.start > phrase.tokens.start + 1
        };
        name.filter(is_plain).map_or(phrase.tokens.end, |name| name.start)
    }
}
