//! The report of `proofread` for an editor: a sheet with each quotation, what it was compared with, and a box to sign
//! off, as one HTML file.

mod article;
mod build;
mod flow;
mod markup;
mod page;
mod passage;
mod sheet;

pub(crate) use build::SheetInput;
pub(crate) use page::page;
