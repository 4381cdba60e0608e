//! The reader's shelf on the command line.

mod support;

use std::fs;
use std::path::Path;

use serde_json::Value;
use snapbox::{assert_data_eq, str};
use tempfile::TempDir;

use self::support::command::{Done, kzq};
use self::support::{COLLECTION, file_in};

/// A home that outlives single runs, with a collection in it.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(TempDir::new().unwrap());
        home.write(COLLECTION);
        home
    }

    fn write(&self, collection: &str) {
        file_in(self.0.path(), "engines.ron", collection);
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, args: &[&str]) -> Done {
        self.run_with(args, "")
    }

    fn run_with(&self, args: &[&str], stdin: &str) -> Done {
        kzq(args).env("HOME", self.path()).env("KZQ_DATA", self.path().join("engines.ron")).stdin(stdin).run()
    }

    /// Runs what must go well; gives what it printed.
    #[track_caller]
    fn good(&self, args: &[&str]) -> String {
        let done = self.run(args);
        assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{done:?}");
        done.stdout
    }

    /// Runs what must find nothing; gives what it said of that.
    #[track_caller]
    fn nothing(&self, args: &[&str]) -> String {
        let done = self.run(args);
        assert_eq!(done.code, Some(1), "{done:?}");
        done.stderr
    }
}

const ONE: &str = "no-pretensions";
const OTHER: &str = "engines/not-original";

#[test]
fn stars_are_given_found_and_taken() {
    let home = Home::new();
    assert_eq!(home.nothing(&["star"]), "nothing is there\n");
    home.good(&["star", ONE, OTHER]);
    home.good(&["star", ONE]);
    home.good(&["unstar", OTHER]);
    let starred = "no-pretensions (verbatim)\n“It has no ‘pretensions’ whatever — to originate anything.”\n\
                   — Ada Byron, Notes, The Paper, 1 September 1843\n";
    assert_eq!(home.good(&["star"]), starred);
    assert_eq!(home.good(&["search", "is:starred"]), starred);
    assert!(home.good(&["search", "!is:starred"]).starts_with("not-original (reported)\n"));
    assert!(home.nothing(&["search", "is:starred", "engine"]).contains("nothing found"));
    assert!(home.nothing(&["star", "no-pretension"]).contains("did you mean “no-pretensions”?"));
}

#[test]
fn notes_are_written_printed_found_and_taken_away() {
    let home = Home::new();
    home.good(&["note", ONE, "for the lecture\non Monday"]);
    assert_eq!(home.good(&["note", ONE]), "for the lecture\non Monday\n");
    assert!(home.good(&["search", "has:note"]).starts_with("no-pretensions "));
    assert_eq!(home.run_with(&["note", OTHER, "-"], "piped in\n").code, Some(0));
    assert_eq!(home.good(&["note", OTHER]), "piped in\n");
    home.good(&["note", OTHER, ""]);
    assert_eq!(home.nothing(&["note", OTHER]), "there is no note on “engines/not-original”\n");
    // What is typed can't drive the terminal either.
    home.good(&["note", OTHER, "\u{1b}]52;c;eA==\u{7}\u{202e}"]);
    assert!(!home.good(&["note", OTHER]).contains(['\u{1b}', '\u{7}', '\u{202e}']));
}

#[test]
fn lists_are_made_shown_in_order_renamed_and_deleted() {
    let home = Home::new();
    assert_eq!(home.nothing(&["list"]), "there are no lists; `kzq list add NAME ID` makes one\n");
    home.good(&["list", "add", "On Monday", OTHER, ONE]);
    home.good(&["list", "add", "empty"]);
    assert_eq!(home.good(&["list"]), "    2  On Monday\n    0  empty\n");
    let json: Value = serde_json::from_str(&home.good(&["list", "--json"])).unwrap();
    assert_eq!(json[0]["entries"], serde_json::json!(["engines/not-original", "engines/no-pretensions"]));

    let shown = home.good(&["list", "show", "On Monday"]);
    assert!(shown.find("not-original").unwrap() < shown.find("no-pretensions").unwrap(), "{shown}");
    let exported = home.good(&["export", "--list", "On Monday", "--format", "words"]);
    assert!(exported.starts_with("She holds") && exported.contains("\n\nIt has no"), "{exported}");
    // A query's answer has its own order.
    assert!(home.good(&["search", "list:monday"]).starts_with("no-pretensions "));
    assert_eq!(
        home.nothing(&["search", "list:tuesday"]),
        "no list like \"tuesday\" (there are On Monday, empty)\nnothing found\n"
    );

    home.good(&["list", "rename", "On Monday", "On Tuesday"]);
    assert!(home.nothing(&["list", "rename", "empty", "On Tuesday"]).contains("already"));
    assert!(home.nothing(&["list", "show", "On Monday"]).contains("there are “On Tuesday”, “empty”"));
    home.good(&["list", "remove", "On Tuesday", OTHER]);
    assert!(home.nothing(&["list", "remove", "On Tuesday", OTHER]).contains("does not stand in"));
    home.good(&["list", "delete", "empty"]);
    assert_eq!(home.good(&["list"]), "    1  On Tuesday\n");
}

