//! Several files, some of them broken: the valid ones are loaded, and the broken ones are reported.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::command::{Done, Run, kzq};
use crate::support::terminal::{Exit, Launch, Session};
use crate::support::{COLLECTION, collection_in, eventually, file_in};

/// A collection of one entry, which refers to an entry of [`COLLECTION`].
const LOOMS: &str = r#"(schema: 1, id: "looms", title: "On looms", speakers: {"ada": (name: "Ada Byron")},
    entries: [Quote(id: "weaves", by: "ada", variants: ["engines/no-pretensions"], text: "It weaves patterns.")])"#;

/// [`COLLECTION`] with an undefined speaker in line 6.
fn broken() -> String {
    COLLECTION.replacen("by: \"ada\"", "by: \"eda\"", 1)
}

/// The first mistake in [`broken`].
const MISTAKE: &str = "engines.ron:6:41: there is no speaker “eda”";

/// A run on a directory with [`LOOMS`] and the given text in place of [`COLLECTION`].
fn run_on_both(line: &str, engines: &str) -> Run {
    let run = kzq(line.split(' '));
    write_both_in(run.home(), engines);
    run.arg("--data").arg("both")
}

fn write_both_in(home: &Path, engines: &str) {
    fs::create_dir_all(home.join("both")).unwrap();
    file_in(&home.join("both"), "looms.ron", LOOMS);
    file_in(&home.join("both"), "engines.ron", engines);
}

fn json_of(done: &Done) -> Value {
    serde_json::from_str(&done.stdout).expect("this is JSON")
}

mod commands {
    use super::*;

    #[test]
    fn other_files_are_searched_and_the_broken_one_is_reported_once() {
        let done = run_on_both("search patterns --format words", &broken()).run();
        assert_eq!((done.code, done.stdout.as_str()), (Some(0), "It weaves patterns.\n"), "{done:?}");
        let links = "; 1 link to a missing entry is left out";
        assert_eq!(done.stderr, format!("not loaded: both/{MISTAKE}{links} (`kzq check` shows all)\n"));
    }

    #[test]
    fn exit_code_is_that_of_the_command_despite_broken_files() {
        assert_eq!(run_on_both("search originate", &broken()).run().code, Some(1), "it would be in the broken file");
        assert_eq!(run_on_both("search originate", COLLECTION).run().code, Some(0));
        assert_eq!(run_on_both("check", &broken()).run().code, Some(1));
    }

    #[test]
    fn check_lists_findings_of_all_files() {
        let done = run_on_both("check --json", &broken()).run();
        let findings = json_of(&done);
        let files: Vec<&str> = findings.as_array().unwrap().iter().filter_map(|one| one["file"].as_str()).collect();
        assert_eq!(files, ["both/engines.ron", "both/looms.ron"], "the link leads nowhere, too");
    }

    #[test]
    fn sources_has_a_row_for_the_broken_file() {
        let done = run_on_both("sources", &broken()).run();
        assert!(done.stdout.ends_with(&format!("\nnot loaded\nboth/{MISTAKE}\n")), "{}", done.stdout);

        let rows = json_of(&run_on_both("sources --json", &broken()).run());
        let [row] = rows.as_array().unwrap().as_slice() else { panic!("{rows}") };
        let mistake = json!({
            "file": "both/engines.ron", "line": 6, "column": 41, "message": "there is no speaker “eda”",
        });
        assert_eq!(row["not_loaded"], mistake);
        // The row has the fields of a source, without values.
        assert_eq!((&row["id"], &row["title"], &row["verbatim"]), (&Value::Null, &Value::Null, &json!(0)));

        let rows = json_of(&run_on_both("sources --json", COLLECTION).run());
        assert_eq!((&rows[0]["id"], rows[0].get("not_loaded")), (&json!("notes"), None));
    }

    #[test]
    fn refuse_broken_loads_nothing() {
        let done = run_on_both("search patterns --refuse-broken", &broken()).run();
        assert_eq!((done.code, done.stdout.as_str()), (Some(3), ""));
        for place in ["both/engines.ron:6:41", "both/looms.ron:2:"] {
            assert!(done.stderr.contains(place), "{}", done.stderr);
        }
        let run = run_on_both("search patterns", &broken());
        let config = file_in(run.home(), "config.ron", "(refuse_broken: true)");
        assert_eq!(run.arg("--config").arg(config).run().code, Some(3));
        assert_eq!(run_on_both("search patterns --refuse-broken", COLLECTION).run().code, Some(0));
    }

