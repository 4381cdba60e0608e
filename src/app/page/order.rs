//! [`Order`]: something long to be laid out, and [`LaidOut`]: what came of it. [`CopyOrder`]: entries to be copied.

use std::ops::Range;
use std::sync::Arc;

use super::marks::Marks;
use super::setting::Setting;
use super::{Key, Page, Paste};
use crate::app::sheet::{Making, Row, SheetKey, Subject};
use crate::corpus::{Corpus, EntryId};
use crate::export::{Format, SourceTexts, Written, write_clip, write_out_with};
use crate::search::Engine;

/// Something long to be laid out, away from the thread that draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// A page.
    Page(PageOrder),
    /// What copying in a format will paste.
    Paste(PasteOrder),
    /// The rows of a sheet.
    Sheet(SheetOrder),
}

/// A page to be laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageOrder {
    entry: EntryId,
    key: Key,
    /// Its lines, where they are known and only the matches are missing.
    setting: Option<Arc<Setting>>,
}

/// A paste to be laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasteOrder {
    pub(in crate::app) copy: CopyOrder,
    pub(in crate::app) columns: usize,
    /// In which reading of the collections.
    pub(in crate::app) reading: u64,
}

/// Entries to be written out in a format, to be copied: a book's worth of them, or a very long one, takes a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyOrder {
    /// The entries, in the order of their files.
    pub(in crate::app) entries: Arc<Vec<EntryId>>,
    /// The format.
    pub(in crate::app) format: Format,
    /// The stretches of the only entry's text that are to be copied; all of it where there are none.
    pub(in crate::app) clip: Vec<Range<usize>>,
}

/// A sheet whose rows are to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetOrder {
    pub(in crate::app) subject: Subject,
    pub(in crate::app) key: SheetKey,
}

/// What came of an order.
#[derive(Clone, Debug)]
pub enum LaidOut {
    /// A page.
    Page(Box<Page>),
    /// A paste, and what was ordered.
    Paste(PasteOrder, Paste),
    /// The rows of a sheet, and what was ordered.
    Sheet(SheetOrder, Arc<Vec<Row>>),
}

impl Order {
    /// The order for all of a page of which there is a part.
    pub(super) fn page(entry: EntryId, page: &Page) -> Self {
        let setting = page.setting.clone().filter(|_| page.has_all_lines());
        Self::Page(PageOrder { entry, key: page.key.clone(), setting })
    }

    /// Carries it out, however long that takes, with the texts of sources that are at hand.
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
    /// How many entries are to be copied.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// Writes them out, however long that takes, with the texts of sources that are at hand.
    pub fn carry_out(&self, corpus: &Corpus, texts: &SourceTexts<'_>) -> Written {
        match (&**self.entries, &*self.clip) {
            (&[entry], clip @ [_, ..]) => Written { text: write_clip(corpus, entry, clip), left_out: None },
            _ => write_out_with(corpus, texts, &self.entries, self.format),
        }
    }
}
