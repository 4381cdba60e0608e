//! Sources as `BibTeX` or `BibLaTeX`. Annotations and abstracts are notes, not quotations.

mod latex;
mod parser;

use std::collections::HashMap;

use kzq_corpus::{Date, SourceKind};
use kzq_edit::SourceDraft;

use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{Item, Sink, Skipped};
use crate::reading::non_empty;
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
            Err(line) => Err((*line, "a record of BibTeX that is malformed")),
            Ok(record) => source(record, &by_key).ok_or((record.line, "a source without a title")),
        };
        let item = item.map_or_else(|(line, reason)| Item::Skipped(Skipped { line, reason }), Item::Source);
        if !sink.accept(item) {
            break;
        }
    }
    Ok(())
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
    let date = date(field(&["date"]).as_deref(), field(&["year"]).as_deref(), field(&["month"]).as_deref());
    let url = own("url").or_else(|| inherited("url")).and_then(address);
    let kind = match (kind(&record.kind).unwrap_or_default(), &url) {
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
        publisher: field(&["publisher", "school", "institution", "organization"]),
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
        archived: None,
        text: None,
        reports: Vec::new(),
    })
}

/// An address, in which only some characters may be escaped: a tilde is one.
fn address(value: &str) -> Option<String> {
    let value = value.trim().strip_prefix("\\url").unwrap_or(value);
    let escapes = [("\\_", "_"), ("\\%", "%"), ("\\#", "#"), ("\\&", "&"), ("\\~{}", "~"), ("{", ""), ("}", "")];
    non_empty(&escapes.iter().fold(value.to_owned(), |value, (from, to)| value.replace(from, to)))
}

/// The date from a field of `BibLaTeX`, or from a year and a month. Of a range, the beginning.
fn date(date: Option<&str>, year: Option<&str>, month: Option<&str>) -> Option<String> {
    let date = date.or(year)?.split('/').next()?.trim();
    let date = date.parse::<Date>().ok()?;
    let number = |month: &str| {
        let name = month.to_lowercase();
        let named = MONTHS.iter().position(|prefix| name.starts_with(prefix)).map(|at| at + 1);
        named.or_else(|| month.parse().ok().filter(|month| (1..13).contains(month)))
    };
    match (date.month(), month.and_then(number)) {
        (None, Some(month)) => Some(format!("{date}-{month:02}")),
        _ => Some(date.to_string()),
    }
}

/// The names of a list, in natural order: `Austen, Jane and {The Society} and others`.
fn names(list: &str) -> Vec<String> {
    let mut names = Vec::new();
    for name in split(list, |rest| {
        let word = rest.trim_start();
        let blanks = rest.len() - word.len();
        let after = word.strip_prefix("and").filter(|after| blanks > 0 && after.starts_with(char::is_whitespace))?;
        Some(rest.len() - after.len())
    }) {
        let parts: Vec<String> =
            split(name, |rest| rest.starts_with(',').then_some(1)).iter().map(|part| latex::plain(part)).collect();
        let name = match parts.as_slice() {
            [family, given] => format!("{given} {family}"),
            [family, suffix, given] => format!("{given} {family}, {suffix}"),
            _ => latex::plain(name),
        };
        names.extend(non_empty(&name).filter(|name| name != "others"));
    }
    names
}

/// Splits a text outside braces; `separator` returns the length of one at the beginning of a text.
fn split(text: &str, separator: impl Fn(&str) -> Option<usize>) -> Vec<&str> {
    let (mut parts, mut depth, mut start, mut at) = (Vec::new(), 0_i32, 0, 0);
    while let Some(c) = text[at..].chars().next() {
        match (c, separator(&text[at..]).filter(|_| depth == 0)) {
            (_, Some(length)) => {
                parts.push(text[start..at].trim());
                at += length;
                start = at;
                continue;
            }
            ('{', None) => depth += 1,
            ('}', None) => depth -= 1,
            _ => {}
        }
        at += c.len_utf8();
    }
    parts.push(text[start..].trim());
    parts
}

#[cfg(test)]
mod tests {
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
            note: Some("Mine.\n\nAbout.".into()),
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
    fn a_part_takes_what_it_lacks_from_its_book() {
        let source = one("@inbook{a, title={Part}, author={Bell, Currer}, crossref={b}}\n\
             @book{b, title={Whole}, editor={Lee, Ann}, publisher={Murray}, year=1846}\n");
        assert_eq!((source.title.as_str(), source.container.as_deref()), ("Part", Some("Whole")));
        assert_eq!(
            (source.editors, source.publisher.as_deref(), source.date.as_deref()),
            (vec!["Ann Lee".to_owned()], Some("Murray"), Some("1846"))
        );
    }

    #[test]
    fn what_is_no_source_is_reported() {
        let found = collect(&FORMAT, "s.bib", b"@book{a, year=1815}\n@book{b, title={T\n");
        let skipped: Vec<_> = found.skipped.iter().map(|skipped| (skipped.line, skipped.reason)).collect();
        assert_eq!(skipped, [(1, "a source without a title"), (2, "a record of BibTeX that is malformed")]);
        assert!(collect(&FORMAT, "s.bib", b"words\n").error.is_some());
    }
}
