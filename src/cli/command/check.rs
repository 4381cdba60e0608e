//! `check`: validates collection files.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use clap::Args;

use crate::cli::context::{Console, Failure, Outcome, PlainCommand};
use crate::cli::findings::{
    Finding, FindingFile, FindingsArgs, FindingsFormat, FindingsReport, Level, Position, Region,
};
use crate::cli::findings::{RuleRow, keep_shown, names_parser};
use crate::cli::system::CheckInput;
use crate::cli::text::count;
use kzq_corpus::{Corpus, ParsedCollection, read};
use kzq_ron::diagnostics::render;
use kzq_ron::{Diagnostic, Rule, Severity, invisible_characters};
use kzq_text::{Safe, safe};

const EXAMPLES: &str = "\
Examples:
  kzq check clippings.ron
  kzq check --json clippings.ron";

/// List every mistake in collections, with file, line and column.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Check {
    /// Files or directories; `-` is standard input. Default: the collections that kzq would open.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Show only these kinds of mistakes, separated by commas, such as `bad-date`.
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = names_parser(Rule::ALL.map(Rule::name)), hide_possible_values = true)]
    only: Vec<String>,
    #[command(flatten)]
    findings: FindingsArgs,
}

impl PlainCommand for Check {
    /// Checks files as one set of collections, each by itself and against the others. Diagnostics go to stdout, a summary
    /// to stderr.
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let files = console.system.collection_files(&self.files)?;
        let readings: Vec<ParsedCollection> = files.iter().map(|file| read(&file.name, &file.bytes)).collect();
        let (corpus, mut findings) = Corpus::merge(readings);
        let texts = files.iter().filter_map(|file| Some((&file.name, std::str::from_utf8(&file.bytes).ok()?)));
        findings.extend(texts.flat_map(|(name, text)| invisible_characters(name, text)));
        let (mut found, checked) = check_findings(&files, &findings);
        let messages = &mut console.messages;
        let shown = self.findings.shown(&found, &checked, &self.only, console.system, messages)?;
        keep_shown(&mut found.findings, &shown);
        keep_shown(&mut findings, &shown);
        match self.findings.format().writer() {
            Some(write) => write(&found, &mut console.out)?,
            None if self.findings.format() == FindingsFormat::Json => {
                console.out.rendered(&format!("{}\n", render::json(&findings)?))?;
            }
            None if findings.is_empty() => {}
            None => {
                let colour = console.out.is_coloured();
                console.out.rendered(&render::render(&findings, colour))?;
            }
        }
        let files = count(files.len(), "file", "files");
        let summary = if findings.is_empty() {
            safe!("OK: ", count(corpus.len(), "entry", "entries"), " in ", files)
        } else {
            let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
            let warnings = count(findings.len() - errors, "warning", "warnings");
            safe!(count(errors, "error", "errors"), " and ", warnings, " in ", files)
        };
        if !self.findings.quiet {
            console.messages.line(&summary)?;
        }
        Ok(Outcome::from_found(findings.is_empty()))
    }
}

/// The mistakes as findings, in order, and after them the files that have none; and all files.
fn check_findings(files: &[CheckInput], mistakes: &[Diagnostic]) -> (FindingsReport, Vec<FindingFile>) {
    let file = |input: &CheckInput| FindingFile { name: Safe::line(input.name.clone()), path: input.path.clone() };
    let checked: Vec<FindingFile> = files.iter().map(file).collect();
    let by_name: HashMap<&Safe<'_>, &FindingFile> = checked.iter().map(|file| (&file.name, file)).collect();
    let level = |severity| if severity == Severity::Error { Level::Error } else { Level::Warning };
    let finding = |found: &Diagnostic| Finding {
        file: by_name
            .get(&found.file)
            .map_or_else(|| FindingFile { name: found.file.clone(), path: None }, |&file| file.clone()),
        region: Some(Region {
            start: Position { line: found.location.line, column: found.location.column },
            end: None,
        }),
        place: Safe::default(),
        rule: found.rule.name(),
        level: level(found.severity),
        message: found.message.clone(),
        details: found.help.iter().map(|help| safe!("help: ", help)).collect(),
        subject: found.message.clone(),
        fix: None,
    };
    let mut findings: Vec<Finding> = mistakes.iter().map(finding).collect();
    let faulty: HashSet<&Safe<'_>> = mistakes.iter().map(|found| &found.file).collect();
    let is_clean = |file: &&FindingFile| !faulty.contains(&file.name);
    findings.extend(checked.iter().filter(is_clean).map(|file| Finding {
        file: file.clone(),
        region: None,
        place: Safe::default(),
        rule: "ok",
        level: Level::Pass,
        message: "no mistakes".into(),
        details: Vec::new(),
        subject: "no mistakes".into(),
        fix: None,
    }));
    let mut rules: Vec<RuleRow> = Vec::new();
    for found in mistakes {
        if !rules.iter().any(|rule| rule.name == found.rule.name()) {
            let (name, level) = (found.rule.name(), level(found.severity));
            rules.push(RuleRow { name, meaning: name, level });
        }
    }
    (FindingsReport { command: "check", rules, findings }, checked)
}
