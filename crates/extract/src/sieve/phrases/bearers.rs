//! Which nouns and names may be those of speakers.

use std::ops::Range;

use super::particles::is_cyrillic_particle;
use crate::languages::is_patronymic;
use crate::languages::tongue::{Lexicon, Sense, Tongue};
use crate::sieve::text::{Gap, Narration, Token};
use crate::sieve::words::institutions::is_institution;
use crate::sieve::words::nouns::{is_abstract, is_german_role};
use kzq_text::fold::fold;

/// The first words of names of places.
const DIRECTIONS: &[&str] = &[
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "upper", "lower",
    "greater",
];

/// The last words of names of places, works and events.
const OBJECTS: &[&str] = &[
    "bridge",
    "thing",
    "ground",
    "street",
    "road",
    "river",
    "station",
    "tower",
    "cathedral",
    "museum",
    "theatre",
    "theater",
    "hotel",
    "college",
    "university",
    "hospital",
    "airport",
    "stadium",
    "arena",
    "centre",
    "center",
    "festival",
    "league",
    "project",
    "programme",
    "award",
    "prize",
    "act",
    "bill",
    "review",
];

/// Endings of nouns for persons.
const ENGLISH_PERSONS: &[&str] = &[
    "man", "woman", "person", "ist", "ian", "eer", "keeper", "maker", "worker", "year-old", "holder", "owner",
    "lecturer",
];
const GERMAN_PERSONS: &[&str] = &["innen", "jährige", "jähriger", "leute", "männer", "frauen", "coach"];

/// Whether a word is a given name in German or French.
pub(crate) fn is_given_elsewhere(key: &str) -> bool {
    let is_given = |tongue| Lexicon::of(tongue).sense(key).is(Sense::HIS_NAME.or(Sense::HER_NAME));
    is_given(Tongue::German) || is_given(Tongue::French)
}

impl Narration<'_> {
    /// Whether the noun of a phrase is for a person, an organisation or a document. An unknown noun is for none.
    pub(crate) fn may_speak(&self, head: usize) -> bool {
        let token = &self.tokens[head];
        if token.is(Sense::ROLE.or(Sense::THING).or(Sense::INDEFINITE)) || token.is_acronym() || token.is_in_term {
            return true;
        }
        let ends = |endings: &[&str]| endings.iter().any(|ending| token.key.ends_with(ending));
        match self.tongue {
            Tongue::English => token.is_capital() || ends(ENGLISH_PERSONS),
            Tongue::German => {
                is_german_role(&token.key, token.sense)
                    || ends(GERMAN_PERSONS)
                    || self.lexicon.is_compound_of(&token.key, Sense::ROLE)
            }
            Tongue::Russian | Tongue::French => true,
        }
    }

    /// Whether a German word is a noun for a thing by its ending, and too long for a surname: `Anwendung`.
    pub(crate) fn is_abstract_noun(&self, at: usize) -> bool {
        const MIN_LETTERS: usize = 9;
        let key = &self.tokens[at].key;
        let is_event = ["parteitag", "konferenz", "gespräch"].iter().any(|ending| key.ends_with(ending));
        let is_thing = (is_abstract(key) || is_event) && key.chars().count() >= MIN_LETTERS;
        // Niebelung is a surname.
        self.tongue == Tongue::German && is_thing && !self.surnames.contains(key)
    }

    /// Whether words are the name of a place or thing by the first or last of them: `North Tyneside`, `Chain Bridge`.
    pub(crate) fn is_object(&self, name: &Range<usize>) -> bool {
        // “Die Hafenstadt Poti”.
        if self.tongue == Tongue::German && name.len() == 2 {
            let key = &self.tokens[name.start].key;
            let is_place = ["stadt", "insel", "gemeinde", "provinz"].iter().any(|ending| key.ends_with(ending));
            return is_place && !self.surnames.contains(key);
        }
        if self.tongue != Tongue::English || name.len() < 2 {
            return false;
        }
        let (first, last) = (&self.tokens[name.start], &self.tokens[name.end - 1]);
        let is_given = first.is(Sense::HIS_NAME.or(Sense::HER_NAME).or(Sense::MR).or(Sense::MRS));
        let is_direction = name.len() == 2 && DIRECTIONS.contains(&first.key.as_str());
        // “Conservative MPs” are several.
        let is_several = last.is(Sense::SEVERAL) && last.key.ends_with('s');
        is_direction || !is_given && (is_several || !first.is_title() && OBJECTS.contains(&last.key.as_str()))
    }
}

