//! Matches related words: `promise` and `promised`, `country` and `countries`, `digital` and `digitalised`.
//!
//! A lightweight rule instead of a full stemmer, which would conflate unrelated words (Porter's has one stem for
//! `university` and `universe`). Two folded words are related if they share a stem and each continues with one of
//! [`ENDINGS`], the two endings being possible for one word: both inflections, or an inflection and a derivation, but
//! never two derivations (`general` is not `generation`). A derivation needs a longer stem.

use std::collections::{HashMap, HashSet};

use kzq_text::fold::{alternate_spelling, without_possessive};
use kzq_text::steps::count;

/// A bit set of the kinds of endings.
type EndingClass = u8;

/// No ending.
const BARE: EndingClass = 1;
/// The silent letter that an inflection drops.
const SILENT: EndingClass = 1 << 1;
/// An inflection.
const INFLECTED: EndingClass = 1 << 2;
/// The -y of a word, or an inflection of a word in -y.
const IN_Y: EndingClass = 1 << 3;
/// A derived word.
const DERIVED: EndingClass = 1 << 4;

/// Endings, with the minimum number of characters before each.
const ENDINGS: [(&str, EndingClass, usize); 32] = [
    ("", BARE, 3),
    ("e", SILENT, 3),
    ("s", INFLECTED, 3),
    ("es", INFLECTED, 3),
    ("ed", INFLECTED, 3),
    ("ing", INFLECTED, 3),
    ("y", IN_Y, 3),
    ("ies", IN_Y, 3),
    ("ied", IN_Y, 3),
    ("ly", DERIVED, 4),
    ("al", DERIVED, 5),
    ("ally", DERIVED, 5),
    ("n", DERIVED, 5),
    ("an", DERIVED, 5),
    ("ian", DERIVED, 5),
    ("ic", DERIVED, 5),
    ("ical", DERIVED, 5),
    ("ity", DERIVED, 5),
    ("ive", DERIVED, 5),
    ("ion", DERIVED, 5),
    ("ions", DERIVED, 5),
    ("ation", DERIVED, 5),
    ("ations", DERIVED, 5),
    ("ication", DERIVED, 5),
    ("er", DERIVED, 5),
    ("ers", DERIVED, 5),
    ("ize", DERIVED, 5),
    ("ized", DERIVED, 5),
    ("izing", DERIVED, 5),
    ("ization", DERIVED, 5),
    ("ment", DERIVED, 6),
    ("ments", DERIVED, 6),
];

/// Inflections of Russian and of French, folded, with the minimum number of characters before each.
const FOREIGN_ENDINGS: [(&str, usize); 46] = [
    ("а", 4),
    ("ам", 4),
    ("ами", 4),
    ("ат", 4),
    ("ах", 4),
    ("ая", 4),
    ("е", 4),
    ("его", 4),
    ("ем", 4),
    ("ему", 4),
    ("ет", 4),
    ("ете", 4),
    ("ешь", 4),
    ("и", 4),
    ("ие", 4),
    ("ии", 4),
    ("им", 4),
    ("ими", 4),
    ("ит", 4),
    ("их", 4),
    ("л", 4),
    ("ла", 4),
    ("ли", 4),
    ("о", 4),
    ("ов", 4),
    ("ого", 4),
    ("ои", 4),
    ("ом", 4),
    ("ому", 4),
    ("ть", 4),
    ("у", 4),
    ("ут", 4),
    ("ую", 4),
    ("ы", 4),
    ("ые", 4),
    ("ым", 4),
    ("ых", 4),
    ("ю", 4),
    ("ют", 4),
    ("я", 4),
    ("era", 5),
    ("erai", 5),
    ("erons", 5),
    ("eront", 5),
    ("ons", 5),
    ("aient", 5),
];

/// The classes that can occur together with `class` in forms of one word.
fn compatible_classes(class: EndingClass) -> EndingClass {
    match class {
        BARE | SILENT => INFLECTED | DERIVED,
        INFLECTED => BARE | SILENT | INFLECTED | DERIVED,
        IN_Y => IN_Y | DERIVED,
        _ => BARE | SILENT | INFLECTED | IN_Y,
    }
}

/// The lookup key of a folded word: no possessive, one spelling of -ise/-ize, every `n't` a `not`.
pub(super) fn lookup_key(folded: &str) -> String {
    if matches!(folded, "cannot" | "can't" | "won't" | "shan't") || folded.ends_with("n't") {
        return "not".to_owned();
    }
    let word = without_possessive(folded);
    match alternate_spelling(word) {
        Some(other) if other.as_str() > word => other,
        _ => word.to_owned(),
    }
}

