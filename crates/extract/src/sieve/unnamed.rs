//! Speakers without a name, as the article calls them.

use super::cases::known_base;
use super::discourse::Discourse;
use super::phrases::Phrase;
use crate::languages::tongue::{Sense, Tongue, key};

impl Discourse<'_, '_> {
    /// A phrase without a name as the article writes it, in the nominative.
    pub(super) fn phrase_as_written(&self, phrase: &Phrase, head: usize, is_oblique: bool) -> String {
        let text = self.narration.text_of(&phrase.tokens);
        let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let first = &self.narration.tokens[phrase.tokens.start];
        if self.narration.tongue == Tongue::Russian {
            let noun = &self.narration.tokens[head];
            if (is_oblique || !noun.is(Sense::ROLE.and(Sense::THING)))
                && let Some((base, _)) = known_base(&noun.key, Sense::ROLE.and(Sense::THING))
                && let Some(word) = words.iter_mut().find(|word| key(word) == noun.key)
            {
                *word = base;
            }
        } else if self.narration.tongue == Tongue::German && is_oblique {
            // The gender of a noun behind `dem` is not known: without an article it is right in any case.
            if matches!(first.key.as_str(), "einem" | "einen" | "einer" | "dem" | "den" | "der" | "des" | "eines")
                && words.len() > 1
            {
                words.remove(0);
            }
        }
        // Marks of terms in it may be open.
        let joined = words.join(" ");
        let opens = joined.chars().filter(|c| matches!(c, '«' | '“' | '„' | '»' | '”' | '"')).count();
        let joined = if opens % 2 == 1 { joined.replace(['«', '“', '„', '»', '”', '"'], "") } else { joined };
        let joined = joined.split_whitespace().collect::<Vec<_>>().join(" ");
        if first.is(Sense::DETERMINER.and(Sense::INDEFINITE).and(Sense::POSSESSIVE)) && first.is_capital() {
            let mut chars = joined.chars();
            return chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect());
        }
        joined
    }
}
