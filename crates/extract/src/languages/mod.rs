//! The words by which drafts say who said something: one row for each language.
//!
//! To add a language, add a row in `rows.rs` and a test of each form in `attribution.rs`.

mod german;
mod given_names;
mod lists;
pub(crate) mod offices;
mod people;
mod rows;
mod russian;
mod sayings;
mod sense;
mod tables;
pub(crate) mod tongue;
pub(crate) mod verbs;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use self::lists::{ABBREVIATIONS, LABELS, MEN, ORGANISATIONS, PLACES, SHORT_NAMES, TITLES_AFTER, WOMEN, WOMEN_BY_NAME};
use self::rows::{LANGUAGES, Language};
use kzq_text::fold::fold;

/// What a word may mean, as one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Role(u32);

macro_rules! roles {
    ($($name:ident = $bit:literal),* $(,)?) => {
        impl Role {
            $(#[doc = concat!("Listed as `", stringify!($name), "`.")] pub const $name: Self = Self(1 << $bit);)*
        }
    };
}

roles! {
    VERB = 0, VERB_WITH_PERSON = 1, VERB_LAST = 2, PRONOUN = 3, DETERMINER = 4, PREPOSITION = 5, RELATIVE = 6,
    CONJUNCTION = 7, FILLER = 8, ANONYMOUS = 9, OPENER = 10, PLACE = 11, ORGANISATION = 12, MAN = 13, WOMAN_TITLE = 14,
    TITLE_AFTER = 15, ABBREVIATION = 16, ACCORDING_AFTER = 17, FREE_ORDER = 18,
    LABEL = 19, GIVEN_NAME = 20, UTTERANCE = 21,
}

impl Role {
    /// Whether a word may have this role.
    pub fn is(self, role: Self) -> bool {
        self.0 & role.0 != 0
    }
}

/// The tables, folded.
struct Tables {
    roles: HashMap<String, Role, RandomState>,
    according: Vec<Vec<String>>,
    doubts: Vec<Vec<String>>,
    short_names: HashMap<String, Vec<usize>, RandomState>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::new);

impl Tables {
    fn new() -> Self {
        let mut tables = Self {
            roles: HashMap::default(),
            according: Vec::new(),
            doubts: Vec::new(),
            short_names: HashMap::default(),
        };
        for (number, language) in LANGUAGES.iter().enumerate() {
            let Language { verbs, verbs_with_person, according, according_after, pronouns, .. } = *language;
            tables.add(verbs, Role::VERB);
            tables.add(verbs_with_person, Role(Role::VERB.0 | Role::VERB_WITH_PERSON.0));
            if language.ends_in_verb {
                tables.add(verbs, Role::VERB_LAST);
            }
            // Only in English does a name after a verb in the middle of a sentence begin what was said.
            if number > 0 {
                tables.add(verbs, Role::FREE_ORDER);
            }
            tables.add(pronouns, Role::PRONOUN);
            tables.add(according_after, Role::ACCORDING_AFTER);
            tables.add(language.determiners, Role::DETERMINER);
            tables.add(language.prepositions, Role::PREPOSITION);
            tables.add(language.relatives, Role::RELATIVE);
            tables.add(language.conjunctions, Role::CONJUNCTION);
            tables.add(language.fillers, Role::FILLER);
            tables.add(language.anonymous, Role::ANONYMOUS);
            tables.add(language.utterances, Role::UTTERANCE);
            tables.add(language.openers, Role::OPENER);
            tables.according.extend(phrases(according));
            tables.doubts.extend(phrases(language.doubts));
        }
        tables.add(PLACES, Role::PLACE);
        tables.add(ORGANISATIONS, Role::ORGANISATION);
        tables.add(LABELS, Role::LABEL);
        tables.add(MEN, Role(Role::MAN.0 | Role::GIVEN_NAME.0));
        tables.add(WOMEN_BY_NAME, Role::GIVEN_NAME);
        tables.add(WOMEN, Role::WOMAN_TITLE);
        tables.add(TITLES_AFTER, Role::TITLE_AFTER);
        tables.add(ABBREVIATIONS, Role::ABBREVIATION);
        for (row, names) in SHORT_NAMES.iter().enumerate() {
            for name in names.split(' ') {
                tables.short_names.entry(name.to_owned()).or_default().push(row);
            }
        }
        tables
    }

    fn add(&mut self, words: &str, role: Role) {
        for word in words.split_whitespace() {
            self.roles.entry(fold(word)).or_default().0 |= role.0;
        }
    }
}

/// The folded words of each phrase of a list.
fn phrases(list: &str) -> impl Iterator<Item = Vec<String>> {
    list.split_whitespace().map(|phrase| phrase.split('_').map(fold).collect())
}

/// The roles that a folded word may have in any of the languages.
pub fn role(folded: &str) -> Role {
    TABLES.roles.get(folded).copied().unwrap_or_default()
}

/// The number of words at the start of `words` that announce a source, as `according to` does; 0 if they do not.
pub fn according_len<'w>(words: &(impl Iterator<Item = &'w str> + Clone)) -> usize {
    TABLES.according.iter().filter(|phrase| begins_with(words, phrase)).map(Vec::len).max().unwrap_or(0)
}

/// Whether `words` begin with a phrase by which a draft says that it is not sure, or not true, that somebody said it.
pub fn begins_with_doubt<'w>(words: &(impl Iterator<Item = &'w str> + Clone)) -> bool {
    TABLES.doubts.iter().any(|phrase| begins_with(words, phrase))
}

