//! Hover, code actions, completion and definition.

use kzq_lsp::{Collections, LspRange, Output, Position, TextPassage, entry_ranges};
use kzq_text::Safe;
use serde_json::{Value, json};

use crate::client::{COLLECTION, Client, at, collections_with_text, engine, files};

const MD: &str = "file:///a.md";

macro_rules! client {
    ($client:ident, $language:expr, $draft:expr) => {
        let (engine, files) = (engine(), files());
        let collections = collections_with_text(&engine, &files);
        let capabilities = json!({
            "textDocument": {"hover": {"contentFormat": ["markdown"]}},
            "general": {"positionEncodings": ["utf-32"]},
        });
        let mut $client = Client::start(Some(&collections), &capabilities);
        $client.open(MD, $language, $draft);
        $client.settle();
    };
}

#[test]
fn hover_shows_the_exact_words_and_their_source() {
    let draft = "“It has no ‘pretensions’ whatsoever to originate anything,” Byron said.\n\nNothing.";
    client!(client, "markdown", draft);
    let hover = client.request("textDocument/hover", &at(MD, 0, 10)).unwrap();
    assert_eq!(hover["contents"]["kind"], "markdown");
    assert_eq!(
        hover["contents"]["value"].as_str().unwrap(),
        "**drifted**: It has no ‘pretensions’ \\[-whatever-\\]{+whatsoever+} to originate anything\n\n\
         > It has no “pretensions” whatever to originate anything.\n>\n\
         > — Ada Byron, [Notes, The Paper](https://example.org/notes), 1 September 1843\n\n\
         In the text of “Notes”: exact · line 2"
    );
    assert_eq!(hover["range"]["end"], json!({"line": 0, "character": 59}));
    assert_eq!(client.request("textDocument/hover", &at(MD, 2, 3)), Ok(Value::Null));
    assert_eq!(client.request("textDocument/hover", &at("file:///other.md", 0, 3)), Ok(Value::Null));
}

/// Returns the draft after each code action for its first quotation, with the title of the action.
fn fixed(language: &str, draft: &str) -> Vec<(String, String)> {
    client!(client, language, draft);
    let place = json!({"line": 0, "character": 5});
    let params =
        json!({"textDocument": {"uri": MD}, "range": {"start": place, "end": place}, "context": {"diagnostics": []}});
    let actions = client.request("textDocument/codeAction", &params).unwrap();
    let of_action = |action: &Value| {
        assert_eq!(action["kind"], "quickfix");
        let title = action["title"].as_str().unwrap().to_owned();
        let Some(edits) = action["edit"]["changes"][MD].as_array() else {
            return (title, action["command"]["arguments"][0].to_string());
        };
        let lines: Vec<Vec<char>> = draft.split('\n').map(|line| line.chars().collect()).collect();
        let offset = |place: &Value| {
            let at = |key: &str| usize::try_from(place[key].as_u64().unwrap()).unwrap();
            lines[..at("line")].iter().map(|line| line.len() + 1).sum::<usize>() + at("character")
        };
        let mut text: Vec<char> = draft.chars().collect();
        for edit in edits.iter().rev() {
            let (start, end) = (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]));
            text.splice(start..end, edit["newText"].as_str().unwrap().chars());
        }
        (title, text.into_iter().collect())
    };
    actions.as_array().unwrap().iter().map(of_action).collect()
}

fn titles(fixed: &[(String, String)]) -> Vec<&str> {
    fixed.iter().map(|(title, _)| title.as_str()).collect()
}

#[test]
fn drifted_quotation_can_be_replaced_by_the_exact_words() {
    let fixed = fixed("markdown", "“It has no ‘pretensions’ whatsoever to\noriginate anything,” Byron said.");
    assert_eq!(
        titles(&fixed),
        [
            "Put the exact words: “It has no “pretensions” whatever to originate anything,”",
            "Make it a paraphrase, without quotation marks",
            "Ignore it here",
            "Add it to your collection",
            "Add it to “On engines”",
        ]
    );
    assert_eq!(fixed[0].1, "“It has no ‘pretensions’ whatever to\noriginate anything,” Byron said.");
    assert_eq!(
        fixed[2].1,
        "“It has no ‘pretensions’ whatsoever to <!-- kzq-ignore -->\noriginate anything,” Byron said."
    );
    assert_eq!(fixed[1].1, "It has no ‘pretensions’ whatsoever to\noriginate anything, Byron said.");
    let argument: Value = serde_json::from_str(&fixed[3].1).unwrap();
    assert_eq!(argument["file"], "/own.ron");
    assert_eq!(argument["text"], "It has no ‘pretensions’ whatsoever to\noriginate anything");
    assert_eq!(argument["speaker"], "Ada Byron");
}

