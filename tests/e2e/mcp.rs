//! `kzq mcp`: a scripted client talks to the server through pipes, as an assistant does.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::command::kzq;
use crate::support::{BROKEN, COLLECTION, KZQ, collection_in, file_in, search_path, start};

/// A client with its server. The home directory of the server must not change.
struct Client {
    server: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    home: TempDir,
    next_id: u64,
}

impl Client {
    /// Starts a server on files in its home and performs the handshake.
    fn new(files: &[(&str, &str)], arguments: &[&str]) -> Self {
        let mut client = Self::start(files, arguments);
        let begun = client.request("initialize", json!({ "protocolVersion": "2025-11-25", "capabilities": {} }));
        assert_eq!(begun["result"]["protocolVersion"], "2025-11-25");
        client.send(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
        client
    }

    fn start(files: &[(&str, &str)], arguments: &[&str]) -> Self {
        let home = TempDir::new().expect("a temporary directory");
        for (name, text) in files {
            fs::write(home.path().join(name), text).expect("a test can write into its own directory");
        }
        let mut command = Command::new(KZQ);
        command.args(arguments).arg("mcp").env_clear().env("PATH", search_path()).env("HOME", home.path());
        command.current_dir(home.path()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut server = start(&mut command);
        let output = BufReader::new(server.stdout.take().expect("stdout is a pipe"));
        Self { input: server.stdin.take(), output, server, home, next_id: 0 }
    }

    fn send_line(&mut self, line: &str) {
        let input = self.input.as_mut().expect("stdin is open");
        writeln!(input, "{line}").and_then(|()| input.flush()).expect("the server reads");
    }

    fn send(&mut self, message: &Value) {
        self.send_line(&message.to_string());
    }

    /// The next message of the server. Each is one line of printable ASCII.
    fn receive(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("the server answers");
        let line = line.strip_suffix('\n').expect("a message ends with a line feed");
        assert!(line.bytes().all(|byte| matches!(byte, b' '..=b'~')), "{line}");
        serde_json::from_str(line).expect("a message is JSON")
    }

    #[expect(clippy::needless_pass_by_value, reason = "what is sent is made where it is sent")]
    fn request(&mut self, method: &str, params: Value) -> Value {
        self.next_id += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params }));
        let answer = self.receive();
        assert_eq!(answer["id"], self.next_id);
        answer
    }

    /// The result of a tool.
    #[expect(clippy::needless_pass_by_value, reason = "what is sent is made where it is sent")]
    fn call(&mut self, tool: &str, arguments: Value) -> Value {
        self.request("tools/call", json!({ "name": tool, "arguments": arguments }))["result"].clone()
    }

    /// The text and the structured content of a successful call, which must match the tool's schema.
    #[track_caller]
    fn found(&mut self, tool: &str, arguments: Value) -> (String, Value) {
        let tools = self.request("tools/list", json!({}))["result"]["tools"].clone();
        let definition = tools.as_array().unwrap().iter().find(|row| row["name"] == tool).cloned().unwrap();
        let result = self.call(tool, arguments);
        assert_eq!(result["isError"], false, "{result}");
        let structured = result["structuredContent"].clone();
        assert_eq!(schema_violations(&structured, &definition["outputSchema"], "answer"), Vec::<String>::new());
        (result["content"][0]["text"].as_str().unwrap().to_owned(), structured)
    }

    /// The error message of a failed call.
    #[track_caller]
    fn call_error(&mut self, tool: &str, arguments: Value) -> String {
        let result = self.call(tool, arguments);
        assert_eq!((&result["isError"], &result["structuredContent"]), (&json!(true), &Value::Null), "{result}");
        result["content"][0]["text"].as_str().unwrap().to_owned()
    }

    /// Closes stdin; returns the server's stderr.
    fn end(mut self) -> String {
        drop(self.input.take());
        let done = self.server.wait_with_output().expect("the server ends");
        assert_eq!(done.status.code(), Some(0));
        String::from_utf8(done.stderr).unwrap()
    }
}

