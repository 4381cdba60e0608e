//! Files through to collections that load.

use kzq_corpus::Corpus;
use kzq_edit::NewCollection;
use kzq_ron::Severity;
use proptest::prelude::*;

use super::*;

/// Imports files into a new collection, and returns what became of them and the collection.
fn import(files: &[(&str, &[u8])], options: &ImportOptions) -> Result<(Outcome, String), ImportError> {
    let mut importer = Importer::new();
    let mut entries = String::new();
    for (name, bytes) in files {
        let file = ImportFile { path: name, name, bytes };
        importer.import(file, options, &mut |_, writer| {
            entries.push_str(&writer.take());
            Ok(())
        })?;
    }
    let (outcome, _) = importer.finish();
    let head = NewCollection::named("imported").head(&outcome.rows);
    Ok((outcome, format!("{head}{entries}{}", NewCollection::TAIL)))
}

/// Imports files into a collection.
fn import_into(collection: &str, files: &[(&str, &str)]) -> (Outcome, String) {
    let parsed = CollectionText::parse(collection).unwrap();
    let mut importer = Importer::of(&parsed).unwrap();
    for (name, text) in files {
        let file = ImportFile { path: name, name, bytes: text.as_bytes() };
        importer.import(file, &ImportOptions::default(), &mut |_, _| Ok(())).unwrap();
    }
    let (outcome, entries) = importer.finish();
    let text = parsed.additions(&outcome.rows, entries).unwrap().apply(collection);
    (outcome, text)
}

/// Returns the errors of a collection.
fn errors(collection: &str) -> Vec<String> {
    let (_, diagnostics) = Corpus::merge(vec![kzq_corpus::read("imported.ron", collection.as_bytes())]);
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    errors.map(|diagnostic| diagnostic.message.to_string()).collect()
}

const QUOTES: &str = "quote,author\n“One.”,Ada\nTwo.,Bo\nOne.,ada\n,Cy\n";

#[test]
fn a_file_becomes_a_collection() {
    let (outcome, collection) = import(&[("quotes.csv", QUOTES.as_bytes())], &ImportOptions::default()).unwrap();
    assert_eq!(errors(&collection), [] as [String; 0], "{collection}");
    assert!(collection.contains("text: \"One.\",\n            extra: {\"imported\": \"quotes.csv\"},"), "{collection}");
    let report = &outcome.files[0];
    assert_eq!((report.format, report.imported, report.duplicates), ("csv", 2, 1));
    assert_eq!((report.skipped[0].count, report.skipped[0].lines.as_slice()), (1, &[5][..]));
    assert!(report.recognised_by.is_some() && !report.remarks.is_empty());
    assert_eq!((outcome.counts.new_speakers, outcome.has_news()), (2, true));
}

#[test]
fn a_grown_file_adds_only_what_is_new() {
    let (_, collection) = import(&[("quotes.csv", QUOTES.as_bytes())], &ImportOptions::default()).unwrap();
    let (again, same) = import_into(&collection, &[("quotes.csv", QUOTES)]);
    assert_eq!((again.has_news(), again.files[0].duplicates), (false, 3));
    assert_eq!(same, collection);
    let (grown, more) = import_into(&collection, &[("quotes.csv", &format!("{QUOTES}Three.,Ada\n"))]);
    assert_eq!((grown.counts.entries, grown.counts.new_speakers, grown.counts.matched_speakers), (1, 0, 1));
    assert_eq!(errors(&more), [] as [String; 0]);
    let three = more.find("Three.").unwrap();
    assert!(more[..three].starts_with(&collection[..collection.rfind("Two.").unwrap()]));
}

#[test]
fn options_hold_for_every_entry() {
    let options = ImportOptions {
        speaker: Some("Ada Byron".to_owned()),
        source: Some("Notes".to_owned()),
        topics: vec!["engines".to_owned()],
        lang: Some("en".to_owned()),
        ..ImportOptions::default()
    };
    let files: [(&str, &[u8]); 2] = [("a.json", b"[\"One.\", \"Two.\"]"), ("b.json", b"[\"Three.\", \"Two.\"]")];
    let (outcome, collection) = import(&files, &options).unwrap();
    assert_eq!(errors(&collection), [] as [String; 0]);
    let counts = outcome.counts;
    assert_eq!((counts.entries, counts.new_speakers, counts.new_sources, counts.new_topics), (3, 1, 1, 1));
    assert_eq!((outcome.files[1].imported, outcome.files[1].duplicates), (1, 1));
    assert_eq!(collection.matches("lang: \"en\"").count(), 3);
}

#[test]
fn what_cannot_be_imported_says_what_to_do() {
    let fail = |bytes: &[u8], options: &ImportOptions| import(&[("file", bytes)], options).unwrap_err().to_string();
    let from = |name: &str| ImportOptions { format: Some(name.to_owned()), ..ImportOptions::default() };
    for (bytes, expected) in [
        (b"" as &[u8], "file: the file is empty"),
        (b" \n", "file: the file is empty"),
        (b"\0\0\0\0", "file: the file is no text; if it is one, name its encoding with `--encoding`"),
        (b"(\n schema: 1, id: \"a\")", "file: the file is a collection of kzq; open it with `--data`"),
    ] {
        assert_eq!(fail(bytes, &ImportOptions::default()), expected);
    }
    assert!(fail(b"[{", &from("json")).starts_with("file: line 1: "));
    let encoding = ImportOptions { encoding: Some("klingon".to_owned()), ..ImportOptions::default() };
    assert!(fail(b"x", &encoding).starts_with("there is no encoding “klingon”"));
}

#[test]
fn entries_that_cannot_be_written_stop_the_import() {
    let file = ImportFile { path: "a.json", name: "a.json", bytes: b"[\"One.\"]" };
    let result = Importer::new().import(file, &ImportOptions::default(), &mut |_, _| Err(io::Error::other("full")));
    assert!(matches!(result, Err(ImportError::Output(_))));
}

#[test]
fn names_and_formats_are_unique_and_on_one_line() {
    let mut names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), FORMATS.len());
    assert!(FORMATS.iter().all(|format| !format.about.contains('\n') && !format.about.ends_with('.')));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever a table says, the collection loads.
    #[test]
    fn any_table_becomes_a_collection_that_loads(
        cells in proptest::collection::vec(proptest::sample::select(&[
            "Words.", "“Words”", "\"a \"\"b\"\"\"", "Ada", "ada", "A/B", "2020-13-45", "c. 180", "www.x", "https://example.org",
            "misattributed", "['a', 'b']", "\u{202e}x", "", " ", "12", "tags,\"", "\"\n\"", "#", "..", "-",
        ][..]), 0..60),
        headings in proptest::sample::subsequence(vec![
            "quote", "author", "book", "source", "url", "date", "page", "tags", "topics", "note", "lang", "status", "id", "time", "likes",
        ], 1..15),
    ) {
        let rows: Vec<String> = cells.chunks(headings.len()).map(|row| row.join(",")).collect();
        let text = format!("{}\n{}\n", headings.join(","), rows.join("\n"));
        let options = ImportOptions { format: Some("csv".to_owned()), ..ImportOptions::default() };
        if let Ok((outcome, collection)) = import(&[("t.csv", text.as_bytes())], &options) {
            prop_assert_eq!(errors(&collection), [] as [String; 0], "{}\n{}", text, collection);
            prop_assert!(outcome.files[0].imported <= rows.len() * 2 + 2);
        }
    }
}
