//! Writes a note for each entry into a directory.

use std::path::Path;

use super::context::{Context, Failure, Outcome};
use super::text::count;
use kzq_corpus::EntryId;
use kzq_export::{Format, NoteState, export_with_texts, note_file_names, note_state};
use kzq_text::{Safe, safe};

/// Writes the notes and says what became of them. A file that kzq did not write is left alone, and so is a note that has
/// been changed since, unless `overwrite`.
pub(super) fn write_notes(
    context: &mut Context<'_>,
    directory: &Path,
    entries: &[EntryId],
    format: Format,
    overwrite: bool,
) -> Result<Outcome, Failure> {
    let system = context.system;
    system.create_directory(directory)?;
    let corpus = context.engine.corpus();
    let (mut written, mut unchanged, mut refused, mut failed) = (0, 0, 0, 0);
    for (&id, name) in entries.iter().zip(note_file_names(corpus, entries)) {
        let file = directory.join(name.as_str());
        let note = safe!(export_with_texts(corpus, &*context.source_texts, &[id], format).text, "\n");
        let (mut is_current, mut refusal) = (false, None);
        let updated = system.update_text(&file, &mut |old| {
            is_current = old == note.as_str();
            if is_current {
                return None;
            }
            refusal = match note_state(old, &corpus.qualified_id(id)) {
                _ if old.is_empty() => None,
                NoteState::Untouched => None,
                NoteState::Changed if overwrite => None,
                NoteState::Changed => Some("changed since kzq wrote it; `--force` overwrites it"),
                NoteState::Foreign => Some("not the note of this entry; move it or choose another directory"),
            };
            refusal.is_none().then(|| note.clone())
        });
        match (updated, refusal) {
            (Err(failure), _) => {
                failed += 1;
                context.messages.error(&Safe::text(failure.to_string()))?;
            }
            (Ok(()), Some(reason)) => {
                refused += 1;
                let place = Safe::line(file.display().to_string());
                context.messages.error(&safe!(place, ": ", reason))?;
            }
            (Ok(()), None) if is_current => unchanged += 1,
            (Ok(()), None) => written += 1,
        }
    }
    let notes = |number| count(number, "note", "notes");
    let mut message = safe!(notes(written), " written");
    for (number, what) in [(unchanged, " unchanged"), (refused, " left alone"), (failed, " failed")] {
        if number > 0 {
            message = safe!(message, ", ", number, what);
        }
    }
    context.messages.line(&message)?;
    Ok(Outcome::from_found(refused + failed == 0))
}
