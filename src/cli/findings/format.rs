//! [`FindingsFormat`]: the table of formats.

use std::io;

use clap::ValueEnum;

use super::finding::FindingsReport;
use super::{github, junit, quickfix, sarif};
use crate::cli::out::Out;

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FindingsFormat {
    /// Lines for people.
    Text,
    /// Annotations for GitHub Actions.
    Github,
    /// SARIF 2.1.0, for code scanning and editors.
    Sarif,
    /// A JSON array with a record for each.
    Json,
    /// `JUnit` XML, for the test reports of a CI.
    Junit,
    /// A line for each finding: `file:line:column: message`.
    Quickfix,
}

/// Writes findings in a format.
type Writer = fn(&FindingsReport, &mut Out<'_>) -> io::Result<()>;

impl FindingsFormat {
    /// What writes it; `None` for what each command writes in its own way.
    pub(crate) fn writer(self) -> Option<Writer> {
        match self {
            Self::Text | Self::Json => None,
            Self::Github => Some(github::write),
            Self::Sarif => Some(sarif::write),
            Self::Junit => Some(junit::write),
            Self::Quickfix => Some(quickfix::write),
        }
    }
}
