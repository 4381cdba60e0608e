//! An annotation, whatever the form in which it was exported.

use kzq_corpus::SourceKind;
use kzq_edit::{EntryDraft, Locator, SourceDraft, SourceReference};

use crate::item::{Imported, Item, Skipped};
use crate::reading::{add_extra, non_empty, squeeze};

/// An annotation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Annotation {
    /// The line of the file, from 1; 0 if there is none.
    pub(super) line: usize,
    /// The words that are annotated.
    pub(super) exact: String,
    /// What the annotator wrote about them.
    pub(super) comment: String,
    pub(super) tags: Vec<String>,
    pub(super) user: String,
    pub(super) uri: String,
    pub(super) title: String,
    pub(super) page: String,
    pub(super) created: String,
    pub(super) id: String,
    /// What comes before and after the words.
    pub(super) prefix: String,
    pub(super) suffix: String,
    pub(super) is_reply: bool,
}

impl Annotation {
    /// What it becomes.
    pub(super) fn into_item(self) -> Item {
        let skipped = |reason| Item::Skipped(Skipped { line: self.line, reason });
        if self.is_reply {
            return skipped("a reply to an annotation");
        }
        let Some(text) = non_empty(&self.exact) else { return skipped("a note on a whole page") };
        let draft = EntryDraft {
            text,
            source: self.source(),
            locator: Locator { page: non_empty(&self.page), ..Locator::default() },
            tags: self.tags.iter().filter_map(|tag| non_empty(tag)).collect(),
            note: non_empty(&self.comment),
            ..EntryDraft::default()
        };
        let mut entry = Imported { line: self.line, draft, doubts: Vec::new() };
        let user = self.user.strip_prefix("acct:").and_then(|user| user.split('@').next()).unwrap_or(&self.user);
        for (name, value) in [
            ("annotator", user),
            ("annotated", &self.created),
            ("annotation", &self.id),
            ("prefix", &self.prefix),
            ("suffix", &self.suffix),
        ] {
            add_extra(&mut entry, name, value);
        }
        Item::Entry(entry)
    }

    /// The page on the web, or a document that was open in the browser. Without a title, the address takes its place.
    fn source(&self) -> Option<SourceReference> {
        let is_web = self.uri.starts_with("http://") || self.uri.starts_with("https://");
        let title = non_empty(&squeeze(&self.title)).or_else(|| non_empty(&self.uri))?;
        let kind = if is_web { SourceKind::Web } else { SourceKind::Document };
        let url = is_web.then(|| self.uri.clone());
        Some(SourceReference::Described(Box::new(SourceDraft { kind, title, url, ..SourceDraft::default() })))
    }
}
