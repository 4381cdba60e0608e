//! [`SymbolTable`]: the speakers, sources and topics that entries refer to.

use std::cell::RefCell;
use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::id_table::{IdTable, Named};
use super::tables::is_slug;
use crate::ids::to_u32;
use crate::{Corpus, Source, SourceId, Speaker, SpeakerId, Topic, TopicId};
use kzq_ron::{Parser, Rule, Spanned, quote_for_message};
use kzq_text::Safe;

/// The ids that entries may refer to.
pub(super) struct SymbolTable<'k> {
    sources: &'k [Source],
    speaker_ids: IdTable<'k, Speaker>,
    source_ids: IdTable<'k, Source>,
    topic_ids: IdTable<'k, Topic>,
    /// The topics that entries name without a definition, if the collection allows them.
    open_topics: Option<RefCell<OpenTopics>>,
}

/// Topics that entries name without a definition; their ids follow those of the defined ones.
struct OpenTopics {
    first_id: u32,
    paths: Vec<Safe<'static>>,
    indices: HashMap<String, u32, RandomState>,
}

impl<'k> SymbolTable<'k> {
    /// Indexes the tables of a corpus.
    pub(super) fn new(tables: &'k Corpus, has_open_topics: bool) -> Self {
        let (speakers, sources, topics) = (tables.speakers(), tables.sources(), tables.topics());
        let open_topics = OpenTopics { first_id: to_u32(topics.len()), paths: Vec::new(), indices: HashMap::default() };
        Self {
            sources,
            speaker_ids: IdTable::new(speakers),
            source_ids: IdTable::new(sources),
            topic_ids: IdTable::new(topics),
            open_topics: has_open_topics.then(|| RefCell::new(open_topics)),
        }
    }

    /// Returns the source with an id that was looked up here.
    pub(super) fn source(&self, id: SourceId) -> &'k Source {
        &self.sources[id.index()]
    }

    /// Looks up a speaker by id.
    pub(super) fn find_speaker(&self, id: &str) -> Option<SpeakerId> {
        self.speaker_ids.get(id).map(SpeakerId)
    }

    /// Looks up a source by id.
    pub(super) fn find_source(&self, id: &str) -> Option<SourceId> {
        self.source_ids.get(id).map(SourceId)
    }

    /// Looks up a topic by path, which may be a new one if the collection allows that.
    pub(super) fn find_topic(&self, path: &str) -> Option<TopicId> {
        let defined = self.topic_ids.get(path);
        defined.or_else(|| self.open_topics.as_ref()?.borrow_mut().find_or_add(path)).map(TopicId)
    }

    /// Resolves a reference to a speaker; reports it if there is none.
    pub(super) fn speaker(&self, parser: &mut Parser<'_>, reference: &Spanned<String>) -> Option<SpeakerId> {
        self.speaker_ids.resolve(parser, reference).map(SpeakerId)
    }

    /// Resolves a reference to a source; reports it if there is none.
    pub(super) fn source_id(&self, parser: &mut Parser<'_>, reference: &Spanned<String>) -> Option<SourceId> {
        self.source_ids.resolve(parser, reference).map(SourceId)
    }

    /// Resolves a reference to a topic; reports it if there is none and there cannot be one.
    pub(super) fn topic(&self, parser: &mut Parser<'_>, reference: &Spanned<String>) -> Option<TopicId> {
        if self.open_topics.is_none() {
            return self.topic_ids.resolve(parser, reference).map(TopicId);
        }
        let found = self.find_topic(&reference.value);
        if found.is_none() {
            let message = kzq_text::safe!("invalid topic path “", quote_for_message(&reference.value), "”");
            let help = "each part between `/` is made of letters, digits, `-`, `_` and `.`: art/folk-music";
            parser.error_with_help(Rule::BadId, reference.span.clone(), message, Some(help.into()));
        }
        found
    }

    /// Returns the paths of the new topics, in the order of their ids.
    pub(super) fn into_open_topics(self) -> Vec<Safe<'static>> {
        self.open_topics.map_or_else(Vec::new, |topics| topics.into_inner().paths)
    }
}

impl OpenTopics {
    /// Returns the id of a topic, adding it if it is new; `None` if the path is invalid.
    fn find_or_add(&mut self, path: &str) -> Option<u32> {
        if let Some(&index) = self.indices.get(path) {
            return Some(index);
        }
        path.split('/').all(is_slug).then_some(())?;
        let id = self.first_id + to_u32(self.paths.len());
        self.paths.push(Safe::line(path.to_owned()));
        self.indices.insert(path.to_owned(), id);
        Some(id)
    }
}

impl Named for Speaker {
    const KIND: &'static str = "speaker";

    fn id(&self) -> &Safe<'static> {
        &self.id
    }

    fn names(&self) -> impl Iterator<Item = &Safe<'static>> {
        std::iter::once(&self.name).chain(&self.aliases)
    }
}

impl Named for Source {
    const KIND: &'static str = "source";

    fn id(&self) -> &Safe<'static> {
        &self.id
    }

    fn names(&self) -> impl Iterator<Item = &Safe<'static>> {
        std::iter::once(&self.title)
    }
}

impl Named for Topic {
    const KIND: &'static str = "topic";
    const NAMED_BY: &'static str = "path";

    fn id(&self) -> &Safe<'static> {
        &self.path
    }

    fn names(&self) -> impl Iterator<Item = &Safe<'static>> {
        std::iter::once(&self.label)
    }
}
