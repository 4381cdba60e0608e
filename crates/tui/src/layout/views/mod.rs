//! The full-screen views in place of the panes, such as a quotation beside its paraphrases.
//!
//! To add a view: give [`ViewKind`](super::view_kind::ViewKind) a variant with what the view is about, and an arm in
//! each of its functions; write a file here with `rows(context: &ViewContext<'_>, …) -> Vec<ViewRow>`, built with
//! `Builder`; add an action to the table of actions, for which `update` calls `Model::open_view`. Rows are built on
//! another thread, for one width and any height: only those visible are drawn, and `Builder::push_words` copies no
//! text. Scrolling, anchors, folding, copying, going to an entry and jumping back work the same in all views.

pub(crate) mod about;
mod claims;
pub(crate) mod compare;
pub(crate) mod coverage;
pub(crate) mod interview;
pub(crate) mod keywords;
pub(crate) mod passage;
pub(crate) mod quiet;
pub(crate) mod related;
pub(crate) mod timeline;
