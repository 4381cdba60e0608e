//! [`Tool`]: what a server offers to do.

use serde_json::{Map, Value, json};

/// A tool that only reads: the definition that a client gets.
#[derive(Clone, Debug)]
pub struct Tool {
    /// The name by which it is called.
    pub name: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// What it does, for the model.
    pub description: String,
    /// The JSON Schema (2020-12) of its arguments, of type `object`.
    pub input: Value,
    /// The JSON Schema of its structured answer, of type `object`.
    pub output: Value,
}

/// A request to run a tool.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ToolCall<'m> {
    /// One of the tools of the server.
    pub name: &'static str,
    /// The arguments; they may be anything.
    pub arguments: &'m Map<String, Value>,
}

/// What a tool found.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolAnswer {
    /// For reading.
    pub text: String,
    /// As the tool's output schema says.
    pub structured: Value,
}

impl Tool {
    /// The definition as it is listed. Every tool is read-only, and looks at nothing but the loaded collections.
    pub(crate) fn definition(&self) -> Value {
        json!({
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "inputSchema": self.input,
            "outputSchema": self.output,
            "annotations": { "readOnlyHint": true, "idempotentHint": true, "openWorldHint": false },
        })
    }
}
