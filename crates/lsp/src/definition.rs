//! Where a quotation comes from: its entry in a collection, and the line in the text of its source.

use std::path::PathBuf;

use kzq_corpus::SourceId;
use kzq_edit::CollectionText;
use kzq_fidelity::Judgement;

use crate::collections::Collections;
use crate::position::{Lines, LspRange, Position, PositionEncoding};
use crate::protocol::Location;
use crate::uri::uri_of;

/// Where the words of a quotation are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Origin {
    /// The file of its entry, and the id of that.
    pub(crate) entry: Option<(PathBuf, String)>,
    /// The line of the text of its source.
    pub(crate) line: Option<Location>,
}

/// Finds where the words of a quotation are.
pub(crate) fn origin(judged: &Judgement, collections: &Collections<'_>) -> Origin {
    let corpus = collections.corpus();
    let entry = judged.entry.and_then(|entry| {
        let file = collections.file_of(entry)?.to_owned();
        Some((file, corpus.entry(entry).id().as_str().to_owned()))
    });
    let passage = judged.entry.and_then(|id| {
        let entry = corpus.entry(id);
        let found = collections.texts.as_ref()?.verify(entry)?.ok()?;
        Some((entry.source()?, found.passage?.line))
    });
    let passage = passage.or_else(|| judged.in_source.map(|place| (place.source, place.line)));
    Origin { entry, line: passage.and_then(|(source, line)| location(source, line, collections)) }
}

fn location(source: SourceId, line: usize, collections: &Collections<'_>) -> Option<Location> {
    let line = u32::try_from(line.checked_sub(1)?).ok()?;
    let start = Position { line, character: 0 };
    Some(Location { uri: uri_of(&collections.text_file_of(source)?)?, range: LspRange { start, end: start } })
}

/// The position of an entry in the text of its collection.
pub fn entry_range(text: &str, id: &str, encoding: PositionEncoding) -> Option<LspRange> {
    let start = CollectionText::parse(text).ok()?.entry_offset(id)?;
    Some(Lines::new(text).range(text, &(start..start), encoding))
}
