//! Unsaved notes: whatever ends the browser or the editor, no text is lost or truncated.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use rustix::process::Signal;

use crate::shelf::{Home, ONE};
use crate::support::eventually;
use crate::support::terminal::{Exit, Launch, Session, key};

/// An editor that saves some text at once and then stays open.
const EDITOR: &str = "echo ', and saved in the editor' >>\"$1\"; echo READY; sleep 5; :";

/// A browser of the collection in a home directory that has drawn its first frame.
fn browse(home: &Home, environment: &[(&str, &str)]) -> Session {
    let session = start(home, environment);
    session.wait_for("On engines");
    session
}

fn start(home: &Home, environment: &[(&str, &str)]) -> Session {
    let launch = Launch::kzq().env("HOME", home.path()).env("KZQ_DATA", home.path().join("engines.ron"));
    environment.iter().fold(launch, |launch, (name, value)| launch.env(name, value)).start()
}

/// The files of notes that are not on the shelf yet.
fn drafts(home: &Home) -> Vec<PathBuf> {
    let items = fs::read_dir(home.path().join(".local/state/kzq/drafts")).into_iter().flatten();
    let is_draft = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "json" || extension == "txt");
    items.map(|item| item.unwrap().path()).filter(is_draft).collect()
}

#[test]
fn note_in_an_editor_is_saved_on_signals_and_hangup() {
    for end in [Signal::TERM, Signal::HUP, Signal::USR1] {
        let home = Home::new();
        let mut session = browse(&home, &[("EDITOR", EDITOR)]);
        session.type_keys("emy draft\x07");
        session.wait_for("READY");
        session.signal(end);
        assert!(eventually(|| home.run(&["note", ONE]).stdout == "my draft, and saved in the editor\n"), "{end:?}");
    }
    let home = Home::new();
    let mut session = browse(&home, &[("EDITOR", EDITOR)]);
    session.type_keys("emy draft\x07");
    session.wait_for("READY");
    session.hang_up();
    assert!(eventually(|| home.run(&["note", ONE]).stdout == "my draft, and saved in the editor\n"));
    // The next browser finds no unsaved notes.
    let mut session = browse(&home, &[]);
    assert!(eventually(|| drafts(&home).is_empty()));
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
}

#[test]
fn unsaved_note_is_offered_again_after_a_kill() {
    let in_editor = |session: &mut Session| {
        session.type_keys("emy draft\x07");
        session.wait_for("READY");
    };
    let after_editor = |session: &mut Session| {
        in_editor(session);
        session.wait_for("saved in the editor");
    };
    let in_box = |session: &mut Session| {
        session.type_keys("emy draft, and saved in the editor");
        session.wait_for("saved in the editor");
    };
    let quick = EDITOR.replace("sleep 5; ", "");
    for (what, editor, write) in [
        ("in the editor", EDITOR, &in_editor as &dyn Fn(&mut Session)),
        ("after the editor", &quick, &after_editor),
        ("in the box", EDITOR, &in_box),
    ] {
        let home = Home::new();
        let mut session = browse(&home, &[("EDITOR", editor)]);
        write(&mut session);
        let is_kept = |path: &PathBuf| fs::read_to_string(path).is_ok_and(|text| text.contains("saved in the editor"));
        assert!(eventually(|| drafts(&home).iter().any(is_kept)), "{what}");
        session.signal(Signal::KILL);
        session.wait_for_exit_of_process();

        let mut session = start(&home, &[]);
        session.wait_for("this note was not saved when kzq ended");
        session.wait_for("my draft, and saved in the editor");
        // Another browser does not offer it at the same time.
        let mut other = browse(&home, &[]);
        other.type_keys("j");
        other.wait_for("2 of 2");
        session.type_keys("!\x13");
        session.wait_for("note saved");
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
        assert_eq!(home.good(&["note", ONE]), "my draft, and saved in the editor!\n", "{what}");
        assert_eq!(drafts(&home), [] as [PathBuf; 0], "{what}");
    }
}

