//! What the formats of reading applications share: books with their authors, and what the user should look at.

use kzq_corpus::{Certainty, Date, SourceKind};
use kzq_edit::{SourceDraft, SourceReference, SpeakerReference};
use kzq_text::marks::{is_corner_bracket, is_double_quote};
use kzq_text::organisations::is_clear_legal_form;
use kzq_text::persons;

use crate::item::{Imported, ImportedSource};

/// Words in place of a name where the author is unknown, in lower case.
const NOBODY: &[&str] = &["unknown", "unknown author", "n/a", "anonymous author", "unbekannt", "auteur inconnu"];

/// The doubt about words that quote somebody.
pub(crate) const QUOTES_SOMEBODY: &str = "has a quotation inside, perhaps of somebody other than the author";

/// The authors of a work, as far as they are clear.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Authors {
    /// The names in natural order.
    pub(crate) names: Vec<String>,
    /// Why none of them can be taken for the speaker.
    pub(crate) doubt: Option<String>,
}

impl Authors {
    /// Reads names that are separated by semicolons, each possibly with the family name first:
    /// `Austen, Jane; Bell, Currer`.
    pub(crate) fn inverted(text: &str) -> Self {
        let mut authors = Self::default();
        for name in text.split([';', '/', '\n']).map(squeeze).filter(|name| is_name(name)) {
            if is_site(&name) {
                authors.doubt = Some(format!("“{name}” is a site, not an author"));
                continue;
            }
            let natural = natural(&name);
            if natural.is_none() {
                authors.doubt = Some(format!("“{name}” may be one author or two"));
            }
            authors.names.push(natural.unwrap_or(name));
        }
        authors
    }

    /// Reads names in natural order that are separated by commas, `and` or line breaks: `Jane Austen, Currer Bell`.
    pub(crate) fn listed(text: &str) -> Self {
        let text = text.replace(" and ", ",").replace(" & ", ",");
        let mut authors = Self::default();
        for name in text.split([',', ';', '\n']).map(squeeze).filter(|name| is_name(name)) {
            match authors.names.last_mut() {
                Some(last) if is_ending(&name) => *last = format!("{last}, {name}"),
                _ if is_site(&name) => authors.doubt = Some(format!("“{name}” is a site, not an author")),
                _ => authors.names.push(name),
            }
        }
        let whole = squeeze(&text.replace(',', ", "));
        if authors.names.len() == 2 && authors.names.iter().any(|name| !name.contains(' ')) {
            authors.doubt = Some(format!("“{whole}” may be one author or two"));
        }
        authors
    }
}

/// Notes that a list of a source's authors, editors or translators is not complete; `role` is what they are.
pub(crate) fn add_others(source: &mut ImportedSource, role: &str) {
    source.doubts.push(format!("the file names only some of the {role}s (“and others”); citations have only these"));
    let notes: Vec<String> = source.draft.note.take().into_iter().chain([format!("and other {role}s")]).collect();
    source.draft.note = Some(notes.join("\n\n"));
}

/// A work from which highlights are taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Work {
    /// The source, with the authors.
    pub(crate) source: SourceDraft,
    /// Why the author cannot be taken for the speaker.
    doubt: Option<String>,
}

impl Work {
    /// A work of a kind with a title, which may be empty.
    pub(crate) fn new(kind: SourceKind, title: &str, authors: Authors) -> Self {
        let doubt = authors.doubt.or_else(|| (authors.names.len() > 1).then(|| "the work has several authors".into()));
        Self {
            source: SourceDraft { kind, title: squeeze(title), authors: authors.names, ..Default::default() },
            doubt,
        }
    }

    /// Gives an entry this work as its source, and the author as its speaker if there is exactly one.
    pub(crate) fn attribute(&self, entry: &mut Imported) {
        if !self.source.title.is_empty() {
            entry.draft.source = Some(SourceReference::Described(Box::new(self.source.clone())));
        }
        match (&self.doubt, self.source.authors.as_slice()) {
            (Some(doubt), _) => entry.doubts.push(format!("{doubt}: the speaker is left unknown")),
            (None, [author]) => entry.draft.speaker = Some(SpeakerReference::named(author)),
            (None, _) => {}
        }
        if quotes_somebody(&entry.draft.text) {
            entry.doubts.push(QUOTES_SOMEBODY.to_owned());
        }
    }
}

/// A text in one line, with single blanks.
pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds a custom field unless its value is empty.
pub(crate) fn add_extra(entry: &mut Imported, name: &str, value: &str) {
    let value = value.trim();
    if !value.is_empty() {
        entry.draft.extra.push((name.to_owned(), value.to_owned()));
    }
}