fn begins_with<'w>(words: &(impl Iterator<Item = &'w str> + Clone), phrase: &[String]) -> bool {
    let mut words = words.clone();
    phrase.iter().all(|word| words.next() == Some(word.as_str()))
}

/// Whether two folded given names are forms of the same name: `Jack` and `John`.
pub fn is_same_given_name(one: &str, other: &str) -> bool {
    let rows = |name: &str| TABLES.short_names.get(name).map_or(&[][..], Vec::as_slice);
    one == other || rows(one).iter().any(|row| rows(other).contains(row))
}

/// Whether a folded word is a patronymic, which may come between a given name and a surname.
pub fn is_patronymic(folded: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ович",
        "евич",
        "ич",
        "овна",
        "евна",
        "ична",
        "улы",
        "ұлы",
        "кызы",
        "қызы",
        "ovich",
        "evich",
        "ovna",
        "evna",
        "uly",
        "kyzy",
        "вичем",
        "вича",
        "вичу",
        "овича",
        "евича",
        "овичу",
        "евичу",
        "овичем",
        "евичем",
        "овны",
        "евны",
    ];
    let long = folded.chars().count() > 4;
    long && ENDINGS.iter().any(|ending| folded.ends_with(fold(ending).as_str()))
}

/// Whether a folded German or Turkish word ends in an office: `Fraktionschef`.
pub fn ends_in_office(folded: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "chef",
        "chefin",
        "kanzler",
        "kanzlerin",
        "minister",
        "ministerin",
        "prasident",
        "prasidentin",
        "vorsitzender",
        "vorsitzende",
        "sprecher",
        "sprecherin",
        "politiker",
        "politikerin",
        "fuhrer",
        "leiter",
        "sekretar",
        "kommissar",
        "abgeordnete",
        "abgeordneter",
        "demokrat",
        "demokratin",
        "kandidat",
        "kandidatin",
        "baskanı",
        "baskani",
        "bakanı",
        "bakani",
    ];
    ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

/// The folded forms of a name from which an inflected one may come: `путина` → `путин`.
pub fn base_forms(folded: &str) -> Vec<String> {
    /// Case endings of Russian, with what the base form has instead; and of Kazakh.
    const ENDINGS: &[(&str, &[&str])] = &[
        ("ского", &["ский"]),
        ("скому", &["ский"]),
        ("ским", &["ский"]),
        ("ском", &["ский"]),
        ("ой", &["а", "ая"]),
        ("ою", &["а"]),
        ("ым", &["", "ый"]),
        ("им", &["", "ий"]),
        ("ом", &[""]),
        ("ем", &["", "й", "ь"]),
        ("ого", &["ой", "ый"]),
        ("ому", &["ой", "ый"]),
        ("а", &[""]),
        ("у", &["", "а"]),
        ("е", &["", "а", "й"]),
        ("я", &["й", "ь", "ий"]),
        ("ю", &["й", "ь", "я"]),
        ("ы", &["а"]),
        ("и", &["а", "я"]),
    ];
    const KAZAKH: &[&str] = &[
        "тын", "тің", "дын", "дің", "нын", "нің", "тың", "дың", "ның", "ка", "ке", "қа", "га", "ге", "ға", "тан",
        "тен", "дан", "ден", "ты", "ті", "ды", "ді", "мен", "пен",
    ];
    const MIN_CHARS: usize = 3;
    if folded.is_ascii() {
        return Vec::new();
    }
    let mut found: HashSet<String, RandomState> = HashSet::default();
    let long_enough = |stem: &str| stem.chars().count() >= MIN_CHARS;
    for (ending, bases) in ENDINGS {
        if let Some(stem) = folded.strip_suffix(fold(ending).as_str()).filter(|stem| long_enough(stem)) {
            found.extend(bases.iter().map(|base| fold(&format!("{stem}{base}"))));
        }
    }
    let kazakh = KAZAKH.iter().filter_map(|ending| folded.strip_suffix(fold(ending).as_str()));
    found.extend(kazakh.filter(|stem| long_enough(stem)).map(str::to_owned));
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_roles_are_known_in_all_languages() {
        for (word, expected) in [
            ("сказал", Role::VERB),
            ("declara", Role::VERB),
            ("деді", Role::VERB_LAST),
            ("told", Role::VERB_WITH_PERSON),
            ("porte-parole", Role::ANONYMOUS),
            ("german", Role::PLACE),
        ] {
            assert!(role(&fold(word)).is(expected), "{word}");
        }
        assert!(!role("kennedy").is(Role::VERB) && !role("said").is(Role::VERB_WITH_PERSON));
    }

    #[test]
    fn attribution_phrases_are_recognised() {
        for (text, expected) in [
            ("according to Ada", 2),
            ("selon Ada", 1),
            ("по словам Ады", 2),
            ("nach Worten von Ada", 3),
            ("said Ada", 0),
        ] {
            let words: Vec<String> = text.split(' ').map(fold).collect();
            assert_eq!(according_len(&words.iter().map(String::as_str)), expected, "{text}");
        }
    }

    #[test]
    fn inflected_and_short_names_are_recognised() {
        for (inflected, base) in
            [("путина", "путин"), ("сергея", "сергей"), ("лаврову", "лавров"), ("толстого", "толстой")]
        {
            assert!(base_forms(&fold(inflected)).contains(&fold(base)), "{inflected}");
        }
        assert!(is_same_given_name("jack", "john") && !is_same_given_name("robert", "john"));
        assert!(is_patronymic("владимирович") && !is_patronymic("путин") && !is_patronymic("rich"));
    }
}
