//! The browser as a pure state machine: [`Event`]s go into [`Model::update`], [`Effect`]s come out.
//!
//! Nothing here draws, waits or does I/O; the default key bindings are in [`action::TABLE`].

mod event;
mod focus;
mod jump_list;
mod line_edit;
mod list;
mod marked;
mod model;
mod palette;
pub mod panes;
pub(crate) mod phrase_select;
mod popup;
mod preferences;
mod query_history;
mod scroll;
mod session;
mod shelf_popup;
mod shelf_state;
mod sidebar;
mod text_edit;
mod update;
pub(crate) mod view;

pub use crate::layout::job::{CopyOrder, LaidOut, Order};
pub use crate::layout::page::Page;
pub use crate::layout::preview::{LeftOut, Paste, Preview};
pub use crate::layout::source_check::Verified;
pub use crate::layout::span::{Line, Pick, Piece, Role};
pub use event::{Effect, Event, Generation, Growth, Mouse, MouseKind, Progress, Reloaded, Remembered, Stage};
pub use focus::Focus;
pub use line_edit::LineEdit;
pub use list::ItemShape;
pub use marked::Marked;
pub use model::{Model, Toast, Tone};
pub use palette::{Palette, PaletteRow};
pub use panes::Panes;
pub use phrase_select::Picking;
pub use popup::{
    HelpRow, Menu, MenuParts, NoteEdit, Popup, help_rows, menu_parts, menu_rows, palette_rows, popup_area,
};
pub use preferences::Preferences;
pub use query_history::{MOST_QUERIES, remember_query};
pub use scroll::{Cursor, Move, Scroll};
pub use session::Whereabouts;
pub use shelf_popup::{Lists, ListsStage, Part, lists_rows};
pub use shelf_state::{Desk, Kept};
pub use sidebar::{Row, Sidebar};
pub use text_edit::TextEdit;
pub use view::Sheet;
