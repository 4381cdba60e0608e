//! Reports: entries under headings with a bibliography; shelf files at other paths; stars of renamed entries.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use snapbox::{assert_data_eq, str};
use tempfile::TempDir;

use crate::support::command::{Done, kzq};
use crate::support::terminal::{Exit, Launch};
use crate::support::{alone, file_in, installed, start};

/// Two speakers, two sources, and one entry with neither source nor topic.
const COLLECTION: &str = r#"(schema: 1, id: "sea", title: "Of the sea",
    speakers: {"bo": (name: "Bo Chen"), "ada": (name: "Ada Byron")},
    sources: {
        "log": (kind: Book, title: "The Log", authors: ["Bo Chen"], date: "1843"),
        "paper": (kind: Article, title: "Ships & storms", container: "The Paper", date: "1839-05-02"),
    },
    topics: [(id: "sea", label: "The sea", topics: [(id: "calm", label: "Calm")]), (id: "ships", label: "Ships")],
    entries: [
        Quote(id: "still", by: "bo", topics: ["sea/calm", "ships"], source: (id: "log", page: "3"),
            text: "The ships lay <still>."),
        Quote(id: "storm", by: "ada", topics: ["ships"], source: (id: "paper"), text: "No ship outruns a storm."),
        Paraphrase(id: "loose", of: "ada", text: "She would rather stay ashore."),
    ])"#;

/// A home directory that outlives single runs, with a collection in it.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(TempDir::new().unwrap());
        home.write("sea.ron", COLLECTION);
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        file_in(self.0.path(), name, text);
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs a command line whose arguments contain no spaces, in the home directory.
    fn run(&self, line: &str) -> Done {
        let (home, data) = (self.0.path(), self.path("sea.ron"));
        kzq(line.split(' ')).directory(home).env("HOME", home).env("KZQ_DATA", data).run()
    }

    /// Runs a command line, which must succeed without messages; returns its stdout.
    #[track_caller]
    fn run_ok(&self, line: &str) -> String {
        let done = self.run(line);
        assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{done:?}");
        done.stdout
    }
}

