//! Jobs for other threads: [`Order`] lays something long out and results in [`LaidOut`]; [`CopyOrder`] writes entries
//! out.

use std::ops::Range;
use std::sync::Arc;

use super::match_ranges::MatchRanges;
use super::page::{Page, PageKey};
use super::page_layout::PageLayout;
use super::preview::CopyText;
use super::view_kind::{ViewContext, ViewKind};
use super::view_row::ViewRow;
use crate::app::view::ViewKey;
use kzq_corpus::{Corpus, EntryId};
use kzq_export::{Format, Rendered, SourceTextLookup, export_excerpt, export_with_texts};
use kzq_search::Engine;

/// Something long to lay out, away from the thread that draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LayoutJob {
    /// All lines and matches of a page.
    Page(PageJob),
    /// The text that copying in a format will paste.
    CopyText(CopyTextJob),
    /// The rows of a full-screen view.
    View(ViewJob),
}

/// A page to lay out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageJob {
    entry: EntryId,
    key: PageKey,
    /// The layout, if it is complete and only the matches are missing.
    layout: Option<Arc<PageLayout>>,
}

/// A text to write out and wrap, to show what copying will paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyTextJob {
    pub(crate) request: CopyRequest,
    pub(crate) columns: usize,
    pub(crate) text_revision: u64,
}

/// Entries to write out in a format and copy; a book's worth of them, or a very long one, takes a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyRequest {
    /// The entries, in the order of their files.
    pub(crate) entries: Arc<Vec<EntryId>>,
    pub(crate) format: Format,
    /// Ranges of the only entry's text to copy; if empty, the whole entry is copied.
    pub(crate) excerpt: Vec<Range<usize>>,
}

/// A view whose rows are to be built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewJob {
    pub(crate) kind: ViewKind,
    pub(crate) key: ViewKey,
}

/// The result of a layout job.
#[derive(Clone, Debug)]
pub enum LayoutDone {
    /// A complete page.
    Page(Box<Page>),
    /// The wrapped text, with the job that it answers.
    CopyText(CopyTextJob, CopyText),
    /// The rows of a view, with the job that they answer.
    View(ViewJob, Arc<Vec<ViewRow>>),
}

impl LayoutJob {
    /// Creates the job that completes a partial page.
    pub(crate) fn complete_page(entry: EntryId, page: &Page) -> Self {
        let layout = page.layout.clone().filter(|_| page.has_all_lines());
        Self::Page(PageJob { entry, key: page.key.clone(), layout })
    }

    /// Runs the job, however long that takes, using the source texts loaded so far.
    pub fn run(self, engine: &Engine, texts: &SourceTextLookup<'_>) -> LayoutDone {
        let corpus = engine.corpus();
        match self {
            Self::Page(PageJob { entry, key, layout: None }) => {
                LayoutDone::Page(Box::new(Page::layout_full(corpus, entry, key)))
            }
            Self::Page(PageJob { entry, key, layout: Some(setting) }) => {
                let marks = MatchRanges::find_all(corpus, entry, &key);
                LayoutDone::Page(Box::new(Page::new(entry, key, setting, marks)))
            }
            Self::CopyText(job) => {
                let paste = CopyText::full(corpus, texts, &job.request, job.columns);
                LayoutDone::CopyText(job, paste)
            }
            Self::View(job) => {
                let rows = job.kind.build_rows(&ViewContext { engine, columns: job.key.columns });
                LayoutDone::View(job, Arc::new(rows))
            }
        }
    }
}

impl CopyRequest {
    /// Returns the number of entries to copy.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// Writes the entries out, however long that takes, using the source texts loaded so far.
    pub fn run(&self, corpus: &Corpus, texts: &SourceTextLookup<'_>) -> Rendered {
        match (&**self.entries, &*self.excerpt) {
            (&[entry], clip @ [_, ..]) => Rendered { text: export_excerpt(corpus, entry, clip), skipped: None },
            _ => export_with_texts(corpus, texts, &self.entries, self.format),
        }
    }
}
