//! [`Incoming`]: what the other side sent.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{ErrorCode, RpcError};

/// The id of a request: a string or an integer, which the response repeats.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Value")]
pub struct RequestId(Value);

impl TryFrom<Value> for RequestId {
    type Error = &'static str;

    fn try_from(value: Value) -> Result<Self, Self::Error> {
        if value.is_string() || value.is_i64() || value.is_u64() {
            Ok(Self(value))
        } else {
            Err("`id` must be a string or an integer")
        }
    }
}

impl From<String> for RequestId {
    fn from(id: String) -> Self {
        Self(id.into())
    }
}

/// What was sent at once: a message, or several as a batch (section 6). Each may be invalid on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incoming {
    /// A message by itself.
    One(Result<Message, InvalidMessage>),
    /// A batch, which is not empty. Not every protocol has them.
    Batch(Vec<Result<Message, InvalidMessage>>),
}

/// A message from the other side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// It wants a response.
    Request {
        /// The id that the response repeats.
        id: RequestId,
        /// What is to be done.
        method: String,
        /// The parameters: an object or an array, or null.
        params: Value,
    },
    /// It wants no response.
    Notification {
        /// What has happened, or is to be done.
        method: String,
        /// The parameters: an object or an array, or null.
        params: Value,
    },
    /// The response to a request of this side.
    Response,
}

/// Something that is not a valid message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidMessage {
    /// The id of the request that it may have been, if that could be read.
    pub id: Option<RequestId>,
    /// What is wrong with it.
    pub error: RpcError,
}

impl InvalidMessage {
    /// Bytes that are not a message, so that nothing is known about the request.
    pub fn unreadable(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { id: None, error: RpcError::new(code, message) }
    }
}

impl Incoming {
    /// Parses a message or a batch. Anything else becomes an [`InvalidMessage`].
    pub fn parse(bytes: &[u8]) -> Self {
        match serde_json::from_slice(bytes) {
            Err(error) => {
                Self::One(Err(InvalidMessage::unreadable(ErrorCode::PARSE_ERROR, format!("not JSON: {error}"))))
            }
            Ok(Value::Array(messages)) if !messages.is_empty() => {
                Self::Batch(messages.into_iter().map(Message::from_json).collect())
            }
            Ok(value) => Self::One(Message::from_json(value)),
        }
    }
}

