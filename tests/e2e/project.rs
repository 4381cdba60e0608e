//! The project file `.kzq.ron` and comments in drafts: what drafts are checked against, and what is ignored.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::command::{Done, Run, kzq};
use crate::support::file_in;

const ENGINES: &str = r#"(schema: 1, id: "engines", title: "Engines",
    speakers: {"bob": (name: "Bob Babbage")},
    entries: [Quote(id: "cost", by: "bob", text: "Whatever it may cost, the engine shall not be stopped.")])"#;

/// Creates a project in the home directory, with a draft, a collection, and a project file with this text.
fn project(run: &Run, text: &str) -> PathBuf {
    let root = run.home().join("project");
    fs::create_dir_all(root.join("chapters")).unwrap();
    fs::create_dir_all(root.join("quotations")).unwrap();
    file_in(&root, ".kzq.ron", text);
    file_in(&root.join("quotations"), "engines.ron", ENGINES);
    file_in(&root.join("chapters"), "one.md", "“The engine shall never be stopped,” Babbage said.\n");
    root
}

/// Runs kzq in the `chapters` directory of such a project.
fn in_project<const N: usize>(text: &str, args: [&str; N]) -> Done {
    let run = kzq(args);
    let root = project(&run, text);
    run.directory(&root.join("chapters")).run()
}

#[test]
fn project_file_sets_the_collections() {
    let done = in_project("(data: [\"quotations\"])", ["proofread", "one.md"]);
    assert_eq!(done.code, Some(1));
    assert!(done.stdout.contains("one.md:1:1: drifted  cost, Bob Babbage"), "{done:?}");
    assert!(done.stderr.contains("against 1 collection, 1 entry: engines"), "{done:?}");
    let done = in_project("(data: [\"quotations\"])", ["search", "engine"]);
    assert!(done.stdout.contains("shall not be stopped"), "{done:?}");
    // Without the project, the example is used.
    let done = in_project("(data: [\"quotations\"])", ["search", "--no-project", "engine"]);
    assert!(!done.stdout.contains("shall not be stopped"), "{done:?}");
}

#[test]
fn data_precedence_is_flag_environment_project_settings() {
    let data = |run: Run, config: &str| {
        let root = project(&run, "(data: [\"quotations\"])");
        let config = file_in(run.home(), "config.ron", config);
        let run = run.env("KZQ_CONFIG", config.as_os_str()).directory(&root);
        let shown: Value = serde_json::from_str(&run.run().stdout).unwrap();
        let data = shown["settings"].as_array().unwrap().iter().find(|row| row["name"] == "data").unwrap().clone();
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        (text(&data["value"]), text(&data["from"]), text(&shown["project"]))
    };
    let owned = |value: &str, from: &str, project: &str| (value.to_owned(), from.to_owned(), project.to_owned());
    let settings = "(data: [\"/mine.ron\"])";
    let in_project = owned("[\"quotations\"]", "project", ".kzq.ron");
    assert_eq!(data(kzq(["config", "--json"]), settings), in_project);
    let run = kzq(["config", "--json"]).env("KZQ_DATA", "v.ron");
    assert_eq!(data(run, settings), owned("[\"v.ron\"]", "environment", ".kzq.ron"));
    let run = kzq(["config", "--json", "--data", "f.ron"]);
    assert_eq!(data(run, settings), owned("[\"f.ron\"]", "flag", ".kzq.ron"));
    let run = kzq(["config", "--json", "--no-project"]);
    assert_eq!(data(run, settings), owned("[\"/mine.ron\"]", "file", "-"));
}

#[test]
fn paths_and_config_show_the_project_file_in_use() {
    let done = in_project("(data: [\"quotations\"])", ["paths"]);
    assert!(done.stdout.starts_with("collection  ../quotations\nproject     ../.kzq.ron\n"), "{done:?}");
    let done = in_project("()", ["config"]);
    assert!(done.stdout.lines().any(|line| line.split_whitespace().eq(["project", "../.kzq.ron"])), "{done:?}");
}

#[test]
fn project_file_sets_source_texts_and_ignored_quotations() {
    let run = |text: &str, args: &[&str]| {
        let run = kzq(["proofread", "one.md"]);
        let root = project(&run, text);
        file_in(&root, "talk.txt", "BABBAGE: The engine shall never be stopped, I say.\n");
        args.iter().fold(run.directory(&root.join("chapters")), Run::arg).run()
    };
    let done = run("(against: [\"talk.txt\"])", &[]);
    assert_eq!(done.code, Some(0), "{done:?}");
    assert!(done.stderr.contains("against 1 text: ../talk.txt\n"), "{done:?}");
    let done = run("(data: [\"quotations\"], against: [\"talk.txt\"])", &[]);
    assert!(done.stderr.contains("against 1 text: ../talk.txt; 1 collection, 1 entry: engines\n"), "{done:?}");
    // The command line overrides the project file.
    let done = run("(data: [\"quotations\"], against: [\"talk.txt\"])", &["--against", "../quotations/engines.ron"]);
    assert!(done.stderr.contains("against 1 text: ../quotations/engines.ron\n"), "{done:?}");
    let done = run("(ignore: [\"the ENGINE shall never be stopped!\"])", &[]);
    assert_eq!((done.code, done.stdout.as_str()), (Some(0), ""), "{done:?}");
    assert!(done.stderr.contains("1 quotation: 1 ignored\n"), "{done:?}");
}

