//! [`CopyState`]: the marked entries, and the formats to copy in.

use std::sync::Arc;

use super::id_map::IdMap;
use super::marked::MarkedEntries;
use super::session_state::SavedFormats;
use crate::layout::preview::Preview;
use kzq_corpus::Corpus;
use kzq_export::{Format, Template};
use kzq_text::Safe;

/// What copying pastes.
#[derive(Debug)]
pub(super) struct CopyState {
    pub(super) marked: MarkedEntries,
    /// The preview of copying the marked entries, with the entries and the wrap width it was made for.
    pub(super) marked_preview: Option<(MarkedEntries, usize, Preview)>,
    /// The format of a plain copy.
    pub(super) default_format: Format,
    /// The format of a plain copy as the settings have it.
    settings_format: Format,
    /// The formats in the copy menu.
    pub(super) formats: Arc<[Format]>,
    /// The format last used in the copy menu.
    pub(super) last_menu_format: Format,
}

impl CopyState {
    /// Starts with nothing marked; the copy menu offers the user's template too.
    pub(super) fn new(default_format: Format, template: Option<&'static Template>) -> Self {
        Self {
            marked: MarkedEntries::default(),
            marked_preview: None,
            default_format,
            settings_format: default_format,
            formats: Format::copied().chain(template.map(|template| Format::Template(Some(template)))).collect(),
            last_menu_format: default_format,
        }
    }

    /// Makes a format that of a plain copy.
    pub(super) fn set_default_format(&mut self, format: Format) {
        self.default_format = format;
        self.marked_preview = None;
    }

    /// The formats, for the next session.
    pub(super) fn saved_formats(&self) -> SavedFormats {
        let name = |format: Format| Safe::from(format.row().name);
        SavedFormats {
            menu: (self.last_menu_format != self.settings_format).then(|| name(self.last_menu_format)),
            plain: (self.default_format != self.settings_format).then(|| name(self.default_format)),
            instead_of: name(self.settings_format),
        }
    }

    /// Restores the formats of an earlier session, unless the settings have changed since.
    pub(super) fn restore_formats(&mut self, saved: &SavedFormats) {
        let named = |name: &Option<Safe<'static>>| {
            self.formats
                .iter()
                .copied()
                .find(|format| name.as_ref().is_some_and(|name| name.as_str() == format.row().name))
        };
        if saved.instead_of.as_str() != self.settings_format.row().name {
            return;
        }
        let (menu, plain) = (named(&saved.menu), named(&saved.plain));
        self.last_menu_format = menu.unwrap_or(self.last_menu_format);
        self.default_format = plain.unwrap_or(self.default_format);
    }

    /// The preview of copying the marked entries, if any are marked.
    pub(super) fn preview(&self) -> Option<&Preview> {
        self.marked_preview.as_ref().map(|(_, _, preview)| preview)
    }

    /// Updates the preview, if the marked entries or the width have changed.
    pub(super) fn sync_preview(&mut self, corpus: &Corpus, columns: usize) {
        if self.marked.is_empty() {
            self.marked_preview = None;
            return;
        }
        let is_same = |(marked, old, _): &(_, usize, _)| *marked == self.marked && *old == columns;
        if !self.marked_preview.as_ref().is_some_and(is_same) {
            let preview = Preview::partial(corpus, self.marked.entries(), columns, self.default_format);
            self.marked_preview = Some((self.marked.clone(), columns, preview.unfolded()));
        }
    }

    /// Maps the ids to reloaded collections; entries that are gone are no longer marked.
    pub(super) fn remap_ids(&mut self, map: &IdMap<'_>) {
        let Self { marked, marked_preview, default_format: _, settings_format: _, formats: _, last_menu_format: _ } =
            self;
        *marked = MarkedEntries::from_entries(marked.entries().iter().filter_map(|&id| map.entry(id)));
        *marked_preview = None;
    }
}
