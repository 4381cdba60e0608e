//! [`NameParts`]: which part of a name is the family name.
//!
//! A collection gives a name as it is spoken. Which part is the family name depends on the language, and a wrongly
//! inverted name is nobody's name. So only clear cases are inverted:
//!
//! - Two capitalised words: the second is the family name (`Kassym-Jomart Tokayev` → `Tokayev, Kassym-Jomart`).
//!   There may be initials (`John F. Kennedy`) or a patronymic between them, and a suffix after them (`Jr.`, `Sr.`, `II` to
//!   `IV`). Before `Jr.` or `Sr.` the last word is the family name however many words there are (`Martin Luther King Jr.` →
//!   `King, Martin Luther, Jr.`). Titles before them and degrees after them are left out, as the manuals ask.
//! - Kept whole: single names; names with a particle (`Ursula von der Leyen`, `Mohammed bin Salman`); three or
//!   more full words (`Gabriel García Márquez`); names that begin with a common Chinese, Korean or Vietnamese
//!   family name (`Xi Jinping`); a title with one name (`Pope Francis`), rulers, organisations, and scripts without capitals.
//! - The collection can override this: a name of the form `Family, Given` (`Xi, Jinping`) decides, for a speaker as an
//!   alias. A plain name with the family name first (`Orbán Viktor`) needs one, since nothing else reveals the order.

use kzq_text::persons::{self, TitleKind};
use kzq_text::{Safe, organisations};

/// The parts of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NameParts {
    pub(super) family: Safe<'static>,
    pub(super) given: Safe<'static>,
    /// A particle that goes with the given name, as in `Goethe, Johann Wolfgang von`; others are in the family name.
    pub(super) particle: Option<Safe<'static>>,
    /// A suffix such as `Jr.`.
    pub(super) suffix: Option<Safe<'static>>,
}

impl NameParts {
    /// Formats the name with the given name first.
    pub(super) fn given_name_first(&self) -> Safe<'static> {
        let name = self.before_family(&self.given);
        self.suffix.as_ref().map_or_else(|| name.clone(), |suffix| kzq_text::safe!(name, " ", suffix))
    }

    /// Formats the name with the family name first, without a comma.
    pub(super) fn family_first_without_comma(&self) -> Safe<'static> {
        kzq_text::safe!(self.family, " ", self.given)
    }

    /// Formats the family name, this form of the given name, the particle and the suffix: `King, M. L., Jr.`.
    pub(super) fn inverted(&self, given: &Safe<'static>) -> Safe<'static> {
        let particle = self.particle.iter().map(|particle| kzq_text::safe!(" ", particle));
        let suffix = self.suffix.iter().map(|suffix| kzq_text::safe!(", ", suffix));
        let name = kzq_text::safe!(self.family, ", ", given);
        particle.chain(suffix).fold(name, |name, part| kzq_text::safe!(name, part))
    }

    /// Formats this form of the given name, the particle and the family name: `J. W. von Goethe`, `J. d’Alembert`.
    pub(super) fn before_family(&self, given: &Safe<'static>) -> Safe<'static> {
        match &self.particle {
            Some(particle) if is_joined(particle.as_str()) => kzq_text::safe!(given, " ", particle, self.family),
            Some(particle) => kzq_text::safe!(given, " ", particle, " ", self.family),
            None => kzq_text::safe!(given, " ", self.family),
        }
    }

    /// Returns the initials of the given names: `Kassym-Jomart` → `K.-J.`. A hyphenated name whose second part is in lower
    /// case has only its first initial (APA 7, 9.9), and a particle between them stays.
    pub(super) fn initials(&self) -> Safe<'static> {
        let words = self.given.as_str().split([' ', '.']).filter(|word| !word.is_empty()).enumerate();
        let initials = words.map(|(at, word)| {
            if at > 0 && persons::is_particle_of_name(word) {
                return word.to_owned();
            }
            let parts = word.split('-').enumerate().filter(|&(at, part)| at == 0 || is_capitalised(part));
            let letters = parts.filter_map(|(_, part)| part.chars().next());
            letters.map(|letter| format!("{letter}.")).collect::<Vec<_>>().join("-")
        });
        Safe::line(initials.collect::<Vec<_>>().join(" "))
    }
}

