//! Sources as `BibTeX` or `BibLaTeX`. Annotations and abstracts are notes, not quotations.

mod latex;
mod parser;

use std::collections::HashMap;

use kzq_corpus::{Date, SourceKind};
use kzq_edit::SourceDraft;
use kzq_text::persons;
use kzq_text::steps::count;

use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{ImportedSource, Item, Sink, Skipped};
use crate::reading::{add_others, date_of, non_empty, squeeze};
use parser::{MONTHS, Record};

/// The row of the format.
pub(super) const FORMAT: Format = Format { name: "bibtex", about: "sources as BibTeX or BibLaTeX", sniff, read };

/// Types of records, and the kinds of source that they are.
const TYPES: &[(&str, SourceKind)] = &[
    ("article", SourceKind::Article),
    ("suppperiodical", SourceKind::Article),
    ("review", SourceKind::Article),
    ("inproceedings", SourceKind::Article),
    ("conference", SourceKind::Article),
    ("inreference", SourceKind::Article),
    ("book", SourceKind::Book),
    ("mvbook", SourceKind::Book),
    ("inbook", SourceKind::Book),
    ("bookinbook", SourceKind::Book),
    ("suppbook", SourceKind::Book),
    ("booklet", SourceKind::Book),
    ("collection", SourceKind::Book),
    ("mvcollection", SourceKind::Book),
    ("incollection", SourceKind::Book),
    ("reference", SourceKind::Book),
    ("proceedings", SourceKind::Book),
    ("phdthesis", SourceKind::Document),
    ("mastersthesis", SourceKind::Document),
    ("thesis", SourceKind::Document),
    ("techreport", SourceKind::Document),
    ("report", SourceKind::Document),
    ("manual", SourceKind::Document),
    ("unpublished", SourceKind::Document),
    ("letter", SourceKind::Document),
    ("legislation", SourceKind::Document),
    ("online", SourceKind::Web),
    ("electronic", SourceKind::Web),
    ("www", SourceKind::Web),
    ("video", SourceKind::Broadcast),
    ("movie", SourceKind::Broadcast),
    ("audio", SourceKind::Broadcast),
    ("periodical", SourceKind::Other),
    ("misc", SourceKind::Other),
    ("dataset", SourceKind::Other),
    ("software", SourceKind::Other),
    ("artwork", SourceKind::Other),
];

fn kind(name: &str) -> Option<SourceKind> {
    TYPES.iter().find(|row| row.0 == name).map(|row| row.1)
}

fn sniff(input: &Input<'_>) -> Option<String> {
    // Before the first entry there are only comments.
    let is_comment = |line: &&str| line.trim().is_empty() || line.starts_with('%');
    let line = input.text.lines().find(|line| !is_comment(line))?.trim().strip_prefix('@')?;
    let (name, _) = line.split_once(['{', '('])?;
    let name = name.trim().to_lowercase();
    let is_entry = kind(&name).is_some() || ["string", "comment", "preamble"].contains(&name.as_str());
    is_entry.then(|| format!("begins with `@{name}{{`"))
}

fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let records = parser::records(input.text);
    if records.is_empty() {
        return Err(ReadError::of_file("no record such as `@book{key, title = {…}}` found"));
    }
    let by_key: HashMap<&str, &Record> = records.iter().flatten().map(|record| (record.key.as_str(), record)).collect();
    for record in &records {
        let item = match record {
            Err(line) => Err((*line, "a malformed BibTeX record")),
            Ok(record) => imported(record, &by_key).ok_or((record.line, "a source without a title")),
        };
        let item = item.map_or_else(|(line, reason)| Item::Skipped(Skipped { line, reason }), Item::Source);
        if !sink.accept(item) {
            break;
        }
    }
    Ok(())
}

fn imported(record: &Record, by_key: &HashMap<&str, &Record>) -> Option<ImportedSource> {
    let draft = source(record, by_key)?;
    let mut imported = ImportedSource { line: record.line, draft, doubts: Vec::new() };
    for role in ["author", "editor", "translator"] {
        if record.fields.get(role).is_some_and(|list| persons::without_others(&squeeze(list)).is_some()) {
            add_others(&mut imported, role);
        }
    }
    Some(imported)
}

