//! Collections as people write them: thirty that are broken, each by one kind of mistake, and the many ways of
//! being well-formed.
//!
//! Each file under `tests/model/broken` marks the lines on which it is wrong with [`MARK`]; where no comment can stand,
//! [`UNMARKED`] gives the line. What a person reads about each file is kept as a snapshot.

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

/// The comment behind a mistake.
const MARK: &str = "// <- here";

/// The line of the mistake in files where no comment can stand on it: in a text that nothing closes, in JSON, in
/// nothing at all.
const UNMARKED: [(&str, usize); 3] = [("02-unclosed-string", 10), ("10-json", 1), ("11-empty", 1)];

/// A file under `tests/model/broken`.
#[derive(Debug)]
struct Broken {
    name: String,
    bytes: Vec<u8>,
}

impl Broken {
    /// All of them, in the order of their numbers.
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

    /// The lines that are wrong, as their author says.
    fn wrong_lines(&self) -> BTreeSet<usize> {
        let text = String::from_utf8_lossy(&self.bytes);
        let marked = text.lines().enumerate().filter(|(_, line)| line.contains(MARK)).map(|(index, _)| index + 1);
        let unmarked = UNMARKED.into_iter().filter(|(name, _)| *name == self.name).map(|(_, line)| line);
        marked.chain(unmarked).collect()
    }
}

mod broken {
    //! What is found in the thirty.

    use super::*;

    #[test]
    fn thirty_files_and_more_break_every_rule() {
        let files = Broken::all();
        assert!(files.len() >= 30);
        let findings: Vec<Diagnostic> = files.iter().flat_map(Broken::findings).collect();
        for code in Rule::ALL {
            assert!(findings.iter().any(|finding| finding.rule == code), "no file breaks the rule {}", code.name());
        }
    }

    #[test]
    fn every_finding_names_the_line_of_the_mistake() {
        for file in Broken::all() {
            let found: BTreeSet<usize> = file.findings().iter().map(|finding| finding.location.line).collect();
            assert_eq!(found, file.wrong_lines(), "{}", file.name);
        }
    }