#[test]
fn a_report_has_headings_citations_and_a_bibliography() {
    let home = Home::new();
    assert_data_eq!(
        home.run_ok("export --group-by speaker --sort date --format org"),
        str![[r"
#+TITLE: Of the sea

* Ada Byron

** Ada Byron
:PROPERTIES:
:ID: sea/storm
:WORDING: verbatim
:TOPICS: ships
:END:
#+begin_quote
No ship outruns a storm.
#+end_quote
— Ada Byron, Ships & storms, The Paper, 2 May 1839 [2]

** Ada Byron
:PROPERTIES:
:ID: sea/loose
:WORDING: reported
:END:
She would rather stay ashore.

— on Ada Byron, no source given (reported, not the speaker's words)

* Bo Chen

** Bo Chen
:PROPERTIES:
:ID: sea/still
:WORDING: verbatim
:TOPICS: sea/calm ships
:END:
#+begin_quote
The ships lay <still>.
#+end_quote
— Bo Chen, The Log, 1843, p. 3 [1]

* Bibliography

1. Chen, Bo. The Log. 1843.
2. Paper. “Ships & storms.” May 2, 1839.

"]]
    );
    let done = home.run("export --group-by topic --format text -o out.txt");
    assert_eq!(done.code, Some(0), "{done:?}");
    assert_data_eq!(
        done.stderr,
        str![[r"
1 entry is under several topics
3 entries written to out.txt

"]]
    );
    assert_data_eq!(
        home.read("out.txt"),
        str![[r"
Of the sea
==========

The sea / Calm
--------------

“The ships lay <still>.”
— Bo Chen, The Log, 1843, p. 3 [1]

Ships
-----

“The ships lay <still>.”
— Bo Chen, The Log, 1843, p. 3 [1]

“No ship outruns a storm.”
— Ada Byron, Ships & storms, The Paper, 2 May 1839 [2]

No topic
--------

She would rather stay ashore.
— on Ada Byron, no source given (reported, not the speaker's words)

Bibliography
------------

[1] Chen, Bo. The Log. 1843.

[2] Paper. “Ships & storms.” May 2, 1839.

"]]
    );
}

#[test]
fn order_is_set_by_option_query_list_or_file() {
    let home = Home::new();
    for (line, ids) in [
        ("export --format ids", "still storm loose"),
        ("export --format ids --sort date", "storm still loose"),
        ("export sort:date --format ids", "storm still loose"),
        ("export sort:date --format ids --sort source", "storm still loose"),
        ("export --format ids --sort speaker", "storm loose still"),
    ] {
        assert_eq!(home.run_ok(line).split_whitespace().collect::<Vec<_>>().join(" "), ids, "{line}");
    }
    home.run_ok("list add trip loose storm still");
    for (line, ids) in [
        ("export --list trip --format ids", "loose storm still"),
        ("export --list trip --format ids --sort relevance", "loose storm still"),
        ("export --list trip --format ids --sort date", "storm still loose"),
    ] {
        assert_eq!(home.run_ok(line).split_whitespace().collect::<Vec<_>>().join(" "), ids, "{line}");
    }
}

#[test]
fn html_export_is_a_self_contained_page() {
    let home = Home::new();
    let page = home.run_ok("export --bibliography apa --format html --title Ships");
    for part in [
        "<!DOCTYPE html>\n",
        "<title>Ships</title>",
        "<p>The ships lay &lt;still&gt;.</p>",
        "<h2>References</h2>",
        "Ships &amp; storms. (1839, May 2).",
        "(reported, not the speaker's words)",
        "</body>\n</html>\n",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("http"), "it loads nothing: {page}");
}

#[test]
fn formats_without_headings_reject_grouping() {
    let home = Home::new();
    for format in ["json", "csv", "bibtex", "words", "obsidian"] {
        let done = home.run(&format!("export --group-by year --format {format} -o out"));
        assert_eq!(done.code, Some(2), "{done:?}");
        let message = format!("`{format}` has no groups and no bibliography");
        assert!(done.stderr.contains(&message), "{done:?}");
    }
    assert!(!home.path("out").exists());
}

/// [`COLLECTION`] with another id and other words for the entry `storm`.
fn renamed(id: &str, words: &str) -> String {
    COLLECTION.replace("\"storm\"", &format!("\"{id}\"")).replace("No ship outruns a storm.", words)
}

#[test]
fn shelf_file_can_be_set_by_option_or_settings() {
    let home = Home::new();
    home.run_ok("star still --shelf shared.jsonl");
    home.run_ok("list add trip storm loose --shelf shared.jsonl");
    assert_eq!(home.run("star").stderr, "no starred entries\n", "the own shelf is another");
    assert_eq!(home.run_ok("star --format ids --shelf shared.jsonl"), "still\n");
    assert_eq!(home.run_ok("export is:starred --format ids --shelf shared.jsonl"), "still\n");
    let shelf = home.read("shared.jsonl");
    let kinds: Vec<&str> = shelf.lines().map(|line| line.split('"').nth(1).unwrap()).collect();
    assert_eq!(kinds, ["shelf", "entry", "entry", "entry", "list", "list"]);
    assert!(shelf.starts_with("{\"shelf\":{\"format\":2,\"merges\":true}}\n"), "{shelf}");

    // Set by the settings, relative to their directory.
    fs::create_dir(home.path("project")).unwrap();
    home.write("project/config.ron", "(shelf: \"kept/shelf.jsonl\")");
    home.run_ok("star storm --config project/config.ron");
    assert!(home.read("project/kept/shelf.jsonl").contains("sea/storm"));
    assert!(home.run_ok("paths --config project/config.ron").contains("project/kept/shelf.jsonl"));
    assert!(home.run_ok("config --config project/config.ron").contains("shelf"));
    // An empty file becomes a shelf.
    home.write("empty.jsonl", "");
    home.run_ok("star storm --shelf empty.jsonl");
    // A file that is not a shelf is not changed, and reading does not create a missing shelf.
    home.write("notes.txt", "My notes.\n");
    for line in ["star --shelf notes.txt", "star storm --shelf notes.txt"] {
        let done = home.run(line);
        assert!(done.code == Some(4) && done.stderr.contains("notes.txt: it is not a shelf"), "{done:?}");
        assert_eq!(home.read("notes.txt"), "My notes.\n");
    }
    assert_eq!(home.run("search is:starred --shelf none.jsonl --format ids").code, Some(1));
    assert!(!home.path("none.jsonl").exists() && !home.path("none.jsonl.lock").exists());
    assert_eq!(home.run_ok("star --format ids --shelf empty.jsonl"), "storm\n");
}

#[test]
fn git_merges_two_shelves_line_by_line() {
    if !installed("git") {
        return;
    }
    let home = Home::new();
    let git = |line: &str| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]);
        command.args(line.split(' ')).current_dir(home.path("")).env("HOME", home.path(""));
        let output = start(command.stdout(Stdio::piped()).stderr(Stdio::piped())).wait_with_output().unwrap();
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    };
    home.write(".gitattributes", "shelf.jsonl merge=union\n");
    home.run_ok("list add trip still --shelf shelf.jsonl");
    git("init -q");
    git("add .gitattributes shelf.jsonl");
    git("commit -q -m one");
    git("checkout -q -b other");
    home.run_ok("star loose --shelf shelf.jsonl");
    home.run_ok("list add trip loose --shelf shelf.jsonl");
    git("commit -q -a -m theirs");
    git("checkout -q main");
    home.run_ok("star storm still --shelf shelf.jsonl");
    home.run_ok("list add trip storm --shelf shelf.jsonl");
    git("commit -q -a -m ours");
    git("merge -q --no-edit other");
    assert_eq!(home.run_ok("star --format ids --shelf shelf.jsonl"), "loose\nstill\nstorm\n");
    let list = home.run_ok("list show trip --format ids --shelf shelf.jsonl");
    let mut listed: Vec<&str> = list.lines().collect();
    listed.sort_unstable();
    assert_eq!(listed, ["loose", "still", "storm"]);
}

#[test]
fn a_star_follows_an_entry_to_its_new_id() {
    let home = Home::new();
    home.run_ok("star storm");
    home.write("sea.ron", &renamed("tempest", "No ship outruns a storm."));
    let done = home.run("star --format ids");
    assert_eq!((done.stdout.as_str(), done.code), ("tempest\n", Some(0)));
    assert_eq!(done.stderr, "“sea/storm” is now “sea/tempest”; your shelf follows\n");
    assert_eq!(home.run_ok("star --format ids"), "tempest\n", "once is enough");
    // A changed text is another entry.
    home.write("sea.ron", &renamed("gale", "No boat outruns a gale."));
    let done = home.run("star --format ids");
    assert_eq!((done.stdout.as_str(), done.stderr.as_str()), ("", "sea/tempest: gone from its collection\n"));
}

#[test]
fn text_edited_with_kzq_is_not_reported_as_changed() {
    let home = Home::new();
    let ids = |home: &Home| home.run("star --format ids").stderr;
    home.run_ok("star storm");
    let editor =
        program(&home, "sed -i 's/outruns a storm/outruns the storm/' \"$(for last; do :; done; echo \"$last\")\"");
    let edit = |id: &str| {
        let data = home.path("sea.ron");
        kzq(["edit", id]).env("HOME", home.path("")).env("KZQ_DATA", data).env("EDITOR", &editor).run()
    };
    let done = edit("storm");
    assert_eq!(done.code, Some(0), "{done:?}");
    assert!(home.read("sea.ron").contains("outruns the storm"));
    assert_eq!(ids(&home), "");
    // If changed by another program, it is reported until the user stars it again.
    home.write("sea.ron", &renamed("storm", "No ship outran a storm."));
    assert_eq!(ids(&home), "sea/storm: changed since\n");
    home.run_ok("star storm");
    assert_eq!(ids(&home), "");
}

/// Writes a script with one line of shell.
fn program(home: &Home, line: &str) -> PathBuf {
    // A process started meanwhile would inherit the open file, and a file open for writing can't be executed.
    let _alone = alone();
    home.write("editor", &format!("#!/bin/sh\n{line}\n"));
    fs::set_permissions(home.path("editor"), Permissions::from_mode(0o755)).unwrap();
    home.path("editor")
}

#[test]
fn the_browser_writes_files_and_records_uses() {
    let launch = Launch::kzq();
    let home = launch.home().to_owned();
    let file = file_in(&home, "sea.ron", COLLECTION);
    let config = file_in(&home, "config.ron", "(record_use: true)");
    let launch = launch.arg("--data").arg(&file).arg("--config").arg(config).arg("--clipboard").arg("file");
    let mut session = launch.start();
    session.wait_for("Of the sea");
    session.wait_for("1 of 3");
    session.type_keys(":write ~/out.html by year\r");
    session.wait_for("3 quotations written to");
    let page = fs::read_to_string(home.join("out.html")).unwrap();
    assert!(page.contains("<h2>1839</h2>") && page.ends_with("</html>\n"), "{page}");
    session.type_keys(":write out.html\r");
    session.wait_for("exists; `:write! out.html` overwrites it");
    assert_eq!(fs::read_to_string(home.join("out.html")).unwrap(), page);
    session.type_keys(":write! out.html\r");
    session.wait_until("it is written", |_| fs::read_to_string(home.join("out.html")).unwrap() != page);
    session.type_keys("y");
    session.wait_for("USED");
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
    let used = kzq(["export", "is:used", "--format", "ids", "--data"]).arg(&file).env("HOME", &home).run();
    assert_eq!(used.stdout, "still\n", "{used:?}");
}
