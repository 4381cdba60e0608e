//! The names that fields take as values: of speakers, topics, sources and collections.

use crate::facet::FacetValue;
use crate::suggestions::{Candidate, Suggestions, candidate};
use kzq_corpus::{CollectionId, Corpus, MaybeSpeaker};
use kzq_text::Safe;

/// The speakers that entries can have; the unknown one if an entry has none.
pub(super) fn speakers(corpus: &Corpus) -> impl Iterator<Item = MaybeSpeaker> {
    let unknown = corpus.has_unknown_speakers().then_some(MaybeSpeaker::UNKNOWN);
    corpus.speaker_ids().map(|id| Some(id).into()).chain(unknown)
}

/// Of a field whose values are too many to choose from, or can only be typed.
pub(super) fn no_suggestions(_: &mut Suggestions<'_>) {}

pub(super) fn suggest_speakers(all: &mut Suggestions<'_>) {
    let (corpus, totals) = (all.corpus(), all.totals());
    for id in speakers(corpus) {
        let name = corpus.speaker_name(id);
        let (row, count) =
            (id.get().map(|id| corpus.speaker(id)), totals.map(|totals| totals.of(FacetValue::Speaker(id))));
        let others = row.into_iter().flat_map(|row| std::iter::once(&row.id).chain(&row.aliases)).map(Safe::as_str);
        all.name(&std::iter::once(name.as_str()).chain(others), count, || candidate(&name));
    }
}

pub(super) fn suggest_topics(all: &mut Suggestions<'_>) {
    let (corpus, totals) = (all.corpus(), all.totals());
    for id in corpus.topic_ids() {
        let topic = corpus.topic(id);
        let path = topic.path.as_str();
        let names = [topic.label.as_str(), path, path.rsplit('/').next().unwrap_or(path)];
        all.name(&names.into_iter(), totals.map(|totals| totals.of(FacetValue::Topic(id))), || {
            // The label may be that of a topic elsewhere, too; the path is its own.
            Candidate { label: topic.label.clone(), ..candidate(&topic.path) }
        });
    }
}

pub(super) fn suggest_sources(all: &mut Suggestions<'_>) {
    /// A longer title is shown, but its id is typed.
    const MAX_TITLE_CHARS: usize = 40;
    let (corpus, totals) = (all.corpus(), all.totals());
    for (id, source) in corpus.source_ids().zip(corpus.sources()) {
        let names = [Some(&source.title), Some(&source.id), source.publisher.as_ref(), source.container.as_ref()];
        let is_short = source.title.as_str().chars().nth(MAX_TITLE_CHARS).is_none();
        all.name(
            &names.into_iter().flatten().map(Safe::as_str),
            totals.map(|totals| totals.of(FacetValue::Source(id))),
            || Candidate {
                label: source.title.clone(),
                ..candidate(if is_short { &source.title } else { &source.id })
            },
        );
    }
}

pub(super) fn suggest_collections(all: &mut Suggestions<'_>) {
    let corpus = all.corpus();
    for (at, collection) in corpus.collections().iter().enumerate() {
        let count = corpus.entries_of_collection(CollectionId::new(at)).len();
        let names = [collection.id.as_str(), collection.title.as_str()];
        all.name(&names.into_iter(), Some(count), || Candidate {
            doc: collection.title.clone(),
            ..candidate(&collection.id)
        });
    }
}