fn source(record: &Record, by_key: &HashMap<&str, &Record>) -> Option<SourceDraft> {
    // A part of a book may leave it to the record of the book to describe that.
    let parent = record.fields.get("crossref").and_then(|key| by_key.get(key.trim()));
    let own = |name: &str| record.fields.get(name).map(String::as_str);
    let inherited = |name: &str| parent.and_then(|parent| parent.fields.get(name)).map(String::as_str);
    let field = |names: &[&str]| {
        let value = names.iter().find_map(|name| own(name)).or_else(|| names.iter().find_map(|name| inherited(name)));
        value.and_then(|value| non_empty(&latex::plain(value)))
    };
    let persons = |name: &str| own(name).map(names).unwrap_or_default();
    let mut editors = persons("editor");
    if editors.is_empty() && parent.is_some() {
        editors = inherited("editor").map(names).unwrap_or_default();
    }
    let title = own("title").and_then(|title| non_empty(&latex::plain(title)))?;
    let subtitle = own("subtitle").and_then(|title| non_empty(&latex::plain(title)));
    let date = date([&["date", "year"][..], &["month"], &["day"]].map(&field));
    let (published_at, published) = match own("howpublished") {
        Some(value) if is_address(value) => (address(value), None),
        _ => (None, field(&["howpublished"])),
    };
    let (genre, published_by) = published.map_or((None, None), |published| without_genre(&published));
    let url = own("url").or_else(|| inherited("url")).and_then(address).or(published_at);
    let kind = match (kind(&record.kind).unwrap_or_default(), &url) {
        (SourceKind::Other, _) if genre.is_some() => genre.unwrap_or_default(),
        (SourceKind::Other, Some(_)) if record.kind == "misc" => SourceKind::Web,
        (kind, _) => kind,
    };
    let mut notes: Vec<String> = ["note", "annote", "annotation", "comment", "review", "abstract"]
        .iter()
        .filter_map(|name| own(name).and_then(|note| non_empty(&latex::plain(note))))
        .collect();
    let given_date = field(&["date", "year"]);
    notes.extend(given_date.filter(|_| date.is_none()).map(|given| format!("dated “{given}”")));
    Some(SourceDraft {
        id: non_empty(&record.key),
        kind,
        authors: persons("author"),
        title: subtitle.map_or_else(|| title.clone(), |subtitle| format!("{title}: {subtitle}")),
        container: field(&["journal", "journaltitle", "booktitle", "maintitle"])
            .or_else(|| inherited("title").and_then(|title| non_empty(&latex::plain(title)))),
        publisher: field(&["publisher", "school", "institution", "organization"]).or(published_by),
        place: field(&["address", "location"]),
        date,
        url,
        accessed: field(&["urldate"]).and_then(|date| date.parse::<Date>().ok()).map(|date| date.to_string()),
        translators: persons("translator"),
        editors,
        edition: field(&["edition"]),
        volume: field(&["volume"]),
        issue: field(&["number", "issue"]),
        pages: own("pages")
            .and_then(|pages| non_empty(&latex::plain(pages)))
            .map(|pages| pages.replace(['–', '—'], "-")),
        isbn: field(&["isbn"]),
        doi: own("doi").and_then(|doi| address(doi.trim_start_matches("https://doi.org/"))),
        note: non_empty(&notes.join("\n\n")),
        archived: own("archived").and_then(address),
        text: None,
        reports: Vec::new(),
    })
}

/// The kind of source whose genre, as `kzq export` gives it, begins how a record was published, and what follows it.
fn without_genre(published: &str) -> (Option<SourceKind>, Option<String>) {
    const GENRES: [(&str, SourceKind); 3] =
        [("Interview", SourceKind::Broadcast), ("Broadcast", SourceKind::Broadcast), ("Speech", SourceKind::Speech)];
    let (first, rest) = published.split_once(", ").unwrap_or((published, ""));
    match GENRES.iter().find(|(genre, _)| *genre == first) {
        Some((_, kind)) => (Some(*kind), non_empty(rest)),
        None => (None, Some(published.to_owned())),
    }
}

/// Whether the value of a field is an address and nothing else.
fn is_address(value: &str) -> bool {
    let value = value.trim();
    value.starts_with("\\url") || (value.contains("://") && !value.contains(char::is_whitespace))
}

/// An address, in which only some characters may be escaped: a tilde is one.
fn address(value: &str) -> Option<String> {
    let value = value.trim().strip_prefix("\\url").unwrap_or(value);
    let escapes = [("\\_", "_"), ("\\%", "%"), ("\\#", "#"), ("\\&", "&"), ("\\~{}", "~"), ("{", ""), ("}", "")];
    non_empty(&escapes.iter().fold(value.to_owned(), |value, (from, to)| value.replace(from, to)))
}

/// The date from a field of `BibLaTeX`, or from a year, a month and a day. Of a range, the beginning.
fn date([date, month, day]: [Option<String>; 3]) -> Option<String> {
    // A year that is not sure is in brackets.
    let date = date?.split('/').next()?.trim().trim_matches(['[', ']']).to_owned();
    let date = Date::from_words(&date).ok()?;
    let month = month.and_then(|month| {
        let name = month.to_lowercase();
        let named = (1..).zip(MONTHS).find(|(_, prefix)| name.starts_with(prefix)).map(|(number, _)| number);
        named.or_else(|| month.parse().ok())
    });
    let whole = match date.month() {
        Some(_) => None,
        None => date_of(date.year().into(), month, day.and_then(|day| day.parse().ok()), date.certainty()),
    };
    Some(whole.unwrap_or(date).to_string())
}

