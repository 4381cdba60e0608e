//! `kzq lsp`: the language server over pipes, as an editor runs it.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use kzq_lsp::{FrameDecoder, frame};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{KZQ, PATIENCE, collection_in, file_in, search_path, start};

/// A running server, with the editor's ends of the pipes.
struct Editor {
    child: Child,
    stdin: Option<ChildStdin>,
    messages: Receiver<Value>,
    home: TempDir,
    /// The root directory of the editor.
    root: PathBuf,
}

impl Editor {
    /// Starts the server on the collection of the tests, with its own home directory.
    fn start() -> Self {
        let home = TempDir::new().expect("a temporary directory");
        let mut command = Command::new(KZQ);
        command.arg("--data").arg(collection_in(home.path()));
        let root = home.path().to_owned();
        Self::run(command, home, root)
    }

    /// Starts the server in a project with these files.
    fn start_in_project(files: &[(&str, &str)]) -> Self {
        let home = TempDir::new().expect("a temporary directory");
        let root = home.path().join("project");
        fs::create_dir(&root).expect("a new directory");
        for (name, text) in files {
            file_in(&root, name, text);
        }
        Self::run(Command::new(KZQ), home, root)
    }

    fn run(mut command: Command, home: TempDir, root: PathBuf) -> Self {
        command.args(["lsp", "--stdio"]).current_dir(&root);
        command.env_clear().env("PATH", search_path()).env("HOME", home.path());
        let mut child = start(command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()));
        let stdin = child.stdin.take();
        let mut stdout = child.stdout.take().expect("stdout is a pipe");
        let (sender, messages) = channel();
        thread::spawn(move || {
            let (mut decoder, mut buffer) = (FrameDecoder::default(), [0; 4096]);
            while let Ok(length @ 1..) = stdout.read(&mut buffer) {
                decoder.push(&buffer[..length]);
                while let Some(message) = decoder.next_message() {
                    let message = message.expect("the server writes whole messages");
                    let _ = sender.send(serde_json::from_slice(&message).expect("the server writes JSON"));
                }
            }
        });
        Self { child, stdin, messages, home, root }
    }

    fn write(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().expect("stdin is open");
        stdin.write_all(bytes).and_then(|()| stdin.flush()).expect("the server reads");
    }

    fn send(&mut self, message: &Value) {
        self.write(frame(&message.to_string()).as_bytes());
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Waits for a matching message; others are dropped.
    fn wait(&mut self, what: &str, is_wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            match self.messages.recv_timeout(PATIENCE) {
                Ok(message) if is_wanted(&message) => return message,
                Ok(_) => {}
                Err(error) => panic!("{what}: {error}; {:?}", self.child.try_wait()),
            }
        }
    }

    fn request(&mut self, method: &str, params: &Value) -> Value {
        self.send(&json!({"jsonrpc": "2.0", "id": method, "method": method, "params": params}));
        self.wait(method, |message| message["id"] == method)["result"].take()
    }

    fn initialize(&mut self) {
        let capabilities = json!({"textDocument": {"publishDiagnostics": {"relatedInformation": true}}});
        let params = json!({"processId": null, "rootUri": address(&self.root), "capabilities": capabilities});
        let answer = self.request("initialize", &params);
        assert_eq!(answer["serverInfo"]["name"], "kzq");
        self.notify("initialized", &json!({}));
    }

    /// Opens a Markdown draft and returns its address.
    fn open(&mut self, text: &str) -> String {
        self.open_as("draft.md", "markdown", text)
    }

    fn open_as(&mut self, name: &str, language: &str, text: &str) -> String {
        let uri = address(&file_in(&self.root, name, text));
        let document = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        self.notify("textDocument/didOpen", &json!({"textDocument": document}));
        uri
    }

    /// Waits until the diagnostics have these codes.
    fn diagnostics(&mut self, codes: &[&str]) -> Value {
        let of_draft = |message: &Value| {
            let found = message["params"]["diagnostics"].as_array();
            let own = found.map(|found| found.iter().map(|found| found["code"].clone()).collect::<Vec<_>>());
            message["method"] == "textDocument/publishDiagnostics" && own.is_some_and(|own| own == codes)
        };
        self.wait(&codes.join(" "), of_draft)["params"]["diagnostics"].take()
    }

    /// Closes stdin and waits for the end; returns the exit code and stderr.
    fn end(mut self) -> (Option<i32>, String) {
        drop(self.stdin.take());
        let mut said = String::new();
        self.child.stderr.take().expect("stderr is a pipe").read_to_string(&mut said).expect("kzq writes UTF-8");
        (self.child.wait().expect("the server ends").code(), said)
    }
}

fn address(path: &Path) -> String {
    format!("file://{}", path.display())
}

const DRIFTED: &str = "“It has no ‘pretensions’ whatsoever — to originate anything,” Byron said.\n";

