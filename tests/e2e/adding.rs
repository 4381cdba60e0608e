//! `kzq add`, `new` and `edit`: what they write into collections and what they leave unchanged.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use tempfile::TempDir;

use crate::support::command::{Done, kzq, kzq_without_room};
use crate::support::{COLLECTION, KZQ, alone, collection_in, installed, search_path};

/// A collection with comments wherever a user might put them.
const COMMENTED: &str = "// Mine.\n(\n  schema: 1, id: \"mine\", title: \"Mine\", // the head\n  speakers: {\n    \"ada\": (name: \"Ada Byron\"), /* Lovelace */\n  },\n  entries: [\n    // the first\n    Quote(id: \"one\", by: \"ada\", text: r#\"It has \"no\" pretensions\"#)\n    // more to come\n  ]\n)\n";

/// A home directory, and runs of kzq in it.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    /// The file of the user's own collection.
    fn own(&self) -> PathBuf {
        self.path(".local/share/kzq/quotations.ron")
    }

    fn write(&self, file: &str, text: &str) -> PathBuf {
        fs::write(self.path(file), text).unwrap();
        self.path(file)
    }

    /// Writes a collection that is no UTF-8 into a new directory.
    fn write_unreadable(&self, file: &str) {
        let file = self.path(file);
        fs::create_dir(file.parent().unwrap()).unwrap();
        fs::write(file, b"(schema: 1, id: \"bad\", title: \"B\xff\")").unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Done {
        kzq(arguments).env("HOME", self.0.path()).run()
    }

    /// Runs kzq, which must succeed, and returns its stdout.
    fn run_ok(&self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        assert_eq!(done.code, Some(0), "{arguments:?}: {done:?}");
        done.stdout
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

/// A shell script used as an editor.
fn editor(home: &Home, script: &str) -> PathBuf {
    program(home, "editor", script)
}

fn program(home: &Home, name: &str, script: &str) -> PathBuf {
    // A process started meanwhile would inherit the open file, and a file open for writing can't be executed.
    let _alone = alone();
    let path = home.write(name, &format!("#!/bin/sh\n{script}\n"));
    fs::set_permissions(&path, Permissions::from_mode(0o755)).unwrap();
    path
}

mod own_collection {
    use super::*;

    #[test]
    fn first_add_creates_the_collection_that_kzq_opens_by_default() {
        let home = Home::new();
        assert!(home.run_ok(&["paths"]).contains("tokayev-al-jazeera.ron (embedded)"));
        let done = home.run(&["add", "--by", "Ada Byron", "--topic", "Machines", "“It has no pretensions.”"]);
        assert_eq!(done.code, Some(0), "{done:?}");
        let own = home.own();
        let place = format!("in {}:", own.display());
        assert!(done.stdout.starts_with("added “it-has-no-pretensions-") && done.stdout.contains(&place), "{done:?}");
        for message in
            ["new speaker: Ada Byron\n", "new topic: Machines\n", "plain `kzq` now opens", "`kzq edit --undo`"]
        {
            assert!(done.stderr.contains(message), "{done:?}");
        }
        assert!(home.run_ok(&["search", "pretensions"]).contains("“It has no pretensions.”\n— Ada Byron"));
        assert!(home.run_ok(&["paths"]).contains(&format!("collection  {}\n", own.display())));
        assert!(home.run_ok(&["check"]).is_empty());
        // The example is still available, and files named on the command line take precedence.
        assert!(home.run_ok(&["--example", "topics"]).contains("Civil freedoms"));
        let engines = collection_in(home.0.path());
        let named = home.run_ok(&["--data", engines.to_str().unwrap(), "speakers"]);
        assert!(named.contains("Ada Byron") && !named.contains("It has"));
        assert_eq!(home.run(&["--example", "--data", "x", "topics"]).code, Some(2));
        let second = home.run(&["add", "--by", "ada byron", "It weaves algebraical patterns"]);
        assert!(
            second.code == Some(0) && !second.stderr.contains("plain") && !second.stderr.contains("new"),
            "{second:?}"
        );
    }

    #[test]
    fn duplicate_words_are_not_added() {
        let home = Home::new();
        home.run_ok(&["add", "--by", "Ada Byron", "It has no pretensions."]);
        let before = read(&home.own());
        let again = home.run(&["add", "--by", "ada byron", "“It has NO pretensions”"]);
        assert_eq!(again.code, Some(1));
        assert!(
            again.stderr.starts_with("not added: already in the collection as “it-has-no-pretensions-"),
            "{again:?}"
        );
        assert_eq!(read(&home.own()), before);
    }

    #[test]
    fn undoing_the_first_add_removes_the_file() {
        let home = Home::new();
        home.run_ok(&["add", "--by", "Ada", "One"]);
        let first = read(&home.own());
        home.run_ok(&["add", "--by", "Ada", "Two"]);
        home.run_ok(&["edit", "--undo"]);
        assert_eq!(read(&home.own()), first);
        assert!(home.run_ok(&["edit", "--undo"]).starts_with("undone: added “one-"));
        assert!(!home.own().exists());
        let nothing = home.run(&["edit", "--undo"]);
        assert_eq!((nothing.code, nothing.stderr.as_str()), (Some(1), "there is no change to undo\n"));
    }

    #[test]
    fn a_dry_run_prints_the_entry_and_writes_nothing() {
        let home = Home::new();
        let printed = home.run_ok(&["add", "--dry-run", "--by", "Ada", "--source", "Notes", "--page", "12", "One"]);
        for part in ["\"ada\": (", "title: \"Notes\"", "source: (id: \"notes\", page: \"12\")", "text: \"One\""] {
            assert!(printed.contains(part), "{printed}");
        }
        assert!(!home.path(".local").exists());
    }
}

mod writing {
    use super::*;

    #[test]
    fn add_keeps_comments_and_layout_and_undo_restores_every_byte() {
        for text in [COMMENTED.to_owned(), COMMENTED.replace('\n', "\r\n"), format!("\u{feff}{COMMENTED}")] {
            let home = Home::new();
            let file = home.write("mine.ron", &text);
            fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
            let name = file.to_str().unwrap();
            let done = home.run_ok(&["add", "--into", name, "--by", "Ada Byron", "--topic", "Art", "It weaves."]);
            assert!(done.ends_with("mine.ron:15\n") || done.ends_with("mine.ron:14\n"), "{done}");
            let changed = read(&file);
            for line in text.lines().filter(|line| !line.ends_with("\"#)")) {
                assert!(changed.contains(line), "{line}\n{changed}");
            }
            assert!(changed.contains("pretensions\"#),"), "{changed}");
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
            assert!(home.run_ok(&["--data", name, "check"]).is_empty());
            home.run_ok(&["edit", "--undo"]);
            assert_eq!(read(&file), text);
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        }
    }

    #[test]
    fn symlinks_are_followed_and_kept() {
        let home = Home::new();
        let file = home.write("real.ron", COLLECTION);
        let link = home.path("link.ron");
        symlink("real.ron", &link).unwrap();
        home.run_ok(&["add", "--into", link.to_str().unwrap(), "--by", "Ada Byron", "It weaves."]);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(read(&file).contains("It weaves."));
        // Undo works with the path of the symlink's target.
        home.run_ok(&["edit", "--undo"]);
        assert_eq!(read(&file), COLLECTION);
        let others: Vec<_> = fs::read_dir(home.0.path()).unwrap().map(|item| item.unwrap().file_name()).collect();
        assert!(
            others.iter().all(|name| [".local", "real.ron", "link.ron"].iter().any(|known| name == known)),
            "{others:?}"
        );
    }

    #[test]
    fn undo_fails_only_if_the_added_entry_has_changed_since() {
        let home = Home::new();
        let file = home.write("mine.ron", COMMENTED);
        home.run_ok(&["add", "--into", file.to_str().unwrap(), "--by", "Ada Byron", "It weaves."]);
        // Changes elsewhere in the file do not matter.
        let changed = read(&file);
        fs::write(&file, changed.replace("// Mine.", "// All mine.")).unwrap();
        home.run_ok(&["edit", "--undo"]);
        assert_eq!(read(&file), COMMENTED.replace("// Mine.", "// All mine."));
        home.run_ok(&["add", "--into", file.to_str().unwrap(), "--by", "Ada Byron", "It weaves."]);
        let changed = read(&file).replace("It weaves.", "It wove.");
        fs::write(&file, &changed).unwrap();
        let refused = home.run(&["edit", "--undo"]);
        assert_eq!(refused.code, Some(1));
        assert!(
            refused.stderr.contains("mine.ron has changed there since; not undone: added “it-weaves-"),
            "{refused:?}"
        );
        assert_eq!(read(&file), changed);
    }

    #[test]
    fn add_rejects_broken_and_missing_files() {
        let home = Home::new();
        let file = home.write("mine.ron", COLLECTION);
        let name = file.to_str().unwrap();
        // A broken file is reported, not edited.
        fs::write(&file, "(schema: 1, entries: [").unwrap();
        let broken = home.run(&["add", "--into", name, "It weaves."]);
        assert!(broken.code == Some(3) && broken.stderr.contains("never closed"), "{broken:?}");
        for arguments in [&["add", "--into", "gone.ron", "x"][..], &["add", "--dry-run", "--into", "gone.ron", "x"]] {
            let done = home.run(arguments);
            assert_eq!(done.code, Some(4), "{done:?}");
            assert!(done.stderr.contains("there is no such file; `kzq new gone.ron` creates it"), "{done:?}");
        }
    }

    #[test]
    fn concurrent_adds_lose_no_entries() {
        const WRITERS: usize = 4;
        const EACH: usize = 6;
        let home = Home::new();
        let file = home.write("mine.ron", COLLECTION);
        thread::scope(|scope| {
            for writer in 0..WRITERS {
                let (home, file) = (&home, &file);
                scope.spawn(move || {
                    for number in 0..EACH {
                        let words = format!("Words {number} of writer {writer}.");
                        let by = format!("Writer {}", writer % 2);
                        home.run_ok(&["add", "--into", file.to_str().unwrap(), "--by", &by, &words]);
                    }
                });
            }
        });
        assert!(home.run_ok(&["--data", file.to_str().unwrap(), "check"]).is_empty());
        let found = home.run_ok(&["--data", file.to_str().unwrap(), "search", "--limit", "99", "writer"]);
        assert_eq!(found.matches("Words ").count(), WRITERS * EACH, "{found}");
        for _ in 0..WRITERS * EACH {
            home.run_ok(&["edit", "--undo"]);
        }
        assert_eq!(read(&file), COLLECTION);
    }
}

mod options {
    use super::*;

    /// The output of a dry run of `kzq add` with these arguments.
    fn added(home: &Home, arguments: &[&str], stdin: &str) -> String {
        let file = home.write(
            "mine.ron",
            "(schema: 1, id: \"m\", title: \"M\", sources: {\"n\": (title: \"Notes\")}, entries: [])",
        );
        let arguments = [&["add", "--dry-run", "--into", file.to_str().unwrap()], arguments].concat();
        let done = kzq(arguments).env("HOME", home.0.path()).stdin(stdin).run();
        assert_eq!(done.code, Some(0), "{done:?}");
        done.stdout
    }

    #[test]
    fn each_option_sets_its_field() {
        let home = Home::new();
        for (arguments, expected) in [
            (&["--source", "n", "x"][..], "source: (id: \"n\")"),
            (&["--source", "NOTES", "x"], "source: (id: \"n\")"),
            (&["--source", "Letters", "x"], "\"letters\": (title: \"Letters\")"),
            (&["--source", "n", "--page", "xvi", "x"], "source: (id: \"n\", page: \"xvi\")"),
            (&["--page", "xvi", "x"], "extra: {\"page\": \"xvi\"}"),
            (&["--url", "https://a.org/b", "x"], "(kind: Web, title: \"https://a.org/b\", url: \"https://a.org/b\")"),
            (&["--source", "n", "--url", "https://a.org", "x"], "extra: {\"url\": \"https://a.org\"}"),
            (&["--topic", "A/B", "--topic", "C", "x"], "topics: [\"a/b\", \"c\"]"),
            (&["--tag", "a", "--tag", "b c", "x"], "tags: [\"a\", \"b c\"]"),
            (&["--date", "4 May 1949", "x"], "date: \"1949-05-04\""),
            (&["--date", "about 180", "x"], "date: \"c. 180\""),
            (&["--date", "1843", "--lang", "en", "--note", "n", "x"], "date: \"1843\", lang: \"en\", note: \"n\""),
            (&["--by", "Ada", "x\n— Bo"], "by: \"ada\", text: \"x\\n— Bo\""),
            (&["x\n— Bo"], "by: \"bo\", text: \"x\""),
            (&["x — Bo"], "text: \"x — Bo\""),
        ] {
            let printed = added(&home, arguments, "");
            assert!(printed.contains(expected), "{arguments:?}\n{printed}");
        }
    }

    #[test]
    fn invalid_option_values_are_reported_before_files_are_read() {
        let home = Home::new();
        for (option, value, message) in [
            ("--by", " ", "the name is empty; without one the speaker is unknown"),
            ("--source", "", "the title is empty"),
            ("--url", "nowhere", "invalid URL “nowhere”: an address begins with https:// or http://"),
            ("--page", "", "the page is empty"),
            ("--topic", "/", "a topic is empty"),
            ("--tag", "", "a tag is empty"),
            ("--date", "4/5/1949", "invalid date “4/5/1949”: write 1949-05-04, 4 May 1949, May 1949 or 1949"),
            ("--date", "1949-13", "invalid date “1949-13”: there is no month 13"),
            ("--lang", "english", "invalid language tag “english”; write en, de or pt-BR"),
            ("--note", " ", "the note is empty"),
        ] {
            for more in [&[][..], &["--dry-run"], &["--into", "gone.ron"]] {
                let done = home.run(&[&["add", option, value, "x"], more].concat());
                assert_eq!(done.code, Some(2), "{option}: {done:?}");
                assert!(done.stderr.starts_with(&format!("error: {option}: {message}")), "{done:?}");
            }
        }
        assert!(!home.own().exists());
    }

    #[test]
    fn misspelled_speaker_name_suggests_the_known_one() {
        let home = Home::new();
        let file = home.write("mine.ron", COMMENTED);
        for more in [&["--dry-run"][..], &[]] {
            let add = ["add", "--into", file.to_str().unwrap(), "--by", "Ada Biron", "It weaves."];
            let done = home.run(&[&add, more].concat());
            assert!(done.stderr.contains("new speaker: Ada Biron (did you mean “Ada Byron”?)\n"), "{done:?}");
        }
    }

    #[test]
    fn stdin_may_be_text_copied_from_a_reading_app() {
        let home = Home::new();
        let apple = "“It weaves.”\n\nExcerpt From\nSketch of the Engine\nAda Byron\nThis material may be protected by copyright.\n";
        let printed = added(&home, &["-"], apple);
        assert!(
            printed.contains("title: \"Sketch of the Engine\"") && printed.contains("by: \"ada-byron\""),
            "{printed}"
        );
        assert!(printed.contains("text: \"It weaves.\""), "{printed}");
    }

    #[test]
    fn add_without_words_fails() {
        let home = Home::new();
        for arguments in [&["add"][..], &["add", ""], &["add", "“ ”", "--by"], &["add", "x", "--clipboard"]] {
            assert_eq!(home.run(arguments).code, Some(2), "{arguments:?}");
        }
        let done = home.run(&["add", "--clipboard"]);
        assert_eq!(done.code, Some(4));
        assert!(done.stderr.contains("the clipboard can't be read: there is no desktop"), "{done:?}");
    }

    #[test]
    fn clipboard_option_reads_the_tmux_buffer() {
        if !installed("tmux") {
            return;
        }
        let home = Home::new();
        let socket = home.path("tmux");
        let tmux = |arguments: &[&str]| {
            let mut command = Command::new("tmux");
            command.arg("-S").arg(&socket).args(arguments).env("PATH", search_path()).env_remove("TMUX");
            assert!(command.stdin(Stdio::null()).status().unwrap().success(), "{arguments:?}");
        };
        tmux(&["-f", "/dev/null", "new-session", "-d", "sleep 60"]);
        tmux(&["set-buffer", "It weaves."]);
        let run = kzq(["add", "--clipboard", "--dry-run"]).env("TMUX", format!("{},1,0", socket.display())).run();
        tmux(&["kill-server"]);
        assert!(run.stdout.contains("text: \"It weaves.\""), "{run:?}");
    }
}

mod new {
    use super::*;

    #[test]
    fn new_creates_a_usable_collection_and_never_overwrites() {
        let home = Home::new();
        let file = home.path("My notes.ron");
        let name = file.to_str().unwrap();
        assert_eq!(home.run_ok(&["new", name]), format!("created {name}\n"));
        assert!(read(&file).contains("id: \"my-notes\",\n    title: \"My notes\","));
        assert!(home.run_ok(&["check", name]).is_empty());
        home.run_ok(&["add", "--into", name, "--by", "Ada", "It weaves."]);
        assert!(home.run(&["new", "none/x.ron"]).stderr.contains("there is no directory none"));
        let before = read(&file);
        let again = home.run(&["new", name]);
        assert_eq!(again.code, Some(2));
        assert!(again.stderr.contains("already exists"), "{again:?}");
        assert_eq!(read(&file), before);
    }

    #[test]
    fn a_collection_that_cannot_be_written_leaves_no_file() {
        let home = Home::new();
        let file = home.path("mine.ron");
        let done = kzq_without_room(["new", file.to_str().unwrap()]).env("HOME", home.0.path()).run();
        assert_eq!(done.code, Some(4), "{done:?}");
        assert!(!file.exists());
        home.run_ok(&["new", file.to_str().unwrap()]);
    }
}

mod edit {
    use super::*;

    /// Runs `kzq edit` with an editor.
    fn edit(home: &Home, script: &str, file: &Path, id: &str) -> Done {
        let editor = editor(home, script);
        kzq(["--data", file.to_str().unwrap(), "edit", id]).env("HOME", home.0.path()).env("EDITOR", editor).run()
    }

    #[test]
    fn the_editor_opens_the_file_at_the_entry() {
        let home = Home::new();
        let file = home.write("mine.ron", COMMENTED);
        let vi = program(&home, "vi", "echo \"$@\" > \"$HOME/arguments\"");
        for id in ["one", "mine/one"] {
            let run = kzq(["--data", file.to_str().unwrap(), "edit", id]);
            let done = run.env("HOME", home.0.path()).env("VISUAL", &vi).run();
            assert_eq!(done.code, Some(0), "{done:?}");
            assert_eq!(read(&home.path("arguments")), format!("+9 {}\n", file.display()));
        }
        let unchanged = edit(&home, "true", &file, "one");
        assert_eq!((unchanged.code, unchanged.stdout.as_str()), (Some(0), "nothing changed\n"));
        let missing = edit(&home, "exit 9", &file, "two");
        assert_eq!((missing.code, missing.stderr.as_str()), (Some(1), "error: there is no entry “two”\n"));
        assert_eq!(edit(&home, "exit 9", &file, "one").code, Some(4));
        let example = home.run(&["edit", "one"]);
        assert!(example.code == Some(1) && example.stderr.contains("`kzq add`"), "{example:?}");
    }

    #[test]
    fn a_file_that_cannot_be_read_is_an_error_only_if_no_other_has_the_entry() {
        let home = Home::new();
        home.write_unreadable("data/a-bad.ron");
        home.write("data/mine.ron", COMMENTED);
        let data = home.path("data");
        let done = edit(&home, "true", &data, "one");
        assert_eq!((done.code, done.stdout.as_str()), (Some(0), "nothing changed\n"), "{done:?}");
        let done = edit(&home, "true", &data, "two");
        assert!(done.code == Some(3) && done.stderr.contains("a-bad.ron"), "{done:?}");
    }

    #[test]
    fn editor_changes_are_one_undo_step() {
        let home = Home::new();
        let file = home.write("mine.ron", COMMENTED);
        let name = file.to_str().unwrap();
        home.run_ok(&["add", "--into", name, "--by", "Ada Byron", "It weaves."]);
        let added = read(&file);
        let script = "sed -i -e '1s/^/\\/\\/ first\\n/' -e 's/pretensions/intentions/' \"$1\"";
        let done = edit(&home, script, &file, "mine/one");
        assert_eq!((done.code, done.stdout), (Some(0), format!("changed {name}:10 (“one”)\n")));
        assert_eq!(home.run_ok(&["edit", "--undo"]), format!("undone: edited “one” in {name}\n"));
        assert_eq!(read(&file), added);
        home.run_ok(&["edit", "--undo"]);
        assert_eq!(read(&file), COMMENTED);
        // An invalid edit that was left in the file can be undone, too.
        assert_eq!(edit(&home, "echo ')' >> \"$1\"", &file, "one").code, Some(3));
        home.run_ok(&["edit", "--undo"]);
        assert_eq!(read(&file), COMMENTED);
    }

    #[test]
    fn undo_does_not_overwrite_later_changes() {
        let home = Home::new();
        let file = home.write("mine.ron", COMMENTED);
        edit(&home, "sed -i 's/pretensions/intentions/' \"$1\"", &file, "one");
        let changed = read(&file).replace("intentions", "inventions");
        fs::write(&file, &changed).unwrap();
        let refused = home.run(&["edit", "--undo"]);
        assert_eq!(refused.code, Some(1));
        assert!(refused.stderr.contains("has changed there since; not undone: edited “one”"), "{refused:?}");
        assert_eq!(read(&file), changed);
    }

    #[test]
    fn add_while_an_editor_is_open_is_a_separate_undo_step() {
        let home = Home::new();
        let file = home.write("mine.ron", COMMENTED);
        let name = file.to_str().unwrap();
        let script = format!(
            "'{KZQ}' add --into \"$1\" --by 'Ada Byron' 'It weaves.' > /dev/null 2>&1; sed -i 's/Mine[.]/All mine./' \"$1\""
        );
        edit(&home, &script, &file, "one");
        let both = read(&file);
        assert!(both.contains("It weaves.") && both.contains("// All mine."), "{both}");
        assert!(home.run_ok(&["edit", "--undo"]).starts_with("undone: added “it-weaves-"));
        assert_eq!(read(&file), COMMENTED.replace("// Mine.", "// All mine."));
        assert_eq!(home.run_ok(&["edit", "--undo"]), format!("undone: edited “one” in {name}\n"));
        assert_eq!(read(&file), COMMENTED);
    }

    #[test]
    fn undo_considers_only_the_selected_collections() {
        let home = Home::new();
        let (first, second) = (home.write("first.ron", COMMENTED), home.write("second.ron", COMMENTED));
        let (one, two) = (first.to_str().unwrap(), second.to_str().unwrap());
        home.run_ok(&["add", "--into", one, "--by", "Ada Byron", "It weaves."]);
        home.run_ok(&["add", "--into", two, "--by", "Ada Byron", "It weaves."]);
        home.run_ok(&["--data", one, "edit", "--undo"]);
        assert_eq!(read(&first), COMMENTED);
        assert!(read(&second).contains("It weaves."));
        let environment = |arguments: &[&str]| kzq(arguments).env("HOME", home.0.path()).env("KZQ_DATA", &first).run();
        let none = environment(&["edit", "--undo"]);
        let message = "there is no change to undo in the collections that `--data` or `KZQ_DATA` names\n";
        assert_eq!((none.code, none.stderr.as_str()), (Some(1), message));
        // The hint works for a collection outside `KZQ_DATA`.
        let added = environment(&["add", "--into", two, "--by", "Ada Byron", "That brain of mine."]);
        let hint = format!("`kzq --data {two} edit --undo` undoes it\n");
        assert!(added.stderr.ends_with(&hint), "{added:?}");
        let directory = home.0.path().to_str().unwrap();
        home.run_ok(&["--data", directory, "edit", "--undo"]);
        home.run_ok(&["--data", two, "edit", "--undo"]);
        assert_eq!(read(&second), COMMENTED);
    }

    #[test]
    fn broken_file_can_be_opened_for_repair() {
        let home = Home::new();
        let file = home.write("mine.ron", &COMMENTED.replace("  ]\n)", ""));
        let done = edit(&home, "printf '  ]\\n)\\n' >> \"$1\"", &file, "one");
        assert_eq!(done.code, Some(0), "{done:?}");
        assert_eq!(edit(&home, "printf ')' >> \"$1\"", &file, "one").code, Some(3));
    }

    #[test]
    fn invalid_edit_is_reported_and_fails_without_a_terminal() {
        let home = Home::new();
        let file = home.write("mine.ron", COMMENTED);
        let done = edit(&home, "sed -i 's/by: \"ada\"/by: \"bo\"/' \"$1\"", &file, "one");
        assert_eq!(done.code, Some(3));
        assert!(done.stderr.contains("there is no speaker “bo”"), "{done:?}");
    }

    #[test]
    fn invalid_edit_offers_to_edit_again_on_a_terminal() {
        use crate::support::terminal::{Exit, Launch};
        let home = Home::new();
        let file = home.write("mine.ron", COMMENTED);
        // The first run makes a mistake, the second corrects it.
        let script = "echo x >> \"$HOME/times\"\nif [ \"$(wc -l < \"$HOME/times\")\" = 1 ]; then sed -i 's/by: \"ada\"/by: \"bo\"/' \"$1\"; else sed -i 's/by: \"bo\"/by: \"ada\"/' \"$1\"; fi";
        let editor = editor(&home, script);
        let launch = Launch::kzq().env("HOME", home.0.path()).env("KZQ_DATA", &file).env("VISUAL", &editor);
        let mut session = launch.arg("edit").arg("one").start();
        session.wait_for("there is no speaker “bo”");
        session.wait_for("Enter to edit again at line 9");
        session.type_keys("\r");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
        assert_eq!(read(&home.path("times")), "x\nx\n");
        assert_eq!(read(&file), COMMENTED);
        fs::remove_file(home.path("times")).unwrap();
        let launch = Launch::kzq().env("HOME", home.0.path()).env("KZQ_DATA", &file).env("VISUAL", &editor);
        let mut session = launch.arg("edit").arg("one").start();
        session.wait_for("Enter to edit again");
        session.type_keys("n\r");
        assert_eq!(session.wait_for_exit(), Exit::Code(3));
    }
}

mod browser {
    use super::*;
    use crate::support::eventually;
    use crate::support::terminal::{Exit, Launch, Session};

    fn browse(home: &Home, file: &Path, editor: &Path) -> Session {
        let launch = Launch::kzq().env("HOME", home.0.path()).env("KZQ_DATA", file).env("EDITOR", editor);
        let session = launch.start();
        session.wait_for("pretensions");
        session
    }

    #[test]
    fn adding_and_tagging_a_quotation_can_be_undone_and_redone() {
        let home = Home::new();
        let file = home.write("mine.ron", COMMENTED);
        let mut session = browse(&home, &file, Path::new("true"));
        session.type_keys("a");
        session.wait_for("Add a quotation");
        session.type_keys("That brain of mine\tada\t\x13");
        session.wait_for("2 of 2");
        let added = read(&file);
        assert!(added.contains("by: \"ada\"") && added.contains("// more to come"), "{added}");
        session.type_keys("t");
        session.wait_for("Speaker, topics and tags");
        session.type_keys("\t\tbrain\x13");
        assert!(eventually(|| read(&file).contains("tags: [\"brain\"]")));
        // The form closes once it is saved.
        session.wait_until("form closed", |screen| !screen.contents().contains("Speaker, topics and tags"));
        session.type_keys("u");
        assert!(eventually(|| read(&file) == added));
        session.wait_for("undone: changed 1 entry");
        session.type_keys("u");
        assert!(eventually(|| read(&file) == COMMENTED));
        session.wait_for("1 of 1");
        session.type_keys("\x12");
        session.wait_for("redone: added");
        assert_eq!(read(&file), added);
        session.wait_for("2 verbatim");
        // Changes made by kzq itself are reloaded without a message.
        session.wait_for("redone: added");
        session.type_keys("\x12");
        session.wait_for("redone: changed 1 entry");
        assert!(read(&file).contains("tags: [\"brain\"]"));
        session.type_keys("\x12");
        session.wait_for("nothing to redo");
        session.type_keys("u");
        session.wait_for("undone: changed 1 entry; Ctrl-r redoes it");
        assert_eq!(read(&file), added);
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
        session.assert_restored();
    }

    #[test]
    fn entry_saved_just_before_exit_is_written() {
        let home = Home::new();
        let file = home.write("mine.ron", COMMENTED);
        let mut session = browse(&home, &file, Path::new("true"));
        session.type_keys("aWords\x13\x03\x03");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
        assert!(read(&file).contains("text: \"Words\""));
    }

    #[test]
    fn what_fails_just_before_the_end_is_reported() {
        let home = Home::new();
        let file = home.write("mine.ron", COMMENTED);
        let mut session = browse(&home, &file, Path::new("true"));
        session.type_keys(":write /nonexistent/x.md\rq");
        assert_eq!(session.wait_for_exit(), Exit::Code(4));
        session.wait_for("error: not written: /nonexistent/x.md");
        session.assert_restored();

        let mut session = browse(&home, &file, Path::new("true"));
        fs::write(&file, "(schema: 1, entries: [").unwrap();
        session.type_keys("aWords\x13\x03\x03");
        assert_eq!(session.wait_for_exit(), Exit::Code(4));
        session.wait_for("error: not saved: ");
    }

    #[test]
    fn a_file_that_cannot_be_read_does_not_keep_others_from_being_changed() {
        let home = Home::new();
        home.write_unreadable("data/a-bad.ron");
        let file = home.write("data/mine.ron", COMMENTED);
        let editor = editor(&home, "sed -i 's/It has/It had/' \"$1\"");
        let mut session = browse(&home, &home.path("data"), &editor);
        session.type_keys("t");
        session.wait_for("Speaker, topics and tags");
        session.type_keys("\t\tbrain\x13");
        assert!(eventually(|| read(&file).contains("tags: [\"brain\"]")));
        session.wait_until("form closed", |screen| !screen.contents().contains("Speaker, topics and tags"));
        session.type_keys("E");
        assert!(eventually(|| read(&file).contains("It had")));
    }

    #[test]
    fn invalid_edit_offers_to_edit_again_and_shows_the_error() {
        let home = Home::new();
        let file = home.write("mine.ron", COMMENTED);
        let editor = editor(&home, "sed -i 's/by: \"ada\"/by: \"bo\"/' \"$1\"");
        let mut session = browse(&home, &file, &editor);
        session.type_keys("E");
        session.wait_for("Enter to edit again at line 9");
        session.type_keys("n\r");
        session.wait_for("there is no speaker “bo”");
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
    }

    #[test]
    fn editor_changes_can_be_undone_and_same_speaker_is_a_no_op() {
        let home = Home::new();
        let file = home.write("mine.ron", COMMENTED);
        let editor = editor(&home, "sed -i 's/It has/It had/' \"$1\"");
        let mut session = browse(&home, &file, &editor);
        session.type_keys("E");
        session.wait_for("changed mine.ron");
        session.type_keys("t");
        session.wait_for("by Ada Byron");
        session.type_keys("Ada\t\x13");
        session.wait_for("nothing changed: they already have it");
        session.type_keys("u");
        session.wait_for("undone: edited “one”");
        assert_eq!(read(&file), COMMENTED);
        session.type_keys("\x12");
        session.wait_for("redone: edited “one”");
        assert!(read(&file).contains("It had"));
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
    }

    #[test]
    fn redo_does_not_overwrite_later_changes() {
        let home = Home::new();
        let file = home.write("mine.ron", COMMENTED);
        let mut session = browse(&home, &file, Path::new("true"));
        session.type_keys("t");
        session.wait_for("Speaker, topics and tags");
        session.type_keys("\t\tbrain\x13");
        session.wait_for("changed 1 entry");
        session.type_keys("u");
        session.wait_for("undone: changed 1 entry");
        let changed = COMMENTED.replace("pretensions\"#)", "pretensions\"#, tags: [\"engine\"])");
        fs::write(&file, &changed).unwrap();
        session.wait_for("reloaded: 0 new, 1 changed, 0 removed");
        session.type_keys("\x12");
        session.wait_for("has changed there since; not redone: changed 1 entry");
        assert_eq!(read(&file), changed);
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
    }

    #[test]
    fn changing_the_speaker_of_marked_entries_can_be_undone() {
        let home = Home::new();
        let two =
            COMMENTED.replace("pretensions\"#)", "pretensions\"#),\n    Quote(id: \"two\", text: \"It weaves.\")");
        let file = home.write("mine.ron", &two);
        let mut session = browse(&home, &file, Path::new("true"));
        session.type_keys(" j t");
        session.wait_for("a all 2");
        session.type_keys("a");
        session.wait_for("of 2 entries");
        session.wait_for("by Ada Byron (1), unknown speaker (1)");
        session.type_keys("Ada\t\x13");
        session.wait_for("changed 1 of 2 entries");
        assert_eq!(read(&file).matches("by: \"ada\"").count(), 2);
        session.type_keys("u");
        session.wait_for("undone: changed 1 entry");
        assert_eq!(read(&file), two);
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
    }

    #[test]
    fn example_is_read_only_and_add_creates_the_users_collection() {
        let home = Home::new();
        let launch = Launch::kzq().env("HOME", home.0.path());
        let mut session = launch.start();
        session.wait_for("1 of 42");
        session.type_keys("E");
        session.wait_for("the example is part of kzq");
        session.type_keys("aMine\x13");
        session.wait_for("which plain kzq opens");
        assert!(read(&home.own()).contains("text: \"Mine\""));
        // Undoing the first addition removes the file, and redoing it restores the file.
        session.type_keys("u");
        session.wait_for("undone: added");
        assert!(!home.own().exists());
        session.type_keys("\x12");
        session.wait_for("redone: added");
        assert!(read(&home.own()).contains("text: \"Mine\""));
        session.type_keys("u");
        session.wait_for("undone: added");
        assert!(!home.own().exists());
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
    }
}
