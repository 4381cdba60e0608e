//! English and French verbs of any meaning beside a quotation: `“…,” Doe deadpanned`, `« … », s’enflamme Doe`.

use crate::languages::tongue::{Sense, Tongue};
use crate::languages::verbs::{is_german_verb, is_russian_verb};
use crate::sieve::text::{Gap, Narration};
use crate::sieve::words::verbs::NO_VERB;

impl Narration<'_> {
    /// Whether a token is a verb beside a quotation, with its subject on the other side.
    fn is_verb_of_incise(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if token.quote.is_some() || token.is_in_term || token.is_capital() || token.is(NO_VERB.or(Sense::CUE)) {
            return false;
        }
        match self.tongue {
            Tongue::English => self.is_english_incise(at),
            Tongue::French => self.is_french_incise(at),
            Tongue::German | Tongue::Russian => false,
        }
    }

    /// Whether a token is right behind a quotation that its comma or a mark of exclamation ends.
    fn follows_quote(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|at| &self.tokens[at]).filter(|before| before.quote.is_some()) else {
            return false;
        };
        self.tokens[at].gap.has(Gap::COMMA) || before.text.ends_with(['!', '?', '…', ','])
    }

    fn is_english_incise(&self, at: usize) -> bool {
        const MAX_NAME: usize = 4;
        const MIN_LETTERS: usize = 5;
        let key = &self.tokens[at].key;
        let is_present = key.ends_with('s') && !["ss", "us", "is"].iter().any(|end| key.ends_with(end));
        if !(key.ends_with("ed") || is_present) || key.len() < MIN_LETTERS || self.tokens[at].is_possessive {
            return false;
        }
        let is_name = |at: usize| self.is_name_word(at);
        // “‘…,’ he offers”.
        let is_he = |at: usize| self.tokens[at].is(Sense::HE.or(Sense::SHE)) && self.follows_quote(at);
        if at > 0 && self.is_joined(at) && is_he(at - 1) {
            return true;
        }
        if self.follows_quote(at) {
            return at + 1 < self.tokens.len() && self.is_joined(at + 1) && is_name(at + 1);
        }
        // A name, and nothing else, is between.
        let first =
            (at.saturating_sub(MAX_NAME)..at).rev().take_while(|&it| is_name(it) && self.is_joined(it + 1)).last();
        let ends = self
            .tokens
            .get(at + 1)
            .is_none_or(|next| next.gap.has(Gap::STOP) || next.gap.has(Gap::PARAGRAPH) || next.quote.is_some());
        ends && first.is_some_and(|first| self.follows_quote(first))
    }

    fn is_french_incise(&self, at: usize) -> bool {
        /// Words between the quotation and the verb.
        const SMALL: &[&str] = &[
            "s", "se", "l", "le", "la", "lui", "leur", "y", "a", "ont", "avait", "est", "n", "ne", "nous", "vous", "m",
            "me", "t", "te", "en", "fut", "eut", "aurait", "était", "avaient", "aura", "d",
        ];
        const MAX_SMALL: usize = 4;
        const MAX_ASIDE: usize = 5;
        const ARTICLES: &[&str] = &["le", "la", "l", "les", "un", "une", "son", "sa", "ses", "ce", "cet", "cette"];
        const ENDINGS: &[&str] = &["e", "t", "d", "é", "i", "u", "a", "ent", "it", "is", "ée", "ie"];
        let key = self.tokens[at].key.as_str();
        let is = |at: usize, word: &str| self.tokens.get(at).is_some_and(|token| token.key == word);
        if matches!(key, "met" | "mettait") && is(at + 1, "en") && is(at + 2, "garde") {
            return true;
        }
        // “A-t-elle corrigé”.
        // “A-t-elle d’abord corrigé”.
        let is_adverb = |it: usize| self.tokens[it].is(Sense::ADVERB) && !self.tokens[it].is_pronoun();
        let mut pronoun = at.saturating_sub(1);
        while pronoun > 0 && at - pronoun < MAX_SMALL && self.is_joined(pronoun + 1) && is_adverb(pronoun) {
            pronoun -= 1;
        }
        let is_behind_pronoun = pronoun > 0
            && self.tokens[pronoun].is(Sense::HE.or(Sense::SHE).or(Sense::THEY))
            && self.tokens[pronoun - 1].is(Sense::AUX)
            && self.is_joined(pronoun + 1)
            && self.is_joined(pronoun);
        if is_behind_pronoun && ["é", "i", "u", "t", "is", "ée", "ie"].iter().any(|ending| key.ends_with(ending)) {
            let first = pronoun - 1;
            let small = first > 0
                && matches!(self.tokens[first - 1].key.as_str(), "s" | "l" | "n" | "y" | "lui" | "leur" | "en");
            return self.follows_quote(first) || small && self.follows_quote(first - 1);
        }
        let mut first = at;
        while first > 0 && at - first < MAX_SMALL && self.tokens[first - 1].quote.is_none() && self.is_joined(first) {
            let before = &self.tokens[first - 1];
            if !(SMALL.contains(&before.key.as_str()) || before.is(Sense::ADVERB) || before.key.ends_with("ment")) {
                return false;
            }
            first -= 1;
        }
        if !self.follows_quote(first) || !ENDINGS.iter().any(|ending| key.ends_with(ending)) {
            return false;
        }
        // “Commente, ravi, Doe”.
        let is_aside = self.tokens.get(at + 1).is_some_and(|next| next.gap == Gap::COMMA && next.quote.is_none());
        let behind = (at + 2..self.tokens.len().min(at + 2 + MAX_ASIDE)).find(|&it| !self.is_joined(it));
        let behind = behind.filter(|&it| is_aside && self.tokens[it].gap == Gap::COMMA);
        let subject = if is_aside { behind } else { Some(at + 1).filter(|&next| self.is_joined(next)) };
        subject.and_then(|it| self.tokens.get(it).filter(|next| next.quote.is_none())).is_some_and(|next| {
            let subject = subject.unwrap_or(at);
            next.is(Sense::HE.or(Sense::SHE)) || ARTICLES.contains(&next.key.as_str()) || self.is_name_word(subject)
        })
    }
}

