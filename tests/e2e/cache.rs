//! Snapshots on the command line: `kzq cache` lists and removes them.

use std::fs;
use std::path::Path;

use kzq::host::cache::{FileHasher, SnapshotCache};
use kzq_corpus::{Corpus, read};
use kzq_search::{Index, Serial};
use serde_json::Value;
use snapbox::{assert_data_eq, str};

use crate::support::command::{Done, Run, kzq};
use crate::support::{COLLECTION, file_in};

/// A run whose home contains `large.ron`, a large collection, with a snapshot of it in the cache.
fn with_snapshot(line: &str) -> Run {
    let run = kzq(line.split(' '));
    let text = COLLECTION.replace("She holds", &"She holds that it is so. ".repeat(200_000));
    let file = file_in(run.home(), "large.ron", &text);
    let mut hasher = FileHasher::default();
    hasher.update(text.as_bytes());
    let (corpus, _) = Corpus::merge(vec![read("large.ron", text.as_bytes())]);
    let index = Index::build(&corpus, &Serial);
    let snapshots = SnapshotCache::new(run.home().join("cached/kzq"));
    assert!(snapshots.store(&[file], &[hasher.finish()], &corpus, &index).unwrap());
    in_cache(run)
}

fn in_cache(run: Run) -> Run {
    let directory = run.home().join("cached");
    run.env("XDG_CACHE_HOME", directory)
}

fn snapshots(home: &Path) -> usize {
    // Beside each snapshot is a file of names for shell completion.
    let is_of_names = |path: &Path| path.extension().is_some_and(|extension| extension == "names");
    let files = fs::read_dir(home.join("cached/kzq")).into_iter().flatten().flatten();
    files.filter(|file| !is_of_names(&file.path())).count()
}

fn full_path(home: &Path) -> String {
    fs::canonicalize(home).unwrap().join("large.ron").display().to_string()
}

#[track_caller]
fn assert_success(done: &Done) {
    assert_eq!(done.code, Some(0), "{done:?}");
}

#[test]
fn cache_lists_snapshots_with_their_files() {
    let run = with_snapshot("cache");
    let path = full_path(run.home());
    let done = run.run();
    assert_success(&done);
    assert_eq!(done.stderr, "");
    assert!(done.stdout.ends_with(&format!("MB  just now        {path}\n")), "{done:?}");
}

#[test]
fn json_lists_files_size_and_last_use() {
    let run = with_snapshot("cache --json");
    let path = full_path(run.home());
    let done = run.run();
    assert_success(&done);
    let json: Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(json[0]["files"], serde_json::json!([path]));
    assert!(json[0]["bytes"].as_u64().unwrap() > 5_000_000, "{json}");
    let used = json[0]["last_used"].as_str().unwrap();
    assert!(used.len() == "2026-11-22T07:47:00Z".len() && used.starts_with("20") && used.ends_with('Z'), "{used}");
    assert_eq!(in_cache(kzq(["cache", "--json"])).run().stdout, "[]\n");
}

#[test]
fn unreadable_snapshot_is_listed_as_from_another_version() {
    let run = in_cache(kzq(["cache"]));
    let directory = run.home().join("cached/kzq");
    fs::create_dir_all(&directory).unwrap();
    file_in(&directory, "0123456789abcdef0123456789abcdef.snapshot", "nothing of the kind");
    file_in(&directory, "somebody-elses", "nothing of ours");
    assert_data_eq!(
        run.run().stdout,
        str![[r"
     19 B  just now        (from another version of kzq; removed when its collection is opened)

"]]
    );
}

#[test]
fn empty_cache_is_not_an_error() {
    let done = in_cache(kzq(["cache"])).run();
    assert_eq!((done.code, done.stdout.as_str()), (Some(0), ""));
    assert_eq!(done.stderr, "the cache is empty\n");
}

#[test]
fn inaccessible_cache_directory_is_reported() {
    let run = in_cache(kzq(["cache"]));
    file_in(run.home(), "cached", "a file, not a directory");
    let done = run.run();
    assert_eq!(done.code, Some(4), "{done:?}");
    assert!(done.stderr.starts_with("error: ") && done.stderr.contains("cached/kzq"), "{done:?}");
}

#[test]
fn clear_removes_only_snapshots_and_prints_their_size() {
    let run = with_snapshot("cache clear");
    let home = run.home().to_owned();
    let foreign = file_in(&home.join("cached/kzq"), "somebody-elses", "nothing of ours");
    assert_eq!(snapshots(&home), 2);
    // The home directory is removed at the end of the run.
    let kept = tempfile::tempdir().unwrap();
    let moved = kept.path().join("cached");
    fs::rename(home.join("cached"), &moved).unwrap();
    let done = run.env("XDG_CACHE_HOME", &moved).run();
    assert_success(&done);
    assert_eq!(done.stdout, "");
    assert!(done.stderr.starts_with("removed 1 snapshot, ") && done.stderr.ends_with(" MB\n"), "{done:?}");
    let left: Vec<_> = fs::read_dir(moved.join("kzq")).unwrap().map(|item| item.unwrap().file_name()).collect();
    assert_eq!(left, [foreign.file_name().unwrap()]);

    let done = in_cache(kzq(["cache", "clear"])).run();
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), "removed 0 snapshots, 0 B\n"));
}

#[test]
fn paths_lists_the_cache_directory() {
    let run = in_cache(kzq(["paths"]));
    let directory = run.home().join("cached/kzq").display().to_string();
    let done = run.run();
    assert_success(&done);
    assert!(done.stdout.contains(&format!("cache       {directory}\n")), "{done:?}");
}
