//! Verbs of saying in a sentence, and their subjects.

use std::ops::{ControlFlow, Range};

use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::phrases::Phrase;
use crate::sieve::text::{Gap, Narration};
use crate::sieve::words::verbs::is_form_of_be;

/// A verb of saying, or what takes its place, with its subject.
#[derive(Clone, Debug)]
pub(crate) struct Saying {
    pub(crate) subject: Phrase,
    /// The tokens of the cue; none before a bare colon.
    pub(crate) cue: Range<usize>,
    /// Whether the subject is not in the nominative.
    pub(crate) is_oblique: bool,
    /// Whether the cue is at the quotation, so that nobody else can be meant.
    pub(crate) is_near: bool,
}

impl Narration<'_> {
    /// The subject of the verb of saying at a token of a sentence. `begins` says that a quotation or nothing precedes the
    /// verb, or its auxiliary.
    pub(crate) fn subject_of(&self, cue: usize, sentence: &Range<usize>, begins: bool) -> Option<Phrase> {
        let token = &self.tokens[cue];
        if let ControlFlow::Break(place) = self.place_of_saying(cue, sentence) {
            return place;
        }
        let before = cue.checked_sub(1).filter(|&at| at >= sentence.start).map(|at| &self.tokens[at]);
        if self.tongue == Tongue::English
            && before.is_some_and(|it| is_form_of_be(&it.key))
            && !token.key.ends_with("ing")
        {
            if token.is(Sense::PASSIVE) {
                return self.subject_before(cue, sentence);
            }
            // “Doe was told by Roe”: the agent, not the subject.
            self.tokens.get(cue + 1).filter(|next| next.key == "by")?;
            return self.phrase_at(cue + 2, sentence.end);
        }
        if let Some(agent) = self.agent_of(cue, sentence.end) {
            return Some(agent);
        }
        if self.tongue == Tongue::English && token.key == "saying" && before.is_some_and(|it| it.key == "as") {
            // “The paper quoted Doe as saying”, “Doe was quoted as saying”.
            let quoted = (sentence.start..cue)
                .rev()
                .find(|&at| matches!(self.tokens[at].key.as_str(), "quoted" | "quotes" | "cited"))?;
            let is_passive = quoted > sentence.start && is_form_of_be(&self.tokens[quoted - 1].key);
            return if is_passive {
                self.subject_before(quoted, sentence)
            } else {
                self.phrase_at(quoted + 1, sentence.end)
            };
        }
        if let ControlFlow::Break(subject) = self.subject_of_relative(cue, sentence) {
            return subject;
        }
        if let Some(subject) = self.subject_of_clause(cue, sentence) {
            return Some(subject);
        }
        if let Some(subject) =
            self.antecedent_of_qui(cue, sentence.start).or_else(|| self.subject_of_participle(cue, sentence))
        {
            return Some(subject);
        }
        if self.tongue == Tongue::German && matches!(token.key.as_str(), "heisst" | "hiess" | "steht" | "stand") {
            let is_it = self.tokens.get(cue + 1).is_some_and(|next| next.key == "es" && self.is_joined(cue + 1));
            let document = self.document_beside(cue, sentence);
            if is_it || document.is_some() {
                return document;
            }
        }
        // A pronoun behind the verb is its subject, whatever precedes: “ihre Rechnung nannte sie”.
        if self.tongue != Tongue::English
            && self
                .tokens
                .get(cue + 1)
                .is_some_and(|next| next.is(Sense::HE.or(Sense::SHE).or(Sense::ME)) && !next.is(Sense::DETERMINER))
            && cue + 1 < sentence.end
            && self.is_joined(cue + 1)
            && (!self.follows_subject(cue, sentence) || self.is_nominative_behind(cue))
        {
            return self.phrase_at(cue + 1, sentence.end);
        }
        let inverted = if begins || self.tongue != Tongue::English { self.subject_after(cue, sentence) } else { None };
        let adjacent = self.adjacent_subject(cue, sentence);
        if begins && inverted.is_some() && adjacent.is_none() {
            return inverted;
        }
        if let Some(subject) = self.by_prefield(cue, sentence, adjacent.as_ref(), inverted.as_ref()) {
            return Some(subject);
        }
        // “Doe, seit Jahren im Amt, hält das Wort für …”: the object is behind the verb.
        if self.tongue == Tongue::German
            && adjacent.is_none()
            && inverted.as_ref().is_some_and(|it| it.name.is_none() && !it.is_pronoun)
            && let Some(named) = self.subject_before(cue, sentence)
            && named.name.is_some()
            && (named.tokens.start == sentence.start || self.opens_with_person(cue, sentence))
        {
            return Some(named);
        }
        adjacent.or(inverted).or_else(|| self.subject_before(cue, sentence))
    }

    /// The phrase right behind a verb, if it may be its subject.
    fn subject_after(&self, cue: usize, sentence: &Range<usize>) -> Option<Phrase> {
        if let Some(place) = self.place_behind(cue, sentence.end) {
            return Some(place);
        }
        let mut at = cue + 1;
        while at < sentence.end
            && self.is_joined(at)
            && (self.tokens[at].is(Sense::ADVERB) || self.tokens[at].is(Sense::AUX))
            && !self.is_surname_here(at)
            && !self.tokens[at].is_pronoun()
            && !self.tokens[at].is(Sense::DETERMINER)
        {
            at += 1;
        }
        at = self.behind_dative(self.behind_german_words(at, sentence.end), sentence.end);
        // “A déclaré à l’AFP Marie Roux”.
        if self.tongue == Tongue::French
            && at < sentence.end
            && self.is_joined(at)
            && matches!(self.tokens[at].key.as_str(), "à" | "au" | "aux")
        {
            let start = at + 1;
            at = (start..sentence.end.min(start + 4))
                .find(|&next| {
                    self.is_joined(next)
                        && self.tokens[next].is_capital()
                        && self.tokens[next].is(Sense::HIS_NAME.or(Sense::HER_NAME))
                })
                .unwrap_or(at);
        }
        if at >= sentence.end || !self.is_joined(at) {
            return self.subject_behind_aside(at, sentence, cue);
        }
        let token = &self.tokens[at];
        if token.is(Sense::PREPOSITION) && !token.is(Sense::DETERMINER) {
            return self.subject_behind(cue, sentence);
        }
        match self.tongue {
            Tongue::German
                if matches!(
                    token.key.as_str(),
                    "dem" | "den" | "des" | "einem" | "einen" | "eines" | "ihm" | "ihnen"
                ) =>
            {
                return None;
            }
            Tongue::French if matches!(token.key.as_str(), "à" | "au" | "aux" | "que" | "qu" | "du" | "de" | "d") => {
                return self.subject_behind(cue, sentence);
            }
            Tongue::French if token.is(Sense::DETERMINER) && !self.follows_verb_as_subject(cue) => return None,
            _ => {}
        }
        let Some(phrase) = self.phrase_at(at, sentence.end) else {
            let named = || self.named_behind_noun(at, sentence.end).filter(|it| self.is_nominative(it));
            return self.subject_behind(cue, sentence).or_else(named);
        };
        if self.tongue == Tongue::German && self.is_silent(&phrase) || self.is_object_before_quote(&phrase) {
            return None;
        }
        // “Tönte es”, “entend-on”: nobody.
        let is_thing = token.is(Sense::IT) && self.tongue == Tongue::English;
        (!is_thing).then_some(phrase)
    }

    /// Whether a French noun behind a verb is its subject and not its object: only beside a quotation.
    pub(super) fn follows_verb_as_subject(&self, cue: usize) -> bool {
        let mut at = cue;
        while at > 0 && self.is_joined(at) && self.tokens[at - 1].is(Sense::AUX.or(Sense::ADVERB)) {
            at -= 1;
        }
        at == 0 || self.tokens[at - 1].quote.is_some() || !self.is_joined(at) && !self.is_stressed_pronoun(at - 1)
    }

    /// The phrase that ends right before a verb and its adverbs, within its chunk.
    fn adjacent_subject(&self, cue: usize, sentence: &Range<usize>) -> Option<Phrase> {
        let end = self.before_adverbs(cue, sentence.start);
        if end == sentence.start || !self.is_joined(end) && end != cue {
            return None;
        }
        if !self.is_joined(end) {
            return None;
        }
        let start = self.chunk_start(end, sentence.start);
        // “Une expression dont un conseiller reconnaît que”.
        let opens = |at: &usize| {
            self.tongue == Tongue::French && matches!(self.tokens[*at].key.as_str(), "dont" | "que" | "qu")
        };
        let relative = (start + 1..end).rev().find(opens);
        let start = relative.map_or(start, |at| at + 1);
        let start = self.behind_relative(start, end, sentence);
        let phrase = self.first_nominal(start, end, sentence)?;
        // An apposition without its second comma: `Jane Doe, Leiterin der Schule sagte`.
        let first = &self.tokens[start];
        let is_bare = phrase.name.is_none()
            && !phrase.is_pronoun
            && phrase.tokens.start == start
            && !first.is(Sense::DETERMINER.or(Sense::POSSESSIVE).or(Sense::INDEFINITE));
        if is_bare && start > sentence.start && first.gap.has(Gap::COMMA) && self.tongue == Tongue::German {
            let before = self.chunk_start(start, sentence.start);
            let named = self.phrase_at(before, start).filter(|it| it.name.is_some() && it.tokens.end == start);
            return named.or(Some(phrase));
        }
        Some(phrase)
    }

    /// The token behind the last one before a verb that is no adverb or auxiliary.
    pub(super) fn before_adverbs(&self, verb: usize, lowest: usize) -> usize {
        let mut at = verb;
        while at > lowest && self.is_joined(at) {
            let token = &self.tokens[at - 1];
            let may = token.is(Sense::ADVERB.or(Sense::AUX))
                || (self.tongue == Tongue::English && token.key.ends_with("ly") && !token.is_capital());
            if !may || (token.is_pronoun() && !(self.tongue == Tongue::French && token.is(Sense::ADVERB))) {
                break;
            }
            at -= 1;
        }
        at
    }

    /// Where the chunk between commas, dashes and quotations that ends before a token begins.
    pub(crate) fn chunk_start(&self, end: usize, lowest: usize) -> usize {
        /// A longer chunk is cut.
        const MAX_WORDS: usize = 60;
        let mut at = end - 1;
        while at > lowest && end - at < MAX_WORDS && self.is_joined(at) {
            at -= 1;
        }
        at
    }

    /// The first phrase in a chunk that may be a subject.
    pub(super) fn first_nominal(&self, start: usize, end: usize, sentence: &Range<usize>) -> Option<Phrase> {
        let mut at = start;
        while at < end {
            let token = &self.tokens[at];
            let opens_clause = self.precedes_subject_pronoun(at) || self.opens_comparison(at, end);
            if token.is(Sense::PREPOSITION) && !self.is_name_word(at) && !opens_clause {
                let skipped = self.phrase_at(at + 1, end).map_or(at + 1, |phrase| self.behind_phrase(&phrase));
                at = self.behind_compound(skipped.max(at + 1), end);
                continue;
            }
            let is_object = token.is(Sense::IT) && at + 1 < end && !token.is(Sense::DETERMINER);
            if let Some(phrase) = self.phrase_at(at, sentence.end).filter(|_| !is_object)
                && self.may_be_subject(&phrase)
            {
                return Some(phrase);
            }
            let skipped = self.phrase_at(at, end).map_or(at + 1, |phrase| phrase.tokens.end);
            at = skipped.max(at + 1);
        }
        self.place_as_subject(start, end)
    }

    fn may_be_subject(&self, phrase: &Phrase) -> bool {
        if phrase.is_pronoun || phrase.name.is_some() {
            return !self.is_bare_object(phrase);
        }
        let first = &self.tokens[phrase.tokens.start];
        let is_dative = self.tongue == Tongue::German
            && (matches!(first.key.as_str(), "dem" | "den" | "einem" | "einen" | "des")
                || first.key == "der" && phrase.head.is_some_and(|head| self.is_feminine(head)));
        let noun = phrase.head.is_some_and(|head| {
            let is_german = self.tongue == Tongue::German;
            self.tokens[head].is(Sense::ROLE.or(Sense::THING))
                || (is_german && self.may_speak(head))
                || self.tokens[head].key.ends_with("year-old")
        });
        !is_dative && (noun || phrase.is_thing || first.is(Sense::INDEFINITE))
    }

    /// The subject before a verb, over asides: `Doe, who was there, said`.
    pub(crate) fn subject_before(&self, verb: usize, sentence: &Range<usize>) -> Option<Phrase> {
        const MAX_CHUNKS: usize = 7;
        let mut end = verb;
        let mut apposition: Option<Phrase> = None;
        for _ in 0..MAX_CHUNKS {
            while end > sentence.start && self.tokens[end - 1].quote.is_some() {
                end -= 1;
            }
            if end <= sentence.start {
                break;
            }
            let start = self.chunk_start(end, sentence.start);
            let first = &self.tokens[start];
            let keeps = self.tongue.is_french_or_russian();
            let is_where = self.tongue == Tongue::Russian && matches!(first.key.as_str(), "где" | "куда" | "откуда");
            let follows_comma = start > sentence.start && first.gap.has(Gap::COMMA);
            // “Doe, dernier du nom à tenir un cirque, salue”.
            let is_inserted = self.tongue == Tongue::French && follows_comma && self.tokens[verb].gap.has(Gap::COMMA);
            let holds_verb = end == verb && (keeps && !is_where && !is_inserted || self.is_joined(verb));
            let is_relative = first.is(Sense::RELATIVE) && follows_comma && !self.is_article_here(start)
                || follows_comma && self.opens_with_of_which(start, end)
                || (follows_comma
                    && first.is(Sense::PREPOSITION)
                    && self
                        .tokens
                        .get(start + 1)
                        .is_some_and(|next| next.is(Sense::RELATIVE) && !self.is_article_here(start + 1)));
            let is_clause = first.is(Sense::SUBORDINATOR) && !first.is(Sense::ADVERB) && !holds_verb;
            let is_participle = self.is_participle(start);
            // “Doe, seit Jahren im Amt, sagte”.
            let is_aside = follows_comma && !holds_verb && (first.is(Sense::PREPOSITION) || first.key == "seit");
            if self.tongue == Tongue::German && is_aside && !first.is(Sense::RELATIVE) {
                end = start;
                continue;
            }
            // “Doe (Labour) said”, “Doe, who …, was an adviser, was quoted”.
            let open = self.bracket_before(start, end, sentence.start);
            let is_bracketed = open.is_some_and(|open| {
                self.first_nominal(self.chunk_start(open, sentence.start), open, sentence)
                    .is_some_and(|phrase| phrase.name.is_some())
            });
            let is_predicate = self.tongue == Tongue::English && follows_comma && first.is(Sense::AUX);
            if is_bracketed || is_predicate {
                end = open.filter(|_| is_bracketed).unwrap_or(start);
                continue;
            }
            let opens = start == sentence.start && first.is(Sense::PREPOSITION) && !holds_verb;
            if is_relative || is_clause || is_participle && follows_comma {
                apposition = None;
            } else if opens && self.tongue == Tongue::French && apposition.is_some() {
                // “Après la remise par Doe, les syndicats, ‘amers’, déploraient”.
                break;
            } else if let Some(phrase) = self.first_nominal(start, end, sentence) {
                let is_first = phrase.tokens.start == start
                    || self.tongue == Tongue::English && self.are_adverbs(start..phrase.tokens.start);
                let is_whole = is_first && phrase.tokens.end >= end;
                if self.ends_place(start, sentence.start) && !holds_verb {
                    end = start;
                    continue;
                }
                let is_apposed = phrase.tokens.start == start
                    && first.is(Sense::INDEFINITE.or(Sense::DETERMINER))
                    && self.tokens[phrase.tokens.end].is(Sense::PREPOSITION.or(Sense::RELATIVE));
                let is_aside = is_whole || is_apposed || self.tongue != Tongue::English;
                if phrase.name.is_none() && !phrase.is_pronoun && is_aside && follows_comma && !holds_verb {
                    apposition = apposition.or(Some(phrase));
                } else if let Some(kept) = apposition.filter(|_| phrase.name.is_none() || phrase.tokens.end < end) {
                    return Some(if self.opens_as_subject(&phrase, end, sentence) { phrase } else { kept });
                } else {
                    return Some(phrase);
                }
            }
            end = start;
        }
        apposition
    }
}