#[test]
fn what_changed_or_vanished_is_told_of_and_kept() {
    let home = Home::new();
    home.good(&["list", "add", "L", ONE, OTHER]);
    home.good(&["star", OTHER]);
    home.write(&COLLECTION.replace("whatever", "at all").replace("not-original", "not-any-more"));
    assert_data_eq!(
        home.run(&["list", "show", "L"]).stdout,
        str![[r"
no-pretensions (verbatim)
“It has no ‘pretensions’ at all — to originate anything.”
— Ada Byron, Notes, The Paper, 1 September 1843
engines/no-pretensions (verbatim, as it was when it was put on the shelf)
“It has no “pretensions” whatever — to originate anything.”
— Ada Byron, The Paper, 1 September 1843

engines/not-original (reported, gone from its collection)
She holds that the engine is not original.
— on Ada Byron, The Paper, 1 September 1843 (reported, not the speaker's words)

"]]
    );
    let exported = home.run(&["export", "--list", "L"]);
    assert_eq!(exported.code, Some(1));
    assert_eq!(
        exported.stderr,
        "engines/no-pretensions: changed since\nengines/not-original: gone from its collection\n"
    );
    let json: Value = serde_json::from_str(&home.good(&["list", "show", "L", "--json"])).unwrap();
    assert_eq!(json[1]["standing"], "gone from its collection");
    assert_eq!(json[1]["text"], "She holds that the engine is not original.");
    // It can still be let go.
    home.good(&["unstar", "not-original"]);
    home.good(&["list", "remove", "L", OTHER]);
    assert_eq!(home.good(&["list"]), "    1  L\n");
}

#[test]
fn a_shelf_that_cannot_be_kept_is_told_of() {
    let home = Home::new();
    fs::create_dir_all(home.path().join(".local")).unwrap();
    file_in(&home.path().join(".local"), "share", "a file, not a directory");
    let done = home.run(&["star", ONE]);
    assert_eq!(done.code, Some(4), "{done:?}");
    assert!(done.stderr.contains(".local/share/kzq/shelf.jsonl: "), "{done:?}");
    assert_eq!(home.run(&["search", "original"]).code, Some(0), "who asks for no shelf needs none");
}

#[test]
fn a_damaged_shelf_is_set_aside_and_named_and_a_newer_one_left() {
    let home = Home::new();
    home.good(&["star", ONE]);
    let directory = home.path().join(".local/share/kzq");
    let file = directory.join("shelf.jsonl");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, &text[..text.len() / 2]).unwrap();
    let done = home.run(&["star", OTHER]);
    assert_eq!(done.code, Some(0), "{done:?}");
    assert!(done.stderr.contains("line 2 can't be read") && done.stderr.contains("shelf.jsonl.damaged-1"), "{done:?}");
    assert_eq!(fs::read_to_string(directory.join("shelf.jsonl.damaged-1")).unwrap(), text[..text.len() / 2]);

    fs::write(&file, "{\"shelf\":{\"format\":2}}\n").unwrap();
    let done = home.run(&["star", ONE]);
    assert_eq!(done.code, Some(4), "{done:?}");
    assert!(done.stderr.contains("it is of a newer kzq"), "{done:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "{\"shelf\":{\"format\":2}}\n");
}

#[test]
fn the_file_is_named_by_paths() {
    let home = Home::new();
    assert!(home.good(&["paths"]).contains(".local/share/kzq/shelf.jsonl\n"));
}
