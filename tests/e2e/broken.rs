//! Several files of which some are broken: the others are loaded, and the broken ones are named.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::command::{Done, Run, kzq};
use crate::support::terminal::{Exit, Launch, Session};
use crate::support::{COLLECTION, becomes_so, collection_in, file_in};

/// A collection of one entry, which refers to one of [`COLLECTION`].
const LOOMS: &str = r#"(schema: 1, id: "looms", title: "On looms", speakers: {"ada": (name: "Ada Byron")},
    entries: [Quote(id: "weaves", by: "ada", variants: ["engines/no-pretensions"], text: "It weaves patterns.")])"#;

/// [`COLLECTION`], with a speaker who is not defined in line 6.
fn broken() -> String {
    COLLECTION.replacen("by: \"ada\"", "by: \"eda\"", 1)
}

/// The first mistake in [`broken`].
const MISTAKE: &str = "engines.ron:6:41: there is no speaker “eda”";

/// A run on a directory of [`LOOMS`] and what is in the place of [`COLLECTION`].
fn on_both(line: &str, engines: &str) -> Run {
    let run = kzq(line.split(' '));
    both_in(run.home(), engines);
    run.arg("--data").arg("both")
}

fn both_in(home: &Path, engines: &str) {
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
    fn the_other_files_are_searched_and_the_broken_one_is_named_once() {
        let done = on_both("search patterns --format words", &broken()).run();
        assert_eq!((done.code, done.stdout.as_str()), (Some(0), "It weaves patterns.\n"), "{done:?}");
        let links = "; 1 link to a missing entry is left out";
        assert_eq!(done.stderr, format!("not loaded: both/{MISTAKE}{links} (`kzq check` shows all)\n"));
    }

    #[test]
    fn the_exit_code_is_that_of_the_command() {
        assert_eq!(on_both("search originate", &broken()).run().code, Some(1), "it would be in the broken file");
        assert_eq!(on_both("search originate", COLLECTION).run().code, Some(0));
        assert_eq!(on_both("check", &broken()).run().code, Some(1));
    }

    #[test]
    fn check_lists_every_mistake() {
        let done = on_both("check --json", &broken()).run();
        let findings = json_of(&done);
        let files: Vec<&str> = findings.as_array().unwrap().iter().filter_map(|one| one["file"].as_str()).collect();
        assert_eq!(files, ["both/engines.ron", "both/looms.ron"], "the link leads nowhere, too");
    }

    #[test]
    fn sources_has_a_row_for_the_broken_file() {
        let done = on_both("sources", &broken()).run();
        assert!(done.stdout.ends_with(&format!("\nnot loaded\nboth/{MISTAKE}\n")), "{}", done.stdout);

        let rows = json_of(&on_both("sources --json", &broken()).run());
        let [row] = rows.as_array().unwrap().as_slice() else { panic!("{rows}") };
        let mistake = json!({
            "file": "both/engines.ron", "line": 6, "column": 41, "message": "there is no speaker “eda”",
        });
        assert_eq!(row["not_loaded"], mistake);
        // It has all that a source has, of which nothing is known.
        assert_eq!((&row["id"], &row["title"], &row["verbatim"]), (&Value::Null, &Value::Null, &json!(0)));

        let rows = json_of(&on_both("sources --json", COLLECTION).run());
        assert_eq!((&rows[0]["id"], rows[0].get("not_loaded")), (&json!("notes"), None));
    }

    #[test]
    fn refuse_broken_loads_nothing() {
        let done = on_both("search patterns --refuse-broken", &broken()).run();
        assert_eq!((done.code, done.stdout.as_str()), (Some(3), ""));
        for place in ["both/engines.ron:6:41", "both/looms.ron:2:"] {
            assert!(done.stderr.contains(place), "{}", done.stderr);
        }
        let run = on_both("search patterns", &broken());
        let config = file_in(run.home(), "config.ron", "(refuse_broken: true)");
        assert_eq!(run.arg("--config").arg(config).run().code, Some(3));
        assert_eq!(on_both("search patterns --refuse-broken", COLLECTION).run().code, Some(0));
    }

    #[test]
    fn files_that_cannot_be_read_are_named_too() {
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
    fn where_nothing_can_be_loaded_all_mistakes_are_listed() {
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
    fn of_two_collections_with_one_id_the_first_is_loaded() {
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
    fn a_link_that_leads_nowhere_stops_no_file() {
        let done = on_both("search patterns --format words", &COLLECTION.replace("no-pretensions", "other")).run();
        assert_eq!((done.code, done.stdout.as_str()), (Some(0), "It weaves patterns.\n"));
        let expected = "both/looms.ron:2: there is no entry “engines/no-pretensions” (`kzq check` shows all)\n";
        assert_eq!(done.stderr, expected);
    }

    #[test]
    fn the_texts_of_sources_are_those_beside_their_collection() {
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
    fn a_mistake_is_named_at_each_start_of_a_large_collection() {
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
    fn directories_are_read_in_depth() {
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
    fn a_directory_that_is_too_deep_is_named() {
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
    fn the_others_are_shown_and_the_header_names_the_broken_file() {
        let home = tempfile::tempdir().unwrap();
        both_in(home.path(), &broken());
        let mut session = browse(home.path());
        session.wait_for("On looms");
        session.wait_for("1 file not loaded");
        session.wait_for("It weaves patterns.");
        // The palette says more.
        session.type_keys(":");
        session.wait_for("Commands");
        session.wait_for(&format!("not loaded: {MISTAKE}"));
        session.type_keys("\x1b");
        session.wait_until("the palette is closed", |screen| !screen.contents().contains("Commands"));
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
    }

    #[test]
    fn a_file_that_is_repaired_is_loaded() {
        let home = tempfile::tempdir().unwrap();
        both_in(home.path(), &broken());
        let mut session = browse(home.path());
        session.wait_for("1 file not loaded");
        file_in(&home.path().join("both"), "engines.ron", COLLECTION);
        session.wait_for("reloaded: 2 new");
        session.wait_until("the header is as usual", |screen| !screen.contents().contains("not loaded"));

        // One that breaks while it is shown stays as it was, and a new one that is broken stops nothing.
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
    fn an_empty_collection_says_what_to_do_and_the_sample_how_to_begin() {
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
    fn refuse_broken_never_takes_the_screen() {
        let launch = Launch::script("exec \"$0\" --refuse-broken --data both 2>report");
        both_in(launch.home(), &broken());
        let mut session = launch.start();
        assert_eq!(session.wait_for_exit(), Exit::Code(3));
        assert_eq!(session.raw(), b"");
        let report = session.home().join("report");
        assert!(becomes_so(|| fs::read_to_string(&report).is_ok_and(|text| text.contains("engines.ron:6:41"))));
    }
}
