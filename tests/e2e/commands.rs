//! Commands that need no terminal: what they print, what they report, and how they exit.
//!
//! stdout is data, stderr is messages, and the exit code gives a script the outcome.

use clap::{Command, CommandFactory};
use kzq::cli::Args;
use serde_json::Value;
use snapbox::{assert_data_eq, str};
use tempfile::TempDir;

use crate::support::command::{Done, Run, full_device, kzq, kzq_without_room};
use crate::support::{BROKEN, collection_in, file_in};

/// A run on the collection of [`collection_in`] with a command line whose arguments contain no spaces.
fn on_engines(line: &str) -> Run {
    let run = kzq(line.split(' '));
    let collection = collection_in(run.home());
    run.arg("--data").arg(collection)
}

impl Done {
    /// The stdout of a run that succeeded without messages.
    #[track_caller]
    fn printed(self) -> String {
        assert_eq!((self.code, self.stderr.as_str()), (Some(0), ""), "{self:?}");
        self.stdout
    }

    /// The same, parsed as JSON.
    #[track_caller]
    fn json(self) -> Value {
        serde_json::from_str(&self.printed()).expect("this is JSON")
    }
}

/// The value of a field in each object of an array.
fn each<'j>(array: &'j Value, field: &str) -> Vec<&'j str> {
    array.as_array().expect("an array").iter().map(|object| object[field].as_str().expect("a string")).collect()
}

mod entries {
    use super::*;

