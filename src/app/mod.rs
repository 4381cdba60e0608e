//! The browser as a pure state machine: [`Event`]s go into [`Model::update`], [`Effect`]s come out.
//!
//! Nothing here draws, waits or does I/O; the default key bindings are in [`action::TABLE`].

pub mod action;
mod check;
pub mod chord;
mod definition;
mod desk;
mod event;
mod focus;
mod jumps;
pub mod keymap;
mod line_edit;
mod list;
mod lists;
mod marked;
mod model;
pub mod overrides;
mod page;
mod palette;
pub mod panes;
mod picking;
mod popup;
mod preferences;
mod queries;
mod scope;
mod scroll;
pub mod sheet;
mod sidebar;
mod text_edit;
mod update;
mod whereabouts;

pub use check::Verified;
pub use desk::{Desk, Kept};
pub use event::{Effect, Event, Generation, Growth, Mouse, MouseKind, Progress, Reloaded, Remembered, Stage};
pub use focus::Focus;
pub use line_edit::LineEdit;
pub use list::ItemShape;
pub use lists::{Lists, ListsStage, Part, lists_rows};
pub use marked::Marked;
pub use model::{Model, Toast, Tone};
pub use page::{CopyOrder, LaidOut, LeftOut, Line, Order, Page, Paste, Pick, Piece, Preview, Role};
pub use palette::{Palette, PaletteRow};
pub use panes::Panes;
pub use picking::Picking;
pub use popup::{
    HelpRow, Menu, MenuParts, NoteEdit, Popup, help_rows, menu_parts, menu_rows, palette_rows, popup_area,
};
pub use preferences::Preferences;
pub use queries::{MOST_QUERIES, remember_query};
pub use scroll::{Cursor, Move, Scroll};
pub use sheet::Sheet;
pub use sidebar::{Row, Sidebar};
pub use text_edit::TextEdit;
pub use whereabouts::Whereabouts;
