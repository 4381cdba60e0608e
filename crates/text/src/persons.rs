//! Words that come with the names of persons: titles, particles and suffixes.

/// The kind of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleKind {
    /// A form of address: `Mr`, `Sir`, `Excellency`.
    Honorific,
    /// An office, or a word of one: `President`, `Prime Minister`.
    Office,
    /// A military rank: `General`.
    Rank,
    /// `Dr`, `Professor`.
    Academic,
    /// A ruler or a member of a ruling family: `Queen`.
    Royal,
    /// An office of a religious community: `Pope`, `Rabbi`.
    Clergy,
    /// Part of the name people use, or a family name as well: `Mother Teresa`, `St Petersburg`, `Reza Shah`.
    Epithet,
}

/// A title of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    /// The folded word (lower case, no accents), without a full stop.
    pub word: &'static str,
    /// Its kind.
    pub kind: TitleKind,
    /// Whether it is an abbreviation, which may be written with a full stop.
    pub is_abbreviation: bool,
}

const fn full(word: &'static str, kind: TitleKind) -> Title {
    Title { word, kind, is_abbreviation: false }
}

const fn short(word: &'static str, kind: TitleKind) -> Title {
    Title { word, kind, is_abbreviation: true }
}

/// All titles, each word once.
pub const TITLES: &[Title] = {
    use TitleKind::{Academic, Clergy, Epithet, Honorific, Office, Rank, Royal};
    &[
        short("mr", Honorific),
        short("mrs", Honorific),
        short("ms", Honorific),
        full("miss", Honorific),
        full("sir", Honorific),
        full("dame", Honorific),
        full("lord", Honorific),
        full("lady", Honorific),
        full("majesty", Honorific),
        full("highness", Honorific),
        full("excellency", Honorific),
        full("herr", Honorific),
        full("frau", Honorific),
        full("monsieur", Honorific),
        full("madame", Honorific),
        short("mme", Honorific),
        short("mlle", Honorific),
        full("senor", Honorific),
        full("senora", Honorific),
        full("господин", Honorific),
        full("госпожа", Honorific),
        full("holiness", Honorific),
        full("honourable", Honorific),
        full("honorable", Honorific),
        full("comrade", Honorific),
        full("genosse", Honorific),
        full("president", Office),
        full("prime", Office),
        full("minister", Office),
        full("vice", Office),
        full("deputy", Office),
        full("foreign", Office),
        full("first", Office),
        full("chancellor", Office),
        full("secretary", Office),
        full("senator", Office),
        short("sen", Office),
        short("rep", Office),
        full("governor", Office),
        short("gov", Office),
        full("mayor", Office),
        full("judge", Office),
        full("justice", Office),
        full("chairman", Office),
        full("chairwoman", Office),
        full("chair", Office),
        full("director", Office),
        full("chief", Office),
        full("head", Office),
        full("leader", Office),
        full("premier", Office),
        full("congressman", Office),
        full("congresswoman", Office),
        full("representative", Office),
        full("commissioner", Office),
        full("attorney", Office),
        full("envoy", Office),
        full("councilman", Office),
        full("councilwoman", Office),
        short("pres", Office),
        full("kanzler", Office),
        full("kanzlerin", Office),
        full("bundeskanzler", Office),
        full("bundeskanzlerin", Office),
        full("reichskanzler", Office),
        full("prasident", Office),
        full("prasidentin", Office),
        full("bundesprasident", Office),
        full("ministerprasident", Office),
        full("vorsitzender", Office),
        full("vorsitzende", Office),
        full("chef", Office),
        full("abgeordneter", Office),
        full("abgeordnete", Office),
        full("presidente", Office),
        full("ministre", Office),
        full("chancelier", Office),
        full("senateur", Office),
        full("depute", Office),
        full("ministro", Office),
        full("senador", Office),
        full("canciller", Office),
        full("президент", Office),
        full("премьер", Office),
        full("министр", Office),
        full("канцлер", Office),
        full("председатель", Office),
        full("глава", Office),
        full("лидер", Office),
        full("сенатор", Office),
        full("депутат", Office),
        full("cumhurbaskani", Office),
        full("basbakan", Office),
        full("basbakani", Office),
        full("bakan", Office),
        full("baskan", Office),
        full("мемлекет", Office),
        full("speaker", Office),
        full("ambassador", Office),
        full("general", Rank),
        short("gen", Rank),
        full("colonel", Rank),
        short("col", Rank),
        full("captain", Rank),
        short("capt", Rank),
        full("major", Rank),
        short("maj", Rank),
        full("admiral", Rank),
        short("adm", Rank),
        full("lieutenant", Rank),
        full("sergeant", Rank),
        short("sgt", Rank),
        full("marshal", Rank),
        full("commander", Rank),
        short("cmdr", Rank),
        short("brig", Rank),
        full("генерал", Rank),
        short("lt", Rank),
        full("professor", Academic),
        short("prof", Academic),
        short("dr", Academic),
        full("king", Royal),
        full("queen", Royal),
        full("prince", Royal),
        full("princess", Royal),
        full("emperor", Royal),
        full("empress", Royal),
        full("emir", Royal),
        full("sultan", Royal),
        full("duke", Royal),
        full("duchess", Royal),
        full("baron", Royal),
        full("baroness", Royal),
        full("pope", Clergy),
        full("patriarch", Clergy),
        full("cardinal", Clergy),
        full("archbishop", Clergy),
        full("bishop", Clergy),
        full("reverend", Clergy),
        short("rev", Clergy),
        full("ayatollah", Clergy),
        full("mullah", Clergy),
        full("swami", Clergy),
        full("lama", Clergy),
        full("dalai", Clergy),
        full("panchen", Clergy),
        full("imam", Clergy),
        full("rabbi", Clergy),
        full("saint", Epithet),
        short("st", Epithet),
        full("mother", Epithet),
        full("sheikh", Epithet),
        full("shah", Epithet),
    ]
};