/// A set of words that also matches their related forms.
#[derive(Clone, Debug, Default)]
pub(super) struct StemSet {
    /// Each stem with the classes of the endings it occurs with.
    stems: HashMap<Box<str>, EndingClass>,
    /// The words themselves.
    words: HashSet<Box<str>>,
}

impl<'w> FromIterator<&'w str> for StemSet {
    /// Makes a set of words, given by their [`lookup_key`].
    fn from_iter<W: IntoIterator<Item = &'w str>>(words: W) -> Self {
        let mut set = Self::default();
        for word in words {
            set.insert(word);
        }
        set
    }
}

impl StemSet {
    /// Adds a word, given by its [`lookup_key`].
    pub(super) fn insert(&mut self, word: &str) {
        if self.words.insert(word.into()) {
            for (beginning, class) in stems_of(word) {
                *self.stems.entry(beginning.into()).or_default() |= class;
            }
        }
    }

    /// Whether the set contains exactly this word, given by its [`lookup_key`].
    pub(super) fn contains_exactly(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Whether the set contains this word, given by its [`lookup_key`], or a related one.
    pub(super) fn contains(&self, word: &str) -> bool {
        count(1);
        let fits = |(beginning, class): (&str, EndingClass)| {
            self.stems.get(beginning).is_some_and(|&there| there & compatible_classes(class) != 0)
        };
        self.words.contains(word) || stems_of(word).any(fits)
    }
}

/// The possible stems of a word, with the class of its ending for each.
fn stems_of(word: &str) -> impl Iterator<Item = (&str, EndingClass)> {
    let foreign = FOREIGN_ENDINGS.iter().map(|&(ending, min_chars)| (ending, INFLECTED, min_chars));
    ENDINGS.iter().copied().chain(foreign).flat_map(move |(ending, class, min_chars)| {
        let long = move |beginning: &&str| beginning.chars().count() >= min_chars;
        let beginning = word.strip_suffix(ending).filter(long);
        // For inflections that double the last letter: planned, planning.
        let doubled = || beginning.filter(|_| class == INFLECTED).and_then(without_doubled_letter).filter(long);
        [beginning, doubled()].into_iter().flatten().map(move |beginning| (beginning, class))
    })
}

/// A stem without its last letter, if that is a doubled consonant.
fn without_doubled_letter(beginning: &str) -> Option<&str> {
    let mut chars = beginning.chars().rev();
    let (last, before) = (chars.next()?, chars.next()?);
    (last == before && !"aeiou".contains(last)).then(|| &beginning[..beginning.len() - last.len_utf8()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_related(one: &str, other: &str) -> bool {
        let has = |one: &str, other: &str| {
            let mut families = StemSet::default();
            families.insert(&lookup_key(one));
            families.contains(&lookup_key(other))
        };
        assert_eq!(has(one, other), has(other, one), "{one} {other}");
        has(one, other)
    }

    #[test]
    fn related_words_are_recognised() {
        for (one, other) in [
            ("promise", "promised"),
            ("country", "countries"),
            ("digital", "digitalised"),
            ("digitalization", "digitalised"),
            ("modernize", "modernisation"),
            ("economy", "economic"),
            ("invest", "investments"),
            ("nation", "national"),
            ("russia", "russian"),
            ("kazakhstan's", "kazakhstan"),
            ("strong", "strongly"),
            ("plan", "planned"),
            ("doesn't", "not"),
            ("war", "wars"),
        ] {
            assert!(are_related(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("general", "generation"),
            ("contract", "contrast"),
            ("interest", "internal"),
            ("community", "communism"),
            ("plan", "plane"),
            ("part", "party"),
            ("state", "statement"),
            ("war", "ward"),
            ("do", "does"),
            ("concern", "unconcerned"),
        ] {
            assert!(!are_related(one, other), "{one} {other}");
        }
    }

    proptest::proptest! {
        #[test]
        fn relatedness_is_symmetric(one in "[a-e]{2,5}(s|ed|ing|ies|y|al|ation|ly|e)?", other in "[a-e]{2,5}(s|ed|ing|ies|y|al|ation|ly|e)?") {
            let _ = are_related(&one, &other);
        }
    }
}
