//! JSON-RPC 2.0: requests, notifications and responses, whatever carries them.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::json;

/// The id of a request.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RequestId {
    /// A number.
    Number(i64),
    /// A string.
    Text(String),
}

/// A message from the other side.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// It wants a response.
    Request {
        /// By which the response refers to it.
        id: RequestId,
        /// What is to be done.
        method: String,
        /// With what; null if nothing is given.
        params: Value,
    },
    /// It wants none.
    Notification {
        /// What has happened, or is to be done.
        method: String,
        /// With what; null if nothing is given.
        params: Value,
    },
    /// The response to a request of this side.
    Response,
}

/// Why a request fails: a code of JSON-RPC or of a protocol on top of it, and a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RpcError {
    /// The code.
    pub code: ErrorCode,
    /// A message for the user or the log.
    pub message: String,
}

/// Codes of errors: those of JSON-RPC, and those that the Language Server Protocol adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    /// The message is no JSON.
    ParseError = -32700,
    /// The JSON is no request.
    InvalidRequest = -32600,
    /// There is no such method.
    MethodNotFound = -32601,
    /// The parameters are wrong.
    InvalidParams = -32602,
    /// `initialize` has not been called.
    ServerNotInitialized = -32002,
    /// The client has cancelled the request.
    RequestCancelled = -32800,
    /// The request was right, and failed.
    RequestFailed = -32803,
}

impl Serialize for ErrorCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i32(*self as i32)
    }
}

impl RpcError {
    /// Creates an error.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// A message before its members are looked at.
#[derive(Deserialize)]
struct RawMessage {
    id: Option<Value>,
    method: Option<String>,
    #[serde(default)]
    params: Value,
}

impl Message {
    /// Parses a message.
    ///
    /// # Errors
    ///
    /// If it is no JSON, or no message; with the id of the request, if it has one.
    pub fn parse(text: &[u8]) -> Result<Self, (Option<RequestId>, RpcError)> {
        let value: Value = serde_json::from_slice(text)
            .map_err(|error| (None, RpcError::new(ErrorCode::ParseError, format!("no JSON: {error}"))))?;
        let id = value.get("id").and_then(|id| RequestId::deserialize(id).ok());
        let invalid = |message: &str| (id.clone(), RpcError::new(ErrorCode::InvalidRequest, message));
        if !value.is_object() {
            return Err(invalid("a message is a JSON object"));
        }
        let RawMessage { id: given, method, params } =
            serde_json::from_value(value).map_err(|error| invalid(&error.to_string()))?;
        match (method, given) {
            (Some(method), None) => Ok(Self::Notification { method, params }),
            (Some(method), Some(_)) => {
                let id = id.clone().ok_or_else(|| invalid("the id of a request is a whole number or a string"))?;
                Ok(Self::Request { id, method, params })
            }
            (None, Some(_)) => Ok(Self::Response),
            (None, None) => Err(invalid("the message has no method")),
        }
    }
}

/// Writes the response to a request; an error may be of a request whose id could not be read.
pub fn response(id: Option<&RequestId>, result: Result<Value, RpcError>) -> String {
    match result {
        Ok(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}).to_string(),
        Err(error) => json!({"jsonrpc": "2.0", "id": id, "error": error}).to_string(),
    }
}

/// Writes a notification.
pub fn notification(method: &str, params: &impl Serialize) -> String {
    json!({"jsonrpc": "2.0", "method": method, "params": params}).to_string()
}

/// Writes a request.
pub fn request(id: &RequestId, method: &str, params: &impl Serialize) -> String {
    json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_told_apart() {
        let shown = |text: &str| match Message::parse(text.as_bytes()) {
            Ok(Message::Request { id, method, params }) => format!("request {id:?} {method} {params}"),
            Ok(Message::Notification { method, params }) => format!("notification {method} {params}"),
            Ok(Message::Response) => "response".to_owned(),
            Err((id, error)) => format!("{id:?} {:?}", error.code),
        };
        for (text, expected) in [
            (r#"{"jsonrpc":"2.0","id":1,"method":"m","params":[1]}"#, "request Number(1) m [1]"),
            (r#"{"id":"a","method":"m"}"#, "request Text(\"a\") m null"),
            (r#"{"method":"m","params":{}}"#, "notification m {}"),
            (r#"{"id":1,"result":null}"#, "response"),
            (r#"{"id":1.5,"method":"m"}"#, "None InvalidRequest"),
            (r#"{"id":3,"method":7}"#, "Some(Number(3)) InvalidRequest"),
            (r#"{"id":null}"#, "None InvalidRequest"),
            ("[]", "None InvalidRequest"),
            ("{", "None ParseError"),
            (r#"{"method":"\ud800"}"#, "None ParseError"),
            ("\u{0}", "None ParseError"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn responses_have_a_result_or_an_error() {
        let id = RequestId::Number(1);
        assert_eq!(response(Some(&id), Ok(Value::Null)), r#"{"id":1,"jsonrpc":"2.0","result":null}"#);
        let error = RpcError::new(ErrorCode::ParseError, "no");
        assert_eq!(response(None, Err(error)), r#"{"error":{"code":-32700,"message":"no"},"id":null,"jsonrpc":"2.0"}"#);
    }
}