#[test]
fn diagnostics_hover_and_definition_refer_to_the_entry() {
    let mut editor = Editor::start();
    editor.initialize();
    let uri = editor.open(DRIFTED);
    let found = editor.diagnostics(&["drifted"]);
    let message = found[0]["message"].as_str().unwrap();
    assert!(message.contains("[-whatever-]{+whatsoever+}"), "{message}");
    let file = address(&editor.root.join("engines.ron"));
    let related = editor.wait("the entry", |message| {
        let related = &message["params"]["diagnostics"][0]["relatedInformation"][0];
        related["location"]["uri"] == file && related["message"] == "the entry no-pretensions"
    });
    let related = &related["params"]["diagnostics"][0]["relatedInformation"][0];
    assert_eq!(related["location"]["range"]["start"], json!({"line": 5, "character": 8}));
    let place = json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 12}});
    let hover = editor.request("textDocument/hover", &place);
    let shown = hover["contents"]["value"].as_str().unwrap();
    assert!(shown.contains("Ada Byron, Notes, The Paper, 1 September 1843"), "{shown}");
    let origin = editor.request("textDocument/definition", &place);
    assert_eq!(origin[0]["uri"], file);
    assert_eq!(origin[0]["range"]["start"], json!({"line": 5, "character": 8}));
    assert_eq!(editor.request("shutdown", &Value::Null), Value::Null);
    editor.notify("exit", &Value::Null);
    assert_eq!(editor.end(), (Some(0), String::new()));
}

#[test]
fn changed_collection_is_reloaded() {
    let mut editor = Editor::start();
    editor.initialize();
    editor.open("“The mill at the ford grinds at night,” Byron said.\n");
    editor.diagnostics(&["unknown"]);
    let file = editor.home.path().join("engines.ron");
    let more = "Quote(id: \"mill\", by: \"ada\", text: \"The mill at the ford grinds at night.\"),\n    ])";
    let text = fs::read_to_string(&file).unwrap().replace("    ])", &format!("        {more}"));
    fs::write(&file, text).unwrap();
    editor.diagnostics(&[]);
    assert_eq!(editor.end(), (Some(1), String::new()), "nobody has shut it down");
}

#[test]
fn code_action_adds_a_quotation_to_the_users_collection() {
    let mut editor = Editor::start();
    editor.initialize();
    let uri = editor.open("“The mill at the ford grinds at night,” said Mary Shelley.\n");
    editor.diagnostics(&["unknown"]);
    let place = json!({"line": 0, "character": 5});
    let range = json!({"start": place, "end": place});
    let params = json!({"textDocument": {"uri": uri}, "range": range, "context": {"diagnostics": []}});
    let actions = editor.request("textDocument/codeAction", &params);
    let own = actions.as_array().unwrap().iter().find(|action| action["title"] == "Add it to your collection").unwrap();
    let command = &own["command"];
    let executed = json!({"command": command["command"], "arguments": command["arguments"]});
    assert_eq!(editor.request("workspace/executeCommand", &executed), Value::Null);
    let own = editor.home.path().join(".local/share/kzq/quotations.ron");
    let text = fs::read_to_string(own).unwrap();
    assert!(text.contains("The mill at the ford grinds at night") && text.contains("Mary Shelley"), "{text}");
    editor.end();
}

#[test]
fn project_texts_are_opened_and_quotations_ignored() {
    let talk = "A note.\n\nThe engine never rests on Sunday,\nand it never rests at night, they say.\n";
    let mut editor =
        Editor::start_in_project(&[(".kzq.ron", "(\n    against: [\"talk.txt\"], // theirs\n)\n"), ("talk.txt", talk)]);
    editor.initialize();
    let uri = editor.open_as("draft.txt", "plaintext", "I read that “it never sleeps at night, they say” somewhere.\n");
    let found = editor.diagnostics(&["drifted"]);
    let start = json!({"line": 3, "character": 0});
    let place = json!({"uri": address(&editor.root.join("talk.txt")), "range": {"start": start, "end": start}});
    assert_eq!(found[0]["relatedInformation"], json!([{"location": place, "message": "the words in the text"}]));
    let position = json!({"line": 0, "character": 20});
    let origin =
        editor.request("textDocument/definition", &json!({"textDocument": {"uri": uri}, "position": position}));
    assert_eq!(origin, place);

    let range = json!({"start": position, "end": position});
    let params = json!({"textDocument": {"uri": uri}, "range": range, "context": {"diagnostics": []}});
    let actions = editor.request("textDocument/codeAction", &params);
    let ignore =
        actions.as_array().unwrap().iter().find(|action| action["title"].as_str().unwrap().starts_with("Ignore it"));
    let command = &ignore.unwrap_or_else(|| panic!("{actions}"))["command"];
    let executed = json!({"command": command["command"], "arguments": command["arguments"]});
    assert_eq!(editor.request("workspace/executeCommand", &executed), Value::Null);
    assert_eq!(
        fs::read_to_string(editor.root.join(".kzq.ron")).unwrap(),
        "(\n    ignore: [\"it never sleeps at night, they say\"],\n    against: [\"talk.txt\"], // theirs\n)\n"
    );
    editor.diagnostics(&[]);
    assert_eq!(editor.end().0, Some(1));
}

#[test]
fn malformed_messages_get_error_responses() {
    let mut editor = Editor::start();
    editor.write(b"Content-Length: nonsense\r\n\r\n{}");
    assert_eq!(editor.wait("no length", |message| message["id"].is_null())["error"]["code"], -32600);
    editor.write(frame("{\"id\": ").as_bytes());
    assert_eq!(editor.wait("no JSON", |message| message["id"].is_null())["error"]["code"], -32700);
    editor.initialize();
    assert_eq!(editor.end().0, Some(1));
}

#[test]
fn collection_on_stdin_is_rejected() {
    let done = crate::support::command::kzq(["--data", "-", "lsp"]).run();
    assert_eq!((done.code, done.stdout.as_str()), (Some(2), ""));
    assert!(done.stderr.contains("standard input belongs to the editor"), "{}", done.stderr);
}
