//! The messages of [JSON-RPC 2.0](https://www.jsonrpc.org/specification), as a server reads and writes them.
//!
//! [`Incoming::parse`] reads what a client sent; [`response`], [`request`] and [`notification`] make what is sent to it.
//! How messages are framed is up to the protocol: by `Content-Length` headers in the Language Server Protocol, by lines in
//! the Model Context Protocol.
//!
//! ```
//! use kzq_rpc::{ErrorCode, Incoming, Message, RpcError, response};
//!
//! let sent = br#"{"jsonrpc": "2.0", "id": 7, "method": "add", "params": {"terms": [2, 3]}}"#;
//! let Incoming::One(Ok(Message::Request { id, method, .. })) = Incoming::parse(sent) else { panic!() };
//! let unknown = RpcError::new(ErrorCode::METHOD_NOT_FOUND, format!("there is no method “{method}”"));
//! assert_eq!(
//!     response(Some(&id), Err(unknown)).to_string(),
//!     r#"{"error":{"code":-32601,"message":"there is no method “add”"},"id":7,"jsonrpc":"2.0"}"#
//! );
//! ```
//!
//! Where the specification leaves a choice, both protocols have made it: an id is a string or an integer, never null or a
//! fraction. `null` as `params` counts as none, since some editors send it.
//!
//! Internal to kzq: the API is not stable.

#![forbid(unsafe_code)]

mod error;
mod incoming;

pub use error::{ErrorCode, RpcError};
pub use incoming::{Incoming, InvalidMessage, Message, RequestId};

use serde::Serialize;
use serde_json::{Value, json};

/// The response to a request. Only an error can lack the id of its request, when that could not be read; its `id` is null
/// then.
pub fn response(id: Option<&RequestId>, outcome: Result<Value, RpcError>) -> Value {
    match outcome {
        Ok(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
        Err(error) => json!({"jsonrpc": "2.0", "id": id, "error": error}),
    }
}

/// A notification, with the parameters that the method has.
///
/// # Panics
///
/// If the parameters cannot be JSON, such as a map whose keys are not strings.
pub fn notification(method: &str, params: &impl Serialize) -> Value {
    json!({"jsonrpc": "2.0", "method": method, "params": params})
}

/// A request without parameters.
pub fn request(id: &RequestId, method: &str) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "method": method})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sent_messages_conform_to_the_specification() {
        let id = RequestId::from("a".to_owned());
        assert_eq!(response(Some(&id), Ok(Value::Null)), json!({"jsonrpc": "2.0", "id": "a", "result": null}));
        assert_eq!(
            response(None, Err(RpcError::new(ErrorCode::PARSE_ERROR, "no"))),
            json!({"jsonrpc": "2.0", "id": null, "error": {"code": -32700, "message": "no"}})
        );
        let with_data = RpcError { data: Some(json!([1])), ..RpcError::new(ErrorCode(-32022), "no") };
        assert_eq!(response(Some(&id), Err(with_data))["error"], json!({"code": -32022, "message": "no", "data": [1]}));
        assert_eq!(notification("m", &[1]), json!({"jsonrpc": "2.0", "method": "m", "params": [1]}));
        assert_eq!(request(&id, "m"), json!({"jsonrpc": "2.0", "id": "a", "method": "m"}));
    }
}
