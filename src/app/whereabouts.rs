//! [`Whereabouts`]: where a reader is, by the names of things, so that it can be come back to another day.

use serde::{Deserialize, Serialize};

use super::focus::Focus;
use super::model::Model;
use crate::corpus::{Corpus, EntryId, Lookup, Wording};
use crate::safe;
use crate::search::Selection;
use crate::shelf::{Facet, ListKey, Shelf};
use crate::text::Safe;

/// Where a reader is, whatever the numbers that things have in a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Whereabouts {
    /// What is typed in the filter.
    pub filter: Safe<'static>,
    /// The path of the topic that is set.
    topic: Option<Safe<'static>>,
    /// The wording that is set.
    wording: Option<Safe<'static>>,
    /// The id of the speaker that is set.
    speaker: Option<Safe<'static>>,
    /// The source that is set, as `collection/id`.
    source: Option<Safe<'static>>,
    /// The part of the shelf that is set.
    shelf: Option<Safe<'static>>,
    /// The entry that is read, as `collection/id`.
    entry: Option<Safe<'static>>,
    /// Where it stood among all entries.
    number: usize,
    /// What had the keys.
    pub(super) focus: Focus,
    /// The first line of the page that was in sight.
    line: usize,
    /// The columns that the page had.
    columns: usize,
}

/// What a list of the reader's is called among the parts of the shelf.
const LIST: &str = "list:";

impl Whereabouts {
    /// Where the reader of a model is.
    pub(super) fn of(model: &Model) -> Self {
        let corpus = &model.corpus;
        let entry = model.entry();
        Self {
            filter: model.filter.text().into_owned(),
            entry: entry.map(|id| corpus.full_name(id)),
            number: entry.map_or(0, EntryId::index),
            // Whoever comes back and types `q` wants to quit, and not to type it into the filter.
            focus: if model.focus == Focus::Filter { Focus::List } else { model.focus },
            line: model.scroll.top,
            columns: model.page.columns(),
            ..Self::within(model.selection, corpus, model.desk.shelf())
        }
    }

    /// Within facets, and nowhere else.
    pub(super) fn within(set: Selection, corpus: &Corpus, shelf: &Shelf) -> Self {
        let source = |id| {
            let source = corpus.source(id);
            safe!(corpus.collection(source.collection).id, "/", source.id)
        };
        Self {
            topic: set.topic.map(|id| corpus.topic(id).path.clone()),
            wording: set.wording.map(|wording| wording.name().into()),
            speaker: set.speaker.map(|id| corpus.speaker(id).id.clone()),
            source: set.source.map(source),
            shelf: set.shelf.and_then(|facet| facet_name(facet, shelf)),
            ..Self::default()
        }
    }

    /// Whether something narrows the list.
    pub(super) fn is_narrowed(&self) -> bool {
        let facets = [&self.topic, &self.wording, &self.speaker, &self.source, &self.shelf];
        !self.filter.is_empty() || facets.iter().any(|facet| facet.is_some())
    }

    /// Whether a part of the shelf is set.
    pub(super) fn is_on_shelf(&self) -> bool {
        self.shelf.is_some()
    }

    /// The facets that are set, as far as there are such things.
    pub(super) fn selection(&self, corpus: &Corpus, shelf: &Shelf) -> Selection {
        let topic = self.topic.as_ref();
        let wording = self.wording.as_ref();
        Selection {
            topic: topic.and_then(|path| corpus.topic_ids().find(|&id| corpus.topic(id).path == *path)),
            wording: wording.and_then(|name| Wording::ALL.into_iter().find(|other| other.name() == name.as_str())),
            speaker: self
                .speaker
                .as_ref()
                .and_then(|name| corpus.speaker_ids().find(|&id| corpus.speaker(id).id == *name)),
            source: self.source.as_ref().and_then(|name| match corpus.look_up_source(name.as_str()) {
                Lookup::Found(id) => Some(id),
                Lookup::Ambiguous | Lookup::Missing => None,
            }),
            shelf: self.shelf.as_ref().and_then(|name| facet_called(name.as_str(), shelf)),
        }
    }

    /// The entry that was read, if it is where it was; else, where it is to be `sought` among all, wherever it is.
    pub(super) fn entry(&self, corpus: &Corpus, sought: bool) -> Option<EntryId> {
        let name = self.entry.as_ref()?;
        let same = corpus.ids().nth(self.number).filter(|&id| corpus.full_name(id) == *name);
        let seek = || corpus.look_up_all(&[name.as_str()]).first()?.entry();
        same.or_else(|| sought.then(seek).flatten())
    }

    /// The line of the page in sight where it has other columns: about as far into the text.
    pub(super) fn line(&self, columns: usize) -> usize {
        if columns == 0 || self.columns == 0 { self.line } else { self.line * self.columns / columns }
    }
}

fn facet_name(facet: Facet, shelf: &Shelf) -> Option<Safe<'static>> {
    Some(match facet {
        Facet::Starred => "starred".into(),
        Facet::Noted => "noted".into(),
        Facet::Highlighted => "highlighted".into(),
        Facet::List(key) => safe!(LIST, shelf.list_of(key)?.name),
    })
}

fn facet_called(name: &str, shelf: &Shelf) -> Option<Facet> {
    match (name, name.strip_prefix(LIST)) {
        ("starred", _) => Some(Facet::Starred),
        ("noted", _) => Some(Facet::Noted),
        ("highlighted", _) => Some(Facet::Highlighted),
        (_, Some(list)) => shelf.list(list).map(|list| Facet::List(ListKey::of(list.name.as_str()))),
        _ => None,
    }
}
