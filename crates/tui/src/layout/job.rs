//! [`LayoutJob`]: something long to lay out on another thread.

use std::sync::Arc;

use super::completion_job::CompletionJob;
use super::copy_request::CopyRequest;
use super::page::{Page, PageJob};
use super::preview::CopyText;
use super::view_kind::{ViewKey, ViewKind};
use super::view_row::{ViewContext, ViewRow};
use crate::app::palette_names::{NameSources, PaletteNames};
use kzq_export::SourceTextLookup;
use kzq_search::{Completion, Engine, FacetCounts, FacetFilter, Query, SearchOptions};
use kzq_shelf::{ListKey, PlacementCache, SavedSearch, Shelf};

/// Something long to lay out, away from the thread that draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LayoutJob {
    /// All lines and matches of a page.
    Page(Box<PageJob>),
    /// The text that copying in a format will paste.
    CopyText(CopyTextJob),
    /// The rows of a full-screen view.
    View(ViewJob),
    /// How many entries each saved search finds.
    SearchCounts(SearchCountJob),
    /// What completes the filter.
    Completion(CompletionJob),
    /// The names that the palette finds.
    PaletteNames(PaletteNamesJob),
}

/// Names to collect for the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaletteNamesJob {
    pub(crate) corpus_revision: u64,
    pub(crate) totals: Arc<FacetCounts>,
    pub(crate) shelf: Arc<Shelf>,
}

/// A text to write out and wrap, to show what copying will paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyTextJob {
    pub(crate) request: CopyRequest,
    pub(crate) columns: usize,
    pub(crate) text_revision: u64,
}

/// A view to build rows for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewJob {
    pub(crate) kind: ViewKind,
    pub(crate) key: ViewKey,
}

/// Saved searches to count the entries of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchCountJob {
    pub(crate) shelf: Arc<Shelf>,
    pub(crate) corpus_revision: u64,
}

impl SearchCountJob {
    fn run(&self, engine: &Engine) -> Vec<(ListKey, usize)> {
        let placement = PlacementCache::default().locate(&self.shelf, engine.corpus());
        let count = |search: &SavedSearch| {
            let query = Query::parse(search.query.as_str());
            engine.answer_with_shelf(&placement, &query, &FacetFilter::default(), SearchOptions::COUNT).found
        };
        self.shelf.searches().iter().map(|search| (search.key(), count(search))).collect()
    }
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
    /// The number of entries of each saved search, with the job that they answer.
    SearchCounts(SearchCountJob, Vec<(ListKey, usize)>),
    /// What completes the filter, if something does, with the job that it answers.
    Completion(CompletionJob, Option<Completion>),
    /// The names that the palette finds, with the job that they answer.
    PaletteNames(PaletteNamesJob, Box<PaletteNames>),
}

impl LayoutJob {
    /// Runs the job, however long that takes, using the source texts loaded so far.
    pub fn run(self, engine: &Engine, texts: &SourceTextLookup<'_>) -> LayoutDone {
        match self {
            Self::Page(job) => LayoutDone::Page(Box::new(job.run(engine.corpus()))),
            Self::CopyText(job) => {
                let paste = CopyText::full(engine.corpus(), texts, &job.request, job.columns);
                LayoutDone::CopyText(job, paste)
            }
            Self::View(job) => {
                let rows =
                    job.kind.build_rows(&ViewContext { engine, columns: job.key.columns, with_underscores: false });
                LayoutDone::View(job, Arc::new(rows))
            }
            Self::SearchCounts(job) => {
                let counts = job.run(engine);
                LayoutDone::SearchCounts(job, counts)
            }
            Self::Completion(job) => {
                let completion = job.run(engine.corpus());
                LayoutDone::Completion(job, completion)
            }
            Self::PaletteNames(job) => {
                let sources = NameSources { corpus: engine.corpus(), totals: &job.totals, shelf: &job.shelf };
                let names = Box::new(PaletteNames::new(sources));
                LayoutDone::PaletteNames(job, names)
            }
        }
    }
}
