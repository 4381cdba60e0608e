//! Text laid out in lines: the page of an entry, its preview, and the full-screen views.

pub(crate) mod annotations;
pub mod job;
pub(crate) mod marked_text;
pub(crate) mod match_ranges;
pub(crate) mod page;
pub(crate) mod page_builder;
pub(crate) mod page_layout;
pub(crate) mod paragraph;
pub mod preview;
pub mod source_check;
pub mod span;
pub(crate) mod view_builder;
pub mod view_kind;
pub(crate) mod view_row;
pub mod views;
