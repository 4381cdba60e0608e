//! [`Server`]: answers the lines of a client.

use std::collections::VecDeque;

use kzq_rpc::{ErrorCode, Incoming, InvalidMessage, Message, RequestId, RpcError, response};
use serde_json::{Map, Value, json};

use crate::line::{Line, ascii_line, quoted};
use crate::tool::{Tool, ToolAnswer, ToolCall};

/// The revision in which each request names its version, and there are no sessions.
const MODERN: &str = "2026-07-28";
/// The revisions that begin with `initialize`, the newest first.
const LEGACY: [&str; 4] = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];
/// The only revision that has batches of messages.
const WITH_BATCHES: &str = "2025-03-26";
/// How long a client may keep what it was told about the tools: they do not change while the program runs.
const TTL_MS: u32 = 3_600_000;
/// The code of the protocol for a version that the server does not speak.
const UNSUPPORTED_VERSION: ErrorCode = ErrorCode(-32022);

const VERSION_KEY: &str = "io.modelcontextprotocol/protocolVersion";
const CAPABILITIES_KEY: &str = "io.modelcontextprotocol/clientCapabilities";
const SERVER_KEY: &str = "io.modelcontextprotocol/serverInfo";

/// Who the server says it is.
#[derive(Clone, Copy, Debug)]
pub struct Identity {
    /// The name of the program.
    pub name: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// The version of the program.
    pub version: &'static str,
    /// How a model should use the tools together.
    pub instructions: &'static str,
}

/// Runs a tool.
///
/// # Errors
///
/// What went wrong, for the model, which may try again with other arguments.
type RunTool<'r> = dyn FnMut(ToolCall<'_>) -> Result<ToolAnswer, String> + 'r;

/// A server with tools.
#[derive(Debug)]
pub struct Server {
    identity: Identity,
    tools: Vec<Tool>,
    /// The version that `initialize` agreed on, if the client began with it.
    session: Option<&'static str>,
    /// The lines that are not answered yet, without notifications.
    waiting: VecDeque<Incoming>,
}

/// What a request is answered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Era {
    Modern,
    Legacy,
}

impl Server {
    /// Creates a server; it waits for the first line.
    pub fn new(identity: Identity, tools: Vec<Tool>) -> Self {
        Self { identity, tools, session: None, waiting: VecDeque::new() }
    }

    /// The number of lines that wait for [`next`](Self::next).
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Takes a line. One that cancels a request takes effect at once, if that request still waits.
    pub fn receive(&mut self, line: Line<'_>) {
        let incoming = match line {
            Line::TooLong(max) => {
                let what = format!("the line is longer than {max} bytes");
                Incoming::One(Err(InvalidMessage::unreadable(ErrorCode::INVALID_REQUEST, what)))
            }
            Line::Bytes(bytes) if bytes.iter().all(u8::is_ascii_whitespace) => return,
            Line::Bytes(bytes) => Incoming::parse(bytes),
        };
        match incoming {
            Incoming::One(Ok(Message::Notification { method, params })) => {
                let cancelled = params.get("requestId").filter(|_| method == "notifications/cancelled");
                if let Some(id) = cancelled.and_then(|id| RequestId::try_from(id.clone()).ok()) {
                    self.cancel(&id);
                }
            }
            other => self.waiting.push_back(other),
        }
    }

    /// Drops a request that waits.
    fn cancel(&mut self, cancelled: &RequestId) {
        let is_cancelled = |waiting: &Incoming| match waiting {
            Incoming::One(Ok(Message::Request { id, method, .. })) => id == cancelled && method != "initialize",
            _ => false,
        };
        self.waiting.retain(|waiting| !is_cancelled(waiting));
    }

    /// Handles the next waiting line. Returns `None` if no line is waiting, and `Some(None)` if the line needs no answer.
    pub fn next(&mut self, run: &mut RunTool<'_>) -> Option<Option<String>> {
        let answer = match self.waiting.pop_front()? {
            Incoming::One(message) => self.answer(message, run),
            Incoming::Batch(messages) if self.session == Some(WITH_BATCHES) => {
                let answers: Vec<Value> =
                    messages.into_iter().filter_map(|message| self.answer(message, run)).collect();
                (!answers.is_empty()).then_some(Value::Array(answers))
            }
            Incoming::Batch(_) => {
                let what = format!("invalid request: a batch, which only version {WITH_BATCHES} has");
                Some(refusal(InvalidMessage::unreadable(ErrorCode::INVALID_REQUEST, what)))
            }
        };
        Some(answer.as_ref().map(ascii_line))
    }

    fn answer(&mut self, message: Result<Message, InvalidMessage>, run: &mut RunTool<'_>) -> Option<Value> {
        match message {
            Ok(Message::Request { id, method, params }) => {
                let outcome = self.outcome(&method, params, run);
                Some(response(Some(&id), outcome))
            }
            Ok(Message::Notification { .. } | Message::Response) => None,
            Err(invalid) => Some(refusal(invalid)),
        }
    }

