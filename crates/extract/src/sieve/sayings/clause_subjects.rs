//! The subjects of sentences, and of verbs of saying in clauses within them.

use std::ops::Range;

use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::phrases::Phrase;
use crate::sieve::text::{Gap, Narration};
use crate::sieve::words::verbs::is_form_of_be;

impl Narration<'_> {
    /// The subject of a verb whose clause is marked by a word before it: `a sign that read`, `just after Doe said`,
    /// and a full name behind the complement of another noun: `the minister in the Ministry of Finance Jane Doe said`.
    pub(super) fn subject_of_clause(&self, cue: usize, sentence: &Range<usize>) -> Option<Phrase> {
        const MAX_WORDS: usize = 6;
        if self.tongue != Tongue::English || cue == sentence.start || !self.is_joined(cue) {
            return None;
        }
        let lowest = sentence.start.max(cue.saturating_sub(MAX_WORDS));
        let is_relative = self.tokens[cue - 1].key == "that" || self.tokens[cue - 1].is(Sense::RELATIVE);
        let end = if is_relative { cue - 1 } else { cue };
        let starts = (lowest..end).rev().take_while(|&at| self.is_joined(at + 1));
        let ends_here = |at: usize| self.phrase_at(at, end).filter(|it| it.tokens.end == end && !it.is_pronoun);
        if is_relative {
            let is_written = |it: &Phrase| {
                it.name.is_none()
                    && it.head.is_some_and(|head| self.tokens[head].is(Sense::THING) && !self.tokens[head].is_capital())
            };
            let lowest = sentence.start.max(cue.saturating_sub(2 * MAX_WORDS));
            let begins = |at: &usize| self.tokens[*at].is(Sense::DETERMINER.or(Sense::INDEFINITE));
            let near = (lowest..end).rev().take_while(|&at| self.is_joined(at + 1)).filter(begins);
            return near.filter_map(|at| self.phrase_at(at, end)).find(is_written);
        }
        let is_conjunction = |at: usize| {
            at > sentence.start
                && self.is_joined(at)
                && matches!(
                    self.tokens[at - 1].key.as_str(),
                    "after" | "before" | "when" | "while" | "because" | "once"
                )
        };
        let whole = starts.clone().find_map(|at| ends_here(at).filter(|_| is_conjunction(at)));
        whole.or_else(|| self.name_behind_complement(cue, lowest))
    }

    /// The name that a sentence gives to its subject: `The first witness at the trial was Jane Doe.`
    pub(crate) fn named_predicate(&self, subject: &Phrase, sentence: &Range<usize>) -> Option<Phrase> {
        const MAX_WORDS: usize = 6;
        let is_role = subject.head.is_some_and(|head| self.tokens[head].is(Sense::ROLE));
        if subject.name.is_some() || !is_role || self.tongue.is_french_or_russian() {
            return None;
        }
        let mut words = subject.tokens.end..sentence.end.min(subject.tokens.end + MAX_WORDS);
        let verb = words.find(|&at| matches!(self.tokens[at].key.as_str(), "was" | "is" | "war" | "ist"))?;
        let phrase = self.phrase_at(verb + 1, sentence.end).filter(|_| self.is_joined(verb + 1))?;
        phrase.name.as_ref().is_some_and(|name| name.len() > 1).then_some(phrase)
    }

    /// Whether a German sentence opens with a noun for a person, and a comma closes its apposition before the verb: `Die
    /// Leiterin der Schule, Jane Doe, lobte`.
    pub(super) fn opens_with_person(&self, verb: usize, sentence: &Range<usize>) -> bool {
        let first = &self.tokens[sentence.start];
        let is_nominative = matches!(first.key.as_str(), "der" | "die" | "das" | "ein" | "eine");
        let phrase = self.phrase_at(sentence.start, sentence.end).filter(|_| is_nominative);
        let gap = self.tokens[verb].gap;
        (gap.has(Gap::COMMA) || gap.has(Gap::BRACKET))
            && phrase.is_some_and(|it| !self.is_silent(&it) && it.tokens.end < verb)
    }

    /// The subject of a German verb by what is before it: behind a preposition and its noun it follows the verb, and what
    /// a comma or bracket closes before the verb is the subject, whoever follows.
    pub(super) fn by_prefield(
        &self,
        verb: usize,
        sentence: &Range<usize>,
        adjacent: Option<&Phrase>,
        inverted: Option<&Phrase>,
    ) -> Option<Phrase> {
        if self.tongue != Tongue::German || verb == sentence.start {
            return None;
        }
        let inverted = inverted.filter(|it| it.name.is_some() || it.is_pronoun)?;
        let is_one = (sentence.start + 1..=verb).all(|at| self.is_joined(at));
        if is_one && self.tokens[sentence.start].is(Sense::PREPOSITION) && !self.opens_noble(sentence.start) {
            return Some(inverted.clone());
        }
        if adjacent.is_some_and(|it| it.tokens.start == sentence.start && self.is_opening_adverb(it)) {
            return Some(inverted.clone());
        }
        let closes = adjacent.is_none() && !inverted.is_pronoun && self.opens_with_person(verb, sentence);
        if closes { self.phrase_at(sentence.start, sentence.end) } else { None }
    }

    /// Whether a German phrase is of a noun that is no speaker.
    pub(super) fn is_silent(&self, phrase: &Phrase) -> bool {
        phrase.name.is_none() && !phrase.is_pronoun && phrase.head.is_some_and(|head| !self.may_speak(head))
    }

    /// Whether a phrase in the nominative begins at a token whose noun is no speaker: `die letzten Spiele`.
    fn is_silent_subject(&self, at: usize, end: usize) -> bool {
        let is_article = matches!(self.tokens[at].key.as_str(), "der" | "die" | "das" | "ein" | "eine");
        let is_free = at == 0 || !self.tokens[at - 1].is(Sense::PREPOSITION) && !self.tokens[at - 1].is_capital();
        is_article && is_free && self.phrase_at(at, end).is_some_and(|phrase| self.is_silent(&phrase))
    }

    /// Whether a German sentence begins with a name and then the verb, or `er` is before it: `Doe nannte sie dumm`.
    pub(super) fn follows_subject(&self, verb: usize, sentence: &Range<usize>) -> bool {
        // “Er nennt sie dumm”.
        let before = verb.checked_sub(1).filter(|&at| at >= sentence.start && self.is_joined(verb));
        if self.tongue == Tongue::German && before.is_some_and(|at| matches!(self.key_at(at), "er" | "ich" | "man")) {
            return true;
        }
        let phrase = self.phrase_at(sentence.start, sentence.end).filter(|_| self.tongue == Tongue::German);
        phrase.is_some_and(|phrase| {
            let is_plain = |at: usize| !self.tokens[at].is(Sense::ROLE.or(Sense::THING)) && !self.is_abstract_noun(at);
            // “Doe, der sie geholt hat, hält sie für …”.
            let is_set_off = phrase.tokens.end < verb
                && self.tokens[phrase.tokens.end].gap == Gap::COMMA
                && self.tokens[verb].gap == Gap::COMMA;
            (phrase.tokens.end == verb || is_set_off) && phrase.name.is_some_and(|mut name| name.all(is_plain))
        })
    }

    fn name_behind_complement(&self, cue: usize, lowest: usize) -> Option<Phrase> {
        let run = (lowest..cue).find(|&at| self.is_name_word(at) && self.name_at(at).1 == cue)?;
        let name = self.name_at(run).0.filter(|name| name.len() > 1 && name.start > run)?;
        let is_given = self.tokens[name.start].is(Sense::HIS_NAME.or(Sense::HER_NAME));
        let follows = run > 0 && self.tokens[run - 1].is(Sense::OF) && self.is_joined(run);
        let is_title = (run..name.start).any(|at| self.tokens[at].is_title());
        (is_given && follows && !is_title).then(|| Phrase::of_name(name))
    }

    /// Whether words between commas only end the name of a place: `Doe, from Springfield, Illinois, said`.
    pub(super) fn ends_place(&self, start: usize, lowest: usize) -> bool {
        let is_set_off = start > lowest && self.tokens[start].gap.has(Gap::COMMA) && self.tokens[start].is_capital();
        if self.tongue != Tongue::English || !is_set_off {
            return false;
        }
        let before = self.chunk_start(start, lowest);
        before > lowest && matches!(self.tokens[before].key.as_str(), "from" | "of" | "in" | "near" | "at")
    }
}

