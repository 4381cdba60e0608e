//! Opening, changing and closing drafts, and their diagnostics.

use std::sync::Arc;

use kzq_fidelity::{IgnoredWords, SourceText, VerificationTexts};
use kzq_lsp::{Collections, Output, entry_ranges};
use serde_json::{Value, json};

use crate::client::{COLLECTION, Client, at, collections_with_text, engine, files};

const MD: &str = "file:///a.md";
const COST: &str = "“Whatever it may cost, the engine shall not be stopped by anybody here,” Babbage said.";

/// A client whose server has read the texts of the sources.
macro_rules! client {
    ($client:ident, $capabilities:expr) => {
        let (engine, files) = (engine(), files());
        let collections = collections_with_text(&engine, &files);
        #[allow(unused_mut, reason = "not each test changes it")]
        let mut $client = Client::start(Some(&collections), &$capabilities);
    };
}

#[test]
fn diagnostics_have_code_severity_and_message() {
    client!(client, json!({}));
    let draft = "“It has no “pretensions” whatever to originate anything,” Byron said.\n\n\
                 “Whatever it may cost, the engine should not be stopped by anybody here,” Babbage said.\n\n\
                 “Whatever it may cost, the engine shall not be stopped by anybody here,” Byron said.\n\n\
                 “Whatever it may cost … shall not be stopped by anybody here,” Babbage said.\n\n\
                 “Engines don't smile, and café owners do,” Babbage said.\n\n\
                 “Babbage holds that the machine will go on at any price,” he said.\n\n\
                 “The moon is a mill that grinds the tides to salt,” Babbage said.\n";
    client.open(MD, "markdown", draft);
    client.settle();
    let sent = client.sent.pop().unwrap();
    assert_eq!((&sent["params"]["uri"], &sent["params"]["version"]), (&json!(MD), &json!(1)));
    let shown = |found: &Value| {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        assert_eq!(found["source"], "kzq");
        format!("{} {} {}", found["severity"], text(&found["code"]), text(&found["message"]).replace('\n', " / "))
    };
    let shown: Vec<String> = sent["params"]["diagnostics"].as_array().unwrap().iter().map(shown).collect();
    assert_eq!(
        shown,
        [
            "2 drifted drifted: Whatever it may cost, the engine [-shall-]{+should+} not be stopped by anybody here / \
             — Bob Babbage, no source given",
            "2 misattributed misattributed: the draft attributes it to Ada Byron / — Bob Babbage, no source given",
            "3 edited edited / — Bob Babbage, no source given",
            "4 folded folded: different quotation marks or apostrophes / — Bob Babbage, no source given",
            "2 paraphrase paraphrase: a paraphrase: nobody said it in these words / — on Bob Babbage, no source given \
             (reported, not the speaker's words)",
            "2 unknown unknown: not found in your collections (attributed to Bob Babbage)",
        ]
    );
}

#[test]
fn incremental_changes_are_checked_with_their_version() {
    client!(client, json!({}));
    client.open(MD, "markdown", COST);
    assert_eq!(client.diagnostics()[MD], Vec::<String>::new());
    let may = u32::try_from(COST[..COST.find("may").unwrap()].chars().count()).unwrap();
    client.change(MD, 2, [0, may, 0, may + 3], "might");
    assert_eq!(client.diagnostics()[MD], ["2 drifted 0:0-0:74"]);
    client.change(MD, 3, [0, may, 0, may + 5], "may");
    client.change(MD, 4, [0, 0, 0, 0], "# Heading\r\n\r\n");
    client.change(MD, 5, [2, may, 2, may + 3], "can");
    assert_eq!(client.diagnostics()[MD], ["5 drifted 2:0-2:72"], "a burst of changes is checked once");
    let whole = json!({"textDocument": {"uri": MD, "version": 6}, "contentChanges": [{"text": COST}]});
    client.notify("textDocument/didChange", &whole);
    assert_eq!(client.diagnostics()[MD], Vec::<String>::new());
    client.notify("textDocument/didClose", &json!({"textDocument": {"uri": MD}}));
    client.settle();
    assert_eq!(client.sent.pop().unwrap()["params"], json!({"uri": MD, "diagnostics": []}));
}

