//! [`Baseline`]: a file of findings that are known, and left out.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::finding::{FindingFile, FindingsReport, one_line};
use crate::cli::failure::{Failure, UnreadableData};
use crate::cli::system::System;
use kzq_text::{Safe, safe};

/// The version of the form of the file.
const VERSION: u32 = 1;

/// Findings that are known, sorted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Baseline {
    #[serde(rename = "kzq_baseline")]
    version: u32,
    /// The command whose findings they are.
    command: String,
    findings: BTreeSet<Known>,
}

/// A finding that is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Known {
    file: Safe<'static>,
    rule: Safe<'static>,
    /// The beginning of what it is about, for people who read the file.
    about: Safe<'static>,
    fingerprint: String,
}

impl Baseline {
    /// Reads a baseline of a command. `may_be_new` is for one that is going to be written.
    ///
    /// # Errors
    ///
    /// If it can't be read, or is something else.
    pub(super) fn read(
        file: &Path,
        command: &'static str,
        may_be_new: bool,
        system: &dyn System,
    ) -> Result<Self, Failure> {
        if may_be_new && !system.is_there(file) {
            return Ok(Self { version: VERSION, command: command.to_owned(), findings: BTreeSet::new() });
        }
        let name = file.display();
        let wrong = |message: String| UnreadableData(format!("{name}{message}"));
        if !system.is_there(file) {
            return Err(wrong(": there is no such file; `--write-baseline` creates it".to_owned()).into());
        }
        let read: Self = serde_json::from_str(&system.read_text(file)?).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            wrong(format!(
                ":{line}:{column}: this is not a kzq baseline: {error}; delete it, and write it with `--write-baseline`"
            ))
        })?;
        if read.version != VERSION {
            return Err(
                wrong(format!(": the baseline has version {}, and this kzq reads {VERSION}", read.version)).into()
            );
        }
        if read.command != command {
            let message =
                format!(": this is a baseline of `kzq {}`; name another file for `kzq {command}`", read.command);
            return Err(wrong(message).into());
        }
        Ok(read)
    }

    /// The number of findings in it.
    pub(super) fn len(&self) -> usize {
        self.findings.len()
    }

    /// For each finding of a report, whether it is in the baseline.
    pub(super) fn known(&self, report: &FindingsReport) -> Vec<bool> {
        let known: HashSet<&str> = self.findings.iter().map(|known| known.fingerprint.as_str()).collect();
        let findings = report.findings.iter().zip(report.fingerprints());
        findings.map(|(finding, own)| finding.is_finding() && known.contains(own.to_string().as_str())).collect()
    }

    /// The findings that a report no longer has, in the files that were checked.
    pub(super) fn stale<'b>(
        &'b self,
        report: &FindingsReport,
        checked: &[FindingFile],
    ) -> impl Iterator<Item = &'b Known> {
        let found: HashSet<String> = report.fingerprints().iter().map(ToString::to_string).collect();
        let checked: HashSet<String> = checked.iter().map(|file| file.name.to_string()).collect();
        self.findings
            .iter()
            .filter(move |known| checked.contains(known.file.as_str()) && !found.contains(&known.fingerprint))
    }

    /// The same for other files than those that were checked, and all findings of a report.
    pub(super) fn replaced(mut self, report: &FindingsReport, checked: &[FindingFile]) -> Self {
        self.findings.retain(|known| !checked.iter().any(|file| file.name == known.file));
        let findings = report.findings.iter().zip(report.fingerprints());
        self.findings.extend(findings.filter(|(finding, _)| finding.is_finding()).map(|(finding, fingerprint)| {
            Known {
                file: finding.file.name.clone(),
                rule: finding.rule.into(),
                about: one_line(&finding.subject),
                fingerprint: fingerprint.to_string(),
            }
        }));
        self
    }

    /// Writes it, with a line for each finding, so that changes of it are easy to read.
    ///
    /// # Errors
    ///
    /// If writing fails.
    pub(super) fn write(&self, file: &Path, system: &dyn System) -> Result<(), Failure> {
        let text = self.render()?;
        system.write_file(file, true, &mut |out| out.data(&text))
    }

    fn render(&self) -> serde_json::Result<Safe<'static>> {
        let lines = self.findings.iter().map(serde_json::to_string).collect::<serde_json::Result<Vec<_>>>()?;
        let findings = lines.iter().map(|line| format!("\n    {line}")).collect::<Vec<_>>().join(",");
        let end = if findings.is_empty() { "" } else { "\n  " };
        let head = format!("{{\n  \"kzq_baseline\": {VERSION},\n  \"command\": {:?},\n", self.command);
        Ok(Safe::text(format!("{head}  \"findings\": [{findings}{end}]\n}}\n")))
    }
}

impl Known {
    pub(super) fn rule(&self) -> &str {
        self.rule.as_str()
    }

    /// What it was: `draft.md, drifted, “words”`.
    pub(super) fn shown(&self) -> Safe<'static> {
        safe!(self.file, ", ", self.rule, ", “", self.about, "”")
    }
}

#[cfg(test)]
mod tests {
    use super::super::finding::tests::{finding, report};
    use super::*;

    fn baseline() -> Baseline {
        Baseline { version: VERSION, command: "proofread".to_owned(), findings: BTreeSet::new() }
    }

    #[test]
    fn known_findings_are_recognised_on_other_lines() {
        let old = report(vec![finding("b.md", 5, "drifted", "one two"), finding("a.md", 9, "unknown", "three")]);
        let files: Vec<FindingFile> = old.findings.iter().map(|finding| finding.file.clone()).collect();
        let baseline = baseline().replaced(&old, &files);
        let new = report(vec![
            finding("b.md", 50, "drifted", "One two"),
            finding("b.md", 60, "drifted", "one two"),
            finding("a.md", 9, "drifted", "three"),
        ]);
        assert_eq!(baseline.known(&new), [true, false, false]);
        let stale: Vec<String> = baseline.stale(&new, &files).map(|known| known.shown().to_string()).collect();
        assert_eq!(stale, ["a.md, unknown, “three”"]);
        // Files that were not checked are not reported as stale, and their findings are kept.
        assert_eq!(baseline.stale(&new, &files[..1]).count(), 0);
        assert_eq!(baseline.clone().replaced(&report(Vec::new()), &files[..1]).len(), 1);
    }

    #[test]
    fn file_is_sorted_and_has_one_line_per_finding() {
        let old = report(vec![finding("b.md", 5, "drifted", "one\ntwo"), finding("a\"\\.md", 9, "unknown", "three")]);
        let baseline = baseline().replaced(&old, &[]);
        let text = baseline.render().unwrap();
        let lines: Vec<&str> = text.as_str().lines().collect();
        assert_eq!(lines[..4], ["{", "  \"kzq_baseline\": 1,", "  \"command\": \"proofread\",", "  \"findings\": ["]);
        assert!(
            lines[4].starts_with(
                "    {\"file\":\"a\\\"\\\\.md\",\"rule\":\"unknown\",\"about\":\"three\",\"fingerprint\":\""
            )
        );
        assert!(
            lines[5].starts_with("    {\"file\":\"b.md\",\"rule\":\"drifted\",\"about\":\"one two\","),
            "{}",
            lines[5]
        );
        assert_eq!(lines[6..], ["  ]", "}"]);
        assert_eq!(serde_json::from_str::<Baseline>(text.as_str()).unwrap(), baseline);
    }
}
