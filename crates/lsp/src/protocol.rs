//! The part of the Language Server Protocol (3.17) that the server speaks, as types.

use std::collections::BTreeMap;

use kzq_rpc::{ErrorCode, RequestId};
use kzq_text::Safe;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::position::{LspRange, Position};

/// `initialize` has not been called.
pub const SERVER_NOT_INITIALIZED: ErrorCode = ErrorCode(-32002);
/// The client has cancelled the request.
pub const REQUEST_CANCELLED: ErrorCode = ErrorCode(-32800);
/// The request was right, and failed.
pub const REQUEST_FAILED: ErrorCode = ErrorCode(-32803);

/// What the client says of itself.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InitializeParams {
    /// The root of the workspace, in old clients.
    pub root_uri: Option<String>,
    /// The folders of the workspace.
    pub workspace_folders: Option<Vec<WorkspaceFolder>>,
    /// What it can do, as it is in the message.
    pub capabilities: Value,
}

/// A folder of the workspace.
#[derive(Clone, Debug, Deserialize)]
pub struct WorkspaceFolder {
    /// Its address.
    pub uri: String,
}

/// A document by its address.
#[derive(Clone, Debug, Deserialize)]
pub struct DocumentIdentifier {
    /// The address.
    pub uri: String,
}

/// A document by its address and version.
#[derive(Clone, Debug, Deserialize)]
pub struct VersionedIdentifier {
    /// The address.
    pub uri: String,
    /// Its version after the change.
    pub version: i32,
}

/// A document that is opened.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentItem {
    /// Its address.
    pub uri: String,
    /// What the client calls its language.
    #[serde(default)]
    pub language_id: String,
    /// Its version.
    pub version: i32,
    /// Its text.
    pub text: String,
}

/// `textDocument/didOpen`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DidOpenParams {
    /// The document.
    pub text_document: DocumentItem,
}

/// `textDocument/didChange`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DidChangeParams {
    /// The document.
    pub text_document: VersionedIdentifier,
    /// The changes, each of the text after the one before.
    pub content_changes: Vec<ContentChange>,
}

/// A change of a text.
#[derive(Clone, Debug, Deserialize)]
pub struct ContentChange {
    /// What is replaced; `None` if it is everything.
    pub range: Option<LspRange>,
    /// The new text.
    pub text: String,
}

/// A notification or a request about a document alone.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentParams {
    /// The document.
    pub text_document: DocumentIdentifier,
}

/// A request about a position in a document.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PositionParams {
    /// The document.
    pub text_document: DocumentIdentifier,
    /// The position.
    pub position: Position,
}

/// `textDocument/codeAction`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CodeActionParams {
    /// The document.
    pub text_document: DocumentIdentifier,
    /// What is selected.
    pub range: LspRange,
    /// The context of the request.
    #[serde(default)]
    pub context: CodeActionContext,
}

/// What code actions are wanted.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct CodeActionContext {
    /// Only these kinds, and the kinds below them; all if it is `None`.
    pub only: Option<Vec<String>>,
}

/// `workspace/executeCommand`.
#[derive(Clone, Debug, Deserialize)]
pub struct ExecuteCommandParams {
    /// The command.
    pub command: String,
    /// Its arguments.
    #[serde(default)]
    pub arguments: Vec<Value>,
}

/// `$/cancelRequest`.
#[derive(Clone, Debug, Deserialize)]
pub struct CancelParams {
    /// The request.
    pub id: RequestId,
}

/// What kind of message the user is shown, or the log gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageType {
    /// Something is likely wrong.
    Warning = 2,
    /// Something to know.
    Info = 3,
}

impl Serialize for MessageType {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(*self as u8)
    }
}

/// `window/showMessage` and `window/logMessage`.
#[derive(Clone, Debug, Serialize)]
pub struct MessageParams {
    /// Its kind.
    #[serde(rename = "type")]
    pub kind: MessageType,
    /// Its text.
    pub message: String,
}

