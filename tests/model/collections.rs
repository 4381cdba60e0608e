//! Collections as people write them: more than thirty broken ones, each with one kind of mistake, and the many ways to
//! write a valid one.
//!
//! Each file under `tests/model/broken` marks its wrong lines with [`MARK`]; where a comment is not possible,
//! [`UNMARKED`] gives the line. The printed findings of each file are kept as a snapshot.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kzq_corpus::{Corpus, Entry, Lead, ParsedCollection, Wording, read};
use kzq_ron::diagnostics::render;
use kzq_ron::{Diagnostic, Rule, Severity, invisible_characters};
use kzq_text::Safe;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::json;

/// The comment that follows a mistake.
const MARK: &str = "// <- here";

/// The line of the mistake in files where a comment is not possible: in an unterminated string, in JSON and in an
/// empty file.
const UNMARKED: [(&str, usize); 3] = [("02-unclosed-string", 10), ("10-json", 1), ("11-empty", 1)];

/// A file under `tests/model/broken`.
#[derive(Debug)]
struct Broken {
    name: String,
    bytes: Vec<u8>,
}

impl Broken {
    /// All broken files, by number.
    fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/model/broken");
        let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        let mut paths: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "ron")).collect();
        paths.sort();
        paths.iter().map(|path| Self::open(path)).collect()
    }

    fn open(path: &Path) -> Self {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        Self { name, bytes: fs::read(path).unwrap() }
    }

    fn reading(&self) -> ParsedCollection {
        read(&format!("{}.ron", self.name), &self.bytes)
    }

    fn findings(&self) -> Vec<Diagnostic> {
        let mut findings = Corpus::merge(vec![self.reading()]).1;
        let text = String::from_utf8_lossy(&self.bytes);
        findings.extend(invisible_characters(&format!("{}.ron", self.name), &text));
        findings
    }

    /// The lines marked as wrong.
    fn expected_lines(&self) -> BTreeSet<usize> {
        let text = String::from_utf8_lossy(&self.bytes);
        let marked = text.lines().enumerate().filter(|(_, line)| line.contains(MARK)).map(|(index, _)| index + 1);
        let unmarked = UNMARKED.into_iter().filter(|(name, _)| *name == self.name).map(|(_, line)| line);
        marked.chain(unmarked).collect()
    }
}

mod broken {
    //! The findings of the broken files.

    use super::*;

    #[test]
    fn broken_files_cover_every_rule() {
        let files = Broken::all();
        assert!(files.len() >= 30);
        let findings: Vec<Diagnostic> = files.iter().flat_map(Broken::findings).collect();
        for code in Rule::ALL {
            assert!(findings.iter().any(|finding| finding.rule == code), "no file breaks the rule {}", code.name());
        }
    }

    #[test]
    fn findings_are_on_exactly_the_marked_lines() {
        for file in Broken::all() {
            let found: BTreeSet<usize> = file.findings().iter().map(|finding| finding.location.line).collect();
            assert_eq!(found, file.expected_lines(), "{}", file.name);
        }
    }

