//! Imports from files to loadable collections.

use kzq_corpus::Corpus;
use kzq_edit::NewCollection;
use kzq_ron::Severity;
use proptest::prelude::*;

use super::*;

/// Imports files into a new collection, and returns the outcome and the collection.
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

/// Imports files into an existing collection.
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
fn file_is_imported_into_a_valid_collection() {
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
fn reimporting_a_grown_file_adds_only_new_entries() {
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
fn editions_that_differ_are_different_sources() {
    let table = "quote,author,title,published,publisher,url\n\
        \"Alpha words are these.\",Ann Lee,Annual Report,2019,Acme Press,https://a.example/2019\n\
        \"Beta words are these.\",Ann Lee,Annual Report,2020,Beta Press,https://a.example/2020\n";
    let json =
        r#"[{"quote": "One.", "title": "Emma", "year": 1815}, {"quote": "Two.", "title": "Emma", "year": 1996}]"#;
    for (name, text, kept) in
        [("a.csv", table, &["2019", "2020", "Beta Press"] as &[_]), ("a.json", json, &["1815", "1996"])]
    {
        let (outcome, collection) = import(&[(name, text.as_bytes())], &ImportOptions::default()).unwrap();
        assert_eq!(errors(&collection), [] as [String; 0], "{collection}");
        assert_eq!(outcome.rows.sources.len(), 2, "{collection}");
        assert!(kept.iter().all(|text| collection.contains(&format!("\"{text}\""))), "{collection}");
        let (again, same) = import_into(&collection, &[(name, text)]);
        assert_eq!((again.has_news(), same), (false, collection));
    }
}

#[test]
fn options_apply_to_every_entry() {
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
fn import_errors_explain_the_problem() {
    let fail = |bytes: &[u8], options: &ImportOptions| import(&[("file", bytes)], options).unwrap_err().to_string();
    let from = |name: &str| ImportOptions { format: Some(name.to_owned()), ..ImportOptions::default() };
    for (bytes, expected) in [
        (b"" as &[u8], "file: the file is empty"),
        (b" \n", "file: the file is empty"),
        (b"\0\0\0\0", "file: the file is not text; if it is one, name its encoding with `--encoding`"),
        (b"(\n schema: 1, id: \"a\")", "file: the file is a collection of kzq; open it with `--data`"),
    ] {
        assert_eq!(fail(bytes, &ImportOptions::default()), expected);
    }
    assert!(fail(b"[{", &from("json")).starts_with("file: line 1: "));
    let encoding = ImportOptions { encoding: Some("klingon".to_owned()), ..ImportOptions::default() };
    assert!(fail(b"x", &encoding).starts_with("there is no encoding “klingon”"));
}

#[test]
fn write_errors_stop_the_import() {
    let file = ImportFile { path: "a.json", name: "a.json", bytes: b"[\"One.\"]" };
    let result = Importer::new().import(file, &ImportOptions::default(), &mut |_, _| Err(io::Error::other("full")));
    assert!(matches!(result, Err(ImportError::Output(_))));
}

#[test]
fn format_names_are_unique_and_descriptions_on_one_line() {
    let mut names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), FORMATS.len());
    assert!(FORMATS.iter().all(|format| !format.about.contains('\n') && !format.about.ends_with('.')));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any table gives a collection that loads.
    #[test]
    fn any_table_gives_a_valid_collection(
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

/// Imports an export of kzq, and returns it as a collection that passes every check.
fn import_again(exported: &str) -> Corpus {
    let (outcome, collection) = import(&[("mine", exported.as_bytes())], &ImportOptions::default()).unwrap();
    assert_eq!(outcome.files[0].skipped.len(), 0, "{exported}");
    assert_eq!(outcome.files[0].doubts.len(), 0, "{exported}");
    assert_eq!(errors(&collection), [] as [String; 0], "{collection}");
    kzq_corpus::read("imported.ron", collection.as_bytes()).corpus.unwrap()
}

fn export_all(corpus: &Corpus, format: kzq_export::Format) -> String {
    let ids: Vec<_> = corpus.entry_ids().collect();
    kzq_export::export(corpus, &ids, format).text.to_string()
}

proptest! {
    /// Tables and JSON exported by kzq are imported unchanged, whatever the words.
    #[test]
    fn tables_and_json_exported_by_kzq_round_trip(
        texts in prop::collection::vec("[ “\"'=+@-]{0,2}[ -~\n\t“”é汉]{0,12}x[ -~\n“”,;\"]{0,6}", 3),
        lines in prop::collection::vec("[“\"'=+@-]?[ -~“”é汉]{0,8}x[ -~“”,;\"]{0,4}", 6),
    ) {
        let text = |at: usize| ron::to_string(&texts[at]).unwrap();
        let line = |at: usize| ron::to_string(&lines[at]).unwrap();
        let collection = format!(
            "(schema: 1, id: \"imported\", title: \"T\", speakers: {{\"a\": (name: {}, role: {})}},
            sources: {{\"s\": (title: {}, kind: Book, translator: [{}, {}])}},
            entries: [
                Quote(id: \"q\", by: \"a\", text: {}, source: (id: \"s\", section: {}), note: {}, tags: [{}, {}],
                    status: Disputed({}), lead: Narrated({}), extra: {{\"imported\": \"mine\"}}),
                Quote(id: \"same\", by: \"a\", text: {}, translation_of: \"q\", extra: {{\"imported\": \"mine\"}}),
            ])",
            line(0), line(1), line(2), line(3), line(4), text(0), line(5), text(1), line(2), line(3), line(4), text(2), text(0)
        );
        let before = kzq_corpus::read("c.ron", collection.as_bytes()).corpus.unwrap();
        for format in [
            kzq_export::Format::Csv,
            kzq_export::Format::Tsv,
            kzq_export::Format::Json,
            kzq_export::Format::Ndjson,
        ] {
            let exported = export_all(&before, format);
            let after = import_again(&exported);
            for (new, old) in after.entries().zip(before.entries()) {
                prop_assert_eq!(new.texts(), old.texts());
                prop_assert_eq!((new.note(), new.tags(), new.status()), (old.note(), old.tags(), old.status()));
                prop_assert_eq!((new.lead(), new.translation_of()), (old.lead(), old.translation_of()));
            }
            prop_assert_eq!(export_all(&after, format), exported);
        }
    }
}