/// The names of a list, in natural order: `Austen, Jane and {The Society} and others`.
fn names(list: &str) -> Vec<String> {
    let mut names = Vec::new();
    count(list.len());
    let list = squeeze(list);
    for name in split(persons::without_others(&list).unwrap_or(&list), " and ") {
        let parts: Vec<String> = split(name, ",").iter().map(|part| latex::plain(part)).collect();
        let name = match parts.as_slice() {
            [family, given] => format!("{given} {family}"),
            [family, suffix, given] => format!("{given} {family}, {suffix}"),
            _ => latex::plain(name),
        };
        names.extend(non_empty(&name).filter(|name| !persons::is_others(name)));
    }
    names
}

/// Splits a text at a separator outside braces. A character after a backslash is not part of one.
fn split<'t>(text: &'t str, separator: &str) -> Vec<&'t str> {
    let (mut parts, mut depth, mut start, mut at) = (Vec::new(), 0_i32, 0, 0);
    while let Some(c) = text[at..].chars().next() {
        count(1);
        if depth == 0 && text[at..].starts_with(separator) {
            parts.push(text[start..at].trim());
            at += separator.len();
            start = at;
            continue;
        }
        at += c.len_utf8();
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            '\\' => at += text[at..].chars().next().map_or(0, char::len_utf8),
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts
}

#[cfg(test)]
mod tests {
    use kzq_text::steps::more_than_linear;

    use super::*;
    use crate::formats::tests::collect;

    fn one(record: &str) -> SourceDraft {
        let found = collect(&FORMAT, "s.bib", record.as_bytes());
        assert!(found.entries.is_empty());
        found.sources.into_iter().next().unwrap()
    }

    #[test]
    fn a_record_becomes_a_source() {
        let source = one(
            "@incollection{bell1846,\n  author = {Bell, Currer and {\\'E}mile van Gogh and {Barnes and Noble} and others},\n  \
             editor = \"King, Jr., Martin\", translator = {Lee, Ann},\n  title = {On {W}it}, subtitle = {A Letter},\n  \
             booktitle = {Essays \\& More}, publisher = {Murray}, address = {London}, year = 1846, month = dec,\n  \
             edition = {2}, volume = 3, number = {4}, pages = {12--19}, isbn = {1-2}, doi = {https://doi.org/10.1/a_b},\n  \
             url = {https://example.org/~a\\_b--c}, urldate = {2024-03-01}, annote = {Mine.}, abstract = {About.}\n}\n",
        );
        let expected = SourceDraft {
            id: Some("bell1846".into()),
            kind: SourceKind::Book,
            authors: vec!["Currer Bell".into(), "Émile van Gogh".into(), "Barnes and Noble".into()],
            title: "On Wit: A Letter".into(),
            container: Some("Essays & More".into()),
            publisher: Some("Murray".into()),
            place: Some("London".into()),
            date: Some("1846-12".into()),
            url: Some("https://example.org/~a_b--c".into()),
            accessed: Some("2024-03-01".into()),
            translators: vec!["Ann Lee".into()],
            editors: vec!["Martin King, Jr.".into()],
            edition: Some("2".into()),
            volume: Some("3".into()),
            issue: Some("4".into()),
            pages: Some("12-19".into()),
            isbn: Some("1-2".into()),
            doi: Some("10.1/a_b".into()),
            // Not quotations.
            note: Some("Mine.\n\nAbout.\n\nand other authors".into()),
            archived: None,
            text: None,
            reports: Vec::new(),
        };
        assert_eq!(source, expected);
    }

    #[test]
    fn dates_and_kinds_are_read() {
        for (record, date, kind) in [
            ("@book{k, title={T}, year={1815}}", Some("1815"), SourceKind::Book),
            ("@article{k, title={T}, year=2015, month={May}}", Some("2015-05"), SourceKind::Article),
            ("@online{k, title={T}, date={2015-05-29}}", Some("2015-05-29"), SourceKind::Web),
            ("@report{k, title={T}, date={2015-05/2016}}", Some("2015-05"), SourceKind::Document),
            ("@book{k, title={T}, year={2015}, month=may, day={29}}", Some("2015-05-29"), SourceKind::Book),
            ("@book{k, title={T}, year={2015}, month={5}, day={31st}}", Some("2015-05"), SourceKind::Book),
            ("@book{k, title={T}, year={2015}, month={spring}, day={2}}", Some("2015"), SourceKind::Book),
            ("@book{k, title={T}, year={44 BC}, month=mar, day=15}", Some("-44-03-15"), SourceKind::Book),
            ("@book{k, title={T}, year={ca. 180}}", Some("c. 180"), SourceKind::Book),
            ("@book{k, title={T}, year={[1843?]}, month=may}", Some("1843-05?"), SourceKind::Book),
            ("@misc{k, title={T}, url={https://example.org}}", None, SourceKind::Web),
            ("@misc{k, title={T}}", None, SourceKind::Other),
            ("@movie{k, title={T}}", None, SourceKind::Broadcast),
            ("@unheardof{k, title={T}}", None, SourceKind::Other),
        ] {
            let source = one(record);
            assert_eq!((source.date.as_deref(), source.kind), (date, kind), "{record}");
        }
        assert_eq!(one("@book{k, title={T}, year={forthcoming}}").note.as_deref(), Some("dated “forthcoming”"));
    }