/// Where a value violates a schema: types, required fields, enums and items.
fn schema_violations(value: &Value, schema: &Value, place: &str) -> Vec<String> {
    let mut found = Vec::new();
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(some) => some.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let is_of = |name: &&str| match *name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => panic!("no test knows the type {name}"),
    };
    if !types.is_empty() && !types.iter().any(is_of) {
        found.push(format!("{place} is {value}, not {types:?}"));
    }
    if let Some(values) = schema["enum"].as_array().filter(|values| !values.contains(value)) {
        found.push(format!("{place} is {value}, not in {values:?}"));
    }
    if value.is_object() {
        let missing = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        found.extend(missing.filter(|name| value.get(name).is_none()).map(|name| format!("{place} lacks {name}")));
        for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
            found.extend(
                value
                    .get(name)
                    .map_or(Vec::new(), |value| schema_violations(value, schema, &format!("{place}.{name}"))),
            );
        }
    }
    for item in value.as_array().into_iter().flatten() {
        found.extend(schema_violations(item, &schema["items"], &format!("{place}[]")));
    }
    found
}

/// A collection with a source text, a paraphrase and a disputed quotation.
const CLIPPINGS: &str = r#"(schema: 1, id: "clippings", title: "Clippings",
    speakers: {"ada": (name: "Ada Byron", aliases: ["Lady Lovelace"]), "bo": (name: "Bo Berg")},
    sources: {"notes": (title: "Notes", text: "notes.txt")},
    entries: [
        Quote(id: "engine", by: "ada", source: (id: "notes"), text: "The Engine has no ‘pretensions’ whatever."),
        Quote(id: "slip", by: "ada", source: (id: "notes"), text: "It can do what we order it to perform."),
        Quote(id: "doubted", by: "bo", status: Disputed("nobody heard it"), text: "Nothing will ever come of engines."),
        Paraphrase(id: "told", of: "ada", source: (id: "notes"), text: "She holds that the engine is not original."),
    ])"#;
const NOTES: &str = "The Engine has no ‘pretensions’ whatever. It can do whatever we know how to order it to perform.\n\
                     Poetical science is what she wanted, they say.\n";

fn on_clippings() -> Client {
    Client::new(&[("clippings.ron", CLIPPINGS), ("notes.txt", NOTES)], &["--data", "clippings.ron"])
}

/// The JSON output of a command on the same collection.
fn printed(client: &Client, arguments: &[&str]) -> Value {
    let done = kzq(["--data", "clippings.ron"].iter().chain(arguments)).directory(client.home.path()).run();
    serde_json::from_str(&done.stdout).expect("the command prints JSON")
}

#[test]
fn tools_are_listed_with_schemas_and_read_only() {
    let mut client = on_clippings();
    let tools = client.request("tools/list", json!({}))["result"]["tools"].clone();
    let names: Vec<&str> = tools.as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["search_quotations", "get_quotation", "verify_quotation", "proofread_text"]);
    for tool in tools.as_array().unwrap() {
        assert_eq!(tool["annotations"]["readOnlyHint"], true);
        assert_eq!((&tool["inputSchema"]["type"], &tool["outputSchema"]["type"]), (&json!("object"), &json!("object")));
        assert_eq!(tool["inputSchema"]["additionalProperties"], false);
        for (name, argument) in tool["inputSchema"]["properties"].as_object().unwrap() {
            assert!(argument["description"].is_string(), "{name}");
            let is_limited = argument["type"] == "boolean" || argument.get("enum").is_some();
            assert!(
                is_limited || ["maxLength", "maximum"].iter().any(|it| argument[it].is_u64()),
                "{name} has no limit"
            );
        }
    }
    assert_eq!(client.end(), "");
}

