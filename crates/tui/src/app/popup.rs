//! The popups over the panes: help, copy menu, note editor, lists, command palette.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::entry_form::EntryForm;
use super::find::Find;
use super::id_map::IdMap;
use super::note_edit::NoteEdit;
use super::palette::CommandPalette;
use super::panes::{inner_area, pad_horizontal};
use super::scroll::{ListCursor, Scroll};
use super::shelf_popup::ShelfPopup;
use crate::keys::scope::Scope;
use crate::layout::job::CopyTextJob;
use crate::layout::preview::CopyText;
use kzq_corpus::EntryId;
use kzq_export::Format;

/// A popup over the panes; it receives the keys.
#[derive(Clone, Debug)]
pub enum Popup {
    /// The key bindings, those of the scope where help was opened first.
    Help {
        /// The scope where help was opened.
        scope: Scope,
        /// The scroll position.
        scroll: Scroll,
        /// What the keys are filtered by.
        find: Find,
    },
    /// The formats to copy in.
    Copy(CopyMenu),
    /// The editor for the note on an entry.
    Note(NoteEdit),
    /// The user's lists.
    Lists(ShelfPopup),
    /// The form for a new quotation, or for what entries are given.
    Form(Box<EntryForm>),
    /// The commands, searchable by name.
    Palette(CommandPalette),
}

impl Popup {
    /// The entries that are held by id.
    pub(super) fn entry_ids(&self) -> impl Iterator<Item = EntryId> {
        let targets = match self {
            Self::Lists(lists) => lists.targets.as_slice(),
            Self::Form(form) => form.targets(),
            Self::Help { .. } | Self::Copy(_) | Self::Note(_) | Self::Palette(_) => &[],
        };
        targets.iter().map(|&(_, id)| id)
    }

    /// Maps the ids to reloaded collections.
    pub(super) fn remap_ids(&mut self, map: &IdMap<'_>) {
        match self {
            // The preview is made again.
            Self::Copy(menu) => menu.preview_job = None,
            Self::Lists(lists) => lists.remap_ids(map),
            Self::Form(form) => form.remap_ids(map),
            // A note refers to its entry by name.
            Self::Note(_) | Self::Help { .. } | Self::Palette(_) => {}
        }
    }
}

/// The state of the copy menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyMenu {
    /// The formats to choose from that match the filter.
    pub formats: Arc<[Format]>,
    /// All formats to choose from.
    pub(super) all_formats: Arc<[Format]>,
    /// What the formats are filtered by.
    pub find: Find,
    /// The cursor on the formats.
    pub cursor: ListCursor,
    /// What the selected format will paste, wrapped.
    pub preview: CopyText,
    /// The scroll position of the preview.
    pub scroll: Scroll,
    /// The request that the preview answers.
    pub(super) preview_job: Option<CopyTextJob>,
}

impl CopyMenu {
    /// Opens the menu at a format.
    pub(super) fn new(formats: &Arc<[Format]>, at: Format) -> Self {
        let index = formats.iter().position(|&format| format == at).unwrap_or_default();
        Self {
            formats: Arc::clone(formats),
            all_formats: Arc::clone(formats),
            find: Find::default(),
            cursor: ListCursor { index, top: 0 },
            preview: CopyText::default(),
            scroll: Scroll::default(),
            preview_job: None,
        }
    }

    /// Leaves the formats that match the filter: by their labels, the names in settings, or what they make.
    pub(super) fn apply_find(&mut self) {
        let matches = |format: &&Format| {
            let row = format.row();
            [row.label, row.name, row.doc].into_iter().any(|text| !self.find.ranges_in(text).is_empty())
        };
        self.formats = if self.find.is_empty() {
            Arc::clone(&self.all_formats)
        } else {
            self.all_formats.iter().filter(matches).copied().collect()
        };
    }

    /// The index of the selected format among all formats.
    pub(super) fn position(&self) -> usize {
        self.all_formats.iter().position(|&format| format == self.format()).unwrap_or_default()
    }

