//! [`Whereabouts`]: the user's position by names instead of ids, so that a later session can restore it.

use serde::{Deserialize, Serialize};

use super::focus::Focus;
use super::model::Model;
use kzq_corpus::{Corpus, EntryId, Lookup, Wording};
use kzq_search::Selection;
use kzq_shelf::{Facet, ListKey, Shelf};
use kzq_text::Safe;
use kzq_text::safe;

/// The user's position, independent of the ids in a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Whereabouts {
    /// The text of the filter.
    pub filter: Safe<'static>,
    /// The path of the active topic.
    topic: Option<Safe<'static>>,
    /// The name of the active wording.
    wording: Option<Safe<'static>>,
    /// The id of the active speaker.
    speaker: Option<Safe<'static>>,
    /// The active source, as `collection/id`.
    source: Option<Safe<'static>>,
    /// The name of the active part of the shelf.
    shelf: Option<Safe<'static>>,
    /// The displayed entry, as `collection/id`.
    entry: Option<Safe<'static>>,
    /// The index of the entry in the corpus.
    number: usize,
    /// The focused pane.
    pub(super) focus: Focus,
    /// The first visible line of the page.
    line: usize,
    /// The width of the page in columns.
    columns: usize,
}

/// The prefix of list names in the `shelf` field.
const LIST: &str = "list:";

impl Whereabouts {
    /// Captures the current position of a model.
    pub(super) fn of(model: &Model) -> Self {
        let corpus = &model.corpus;
        let entry = model.entry();
        Self {
            filter: model.filter.text().into_owned(),
            entry: entry.map(|id| corpus.full_name(id)),
            number: entry.map_or(0, EntryId::index),
            // After a restart, `q` should quit instead of being typed into the filter.
            focus: if model.focus == Focus::Filter { Focus::List } else { model.focus },
            line: model.scroll.top,
            columns: model.page.columns(),
            ..Self::within(model.selection, corpus, model.desk.shelf())
        }
    }

    /// A position that consists of facets only.
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

    /// Whether the filter or a facet narrows the list.
    pub(super) fn is_narrowed(&self) -> bool {
        let facets = [&self.topic, &self.wording, &self.speaker, &self.source, &self.shelf];
        !self.filter.is_empty() || facets.iter().any(|facet| facet.is_some())
    }

    /// Whether a part of the shelf is active.
    pub(super) fn is_on_shelf(&self) -> bool {
        self.shelf.is_some()
    }

    /// The facets that still exist in a corpus and a shelf.
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

    /// The displayed entry, if it is still at its index; `search_all` looks it up anywhere in the corpus.
    pub(super) fn entry(&self, corpus: &Corpus, sought: bool) -> Option<EntryId> {
        let name = self.entry.as_ref()?;
        let same = corpus.ids().nth(self.number).filter(|&id| corpus.full_name(id) == *name);
        let seek = || corpus.look_up_all(&[name.as_str()]).first()?.entry();
        same.or_else(|| sought.then(seek).flatten())
    }

    /// The first visible line at a page width, scaled to the same relative place in the text.
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
