//! [`CitationStyle`]: how a report cites its sources, and lists them at its end.

use super::{apa, chicago, mla};
use crate::passage::CitedPassage;
use crate::work::CitedSource;
use kzq_text::Safe;

/// How a report cites its sources, and lists them at its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CitationStyle {
    /// Numbers in brackets, and a bibliography in Chicago style (17th edition).
    #[default]
    Chicago,
    /// The same in Chicago style of the 18th edition.
    Chicago18,
    /// Author and date, and a reference list in APA style (7th edition).
    Apa,
    /// Author and page, and a list of works cited in MLA style (9th edition).
    Mla,
}

impl CitationStyle {
    /// All styles.
    pub const ALL: [Self; 4] = [Self::Chicago, Self::Chicago18, Self::Apa, Self::Mla];

    /// The name in options.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chicago => "chicago",
            Self::Chicago18 => "chicago-18",
            Self::Apa => "apa",
            Self::Mla => "mla",
        }
    }

    /// The heading of the list of sources.
    pub(crate) const fn heading(self) -> &'static str {
        match self {
            Self::Chicago | Self::Chicago18 => "Bibliography",
            Self::Apa => "References",
            Self::Mla => "Works Cited",
        }
    }

    /// Whether citations are the numbers of their sources.
    pub(crate) const fn is_numbered(self) -> bool {
        matches!(self, Self::Chicago | Self::Chicago18)
    }

    /// A source as it is listed.
    pub(crate) fn reference(self, work: &CitedSource<'_>) -> Safe<'static> {
        match self {
            Self::Chicago => chicago::render_bibliography_17(work),
            Self::Chicago18 => chicago::render_bibliography_18(work),
            Self::Apa => apa::reference(work),
            Self::Mla => mla::reference(work),
        }
    }

    /// The citation of a passage of the source with this number.
    pub(crate) fn citation(self, work: &CitedSource<'_>, passage: &CitedPassage<'_>, number: usize) -> Safe<'static> {
        match self {
            Self::Chicago | Self::Chicago18 => kzq_text::safe!("[", number, "]"),
            Self::Apa => apa::in_text_citation(work, passage),
            Self::Mla => mla::in_text_citation(work, passage),
        }
    }
}
