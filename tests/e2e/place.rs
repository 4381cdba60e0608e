//! The session of the real program in a terminal: saved whenever it ends, restored at the next start.

use std::fs;
use std::path::Path;

use rustix::process::Signal;

use crate::support::terminal::{Exit, Launch, Session, key};
use crate::support::{collection_in, eventually};

/// A browser of the collection in a home directory that has drawn its first frame.
fn browse(home: &Path, arguments: &[&str]) -> Session {
    let launch = Launch::kzq().env("HOME", home).env("KZQ_DATA", home.join("engines.ron"));
    let launch = arguments.iter().fold(launch, Launch::arg);
    let session = launch.start();
    session.wait_for("On engines");
    session.wait_for("verbatim");
    session
}

fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    collection_in(home.path());
    home
}

fn saved_session(home: &Path) -> String {
    fs::read_to_string(home.join(".local/state/kzq/place.json")).unwrap_or_default()
}

#[test]
fn session_is_restored_unless_fresh_is_given() {
    let home = home();
    let mut session = browse(home.path(), &[]);
    session.type_keys("/orig\rjq");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
    let mut session = browse(home.path(), &[]);
    session.wait_for("━ 2 of 2 ━");
    session.wait_for("welcome back");
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
    let mut session = browse(home.path(), &["--fresh"]);
    session.wait_for("2 entries");
    session.type_keys("/");
    session.wait_for("Up: earlier ones");
    session.type_keys(key::UP);
    session.wait_until("the earlier query is there", |screen| screen.contents().contains("┃ orig "));
    session.type_keys("\x15\rq");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
    let session = browse(home.path(), &[]);
    session.wait_for("2 entries");
}

#[test]
fn session_is_saved_on_signals_and_before_a_later_kill() {
    for signal in [Signal::TERM, Signal::HUP, Signal::KILL] {
        let home = home();
        let mut session = browse(home.path(), &[]);
        session.type_keys("/original\r");
        session.wait_for("━ 1 of 1 ━");
        if signal == Signal::KILL {
            assert!(
                eventually(|| saved_session(home.path()).contains("original")),
                "it is written when the user pauses"
            );
        }
        session.signal(signal);
        session.wait_for_exit();
        assert!(
            saved_session(home.path()).contains(r#""filter": "original""#),
            "{signal:?}: {}",
            saved_session(home.path())
        );
    }
}

#[test]
fn private_mode_saves_no_session() {
    let home = home();
    let mut session = browse(home.path(), &["--private"]);
    session.type_keys("/original\rq");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
    assert_eq!(saved_session(home.path()), "");
}

#[test]
fn damaged_session_is_reported_and_unwritable_one_ignored() {
    let home = home();
    let directory = home.path().join(".local/state/kzq");
    fs::create_dir_all(&directory).unwrap();
    fs::write(directory.join("place.json"), "{\"places\": [").unwrap();
    let session = browse(home.path(), &[]);
    session.wait_for("was damaged");
    assert!(directory.join("place.json.damaged-1").is_file());
    drop(session);

    let home = self::home();
    fs::create_dir_all(home.path().join(".local")).unwrap();
    fs::write(home.path().join(".local/state"), "a file, not a directory").unwrap();
    let mut session = browse(home.path(), &[]);
    session.type_keys("/original\rq");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
}
