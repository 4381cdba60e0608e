//! What the form takes from the collections: by whom entries are, and how a source is described.

use std::cmp::Reverse;

use kzq_corpus::{Corpus, EntryId};
use kzq_edit::SourceDraft;
use kzq_shelf::EntryName;
use kzq_text::{Safe, safe};

/// Lists the speakers of entries: `Jane Austen (2), George Orwell (1)`.
pub(super) fn present_speakers(targets: &[(EntryName, EntryId)], corpus: &Corpus) -> Option<Safe<'static>> {
    /// The most names that are shown.
    const MAX_NAMES: usize = 5;
    let mut counts: Vec<(Safe<'_>, usize)> = Vec::new();
    for (_, id) in targets {
        let name = corpus.speaker_name(corpus.entry(*id).speaker());
        match counts.iter_mut().find(|(other, _)| *other == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let rest: usize = counts.iter().skip(MAX_NAMES).map(|(_, count)| count).sum();
    let names = counts.iter().take(MAX_NAMES).map(|(name, count)| match targets.len() {
        1 => name.clone().into_owned(),
        _ => safe!(name, " (", *count, ")"),
    });
    let names = Safe::join(names, ", ");
    let names = if rest > 0 { safe!(names, ", others (", rest, ")") } else { names };
    (!targets.is_empty()).then(|| safe!("by ", names))
}

/// Describes a source as a loaded collection does that has one of this title.
pub(super) fn describe_source(title: String, corpus: &Corpus) -> SourceDraft {
    let Some(known) = corpus.sources().iter().find(|source| source.title.as_str() == title) else {
        return SourceDraft { title, ..SourceDraft::default() };
    };
    let text = |value: &Option<Safe<'static>>| value.as_ref().map(|value| value.as_str().to_owned());
    SourceDraft {
        kind: known.kind,
        authors: known.authors.iter().map(|author| author.as_str().to_owned()).collect(),
        container: text(&known.container),
        publisher: text(&known.publisher),
        date: known.date.map(|date| date.to_string()),
        url: text(&known.url),
        title,
        ..SourceDraft::default()
    }
}
