//! Worker thread that changes collection files, and reads the clipboard for what to add.

use std::collections::BTreeMap;
use std::io;
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use super::{worker, write};
use crate::cli::{CollectionChange, CollectionEdit, Failure, UndoOutcome};
use crate::host::collection_edit::UndoneEdit;
use crate::host::error::Error;
use crate::host::load::collections::list_files;
use crate::host::load::source_texts::SourceTextCache;
use crate::host::message::Message;
use crate::host::read_file;
use crate::host::read_file::MaxSize;
use crate::host::{clipboard, collection_edit, paths};
use kzq_edit::{Added, Addition, Assignment, CollectionText, EntryDraft, NewCollection, recognise};
use kzq_search::Engine;
use kzq_shelf::EntryName;
use kzq_text::{Safe, safe};
use kzq_tui::app::{Event, FileEdited, FileSteps};
use kzq_tui::layout::write_request::WriteRequest;

/// A request to the thread; each is answered with an event.
pub(crate) enum EditRequest {
    /// Read the clipboard.
    ReadClipboard,
    /// Add an entry.
    Add(Box<EntryDraft>),
    /// Give entries a speaker, topics or tags.
    Assign(Vec<EntryName>, Box<Assignment>),
    /// Undo this many of the latest changes of files.
    Undo(usize),
    /// Make this many of the changes again that were undone last.
    Redo(usize),
    /// Write entries into a file.
    Write(Box<WriteRequest>, Arc<Engine>, SourceTextCache),
    /// Acknowledge that all earlier requests are done.
    Finish(Sender<()>),
}

/// Changes files, one request after another.
pub(crate) type EditWorker = Sender<EditRequest>;

/// Starts the thread; `opened` are the paths of the collections that are browsed.
pub(crate) fn start(opened: Vec<PathBuf>, sender: Sender<Message>) -> io::Result<EditWorker> {
    worker::spawn("edit", channel(), move |requests: Receiver<EditRequest>| {
        let mut undone = Vec::new();
        for request in requests {
            let event = match request {
                // If there is nothing on the clipboard, the form stays empty.
                EditRequest::ReadClipboard => match clipboard::paste() {
                    Ok(text) => Event::ClipboardRead(Box::new(recognise(&text).draft)),
                    Err(_) => continue,
                },
                EditRequest::Add(draft) => Event::FileEdited(answer(add(&opened, &draft))),
                EditRequest::Assign(entries, given) => Event::FileEdited(answer(assign(&opened, &entries, &given))),
                EditRequest::Finish(done) => {
                    // If nobody waits any more, nobody needs to know.
                    let _ = done.send(());
                    continue;
                }
                EditRequest::Write(request, engine, texts) => match write::write(&request, &engine, &texts) {
                    Ok(message) => Event::EffectDone(message),
                    Err(message) => Event::EffectFailed(message),
                },
                EditRequest::Undo(steps) => Event::FileEdited(answer(undo(&opened, steps, &mut undone))),
                EditRequest::Redo(steps) => Event::FileEdited(answer(redo(steps, &mut undone))),
            };
            if sender.send(Message::Event(event)).is_err() {
                return;
            }
        }
    })
}

/// Waits for pending requests, up to `timeout`: what the user saved must not be lost. Returns whether they are done.
pub(crate) fn finish(worker: &EditWorker, timeout: Duration) -> bool {
    // If it takes longer, the file is as it was, or as it will be: it is replaced in one step.
    worker::ask(worker, EditRequest::Finish, timeout).is_ok()
}

fn answer(outcome: Result<FileEdited, Failure>) -> Result<FileEdited, Safe<'static>> {
    outcome.map_err(|failure| match failure.downcast_ref::<Error>() {
        Some(Error::BadData { first_error, .. }) => safe!("not saved: ", first_error),
        _ => Safe::line(failure.to_string()).into_owned(),
    })
}

/// Returns the file to which additions go: the only one that is browsed, else the user's own collection.
fn target(opened: &[PathBuf]) -> io::Result<PathBuf> {
    match opened {
        [file] if file.is_file() => Ok(file.clone()),
        _ => {
            paths::own_collection().ok_or_else(|| io::Error::other("there is no home directory; use `kzq add --into`"))
        }
    }
}

fn add(opened: &[PathBuf], draft: &EntryDraft) -> Result<FileEdited, Failure> {
    let file = target(opened)?;
    let is_opened = collection_edit::is_within(&file, opened);
    let new_file = NewCollection::for_user().commented();
    let mut made = None;
    collection_edit::change(CollectionChange {
        file: &file,
        new_file: Some(&new_file),
        make: &mut |collection| {
            let addition = collection.addition(draft.clone())?;
            let edit = CollectionEdit::of_addition(&addition);
            made = Some((collection.text_field("id"), addition));
            Ok(edit)
        },
    })?;
    let Some((collection, addition)) = made else { return Err(io::Error::other("nothing was added").into()) };
    let name = short_name(&file);
    let (message, id, steps) = match addition {
        Addition::Duplicate(id) => (safe!("already in the collection as “", Safe::line(id.as_str()), "”"), id, 0),
        Addition::New(added) => {
            let place = if is_opened { "" } else { ", which plain kzq opens" };
            (safe!("added to ", name, place, new_speaker(&added)), added.id, 1)
        }
    };
    let entry = collection.filter(|_| is_opened).map(|collection| EntryName::from_text(&format!("{collection}/{id}")));
    Ok(FileEdited { message, entry, steps: FileSteps::Made(steps), has_mistakes: false })
}

/// Says that the speaker is new, which may be a slip.
fn new_speaker(added: &Added) -> Safe<'static> {
    let row = added.rows.iter().find(|row| row.kind == "speaker");
    row.map(|row| safe!("; new speaker: ", Safe::line(row.name.as_str()))).unwrap_or_default()
}

