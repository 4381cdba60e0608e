//! [`Sheet`]: one thing shown whole in place of the panes, such as a quotation beside its paraphrases.
//!
//! To add a sheet: give [`Subject`] a variant with what the sheet is of, and an arm to each of its functions; write a
//! file here with `rows(making: &Making<'_>, …) -> Vec<Row>`, made by `Draft`; give the table of actions an action
//! for which `update` calls `Model::open_sheet`. Rows are made on a thread of their own, for one width and
//! never for the screen: what is drawn of them is only what is in sight, and `Draft::words` copies no text.
//! Scrolling, stops, folding, copying, going to an entry and coming back are the same for all.

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
