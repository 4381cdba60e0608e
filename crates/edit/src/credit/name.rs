//! What looks like a name.

use super::given_names::is_given_name;
use super::no_names::{NO_NAMES, NOT_INSIDE, THINGS};
use super::words::{INNER_WORDS, KNOWN, NAME_TITLES, PLACES, RANKS, SAYINGS, UNKNOWN};
use kzq_text::marks::{is_double_quote, is_single_quote};
use kzq_text::organisations::{is_clear_legal_form, is_word_of_one};
use kzq_text::persons::{self, TitleKind};

/// How much a text looks like the name of a person or an organisation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// It does not.
    #[default]
    No,
    /// Capitalised words: a name, but a title or a topic looks the same.
    Possible,
    /// A given name, an initial, a title or a particle shows that it is one.
    Certain,
}

/// How much a text looks like a name.
pub fn likeness(text: &str) -> Likeness {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 60 || is_several(text) {
        return Likeness::No;
    }
    if KNOWN.contains(&text.to_lowercase().as_str()) {
        return Likeness::Certain;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    // “The Republic” is a work more often than a speaker.
    if words[0] == "The" && words.len() > 1 && !is_organisation(text) {
        return Likeness::No;
    }
    let begins_otherwise = NO_NAMES.contains(&words[0].to_lowercase().as_str()) && !words[0].contains('.');
    if words.len() > 7 || begins_otherwise || names_no_person(&words) {
        return Likeness::No;
    }
    // “President” is an office, but “Prince” is a name.
    let is_office = |word: &&str| {
        let title = persons::title(&word.trim_end_matches('.').to_lowercase());
        title.is_some_and(|title| !matches!(title.kind, TitleKind::Royal | TitleKind::Clergy | TitleKind::Epithet))
    };
    if words.iter().all(is_office) {
        return Likeness::No;
    }
    let (mut capitalised, mut signs) = (0, 0);
    for (at, word) in words.iter().enumerate() {
        let is_inside = at > 0 && at + 1 < words.len();
        let word = if is_inside { word.trim_matches(|c| is_double_quote(c) || c == '\'') } else { word };
        let lower = word.trim_end_matches('.').to_lowercase();
        let is_first = at == 0;
        if !word.chars().all(is_name_character) || ends_in_possessive(word) {
            return Likeness::No;
        } else if persons::suffix(word).is_some() && !is_first {
            signs += 1;
        } else if is_initial(word) {
            capitalised += 1;
            // A lone letter with a name after it.
            signs += usize::from(words.len() > 1);
        } else if is_capitalised(word) {
            capitalised += 1;
            let is_rank = words.get(1) == Some(&"of") && RANKS.contains(&lower.as_str());
            let is_title = is_first && (is_rank || persons::title(&lower).is_some());
            if word.ends_with('.') && word.chars().count() > 5 {
                return Likeness::No;
            }
            signs += usize::from(words.len() > 1 && is_first && (is_title || is_given_name(&lower)));
        } else if persons::is_particle_of_name(word) && at + 1 < words.len() {
            signs += 1;
        } else if !(INNER_WORDS.contains(&word) && is_inside) {
            return Likeness::No;
        }
    }
    match (capitalised, signs) {
        (0, _) => Likeness::No,
        // “Duke of Wellington” has a title, “Motto of the Garter” has none.
        (_, 0) if words.contains(&"of") => Likeness::No,
        (_, 0) => Likeness::Possible,
        _ => Likeness::Certain,
    }
}

/// Whether a word shows that the words are a work, a thing or somebody without a name.
fn names_no_person(words: &[&str]) -> bool {
    let lower = |word: &&str| word.trim_matches(['.', ',']).to_lowercase();
    let is_organisation = is_organisation(&words.join(" "));
    words.iter().any(|word| THINGS.contains(&lower(word).as_str())) && !is_organisation
        || words.iter().skip(1).any(|word| is_capitalised(word) && NOT_INSIDE.contains(&word.to_lowercase().as_str()))
}

/// Words between two names. A name may have `y` or `e` in it: “Ortega y Gasset”.
const ANDS: [&str; 10] = [" and ", " & ", " with ", " und ", " et ", " och ", " og ", " и ", " y ", " e "];

/// Whether a text names several persons.
pub(super) fn is_several(text: &str) -> bool {
    persons(text).len() > 1
}

/// The names of several persons between “and” and the like; the whole text if there is only one.
pub(super) fn persons(text: &str) -> Vec<&str> {
    let begins = |name: &str| name.chars().next().is_some_and(char::is_uppercase);
    let found = ANDS.iter().find_map(|and| {
        let (left, right) = text.split_once(and)?;
        let is_one_name =
            and.len() == 3 && and.is_ascii() && *and != " & " && !(left.contains(' ') && right.contains(' '));
        (begins(left) && begins(right) && !is_one_name).then_some((left, right))
    });
    match found {
        Some((left, right)) => [left.trim_end_matches(',')].into_iter().chain(persons(right)).collect(),
        None => vec![text],
    }
}

/// Whether a text says that nobody knows who said it: “Anonymous”, “Spanish proverb”.
pub(super) fn is_unknown(text: &str) -> bool {
    let lower = text.trim().trim_end_matches('.').to_lowercase();
    let last = lower.rsplit(' ').next().unwrap_or_default();
    UNKNOWN.contains(&lower.as_str()) || (lower.split(' ').count() <= 4 && SAYINGS.contains(&last))
}

/// Whether a name is one of an organisation.
pub(super) fn is_organisation(name: &str) -> bool {
    let is_word = |word: &str| is_word_of_one(word) || is_clear_legal_form(word.trim_matches(','));
    name.split_whitespace().skip(1).any(is_word) || ["NASA", "UNESCO", "UNICEF", "Reuters"].contains(&name)
}

/// Turns “Austen, Jane” round, given its parts; `None` if the second is not a given name.
pub(super) fn turn(family: &str, given: &str) -> Option<String> {
    let words: Vec<&str> = given.split_whitespace().collect();
    let family_words = family.split_whitespace().count();
    let first = words.first()?;
    let is_given = is_initial(first) || is_given_name(&first.to_lowercase());
    // “Roe, Ambrose Pell” may have one name that is not known; “Vance Roe, Virginia Power” is a person and a company.
    let is_known =
        |word: &&&str| is_initial(word) || persons::is_particle_of_name(word) || is_given_name(&word.to_lowercase());
    let unknown = words[1..].iter().filter(|word| !is_known(word)).count();
    let begins_with_particle = persons::is_particle_of_name(family.split(' ').next().unwrap_or_default());
    let is_plain = family_words == 1 || begins_with_particle;
    let is_place = !is_plain && words.len() == 1 && PLACES.contains(&first.to_lowercase().as_str());
    let rest = words[1..].iter().all(|word| is_capitalised(word) || persons::is_particle_of_name(word))
        && unknown <= usize::from(is_plain)
        && !is_place;
    let begins_with_given =
        family_words > 1 && family.split(' ').next().is_some_and(|word| is_given_name(&word.to_lowercase()));
    let has_initial = family.split_whitespace().any(is_initial);
    (is_given
        && rest
        && !is_named_work(family, given)
        && words.len() <= 4
        && family_words <= 3
        && !begins_with_given
        && !has_initial)
        .then(|| likeness(family) != Likeness::No || begins_with_particle)
        .filter(|is_name| *is_name)
        .map(|_| format!("{given} {family}"))
}

/// Turns “King, Martin Luther, Jr.” round, given the parts between the commas; returns also how many it took.
pub(super) fn turn_parts(family: &str, given: &str, after: Option<&str>) -> Option<(String, usize)> {
    let suffix = |part: &str| persons::suffix(part).map(str::to_owned);
    match after.map(|after| (suffix(after), suffix(given), after)) {
        Some((Some(suffix), _, _)) => Some((format!("{}, {suffix}", turn(family, given)?), 3)),
        Some((_, Some(suffix), after)) => Some((format!("{}, {suffix}", turn(family, after)?), 3)),
        _ => Some((turn(family, given)?, 2)),
    }
}

/// Whether both sides of a comma look like a family name and given names, where that is the order: “Achebe, Chinua”.
pub(super) fn may_be_given(family: &str, given: &str) -> bool {
    let is_given = |word: &str| is_capitalised(word) || persons::is_particle_of_name(word);
    let is_sole =
        given.split_whitespace().filter(|word| !is_initial(word) && !persons::is_particle_of_name(word)).count() == 1;
    is_sole
        && given.split_whitespace().all(is_given)
        && likeness(given) != Likeness::No
        && likeness(family) != Likeness::No
        && family.split_whitespace().count() <= 3
        && !is_named_work(family, given)
        && !is_clear_legal_form(given)
        && persons::suffix(given).is_none()
        && !is_organisation(family)
}

/// Whether a family name and what follows it are an author and a work that has a person's name.
pub(super) fn is_named_work(family: &str, title: &str) -> bool {
    let (family, title) = (family.to_lowercase(), title.to_lowercase());
    NAME_TITLES.contains(&(family.as_str(), title.as_str()))
}

/// A text without the full stop after it, unless that belongs to an abbreviation.
pub(super) fn without_stop(text: &str) -> &str {
    let Some(bare) = text.strip_suffix('.').filter(|bare| !bare.ends_with('.')) else { return text };
    let last = bare.rsplit([' ', ',']).next().unwrap_or_default();
    let is_short = is_initial(last) || persons::suffix(text.rsplit(' ').next().unwrap_or_default()).is_some();
    let is_abbreviation = persons::is_abbreviation(&last.to_lowercase()) || is_clear_legal_form(last);
    if is_short && bare.contains(' ') || is_abbreviation { text } else { bare }
}

/// `J.`, `J`, `J.R.R.`
pub(super) fn is_initial(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let is_shape = word.split('.').all(|part| {
        let mut chars = part.chars();
        chars.next().is_none_or(|c| c.is_uppercase() || c == '-')
            && chars.clone().count() <= 1
            && chars.all(char::is_uppercase)
    });
    letters > 0 && is_shape && (word.contains('.') || letters == 1)
}

/// Whether a word begins with a capital, or is of a script without capitals.
fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    match (letters.next(), letters.next()) {
        (Some(first), _) if !first.is_lowercase() => true,
        // d'Alembert.
        (Some(_), Some(second)) => second.is_uppercase() && word.contains(['\'', '’']),
        _ => false,
    }
}