fn assign(opened: &[PathBuf], entries: &[EntryName], given: &Assignment) -> Result<FileEdited, Failure> {
    let mut ids_by_collection: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (collection, id) in entries.iter().map(EntryName::parts) {
        ids_by_collection.entry(collection).or_default().push(id);
    }
    let (mut editable, mut changed, mut steps) = (0, 0, 0);
    for (collection, ids) in &ids_by_collection {
        let Some((file, _)) = file_of(opened, collection)? else { continue };
        let mut changed_here = 0;
        collection_edit::change(CollectionChange {
            file: &file,
            new_file: None,
            make: &mut |text| {
                let assigned = given.apply_to(text, ids)?;
                changed_here = assigned.changed;
                let what = format!("changed {}", number_of_entries(changed_here));
                Ok(CollectionEdit { splice: assigned.splice, what })
            },
        })?;
        editable += ids.len();
        changed += changed_here;
        steps += usize::from(changed_here > 0);
    }
    if editable == 0 {
        return Err(io::Error::other("the example is part of kzq and can't be changed").into());
    }
    let message = match (changed, entries.len()) {
        (0, _) => "nothing changed: they already have it".into(),
        (changed, all) if changed == all => safe!("changed ", Safe::line(number_of_entries(changed))),
        (changed, all) if editable == all => {
            safe!("changed ", changed, " of ", all, " entries (", all - changed, " as they were)")
        }
        (changed, all) => safe!("changed ", changed, " of ", all, " entries; those of the example can't be"),
    };
    Ok(FileEdited { message, entry: None, steps: FileSteps::Made(steps), has_mistakes: false })
}

fn number_of_entries(count: usize) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}

/// Undoes the latest changes of the files that the browser can change, and adds them to `undone`.
fn undo(opened: &[PathBuf], steps: usize, undone: &mut Vec<UndoneEdit>) -> Result<FileEdited, Failure> {
    let files: Vec<PathBuf> = opened.iter().cloned().chain(target(opened).ok()).collect();
    let undo_one = || -> Result<Option<Safe<'static>>, Failure> {
        let (outcome, edit) = collection_edit::undo(Some(&files))?;
        undone.extend(edit);
        match outcome {
            UndoOutcome::Undone { what, .. } => Ok(Some(what)),
            UndoOutcome::Refused(message) => Err(io::Error::other(message.to_string()).into()),
            UndoOutcome::Nothing { .. } => Ok(None),
        }
    };
    step_by_step("undone: ", "there is no change to undo", FileSteps::Undone, iter::repeat_with(undo_one).take(steps))
}

/// Makes the changes again that were undone last, and removes them from `undone`.
fn redo(steps: usize, undone: &mut Vec<UndoneEdit>) -> Result<FileEdited, Failure> {
    let first = undone.len().saturating_sub(steps);
    let redo_one = |edit| collection_edit::redo(&edit).map(Some);
    step_by_step("redone: ", "there is no change to redo", FileSteps::Redone, undone.drain(first..).rev().map(redo_one))
}

/// Takes steps until one fails or none is left. The message says what was done, even if a later step fails.
fn step_by_step(
    done: &'static str,
    nothing: &'static str,
    count: fn(usize) -> FileSteps,
    steps: impl Iterator<Item = Result<Option<Safe<'static>>, Failure>>,
) -> Result<FileEdited, Failure> {
    let (mut taken, mut failure) = (Vec::new(), None);
    for step in steps {
        match step {
            Ok(Some(what)) => taken.push(what),
            Ok(None) => break,
            Err(error) if taken.is_empty() => return Err(error),
            Err(error) => {
                failure = Some(Safe::line(error.to_string()).into_owned());
                break;
            }
        }
    }
    let steps = count(taken.len());
    let message = if taken.is_empty() { nothing.into() } else { safe!(done, Safe::join(taken, ", ")) };
    Ok(match failure {
        Some(failure) => FileEdited { message: safe!(message, "; ", failure), entry: None, steps, has_mistakes: true },
        None => FileEdited { message, entry: None, steps, has_mistakes: false },
    })
}

/// Returns the file of a collection among those that are browsed, with its text. A file that can't be read is an error
/// only if no other has the collection.
fn file_of(opened: &[PathBuf], collection: &str) -> Result<Option<(PathBuf, String)>, Error> {
    let is_it = |text: &str| CollectionText::parse(text).ok()?.text_field("id").map(|id| id == collection);
    let mut unreadable = None;
    for file in list_files(opened) {
        let bytes = read_file::read(&file, MaxSize::NONE);
        match bytes.and_then(|bytes| String::from_utf8(bytes).map_err(io::Error::other)) {
            Ok(text) if is_it(&text).unwrap_or_default() => return Ok(Some((file, text))),
            Ok(_) => {}
            Err(error) => unreadable = unreadable.or(Some(Error::file(&file, error))),
        }
    }
    unreadable.map_or(Ok(None), Err)
}

/// Returns the file and the line, from 1, of an entry.
pub(crate) fn locate(opened: &[PathBuf], entry: &EntryName) -> Result<Option<(PathBuf, usize)>, Error> {
    let (collection, id) = entry.parts();
    let Some((file, text)) = file_of(opened, collection)? else { return Ok(None) };
    let parsed = CollectionText::parse(&text).map_err(io::Error::other)?;
    let line = parsed.line_of(parsed.entry_offset(id).unwrap_or_default());
    Ok(Some((file, line)))
}

/// Returns the name of a file without its directories.
pub(crate) fn short_name(file: &Path) -> Safe<'static> {
    file.file_name().map(|name| Safe::line(name.to_string_lossy().into_owned())).unwrap_or_default()
}
