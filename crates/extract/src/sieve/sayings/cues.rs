//! Which words are verbs of saying where they are.

use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::text::Narration;
use crate::sieve::words::verbs::{NO_VERB, is_infinitive_after};

impl Narration<'_> {
    /// Whether a token is a verb of saying here.
    pub(crate) fn is_cue(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if !token.is(Sense::CUE) || token.is_in_term || token.quote.is_some() || self.is_bare_auxiliary(at) {
            return false;
        }
        let begins = at == 0 || self.sentence_of[at] != self.sentence_of[at - 1] || self.tokens[at - 1].quote.is_some();
        if token.is_capital() && !begins {
            return false;
        }
        let Some(before) = at.checked_sub(1).map(|at| &self.tokens[at]).filter(|_| self.is_joined(at)) else {
            return true;
        };
        let is_article = before.is(Sense::DETERMINER.or(Sense::POSSESSIVE)) || before.is_possessive;
        let is_noun = token.is(Sense::ROLE.or(Sense::THING).or(Sense::UTTERANCE));
        match self.tongue {
            Tongue::English => {
                let verb_behind = before.is_pronoun() || before.is(Sense::AUX.or(Sense::RELATIVE));
                let follows_article = is_article && !before.is(Sense::RELATIVE);
                let follows_preposition = before.is(Sense::PREPOSITION) && before.key != "as" && before.key != "to";
                let has_subject = verb_behind || before.is(Sense::ROLE.or(Sense::ADVERB)) || self.is_name_word(at - 1);
                !follows_article && !follows_preposition && (!is_noun || has_subject)
            }
            Tongue::French => {
                let may_govern =
                    matches!(before.key.as_str(), "à" | "en") || is_infinitive_after(&before.key, &token.key);
                let follows_preposition = before.is(Sense::PREPOSITION) && !may_govern;
                // `Le` and `la` before a verb are pronouns.
                let is_pronoun = before.is(Sense::ADVERB) && !matches!(before.key.as_str(), "le" | "la" | "les");
                let is_sure =
                    matches!(before.key.as_str(), "un" | "une" | "ce" | "cette" | "des" | "ces" | "son" | "sa");
                let follows_article = is_article && !is_pronoun && (is_noun || is_sure);
                !follows_preposition && !follows_article && !self.is_french_passive(at)
            }
            Tongue::German => {
                let is_name = token.is_capital() && !begins;
                let is_infinitive = before.key == "zu" && token.key.ends_with("en");
                !is_name && (!is_article || !is_noun) && !is_infinitive
            }
            Tongue::Russian => !before.is(Sense::PREPOSITION),
        }
    }
}

impl Narration<'_> {
    /// Whether a French participle is said of what is said, not of who says it: `le texte serait présenté`, but `s’est réjoui`.
    fn is_french_passive(&self, at: usize) -> bool {
        const BE: &[&str] = &[
            "est", "était", "sera", "serait", "fut", "soit", "sont", "étaient", "seront", "seraient", "furent", "être",
            "été",
        ];
        // Participles of verbs whose perfect is with `être`, and of states of mind.
        const ACTIVE: &[&str] = &["revenu", "intervenu", "convenu", "persuadé", "convaincu", "certain", "sûr"];
        const REFLEXIVE: &[&str] = &["s", "se", "m", "me", "t", "te"];
        const PARTICIPLES: &[&str] =
            &["é", "ée", "és", "ées", "i", "ie", "is", "ies", "u", "ue", "us", "ues", "it", "ite"];
        let mut before = at;
        while before > 0
            && self.is_joined(before)
            && self.tokens[before - 1].is(Sense::ADVERB)
            && !BE.contains(&self.key_at(before - 1))
        {
            before -= 1;
        }
        let key = self.key_at(at);
        let is_participle = PARTICIPLES.iter().any(|ending| key.ends_with(ending));
        let is_be = before > 0 && self.is_joined(before) && BE.contains(&self.key_at(before - 1));
        let is_reflexive = before > 1 && REFLEXIVE.contains(&self.key_at(before - 2));
        is_participle && is_be && !is_reflexive && !ACTIVE.iter().any(|verb| key.starts_with(verb))
    }

    /// Whether a Russian word is an adverb by its ending: `неожиданно`, `по-дружески`.
    pub(super) fn is_russian_adverb(&self, at: usize) -> bool {
        const MIN_LETTERS: usize = 5;
        const ENDINGS: &[&str] =
            &["но", "во", "ко", "то", "ло", "ро", "ски", "цки", "ому", "ему", "шо", "ясь", "вшись"];
        let token = &self.tokens[at];
        let other = NO_VERB.or(Sense::CUE);
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
        let other = NO_VERB.or(Sense::CUE);
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