/// Small words inside names, in lower case. None of them is an English word, so they mark a name in a text.
pub const PARTICLES: &[&str] = &[
    "al", "bin", "bint", "da", "de", "del", "della", "den", "der", "des", "di", "dos", "du", "el", "ibn", "la", "le",
    "van", "von", "zu",
];

/// Particles that mean something else in a text, in lower case: `ten`, `Ben`.
const AMBIGUOUS_PARTICLES: &[&str] = &["af", "ben", "das", "san", "ten", "ter", "zur"];

/// Suffixes as manuals of style print them.
const SUFFIXES: &[&str] = &["Jr.", "Sr.", "II", "III", "IV"];

/// Degrees and other letters after a name, without full stops. Manuals of style leave them out.
const DEGREES: &[&str] = &[
    "BA", "BSc", "CBE", "CPA", "DBE", "DD", "DDS", "DLitt", "DPhil", "DSc", "DVM", "EdD", "Esq", "FBA", "FRS", "JD",
    "KBE", "KC", "LLB", "LLD", "LLM", "MA", "MBA", "MBE", "MD", "MEP", "MP", "MPhil", "MSc", "OBE", "OFM", "OP", "OSB",
    "PhD", "PsyD", "QC", "RN", "SJ", "ScD", "ThD",
];

/// Endings of patronymics of at least three names, in lower case: `Vladimir Vladimirovich Putin`.
const PATRONYMICS: &[&str] = &["vich", "yich", "mich", "kich", "vna", "chna", "вич", "ьич", "мич", "кич", "вна", "чна"];

/// Endings of patronymics, which are not family names either, in lower case: `Abai Qunanbaiuly`.
const PLAIN_PATRONYMICS: &[&str] = &["uly", "qyzy", "kyzy", "ұлы", "улы", "қызы", "кызы", "dóttir", "dottir"];

/// Looks up a title by its word in lower case, without a full stop.
pub fn title(word: &str) -> Option<&'static Title> {
    TITLES.iter().find(|title| title.word == word)
}

/// Whether a word is an abbreviated title as it is printed, without its full stop: `Mr`, but not `mr`.
pub fn is_abbreviated_title(word: &str) -> bool {
    uncapitalise(word).and_then(|word| title(&word)).is_some_and(|title| title.is_abbreviation)
}

/// Whether a word in lower case, without its full stop, is an abbreviated title or suffix: `mr`, `jr`.
pub fn is_abbreviation(word: &str) -> bool {
    let is_suffix = |suffix: &&str| suffix.strip_suffix('.').is_some_and(|suffix| suffix.eq_ignore_ascii_case(word));
    title(word).is_some_and(|title| title.is_abbreviation) || SUFFIXES.iter().any(is_suffix)
}

/// Whether a word in lower case, known to be part of a name, is a particle.
pub fn is_particle_of_name(word: &str) -> bool {
    PARTICLES.contains(&word) || AMBIGUOUS_PARTICLES.contains(&word)
}

/// Whether a word is one of the [`PARTICLES`] with a capital letter, as at the beginning of a name: `Al`, `Von`.
pub fn is_capitalised_particle(word: &str) -> bool {
    uncapitalise(word).is_some_and(|word| PARTICLES.contains(&word.as_str()))
}

/// A suffix of a name as style manuals print it: `Jr` and `Jr.` → `Jr.`; `None` if the word is not a suffix.
pub fn suffix(word: &str) -> Option<&'static str> {
    SUFFIXES.iter().find(|&&suffix| suffix == word || suffix.strip_suffix('.') == Some(word)).copied()
}

/// Whether a word is a degree after a name, with or without full stops: `PhD`, `M.D.`.
pub fn is_degree(word: &str) -> bool {
    DEGREES.contains(&word.replace('.', "").as_str())
}

/// Whether a word is a patronymic where it follows a given name and a family name comes before or after the two.
pub fn is_patronymic(word: &str) -> bool {
    let lower = word.to_lowercase();
    PATRONYMICS.iter().any(|ending| lower.ends_with(ending)) || is_plain_patronymic(word)
}

/// Whether a word is a patronymic, and no family name, wherever it occurs in a name.
pub fn is_plain_patronymic(word: &str) -> bool {
    const MIN_CHARS: usize = 6;
    let lower = word.to_lowercase();
    lower.chars().count() >= MIN_CHARS && PLAIN_PATRONYMICS.iter().any(|ending| lower.ends_with(ending))
}

