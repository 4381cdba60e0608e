//! What a page or a file says about its article.
//!
//! Each property comes from the first of these that has it: structured data (JSON-LD), Open Graph and other `<meta>`
//! elements in the order of [`page`], marked-up parts of the page, its title. Nothing is guessed: what is not a date or
//! no address is left out.

mod authors;
mod dates;
mod front_matter;
mod json_ld;
mod page;
mod title;
mod values;

pub(super) use authors::{byline, has_role};
pub(super) use dates::iso_date;
pub(super) use front_matter::front_matter;
pub(super) use page::page_metadata;
pub(super) use title::is_same_title;
pub use values::ArticleMetadata;
