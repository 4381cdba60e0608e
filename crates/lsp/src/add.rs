//! The command that adds a quotation to a collection.

use std::path::PathBuf;

use kzq_edit::{EntryDraft, SourceDraft, SourceReference, SpeakerReference};
use serde::Deserialize;
use serde_json::Value;

use crate::collections::Collections;

/// The name of the command.
pub(crate) const ADD_COMMAND: &str = "kzq.add";

/// A quotation to add to a collection, as `kzq add` does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// The file of the collection.
    pub file: PathBuf,
    /// The quotation.
    pub draft: EntryDraft,
}

/// The argument of the command.
#[derive(Deserialize)]
struct Argument {
    file: PathBuf,
    text: String,
    speaker: Option<String>,
    source: Option<String>,
}

impl Addition {
    /// Reads the arguments of the command. The file must be one that it was offered for.
    pub(crate) fn of_arguments(arguments: &[Value], collections: &Collections<'_>) -> Option<Self> {
        let [argument] = arguments else { return None };
        let Argument { file, text, speaker, source } = Argument::deserialize(argument).ok()?;
        collections.targets().iter().find(|(target, _)| *target == file)?;
        let source = source.map(|title| SourceDraft { title, ..SourceDraft::default() });
        let mut draft = EntryDraft {
            text,
            speaker: speaker.map(SpeakerReference::named),
            source: source.map(|source| SourceReference::Described(Box::new(source))),
            ..EntryDraft::default()
        };
        draft.normalise().ok()?;
        Some(Self { file, draft })
    }
}
