//! Whose page it is: that of a person, or of a theme.

use kzq_text::fold::fold;

use super::lines::lines;
use super::markup::{Rendered, Titles, render};
use kzq_edit::credit::{Likeness, likeness};

/// What a page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A person, with other names, as far as they are certain.
    Person { name: String, aliases: Vec<String> },
    /// A person whose name is not certain.
    UncertainPerson,
    /// A theme or a work: the speakers are named below the quotations.
    Theme,
    /// Neither is certain.
    Unclear,
}

/// What a page says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) subject: Subject,
    /// What is not certain about it.
    pub(super) doubt: Option<String>,
}

/// Words of the categories of persons, in lower case.
const PERSONS: &[&str] = &[
    "births",
    "deaths",
    "people",
    "person",
    "persons",
    "naissance",
    "décès",
    "geboren",
    "gestorben",
    "nacidos",
    "nati",
];

/// Words of the categories of what is not a person, in lower case.
const NO_PERSONS: &[&str] = &[
    "bands",
    "books",
    "comics",
    "concepts",
    "documents",
    "emotions",
    "fictional",
    "films",
    "games",
    "groups",
    "lists",
    "magazines",
    "movies",
    "musicals",
    "novels",
    "organizations",
    "organisations",
    "plays",
    "proverbs",
    "series",
    "shows",
    "songs",
    "television",
    "themes",
    "topics",
    "virtues",
    "wars",
    "works",
];

/// Words between the years of a life, in lower case.
const LIFE: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "born",
    "died",
    "bc",
    "bce",
    "c.",
    "ca.",
    "circa",
];

/// Words that begin a title and no given name.
const ARTICLES: &[&str] = &["a", "an", "das", "der", "die", "el", "il", "l'", "la", "las", "le", "les", "los", "the"];

/// What the years after a name look like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Life {
    #[default]
    None,
    /// Two years, which a series has as well.
    Years,
    /// Days, or words such as “born”.
    Certain,
}

/// What was found in a page.
#[derive(Debug, Default)]
struct Found {
    bold: Option<String>,
    life: Life,
    sort_key: Option<String>,
    is_person: bool,
    is_no_person: bool,
    /// How many lines below quotations begin with a link to a name, and how many there are.
    linked: usize,
    credits: usize,
}

impl Page {
    /// Finds out what a page is about. `file` is the name of the file.
    pub(super) fn of(text: &str, file: &str) -> Self {
        let found = Found::in_page(text);
        let has_life = found.life != Life::None;
        let sorted = found.sort_key.as_deref().and_then(turned);
        let is_sorted = sorted.is_some() && found.bold.is_some();
        let is_person = found.is_person || (!found.is_no_person && (has_life || is_sorted));
        if !is_person {
            let is_theme = found.is_no_person || found.credits > 0 && found.linked * 2 >= found.credits;
            let doubt =
                "it is not clear whether the page is about a person; the speaker is left unknown where nobody is named";
            return Self {
                subject: if is_theme { Subject::Theme } else { Subject::Unclear },
                doubt: (!is_theme).then(|| doubt.to_owned()),
            };
        }
        let is_certain = found.is_person || found.life == Life::Certain;
        let unsure = (!is_certain).then(|| "that the page is about a person is not certain".to_owned());
        match found.name(sorted, &stem(file)) {
            Ok((name, aliases, doubt)) => Self { subject: Subject::Person { name, aliases }, doubt: doubt.or(unsure) },
            Err(doubt) => Self { subject: Subject::UncertainPerson, doubt: Some(doubt) },
        }
    }

    /// What to say of the page.
    pub(super) fn describe(&self) -> String {
        match &self.subject {
            Subject::Person { name, .. } => format!("a page about {name}, a person"),
            Subject::UncertainPerson => "a page about a person; `--speaker` gives the name".to_owned(),
            Subject::Theme => "a page about a theme: speakers by the lines below the quotations".to_owned(),
            Subject::Unclear => {
                "a page about a person or a theme; if it is a person, `--speaker` gives the name".to_owned()
            }
        }
    }
}

