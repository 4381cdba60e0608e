//! The browser in a real terminal: it writes only its own sequences.

use std::fs;

use super::collection::written;
use super::payload;
use super::rule::assert_clean;
use crate::support::terminal::{Launch, Session, key};

/// Opens the collection in a terminal.
fn session(name: &str) -> Session {
    let launch = Launch::kzq().arg("--no-cache").arg("--clipboard").arg("osc52").arg("--data").arg(name);
    fs::write(launch.home().join(name), written()).expect("a collection");
    let session = launch.start();
    session.wait_for("1 of 500");
    // The warning about the collection comes last, and would replace the first message that a test waits for.
    session.wait_for("shows all");
    session
}

/// Removes the sequences that the browser uses: CSI with numeric parameters and a final letter of the sequences that
/// draw or set modes, the two cursor shapes, saving and restoring the cursor, OSC 52 with base64,
/// and the query for the background colour.
#[track_caller]
pub fn without_known_sequences(raw: &str) -> String {
    let mut plain = String::new();
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('\x1b') {
        plain.push_str(before);
        rest = if let Some(after) = ["[6 q", "[0 q", "7", "8"].into_iter().find_map(|shape| after.strip_prefix(shape)) {
            after
        } else if let Some(parameters) = after.strip_prefix('[') {
            let end = parameters.find(|c: char| !c.is_ascii_digit() && !matches!(c, ';' | ':' | '?')).unwrap_or(0);
            let last = parameters[end..].chars().next();
            assert!(last.is_some_and(|c| "HmhlJKABCDGdXu".contains(c)), "CSI … {last:?}: {:?}", head(parameters));
            &parameters[end + 1..]
        } else if let Some(after) = after.strip_prefix("]11;?\x1b\\") {
            after
        } else if let Some(text) = after.strip_prefix("]52;c;") {
            let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '/' | '=')).unwrap_or(0);
            let end_mark = ["\x1b\\", "\x07"].into_iter().find_map(|mark| text[end..].strip_prefix(mark));
            end_mark.unwrap_or_else(|| panic!("OSC 52 does not end: {:?}", head(&text[end..])))
        } else {
            panic!("no sequence of the browser: {:?}", head(after));
        };
    }
    plain + rest
}

fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(60)]
}

#[test]
fn browser_writes_only_known_sequences() {
    let mut session = session("x\u{202e}\u{9b}2J\x1b[2J.ron");
    session.type_keys("jjjjyGy");
    session.wait_for("sent to the terminal");
    let places = [("=", "= Compare"), ("r", "Related"), ("K", "Keywords"), ("i", "i Book"), ("Y", "Copy as")];
    for (open, title) in places {
        session.type_keys(open);
        session.wait_for(title);
        session.type_keys("jG");
        session.type_keys(key::ESC);
        // An ESC and the bytes that follow at once would be read as one key.
        session.wait_until("the list", |screen| !screen.contents().contains(title));
    }
    // A paste ends where the terminal marks its end; what follows is typed, and must have no other effect.
    session.type_keys("/");
    for piece in payload::pieces(400) {
        session.type_keys(&format!("\x1b[200~{}\x1b[201~", piece.replace("\x1b[201~", "")));
    }
    session.type_keys("\x1b[200~zyzzyva\x1b[201~");
    session.wait_for("zyzzyva");
    session.type_keys(key::CTRL_C);
    session.type_keys("q");
    session.wait_for_exit();
    session.assert_restored();
    for copied in session.clipboard() {
        assert_clean(&copied, || "what was copied".to_owned());
    }
    let raw = String::from_utf8(session.raw()).expect("the browser writes UTF-8");
    // The lines of a restored screen end with CR LF.
    assert_clean(&without_known_sequences(&raw).replace("\r\n", "\n"), || {
        "what was written to the terminal".to_owned()
    });
}
