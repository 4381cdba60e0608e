//! Search engines for collections too large for one machine: their configurations in `contrib/` match the engines'
//! documentation and the output of `kzq export`, and the commands of `docs/scaling.md` work with fake programs.

use std::collections::BTreeSet;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::{Map, Value, json};
use tempfile::TempDir;

use crate::support::command::kzq;
use crate::support::{KZQ, file_in, installed, search_path};

/// Two collections that together use every field, and share ids.
const SPEECHES: &str = r#"(schema: 1, id: "speeches", title: "Speeches",
    speakers: {"smith": (name: "Ann Smith", role: "Minister", aliases: ["Anna Smith"])},
    sources: {
        "story": (kind: Article, title: "Smith speaks", publisher: "Gazette", date: "2021-03-04", authors: ["Bo Lee"],
            container: "The Week", url: "https://example.org/story", note: "Abridged.", reports: "speech"),
        "speech": (kind: Speech, title: "On waiting", date: "2021-03"),
        "robot": (kind: Summary(machine: true), title: "Notes of a machine", reports: "story"),
    },
    topics: [(id: "war", label: "War & peace", topics: [(id: "peace")])],
    entries: [
        Quote(id: "first", by: "smith", text: "We will not wait, and we will not weit.", lead: Narrated("Asked, she said:"),
            sic: ["weit"], topics: ["war/peace"], tags: ["short"], turn: 1, time: "1:02", lang: "en", note: "Often cited.",
            date: "2021-03-03", source: (id: "story", section: "Opening", item: 2, page: "3"), says_same: ["third"],
            checked: (by: "Bo Lee", date: "2026-11-20"), extra: {"shelf.mark": "X 1"}),
        Paraphrase(id: "second", of: "smith", text: "She said that they would wait.", rests_on: ["first"], source: (id: "robot"),
            differs: [Against(phrase: "would wait", words: "will not wait", in: "first"), "It has no date."], topics: ["war"]),
        Qa(id: "third", wording: Verbatim, answers_for: "smith", question: "When?", answer: "Now.", lead: Asked("And so?"),
            date: "c. 1990", status: Disputed("Nobody has the tape."), topics: ["war"], variants: ["first"]),
        Quote(id: "fourth", by: "smith", text: "Nous n’attendrons pas.", translation_of: "first", lang: "fr", topics: ["war"]),
    ])"#;
const LETTERS: &str = r#"(schema: 1, id: "letters", title: "Letters",
    speakers: {"smith": (name: "Adam Smith")},
    sources: {"story": (kind: Book, title: "Letters", authors: ["Adam Smith"], date: "1776")},
    topics: [(id: "trade")],
    entries: [
        Quote(id: "first", by: "smith", text: "The butcher, the brewer, or the baker.", topics: ["trade"],
            source: (id: "story", chapter: "2"), date: "-380", variants: ["second"]),
        Quote(id: "second", by: "smith", text: "The butcher, the brewer and the baker.", topics: ["trade"],
            source: (id: "story")),
    ])"#;

