//! What lies over the panes: the help, the menu of formats, a note, the reader's lists, the palette.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::action::Scope;
use super::keymap::Keymap;
use super::lists::Lists;
use super::page::{Paste, PasteOrder};
use super::palette::Palette;
use super::panes::{inside, pad};
use super::scroll::{Cursor, Scroll};
use super::text_edit::TextEdit;
use crate::export::Format;
use crate::shelf::{EntryName, Imprint};
use crate::text::Safe;

/// Something that lies over the panes and takes the keys.
#[derive(Clone, Debug)]
pub enum Popup {
    /// The keys, those of the place from which help was asked for first.
    Help {
        /// The place.
        scope: Scope,
        /// How far it is scrolled.
        scroll: Scroll,
    },
    /// The formats in which to copy.
    Menu(Menu),
    /// A note on an entry.
    Note(NoteEdit),
    /// The reader's lists.
    Lists(Lists),
    /// The actions, sought by name.
    Palette(Palette),
}

/// A note that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteEdit {
    /// The entry.
    pub entry: EntryName,
    /// What it said when the note was opened.
    pub(super) imprint: Arc<Imprint>,
    /// The note as it was when it was opened.
    pub(super) from: Option<Safe<'static>>,
    /// What is written.
    pub text: TextEdit,
    /// How far it is scrolled.
    pub scroll: Scroll,
}

/// The menu of formats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Menu {
    /// The formats.
    pub formats: Arc<[Format]>,
    /// The cursor on the formats.
    pub cursor: Cursor,
    /// What the format under the cursor will paste, wrapped.
    pub preview: Paste,
    /// How far the preview is scrolled.
    pub scroll: Scroll,
    /// What the preview was made for.
    pub(super) shown: Option<PasteOrder>,
}

impl Menu {
    /// The format under the cursor.
    pub fn format(&self) -> Format {
        self.formats.get(self.cursor.at).copied().unwrap_or_default()
    }
}

/// Where a popup lies on a screen of `size`.
pub fn popup_area(popup: &Popup, size: (u16, u16)) -> Rect {
    let (_, rows) = size;
    let (wide, high) = match popup {
        Popup::Help { .. } => (76, rows.saturating_sub(2)),
        // The same for every format, so that nothing jumps under the hand.
        Popup::Menu(_) => MENU,
        Popup::Note(_) => (72, 16),
        Popup::Lists(_) => (72, 24),
        Popup::Palette(_) => (88, 24),
    };
    centred(size, wide, high)
}

/// The most columns and rows of the menu.
const MENU: (u16, u16) = (106, 28);

/// An area in the middle of a screen: so wide and high, or as large as the screen lets it.
fn centred((columns, rows): (u16, u16), wide: u16, high: u16) -> Rect {
    let width = wide.min(columns.saturating_sub(if columns > 44 { 4 } else { 0 }));
    let height = high.min(rows.saturating_sub(if rows > 14 { 2 } else { 0 }));
    Rect { x: (columns - width) / 2, y: (rows - height) / 2, width, height }
}

/// Where the parts of the menu lie: the formats beside what the one under the cursor pastes, or above it where the
/// screen is narrow, and a rule between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MenuParts {
    /// The formats.
    pub formats: Rect,
    /// The rule, one column or one row.
    pub rule: Rect,
    /// The preview.
    pub preview: Rect,
}

/// Where the parts of the menu lie on a screen of `size`.
pub fn menu_parts(size: (u16, u16)) -> MenuParts {
    /// The columns of the formats, beside the preview.
    const WIDE: u16 = 27;
    /// From so many columns on a preview has room beside them.
    const BESIDE: u16 = 64;
    let room = pad(inside(centred(size, MENU.0, MENU.1)));
    if room.width >= BESIDE {
        let formats = Rect { width: WIDE, ..room };
        let rule = Rect { x: room.x + WIDE, width: 1, ..room };
        let preview = Rect { x: room.x + WIDE + 2, width: room.width - WIDE - 2, ..room };
        return MenuParts { formats, rule, preview };
    }
    let count = u16::try_from(Format::ALL.len()).unwrap_or(u16::MAX);
    let high = count.min((room.height / 2).saturating_sub(1)).max(1).min(room.height);
    let rule_at = (room.y + high).min(room.bottom());
    let rule = Rect { y: rule_at, height: 1.min(room.bottom() - rule_at), ..room };
    let preview = Rect { y: rule.bottom(), height: room.bottom() - rule.bottom(), ..room };
    MenuParts { formats: Rect { height: high, ..room }, rule, preview }
}

/// How many rows of the preview's `rows` its lines have.
pub fn menu_rows(menu: &Menu, rows: usize) -> usize {
    rows.saturating_sub(menu.preview.remark_rows())
}

/// How many rows of a popup of so many the actions of the palette have, below what is typed and a rule.
pub fn palette_rows(rows: usize) -> usize {
    rows.saturating_sub(PALETTE_HEAD)
}

/// The rows above the actions of the palette.
pub(super) const PALETTE_HEAD: usize = 2;

/// A row of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpRow {
    /// The name of a place.
    Heading(&'static str),
    /// Keys and what they do.
    Keys(Safe<'static>, &'static str),
    /// Air.
    Blank,
}

/// The rows of the help: the keys of `scope` first, then those of every other place.
pub fn help_rows(scope: Scope, keymap: &Keymap) -> Vec<HelpRow> {
    let mut scopes = vec![scope];
    scopes.extend(Scope::ALL.into_iter().filter(|other| *other != scope));
    let mut rows = Vec::new();
    for scope in scopes {
        let row = |keys: &[Safe<'static>], doc| HelpRow::Keys(Safe::join(keys.iter().map(Safe::borrowed), "  "), doc);
        let keys: Vec<HelpRow> = keymap.actions(scope).map(|(definition, keys)| row(keys, definition.doc)).collect();
        if keys.is_empty() {
            continue;
        }
        if !rows.is_empty() {
            rows.push(HelpRow::Blank);
        }
        rows.push(HelpRow::Heading(scope.title()));
        rows.extend(keys);
    }
    rows
}
