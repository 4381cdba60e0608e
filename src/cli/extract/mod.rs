//! What `kzq extract` finds in an article: printed, as JSON, and as entries of a collection.

mod article_file;
mod cast;
mod drafts;
mod print;
mod record;
mod write;

pub(super) use article_file::{ArticleBytes, ArticleFile, ReadingArgs};
pub(crate) use cast::find_quotations;
pub(crate) use drafts::entry_drafts;
pub(super) use drafts::{SourceArgs, source_draft};
pub(super) use print::{doubts, print_candidates, print_summary, print_text};
pub(super) use record::records;
pub(super) use write::{Destination, Written, write_entries};
