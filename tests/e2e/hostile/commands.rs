//! Every command of the built program, with hostile collections, arguments, file names and environments: checks the
//! output on stdout and stderr, neither of which is a terminal.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::Path;
use std::sync::OnceLock;

use clap::{Command, CommandFactory};
use kzq::cli::Args;
use kzq_export::{Availability, Format};
use serde_json::Value;
use tempfile::TempDir;

use super::collection::{collection_with_one_long_line, written};
use super::payload;
use super::rule::{assert_clean, assert_clean_data, assert_clean_decoded, without_tabs};
use crate::support::command::{Done, Run, kzq};

/// A directory that contains the collection.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = TempDir::new().expect("a temporary directory");
        fs::write(folder.path().join("hostile.ron"), written()).expect("a collection");
        folder
    });
    folder.path()
}

/// Whether a command line requests data, or the output is data.
fn is_data(stdout: &str, what: &str) -> bool {
    let is_named = |word: &str| Format::ALL.map(Format::row).iter().any(|format| format.is_data && format.name == word);
    let is_json = || serde_json::Deserializer::from_str(stdout).into_iter::<Value>().all(|value| value.is_ok());
    what.split(' ').any(|word| is_named(word.trim_start_matches('-'))) || is_json()
}

/// Checks the output of a run against the rule; JSON is also decoded.
#[track_caller]
fn check(done: &Done, what: &str) {
    assert!(done.code.is_some_and(|code| code <= 4), "{what}: {:?}\n{}", done.code, done.stderr);
    let stdout = || format!("the stdout of {what}");
    if is_data(&done.stdout, what) {
        assert_clean_data(&done.stdout, stdout);
    } else {
        assert_clean(&done.stdout, stdout);
    }
    assert_clean(&done.stderr, || format!("the stderr of {what}"));
    for json in serde_json::Deserializer::from_str(&done.stdout).into_iter().map_while(Result::ok) {
        check_decoded(&json, what);
    }
}

