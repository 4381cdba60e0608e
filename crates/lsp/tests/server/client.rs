//! A scripted LSP client for the tests.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use kzq_fidelity::{SourceText, VerificationTexts};
use kzq_lsp::{CollectionFiles, Collections, Output, Server, Ticket};
use kzq_search::Engine;
use serde_json::{Value, json};

pub const COLLECTION: &str = r#"(schema: 1, id: "engines", title: "On engines",
    speakers: {
        "ada": (name: "Ada Byron", role: "Countess"), "bob": (name: "Bob Babbage", aliases: ["Robert Babbage"]),
    },
    sources: {
        "notes": (kind: Article, title: "Notes", publisher: "The Paper", date: "1843-09-01", text: "notes.txt",
            url: "https://example.org/notes"),
    },
    entries: [
        Quote(id: "pretensions", by: "ada", source: (id: "notes"),
            text: "It has no “pretensions” whatever to originate anything."),
        Quote(id: "cost", by: "bob", text: "Whatever it may cost, the engine shall not be stopped by anybody here."),
        Quote(id: "emoji", by: "bob", text: "Engines don’t smile, and café owners do."),
        Paraphrase(id: "told", of: "bob", text: "Babbage holds that the machine will go on at any price."),
    ])"#;

/// The collections of the tests.
pub fn engine() -> Engine {
    Engine::new(Arc::new(kzq_corpus::read("engines.ron", COLLECTION.as_bytes()).corpus.unwrap()))
}

/// The files that the collections come from.
pub fn files() -> CollectionFiles {
    CollectionFiles {
        files: vec![Some(PathBuf::from("/data/engines.ron"))],
        own: Some(PathBuf::from("/own.ron")),
        ..CollectionFiles::default()
    }
}

/// Returns the collections together with the text of their source.
pub fn collections_with_text<'e>(engine: &'e Engine, files: &'e CollectionFiles) -> Collections<'e> {
    let mut collections = Collections::new(engine, files);
    let mut texts = VerificationTexts::default();
    let text = SourceText::new("A note.\nIt has no “pretensions” whatever to originate anything. Wheels turn at noon.");
    texts.insert(engine.corpus().source_ids().next().unwrap(), Ok(Arc::new(text)));
    collections.set_texts(texts);
    collections
}

/// A client with its server.
pub struct Client<'c, 'e> {
    pub server: Server,
    pub collections: Option<&'c Collections<'e>>,
    /// The messages that the client has not processed yet, and the pending effects.
    pub sent: Vec<Value>,
    pub effects: Vec<Output>,
    next_id: i64,
}

impl<'c, 'e> Client<'c, 'e> {
    /// Starts a server with a client that has these capabilities.
    pub fn start(collections: Option<&'c Collections<'e>>, capabilities: &Value) -> Self {
        let mut client = Self { server: Server::new(), collections, sent: Vec::new(), effects: Vec::new(), next_id: 0 };
        let params = json!({"capabilities": capabilities, "rootUri": "file:///home/ada", "workspaceFolders": null});
        client.request("initialize", &params).unwrap();
        client.notify("initialized", &json!({}));
        client
    }

    pub fn send(&mut self, message: &Value) {
        self.server.receive(message.to_string().as_bytes());
    }

    pub fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request without waiting for the response; returns its id.
    pub fn ask(&mut self, method: &str, params: &Value) -> i64 {
        self.next_id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params}));
        self.next_id
    }

    /// Runs the server until it has no more work.
    pub fn settle(&mut self) {
        while self.server.has_work(self.collections.is_some()) && self.server.ended().is_none() {
            for output in self.server.step(self.collections) {
                match output {
                    Output::Send(message) => self.sent.push(serde_json::from_str(&message).unwrap()),
                    effect => self.effects.push(effect),
                }
            }
        }
    }

    /// Returns the response to a request.
    pub fn response(&mut self, id: i64) -> Result<Value, Value> {
        self.settle();
        let at = self.sent.iter().position(|sent| sent["id"] == id && sent.get("method").is_none());
        let mut response = self.sent.remove(at.unwrap_or_else(|| panic!("no response to {id}: {:?}", self.sent)));
        if response.get("error").is_some() { Err(response["error"].take()) } else { Ok(response["result"].take()) }
    }

    pub fn request(&mut self, method: &str, params: &Value) -> Result<Value, Value> {
        let id = self.ask(method, params);
        self.response(id)
    }

    /// Opens a draft.
    pub fn open(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        self.notify("textDocument/didOpen", &json!({"textDocument": document}));
    }

    /// Changes a draft in a range: start line and character, end line and character.
    pub fn change(&mut self, uri: &str, version: i32, [line, start, end_line, end]: [u32; 4], text: &str) {
        let range = json!({"start": {"line": line, "character": start}, "end": {"line": end_line, "character": end}});
        let changes = json!([{"range": range, "text": text}]);
        self.notify(
            "textDocument/didChange",
            &json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": changes}),
        );
    }

    /// Returns the latest diagnostics of each draft, as `version code line:start-line:end`.
    pub fn diagnostics(&mut self) -> HashMap<String, Vec<String>> {
        self.settle();
        let (published, rest): (Vec<Value>, Vec<Value>) =
            self.sent.drain(..).partition(|sent| sent["method"] == "textDocument/publishDiagnostics");
        self.sent = rest;
        let of_draft = |sent: &Value| {
            let params = &sent["params"];
            let shown =
                |found: &Value| format!("{} {} {}", params["version"], found["code"].as_str().unwrap(), place(found));
            let all = params["diagnostics"].as_array().unwrap().iter().map(shown).collect();
            (params["uri"].as_str().unwrap().to_owned(), all)
        };
        published.iter().map(of_draft).collect()
    }

    /// Returns the ticket of the last request that the host must answer.
    pub fn ticket(&self) -> Ticket {
        let mut tickets = self.effects.iter().rev().filter_map(|effect| match effect {
            Output::Locate(ticket, ..) | Output::Add(ticket, _) => Some(*ticket),
            _ => None,
        });
        tickets.next().unwrap()
    }
}

/// Formats a range as `line:start-line:end`.
pub fn place(found: &Value) -> String {
    let at = |end: &str| format!("{}:{}", found["range"][end]["line"], found["range"][end]["character"]);
    format!("{}-{}", at("start"), at("end"))
}

/// The parameters of a request about a position.
pub fn at(uri: &str, line: u32, character: u32) -> Value {
    json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})
}