#[test]
fn discarded_note_is_not_offered_again() {
    let home = Home::new();
    let mut session = browse(&home, &[]);
    session.type_keys("emy draft");
    assert!(eventually(|| !drafts(&home).is_empty()));
    session.type_keys("\x18");
    session.wait_for("note not saved");
    assert!(eventually(|| drafts(&home).is_empty()));
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
    assert_eq!(home.nothing(&["note", ONE]), "no note on “engines/no-pretensions”\n");
}

#[test]
fn notes_and_queries_are_never_truncated() {
    let long = "The note. ".repeat(20_000) + "END";
    let paste = |text: &str| format!("\x1b[200~{text}\x1b[201~");
    let home = Home::new();
    let mut session = browse(&home, &[]);
    session.type_keys("ebegun");
    session.wait_for("begun");
    session.type_keys(&paste(&"x".repeat(1_100_000)));
    session.wait_for("not inserted: ");
    session.type_keys(&paste(&long));
    session.wait_for("END");
    session.type_keys("\x13");
    session.wait_for("note saved");
    assert_eq!(home.good(&["note", ONE]), format!("begun{long}\n"));

    // A note from a file or an editor may have any length.
    let longer = long.repeat(6);
    home.good_with(&["note", ONE, "-"], &longer);
    assert_eq!(home.good(&["note", ONE]), format!("{longer}\n"));
    home.good(&["note", ONE, ""]);
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
    fs::write(home.path().join("long"), &long).unwrap();
    let file = home.path().join("long");
    let editor = format!("cp '{}' \"$1\"; :", file.display());
    let mut session = browse(&home, &[("EDITOR", &editor)]);
    session.type_keys("e\x07");
    session.wait_for("END");
    session.type_keys("\x13");
    session.wait_for("note saved");
    assert_eq!(home.good(&["note", ONE]), format!("{long}\n"));

    // Queries are not truncated either.
    session.type_keys("/");
    session.type_keys(&paste(&"word ".repeat(1000)));
    session.wait_for("not inserted: ");
    session.type_keys(key::ESC);
    session.wait_until("Esc is taken", |screen| !screen.contents().contains("not inserted"));
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
}

#[test]
fn stuck_writer_is_reported_and_does_not_block_quitting() {
    let home = Home::new();
    home.good(&["star", "engines/not-original"]);
    let lock = home.path().join(".local/share/kzq/shelf.jsonl.lock");
    fs::write(&lock, std::process::id().to_string()).unwrap();
    let lock = fs::File::open(lock).unwrap();
    lock.lock().unwrap();
    let mut session = browse(&home, &[]);
    session.type_keys("s");
    session.wait_for(&format!("1 change not saved yet: another kzq (process {}) is still saving", std::process::id()));
    let begun = std::time::Instant::now();
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(1), "{took:?}");
    let screen = session.screen();
    assert!(screen.contains("1 change to your shelf will be saved by the next kzq"), "{screen}");

    // The change is visible at once, and saved when the lock is released. A command waits for the lock and reports it.
    assert_eq!(home.good(&["star"]).matches("— ").count(), 2 + 1);
    let data = home.path().join("engines.ron");
    let command = Launch::kzq().env("HOME", home.path()).env("KZQ_DATA", data).arg("star").arg("no-pretensions");
    let mut command = command.start();
    command.wait_for(&format!("waiting: another kzq (process {}) is still saving", std::process::id()));
    drop(lock);
    assert_eq!(command.wait_for_exit(), Exit::Code(0));
    home.good(&["unstar", "engines/not-original"]);
    assert!(home.good(&["star"]).starts_with("no-pretensions "));
    let names = fs::read_dir(home.path().join(".local/share/kzq")).unwrap().count();
    assert_eq!(names, 2, "the shelf and its lock");
}