/// Each action is tried, but not on the whole of a long draft.
#[test]
#[cfg(debug_assertions)]
fn computing_actions_takes_fewer_steps_than_a_check() {
    use kzq_text::steps::steps_of;

    let others = "Nobody spoke. “The engine has no eyes, and sees nothing,” she said.\n\n".repeat(200);
    let draft = format!("“It has no ‘pretensions’ whatsoever to originate anything,” Byron said.\n\n{others}");
    client!(client, "markdown", &draft);
    let check = steps_of(|| {
        client.change(MD, 2, [0, 0, 0, 0], "");
        client.settle();
    });
    let place = json!({"line": 0, "character": 5});
    let params =
        json!({"textDocument": {"uri": MD}, "range": {"start": place, "end": place}, "context": {"diagnostics": []}});
    let mut count = 0;
    let tried = steps_of(|| {
        let actions = client.request("textDocument/codeAction", &params).unwrap();
        count = actions.as_array().unwrap().iter().filter(|action| action["edit"].is_object()).count();
    });
    assert_eq!(count, 3, "actions with edits");
    assert!(tried < check, "{tried} steps, and {check} for a check");
}

#[test]
fn omission_can_be_marked() {
    let fixed = fixed("markdown", "“Whatever it may cost, the engine shall not be stopped here,” Babbage said.");
    assert_eq!(fixed[0].0, "Mark the omission");
    assert_eq!(fixed[0].1, "“Whatever it may cost, the engine shall not be stopped … here,” Babbage said.");
}

#[test]
fn wrong_attribution_can_be_corrected() {
    let fixed =
        fixed("html", "<p>“Whatever it may cost, the engine shall not be stopped by anybody here,” said Ada Byron.");
    assert_eq!(
        titles(&fixed),
        ["Attribute it to Bob Babbage", "Make it a paraphrase, without quotation marks", "Ignore it here"]
    );
    assert!(fixed[0].1.ends_with("said Bob Babbage."), "{}", fixed[0].1);
}

#[test]
fn exact_quotation_has_no_code_actions() {
    assert_eq!(
        fixed("markdown", "“Whatever it may cost, the engine shall not be stopped by anybody here,” Babbage said."),
        []
    );
    let folded = fixed("markdown", "\"Engines don't smile, and café owners do,\" Babbage said.");
    assert_eq!(titles(&folded), ["Put the exact words: “Engines don’t smile, and café owners do,”"]);
    assert_eq!(folded[0].1, "\"Engines don’t smile, and café owners do,\" Babbage said.");
}

#[test]
fn quotations_are_added_by_the_host() {
    client!(client, "plaintext", "“The moon is a mill that grinds the tides,” said Mary Shelley.");
    let execute = |arguments: Value| json!({"command": "kzq.add", "arguments": [arguments]});
    let argument = json!({"file": "/own.ron", "text": "The moon is a mill.", "speaker": "Mary Shelley"});
    let id = client.ask("workspace/executeCommand", &execute(argument));
    client.settle();
    let Some(Output::Add(ticket, addition)) = client.effects.pop() else { panic!() };
    assert_eq!((addition.file.to_str(), addition.draft.text.as_str()), (Some("/own.ron"), "The moon is a mill."));
    client.server.added(ticket, Ok(&Safe::from("added “moon”")));
    assert_eq!(client.response(id), Ok(Value::Null));
    assert_eq!(client.sent.pop().unwrap()["params"]["message"], "added “moon”");
    for (what, argument) in [
        ("another file", json!({"file": "/etc/passwd", "text": "One two three."})),
        ("no words", json!({"file": "/own.ron", "text": " "})),
        ("nothing", json!({})),
    ] {
        let error = client.request("workspace/executeCommand", &execute(argument)).unwrap_err();
        assert_eq!(error["code"], -32602, "{what}");
    }
    let other = client.request("workspace/executeCommand", &json!({"command": "rm", "arguments": []}));
    assert_eq!(other.unwrap_err()["code"], -32602);
}

/// Returns the completions at the end of a one-line draft: each label with its edit.
fn completions(language: &str, draft: &str) -> Vec<String> {
    client!(client, language, draft);
    let end = u32::try_from(draft.chars().count()).unwrap();
    let list = client.request("textDocument/completion", &at(MD, 0, end)).unwrap();
    let shown = |item: &Value| {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let edit = &item["textEdit"];
        assert_eq!(edit["range"]["end"]["character"], end);
        let typed: String = draft
            .chars()
            .skip(usize::try_from(edit["range"]["start"]["character"].as_u64().unwrap()).unwrap())
            .collect();
        assert_eq!(text(&item["filterText"]), typed);
        format!("{typed} -> {} ({})", text(&edit["newText"]), text(&item["detail"]))
    };
    list["items"].as_array().unwrap().iter().map(shown).collect()
}