impl Narration<'_> {
    /// Makes a verb of any meaning right behind a quotation a cue if its subject follows: `«…», — поправился Лужин`,
    /// `„…“, stichelt Doe`.
    pub(crate) fn mark_incises(&mut self) {
        for at in 1..self.tokens.len() {
            if self.is_incise_verb(at) || self.is_verb_of_incise(at) {
                self.tokens[at].sense = self.tokens[at].sense.or(Sense::CUE);
            }
        }
    }

    fn is_incise_verb(&self, at: usize) -> bool {
        const MAX_WORDS: usize = 6;
        // “«…», — не скрывает Лужин”.
        let is_negated = at > 1 && self.tokens[at - 1].key == "не" && self.is_joined(at);
        let is_modified = at > 1 && self.is_joined(at) && self.is_russian_adverb(at - 1);
        let first = at - usize::from(is_negated || is_modified);
        let (before, gap, token) = (&self.tokens[first - 1], self.tokens[first].gap, &self.tokens[at]);
        let is_set_off = gap.has(Gap::COMMA) || gap.has(Gap::DASH) || before.text.ends_with(['!', '?', '…', ',']);
        let other = NO_VERB.or(Sense::CUE);
        if before.quote.is_none() || token.quote.is_some() || !is_set_off || token.is_capital() || token.is(other) {
            return false;
        }
        let Some(next) = self.tokens.get(at + 1).filter(|next| self.is_joined(at + 1) && next.quote.is_none()) else {
            // “«…», — решает.”
            return self.tongue == Tongue::Russian && gap.has(Gap::DASH) && is_russian_verb(&token.key);
        };
        let is_name = |at: usize| self.is_name_word(at) && !self.tokens[at].is_in_term;
        match self.tongue {
            Tongue::Russian => {
                let mut words =
                    (at + 1..self.tokens.len().min(at + 1 + MAX_WORDS)).take_while(|&at| self.is_joined(at));
                is_russian_verb(&token.key)
                    && words.any(|at| {
                        let word = &self.tokens[at];
                        word.is(Sense::HE.or(Sense::SHE).or(Sense::ROLE)) || is_name(at)
                    })
            }
            Tongue::German => {
                // “…, ärgert sich Doe.”
                let start = at + 1 + usize::from(next.key == "sich" && self.is_joined(at + 2));
                let is_subject = self.tokens.get(start).is_some_and(|first| {
                    first.is(Sense::HE.or(Sense::SHE))
                        || matches!(first.key.as_str(), "der" | "die" | "das" | "ein" | "eine")
                        || is_name(start)
                });
                is_subject && is_german_verb(&token.key)
            }
            Tongue::English | Tongue::French => false,
        }
    }
}
