//! Tables for spreadsheets: CSV (RFC 4180) and TSV, a row for each entry below a heading.
//!
//! Lines end in a line feed. Cells have the words exactly as they are, also those that a spreadsheet would take for a
//! formula; but without directional isolates, which a terminal may follow and a table cannot escape.

use super::exported_entry::ExportedEntry;
use kzq_corpus::{EntryText, Lead, LocatorField, Source, SourceField, Status};
use kzq_text::Safe;
use kzq_text::print::is_isolate;

/// The value of a column for an entry.
type CellValue = for<'e> fn(&'e ExportedEntry<'e>) -> Option<Safe<'e>>;

/// Declares the columns: the name in the heading, and the value.
macro_rules! columns {
    ($first:literal: $first_value:expr, $($name:literal: $value:expr,)+) => {
        /// The heading of a CSV table.
        pub(super) const CSV_HEADING: &str = concat!($first, $(",", $name,)+ "\n");
        /// The heading of a TSV table.
        pub(super) const TSV_HEADING: &str = concat!($first, $("\t", $name,)+ "\n");
        const COLUMNS: &[CellValue] = &[$first_value, $($value,)+];
    };
}

columns! {
    "id": |row| Some(row.entry.id()),
    "collection": |row| Some(row.corpus.collection(row.entry.collection()).id.to_borrowed()),
    "kind": |row| Some(row.entry.kind().name().into()),
    "wording": |row| Some(row.entry.wording().name().into()),
    "quote": |row| match &row.words {
        EntryText::Quote { text } | EntryText::Paraphrase { text } => Some(text.to_borrowed()),
        EntryText::Qa { answer, .. } => Some(answer.to_borrowed()),
    },
    "question": |row| match &row.words {
        EntryText::Qa { question, .. } => Some(question.to_borrowed()),
        EntryText::Quote { .. } | EntryText::Paraphrase { .. } => None,
    },
    "lead": |row| row.entry.lead().map(Lead::into_text),
    "lead_kind": |row| row.entry.lead().map(|lead| lead.kind().name().into()),
    "author": |row| row.corpus.speaker_of(row.entry).map(|speaker| speaker.name.to_borrowed()),
    "role": |row| row.corpus.speaker_of(row.entry).and_then(|speaker| borrowed(speaker.role.as_ref())),
    "source": |row| source(row).map(|source| source.title.to_borrowed()),
    "source_kind": |row| source(row).and_then(|source| source.kind.ron_name()).map(Safe::from),
    "source_authors": |row| source(row).map(|source| names(&source.authors)),
    "translator": |row| source(row).map(|source| names(source.translators())),
    "editor": |row| source(row).map(|source| names(source.editors())),
    "container": |row| source(row).and_then(|source| borrowed(source.container.as_ref())),
    "publisher": |row| source(row).and_then(|source| borrowed(source.publisher.as_ref())),
    "place": |row| detail(row, SourceField::Place),
    "edition": |row| detail(row, SourceField::Edition),
    "volume": |row| detail(row, SourceField::Volume),
    "issue": |row| detail(row, SourceField::Issue),
    "pages": |row| detail(row, SourceField::Pages),
    "isbn": |row| detail(row, SourceField::Isbn),
    "doi": |row| detail(row, SourceField::Doi),
    "url": |row| source(row).and_then(|source| borrowed(source.url.as_ref())),
    "date": |row| source(row).and_then(|source| source.date).map(|date| Safe::line(date.to_string())),
    "section": |row| row.entry.citation().and_then(|citation| borrowed(citation.section)),
    "item": |row| row.entry.citation().and_then(|citation| citation.item).map(number),
    "chapter": |row| locator(row, LocatorField::Chapter),
    "page": |row| locator(row, LocatorField::Page),
    "line": |row| locator(row, LocatorField::Line),
    "location": |row| locator(row, LocatorField::Location),
    "turn": |row| row.entry.turn().map(number),
    "time": |row| borrowed(row.entry.time()),
    "said": |row| row.entry.date().map(|date| Safe::line(date.to_string())),
    "topics": |row| {
        Some(Safe::join(row.entry.topics().iter().map(|&topic| row.corpus.topic(topic).path.to_borrowed()), ", "))
    },
    "tags": |row| Some(join_items(row.entry.tags(), ',', ", ")),
    "lang": |row| borrowed(row.entry.lang()),
    "translation_of": |row| {
        row.entry.translation_of().map(|original| row.corpus.relative_id(original, row.entry.collection()))
    },
    "status": |row| row.entry.status().map(Status::to_line),
    "note": |row| borrowed(row.entry.note()),
}

