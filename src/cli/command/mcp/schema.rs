//! The JSON Schemas (2020-12) of what the tools take and answer. What they answer are the records of `docs/json.md`; a
//! schema names the fields that a model needs to know, and others may be there.

use serde_json::{Map, Value, json};

use super::arguments::{Argument, Kind};
use kzq_corpus::{EntryKind, Wording};
use kzq_fidelity::DraftVerdict;

/// The schema of the arguments of a tool.
pub(super) fn input(arguments: &[Argument], required: &[&str]) -> Value {
    let properties: Map<String, Value> =
        arguments.iter().map(|argument| (argument.name.to_owned(), argument_schema(argument))).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn argument_schema(argument: &Argument) -> Value {
    let mut schema = match argument.kind {
        Kind::Text(max) => json!({ "type": "string", "maxLength": max }),
        Kind::Word(words) => json!({ "type": "string", "enum": words() }),
        Kind::Number { default, max } => json!({ "type": "integer", "minimum": 1, "maximum": max, "default": default }),
        Kind::Flag => json!({ "type": "boolean", "default": false }),
    };
    schema["description"] = argument.doc.into();
    schema
}

fn object(properties: &Value, required: &[&str]) -> Value {
    json!({ "type": "object", "properties": properties, "required": required })
}

fn nullable(kind: &str) -> Value {
    json!({ "type": [kind, "null"] })
}

/// An entry, as `kzq show --json` prints it.
pub(super) fn entry() -> Value {
    object(&entry_properties(), &["id", "collection", "kind", "wording", "speaker", "source", "status"])
}

fn entry_properties() -> Value {
    json!({
        "id": { "type": "string" },
        "collection": { "type": "string" },
        "kind": { "enum": EntryKind::ALL.map(EntryKind::name) },
        "wording": {
            "enum": Wording::ALL.map(Wording::name),
            "description": "verbatim: somebody's exact words; reported: a person's account of them; summary: a \
                            machine's. Only verbatim words may be put in quotation marks.",
        },
        "text": { "type": ["string", "null"], "description": "The words; null for a question with its answer." },
        "question": nullable("string"),
        "answer": nullable("string"),
        "lead": nullable("string"),
        "speaker": nullable("object"),
        "source": nullable("object"),
        "status": {
            "type": ["object", "null"],
            "description": "If there is one, the attribution is known to be wrong or disputed.",
        },
    })
}

/// What `search_quotations` answers.
pub(super) fn search() -> Value {
    let mut hit = entry_properties();
    hit["near"] = json!({ "type": "boolean", "description": "Whether a word matches only but for a typing mistake." });
    hit["matched_in"] = json!({ "type": "array", "items": { "type": "string" } });
    let hit = object(&hit, &["id", "collection", "kind", "wording", "near", "matched_in"]);
    let properties = json!({
        "found": { "type": "integer", "description": "How many entries match." },
        "left_out": { "type": "integer", "description": "How many of them are not in `quotations`." },
        "quotations": { "type": "array", "items": hit, "description": "The best matches first." },
        "messages": { "type": "array", "items": { "type": "string" } },
    });
    object(&properties, &["found", "left_out", "quotations", "messages"])
}

/// What `verify_quotation` answers.
pub(super) fn verify() -> Value {
    let verified = json!({
        "type": ["object", "null"],
        "description": "An entry against the text of its source, if `id` was given.",
        "properties": {
            "id": { "type": "string" },
            "verdict": {
                "enum": ["exact", "folded", "near", "missing", null],
                "description": "null: there is no text of the source, and `reason` says why.",
            },
            "line": nullable("integer"),
            "source": nullable("string"),
            "reason": nullable("string"),
        },
        "required": ["id", "verdict"],
    });
    let mut judged = verdict();
    judged["type"] = json!(["object", "null"]);
    judged["description"] = "Words against the collections, if `text` was given.".into();
    object(&json!({ "verified": verified, "judged": judged }), &["verified", "judged"])
}

/// A verdict, as `kzq proofread --json` prints it.
fn verdict() -> Value {
    let meanings = DraftVerdict::ALL.map(|verdict| format!("{}: {}", verdict.name(), verdict.meaning())).join("; ");
    let properties = json!({
        "line": { "type": "integer" },
        "column": { "type": "integer" },
        "text": { "type": "string" },
        "verdict": {
            "enum": DraftVerdict::ALL.map(DraftVerdict::name),
            "description": meanings,
        },
        "entry": { "type": ["string", "null"], "description": "The entry that has these or similar words." },
        "speaker": nullable("string"),
        "attributed_to": nullable("string"),
        "diff": nullable("array"),
        "note": nullable("string"),
    });
    object(&properties, &["line", "column", "text", "verdict", "entry", "speaker", "attributed_to", "note"])
}

/// What `proofread_text` answers.
pub(super) fn proofread() -> Value {
    let properties = json!({
        "verdicts": { "type": "array", "items": verdict() },
        "terms_not_judged": { "type": "integer", "description": "Terms and titles in quotation marks." },
        "unpaired_marks": { "type": "integer", "description": "Quotation marks without a partner." },
    });
    object(&properties, &["verdicts", "terms_not_judged", "unpaired_marks"])
}
