//! The terminal interface: draws a [`Model`](crate::app::Model).
//!
//! [`view()`] is pure: it reads the model and writes cells, so drawing twice yields the same frame.
//! All text reaches the screen through [`canvas::Canvas`], which takes [`Safe`](crate::text::Safe) only.

pub mod canvas;
mod colours;
mod depth;
mod detail;
mod excerpt;
mod filter;
mod footer;
pub mod glyphs;
mod header;
mod list;
mod lists;
mod look;
mod number;
mod palette;
mod pane;
mod piece;
mod popup;
mod sheet;
mod sidebar;
pub mod theme;
mod view;

pub use depth::Depth;
pub use glyphs::Glyphs;
pub use look::{Grounds, Look};
pub use theme::{Theme, ThemeName};
pub use view::view;
