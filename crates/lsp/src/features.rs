//! [`Features`]: what the client can do.

use serde_json::Value;

use crate::position::PositionEncoding;

/// What the client can do.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are what the protocol negotiates one by one")]
pub(crate) struct Features {
    pub(crate) encoding: PositionEncoding,
    /// Whether it asks for diagnostics, and can be told to ask again when the collections have changed. To any other client
    /// they are sent.
    pub(crate) pulls_diagnostics: bool,
    /// Whether diagnostics can name places elsewhere.
    pub(crate) has_related_information: bool,
    pub(crate) has_markdown_hover: bool,
    pub(crate) has_markdown_completion: bool,
    /// Whether edits can name the version that they are of.
    pub(crate) has_document_changes: bool,
}

impl Features {
    /// Reads the capabilities of a client.
    pub(crate) fn of(capabilities: &Value) -> Self {
        let at = |pointer: &str| capabilities.pointer(pointer);
        let is_set = |pointer: &str| at(pointer).and_then(Value::as_bool).unwrap_or_default();
        let texts = |pointer: &str| -> Vec<String> {
            let values = at(pointer).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
        };
        let has_markdown = |pointer: &str| texts(pointer).iter().any(|format| format == "markdown");
        Self {
            encoding: PositionEncoding::negotiate(&texts("/general/positionEncodings")),
            pulls_diagnostics: at("/textDocument/diagnostic").is_some_and(Value::is_object)
                && is_set("/workspace/diagnostics/refreshSupport"),
            has_related_information: is_set("/textDocument/publishDiagnostics/relatedInformation")
                || is_set("/textDocument/diagnostic/relatedInformation"),
            has_markdown_hover: has_markdown("/textDocument/hover/contentFormat"),
            has_markdown_completion: has_markdown("/textDocument/completion/completionItem/documentationFormat"),
            has_document_changes: is_set("/workspace/workspaceEdit/documentChanges"),
        }
    }
}
