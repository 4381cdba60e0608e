//! Reviewing the entries of a file before they are imported.

use std::ops::Range;
use std::path::Path;

use super::collection_output::{name_of_new, write_collection};
use super::failure::Failure;
use super::review::wrote;
use super::system::{CollectionChange, CollectionEdit, System, undo_hint};
use super::text::count;
use kzq_edit::{Counts, EntryDraft, ItemWriter, NewCollection, Resolution, Resolver, SpeakerReference};
use kzq_extract::candidate::{Candidate, CandidateKind, Why};
use kzq_extract::review::{Decision, ReadEntry, ReviewItem};
use kzq_import::{Imported, ReadFile};
use kzq_text::words::words;
use kzq_text::{LineIndex, Safe, safe};

/// How many bytes after the beginning of its part of the file the words of an entry are looked for, besides their length.
const SEARCHED_BYTES: usize = 1 << 12;

/// The entries of a file as items of a review, in the order of its text. Those of which the import is sure are accepted.
/// Entries without a line are left out.
pub(super) fn review_items(file: &ReadFile) -> Vec<ReviewItem> {
    let text = file.text.as_str();
    let index = LineIndex::new(text);
    let line_count = text.lines().count();
    let start = |entry: &Imported| match entry.line {
        line if (1..=line_count).contains(&line) => index.line_start(line),
        _ => 0,
    };
    // The part of an entry ends where the next line with one begins.
    let mut parts: Vec<Range<usize>> = file.entries.iter().map(|entry| start(entry)..text.len()).collect();
    for at in (1..parts.len()).rev() {
        let (this, next) = (parts[at - 1].start, parts[at].clone());
        parts[at - 1].end = match next.start {
            start if start > this => start,
            start if start == this => next.end,
            _ => text.len(),
        };
    }
    let mut after_last = 0;
    let mut items = Vec::new();
    for (origin, (entry, part)) in file.entries.iter().zip(parts).enumerate() {
        let own_words = entry.draft.text.as_str();
        let found = find_in(text, part.start.max(after_last)..part.end, own_words);
        let is_slice = found.is_some();
        let Some(span) = found.or_else(|| trimmed(text, part)) else { continue };
        if is_slice {
            after_last = span.end;
        }
        let words = (!is_slice).then(|| own_words.to_owned());
        items.push(item(origin, entry, span, words));
    }
    items.sort_by_key(|item| item.candidate.range().start);
    items
}

fn item(origin: usize, entry: &Imported, span: Range<usize>, words: Option<String>) -> ReviewItem {
    let speaker = entry.draft.speaker.as_ref().map(|speaker| match speaker {
        SpeakerReference::Described(speaker) => speaker.name.clone(),
        SpeakerReference::Id(id) => id.clone(),
    });
    let is_sure = speaker.is_some() && entry.doubts.is_empty();
    let candidate = Candidate {
        why: if speaker.is_some() { Why::Credit } else { Why::Unsure },
        speaker,
        ..Candidate::new(CandidateKind::Quote, vec![span])
    };
    ReviewItem {
        decision: if is_sure { Decision::Accepted } else { Decision::Undecided },
        read: Some(ReadEntry { words, doubts: entry.doubts.clone() }),
        topics: entry.draft.topics.clone(),
        ..ReviewItem::new(origin, candidate)
    }
}

/// Where the words are at the beginning of a part of the text.
fn find_in(text: &str, part: Range<usize>, own_words: &str) -> Option<Range<usize>> {
    let end = text.floor_char_boundary(part.end.min(part.start + own_words.len() + SEARCHED_BYTES));
    let at = part.start + text.get(part.start..end)?.find(own_words)?;
    has_words(own_words).then(|| at..at + own_words.len())
}

/// A part of the text without white space around it; `None` if there are no words in it.
fn trimmed(text: &str, part: Range<usize>) -> Option<Range<usize>> {
    let own = &text[part.clone()];
    let start = part.start + own.len() - own.trim_start().len();
    has_words(own).then(|| start..start + own.trim().len())
}

fn has_words(text: &str) -> bool {
    words(text).next().is_some()
}

/// The entry of an item, as it was read and changed since.
fn draft_of(item: &ReviewItem, file: &ReadFile) -> Option<EntryDraft> {
    let mut draft = file.entries.get(item.origin)?.draft.clone();
    if item.has_chosen_speaker {
        draft.speaker = item.candidate.speaker.as_deref().map(SpeakerReference::named);
    }
    draft.topics.clone_from(&item.topics);
    if item.read.as_ref().is_some_and(|read| read.words.is_none()) {
        let words = item.candidate.words(&file.text);
        if words != draft.text {
            draft.text = words.into_owned();
            draft.id = None;
        }
    }
    Some(draft)
}

