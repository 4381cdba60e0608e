//! Terminal input: keys split across reads, unterminated pastes and sequences, and floods of keys.

use std::thread;
use std::time::{Duration, Instant};

use crate::support::terminal::{Exit, Launch, Session, key};
use crate::support::{aloud, eventually};

fn browser() -> Session {
    let session = Launch::kzq().start();
    session.wait_for("1 of 42");
    session
}

#[track_caller]
fn quit(mut session: Session) {
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
    session.assert_restored();
}

/// Waits longer than kzq waits for the rest of a sequence.
fn pause() {
    thread::sleep(Duration::from_millis(300));
}

#[test]
fn key_split_across_reads_is_one_key() {
    let mut session = browser();
    session.type_keys("/un");
    session.wait_for("un");
    for (first, rest) in [("\x1b", "[D"), ("\x1b[", "D")] {
        session.type_keys(first);
        thread::sleep(Duration::from_millis(5));
        session.type_keys(rest);
    }
    session.type_keys("x");
    session.wait_for("xun");
    session.type_keys(key::CTRL_C);
    quit(session);
}

#[test]
fn unterminated_sequence_does_not_block_later_keys() {
    for begun in ["\x1b[<0;", "\x1b[", "\x1b[1;", "\x1b]11;rgb:ff", "\x1bP1+r"] {
        let mut session = browser();
        session.type_keys(begun);
        pause();
        session.type_keys("j");
        session.wait_for("2 of 42");
        quit(session);
    }
    // Ctrl-C ends a sequence at once.
    let mut session = browser();
    session.type_keys("\x1b[<0;");
    session.type_keys(key::CTRL_C);
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
}

#[test]
fn rest_of_a_split_mouse_report_is_ignored() {
    let mut session = browser();
    session.type_keys("\x1b[<0;");
    pause();
    session.type_keys("10;9M");
    session.type_keys("j");
    session.wait_for("2 of 42");
    quit(session);
}

#[test]
fn unterminated_paste_is_text_until_ctrl_c() {
    let mut session = browser();
    session.type_keys("\x1b[200~security ");
    session.wait_for("security");
    // Further keys are text, not commands.
    session.type_keys("q");
    session.wait_for("security q");
    session.type_keys(key::CTRL_C);
    pause();
    quit(session);

    let mut session = browser();
    session.type_keys("\x1b[200~sec");
    session.wait_for("sec");
    session.type_keys("urity\x1b[20");
    pause();
    session.type_keys("1~\r");
    session.wait_for("security");
    quit(session);
}

#[test]
fn browser_draws_and_quits_during_a_flood_of_keys() {
    const LONG: Duration = Duration::from_secs(2);
    const CTRL_C: &str = "\x03\x03\x03";
    for (what, open, unit, leave) in [
        ("keys in the list", "", "j", key::CTRL_C),
        ("text in the filter", "/", "words and more ", CTRL_C),
        ("typing and deleting", "/", "ab \x7f\x7f\x7f", CTRL_C),
        ("text in a note", "e", "words and more ", CTRL_C),
        ("sections of a page", "\r", "][", key::CTRL_C),
        // A repetition of a few keys is not treated as text.
        ("keys in the list, and q", "", "j", "q"),
        ("arrows, and q", "", "\x1b[A\x1b[B", "q"),
        ("sections of a page, and q", "\r", "][", "q"),
        ("sections of a page, and a command", "\r", "][", ":q\r"),
    ] {
        let mut session = browser();
        session.type_keys(open);
        let (begun, before) = (Instant::now(), session.frames());
        while begun.elapsed() < LONG {
            session.type_keys(&unit.repeat(50));
        }
        let frames = session.frames() - before;
        aloud!("{what}: {frames} frames in {:?}", begun.elapsed());
        // Half of the usual ten per second, for busy machines.
        assert!(frames >= 10, "{what}: {frames} frames");
        // Pending keys are discarded.
        let begun = Instant::now();
        session.type_keys(leave);
        assert!(eventually(|| session.has_ended()), "{what}");
        aloud!("{what}: left after {:?}", begun.elapsed());
        // Usually within 0.3 s; 2.4 s were seen on a busy machine.
        assert!(begun.elapsed() < Duration::from_secs(5), "{what}: {:?}", begun.elapsed());
    }
}