impl Message {
    /// Reads a message.
    fn from_json(value: Value) -> Result<Self, InvalidMessage> {
        let invalid = |id: Option<RequestId>, what: &str| {
            let error = RpcError::new(ErrorCode::INVALID_REQUEST, format!("invalid request: {what}"));
            Err(InvalidMessage { id, error })
        };
        let Value::Object(mut fields) = value else { return invalid(None, "a message must be an object") };
        // Whatever else is in it: nobody answers a response, not even a wrong one.
        if !fields.contains_key("method") && (fields.contains_key("result") || fields.contains_key("error")) {
            return Ok(Self::Response);
        }
        let id = match fields.remove("id").map(RequestId::try_from).transpose() {
            Ok(id) => id,
            Err(what) => return invalid(None, what),
        };
        if fields.get("jsonrpc").is_none_or(|version| version != "2.0") {
            return invalid(id, "`jsonrpc` must be \"2.0\"");
        }
        let Some(Value::String(method)) = fields.remove("method") else {
            return invalid(id, "`method` must be a string");
        };
        let params = fields.remove("params").unwrap_or_default();
        if !(params.is_object() || params.is_array() || params.is_null()) {
            return invalid(id, "`params` must be an object or an array");
        }
        Ok(match id {
            Some(id) => Self::Request { id, method, params },
            None => Self::Notification { method, params },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Summarises a message, or returns the code of its error with the id.
    fn shown(message: Result<Message, InvalidMessage>) -> String {
        let of = |id: &RequestId| serde_json::to_string(id).unwrap();
        match message {
            Ok(Message::Request { id, method, params }) => format!("request {} {method} {params}", of(&id)),
            Ok(Message::Notification { method, params }) => format!("notification {method} {params}"),
            Ok(Message::Response) => "response".to_owned(),
            Err(InvalidMessage { id, error }) => {
                format!("{} {}", error.code.0, id.as_ref().map_or("-".to_owned(), of))
            }
        }
    }

    /// Each message has these members in addition to the version.
    #[test]
    fn requests_notifications_and_responses_are_distinguished() {
        for (members, expected) in [
            (r#""id":1,"method":"m","params":[1]"#, "request 1 m [1]"),
            (r#""id":"a","method":"m""#, "request \"a\" m null"),
            (r#""id":18446744073709551615,"method":"m""#, "request 18446744073709551615 m null"),
            (r#""id":-7,"method":"","params":null"#, "request -7  null"),
            (r#""method":"m","params":{}"#, "notification m {}"),
            (r#""id":1,"result":null"#, "response"),
            (r#""id":1,"error":{"code":1,"message":"no"}"#, "response"),
            // The other side could not read the id.
            (r#""id":null,"error":{"code":-32700,"message":"no"}"#, "response"),
            (r#""id":null,"method":"m""#, "-32600 -"),
            (r#""id":1.5,"method":"m""#, "-32600 -"),
            (r#""id":{},"method":"m""#, "-32600 -"),
            (r#""id":1"#, "-32600 1"),
            (r#""id":3,"method":7"#, "-32600 3"),
            (r#""id":3,"method":"m","params":7"#, "-32600 3"),
        ] {
            let text = format!(r#"{{"jsonrpc":"2.0",{members}}}"#);
            let Incoming::One(message) = Incoming::parse(text.as_bytes()) else { panic!("{text}") };
            assert_eq!(shown(message), expected, "{text}");
        }
    }

    #[test]
    fn invalid_messages_are_errors() {
        for (text, expected) in [
            (r#"{"id":1,"method":"m"}"#, "-32600 1"),
            (r#"{"jsonrpc":"1.0","id":1,"method":"m"}"#, "-32600 1"),
            (r#"{"jsonrpc":2.0,"method":"m"}"#, "-32600 -"),
            ("{}", "-32600 -"),
            ("[]", "-32600 -"),
            ("7", "-32600 -"),
            ("", "-32700 -"),
            ("{", "-32700 -"),
            ("\u{feff}{}", "-32700 -"),
            (r#"{"jsonrpc":"2.0","method":"\ud800"}"#, "-32700 -"),
            ("[".repeat(100_000).as_str(), "-32700 -"),
        ] {
            let Incoming::One(message) = Incoming::parse(text.as_bytes()) else { panic!("{text:.60}") };
            assert_eq!(shown(message), expected, "{text:.60}");
        }
        assert!(matches!(Incoming::parse(b"\xff\xfe"), Incoming::One(Err(_))));
    }

    /// The example of the specification (section 7).
    #[test]
    fn messages_of_a_batch_are_parsed_separately() {
        let text = r#"[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
            {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}, {"foo": "boo"}, 1]"#;
        let Incoming::Batch(messages) = Incoming::parse(text.as_bytes()) else { panic!() };
        let shown: Vec<String> = messages.into_iter().map(shown).collect();
        assert_eq!(shown, ["request \"1\" sum [1,2,4]", "notification notify_hello [7]", "-32600 -", "-32600 -"]);
    }

    proptest::proptest! {
        #[test]
        fn request_ids_round_trip(text in "\\PC{0,8}", large in proptest::num::u64::ANY, number in proptest::num::i64::ANY) {
            for id in [Value::from(text), large.into(), number.into()] {
                let read: RequestId = serde_json::from_value(id.clone()).unwrap();
                proptest::prop_assert_eq!(serde_json::to_value(&read).unwrap(), id);
            }
        }
    }
}