    #[test]
    fn the_snapshots_are_what_a_person_reads() {
        for file in Broken::all() {
            let report = render::render(&file.findings(), false);
            insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(file.name, report) });
        }
    }

    #[test]
    fn json_holds_the_same_findings() {
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
    fn findings_stand_in_the_order_of_the_file() {
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
    fn an_id_that_nobody_can_see_is_none() {
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
    fn one_mistake_is_one_finding() {
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
    fn an_error_withholds_a_collection_and_a_warning_does_not() {
        for file in Broken::all() {
            let reading = file.reading();
            assert_eq!(reading.corpus.is_none(), reading.has_errors(), "{}", file.name);
        }
    }

    #[test]
    fn no_report_drives_the_terminal() {
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

    /// The file that a mutation begins with: the embedded collection, or one that is broken already.
    fn seed() -> impl Strategy<Value = Vec<u8>> {
        let embedded = include_bytes!("../../data/tokayev-al-jazeera.ron").to_vec();
        let broken: Vec<Vec<u8>> = Broken::all().into_iter().map(|file| file.bytes).collect();
        prop_oneof![Just(embedded), select(broken)]
    }

    /// What the hand of a person, or a bad disk, does to a file.
    #[derive(Clone, Debug)]
    enum Mutation {
        Delete,
        Repeat,
        Replace(Vec<u8>),
    }

    /// Bytes that mean something to RON, to kzq or to UTF-8.
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

    /// Reads the bytes, and holds every finding to a place that the file has.
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
        fn arbitrary_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            read_and_check(&bytes)?;
        }

        #[test]
        fn arbitrary_tokens_are_read(parts in proptest::collection::vec(meaningful(), 0..60)) {
            read_and_check(&parts.concat())?;
        }

        #[test]
        fn a_damaged_collection_is_read(bytes in mutated()) {
            read_and_check(&bytes)?;
        }
    }
}

mod well_formed {
    //! What must be accepted, however it is written.

    use super::*;

    /// A collection that uses every field of every table, written plainly.
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

    /// The corpus of collections in which nothing may be found.
    fn accepted_all(texts: &[&str]) -> Corpus {
        let (corpus, findings) = Corpus::merge(texts.iter().map(|text| read("x.ron", text.as_bytes())).collect());
        assert!(findings.is_empty(), "{}", render::render(&findings, false));
        corpus
    }

    fn accepted(text: &str) -> Corpus {
        accepted_all(&[text])
    }

    /// A collection of these entries, with a speaker `ada`.
    fn of_entries(entries: &str) -> Corpus {
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

    /// `text` with each of these parts replaced; each must be there.
    fn with(text: &str, replacements: &[(&str, &str)]) -> String {
        replacements.iter().fold(text.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        })
    }

    #[test]
    fn a_byte_order_mark_and_the_line_ends_of_windows_are_no_part_of_it() {
        assert_reads_as_plain(&format!("\u{feff}{PLAIN}"));
        assert_reads_as_plain(&PLAIN.replace('\n', "\r\n"));
    }

    #[test]
    fn what_is_optional_may_stand_in_some() {
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
    fn comments_stand_wherever_there_is_a_blank() {
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
    fn a_comma_may_trail_or_not() {
        assert_reads_as_plain(&with(PLAIN, &[("],\n    )", "]\n    )"), ("},\n            ),", "}\n            ),")]));
        assert_reads_as_plain(&with(PLAIN, &[("\"]", "\",]"), ("\")", "\",)"), ("\"}", "\",}")]));
    }

    #[test]
    fn a_text_may_be_raw_or_run_over_lines() {
        let text = |written: &str| {
            let corpus = of_entries(&format!(r#"Quote(id: "a", by: "ada", text: {written})"#));
            corpus.entries().next().unwrap().text().to_string()
        };
        assert_eq!(text(r##"r#"I call it "Hope"."#"##), "I call it \"Hope\".");
        assert_eq!(text("\"One\r\n\r\ntwo\""), "One\n\ntwo");
    }

    #[test]
    fn a_lead_may_be_a_question_as_it_was_put() {
        let corpus = of_entries(r#"Quote(id: "a", by: "ada", lead: Asked("When?"), text: "In May.")"#);
        assert!(
            matches!(&corpus.entries().next().unwrap().lead(), Some(Lead::Asked(words)) if words.as_str() == "When?")
        );
    }

    #[test]
    fn a_lead_may_be_a_question_that_the_source_tells() {
        for entry in [
            // As most entries are written, and with a field that few have.
            r#"Quote(id: "a", by: "ada", lead: AskedAsTold("She was asked when."), text: "In May.")"#,
            r#"Quote(id: "a", by: "ada", lead: AskedAsTold("She was asked when."), text: "In May.", note: "n")"#,
        ] {
            let corpus = of_entries(entry);
            let lead = corpus.entries().next().unwrap().lead();
            assert_eq!(lead, Some(Lead::AskedAsTold("She was asked when.".into())), "{entry}");
        }
    }

    #[test]
    fn a_difference_may_say_which_words_it_is_about() {
        let corpus = of_entries(
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
    fn a_contradiction_may_be_to_another_collection() {
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
    fn an_answer_may_be_verbatim_and_then_bear_a_paraphrase() {
        let corpus = of_entries(
            r#"Qa(id: "a", answers_for: "ada", wording: Verbatim, question: "When?", answer: "In May."),
               Paraphrase(id: "b", of: "ada", rests_on: ["a"], text: "It opens in May.")"#,
        );
        let wordings: Vec<Wording> = corpus.entries().map(Entry::wording).collect();
        assert_eq!(wordings, [Wording::Verbatim, Wording::Reported]);
    }

    #[test]
    fn only_a_machine_makes_a_summary() {
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
    fn what_is_not_said_and_what_is_said_to_be_nothing_differ() {
        let corpus = of_entries(
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
    fn a_collection_may_keep_fields_of_its_own() {
        let corpus = of_entries(r#"Quote(id: "a", by: "ada", text: "In May.", extra: {"tape": "4", "mood": "good"})"#);
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
    fn the_tables_may_be_left_out() {
        let corpus = accepted(r#"(schema: 1, id: "x", title: "X", entries: [])"#);
        assert_eq!((corpus.collections().len(), corpus.len()), (1, 0));
        let corpus = of_entries(r#"Quote(id: "a", by: "ada", text: "In May.")"#);
        let entry = corpus.entries().next().unwrap();
        assert!(entry.citation().is_none() && entry.topics().is_empty() && entry.lead().is_none());
    }
}