/// Common family names that come first in their languages.
const FAMILY_FIRST: [&str; 52] = [
    "ban", "cao", "chen", "cheng", "cho", "choi", "chung", "deng", "ding", "feng", "gao", "guo", "han", "he", "ho",
    "hu", "huang", "jang", "jiang", "jin", "jung", "kang", "kim", "le", "lee", "li", "liang", "lin", "liu", "lu",
    "luo", "ma", "mao", "moon", "nguyen", "nguyễn", "park", "peng", "pham", "shen", "song", "sun", "tan", "tran",
    "wang", "wu", "xi", "xu", "yang", "yoon", "zhang", "zhao",
];

/// The word for a master, after the name of a Chinese thinker.
const MASTERS: [&str; 3] = ["tzu", "tse", "zi"];

/// Words before a title: `His Holiness`.
const POSSESSIVES: [&str; 4] = ["his", "her", "their", "your"];

/// Parses a name in either order, with titles, suffixes and degrees; `None` if it must be kept whole.
pub(super) fn parse_name(name: &str) -> Option<NameParts> {
    let (parts, suffix) = comma_parts(name)?;
    match parts.as_slice() {
        [plain] => parse_unambiguous(plain, suffix),
        [family, given] => inverted(family, given, suffix),
        _ => None,
    }
}

/// Parses `Family, Given`, with suffixes and degrees.
pub(super) fn parse_inverted(name: &str) -> Option<NameParts> {
    let (parts, suffix) = comma_parts(name)?;
    let [family, given] = parts.as_slice() else { return None };
    inverted(family, given, suffix)
}

/// Splits a name at its commas, without degrees and with its suffix by itself; `None` for the name of a firm.
fn comma_parts(name: &str) -> Option<(Vec<&str>, Option<&'static str>)> {
    let mut parts: Vec<&str> = name.split(',').map(str::trim).collect();
    // “Salinger, J.D.” has initials, and “Henry Kissinger, Ph.D.” a degree.
    while let [first, .., last] = parts.as_slice() {
        let is_degree = persons::is_degree(last) && (parts.len() > 2 || first.contains(' '));
        if !is_degree {
            break;
        }
        parts.pop();
    }
    if parts.iter().skip(1).any(|part| organisations::is_legal_form(part)) {
        return None;
    }
    let place = parts.iter().skip(1).position(|part| persons::suffix(part).is_some());
    let suffix = place.and_then(|place| persons::suffix(parts.remove(place + 1)));
    Some((parts, suffix))
}

fn inverted(family: &str, given: &str, suffix: Option<&'static str>) -> Option<NameParts> {
    let is_organisation = |text: &str| {
        let mut words = text.split_whitespace();
        words.any(|word| matches!(word, "of" | "for" | "and" | "&") || organisations::is_word_of_one(word))
    };
    if is_organisation(family) || family.starts_with("The ") || ![family, given].into_iter().all(has_only_name_chars) {
        return None;
    }
    let (family, family_suffix) = split_suffix(family);
    let (given, given_suffix) = split_suffix(given);
    let given: Vec<&str> = given.split_whitespace().collect();
    let titles = given[..given.len().saturating_sub(1)].iter().take_while(|word| is_dropped_title(word)).count();
    let given = &given[titles..];
    let is_particle = |word: &&&str| persons::is_particle_of_name(word) || is_joined(word);
    let particles = given.iter().rev().take_while(is_particle).count();
    // A lone word in lower case is a given name: `hooks, bell`.
    let names = if particles < given.len() { given.len() - particles } else { given.len() };
    let line = |words: &[&str]| Safe::line(words.join(" "));
    Some(NameParts {
        family: Safe::line(family.to_owned()),
        given: line(&given[..names]),
        particle: (names < given.len()).then(|| line(&given[names..])),
        suffix: suffix.or(family_suffix).or(given_suffix).map(Safe::from),
    })
}