/// The parameters of a field type, each with a check of its value.
type Parameters = &'static [(&'static str, fn(&Value) -> bool)];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn configuration(engine: &str) -> Value {
    let path = root().join("contrib").join(engine).join("quotations.json");
    serde_json::from_str(&fs::read_to_string(&path).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap_or_else(|| panic!("no object: {value}"))
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().map(|text| text.as_str().unwrap()).collect()
}

/// Fails unless an object has only these keys.
#[track_caller]
fn assert_has_only(value: &Value, keys: &[&str]) {
    let unknown: Vec<&String> = object(value).keys().filter(|key| !keys.contains(&key.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:?} in {value}");
}

/// The entries of a collection, exported as NDJSON.
fn exported(collection: &str) -> Vec<Value> {
    let run = kzq(["--data", "c.ron", "export", "--format", "ndjson"]);
    file_in(run.home(), "c.ron", collection);
    let done = run.run();
    assert_eq!(done.code, Some(0), "{done:?}");
    done.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

mod fields {
    use super::*;

    /// Exported fields that are not indexed, though hits contain them. `differences` repeats `differs`, and the keys of
    /// `extra` are the user's. `kind` of a source is a string or an object, which no type of either engine accepts.
    const LEFT_OUT: [&str; 9] = [
        "differences",
        "extra",
        "sic",
        "turn",
        "time",
        "lead_kind",
        "speaker.organisation",
        "source.kind",
        "checked.fingerprint",
    ];
    /// Fields of a source that are printed in a citation but not indexed.
    const LEFT_OUT_OF_SOURCES: [&str; 16] = [
        "item", "chapter", "page", "line", "location", "place", "edition", "volume", "issue", "pages", "isbn", "doi",
        "note", "archived", "accessed", "text",
    ];

    /// The paths of the exported fields.
    fn exported_fields() -> BTreeSet<String> {
        fn collect(value: &Value, path: &str, paths: &mut BTreeSet<String>) {
            let items = value.as_array().into_iter().flatten();
            let objects: Vec<_> = items.chain([value]).filter_map(Value::as_object).collect();
            if objects.is_empty() || path == "extra" || path.rsplit('.').next() == Some("kind") {
                paths.insert(path.to_owned());
                return;
            }
            for (key, value) in objects.into_iter().flatten() {
                collect(value, [path, key.as_str()].join(".").trim_start_matches('.'), paths);
            }
        }
        let mut paths = BTreeSet::new();
        for entry in exported(SPEECHES) {
            collect(&entry, "", &mut paths);
        }
        // An object in one entry may be null in another.
        let all = paths.clone();
        paths.retain(|path| !all.iter().any(|other| other.starts_with(&format!("{path}."))));
        paths
    }

    /// Fails unless an index contains or deliberately omits each exported field, and has no others.
    fn fits(mapped: &BTreeSet<String>) {
        let of_sources = LEFT_OUT_OF_SOURCES.iter().map(|field| format!("source.{field}"));
        let of_reports =
            LEFT_OUT_OF_SOURCES.iter().skip(5).chain(&["kind"]).map(|field| format!("source.reports.{field}"));
        let is_json = mapped.contains("source.reports");
        let left_out: BTreeSet<String> =
            LEFT_OUT.map(str::to_owned).into_iter().chain(of_sources).chain(of_reports.filter(|_| !is_json)).collect();
        let named: BTreeSet<&String> = mapped.union(&left_out).collect();
        let covers = |named: &str, path: &str| path == named || path.starts_with(&format!("{named}."));
        let exported = exported_fields();
        let new: Vec<_> = exported.iter().filter(|path| !named.iter().any(|named| covers(named, path))).collect();
        assert!(new.is_empty(), "neither in the index nor left out knowingly: {new:?}");
        let gone: Vec<_> = named.iter().filter(|named| !exported.iter().any(|path| covers(named, path))).collect();
        assert!(gone.is_empty(), "not in the export: {gone:?}");
        let both: Vec<_> = mapped.intersection(&left_out).collect();
        assert!(both.is_empty(), "in the index and left out: {both:?}");
    }

    #[test]
    fn opensearch_index_covers_the_exported_fields() {
        fits(&opensearch::mapped(&configuration("opensearch")["mappings"]["properties"], ""));
    }

    #[test]
    fn quickwit_index_covers_the_exported_fields() {
        fits(&quickwit::mapped(&configuration("quickwit")["doc_mapping"]["field_mappings"], ""));
    }
}

mod opensearch {
    use super::*;

    /// The field types that the index uses, each with its parameters: `KeywordProperty`, `TextProperty`, `DateProperty`
    /// and `ObjectProperty` of `spec/schemas/_common.mapping.yaml` in opensearch-project/opensearch-api-specification, at
    /// commit fbe9ede of 21 August 2026.
    const TYPES: [(&str, Parameters); 4] = [
        (
            "keyword",
            &[
                ("boost", Value::is_number),
                ("doc_values", Value::is_boolean),
                ("fields", Value::is_object),
                ("ignore_above", Value::is_u64),
                ("index", Value::is_boolean),
                ("normalizer", Value::is_string),
                ("norms", Value::is_boolean),
                ("null_value", Value::is_string),
                ("store", Value::is_boolean),
            ],
        ),
        (
            "text",
            &[
                ("analyzer", Value::is_string),
                ("boost", Value::is_number),
                ("fielddata", Value::is_boolean),
                ("fields", Value::is_object),
                ("index", Value::is_boolean),
                ("index_options", Value::is_string),
                ("index_phrases", Value::is_boolean),
                ("norms", Value::is_boolean),
                ("position_increment_gap", Value::is_u64),
                ("search_analyzer", Value::is_string),
                ("store", Value::is_boolean),
            ],
        ),
        (
            "date",
            &[
                ("doc_values", Value::is_boolean),
                ("fields", Value::is_object),
                ("format", Value::is_string),
                ("ignore_malformed", Value::is_boolean),
                ("index", Value::is_boolean),
                ("locale", Value::is_string),
                ("store", Value::is_boolean),
            ],
        ),
        ("object", &[("dynamic", Value::is_boolean), ("enabled", Value::is_boolean), ("properties", Value::is_object)]),
    ];
    /// The maximum length of an indexed term, in bytes; a character has up to four.
    const MAX_TERM_BYTES: u64 = 32_766;

    fn type_of(field: &Value) -> &str {
        field["type"].as_str().unwrap_or("object")
    }

    /// The paths of the fields that are indexed.
    pub(super) fn mapped(properties: &Value, path: &str) -> BTreeSet<String> {
        let below = object(properties).iter().flat_map(|(name, field)| {
            let path = format!("{path}{name}");
            match field.get("properties") {
                Some(properties) => mapped(properties, &format!("{path}.")),
                None => BTreeSet::from([path]),
            }
        });
        below.collect()
    }

    /// Calls a function for each field and subfield, with its path.
    fn each<'c>(properties: &'c Value, path: &str, with: &mut dyn FnMut(&str, &'c Value)) {
        for (name, field) in object(properties) {
            let path = format!("{path}{name}");
            with(&path, field);
            for inner in ["properties", "fields"] {
                if let Some(properties) = field.get(inner) {
                    each(properties, &format!("{path}."), with);
                }
            }
        }
    }

    #[test]
    fn every_field_has_a_documented_type() {
        let configuration = configuration("opensearch");
        // `TypeMapping` in the same file; `dynamic: false` ignores new fields instead of rejecting the entry.
        assert_has_only(&configuration, &["settings", "mappings"]);
        assert_has_only(&configuration["mappings"], &["dynamic", "properties"]);
        assert_eq!(configuration["mappings"]["dynamic"], false);
        let analyzers = object(&configuration["settings"]["index"]["analysis"]["analyzer"]);
        each(&configuration["mappings"]["properties"], "", &mut |path, field| {
            let known = TYPES.iter().find(|(name, _)| *name == type_of(field));
            let (name, parameters) = known.unwrap_or_else(|| panic!("{path}: {field}"));
            for (key, value) in object(field).iter().filter(|(key, _)| *key != "type") {
                let parameter = parameters.iter().find(|(parameter, _)| parameter == key);
                assert!(parameter.is_some_and(|(_, fits)| fits(value)), "{path}: {key}: {value}");
            }
            match *name {
                // A longer term makes OpenSearch reject the whole entry.
                "keyword" => {
                    assert!(field["ignore_above"].as_u64().is_some_and(|chars| chars * 4 <= MAX_TERM_BYTES), "{path}");
                }
                "text" => {
                    let is_known = |name: &Value| {
                        name.as_str().is_some_and(|name| name == "keyword" || analyzers.contains_key(name))
                    };
                    assert!(is_known(&field["analyzer"]), "{path}");
                    assert!(field.get("search_analyzer").is_none_or(is_known), "{path}");
                }
                // The formats of <https://docs.opensearch.org/3.8/mappings/supported-field-types/date/> that fit `2025-05-29`,
                // `2025-05` and `2025`. Dates such as `c. 180` match none, and must not cause the entry to be rejected.
                "date" => {
                    assert_eq!(field["format"], "strict_date||strict_year_month||strict_year", "{path}");
                    assert_eq!(field["ignore_malformed"], true, "{path}");
                    assert!(field["fields"]["exact"].is_object(), "{path}");
                }
                _ => {}
            }
        });
    }

    #[test]
    fn the_settings_are_documented() {
        let configuration = configuration("opensearch");
        assert_has_only(&configuration["settings"], &["index"]);
        let index = &configuration["settings"]["index"];
        // `index.query.default_field`: <https://docs.opensearch.org/3.8/install-and-configure/configuring-opensearch/index-settings/>
        assert_has_only(index, &["query", "analysis"]);
        assert_has_only(&index["query"], &["default_field"]);
        let mut fields = BTreeSet::new();
        each(&configuration["mappings"]["properties"], "", &mut |path, field| {
            if type_of(field) != "object" {
                fields.insert(path.to_owned());
            }
        });
        for field in texts(&index["query"]["default_field"]) {
            assert!(fields.contains(field), "{field}");
        }
        // `CustomAnalyzer` and `PathHierarchyTokenizer` of `spec/schemas/_common.analysis.yaml`; the names of built-ins
        // are those of <https://docs.opensearch.org/3.8/analyzers/>.
        let analysis = &index["analysis"];
        assert_has_only(analysis, &["analyzer", "tokenizer"]);
        for (name, tokenizer) in object(&analysis["tokenizer"]) {
            assert_has_only(tokenizer, &["type", "delimiter"]);
            assert_eq!(
                (tokenizer["type"].as_str(), tokenizer["delimiter"].as_str()),
                (Some("path_hierarchy"), Some("/")),
                "{name}"
            );
        }
        for (name, analyzer) in object(&analysis["analyzer"]) {
            assert_has_only(analyzer, &["type", "tokenizer", "filter"]);
            assert_eq!(analyzer["type"], "custom", "{name}");
            let tokenizer = analyzer["tokenizer"].as_str().unwrap();
            assert!(tokenizer == "standard" || analysis["tokenizer"].get(tokenizer).is_some(), "{name}: {tokenizer}");
            assert!(
                texts(&analyzer["filter"]).iter().all(|filter| ["lowercase", "asciifolding"].contains(filter)),
                "{name}"
            );
        }
    }
}

mod quickwit {
    use super::*;

    /// The parameters of fields, besides `name` and `type`: `docs/configuration/index-config.md` of quickwit-oss/quickwit
    /// 0.9.0 (25 July 2026), and `QuickwitTextOptions`, `QuickwitJsonOptions` and `QuickwitObjectOptions` of
    /// `quickwit-doc-mapper/src/doc_mapper/field_mapping_entry.rs`, which reject others. Those of 0.8.2 are the same.
    const TYPES: [(&str, Parameters); 3] = [
        (
            "text",
            &[
                ("description", Value::is_string),
                ("stored", Value::is_boolean),
                ("indexed", Value::is_boolean),
                ("tokenizer", Value::is_string),
                ("record", Value::is_string),
                ("fieldnorms", Value::is_boolean),
                ("fast", Value::is_boolean),
            ],
        ),
        (
            "json",
            &[
                ("description", Value::is_string),
                ("stored", Value::is_boolean),
                ("indexed", Value::is_boolean),
                ("tokenizer", Value::is_string),
                ("record", Value::is_string),
                ("expand_dots", Value::is_boolean),
                ("fast", Value::is_boolean),
            ],
        ),
        ("object", &[("field_mappings", Value::is_array)]),
    ];

    fn name_of(field: &Value) -> &str {
        field["name"].as_str().unwrap()
    }

    fn type_name(field: &Value) -> &str {
        field["type"].as_str().unwrap()
    }

    /// The type of a field without `array<…>`.
    fn type_of(field: &Value) -> &str {
        let name = type_name(field);
        name.strip_prefix("array<").and_then(|name| name.strip_suffix('>')).unwrap_or(name)
    }

    /// Each field that is not an object, with its path.
    fn leaves<'c>(fields: &'c Value, path: &str) -> Vec<(String, &'c Value)> {
        let below = fields.as_array().unwrap().iter().flat_map(|field| {
            let path = format!("{path}{}", name_of(field));
            match field.get("field_mappings") {
                Some(fields) => leaves(fields, &format!("{path}.")),
                None => vec![(path, field)],
            }
        });
        below.collect()
    }

    /// The paths of the fields that are indexed.
    pub(super) fn mapped(fields: &Value, path: &str) -> BTreeSet<String> {
        leaves(fields, path).into_iter().map(|(path, _)| path).collect()
    }

    fn check_types(fields: &Value, tokenizers: &[&str]) {
        for field in fields.as_array().unwrap() {
            let known = TYPES.iter().find(|(name, _)| *name == type_of(field));
            let (_, parameters) = known.unwrap_or_else(|| panic!("{field}"));
            for (key, value) in object(field).iter().filter(|(key, _)| !["name", "type"].contains(&key.as_str())) {
                let parameter = parameters.iter().find(|(parameter, _)| parameter == key);
                assert!(parameter.is_some_and(|(_, fits)| fits(value)), "{key}: {value} in {field}");
            }
            if let Some(fields) = field.get("field_mappings") {
                assert_eq!(field["type"], "object", "there are no lists of objects: {field}");
                check_types(fields, tokenizers);
                continue;
            }
            // Hits contain `_source`, so the fields need not be stored.
            assert_eq!(field["stored"], false, "{field}");
            assert!(field["tokenizer"].as_str().is_some_and(|name| tokenizers.contains(&name)), "{field}");
            assert!(
                field.get("record").is_none_or(|record| ["basic", "freq", "position"].iter().any(|it| record == it)),
                "{field}"
            );
        }
    }

    #[test]
    fn index_configuration_follows_the_documentation() {
        let configuration = configuration("quickwit");
        // `IndexConfigV0_8` and `DocMapping`, which reject other keys. In JSON, the version must not be a number.
        assert_has_only(
            &configuration,
            &["version", "index_id", "index_uri", "doc_mapping", "indexing_settings", "search_settings", "retention"],
        );
        assert_eq!((&configuration["version"], &configuration["index_id"]), (&json!("0.8"), &json!("quotations")));
        let mapping = &configuration["doc_mapping"];
        assert_has_only(mapping, &["mode", "field_mappings", "tag_fields", "store_source", "tokenizers"]);
        // New fields of a later export are not indexed, but hits contain them.
        assert_eq!((&mapping["mode"], &mapping["store_source"]), (&json!("lenient"), &json!(true)));
        let mut tokenizers = vec!["raw", "default"];
        for tokenizer in mapping["tokenizers"].as_array().unwrap() {
            assert_has_only(tokenizer, &["name", "type", "filters"]);
            assert_eq!(tokenizer["type"], "simple");
            assert!(
                texts(&tokenizer["filters"])
                    .iter()
                    .all(|it| ["remove_long", "lower_caser", "ascii_folding"].contains(it))
            );
            tokenizers.push(name_of(tokenizer));
        }
        check_types(&mapping["field_mappings"], &tokenizers);
        let fields = leaves(&mapping["field_mappings"], "");
        let find = |path: &str| fields.iter().find(|(name, _)| name == path).map(|(_, field)| *field);
        for field in texts(&mapping["tag_fields"]) {
            assert_eq!(find(field).map(|field| &field["tokenizer"]), Some(&json!("raw")), "{field}");
        }
        assert_has_only(&configuration["search_settings"], &["default_search_fields"]);
        for field in texts(&configuration["search_settings"]["default_search_fields"]) {
            let is_in_json =
                || field.rsplit_once('.').and_then(|(path, _)| find(path)).is_some_and(|it| type_of(it) == "json");
            assert!(find(field).is_some() || is_in_json(), "{field}");
        }
    }

    #[test]
    fn every_value_fits_its_field() {
        let configuration = configuration("quickwit");
        let fields = leaves(&configuration["doc_mapping"]["field_mappings"], "");
        for entry in exported(SPEECHES).iter().chain(&exported(LETTERS)) {
            for (path, field) in &fields {
                let value = path.split('.').fold(entry, |value, name| &value[name]);
                let items: Vec<&Value> = match value {
                    Value::Array(items) if type_name(field).starts_with("array<") => items.iter().collect(),
                    value => vec![value],
                };
                // Quickwit rejects the whole entry if a value has another type, but not if it is missing.
                let fits = |item: &&Value| match type_of(field) {
                    "json" => item.is_object() || item.is_null(),
                    _ => item.is_string() || item.is_null(),
                };
                assert!(items.iter().all(fits), "{path}: {value}");
            }
        }
    }
}

mod page {
    use super::*;

    /// The shell commands below a heading of the page that contain a text.
    fn block(heading: &str, part: &str) -> String {
        let page = fs::read_to_string(root().join("docs/scaling.md")).unwrap();
        let section =
            page.split("\n## ").find(|section| section.starts_with(heading)).unwrap_or_else(|| panic!("{heading}"));
        let blocks = section.split("```sh\n").skip(1).filter_map(|rest| rest.split_once("\n```"));
        let mut found = blocks.map(|(block, _)| block).filter(|block| block.contains(part));
        let block = found.next().unwrap_or_else(|| panic!("{heading}: {part}"));
        block.replace("contrib/", &format!("{}/contrib/", root().display()))
    }

    /// A directory with the collections and fake programs of an engine: they write their input to `sent`, and answer a
    /// search with `answer`.
    struct Engine(TempDir);

    impl Engine {
        fn new() -> Self {
            let directory = TempDir::new().unwrap();
            for folder in ["programs", "quotations"] {
                fs::create_dir(directory.path().join(folder)).unwrap();
            }
            file_in(&directory.path().join("quotations"), "speeches.ron", SPEECHES);
            file_in(&directory.path().join("quotations"), "letters.ron", LETTERS);
            let program = |name: &str, script: &str| {
                let path = file_in(&directory.path().join("programs"), name, &format!("#!/bin/sh\n{script}\n"));
                fs::set_permissions(path, Permissions::from_mode(0o755)).unwrap();
            };
            program(
                "curl",
                "case \"$*\" in\n*'-X PUT'*) test -f \"${8#@}\";;\n*/_bulk*) cat >> sent; echo '{\"took\": 1, \"errors\": false, \"items\": [{\"index\": {\"status\": 201}}]}';;\n\
                 */_search*|*/search*) cat answer;;\nesac",
            );
            program(
                "quickwit",
                "case \"$*\" in\n'index ingest --index quotations') cat > sent;;\n'index create --index-config '*) test -f \"$4\";;\n*) exit 2;;\nesac",
            );
            std::os::unix::fs::symlink(KZQ, directory.path().join("programs/kzq")).unwrap();
            Self(directory)
        }

        fn path(&self, file: &str) -> PathBuf {
            self.0.path().join(file)
        }

        fn read(&self, file: &str) -> String {
            fs::read_to_string(self.path(file)).unwrap()
        }

        /// Runs commands of the page and returns their output.
        #[track_caller]
        fn run(&self, commands: &str) -> String {
            let programs = env::join_paths([self.path("programs")].into_iter().chain(env::split_paths(&search_path())));
            let done = Command::new("sh")
                .args(["-e", "-c", commands])
                .env_clear()
                .env("PATH", programs.unwrap())
                .env("HOME", self.0.path())
                .current_dir(self.0.path())
                .output()
                .unwrap();
            assert!(done.status.success(), "{commands}\n{done:?}");
            String::from_utf8(done.stdout).unwrap()
        }

        /// Imports a slice as the page describes; returns its entries, sorted by id, without what the import adds.
        fn slice(&self) -> Vec<Value> {
            self.run(&block("Bring a slice back", "kzq import"));
            let lines = self.run("kzq --data slice.ron export --format ndjson");
            let mut entries: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            for entry in &mut entries {
                assert_eq!(entry["extra"].as_object_mut().unwrap().remove("imported"), Some(json!("slice.ndjson")));
            }
            sorted(entries)
        }
    }

    fn sorted(mut entries: Vec<Value>) -> Vec<Value> {
        for entry in &mut entries {
            set_collection(entry);
        }
        entries.sort_by_key(|entry| entry["id"].to_string());
        entries
    }

    /// Sets the collection of an entry and its sources to that of the slice.
    fn set_collection(value: &mut Value) {
        match value {
            Value::Object(members) => {
                if let Some(collection) = members.get_mut("collection") {
                    *collection = json!("slice");
                }
                members.values_mut().for_each(set_collection);
            }
            Value::Array(items) => items.iter_mut().for_each(set_collection),
            _ => {}
        }
    }

    fn parsed(lines: &str) -> Vec<Value> {
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn opensearch_round_trips_a_slice_of_the_entries() {
        if !installed("jq") {
            return;
        }
        let engine = Engine::new();
        let printed = engine.run(&block("OpenSearch", "_bulk"));
        assert_eq!(printed, "{\"errors\":false,\"refused\":[]}\n");
        let sent = parsed(&engine.read("sent"));
        let (actions, entries): (Vec<_>, Vec<_>) =
            sent.chunks(2).map(|pair| (pair[0].clone(), pair[1].clone())).unzip();
        let ids: BTreeSet<&str> = actions.iter().map(|action| action["index"]["_id"].as_str().unwrap()).collect();
        assert_eq!((ids.len(), ids.contains("letters/first"), ids.contains("speeches/first")), (6, true, true));
        // As in <https://docs.opensearch.org/3.8/api-reference/search-apis/search/>.
        let hit = |entry: &Value| json!({"_index": "quotations", "_id": "x", "_score": 1.5, "_source": entry});
        let slice: Vec<&Value> = entries.iter().filter(|entry| entry["collection"] == "speeches").collect();
        let hits: Vec<Value> = slice.iter().copied().map(hit).collect();
        let answer = json!({"took": 3, "timed_out": false, "_shards": {"total": 1, "successful": 1, "skipped": 0, "failed": 0},
            "hits": {"total": {"value": hits.len(), "relation": "eq"}, "max_score": 1.5, "hits": hits}, "aggregations": {}});
        file_in(engine.0.path(), "answer", &answer.to_string());
        engine.run(&block("OpenSearch", "_search"));
        // Everything is unchanged: speakers, sources, dates, wordings, links.
        assert_eq!(engine.slice(), sorted(slice.into_iter().cloned().collect()));
    }

    #[test]
    fn quickwit_round_trips_a_slice_of_two_collections() {
        if !installed("jq") {
            return;
        }
        let engine = Engine::new();
        engine.run(&block("Quickwit", "index create"));
        let entries = parsed(&engine.read("sent"));
        // As in `docs/reference/rest-api.md` of Quickwit 0.9; `_source` is there because of `store_source`.
        let hits: Vec<Value> = entries.iter().map(|entry| json!({"_source": entry})).collect();
        let answer = json!({"num_hits": hits.len(), "hits": hits, "elapsed_time_micros": 900, "errors": []});
        file_in(engine.0.path(), "answer", &answer.to_string());
        engine.run(&block("Quickwit", "/search"));
        let slice = engine.slice();
        let field = |id: &str, path: &str| {
            let entry = slice.iter().find(|entry| entry["id"] == id).unwrap_or_else(|| panic!("{id}: {slice:#?}"));
            entry.pointer(path).unwrap().clone()
        };
        for (id, path, value) in [
            ("speeches-first", "/text", json!("We will not wait, and we will not weit.")),
            ("speeches-first", "/speaker/name", json!("Ann Smith")),
            ("speeches-first", "/source/title", json!("Smith speaks")),
            ("speeches-first", "/source/reports/0/date", json!("2021-03")),
            ("speeches-second", "/wording", json!("summary")),
            ("speeches-second", "/rests_on", json!(["speeches-first"])),
            ("third", "/variants", json!(["speeches-first"])),
            ("letters-first", "/speaker/name", json!("Adam Smith")),
            ("letters-first", "/source/date", json!("1776")),
            ("letters-first", "/variants", json!(["letters-second"])),
        ] {
            assert_eq!(field(id, path), value, "{id}: {path}");
        }
    }

    /// The fields in the queries of the page exist in the index.
    #[test]
    fn queries_use_fields_of_the_index() {
        let opensearch = block("OpenSearch", "_search");
        let quickwit = block("Quickwit", "/search");
        let mut fields: Vec<(&str, &str)> = Vec::new();
        for key in ["\"term\": {\"", "\"range\": {\"", "\"field\": \""] {
            fields.extend(opensearch.split(key).skip(1).map(|rest| ("opensearch", rest.split('"').next().unwrap())));
        }
        fields
            .extend(quickwit.split("\"field\": \"").skip(1).map(|rest| ("quickwit", rest.split('"').next().unwrap())));
        let query = quickwit.split("\"query\": \"").nth(1).unwrap().lines().next().unwrap();
        fields.extend(query.split(' ').filter_map(|clause| Some(("quickwit", clause.split_once(':')?.0))));
        assert_eq!(fields.len(), 4 + 1 + 3, "{fields:?}");
        for (engine, field) in fields {
            let configuration = configuration(engine);
            let names = match engine {
                "opensearch" => opensearch::mapped(&configuration["mappings"]["properties"], ""),
                _ => quickwit::mapped(&configuration["doc_mapping"]["field_mappings"], ""),
            };
            let form = field.trim_end_matches(".exact").trim_end_matches(".tree");
            assert!(names.contains(form), "{engine}: {field}");
        }
    }
}