impl Found {
    fn in_page(text: &str) -> Self {
        let mut found = Self::default();
        let mut is_intro = true;
        for line in lines(text) {
            let text = line.text.trim();
            if text.starts_with("==") {
                is_intro = false;
            }
            if let Some(credit) = text.strip_prefix("**").filter(|rest| !rest.starts_with(['*', ':', '#'])) {
                found.credits += 1;
                found.linked += usize::from(is_linked(credit));
            }
            if text.contains("[[") && text.contains(':') {
                found.categories(text);
            }
            if let Some((_, rest)) = text.split_once("{{DEFAULTSORT:") {
                found.sort_key = rest.split_once("}}").map(|(key, _)| key.trim().to_owned());
            }
            let is_words = !text.starts_with(['*', '#', ':', '{', '=', '|', '!']);
            if is_intro && is_words && found.bold.is_none() && text.contains("'''") {
                found.intro(text);
            }
        }
        found
    }

    fn intro(&mut self, text: &str) {
        let Rendered { text, bold: Some(bold), .. } = render(text, Titles::Plain) else { return };
        let after = text.split_once(bold.as_str()).map_or("", |(_, after)| after);
        self.life = life(after);
        self.bold =
            Some(bold.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '"' | '“' | '”')).to_owned());
    }

    fn categories(&mut self, text: &str) {
        for link in text.split("[[").skip(1) {
            let Some((space, name)) = link.split(['|', ']']).next().and_then(|link| link.split_once(':')) else {
                continue;
            };
            if !["category", "kategorie", "catégorie", "categoría", "categoria"]
                .contains(&space.trim().to_lowercase().as_str())
            {
                continue;
            }
            let name = name.to_lowercase();
            let has = |words: &[&str]| name.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word));
            self.is_person |= has(PERSONS) && !has(NO_PERSONS);
            self.is_no_person |= has(NO_PERSONS);
        }
    }

    /// The name of the person, other names, and what is not certain.
    fn name(self, sorted: Option<String>, stem: &str) -> Result<(String, Vec<String>, Option<String>), String> {
        let file = Some(stem).filter(|stem| likeness(stem) != Likeness::No);
        let sorted = sorted.or(self.sort_key);
        match (self.bold, sorted) {
            (Some(bold), Some(sorted)) if is_same(&bold, &sorted) => Ok((bold, Vec::new(), None)),
            // The bold name is the full one: “Sir Winston Leonard Spencer Churchill”.
            (Some(bold), Some(sorted)) if is_within(&sorted, &bold) => {
                let name = file.filter(|file| is_same(file, &sorted)).map_or(sorted, str::to_owned);
                Ok((name, vec![bold], None))
            }
            (Some(bold), _) if file.is_some_and(|file| is_same(file, &bold)) => Ok((bold, Vec::new(), None)),
            (Some(bold), Some(sorted)) => {
                Err(format!("the page calls its subject “{bold}” and “{sorted}”; the speaker is left unknown"))
            }
            (Some(bold), None) => match file.filter(|file| file.contains(' ') && is_within(file, &bold)) {
                Some(file) => Ok((file.to_owned(), vec![bold], None)),
                None => Ok((bold, Vec::new(), None)),
            },
            (None, Some(sorted)) if likeness(&sorted) != Likeness::No => {
                let name = file.filter(|file| is_same(file, &sorted)).map_or(sorted, str::to_owned);
                Ok((name, Vec::new(), None))
            }
            (None, _) => match file.filter(|file| likeness(file) == Likeness::Certain) {
                Some(file) => {
                    Ok((file.to_owned(), Vec::new(), Some("the name of the speaker is that of the file".to_owned())))
                }
                None => Err("the page does not name the person; the speaker is left unknown".to_owned()),
            },
        }
    }
}

/// Whether a line begins with a link to what may be a name.
fn is_linked(credit: &str) -> bool {
    let link = credit.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '[').strip_prefix("[[");
    let target = link.and_then(|link| link.split(['|', ']']).next()).unwrap_or_default();
    likeness(target.rsplit(':').next().unwrap_or_default()) != Likeness::No
}

