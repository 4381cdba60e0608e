//! The example in `data/examples` fulfils the promises of its README.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::command::{Done, Run, kzq};

/// The number of entries of the collection, and of those that are verbatim and have a source.
const ENTRIES: usize = 21;
const VERBATIM: usize = 18;

/// The entry that is attributed to the wrong person.
const MISQUOTATION: &str = "strengthen-the-weak";

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/examples").join(name)
}

fn text(name: &str) -> String {
    fs::read_to_string(example(name)).unwrap()
}

/// A command on the collection.
fn on_collection(command: &str) -> Run {
    kzq(["--data"]).arg(example("lincoln.ron")).arg(command)
}

fn list(done: &Done) -> Vec<Value> {
    match serde_json::from_str(&done.stdout) {
        Ok(Value::Array(values)) => values,
        _ => panic!("{done:?}"),
    }
}

#[test]
fn example_collection_passes_check() {
    let done = kzq(["check"]).arg(example("lincoln.ron")).run();
    assert_eq!((done.code, done.stdout.as_str()), (Some(0), ""), "{done:?}");
    let said = format!("OK: {ENTRIES} entries in 1 file");
    assert_eq!(done.stderr.trim_end(), said);
    assert!(text("README.md").contains(&said));
}

#[test]
fn all_quotations_but_the_misquotation_are_exact() {
    let verdicts = list(&on_collection("verify").arg("--json").run());
    let (exact, others): (Vec<_>, Vec<_>) = verdicts.iter().partition(|verdict| verdict["verdict"] == "exact");
    assert_eq!(exact.len(), VERBATIM);
    assert_eq!(others.iter().map(|verdict| &verdict["id"]).collect::<Vec<_>>(), [MISQUOTATION]);
    let done = on_collection("verify").run();
    let said = format!("19 quotations: {VERBATIM} exact, 0 folded, 0 near, 0 missing, 1 not checked");
    assert_eq!((done.code, done.stderr.lines().next()), (Some(1), Some(said.as_str())), "{done:?}");
    assert!(text("README.md").contains(&said));
}

#[test]
fn leads_and_questions_are_in_the_sources() {
    let sources: String =
        ["gettysburg", "letter", "oration", "writings"].map(|it| text(&format!("texts/{it}.txt"))).concat();
    let entries = list(&on_collection("export").run());
    assert_eq!(entries.len(), ENTRIES);
    let mut found = 0;
    for entry in &entries {
        for words in [&entry["lead"], &entry["question"]].into_iter().filter_map(Value::as_str) {
            assert!(sources.contains(words), "{words}");
            found += 1;
        }
    }
    assert_eq!(found, 5);
}

#[test]
fn misquotation_is_printed_with_its_reason() {
    let reason = "by William J. H. Boetcker, 1916";
    for format in ["text", "markdown", "json", "ron"] {
        let done = on_collection("show").arg(MISQUOTATION).arg("--format").arg(format).run();
        assert!(done.stdout.contains(reason), "{format}: {done:?}");
        assert!(done.stdout.to_lowercase().contains("misattributed"), "{format}: {done:?}");
    }
}

#[test]
fn draft_covers_every_verdict() {
    let done = on_collection("proofread").arg(example("draft.md")).run();
    let counted = done.stderr.lines().next().unwrap_or_default();
    assert_eq!(done.code, Some(1));
    assert!(text("README.md").contains(counted), "{counted}");

    let judged = list(&on_collection("proofread").arg(example("draft.md")).arg("--json").run());
    let row = |judged: &Value| ["verdict", "entry"].map(|key| judged[key].as_str().unwrap_or("-").to_owned()).join(" ");
    assert_eq!(
        judged.iter().map(row).collect::<Vec<_>>(),
        [
            "exact little-note",
            "drifted new-birth-of-freedom",
            "folded hallow-this-ground",
            "edited paramount-object",
            "paraphrase no-concern-for-the-slaves",
            "exact conscience-must-be-roused",
            "misattributed yours-not-mine",
            "unknown -",
        ]
    );
}

#[test]
fn compare_shows_the_printed_variant_of_the_letter() {
    let done = on_collection("compare").arg("paramount-object").arg("--json").run();
    let compared: Value = serde_json::from_str(&done.stdout).unwrap();
    let beside: Vec<String> = compared["beside"]
        .as_array()
        .unwrap()
        .iter()
        .map(|side| format!("{} {}", side["relation"], side["entry"]["id"]).replace('"', ""))
        .collect();
    assert!(beside.contains(&"variant paramount-object-in-print".to_owned()), "{beside:?}");
    assert!(beside.contains(&"paraphrase no-concern-for-the-slaves".to_owned()), "{beside:?}");
}
