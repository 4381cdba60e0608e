//! What can be done about a quotation.

use std::ops::Range;

use kzq_documents::Ignore;
use kzq_edit::TextEdit;
use kzq_fidelity::{DraftVerdict, Judgement, exact_words};
use kzq_text::{Safe, safe};
use serde_json::json;

use crate::add::ADD_COMMAND;
use crate::collections::Collections;
use crate::diagnostics::{diagnostic_of, source_name};
use crate::document::{Draft, Quotation};
use crate::escape::escaped;
use crate::features::Features;
use crate::ignore::IGNORE_COMMAND;
use crate::protocol::{CodeAction, Command, DocumentEdit, EditedDocument, LspTextEdit, WorkspaceEdit};
use crate::related::EntryPlaces;
use crate::rewording::QuotedPlace;
use crate::trial::{Expected, Proposal, those_that_help};

/// The kind of all actions.
pub(crate) const QUICK_FIX: &str = "quickfix";

/// The actions for the quotations that a range of bytes touches.
pub(crate) fn actions(
    draft: &Draft,
    range: &Range<usize>,
    collections: &Collections<'_>,
    places: &EntryPlaces,
    features: Features,
) -> Vec<CodeAction> {
    let mut actions = Vec::new();
    for quotation in draft.quotations_at(range) {
        let proposals = proposals(draft, quotation, collections);
        let proposals = those_that_help(draft, quotation, proposals, collections);
        let about: Vec<_> = diagnostic_of(quotation, draft, collections, places, features).into_iter().collect();
        let action = |title: Safe<'_>| CodeAction {
            title: title.visible().to_string(),
            kind: QUICK_FIX,
            diagnostics: about.clone(),
            is_preferred: false,
            edit: None,
            command: None,
        };
        actions.extend(proposals.into_iter().map(|Proposal { title, edits, is_preferred, .. }| {
            let edit = Some(workspace_edit(draft, edits, features));
            CodeAction { is_preferred, edit, ..action(title) }
        }));
        // Where a comment can't say it, the project can.
        let has_comments = draft.format.comment(Ignore::TEXT).is_some();
        if !has_comments && !quotation.judged.is_fine() && collections.files.project.is_some() {
            let title: Safe<'_> = "Ignore it in this project, in .kzq.ron".into();
            let arguments = vec![json!({"text": quotation.judged.text.to_single_line().as_str()})];
            let command = Command { title: title.to_string(), name: IGNORE_COMMAND, arguments };
            actions.push(CodeAction { command: Some(command), ..action(title) });
        }
        if quotation.judged.is_unmatched() || quotation.judged.in_source.is_some() {
            actions.extend(
                additions(&quotation.judged, collections)
                    .into_iter()
                    .map(|(title, command)| CodeAction { command: Some(command), ..action(title) }),
            );
        }
    }
    actions
}

/// The edits that may help a quotation.
pub(crate) fn proposals(draft: &Draft, quotation: &Quotation, collections: &Collections<'_>) -> Vec<Proposal> {
    let Some(document) = draft.read() else { return Vec::new() };
    let Some(part) = document.parts().get(quotation.part) else { return Vec::new() };
    let judged = &quotation.judged;
    let place = QuotedPlace {
        format: draft.format,
        original: draft.text(),
        plain: &part.plain,
        range: judged.range.clone(),
        content: judged.content.clone(),
    };
    let corpus = collections.corpus();
    let mut proposals = Vec::new();
    let differs = matches!(judged.verdict, DraftVerdict::Drifted | DraftVerdict::Folded);
    let omissions = judged.diff.as_ref().filter(|_| judged.verdict == DraftVerdict::Drifted);
    if let Some(edits) = omissions.and_then(|diff| place.mark_omissions(diff)) {
        let title = "Mark the omission".into();
        proposals.push(Proposal { title, edits, is_preferred: false, expected: Expected::Edited });
    }
    if let Some(entry) = judged.entry.filter(|_| differs).map(|entry| corpus.entry(entry)) {
        let words = exact_words(entry.text().as_str(), judged.text.as_str());
        let reworded = words.and_then(|words| Some((shortened(&words), place.reword(&words)?)));
        proposals.extend(reworded.map(|(words, edits)| Proposal {
            title: safe!("Put the exact words: “", words, "”"),
            edits,
            is_preferred: judged.verdict == DraftVerdict::Drifted,
            expected: Expected::Fine,
        }));
    }
    let named = collections.proofreader.speaker_name_in(&part.plain, &judged.range);
    let speaker = judged.entry.and_then(|entry| corpus.speaker_of(corpus.entry(entry)));
    if let (DraftVerdict::Misattributed, Some(named), Some(speaker)) = (judged.verdict, named, speaker) {
        let range = part.plain.original_range(named);
        proposals.push(Proposal {
            title: safe!("Attribute it to ", speaker.name),
            edits: vec![TextEdit { range, replacement: escaped(&speaker.name, draft.format) }],
            is_preferred: true,
            expected: Expected::Fine,
        });
    }
    if !judged.is_fine()
        && let Some(edits) = place.unmark()
    {
        let title = "Make it a paraphrase, without quotation marks".into();
        proposals.push(Proposal { title, edits, is_preferred: false, expected: Expected::Gone });
    }
    if !judged.is_fine()
        && let Some(edit) = place.ignore()
    {
        let title = "Ignore it here".into();
        proposals.push(Proposal { title, edits: vec![edit], is_preferred: false, expected: Expected::Gone });
    }
    proposals.retain(|proposal| !proposal.edits.is_empty());
    proposals
}

/// The beginning of some words.
fn shortened(words: &str) -> Safe<'static> {
    const MAX_BYTES: usize = 60;
    Safe::line(words).shortened(MAX_BYTES)
}

/// The commands that add a quotation to a collection, with their titles.
fn additions(judged: &Judgement, collections: &Collections<'_>) -> Vec<(Safe<'static>, Command)> {
    let corpus = collections.corpus();
    let text = judged.text.as_str();
    // No quotation ends in a comma: it is the draft's.
    let text = text.strip_suffix(',').unwrap_or(text);
    let source = judged.in_source.map(|place| source_name(corpus, place.source).to_string());
    let speaker = judged.attributed_to.as_ref().map(Safe::as_str);
    let of_target = |(file, name): (&std::path::Path, Safe<'static>)| {
        let title = safe!("Add it to ", name);
        let arguments = json!({"file": file, "text": text, "speaker": speaker, "source": source});
        let command = Command { title: title.to_string(), name: ADD_COMMAND, arguments: vec![arguments] };
        (title, command)
    };
    collections.targets().into_iter().map(of_target).collect()
}

fn workspace_edit(draft: &Draft, edits: Vec<TextEdit>, features: Features) -> WorkspaceEdit {
    let edit = |TextEdit { range, replacement }: TextEdit| LspTextEdit {
        range: draft.range(&range, features.encoding),
        new_text: replacement,
    };
    let edits: Vec<LspTextEdit> = edits.into_iter().map(edit).collect();
    if features.has_document_changes {
        let text_document = EditedDocument { uri: draft.uri.clone(), version: draft.version };
        return WorkspaceEdit::DocumentChanges(vec![DocumentEdit { text_document, edits }]);
    }
    WorkspaceEdit::Changes([(draft.uri.clone(), edits)].into())
}
