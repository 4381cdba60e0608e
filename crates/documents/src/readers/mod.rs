//! The readers of the formats, one in each file.

pub(crate) mod asciidoc;
mod asciidoc_inline;
pub(crate) mod captions;
pub(crate) mod docx;
mod docx_styles;
mod docx_text;
pub(crate) mod epub;
pub(crate) mod latex;
mod latex_commands;
mod latex_cursor;
pub(crate) mod markup;
pub(crate) mod odt;
mod odt_styles;
pub(crate) mod rst;
mod rst_inline;
pub(crate) mod typst;
mod typst_code;
pub(crate) mod whisper;