    #[test]
    fn rendered_findings_match_snapshots() {
        for file in Broken::all() {
            let report = render::render(&file.findings(), false);
            insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(file.name, report) });
        }
    }

    #[test]
    fn json_lists_the_same_findings() {
        for file in Broken::all() {
            let findings = file.findings();
            let written: serde_json::Value = serde_json::from_str(&render::json(&findings).unwrap()).unwrap();
            assert_eq!(written, findings.iter().map(as_json).collect::<serde_json::Value>(), "{}", file.name);
        }
    }

    fn as_json(finding: &Diagnostic) -> serde_json::Value {
        json!({
            "severity": if finding.severity == Severity::Error { "error" } else { "warning" },
            "code": finding.rule.name(),
            "message": finding.message.as_str(),
            "file": finding.file.as_str(),
            "line": finding.location.line,
            "column": finding.location.column,
            "text": finding.location.excerpt.as_str(),
            "help": finding.help.as_ref().map(Safe::as_str),
        })
    }

    #[test]
    fn findings_are_in_file_order() {
        for file in Broken::all() {
            let findings = file.findings();
            assert!(
                findings.is_sorted_by_key(|finding| (finding.location.line, finding.location.column)),
                "{}",
                file.name
            );
        }
    }

    #[test]
    fn invisible_ids_are_rejected_and_non_latin_ids_accepted() {
        for id in ["\u{3164}", "a\u{115f}", "\u{1160}b", "x\u{ffa0}y", "a\u{200b}", ""] {
            let ron = format!(
                "(schema: 1, id: \"x\", title: \"X\", speakers: {{\"a\": (name: \"Ada\")}},\n  \
                 entries: [Quote(id: \"{id}\", by: \"a\", text: \"Yes.\")])"
            );
            let findings = read("x.ron", ron.as_bytes()).diagnostics;
            let found: Vec<_> =
                findings.iter().map(|finding| (finding.rule, finding.location.line, finding.location.column)).collect();
            assert_eq!(found, [(Rule::BadId, 2, 23)], "{id:?}");
        }
        for id in ["каз-1", "한글", "की", "a.b_c-9", "é"] {
            let ron =
                format!("(schema: 1, id: \"{id}\", title: \"X\", speakers: {{\"a\": (name: \"Ada\")}}, entries: [])");
            assert_eq!(read("x.ron", ron.as_bytes()).diagnostics, [], "{id}");
        }
    }

    #[test]
    fn each_mistake_gives_exactly_one_finding() {
        for (fields, code) in [
            (r#"entries: [Quote(id: "q", by: "a", text: "Yes.")]"#, Rule::MissingField),
            (r#"schema: 1, entries: [Quote(id: "q", by: "a", sic: ["Ye"])]"#, Rule::MissingField),
            (r#"schema: 1, entries: [], topics: [(label: "T", topics: [(id: "u")])]"#, Rule::MissingField),
            (r#"schema: 1, entries: [Quote(id: "q", by: "a", text: "Yes.", sic: [""])]"#, Rule::Empty),
            (r#"schema: 1, entries: [Quote(id: "q", by: "a", text: "So so.", sic: [" "])]"#, Rule::Empty),
            (
                r#"schema: 1, topics: [(id: "t t")],
                entries: [Quote(id: "q", by: "a", text: "Yes.", topics: ["t t"])]"#,
                Rule::BadId,
            ),
            (
                r#"schema: 1, entries: [Quote(id: "q q", by: "a", text: "Yes."),
                Paraphrase(id: "p", of: "a", text: "She agreed.", rests_on: ["q q"])]"#,
                Rule::BadId,
            ),
        ] {
            let ron = format!(r#"(id: "x", title: "X", speakers: {{"a": (name: "Ada")}}, {fields})"#);
            let codes: Vec<Rule> =
                read("x.ron", ron.as_bytes()).diagnostics.iter().map(|finding| finding.rule).collect();
            assert_eq!(codes, [code], "{ron}");
        }
    }

    #[test]
    fn collections_are_rejected_only_on_errors() {
        for file in Broken::all() {
            let reading = file.reading();
            assert_eq!(reading.corpus.is_none(), reading.has_errors(), "{}", file.name);
        }
    }

    #[test]
    fn findings_print_no_control_or_bidi_override_characters() {
        let hostile = |c: char| c != '\n' && c.is_control() || matches!(c, '\u{202a}'..='\u{202e}');
        for file in Broken::all() {
            let findings = file.findings();
            assert!(!render::render(&findings, false).contains(hostile), "{}", file.name);
            assert!(!render::json(&findings).unwrap().contains(hostile), "{}", file.name);
        }
    }
}

mod anything {
    //! The parser handles any bytes.

    use super::*;

    /// The file to mutate: the embedded collection or a broken one.
    fn seed() -> impl Strategy<Value = Vec<u8>> {
        let embedded = include_bytes!("../../data/tokayev-al-jazeera.ron").to_vec();
        let broken: Vec<Vec<u8>> = Broken::all().into_iter().map(|file| file.bytes).collect();
        prop_oneof![Just(embedded), select(broken)]
    }

    /// Damage done to a file by hand or by a bad disk.
    #[derive(Clone, Debug)]
    enum Mutation {
        Delete,
        Repeat,
        Replace(Vec<u8>),
    }

    /// Bytes that have a meaning in RON, kzq or UTF-8.
    fn meaningful() -> impl Strategy<Value = Vec<u8>> {
        const TOKENS: &str = r#"( ) [ ] { } " ' “ , : = \ \u{ // /* */ r#" Some( Quote( #![enable(unwrap_newtypes)]"#;
        const OTHERS: [&[u8]; 5] = [b"\n", b"\r", b"\x1b", b"\xff", b"\xef\xbb\xbf"];
        let all: Vec<&[u8]> = TOKENS.split(' ').map(str::as_bytes).chain(OTHERS).collect();
        select(all).prop_map(<[u8]>::to_vec)
    }

    fn mutation() -> impl Strategy<Value = Mutation> {
        let bytes = prop_oneof![meaningful(), proptest::collection::vec(any::<u8>(), 0..8)];
        prop_oneof![Just(Mutation::Delete), Just(Mutation::Repeat), bytes.prop_map(Mutation::Replace)]
    }

    fn mutate(bytes: &mut Vec<u8>, mutation: Mutation, at: Index, length: usize) {
        let start = at.index(bytes.len() + 1);
        let range = start..(start + length).min(bytes.len());
        let by = match mutation {
            Mutation::Delete => Vec::new(),
            Mutation::Repeat => bytes[range.clone()].repeat(2),
            Mutation::Replace(by) => by,
        };
        bytes.splice(range, by);
    }

    fn mutated() -> impl Strategy<Value = Vec<u8>> {
        let mutations = proptest::collection::vec((mutation(), any::<Index>(), 0_usize..40), 1..6);
        (seed(), mutations).prop_map(|(mut bytes, mutations)| {
            for (mutation, at, length) in mutations {
                mutate(&mut bytes, mutation, at, length);
            }
            bytes
        })
    }

    /// Reads the bytes and checks that every finding has a valid location.
    fn read_and_check(bytes: &[u8]) -> Result<(), TestCaseError> {
        let (_, findings) = Corpus::merge(vec![read("any.ron", bytes)]);
        let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
        let lines: Vec<usize> = text.split('\n').map(|line| line.chars().count()).collect();
        for Diagnostic { location: place, .. } in &findings {
            prop_assert!((1..=lines.len()).contains(&place.line), "{place:?}");
            prop_assert!((1..=lines[place.line - 1] + 1).contains(&place.column), "{place:?}");
            prop_assert!(place.excerpt.as_str().get(place.underline.clone()).is_some(), "{place:?}");
        }
        prop_assert_eq!(render::render(&findings, false).is_empty(), findings.is_empty());
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn arbitrary_bytes_give_valid_findings(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            read_and_check(&bytes)?;
        }

        #[test]
        fn arbitrary_tokens_give_valid_findings(parts in proptest::collection::vec(meaningful(), 0..60)) {
            read_and_check(&parts.concat())?;
        }

        #[test]
        fn damaged_collections_give_valid_findings(bytes in mutated()) {
            read_and_check(&bytes)?;
        }
    }
}

mod well_formed {
    //! Valid collections, in all the ways they may be written.

    use super::*;

    /// A collection that uses every field of every table, in plain notation.
    const PLAIN: &str = r#"(
        schema: 1,
        id: "town-hall",
        title: "Town hall",
        speakers: {"mayor": (name: "Ada Berg", role: "Mayor", aliases: ["A. Berg"])},
        sources: {
            "meeting": (kind: Speech, title: "The meeting", date: "2026-05"),
            "gazette": (
                kind: Article, title: "A bridge", container: "News", publisher: "The Gazette",
                url: "https://example.org/bridge", accessed: "2026-06-01", reports: "meeting",
                note: "Page 1.", archived: "https://archive.example/bridge",
            ),
        },
        topics: [(id: "roads", label: "Roads", topics: [(id: "bridges", label: "Bridges")])],
        entries: [
            Quote(
                id: "bridge", by: "mayor", topics: ["roads/bridges"], turn: 1,
                lead: Narrated("She began with the bridge"), text: "It open in May.", sic: ["It open"],
                source: (id: "gazette", section: "Front page", item: 2),
                variants: ["bridge-2"], says_same: ["bridge-2"], lang: "en", time: "0:41", note: "Twice.",
                checked: (by: "Bo", date: "2026-06-02"), extra: {"tape": "4"},
            ),
            Quote(id: "bridge-2", by: "mayor", text: "It opens in May.", translation_of: "bridge"),
            Paraphrase(id: "soon", of: "mayor", text: "It opens soon.", rests_on: ["bridge"],
                differs: ["“soon”", Beyond("soon"), Against(phrase: "soon", words: "in May")]),
        ],
    )"#;

    /// Loads collections that must have no findings.
    fn accepted_all(texts: &[&str]) -> Corpus {
        let (corpus, findings) = Corpus::merge(texts.iter().map(|text| read("x.ron", text.as_bytes())).collect());
        assert!(findings.is_empty(), "{}", render::render(&findings, false));
        corpus
    }

    fn accepted(text: &str) -> Corpus {
        accepted_all(&[text])
    }

    /// A collection with these entries and a speaker `ada`.
    fn corpus_with_entries(entries: &str) -> Corpus {
        accepted(&format!(
            r#"(schema: 1, id: "x", title: "X", speakers: {{"ada": (name: "Ada")}}, entries: [{entries}])"#
        ))
    }

    #[track_caller]
    fn assert_reads_as_plain(text: &str) {
        let (plain, other) = (accepted(PLAIN), accepted(text));
        assert_ne!(text, PLAIN);
        assert_eq!(other.collections(), plain.collections());
        assert_eq!(other.speakers(), plain.speakers());
        assert_eq!(other.sources(), plain.sources());
        assert_eq!(other.topics(), plain.topics());
        assert!(other.entries().eq(plain.entries()));
    }

    /// Replaces each of these parts in `text`, which must contain them.
    fn with(text: &str, replacements: &[(&str, &str)]) -> String {
        replacements.iter().fold(text.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        })
    }

    #[test]
    fn byte_order_mark_and_crlf_line_endings_are_ignored() {
        assert_reads_as_plain(&format!("\u{feff}{PLAIN}"));
        assert_reads_as_plain(&PLAIN.replace('\n', "\r\n"));
    }

    #[test]
    fn optional_values_may_be_wrapped_in_some() {
        assert_reads_as_plain(&with(
            PLAIN,
            &[
                (r#"role: "Mayor""#, r#"role: Some("Mayor")"#),
                (r#"aliases: ["A. Berg"]"#, r#"aliases: Some(["A. Berg"])"#),
                ("kind: Speech", "kind: Some(Speech)"),
                (r#"date: "2026-05""#, r#"date: Some("2026-05"), url: None"#),
                (r#"reports: "meeting""#, r#"reports: Some("meeting")"#),
                ("turn: 1", "turn: Some(1)"),
                (
                    r#"lead: Narrated("She began with the bridge")"#,
                    r#"lead: Some(Narrated("She began with the bridge"))"#,
                ),
                (
                    r#"source: (id: "gazette", section: "Front page", item: 2)"#,
                    r#"source: Some((id: "gazette", section: Some("Front page"), item: Some(2)))"#,
                ),
                (r#"translation_of: "bridge""#, r#"translation_of: Some("bridge"), source: None, lead: None"#),
                (r#"rests_on: ["bridge"]"#, r#"rests_on: Some(["bridge"])"#),
                (r#"extra: {"tape": "4"}"#, r#"extra: Some({"tape": "4"})"#),
            ],
        ));
        assert_reads_as_plain(&format!("#![enable(implicit_some)]\n{PLAIN}"));
    }

    #[test]
    fn comments_are_allowed_between_tokens() {
        assert_reads_as_plain(&with(
            PLAIN,
            &[
                ("],\n    )", "] /* no comma */ )"),
                (": ", ": /* a /* nested */ one */ "),
                ("[", "[ /* the first: */ "),
                (",\n", ", // the rest of a “line”: \"\n"),
            ],
        ));
        assert_reads_as_plain(&format!("// at the beginning\n{PLAIN} // and at the end"));
    }

    #[test]
    fn trailing_commas_are_optional() {
        assert_reads_as_plain(&with(PLAIN, &[("],\n    )", "]\n    )"), ("},\n            ),", "}\n            ),")]));
        assert_reads_as_plain(&with(PLAIN, &[("\"]", "\",]"), ("\")", "\",)"), ("\"}", "\",}")]));
    }

    #[test]
    fn texts_may_be_raw_or_multiline_strings() {
        let text = |written: &str| {
            let corpus = corpus_with_entries(&format!(r#"Quote(id: "a", by: "ada", text: {written})"#));
            corpus.entries().next().unwrap().text().to_string()
        };
        assert_eq!(text(r##"r#"I call it "Hope"."#"##), "I call it \"Hope\".");
        assert_eq!(text("\"One\r\n\r\ntwo\""), "One\n\ntwo");
    }

    #[test]
    fn lead_may_be_a_verbatim_question() {
        let corpus = corpus_with_entries(r#"Quote(id: "a", by: "ada", lead: Asked("When?"), text: "In May.")"#);
        assert!(
            matches!(&corpus.entries().next().unwrap().lead(), Some(Lead::Asked(words)) if words.as_str() == "When?")
        );
    }

    #[test]
    fn lead_may_be_a_reported_question() {
        for entry in [
            // In the usual form, and with a rare field.
            r#"Quote(id: "a", by: "ada", lead: AskedAsTold("She was asked when."), text: "In May.")"#,
            r#"Quote(id: "a", by: "ada", lead: AskedAsTold("She was asked when."), text: "In May.", note: "n")"#,
        ] {
            let corpus = corpus_with_entries(entry);
            let lead = corpus.entries().next().unwrap().lead();
            assert_eq!(lead, Some(Lead::AskedAsTold("She was asked when.".into())), "{entry}");
        }
    }

    #[test]
    fn differences_resolve_to_the_contradicted_quotation() {
        let corpus = corpus_with_entries(
            r#"Quote(id: "a", by: "ada", text: "In May."), Quote(id: "b", by: "ada", text: "Never in June."),
               Paraphrase(id: "c", of: "ada", text: "In cold June.", rests_on: ["a"], differs: [
                   "Ada did not say which June", Beyond("cold"), Against(phrase: "In cold June", words: "In May"),
                   Against(phrase: "June", words: "Never", in: "b"),
               ])"#,
        );
        let entry = corpus.entries().last().unwrap();
        let contradicted = entry.differs().iter().map(|one| entry.contradicted(one).map(|id| corpus.entry(id).id()));
        assert_eq!(contradicted.collect::<Vec<_>>(), [None, None, Some("a".into()), Some("b".into())]);
    }

    #[test]
    fn differences_may_contradict_another_collection() {
        let words = r#"(schema: 1, id: "words", title: "Words", speakers: {"ada": (name: "Ada")},
            entries: [Quote(id: "a", by: "ada", text: "In May.")])"#;
        let echo = |differs: &str| {
            format!(
                r#"(schema: 1, id: "echo", title: "Echo", speakers: {{"ada": (name: "Ada")}}, entries: [
                    Quote(id: "a", by: "ada", text: "Here."),
                    Paraphrase(id: "b", of: "ada", text: "In June.", rests_on: ["words/a"], differs: [{differs}])])"#
            )
        };
        for differs in
            [r#"Against(phrase: "June", words: "May")"#, r#"Against(phrase: "June", words: "May", in: "words/a")"#]
        {
            let echo = echo(differs);
            for order in [[words, &echo], [&echo, words]] {
                let corpus = accepted_all(&order);
                let entry = corpus.entry(corpus.look_up("echo/b").found().unwrap());
                let quotation = entry.contradicted(&entry.differs()[0]).unwrap();
                assert_eq!(corpus.qualified_id(quotation).as_str(), "words/a");
            }
        }
        for (differs, rule) in [
            (r#"Against(phrase: "June", words: "may")"#, Rule::NotInText),
            (r#"Against(phrase: "June", words: "may", in: "words/a")"#, Rule::NotInText),
            (r#"Against(phrase: "June", words: "May", in: "words/b")"#, Rule::Dangling),
            (r#"Against(phrase: "June", words: "June", in: "echo/b")"#, Rule::NotAQuotation),
        ] {
            let parsed = [words, &echo(differs)].map(|text| read("x.ron", text.as_bytes()));
            let found: Vec<Rule> = Corpus::merge(parsed.into()).1.iter().map(|finding| finding.rule).collect();
            assert_eq!(found, [rule], "{differs}");
        }
    }

    #[test]
    fn paraphrase_may_rest_on_a_verbatim_answer() {
        let corpus = corpus_with_entries(
            r#"Qa(id: "a", answers_for: "ada", wording: Verbatim, question: "When?", answer: "In May."),
               Paraphrase(id: "b", of: "ada", rests_on: ["a"], text: "It opens in May.")"#,
        );
        let wordings: Vec<Wording> = corpus.entries().map(Entry::wording).collect();
        assert_eq!(wordings, [Wording::Verbatim, Wording::Reported]);
    }

    #[test]
    fn only_machine_summaries_have_summary_wording() {
        let wording = |kind: &str| {
            let corpus = accepted(&format!(
                r#"(schema: 1, id: "x", title: "X",
                speakers: {{"ada": (name: "Ada")}},
                sources: {{"s": (kind: {kind}, title: "S")}},
                entries: [Paraphrase(id: "a", of: "ada", text: "In May.", source: (id: "s"))])"#
            ));
            corpus.entries().next().unwrap().wording()
        };
        assert_eq!(wording("Summary(machine: true)"), Wording::Summary);
        assert_eq!(wording("Summary(machine: false)"), Wording::Reported);
        assert_eq!(wording("Summary()"), Wording::Reported);
        assert_eq!(wording("Article"), Wording::Reported);
    }

    #[test]
    fn missing_and_empty_rests_on_are_distinguished() {
        let corpus = corpus_with_entries(
            r#"Paraphrase(id: "a", of: "ada", text: "Soon."),
               Paraphrase(id: "b", of: "ada", text: "Soon.", rests_on: [])"#,
        );
        let known: Vec<bool> = corpus.entries().map(|entry| entry.rests_on().is_some()).collect();
        assert_eq!(known, [false, true]);
    }

    #[test]
    fn collections_refer_to_each_other_in_either_order() {
        let words = r#"(schema: 1, id: "words", title: "Words", speakers: {"ada": (name: "Ada")},
            entries: [Quote(id: "a", by: "ada", text: "In May.")])"#;
        let echo = r#"(schema: 1, id: "echo", title: "Echo", speakers: {"ada": (name: "Ada")},
            entries: [Paraphrase(id: "a", of: "ada", text: "It opens in May.", rests_on: ["words/a"])])"#;
        for order in [[words, echo], [echo, words]] {
            let corpus = accepted_all(&order);
            let echo = corpus.entries().find(|entry| entry.wording() == Wording::Reported).unwrap();
            assert_eq!(corpus.qualified_id(echo.basis()[0]).as_str(), "words/a");
        }
    }

    #[test]
    fn entries_may_have_custom_fields() {
        let corpus =
            corpus_with_entries(r#"Quote(id: "a", by: "ada", text: "In May.", extra: {"tape": "4", "mood": "good"})"#);
        let extra: Vec<_> = corpus
            .entries()
            .next()
            .unwrap()
            .extra()
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        assert_eq!(extra, [("tape", "4"), ("mood", "good")]);
    }

    #[test]
    fn optional_tables_and_fields_may_be_omitted() {
        let corpus = accepted(r#"(schema: 1, id: "x", title: "X", entries: [])"#);
        assert_eq!((corpus.collections().len(), corpus.len()), (1, 0));
        let corpus = corpus_with_entries(r#"Quote(id: "a", by: "ada", text: "In May.")"#);
        let entry = corpus.entries().next().unwrap();
        assert!(entry.citation().is_none() && entry.topics().is_empty() && entry.lead().is_none());
    }
}
