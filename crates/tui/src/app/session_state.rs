//! [`SessionState`]: the user's position by names instead of ids, so that a later session can restore it.

use serde::{Deserialize, Serialize};

use super::focus::Focus;
use kzq_corpus::{Corpus, EntryId, Lookup, Wording};
use kzq_search::FacetFilter;
use kzq_shelf::{ListKey, Shelf, ShelfFacet};
use kzq_text::Safe;
use kzq_text::safe;

/// The user's position, independent of the ids in a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionState {
    /// The text of the filter.
    pub filter: Safe<'static>,
    /// The path of the active topic.
    pub(super) topic: Option<Safe<'static>>,
    /// The name of the active wording.
    pub(super) wording: Option<Safe<'static>>,
    /// The id of the active speaker; empty if it is the unknown one.
    pub(super) speaker: Option<Safe<'static>>,
    /// The active source, as `collection/id`.
    pub(super) source: Option<Safe<'static>>,
    /// The name of the active part of the shelf.
    pub(super) shelf: Option<Safe<'static>>,
    /// The displayed entry, as `collection/id`.
    pub(super) entry: Option<Safe<'static>>,
    /// The index of the entry in the corpus.
    pub(super) number: usize,
    /// The focused pane.
    pub(super) focus: Focus,
    /// The first visible line of the page.
    pub(super) line: usize,
    /// The width of the page in columns.
    pub(super) columns: usize,
    /// The formats to copy in.
    pub(super) formats: SavedFormats,
    /// Whether the list has one row an entry, if the user decided that.
    pub(super) compact_list: Option<bool>,
}

/// The formats to copy in, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SavedFormats {
    /// The format used last in the copy menu.
    pub(super) menu: Option<Safe<'static>>,
    /// The format of a plain copy.
    pub(super) plain: Option<Safe<'static>>,
    /// The format of a plain copy in the settings: if that has changed since, it counts.
    pub(super) instead_of: Safe<'static>,
}

/// The prefix of list names in the `shelf` field.
const LIST_PREFIX: &str = "list:";

impl SessionState {
    /// A position that consists of facets only.
    pub(super) fn from_selection(selection: FacetFilter, corpus: &Corpus, shelf: &Shelf) -> Self {
        let source = |id| {
            let source = corpus.source(id);
            safe!(corpus.collection(source.collection).id, "/", source.id)
        };
        Self {
            topic: selection.topic.map(|id| corpus.topic(id).path.clone()),
            wording: selection.wording.map(|wording| wording.name().into()),
            speaker: selection.speaker.map(|id| id.get().map(|id| corpus.speaker(id).id.clone()).unwrap_or_default()),
            source: selection.source.map(source),
            shelf: selection.shelf.and_then(|facet| facet_name(facet, shelf)),
            ..Self::default()
        }
    }

    /// A position that consists of a filter only.
    pub(super) fn of_filter(filter: Safe<'static>) -> Self {
        Self { filter, ..Self::default() }
    }

    /// Whether the filter or a facet narrows the list.
    pub(super) fn is_filtered(&self) -> bool {
        let facets = [&self.topic, &self.wording, &self.speaker, &self.source, &self.shelf];
        !self.filter.is_empty() || facets.iter().any(|facet| facet.is_some())
    }

    /// Whether a part of the shelf is active.
    pub(super) fn has_shelf_facet(&self) -> bool {
        self.shelf.is_some()
    }

    /// The facets that still exist in a corpus and a shelf.
    pub(super) fn selection(&self, corpus: &Corpus, shelf: &Shelf) -> FacetFilter {
        let topic = self.topic.as_ref();
        let wording = self.wording.as_ref();
        FacetFilter {
            topic: topic.and_then(|path| corpus.topic_ids().find(|&id| corpus.topic(id).path == *path)),
            wording: wording.and_then(|name| Wording::ALL.into_iter().find(|other| other.name() == name.as_str())),
            speaker: self.speaker.as_ref().and_then(|name| {
                let known = corpus.speaker_ids().find(|&id| corpus.speaker(id).id == *name);
                (known.is_some() || name.is_empty()).then(|| known.into())
            }),
            source: self.source.as_ref().and_then(|name| match corpus.look_up_source(name.as_str()) {
                Lookup::Found(id) => Some(id),
                Lookup::Ambiguous | Lookup::Missing => None,
            }),
            shelf: self.shelf.as_ref().and_then(|name| parse_facet(name.as_str(), shelf)),
        }
    }

    /// The displayed entry, if it is still at its index; `search_all` looks it up anywhere in the corpus.
    pub(super) fn entry(&self, corpus: &Corpus, search_all: bool) -> Option<EntryId> {
        let name = self.entry.as_ref()?;
        let same = corpus.entry_ids().nth(self.number).filter(|&id| corpus.qualified_id(id) == *name);
        let look_up = || corpus.look_up_all(&[name.as_str()]).first()?.found();
        same.or_else(|| search_all.then(look_up).flatten())
    }

    /// The first visible line at a page width, scaled to the same relative place in the text.
    pub(super) fn scroll_line(&self, columns: usize) -> usize {
        if columns == 0 || self.columns == 0 { self.line } else { self.line * self.columns / columns }
    }
}

fn facet_name(facet: ShelfFacet, shelf: &Shelf) -> Option<Safe<'static>> {
    Some(match facet {
        ShelfFacet::Starred => "starred".into(),
        ShelfFacet::Noted => "noted".into(),
        ShelfFacet::Highlighted => "highlighted".into(),
        ShelfFacet::Used => "used".into(),
        ShelfFacet::List(key) => safe!(LIST_PREFIX, shelf.list_by_key(key)?.name),
    })
}

fn parse_facet(name: &str, shelf: &Shelf) -> Option<ShelfFacet> {
    match (name, name.strip_prefix(LIST_PREFIX)) {
        ("starred", _) => Some(ShelfFacet::Starred),
        ("noted", _) => Some(ShelfFacet::Noted),
        ("highlighted", _) => Some(ShelfFacet::Highlighted),
        ("used", _) => Some(ShelfFacet::Used),
        (_, Some(list)) => shelf.list(list).map(|list| ShelfFacet::List(ListKey::new(list.name.as_str()))),
        _ => None,
    }
}
