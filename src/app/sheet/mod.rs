//! [`Sheet`]: a full-screen view in place of the panes, such as a quotation beside its paraphrases.
//!
//! To add a view: give [`Subject`] a variant with what the view is about, and an arm in each of its functions; write a
//! file here with `rows(context: &ViewContext<'_>, …) -> Vec<ViewRow>`, built with `ViewBuilder`; add an action to the
//! table of actions, for which `update` calls `Model::open_view`. Rows are built on another thread, for one width and
//! any height: only those in sight are drawn, and `ViewBuilder::push_words` copies no text. Scrolling, anchors, folding,
//! copying, going to an entry and jumping back work the same in all views.

mod compare;
mod coverage;
mod draft;
mod interview;
mod keywords;
mod open;
mod passage;
mod related;
mod row;
mod setting;
mod subject;

pub use self::open::{Sheet, SheetKey};
pub use self::row::{Find, Mark, Row};
pub use self::subject::{Making, Subject};