#[test]
fn tools_return_what_the_commands_print() {
    let mut client = on_clippings();
    let (text, found) = client.found("search_quotations", json!({ "query": "engine", "limit": 2 }));
    let printed_hits = printed(&client, &["search", "engine", "--limit", "2", "--json"]);
    assert_eq!((&found["quotations"], &found["found"], &found["left_out"]), (&printed_hits, &json!(3), &json!(1)));
    assert!(text.starts_with("2 of 3 entries\n\nengine (verbatim)\n“The Engine has"), "{text}");

    let (text, shown) = client.found("get_quotation", json!({ "id": "told" }));
    assert_eq!(shown, printed(&client, &["show", "told", "--json"]));
    assert!(text.starts_with("told (reported)\nShe holds that the engine is not original."), "{text}");
    assert!(!text.contains('“'), "a paraphrase has no quotation marks: {text}");

    for id in ["engine", "slip"] {
        let (_, found) = client.found("verify_quotation", json!({ "id": id }));
        let all = printed(&client, &["verify", "--json"]);
        let own = all.as_array().unwrap().iter().find(|record| record["id"] == id);
        assert_eq!(Some(&found["verified"]), own);
    }

    let draft =
        "“The Engine has no ‘pretensions’ whatever,” said Ada Byron. “The Engine has some pretensions,” she said.\n";
    fs::write(client.home.path().join("draft.md"), draft).unwrap();
    let (text, found) = client.found("proofread_text", json!({ "text": draft }));
    let mut expected = printed(&client, &["proofread", "draft.md", "--json"]);
    expected.as_array_mut().unwrap().iter_mut().for_each(|record| record["file"] = "(text)".into());
    assert_eq!(found["verdicts"], expected);
    assert!(text.starts_with("line 1, column 1: exact – the words, to the character\n“The Engine"), "{text}");
    assert!(text.contains("engine (verbatim)"), "{text}");
}

#[test]
fn quotations_are_verified_with_their_speaker() {
    let mut client = on_clippings();
    for (text, speaker, verdict, says) in [
        ("The Engine has no ‘pretensions’ whatever.", "Ada Byron", "exact", "engine (verbatim)"),
        ("The Engine has no 'pretensions' whatever.", "lady lovelace", "folded", "different quotation marks"),
        ("The Engine has no ‘pretensions’ whatever.", "Bo Berg", "misattributed", "attributes it to Bo Berg"),
        ("The Engine has great ‘pretensions’ whatever.", "Ada Byron", "drifted", "the entry's words"),
        ("She holds that the engine is not original.", "Ada Byron", "paraphrase", "≈ She holds"),
        ("Nothing will ever come of engines.", "Bo Berg", "exact", "disputed"),
        ("Poetical science is what she wanted", "Ada Byron", "exact", "in the text of the source notes, line 2"),
        ("Nobody has ever said anything like it.", "Ada Byron", "unknown", "found nowhere"),
    ] {
        let (shown, found) = client.found("verify_quotation", json!({ "text": text, "speaker": speaker }));
        assert_eq!(found["judged"]["verdict"], verdict, "{shown}");
        assert!(shown.contains(says), "{shown}");
        assert!(verdict != "paraphrase" || !shown.contains('“'), "{shown}");
    }
    let (text, found) = client.found("verify_quotation", json!({ "id": "doubted" }));
    assert_eq!(found["verified"]["verdict"], Value::Null);
    assert!(text.starts_with("not checked – ") && text.contains("disputed, verbatim"), "{text}");
    assert!(client.call_error("verify_quotation", json!({ "id": "told" })).contains("only verbatim words"));
}

#[test]
fn invalid_arguments_are_explained() {
    let mut client = on_clippings();
    for (tool, arguments, says) in [
        ("search_quotations", json!({}), "`query` is missing"),
        ("search_quotations", json!({ "query": 7 }), "`query` must be a string"),
        ("search_quotations", json!({ "query": "x".repeat(1001) }), "has 1001 characters; at most 1000"),
        ("search_quotations", json!({ "query": "x", "limit": 0 }), "from 1 to 50"),
        ("search_quotations", json!({ "query": "x", "limit": 51 }), "from 1 to 50"),
        ("search_quotations", json!({ "query": "x", "limit": -1 }), "from 1 to 50"),
        ("search_quotations", json!({ "query": "x", "limit": 1.5 }), "from 1 to 50"),
        ("search_quotations", json!({ "query": "x", "limit": "1" }), "whole number"),
        ("search_quotations", json!({ "query": "(x" }), "this ( is never closed"),
        ("search_quotations", json!({ "query": "is:starred" }), "are not read here"),
        ("search_quotations", json!({ "query": "list:x" }), "are not read here"),
        ("search_quotations", json!({ "query": "x", "sql\u{1b}[2J": "x" }), "there is no argument"),
        ("get_quotation", json!({ "id": null }), "`id` must be a string"),
        ("get_quotation", json!({ "id": "engin" }), "did you mean “engine”?"),
        ("get_quotation", json!({ "id": "\u{1b}]0;x\u{7}" }), "there is no entry"),
        ("verify_quotation", json!({}), "either `id` or `text`"),
        ("verify_quotation", json!({ "id": "engine", "text": "x" }), "either `id` or `text`"),
        ("verify_quotation", json!({ "text": "…" }), "has no words"),
        ("verify_quotation", json!({ "text": "x".repeat(20_001) }), "at most 20000"),
        ("proofread_text", json!({ "text": "x".repeat(100_001) }), "at most 100000"),
        ("proofread_text", json!({ "text": "x", "format": "docx" }), "must be one of"),
        ("proofread_text", json!({ "text": "x", "strict": 1 }), "true or false"),
        ("proofread_text", json!({ "text": "“A b c d,” he said.\n\n".repeat(201) }), "201 quotations; at most 200"),
    ] {
        let why = client.call_error(tool, arguments.clone());
        assert!(why.contains(says), "{arguments}: {why}");
        assert!(!why.contains('\u{1b}'), "{why}");
    }
    let unknown = client.request("tools/call", json!({ "name": "rm", "arguments": {} }));
    assert_eq!(unknown["error"]["code"], -32602);
}

