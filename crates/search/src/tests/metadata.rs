//! A reference implementation of the search in metadata.

use super::shelf::{NOTE, is_on_shelf};
use crate::match_tier::{contains_tokens, matches_tokens, tokenize};
use crate::term::Term;
use kzq_corpus::{Corpus, EntryId};
use kzq_shelf::ShelfFacet;

/// Whether a term matches the metadata of an entry.
pub(super) fn is_in_metadata(corpus: &Corpus, id: EntryId, term: &Term) -> bool {
    let texts = metadata_texts(corpus, id);
    let is_in = |term: &Term, text: &str| match term {
        Term::Word(word) if word.chars().count() == 1 => contains_tokens(&tokenize(text), term),
        term => matches_tokens(&tokenize(text), term),
    };
    term.members().iter().any(|term| is_id(corpus, id, term) || texts.iter().any(|text| is_in(term, text)))
}

/// Whether a whole word, phrase or pattern is in the metadata of an entry.
pub(super) fn is_whole_in_metadata(corpus: &Corpus, id: EntryId, term: &Term) -> bool {
    let mut texts = metadata_texts(corpus, id).into_iter();
    is_id(corpus, id, term) || texts.any(|text| contains_tokens(&tokenize(&text), term))
}

/// Whether a word or a phrase is the id of an entry: ids are `e1`, `e2` and so on.
fn is_id(corpus: &Corpus, id: EntryId, term: &Term) -> bool {
    let words = match term {
        Term::Word(word) => std::slice::from_ref(word),
        Term::Phrase { words, .. } => words,
        _ => return false,
    };
    matches!(words, [word] if word == corpus.entry(id).id().as_str())
}

/// Returns the metadata of an entry: names of its speaker, sources and topics, its section, tags and note.
fn metadata_texts(corpus: &Corpus, id: EntryId) -> Vec<String> {
    let entry = corpus.entry(id);
    let mut texts: Vec<String> = entry.tags().iter().map(ToString::to_string).collect();
    if let Some(speaker) = corpus.speaker_of(entry) {
        texts.extend([&speaker.name].into_iter().chain(&speaker.aliases).chain(&speaker.role).map(ToString::to_string));
    }
    for source in corpus.reported_sources(entry) {
        let names = [Some(&source.title), source.publisher.as_ref(), source.container.as_ref()];
        texts.extend(names.into_iter().flatten().chain(&source.authors).map(ToString::to_string));
    }
    for topic in entry.topics().iter().flat_map(|&topic| corpus.topic_ancestors(topic)) {
        texts.extend([corpus.topic(topic).label.to_string(), corpus.topic(topic).path.to_string()]);
    }
    texts.extend(entry.citation().and_then(|citation| citation.section).map(ToString::to_string));
    texts.extend(entry.note().map(ToString::to_string));
    texts.extend(is_on_shelf(ShelfFacet::Noted, id).then(|| NOTE.to_owned()));
    texts
}