impl MessageParams {
    /// A message of a kind.
    pub fn new(kind: MessageType, message: &Safe<'_>) -> Self {
        Self { kind, message: message.visible().to_string() }
    }
}

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiagnosticSeverity {
    /// Something is likely wrong.
    Warning = 2,
    /// Something to know.
    Information = 3,
    /// Something that hardly matters.
    Hint = 4,
}

impl Serialize for DiagnosticSeverity {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(*self as u8)
    }
}

/// What is to be said about a place in a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    /// The place.
    pub range: LspRange,
    /// How much it matters.
    pub severity: DiagnosticSeverity,
    /// The verdict.
    pub code: String,
    /// Where the source can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code_description: Option<CodeDescription>,
    /// Who says so.
    pub source: &'static str,
    /// The message.
    pub message: String,
    /// The entry and the text that it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_information: Vec<RelatedInformation>,
}

/// A place that has to be known to understand a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RelatedInformation {
    /// The place.
    pub location: Location,
    /// What the place shows.
    pub message: String,
}

/// Where there is more about a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CodeDescription {
    /// The address.
    pub href: String,
}

/// `textDocument/publishDiagnostics`.
#[derive(Clone, Debug, Serialize)]
pub struct PublishDiagnosticsParams<'d> {
    /// The document.
    pub uri: &'d str,
    /// The version that was checked; `None` if it is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
    /// All that is to be said about it.
    pub diagnostics: &'d [Diagnostic],
}

/// Text with or without markup.
#[derive(Clone, Debug, Serialize)]
pub struct MarkupContent {
    /// `markdown` or `plaintext`.
    pub kind: &'static str,
    /// The text.
    pub value: String,
}

/// The answer to `textDocument/hover`.
#[derive(Clone, Debug, Serialize)]
pub struct Hover {
    /// What is shown.
    pub contents: MarkupContent,
    /// What it is about.
    pub range: LspRange,
}

/// A range of a document, by its address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Location {
    /// The address.
    pub uri: String,
    /// The range.
    pub range: LspRange,
}

/// An edit of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LspTextEdit {
    /// What is replaced.
    pub range: LspRange,
    /// The text that replaces it.
    pub new_text: String,
}

/// Edits of documents: by address, or with their versions, as the client can.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum WorkspaceEdit {
    /// By address.
    Changes(BTreeMap<String, Vec<LspTextEdit>>),
    /// With versions.
    DocumentChanges(Vec<DocumentEdit>),
}

/// Edits of a version of a document.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentEdit {
    /// The document.
    pub text_document: EditedDocument,
    /// The edits.
    pub edits: Vec<LspTextEdit>,
}

/// A version of a document.
#[derive(Clone, Debug, Serialize)]
pub struct EditedDocument {
    /// The address.
    pub uri: String,
    /// The version.
    pub version: i32,
}

/// A command that the client has the server execute.
#[derive(Clone, Debug, Serialize)]
pub struct Command {
    /// What it does.
    pub title: String,
    /// Its name.
    #[serde(rename = "command")]
    pub name: &'static str,
    /// Its arguments.
    pub arguments: Vec<Value>,
}

/// What can be done about a diagnostic.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CodeAction {
    /// What it does.
    pub title: String,
    /// Always a quick fix.
    pub kind: &'static str,
    /// The diagnostics that it is about.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether it is the one to choose.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_preferred: bool,
    /// What it changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edit: Option<WorkspaceEdit>,
    /// What it has the server do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Command>,
}

/// The answer to `textDocument/completion`.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CompletionList {
    /// Whether it depends on what is typed, so that it is asked for again at each key.
    pub is_incomplete: bool,
    /// The items, the best first.
    pub items: Vec<CompletionItem>,
}

/// What may be put in the place of what is typed.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CompletionItem {
    /// What is shown.
    pub label: String,
    /// A number: text, or a value.
    pub kind: u8,
    /// Who said it.
    pub detail: String,
    /// The words and where they are from.
    pub documentation: MarkupContent,
    /// By which the client sorts.
    pub sort_text: String,
    /// What the client compares with what is typed: that itself, since the server has compared.
    pub filter_text: String,
    /// The edit.
    pub text_edit: LspTextEdit,
}