    #[test]
    fn unreadable_files_are_reported() {
        let run = kzq(["export", "--format", "words", "--data", "nowhere.ron", "--data", "engines.ron"]);
        collection_in(run.home());
        let done = run.run();
        assert_eq!(done.code, Some(0), "{done:?}");
        assert!(done.stderr.starts_with("not loaded: nowhere.ron: No such file"), "{done:?}");

        let run = kzq(["export", "--refuse-broken", "--data", "nowhere.ron", "--data", "engines.ron"]);
        collection_in(run.home());
        assert_eq!(run.run().code, Some(4));
    }

    #[test]
    fn all_findings_are_listed_if_no_file_can_be_loaded() {
        let run = kzq(["export", "--data", "."]);
        file_in(run.home(), "one.ron", &broken());
        file_in(run.home(), "two.ron", "(");
        let done = run.run();
        assert_eq!((done.code, done.stdout.as_str()), (Some(3), ""));
        for place in ["one.ron:6:41", "two.ron:1:"] {
            assert!(done.stderr.contains(place), "{}", done.stderr);
        }
    }

    #[test]
    fn first_of_two_collections_with_the_same_id_is_loaded() {
        let run = kzq(["export", "--format", "words", "--data", "."]);
        file_in(run.home(), "one.ron", LOOMS);
        file_in(run.home(), "two.ron", &LOOMS.replace("patterns", "carpets"));
        collection_in(run.home());
        let done = run.run();
        assert_eq!(done.code, Some(0), "{done:?}");
        assert!(done.stdout.contains("patterns") && !done.stdout.contains("carpets"), "{done:?}");
        let expected = "not loaded: ./two.ron:1:17: two collections have the id “looms” (`kzq check` shows all)\n";
        assert_eq!(done.stderr, expected);
    }

    #[test]
    fn dangling_link_does_not_prevent_loading() {
        let done = run_on_both("search patterns --format words", &COLLECTION.replace("no-pretensions", "other")).run();
        assert_eq!((done.code, done.stdout.as_str()), (Some(0), "It weaves patterns.\n"));
        let expected = "both/looms.ron:2: there is no entry “engines/no-pretensions” (`kzq check` shows all)\n";
        assert_eq!(done.stderr, expected);
    }

    #[test]
    fn source_texts_are_found_relative_to_their_collection() {
        let engines = COLLECTION.replace("(kind: Article,", "(kind: Article, text: \"notes.txt\",");
        let run = kzq(["verify", "--data", "."]);
        for directory in ["a", "b"] {
            fs::create_dir(run.home().join(directory)).unwrap();
        }
        file_in(&run.home().join("a"), "broken.ron", "(");
        file_in(&run.home().join("b"), "engines.ron", &engines);
        file_in(&run.home().join("b"), "notes.txt", "It has no “pretensions” whatever — to originate anything.");
        let done = run.run();
        assert_eq!(done.code, Some(0), "{done:?}");
        assert!(done.stdout.starts_with("exact"), "{done:?}");
    }

    #[test]
    fn broken_file_beside_a_cached_collection_is_always_reported() {
        let entry = |number| format!("Quote(id: \"q{number}\", by: \"a\", text: \"{}\"),\n", "Words. ".repeat(40));
        let entries: String = (0..20_000).map(entry).collect();
        let head = "(schema: 1, id: \"c\", title: \"C\", speakers: {\"a\": (name: \"A\")}, entries: [\n";
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("data");
        fs::create_dir(&data).unwrap();
        file_in(&data, "large.ron", &format!("{head}{entries}])"));
        let looms = LOOMS.replace("variants: [\"engines/no-pretensions\"], ", "");
        let second = file_in(&data, "second.ron", &looms);
        let search = || {
            let run = kzq(["search", "--stats", "patterns"]).env("XDG_CACHE_HOME", home.path().join("cache"));
            run.arg("--data").arg(&data).run()
        };
        assert_eq!(search().code, Some(0));
        let cached = fs::read_dir(home.path().join("cache/kzq")).unwrap().map(|item| item.unwrap().path());
        let snapshots = cached.filter(|path| path.extension().is_none_or(|end| end != "names"));
        assert_eq!(snapshots.count(), 1, "it is cached");
        fs::write(&second, "(").unwrap();
        for _ in 0..2 {
            let done = search();
            assert!(done.stderr.contains("not loaded: ") && done.stderr.contains("second.ron:1:"), "{done:?}");
        }
        fs::write(&second, &looms).unwrap();
        for _ in 0..2 {
            let done = search();
            assert!(done.code == Some(0) && !done.stderr.contains("not loaded"), "{done:?}");
        }
    }
}

mod directories {
    use super::*;

