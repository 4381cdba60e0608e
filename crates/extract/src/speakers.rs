//! [`SpeakerIndex`]: the speakers of a corpus whom names refer to.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::languages::{Role, base_forms, is_patronymic, is_same_given_name, role};
use crate::names::{DraftWord, draft_words, find_names};
use kzq_corpus::{Corpus, SpeakerId};
use kzq_text::fold::{fold, without_possessive};
use kzq_text::persons::suffix;
use kzq_text::words::words;

/// To whom a name refers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Referent {
    /// One of these speakers.
    Speakers(Vec<SpeakerId>),
    /// A person who is none of the speakers.
    Stranger,
    /// Perhaps a person, perhaps not; perhaps a speaker, perhaps not.
    Unsure,
}

/// A form of a speaker's name.
#[derive(Debug)]
struct KnownName {
    /// The folded words before the surname.
    given: Vec<String>,
    surname: String,
    has_suffix: bool,
    speaker: SpeakerId,
}

/// Looks up the speakers of a corpus by name.
#[derive(Debug)]
pub struct SpeakerIndex {
    names: Vec<KnownName>,
    /// The names of the speakers as their collections give them.
    displayed: HashMap<SpeakerId, String, RandomState>,
    /// The names by their last word, by their first one, and by all of them, in alphabetical order.
    by_surname: HashMap<String, Vec<usize>, RandomState>,
    by_first: HashMap<String, Vec<usize>, RandomState>,
    by_all: HashMap<String, Vec<usize>, RandomState>,
}

fn key_of_all<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let mut words: Vec<&str> = words.collect();
    words.sort_unstable();
    words.join(" ")
}

impl SpeakerIndex {
    /// Indexes the names and aliases of all speakers of a corpus.
    pub fn new(corpus: &Corpus) -> Self {
        let mut index = Self {
            names: Vec::new(),
            displayed: HashMap::default(),
            by_surname: HashMap::default(),
            by_first: HashMap::default(),
            by_all: HashMap::default(),
        };
        for id in corpus.speaker_ids() {
            let speaker = corpus.speaker(id);
            index.displayed.insert(id, speaker.name.as_str().to_owned());
            for name in std::iter::once(&speaker.name).chain(&speaker.aliases) {
                index.add(name.as_str(), id);
            }
        }
        index
    }

    fn add(&mut self, name: &str, speaker: SpeakerId) {
        let all: Vec<(String, bool)> = words(name).map(|(_, word)| (fold(word), suffix(word).is_some())).collect();
        let has_suffix = all.len() > 1 && all.last().is_some_and(|(_, is_suffix)| *is_suffix);
        let mut given: Vec<String> = all.into_iter().map(|(word, _)| word).collect();
        given.truncate(given.len() - usize::from(has_suffix));
        let number = self.names.len();
        let all = key_of_all(given.iter().map(String::as_str));
        let Some(surname) = given.pop() else { return };
        self.by_all.entry(all).or_default().push(number);
        self.by_surname.entry(surname.clone()).or_default().push(number);
        if let Some(first) = given.first() {
            self.by_first.entry(first.clone()).or_default().push(number);
        }
        self.names.push(KnownName { given, surname, has_suffix, speaker });
    }

    /// The name, as its collection gives it, of the only speaker whom a name in an article refers to.
    pub fn full_name(&self, name: &str) -> Option<&str> {
        match &self.named(name)[..] {
            [speaker] => self.displayed.get(speaker).map(String::as_str),
            _ => None,
        }
    }

    /// The speakers to whom a name in an article may refer; none if it is a stranger's, or may be no name at all.
    pub fn named(&self, name: &str) -> Vec<SpeakerId> {
        if self.names.is_empty() {
            return Vec::new();
        }
        let words = draft_words(name, 0..name.len());
        let names = find_names(name, &words);
        let [span] = &names[..] else { return Vec::new() };
        match self.resolve(&words[span.words.clone()], &words[span.core.clone()], NameContext::default()) {
            Referent::Speakers(speakers) => speakers,
            _ => Vec::new(),
        }
    }

