//! BibTeX: one record per source, for BibTeX and biblatex.
//!
//! Newspaper articles are `@article`, books `@book` (a part of one `@incollection`), everything else `@misc`, which
//! requires no fields. Titles are in double braces, so that styles keep their capitalisation. An unknown date is left out:
//! styles print their own “n.d.”.

use crate::ascii_url;
use crate::cite::year_or_nd;
use crate::locator::locator_number;
use crate::name::PersonName;
use crate::work::CitedSource;
use kzq_corpus::{Date, SourceField, SourceKind};
use kzq_text::Safe;

/// Renders a source as a record.
pub(super) fn render_bibtex(work: &CitedSource<'_>) -> Safe<'static> {
    let source = work.source;
    let kind = match (source.kind, &source.container) {
        (SourceKind::Article, _) => "article",
        (SourceKind::Book, None) => "book",
        (SourceKind::Book, Some(_)) => "incollection",
        _ => "misc",
    };
    let mut fields: Vec<(&'static str, Safe<'static>)> = Vec::new();
    if work.heads.is_empty() {
        // Sorts and labels the record if there is no author.
        fields.push(("key", escape_bibtex(source.short_name())));
    }
    if !work.authors.is_empty() {
        fields.push(("author", format_names(&work.authors)));
    }
    fields.push(("title", kzq_text::safe!("{", escape_bibtex(&source.title), "}")));
    for (name, people) in [("editor", work.editors()), ("translator", work.translators())] {
        fields.extend((!people.is_empty()).then(|| (name, format_names(&people))));
    }
    fields.extend(container_fields(work, kind));
    for (field, text) in source.texts() {
        let (name, value) = match field {
            SourceField::Place => ("address", protect_name(text)),
            SourceField::Edition => ("edition", escape_bibtex(text)),
            SourceField::Volume => ("volume", escape_bibtex(text)),
            SourceField::Issue => ("number", escape_bibtex(text)),
            // A range has an en dash, which BibTeX writes as two hyphens.
            SourceField::Pages => {
                ("pages", escape_bibtex(&locator_number(text)).replace_chars(|_, c| (c == '–').then_some("--")))
            }
            SourceField::Isbn => ("isbn", escape_bibtex(text)),
            SourceField::Doi => ("doi", ascii_url(text)),
        };
        fields.push((name, value));
    }
    fields.extend(date_fields(work.date()));
    fields.extend(source.url.as_ref().map(|url| ("url", ascii_url(url))));
    fields.extend(source.accessed.map(|day| ("urldate", Safe::line(day.to_string()))));
    fields.extend(source.archived.as_ref().map(|url| ("archived", ascii_url(url))));
    fields.extend(work.note().map(|note| ("note", escape_bibtex(&note))));
    fields.extend(source.note.as_ref().map(|note| ("annote", escape_bibtex(note))));
    let fields = fields.into_iter().map(|(name, value)| {
        // Months are BibTeX macros and must not be in braces.
        if name == "month" {
            kzq_text::safe!("  ", name, " = ", value)
        } else {
            kzq_text::safe!("  ", name, " = {", value, "}")
        }
    });
    kzq_text::safe!("@", kind, "{", work.citation_key(), ",\n", Safe::join(fields.collect::<Vec<_>>(), ",\n"), ",\n}")
}

/// Returns the container and publisher, under the field names of the record type.
fn container_fields(work: &CitedSource<'_>, kind: &str) -> Vec<(&'static str, Safe<'static>)> {
    let venues = work.containers();
    match (kind, venues.as_slice()) {
        (_, []) => work.genre().map(|genre| ("howpublished", genre.into())).into_iter().collect(),
        ("article", [journal, others @ ..]) => {
            let publisher = others.iter().map(|publisher| ("publisher", protect_name(publisher)));
            [("journal", escape_bibtex(journal))].into_iter().chain(publisher).collect()
        }
        ("book", [publisher, ..]) => vec![("publisher", protect_name(publisher))],
        ("incollection", [whole, others @ ..]) => {
            let publisher = others.iter().map(|publisher| ("publisher", protect_name(publisher)));
            [("booktitle", kzq_text::safe!("{", escape_bibtex(whole), "}"))].into_iter().chain(publisher).collect()
        }
        (_, venues) => {
            let genre = work.genre().map(Safe::from);
            let parts = genre.into_iter().chain(venues.iter().map(|venue| escape_bibtex(venue)));
            vec![("howpublished", Safe::join(parts.collect::<Vec<_>>(), ", "))]
        }
    }
}

fn date_fields(date: Option<Date>) -> Vec<(&'static str, Safe<'static>)> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let month = date.and_then(Date::month).map(|month| ("month", Safe::from(MONTHS[usize::from(month) - 1])));
    let day = date.and_then(Date::day).map(|day| ("day", kzq_text::safe!(usize::from(day))));
    let year = date.map(|date| ("year", year_or_nd(Some(date))));
    year.into_iter().chain(month).chain(day).collect()
}

/// Formats a list of names.
fn format_names(names: &[PersonName]) -> Safe<'static> {
    Safe::join(names.iter().map(format_author).collect::<Vec<_>>(), " and ")
}