    /// The selected format.
    pub fn format(&self) -> Format {
        self.formats.get(self.cursor.index).copied().unwrap_or_default()
    }

    /// The areas of the menu on a screen of `size`.
    pub fn areas(&self, size: (u16, u16)) -> CopyMenuAreas {
        /// The width of the formats beside the preview.
        const FORMATS_WIDTH: u16 = 27;
        /// The minimum width for formats and preview side by side.
        const MIN_SIDE_BY_SIDE_WIDTH: u16 = 64;
        let room = pad_horizontal(inner_area(centred(size, COPY_MENU_SIZE.0, COPY_MENU_SIZE.1)));
        if room.width >= MIN_SIDE_BY_SIDE_WIDTH {
            let formats = Rect { width: FORMATS_WIDTH, ..room };
            let rule = Rect { x: room.x + FORMATS_WIDTH, width: 1, ..room };
            let preview = Rect { x: room.x + FORMATS_WIDTH + 2, width: room.width - FORMATS_WIDTH - 2, ..room };
            return CopyMenuAreas { formats, rule, preview };
        }
        let count = u16::try_from(self.formats.len()).unwrap_or(u16::MAX);
        let high = count.min((room.height / 2).saturating_sub(1)).max(1).min(room.height);
        let rule_at = (room.y + high).min(room.bottom());
        let rule = Rect { y: rule_at, height: 1.min(room.bottom() - rule_at), ..room };
        let preview = Rect { y: rule.bottom(), height: room.bottom() - rule.bottom(), ..room };
        CopyMenuAreas { formats: Rect { height: high, ..room }, rule, preview }
    }
}

/// The area of a popup on a screen of `size`.
pub fn popup_area(popup: &Popup, size: (u16, u16)) -> Rect {
    let (_, rows) = size;
    let (wide, high) = match popup {
        Popup::Help { .. } => (118, rows.saturating_sub(2)),
        // The same size for every format, so that the menu does not jump while the user goes through them.
        Popup::Copy(_) => COPY_MENU_SIZE,
        Popup::Note(_) => (72, 16),
        Popup::Lists(_) => (72, 24),
        Popup::Form(_) => (84, 18),
        Popup::Palette(_) => (88, 24),
    };
    centred(size, wide, high)
}

/// The maximum columns and rows of the copy menu.
const COPY_MENU_SIZE: (u16, u16) = (106, 28);

/// Centres an area of at most `max_width` by `max_height` on a screen, shrunk to fit.
fn centred((columns, rows): (u16, u16), max_width: u16, max_height: u16) -> Rect {
    let width = max_width.min(columns.saturating_sub(if columns > 44 { 4 } else { 0 }));
    let height = max_height.min(rows.saturating_sub(if rows > 14 { 2 } else { 0 }));
    Rect { x: (columns - width) / 2, y: (rows - height) / 2, width, height }
}

/// The areas of the copy menu: the formats, a rule, and the preview, side by side or stacked on a narrow screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyMenuAreas {
    /// The list of formats.
    pub formats: Rect,
    /// The rule, one column wide or one row high.
    pub rule: Rect,
    /// The preview of the selected format.
    pub preview: Rect,
}

/// The number of the preview's `rows` that are left for its lines.
pub fn copy_preview_rows(menu: &CopyMenu, rows: usize) -> usize {
    rows.saturating_sub(menu.preview.remark_rows())
}

/// The columns of the labels of the form.
pub const FORM_LABEL_COLUMNS: usize = 9;

/// The columns of the fields of the form in a popup of `columns`.
pub fn form_field_columns(columns: usize) -> usize {
    columns.saturating_sub(FORM_LABEL_COLUMNS).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stacked_copy_menu_has_a_row_for_each_format() {
        for formats in [&[Format::Words][..], &[Format::Words, Format::Json], &Format::ALL] {
            let menu = CopyMenu::new(&formats.into(), Format::Words);
            // At most half of the popup.
            assert_eq!(usize::from(menu.areas((50, 60)).formats.height), formats.len().min(12));
        }
    }
}
