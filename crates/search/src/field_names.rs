//! The names that fields take as values: of speakers, topics, sources and collections.

use crate::facet::FacetValue;
use crate::suggestions::{Candidate, Suggestions, candidate, quoted};
use kzq_corpus::{CollectionId, Corpus, MaybeSpeaker, SourceId, TopicId};
use kzq_text::{Safe, safe};

/// The speakers that entries can have; the unknown one if an entry has none.
pub(super) fn speakers(corpus: &Corpus) -> impl Iterator<Item = MaybeSpeaker> + Clone {
    let unknown = corpus.has_unknown_speakers().then_some(MaybeSpeaker::UNKNOWN);
    corpus.speaker_ids().map(|id| Some(id).into()).chain(unknown)
}

/// The name, the id and the aliases of a speaker.
pub(super) fn names_of_speaker(corpus: &Corpus, id: MaybeSpeaker) -> Vec<Safe<'_>> {
    let Some(speaker) = id.get().map(|id| corpus.speaker(id)) else { return vec![corpus.speaker_name(id)] };
    [&speaker.name, &speaker.id].into_iter().chain(&speaker.aliases).map(Safe::to_borrowed).collect()
}

/// The topics that `topic:` may mean, and, for a value with an `@`, each in each of its collections.
pub(super) fn topics(corpus: &Corpus, value: &str) -> impl Iterator<Item = (TopicId, Option<CollectionId>)> + Clone {
    let names_collection = value.contains('@');
    corpus.topic_ids().flat_map(move |id| {
        let collections: &[CollectionId] = if names_collection { &corpus.topic(id).collections } else { &[] };
        std::iter::once(None).chain(collections.iter().copied().map(Some)).map(move |collection| (id, collection))
    })
}

/// The names of a topic, or those that it has only in one collection. From the top of the tree, they begin with a slash, to
/// tell `war` from `peace/war`.
pub(super) fn names_of_topic<'c>(
    corpus: &'c Corpus,
    (id, collection): (TopicId, Option<CollectionId>),
    value: &str,
) -> Vec<Safe<'c>> {
    let topic = corpus.topic(id);
    let root = if value.starts_with('/') { "/" } else { "" };
    if let Some(collection) = collection {
        return vec![safe!(root, corpus.topic_name_in(id, collection))];
    }
    let path = topic.path.as_str();
    let own = path.rfind('/').map_or(0, |at| at + 1);
    let mut names = vec![topic.path.slice(own..path.len()), topic.path.to_borrowed(), topic.label.to_borrowed()];
    names.extend((!root.is_empty()).then(|| safe!(root, topic.path)));
    names
}

/// The names of a source and of those that it reports. The qualified id, which tells sources of several collections
/// apart, is that of the source alone; it is needed only for a value with a slash.
pub(super) fn names_of_source<'c>(corpus: &'c Corpus, id: SourceId, value: &str) -> Vec<Safe<'c>> {
    let source = corpus.source(id);
    let qualified = || safe!(corpus.collection(source.collection).id, "/", source.id);
    let reported = corpus.sources_from(Some(source));
    let names = reported.flat_map(|source| std::iter::once(&source.id).chain(source.names()));
    names.map(Safe::to_borrowed).chain(value.contains('/').then(qualified)).collect()
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
            // The label may be that of a topic elsewhere, too; the names are its own.
            let doc = corpus.topic_home(id).unwrap_or_default().into_owned();
            let names: Vec<String> = corpus.topic_names(id).iter().map(|name| quoted(name.as_str())).collect();
            Candidate { text: names.join(","), label: topic.label.clone(), doc, count: None }
        });
    }
}

pub(super) fn suggest_sources(all: &mut Suggestions<'_>) {
    /// A longer title is shown, but its id is typed.
    const MAX_TITLE_CHARS: usize = 40;
    let corpus = all.corpus();
    let counts = all.totals().map(|totals| {
        let mut counts = vec![0; corpus.sources().len()];
        for id in corpus.source_ids() {
            // Entries of a source are found by the name of the event that it reports, too.
            let reported = std::iter::successors(Some(id), |&id| corpus.source(id).reports).take(counts.len());
            reported.for_each(|reported| counts[reported.index()] += totals.of(FacetValue::Source(id)));
        }
        counts
    });
    for (id, source) in corpus.source_ids().zip(corpus.sources()) {
        let names = std::iter::once(&source.id).chain(source.names()).map(Safe::as_str);
        let is_short = source.title.as_str().chars().nth(MAX_TITLE_CHARS).is_none();
        all.name(&names, counts.as_ref().map(|counts| counts[id.index()]), || Candidate {
            label: source.title.clone(),
            ..candidate(if is_short { &source.title } else { &source.id })
        });
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
