//! `JUnit` XML, as CI servers read it: a suite for each file, with a test case for each quotation.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io;

use super::finding::{Finding, FindingFile, FindingsReport, one_line};
use crate::cli::out::Out;
use kzq_text::Safe;

/// Writes a document with all findings, and what is as it should be.
pub(super) fn write(report: &FindingsReport, out: &mut Out<'_>) -> io::Result<()> {
    let mut suites: Vec<(&FindingFile, Vec<&Finding>)> = Vec::new();
    let mut numbers: HashMap<&FindingFile, usize> = HashMap::new();
    for finding in &report.findings {
        let number = *numbers.entry(&finding.file).or_insert(suites.len());
        match suites.get_mut(number) {
            Some((_, own)) => own.push(finding),
            None => suites.push((&finding.file, vec![finding])),
        }
    }
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(xml, "<testsuites name=\"kzq {}\" {}>", report.command, counts(report.findings.iter()));
    for (file, findings) in suites {
        let counts = counts(findings.iter().copied());
        let _ = writeln!(xml, "  <testsuite name=\"{}\" {counts} errors=\"0\" skipped=\"0\">", escaped(&file.name));
        let mut names: HashMap<String, usize> = HashMap::new();
        for finding in findings {
            test_case(&mut xml, finding, &mut names);
        }
        xml.push_str("  </testsuite>\n");
    }
    xml.push_str("</testsuites>\n");
    out.text(&Safe::text(xml))
}

fn counts<'f>(findings: impl Iterator<Item = &'f Finding>) -> String {
    let (mut tests, mut failures) = (0, 0);
    for finding in findings {
        tests += 1;
        failures += usize::from(finding.is_finding());
    }
    format!("tests=\"{tests}\" failures=\"{failures}\"")
}

/// Writes a test case. Its name is what the finding is about, so that it keeps its history when lines move.
fn test_case(xml: &mut String, finding: &Finding, names: &mut HashMap<String, usize>) {
    let name = escaped(&one_line(&finding.subject));
    let before = names.entry(name.clone()).or_default();
    *before += 1;
    let number = if *before > 1 { format!(" ({before})") } else { String::new() };
    let _ = write!(xml, "    <testcase name=\"{name}{number}\" classname=\"{}\"", escaped(&finding.file.name));
    if !finding.is_finding() {
        xml.push_str("/>\n");
        return;
    }
    let message = escaped(&finding.message);
    let _ = write!(xml, ">\n      <failure message=\"{}: {message}\" type=\"{}\">", finding.rule, finding.rule);
    let _ = write!(xml, "{}: {}: {message}", escaped(&finding.shown_place()), finding.rule);
    for detail in &finding.details {
        let _ = write!(xml, "\n{}", escaped(detail));
    }
    xml.push_str("</failure>\n    </testcase>\n");
}

/// Escapes text for an attribute or an element.
fn escaped(text: &Safe<'_>) -> String {
    let mut out = String::new();
    for c in text.visible().as_str().chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            // XML has no control characters, not even escaped, and neither of these.
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() && c != '\t' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::finding::Level;
    use super::super::finding::tests::{finding, report};
    use super::*;

    #[test]
    fn each_file_is_a_suite_and_each_quotation_a_case() {
        let fine = |line| Finding { level: Level::Pass, ..finding("b.md", line, "exact", "so be it") };
        let hostile = finding("a<b>&\"\u{1b}\n.md", 5, "drifted", "]]> <words> \u{ffff}");
        let mut bytes = Vec::new();
        write(&report(vec![hostile, fine(1), fine(2)]), &mut Out::new(&mut bytes)).unwrap();
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
            <testsuites name=\"kzq proofread\" tests=\"3\" failures=\"1\">\n  \
              <testsuite name=\"a&lt;b&gt;&amp;&quot;␛ .md\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\">\n    \
                <testcase name=\"]]&gt; &lt;words&gt; \u{fffd}\" classname=\"a&lt;b&gt;&amp;&quot;␛ .md\">\n      \
                  <failure message=\"drifted: “]]&gt; &lt;words&gt; \u{fffd}”\" type=\"drifted\">\
                  a&lt;b&gt;&amp;&quot;␛ .md:5:3: drifted: “]]&gt; &lt;words&gt; \u{fffd}”\none [-two-]{+three+}</failure>\n    \
                </testcase>\n  \
              </testsuite>\n  \
              <testsuite name=\"b.md\" tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"0\">\n    \
                <testcase name=\"so be it\" classname=\"b.md\"/>\n    \
                <testcase name=\"so be it (2)\" classname=\"b.md\"/>\n  \
              </testsuite>\n\
            </testsuites>\n";
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }
}
