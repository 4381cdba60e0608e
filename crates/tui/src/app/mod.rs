//! The browser as a pure state machine: [`Event`]s go into [`Model::update`], [`Effect`]s come out.
//!
//! Nothing here draws, waits or does I/O; the default key bindings are in [`TABLE`](crate::keys::action::TABLE).

mod burst;
mod collections;
mod completing;
mod copy_state;
mod detail;
mod edits;
mod entry_form;
mod event;
mod excerpts;
mod facet_name;
mod find;
mod focus;
mod footer;
mod form_field;
mod form_known;
mod help;
mod id_map;
mod jump_list;
mod list;
mod listed_values;
mod marked;
mod model;
mod note_edit;
mod origin;
mod palette;
mod palette_choice;
pub(crate) mod palette_names;
pub mod panes;
pub(crate) mod phrase_select;
mod popup;
mod preferences;
mod query_history;
mod review;
mod saved_searches;
mod scroll;
mod search;
mod search_request;
mod session;
mod session_state;
mod shelf_popup;
mod shelf_state;
mod sidebar;
mod text_edit;
mod update;
pub(crate) mod view;

pub use crate::layout::copy_request::CopyRequest;
pub use crate::layout::job::{LayoutDone, LayoutJob};
pub use crate::layout::page::Page;
pub use crate::layout::preview::{CopyText, HiddenLines, Preview};
pub use crate::layout::source_check::VerifyDone;
pub use crate::layout::span::{SelectState, StyleRole, StyledLine, StyledSpan};
pub use entry_form::{EntryForm, FormRow};
pub use event::{
    Copied, CorpusUpdate, Effect, Event, FileEdited, FileSteps, LoadStage, MouseInput, MouseKind, Progress, Reloaded,
    SessionLoaded, ShelfSaved,
};
pub use find::Find;
pub use focus::Focus;
pub use footer::FooterHint;
pub use form_field::FormField;
pub use help::{HELP_GAP, HelpLine, HelpRow, help_lines, help_rows, run_indent};
pub use list::ItemShape;
pub use listed_values::ListedValues;
pub use marked::MarkedEntries;
pub use model::{Model, Toast, ToastLevel};
pub use note_edit::{NoteDraft, NoteEdit};
pub use origin::{CollectionOrigin, FIRST_STEPS, FirstStep, first_steps_line};
pub use palette::{CommandPalette, PalettePurpose, PaletteRow};
pub use palette_names::PaletteNames;
pub use panes::Panes;
pub use phrase_select::PhraseSelect;
pub use popup::{
    CopyMenu, CopyMenuAreas, FORM_LABEL_COLUMNS, Popup, copy_preview_rows, form_field_columns, popup_area,
};
pub use preferences::{NamedTheme, PickCount, Preferences};
pub use query_history::{MAX_QUERIES, push_query};
pub use review::{ReviewAreas, ReviewStart, ReviewState, review_areas};
pub use scroll::{ListCursor, Motion, Scroll};
pub use search_request::{Generation, SearchDone, SearchRequest};
pub use session_state::SessionState;
pub use shelf_popup::{ShelfPart, ShelfPopup, ShelfPopupMode, shelf_popup_rows};
pub use shelf_state::ShelfState;
pub use sidebar::{Sidebar, SidebarRow};
pub use text_edit::TextEdit;
pub use view::View;
