//! [`Server`]: the state machine that answers the messages of a client.

mod requests;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::path::{Path, PathBuf};

use kzq_rpc::{ErrorCode, Incoming, InvalidMessage, Message, RequestId, RpcError, notification, request, response};
use kzq_text::Safe;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::add::Addition;
use crate::collections::Collections;
use crate::definition::Origin;
use crate::diagnostics::diagnostics;
use crate::document::Draft;
use crate::features::Features;
use crate::position::{LspRange, PositionEncoding};
use crate::protocol::{
    CancelParams, DidChangeParams, DidOpenParams, DocumentParams, Location, MessageParams, MessageType,
    PublishDiagnosticsParams, REQUEST_CANCELLED, REQUEST_FAILED,
};
use crate::related::{EntryPlaces, EntryToLocate};
use crate::uri::uri_of;

/// What is to be done for the server.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Send a message to the client.
    Send(String),
    /// Load the collections of the project in a directory; `None` if the client has opened none.
    Load(Option<PathBuf>),
    /// Find out whether the files of the collections have changed.
    CheckFiles,
    /// Read the texts of the sources, and add them to the collections.
    ReadTexts,
    /// Find an entry in a file, and answer with [`Server::located`].
    Locate(Ticket, PathBuf, String),
    /// Find entries in their files, and answer with [`Server::entries_located`].
    LocateAll(Vec<EntryToLocate>),
    /// Add a quotation to a collection, and answer with [`Server::added`].
    Add(Ticket, Box<Addition>),
    /// Add words to those that the project ignores, and answer with [`Server::added`].
    Ignore(Ticket, String),
}

/// The number of a request that is answered later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ticket(u64);

/// Where the server is in its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// The client has not introduced itself.
    #[default]
    New,
    /// It has.
    Running,
    /// It has asked for the end.
    ShutDown,
    /// The server has ended; whether it was asked to shut down before.
    Ended(bool),
}

/// A request that is answered later.
struct Deferred {
    id: RequestId,
    origin: Origin,
}

/// A language server without input and output.
///
/// Messages go in by [`receive`](Self::receive), and wait. Each [`step`](Self::step) handles one of them, or, if there is
/// none, checks one draft; what comes out is to be done in order. So a burst of keys leads to one check, and a request can
/// be cancelled as long as it waits.
#[derive(Default)]
pub struct Server {
    stage: Stage,
    features: Features,
    /// The open drafts by their addresses.
    drafts: BTreeMap<String, Draft>,
    queue: VecDeque<Message>,
    deferred: HashMap<Ticket, Deferred>,
    /// Where the entries are that diagnostics name, if the client can show it.
    places: EntryPlaces,
    /// What is to be sent, whatever is done next.
    pending: Vec<Output>,
    /// How many tickets and requests of the server there have been.
    numbered: u64,
    /// Whether the texts of the sources of the present collections were asked for.
    has_asked_for_texts: bool,
    /// How many quotations were judged, for tests and benchmarks.
    judged: usize,
}

impl Server {
    /// Creates a server that knows no client.
    pub fn new() -> Self {
        Self::default()
    }

    /// How it has ended: whether it was shut down as it should be. `None` while it runs.
    pub fn ended(&self) -> Option<bool> {
        if let Stage::Ended(is_proper) = self.stage { Some(is_proper) } else { None }
    }

    /// How many quotations have been judged.
    pub fn judged(&self) -> usize {
        self.judged
    }

    /// Queues a message of the client; a cancellation takes effect at once.
    pub fn receive(&mut self, message: &[u8]) {
        match Incoming::parse(message) {
            Incoming::One(Ok(Message::Notification { method, params })) if method == "$/cancelRequest" => {
                if let Ok(CancelParams { id }) = serde_json::from_value(params) {
                    self.cancel(&id);
                }
            }
            Incoming::One(Ok(message)) => self.queue.push_back(message),
            Incoming::One(Err(InvalidMessage { id, error })) => self.respond(id.as_ref(), Err(error)),
            Incoming::Batch(_) => self.receive_error("invalid request: a batch, which the protocol does not have"),
        }
    }

    /// Reports to the client that it sent something that is not a message.
    pub fn receive_error(&mut self, message: &str) {
        self.respond(None, Err(RpcError::new(ErrorCode::INVALID_REQUEST, message)));
    }

    fn send(&mut self, message: &Value) {
        self.pending.push(Output::Send(message.to_string()));
    }

    fn respond(&mut self, id: Option<&RequestId>, outcome: Result<Value, RpcError>) {
        self.send(&response(id, outcome));
    }