#[test]
fn only_edited_quotations_are_checked_again() {
    client!(client, json!({"general": {"positionEncodings": ["utf-8"]}}));
    let draft = format!("{COST}\n\n“It has no “pretensions” whatever to originate anything,” Byron said.\n\nThe end.");
    client.open(MD, "markdown", &draft);
    client.settle();
    let mut judged = client.server.judged();
    assert_eq!(judged, 2);
    for (what, range, text, expected) in [
        ("a word far away", [4, 0, 4, 3], "Their", 0),
        ("a line above", [0, 0, 0, 0], "New.\n\n", 0),
        ("a word of a quotation", [2, 3, 2, 3], "X", 1),
        ("a name beside a quotation", [4, 60, 4, 65], "Babbage", 1),
        ("nothing", [0, 0, 0, 0], "", 0),
    ] {
        client.change(MD, 2, range, text);
        client.settle();
        assert_eq!(client.server.judged() - judged, expected, "{what}");
        judged = client.server.judged();
    }
}

#[test]
fn ranges_use_the_negotiated_encoding() {
    // An emoji, a family of them, and an e with a combining accent before and in the quotation.
    let draft = "🙂👨‍👩‍👧 e\u{301}: “Engines don’t ever smile, and cafe\u{301} owners do.”";
    let start = draft.find('“').unwrap();
    for (encoding, offered) in [("utf-8", true), ("utf-16", false), ("utf-32", true)] {
        let capabilities =
            json!({"general": {"positionEncodings": if offered { json!([encoding]) } else { json!([]) }}});
        client!(client, capabilities);
        client.open(MD, "plaintext", draft);
        let units = |text: &str| match encoding {
            "utf-8" => text.len(),
            "utf-16" => text.encode_utf16().count(),
            _ => text.chars().count(),
        };
        let expected = format!("1 drifted 0:{}-0:{}", units(&draft[..start]), units(draft));
        assert_eq!(client.diagnostics()[MD], [expected], "{encoding}");
        // A position inside the second emoji is invalid: the edit is made before it.
        let ever = u32::try_from(units(&draft[..draft.find("ever ").unwrap()])).unwrap();
        client.change(MD, 2, [0, ever, 0, ever + 5], "");
        assert_eq!(client.diagnostics()[MD].len(), 1, "{encoding}: only the combining accent differs");
        assert!(client.server.judged() == 2);
    }
}

#[test]
fn formats_are_parsed_as_by_proofread() {
    client!(client, json!({}));
    for (uri, language, draft, expected) in [
        (
            "file:///a.tex",
            "latex",
            "``Whatever it can cost, the engine shall not be stopped by anybody here.''",
            "drifted 0:0-0:73",
        ),
        (
            "file:///a.rst",
            "restructuredtext",
            "Text\n\n  Whatever it can cost, the engine shall not be stopped by anybody here.",
            "drifted 2:2-2:72",
        ),
        (
            "file:///a.html",
            "html",
            "<p>It&rsquo;s <q>the engine will not be stopped by anybody here</q>",
            "drifted 0:17-0:63",
        ),
        ("file:///a.typ", "typst", "#quote[the engine will not be stopped by anybody here]", "drifted 0:0-0:54"),
        (
            "file:///a.adoc",
            "asciidoc",
            "____\nthe engine will not be stopped by anybody here\n____",
            "drifted 1:0-1:46",
        ),
        ("file:///b.md", "markdown", "`“the engine will not be stopped by anybody here”`", ""),
    ] {
        client.open(uri, language, draft);
        let expected: Vec<String> =
            expected.split('|').filter(|it| !it.is_empty()).map(|it| format!("1 {it}")).collect();
        assert_eq!(client.diagnostics()[uri], expected, "{uri}");
    }
}

#[test]
fn ignored_quotations_have_no_diagnostics() {
    let (engine, mut files) = (engine(), files());
    files.ignored_words = IgnoredWords::new(&["Engines never smile at anybody".to_owned()]);
    let mut collections = Collections::new(&engine, &files);
    collections.set_texts(VerificationTexts::default());
    let mut client = Client::start(Some(&collections), &json!({}));
    let unknown = "“Mills turn the tides to salt at night.”";
    let draft = format!(
        "{unknown} <!-- kzq-ignore -->\n\n{unknown}\n\n<!-- kzq-ignore: ours -->\n{unknown}\n\n“Engines never smile at anybody!”"
    );
    client.open(MD, "markdown", &draft);
    assert_eq!(client.diagnostics()[MD], ["1 unknown 2:0-2:40"]);
}

