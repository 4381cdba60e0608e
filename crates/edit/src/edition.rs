//! Which edition of a work a source is: sources of one title and the same authors may be from different years or houses.

use crate::draft::SourceDraft;
use kzq_text::fold::{fold, words};

/// What distinguishes the editions of a work, in a form to be compared. A source may lack any of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Edition([Option<String>; FACTS.len()]);

/// One of the sources of a work.
pub(crate) struct SourceOfWork {
    pub(crate) id: String,
    pub(crate) edition: Edition,
    /// The number of its row among the new ones; `None` if the collection has it already.
    pub(crate) row: Option<usize>,
}

/// A field of a source that distinguishes editions.
struct Fact {
    /// Its name in a collection.
    field: &'static str,
    of: fn(&SourceDraft) -> &Option<String>,
}

const fn fact(field: &'static str, of: fn(&SourceDraft) -> &Option<String>) -> Fact {
    Fact { field, of }
}

/// The field with the date of the work.
const DATE: &str = "date";

/// The fields that distinguish editions.
const FACTS: [Fact; 10] = [
    fact(DATE, |source| &source.date),
    fact("url", |source| &source.url),
    fact("publisher", |source| &source.publisher),
    fact("container", |source| &source.container),
    fact("edition", |source| &source.edition),
    fact("volume", |source| &source.volume),
    fact("issue", |source| &source.issue),
    fact("pages", |source| &source.pages),
    fact("isbn", |source| &source.isbn),
    fact("doi", |source| &source.doi),
];

impl Fact {
    /// What a field says, in a form to be compared; `None` if it says nothing.
    fn comparable(&self, text: &str) -> Option<String> {
        match (self.field, text) {
            (_, "") => None,
            (DATE, date) => Some(date.to_owned()),
            ("url", url) => Some(url_key(url).to_owned()),
            (_, text) => Some(text_key(text)),
        }
    }

    /// The name of the custom field for it: the date of an entry is when the words were said.
    fn custom_name(&self) -> &'static str {
        if self.field == DATE { "published" } else { self.field }
    }
}

impl Edition {
    pub(crate) fn of(source: &SourceDraft) -> Self {
        Self(FACTS.each_ref().map(|fact| fact.comparable((fact.of)(source).as_deref()?)))
    }

    /// The edition of a source in a collection, by the texts of its fields.
    pub(crate) fn of_fields(text: impl Fn(&str) -> Option<String>) -> Self {
        Self(FACTS.each_ref().map(|fact| fact.comparable(&text(fact.field)?)))
    }

    /// Whether nothing that both have differs. A year agrees with a day in it.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        let within = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with('-'));
        FACTS.iter().zip(self.0.iter().zip(&other.0)).all(|(fact, pair)| match pair {
            (Some(own), Some(other)) => {
                own == other || fact.field == DATE && (within(own, other) || within(other, own))
            }
            _ => true,
        })
    }

    /// Returns the number of the edition that is meant: the same one, or the only one that agrees.
    pub(crate) fn choose<'e>(&self, editions: impl Iterator<Item = &'e Self> + Clone) -> Option<usize> {
        let same = editions.clone().position(|edition| edition == self);
        let mut agreeing = editions.enumerate().filter(|(_, edition)| edition.agrees(self)).map(|(at, _)| at);
        same.or_else(|| agreeing.next().filter(|_| agreeing.next().is_none()))
    }

    /// Returns what a source says that this edition lacks, by the names of custom fields.
    pub(crate) fn lacking<'s>(&self, source: &'s SourceDraft) -> impl Iterator<Item = (&'static str, &'s str)> {
        let lacking = FACTS.iter().zip(&self.0).filter(|(_, own)| own.is_none());
        lacking.filter_map(|(fact, _)| Some((fact.custom_name(), (fact.of)(source).as_deref()?)))
    }

    /// A key that only the same edition has.
    pub(crate) fn key(&self) -> String {
        self.0.each_ref().map(|fact| fact.as_deref().unwrap_or_default()).join("\0")
    }
}

/// Adds to a source what another description of it says.
pub(crate) fn complete(source: &mut SourceDraft, other: &SourceDraft) {
    // If two dates agree, the longer one is more precise.
    let length = |date: &Option<String>| date.as_ref().map_or(0, String::len);
    if length(&other.date) > length(&source.date) {
        source.date.clone_from(&other.date);
    }
    for (own, other) in [
        (&mut source.url, &other.url),
        (&mut source.publisher, &other.publisher),
        (&mut source.container, &other.container),
        (&mut source.place, &other.place),
        (&mut source.accessed, &other.accessed),
        (&mut source.edition, &other.edition),
        (&mut source.volume, &other.volume),
        (&mut source.issue, &other.issue),
        (&mut source.pages, &other.pages),
        (&mut source.isbn, &other.isbn),
        (&mut source.doi, &other.doi),
        (&mut source.note, &other.note),
        (&mut source.archived, &other.archived),
        (&mut source.text, &other.text),
    ] {
        if own.is_none() {
            own.clone_from(other);
        }
    }
    for (own, other) in [(&mut source.translators, &other.translators), (&mut source.editors, &other.editors)] {
        if own.is_empty() {
            own.clone_from(other);
        }
    }
}

/// A text without case, accents, blanks and punctuation, unless it is nothing else.
fn text_key(text: &str) -> String {
    let key: String = words(text).map(|(_, word)| fold(word)).collect();
    if key.is_empty() { fold(text) } else { key }
}

/// An address without what makes no difference to the document: the scheme, a slash at the end, a text fragment.
fn url_key(url: &str) -> &str {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    url.split("#:~:").next().unwrap_or_default().trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_differ_where_they_contradict_each_other() {
        let edition = |[date, url, publisher]: [&str; 3]| {
            Edition::of(&SourceDraft {
                date: Some(date.into()),
                url: Some(url.into()),
                publisher: Some(publisher.into()),
                ..SourceDraft::default()
            })
        };
        for (one, other, expected) in [
            (["2019", "", "Acme"], ["2019", "", "ACME"], true),
            (["2019", "", "Acme"], ["2020", "", "Acme"], false),
            (["2019", "", "Acme"], ["2019", "", "Beta"], false),
            (["2019", "", ""], ["", "", "Acme"], true),
            (["2019", "", ""], ["2019-05-01", "", ""], true),
            (["2019-05", "", ""], ["2019-06", "", ""], false),
            (["201", "", ""], ["2019", "", ""], false),
            (["", "http://a.example/b/", ""], ["", "https://a.example/b#:~:text=words", ""], true),
            (["", "https://a.example/b", ""], ["", "https://a.example/c", ""], false),
        ] {
            assert_eq!(edition(one).agrees(&edition(other)), expected, "{one:?}, {other:?}");
            assert_eq!(edition(other).agrees(&edition(one)), expected, "{other:?}, {one:?}");
        }
    }
}
