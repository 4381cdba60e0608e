//! The user's shelf on the command line.

use std::fs;
use std::path::Path;

use serde_json::Value;
use snapbox::{assert_data_eq, str};
use tempfile::TempDir;

use crate::support::command::{Done, kzq};
use crate::support::{COLLECTION, file_in};

/// A home directory that outlives single runs, with a collection in it.
pub struct Home(TempDir);

impl Home {
    pub fn new() -> Self {
        let home = Self(TempDir::new().unwrap());
        home.write(COLLECTION);
        home
    }

    fn write(&self, collection: &str) {
        file_in(self.0.path(), "engines.ron", collection);
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn run(&self, args: &[&str]) -> Done {
        self.run_with(args, "")
    }

    fn run_with(&self, args: &[&str], stdin: &str) -> Done {
        kzq(args).env("HOME", self.path()).env("KZQ_DATA", self.path().join("engines.ron")).stdin(stdin).run()
    }

    /// Runs kzq, which must succeed without messages; returns its stdout.
    #[track_caller]
    pub fn good(&self, args: &[&str]) -> String {
        self.good_with(args, "")
    }

    #[track_caller]
    pub fn good_with(&self, args: &[&str], stdin: &str) -> String {
        let done = self.run_with(args, stdin);
        assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{done:?}");
        done.stdout
    }

    /// Runs kzq, which must exit with 1; returns its stderr.
    #[track_caller]
    pub fn nothing(&self, args: &[&str]) -> String {
        let done = self.run(args);
        assert_eq!(done.code, Some(1), "{done:?}");
        done.stderr
    }
}

pub const ONE: &str = "no-pretensions";
const OTHER: &str = "engines/not-original";

#[test]
fn entries_can_be_starred_searched_and_unstarred() {
    let home = Home::new();
    let done = home.run(&["star"]);
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), "no starred entries\n"));
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
fn notes_can_be_written_printed_searched_and_removed() {
    let home = Home::new();
    home.good(&["note", ONE, "for the lecture\non Monday"]);
    assert_eq!(home.good(&["note", ONE]), "for the lecture\non Monday\n");
    assert!(home.good(&["search", "has:note"]).starts_with("no-pretensions "));
    assert_eq!(home.run_with(&["note", OTHER, "-"], "piped in\n").code, Some(0));
    assert_eq!(home.good(&["note", OTHER]), "piped in\n");
    home.good(&["note", OTHER, ""]);
    assert_eq!(home.nothing(&["note", OTHER]), "no note on “engines/not-original”\n");
    // Control characters in a note are not printed.
    home.good(&["note", OTHER, "\u{1b}]52;c;eA==\u{7}\u{202e}"]);
    assert!(!home.good(&["note", OTHER]).contains(['\u{1b}', '\u{7}', '\u{202e}']));
}

#[test]
fn searches_are_saved_run_narrowed_renamed_and_deleted() {
    let home = Home::new();
    let done = home.run(&["saved"]);
    assert_eq!(
        (done.code, done.stderr.as_str()),
        (Some(0), "no saved searches; `kzq saved add NAME QUERY` saves one\n")
    );
    home.good(&["saved", "add", "Engines", "engine OR pretensions"]);
    home.good(&["saved", "add", "Exact", "kind:verbatim", "sort:date"]);
    let wrong = home.run(&["saved", "add", "Wrong", "(engine"]);
    assert!(wrong.code == Some(2) && wrong.stderr.contains('^'), "{wrong:?}");
    assert_eq!(home.good(&["saved"]), "Engines: engine OR pretensions\nExact: kind:verbatim sort:date\n");
    let json: Value = serde_json::from_str(&home.good(&["saved", "--json"])).unwrap();
    assert_eq!(json[1], serde_json::json!({"name": "Exact", "query": "kind:verbatim sort:date"}));

    assert!(home.good(&["search", "--saved", "Engines"]).contains("not-original"));
    // The additional query restricts both alternatives.
    let narrowed = home.good(&["search", "--saved", "Engines", "kind:quote", "--format", "ids"]);
    assert_eq!(narrowed, "no-pretensions\n");
    assert!(home.good(&["search", "--saved", "Exact"]).starts_with("no-pretensions "));
    let unknown = home.nothing(&["search", "--saved", "Nothing"]);
    assert!(unknown.contains("there is no saved search “Nothing”; yours are “Engines”, “Exact”"), "{unknown}");

    // A star among the saved searches is kept, and so are they.
    home.good(&["star", ONE]);
    home.good(&["saved", "rename", "Exact", "Words"]);
    assert!(home.nothing(&["saved", "rename", "Words", "Engines"]).contains("there is already a search “Engines”"));
    home.good(&["saved", "delete", "Engines"]);
    assert_eq!(home.good(&["saved"]), "Words: kind:verbatim sort:date\n");
    assert!(home.good(&["star"]).starts_with("no-pretensions "));
}