fn source<'e>(row: &'e ExportedEntry<'e>) -> Option<&'e Source> {
    row.corpus.source_of(row.entry)
}

fn detail<'e>(row: &'e ExportedEntry<'e>, field: SourceField) -> Option<Safe<'e>> {
    source(row).and_then(|source| borrowed(source.text_of(field)))
}

fn locator<'e>(row: &'e ExportedEntry<'e>, field: LocatorField) -> Option<Safe<'e>> {
    row.entry.citation().and_then(|citation| borrowed(citation.locator(field)))
}

/// Joins names, which may have commas.
fn names(names: &[Safe<'static>]) -> Safe<'static> {
    join_items(names, ';', "; ")
}

/// Joins the items of a cell; one that has the separator, a quotation mark in front or blanks around it is in quotation
/// marks.
pub(super) fn join_items(items: &[Safe<'static>], delimiter: char, separator: &'static str) -> Safe<'static> {
    let needs_marks = |item: &Safe<'_>| {
        let text = item.as_str();
        text.starts_with('"') || text.contains(delimiter) || text.trim().len() < text.len()
    };
    let items = items.iter().map(|item| if needs_marks(item) { in_marks(item) } else { item.clone() });
    Safe::join(items, separator)
}

fn borrowed<'e>(text: Option<&'e Safe<'static>>) -> Option<Safe<'e>> {
    text.map(Safe::to_borrowed)
}

fn number(number: u32) -> Safe<'static> {
    kzq_text::safe!(number as usize)
}

pub(super) fn render_csv(exported: &ExportedEntry<'_>) -> Safe<'static> {
    render_row(exported, ',', ",")
}

pub(super) fn render_tsv(exported: &ExportedEntry<'_>) -> Safe<'static> {
    render_row(exported, '\t', "\t")
}

fn render_row(exported: &ExportedEntry<'_>, delimiter: char, separator: &'static str) -> Safe<'static> {
    render_cells(COLUMNS.iter().map(|value| value(exported).unwrap_or_default()), delimiter, separator)
}

/// Writes texts as a row of a CSV table, without a line feed.
pub fn csv_row<'c>(cells: impl IntoIterator<Item = Safe<'c>>) -> Safe<'static> {
    render_cells(cells, ',', ",")
}

fn render_cells<'c>(
    cells: impl IntoIterator<Item = Safe<'c>>,
    delimiter: char,
    separator: &'static str,
) -> Safe<'static> {
    let quoted = |text: Safe<'c>| quote_cell(&text.replace_chars(|_, c| is_isolate(c).then_some("")), delimiter);
    Safe::join(cells.into_iter().map(quoted), separator)
}