    fn notify(&mut self, method: &str, params: &impl Serialize) {
        self.send(&notification(method, params));
    }

    /// Call this when the client has closed the connection.
    pub fn disconnected(&mut self) {
        self.stage = Stage::Ended(matches!(self.stage, Stage::ShutDown | Stage::Ended(true)));
    }

    fn cancel(&mut self, id: &RequestId) {
        let is_meant = |message: &Message| matches!(message, Message::Request { id: own, .. } if own == id);
        let queued = self.queue.iter().position(is_meant).and_then(|at| self.queue.remove(at)).is_some();
        let ticket = self.deferred.iter().find(|(_, deferred)| deferred.id == *id).map(|(ticket, _)| *ticket);
        let deferred = ticket.and_then(|ticket| self.deferred.remove(&ticket)).is_some();
        if queued || deferred {
            self.respond(Some(id), Err(RpcError::new(REQUEST_CANCELLED, "cancelled")));
        }
    }

    /// Call this when collections have been loaded: every draft is checked again.
    pub fn collections_changed(&mut self) {
        self.has_asked_for_texts = false;
        self.places.clear();
        self.drafts.values_mut().for_each(Draft::forget);
        self.refresh();
    }

    /// Call this when the texts of the sources have been read.
    pub fn texts_changed(&mut self) {
        self.drafts.values_mut().for_each(Draft::forget_unmatched);
        self.refresh();
    }

    /// Tells a client that asks for diagnostics to ask again.
    fn refresh(&mut self) {
        if self.features.pulls_diagnostics && self.stage == Stage::Running {
            let id = RequestId::from(format!("kzq-{}", self.next_number()));
            self.send(&request(&id, "workspace/diagnostic/refresh"));
        }
    }

    /// Shows the user a warning.
    pub fn warn(&mut self, text: &Safe<'_>) {
        self.notify("window/showMessage", &MessageParams::new(MessageType::Warning, text));
    }

    /// Answers a request for a definition: where the entry is, if it was found.
    pub fn located(&mut self, ticket: Ticket, file: &Path, range: Option<LspRange>) {
        let Some(Deferred { id, origin }) = self.deferred.remove(&ticket) else { return };
        let entry = range.and_then(|range| Some(Location { uri: uri_of(file)?, range }));
        let locations: Vec<Location> = entry.into_iter().chain(origin.line).collect();
        self.respond(Some(&id), Ok(json!(locations)));
    }

    /// Stores where entries are in their files.
    pub fn entries_located(&mut self, found: Vec<(EntryToLocate, LspRange)>) {
        let mut is_new = false;
        for (EntryToLocate { entry, file, .. }, range) in found {
            if let Some(uri) = uri_of(&file) {
                self.places.insert(entry, Location { uri, range });
                is_new = true;
            }
        }
        if is_new {
            self.drafts.values_mut().for_each(Draft::forget_findings);
            self.refresh();
        }
    }

    /// Answers the command that added a quotation or words to ignore; the message is for the user.
    pub fn added(&mut self, ticket: Ticket, outcome: Result<&Safe<'_>, &Safe<'_>>) {
        let Some(Deferred { id, .. }) = self.deferred.remove(&ticket) else { return };
        let result = match outcome {
            Ok(message) => {
                self.notify("window/showMessage", &MessageParams::new(MessageType::Info, message));
                Ok(Value::Null)
            }
            Err(message) => Err(RpcError::new(REQUEST_FAILED, message.visible().as_str())),
        };
        self.respond(Some(&id), result);
    }

    /// Whether [`step`](Self::step) has anything to do.
    pub fn has_work(&self, has_collections: bool) -> bool {
        !self.pending.is_empty() || !self.queue.is_empty() || (has_collections && self.next_unchecked().is_some())
    }

    /// Handles one message, or checks one draft. Without collections nothing is found.
    pub fn step(&mut self, collections: Option<&Collections<'_>>) -> Vec<Output> {
        let mut outputs = std::mem::take(&mut self.pending);
        match self.queue.pop_front() {
            Some(Message::Request { id, method, params }) => {
                if let Some(result) = self.request(&id, &method, params, collections) {
                    self.respond(Some(&id), result);
                }
            }
            Some(Message::Notification { method, params }) => self.notification(&method, params),
            Some(Message::Response) => {}
            None => {
                if let Some(collections) = collections {
                    self.check_next(collections);
                }
            }
        }
        outputs.append(&mut self.pending);
        outputs
    }