impl Narration<'_> {
    /// The subject of a sentence: the first phrase of its main clause.
    pub(crate) fn main_subject(&self, sentence: &Range<usize>) -> Option<Phrase> {
        const MAX_WORDS: usize = 80;
        if let Some(subject) = self.subject_of_cleft(sentence) {
            return Some(subject);
        }
        let mut start = sentence.start;
        while start < sentence.end.min(sentence.start + MAX_WORDS) {
            let mut end = start + 1;
            while end < sentence.end && self.is_joined(end) {
                end += 1;
            }
            let first = &self.tokens[start];
            // “That did not satisfy Doe.”
            let points_back = start == sentence.start
                && first.key == "that"
                && self.tokens.get(start + 1).is_some_and(|next| next.is(Sense::AUX) && !is_form_of_be(&next.key));
            let is_clause = first.is(Sense::SUBORDINATOR) && !first.is(Sense::ADVERB) && !points_back;
            if !is_clause
                && first.quote.is_none()
                && let Some(phrase) = self.first_nominal(start, end, sentence)
                && !self.is_set_off_before_subject(&phrase, end, sentence)
            {
                return self.name_before(&phrase, sentence.start).or(Some(phrase));
            }
            // A noun that is no speaker is a subject as well.
            let is_german = self.tongue == Tongue::German;
            if is_german && !is_clause && (start..end).any(|at| self.is_silent_subject(at, end)) {
                return None;
            }
            start = end;
        }
        None
    }

    /// The name before a phrase that only says who has it: `The land belongs to Jane Doe, a baker who`.
    fn name_before(&self, phrase: &Phrase, lowest: usize) -> Option<Phrase> {
        const MAX_WORDS: usize = 4;
        let start = phrase.tokens.start;
        let first = &self.tokens[start];
        let is_role = phrase.name.is_none() && phrase.head.is_some_and(|head| self.tokens[head].is(Sense::ROLE));
        if start <= lowest || !is_role || first.gap != Gap::COMMA || !first.is(Sense::INDEFINITE) {
            return None;
        }
        let mut near = lowest.max(start.saturating_sub(MAX_WORDS))..start;
        let run = near.find(|&at| self.is_name_word(at) && self.name_at(at).1 == start)?;
        self.name_at(run).0.filter(|name| name.len() > 1).map(Phrase::of_name)
    }
}
