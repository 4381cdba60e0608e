//! Verbs of saying in relative clauses and participles, whose subject is not that of the sentence, and phrases that are
//! told apart from the clauses beside them.

use std::ops::{ControlFlow, Range};

use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::phrases::Phrase;
use crate::sieve::text::{Gap, Narration};

impl Narration<'_> {
    /// The subject of an English verb behind `which`, or of a participle behind the noun that it describes: `a letter from
    /// the club, sent in May, which told`, `by a leaflet promising`.
    pub(super) fn subject_of_relative(&self, cue: usize, sentence: &Range<usize>) -> ControlFlow<Option<Phrase>> {
        const MAX_WORDS: usize = 8;
        if self.tongue != Tongue::English || cue <= sentence.start {
            return ControlFlow::Continue(());
        }
        let start = self.before_adverbs(cue, sentence.start);
        if start > sentence.start && self.is_joined(start) && self.tokens[start - 1].key == "which" {
            return ControlFlow::Break(self.thing_before(start - 1, sentence.start));
        }
        if start > sentence.start
            && self.is_joined(start)
            && self.tokens[start - 1].key == "who"
            && let Some(agent) = self.agent_before_who(start - 1, sentence.start)
        {
            return ControlFlow::Break(Some(agent));
        }
        if let Some(sign) = self.sign_before(cue, sentence.start) {
            return ControlFlow::Break(Some(sign));
        }
        let known = Sense::ROLE.or(Sense::THING);
        let is_described = |at: usize| {
            let governs = matches!(self.tokens[at - 1].key.as_str(), "by" | "about" | "of" | "over" | "with" | "under");
            let phrase = self.phrase_at(at, cue).filter(|_| governs && self.is_joined(at))?;
            let is_noun = phrase.head.is_some_and(|head| self.tokens[head].is(known));
            (phrase.tokens.end == cue && phrase.name.is_none() && is_noun).then_some(phrase)
        };
        if self.tokens[cue].key.ends_with("ing") && self.is_joined(cue) {
            let lowest = (sentence.start + 1).max(cue.saturating_sub(MAX_WORDS));
            if let Some(phrase) = (lowest..cue).find_map(is_described) {
                return ControlFlow::Break(Some(phrase));
            }
        }
        ControlFlow::Continue(())
    }

    /// The last organisation or document before `which`, or what is right before it.
    fn thing_before(&self, which: usize, lowest: usize) -> Option<Phrase> {
        const MAX_WORDS: usize = 14;
        let mut at = lowest.max(which.saturating_sub(MAX_WORDS));
        let mut last = None;
        while at < which {
            let phrase = self.phrase_at(at, which).filter(|it| !it.is_pronoun);
            at = phrase.as_ref().map_or(at + 1, |it| it.tokens.end.max(at + 1));
            last = phrase.filter(|it| it.is_thing || it.tokens.end == which).or(last);
        }
        last
    }

    /// Where the clause of a verb begins in its chunk: behind `that`, `what` and the like, if its subject fills the rest:
    /// `a pack that their own coach called`. English only.
    pub(super) fn behind_relative(&self, start: usize, end: usize, sentence: &Range<usize>) -> usize {
        const OPENERS: &[&str] = &["that", "which", "what", "because", "when", "while", "where", "how", "why", "whom"];
        let fills = |at: usize| {
            self.first_nominal(at + 1, end, sentence)
                .is_some_and(|it| it.tokens.start == at + 1 && (it.tokens.end == end || self.is_place_behind(&it, end)))
        };
        // “Doe said his mother had called it”.
        let opens = |at: &usize| (OPENERS.contains(&self.tokens[*at].key.as_str()) || self.is_cue(*at)) && fills(*at);
        let opener = if self.tongue == Tongue::English { (start + 1..end).rev().find(opens) } else { None };
        opener.map_or(start, |at| at + 1)
    }

    /// Whether a phrase is a noun with an article, and only where it is lies between it and a verb: `one banner behind the
    /// goal described`.
    fn is_place_behind(&self, phrase: &Phrase, verb: usize) -> bool {
        let first = &self.tokens[phrase.tokens.start];
        let next = phrase.tokens.end;
        let is_noun = phrase.name.is_none() && first.is(Sense::DETERMINER.or(Sense::INDEFINITE));
        let place = || self.phrase_at(next + 1, verb);
        is_noun
            && next + 1 < verb
            && self.tokens[next].is(Sense::PREPOSITION)
            && (next..verb).all(|at| self.is_joined(at))
            && place().is_some_and(|it| it.tokens.end == verb)
            || is_noun && next + 3 == verb && self.tokens[next].is(Sense::PREPOSITION)
    }

    /// Whether a sentence opens by saying for whom it is: `For Doe, it was the third defeat`.
    pub(crate) fn opens_as_topic(&self, name: usize, end: usize) -> bool {
        let opens = name > 0 && self.sentences[self.sentence_of[name]].start == name - 1;
        let is_set_off = self.tokens.get(end).is_some_and(|token| token.gap.has(Gap::COMMA));
        self.tongue == Tongue::English && opens && is_set_off && self.key_at(name - 1) == "for"
    }

    /// Whether a word that looks like a preposition begins a clause, since a pronoun in the nominative follows: `as she put
    /// it`.
    pub(super) fn precedes_subject_pronoun(&self, at: usize) -> bool {
        let is_plain = matches!(self.tongue, Tongue::English | Tongue::Russian);
        let next = self.tokens.get(at + 1).filter(|_| self.is_joined(at + 1));
        next.is_some_and(|next| next.is(Sense::HE) && self.tongue != Tongue::French || is_plain && next.is(Sense::SHE))
    }

    /// Whether a noun with an article opens the sentence and a comma closes it, so that what follows is its apposition: `Der
    /// Abgeordnete, selbst Organist, hielt`.
    pub(super) fn opens_as_subject(&self, phrase: &Phrase, end: usize, sentence: &Range<usize>) -> bool {
        let first = &self.tokens[phrase.tokens.start];
        phrase.tokens.start == sentence.start
            && phrase.tokens.end == end
            && matches!(first.key.as_str(), "the" | "der" | "die" | "das")
            && phrase.head.is_some_and(|head| self.may_speak(head))
    }

    /// Somebody told apart only by a place: `the woman beside me`, `der Mann hinter ihm`.
    pub(crate) fn located(&self, phrase: &Phrase, head: usize) -> Option<Range<usize>> {
        const MAX_WORDS: usize = 5;
        const NOUNS: &[&str] = &[
            "man",
            "woman",
            "boy",
            "girl",
            "lady",
            "gentleman",
            "person",
            "stranger",
            "guy",
            "kid",
            "couple",
            "voice",
            "mann",
            "frau",
            "junge",
            "mädchen",
            "dame",
            "herr",
            "stimme",
        ];
        const PLACES: &[&str] = &[
            "beside", "behind", "next", "opposite", "near", "in", "at", "with", "outside", "neben", "hinter", "vor",
            "am", "an", "auf", "im", "mit",
        ];
        let first = &self.tokens[phrase.tokens.start];
        let is_definite =
            matches!((self.tongue, first.key.as_str()), (Tongue::English, "the") | (Tongue::German, "der" | "die"));
        let at = phrase.tokens.end;
        let next = self.tokens.get(at).filter(|_| self.is_joined(at))?;
        // “Rief der Mann in Richtung Bühne”.
        let is_place = PLACES.contains(&next.key.as_str()) && self.key_at(at + 1) != "richtung";
        // “Eine Frau aus Lübeck”.
        let comes_from = self.tongue == Tongue::German && next.key == "aus" && first.is(Sense::INDEFINITE);
        if !(is_definite && is_place || comes_from) || !NOUNS.contains(&self.tokens[head].key.as_str()) {
            return None;
        }
        let other = Sense::CUE.or(Sense::AUX).or(Sense::RELATIVE).or(Sense::CONJUNCTION).or(Sense::SUBORDINATOR);
        let may =
            |at: &usize| self.is_joined(*at) && (!self.tokens[*at].is(other) || self.tokens[*at].is(Sense::DETERMINER));
        let is_place =
            |at: &usize| !comes_from || self.tokens[*at].is_capital() || self.tokens[*at].is(Sense::DETERMINER);
        let behind = (at + 1..self.tokens.len().min(at + MAX_WORDS)).take_while(|it| may(it) && is_place(it));
        let words = behind.count();
        (words > 0).then_some(phrase.tokens.start..at + 1 + words)
    }
}