/// Writes the accepted entries to a collection, which is made if it is not there; returns what was written.
///
/// # Errors
///
/// If the collection can't be read or written.
pub(super) fn write_items(
    items: &[ReviewItem],
    file: &ReadFile,
    collection: &Path,
    system: &dyn System,
) -> Result<Safe<'static>, Failure> {
    let others = match file.skipped {
        0 => Safe::default(),
        1 => "; 1 part of the file yields no entry".into(),
        count => safe!("; ", count, " parts of the file yield no entry"),
    };
    let drafts: Vec<EntryDraft> = items.iter().filter_map(|item| draft_of(item, file)).collect();
    if !system.is_there(collection) {
        let (mut resolver, mut entries) = (Resolver::new(false), ItemWriter::new());
        resolve(&drafts, &mut resolver, &mut entries)?;
        let head = NewCollection::named(&name_of_new(Some(collection), None)).head(resolver.rows());
        let entries = entries.take();
        system.write_file(collection, false, &mut |out| write_collection(out, &head, &mut entries.as_bytes()))?;
        return Ok(safe!(wrote(&resolver.counts(), collection), others));
    }
    let mut counts = Counts::default();
    system.change_collection(CollectionChange {
        file: collection,
        new_file: None,
        make: &mut |text| {
            let mut resolver = Resolver::of(text);
            let mut entries = text.entry_writer()?;
            resolve(&drafts, &mut resolver, &mut entries)?;
            counts = resolver.counts();
            let mut edit = CollectionEdit::default();
            if counts.entries > 0 {
                edit.splice = text.additions(resolver.rows(), entries)?;
                edit.what = format!("imported {}", count(counts.entries, "entry", "entries"));
            }
            Ok(edit)
        },
    })?;
    let hint = if counts.entries > 0 { safe!("; ", undo_hint(system, collection)?) } else { Safe::default() };
    Ok(safe!(wrote(&counts, collection), others, hint))
}

fn resolve(drafts: &[EntryDraft], resolver: &mut Resolver, entries: &mut ItemWriter) -> Result<(), Failure> {
    for draft in drafts {
        if let Resolution::New(entry) = resolver.resolve(draft.clone())? {
            entries.push(&entry.row());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_import::{ImportFile, ImportOptions, Importer, read_entries};

    fn read(text: &str) -> ReadFile {
        let file = ImportFile { path: "q.csv", name: "q.csv", bytes: text.as_bytes() };
        read_entries(&Importer::new(), file, &ImportOptions::default()).unwrap()
    }

    #[test]
    fn certain_entries_are_accepted_and_others_undecided() {
        let file = read("quote,author\nWe mend nets,Ada Byron\nNobody pulls,\n\"So \"\"good\"\" a net\",Bo Lindt\n");
        let items = review_items(&file);
        let found: Vec<_> = items
            .iter()
            .map(|item| {
                let read = item.read.as_ref().unwrap();
                (&file.text[item.candidate.range()], read.words.as_deref(), item.decision)
            })
            .collect();
        // Words that are escaped in the file are shown at their place and kept as they were read.
        let row = "\"So \"\"good\"\" a net\",Bo Lindt";
        assert_eq!(found[0], ("We mend nets", None, Decision::Accepted));
        assert_eq!(found[1], ("Nobody pulls", None, Decision::Undecided));
        assert_eq!((found[2].0, found[2].1), (row, Some("So \"good\" a net")));
    }

    #[test]
    fn decisions_are_applied_to_the_entry() {
        let file = read("quote,author\nWe mend nets,Ada Byron\n");
        let mut item = review_items(&file).remove(0);
        assert_eq!(draft_of(&item, &file).unwrap(), file.entries[0].draft);
        item.candidate.spans[0].end -= " nets".len();
        item.candidate.speaker = Some("Bo Lindt".into());
        item.has_chosen_speaker = true;
        item.topics = vec!["nets".into()];
        let draft = draft_of(&item, &file).unwrap();
        assert_eq!((draft.text.as_str(), draft.topics.len()), ("We mend", 1));
        assert_eq!(draft.speaker, Some(SpeakerReference::named("Bo Lindt")));
    }
}
