//! Verbs by their forms: those of any meaning beside a quotation, the gender of Russian ones, and the forms by which German
//! reports speech.

use super::gender::Gender;
use crate::languages::tongue::{Sense, Tongue};
use crate::languages::verbs::{is_german_verb, is_russian_verb, past_ending};
use crate::sieve::text::{Gap, Narration};

/// Senses of words that are no verb of saying, whatever their ending.
pub(crate) const NO_VERB: Sense = Sense::AUX
    .and(Sense::PREPOSITION)
    .and(Sense::CONJUNCTION)
    .and(Sense::SUBORDINATOR)
    .and(Sense::RELATIVE)
    .and(Sense::DETERMINER)
    .and(Sense::POSSESSIVE)
    .and(Sense::ADVERB)
    .and(Sense::ROLE)
    .and(Sense::THING)
    .and(Sense::UTTERANCE)
    .and(Sense::HE)
    .and(Sense::SHE)
    .and(Sense::THEY)
    .and(Sense::IT)
    .and(Sense::ME);

/// The gender that a Russian verb in the past tense gives to its subject: `отрезала` is said of a woman.
pub(crate) fn gender_of_past(key: &str) -> Option<Gender> {
    let bare = key.strip_suffix("ся").or_else(|| key.strip_suffix("сь")).unwrap_or(key);
    match past_ending(bare)? {
        "" => Some(Gender::Man),
        "а" => Some(Gender::Woman),
        _ => None,
    }
}

impl Narration<'_> {
    /// Makes a verb of any meaning right behind a quotation a cue if its subject follows: `«…», — поправился Лужин`,
    /// `„…“, stichelt Doe`.
    pub(crate) fn mark_incises(&mut self) {
        for at in 1..self.tokens.len() {
            if self.is_incise_verb(at) || self.is_verb_of_incise(at) {
                self.tokens[at].sense = self.tokens[at].sense.and(Sense::CUE);
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
        let other = NO_VERB.and(Sense::CUE);
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
                        word.is(Sense::HE.and(Sense::SHE).and(Sense::ROLE)) || is_name(at)
                    })
            }
            Tongue::German => {
                // “…, ärgert sich Doe.”
                let start = at + 1 + usize::from(next.key == "sich" && self.is_joined(at + 2));
                let is_subject = self.tokens.get(start).is_some_and(|first| {
                    first.is(Sense::HE.and(Sense::SHE))
                        || matches!(first.key.as_str(), "der" | "die" | "das" | "ein" | "eine")
                        || is_name(start)
                });
                is_subject && is_german_verb(&token.key)
            }
            Tongue::English | Tongue::French => false,
        }
    }

    /// Whether a Russian word is an adverb by its ending: `неожиданно`, `по-дружески`.
    pub(crate) fn is_russian_adverb(&self, at: usize) -> bool {
        const MIN_LETTERS: usize = 5;
        const ENDINGS: &[&str] =
            &["но", "во", "ко", "то", "ло", "ро", "ски", "цки", "ому", "ему", "шо", "ясь", "вшись"];
        let token = &self.tokens[at];
        let other = NO_VERB.and(Sense::CUE);
        self.tongue == Tongue::Russian
            && !token.is_capital()
            && token.quote.is_none()
            && !token.is(other)
            && token.key.chars().count() >= MIN_LETTERS
            && ENDINGS.iter().any(|ending| token.key.ends_with(ending))
    }

    /// Whether a verb reports what somebody says by its form: `sei`, `habe`, and any with `-e` beside `er` or `sie`:
    /// `er übernehme`.
    pub(crate) fn is_reported(&self, at: usize) -> bool {
        const MIN_LETTERS: usize = 5;
        let token = &self.tokens[at];
        // “…, hieß es”.
        let is_it_said = matches!(token.key.as_str(), "heisst" | "hiess")
            && self.tokens.get(at + 1).is_some_and(|next| next.key == "es" && self.is_joined(at + 1));
        if token.is(Sense::REPORTED) || self.tongue == Tongue::German && is_it_said {
            return true;
        }
        let other = NO_VERB.and(Sense::CUE);
        let may = self.tongue == Tongue::German
            && !token.is_capital()
            && token.quote.is_none()
            && !token.is(other)
            && token.key.ends_with('e')
            && !token.key.ends_with("te")
            && token.key.chars().count() >= MIN_LETTERS;
        let is_third = |at: usize| {
            let key = self.tokens.get(at).map_or("", |token| token.key.as_str());
            matches!(key, "er" | "sie" | "es" | "man")
        };
        may && (at > 0 && self.is_joined(at) && is_third(at - 1)
            || at + 1 < self.tokens.len() && self.is_joined(at + 1) && is_third(at + 1))
    }
}

/// Whether an English word is a form of `be`.
pub(crate) fn is_form_of_be(key: &str) -> bool {
    matches!(key, "was" | "were" | "is" | "are" | "been" | "being" | "be")
}

/// Whether a French verb is an infinitive behind a preposition: `pour dénoncer`.
pub(crate) fn is_infinitive_after(preposition: &str, verb: &str) -> bool {
    matches!(preposition, "pour" | "sans") && verb.ends_with("er")
}

/// Whether a Russian verb has no subject, so that the document speaks: `в письме говорится`.
pub(crate) fn is_impersonal(key: &str) -> bool {
    matches!(key, "говорится" | "говорилось" | "сказано" | "указано" | "отмечается" | "сообщается")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_past_tense_verbs_indicate_gender() {
        for (word, gender) in [
            ("поправился", Some(Gender::Man)),
            ("отрезала", Some(Gender::Woman)),
            ("возражает", None),
            ("рассмеялись", None),
        ] {
            assert_eq!(gender_of_past(word), gender, "{word}");
        }
    }
}