#[test]
fn lists_are_created_shown_in_order_renamed_and_deleted() {
    let home = Home::new();
    let done = home.run(&["list"]);
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), "no lists; `kzq list add NAME ID` creates one\n"));
    home.good(&["list", "add", "On Monday", OTHER, ONE]);
    home.good(&["list", "add", "empty"]);
    assert_eq!(home.good(&["list"]), "    2  On Monday\n    0  empty\n");
    let json: Value = serde_json::from_str(&home.good(&["list", "--json"])).unwrap();
    assert_eq!(json[0]["entries"], serde_json::json!(["engines/not-original", "engines/no-pretensions"]));

    let shown = home.good(&["list", "show", "On Monday"]);
    assert!(shown.find("not-original").unwrap() < shown.find("no-pretensions").unwrap(), "{shown}");
    let exported = home.good(&["export", "--list", "On Monday", "--format", "words"]);
    assert!(exported.starts_with("She holds") && exported.contains("\n\nIt has no"), "{exported}");
    // The results of a query have their own order.
    assert!(home.good(&["search", "list:monday"]).starts_with("no-pretensions "));
    assert_eq!(
        home.nothing(&["search", "list:tuesday"]),
        "no list like “tuesday”; try On Monday or empty\nnothing found\n"
    );

    home.good(&["list", "rename", "On Monday", "On Tuesday"]);
    assert!(home.nothing(&["list", "rename", "empty", "On Tuesday"]).contains("already"));
    assert!(home.nothing(&["list", "show", "On Monday"]).contains("your lists are “On Tuesday”, “empty”"));
    home.good(&["list", "remove", "On Tuesday", OTHER]);
    assert!(home.nothing(&["list", "remove", "On Tuesday", OTHER]).contains("is not on the list"));
    home.good(&["list", "delete", "empty"]);
    assert_eq!(home.good(&["list"]), "    1  On Tuesday\n");
}

