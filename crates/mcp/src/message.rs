//! JSON-RPC 2.0: what messages are, and how answers and errors are written.

use std::fmt::Write as _;

use kzq_text::Safe;
use serde_json::{Map, Value, json};

/// An error code of JSON-RPC 2.0, or of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub(crate) enum Code {
    /// The line is no JSON.
    Parse = -32700,
    /// It is no request.
    InvalidRequest = -32600,
    /// There is no such method.
    MethodNotFound = -32601,
    /// The parameters are not those of the method.
    InvalidParams = -32602,
    /// The version that the request names is not spoken here.
    UnsupportedVersion = -32022,
}

/// Why a request gets an error.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fault {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) data: Option<Value>,
}

impl Fault {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), data: None }
    }
}

/// A message from the client.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Message {
    /// It wants an answer.
    Request {
        /// A string or an integer, which the answer repeats.
        id: Value,
        method: String,
        params: Map<String, Value>,
    },
    /// It wants none.
    Notification { method: String, params: Map<String, Value> },
    /// Not to be answered: nothing was asked of the client.
    Response,
    /// Neither; with the id if there is one.
    Invalid { id: Option<Value>, fault: Fault },
}

impl Message {
    /// Reads a message.
    pub(crate) fn read(value: Value) -> Self {
        let invalid = |id: Option<Value>, what: &str| {
            let fault = Fault::new(Code::InvalidRequest, format!("invalid request: {what}"));
            Self::Invalid { id, fault }
        };
        let Value::Object(mut fields) = value else { return invalid(None, "it is no object") };
        let id = match fields.remove("id") {
            None => None,
            Some(id) if id.is_string() || id.is_i64() || id.is_u64() => Some(id),
            Some(_) => return invalid(None, "`id` must be a string or an integer"),
        };
        if fields.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
            return invalid(id, "`jsonrpc` must be \"2.0\"");
        }
        let method = match fields.remove("method") {
            Some(Value::String(method)) => method,
            None if fields.contains_key("result") || fields.contains_key("error") => return Self::Response,
            _ => return invalid(id, "`method` must be a string"),
        };
        let params = match fields.remove("params") {
            None => Map::new(),
            Some(Value::Object(params)) => params,
            Some(_) if id.is_none() => Map::new(),
            Some(_) => {
                let fault = Fault::new(Code::InvalidParams, "`params` must be an object");
                return Self::Invalid { id, fault };
            }
        };
        match id {
            Some(id) => Self::Request { id, method, params },
            None => Self::Notification { method, params },
        }
    }
}

/// The answer to a request.
pub(crate) fn answer(id: &Value, outcome: Result<Value, Fault>) -> Value {
    match outcome {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
        Err(fault) => error(Some(id), fault),
    }
}

/// An error; where the id could not be read, it has none, as the schema of the protocol wants.
pub(crate) fn error(id: Option<&Value>, fault: Fault) -> Value {
    let mut error = json!({ "code": fault.code as i32, "message": fault.message });
    if let Some(data) = fault.data {
        error["data"] = data;
    }
    let mut message = json!({ "jsonrpc": "2.0", "error": error });
    if let Some(id) = id {
        message["id"] = id.clone();
    }
    message
}

/// A message on one line, in ASCII: whatever is in it, a terminal that it reaches shows it as it is.
pub(crate) fn line(message: &Value) -> String {
    let json = message.to_string();
    let mut line = String::with_capacity(json.len());
    let mut units = [0; 2];
    for c in json.chars() {
        if matches!(c, ' '..='~') {
            line.push(c);
        } else {
            for unit in c.encode_utf16(&mut units) {
                // Writing to a string does not fail.
                _ = write!(line, "\\u{unit:04x}");
            }
        }
    }
    line
}

/// A name that the client gave, to be quoted in a message: without control characters, and not too long.
pub(crate) fn quoted(name: &str) -> String {
    const MAX_LEN: usize = 80;
    format!("“{}”", Safe::line(name).shortened(MAX_LEN))
}
