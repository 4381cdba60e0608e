//! The terminal interface: draws a [`Model`](crate::app::Model).
//!
//! [`view()`] is pure: it reads the model and writes cells, so drawing twice yields the same frame.
//! All text reaches the screen through [`canvas::Canvas`], which takes [`Safe`](kzq_text::Safe) only.

mod appearance;
pub mod canvas;
mod colours;
mod completion;
mod depth;
mod detail;
mod empty;
mod entry_form;
mod filter;
mod footer;
pub mod glyphs;
mod ground;
mod header;
mod help;
mod list;
mod number;
mod palette;
mod pane;
mod parts;
mod popup;
mod prompt;
mod quiet_page;
mod review;
mod shelf_popup;
mod sidebar;
mod span;
pub mod theme;
mod view;
mod view_pane;

pub use appearance::{Appearance, ThemePair};
pub use depth::ColourDepth;
pub use glyphs::Glyphs;
pub use ground::Ground;
pub use theme::{Theme, ThemeName};
pub use view::view;
