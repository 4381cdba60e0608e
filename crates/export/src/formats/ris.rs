//! RIS: one record per source, as imported by reference managers.
//!
//! Each line is a two-letter tag, two spaces, a hyphen, a space and the value; a record begins with `TY` and ends with
//! `ER`. Lines end in line feeds, which every importer accepts. An unknown date is omitted, as the format requires.

use crate::ascii_url;
use crate::locator::locator_number;
use crate::work::CitedSource;
use kzq_corpus::{Certainty, Date, SourceField, SourceKind};
use kzq_text::Safe;

/// Renders a source as a record.
pub(super) fn render_ris(work: &CitedSource<'_>) -> Safe<'static> {
    let source = work.source;
    let kind = match source.kind {
        SourceKind::Article if work.is_in_journal() => "JOUR",
        SourceKind::Article => "NEWS",
        SourceKind::Broadcast => "ADVS",
        SourceKind::Book if source.container.is_some() => "CHAP",
        SourceKind::Book => "BOOK",
        SourceKind::Web | SourceKind::Summary { .. } => "ELEC",
        SourceKind::Speech | SourceKind::Document | SourceKind::Other => "GEN",
    };
    let mut lines: Vec<(&'static str, Safe<'static>)> = vec![("TY", kind.into()), ("ID", work.citation_key())];
    lines.extend(work.authors.iter().map(|name| ("AU", name.family_name_first())));
    lines.extend(work.editors().iter().map(|name| ("ED", name.family_name_first())));
    lines.extend(work.translators().iter().map(|name| ("A4", name.family_name_first())));
    lines.push(("TI", source.title.clone()));
    let (container, publisher) = work.record_venues();
    lines.extend(container.map(|container| ("T2", container.clone())));
    lines.extend(publisher.map(|publisher| ("PB", publisher.clone())));
    for (field, text) in source.texts() {
        let number = locator_number(text);
        let range = number.as_str().split_once('–').filter(|_| !number.as_str().contains(','));
        match (field, range) {
            (SourceField::Pages, Some((first, last))) => {
                lines.extend([("SP", first), ("EP", last)].map(|(tag, page)| (tag, Safe::line(page.to_owned()))));
            }
            _ => lines.push((ris_tag(*field), text.clone())),
        }
    }
    // RIS has no years before Christ.
    let date = work.date();
    lines.extend(date.filter(|date| date.year() > 0).map(|date| ("PY", Safe::line(date.year_in_words()))));
    lines.extend(date.map(|date| ("DA", format_date(date))));
    lines.extend(source.accessed.map(|date| ("Y2", format_date(date))));
    lines.extend(source.url.as_ref().map(|url| ("UR", ascii_url(url))));
    lines.extend(source.archived.as_ref().map(|url| ("AV", ascii_url(url))));
    lines.extend(work.genre().map(|genre| ("M3", genre.into())));
    lines.extend(work.note().map(|note| ("N1", note)));
    lines.extend(source.note.as_ref().map(|note| ("RN", note.clone())));
    lines.push(("ER", Safe::default()));
    let lines = lines.into_iter().map(|(tag, value)| kzq_text::safe!(tag, "  - ", value.to_single_line()));
    Safe::join(lines.collect::<Vec<_>>(), "\n")
}

fn ris_tag(field: SourceField) -> &'static str {
    match field {
        SourceField::Place => "CY",
        SourceField::Edition => "ET",
        SourceField::Volume => "VL",
        SourceField::Issue => "IS",
        SourceField::Pages => "SP",
        SourceField::Isbn => "SN",
        SourceField::Doi => "DO",
    }
}

/// Formats a date as `2025/05/29/`: year, month and day, as far as known, each followed by a slash, and what they
/// cannot say.
fn format_date(date: Date) -> Safe<'static> {
    let parts = [date.month(), date.day()].map(|part| part.map_or_else(String::new, |part| format!("{part:02}")));
    if date.year() < 0 {
        return Safe::line(format!("///{}", date.long_form()));
    }
    let rest = match date.certainty() {
        Certainty::Sure => "",
        Certainty::Circa => "circa",
        Certainty::Doubtful => "uncertain",
    };
    Safe::line(format!("{:04}/{}/{}/{rest}", date.year(), parts[0], parts[1]))
}

#[cfg(test)]
mod tests {
    use crate::{Format, export};
    use kzq_corpus::{EntryId, read};

    #[test]
    fn each_source_becomes_one_record() {
        let text = r#"(schema: 1, id: "c", title: "C",
            speakers: {"k": (name: "Martin Luther King Jr."), "p": (name: "Plato")},
            sources: {
                "s": (kind: Speech, title: "A Dream", date: "1963-08-28", url: "https://a.example/", accessed: "2026-11"),
                "n": (kind: Article, title: "A Day", publisher: "The Paper", url: "https://a.example/it’s"),
                "m": (kind: Summary(machine: true), title: "In Short", reports: "s"),
            },
            entries: [
                Quote(id: "a", by: "k", text: "x", time: "1:02", source: (id: "s")),
                Quote(id: "b", by: "k", text: "y", time: "3:04", source: (id: "s")),
                Paraphrase(id: "d", of: "k", text: "z", source: (id: "m", section: "One", item: 2)),
                Quote(id: "e", by: "p", text: "x"),
                Quote(id: "f", by: "p", text: "x", source: (id: "n"), lang: "en", translation_of: "g"),
                Quote(id: "g", by: "p", text: "ξ", lang: "el"),
            ])"#;
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.entry_ids().collect();
        assert_eq!(
            export(&corpus, &ids, Format::Ris).text.as_str(),
            "TY  - GEN\nID  - c:s\nAU  - King, Martin Luther, Jr.\nTI  - A Dream\nPY  - 1963\nDA  - 1963/08/28/\n\
             Y2  - 2026/11//\nUR  - https://a.example/\nM3  - Speech\nN1  - Cited: 1:02; 3:04\nER  - \n\n\
             TY  - ELEC\nID  - c:m\nTI  - In Short\nM3  - Machine-generated summary\nN1  - Machine-generated summary of \
             Martin Luther King Jr. (A Dream, 28 August 1963), not the speaker's words. Cited: One, no. 2\nER  - \n\n\
             TY  - NEWS\nID  - c:n\nTI  - A Day\nT2  - The Paper\nUR  - https://a.example/it%E2%80%99s\n\
             N1  - Quotes Plato. Cited: translation, original in el\nER  - "
        );
    }
}
