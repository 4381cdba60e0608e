//! Lines that vim, helix and Emacs jump to: `file:line:column: message`.

use std::io;

use super::finding::FindingsReport;
use crate::cli::out::Out;
use kzq_text::safe;

/// Writes a line for each finding.
pub(super) fn write(report: &FindingsReport, out: &mut Out<'_>) -> io::Result<()> {
    for finding in report.found() {
        out.line(&safe!(finding.shown_place(), ": ", finding.rule, ": ", finding.message))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::finding::tests::{finding, report};
    use super::super::finding::{Finding, Level};
    use super::*;
    use kzq_text::Safe;

    #[test]
    fn each_finding_is_one_line_whatever_its_file_name() {
        let note =
            Finding { region: None, place: ", footnote 2, paragraph 1".into(), ..finding("b.docx", 0, "unknown", "x") };
        let fine = Finding { level: Level::Pass, ..finding("a.md", 1, "exact", "fine") };
        let findings =
            vec![finding("a.md", 5, "drifted", "words"), fine, finding("a\n\u{1b}[31m.md", 7, "drifted", "so"), note];
        let mut bytes = Vec::new();
        write(&report(findings), &mut Out::new(&mut bytes)).unwrap();
        let expected = "a.md:5:3: drifted: “words”\na ␛[31m.md:7:3: drifted: “so”\nb.docx, footnote 2, paragraph 1: unknown: “x”\n";
        assert_eq!(Safe::text(String::from_utf8(bytes).unwrap()).as_str(), expected);
    }
}
