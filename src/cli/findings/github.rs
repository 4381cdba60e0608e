//! Workflow commands of GitHub Actions, which become annotations of the lines of a file:
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>.

use std::fmt::Write as _;
use std::io;

use super::finding::{Finding, FindingsReport, Level, Region};
use crate::cli::out::Out;
use kzq_text::Safe;

/// Writes an annotation for each finding.
pub(super) fn write(report: &FindingsReport, out: &mut Out<'_>) -> io::Result<()> {
    report.found().try_for_each(|finding| out.line(&annotation(finding)))
}

fn annotation(finding: &Finding) -> Safe<'static> {
    let command = if finding.level == Level::Error { "error" } else { "warning" };
    let mut line = format!("::{command} ");
    if finding.file.path.is_some() {
        let _ = write!(line, "file={},", property(&finding.file.name));
    }
    if let Some(Region { start, end }) = finding.region {
        let _ = write!(line, "line={},col={},", start.line, start.column);
        // An annotation of several lines has no columns.
        if let Some(end) = end.filter(|end| end.line == start.line) {
            let _ = write!(line, "endColumn={},", end.column);
        }
    }
    let place = if finding.region.is_none() { finding.shown_place().to_string() + ": " } else { String::new() };
    let details = finding.details.iter().map(|detail| format!("\n{}", detail.visible()));
    let message = format!("{place}{}{}", finding.message.visible(), details.collect::<String>());
    let _ = write!(line, "title=kzq {}::{}", finding.rule, data(&message));
    Safe::line(line)
}

/// Escapes the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &Safe<'_>) -> String {
    data(text.visible().as_str()).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::finding::tests::finding;
    use super::super::finding::{FindingFile, Position};
    use super::*;

    #[test]
    fn each_finding_is_one_escaped_workflow_command() {
        let plain = finding("a.md", 5, "drifted", "words");
        assert_eq!(
            annotation(&plain).as_str(),
            "::error file=a.md,line=5,col=3,endColumn=9,title=kzq drifted::“words”%0Aone [-two-]{+three+}"
        );
        let hostile = Finding {
            details: Vec::new(),
            level: Level::Warning,
            ..finding("a,b:c%\n::error::\u{1b}.md", 5, "unknown", "50%\r\n::stop-commands::x")
        };
        assert_eq!(
            annotation(&hostile).as_str(),
            "::warning file=a%2Cb%3Ac%25 %3A%3Aerror%3A%3A␛.md,line=5,col=3,endColumn=9,title=kzq unknown::“50%25 ::stop-commands::x”"
        );
    }

    #[test]
    fn message_names_the_place_if_there_is_no_file() {
        let region = Region { start: Position { line: 2, column: 4 }, end: Some(Position { line: 3, column: 1 }) };
        let many = Finding { region: Some(region), details: Vec::new(), ..finding("a.md", 0, "drifted", "x") };
        assert_eq!(annotation(&many).as_str(), "::error file=a.md,line=2,col=4,title=kzq drifted::“x”");
        let file = FindingFile { name: "(standard input)".into(), path: None };
        let note = Finding { file, region: None, place: ", page 3, paragraph 7".into(), ..many };
        assert_eq!(annotation(&note).as_str(), "::error title=kzq drifted::(standard input), page 3, paragraph 7: “x”");
    }
}