/// Checks every string in a JSON value against the rule.
fn check_decoded(json: &Value, what: &str) {
    let clean = |text| assert_clean_decoded(text, || format!("the JSON of {what}"));
    match json {
        Value::String(text) => clean(text),
        Value::Array(values) => values.iter().for_each(|value| check_decoded(value, what)),
        Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            clean(key);
            check_decoded(value, what);
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A run of a command line on the collection.
fn on_collection<'a>(args: impl IntoIterator<Item = &'a str>) -> Run {
    kzq(args).arg("--no-cache").arg("--data").arg(folder().join("hostile.ron"))
}

#[test]
fn output_about_a_hostile_collection_is_clean() {
    let lines = [
        "search word7",
        "search word --stats",
        "search speaker:s1 --json",
        "search wrod7",
        "random --seed 3",
        "random --seed 9 --json",
        "compare e1",
        "compare e5",
        "compare e4 --json",
        "related e3",
        "related e2 --json",
        "count --by topic",
        "count --by speaker,topic",
        "count --by source,year,speaker",
        "count --by source,speaker --csv",
        "count --by topic,month --json",
        "keywords",
        "keywords --json",
        "topics",
        "topics --json",
        "topics --format mermaid",
        "topics --format markdown",
        "topics --format dot",
        "speakers",
        "speakers --json",
        "sources",
        "sources --json",
        "verify",
        "verify --json",
        "show --source w1",
        "show --source w2 --json",
        "show --source w3 --format markdown",
        "show e1 x1 e1",
        "check",
        "check --json",
        "paths",
        "cache",
    ];
    for line in lines {
        check(&on_collection(line.split(' ')).run(), line);
    }
    for format in Format::ALL.map(Format::row) {
        if format.availability != Availability::Directory {
            let mut done = on_collection(["export", "--format", format.name]).run();
            assert!(!done.stdout.is_empty(), "{done:?}");
            done.stdout = without_tabs(format.name, &done.stdout);
            check(&done, &format!("export --format {}", format.name));
        }
        let mut shown = on_collection(["show", "e1", "e2", "--format", format.name]).run();
        shown.stdout = without_tabs(format.name, &shown.stdout);
        check(&shown, &format!("show --format {}", format.name));
    }
}

#[test]
fn verify_with_hostile_source_texts_is_clean() {
    let run = on_collection(["verify", "--source", "w0=-"]);
    let text = payload::all().join("\nword3 said ");
    check(&run.stdin(text).run(), "verify with a text");
    check(
        &on_collection(["verify", "--json", "--source", "w0=-"]).stdin(payload::all().concat()).run(),
        "verify --json",
    );
    check(&on_collection(["verify", "--source", "w0=-"]).stdin(*b"\x1b[2J\xff\x9b").run(), "verify with bytes");
}

/// Runs every command that the program lists with hostile arguments.
#[test]
fn hostile_arguments_are_printed_cleanly() {
    /// Collects the paths of the subcommands of a command.
    fn paths(command: &Command, above: &[String], all: &mut Vec<Vec<String>>) {
        for under in command.get_subcommands() {
            let path: Vec<String> = above.iter().cloned().chain([under.get_name().to_owned()]).collect();
            all.push(path.clone());
            paths(under, &path, all);
        }
    }
    let mut commands = vec![Vec::new()];
    paths(&Args::command(), &[], &mut commands);
    let hostile = payload::pieces(100_000).concat();
    for command in &commands {
        let words = || command.iter().map(String::as_str);
        let hostile = hostile.as_str();
        let option = format!("--{hostile}");
        for more in [
            &[hostile][..],
            &[hostile, hostile],
            &["e1", hostile],
            &["--format", hostile],
            &[&option],
            &["--list", hostile],
        ] {
            check(
                &on_collection(words().chain(more.iter().copied())).run(),
                &format!("{command:?} with hostile arguments"),
            );
        }
    }
    for option in ["--data", "--theme", "--glyphs", "--clipboard"] {
        check(&kzq([option, hostile.as_str(), "speakers"]).run(), option);
    }
    let invalid = OsString::from_vec(b"\x1b[2J\xff\x9b2J".to_vec());
    check(&kzq(["search"]).arg(&invalid).run(), "an argument that is no text");
    check(&kzq(["speakers", "--data"]).arg(&invalid).run(), "the name of a file that is no text");
    check(
        &on_collection(["verify", "--source", &format!("w0={hostile}")]).run(),
        "verify of a file with a hostile name",
    );
    check(&on_collection(["verify", "--source", &format!("{hostile}=x")]).run(), "verify of a hostile source");
}

#[test]
fn hostile_file_names_are_printed_cleanly() {
    let folder = TempDir::new().expect("a temporary directory");
    let long = payload::pieces(150);
    let invalid = OsString::from_vec(b"\x1b[2J\xff\x9b2J.ron".to_vec());
    let names = long.iter().map(|piece| OsString::from(format!("{piece}.ron"))).chain([invalid]);
    let names: Vec<_> = names.map(|name| folder.path().join(name)).collect();
    let odd = r#"(schema: 1, id: "c@", title: "C", speakers: {"a": (name: "A")}, entries: [Quote(id: "e", by: "a", text: "“T”")])"#;
    for (at, name) in names.iter().enumerate() {
        check(&kzq(["speakers", "--data"]).arg(name).run(), "a file that is not there");
        fs::write(name, odd.replace('@', &at.to_string())).expect("a file of this name");
        check(&kzq(["paths", "--data"]).arg(name).run(), "paths");
    }
    check(&kzq(["speakers", "--data"]).arg(folder.path()).run(), "files that are odd");
    check(&kzq(["check"]).arg(folder.path()).run(), "check of files that are odd");
    check(&kzq(["check", "--json"]).arg(folder.path()).run(), "check --json of files that are odd");
    for name in &names {
        fs::write(name, b"(schema: 1, id: \"\x1b\xff\")").expect("a file of this name");
    }
    check(&kzq(["speakers", "--data"]).arg(folder.path()).run(), "files that are broken");
    check(&names.iter().fold(kzq(["check"]), Run::arg).run(), "check of files that are broken");
    for name in &names {
        fs::remove_file(name).expect("it was there");
        fs::create_dir(name).expect("a directory of this name");
        check(&kzq(["check"]).arg(name).run(), "an empty directory");
    }
}

#[test]
fn hostile_environment_is_printed_cleanly() {
    let folder = TempDir::new().expect("a temporary directory");
    for piece in payload::pieces(150) {
        let home = folder.path().join(&piece);
        let at_home = |args: &[&str]| {
            let run = kzq(args).env("HOME", &home).env("KZQ_DATA", home.join("x.ron"));
            run.env("TERM", &piece).env("LANG", &piece).env("NO_COLOR", "")
        };
        check(&at_home(&["paths"]).run(), "paths");
        check(&at_home(&["cache"]).run(), "cache");
        check(&at_home(&["speakers"]).run(), "a collection that is not there");
        check(&at_home(&[]).run(), "the browser without a terminal");
        let note = || kzq(["note", "cpc", "x"]).env("HOME", &home);
        check(&note().run(), "a note in a home that is not there");
        fs::create_dir_all(&home).expect("a directory of this name");
        check(&note().run(), "a note");
        for file in files_in(&home) {
            fs::write(file, "(\x1b[2J\u{202e}").expect("a broken file of state");
        }
        check(&note().run(), "a note on a broken shelf");
        check(&kzq(["list"]).env("HOME", &home).run(), "the lists behind a broken shelf");
    }
}

/// The files in a directory and its subdirectories.
fn files_in(directory: &Path) -> Vec<std::path::PathBuf> {
    let items = fs::read_dir(directory).into_iter().flatten().filter_map(Result::ok).map(|item| item.path());
    let (directories, mut files): (Vec<_>, Vec<_>) = items.partition(|path| path.is_dir());
    files.extend(directories.iter().flat_map(|directory| files_in(directory)));
    files
}

#[test]
fn shelf_stores_and_prints_hostile_texts_cleanly() {
    let home = TempDir::new().expect("a temporary directory");
    let at_home = |args: &[&str]| {
        let done = on_collection(args.iter().copied()).env("HOME", home.path()).run();
        check(&done, args[0]);
        done
    };
    let note = payload::pieces(100_000).concat();
    for (at, piece) in payload::pieces(400).iter().enumerate() {
        let (one, other) = (format!("e{at}"), format!("e{}", at + 100));
        let list = format!("{at} {piece}");
        assert_eq!(at_home(&["list", "add", &list, &one, &other, piece]).code, Some(1), "the last is no entry");
        at_home(&["star", &one]);
        at_home(&["note", &one, piece]);
        at_home(&["list", "show", &list]);
        at_home(&["list", "rename", &list, &format!("{list} {piece}")]);
        at_home(&["list", "remove", &list, &one]);
        at_home(&["list", "delete", piece]);
    }
    at_home(&["note", "e3", &note]);
    at_home(&["note", "e3"]);
    for line in [
        &["list"][..],
        &["list", "--json"],
        &["star"],
        &["star", "--json"],
        &["search", "is:starred"],
        &["search", "has:note"],
    ] {
        at_home(line);
    }
    // The entries are missing: the copies on the shelf are shown.
    for line in [&["star"][..], &["star", "--json"], &["list"], &["note", "hostile/e3"]] {
        check(&kzq(line).env("HOME", home.path()).run(), "the shelf without the collection");
    }
    for file in files_in(home.path()) {
        let kept = String::from_utf8(fs::read(file).expect("a file")).expect("it is text");
        assert_clean_decoded(&kept, || "what is kept".to_owned());
    }
}

#[test]
fn line_of_ten_megabytes_is_printed_cleanly() {
    let folder = TempDir::new().expect("a temporary directory");
    let path = folder.path().join("long.ron");
    fs::write(&path, collection_with_one_long_line()).expect("a collection");
    for line in ["show one", "check"] {
        let run = kzq(line.split(' ')).arg("--no-cache").arg("--data").arg(&path);
        check(&run.run(), line);
    }
    fs::write(&path, format!("({}", collection_with_one_long_line())).expect("a collection");
    let done = kzq(["check", "--data"]).arg(&path).run();
    check(&done, "check of a broken one");
    assert!(done.stdout.len() < 10_000, "{} bytes tell of one mistake", done.stdout.len());
}
