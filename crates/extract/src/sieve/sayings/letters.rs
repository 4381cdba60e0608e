//! Letters, signs and answers whose words are quoted, right before a colon. French and Russian only.

use std::ops::Range;

use super::clauses::Saying;
use crate::languages::tongue::{Sense, Tongue, is_in};
use crate::sieve::phrases::Phrase;
use crate::sieve::text::{Gap, Narration};

impl Narration<'_> {
    /// What has the words of a quotation on it, right before a colon: `Sur le mur, une banderole :`, `сохранилась надпись:`.
    pub(super) fn inscription_before(&self, part: &Range<usize>) -> Option<Phrase> {
        const INSCRIPTIONS: &str = "\
            banderole pancarte affiche affichette inscription plaque mot écriteau graffiti panneau étiquette надпись \
            записка табличка вывеска плакат объявление баннер резолюция";
        let noun = part.end.checked_sub(1).filter(|at| part.contains(at))?;
        let is_written = is_in(INSCRIPTIONS, &self.tokens[noun].key);
        let start = match self.tongue {
            Tongue::French => noun.checked_sub(1).filter(|&at| self.tokens[at].is(Sense::INDEFINITE))?,
            Tongue::Russian => noun,
            _ => return None,
        };
        let head = Some(noun).filter(|_| is_written && start >= part.start)?;
        Some(Phrase { tokens: start..part.end, name: None, head: Some(head), is_pronoun: false, is_thing: true })
    }

    /// Whose letter has the words behind a colon: `lire une lettre de la projectionniste, Jeanne Doe, 93 ans :`. French only.
    pub(super) fn letter_before(&self, part: &Range<usize>, is_colon: bool) -> Option<Saying> {
        const LETTERS: &str = "lettre mot message texto sms courriel mail télégramme billet";
        const MAX_WORDS: usize = 14;
        if self.tongue != Tongue::French || !is_colon {
            return None;
        }
        let lowest = part.start.max(part.end.saturating_sub(MAX_WORDS));
        let letter = (lowest..part.end).rev().find(|&at| is_in(LETTERS, &self.tokens[at].key))?;
        let of = letter + 1;
        if !self.tokens.get(of)?.is(Sense::OF) || !self.is_joined(of) || (of..part.end).any(|at| self.is_cue(at)) {
            return None;
        }
        let subject = self.phrase_at(of + 1, part.end).filter(|it| !it.is_pronoun)?;
        let closes = subject.tokens.end == part.end || self.tokens[subject.tokens.end].gap.has(Gap::COMMA);
        closes.then_some(Saying { subject, cue: letter..of, is_oblique: false, is_near: true })
    }

    /// Whose answer is before a colon: `Réponse du maire :`, `Ответ Лужина:`.
    pub(super) fn answerer(&self, part: Range<usize>) -> Option<Phrase> {
        const ANSWERS: &str = "\
            réponse réaction verdict commentaire explication conclusion constat remarque réplique confidence ответ реакция \
            вердикт комментарий вывод";
        let first = self.tokens.get(part.start).filter(|first| first.is_capital() && is_in(ANSWERS, &first.key))?;
        let of = match self.tongue {
            Tongue::French => self.tokens.get(part.start + 1).filter(|next| next.is(Sense::OF)).map(|_| 1)?,
            Tongue::Russian => 0,
            _ => return None,
        };
        let start = part.start + 1 + of;
        let is_whole = |it: &Phrase| it.tokens.end == part.end && !it.is_pronoun;
        let noun = || self.oblique_noun(start, part.end);
        (first.quote.is_none()).then(|| self.phrase_at(start, part.end).or_else(noun).filter(is_whole))?
    }
}
