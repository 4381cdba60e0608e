//! The requests of a client.

use kzq_rpc::{ErrorCode, RequestId, RpcError};
use serde_json::{Value, json};

use super::{Output, Server, Stage, parsed};
use crate::actions::{QUICK_FIX, actions};
use crate::add::{ADD_COMMAND, Addition};
use crate::collections::Collections;
use crate::completion::{TRIGGERS, complete};
use crate::definition::{Origin, origin};
use crate::diagnostics::diagnostics;
use crate::document::Draft;
use crate::features::Features;
use crate::hover::hover;
use crate::ignore::{IGNORE_COMMAND, words_to_ignore};
use crate::protocol::{
    CodeAction, CodeActionParams, CompletionList, Diagnostic, DocumentParams, ExecuteCommandParams, Hover,
    InitializeParams, PositionParams, SERVER_NOT_INITIALIZED,
};
use crate::uri::path_of;

/// The loaded collections; before they are loaded, nothing is found.
type Loaded<'c, 'e> = Option<&'c Collections<'e>>;

impl Server {
    /// Handles a request; `None` if it is answered later.
    pub(super) fn request(
        &mut self,
        id: &RequestId,
        method: &str,
        params: Value,
        loaded: Loaded<'_, '_>,
    ) -> Option<Result<Value, RpcError>> {
        match (self.stage, method) {
            (Stage::New, "initialize") => return Some(self.initialize(params)),
            (Stage::New, _) => {
                return Some(Err(RpcError::new(SERVER_NOT_INITIALIZED, "`initialize` comes first")));
            }
            (Stage::Running, "initialize") | (Stage::ShutDown | Stage::Ended(_), _) => {
                return Some(Err(RpcError::new(ErrorCode::INVALID_REQUEST, format!("`{method}` comes too late"))));
            }
            (Stage::Running, "shutdown") => {
                self.stage = Stage::ShutDown;
                return Some(Ok(Value::Null));
            }
            (Stage::Running, _) => {}
        }
        let outcome = match method {
            "textDocument/hover" => parsed(params).map(|params| Some(json!(self.hover(&params, loaded)))),
            "textDocument/definition" => parsed(params).map(|params| self.definition(id, &params, loaded)),
            "textDocument/completion" => parsed(params).map(|params| Some(json!(self.completion(&params, loaded)))),
            "textDocument/codeAction" => {
                parsed(params).map(|params| Some(json!(self.code_actions(&params, loaded).unwrap_or_default())))
            }
            "textDocument/diagnostic" => parsed(params).map(|params| {
                let items = self.diagnostic(&params, loaded).unwrap_or_default();
                Some(json!({"kind": "full", "items": items}))
            }),
            "workspace/executeCommand" => {
                parsed(params).and_then(|params| self.execute(id, &params, loaded)).map(|()| None)
            }
            _ => Err(RpcError::new(ErrorCode::METHOD_NOT_FOUND, format!("there is no method `{method}`"))),
        };
        outcome.transpose()
    }

    fn initialize(&mut self, params: Value) -> Result<Value, RpcError> {
        let params: InitializeParams = parsed(params)?;
        self.features = Features::of(&params.capabilities);
        self.stage = Stage::Running;
        let folders = params.workspace_folders.unwrap_or_default();
        let root = folders.first().map(|folder| folder.uri.as_str()).or(params.root_uri.as_deref());
        self.pending.push(Output::Load(root.and_then(path_of)));
        let mut capabilities = json!({
            "positionEncoding": self.features.encoding,
            "textDocumentSync": {"openClose": true, "change": 2, "save": true},
            "hoverProvider": true,
            "definitionProvider": true,
            "completionProvider": {"triggerCharacters": TRIGGERS},
            "codeActionProvider": {"codeActionKinds": [QUICK_FIX]},
            "executeCommandProvider": {"commands": [ADD_COMMAND, IGNORE_COMMAND]},
        });
        if self.features.pulls_diagnostics {
            capabilities["diagnosticProvider"] =
                json!({"identifier": "kzq", "interFileDependencies": false, "workspaceDiagnostics": false});
        }
        let server = json!({"name": "kzq", "version": env!("CARGO_PKG_VERSION")});
        Ok(json!({"capabilities": capabilities, "serverInfo": server}))
    }