    #[test]
    fn directories_are_read_recursively() {
        let run = kzq(["export", "--format", "words", "--data", "."]);
        let nested = run.home().join("nested/deeper");
        let hidden = run.home().join("nested/.git");
        for directory in [&nested, &hidden] {
            fs::create_dir_all(directory).unwrap();
        }
        collection_in(run.home());
        file_in(&nested, "looms.ron", &LOOMS.replace("variants", "says_same"));
        file_in(&hidden, "hidden.ron", "(");
        symlink(run.home(), nested.join("loop")).unwrap();
        let done = run.run();
        assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""));
        assert!(done.stdout.contains("weaves") && done.stdout.contains("pretensions"), "{done:?}");
    }

    #[test]
    fn too_deep_directory_is_reported() {
        let run = kzq(["export", "--format", "words", "--data", "."]);
        let deep = run.home().join("d/".repeat(17));
        fs::create_dir_all(&deep).unwrap();
        file_in(&deep, "looms.ron", LOOMS);
        collection_in(run.home());
        let done = run.run();
        assert_eq!(done.code, Some(0));
        assert!(done.stderr.contains("more than 16 directories deep"), "{done:?}");
        assert!(!done.stdout.contains("weaves"), "{done:?}");
    }
}

mod browser {
    use super::*;

    fn browse(home: &Path) -> Session {
        Launch::kzq().env("HOME", home).arg("--data").arg(home.join("both")).start()
    }

    #[test]
    fn other_files_are_shown_and_the_broken_one_is_reported() {
        let home = tempfile::tempdir().unwrap();
        write_both_in(home.path(), &broken());
        let mut session = browse(home.path());
        session.wait_for("On looms");
        session.wait_for("1 file not loaded");
        session.wait_for("It weaves patterns.");
        // The palette shows the details.
        session.type_keys(":");
        session.wait_for("Commands");
        session.wait_for(&format!("not loaded: {MISTAKE}"));
        session.type_keys("\x1b");
        session.wait_until("the palette is closed", |screen| !screen.contents().contains("Commands"));
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
    }

    #[test]
    fn repaired_file_is_reloaded_and_broken_one_keeps_its_entries() {
        let home = tempfile::tempdir().unwrap();
        write_both_in(home.path(), &broken());
        let mut session = browse(home.path());
        session.wait_for("1 file not loaded");
        file_in(&home.path().join("both"), "engines.ron", COLLECTION);
        session.wait_for("reloaded: 2 new");
        session.wait_until("the header is as usual", |screen| !screen.contents().contains("not loaded"));

        // A file that breaks while it is shown keeps its entries, and a new broken file does not affect the others.
        file_in(&home.path().join("both"), "engines.ron", &broken());
        session.wait_for(&format!("not reloaded: {MISTAKE}"));
        session.wait_for("whatever");
        file_in(&home.path().join("both"), "engines.ron", COLLECTION);
        session.wait_until("the header is as usual", |screen| !screen.contents().contains("not reloaded"));
        fs::create_dir(home.path().join("both/more")).unwrap();
        file_in(&home.path().join("both/more"), "new.ron", "(");
        session.wait_for("1 file not loaded");
        file_in(&home.path().join("both/more"), "new.ron", &LOOMS.replace("\"looms\"", "\"more\""));
        session.wait_for("reloaded: 1 new");
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
    }

    #[test]
    fn empty_collection_and_example_show_how_to_add_entries() {
        let home = tempfile::tempdir().unwrap();
        let empty = "(schema: 1, id: \"mine\", title: \"Mine\", entries: [])";
        let file = file_in(home.path(), "mine.ron", empty);
        let mut session = Launch::kzq().env("HOME", home.path()).arg("--data").arg(&file).start();
        session.wait_for("This collection has no entries yet.");
        session.wait_for("kzq import FILE --into");
        file_in(home.path(), "mine.ron", &COLLECTION.replace("\"engines\"", "\"mine\""));
        session.wait_for("reloaded: 2 new");
        session.wait_for("1 of 2");
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));

        let mut session = Launch::kzq().env("HOME", home.path()).start();
        session.wait_for("kzq add, kzq import");
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
    }

    #[test]
    fn refuse_broken_exits_without_drawing() {
        let launch = Launch::script("exec \"$0\" --refuse-broken --data both 2>report");
        write_both_in(launch.home(), &broken());
        let mut session = launch.start();
        assert_eq!(session.wait_for_exit(), Exit::Code(3));
        assert_eq!(session.raw(), b"");
        let report = session.home().join("report");
        assert!(eventually(|| fs::read_to_string(&report).is_ok_and(|text| text.contains("engines.ron:6:41"))));
    }
}
