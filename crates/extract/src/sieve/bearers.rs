//! Which nouns and names may be those of speakers.

use std::ops::Range;

use super::nouns::{is_abstract, is_german_role};
use super::tokens::Narration;
use crate::languages::tongue::{Lexicon, Sense, Tongue};

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
const ENGLISH_PERSONS: &[&str] =
    &["man", "woman", "person", "ist", "ian", "eer", "keeper", "maker", "worker", "holder", "owner", "lecturer"];
const GERMAN_PERSONS: &[&str] = &["innen", "jährige", "jähriger", "leute", "männer", "frauen", "coach"];

/// Whether a word is a given name in German or French.
pub(super) fn is_given_elsewhere(key: &str) -> bool {
    let is_given = |tongue| Lexicon::of(tongue).sense(key).is(Sense::HIS_NAME.and(Sense::HER_NAME));
    is_given(Tongue::German) || is_given(Tongue::French)
}

impl Narration<'_> {
    /// Whether the noun of a phrase is for a person, an organisation or a document. An unknown noun is for none.
    pub(super) fn may_speak(&self, head: usize) -> bool {
        let token = &self.tokens[head];
        if token.is(Sense::ROLE.and(Sense::THING).and(Sense::INDEFINITE)) || token.is_acronym() || token.is_in_term {
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
    pub(super) fn is_abstract_noun(&self, at: usize) -> bool {
        const MIN_LETTERS: usize = 9;
        let key = &self.tokens[at].key;
        let is_event = ["parteitag", "konferenz", "gespräch"].iter().any(|ending| key.ends_with(ending));
        self.tongue == Tongue::German && (is_abstract(key) || is_event) && key.chars().count() >= MIN_LETTERS
    }

    /// Whether words are the name of a place or thing by the first or last of them: `North Tyneside`, `Chain Bridge`.
    pub(super) fn is_object(&self, name: &Range<usize>) -> bool {
        if self.tongue != Tongue::English || name.len() < 2 {
            return false;
        }
        let (first, last) = (&self.tokens[name.start], &self.tokens[name.end - 1]);
        let is_given = first.is(Sense::HIS_NAME.and(Sense::HER_NAME).and(Sense::MR).and(Sense::MRS));
        let is_direction = name.len() == 2 && DIRECTIONS.contains(&first.key.as_str());
        is_direction || (!is_given && !first.is_title() && OBJECTS.contains(&last.key.as_str()))
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
                && !token.is(Sense::PREPOSITION.and(Sense::DETERMINER))
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
}