/// Puts a cell in quotation marks where it needs them, and doubles those in it. Many programs drop blanks around a cell
/// that has none.
pub(super) fn quote_cell(text: &Safe<'_>, delimiter: char) -> Safe<'static> {
    let words = text.as_str();
    if words.contains(['"', '\n', delimiter]) || words.trim().len() < words.len() {
        in_marks(text)
    } else {
        text.clone().into_owned()
    }
}

/// Puts a text in quotation marks, and doubles those in it.
fn in_marks(text: &Safe<'_>) -> Safe<'static> {
    kzq_text::safe!("\"", text.replace_chars(|_, c| (c == '"').then_some("\"\"")), "\"")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Format, export};
    use kzq_corpus::{Corpus, EntryId, read};

    /// Exports all entries of a corpus and reads the table with a CSV reader; the first row is the heading.
    fn rows(corpus: &Corpus, format: Format) -> Vec<Vec<String>> {
        let ids: Vec<EntryId> = corpus.entry_ids().collect();
        let text = export(corpus, &ids, format).text;
        let delimiter = if format == Format::Tsv { b'\t' } else { b',' };
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(text.as_str().as_bytes());
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    fn collection_of(text: &str) -> Corpus {
        let text = ron::to_string(text).unwrap();
        let collection = format!(
            r#"(schema: 1, id: "c", title: "C", speakers: {{"a": (name: {text})}}, sources: {{"s": (title: {text})}},
            entries: [Quote(id: "q", by: "a", text: {text}, source: (id: "s"), note: {text})])"#
        );
        read("c.ron", collection.as_bytes()).corpus.unwrap()
    }

    #[test]
    fn columns_hold_the_fields_of_an_entry() {
        let collection = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada Byron", role: "Countess")},
            sources: {"s": (kind: Book, title: "Notes", authors: ["A", "B; \"C\""], container: "Memoirs", publisher: "Taylor",
                url: "https://a.example/", date: "1843", translator: "T", editor: ["E", "F"], place: "London", edition: "2", volume: "3",
                issue: "4", pages: "1-9", isbn: "978", doi: "10.1000/182")},
            topics: [(id: "t", topics: [(id: "u")])],
            entries: [
                Qa(id: "q", answers_for: "a", wording: Verbatim, question: "Why?", answer: "Because.", turn: 3,
                    topics: ["t/u", "t"], lead: Narrated("She went on"), source: (id: "s", section: "G", item: 2, chapter: "I", page: "7", line: "8", location: "9"),
                    time: "1:02", date: "1842", tags: ["x y", "z, w", "\"v\"", " u"], lang: "en", status: Disputed("no letter"), note: "n"),
                Paraphrase(id: "p", of: "a", text: "x", translation_of: "q"),
                Quote(id: "u", text: "y"),
            ])"#;
        let corpus = read("c.ron", collection.as_bytes()).corpus.unwrap();
        for format in [Format::Csv, Format::Tsv] {
            let rows = rows(&corpus, format);
            let pairs: Vec<_> =
                rows[0].iter().zip(&rows[1]).map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(
                pairs,
                [
                    ("id", "q"),
                    ("collection", "c"),
                    ("kind", "qa"),
                    ("wording", "verbatim"),
                    ("quote", "Because."),
                    ("question", "Why?"),
                    ("lead", "She went on"),
                    ("lead_kind", "narrated"),
                    ("author", "Ada Byron"),
                    ("role", "Countess"),
                    ("source", "Notes"),
                    ("source_kind", "Book"),
                    ("source_authors", "A; \"B; \"\"C\"\"\""),
                    ("translator", "T"),
                    ("editor", "E; F"),
                    ("container", "Memoirs"),
                    ("publisher", "Taylor"),
                    ("place", "London"),
                    ("edition", "2"),
                    ("volume", "3"),
                    ("issue", "4"),
                    ("pages", "1-9"),
                    ("isbn", "978"),
                    ("doi", "10.1000/182"),
                    ("url", "https://a.example/"),
                    ("date", "1843"),
                    ("section", "G"),
                    ("item", "2"),
                    ("chapter", "I"),
                    ("page", "7"),
                    ("line", "8"),
                    ("location", "9"),
                    ("turn", "3"),
                    ("time", "1:02"),
                    ("said", "1842"),
                    ("topics", "t/u, t"),
                    ("tags", "x y, \"z, w\", \"\"\"v\"\"\", \" u\""),
                    ("lang", "en"),
                    ("translation_of", ""),
                    ("status", "disputed: no letter"),
                    ("note", "n"),
                ]
            );
            let given = |row: &[String]| row.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>();
            assert_eq!(given(&rows[2]), ["p", "c", "paraphrase", "reported", "x", "Ada Byron", "Countess", "q"]);
            assert_eq!(given(&rows[3]), ["u", "c", "quote", "verbatim", "y"], "an unknown speaker has no name");
        }
    }

    #[test]
    fn cells_are_quoted_only_where_necessary() {
        for (text, csv, tsv) in [
            ("plain", "plain", "plain"),
            ("", "", ""),
            ("one, two", "\"one, two\"", "one, two"),
            ("say \"yes\"", "\"say \"\"yes\"\"\"", "\"say \"\"yes\"\"\""),
            ("\"", "\"\"\"\"", "\"\"\"\""),
            ("one\ntwo", "\"one\ntwo\"", "\"one\ntwo\""),
            ("one; two", "one; two", "one; two"),
            // Text that looks like a formula is not changed.
            ("=1+1", "=1+1", "=1+1"),
            ("@SUM(A1)", "@SUM(A1)", "@SUM(A1)"),
            ("-5 degrees", "-5 degrees", "-5 degrees"),
            (" blank ", "\" blank \"", "\" blank \""),
        ] {
            let text = Safe::from(text);
            assert_eq!((quote_cell(&text, ',').as_str(), quote_cell(&text, '\t').as_str()), (csv, tsv));
        }
    }

    proptest! {
        /// A CSV reader gets any words back unchanged.
        #[test]
        fn tables_round_trip(text in "[ -~\n\t“”é汉]{0,20}x[=+@\",;\n%-]{0,6}") {
            let corpus = collection_of(&text);
            let words = corpus.entries().next().unwrap().text().to_string();
            for format in [Format::Csv, Format::Tsv] {
                let rows = rows(&corpus, format);
                prop_assert_eq!(rows.len(), 2);
                for name in ["quote", "note"] {
                    let at = rows[0].iter().position(|column| column == name).unwrap();
                    prop_assert_eq!(&rows[1][at], &words);
                }
            }
        }
    }
}