#[test]
fn project_file_that_reaches_outside_is_rejected() {
    for (text, expected) in [
        (
            "(\n    shelf: \"../mine.jsonl\",\n)",
            "error[unknown-field]: a project file has no field `shelf`\n --> ../.kzq.ron:2:5\n",
        ),
        (
            "(data: [\"..\"])",
            "error[bad-path]: this path leads out of the project\n --> ../.kzq.ron:1:9\n  |\n1 | (data: [\"..\"])\n  |         ^^^^\n  |\n  \
             = help: name a file of the project, relative to the directory of this file\n",
        ),
    ] {
        let done = in_project(text, ["proofread", "one.md"]);
        assert_eq!((done.code, done.stdout.as_str()), (Some(3), ""), "{done:?}");
        assert!(done.stderr.starts_with(expected), "{done:?}");
        assert!(done.stderr.ends_with("tip: `--no-project` ignores the file\n"), "{done:?}");
        assert_eq!(in_project(text, ["--no-project", "topics"]).code, Some(0));
    }
    let run = kzq(["topics"]);
    let root = project(&run, "(data: [\"quotations\"])");
    let secret = file_in(run.home(), "secret.ron", ENGINES);
    symlink(secret, root.join("quotations/link.ron")).unwrap();
    let done = run.directory(&root).run();
    assert_eq!(done.code, Some(3));
    assert!(done.stderr.contains("the link quotations/link.ron leads out of the project"), "{done:?}");
}

#[test]
fn project_file_in_the_home_directory_is_ignored() {
    let run = kzq(["topics"]);
    file_in(run.home(), ".kzq.ron", "(broken");
    fs::create_dir(run.home().join("sub")).unwrap();
    let below = run.home().join("sub");
    assert_eq!(run.directory(&below).run().code, Some(0));
}

fn draft(run: Run, name: &str, text: &str) -> Run {
    let collection = file_in(run.home(), "engines.ron", ENGINES);
    file_in(run.home(), name, text);
    run.arg("--data").arg(collection).arg(name)
}

#[test]
fn ignored_quotations_are_counted_but_not_checked() {
    let text = "“The engine shall never be stopped,” Babbage said.\n\n<!-- kzq-ignore: he was misheard -->\n“The engine \
                shall ever be stopped,” he said. “It shall not be hurried.”\n\n“The engine must be stopped.” <!-- kzq-ignore -->\n";
    let done = draft(kzq(["proofread"]), "draft.md", text).run();
    assert_eq!(done.code, Some(1));
    assert_eq!(done.stdout.matches(": drifted  ").count(), 1, "{done:?}");
    assert_eq!(done.stderr, "4 quotations: 1 drifted, 3 ignored\nagainst 1 collection, 1 entry: engines\n");
    let done = draft(kzq(["proofread", "--json", "--quiet"]), "draft.md", text).run();
    assert_eq!(serde_json::from_str::<Vec<Value>>(&done.stdout).unwrap().len(), 1, "{done:?}");
}

#[test]
fn unused_ignore_comment_is_reported() {
    let text = "// kzq-ignore\nNothing is quoted here.\n\n\"The engine shall not be stopped.\" // kzq-ignore\n";
    let done = draft(kzq(["proofread"]), "draft.typ", text).run();
    assert_eq!(done.code, Some(0), "{done:?}");
    assert_eq!(
        done.stderr,
        "1 quotation: 1 ignored\ndraft.typ:1: this ignore comment matches no quotation; remove it\n"
    );
    let text =
        "% kzq-ignore-file: a translation\n``The engine shall ever be stopped.''\n\n``It must be stopped at once.''\n";
    let done = draft(kzq(["proofread"]), "draft.tex", text).run();
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), "2 quotations: 2 ignored\n"), "{done:?}");
}

#[test]
fn html_report_shows_the_number_of_ignored_quotations() {
    let text = "“The engine must be stopped.” <!-- kzq-ignore -->\n";
    let kept = tempfile::tempdir().unwrap();
    let file = kept.path().join("report.html");
    let done = draft(kzq(["proofread", "--report"]).arg(&file), "draft.md", text).run();
    assert_eq!(done.code, Some(0), "{done:?}");
    let page = fs::read_to_string(&file).unwrap();
    assert!(page.contains("<dt>Ignored</dt><dd>1 quotation,"), "{page}");
}
