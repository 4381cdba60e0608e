//! Jobs for other threads: [`Order`] lays something long out and results in [`LaidOut`]; [`CopyOrder`] writes entries
//! out.

use std::ops::Range;
use std::sync::Arc;

use super::match_ranges::Marks;
use super::page::{Key, Page};
use super::page_layout::Setting;
use super::preview::Paste;
use super::view_kind::{Making, Subject};
use super::view_row::Row;
use crate::app::view::SheetKey;
use kzq_corpus::{Corpus, EntryId};
use kzq_export::{Format, SourceTexts, Written, write_clip, write_out_with};
use kzq_search::Engine;

/// Something long to lay out, away from the thread that draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// All lines and matches of a page.
    Page(PageOrder),
    /// The text that copying in a format will paste.
    Paste(PasteOrder),
    /// The rows of a full-screen view.
    Sheet(SheetOrder),
}

/// A page to lay out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageOrder {
    entry: EntryId,
    key: Key,
    /// The layout, if it is complete and only the matches are missing.
    setting: Option<Arc<Setting>>,
}

/// A text to write out and wrap, to show what copying will paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasteOrder {
    pub(crate) copy: CopyOrder,
    pub(crate) columns: usize,
    pub(crate) reading: u64,
}

/// Entries to write out in a format and copy; a book's worth of them, or a very long one, takes a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyOrder {
    /// The entries, in the order of their files.
    pub(crate) entries: Arc<Vec<EntryId>>,
    pub(crate) format: Format,
    /// Ranges of the only entry's text to copy; if empty, the whole entry is copied.
    pub(crate) clip: Vec<Range<usize>>,
}

/// A view whose rows are to be built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetOrder {
    pub(crate) subject: Subject,
    pub(crate) key: SheetKey,
}

/// The result of a layout job.
#[derive(Clone, Debug)]
pub enum LaidOut {
    /// A complete page.
    Page(Box<Page>),
    /// The wrapped text, with the job that it answers.
    Paste(PasteOrder, Paste),
    /// The rows of a view, with the job that they answer.
    Sheet(SheetOrder, Arc<Vec<Row>>),
}

impl Order {
    /// Creates the job that completes a partial page.
    pub(crate) fn page(entry: EntryId, page: &Page) -> Self {
        let setting = page.setting.clone().filter(|_| page.has_all_lines());
        Self::Page(PageOrder { entry, key: page.key.clone(), setting })
    }

    /// Runs the job, however long that takes, using the source texts loaded so far.
    pub fn carry_out(self, engine: &Engine, texts: &SourceTexts<'_>) -> LaidOut {
        let corpus = engine.corpus();
        match self {
            Self::Page(PageOrder { entry, key, setting: None }) => {
                LaidOut::Page(Box::new(Page::whole(corpus, entry, key)))
            }
            Self::Page(PageOrder { entry, key, setting: Some(setting) }) => {
                let marks = Marks::whole(corpus, entry, &key);
                LaidOut::Page(Box::new(Page::new(entry, key, setting, marks)))
            }
            Self::Paste(order) => {
                let paste = Paste::whole(corpus, texts, &order.copy, order.columns);
                LaidOut::Paste(order, paste)
            }
            Self::Sheet(order) => {
                let rows = order.subject.rows(&Making { engine, columns: order.key.columns });
                LaidOut::Sheet(order, Arc::new(rows))
            }
        }
    }
}

impl CopyOrder {
    /// Returns the number of entries to copy.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// Writes the entries out, however long that takes, using the source texts loaded so far.
    pub fn carry_out(&self, corpus: &Corpus, texts: &SourceTexts<'_>) -> Written {
        match (&**self.entries, &*self.clip) {
            (&[entry], clip @ [_, ..]) => Written { text: write_clip(corpus, entry, clip), left_out: None },
            _ => write_out_with(corpus, texts, &self.entries, self.format),
        }
    }
}
