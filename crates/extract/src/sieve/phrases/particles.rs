//! Small words of names: whether they are particles, also in Cyrillic letters.

use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::text::Narration;

impl Narration<'_> {
    /// Whether `de` follows an unknown French word with a capital that may be a given name: `le climatologue Aymar de Brécey`.
    fn is_noble_after_role(&self, end: usize) -> bool {
        let Some(at) = end.checked_sub(1).filter(|_| self.tongue == Tongue::French) else { return false };
        let (word, particle) = (&self.tokens[at], &self.tokens[end]);
        let is_unknown = word.sense == Sense::default() && !word.is_acronym() && !word.is_in_term;
        let before = at.checked_sub(1).map(|before| &self.tokens[before]);
        let is_opened = before.is_none_or(|before| {
            !self.is_joined(at) || before.is_title() && !before.is_capital() && !before.is(Sense::THING)
        });
        let next = self.tokens.get(end + 1);
        let is_name = next.is_some_and(|next| next.is_capital() && !next.is_acronym() && self.is_joined(end + 1));
        is_unknown && is_opened && is_name && matches!(particle.key.as_str(), "de" | "d")
    }
}

/// Whether a word is a particle of a foreign name in Cyrillic letters: `де`, `ван`.
pub(super) fn is_cyrillic_particle(word: &str) -> bool {
    matches!(
        word,
        "де" | "дель"
            | "ди"
            | "дю"
            | "дос"
            | "ла"
            | "ле"
            | "ван"
            | "фон"
            | "дер"
            | "ден"
            | "тер"
            | "аль"
            | "эль"
            | "ибн"
            | "бин"
            | "бен"
    )
}

impl Narration<'_> {
    /// Whether the words between are particles of a name, and not prepositions: `von der Leyen`, `Le Dantec`.
    pub(crate) fn may_have_particle(&self, end: usize) -> bool {
        let before = &self.tokens[end - 1];
        let is_given = before.is(Sense::HIS_NAME.or(Sense::HER_NAME));
        let first = self.tokens[end].text;
        let is_particle =
            |text: &str| matches!(text, "van" | "von" | "der" | "den" | "bin" | "ibn" | "al" | "el" | "di" | "della");
        let is_romance = |text: &str| matches!(text, "de" | "del" | "da" | "dos" | "du" | "la" | "le");
        !before.is_title()
            && !before.is(Sense::THING)
            && !self.begins_german_phrase(end)
            && (is_given
                || self.is_foreign_particle(end)
                || self.is_elided_particle(end)
                || self.is_noble_after_role(end)
                || (self.tongue == Tongue::French && first == "Le" && before.is_capital())
                || is_cyrillic_particle(first)
                || (is_romance(first) && self.tongue == Tongue::English)
                || (is_particle(first) && self.tongue != Tongue::German))
    }
}