    #[test]
    fn search_prints_matches_with_attribution() {
        assert_data_eq!(
            on_engines("search originate anything").run().printed(),
            str![[r"
no-pretensions (verbatim)
“It has no ‘pretensions’ whatever — to originate anything.”
— Ada Byron, Notes, The Paper, 1 September 1843

"]]
        );
    }

    #[test]
    fn query_syntax_error_points_at_its_position() {
        for command in ["search", "random", "export"] {
            let done = kzq([command, "council (reform"]).run();
            let expected = "error: this ( is never closed\n  council (reform\n          ^\n";
            assert_eq!((done.code, done.stdout.as_str(), done.stderr.as_str()), (Some(2), "", expected), "{command}");
        }
        assert_eq!(kzq(["search", "--", "-zz", "-council", "sort:date"]).run().code, Some(0));
    }

    #[test]
    fn query_without_search_terms_finds_nothing() {
        for typed in ["—", "\"\"", "()", "!"] {
            let done = kzq(["search", typed]).run();
            let expected = "nothing to look for\nnothing found\n";
            assert_eq!((done.code, done.stdout.as_str(), done.stderr.as_str()), (Some(1), "", expected), "{typed}");
        }
        let done = kzq(["search", "speaker:"]).run();
        assert_eq!((done.code, done.stdout.as_str()), (Some(1), ""));
        assert!(done.stderr.starts_with("speaker: needs a value\n"), "{}", done.stderr);
    }

    #[test]
    fn search_without_matches_suggests_another_query() {
        for (line, expected) in [
            ("search engine zebra", "nothing found\ntry engine (1 without zebra)\n"),
            (
                "search kind:qute",
                "no kind “qute”; did you mean “quote”?\nnothing found\ntry kind:quote (1 with kind: quote)\n",
            ),
        ] {
            let done = on_engines(line).run();
            assert_eq!((done.code, done.stderr.as_str()), (Some(1), expected), "{line}");
        }
    }

    #[test]
    fn search_supports_the_filter_syntax() {
        let ids = |line: &str| {
            let found = on_engines(line).arg("--json").run().json();
            each(&found, "id").iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(ids("search kind:quote speaker:ada"), ["no-pretensions"]);
        assert_eq!(ids("search !original"), ["no-pretensions"]);
        assert_eq!(ids("search \"engine\""), ["not-original"]);
        assert_eq!(ids("search speaker:byron --limit 1").len(), 1);
    }

    #[test]
    fn search_marks_close_matches_as_near() {
        let done = on_engines("search pretentions").run();
        assert_eq!(done.code, Some(0));
        assert!(done.stdout.starts_with("no-pretensions (verbatim, near)\n"), "{done:?}");
        assert_eq!(done.stderr, "0 exact matches; 1 close match, marked as near\n");

        let near = |line: &str| on_engines(line).run().stdout.contains("\"near\": true");
        assert!(near("search pretentions --json"));
        assert!(!near("search pretensions --json"));
    }

    #[test]
    fn search_names_the_fields_that_match_outside_the_text() {
        let done = on_engines("search byron pretensions").run();
        assert!(done.stdout.starts_with("no-pretensions (verbatim, found by speaker)\n"), "{done:?}");
        let found = on_engines("search byron pretensions paper --json").run().json();
        assert_eq!(found[0]["matched_in"], serde_json::json!(["speaker", "source"]));
        let found = on_engines("search pretensions --json").run().json();
        assert_eq!(found[0]["matched_in"], serde_json::json!([]));
        assert_eq!(on_engines("search !byron").run().code, Some(1));
    }

    #[test]
    fn unreadable_shelf_does_not_prevent_searching() {
        let run = kzq("search pretensions".split(' '));
        let collection = collection_in(run.home());
        let shelf = run.home().join(".local/share/kzq/shelf.jsonl");
        std::fs::create_dir_all(&shelf).unwrap();
        let done = run.arg("--data").arg(collection).run();
        assert!(done.stdout.starts_with("no-pretensions (verbatim)\n"), "{done:?}");
        assert!(done.stderr.starts_with("your notes are not searched: "), "{done:?}");
    }

    #[test]
    fn harmless_invisible_characters_are_left_out_and_dangerous_ones_shown() {
        let text = "(schema: 1, id: \"c\", title: \"C\", entries: [\n\
                    Quote(id: \"a\", text: \"a \u{2067}b\u{2069} \u{2068}c\u{2069} \u{2066}d\u{2069} \u{202e}e\")])";
        let file = |run: Run| {
            file_in(run.home(), "c.ron", text);
            run.arg("--data").arg("c.ron")
        };
        let shown = file(kzq(["show", "a"])).run().printed();
        assert!(shown.starts_with("a (verbatim)\n“a b c d ⟨U+202E⟩e”\n"), "{shown}");
        // Nothing is dropped without a word.
        let checked = file(kzq(["check"])).run();
        assert!(checked.stdout.contains("invisible character U+2067 (directional isolate), and 6 more"), "{checked:?}");
    }

    #[test]
    fn show_prints_entries_in_argument_order() {
        let shown = on_engines("show not-original no-pretensions --json").run().json();
        assert_eq!(each(&shown, "id"), ["not-original", "no-pretensions"]);
    }

    #[test]
    fn show_json_prints_a_single_entry_as_an_object() {
        assert_eq!(on_engines("show not-original --json").run().json()["id"], "not-original");
    }

    #[test]
    fn show_reports_a_missing_entry_and_suggests_a_similar_id() {
        let done = on_engines("show no-pretension not-original --format words").run();
        assert_eq!(done.code, Some(1));
        assert!(done.stdout.starts_with("She holds"), "{done:?}");
        assert_eq!(done.stderr, "error: there is no entry “no-pretension”; did you mean “no-pretensions”?\n");
    }

    #[test]
    fn text_formats_distinguish_quotations_from_paraphrases() {
        assert_data_eq!(
            on_engines("export --format text").run().printed(),
            str![[r"
no-pretensions (verbatim)
“It has no ‘pretensions’ whatever — to originate anything.”
— Ada Byron, Notes, The Paper, 1 September 1843

not-original (reported)
She holds that the engine is not original.
— on Ada Byron, Notes, The Paper, 1 September 1843 (reported, not the speaker's words)

"]]
        );
        assert_data_eq!(
            on_engines("export --format words").run().printed(),
            str![[r"
It has no “pretensions” whatever — to originate anything.

She holds that the engine is not original.
(reported, not the speaker's words)

"]]
        );
        assert_data_eq!(
            on_engines("export --format markdown").run().printed(),
            str![[r"
> It has no “pretensions” whatever — to originate anything.
>
> — Ada Byron, Notes, The Paper, 1 September 1843

She holds that the engine is not original.

— on Ada Byron, Notes, The Paper, 1 September 1843 (reported, not the speaker's words)

"]]
        );
    }

    #[test]
    fn each_source_is_cited_once_and_missing_addresses_are_reported() {
        let done = on_engines("export --format bibtex").run();
        assert_eq!((done.code, done.stdout.matches("@article{").count()), (Some(0), 1), "{done:?}");
        let items = on_engines("show not-original --format csl-json").run().json();
        assert_eq!(each(&items, "type"), ["article-newspaper"]);
        let done = on_engines("show not-original --format link").run();
        assert_eq!((done.code, done.stdout.as_str()), (Some(1), ""));
        assert_eq!(done.stderr, "1 left out: no address is given\n");
    }

    #[test]
    fn ron_export_is_a_list_of_entries() {
        let done = on_engines("export --format ron").run();
        assert!(
            done.stdout.starts_with("[\n    Quote(\n        id: \"no-pretensions\"") && done.stdout.ends_with(",\n]\n")
        );
        assert!(on_engines("show no-pretensions --format ron").run().stdout.starts_with("Quote(\n    id:"));
        assert_eq!(on_engines("export nothing-at-all --format ron").run().stdout, "[]\n");
    }

    #[test]
    fn random_prints_the_same_entry_for_the_same_seed() {
        let random = |line: &str| kzq(line.split(' ')).run().json();
        assert_eq!(random("random --seed 7 --json"), random("random --seed 7 --json"));
        assert_eq!(random("random --json kind:quote topic:ai")["kind"], "quote");

        let seeds = (0..40).map(|seed| random(&format!("random --seed {seed} --json"))["id"].to_string());
        let different: std::collections::BTreeSet<String> = seeds.collect();
        assert!(different.len() > 15, "40 seeds chose only {different:?}");
    }

    #[test]
    fn export_with_a_query_keeps_file_order() {
        let exported = kzq(["export", "kind:quote", "kazakhstan"]).run().json();
        let all = kzq(["export"]).run().json();
        let all = each(&all, "id");
        let places: Vec<_> = each(&exported, "id").iter().map(|id| all.iter().position(|other| other == id)).collect();
        assert!(places.len() > 1 && places.is_sorted(), "{places:?}");
    }
}

mod embedded {
    use super::*;

    const FILE: &str = include_str!("../../data/tokayev-al-jazeera.ron");

    #[test]
    fn export_lists_every_record_in_file_order() {
        let records = kzq(["export", "--format", "json"]).run().json();
        assert_eq!(records, kzq(["export", "--json"]).run().json());
        assert_eq!(records.as_array().map(Vec::len), Some(42));

        let places: Vec<_> = each(&records, "id").iter().map(|id| FILE.find(&format!("id: \"{id}\",\n"))).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");

        let count = |wording| each(&records, "wording").iter().filter(|&&other| other == wording).count();
        assert_eq!([count("verbatim"), count("reported"), count("summary")], [16, 4, 22]);
        let count = |kind| each(&records, "kind").iter().filter(|&&other| other == kind).count();
        assert_eq!([count("quote"), count("paraphrase"), count("qa")], [16, 16, 10]);
    }

    #[test]
    fn every_record_has_every_key() {
        const KEYS: [&str; 17] = [
            "id",
            "collection",
            "kind",
            "wording",
            "text",
            "question",
            "answer",
            "lead",
            "speaker",
            "topics",
            "source",
            "rests_on",
            "differs",
            "sic",
            "lead_kind",
            "differences",
            "checked",
        ];
        const SOURCE_KEYS: [&str; 9] =
            ["id", "title", "publisher", "url", "date", "section", "item", "note", "archived"];
        let records = kzq(["export"]).run().json();
        for record in records.as_array().expect("an array") {
            let id = &record["id"];
            for key in KEYS {
                assert!(record.get(key).is_some(), "{id} has no {key}");
            }
            for key in SOURCE_KEYS {
                assert!(record["source"].get(key).is_some(), "the source of {id} has no {key}");
            }
            for key in ["id", "name", "role"] {
                assert!(record["speaker"][key].is_string(), "the speaker of {id} has no {key}");
            }
            for key in ["topics", "rests_on", "differs", "differences", "sic"] {
                assert!(record[key].is_array(), "{key} of {id} is no list");
            }
            // A pair has a question and an answer, every other kind a text; missing values are null.
            let pair = record["kind"] == "qa";
            for (key, there) in [("text", !pair), ("question", pair), ("answer", pair)] {
                assert_eq!(record[key].is_string(), there, "{key} of {id}");
                assert_eq!(record[key].is_null(), !there, "{key} of {id}");
            }
        }
    }

    #[test]
    fn quotations_are_exported_exactly_as_written() {
        let records = kzq(["export", "kind:quote"]).run().json();
        // A long text continues in the next line, after a backslash.
        let mut lines = FILE.split("\\\n");
        let first = lines.next().unwrap_or_default().to_owned();
        let file = lines.fold(first, |text, line| text + line.trim_start());
        for text in each(&records, "text") {
            let as_written = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            assert!(file.contains(&as_written), "{text}");
        }
    }
}

mod exporting {
    use std::fs;

    use super::*;

    /// Exports the collection about engines to `out` in `home`.
    fn export(home: &TempDir, line: &str) -> Done {
        let collection = collection_in(home.path());
        let output = home.path().join("out");
        kzq(line.split(' ')).arg("--data").arg(collection).arg("-o").arg(output).run()
    }

    #[test]
    fn output_file_is_overwritten_only_with_force() {
        let home = TempDir::new().unwrap();
        let out = home.path().join("out");
        let done = export(&home, "export --format csv");
        assert_eq!((done.code, done.stdout.as_str()), (Some(0), ""), "{done:?}");
        let table = fs::read_to_string(&out).unwrap();
        assert_eq!(table, on_engines("export --format csv").run().printed(), "as on stdout");
        let done = export(&home, "export --format tsv");
        assert!(done.code == Some(4) && done.stderr.contains("`--force` overwrites it"), "{done:?}");
        assert_eq!(fs::read_to_string(&out).unwrap(), table);
        assert_eq!(export(&home, "export --format tsv --force").code, Some(0));
        assert_ne!(fs::read_to_string(&out).unwrap(), table);
        assert_eq!(export(&home, "export nothing-at-all --force").code, Some(1));
        assert!(!fs::read_to_string(&out).unwrap().is_empty(), "nothing found replaces nothing");
    }

    #[test]
    fn exported_collection_can_be_opened_again() {
        let home = TempDir::new().unwrap();
        let done = export(&home, "export --format collection");
        assert_eq!(done.code, Some(0), "{done:?}");
        let out = home.path().join("out");
        let checked = kzq(["check"]).arg(&out).run();
        assert_eq!((checked.code, checked.stderr.as_str()), (Some(0), "OK: 2 entries in 1 file\n"), "{checked:?}");
        let again = kzq(["export", "--data"]).arg(&out).run().json();
        assert_eq!(again, on_engines("export").run().json());
    }

    #[test]
    fn ndjson_lines_are_the_objects_of_the_json_array() {
        let lines = on_engines("export --format ndjson").run().printed();
        let objects: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(Value::Array(objects), on_engines("export").run().json());
    }

    #[test]
    fn obsidian_export_keeps_notes_of_the_user() {
        let home = TempDir::new().unwrap();
        let directory = home.path().join("out");
        let notes = || fs::read_dir(&directory).unwrap().count();
        let done = export(&home, "export --format obsidian");
        assert_eq!(done.code, Some(0), "{done:?}");
        let written = notes();
        assert!(written > 1 && done.stderr.contains("notes written"), "{done:?}");
        let done = export(&home, "export --format obsidian");
        assert_eq!((done.code, done.stderr), (Some(0), format!("0 notes written, {written} unchanged\n")));

        let note = directory.join("no-pretensions.md");
        let changed = fs::read_to_string(&note).unwrap() + "My own thoughts.\n";
        fs::write(&note, &changed).unwrap();
        let done = export(&home, "export --format obsidian");
        assert!(done.code == Some(1) && done.stderr.contains("changed since kzq wrote it"), "{done:?}");
        assert_eq!(fs::read_to_string(&note).unwrap(), changed);
        assert_eq!(export(&home, "export --format obsidian --force").code, Some(0));
        assert!(!fs::read_to_string(&note).unwrap().contains("My own"));

        fs::write(&note, "# Mine\n").unwrap();
        let done = export(&home, "export --format obsidian --force");
        assert!(done.code == Some(1) && done.stderr.contains("not the note of this entry"), "{done:?}");
        assert_eq!(fs::read_to_string(&note).unwrap(), "# Mine\n");
    }

    #[test]
    fn notes_that_cannot_be_written_are_counted_and_fail() {
        let home = TempDir::new().unwrap();
        let directory = home.path().join("out");
        assert_eq!(export(&home, "export --format obsidian").code, Some(0));
        let written = fs::read_dir(&directory).unwrap().count();
        let note = directory.join("no-pretensions.md");
        fs::remove_file(&note).unwrap();
        fs::create_dir(&note).unwrap();
        let done = export(&home, "export --format obsidian");
        assert_eq!(done.code, Some(1), "{done:?}");
        let counts = format!("0 notes written, {} unchanged, 1 failed\n", written - 1);
        assert!(done.stderr.starts_with("error: ") && done.stderr.ends_with(&counts), "{done:?}");

        fs::remove_dir_all(&directory).unwrap();
        let collection = collection_in(home.path());
        let run = kzq_without_room(["export", "--format", "obsidian", "--data"]).arg(collection);
        let done = run.arg("-o").arg(&directory).run();
        assert_eq!(done.code, Some(1), "{done:?}");
        assert!(done.stderr.ends_with(&format!("0 notes written, {written} failed\n")), "{done:?}");
    }

    #[test]
    fn query_without_search_terms_exports_nothing() {
        for query in ["speaker:", "!"] {
            let done = on_engines("export").arg(query).run();
            assert_eq!((done.code, done.stdout.as_str()), (Some(1), "[]\n"), "{query}: {done:?}");
        }
        assert!(on_engines("export").run().stdout.contains("no-pretensions"), "without a query, all");
    }

    #[test]
    fn incompatible_options_are_rejected() {
        for (line, reason) in [
            ("export --format obsidian", "-o DIR"),
            ("export --format csv --id x", "--format collection"),
            ("export --force", "--output"),
            ("show no-pretensions --format obsidian", "obsidian"),
        ] {
            let done = on_engines(line).run();
            assert!(done.code == Some(2) && done.stderr.contains(reason), "{line}: {done:?}");
        }
    }
}

mod reading {
    use super::*;

    #[test]
    fn source_is_shown_in_order_with_headings_turns_and_leads() {
        let shown = kzq(["show", "--source", "article"]).run().printed();
        let beginning = str![[r"
Digital Dreams and Geopolitical Realism: Kazakhstan through the eyes of President Tokayev
Qazinform, n.d.
reports on Talk to Al Jazeera, 29 May 2025
Left out: the opening paragraph, the captions and photo credits.

# National interests as a priority

[turn 1]
Asked (as told): The interview opened with a question about the large-scale reform program Tokayev introduced three years ago. How close is the country to building a “New Kazakhstan”?
“ verbatim, Kassym-Jomart Tokayev (moving-forward-with-confidence)
“We are moving forward with confidence, although the process is undoubtedly complex, as it has been influenced by numerous developments outside of Kazakhstan”

[turn 2]
Asked (as told): When asked if this referred to the COVID-19 pandemic and the war in Ukraine, he confirmed
“ verbatim, Kassym-Jomart Tokayev (bold-and-firm-reforms)
...
"]];
        assert_data_eq!(&shown, beginning);
        let count = |line: &str| shown.lines().filter(|other| other.starts_with(line)).count();
        assert_eq!([count("# "), count("[turn "), count("“ verbatim, "), count("⟶ reported, on ")], [4, 12, 16, 4]);
        // One lead introduces two quotations; three passages of indirect speech are the leads of what follows them; one
        // quotation has none.
        assert_eq!([count("Lead-in: "), count("Asked (as told): ")], [5, 6]);
        let reported = shown.lines().skip_while(|line| !line.starts_with("⟶")).nth(1).expect("there are some");
        assert!(reported.starts_with("He acknowledged"), "{reported}");
    }

    #[test]
    fn questions_and_answers_are_distinguished() {
        let shown = kzq(["show", "--source", "summary-page"]).run().printed();
        let pair = "Q: How does President Tokayev respond to international criticism regarding Kazakhstan’s political \
                    and civil freedoms?\n≈ summary, on Kassym-Jomart Tokayev (criticism-of-freedoms)\nPresident Tokayev";
        assert!(shown.contains(pair), "{shown}");
    }

    #[test]
    fn source_is_shown_as_json() {
        let shown = kzq(["show", "--source", "article", "--json"]).run().json();
        assert_eq!([&shown["source"]["id"], &shown["source"]["reports"]], ["article", "talk-to-al-jazeera"]);
        let sections = shown["sections"].as_array().expect("an array");
        assert_eq!(sections[0]["heading"], "National interests as a priority");
        let turns: Vec<&Value> =
            sections.iter().flat_map(|section| section["turns"].as_array().expect("one")).collect();
        assert_eq!((sections.len(), turns.len()), (4, 12));
        assert_eq!(turns[2]["turn"], 3);
        assert_eq!(
            each(&turns[2]["entries"], "id"),
            ["balance-between-big-powers", "diversifying-transport-routes", "trans-caspian-route"]
        );
        let count: usize = turns.iter().map(|turn| turn["entries"].as_array().map_or(0, Vec::len)).sum();
        assert_eq!(count, 20);
    }

    #[test]
    fn a_source_has_the_same_fields_in_every_command() {
        let entry = kzq(["show", "fully-digitalized-country", "--json"]).run().json();
        let of_entry = entry["source"].as_object().expect("it has a source");
        let id = of_entry["id"].as_str().expect("a text");
        let sources = kzq(["sources", "--json"]).run().json();
        let listed =
            sources.as_array().expect("an array").iter().find(|source| source["id"] == id).expect("it is there");
        let shown = kzq(["show", "--source", id, "--json"]).run().json();
        for source in [listed, &shown["source"]] {
            for (field, value) in of_entry {
                match field.as_str() {
                    "section" | "item" | "chapter" | "page" | "line" | "location" => {}
                    "reports" => assert_eq!(&source["reported_sources"], value),
                    _ => assert_eq!(source.get(field), Some(value), "{field}"),
                }
            }
        }
    }

    #[test]
    fn source_without_entries_lists_sources_reporting_on_it() {
        for (source, said) in [
            (
                "talk-to-al-jazeera",
                "no entries from “talk-to-al-jazeera” itself; sources that report on it: article, summary-page\n",
            ),
            ("articel", "error: there is no source “articel”; did you mean “article”?\n"),
        ] {
            let done = kzq(["show", "--source", source]).run();
            assert_eq!((done.code, done.stdout.as_str(), done.stderr.as_str()), (Some(1), "", said));
        }
        assert_eq!(kzq(["show", "one", "--source", "article"]).run().code, Some(2));
        assert_eq!(
            kzq(["show", "--source", "article", "--format", "words"]).run().printed().lines().next(),
            Some(
                "We are moving forward with confidence, although the process is undoubtedly complex, as it has been \
                  influenced by numerous developments outside of Kazakhstan"
            )
        );
    }

    #[test]
    fn related_entries_come_with_their_reasons() {
        assert_data_eq!(
            kzq(["related", "fully-digitalized-country", "--limit", "5"]).run().printed(),
            str![[r"
astana-hub-and-it-exports (reported): same answer; restates it; same topics: digital/digitalisation, digital/it-sector
The President also spoke about Kazakhstan’s progress in digital infrastructure and IT, highlighting Astana Hub and the significant growth of IT exports
— on Kassym-Jomart Tokayev, Talk to Al Jazeera, 29 May 2025 (Qazinform, n.d.) (reported, not the speaker's words)

interview-in-brief (summary): restates it
In this interview, Kazakhstan's President Kasim Jomart Tokayev discusses the nation's foreign policy, economic reforms, and challenges faced during his tenure. With Kazakhstan at the crossroads of major global powers, Tokayev emphasizes the country's strategic balancing act between Russia, China, and the West. He outlines his ongoing efforts to modernize Kazakhstan's economy, including tackling wealth inequality and boosting digitalization, while stressing the importance of multilateralism. Tokayev is committed to reforming Kazakhstan's political system, including the introduction of term limits for the presidency, with plans to step down by 2029, fulfilling his promise to the people.
— on Kassym-Jomart Tokayev, Talk to Al Jazeera, 29 May 2025 (summarize.ing, n.d.) (summary, not the speaker's words)

digital-within-five-years (summary): restates it; same topics: digital/digitalisation, digital/it-sector
Tokayev envisions Kazakhstan as a fully digitalized country within five years, with significant investments in fiber optic networks, IT infrastructure, and artificial intelligence to boost economic modernization.
— on Kassym-Jomart Tokayev, Talk to Al Jazeera, 29 May 2025 (summarize.ing, n.d.) (summary, not the speaker's words)

fiber-and-it-exports (summary): restates it; same topics: digital/digitalisation, digital/it-sector
Q: How is Kazakhstan addressing challenges in its digital infrastructure and innovation sectors?
A: Kazakhstan has made notable progress in digitalization, including expanding fiber optic lines and promoting IT exports. The country is focusing on overcoming bureaucratic hurdles and developing a skilled workforce in tech and research.
— on Kassym-Jomart Tokayev, Talk to Al Jazeera, 29 May 2025 (summarize.ing, n.d.) (summary, not the speaker's words)

digitalization-against-bureaucracy (verbatim): same topic: digital/digitalisation
“You’ve just been talking about bureaucracy. It does exist in Kazakhstan as well as in so many countries. And digitalization is one of the most efficient instruments to tackle this problem. Digitalisation and artificial intelligence. Nobody knows what will be the end of this story and in this context, and I've already made a statement on the margins of the Astana International Forum here that in the context of development, very speedy development of artificial intelligence in the world, these kind of conflicts, wars between states look very much outdated.”
— Kassym-Jomart Tokayev, Talk to Al Jazeera, 29 May 2025 (Qazinform, n.d.)

"]]
        );
        let related = on_engines("related not-original --json").run().json();
        assert_eq!(each(&related, "id"), ["no-pretensions"]);
        assert_eq!(each(&related[0]["reasons"], "reason"), ["the words it rests on", "same topic"]);
        assert_eq!(related[0]["reasons"][1]["topics"][0], "machines");
        assert_eq!(kzq(["related", "nobody"]).run().code, Some(1));
    }
}

mod lists {
    use super::*;

    #[test]
    fn keyword_counts_match_their_queries() {
        let keywords = kzq(["keywords", "--json"]).run().json();
        let of = |text: &str, kind: &str| {
            let all = keywords.as_array().expect("an array");
            all.iter().find(|one| one["keyword"] == text && one["kind"] == kind).unwrap_or_else(|| panic!("no {text}"))
        };
        for (text, kind) in [
            ("CPC", "acronym"),
            ("Security Council", "name"),
            ("Xi Jinping", "name"),
            ("Russia", "topic"),
            ("Russia", "name"),
        ] {
            let keyword = of(text, kind);
            let query = keyword["query"].as_str().expect("a string");
            let found = kzq(["search", query, "--json"]).run().json();
            let found = found.as_array().expect("an array");
            let in_texts = found.iter().filter(|entry| entry["matched_in"] == serde_json::json!([])).count();
            assert_eq!(keyword["entries"], in_texts, "{query}");
        }
        assert_eq!(of("BRICS", "topic")["query"], "topic:\"foreign-policy/brics\"");
        let counts: Vec<u64> =
            keywords.as_array().expect("one").iter().filter_map(|one| one["entries"].as_u64()).collect();
        assert!(counts.is_sorted_by(|one, other| one >= other), "{counts:?}");
        let printed = kzq(["keywords", "--limit", "3"]).run().printed();
        assert_eq!(printed.lines().count(), 3, "{printed}");
    }

    #[test]
    fn topics_speakers_and_sources_are_counted_by_wording() {
        assert_data_eq!(
            on_engines("topics").run().printed(),
            str![[r"
topic     verbatim  reported  summary  id
Machines         1         1        0  machines

"]]
        );
        assert_data_eq!(
            on_engines("speakers").run().printed(),
            str![[r"
speaker    verbatim  reported  summary  role
Ada Byron         1         1        0  Countess

"]]
        );
        assert_data_eq!(
            on_engines("sources").run().printed(),
            str![[r"
source  verbatim  reported  summary  title, date
notes          1         1        0  Notes, 1843-09-01

"]]
        );
    }

    #[test]
    fn topics_can_be_printed_as_a_map() {
        let map = |format: &str| on_engines(&format!("topics --format {format}")).run().printed();
        assert_data_eq!(
            map("mermaid"),
            str![[r#"
mindmap
  root["On engines"]
    t0["Machines (1 verbatim, 1 reported, 0 summary)"]

"#]]
        );
        assert_data_eq!(
            map("markdown"),
            str![[r"
# On engines

- Machines (1 verbatim, 1 reported, 0 summary)

"]]
        );
        assert_data_eq!(
            map("dot"),
            str![[r#"
digraph topics {
  rankdir=LR;
  root [label="On engines"];
  t0 [label="Machines/n1 verbatim, 1 reported, 0 summary"];
  root -> t0;
}

"#]]
        );
        assert_eq!(on_engines("topics --format dot --json").run().code, Some(2));
    }

    #[test]
    fn lists_are_available_as_json() {
        let topics = kzq(["topics", "--json"]).run().json();
        let topic = |path| topics.as_array().and_then(|topics| topics.iter().find(|topic| topic["id"] == path));
        let inequality = topic("economy/inequality").expect("it is among the topics");
        assert_eq!([&inequality["verbatim"], &inequality["summary"]], [0, 3]);
        assert_eq!(inequality["label"], "Inequality");

        let speakers = kzq(["speakers", "--json"]).run().json();
        assert_eq!(each(&speakers, "name"), ["Kassym-Jomart Tokayev"]);
        assert_eq!([&speakers[0]["verbatim"], &speakers[0]["reported"], &speakers[0]["summary"]], [16, 4, 22]);

        let sources = kzq(["sources", "--json"]).run().json();
        let sources: Vec<_> = sources.as_array().expect("an array").iter().map(|source| &source["id"]).collect();
        assert_eq!(sources.len(), 3);
        assert!(sources.contains(&&Value::from("article")), "{sources:?}");
    }
}

mod about_kzq {
    use super::*;

    #[test]
    fn keys_lists_the_keys_as_text_and_as_a_table() {
        let text = kzq(["keys"]).run().printed();
        assert!(text.lines().any(|line| line.trim_start().starts_with("y ") && line.contains("copy")), "{text}");
        let table = kzq(["keys", "--markdown"]).run().printed();
        assert!(table.starts_with("| where | keys | do |\n|---|---|---|\n"), "{table}");
        assert!(table.contains("`g g`"), "{table}");
    }

    #[test]
    fn paths_lists_files_read_and_written() {
        let run = on_engines("paths");
        let home = run.home().to_owned();
        let printed = run.env("XDG_STATE_HOME", home.join("state")).run().printed();
        assert!(printed.contains(&home.join("engines.ron").display().to_string()), "{printed}");
        assert!(printed.contains(&home.join("state/kzq/clipboard.txt").display().to_string()), "{printed}");

        assert!(kzq(["paths"]).run().printed().contains("embedded"));
    }

    #[test]
    fn option_that_should_be_a_filter_gets_a_hint() {
        for arguments in [&["export", "--speaker", "ada"][..], &["export", "-by:ada"], &["search", "--topic=war"]] {
            let done = kzq(arguments).run();
            assert_eq!(done.code, Some(2), "{done:?}");
            assert!(done.stderr.contains("a filter is part of the query: `speaker:austen`"), "{done:?}");
        }
        let done = kzq(["show", "--speaker", "ada"]).run();
        assert!(!done.stderr.contains("a filter"), "{done:?}");
        assert!(kzq(["export", "by:tokayev", "--format", "words"]).run().printed().contains("Security Council"));
    }

    #[test]
    fn completions_and_manual_cover_every_command() {
        let manual = kzq(["man"]).run().printed();
        assert!(manual.contains(".TH kzq 1"), "{manual}");
        let help = kzq(["--help"]).run().printed();
        // bash, fish and zsh ask kzq itself; `completing` tests its answers.
        let scripts = ["elvish", "powershell"].map(|shell| kzq(["completions", shell]).run().printed());
        for command in Args::command().get_subcommands().map(Command::get_name) {
            assert!(manual.contains(&format!("kzq\\-{command}")), "the manual does not know {command}");
            assert!(kzq(["man", command]).run().printed().contains(&format!(".TH kzq-{command} 1")), "{command}");
            assert!(help.contains(&format!("\n  {command} ")), "the help does not know {command}");
            assert!(scripts.iter().all(|script| script.contains(command)), "a shell does not know {command}");
        }
        for text in scripts.iter().chain([&manual, &help]) {
            assert!(!text.contains("hold-clipboard"), "an internal command is shown to the user");
        }
    }

    #[test]
    fn piped_output_has_no_colours() {
        for line in ["--help", "search --help", "keys", "topics", "--bogus", "check nowhere.ron", "export"] {
            let done = kzq(line.split(' ')).env("TERM", "xterm-256color").env("COLORTERM", "truecolor").run();
            assert!(!done.stdout.contains('\x1b') && !done.stderr.contains('\x1b'), "{line}: {done:?}");
        }
    }
}

mod exit_codes {
    use super::*;

    /// Runs a command line on the embedded collection and returns its exit code; checks that a failure is reported on
    /// stderr.
    #[track_caller]
    fn code(line: &str) -> Option<i32> {
        let done = kzq(line.split(' ')).run();
        if done.code != Some(0) {
            assert!(!done.stderr.is_empty(), "{line}: ends with {:?} and says nothing", done.code);
        }
        done.code
    }

    #[test]
    fn exit_code_is_0_on_success() {
        for line in ["search china", "show bold-and-firm-reforms", "check", "keys", "--help", "--version"] {
            assert_eq!(code(line), Some(0), "{line}");
        }
    }

    #[test]
    fn exit_code_is_1_if_nothing_is_found() {
        for line in ["search xqz", "random xqz", "show xqz", "search speaker:nobody"] {
            let done = kzq(line.split(' ')).run();
            assert_eq!((done.code, done.stdout.as_str()), (Some(1), ""), "{line}");
            assert!(!done.stderr.is_empty(), "{line}");
        }
        let done = kzq(["search", "xqz", "--json"]).run();
        assert_eq!((done.code, done.stdout.as_str()), (Some(1), "[]\n"), "no entry is an array of none");
    }

    #[test]
    fn exit_code_is_1_for_a_check_with_findings() {
        let run = kzq(["check", "broken.ron", "--json"]);
        file_in(run.home(), "broken.ron", BROKEN);
        let done = run.run();
        assert_eq!(done.code, Some(1));
        let findings: Value = serde_json::from_str(&done.stdout).expect("this is JSON");
        assert_eq!(each(&findings, "file"), vec!["broken.ron"; findings.as_array().map_or(0, Vec::len)]);
        assert!(findings.as_array().is_some_and(|all| all.iter().any(|one| one["line"] == 4 && one["column"] == 12)));
    }

    #[test]
    fn exit_code_is_2_for_an_invalid_command_line() {
        for line in ["serach china", "--colour", "search", "show", "export --format pdf", "completions tcsh"] {
            assert_eq!(code(line), Some(2), "{line}");
        }
        assert_eq!(kzq::<&str>([]).run().code, Some(2), "there is no terminal for the browser");
    }

    #[test]
    fn invalid_number_is_rejected_with_the_expected_form() {
        for line in ["random --seed x", "random --seed -7", "search --limit -1 china", "keywords --limit many"] {
            let done = kzq(line.split(' ')).run();
            assert_eq!((done.code, done.stdout.as_str()), (Some(2), ""), "{line}");
            assert!(done.stderr.contains("expected a whole number, 0 or more"), "{line}: {}", done.stderr);
        }
    }

    #[test]
    fn exit_code_is_3_for_a_broken_collection_with_its_location() {
        for line in ["search china", "export", "topics", "random"] {
            let run = kzq(line.split(' '));
            let file = file_in(run.home(), "broken.ron", BROKEN);
            let done = run.arg("--data").arg(file).run();
            assert_eq!((done.code, done.stdout.as_str()), (Some(3), ""), "{line}");
            assert!(done.stderr.contains("broken.ron:4:12"), "{line}: {}", done.stderr);
            assert!(done.stderr.contains("title: 7"), "{line}: {}", done.stderr);
        }
    }

    #[test]
    fn exit_code_is_4_for_unreadable_or_unwritable_files() {
        assert_eq!(code("export --data nowhere.ron"), Some(4));
        assert_eq!(code("check nowhere.ron"), Some(4));
        assert_eq!(code("export --data ."), Some(4), "a directory without collections");
        assert_eq!(kzq(["export"]).run_with_stdout(full_device()).code, Some(4));
    }
}

mod collections {
    use super::*;

    const OTHER: &str = r#"(schema: 1, id: "looms", title: "On looms", speakers: {"ada": (name: "Ada Byron")},
        entries: [Quote(id: "weaves", by: "ada", text: "It weaves algebraic patterns.")])"#;

    /// The collections of the exported entries.
    #[track_caller]
    fn exported(run: Run) -> Vec<String> {
        let records = run.run().json();
        let mut collections: Vec<_> = each(&records, "collection").iter().map(ToString::to_string).collect();
        collections.dedup();
        collections
    }

    #[test]
    fn files_are_read_in_argument_order() {
        let run = kzq(["export", "--data", "looms.ron", "--data", "engines.ron"]);
        file_in(run.home(), "looms.ron", OTHER);
        collection_in(run.home());
        assert_eq!(exported(run), ["looms", "engines"]);
    }

    #[test]
    fn directory_loads_its_collections_sorted_by_name() {
        let run = kzq(["export", "--data", "."]);
        file_in(run.home(), "looms.ron", OTHER);
        file_in(run.home(), "notes.txt", "no collection");
        collection_in(run.home());
        assert_eq!(exported(run), ["engines", "looms"]);
    }

    #[test]
    fn environment_selects_collections_if_no_option_does() {
        let run = || {
            let run = kzq(["export"]).env("KZQ_DATA", "looms.ron:engines.ron");
            file_in(run.home(), "looms.ron", OTHER);
            collection_in(run.home());
            run
        };
        assert_eq!(exported(run()), ["looms", "engines"]);
        assert_eq!(exported(run().arg("--data").arg("engines.ron")), ["engines"]);
        assert_eq!(exported(kzq(["export"]).env("KZQ_DATA", "")), ["tokayev-al-jazeera"]);
    }

    #[test]
    fn dash_reads_standard_input() {
        assert_eq!(exported(kzq(["export", "--data", "-"]).stdin(OTHER)), ["looms"]);
        assert_eq!(kzq(["check", "-"]).stdin(OTHER).run().code, Some(0));

        let done = kzq(["export", "--data", "-"]).stdin("(").run();
        assert_eq!(done.code, Some(3));
        assert!(done.stderr.contains("(standard input):1:"), "{}", done.stderr);
    }

    #[test]
    fn ambiguous_entry_id_requires_its_collection() {
        let show = |id| {
            let run = kzq(["show", id, "--data", "one.ron", "--data", "two.ron"]);
            file_in(run.home(), "one.ron", OTHER);
            file_in(run.home(), "two.ron", &OTHER.replace("looms", "weavers"));
            run.run()
        };
        assert!(show("weavers/weaves").printed().starts_with("weavers/weaves (verbatim)\n"));
        let done = show("weaves");
        assert_eq!(done.code, Some(1));
        assert!(done.stderr.contains("write collection/id"), "{}", done.stderr);
    }

    #[test]
    fn unknown_field_is_a_warning_on_load_and_a_finding_on_check() {
        let run = |line: &str| {
            let run = kzq(line.split(' '));
            let text = OTHER.replace("title: ", "colour: \"red\",\ntitle: ");
            let file = file_in(run.home(), "looms.ron", &text);
            if line == "check" { run.arg(file).run() } else { run.arg("--data").arg(file).run() }
        };
        let done = run("search patterns --format words");
        assert_eq!((done.code, done.stdout.as_str()), (Some(0), "It weaves algebraic patterns.\n"));
        assert!(done.stderr.contains("looms.ron:1:") && done.stderr.contains("colour"), "{}", done.stderr);

        let done = run("check");
        assert_eq!(done.code, Some(1));
        assert!(done.stdout.contains("colour: \"red\""), "{}", done.stdout);
    }
}
