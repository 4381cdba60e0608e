//! French ways to name a speaker that no other language has.

use std::ops::Range;

use super::clauses::Saying;
use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::phrases::Phrase;
use crate::sieve::text::{Gap, Narration};

impl Narration<'_> {
    /// `Pour lui,` at the beginning of a sentence.
    pub(super) fn is_for_him(&self, at: usize, start: usize) -> bool {
        let next = self.tokens.get(at + 1).map_or("", |next| next.key.as_str());
        let ends = self.tokens.get(at + 2).is_some_and(|after| after.gap.has(Gap::COMMA));
        self.tongue == Tongue::French
            && at == start
            && self.tokens[at].text == "Pour"
            && matches!(next, "lui" | "elle" | "eux")
            && ends
    }

    /// Whether `pour` and a name are set off behind a quotation: `« Une honte », pour Doe`.
    pub(super) fn is_view_behind(&self, at: usize) -> bool {
        let follows = at > 0 && self.tokens[at - 1].quote.is_some() && self.tokens[at].gap.has(Gap::COMMA);
        follows && self.phrase_at(at + 1, self.tokens.len()).is_some_and(|it| it.name.is_some())
    }

    /// The number of words of `à l’entendre`, `à la croire`, `à l’en croire` at a token, if it begins there.
    pub(super) fn heard_source(&self, at: usize, end: usize) -> Option<usize> {
        const VERBS: &[&str] = &["entendre", "écouter", "croire", "lire", "suivre"];
        let key = |at: usize| self.tokens.get(at).filter(|_| at < end).map_or("", |token| token.key.as_str());
        let is_heard =
            self.tongue == Tongue::French && key(at) == "à" && matches!(key(at + 1), "l" | "le" | "la" | "les");
        let verb = at + 2 + usize::from(key(at + 2) == "en");
        let ends = |after: usize| self.tokens.get(after).is_none_or(|_| after >= end || !self.is_joined(after));
        (is_heard && VERBS.contains(&key(verb)) && ends(verb + 1)).then_some(verb + 1 - at)
    }

    /// The antecedent of `qui` before a verb: `Mme Doe, qui accuse M. Roe d’avoir`.
    pub(super) fn antecedent_of_qui(&self, cue: usize, lowest: usize) -> Option<Phrase> {
        const MAX_BEFORE: usize = 5;
        const MAX_WORDS: usize = 12;
        if self.tongue != Tongue::French {
            return None;
        }
        let near = (lowest.max(cue.saturating_sub(MAX_BEFORE))..cue).rev();
        let small = Sense::AUX.or(Sense::ADVERB).or(Sense::HE).or(Sense::SHE).or(Sense::ME);
        let qui = near
            .take_while(|&at| self.is_joined(at + 1))
            .find(|&at| self.tokens[at].key == "qui" || !self.tokens[at].is(small));
        let qui =
            qui.filter(|&at| self.tokens[at].key == "qui" && at > lowest && self.tokens[at - 1].quote.is_none())?;
        (lowest.max(qui.saturating_sub(MAX_WORDS))..qui)
            .find_map(|at| self.phrase_at(at, qui).filter(|it| it.tokens.end == qui && !it.is_pronoun))
    }

    /// The person in whose view a relative clause speaks: `Doe, déléguée syndicale, pour laquelle « … »`.
    pub(crate) fn relative_source(&self, before: &Range<usize>) -> Option<Saying> {
        const RELATIVES: &[&str] = &["qui", "lequel", "laquelle", "lesquels", "lesquelles"];
        const MAX_CHUNKS: usize = 3;
        let relative = before.clone().rev().find(|&at| RELATIVES.contains(&self.tokens[at].key.as_str()))?;
        let preposition = relative.checked_sub(1).filter(|&at| at > before.start && self.tongue == Tongue::French)?;
        let cue = match self.tokens[preposition].key.as_str() {
            "pour" | "selon" | "chez" => preposition..relative,
            "après" | "de" if preposition > before.start + 1 => preposition - 1..relative,
            _ => return None,
        };
        if !self.tokens[cue.start].gap.has(Gap::COMMA) {
            return None;
        }
        let mut end = cue.start;
        let mut found: Option<Phrase> = None;
        for _ in 0..MAX_CHUNKS {
            if end <= before.start {
                break;
            }
            let start = self.chunk_start(end, before.start);
            let here =
                (start..end).find_map(|at| self.phrase_at(at, end).filter(|it| it.tokens.end == end && !it.is_pronoun));
            if here.as_ref().is_some_and(|phrase| phrase.name.is_some()) {
                found = here;
                break;
            }
            found = found.or(here);
            end = start;
        }
        Some(Saying { subject: found?, cue, is_oblique: true, is_near: true })
    }

    /// Whether a French noun behind a verb is what the quotation says something of, and not who speaks: `a salué un texte
    /// « généreux »`.
    pub(super) fn is_object_before_quote(&self, phrase: &Phrase) -> bool {
        const MAX_SMALL: usize = 4;
        // “A annoncé le lancement d’une « … »”.
        let small = Sense::OF.or(Sense::DETERMINER).or(Sense::PREPOSITION);
        let is_small = |at: &usize| self.tongue == Tongue::French && self.is_joined(*at) && self.tokens[*at].is(small);
        let between = (phrase.tokens.end..self.tokens.len()).take(MAX_SMALL).take_while(is_small).count();
        let next = self.tokens.get(phrase.tokens.end + between);
        let is_pointed = matches!(
            self.tokens[phrase.tokens.start].key.as_str(),
            "эту" | "этот" | "это" | "эти" | "такую" | "свою" | "свой" | "свое" | "свои"
        );
        (self.tongue == Tongue::French || is_pointed)
            && phrase.name.is_none()
            && next.is_some_and(|next| {
                let is_apart = [Gap::COMMA, Gap::COLON, Gap::STOP, Gap::CRY].into_iter().any(|gap| next.gap.has(gap));
                next.quote.is_some() && !is_apart
            })
    }
}
