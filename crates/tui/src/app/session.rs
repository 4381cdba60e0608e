//! [`Session`]: where the user was before, and the session that is being restored.

use super::focus::Focus;
use super::id_map::IdMap;
use super::jump_list::{JumpEntry, JumpList};
use super::query_history::QueryHistory;
use super::session_state::SessionState;
use kzq_corpus::EntryId;

/// A session that is being restored.
#[derive(Clone, Debug)]
pub(super) struct Restoring {
    pub(super) session: SessionState,
    /// Row of the list to select if the entry is gone.
    pub(super) fallback_row: usize,
    /// Whether the shelf was loaded, so that its lists are known.
    pub(super) is_shelf_loaded: bool,
}

/// Where the user was before.
#[derive(Debug, Default)]
pub(super) struct Session {
    /// The user's position before each jump.
    pub(super) jump_list: JumpList,
    /// The position before the filter was focused.
    pub(super) before_filter: Option<JumpEntry>,
    /// The query history.
    pub(super) query_history: QueryHistory,
    /// The pane that has the focus at the start.
    pub(super) start_focus: Focus,
    /// The session position that is being restored.
    pub(super) restoring: Option<Restoring>,
}

impl Session {
    /// The entries that are held by id.
    pub(super) fn entry_ids(&self) -> impl Iterator<Item = EntryId> {
        self.jump_list.entries().iter().chain(&self.before_filter).flat_map(JumpEntry::entry_ids)
    }

    /// Maps the ids to reloaded collections, dropping positions whose entry is gone.
    pub(super) fn remap_ids(&mut self, map: &IdMap<'_>) {
        // The query history and the session that is being restored hold no ids.
        let Self { jump_list, before_filter, query_history: _, start_focus: _, restoring: _ } = self;
        jump_list.remap_ids(map);
        *before_filter = before_filter.take().and_then(|place| place.remap_ids(map));
    }
}