    /// An open draft, checked.
    fn checked(&mut self, uri: &str, collections: &Collections<'_>) -> Option<&Draft> {
        self.check(uri, collections);
        self.drafts.get(uri)
    }

    fn hover(&mut self, params: &PositionParams, loaded: Loaded<'_, '_>) -> Option<Hover> {
        let features = self.features;
        let draft = self.checked(&params.text_document.uri, loaded?)?;
        let at = draft.offset(params.position, features.encoding);
        let quotation = *draft.quotations_at(&(at..at)).first()?;
        hover(draft, quotation, loaded?, features.encoding, features.has_markdown_hover)
    }

    fn definition(&mut self, id: &RequestId, params: &PositionParams, loaded: Loaded<'_, '_>) -> Option<Value> {
        let mut origin = self.origin(params, loaded).unwrap_or_default();
        match origin.entry.take() {
            Some((file, entry)) => {
                let ticket = self.defer(id, origin);
                self.pending.push(Output::Locate(ticket, file, entry));
                None
            }
            None => Some(json!(origin.line)),
        }
    }

    fn origin(&mut self, params: &PositionParams, loaded: Loaded<'_, '_>) -> Option<Origin> {
        let encoding = self.features.encoding;
        let draft = self.checked(&params.text_document.uri, loaded?)?;
        let at = draft.offset(params.position, encoding);
        let quotation = *draft.quotations_at(&(at..at)).first()?;
        Some(origin(&quotation.judged, loaded?))
    }

    fn completion(&mut self, params: &PositionParams, loaded: Loaded<'_, '_>) -> CompletionList {
        // Before the collections are loaded, there is more to come.
        let none = CompletionList { is_incomplete: loaded.is_none(), items: Vec::new() };
        let draft = self.drafts.get(&params.text_document.uri);
        let completed = draft.zip(loaded);
        completed.map_or(none, |(draft, collections)| complete(draft, params.position, collections, self.features))
    }

    fn code_actions(&mut self, params: &CodeActionParams, loaded: Loaded<'_, '_>) -> Option<Vec<CodeAction>> {
        let features = self.features;
        let is_wanted = |kinds: &Vec<String>| kinds.iter().any(|kind| kind.is_empty() || kind == QUICK_FIX);
        params.context.only.as_ref().is_none_or(is_wanted).then_some(())?;
        self.check(&params.text_document.uri, loaded?);
        let draft = self.drafts.get(&params.text_document.uri)?;
        let range = draft.bytes(params.range, features.encoding);
        Some(actions(draft, &range, loaded?, &self.places, features))
    }

    fn diagnostic(&mut self, params: &DocumentParams, loaded: Loaded<'_, '_>) -> Option<Vec<Diagnostic>> {
        self.check(&params.text_document.uri, loaded?);
        let draft = self.drafts.get(&params.text_document.uri)?;
        Some(diagnostics(draft, loaded?, &self.places, self.features))
    }

    fn execute(
        &mut self,
        id: &RequestId,
        params: &ExecuteCommandParams,
        loaded: Loaded<'_, '_>,
    ) -> Result<(), RpcError> {
        let invalid = |message: String| RpcError::new(ErrorCode::INVALID_PARAMS, message);
        let of_action = || invalid(format!("`{}` takes what its code action has", params.command));
        match params.command.as_str() {
            ADD_COMMAND => {
                let addition = loaded.and_then(|collections| Addition::of_arguments(&params.arguments, collections));
                let addition = addition.ok_or_else(of_action)?;
                let ticket = self.defer(id, Origin::default());
                self.pending.push(Output::Add(ticket, Box::new(addition)));
            }
            IGNORE_COMMAND => {
                let has_project = loaded.is_some_and(|collections| collections.files.project.is_some());
                let words = words_to_ignore(&params.arguments).filter(|_| has_project).ok_or_else(of_action)?;
                let ticket = self.defer(id, Origin::default());
                self.pending.push(Output::Ignore(ticket, words));
            }
            other => return Err(invalid(format!("there is no command `{other}`"))),
        }
        Ok(())
    }
}
