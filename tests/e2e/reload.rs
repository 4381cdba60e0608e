//! A collection changes while the real program shows it: it is reloaded, or kept if the new file is broken.

use std::fs;
use std::path::Path;

use crate::support::terminal::{Exit, Launch, Session};
use crate::support::{COLLECTION, collection_in};

fn browse(home: &Path, data: &Path) -> Session {
    let session = Launch::kzq().env("HOME", home).arg("--data").arg(data).start();
    session.wait_for("On engines");
    session.wait_for("1 of 2");
    session
}

/// Replaces a file by renaming another one, as many editors do.
fn replace(file: &Path, text: &str) {
    let other = file.with_extension("new");
    fs::write(&other, text).unwrap();
    fs::rename(&other, file).unwrap();
}

#[test]
fn changed_file_is_reloaded_and_broken_one_is_not() {
    let home = tempfile::tempdir().unwrap();
    let file = collection_in(home.path());
    let mut session = browse(home.path(), &file);
    session.type_keys("j");
    session.wait_for("━ 2 of 2 ━");
    let entry = "entries: [\n        Quote(id: \"new\", by: \"ada\", text: \"Something new.\"),";
    let changed = COLLECTION.replace("entries: [", entry).replace("is not original", "is never original");
    replace(&file, &changed);
    session.wait_for("reloaded: 1 new, 1 changed, 0 removed");
    session.wait_for("━ 3 of 3 ━");
    session.wait_for("never original");

    // A tag is a change, too.
    let tagged = changed.replace("text: \"Something new.\"", "text: \"Something new.\", tags: [\"new\"]");
    replace(&file, &tagged);
    session.wait_for("reloaded: 0 new, 1 changed, 0 removed");

    // A broken file: the old collection stays open, and the error's location is shown.
    fs::write(&file, changed.replace("text: \"Something", "txt: \"Something")).unwrap();
    session.wait_for("not reloaded: ");
    session.wait_for("engines.ron:6:9: this quotation has no `text`");
    session.type_keys("kk");
    session.wait_for("━ 1 of 3 ━");
    session.wait_for("not reloaded: ");
    session.wait_for("Something new.");

    fs::remove_file(&file).unwrap();
    session.wait_for("No such file");
    replace(&file, COLLECTION);
    session.wait_for("reloaded: 0 new, 1 changed, 1 removed");
    session.wait_until("the banner is gone", |screen| !screen.contents().contains("not reloaded"));
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
}

#[test]
fn new_file_in_a_directory_is_loaded() {
    let home = tempfile::tempdir().unwrap();
    let directory = home.path().join("collections");
    fs::create_dir(&directory).unwrap();
    collection_in(&directory);
    let session = browse(home.path(), &directory);
    let other = COLLECTION.replace("id: \"engines\"", "id: \"more\"");
    fs::write(directory.join("more.ron"), other).unwrap();
    session.wait_for("reloaded: 2 new");
    session.wait_for("On engines and 1 more");
}