/// Formats a name unambiguously: `Family, Given`, `Family, Jr., Given`, `von Family, Given`, or as a whole in braces. What
/// is in small letters before a family name without braces is a particle that goes with the given name.
fn format_author(name: &PersonName) -> Safe<'static> {
    let Some(parts) = &name.parts else { return kzq_text::safe!("{", escape_bibtex(&name.whole), "}") };
    let family = match &parts.particle {
        Some(particle) if particle.as_str().ends_with(char::is_alphabetic) => {
            kzq_text::safe!(escape_bibtex(particle), " ", protect_name(&parts.family))
        }
        _ if parts.family.as_str().contains(' ') && parts.family.as_str().starts_with(char::is_lowercase) => {
            kzq_text::safe!("{", escape_bibtex(&parts.family), "}")
        }
        _ => protect_name(&parts.family),
    };
    let given = match &parts.particle {
        Some(particle) if !particle.as_str().ends_with(char::is_alphabetic) => {
            protect_name(&kzq_text::safe!(parts.given, " ", particle))
        }
        _ => protect_name(&parts.given),
    };
    match &parts.suffix {
        Some(suffix) => kzq_text::safe!(family, ", ", suffix, ", ", given),
        None => kzq_text::safe!(family, ", ", given),
    }
}

/// Escapes a name in a list of names: the word "and" separates names, unless it is in braces.
fn protect_name(name: &Safe<'_>) -> Safe<'static> {
    let contains_and = name.as_str().split_whitespace().any(|word| word.eq_ignore_ascii_case("and"));
    if contains_and { kzq_text::safe!("{", escape_bibtex(name), "}") } else { escape_bibtex(name) }
}

/// Escapes text so that it contains no commands and only balanced braces.
fn escape_bibtex(text: &Safe<'_>) -> Safe<'static> {
    text.replace_chars(|_, c| match c {
        '\\' => Some("\\textbackslash{}"),
        '{' => Some("\\textbraceleft{}"),
        '}' => Some("\\textbraceright{}"),
        '~' => Some("\\textasciitilde{}"),
        '^' => Some("\\textasciicircum{}"),
        '$' => Some("\\$"),
        '&' => Some("\\&"),
        '%' => Some("\\%"),
        '#' => Some("\\#"),
        '_' => Some("\\_"),
        '\n' => Some(" "),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, export};
    use kzq_corpus::{EntryId, read};

    const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C",
        speakers: {"t": (name: "Kassym-Jomart Tokayev"), "p": (name: "Plato")},
        sources: {
            "қала": (kind: Broadcast, title: "Talk {1} & 50% of #1_a", container: "The Show", publisher: "TV", date: "2025-05-29"),
            "paper": (kind: Article, title: "A \\ Day", publisher: "The Paper", accessed: "2026-11-22", reports: "қала",
                url: "https://a.example/Kazakhstan’s_{x}%20y#z"),
            "book": (kind: Book, title: "On Things", publisher: "Press", date: "1999", authors: ["Plato", "King, Martin Luther, Jr."]),
        },
        entries: [
            Quote(id: "a", by: "t", turn: 1, text: "x", time: "12:34", source: (id: "қала")),
            Quote(id: "b", by: "t", text: "x", source: (id: "paper", section: "One")),
            Quote(id: "d", by: "t", text: "y", source: (id: "paper", section: "Two")),
            Quote(id: "e", by: "p", text: "y", source: (id: "book")),
        ])"#;

    #[test]
    fn each_source_becomes_one_record() {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.entry_ids().collect();
        let written = export(&corpus, &ids, Format::Bibtex).text.to_string();
        let records: Vec<&str> = written.split("\n\n").collect();
        assert_eq!(
            records,
            [
                "@misc{c:+49b++430++43b++430+,\n  author = {Tokayev, Kassym-Jomart},\n  title = {{Talk \\textbraceleft{}1\
                 \\textbraceright{} \\& 50\\% of \\#1\\_a}},\n  howpublished = {Interview, The Show, TV},\n  year = {2025},\n  \
                 month = may,\n  day = {29},\n  note = {Cited: 12:34},\n}",
                "@article{c:paper,\n  key = {The Paper},\n  title = {{A \\textbackslash{} Day}},\n  journal = {The Paper},\n  \
                 url = {https://a.example/Kazakhstan%E2%80%99s_%7Bx%7D%20y#z},\n  \
                 urldate = {2026-11-22},\n  note = {Quotes Kassym-Jomart Tokayev (The Show, TV, 29 May 2025). Cited: One; \
                 Two},\n}",
                "@book{c:book,\n  author = {{Plato} and King, Jr., Martin Luther},\n  title = {{On Things}},\n  \
                 publisher = {Press},\n  year = {1999},\n}",
            ],
            "\n{written}"
        );
        // The key does not depend on the other exported entries.
        assert!(export(&corpus, &ids[2..3], Format::Bibtex).text.as_str().starts_with("@article{c:paper,"));
    }

    #[test]
    fn names_containing_and_are_protected() {
        for (name, expected) in [
            ("Simon and Schuster", "{Simon and Schuster}"),
            ("Sons AND Daughters & Co", "{Sons AND Daughters \\& Co}"),
            ("Anderson", "Anderson"),
            ("Land-and-Sea", "Land-and-Sea"),
        ] {
            assert_eq!(protect_name(&Safe::from(name)).as_str(), expected);
        }
        let file = COLLECTION.replace("\"Press\"", "\"Simon and Schuster\"");
        let corpus = read("c.ron", file.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.entry_ids().collect();
        let written = export(&corpus, &ids, Format::Bibtex).text.to_string();
        assert!(written.contains("  publisher = {{Simon and Schuster}},\n"), "{written}");
    }

    #[test]
    fn braces_are_always_balanced() {
        for text in ["{", "}}{", "\\{", "a\\", "\\textbf{x"] {
            let escaped = escape_bibtex(&Safe::from(text)).to_string();
            let depth = escaped.chars().try_fold(0_i32, |depth, c| match c {
                '{' => Some(depth + 1),
                '}' => (depth > 0).then_some(depth - 1),
                _ => Some(depth),
            });
            assert_eq!(depth, Some(0), "{escaped}");
        }
    }
}
