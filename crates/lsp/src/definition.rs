//! Where a quotation comes from: its entry in a collection, and the line in the text of its source.

use std::path::{Path, PathBuf};

use kzq_corpus::{EntryId, SourceId};
use kzq_edit::CollectionText;
use kzq_fidelity::{Judgement, SourceText};

use crate::collections::{Collections, TextPassage};
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
    let entry = judged.entry.and_then(|entry| entry_file(entry, collections));
    let passage = judged.entry.and_then(|id| {
        let entry = corpus.entry(id);
        let found = collections.texts.as_ref()?.verify(entry)?.ok()?;
        Some((entry.source()?, found.passage?.line))
    });
    let passage = passage.or_else(|| judged.in_source.map(|place| (place.source, place.line)));
    let line = passage.and_then(|(source, line)| location(source, line, collections));
    let line = line.or_else(|| line_of_passage(judged, collections));
    Origin { entry, line }
}

/// The file that an entry is in, and its id there.
pub(crate) fn entry_file(entry: EntryId, collections: &Collections<'_>) -> Option<(PathBuf, String)> {
    let file = collections.file_of(entry)?.to_owned();
    Some((file, collections.corpus().entry(entry).id().as_str().to_owned()))
}

/// The line of the text that has the words of a quotation, if its entry was made of a text.
pub(crate) fn line_of_passage(judged: &Judgement, collections: &Collections<'_>) -> Option<Location> {
    let entry = judged.entry.filter(|entry| collections.file_of(*entry).is_none())?;
    let entry = collections.corpus().entry(entry);
    let TextPassage { file, lines } = collections.files.passages.get(entry.id().as_str())?;
    let found = SourceText::new(entry.text().as_str()).find(judged.text.as_str()).passage;
    let start = found.map_or(0, |passage| passage.displayed.start);
    let after = lines.partition_point(|(offset, _)| *offset <= start);
    line_of_file(file, lines.get(after.saturating_sub(1))?.1)
}

/// A line, counted from 1, of the text of a source.
fn location(source: SourceId, line: usize, collections: &Collections<'_>) -> Option<Location> {
    let line = u32::try_from(line.checked_sub(1)?).ok()?;
    line_of_file(&collections.text_file_of(source)?, line)
}

/// The beginning of a line, counted from 0.
fn line_of_file(file: &Path, line: u32) -> Option<Location> {
    let start = Position { line, character: 0 };
    Some(Location { uri: uri_of(file)?, range: LspRange { start, end: start } })
}

/// The positions of entries in the text of their collection, in the order of their ids; `None` for an entry that is not there.
pub fn entry_ranges(text: &str, ids: &[&str], encoding: PositionEncoding) -> Vec<Option<LspRange>> {
    let Ok(collection) = CollectionText::parse(text) else { return vec![None; ids.len()] };
    let lines = Lines::new(text);
    let range = |id: &&str| {
        let start = collection.entry_offset(id)?;
        Some(lines.range(text, &(start..start), encoding))
    };
    ids.iter().map(range).collect()
}