#[test]
fn quotations_complete_by_words_and_speakers() {
    let cost = "Whatever it may cost, the engine shall not be stopped by anybody here.";
    assert_eq!(completions("markdown", "He said: “cost eng"), [format!("cost eng -> {cost} (Bob Babbage)")]);
    assert_eq!(
        completions("markdown", "She said: “preten"),
        ["preten -> It has no ‘pretensions’ whatever to originate anything. (Ada Byron)"]
    );
    let by_name = completions("markdown", "speaker:babb");
    assert_eq!(by_name[0], "speaker:babb -> Bob Babbage (3 entries)");
    assert!(by_name.contains(&format!("speaker:babb -> “{cost}” (Bob Babbage)")), "{by_name:?}");
    assert_eq!(
        completions("markdown", "“speaker:babb engine shall"),
        [format!("speaker:babb engine shall -> {cost} (Bob Babbage)")]
    );
    assert_eq!(completions("markdown", "He said cost eng"), Vec::<String>::new());
    assert_eq!(completions("markdown", "“qqq xyzzy"), Vec::<String>::new());
}

#[test]
fn definition_is_the_entry_and_the_line_of_the_source() {
    client!(client, "markdown", "“It has no ‘pretensions’ whatever to originate anything.”\n\nNothing.");
    let id = client.ask("textDocument/definition", &at(MD, 0, 10));
    client.settle();
    let Some(Output::Locate(ticket, file, entry)) = client.effects.pop() else { panic!() };
    assert_eq!((file.to_str(), entry.as_str()), (Some("/data/engines.ron"), "pretensions"));
    let range = entry_ranges(COLLECTION, &[entry.as_str()], client.server.encoding())[0];
    let start = Position { line: 9, character: 8 };
    assert_eq!(range, Some(LspRange { start, end: start }));
    client.server.located(ticket, &file, range);
    let locations = client.response(id).unwrap();
    assert_eq!(locations[0]["uri"], "file:///data/engines.ron");
    assert_eq!(
        (&locations[1]["uri"], &locations[1]["range"]["start"]["line"]),
        (&json!("file:///data/notes.txt"), &json!(1))
    );
    assert_eq!(client.request("textDocument/definition", &at(MD, 2, 3)).unwrap(), Value::Null);
}

/// The collections have no file: their entries were extracted from a text.
#[test]
fn definition_of_extracted_entry_is_its_line_in_the_text() {
    let (engine, mut files) = (engine(), files());
    files.files = vec![None];
    let passage = TextPassage { file: "/texts/talk.vtt".into(), lines: vec![(0, 4), (22, 9)] };
    files.passages.insert("cost".to_owned(), passage);
    let collections = Collections::new(&engine, &files);
    let capabilities = json!({"textDocument": {"publishDiagnostics": {"relatedInformation": true}}});
    let mut client = Client::start(Some(&collections), &capabilities);
    client.open(MD, "markdown", "“the engine shall not be stopped by anybody” and “Whatever it may cost, the engine”.");
    client.settle();
    for (at_character, line) in [(10, 9), (60, 4)] {
        let found = client.request("textDocument/definition", &at(MD, 0, at_character)).unwrap();
        assert_eq!(found["uri"], "file:///texts/talk.vtt");
        assert_eq!(found["range"]["start"]["line"], line);
    }
}

#[test]
fn plain_text_quotations_are_ignored_in_the_project_file() {
    let (engine, mut files) = (engine(), files());
    files.project = Some("/project/.kzq.ron".into());
    let collections = Collections::new(&engine, &files);
    let mut client = Client::start(Some(&collections), &json!({}));
    let draft = "“The moon is a mill that\ngrinds the tides,” said Mary Shelley.";
    let place = json!({"line": 0, "character": 5});
    let params =
        json!({"textDocument": {"uri": MD}, "range": {"start": place, "end": place}, "context": {"diagnostics": []}});
    for (language, expected) in
        [("plaintext", "Ignore it in this project, in .kzq.ron"), ("markdown", "Ignore it here")]
    {
        client.open(MD, language, draft);
        let actions = client.request("textDocument/codeAction", &params).unwrap();
        let ignoring: Vec<&Value> = actions
            .as_array()
            .unwrap()
            .iter()
            .filter(|action| action["title"].as_str().unwrap().contains("gnore"))
            .collect();
        assert_eq!(ignoring.len(), 1, "{actions}");
        assert_eq!(ignoring[0]["title"], expected);
        if language == "plaintext" {
            let command = &ignoring[0]["command"];
            let executed = json!({"command": command["command"], "arguments": command["arguments"]});
            let id = client.ask("workspace/executeCommand", &executed);
            client.settle();
            let Some(Output::Ignore(ticket, words)) = client.effects.pop() else { panic!("{:?}", client.effects) };
            assert_eq!(words, "The moon is a mill that grinds the tides,");
            client.server.added(ticket, Ok(&Safe::from("ignored")));
            assert_eq!(client.response(id), Ok(Value::Null));
        }
    }
    let empty = json!({"command": "kzq.ignore", "arguments": [{"text": " "}]});
    assert_eq!(client.request("workspace/executeCommand", &empty).unwrap_err()["code"], -32602);
}