    fn outcome(&mut self, method: &str, params: Value, run: &mut RunTool<'_>) -> Result<Value, RpcError> {
        let params = &match params {
            Value::Object(params) => params,
            Value::Null => Map::new(),
            _ => return Err(RpcError::new(ErrorCode::INVALID_PARAMS, "`params` must be an object")),
        };
        let era = self.era(method, params)?;
        let result = match (era, method) {
            (Era::Legacy, "initialize") => self.initialize(params)?,
            (Era::Legacy, "ping") => json!({}),
            (Era::Modern, "server/discover") => json!({
                "supportedVersions": [MODERN],
                "capabilities": { "tools": {} },
                "instructions": self.identity.instructions,
                "ttlMs": TTL_MS,
                "cacheScope": "public",
            }),
            (_, "tools/list") => self.list(era, params)?,
            (_, "tools/call") => self.call(params, run)?,
            _ => {
                let what = format!("there is no method {}", quoted(method));
                return Err(RpcError::new(ErrorCode::METHOD_NOT_FOUND, what));
            }
        };
        Ok(if era == Era::Modern { self.modern(result) } else { result })
    }

    /// By which revision a request is to be answered.
    fn era(&self, method: &str, params: &Map<String, Value>) -> Result<Era, RpcError> {
        let invalid = |what: &str| Err(RpcError::new(ErrorCode::INVALID_PARAMS, what));
        let meta = params.get("_meta").and_then(Value::as_object);
        match meta.and_then(|meta| meta.get(VERSION_KEY)) {
            Some(Value::String(version)) if version != MODERN => Err(RpcError {
                data: Some(json!({ "supported": [MODERN], "requested": version })),
                ..RpcError::new(UNSUPPORTED_VERSION, "unsupported protocol version")
            }),
            Some(Value::String(_)) => {
                let has_capabilities = meta.and_then(|meta| meta.get(CAPABILITIES_KEY)).is_some_and(Value::is_object);
                if has_capabilities { Ok(Era::Modern) } else { invalid("`_meta` lacks the client's capabilities") }
            }
            Some(_) => invalid("the protocol version in `_meta` must be a string"),
            None if self.session.is_some() || matches!(method, "initialize" | "ping") => Ok(Era::Legacy),
            None => invalid(
                "the request names no protocol version: begin with `initialize`, or name 2026-07-28 in `_meta`, with \
                 the client's capabilities",
            ),
        }
    }

    /// Agrees on a version: that of the client if it is spoken here, otherwise the newest that begins this way.
    fn initialize(&mut self, params: &Map<String, Value>) -> Result<Value, RpcError> {
        let Some(Value::String(requested)) = params.get("protocolVersion") else {
            return Err(RpcError::new(ErrorCode::INVALID_PARAMS, "`protocolVersion` must be a string"));
        };
        let version = LEGACY.into_iter().find(|version| version == requested).unwrap_or(LEGACY[0]);
        self.session = Some(version);
        Ok(json!({
            "protocolVersion": version,
            "capabilities": { "tools": {} },
            "serverInfo": self.implementation(),
            "instructions": self.identity.instructions,
        }))
    }

    fn implementation(&self) -> Value {
        json!({ "name": self.identity.name, "title": self.identity.title, "version": self.identity.version })
    }

    /// Adds what every result of the stateless revision has.
    fn modern(&self, mut result: Value) -> Value {
        result["resultType"] = "complete".into();
        result["_meta"] = json!({ SERVER_KEY: self.implementation() });
        result
    }

    fn list(&self, era: Era, params: &Map<String, Value>) -> Result<Value, RpcError> {
        if params.contains_key("cursor") {
            return Err(RpcError::new(
                ErrorCode::INVALID_PARAMS,
                "there is no such cursor: all tools are on the first page",
            ));
        }
        let mut result = json!({ "tools": self.tools.iter().map(Tool::definition).collect::<Vec<_>>() });
        if era == Era::Modern {
            (result["ttlMs"], result["cacheScope"]) = (TTL_MS.into(), "public".into());
        }
        Ok(result)
    }

    fn call(&self, params: &Map<String, Value>, run: &mut RunTool<'_>) -> Result<Value, RpcError> {
        let invalid = |what: String| RpcError::new(ErrorCode::INVALID_PARAMS, what);
        let Some(Value::String(name)) = params.get("name") else {
            return Err(invalid("`name` must be the name of a tool".to_owned()));
        };
        let Some(tool) = self.tools.iter().find(|tool| tool.name == name) else {
            return Err(invalid(format!("there is no tool {}", quoted(name))));
        };
        let none = Map::new();
        let arguments = match params.get("arguments") {
            None => &none,
            Some(Value::Object(arguments)) => arguments,
            Some(_) => return Err(invalid("`arguments` must be an object".to_owned())),
        };
        let content = |text: String| json!([{ "type": "text", "text": text }]);
        Ok(match run(ToolCall { name: tool.name, arguments }) {
            Ok(answer) => {
                json!({ "content": content(answer.text), "structuredContent": answer.structured, "isError": false })
            }
            Err(why) => json!({ "content": content(why), "isError": true }),
        })
    }
}

/// The response to what is not a message. Where JSON-RPC has an `id` of null, the schema of the protocol has none.
fn refusal(invalid: InvalidMessage) -> Value {
    let mut refusal = response(invalid.id.as_ref(), Err(invalid.error));
    if let Some(fields) = refusal.as_object_mut().filter(|fields| fields["id"].is_null()) {
        fields.remove("id");
    }
    refusal
}

#[cfg(test)]
#[path = "server_tests.rs"]
mod tests;
