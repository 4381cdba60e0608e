//! Nouns and adjectives told apart by their place in the text.

use std::ops::Range;

use crate::languages::tongue::{Sense, Tongue};
use crate::languages::verbs::is_russian_verb;
use crate::sieve::text::{Gap, Narration};
use crate::sieve::words::cases::known_base;
use crate::sieve::words::nouns::{is_adjective, is_german_role, is_inflected_adjective, is_place_adjective, is_time};
use kzq_text::persons::title;

impl Narration<'_> {
    /// Whether a word behind the noun of a phrase does not belong to it, most probably because it is a verb.
    pub(super) fn is_verb_after_noun(&self, at: usize, head: Option<usize>, of: Option<usize>) -> bool {
        let token = &self.tokens[at];
        if self.tokens[at - 1].is_possessive && self.tongue == Tongue::English {
            return false;
        }
        if token.is(Sense::CUE) {
            return true;
        }
        let is_known = token.is(Sense::ROLE
            .or(Sense::THING)
            .or(Sense::OF)
            .or(Sense::DETERMINER)
            .or(Sense::POSSESSIVE)
            .or(Sense::PREPOSITION)
            .or(Sense::MR)
            .or(Sense::MRS));
        if is_known || title(&token.key).is_some() {
            return false;
        }
        let key = token.key.as_str();
        match self.tongue {
            Tongue::English => {
                // The complement is of one noun: `for the operator`, `of the trade union`.
                let head_is_noun = head.is_some_and(|head| self.tokens[head].is(Sense::ROLE.or(Sense::THING)));
                of.map_or(head_is_noun, |of| {
                    at > of + 1
                        && !self.tokens[at - 1].is(Sense::DETERMINER.or(Sense::POSSESSIVE))
                        && !self.is_inside_complement(of, at)
                })
            }
            Tongue::German => {
                of.is_none()
                    || !is_adjective(key)
                    || !self.tokens[at - 1].is(Sense::DETERMINER.or(Sense::POSSESSIVE).or(Sense::PREPOSITION))
            }
            Tongue::French => self.is_verb_after_french_noun(at, of),
            Tongue::Russian => {
                const VERBS: &[&str] = &[
                    "ал",
                    "ил",
                    "ел",
                    "ял",
                    "ул",
                    "ыл",
                    "ала",
                    "ила",
                    "ела",
                    "яла",
                    "ула",
                    "шла",
                    "шел",
                    "али",
                    "или",
                    "ели",
                    "ет",
                    "ит",
                    "ют",
                    "ят",
                    "ался",
                    "ился",
                    "лась",
                    "лись",
                    "ется",
                    "ится",
                    "нес",
                    "несла",
                    "нула",
                ];
                /// Of adverbs.
                const ADVERBS: &[&str] = &["чно", "ьно", "тно", "вно", "нно", "рно", "дно", "ски"];
                /// Of words in no genitive, which a noun right before them does not govern: `чиновник говорить не стал`.
                const NO_GENITIVE: &[&str] = &["у", "ю", "ть", "ться", "лось", "ало", "ило", "ело", "яло"];
                let governs = of.is_none() && NO_GENITIVE.iter().any(|ending| key.ends_with(ending));
                governs || VERBS.iter().chain(ADVERBS).any(|ending| key.ends_with(ending))
            }
        }
    }

    /// The end of a phrase without words that cannot be its last.
    pub(super) fn trim_phrase(&self, start: usize, mut end: usize) -> usize {
        let loose = Sense::PREPOSITION.or(Sense::DETERMINER).or(Sense::POSSESSIVE).or(Sense::OF);
        while end > start + 1
            && self.tokens[end - 1].is(loose)
            && !self.tokens[end - 1].is(Sense::ROLE.or(Sense::THING))
            && !self.is_name_word(end - 1)
        {
            end -= 1;
        }
        // “A répété l’homme quatre fois”.
        if self.tongue == Tongue::French && end > start + 2 && self.key_at(end - 1) == "fois" {
            end -= 2;
        }
        end
    }

    /// Whether German words with a capital are nouns and no name: a single word behind an article or adjective.
    pub(super) fn is_german_noun(&self, start: usize, end: usize, follows: bool) -> bool {
        let token = &self.tokens[start];
        let is_given = token.is(Sense::HIS_NAME.or(Sense::HER_NAME));
        if end - start > 1 {
            return false;
        }
        let before = start.checked_sub(1).map(|at| &self.tokens[at]);
        let after_article = before.is_some_and(|before| {
            before.is(Sense::DETERMINER.or(Sense::POSSESSIVE))
                || (!before.is_capital() && is_adjective(&before.key) && follows)
        });
        if !after_article && self.surnames.contains(&token.key) {
            return false;
        }
        (after_article && !is_given)
            || token.is(Sense::ROLE.or(Sense::THING))
            || is_german_role(&token.key, token.sense)
    }

    /// Whether a run of capitalised words in a Russian text is no person: an adjective before its noun
    /// (`Архангельской области`), or a name in Latin letters.
    pub(super) fn is_place_or_brand(&self, run: &Range<usize>) -> bool {
        if self.tongue != Tongue::Russian {
            return false;
        }
        let is_latin = |at: usize| !self.tokens[at].key.contains(|c: char| ('а'..='ё').contains(&c));
        let next = self.tokens.get(run.end).filter(|next| {
            let other = Sense::CUE.or(Sense::AUX).or(Sense::ADVERB).or(Sense::CONJUNCTION).or(Sense::PREPOSITION);
            self.is_joined(run.end) && !next.is_capital() && !next.is(other.or(Sense::RELATIVE).or(Sense::SUBORDINATOR))
        });
        let last = run.end - 1;
        // “Федеральный совет”, “Левой партии”.
        let is_of_thing = next
            .is_some_and(|next| known_base(&next.key, Sense::THING).is_some() || next.is(Sense::THING))
            && is_inflected_adjective(&self.tokens[last].key);
        let is_adjective = next.is_some_and(|next| !is_russian_verb(&next.key) || is_of_thing)
            && (is_place_adjective(&self.tokens[last].key) || is_of_thing)
            && (run.start..last).all(|at| self.tokens[at].is_title());
        is_adjective || self.is_named_thing(run) || run.clone().all(|at| is_latin(at) && !self.is_initial(at))
    }

    /// Whether a token is a title or a noun for a person before a name. German nouns have a capital.
    pub(crate) fn is_role_before_name(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if token.is_title() || token.is(Sense::THING) {
            return !token.is(Sense::HIS_NAME.or(Sense::HER_NAME)) || token.is(Sense::MR.or(Sense::MRS));
        }
        self.tongue == Tongue::German && is_german_role(&token.key, token.sense)
    }

    /// Whether a token is the initial of a given name.
    pub(crate) fn is_initial(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
            && (token.text.chars().count() == 1 || token.text.contains('.'))
            && self.tokens.get(at + 1).is_some_and(|next| next.gap.has(Gap::STOP))
    }

    /// Whether a word looks like a participle that opens an aside.
    pub(crate) fn is_participle(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let key = token.key.as_str();
        !token.is_capital()
            && match self.tongue {
                Tongue::English => {
                    key.len() > 5
                        && (key.ends_with("ing") || key.ends_with("ed"))
                        && !token.is(Sense::ROLE.or(Sense::THING))
                }
                Tongue::Russian => {
                    ["вший", "вшая", "вшие", "ющий", "ющая", "ящий", "ящая", "шийся", "шаяся", "вшись", "авшая"]
                        .iter()
                        .any(|ending| key.ends_with(ending))
                }
                Tongue::French => {
                    key.chars().count() > 4
                        && (key.ends_with("ant") || key.ends_with('é') || key.ends_with("ée"))
                        && !token.is(Sense::ROLE.or(Sense::THING))
                }
                Tongue::German => false,
            }
    }

    /// Whether a capital is that of a sentence or headline: `Seit Montag`, `“…,” Says Mediator`, `Gesundheits- und`.
    pub(super) fn is_grammar_word(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_cue = token.is(Sense::CUE)
            && at > 0
            && self.tokens[at - 1].quote.is_some()
            && self.tokens.get(at + 1).is_some_and(|next| next.is_capital() && self.is_joined(at + 1));
        let small = Sense::PREPOSITION.or(Sense::SUBORDINATOR).or(Sense::CONJUNCTION);
        let is_given = token.is(Sense::HIS_NAME.or(Sense::HER_NAME));
        match self.tongue {
            Tongue::English => {
                let is_adverb =
                    token.key.ends_with("ly") && self.tokens.get(at + 1).is_some_and(|next| next.gap == Gap::COMMA);
                let is_participle = token.key.ends_with("ing") && self.is_opening_word(at);
                // “Doe Calls Vote a Fraud” is a headline.
                let follows_name = at > 0 && self.is_joined(at) && self.tokens[at - 1].is_capital();
                let is_finite = token.key.ends_with('s') || token.key.ends_with("ed");
                let is_cue = is_cue || token.is(Sense::CUE) && is_finite && follows_name && !token.is_title();
                !is_given && (is_cue || is_participle || is_adverb)
            }
            Tongue::German => {
                (token.is(Sense::ADVERB) && self.is_opening_word(at) && !is_given)
                    || (token.is(small.or(Sense::DETERMINER)) && !is_given)
                    || is_time(&token.key)
                    || self.is_hanging(at)
            }
            Tongue::French => {
                const ENDINGS: &[&str] = &["ième", "é", "ée", "és", "ées"];
                // “Née en Bretagne, Doe …”.
                let governs = self.tokens.get(at + 1).is_some_and(|next| next.is(Sense::PREPOSITION));
                let is_participle = governs && ENDINGS.iter().any(|ending| token.key.ends_with(ending));
                (token.key.ends_with("ment") || is_participle) && self.is_opening_word(at) && !is_given
            }
            Tongue::Russian => false,
        }
    }

    /// Whether a word opens a sentence and no word with a capital follows: `Citing a report,`.
    fn is_opening_word(&self, at: usize) -> bool {
        let opens = at == 0 || {
            let gap = self.tokens[at].gap;
            gap.has(Gap::PARAGRAPH) || gap.has(Gap::STOP) || gap.has(Gap::MARK)
        };
        let next = self.tokens.get(at + 1);
        opens && next.is_some_and(|next| next.quote.is_none() && !next.is_capital() && self.is_joined(at + 1))
    }

    /// Whether a word is the first part of a compound whose last one follows: `Gesundheits- und Sozialministerin`.
    pub(super) fn is_hanging(&self, at: usize) -> bool {
        self.tongue == Tongue::German && self.text[self.tokens[at].range.end..].starts_with(['-', '‑'])
    }
}
