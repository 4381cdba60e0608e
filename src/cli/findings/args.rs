//! [`FindingsArgs`]: the options of all checks.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::baseline::Baseline;
use super::finding::{FindingFile, FindingsReport};
use super::format::FindingsFormat;
use crate::cli::failure::Failure;
use crate::cli::out::Out;
use crate::cli::system::System;
use crate::cli::text::count;
use kzq_text::{Safe, safe};

/// How to print what a check finds, and what to leave out.
#[derive(Clone, Debug, Args)]
pub(crate) struct FindingsArgs {
    /// Print in this format.
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    format: FindingsFormat,
    /// Same as `--format json`.
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Print findings only: nothing that is correct, and no summary.
    #[arg(long)]
    pub(crate) quiet: bool,
    /// Leave out the findings that this file has, such as old ones.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all findings to the baseline, which leaves them out from then on.
    #[arg(long, requires = "baseline")]
    write_baseline: bool,
}

/// Parses names of rules, such as verdicts.
pub(crate) fn names_parser(names: impl IntoIterator<Item = &'static str>) -> PossibleValuesParser {
    PossibleValuesParser::new(names)
}

impl FindingsArgs {
    /// The format to print in.
    pub(crate) fn format(&self) -> FindingsFormat {
        if self.json { FindingsFormat::Json } else { self.format }
    }

    /// Finds out which findings to show: those of `only` these rules, if there are any, that the baseline does not
    /// have. Writes the baseline, if that was requested.
    ///
    /// # Errors
    ///
    /// If the baseline can't be read or written.
    pub(crate) fn shown(
        &self,
        report: &FindingsReport,
        checked: &[FindingFile],
        only: &[String],
        system: &dyn System,
        messages: &mut Out<'_>,
    ) -> Result<Vec<bool>, Failure> {
        let is_wanted = |rule: &str| only.is_empty() || only.iter().any(|own| own == rule);
        let mut shown: Vec<bool> = report
            .findings
            .iter()
            .map(|finding| is_wanted(finding.rule) && (finding.is_finding() || !self.quiet))
            .collect();
        let Some(file) = &self.baseline else { return Ok(shown) };
        let name = Safe::line(file.display().to_string());
        let before = Baseline::read(file, report.command, self.write_baseline, system)?;
        if self.write_baseline {
            let after = before.replaced(report, checked);
            after.write(file, system)?;
            if !self.quiet {
                let findings = count(after.len(), "finding", "findings");
                messages.line(&safe!(findings, " written to ", name))?;
            }
            for (shown, finding) in shown.iter_mut().zip(&report.findings) {
                *shown &= !finding.is_finding();
            }
            return Ok(shown);
        }
        let known = before.known(report);
        let left_out = shown.iter().zip(&known).filter(|(shown, known)| **shown && **known).count();
        for (shown, known) in shown.iter_mut().zip(known) {
            *shown &= !known;
        }
        if self.quiet {
            return Ok(shown);
        }
        if left_out > 0 {
            messages.line(&safe!(count(left_out, "finding", "findings"), " of ", name, " left out"))?;
        }
        for stale in before.stale(report, checked) {
            if is_wanted(stale.rule()) {
                messages.line(&safe!(
                    "no longer found: ",
                    stale.shown(),
                    "; `--write-baseline` removes it from ",
                    name
                ))?;
            }
        }
        Ok(shown)
    }
}

/// Keeps the items whose flag is true.
pub(crate) fn keep_shown<T>(items: &mut Vec<T>, shown: &[bool]) {
    let mut next = shown.iter();
    items.retain(|_| next.next() != Some(&false));
}