/// Splits a name from the suffix at its end.
fn split_suffix(name: &str) -> (&str, Option<&'static str>) {
    match name.rsplit_once(' ').and_then(|(rest, last)| Some((rest, persons::suffix(last)?))) {
        Some((rest, suffix)) => (rest, Some(suffix)),
        None => (name, None),
    }
}

/// Parses a name in natural order if its parts are clear.
fn parse_unambiguous(name: &str, suffix: Option<&'static str>) -> Option<NameParts> {
    if organisations::is_name_of_one(name) {
        return None;
    }
    let (name, own_suffix) = split_suffix(name);
    let suffix = suffix.or(own_suffix);
    let mut words: Vec<&str> = name.split(' ').collect();
    if words.len() > 2 && words.last().is_some_and(|last| persons::is_degree(last)) {
        words.pop();
    }
    let is_titled = words.first().is_some_and(|first| title_kind(first).is_some());
    if is_titled {
        let titles = words.iter().take_while(|word| is_dropped_title(word)).count();
        words.drain(..titles);
    }
    let (first, (last, between)) = words.split_first().and_then(|(first, rest)| Some((first, rest.split_last()?)))?;
    let is_in = |list: &[&str], word: &str| list.contains(&lower(word).as_str());
    let is_junior = suffix.is_some_and(|suffix| suffix.starts_with(['J', 'S']));
    let is_numbered = suffix.is_some() && !is_junior;
    let are_second_names = between.iter().all(|word| is_initial(word))
        || matches!(between, [between] if persons::is_patronymic(between))
        || is_junior;
    let is_family_first = matches!(between, [_]) && persons::is_patronymic(last);
    let is_ambiguous = !words.iter().all(|word| has_only_name_chars(word) && is_capitalised(word))
        || words.iter().any(|word| is_acronym(word))
        || words[1..].iter().any(|word| persons::is_particle_of_name(&lower(word)) || lower(word).starts_with("al-"))
        // Rulers and popes have a title, and a number or a single name.
        || title_kind(first).is_some()
        || is_in(&POSSESSIVES, first)
        || (is_titled && is_numbered)
        || (suffix.is_none() && is_in(&FAMILY_FIRST, first))
        || is_in(&MASTERS, last)
        || is_initial(last)
        || (persons::is_plain_patronymic(last) && !is_family_first)
        || !(are_second_names || is_family_first);
    if is_ambiguous {
        return None;
    }
    let (family, given) =
        if is_family_first { (*first, words[1..].join(" ")) } else { (*last, words[..words.len() - 1].join(" ")) };
    Some(NameParts {
        family: Safe::line(family.to_owned()),
        given: Safe::line(given),
        particle: None,
        suffix: suffix.map(Safe::from),
    })
}

/// Returns the kind of a title before a name.
fn title_kind(word: &str) -> Option<TitleKind> {
    persons::title(&lower(word)).map(|title| title.kind)
}

/// Whether a word is a title that bibliographies leave out before a name of two parts.
fn is_dropped_title(word: &str) -> bool {
    title_kind(word).is_some_and(|kind| !matches!(kind, TitleKind::Royal | TitleKind::Epithet))
}

fn lower(word: &str) -> String {
    word.trim_end_matches('.').to_lowercase()
}

/// Whether a particle is written together with the family name: `d’`, `al-`.
fn is_joined(particle: &str) -> bool {
    particle.ends_with(['’', '\'', '-']) && particle.starts_with(char::is_lowercase)
}

fn has_only_name_chars(text: &str) -> bool {
    let is_name_char = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\'' | '.' | '\u{300}'..='\u{36f}');
    !text.is_empty() && text.chars().all(is_name_char)
}

fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Returns whether a word is one letter, or letters each with a full stop: `F.`, `J.R.R.`.
fn is_initial(word: &str) -> bool {
    word.split_terminator('.').all(|letter| letter.chars().count() == 1)
}

fn is_acronym(word: &str) -> bool {
    word.chars().count() > 1 && !word.contains('.') && word.chars().all(|c| c.is_uppercase() || c == '-')
}