fn is_name_character(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '.' | '-' | '‐' | '‑' | '·' | '・') || is_single_quote(c) || is_combining(c)
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{64b}'..='\u{65f}')
}

fn ends_in_possessive(word: &str) -> bool {
    ["'s", "’s", "'S", "s'", "s’"].iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::Likeness::{Certain, No, Possible};
    use super::*;

    #[test]
    fn likeness_to_a_name_is_rated() {
        for (text, expected) in [
            ("Jane Austen", Certain),
            ("J. R. R. Tolkien", Certain),
            ("J.R.R. Tolkien", Certain),
            ("Vincent van Gogh", Certain),
            ("Sir Arthur Conan Doyle", Certain),
            ("Martin Luther King Jr.", Certain),
            ("Dwight \"Ike\" Eisenhower", Certain),
            ("Jean le Rond d'Alembert", Certain),
            ("Plato", Certain),
            ("Marcus Aurelius", Certain),
            ("Pliny the Elder", Possible),
            ("The Duke of Wellington", No),
            ("Stravinsky", Possible),
            ("Voltarine de Cleyre", Certain),
            ("Software Engineering", Possible),
            ("鲁迅", Possible),
            ("Лев Толстой", Possible),
            ("core dumped", No),
            ("Your fault", No),
            ("Uncle Tom's Cabin", No),
            ("Lust to Love", No),
            ("thats sad", No),
            ("Computer Science 350", No),
            ("haley@example.org", No),
            ("This Is It", No),
            ("A Concerned Citizen", No),
            ("A. Milne", Certain),
            ("Duke of Wellington", Certain),
            ("José Ortega y Gasset", Certain),
            ("President", No),
            ("Prime Minister", No),
            ("Prince", Possible),
            ("Motto of the Garter", No),
            ("Foolish Dictionary", No),
            ("English Professor", No),
            ("Midnight On The Ocean", No),
            ("Miss Manners' Guide", No),
            ("Taken", No),
            ("Das Programm", No),
            ("Edward Kasner and James Newman", No),
            ("", No),
        ] {
            assert_eq!(likeness(text), expected, "{text}");
        }
    }

    #[test]
    fn inverted_names_are_turned_only_with_a_given_name() {
        for (family, given, expected) in [
            ("Austen", "Jane", Some("Jane Austen")),
            ("Eliot", "T. S.", Some("T. S. Eliot")),
            ("Clarke", "Arthur C.", Some("Arthur C. Clarke")),
            ("van Gogh", "Vincent", Some("Vincent van Gogh")),
            ("García Márquez", "Gabriel", Some("Gabriel García Márquez")),
            ("Bierce", "Ambrose Gwinnet", Some("Ambrose Gwinnet Bierce")),
            ("Vance Petree", "Virginia Power", None),
            ("Vance Petree", "Virginia", None),
            ("Cheers", "Diane Meets Mom", None),
            ("Plato", "Republic", None),
            ("Jane Austen", "Emma", None),
            ("Acme", "Inc.", None),
            ("Saint-Exupéry", "Antoine de", Some("Antoine de Saint-Exupéry")),
            ("Austen", "Emma", None),
        ] {
            assert_eq!(turn(family, given).as_deref(), expected, "{family}, {given}");
        }
    }

    #[test]
    fn unknown_speakers_and_organisations_are_recognised() {
        for text in
            ["Unknown", "Anonymous", "Anon.", "Spanish proverb", "Chinesisches Sprichwort", "Русская пословица", "佚名"]
        {
            assert!(is_unknown(text), "{text}");
        }
        for text in ["Plato", "Unknown Soldier", "He told a saying that everybody used as a proverb"] {
            assert!(!is_unknown(text), "{text}");
        }
        for (text, expected) in [("The Wall Street Journal", true), ("United Nations", true), ("Press", false)] {
            assert_eq!(is_organisation(text), expected, "{text}");
        }
    }
}