    /// The next draft to check; a client that asks for diagnostics says itself which.
    fn next_unchecked(&self) -> Option<&String> {
        let mut drafts = self.drafts.iter().filter(|_| !self.features.pulls_diagnostics);
        drafts.find(|(_, draft)| !draft.is_checked()).map(|(uri, _)| uri)
    }

    fn check_next(&mut self, collections: &Collections<'_>) {
        let Some(uri) = self.next_unchecked().cloned() else { return };
        self.check(&uri, collections);
        let Some(draft) = self.drafts.get(&uri) else { return };
        let diagnostics = diagnostics(draft, collections, &self.places, self.features);
        let params = PublishDiagnosticsParams { uri: &uri, version: Some(draft.version), diagnostics: &diagnostics };
        self.notify("textDocument/publishDiagnostics", &params);
    }

    /// Checks a draft, unless it has been.
    fn check(&mut self, uri: &str, collections: &Collections<'_>) {
        let Some(draft) = self.drafts.get_mut(uri) else { return };
        if !draft.is_checked() {
            self.judged += draft.check(collections);
        }
        if self.features.has_related_information {
            let unknown = self.places.unknown(draft, collections);
            if !unknown.is_empty() {
                self.pending.push(Output::LocateAll(unknown));
            }
        }
        if collections.lacks_texts() && !std::mem::replace(&mut self.has_asked_for_texts, true) {
            self.pending.push(Output::ReadTexts);
        }
    }

    fn next_number(&mut self) -> u64 {
        self.numbered += 1;
        self.numbered
    }

    /// Answers a request later; returns its ticket.
    fn defer(&mut self, id: &RequestId, origin: Origin) -> Ticket {
        let ticket = Ticket(self.next_number());
        self.deferred.insert(ticket, Deferred { id: id.clone(), origin });
        ticket
    }

    fn notification(&mut self, method: &str, params: Value) {
        match (self.stage, method) {
            (_, "exit") => self.disconnected(),
            (Stage::Running, "textDocument/didOpen") => {
                if let Some(DidOpenParams { text_document }) = self.parsed_or_logged(method, params) {
                    self.drafts.insert(text_document.uri.clone(), Draft::open(text_document));
                }
            }
            (Stage::Running, "textDocument/didChange") => {
                if let Some(params) = self.parsed_or_logged(method, params) {
                    self.change(params);
                }
            }
            (Stage::Running, "textDocument/didClose") => {
                let params: Option<DocumentParams> = self.parsed_or_logged(method, params);
                let closed = params.and_then(|params| self.drafts.remove(&params.text_document.uri));
                if let Some(draft) = closed.filter(|_| !self.features.pulls_diagnostics) {
                    let params = PublishDiagnosticsParams { uri: &draft.uri, version: None, diagnostics: &[] };
                    self.notify("textDocument/publishDiagnostics", &params);
                }
            }
            (Stage::Running, "textDocument/didSave" | "workspace/didChangeWatchedFiles") => {
                self.pending.push(Output::CheckFiles);
            }
            // What a client tells besides, and what it tells too early or too late.
            _ => {}
        }
    }

    fn change(&mut self, params: DidChangeParams) {
        let DidChangeParams { text_document, content_changes } = params;
        let Some(draft) = self.drafts.get_mut(&text_document.uri) else {
            return self.log(&format!("{} is changed, and not open", text_document.uri));
        };
        let before = draft.version;
        if !draft.change(text_document.version, content_changes, self.features.encoding) {
            let now = text_document.version;
            self.log(&format!("{}: version {now} follows version {before}", text_document.uri));
        }
    }

    /// Writes to the log of the client.
    fn log(&mut self, text: &str) {
        self.notify("window/logMessage", &MessageParams::new(MessageType::Warning, &Safe::line(text)));
    }

    fn parsed_or_logged<T: DeserializeOwned>(&mut self, method: &str, params: Value) -> Option<T> {
        let parsed = parsed(params);
        if let Err(error) = &parsed {
            self.log(&format!("{method}: {}", error.message));
        }
        parsed.ok()
    }

    /// The encoding of positions, for those in files that are not open.
    pub fn encoding(&self) -> PositionEncoding {
        self.features.encoding
    }
}

/// Reads the parameters of a message.
fn parsed<T: DeserializeOwned>(params: Value) -> Result<T, RpcError> {
    serde_json::from_value(params).map_err(|error| RpcError::new(ErrorCode::INVALID_PARAMS, error.to_string()))
}