    /// To whom a name refers. `has_title` says that a title precedes it, `follows_place` that it may begin with the name
    /// of a place, and `follows_role` that it may begin with what the person is.
    pub fn resolve(&self, run: &[DraftWord<'_>], core: &[DraftWord<'_>], context: NameContext) -> Referent {
        let is_woman = run.iter().any(|word| word.role.is(Role::WOMAN_TITLE)) || context.is_woman;
        let has_title = context.has_title || run.iter().any(DraftWord::is_title);
        let mut core = core;
        while let [rest @ .., last] = core
            && last.role.is(Role::TITLE_AFTER)
            && !rest.is_empty()
        {
            core = rest;
        }
        let mut suffixed = false;
        if let [rest @ .., last] = core
            && suffix(last.text).is_some()
            && !rest.is_empty()
        {
            (core, suffixed) = (rest, true);
        }
        let words: Vec<String> = core.iter().map(|word| without_possessive(&word.folded).to_owned()).collect();
        let Some((surname, given)) = words.split_last() else { return Referent::Unsure };
        let is_excluded =
            |known: &KnownName| is_woman && known.given.first().is_some_and(|name| role(name).is(Role::MAN));
        let found = self.longest_full_name(&words).or_else(|| self.by_parts(core, given, surname, has_title, context));
        match found {
            Some(numbers) => {
                let fitting = numbers.iter().map(|&number| &self.names[number]).filter(|known| !is_excluded(known));
                let fitting: Vec<&KnownName> = fitting.collect();
                if fitting.is_empty() {
                    return Referent::Stranger;
                }
                // A son may have his father's name.
                if suffixed && !fitting.iter().any(|known| known.has_suffix) {
                    return Referent::Unsure;
                }
                let mut speakers: Vec<SpeakerId> = fitting.into_iter().map(|known| known.speaker).collect();
                speakers.sort_unstable();
                speakers.dedup();
                Referent::Speakers(speakers)
            }
            None => self.unknown(core, &words, has_title, context),
        }
    }

    /// The names that a run of words ends in.
    fn longest_full_name(&self, words: &[String]) -> Option<Vec<usize>> {
        let ends = (0..words.len()).find_map(|start| {
            let all = self.by_all.get(&key_of_all(words[start..].iter().map(String::as_str)))?;
            // One word before which others stand may be a surname with another given name.
            (start == 0 || words.len() - start > 1).then(|| all.clone())
        });
        ends.or_else(|| {
            // The given names alone, if there are several: `Mustafa Kemal`.
            let first = self.by_first.get(words.first()?)?;
            let begins = |&&number: &&usize| words.len() > 1 && self.names[number].given.starts_with(words);
            let found: Vec<usize> = first.iter().filter(begins).copied().collect();
            (!found.is_empty()).then_some(found)
        })
    }

    /// The names with this surname that the words before it allow.
    fn by_parts(
        &self,
        core: &[DraftWord<'_>],
        given: &[String],
        surname: &str,
        has_title: bool,
        context: NameContext,
    ) -> Option<Vec<usize>> {
        let mut known: Vec<usize> = self.by_surname.get(surname).cloned().unwrap_or_default();
        for base in if known.is_empty() { base_forms(surname) } else { Vec::new() } {
            known.extend(self.by_surname.get(&base).into_iter().flatten());
        }
        if known.is_empty() && is_patronymic(surname) && given.len() == 1 {
            return self.by_first.get(&given[0]).cloned();
        }
        if known.is_empty() && has_title && given.is_empty() {
            // “President Xi”, “Queen Elizabeth”.
            return self.by_first.get(surname).cloned();
        }
        // What precedes a title or the name of a country says what the person is, not which one.
        let told = |at: &usize| {
            let word = &core[*at];
            word.is_title() || word.role.is(Role::PLACE) || word.role.is(Role::ORGANISATION)
        };
        let start = (0..given.len()).rev().find(told).map_or(0, |at| at + 1);
        let given = &given[start..];
        let given = if given.first().is_some_and(|first| first == "m") { &given[1..] } else { given };
        let whole = |number: &usize| {
            let known = &self.names[*number];
            given.is_empty() && (known.given.is_empty() || !known.surname.is_empty())
        };
        let fitting = |number: &usize| whole(number) || given_names_fit(given, &self.names[*number].given);
        let found: Vec<usize> = known.iter().copied().filter(fitting).collect();
        if !found.is_empty() {
            return Some(found);
        }
        let may_be_other = context.follows_place || context.follows_role;
        let is_person = given.iter().any(|word| role(word).is(Role::GIVEN_NAME));
        (may_be_other && !is_person && !known.is_empty()).then_some(known)
    }

    /// To whom a name refers that no speaker has.
    fn unknown(&self, core: &[DraftWord<'_>], words: &[String], has_title: bool, context: NameContext) -> Referent {
        let is_other = |word: &DraftWord<'_>| {
            word.role.is(Role::ORGANISATION) || word.role.is(Role::PLACE) || word.role.is(Role::ANONYMOUS)
        };
        if core.iter().all(DraftWord::is_acronym) && core.iter().all(|word| word.text.len() < 6 || is_other(word)) {
            return Referent::Unsure;
        }
        // Names of places and organisations end in such a word, or begin with one.
        let is_thing =
            core.last().is_some_and(is_other) || core.first().is_some_and(|word| word.role.is(Role::ORGANISATION));
        match words {
            _ if is_thing => Referent::Unsure,
            [one] if self.by_first.contains_key(one) => Referent::Unsure,
            [_] if !has_title && !context.is_next_to_verb => Referent::Unsure,
            [_] if context.follows_role && !has_title => Referent::Unsure,
            _ => Referent::Stranger,
        }
    }
}

/// What surrounds a name.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is found on its own and any may hold with any other")]
pub struct NameContext {
    /// Whether a title precedes it that is not capitalised.
    pub has_title: bool,
    /// Whether it is addressed as a woman.
    pub is_woman: bool,
    /// Whether it is next to the verb of saying.
    pub is_next_to_verb: bool,
    /// Whether it follows a preposition of place.
    pub follows_place: bool,
    /// Whether it follows an article, so that its first word may say what the person is.
    pub follows_role: bool,
}

/// Whether given names and initials may be short for those of a known name.
fn given_names_fit(given: &[String], known: &[String]) -> bool {
    let letters = |word: &str| word.chars().count();
    let fits = |word: &str, known: &str| {
        let short = letters(word) == 1 || letters(known) == 1;
        (short && word.chars().next() == known.chars().next())
            || is_same_given_name(word, known)
            || base_forms(word).iter().any(|base| base == known)
    };
    let split: Vec<String> = given.iter().flat_map(|word| split_initials(word)).collect();
    let Some((first, middle)) = split.split_first() else { return true };
    let Some((known_first, known_middle)) = known.split_first() else { return false };
    if split.len() == 1 && letters(first) > 1 && known_middle.iter().any(|known| known == first) {
        return true;
    }
    let mut rest = known_middle.iter();
    let is_middle =
        |word: &String| is_patronymic(word) || known_middle.is_empty() || rest.any(|known| fits(word, known));
    fits(first, known_first) && middle.iter().all(is_middle)
}

/// Splits initials that are written together: `j.f` and `jf` (whose dots folding drops).
fn split_initials(word: &str) -> Vec<String> {
    let is_vowel = |c: char| "aeiouyаеиоуыэюя".contains(c);
    let short = word.chars().count() <= 3 && word.chars().count() > 1 && !word.chars().any(is_vowel);
    if short { word.chars().map(String::from).collect() } else { vec![word.to_owned()] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_corpus::read;

    const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C", speakers: {
        "a": (name: "Kassym-Jomart Tokayev", aliases: ["Kasim Jomart Tokayev", "Касым-Жомарт Токаев"]),
        "b": (name: "Aisha Tokayev"), "c": (name: "Ada"), "d": (name: "John Q. Miller", aliases: ["JQM"]),
        "e": (name: "Lin Dao"), "f": (name: "Mehmet Ali Kaya")}, entries: [])"#;

