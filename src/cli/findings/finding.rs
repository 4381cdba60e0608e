//! [`Finding`]: something that a check found at a place of a file.

use std::collections::HashMap;
use std::path::PathBuf;

use kzq_corpus::Fingerprint;
use kzq_text::words::words;
use kzq_text::{Safe, fold::fold, safe};

/// What a check found, for other programs.
#[derive(Debug)]
pub(crate) struct FindingsReport {
    /// The command that checked: `proofread`.
    pub(crate) command: &'static str,
    /// All rules that the command checks, in the order of their severity.
    pub(crate) rules: Vec<RuleRow>,
    /// What it found, and with [`Level::Pass`] what is as it should be, in the order of the files.
    pub(crate) findings: Vec<Finding>,
}

/// A rule: a verdict, or a kind of mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RuleRow {
    /// Its name in all formats.
    pub(crate) name: &'static str,
    /// What it means, as a sentence without a full stop.
    pub(crate) meaning: &'static str,
    /// How bad its findings are.
    pub(crate) level: Level,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// It must be changed.
    Error,
    /// It should be looked at.
    Warning,
    /// Nothing is wrong.
    Pass,
}

/// Something that a check found.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    /// The file.
    pub(crate) file: FindingFile,
    /// The place in it, if it has lines.
    pub(crate) region: Option<Region>,
    /// The place as it follows the name of the file, in words: `, page 3, paragraph 7`. Empty if there is a region.
    pub(crate) place: Safe<'static>,
    /// The rule, by its name.
    pub(crate) rule: &'static str,
    pub(crate) level: Level,
    /// What was found, without the rule, on one line.
    pub(crate) message: Safe<'static>,
    /// More about it, such as a diff, line by line.
    pub(crate) details: Vec<Safe<'static>>,
    /// What the finding is about: the words of a quotation, the id of an entry.
    pub(crate) subject: Safe<'static>,
    /// What to put in place of a part of the file.
    pub(crate) fix: Option<Fix>,
}

/// A file that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct FindingFile {
    /// The name, as the user gave it.
    pub(crate) name: Safe<'static>,
    /// The path; `None` for standard input and what is built in.
    pub(crate) path: Option<PathBuf>,
}

/// A part of a file with lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) start: Position,
    /// The position after the last character, if it is known.
    pub(crate) end: Option<Position>,
}

/// A position in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    /// From 1.
    pub(crate) line: usize,
    /// From 1, in characters (Unicode code points).
    pub(crate) column: usize,
}

/// A change of a file that makes a finding go away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fix {
    /// What is replaced; it has an end.
    pub(crate) region: Region,
    pub(crate) replacement: Safe<'static>,
}

impl Finding {
    /// The name of the file, and the place in it: `draft.md:5:90`, `draft.docx, footnote 2, paragraph 1`.
    pub(crate) fn shown_place(&self) -> Safe<'static> {
        match self.region {
            Some(Region { start, .. }) => safe!(self.file.name, ":", start.line, ":", start.column),
            None => safe!(self.file.name, self.place),
        }
    }

    /// Whether it is a finding, and not something that is as it should be.
    pub(crate) fn is_finding(&self) -> bool {
        self.level != Level::Pass
    }
}

impl FindingsReport {
    /// The findings, without what is as it should be.
    pub(crate) fn found(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_finding())
    }

    /// The fingerprint of each finding, in order: it stays when lines are moved or the print of the words changes, and it is
    /// different for each finding of the report.
    pub(crate) fn fingerprints(&self) -> Vec<Fingerprint> {
        let mut seen: HashMap<String, usize> = HashMap::new();
        let fingerprint = |finding: &Finding| {
            let subject: Vec<String> = words(finding.subject.as_str()).map(|(_, word)| fold(word)).collect();
            let own = format!("{}\n{}\n{}\n{}", self.command, finding.file.name, finding.rule, subject.join(" "));
            let before = seen.entry(own.clone()).or_default();
            *before += 1;
            // The same words with the same verdict again, in the same file.
            Fingerprint::of(&if *before == 1 { own } else { format!("{own}\n{before}") })
        };
        self.findings.iter().map(fingerprint).collect()
    }
}

/// The beginning of a text on one line.
pub(crate) fn one_line(text: &Safe<'_>) -> Safe<'static> {
    /// Maximum length in bytes.
    const MAX_LEN: usize = 100;
    text.to_single_line().shortened(MAX_LEN)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Returns a finding in a file at a line.
    pub(crate) fn finding(file: &str, line: usize, rule: &'static str, subject: &str) -> Finding {
        let position = |column| Position { line, column };
        Finding {
            file: FindingFile { name: Safe::line(file.to_owned()), path: Some(file.into()) },
            region: Some(Region { start: position(3), end: Some(position(9)) }),
            place: Safe::default(),
            rule,
            level: Level::Error,
            message: Safe::line(format!("“{subject}”")),
            details: vec!["one [-two-]{+three+}".into()],
            subject: Safe::line(subject.to_owned()),
            fix: None,
        }
    }

    /// Returns a report with these findings.
    pub(crate) fn report(findings: Vec<Finding>) -> FindingsReport {
        let rule = |name, level| RuleRow { name, meaning: "What it means", level };
        let rules = vec![rule("drifted", Level::Error), rule("unknown", Level::Warning), rule("exact", Level::Pass)];
        FindingsReport { command: "proofread", rules, findings }
    }

    #[test]
    fn fingerprints_ignore_line_moves_and_are_distinct() {
        let of = |line, subject| finding("a.md", line, "drifted", subject);
        let before = report(vec![of(3, "We must be frank"), of(9, "We must be frank"), of(9, "We must")]);
        let after = report(vec![of(5, "“We must be frank.”"), of(90, "we must be frank"), of(9, "We must")]);
        assert_eq!(before.fingerprints(), after.fingerprints());
        let other = report(vec![finding("b.md", 3, "drifted", "We must"), finding("a.md", 3, "unknown", "We must")]);
        let all: Vec<Fingerprint> = before.fingerprints().into_iter().chain(other.fingerprints()).collect();
        let distinct: std::collections::HashSet<String> = all.iter().map(Fingerprint::to_string).collect();
        assert_eq!(distinct.len(), all.len());
    }
}