#[test]
fn unknown_quotations_wait_for_the_source_texts() {
    let (engine, files) = (engine(), files());
    let mut collections = Collections::new(&engine, &files);
    let draft = "“Wheels turn at noon,” Byron said. “Wheels never turn at night there,” she added.";
    let mut client = Client::start(Some(&collections), &json!({}));
    client.open(MD, "markdown", draft);
    assert_eq!(client.diagnostics()[MD], Vec::<String>::new());
    assert!(client.effects.contains(&Output::ReadTexts));
    let Client { mut server, .. } = client;
    let mut texts = VerificationTexts::default();
    texts.insert(
        engine.corpus().source_ids().next().unwrap(),
        Ok(Arc::new(SourceText::new("A note.\nWheels turn at noon."))),
    );
    collections.set_texts(texts);
    server.texts_changed();
    let mut client = Client::start(Some(&collections), &json!({}));
    client.server = server;
    assert_eq!(client.diagnostics()[MD], ["1 unknown 0:35-0:70"]);
    let origin = client.request("textDocument/definition", &at(MD, 0, 3)).unwrap();
    assert_eq!((&origin["uri"], &origin["range"]["start"]["line"]), (&json!("file:///data/notes.txt"), &json!(1)));
}

#[test]
fn diagnostics_are_not_pushed_to_clients_that_pull() {
    let pulls = json!({"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}});
    client!(client, pulls);
    client.open(MD, "markdown", &COST.replace("shall", "will"));
    assert!(client.diagnostics().is_empty());
    let report = client.request("textDocument/diagnostic", &json!({"textDocument": {"uri": MD}})).unwrap();
    assert_eq!((&report["kind"], &report["items"][0]["code"]), (&json!("full"), &json!("drifted")));
    client.server.collections_changed();
    client.settle();
    assert_eq!(client.sent.pop().unwrap()["method"], "workspace/diagnostic/refresh");
}

#[test]
fn results_are_empty_until_collections_are_loaded() {
    let mut client = Client::start(None, &json!({}));
    client.open(MD, "markdown", COST);
    assert!(client.diagnostics().is_empty());
    assert_eq!(client.request("textDocument/hover", &at(MD, 0, 3)), Ok(Value::Null));
    let list = client.request("textDocument/completion", &at(MD, 0, 12)).unwrap();
    assert_eq!(list, json!({"isIncomplete": true, "items": []}));
    let (engine, files) = (engine(), files());
    let collections = Collections::new(&engine, &files);
    let mut later = Client::start(Some(&collections), &json!({}));
    later.server = client.server;
    later.server.collections_changed();
    assert_eq!(later.diagnostics()[MD], Vec::<String>::new());
}

#[test]
fn diagnostics_name_the_entry_if_the_client_can_show_it() {
    let draft = "“Whatever it may cost, the engine should not be stopped by anybody here,” Babbage said.\n\n\
                 “Engines don’t smile, and café owners do.”\n";
    client!(client, json!({}));
    client.open(MD, "markdown", draft);
    client.settle();
    assert!(client.sent.pop().unwrap()["params"]["diagnostics"][0].get("relatedInformation").is_none());
    assert!(!client.effects.iter().any(|effect| matches!(effect, Output::LocateAll(_))), "nobody asks for it");

    client!(client, json!({"textDocument": {"publishDiagnostics": {"relatedInformation": true}}}));
    client.open(MD, "markdown", draft);
    client.settle();
    let Some(Output::LocateAll(wanted)) = client.effects.pop() else { panic!("{:?}", client.effects) };
    let shown: Vec<_> = wanted.iter().map(|wanted| (wanted.file.to_str().unwrap(), wanted.id.as_str())).collect();
    assert_eq!(shown, [("/data/engines.ron", "cost")], "an exact quotation needs none");
    let range = entry_ranges(COLLECTION, &["cost"], client.server.encoding())[0].unwrap();
    client.sent.clear();
    client.server.entries_located(wanted.into_iter().map(|wanted| (wanted, range)).collect());
    client.settle();
    let sent = client.sent.pop().unwrap();
    let start = json!({"line": 11, "character": 8});
    assert_eq!(
        sent["params"]["diagnostics"][0]["relatedInformation"],
        json!([{
            "location": {"uri": "file:///data/engines.ron", "range": {"start": start, "end": start}},
            "message": "the entry cost",
        }])
    );
    assert!(!client.effects.iter().any(|effect| matches!(effect, Output::LocateAll(_))), "it is found out once");
}
