//! Personal names for bibliographies, with the family name first if that is safe.
//!
//! A collection gives a name as it is spoken. Which part is the family name depends on the language, and a wrongly
//! inverted name is nobody's name. So only clear cases are inverted, and every other name is kept whole, which each
//! manual allows for names that do not fit its pattern:
//!
//! - Two capitalised words: the second is the family name (`Kassym-Jomart Tokayev` → `Tokayev, Kassym-Jomart`).
//!   There may be initials between them (`John F. Kennedy`) and a suffix after them (`Jr.`, `Sr.`, `II` to `IV`).
//!   Before `Jr.` or `Sr.` the last word is the family name however many words there are (`Martin Luther King Jr.` →
//!   `King, Martin Luther, Jr.`).
//! - Kept whole: single names; names with a particle (`Ursula von der Leyen`, `Mohammed bin Salman`); three or
//!   more full words (`Gabriel García Márquez`); names that begin with a common Chinese, Korean or Vietnamese
//!   family name (`Xi Jinping`); titles (`Pope Francis`), numbered rulers, organisations, and scripts without capitals.
//! - The collection can override this: an alias of the form `Family, Given` (`Xi, Jinping`) decides. A plain name with
//!   the family name first (`Orbán Viktor`) needs one, since nothing else reveals the order.

use kzq_corpus::{Source, Speaker};
use kzq_text::{Safe, persons};

/// A name, with its parts if known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PersonName {
    /// The name as it is spoken.
    pub(super) whole: Safe<'static>,
    /// The parts, if known.
    pub(super) parts: Option<NameParts>,
}

/// The parts of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NameParts {
    pub(super) family: Safe<'static>,
    pub(super) given: Safe<'static>,
    /// A suffix such as `Jr.`.
    pub(super) suffix: Option<Safe<'static>>,
}

impl PersonName {
    /// Returns the name of a speaker.
    pub(super) fn from_speaker(speaker: &Speaker) -> Self {
        if speaker.organisation {
            return Self { whole: speaker.name.clone(), parts: None };
        }
        let from_alias = speaker.aliases.iter().find_map(|alias| {
            let parts = parse_inverted(alias)?;
            let spellings = [parts.given_name_first(), parts.family_first_without_comma()];
            spellings.contains(&speaker.name).then_some(parts)
        });
        Self { whole: speaker.name.clone(), parts: from_alias.or_else(|| parse_unambiguous(&speaker.name)) }
    }

    /// Returns the name of an author, translator or editor of a source.
    pub(super) fn in_source(source: &Source, name: &Safe<'static>) -> Self {
        if source.is_organisation(name) {
            return Self { whole: name.clone(), parts: None };
        }
        Self::from_author(name)
    }

    /// Returns the name of an author, which may be written `Family, Given`.
    fn from_author(name: &Safe<'static>) -> Self {
        match parse_inverted(name) {
            Some(parts) => Self { whole: parts.given_name_first(), parts: Some(parts) },
            None => Self { whole: name.clone(), parts: parse_unambiguous(name) },
        }
    }

    /// Formats the name with the family name first, as in MLA and Chicago: `Tokayev, Kassym-Jomart`.
    pub(super) fn family_name_first(&self) -> Safe<'static> {
        match &self.parts {
            Some(NameParts { family, given, suffix: None }) => kzq_text::safe!(family, ", ", given),
            Some(NameParts { family, given, suffix: Some(suffix) }) => {
                kzq_text::safe!(family, ", ", given, ", ", suffix)
            }
            None => self.whole.clone(),
        }
    }

    /// Formats the family name and initials, as in APA: `Tokayev, K.-J.`.
    pub(super) fn with_initials(&self) -> Safe<'static> {
        match &self.parts {
            Some(NameParts { family, given, suffix: None }) => kzq_text::safe!(family, ", ", initials(given)),
            Some(NameParts { family, given, suffix: Some(suffix) }) => {
                kzq_text::safe!(family, ", ", initials(given), ", ", suffix)
            }
            None => self.whole.clone(),
        }
    }

    /// Formats the initials and the family name, as in APA for editors and translators: `K.-J. Tokayev`.
    pub(super) fn initials_first(&self) -> Safe<'static> {
        match &self.parts {
            Some(NameParts { family, given, suffix: None }) => kzq_text::safe!(initials(given), " ", family),
            Some(NameParts { family, given, suffix: Some(suffix) }) => {
                kzq_text::safe!(initials(given), " ", family, ", ", suffix)
            }
            None => self.whole.clone(),
        }
    }

    /// Returns the name for in-text citations: the family name, or the whole name.
    pub(super) fn citation_name(&self) -> &Safe<'static> {
        self.parts.as_ref().map_or(&self.whole, |parts| &parts.family)
    }
}

impl NameParts {
    /// Formats the name with the given name first.
    fn given_name_first(&self) -> Safe<'static> {
        let name = kzq_text::safe!(self.given, " ", self.family);
        self.suffix.as_ref().map_or_else(|| name.clone(), |suffix| kzq_text::safe!(name, " ", suffix))
    }

    /// Formats the name with the family name first, without a comma.
    fn family_first_without_comma(&self) -> Safe<'static> {
        kzq_text::safe!(self.family, " ", self.given)
    }
}