impl Narration<'_> {
    /// Whether lower-case words that end in a noun for a person, and then a name, follow.
    pub(super) fn is_before_named_role(&self, end: usize, limit: usize) -> bool {
        const MAX_WORDS: usize = 3;
        if self.tokens[end - 1].is_possessive {
            return false;
        }
        let is_plain = |at: &usize| {
            let token = &self.tokens[*at];
            self.is_joined(*at)
                && !token.is_capital()
                && (!self.ends_phrase(*at) || token.is(Sense::ROLE))
                && !token.is(Sense::PREPOSITION.or(Sense::DETERMINER))
        };
        let words = (end..limit.min(end + MAX_WORDS)).take_while(is_plain).count();
        let next = end + words;
        words > 0
            && next < limit
            && self.tokens[next - 1].is(Sense::ROLE)
            && self.is_joined(next)
            && self.is_name_word(next)
    }

    /// The text of some tokens.
    pub(crate) fn text_of(&self, tokens: &Range<usize>) -> &str {
        let end = self.tokens[tokens.end - 1].range.end;
        &self.text[self.tokens[tokens.start].range.start..end]
    }

    /// The byte range of some tokens, without a possessive at the end.
    pub(crate) fn range_of(&self, tokens: &Range<usize>) -> Range<usize> {
        let last = &self.tokens[tokens.end - 1];
        let cut = last.text.rfind(['\'', '’']).filter(|_| last.is_possessive).unwrap_or(last.text.len());
        self.tokens[tokens.start].range.start..last.range.start + cut
    }

    /// Whether the word before a known given name is a given name as well: `Roe Jane`, `résume João Pedro Doe`.
    pub(super) fn is_first_name(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        match self.tongue {
            Tongue::English => token.text.len() < 3 || is_given_elsewhere(&token.key),
            Tongue::French => {
                let known = Sense::ROLE.or(Sense::THING).or(Sense::NO_NAME).or(Sense::MR).or(Sense::MRS);
                let follows_verb = at > 0 && self.tokens[at - 1].is(Sense::CUE) && self.is_joined(at);
                let is_word = token.is(known) || token.is_title() || token.is_acronym() || token.is_in_term;
                !is_word && (follows_verb || at > 0 && self.tokens[at].gap == Gap::COMMA)
            }
            Tongue::German | Tongue::Russian => false,
        }
    }

    /// Takes from Russian initials what the words mean that are as short: `В. Лужин` is not “in Лужин”.
    pub(crate) fn read_initials(&mut self) {
        if self.tongue != Tongue::Russian {
            return;
        }
        // From the end: `С. В. Лужин` has two.
        for at in (0..self.tokens.len().saturating_sub(1)).rev() {
            let next = &self.tokens[at + 1];
            if self.is_initial(at) && next.is_capital() && next.quote.is_none() && !next.is(Sense::NO_NAME) {
                self.tokens[at].sense = Sense::default();
            }
        }
    }

    /// Remembers the words that follow a given name. Not in Russian, whose forms tell.
    pub(crate) fn note_surnames(&mut self) {
        if self.tongue == Tongue::Russian {
            return;
        }
        // Headlines in English have capitals everywhere.
        let small = Sense::PREPOSITION.or(Sense::DETERMINER).or(Sense::CONJUNCTION).or(Sense::SUBORDINATOR);
        let small = small.or(Sense::AUX).or(Sense::CUE).or(Sense::RELATIVE);
        let is_small = |token: &Token<'_>| self.tongue != Tongue::German && (token.is(small) || token.is_pronoun());
        let given = Sense::HIS_NAME.or(Sense::HER_NAME);
        let follows = |at: &usize| {
            let (before, token) = (&self.tokens[at - 1], &self.tokens[*at]);
            let titled = || {
                self.tongue == Tongue::German
                    && *at > 1
                    && self.is_joined(*at - 1)
                    && self.tokens[*at - 2].is(Sense::ROLE)
                    && !before.is(Sense::ROLE.or(Sense::THING).or(Sense::NO_NAME).or(Sense::CUE))
                    && !token.is(Sense::ROLE.or(Sense::THING))
            };
            before.is_capital()
                && (before.is(given) || titled())
                && token.is_capital()
                && !token.is(given)
                && !token.is_in_term
                && token.quote.is_none()
                && !is_small(token)
                && self.is_joined(*at)
        };
        let mut surnames: Vec<String> =
            (1..self.tokens.len()).filter(follows).map(|at| self.tokens[at].key.clone()).collect();
        // `Jane von Doe`.
        let is_noble = |words: &&[Token<'_>]| {
            words[0].is(given)
                && words[0].is_capital()
                && matches!(words[1].text, "von" | "van" | "zu")
                && words[2].is_capital()
        };
        if self.tongue == Tongue::German {
            for words in self.tokens.windows(3).filter(is_noble) {
                surnames.push(words[2].key.clone());
                surnames.push(format!("{} {}", words[1].key, words[2].key));
            }
        }
        self.surnames.extend(surnames);
    }

    /// Whether a word that is none otherwise is the surname of a person of the article: `Sebastian Kurz`, `sagte Kurz`.
    pub(crate) fn is_surname_here(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let given = Sense::HIS_NAME.or(Sense::HER_NAME);
        let is_known = self.surnames.contains(&token.key);
        let opens = self.sentence_of.get(at).is_none_or(|&number| self.sentences[number].start == at);
        let follows_given =
            at > 0 && self.tokens[at - 1].is(given) && self.tokens[at - 1].is_capital() && self.is_joined(at);
        // At the beginning of a sentence, a verb must follow: `Kurz sagte`, but `Kurz vor Mittag`.
        let is_subject =
            || self.tokens.get(at + 1).is_some_and(|next| self.is_joined(at + 1) && next.is(Sense::CUE.or(Sense::AUX)));
        is_known && (follows_given || !opens || is_subject())
    }

    /// Whether a German article or number is right before a token, so that a noun follows and no name.
    pub(super) fn follows_german_article(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| &self.tokens[before]).filter(|_| self.is_joined(at));
        self.tongue == Tongue::German
            && before.is_some_and(|it| {
                let is_relative = it.gap.has(Gap::COMMA) && it.is(Sense::RELATIVE);
                !is_relative && it.is(Sense::DETERMINER.or(Sense::POSSESSIVE)) || it.text.chars().all(char::is_numeric)
            })
    }

    /// A run of capitalised words without the names of institutions and places before the name of a person; `None` if
    /// nothing is left: `Минфина`, `Польши Матеуш Лужин`. Russian only.
    pub(super) fn without_institution(&self, run: Range<usize>) -> Option<Range<usize>> {
        if self.tongue != Tongue::Russian {
            return Some(run).filter(|run| !self.ends_in_word(run));
        }
        let given = Sense::HIS_NAME.or(Sense::HER_NAME);
        let is_other = |at: usize| {
            let token = &self.tokens[at];
            !token.is(given) && (token.is_acronym() && !self.is_initial(at) || is_institution(&token.key))
        };
        let mut start = run.start;
        while start < run.end && is_other(start) {
            start += 1;
        }
        // “Сызрани Иван Лужин”: of three words without a patronymic, the last two.
        let is_full = (start..run.end)
            .any(|at| self.tokens[at].is(given) || self.is_initial(at) || is_patronymic(&fold(self.tokens[at].text)));
        let is_full = is_full || (start..run.end).any(|at| is_cyrillic_particle(self.tokens[at].text));
        if run.end - start > 2 && !is_full {
            start = run.end - 2;
        }
        (start < run.end).then_some(start..run.end)
    }

    /// The name that begins in the run of capitalised words at a token, and where the run ends.
    pub(crate) fn name_at(&self, at: usize) -> (Option<Range<usize>>, usize) {
        let run = self.run_at(at);
        (run.name, run.end)
    }
}