    #[test]
    fn how_it_was_published_is_an_address_a_genre_or_a_publisher() {
        use SourceKind::{Broadcast, Other, Speech, Web};
        for (fields, kind, url, publisher) in [
            ("howpublished={Interview, The Show, TV}", Broadcast, None, Some("The Show, TV")),
            ("howpublished={Speech}, url={https://example.net/}", Speech, Some("https://example.net/"), None),
            ("howpublished={Leaflet}", Other, None, Some("Leaflet")),
            ("howpublished={Leaflet}, publisher={Murray}", Other, None, Some("Murray")),
            ("howpublished={\\url{https://example.org/a\\_b}}", Web, Some("https://example.org/a_b"), None),
            ("howpublished={https://example.org/}", Web, Some("https://example.org/"), None),
            ("howpublished={https://a.example/}, url={https://b.example/}", Web, Some("https://b.example/"), None),
        ] {
            let source = one(&format!("@misc{{k, title={{T}}, {fields}}}"));
            let found = (source.kind, source.url.as_deref(), source.publisher.as_deref());
            assert_eq!(found, (kind, url, publisher), "{fields}");
        }
        let source = one("@book{k, title={T}, archived={https://example.org/1_2}}");
        assert_eq!(source.archived.as_deref(), Some("https://example.org/1_2"));
    }

    #[test]
    fn lists_of_names_are_split_outside_braces() {
        for (list, expected) in [
            ("Austen, Jane and  {Barnes and Noble}\n and others", &["Jane Austen", "Barnes and Noble"][..]),
            ("J.\\,R.\\,R. Tolkien", &["J. R. R. Tolkien"]),
            ("Tolkien, J.\\,R.\\,R.", &["J. R. R. Tolkien"]),
            ("{a\\}b, c}", &["a}b, c"]),
            ("Anderson", &["Anderson"]),
        ] {
            assert_eq!(names(list), expected, "{list}");
        }
        let grown = more_than_linear(8, 10, |size| format!("a{}b", " ".repeat(size)), |list| drop(names(list)));
        assert_eq!(grown, []);
    }

    #[test]
    fn names_that_are_left_out_are_doubtful() {
        for (names, authors, is_doubtful) in [
            ("Doe, Jane and Roe, Richard and others", &["Jane Doe", "Richard Roe"] as &[_], true),
            ("Doe, Jane\n  and\n  others", &["Jane Doe"], true),
            ("Doe, Jane and {others}", &["Jane Doe"], false),
            ("Doe, Jane and Brothers", &["Jane Doe", "Brothers"], false),
        ] {
            let found = collect(&FORMAT, "s.bib", format!("@book{{k, title={{T}}, author={{{names}}}}}").as_bytes());
            assert_eq!(found.sources[0].authors, authors);
            assert_eq!(found.doubts.len(), usize::from(is_doubtful), "{names}");
            assert_eq!(found.sources[0].note.as_deref(), is_doubtful.then_some("and other authors"), "{names}");
        }
    }

    #[test]
    fn parts_inherit_missing_fields_from_their_book() {
        let source = one("@inbook{a, title={Part}, author={Bell, Currer}, crossref={b}}\n\
             @book{b, title={Whole}, editor={Lee, Ann}, publisher={Murray}, year=1846}\n");
        assert_eq!((source.title.as_str(), source.container.as_deref()), ("Part", Some("Whole")));
        assert_eq!(
            (source.editors, source.publisher.as_deref(), source.date.as_deref()),
            (vec!["Ann Lee".to_owned()], Some("Murray"), Some("1846"))
        );
    }

    #[test]
    fn malformed_and_untitled_records_are_reported() {
        let found = collect(&FORMAT, "s.bib", b"@book{a, year=1815}\n@book{b, title={T\n");
        let skipped: Vec<_> = found.skipped.iter().map(|skipped| (skipped.line, skipped.reason)).collect();
        assert_eq!(skipped, [(1, "a source without a title"), (2, "a malformed BibTeX record")]);
        assert!(collect(&FORMAT, "s.bib", b"words\n").error.is_some());
    }
}