/// A text without blanks around it, unless it is empty.
pub(crate) fn non_empty(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The date with these numbers; without the day, or the month and the day, if there is no such date.
pub(crate) fn date_of(year: i64, month: Option<i64>, day: Option<i64>, certainty: Certainty) -> Option<Date> {
    let (before, after) = match certainty {
        Certainty::Sure => ("", ""),
        Certainty::Circa => ("c. ", ""),
        Certainty::Doubtful => ("", "?"),
    };
    let year = if year < 0 { year.to_string() } else { format!("{year:04}") };
    let part = |number: Option<i64>| number.map(|number| format!("-{number:02}"));
    let month = part(month);
    let day = month.as_ref().and_then(|month| Some(format!("{month}{}", part(day)?)));
    let mut parts = day.into_iter().chain(month).chain([String::new()]);
    parts.find_map(|part| format!("{before}{year}{part}{after}").parse().ok())
}

/// The title that the name of a file suggests: `/books/Emma.kepub.epub` → `Emma`.
pub(crate) fn file_title(path: &str) -> Option<String> {
    const EXTENSIONS: &[&str] =
        &[".kepub", ".epub", ".pdf", ".mobi", ".azw3", ".fb2", ".txt", ".djvu", ".html", ".cbz"];
    let mut name = path.rsplit(['/', '\\']).next()?;
    while let Some(extension) = EXTENSIONS.iter().find(|extension| name.to_lowercase().ends_with(**extension)) {
        name = name.get(..name.len() - extension.len())?;
    }
    non_empty(name)
}

/// Whether a name is given, and not a word for none.
fn is_name(name: &str) -> bool {
    name.chars().any(char::is_alphanumeric) && !NOBODY.contains(&name.to_lowercase().as_str())
}

/// Whether a name is the address of a site: `example.org`.
pub(crate) fn is_site(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(host, domain)| {
        host.len() > 1
            && domain.len() > 1
            && domain.chars().all(|c| c.is_ascii_lowercase())
            && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
    })
}

/// Whether what follows a comma belongs to the name before it.
fn is_ending(part: &str) -> bool {
    persons::suffix(part).is_some() || is_clear_legal_form(part) || part.eq_ignore_ascii_case("s.a.")
}

/// A name in natural order: `Austen, Jane` → `Jane Austen`; `None` if a comma might separate two names.
fn natural(name: &str) -> Option<String> {
    let parts: Vec<&str> = name.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [] => None,
        [name] => Some((*name).to_owned()),
        [_, ending] if is_ending(ending) => Some(name.to_owned()),
        [family, given] if might_be_two(family, given) => None,
        [family, given] => Some(format!("{given} {family}")),
        [family, given, ending] if is_ending(ending) => Some(format!("{given} {family}, {ending}")),
        _ => None,
    }
}

/// Whether both sides of a comma look like a whole name: `Ann Lee, Bo Kim`, but not `García Márquez, Gabriel`.
fn might_be_two(first: &str, second: &str) -> bool {
    let words = |name: &str| name.split_whitespace().filter(|word| !word.ends_with('.') && word.len() > 1).count();
    let particle =
        first.split_whitespace().next().is_some_and(|word| persons::is_particle_of_name(&word.to_lowercase()));
    let is_lower = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    !particle && words(first) > 1 && words(second) > 1 && !second.split_whitespace().any(is_lower)
}

/// Whether a text has a quotation inside: double marks that are not just around the whole of it or around one word.
pub(crate) fn quotes_somebody(text: &str) -> bool {
    let is_mark = |c: char| is_double_quote(c) || is_corner_bracket(c);
    let text = text.trim();
    let inner = text.strip_prefix(is_mark).and_then(|text| text.strip_suffix(is_mark));
    let mut rest = inner.filter(|inner| !inner.contains(is_mark)).map_or(text, |_| "");
    while let Some(at) = rest.find(is_mark) {
        let (before, from) = rest.split_at(at);
        let mark = from.chars().next().unwrap_or_default();
        rest = &from[mark.len_utf8()..];
        // A measure: 6".
        if matches!(mark, '"' | '″' | '”') && before.ends_with(|c: char| c.is_ascii_digit()) && !rest.contains(is_mark)
        {
            continue;
        }
        match rest.find(is_mark).map(|end| rest.split_at(end)) {
            Some((word, after)) if is_word(word) => {
                rest = &after[after.chars().next().map_or(0, char::len_utf8)..];
            }
            _ => return true,
        }
    }
    false
}

/// Whether a text is one word, which may be in marks without being anybody's: “profits”, but not “Yes,”.
fn is_word(text: &str) -> bool {
    let is_part = |c: char| !c.is_whitespace() && c < '\u{2e80}';
    text.chars().all(is_part) && text.ends_with(char::is_alphanumeric)
}