    #[test]
    fn name_refers_to_all_matching_speakers() {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let speakers = SpeakerIndex::new(&corpus);
        for (name, expected) in [
            ("Tokayev", "a b"),
            ("TOKAYEV’s", "a b"),
            ("Kassym-Jomart Tokayev", "a"),
            ("Tokayev Kassym-Jomart", "a"),
            ("K.-J. Tokayev", "a"),
            ("Kasim Tokayev", "a"),
            ("A. Tokayev", "b"),
            ("President Tokayev", "a b"),
            ("Kazakh President Tokayev", "a b"),
            ("Mrs. Tokayev", "a b"),
            ("Касыма-Жомарта Токаева", "a"),
            ("Касым-Жомарт Кемелевич Токаев", "a"),
            ("Peter Tokayev", "-"),
            ("Ada", "c"),
            ("Ada Byron", "-"),
            ("Lt. Gov. John Q. Miller", "d"),
            ("American Senator John Miller", "d"),
            ("J.Q. Miller", "d"),
            ("Jack Miller", "d"),
            ("John Quincy Miller", "d"),
            ("John H. Miller", "-"),
            ("Robert Miller", "-"),
            ("Mrs. John Q. Miller", "-"),
            ("Mrs. Miller", "-"),
            ("John Miller Jr.", "?"),
            ("JQM", "d"),
            ("John", "?"),
            ("President Lin", "e"),
            ("Mehmet Ali", "f"),
            ("Mehmet Ali Bey", "f"),
            ("Kaya", "f"),
            ("Security Council", "?"),
            ("NATO", "?"),
        ] {
            let words = draft_words(name, 0..name.len());
            let span = find_names(name, &words).remove(0);
            let found = speakers.resolve(&words[span.words], &words[span.core], NameContext::default());
            let ids = match found {
                Referent::Speakers(ids) => {
                    ids.iter().map(|&id| corpus.speaker(id).id.as_str()).collect::<Vec<_>>().join(" ")
                }
                Referent::Stranger => "-".to_owned(),
                Referent::Unsure => "?".to_owned(),
            };
            assert_eq!(ids, expected, "{name}");
        }
    }
}