/// A word with its first letter in lower case; `None` if that is not a capital of ASCII.
fn uncapitalise(word: &str) -> Option<String> {
    let first = word.chars().next().filter(char::is_ascii_uppercase)?;
    Some(format!("{}{}", first.to_ascii_lowercase(), &word[1..]))
}

/// Words at the end of a list of names that say that there are more, in lower case.
const OTHERS: &[&str] = &[
    "et al.",
    "et al",
    "& al.",
    "and others",
    "u. a.",
    "u.a.",
    "und andere",
    "et autres",
    "y otros",
    "e altri",
    "e outros",
    "и др.",
    "и другие",
    "others",
];

/// Returns the names of a list without the words at its end that say that there are more: `Doe et al.`; `None` if there
/// are no such words, or nothing else.
pub fn without_others(list: &str) -> Option<&str> {
    let list = list.trim_end();
    let before = |others: &&str| {
        let (before, end) = list.split_at_checked(list.len().checked_sub(others.len())?)?;
        let is_there = end.to_lowercase() == **others && before.ends_with([' ', ',', ';', '\u{a0}']);
        Some(before.trim_end_matches([' ', ',', ';', '\u{a0}'])).filter(|before| is_there && !before.is_empty())
    };
    OTHERS.iter().find_map(before)
}

/// Whether an item of a list of names only says that there are more: `others`, `et al.`
pub fn is_others(name: &str) -> bool {
    OTHERS.contains(&name.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;
    use crate::sentence;

    #[test]
    fn every_word_is_listed_once_and_in_lower_case() {
        let particles = PARTICLES.iter().chain(AMBIGUOUS_PARTICLES).copied();
        let mut words: Vec<&str> = TITLES.iter().map(|title| title.word).chain(particles).collect();
        for word in &words {
            assert!(!word.is_empty() && word.chars().all(char::is_alphabetic) && fold(word) == *word, "{word}");
        }
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
    }

    #[test]
    fn no_abbreviation_ends_a_sentence() {
        let suffixes = SUFFIXES.iter().filter_map(|suffix| suffix.strip_suffix('.'));
        let titles = TITLES.iter().filter(|title| title.is_abbreviation).map(|title| title.word);
        for word in titles.chain(suffixes) {
            let text = format!("We met {word}. Smith");
            assert!(!sentence::starts_at(&text, text.len() - "Smith".len()), "{text}");
        }
        for title in TITLES.iter().filter(|title| !title.is_abbreviation) {
            let text = format!("We met the {}. Smith left", title.word);
            assert!(sentence::starts_at(&text, text.find("Smith").unwrap()), "{text}");
        }
    }

    #[test]
    fn words_are_recognised_in_their_usual_case() {
        for (word, expected) in
            [("Mr", true), ("Gov", true), ("mr", false), ("MR", false), ("Pope", false), ("", false)]
        {
            assert_eq!(is_abbreviated_title(word), expected, "{word}");
        }
        for (word, expected) in
            [("Al", true), ("Della", true), ("al", false), ("Ben", false), ("Éa", false), ("", false)]
        {
            assert_eq!(is_capitalised_particle(word), expected, "{word}");
        }
        for (word, expected) in
            [("Jr", Some("Jr.")), ("Sr.", Some("Sr.")), ("II", Some("II")), ("II.", None), ("", None)]
        {
            assert_eq!(suffix(word), expected, "{word}");
        }
    }

    #[test]
    fn degrees_and_patronymics_are_recognised() {
        for (word, expected) in [("PhD", true), ("Ph.D.", true), ("M.D.", true), ("Md", false), ("Jr.", false)] {
            assert_eq!(is_degree(word), expected, "{word}");
        }
        for (word, expected) in [
            ("Vladimirovich", (true, false)),
            ("Ильинична", (true, false)),
            ("Kemeluly", (true, true)),
            ("Jakobsdóttir", (true, true)),
            ("Wood", (false, false)),
            ("July", (false, false)),
        ] {
            assert_eq!((is_patronymic(word), is_plain_patronymic(word)), expected, "{word}");
        }
    }

    #[test]
    fn ends_of_lists_that_leave_names_out_are_recognised() {
        for (list, expected) in [
            ("Doe et al.", Some("Doe")),
            ("Doe, Jane, et al", Some("Doe, Jane")),
            ("Doe and Others", Some("Doe")),
            ("Müller u. a.", Some("Müller")),
            ("Doe et autres", Some("Doe")),
            ("Иванов И. И. И ДР.", Some("Иванов И. И.")),
            ("Doe and Brothers", None),
            ("et al.", None),
            ("Planet al.", None),
            ("Doe", None),
            ("", None),
        ] {
            assert_eq!(without_others(list), expected, "{list}");
        }
        for (name, expected) in [("others", true), ("Et al.", true), ("и др.", true), ("Brothers", false), ("", false)]
        {
            assert_eq!(is_others(name), expected, "{name}");
        }
    }
}
