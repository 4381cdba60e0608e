//! The subject that follows a verb of saying, but not at once.

use std::ops::Range;

use super::clauses::Saying;
use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::phrases::Phrase;
use crate::sieve::text::{Gap, Narration, Token};
use crate::sieve::words::cases::nominative;
use crate::sieve::words::nouns::is_inflected_adjective;

impl Narration<'_> {
    /// The subject behind a verb beside a quotation and words that are none: `сказал изданию глава района`,
    /// `prévient d’emblée Jeanne Roux`. Russian and French only.
    pub(super) fn subject_behind(&self, cue: usize, sentence: &Range<usize>) -> Option<Phrase> {
        const MAX_WORDS: usize = 14;
        const NETWORKS: &[&str] = &["x", "twitter", "facebook", "instagram", "linkedin", "bluesky", "tiktok"];
        let fits = self.tongue.is_french_or_russian() && self.follows_verb_as_subject(cue);
        let mut at = cue + 1;
        while fits && at < sentence.end.min(cue + MAX_WORDS) {
            let (token, gap) = (&self.tokens[at], self.tokens[at].gap);
            let ends =
                [Gap::STOP, Gap::COLON, Gap::SEMICOLON, Gap::CRY, Gap::PARAGRAPH].into_iter().any(|end| gap.has(end));
            // “Заявил во вторник, 3 января, в Висбадене глава”.
            let is_date = token.text.starts_with(char::is_numeric) || self.tokens[at - 1].is(Sense::NO_NAME);
            let ends = ends || gap.has(Gap::COMMA) && !is_date;
            if token.quote.is_some() || ends || token.is(Sense::SUBORDINATOR.or(Sense::RELATIVE)) {
                return None;
            }
            let phrase = self.phrase_at(at, sentence.end);
            let is_governed = token.is(Sense::PREPOSITION) || token.is(Sense::OF) && self.tongue == Tongue::French;
            if is_governed {
                // “Martèle pour sa part Doe”, “de son côté”.
                if self.tongue == Tongue::French
                    && self.tokens.get(at + 1).is_some_and(|next| next.is(Sense::POSSESSIVE))
                    && self.tokens.get(at + 2).is_some_and(|next| matches!(next.key.as_str(), "part" | "côté" | "tour"))
                {
                    at += 3;
                    continue;
                }
                // “A écrit sur X la maire Jeanne Roux”.
                if self.tongue == Tongue::French
                    && token.key == "sur"
                    && self.tokens.get(at + 1).is_some_and(|next| NETWORKS.contains(&next.key.as_str()))
                {
                    at += 2;
                    continue;
                }
                // `В беседе с ТАСС`, `à l’AFP`.
                let next = self.phrase_at(at + 1, sentence.end).filter(|_| self.tongue == Tongue::French);
                // “A dit à la presse Jeanne Roux”, “admettait à la sortie Jean Roux”.
                if let Some(name) = next.as_ref().and_then(|phrase| phrase.name.clone())
                    && name.len() > 1
                    && name.start > at + 1
                    && self.is_apart_from_name(name.start - 1)
                {
                    return Some(Phrase::of_name(name));
                }
                // The person informed is one noun; the subject has its own article: “à la presse la préfète”.
                let to = next.as_ref().filter(|_| matches!(token.key.as_str(), "à" | "au" | "aux" | "devant"));
                let second = to.and_then(|phrase| {
                    let inside = phrase.tokens.start + 1..phrase.tokens.end;
                    inside.rev().find(|&it| {
                        let is_article = self.tokens[it].is(Sense::DETERMINER) && !self.tokens[it].is(Sense::OF);
                        // “La préfète de l’Ardelle”.
                        is_article && !self.tokens[it - 1].is(Sense::OF)
                    })
                });
                at = second.unwrap_or_else(|| next.map_or(at + 2, |phrase| phrase.tokens.end));
                continue;
            }
            if let Some(phrase) = phrase.filter(|phrase| self.is_nominative(phrase)) {
                return Some(phrase);
            }
            at += 1;
        }
        None
    }

    /// Whether a French word before a full name is not of the same person: the name of an agency, or a common noun for a thing.
    fn is_apart_from_name(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_common = !token.is_capital()
            && !token.is_title()
            && !token.is(Sense::ROLE.or(Sense::OF).or(Sense::PREPOSITION).or(Sense::DETERMINER));
        token.is(Sense::THING.or(Sense::SEVERAL)) || is_common || self.is_french_acronym(at)
    }

    /// Whether nothing but auxiliaries is between a comma and a verb: `…, a indiqué la préfète`.
    pub(super) fn is_incise(&self, cue: usize, lowest: usize) -> bool {
        let mut at = cue;
        while at > lowest && self.is_joined(at) && self.tokens[at - 1].is(Sense::AUX.or(Sense::ADVERB)) {
            at -= 1;
        }
        self.tongue.is_french_or_russian() && at > lowest && self.tokens[at].gap.has(Gap::COMMA)
    }

    /// What an incise at the end of a sentence says about all quotations in it.
    pub(crate) fn closing_saying(&self, last: usize, sentence: &Range<usize>) -> Option<Saying> {
        if !self.tongue.is_french_or_russian() {
            return None;
        }
        let quote = (last + 1..sentence.end).rev().find(|&at| self.tokens[at].quote.is_some())?;
        let part = quote + 1..sentence.end;
        self.tail_saying(&part, sentence)
            .filter(|saying| saying.is_near && saying.subject.tokens.start > saying.cue.start)
    }

    /// The source at the end of a sentence of all quotations in it: `“A” et “B”, selon le ministère.`
    pub(crate) fn closing_source(&self, last: usize, sentence: &Range<usize>) -> Option<Saying> {
        if !self.tongue.is_french_or_russian() {
            return None;
        }
        let quote = (last + 1..sentence.end).rev().find(|&at| self.tokens[at].quote.is_some())?;
        let saying = self.according_to(quote + 1..sentence.end)?;
        (saying.cue.start == quote + 1 && saying.subject.tokens.end == sentence.end).then_some(saying)
    }

    /// The person whom a paper quotes, behind a quotation: `цитирует РБК Лесина`.
    pub(super) fn cited_behind(&self, cue: usize, end: usize) -> Option<Phrase> {
        const MAX_WORDS: usize = 5;
        if let Some(quoted) = self.words_passed_on(cue, end) {
            return Some(quoted);
        }
        let is_citing =
            matches!(self.tokens[cue].key.as_str(), "цитирует" | "цитируют" | "процитировал" | "процитировала");
        let mut words = (cue + 1..end.min(cue + MAX_WORDS)).filter(|_| is_citing);
        words.find_map(|at| {
            let token = &self.tokens[at];
            if token.is_acronym() || token.is_in_term || token.is(Sense::ADVERB) {
                return None;
            }
            if token.is(Sense::ROLE) && !token.is_capital() {
                return self.phrase_at(at, end);
            }
            let is_name = |name: &Range<usize>| name.start == at && name.len() > 1;
            if let Some(name) = self.name_at(at).0.filter(|name| self.is_name_word(at) && is_name(name)) {
                return Some(Phrase::of_name(name));
            }
            self.oblique_noun(at, end.min(at + 1)).or_else(|| self.phrase_at(at, end).filter(|it| it.name.is_some()))
        })
    }

    /// Whose words a paper passes on: `приводит его слова ТАСС`, `передаёт слова мэра агентство`.
    fn words_passed_on(&self, cue: usize, end: usize) -> Option<Phrase> {
        const VERBS: &[&str] = &["приводит", "приводят", "передает", "передают", "цитирует", "цитируют", "привело"];
        let next = self.tokens.get(cue + 1).filter(|_| cue + 1 < end && self.is_joined(cue + 1))?;
        if self.tongue != Tongue::Russian || !VERBS.contains(&self.tokens[cue].key.as_str()) {
            return None;
        }
        if next.is(Sense::POSSESSIVE) {
            return Some(Phrase::pronoun(cue + 1));
        }
        let words = (next.key == "слова").then_some(cue + 2)?;
        self.oblique_noun(words, end)
            .filter(|_| !self.tokens[words].is_capital())
            .or_else(|| self.phrase_at(words, end).filter(|it| it.name.is_some()))
    }

    /// Whether the sentence of a token is but a name, as those of authors and photographers are.
    pub(crate) fn is_byline(&self, at: usize) -> bool {
        const MAX_WORDS: usize = 4;
        let sentence = &self.sentences[self.sentence_of[at]];
        sentence.len() <= MAX_WORDS && sentence.clone().all(|at| self.tokens[at].is_capital())
    }

    /// The name behind a noun for a person and its complements: `son voisin, Jo,`, `начальник отдела по связям с
    /// прессой Иван Петров`.
    pub(crate) fn name_behind(&self, phrase: &Phrase) -> Option<Phrase> {
        const MAX_WORDS: usize = 10;
        let is_role = phrase.head.is_some_and(|head| self.tokens[head].is(Sense::ROLE));
        if let Some(named) = self.name_behind_roles(phrase) {
            return Some(named);
        }
        // “One of them, Jane Doe,”.
        let is_elided = self.tongue == Tongue::French && self.tokens[phrase.tokens.start].key == "l";
        let is_one = phrase.head == Some(phrase.tokens.start) && self.tokens[phrase.tokens.start].is(Sense::INDEFINITE)
            || is_elided && phrase.head == Some(phrase.tokens.start + 1);
        if is_one
            && phrase.name.is_none()
            && let Some(named) = self.name_set_off(phrase.tokens.end, false)
        {
            return Some(named);
        }
        // “Doe’s brother, Jan Roe”.
        if self.tongue == Tongue::English
            && phrase.head.is_some_and(|head| head > 0 && self.tokens[head - 1].is_possessive)
        {
            return if is_role { self.name_set_off(phrase.tokens.end, false) } else { None };
        }
        if self.tongue == Tongue::German {
            let may = phrase.head.is_some_and(|head| self.may_speak(head)) && !phrase.is_thing;
            return if may { self.name_set_off(phrase.tokens.end, true) } else { None };
        }
        if !is_role || !self.tongue.is_french_or_russian() {
            return None;
        }
        let mut at = phrase.tokens.end;
        let end = self.tokens.len().min(at + MAX_WORDS);
        let ends = |at: usize| self.tokens.get(at).is_none_or(|_| !self.is_joined(at));
        let starts_with_name = |named: &Phrase| {
            let is_russian = self.tongue == Tongue::Russian;
            let is_address = |at: usize| {
                let token = &self.tokens[at];
                let is_attribute = is_russian && !token.is_capital() && is_inflected_adjective(&token.key);
                token.is_title() && (is_russian || token.is_capital()) || is_attribute
            };
            // “Le curé de Lens, le père Jo Doe,”.
            let is_french =
                self.tongue == Tongue::French && matches!(self.key_at(named.tokens.start), "le" | "la" | "l");
            named.name.as_ref().is_some_and(|name| {
                let is_titled = is_french && name.start > named.tokens.start + 1;
                let start = named.tokens.start + usize::from(is_titled);
                (start..name.start).all(|at| is_address(at) || is_titled && self.tokens[at].is_title())
            })
        };
        if at < end && self.tokens[at].gap == Gap::COMMA {
            let is_titled = |named: &Phrase| {
                self.tongue == Tongue::Russian
                    && self.tokens[at].is(Sense::ROLE)
                    && named.name.as_ref().is_some_and(|name| name.len() > 1 && name.end == named.tokens.end)
                    && self.is_nominative(named)
            };
            let named = self.phrase_at(at, end).filter(|it| starts_with_name(it) || is_titled(it))?;
            let closes = |next: &Token<'_>| {
                next.gap == Gap::COMMA
                    || [Gap::STOP, Gap::PARAGRAPH, Gap::COLON].into_iter().any(|gap| next.gap.has(gap))
            };
            return (ends(named.tokens.end) && self.tokens.get(named.tokens.end).is_none_or(closes)).then_some(named);
        }
        let other = Sense::CUE.or(Sense::AUX).or(Sense::RELATIVE).or(Sense::SUBORDINATOR);
        while self.tongue == Tongue::Russian && at < end && self.is_joined(at) && !self.tokens[at].is(other) {
            let named = self.phrase_at(at, self.tokens.len()).filter(starts_with_name);
            // “Сказал чиновник на форуме в Казани.”
            let named = named.filter(|_| !self.tokens[at - 1].is(Sense::PREPOSITION));
            if let Some(named) = named.filter(|named| self.is_nominative(named) && ends(named.tokens.end)) {
                return Some(named);
            }
            at += 1;
        }
        None
    }

    /// The name behind two nouns for one person: `Ärztin und Autorin Jane Doe`, `врач и депутат Иван Лужин`.
    fn name_behind_roles(&self, phrase: &Phrase) -> Option<Phrase> {
        let end = phrase.tokens.end;
        let is_and = self.tokens.get(end).is_some_and(|token| matches!(token.key.as_str(), "und" | "и"));
        let is_role = phrase.head.is_some_and(|head| head + 1 == end && self.is_role_before_name(head));
        if !is_and
            || !is_role
            || !self.is_joined(end)
            || self.tongue == Tongue::English
            || self.tongue == Tongue::French
        {
            return None;
        }
        let named = self.phrase_at(end + 1, self.tokens.len()).filter(|_| self.is_joined(end + 1))?;
        let name = named.name.clone()?;
        let is_titled = name.start > end + 1 && (end + 1..name.start).all(|at| self.is_role_before_name(at));
        is_titled.then_some(named)
    }

    /// The full name set off behind a noun: `der Sprecher des Verbands (VdF), Jan Doe, sagte`. `needs_given` asks for a known
    /// given name.
    fn name_set_off(&self, end: usize, needs_given: bool) -> Option<Phrase> {
        let is_short_form = |at: usize| self.tokens[at].gap.has(Gap::BRACKET) && self.tokens[at].is_acronym();
        let at = end + usize::from(end < self.tokens.len() && is_short_form(end));
        let is_set_off = self.tokens.get(at).is_some_and(|token| token.gap.has(Gap::COMMA));
        let named = self.phrase_at(at, self.tokens.len()).filter(|_| is_set_off)?;
        let given = Sense::HIS_NAME.or(Sense::HER_NAME);
        let is_name = named.name.as_ref().is_some_and(|name| {
            let is_titled = (at..name.start).all(|at| self.is_role_before_name(at));
            let is_full = name.len() > 1 || self.tongue.is_french_or_russian();
            is_full && is_titled && (!needs_given || self.tokens[name.start].is(given))
        });
        let ends = self.tokens.get(named.tokens.end).is_none_or(|_| !self.is_joined(named.tokens.end));
        (is_name && ends).then_some(named)
    }

    /// Whether a phrase with a name, or a noun for a person or an organisation, may be a subject by its form.
    pub(super) fn is_nominative(&self, phrase: &Phrase) -> bool {
        if phrase.is_pronoun {
            return false;
        }
        let known = Sense::ROLE.or(Sense::THING);
        if phrase.head.is_some_and(|head| self.tokens[head].is(known)) {
            return true;
        }
        phrase.name.as_ref().is_some_and(|name| {
            let words: Vec<&str> = self.tokens[name.clone()].iter().map(|token| token.text).collect();
            let ends = self.tongue == Tongue::Russian
                && self.tokens.get(phrase.tokens.end).is_none_or(|_| !self.is_joined(phrase.tokens.end));
            (name.len() > 1 || ends) && (self.tongue != Tongue::Russian || nominative(&words, false).0 == words)
        })
    }

    /// The token behind German words that may be between a verb and its subject: `sagte deren Vorsitzender Doe`,
    /// `bezeichnete es Doe als`.
    pub(super) fn behind_german_words(&self, at: usize, end: usize) -> usize {
        if self.tongue != Tongue::German || at + 1 >= end || !self.is_joined(at) || !self.is_joined(at + 1) {
            return at;
        }
        let skips = match self.tokens[at].key.as_str() {
            "deren" | "dessen" => self.tokens[at + 1].is_capital(),
            "es" => self.phrase_at(at + 1, end).is_some_and(|it| !it.is_pronoun && !self.is_silent(&it)),
            _ => false,
        };
        at + usize::from(skips)
    }

    /// The subject of a German clause whose verb is the last word, behind a quotation: `dass Doe den Plan als “…”
    /// bezeichnet`.
    pub(super) fn subject_of_last_verb(&self, cue: usize, quote_end: usize, sentence: &Range<usize>) -> Option<Phrase> {
        const OPENERS: &[&str] = &[
            "dass", "weil", "ob", "wenn", "als", "nachdem", "obwohl", "während", "wie", "indem", "da", "bevor", "was",
        ];
        const MAX_WORDS: usize = 40;
        let mut end = cue + 1;
        while end < sentence.end && self.is_joined(end) && self.tokens[end].is(Sense::AUX.or(Sense::CUE)) {
            end += 1;
        }
        let is_last = end >= sentence.end || !self.is_joined(end);
        if self.tongue != Tongue::German || !is_last {
            return None;
        }
        let lowest = sentence.start.max(quote_end.saturating_sub(MAX_WORDS));
        let opener = (lowest..quote_end).rev().find(|&at| {
            let opens = at == sentence.start || self.tokens[at].gap.has(Gap::COMMA);
            opens && self.tokens[at].quote.is_none() && OPENERS.contains(&self.tokens[at].key.as_str())
        })?;
        // A verb between ends that clause.
        let ends = |at: usize| {
            self.tokens[at].quote.is_none()
                && (self.tokens[at].gap.has(Gap::COMMA) && at > opener + 1 || self.tokens[at].gap.has(Gap::SEMICOLON))
        };
        if (opener + 1..quote_end).any(ends) {
            return None;
        }
        self.phrase_at(opener + 1, sentence.end).filter(|it| self.is_joined(opener + 1) && !self.is_silent(it))
    }

    /// Who says the quotation behind `о` and a dash for the verb: `рыбаки — о «…»`.
    pub(crate) fn elliptic_saying(&self, part: &Range<usize>) -> Option<Saying> {
        const MAX_WORDS: usize = 6;
        let about = part.end.checked_sub(1).filter(|at| part.contains(at))?;
        let is_about = self.tongue == Tongue::Russian
            && matches!(self.tokens[about].key.as_str(), "о" | "об" | "про")
            && self.tokens[about].gap.has(Gap::DASH);
        let lowest = part.start.max(about.saturating_sub(MAX_WORDS));
        let ends = |at: usize| self.phrase_at(at, about).filter(|it| it.tokens.end == about && !it.is_pronoun);
        let subject = (lowest..about).find_map(|at| ends(at).filter(|_| !is_preposition_before(self, at, part.start)));
        let cue = about..about + 1;
        subject.filter(|_| is_about).map(|subject| Saying { subject, cue, is_oblique: false, is_near: true })
    }
}

fn is_preposition_before(narration: &Narration<'_>, at: usize, lowest: usize) -> bool {
    at > lowest && narration.tokens[at - 1].is(Sense::PREPOSITION) && narration.is_joined(at)
}
