//! The plain text of drafts in Markdown and HTML, with the place of each part.

pub(crate) mod html;
pub(crate) mod markdown;
pub(crate) mod prose;