#[test]
fn hostile_messages_get_errors_and_write_no_files() {
    let mut client = on_clippings();
    for (line, code) in [
        ("{".to_owned(), -32700),
        ("[".repeat(1 << 20), -32700),
        ("x".repeat((4 << 20) + 1), -32600),
        (r#"{"jsonrpc":"2.0","id":9,"method":"tools/list","params":[]}"#.to_owned(), -32602),
        (r#"{"jsonrpc":"2.0","id":9,"method":"files/write"}"#.to_owned(), -32601),
    ] {
        client.send_line(&line);
        assert_eq!(client.receive()["error"]["code"], code);
    }
    let text = "“\u{1b}[31m\u{202e}\u{0}Evil words, evil words,” said \u{9b}Ada Byron.";
    let (shown, _) = client.found("proofread_text", json!({ "text": text }));
    assert!(!shown.contains(['\u{1b}', '\u{202e}', '\u{0}', '\u{9b}']), "{shown:?}");
    let before = ["clippings.ron", "notes.txt"].map(|name| fs::read_to_string(client.home.path().join(name)).unwrap());
    assert_eq!(before, [CLIPPINGS, NOTES]);
    let names = fs::read_dir(client.home.path()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    assert_eq!(names, ["clippings.ron", "notes.txt"], "it has written something");
    assert_eq!(client.end(), "");
}

#[test]
fn requests_after_a_cancellation_are_answered() {
    let mut client = Client::new(&[], &["--example"]);
    client.send(&json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": 77 } }));
    assert_eq!(client.request("ping", json!({}))["result"], json!({}));
    client.end();
}

#[test]
fn client_may_send_its_version_without_a_handshake() {
    let mut client = Client::start(&[], &["--example"]);
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    let found = client.request("server/discover", json!({ "_meta": meta }));
    assert_eq!(found["result"]["supportedVersions"], json!(["2026-07-28"]));
    let params = json!({ "_meta": meta, "name": "get_quotation", "arguments": { "id": "security-council-deadlock" } });
    let called = client.request("tools/call", params);
    assert_eq!(called["result"]["structuredContent"]["wording"], "verbatim");
    assert_eq!(called["result"]["resultType"], "complete");
    client.end();
}

#[test]
fn changed_collection_is_reloaded_unless_it_is_broken() {
    let home = TempDir::new().unwrap();
    let file = collection_in(home.path());
    let mut client = Client::new(&[], &["--data", file.to_str().unwrap()]);
    assert!(client.call_error("get_quotation", json!({ "id": "new-one" })).contains("there is no entry"));
    let more = COLLECTION.replacen(
        "entries: [",
        "entries: [\n        Quote(id: \"new-one\", by: \"ada\", text: \"New.\"),",
        1,
    );
    fs::write(&file, more).unwrap();
    assert_eq!(client.found("get_quotation", json!({ "id": "new-one" })).1["text"], "New.");
    file_in(home.path(), "engines.ron", BROKEN);
    assert_eq!(client.found("get_quotation", json!({ "id": "new-one" })).1["text"], "New.");
    client.end();
}
