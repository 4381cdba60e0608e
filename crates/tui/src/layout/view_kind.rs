//! [`ViewKind`]: what a full-screen view shows.

use std::sync::Arc;

use super::filtered::Filtered;
use super::limits::{TEXT_COLUMNS, VIEW_COLUMNS};
use super::source_check::{CheckState, VerifyDone};
use super::span::{StyleRole, StyledLine, StyledSpan};
use super::view_row::{ViewContext, ViewRow};
pub use super::views::about::Subject;
use super::views::{about, compare, coverage, interview, keywords, passage, quiet, related, timeline};
use kzq_corpus::{Corpus, EntryId, Source, SourceKind};
use kzq_text::safe;

/// What a full-screen view shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewKind {
    /// A quotation beside what restates it, or a paraphrase beside the words it rests on.
    Compare(EntryId),
    /// The first of some entries next to the others, which the user chose.
    CompareChosen(Arc<[EntryId]>),
    /// The source of an entry, from its beginning to its end.
    Interview(EntryId),
    /// The entries related to an entry.
    Related(EntryId),
    /// The place of an entry's words in their source.
    Passage(Arc<VerifyDone>),
    /// The keywords of the collections.
    Keywords,
    /// How much of each topic is verbatim, and how much only reported.
    Coverage,
    /// When the words of what is filtered were said.
    Timeline(Arc<Filtered>),
    /// What a speaker said, or a source has: how much, when, on what.
    About(Subject),
    /// An entry and nothing else.
    Quiet(EntryId),
}

/// What the rows of a view depend on besides its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ViewKey {
    /// Maximum width of a row.
    pub columns: usize,
    /// Revision of the corpus that the rows are built from.
    pub corpus_revision: u64,
}

/// What a source is, as a title.
fn kind_name(source: Option<&Source>) -> &'static str {
    match source.map(|source| source.kind) {
        Some(SourceKind::Article) => "Article",
        Some(SourceKind::Broadcast) => "Broadcast",
        Some(SourceKind::Book) => "Book",
        Some(SourceKind::Speech) => "Speech",
        Some(SourceKind::Document) => "Document",
        Some(SourceKind::Web) => "Web page",
        Some(SourceKind::Summary { .. }) => "Summary",
        Some(SourceKind::Other) => "Source",
        None => "No source",
    }
}

