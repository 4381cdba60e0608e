//! Persons whom a French or Russian article brings in without saying who they are: by a single name, or as somebody’s
//! relation.

use std::ops::Range;

use crate::languages::tongue::{Sense, Tongue, is_in};
use crate::sieve::text::{Gap, Narration, Token, stem};
use crate::sieve::words::gender::Gender;

/// Nouns for what somebody is to another person, and not by himself.
const RELATIONS: &str = "\
    femme mari épouse époux compagne compagnon conjoint conjointe fils fille mère père frère sœur soeur cousin cousine \
    oncle tante neveu nièce grand-mère grand-père voisin voisine ami amie collègue homologue client cliente rival rivale \
    adversaire successeur successeuse prédécesseur жена муж сын дочь мать отец брат сестра соперник соперница коллега \
    друг подруга сосед соседка преемник предшественник однофамилец";

impl Narration<'_> {
    /// Whether a noun says what somebody is to another person: `sa femme`, `его соперник`.
    pub(crate) fn is_relation(&self, noun: &str) -> bool {
        self.tongue.is_french_or_russian() && is_in(RELATIONS, noun)
    }

    /// Whether a French pronoun only stresses the subject before it: `La fédération, elle, s’inquiète`.
    pub(crate) fn is_stressed_pronoun(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_set_off = token.gap == Gap::COMMA && self.tokens.get(at + 1).is_some_and(|next| next.gap == Gap::COMMA);
        self.tongue == Tongue::French && matches!(token.key.as_str(), "elle" | "elles" | "lui" | "eux") && is_set_off
    }

    /// The gender of a person introduced by a single unknown name, from the pronoun that begins the next sentence of the
    /// paragraph or is beside its verb of saying: `Zlata sert la soupe. Elle a vu`.
    pub(crate) fn gender_of_newcomer(&self, name: &Range<usize>) -> Option<Gender> {
        const MIN_LETTERS: usize = 3;
        const MAX_BEFORE: usize = 8;
        const IMPERSONAL: &[&str] =
            &["y", "faut", "fallait", "faudra", "faudrait", "est", "était", "s", "pleut", "pleuvait", "a", "fait"];
        let at = name.start;
        let token = self.tokens.get(at).filter(|_| self.tongue.is_french_or_russian() && name.len() == 1)?;
        let sentence = self.sentence_of[at];
        let start = self.sentences[sentence].start;
        let is_behind_place = token.gap.has(Gap::COMMA)
            && at - start <= MAX_BEFORE
            && self.tokens[start].is(Sense::PREPOSITION)
            && (start + 1..at).all(|it| self.is_joined(it));
        // “Face à lui” is no name.
        let may_be_verb = |next: &Token<'_>| {
            !next.is_capital() && (self.tongue != Tongue::French || !next.is(Sense::PREPOSITION.or(Sense::OF)))
        };
        let is_subject = self.is_joined(at + 1) && self.tokens.get(at + 1).is_some_and(may_be_verb);
        // A Russian noun has no article.
        let is_name = self.tongue == Tongue::French || self.capital_stems.contains(stem(&token.key));
        let begins = is_subject && is_name && (at == start || is_behind_place);
        let is_unknown = !token.is(Sense::THING.or(Sense::ROLE).or(Sense::NO_NAME)) && !token.is_acronym();
        let is_long = token.key.chars().count() >= MIN_LETTERS;
        let next = sentence + 1;
        if !begins
            || !is_unknown
            || !is_long
            || token.is_in_term
            || self.paragraph_of.get(next) != Some(&self.paragraph_of[sentence])
        {
            return None;
        }
        let words = self.sentences[next].clone();
        let is_his = |at: &usize| self.tokens[*at].is(Sense::HE.or(Sense::SHE)) && self.tokens[*at].quote.is_none();
        let pronoun = words.clone().find(is_his)?;
        let is_first = pronoun == words.start;
        let is_impersonal = self.tongue == Tongue::French
            && self.tokens[pronoun].key == "il"
            && is_first
            && self.tokens.get(pronoun + 1).is_some_and(|next| IMPERSONAL.contains(&next.key.as_str()));
        let is_beside_cue = || {
            let near = pronoun.saturating_sub(2).max(words.start)..words.end.min(pronoun + 2);
            near.into_iter().any(|at| self.is_cue(at))
        };
        (!is_impersonal && (is_first || is_beside_cue())).then(|| Gender::of(self.tokens[pronoun].sense))?
    }
}
