//! Text laid out in lines: the page of an entry, its preview, the excerpts in the list, and the full-screen views.
//!
//! All of them are made of `Paragraph`s; a `Builder` collects those of a page or view.

pub(crate) mod annotations;
pub mod bars;
mod builder;
pub mod completion_job;
pub mod copy_request;
pub(crate) mod excerpt;
pub mod filtered;
pub mod job;
pub(crate) mod limits;
mod match_ranges;
pub mod page;
pub(crate) mod page_key;
mod page_layout;
pub mod page_link;
pub(crate) mod paragraph;
pub mod preview;
pub mod source_check;
pub mod span;
pub mod view_kind;
pub mod view_row;
mod views;
pub mod write_request;
