//! Hostile texts to check: drafts and source texts.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::collection::{corpus, written};
use super::payload;
use super::rule::{assert_clean, assert_clean_data};
use crate::support::command::{Done, kzq};

/// A directory that contains the collection.
fn folder() -> TempDir {
    let folder = TempDir::new().expect("a temporary directory");
    fs::write(folder.path().join("hostile.ron"), written()).expect("a collection");
    folder
}

/// Runs a command on the collection in a directory and checks its output against the rule.
#[track_caller]
fn run(folder: &Path, args: &[&str], stdin: &str) -> Done {
    let run = kzq(args).arg("--no-cache").arg("--data").arg(folder.join("hostile.ron"));
    let done = run.stdin(stdin).run();
    assert!(done.code.is_some_and(|code| code <= 4), "{args:?}: {:?}\n{}", done.code, done.stderr);
    let stdout = || format!("the stdout of {args:?}");
    if args.contains(&"--json") {
        assert_clean_data(&done.stdout, stdout);
    } else {
        assert_clean(&done.stdout, stdout);
    }
    assert_clean(&done.stderr, || format!("the stderr of {args:?}"));
    done
}

/// A draft that quotes the entries, some slightly changed, attributes them to people with hostile names, and has
/// hostile texts before, in and after each quotation, in Markdown and HTML.
fn draft() -> String {
    let corpus = corpus();
    let ids: Vec<_> = corpus.entry_ids().collect();
    let mut parts = Vec::new();
    for (at, payload) in payload::all().iter().enumerate() {
        let entry = corpus.entry(ids[at * 4 % ids.len()]);
        let words = entry.text();
        let speaker = &corpus.speaker_of(entry).unwrap().name;
        let quoted = match at % 4 {
            0 => words.as_str().to_owned(),
            1 => words.as_str().replace(" said ", " says "),
            2 => format!("{words} {payload}"),
            _ => format!("word{at} {payload} was never said like that"),
        };
        parts.push(match at % 6 {
            0 => format!("“{quoted}”, said {speaker}. {payload}\n\n"),
            1 => format!("{payload} {payload} said: “{quoted}”\n\n"),
            2 => format!("> {quoted}\n\n— {payload}\n\n"),
            3 => format!("<blockquote cite=\"{payload}\">{quoted}</blockquote><p>— {speaker}</p>\n\n"),
            4 => format!("<q>{quoted}</q> &#x1b;[2J&#x202e;&#xe0041;&nbsp; <b>{payload}</b>\n\n"),
            _ => format!("According to {payload}, \"{quoted}\" [{payload}]({payload})\n\n"),
        });
    }
    parts.concat()
}

#[test]
fn hostile_drafts_are_reported_cleanly() {
    let folder = folder();
    let draft = draft();
    for format in ["plain", "markdown", "html"] {
        let done = run(folder.path(), &["proofread", "--from", format, "-"], &draft);
        assert!(done.stdout.lines().count() > 100, "{format}: {}", done.stdout);
        run(folder.path(), &["proofread", "--from", format, "--json", "-"], &draft);
    }
    // Also in pieces, so that an unclosed element in one does not hide the others.
    let files: Vec<String> = draft
        .split("\n\n")
        .enumerate()
        .map(|(at, part)| {
            let file = folder.path().join(format!("{at}.md"));
            fs::write(&file, part).expect("a draft");
            file.display().to_string()
        })
        .collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    run(folder.path(), &[&["proofread"], &files[..]].concat(), "");
    for piece in payload::pieces(150) {
        let name = folder.path().join(format!("{piece}.html"));
        fs::write(&name, format!("<p>“word0 {piece} said by nobody at all”, said {piece}.</p>")).expect("a draft");
        run(folder.path(), &["proofread", &name.display().to_string()], "");
    }
}

#[test]
fn hostile_source_texts_are_reported_cleanly() {
    let folder = folder();
    let corpus = corpus();
    // The texts of the collection, separated by hostile texts, slightly changed, or unchanged.
    let payloads = payload::all();
    let text = |change: usize| -> String {
        let words = corpus.entry_ids().map(|id| corpus.entry(id).text().as_str().to_owned());
        let hostile = |at: usize| &payloads[at % payloads.len()];
        let parts = words.enumerate().map(|(at, words)| match change {
            0 => format!("{words}\n{}\n", hostile(at)),
            1 => format!("{} {}", words.replace(" said ", " said, "), hostile(at + 3)),
            _ => words.replacen(' ', &format!(" {} ", hostile(at + 5)), 2),
        });
        parts.collect()
    };
    for change in 0..3 {
        let file = folder.path().join("source.txt");
        fs::write(&file, text(change)).expect("a text");
        let given = |source: usize| format!("w{source}={}", file.display());
        let args: Vec<String> = (0..20).flat_map(|source| ["--source".to_owned(), given(source)]).collect();
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let done = run(folder.path(), &[&["verify"], &args[..]].concat(), "");
        assert!(done.stdout.lines().count() > 100, "{}", done.stdout);
        run(folder.path(), &[&["verify", "--json"], &args[..]].concat(), "");
    }
    for piece in payload::pieces(150) {
        let file = folder.path().join(format!("{piece}.txt"));
        fs::write(&file, &piece).expect("a text of this name");
        run(folder.path(), &["verify", "--source", &format!("w1={}", file.display())], "");
    }
}