/// Words that occur in names of organisations but not of persons.
const ORGANISATIONS: [&str; 36] = [
    "agency",
    "airways",
    "association",
    "bank",
    "bureau",
    "centre",
    "center",
    "committee",
    "commission",
    "company",
    "corporation",
    "council",
    "court",
    "department",
    "editors",
    "forum",
    "foundation",
    "fund",
    "government",
    "group",
    "house",
    "institute",
    "international",
    "jazeera",
    "ministry",
    "nations",
    "news",
    "newsroom",
    "office",
    "parliament",
    "party",
    "press",
    "staff",
    "times",
    "union",
    "university",
];

/// Common family names that come first in their languages.
const FAMILY_FIRST: [&str; 52] = [
    "ban", "cao", "chen", "cheng", "cho", "choi", "chung", "deng", "ding", "feng", "gao", "guo", "han", "he", "ho",
    "hu", "huang", "jang", "jiang", "jin", "jung", "kang", "kim", "le", "lee", "li", "liang", "lin", "liu", "lu",
    "luo", "ma", "mao", "moon", "nguyen", "nguyễn", "park", "peng", "pham", "shen", "song", "sun", "tan", "tran",
    "wang", "wu", "xi", "xu", "yang", "yoon", "zhang", "zhao",
];

/// Parses `Family, Given` or `Family, Given, Jr.`.
fn parse_inverted(name: &Safe<'_>) -> Option<NameParts> {
    const COMPANY_SUFFIXES: [&str; 6] = ["inc", "ltd", "llc", "co", "plc", "gmbh"];
    let mut parts = name.as_str().split(", ");
    let (family, given, suffix) = (parts.next()?, parts.next()?, parts.next());
    let is_firm = COMPANY_SUFFIXES.contains(&given.trim_end_matches('.').to_lowercase().as_str());
    let has_unknown_suffix = suffix.is_some_and(|suffix| persons::suffix(suffix).is_none());
    if parts.next().is_some() || has_unknown_suffix || is_firm || ![family, given].into_iter().all(has_only_name_chars)
    {
        return None;
    }
    let owned = |text: &str| Safe::line(text.to_owned());
    Some(NameParts { family: owned(family), given: owned(given), suffix: suffix.map(owned) })
}

