//! What is said beside a quotation about its speaker: before it, behind it, or in the sentence that follows.

use std::ops::Range;

use super::clauses::Saying;
use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::phrases::Phrase;
use crate::sieve::text::{Gap, Narration};

/// Tokens to look at for a verb on either side of a quotation.
const MAX_DISTANCE: usize = 40;

impl Narration<'_> {
    /// What is said about the quotation before some tokens: `said Doe`, `Doe said`.
    pub(crate) fn tail_saying(&self, part: &Range<usize>, sentence: &Range<usize>) -> Option<Saying> {
        const MAX_WEAK: usize = 3;
        let first = self.tokens.get(part.start).filter(|_| !part.is_empty())?;
        if let Some(saying) =
            self.short_credit(part.start..part.end.min(part.start + 8)).filter(|saying| saying.cue.start == part.start)
        {
            return Some(saying);
        }
        if let Some(saying) = self.framed_saying(part).or_else(|| self.speaking_of_it(part)) {
            return Some(saying);
        }
        let is_bridge = first.is(Sense::CONJUNCTION)
            || (first.is(Sense::SUBORDINATOR.or(Sense::RELATIVE)) && !first.is(Sense::ADVERB.or(Sense::DETERMINER)));
        if is_bridge && self.tongue != Tongue::Russian {
            return None;
        }
        let limit = part.end.min(part.start + MAX_DISTANCE);
        for cue in (part.start..limit).filter(|&at| self.is_cue(at)) {
            let joins_adverbs = |at: usize| self.tokens[at].is(Sense::CONJUNCTION) && self.is_russian_adverb(at + 1);
            let begins = (part.start..cue).all(|at| {
                let token = &self.tokens[at];
                token.is(Sense::AUX.or(Sense::ADVERB))
                    || token.is_pronoun()
                    || self.is_russian_adverb(at)
                    || joins_adverbs(at)
            });
            // “S’est dit « … », tout en demandant”.
            let is_of_other = self.is_of_other_quote(cue, part.start, begins);
            if self.tokens[cue].is(Sense::WEAK) && cue - part.start > MAX_WEAK || is_of_other {
                continue;
            }
            let inside = part.start..sentence.end.min(part.end);
            if begins && let Some(subject) = self.subject_of_last_verb(cue, part.start, sentence) {
                return Some(Saying { subject, cue: cue..cue + 1, is_oblique: false, is_near: true });
            }
            if begins && let Some(subject) = self.cited_behind(cue, inside.end) {
                return Some(Saying { subject, cue: cue..cue + 1, is_oblique: true, is_near: true });
            }
            let Some(subject) = self.subject_of(cue, &inside, begins) else {
                if !begins {
                    continue;
                }
                // The verb comes last: “Er habe ‘…’ gesagt”; but “man habe ‘…’ gemeldet” is what somebody says.
                if self.tongue == Tongue::German && (sentence.start..part.start).any(|at| self.tokens[at].key == "man")
                {
                    return None;
                }
                let subject = self.subject_before(part.start, sentence)?;
                return Some(Saying { subject, cue: cue..cue + 1, is_oblique: false, is_near: false });
            };
            let is_near = begins
                || (subject.tokens.start..subject.tokens.start + 1).contains(&part.start)
                || self.is_noun_before(part.start, &subject)
                || self.is_name_apposed(part.start, &subject)
                || (part.start..subject.tokens.start).all(|at| {
                    // “Soll Doe gesagt haben”.
                    let opens = at == part.start && self.tongue == Tongue::German && self.tokens[at].is(Sense::AUX);
                    opens
                        || self.tokens[at].is(Sense::ADVERB.or(Sense::DETERMINER).or(Sense::MR).or(Sense::MRS))
                        || self.tokens[at].is_title()
                });
            let is_incise = subject.tokens.start > cue && self.is_incise(cue, part.start);
            if !is_near && !begins && !is_incise {
                return None;
            }
            return Some(Saying {
                subject,
                cue: cue..cue + 1,
                is_oblique: false,
                is_near: is_near && (begins || !first.is(Sense::PREPOSITION)),
            });
        }
        None
    }

    /// What is said about the quotation after some tokens.
    pub(crate) fn lead_saying(&self, part: &Range<usize>, sentence: &Range<usize>, is_colon: bool) -> Option<Saying> {
        const MAX_WEAK: usize = 2;
        if part.is_empty() {
            return None;
        }
        if let Some(credit) = self.letter_before(part, is_colon).or_else(|| self.short_credit(part.clone())) {
            return Some(credit);
        }
        let lowest = part.start.max(part.end.saturating_sub(MAX_DISTANCE));
        let is_break = |at: &usize| {
            let gap = self.tokens[*at].gap;
            gap.has(Gap::SEMICOLON) || gap.has(Gap::DASH) && self.tokens[*at].is_capital()
        };
        let lowest = if is_colon { (lowest + 1..part.end).rev().find(is_break).unwrap_or(lowest) } else { lowest };
        for cue in (lowest..part.end).rev().filter(|&at| self.is_cue(at)) {
            let token = &self.tokens[cue];
            if token.is(Sense::WEAK) && (part.end - cue > MAX_WEAK || !is_colon) {
                continue;
            }
            if self.is_gerund_in_clause(cue, sentence) || self.is_in_closed_aside(cue, part.end) {
                return None;
            }
            let infinitive = self.tongue == Tongue::English && cue > 0 && self.tokens[cue - 1].key == "to";
            if infinitive && !is_colon || self.is_no_saying_in_clause(cue, part.end, is_colon) {
                continue;
            }
            let begins = cue == sentence.start
                || (cue > sentence.start && (self.tokens[cue - 1].quote.is_some()) && self.tongue != Tongue::English)
                || self.is_inserted(cue, part.end);
            if let Some(subject) = self.cited_object(cue, sentence).or_else(|| self.subject_of(cue, sentence, begins)) {
                if is_colon && self.hears_others(&subject, part.end) {
                    return None;
                }
                return Some(Saying { subject, cue: cue..cue + 1, is_oblique: false, is_near: true });
            }
        }
        if let Some(saying) = self.according_to(part.clone()) {
            return Some(saying);
        }
        if is_colon { self.colon_saying(part, sentence) } else { None }
    }

    /// The agent behind a quotation: `was rated “fair” by inspectors`.
    pub(crate) fn agent_behind(&self, before: &Range<usize>, after: &Range<usize>) -> Option<Saying> {
        let cue = before.end.checked_sub(1).filter(|_| !before.is_empty())?;
        let is_by = self.tokens.get(after.start).is_some_and(|token| token.key == "by") && !after.is_empty();
        if self.tongue != Tongue::English || !is_by || !self.tokens[cue].is(Sense::CUE) {
            return None;
        }
        let subject = self.phrase_at(after.start + 1, after.end)?;
        Some(Saying { subject, cue: cue..cue + 1, is_oblique: false, is_near: true })
    }

    /// A credit set off by commas later in the sentence: `A “booming” trade was stopped, the police said.`
    pub(crate) fn set_off_credit(&self, part: Range<usize>) -> Option<Saying> {
        let limit = part.end.min(part.start + 2 * MAX_DISTANCE);
        let is_end = |at: usize| at >= part.end || self.tokens[at].quote.is_some() || !self.is_joined(at);
        let is_particle = |at: usize| {
            self.tongue == Tongue::German
                && matches!(
                    self.tokens[at].key.as_str(),
                    "fest" | "mit" | "weiter" | "hinzu" | "klar" | "ein" | "aus" | "an"
                )
        };
        // “…, the police said in a statement on Monday.”
        let is_aside = |at: usize| {
            matches!(self.tongue, Tongue::English | Tongue::German)
                && self.tokens[at].is(Sense::PREPOSITION.or(Sense::ADVERB))
                && !self.tokens[at].is(Sense::DETERMINER)
                && !matches!(self.tokens[at].key.as_str(), "of" | "von" | "vom")
        };
        let ends_chunk = |at: usize| is_end(at) || is_particle(at) && is_end(at + 1) || is_aside(at);
        for cue in (part.start + 1..limit).filter(|&at| self.is_cue(at) && !self.tokens[at].is(Sense::WEAK)) {
            let start = self.chunk_start(cue + 1, part.start);
            let is_behind_words = start.checked_sub(1).is_some_and(|before| self.tokens[before].quote.is_none());
            if !self.tokens[start].gap.has(Gap::COMMA) || !is_behind_words {
                continue;
            }
            let saying = |subject| Saying { subject, cue: cue..cue + 1, is_oblique: false, is_near: true };
            if start < cue && ends_chunk(cue + 1) {
                if let Some(subject) = self.phrase_at(start, cue).filter(|it| it.tokens.end == cue) {
                    return Some(saying(subject));
                }
            } else if start == cue
                && let Some(subject) = self.phrase_at(cue + 1, part.end).filter(|it| ends_chunk(it.tokens.end))
                && self.is_joined(cue + 1)
            {
                return Some(saying(subject));
            }
        }
        None
    }

    /// Whether a subject is beside its verb, so that a single word may be a name.
    pub(crate) fn is_beside(saying: &Saying) -> bool {
        const MAX_BETWEEN: usize = 3;
        let (subject, cue) = (&saying.subject.tokens, &saying.cue);
        if cue.is_empty() {
            return false;
        }
        let between =
            if subject.end <= cue.start { cue.start - subject.end } else { subject.start.saturating_sub(cue.end) };
        between <= MAX_BETWEEN
    }

    /// Whether the noun of a Russian phrase is not in the nominative.
    pub(crate) fn is_in_case(&self, phrase: &Phrase) -> bool {
        self.tongue == Tongue::Russian
            && phrase.head.is_some_and(|head| !self.tokens[head].is(Sense::ROLE.or(Sense::THING)))
    }

    /// Whether a German phrase is the place of something written: `in dem Papier`.
    pub(crate) fn is_in_document(&self, phrase: &Phrase) -> bool {
        self.tongue == Tongue::German
            && phrase.is_thing
            && phrase.tokens.start > 0
            && self.tokens[phrase.tokens.start - 1].is(Sense::PREPOSITION)
    }

    /// Whether somebody reads out what is written: `Doe read an entry of the diary: “…”`.
    pub(crate) fn is_reading_out(&self, cue: &Range<usize>, quote: usize) -> bool {
        let is_reading = self
            .tokens
            .get(cue.start)
            .is_some_and(|token| matches!(token.key.as_str(), "read" | "reads" | "las" | "liest" | "verlas"));
        let is_aloud = |at: usize| matches!(self.key_at(at), "out" | "aloud" | "vor");
        is_reading && (cue.end..quote).any(|at| self.tokens[at].is(Sense::THING) || is_aloud(at))
    }

    /// The person whom a paper quotes: the object of `цитирует`, `cite`, `zitiert`.
    fn cited_object(&self, cue: usize, sentence: &Range<usize>) -> Option<Phrase> {
        let is_citing = matches!(
            self.tokens[cue].key.as_str(),
            "цитирует"
                | "цитируют"
                | "процитировал"
                | "процитировала"
                | "quotes"
                | "quoted"
                | "zitiert"
                | "zitierte"
                | "cite"
        );
        if !is_citing {
            return None;
        }
        let passive = cue > sentence.start && self.tokens[cue - 1].is(Sense::AUX)
            || self.tongue == Tongue::German
                && sentence.clone().any(|at| matches!(self.tokens[at].key.as_str(), "wird" | "wurde"));
        if passive {
            return None;
        }
        let named_in = |mut words: Range<usize>| {
            words.find_map(|at| {
                self.phrase_at(at, sentence.end).filter(|it| it.name.as_ref().is_some_and(|name| name.len() > 1))
            })
        };
        named_in(cue + 1..sentence.end.min(cue + MAX_DISTANCE)).or_else(|| named_in(sentence.start..cue))
    }

    /// A speaker before a colon: `Doe:`, `Doe in Berlin:`, `One backbencher, by text:`.
    fn colon_saying(&self, part: &Range<usize>, sentence: &Range<usize>) -> Option<Saying> {
        const MAX_REST: usize = 5;
        let is_break = |at: &usize| {
            let gap = self.tokens[*at].gap;
            *at > part.start
                && (gap.has(Gap::DASH)
                    || gap.has(Gap::SEMICOLON)
                    || gap.has(Gap::STOP)
                    || gap.has(Gap::CRY)
                    || gap.has(Gap::MARK) && gap.has(Gap::COMMA))
        };
        let start = part.clone().rev().find(is_break).unwrap_or(part.start);
        let saying = |subject| Saying { subject, cue: part.end..part.end, is_oblique: false, is_near: true };
        if let Some(subject) = self.bearer_of_word(part).or_else(|| self.answerer(start..part.end)) {
            return Some(saying(subject));
        }
        if let Some(phrase) = self.phrase_at(start, part.end).filter(|phrase| !phrase.is_pronoun) {
            let rest = phrase.tokens.end..part.end;
            // “Wolf an der Haltestelle: …” is a headline.
            let is_place = !rest.clone().all(|at| self.tokens[at].is(Sense::ADVERB));
            let is_person = self.surnames.contains(&self.tokens[start].key);
            if self.tongue == Tongue::German && is_place && phrase.tokens.len() == 1 && !is_person {
                return None;
            }
            let is_bare = rest.clone().all(|at| !self.tokens[at].is(Sense::AUX) && !self.is_cue(at));
            // “His verdict:” is what he says.
            let first = &self.tokens[start];
            let is_utterance = phrase.head.is_some_and(|head| {
                self.tokens[head].is(Sense::UTTERANCE) || !self.tokens[head].is(Sense::ROLE.or(Sense::THING))
            });
            if is_bare && rest.is_empty() && is_utterance && first.is(Sense::POSSESSIVE) && phrase.name.is_none() {
                return Some(saying(Phrase { tokens: start..start + 1, head: None, is_pronoun: true, ..phrase }));
            }
            if self.hears_others(&phrase, part.end) {
                return None;
            }
            if rest.len() <= MAX_REST && is_bare {
                return Some(saying(phrase));
            }
        }
        if let Some(subject) = self.inscription_before(part) {
            return Some(saying(subject));
        }
        let opening = start..part.end;
        if let Some(subject) = self.owner_of_words(&opening).or_else(|| self.german_owner(&opening)) {
            return Some(saying(subject));
        }
        // “Doe’s answer:”, “Its answer”.
        let subject = self.main_subject(sentence)?;
        if self.hears_others(&subject, part.end) {
            return None;
        }
        // “A colleague, who was there, has doubts:”.
        let is_unnamed = subject.head.is_some_and(|head| self.tokens[head].is(Sense::ROLE))
            && match self.tongue {
                Tongue::Russian | Tongue::French => true,
                Tongue::German => {
                    subject.tokens.start == sentence.start && self.tokens[sentence.start].is(Sense::INDEFINITE)
                }
                Tongue::English => false,
            };
        let is_person = subject.is_pronoun || subject.name.is_some() || is_unnamed;
        is_person.then(|| saying(subject))
    }

    /// A name behind a dash: `“…” — Jane Doe`.
    pub(crate) fn dash_credit(&self, after: &Range<usize>, sentence: &Range<usize>) -> Option<Saying> {
        let first = self.tokens.get(after.start).filter(|_| !after.is_empty())?;
        if !(first.gap.has(Gap::DASH) || first.gap.has(Gap::BRACKET)) {
            return None;
        }
        let subject = self.phrase_at(after.start, after.end).filter(|phrase| phrase.name.is_some())?;
        let ends = subject.tokens.end >= sentence.end || !self.is_joined(subject.tokens.end);
        ends.then_some(Saying { subject, cue: after.start..after.start, is_oblique: false, is_near: true })
    }

    /// The subject that a quotation shares with the words before it: `“A” and said “B”` is found by its verb, but
    /// `as “A” and as “B”` has only that of the verb before.
    pub(crate) fn shared_subject(&self, part: &Range<usize>, sentence: &Range<usize>) -> Option<Saying> {
        const MAX_BETWEEN: usize = 6;
        const MAX_JOINED: usize = 10;
        let follows = part.start > sentence.start && self.tokens[part.start - 1].quote.is_some();
        // “And to make sure that there were ‘B’”: another verb of the same subject.
        let is_verb = |at: usize| {
            self.tokens[at].is(Sense::AUX) && !self.tokens[at].is(Sense::DETERMINER) || self.tokens[at].key == "to"
        };
        let joins = self.tongue == Tongue::English
            && part.len() > 1
            && self.tokens[part.start].is(Sense::CONJUNCTION)
            && is_verb(part.start + 1);
        if !follows || part.len() > if joins { MAX_JOINED } else { MAX_BETWEEN } {
            return None;
        }
        let cue = (sentence.start..part.start).rev().find(|&at| self.is_cue(at))?;
        let subject = self.subject_of(cue, sentence, cue == sentence.start)?;
        Some(Saying { subject, cue: cue..cue + 1, is_oblique: false, is_near: false })
    }

    /// What a sentence says about the quotation before it: `That was the verdict of Doe.`, `So sieht es Doe.`
    pub(crate) fn delayed_saying(&self, sentence: &Range<usize>) -> Option<Saying> {
        const MAX_WORDS: usize = 7;
        let first = &self.tokens[sentence.start];
        if !first.is(Sense::DEMONSTRATIVE) {
            return None;
        }
        if let Some(saying) = self.speaking_of_it(sentence) {
            return Some(saying);
        }
        let near = sentence.start..sentence.end.min(sentence.start + MAX_WORDS);
        if let Some(noun) = near.clone().skip(1).find(|&at| self.tokens[at].is(Sense::UTTERANCE)) {
            // “Cette phrase, Jane Roe la répète.”
            let named = self.phrase_at(noun + 1, sentence.end).filter(|it| it.name.is_some());
            if self.tongue == Tongue::French
                && self.tokens.get(noun + 1).is_some_and(|next| next.gap.has(Gap::COMMA))
                && let Some(subject) = named
            {
                return Some(Saying { subject, cue: noun..noun + 1, is_oblique: false, is_near: true });
            }
            let mut at = noun + 1;
            while at < sentence.end && self.tokens[at].is(Sense::OF) && !self.tokens[at].is_capital() {
                let next = self.phrase_at(at + 1, sentence.end);
                if next.is_some_and(|phrase| phrase.tokens.start == at + 1) || self.tokens[at].key == "l" {
                    at += 1;
                    break;
                }
                at += 1;
            }
            let subject = self.phrase_at(at, sentence.end)?;
            return Some(Saying { subject, cue: noun..noun + 1, is_oblique: true, is_near: true });
        }
        if self.tongue == Tongue::English {
            let cue = near.clone().skip(1).find(|&at| self.is_cue(at))?;
            let subject = self.subject_of(cue, sentence, cue == sentence.start + 1)?;
            return (first.key == "so").then_some(Saying {
                subject,
                cue: cue..cue + 1,
                is_oblique: false,
                is_near: true,
            });
        }
        let cue = sentence.start + 1;
        let subject = near.clone().skip(2).find_map(|at| {
            self.phrase_at(at, sentence.end)
                .filter(|it| !it.is_pronoun || it.tokens.start == at && !self.tokens[at].is(Sense::IT))
        })?;
        let is_saying = self.tokens[cue].is(Sense::CUE);
        is_saying.then_some(Saying { subject, cue: cue..cue + 1, is_oblique: false, is_near: true })
    }
}
