//! Invalid and hostile messages and texts.

use kzq_lsp::{Collections, MAX_DRAFT_BYTES, Server};
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use serde_json::{Value, json};

use crate::client::{Client, engine, files};

const MD: &str = "file:///a.md";

#[test]
fn invalid_messages_are_errors_and_the_server_continues() {
    let (engine, files) = (engine(), files());
    let collections = Collections::new(&engine, &files);
    let mut client = Client::start(Some(&collections), &json!({}));
    for message in ["", "{", "[]", "[{}]", "7", "{}", r#"{"method": "exit"}"#, "\u{feff}{}", "\u{0}"] {
        client.server.receive(message.as_bytes());
        client.settle();
        let error = client.sent.pop().unwrap_or_else(|| panic!("{message}"));
        assert!(matches!(error["error"]["code"].as_i64(), Some(-32700 | -32600)), "{message}: {error}");
    }
    client.server.receive(b"\xff\xfe");
    client.server.receive("[".repeat(100_000).as_bytes());
    client.server.receive_error("no Content-Length");
    client.settle();
    assert_eq!(client.sent.len(), 3);
    for (method, params) in [
        ("textDocument/didOpen", json!({"textDocument": {"uri": 7}})),
        ("textDocument/didOpen", json!(null)),
        (
            "textDocument/didChange",
            json!({"textDocument": {"uri": MD, "version": 2}, "contentChanges": [{"text": ""}]}),
        ),
        ("textDocument/didChange", json!({"textDocument": {"uri": MD, "version": 1e300}, "contentChanges": []})),
    ] {
        client.notify(method, &params);
        client.settle();
        assert_eq!(client.sent.pop().unwrap()["method"], "window/logMessage", "{method} {params}");
    }
    client.sent.clear();
    client.open(MD, "markdown", "“Nobody ever said this in any place at all,” he said.");
    client.notify("textDocument/didClose", &json!({"textDocument": {"uri": MD}}));
    client.notify("textDocument/didClose", &json!({"textDocument": {"uri": MD}}));
    client.settle();
    assert_eq!(client.sent.len(), 1);
}

#[test]
fn out_of_bounds_ranges_are_clamped() {
    let (engine, files) = (engine(), files());
    let collections = Collections::new(&engine, &files);
    for (range, expected) in [
        ([0, 0, 99, 99], "2 unknown 0:0-0:38"),
        ([7, 7, 7, 7], "2 unknown 1:4-1:42"),
        ([1, 0, 0, 0], "2 unknown 1:0-1:38"),
        ([0, 1, 0, u32::MAX], "2 unknown 0:0-0:38"),
    ] {
        let mut client = Client::start(Some(&collections), &json!({}));
        // The first character has two code units: 1 is inside it.
        client.open(MD, "plaintext", "🙂 one\ntwo ");
        client.change(MD, 2, range, "“The moon is a mill that grinds salt.”");
        client.server.texts_changed();
        let mut collections = Collections::new(&engine, &files);
        collections.set_texts(kzq_fidelity::VerificationTexts::default());
        let mut checked = Client::start(Some(&collections), &json!({}));
        checked.server = client.server;
        assert_eq!(checked.diagnostics()[MD], [expected], "{range:?}");
    }
}

#[test]
fn huge_draft_is_reported_as_too_long() {
    let (engine, files) = (engine(), files());
    let collections = Collections::new(&engine, &files);
    let mut client = Client::start(Some(&collections), &json!({}));
    client.open(MD, "markdown", &"“a b c d” ".repeat(MAX_DRAFT_BYTES / 10));
    assert_eq!(client.diagnostics()[MD], ["1 too-long 0:0-0:0"]);
    client.open(MD, "markdown", &"> ".repeat(20_000));
    client.open("file:///b.html", "html", &"<q>".repeat(20_000));
    client.settle();
}

#[test]
fn draft_text_is_sanitised_in_messages() {
    let (engine, files) = (engine(), files());
    let mut collections = Collections::new(&engine, &files);
    collections.set_texts(kzq_fidelity::VerificationTexts::default());
    let mut client = Client::start(Some(&collections), &json!({}));
    let draft = "“Whatever it may \u{1b}[31mcost\u{202e}, the engine\u{0} shall not be stopped by anybody here,” said Eve\u{7}.";
    client.open(MD, "plaintext", draft);
    client.settle();
    let sent = client.sent.pop().unwrap();
    let message = sent["params"]["diagnostics"][0]["message"].as_str().unwrap();
    assert!(message.chars().all(|c| c == '\n' || !(c.is_control() || c == '\u{202e}')), "{message:?}");
}

/// A message that a broken client may send.
fn message() -> impl Strategy<Value = Value> {
    let number = prop_oneof![0..6_u32, any::<u32>()];
    let text = "([“”\"]|the engine|said Ada|speaker:|\\PC|🙂|\r\n|\n\n| ){0,8}";
    let position = (number.clone(), number).prop_map(|(line, character)| json!({"line": line, "character": character}));
    let range = (position.clone(), position.clone()).prop_map(|(start, end)| json!({"start": start, "end": end}));
    let document = json!({"uri": MD, "version": 3});
    let change = (proptest::option::of(range.clone()), text, Just(document)).prop_map(|(range, text, document)| {
        let change = json!({"range": range, "text": text});
        json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": document, "contentChanges": [change]}})
    });
    let method = proptest::sample::select(vec!["hover", "completion", "definition"]);
    let asked = (method, position).prop_map(|(method, position)| {
        let params = json!({"textDocument": {"uri": MD}, "position": position});
        json!({"jsonrpc": "2.0", "id": 5, "method": format!("textDocument/{method}"), "params": params})
    });
    let actions = range.prop_map(|range| {
        let params = json!({"textDocument": {"uri": MD}, "range": range, "context": {"diagnostics": []}});
        json!({"jsonrpc": "2.0", "id": 6, "method": "textDocument/codeAction", "params": params})
    });
    prop_oneof![3 => change, 2 => asked, 1 => actions]
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 64, ..Default::default() })]
    #[test]
    fn arbitrary_messages_do_not_panic(
        messages in proptest::collection::vec(message(), 0..12),
        language in proptest::sample::select(vec!["markdown", "html", "latex", "typst", "restructuredtext", "asciidoc", "plaintext"]),
    ) {
        let (engine, files) = (engine(), files());
        let collections = Collections::new(&engine, &files);
        let mut client = Client::start(Some(&collections), &json!({}));
        client.server = Server::new();
        client.request("initialize", &json!({"capabilities": {}})).unwrap();
        client.open(MD, language, "“The engine shall go,” said Ada Byron.\n\n> Whatever it may cost, the *engine* shall be stopped.\n");
        for message in messages {
            client.send(&message);
            client.settle();
        }
        proptest::prop_assert!(client.server.ended().is_none());
    }
}