/// Parses a name if its parts are clear.
fn parse_unambiguous(name: &Safe<'_>) -> Option<NameParts> {
    let mut words: Vec<&str> = name.as_str().split(' ').collect();
    let suffix = words.last().and_then(|last| persons::suffix(last));
    if suffix.is_some() {
        words.pop();
        if let Some(last) = words.last_mut() {
            *last = last.strip_suffix(',').unwrap_or(last);
        }
    }
    let (first, (last, between)) = words.split_first().and_then(|(first, rest)| Some((first, rest.split_last()?)))?;
    let lower = |word: &str| word.trim_end_matches('.').to_lowercase();
    let contains_lower = |list: &[&str], word: &str| list.contains(&lower(word).as_str());
    let are_initials = between.iter().all(|word| is_initial(word));
    let is_ambiguous = !words.iter().all(|word| has_only_name_chars(word) && is_capitalised(word))
        || words.iter().any(|word| contains_lower(&ORGANISATIONS, word) || is_acronym(word))
        || words[1..].iter().any(|word| persons::is_particle_of_name(&lower(word)) || lower(word).starts_with("al-"))
        || persons::title(&lower(first)).is_some()
        || (suffix.is_none() && contains_lower(&FAMILY_FIRST, first))
        || is_initial(last)
        || last.ends_with("dóttir")
        || !(are_initials || suffix.is_some_and(|suffix| suffix.starts_with(['J', 'S'])));
    if is_ambiguous {
        return None;
    }
    let given = words[..words.len() - 1].join(" ");
    Some(NameParts { family: Safe::line((*last).to_owned()), given: Safe::line(given), suffix: suffix.map(Safe::from) })
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

/// Returns the initials of given names: `Kassym-Jomart` → `K.-J.`. A hyphenated name whose second part is in lower case
/// has only its first initial (APA 7, 9.9).
fn initials(given: &Safe<'_>) -> Safe<'static> {
    let words = given.as_str().split([' ', '.']).filter(|word| !word.is_empty());
    let initials = words.map(|word| {
        let parts = word.split('-').enumerate().filter(|&(at, part)| at == 0 || is_capitalised(part));
        let letters = parts.filter_map(|(_, part)| part.chars().next());
        letters.map(|letter| format!("{letter}.")).collect::<Vec<_>>().join("-")
    });
    Safe::line(initials.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &'static str, alias: Option<&'static str>) -> PersonName {
        let aliases = alias.map(Safe::from).into_iter().collect();
        let (id, name) = ("x".into(), name.into());
        PersonName::from_speaker(&Speaker { id, name, role: None, aliases, organisation: false })
    }

    #[test]
    fn plain_names_are_inverted() {
        for (given, inverted, with_initials, short) in [
            ("Kassym-Jomart Tokayev", "Tokayev, Kassym-Jomart", "Tokayev, K.-J.", "Tokayev"),
            ("Ada Lovelace", "Lovelace, Ada", "Lovelace, A.", "Lovelace"),
            ("John F. Kennedy", "Kennedy, John F.", "Kennedy, J. F.", "Kennedy"),
            ("J. R. R. Tolkien", "Tolkien, J. R. R.", "Tolkien, J. R. R.", "Tolkien"),
            ("J.R.R. Tolkien", "Tolkien, J.R.R.", "Tolkien, J. R. R.", "Tolkien"),
            ("Martin Luther King Jr.", "King, Martin Luther, Jr.", "King, M. L., Jr.", "King"),
            ("Martin Luther King, Jr", "King, Martin Luther, Jr.", "King, M. L., Jr.", "King"),
            ("Jean-Luc Godard", "Godard, Jean-Luc", "Godard, J.-L.", "Godard"),
            ("Ai-jun Doe", "Doe, Ai-jun", "Doe, A.", "Doe"),
            ("Conan O’Brien", "O’Brien, Conan", "O’Brien, C.", "O’Brien"),
            ("Қасым-Жомарт Тоқаев", "Тоқаев, Қасым-Жомарт", "Тоқаев, Қ.-Ж.", "Тоқаев"),
            ("Frank-Walter Steinmeier", "Steinmeier, Frank-Walter", "Steinmeier, F.-W.", "Steinmeier"),
        ] {
            let name = name(given, None);
            let got = (name.family_name_first(), name.with_initials(), name.citation_name().clone());
            assert_eq!(got, (inverted.into(), with_initials.into(), short.into()), "{given}");
        }
    }

    #[test]
    fn ambiguous_names_are_kept_whole() {
        for kept in [
            "Plato",
            "Madonna",
            "Ursula von der Leyen",
            "Charles de Gaulle",
            "Robert De Niro",
            "Mohammed bin Salman",
            "Bashar al-Assad",
            "Bashar Al-Assad",
            "Gabriel García Márquez",
            "Luiz Inácio Lula da Silva",
            "Xi Jinping",
            "Kim Jong Un",
            "Nguyễn Phú Trọng",
            "Ban Ki-moon",
            "习近平",
            "محمد",
            "Pope Francis",
            "Sir Isaac Newton",
            "King Charles III",
            "Charles III",
            "Senator Warren",
            "Gen. Milley",
            "Malcolm X",
            "Katrín Jakobsdóttir",
            "World Bank",
            "Al Jazeera",
            "Amnesty International",
            "United Nations",
            "BBC Newsnight",
            "Ministry of Foreign Affairs",
            "The Editors of Nature",
            "50 Cent",
            "bell hooks",
            "A, B & C",
            "",
        ] {
            let name = name(kept, None);
            assert_eq!((name.family_name_first().as_str(), name.with_initials().as_str()), (kept, kept));
            assert_eq!(name.citation_name().as_str(), kept);
        }
    }

    #[test]
    fn names_of_organisations_are_kept_whole() {
        let name = PersonName::from_speaker(&Speaker {
            id: "x".into(),
            name: "Médecins Réunis".into(),
            role: None,
            aliases: vec!["Réunis, Médecins".into()],
            organisation: true,
        });
        let forms =
            [name.family_name_first(), name.with_initials(), name.initials_first(), name.citation_name().clone()];
        assert_eq!(forms, [const { "Médecins Réunis" }; 4].map(Safe::from));
    }

    #[test]
    fn an_alias_with_a_comma_decides() {
        for (given, alias, inverted, short) in [
            ("Xi Jinping", "Xi, Jinping", "Xi, Jinping", "Xi"),
            ("Ursula von der Leyen", "von der Leyen, Ursula", "von der Leyen, Ursula", "von der Leyen"),
            ("Gabriel García Márquez", "García Márquez, Gabriel", "García Márquez, Gabriel", "García Márquez"),
            ("Orbán Viktor", "Orbán, Viktor", "Orbán, Viktor", "Orbán"),
            // An alias that is a different name is ignored.
            ("Ada Lovelace", "King, Augusta Ada", "Lovelace, Ada", "Lovelace"),
        ] {
            let name = name(given, Some(alias));
            assert_eq!(
                (name.family_name_first().as_str(), name.citation_name().as_str()),
                (inverted, short),
                "{given}"
            );
            assert_eq!(name.whole.as_str(), given);
        }
    }

    #[test]
    fn an_author_may_be_written_family_name_first() {
        let author = PersonName::from_author(&"García Márquez, Gabriel".into());
        assert_eq!(author.whole.as_str(), "Gabriel García Márquez");
        assert_eq!(author.with_initials().as_str(), "García Márquez, G.");
        assert_eq!(PersonName::from_author(&"Apple, Inc.".into()).family_name_first().as_str(), "Apple, Inc.");
    }
}