impl ViewKind {
    /// Returns the title shown on the border.
    pub fn title(&self, corpus: &Corpus) -> StyledLine<'static> {
        let (key, name): (&'static str, &'static str) = match self {
            Self::Compare(_) | Self::CompareChosen(_) => ("=", "Compare"),
            Self::Interview(id) => ("i", kind_name(corpus.source_of(corpus.entry(*id)))),
            Self::Related(_) => ("r", "Related"),
            Self::Passage(_) => ("p", "Passage"),
            Self::Keywords => ("K", "Keywords"),
            Self::Coverage => ("C", "Coverage"),
            Self::Timeline(_) => ("T", "Timeline"),
            Self::About(_) => ("A", "About"),
            Self::Quiet(_) => ("f", "Quiet page"),
        };
        let mut title = vec![
            StyledSpan::plain(key, StyleRole::Key),
            StyledSpan::spaces(1),
            StyledSpan::plain(name, StyleRole::Heading),
        ];
        if let Self::Interview(id) | Self::Related(id) = self {
            let entry = corpus.entry(*id);
            let of = match self {
                Self::Related(_) => Some(entry.id()),
                _ => corpus.source_of(entry).map(|source| source.short_name().to_borrowed()),
            };
            title.extend(of.map(|of| StyledSpan::plain(safe!("  ", of), StyleRole::Muted)));
        }
        if let Self::About(subject) = self {
            title.push(StyledSpan::plain(safe!("  ", subject.name(corpus)), StyleRole::Muted));
        }
        if let Self::Passage(verified) = self
            && let Some([sign, found]) = CheckState::Done(Arc::clone(verified)).to_line()
        {
            title.extend([StyledSpan::spaces(2), sign, StyledSpan::spaces(1), found]);
        }
        title
    }

    /// Returns the greatest width of its rows that is of use: prose that is too wide is hard to read.
    pub(crate) fn max_columns(&self) -> usize {
        match self {
            Self::Compare(_) | Self::CompareChosen(_) => compare::MAX_COLUMNS,
            Self::Interview(_) | Self::Passage(_) | Self::Keywords => VIEW_COLUMNS,
            Self::Related(_) | Self::About(_) => 2 * TEXT_COLUMNS,
            Self::Coverage | Self::Timeline(_) | Self::Quiet(_) => usize::MAX,
        }
    }

    /// Returns whether it is a table, in which the cursor goes to the rows that lead somewhere only.
    pub(crate) fn is_table(&self) -> bool {
        matches!(self, Self::Coverage | Self::Timeline(_))
    }

    /// Returns the entry at which the cursor starts; if `None`, it starts at the first anchor.
    pub fn initial_entry(&self) -> Option<EntryId> {
        match self {
            Self::Interview(id) | Self::Quiet(id) => Some(*id),
            Self::Passage(verified) => Some(verified.entry),
            Self::Compare(_)
            | Self::CompareChosen(_)
            | Self::Related(_)
            | Self::Keywords
            | Self::Coverage
            | Self::Timeline(_)
            | Self::About(_) => None,
        }
    }

    /// Returns the same view of another entry; `None` if it is not about a single one that can be looked up.
    pub(crate) fn of_entry(&self, id: EntryId) -> Option<Self> {
        match self {
            Self::Compare(_) => Some(Self::Compare(id)),
            Self::Interview(_) => Some(Self::Interview(id)),
            Self::Related(_) => Some(Self::Related(id)),
            Self::Quiet(_) => Some(Self::Quiet(id)),
            Self::CompareChosen(_)
            | Self::Passage(_)
            | Self::Keywords
            | Self::Coverage
            | Self::Timeline(_)
            | Self::About(_) => None,
        }
    }

    /// Returns the entries it is about, as far as they can be looked up again.
    pub(crate) fn entries(&self) -> &[EntryId] {
        match self {
            Self::Compare(id) | Self::Interview(id) | Self::Related(id) | Self::Quiet(id) => std::slice::from_ref(id),
            Self::CompareChosen(entries) => entries,
            Self::Passage(_) | Self::Keywords | Self::Coverage | Self::Timeline(_) | Self::About(_) => &[],
        }
    }

    /// Maps its entries to new ids; returns `None` if none of them has one.
    pub(crate) fn remap(self, id: impl Fn(EntryId) -> Option<EntryId>) -> Option<Self> {
        match self {
            Self::Compare(of) => id(of).map(Self::Compare),
            Self::CompareChosen(of) => {
                let entries: Arc<[EntryId]> = of.iter().filter_map(|&of| id(of)).collect();
                (entries.len() > 1).then_some(Self::CompareChosen(entries))
            }
            Self::Interview(of) => id(of).map(Self::Interview),
            Self::Related(of) => id(of).map(Self::Related),
            Self::Quiet(of) => id(of).map(Self::Quiet),
            // These have ids of the former collections: of facets, speakers and sources.
            Self::Passage(_) | Self::Timeline(_) | Self::About(_) => None,
            Self::Keywords | Self::Coverage => Some(self),
        }
    }

    /// Builds the rows, however long that takes.
    pub fn build_rows(&self, context: &ViewContext<'_>) -> Vec<ViewRow> {
        match self {
            Self::Compare(id) => compare::rows(context, *id),
            Self::CompareChosen(entries) => compare::rows_of_chosen(context, entries),
            Self::Interview(id) => interview::rows(context, *id),
            Self::Related(id) => related::rows(context, *id),
            Self::Passage(verified) => passage::rows(context, verified),
            Self::Keywords => keywords::rows(context),
            Self::Coverage => coverage::rows(context),
            Self::Timeline(filtered) => timeline::rows(context, filtered),
            Self::About(subject) => about::rows(context, *subject),
            Self::Quiet(id) => quiet::rows(context, *id),
        }
    }
}
