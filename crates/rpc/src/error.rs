//! [`RpcError`]: why a request fails.

use serde::Serialize;
use serde_json::Value;

/// The code of an error. Those here are the specification's (section 5.1); protocols on top of it add their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ErrorCode(pub i32);

impl ErrorCode {
    /// What was sent is not JSON.
    pub const PARSE_ERROR: Self = Self(-32700);
    /// The JSON is not a request.
    pub const INVALID_REQUEST: Self = Self(-32600);
    /// There is no such method.
    pub const METHOD_NOT_FOUND: Self = Self(-32601);
    /// The method does not take such parameters.
    pub const INVALID_PARAMS: Self = Self(-32602);
}

/// Why a request fails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RpcError {
    /// The kind of error.
    pub code: ErrorCode,
    /// A sentence for the user or the log.
    pub message: String,
    /// What else the protocol says about it; left out if it is `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Value>,
}

impl RpcError {
    /// Creates an error without further data.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), data: None }
    }
}