#[test]
fn changed_and_removed_entries_are_reported_and_kept() {
    let home = Home::new();
    home.good(&["list", "add", "L", ONE, OTHER]);
    home.good(&["star", OTHER]);
    home.write(
        &COLLECTION
            .replace("whatever", "at all")
            .replace("not-original", "not-any-more")
            .replace("She holds", "She says"),
    );
    assert_data_eq!(
        home.run(&["list", "show", "L"]).stdout,
        str![[r"
no-pretensions (verbatim)
“It has no ‘pretensions’ at all — to originate anything.”
— Ada Byron, Notes, The Paper, 1 September 1843
engines/no-pretensions (verbatim, as it was when saved)
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
    // A missing entry can still be removed.
    home.good(&["unstar", "not-original"]);
    home.good(&["list", "remove", "L", OTHER]);
    assert_eq!(home.good(&["list"]), "    1  L\n");
}

#[test]
fn unwritable_shelf_is_reported() {
    let home = Home::new();
    fs::create_dir_all(home.path().join(".local")).unwrap();
    file_in(&home.path().join(".local"), "share", "a file, not a directory");
    let done = home.run(&["star", ONE]);
    assert_eq!(done.code, Some(4), "{done:?}");
    assert!(done.stderr.contains(".local/share/kzq/shelf.jsonl: "), "{done:?}");
    assert_eq!(home.run(&["search", "original"]).code, Some(0), "who asks for no shelf needs none");
}

#[test]
fn reading_a_specified_shelf_creates_no_lock() {
    let home = Home::new();
    let directory = home.path().join("project");
    fs::create_dir(&directory).unwrap();
    let shelf = directory.join("shelf.jsonl").display().to_string();
    let run = |arguments: &[&str]| home.run(&[arguments, &["--shelf", &shelf]].concat());
    assert_eq!(run(&["star", "no-pretensions"]).code, Some(0));
    fs::remove_file(directory.join("shelf.jsonl.lock")).unwrap();
    let names = || fs::read_dir(&directory).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    for arguments in [&["star"][..], &["search", "is:starred"], &["list"]] {
        assert_eq!(run(arguments).code, Some(0), "{arguments:?}");
        assert_eq!(names(), ["shelf.jsonl"], "{arguments:?}");
    }
}

#[test]
fn damaged_shelf_is_set_aside_and_newer_one_left_unchanged() {
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

    fs::write(&file, "{\"shelf\":{\"format\":3}}\n").unwrap();
    let done = home.run(&["star", ONE]);
    assert_eq!(done.code, Some(4), "{done:?}");
    assert!(done.stderr.contains("it was written by a newer kzq"), "{done:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "{\"shelf\":{\"format\":3}}\n");
}

#[test]
fn paths_lists_the_shelf_file() {
    let home = Home::new();
    assert!(home.good(&["paths"]).contains(".local/share/kzq/shelf.jsonl\n"));
}

mod browsing {
    use rustix::process::Signal;

    use super::*;
    use crate::support::terminal::{Exit, Launch, Session, key};
    use crate::support::{KZQ, installed};

    /// A browser of the collection in a home directory that has drawn its first frame.
    fn browse(home: &Home, environment: &[(&str, &str)]) -> Session {
        let launch = Launch::kzq().env("HOME", home.path()).env("KZQ_DATA", home.path().join("engines.ron"));
        let launch = environment.iter().fold(launch, |launch, (name, value)| launch.env(name, value));
        let session = launch.start();
        session.wait_for("On engines");
        session
    }

    #[test]
    fn displayed_star_survives_a_killed_browser() {
        let home = Home::new();
        let mut session = browse(&home, &[]);
        session.type_keys("s");
        session.wait_for("★ verbatim");
        session.signal(Signal::KILL);
        session.wait_for_exit();
        assert!(home.good(&["star"]).starts_with("no-pretensions "));
        let session = browse(&home, &[]);
        session.wait_for("★ verbatim");
    }

    #[test]
    fn last_changes_are_saved_on_quit() {
        let home = Home::new();
        let mut session = browse(&home, &[]);
        session.type_keys("sjeat the very end\x13q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
        assert_eq!(home.good(&["note", OTHER]), "at the very end\n");
        assert!(home.good(&["search", "is:starred"]).starts_with("no-pretensions "));
    }

    #[test]
    fn unfinished_note_is_saved_on_signals_and_hangup() {
        for end in [Signal::TERM, Signal::HUP, Signal::INT] {
            let home = Home::new();
            let mut session = browse(&home, &[]);
            session.type_keys("ewritten for an hour");
            session.wait_for("written for an hour");
            session.signal(end);
            session.wait_for_exit();
            assert_eq!(home.good(&["note", ONE]), "written for an hour\n", "{end:?}");
        }
        let home = Home::new();
        let mut session = browse(&home, &[]);
        session.type_keys("ewritten far away");
        session.wait_for("written far away");
        session.hang_up();
        session.wait_for_exit();
        assert_eq!(home.good(&["note", ONE]), "written far away\n");
    }

    #[test]
    fn two_browsers_lose_no_changes() {
        let home = Home::new();
        let (mut one, mut other) = (browse(&home, &[]), browse(&home, &[]));
        one.type_keys("s");
        one.wait_for("★ verbatim");
        other.type_keys("js");
        // Each browser shows the other's changes.
        other.wait_for("★ verbatim");
        other.wait_for("★ reported");
        one.type_keys("enoted\x13");
        one.wait_for("★ ✎ verbatim");
        one.wait_for("★ reported");
        assert_eq!(home.good(&["star"]).matches("— ").count(), 2 + 1);
    }

    #[test]
    fn unsaved_changes_show_a_banner_and_are_reported_on_exit() {
        let home = Home::new();
        fs::create_dir_all(home.path().join(".local")).unwrap();
        file_in(&home.path().join(".local"), "share", "a file, not a directory");
        let mut session = browse(&home, &[]);
        session.type_keys("s");
        session.wait_for("1 change not saved yet");
        session.wait_for("☆ verbatim");
        session.type_keys("jjq");
        assert_eq!(session.wait_for_exit(), Exit::Code(4));
        session.assert_restored();
        let screen = session.screen();
        assert!(screen.contains("error: 1 change to your shelf could not be saved: "), "{screen}");
    }

    #[test]
    fn failed_save_is_retried() {
        let home = Home::new();
        fs::create_dir_all(home.path().join(".local")).unwrap();
        let hindrance = file_in(&home.path().join(".local"), "share", "a file, not a directory");
        let mut session = browse(&home, &[]);
        session.type_keys("s");
        session.wait_for("1 change not saved yet");
        fs::remove_file(hindrance).unwrap();
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
        assert!(!session.screen().contains("could not be saved"), "{}", session.screen());
        assert!(home.good(&["star"]).starts_with("no-pretensions "));
    }

    #[test]
    fn browser_without_a_home_reports_unsaved_changes() {
        if !rustix::process::geteuid().is_root() || !installed("setpriv") {
            return;
        }
        // There is no user with this number, so there is no home directory.
        let launch = Launch::program("env").arg("-u").arg("HOME").arg("setpriv").arg("--reuid=54321");
        let mut session = launch.arg("--clear-groups").arg(KZQ).start();
        session.wait_for("there is no home directory to keep the shelf in");
        // Nothing can be starred before the entries are loaded.
        session.wait_for("1 of 42");
        session.type_keys("s");
        session.wait_for("1 change not saved yet: there is no home directory");
        session.wait_for("☆ verbatim");
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(4));
        assert!(session.screen().contains("error: 1 change to your shelf could not be saved"), "{}", session.screen());
    }

    #[test]
    fn damaged_shelf_is_reported_in_the_browser_and_on_exit() {
        let home = Home::new();
        home.good(&["star", ONE]);
        let file = home.path().join(".local/share/kzq/shelf.jsonl");
        fs::write(&file, "damaged").unwrap();
        let mut session = browse(&home, &[]);
        session.wait_for("the shelf was damaged");
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
        assert!(session.screen().contains("shelf.jsonl.damaged-1"), "{}", session.screen());
    }

    #[test]
    fn note_can_be_edited_in_the_users_editor() {
        let home = Home::new();
        // The editor gets the terminal and the keys typed there.
        let mut session = browse(&home, &[("EDITOR", "echo READY; head -n 1 >")]);
        session.type_keys("e\x07");
        session.wait_for("READY");
        session.type_keys("typed outside, q");
        session.type_keys(key::ENTER);
        session.wait_for("On engines");
        session.wait_for("typed outside, q");
        session.type_keys("\x13");
        session.wait_for("note saved");
        assert_eq!(home.good(&["note", ONE]), "typed outside, q\n");
    }

    #[test]
    fn text_of_a_failed_editor_is_kept_in_a_file() {
        let home = Home::new();
        let temporary = home.path().join("tmp");
        fs::create_dir(&temporary).unwrap();
        for (editor, left) in [("echo half >\"$1\"; exit 3;", "half\n"), ("printf 'caf\\351' >", "caf\u{fffd}")] {
            let mut session = browse(&home, &[("EDITOR", editor), ("TMPDIR", temporary.to_str().unwrap())]);
            session.type_keys("e\x07");
            session.wait_for("; its text is in ");
            let file = fs::read_dir(&temporary).unwrap().next().unwrap().unwrap().path();
            assert!(file.extension().is_some_and(|ending| ending == "txt"), "{}", file.display());
            assert_eq!(String::from_utf8_lossy(&fs::read(&file).unwrap()), left);
            fs::remove_file(file).unwrap();
        }
    }

    #[test]
    fn terminal_modes_are_restored_after_an_editor_crash() {
        let home = Home::new();
        // It enables raw mode and mouse reports.
        let editor = "stty raw -echo; printf '\\033[?1002h\\033[?1006h'; kill -9 $$; :";
        let mut session = browse(&home, &[("EDITOR", editor)]);
        session.type_keys("e\x07");
        session.wait_for("the editor failed");
        session.type_keys("\x13q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
        session.assert_restored();
    }

    #[test]
    fn failed_editor_leaves_the_note_unchanged() {
        let home = Home::new();
        let mut session = browse(&home, &[("VISUAL", "false"), ("EDITOR", "echo wrong >")]);
        session.type_keys("ekept\x07");
        session.wait_for("the editor failed");
        session.type_keys("\x13");
        session.wait_for("note saved");
        assert_eq!(home.good(&["note", ONE]), "kept\n");
    }
}