/// What the brackets after a name say.
fn life(after: &str) -> Life {
    let Some((before, rest)) = after.split_once('(') else { return Life::None };
    if before.chars().count() > 80 {
        return Life::None;
    }
    let inside = rest.split(')').next().unwrap_or_default().to_lowercase();
    let years = inside.split(|c: char| !c.is_ascii_digit()).filter(|digits| matches!(digits.len(), 3 | 4)).count();
    let has_word = inside.split([' ', ',', ';', '–', '-', '\u{a0}']).any(|word| LIFE.contains(&word));
    let is_range = inside.contains(['–', '-', '—', '†']);
    match (years, has_word) {
        (0, false) => Life::None,
        (_, true) if years > 0 || is_range => Life::Certain,
        (2.., _) if is_range => Life::Years,
        _ => Life::None,
    }
}

/// The name that a key for sorting is: `Austen, Jane` → `Jane Austen`.
fn turned(key: &str) -> Option<String> {
    let (family, given) = key.split_once(',')?;
    let (family, given) = (family.trim(), given.trim());
    let is_article = ARTICLES.contains(&given.to_lowercase().as_str());
    (!is_article && !family.is_empty() && !given.is_empty() && !given.contains(','))
        .then(|| format!("{given} {family}"))
}

/// The name of a file without its ending, as the name of a page.
fn stem(file: &str) -> String {
    let stem = file
        .rsplit_once('.')
        .filter(|(_, ending)| ending.len() <= 9 && !ending.contains(' '))
        .map_or(file, |(stem, _)| stem);
    stem.replace('_', " ").trim().to_owned()
}

fn words(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| fold(&word.to_lowercase())).collect()
}

fn is_same(first: &str, second: &str) -> bool {
    words(first) == words(second)
}

/// Whether a name has all words of another.
fn is_within(short: &str, long: &str) -> bool {
    let (short, long) = (words(short), words(long));
    !short.is_empty() && short.iter().all(|word| long.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> Subject {
        Subject::Person { name: name.to_owned(), aliases: Vec::new() }
    }

    #[test]
    fn pages_about_people_are_recognised() {
        for (file, text, expected, has_doubt) in [
            (
                "x",
                "'''Jane Austen''' ([[16 December]] [[1775]] – 18 July 1817) was a novelist.",
                person("Jane Austen"),
                false,
            ),
            ("x", "'''[[w:Plato|Plato]]''' (c. 428 BC – 348 BC) was", person("Plato"), false),
            ("x", "'''Bo Lee''' (born 5 May 1950) is", person("Bo Lee"), false),
            ("x", "'''Jane Austen''' was\n== Quotes ==\n[[Category:1775 births]]", person("Jane Austen"), false),
            (
                "x",
                "'''Sir Bo Albert Lee''' (5 May 1900 – 1980)\n{{DEFAULTSORT:Lee, Bo}}",
                Subject::Person { name: "Bo Lee".to_owned(), aliases: vec!["Sir Bo Albert Lee".to_owned()] },
                false,
            ),
            ("x", "'''Émile Zola''' (1 May 1840 – 1902)\n{{DEFAULTSORT:Zola, Emile}}", person("Émile Zola"), false),
            ("Jane_Austen.wiki", "[[Category:English people]]", person("Jane Austen"), true),
            ("x", "{{DEFAULTSORT:Austen, Jane}}\n[[Category:English people]]", person("Jane Austen"), false),
            // Uncertain.
            ("x", "'''Bo Lee''' (1900–1980) was", person("Bo Lee"), true),
            ("x", "'''Bo Lee''' was\n{{DEFAULTSORT:Lee, Bo}}", person("Bo Lee"), true),
            ("x", "'''Boz''' (7 May 1812 – 1870)\n{{DEFAULTSORT:Dickens, Charles}}", Subject::UncertainPerson, true),
            ("x", "[[Category:English people]]", Subject::UncertainPerson, true),
            // Not about people.
            ("x", "'''The Talk''' (1990–2004) was\n[[Category:Television shows]]", Subject::Theme, false),
            ("x", "'''The Walk''' is a film\n{{DEFAULTSORT:Walk, The}}", Subject::Unclear, true),
            ("x", "'''Love''' is\n[[Category:Themes]]", Subject::Theme, false),
            ("x", "'''Love''' is\n* w\n** [[Jane Austen]], ''Emma''\n", Subject::Theme, false),
            ("x", "'''Love''' is\n* w\n** somewhere\n", Subject::Unclear, true),
        ] {
            let page = Page::of(text, file);
            assert_eq!((page.subject, page.doubt.is_some()), (expected, has_doubt), "{text}");
        }
    }
}
