//! What the text before or after a quotation says about its speaker.

use std::ops::Range;

use crate::languages::{Role, according_len};
use crate::names::NameSpan;
use crate::sentence_side::{Clue, SentenceSide, Subject};
use crate::speakers::{NameContext, Referent};
use kzq_text::marks::begins_with_dash;

impl SentenceSide<'_> {
    /// The name after `according to` and the like, or before `zufolge`.
    fn according_to(&self, sentence: &Range<usize>) -> Clue {
        for at in sentence.clone() {
            let length = according_len(&self.words[at..sentence.end].iter().map(|word| word.folded.as_str()));
            if length > 0 {
                let clue = self.name_after(at + length - 1, sentence);
                // “Pour” and “para” have other meanings.
                let is_sure = !matches!(self.words[at].folded.as_str(), "pour" | "para");
                let ends = |name: &Range<usize>| self.text[name.end..].starts_with([',', ' ', '\u{a0}']);
                match clue {
                    Clue::Named(name, who) if is_sure || (at == sentence.start && ends(&name)) => {
                        return Clue::Named(name, who);
                    }
                    Clue::Pronoun | Clue::Unnamed if is_sure => return Clue::Unnamed,
                    _ => {}
                }
            }
            if at > sentence.start && self.words[at].role.is(Role::ACCORDING_AFTER) {
                if let Some(name) = self.name_ending_at(at) {
                    return Self::named(self.as_subject(name, sentence));
                }
                return Clue::Unnamed;
            }
        }
        Clue::Absent
    }

    /// What the text before a quotation says about its speaker.
    pub(crate) fn clue_in_lead(&self) -> Clue {
        /// Maximum distance of a verb from the quotation: `told reporters in the capital on Monday that`.
        const MAX_VERB_DISTANCE: usize = 14;
        let sentence = self.last_sentence();
        if sentence.is_empty() || self.sentence_ends_before(sentence.end) {
            return Clue::Absent;
        }
        let near = sentence.start.max(sentence.end.saturating_sub(MAX_VERB_DISTANCE))..sentence.end;
        if let Some(verb) = near.rev().find(|&word| self.is_verb(word)) {
            return match self.clue_of_verb(verb, &sentence, false) {
                Clue::Unnamed => match self.according_to(&sentence) {
                    Clue::Absent => Clue::Unnamed,
                    clue => clue,
                },
                clue => clue,
            };
        }
        match self.according_to(&sentence) {
            Clue::Absent if self.gap_before(sentence.end).trim_end().ends_with(':') => {
                self.name_before_colon(&sentence)
            }
            clue => clue,
        }
    }

    /// A name that begins a line before a colon: `Doe:`, `Doe in Berlin:`, `Jane Doe, 29 May 2025:`.
    fn name_before_colon(&self, sentence: &Range<usize>) -> Clue {
        const MAX_WORDS_BEHIND: usize = 7;
        let Some(name) = self.names.iter().find(|name| sentence.contains(&name.words.start)) else {
            return Clue::Absent;
        };
        let precedes = |at: usize| {
            let word = &self.words[at];
            word.is_title()
                || word.role.is(Role::DETERMINER)
                || word.role.is(Role::PLACE)
                || word.role.is(Role::CONJUNCTION)
                || word.folded == "of"
        };
        let begins = (sentence.start..name.words.start).all(precedes);
        let rest = name.words.end..sentence.end;
        let follows_place_or_date = rest.is_empty()
            || self.is_filler(rest.start)
            || self.words[rest.start].role.is(Role::PREPOSITION)
            || self.gap_before(rest.start).starts_with([',', ' ']) && !self.gap_before(rest.start).trim().is_empty();
        // “Doe spoke:”, with nobody else in the sentence.
        let is_alone =
            name.words.start == sentence.start && !self.names.iter().any(|other| rest.contains(&other.words.start));
        let is_short = rest.len() <= MAX_WORDS_BEHIND;
        // “Doe’s short answer:”
        let is_utterance = name.is_possessive && !rest.is_empty() && {
            let is_epithet = |at: usize| !self.words[at].is_capital() && !self.words[at].role.is(Role::PREPOSITION);
            self.words[rest.end - 1].role.is(Role::UTTERANCE)
                && rest.clone().all(|at| is_epithet(at) && self.is_joined(at))
        };
        let is_subject = !name.is_possessive && (follows_place_or_date || is_alone);
        if !(begins && is_short && (is_subject || is_utterance)) {
            return Clue::Absent;
        }
        let is_next_to_verb = rest.is_empty() || is_utterance;
        let who = self.resolve(name, NameContext { is_next_to_verb, ..NameContext::default() });
        if who == Referent::Unsure { Clue::Absent } else { Clue::Named(name.range.clone(), who) }
    }

    /// What the text after a quotation says about its speaker. `ends_sentence` says whether the quotation does.
    pub(crate) fn clue_in_tail(&self, ends_sentence: bool) -> Clue {
        const MAX_VERB_DISTANCE: usize = 14;
        let sentence = self.first_sentence();
        if sentence.is_empty() {
            return Clue::Absent;
        }
        let gap =
            self.gap_before(0).trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '!' | '?'));
        let is_bracket = gap.starts_with('(');
        if let Some(clue) = self.credit_in_tail(begins_with_dash(gap), is_bracket) {
            return clue;
        }
        if is_bracket || self.is_new_sentence(ends_sentence, &sentence) {
            return Clue::Absent;
        }
        if let Some(clue) = self.short_credit(&sentence) {
            return clue;
        }
        let verb = sentence.clone().take(MAX_VERB_DISTANCE).find(|&word| self.is_verb(word));
        match (self.according_to(&sentence), verb) {
            (Clue::Absent, Some(verb)) => self.clue_of_verb(verb, &sentence, true),
            (clue, _) => clue,
        }
    }

    /// A name after a dash or in brackets.
    fn credit_in_tail(&self, is_dash: bool, is_bracket: bool) -> Option<Clue> {
        let name = self.names.first().filter(|_| is_dash || is_bracket)?;
        let begins =
            (0..name.words.start).all(|at| self.words[at].is_title() || self.words[at].role.is(Role::DETERMINER));
        let gap = self.gap_before(name.words.end);
        let ends = if is_bracket { gap.trim_start().starts_with([')', ',', ';']) } else { !matches!(gap, " " | "-") };
        let at_end = name.words.end >= self.words.len() && !is_bracket;
        if !begins || !(ends || at_end) {
            return None;
        }
        let who = self.resolve(name, NameContext { is_next_to_verb: true, ..NameContext::default() });
        Some(if who == Referent::Unsure { Clue::Unnamed } else { Clue::Named(name.range.clone(), who) })
    }

    /// A speaker after `by`, `so` or `dixit`, right behind the quotation.
    fn short_credit(&self, sentence: &Range<usize>) -> Option<Clue> {
        let first = self.words[sentence.start].folded.as_str();
        let name = self.name_starting_at(sentence.start + 1).filter(|_| self.is_joined(sentence.start + 1))?;
        let ends = name.words.end >= self.words.len() || !self.is_joined(name.words.end);
        let is_credit = matches!(first, "by" | "dixit") || (first == "so" && (ends || self.is_filler(name.words.end)));
        match self.resolve(name, NameContext { is_next_to_verb: true, ..NameContext::default() }) {
            who @ Referent::Speakers(_) if is_credit => Some(Clue::Named(name.range.clone(), who)),
            who @ Referent::Stranger if is_credit && first != "by" => Some(Clue::Named(name.range.clone(), who)),
            _ => None,
        }
    }

    /// Whether the text begins with a verb of saying that comes after its subject and object.
    pub(crate) fn begins_with_final_verb(&self) -> bool {
        // “… diye konuştu”
        let verb = usize::from(self.words.first().is_some_and(|word| word.folded == "diye"));
        let role = self.words.get(verb).map(|word| word.role);
        role.is_some_and(|role| role.is(Role::VERB_LAST) || role.is(Role::FREE_ORDER)) && self.is_verb(verb)
    }

    /// The subject with which the last sentence begins, for a verb after the quotation.
    pub(crate) fn subject_of_later_verb(&self) -> Clue {
        let sentence = self.last_sentence();
        if sentence.is_empty() || self.sentence_ends_before(sentence.end) {
            return Clue::Absent;
        }
        Self::named(self.first_subject(&sentence))
    }

    /// Whether the sentence after a quotation does not belong to it.
    fn is_new_sentence(&self, ends_sentence: bool, sentence: &Range<usize>) -> bool {
        let gap = self.gap_before(0);
        if gap.contains(['.', '!', '?']) && self.words[0].is_capital() {
            return true;
        }
        let begins = ends_sentence && self.words[0].is_capital() && !gap.contains(',');
        // “…” Doe said. Whatever precedes, such a sentence says only this.
        let is_whole = self.gap_before(sentence.end).contains('.');
        let says_only_this = is_whole && self.is_verb(sentence.end - 1);
        begins && !says_only_this
    }

    /// The person named in a credit.
    pub(crate) fn clue_in_credit(&self) -> Clue {
        let resolved = self.names.iter().map(|name| {
            let context = NameContext { is_next_to_verb: true, ..NameContext::default() };
            (name, self.resolve(name, context))
        });
        let mut resolved: Vec<(&NameSpan, Referent)> = resolved.filter(|(_, who)| *who != Referent::Unsure).collect();
        let known = resolved.iter().position(|(_, who)| matches!(who, Referent::Speakers(_)));
        let first = resolved.first().filter(|(name, _)| {
            (0..name.words.start).all(|at| self.words[at].is_title() || self.words[at].role.is(Role::DETERMINER))
        });
        let chosen = known.or(first.map(|_| 0));
        chosen.map_or(Clue::Unnamed, |at| {
            let (name, who) = resolved.swap_remove(at);
            Clue::Named(name.range.clone(), who)
        })
    }

    /// The person whom the last sentence with a speaker's name is about: its first name, if that is its subject.
    pub(crate) fn antecedent(&self) -> Option<(Range<usize>, Referent)> {
        let mut end = self.words.len();
        while end > 0 {
            let start = (1..end).rev().find(|&word| self.sentence_ends_before(word)).unwrap_or(0);
            let sentence = start..end;
            let is_in = |name: &&NameSpan| sentence.contains(&name.words.start);
            let first = self.names.iter().filter(is_in).find(|name| !self.is_unsure(name));
            if let Some(name) = first {
                let pronoun = (start..name.words.start).any(|at| self.words[at].role.is(Role::PRONOUN));
                let before = name.words.start.checked_sub(1).filter(|&at| at >= start && self.is_joined(at + 1));
                let is_opening = before.is_none_or(|at| {
                    let word = &self.words[at];
                    word.is_title() || word.role.is(Role::DETERMINER) || word.is_capital()
                });
                // A stranger only by a full name: one word may be anything.
                let is_person = name.core.len() > 1 && self.words[name.core.start].role.is(Role::GIVEN_NAME);
                return match self.as_subject(name, &sentence) {
                    Subject::Name(at, who) if is_opening && !pronoun && !name.is_possessive => {
                        (is_person || who != Referent::Stranger).then_some((at, who))
                    }
                    _ => None,
                };
            }
            end = start;
        }
        None
    }

    /// Whether the text between two quotations only says who said the first one, so that both have the same speaker.
    pub fn only_credits(&self) -> bool {
        self.is_one_sentence() && !self.words.iter().any(|word| word.role.is(Role::CONJUNCTION) && word.is_capital())
    }

    /// Whether a person is named.
    pub fn names_anybody(&self) -> bool {
        self.names.iter().any(|name| !self.is_unsure(name))
    }
}
