//! SARIF 2.1.0 (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/>): one run, with a result for each finding.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use serde_json::{Value, json};

use super::finding::{Finding, FindingFile, FindingsReport, Level, Region, RuleRow};
use crate::cli::out::Out;
use kzq_text::percent_encode_path;

/// The address of the official schema.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The name of the fingerprint, with the version of the way in which it is made.
const FINGERPRINT: &str = "kzqFinding/v1";

/// Writes the log file.
pub(super) fn write(report: &FindingsReport, out: &mut Out<'_>) -> io::Result<()> {
    let rules: Vec<&RuleRow> = report.rules.iter().filter(|rule| rule.level != Level::Pass).collect();
    let findings = report.findings.iter().zip(report.fingerprints());
    let results = findings.filter(|(finding, _)| finding.is_finding()).map(|(finding, fingerprint)| {
        let mut result = json!({
            "ruleId": finding.rule,
            "level": level(finding.level),
            "message": { "text": message(finding) },
            "locations": [{ "physicalLocation": physical_location(finding) }],
            "partialFingerprints": { FINGERPRINT: fingerprint.to_string() },
        });
        if let Some(index) = rules.iter().position(|rule| rule.name == finding.rule) {
            result["ruleIndex"] = index.into();
        }
        if let Some(fix) = &finding.fix {
            let replacement = json!({
                "deletedRegion": region(fix.region),
                "insertedContent": { "text": fix.replacement.visible().as_str() },
            });
            result["fixes"] = json!([{
                "description": { "text": "Replace with the exact words" },
                "artifactChanges": [{ "artifactLocation": artifact(&finding.file), "replacements": [replacement] }],
            }]);
        }
        result
    });
    let results: Vec<Value> = results.collect();
    let rules: Vec<Value> = rules
        .iter()
        .map(|rule| {
            json!({
                "id": rule.name,
                "shortDescription": { "text": rule.meaning },
                "defaultConfiguration": { "level": level(rule.level) },
            })
        })
        .collect();
    let driver = json!({ "name": "kzq", "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules });
    out.json(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver },
            "automationDetails": { "id": format!("kzq {}/", report.command) },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Pass => "none",
    }
}

/// What was found, with its details; and where, if the file has no lines.
fn message(finding: &Finding) -> String {
    let mut text = finding.message.visible().to_string();
    if finding.region.is_none() {
        text = format!("{}: {text}", finding.shown_place());
    }
    for detail in &finding.details {
        let _ = write!(text, "\n{}", detail.visible());
    }
    text
}

fn physical_location(finding: &Finding) -> Value {
    let mut location = json!({ "artifactLocation": artifact(&finding.file) });
    if let Some(own) = finding.region {
        location["region"] = region(own);
    }
    location
}

fn region(Region { start, end }: Region) -> Value {
    let mut region = json!({ "startLine": start.line, "startColumn": start.column });
    if let Some(end) = end {
        region["endLine"] = end.line.into();
        region["endColumn"] = end.column.into();
    }
    region
}

fn artifact(file: &FindingFile) -> Value {
    match &file.path {
        Some(path) => json!({ "uri": uri(path) }),
        None => json!({ "description": { "text": file.name.visible().as_str() } }),
    }
}

/// A path as a URI reference, byte by byte.
fn uri(path: &Path) -> String {
    let scheme = if path.is_absolute() { "file://" } else { "" };
    format!("{scheme}{}", percent_encode_path(path.as_os_str().as_encoded_bytes(), b""))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use super::super::finding::Fix;
    use super::super::finding::tests::{finding, report};
    use super::*;

    fn written(findings: Vec<Finding>) -> Value {
        let mut bytes = Vec::new();
        write(&report(findings), &mut Out::new(&mut bytes)).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    #[test]
    fn result_has_rule_location_and_fix() {
        let own = finding("a b.md", 5, "drifted", "words");
        let fix = Fix { region: own.region.unwrap(), replacement: "one two".into() };
        let fine = Finding { level: Level::Pass, ..finding("a b.md", 1, "exact", "fine") };
        let log = written(vec![fine, Finding { fix: Some(fix), ..own }]);
        let run = &log["runs"][0];
        let rules: Vec<&str> = run["tool"]["driver"]["rules"]
            .as_array()
            .unwrap()
            .iter()
            .map(|rule| rule["id"].as_str().unwrap())
            .collect();
        assert_eq!(rules, ["drifted", "unknown"]);
        let region = json!({ "startLine": 5, "startColumn": 3, "endLine": 5, "endColumn": 9 });
        let artifact = json!({ "uri": "a%20b.md" });
        let mut result = run["results"][0].clone();
        assert_eq!(result["partialFingerprints"][FINGERPRINT].as_str().unwrap().len(), 32);
        result.as_object_mut().unwrap().remove("partialFingerprints");
        assert_eq!(
            result,
            json!({
                "ruleId": "drifted",
                "ruleIndex": 0,
                "level": "error",
                "message": { "text": "“words”\none [-two-]{+three+}" },
                "locations": [{ "physicalLocation": { "artifactLocation": artifact, "region": region } }],
                "fixes": [{
                    "description": { "text": "Replace with the exact words" },
                    "artifactChanges": [{
                        "artifactLocation": artifact,
                        "replacements": [{ "deletedRegion": region, "insertedContent": { "text": "one two" } }],
                    }],
                }],
            })
        );
        assert_eq!(run["results"].as_array().unwrap().len(), 1);
    }

    #[test]
    fn paths_are_uris_byte_by_byte() {
        for (path, expected) in [
            (b"drafts/one.md".as_slice(), "drafts/one.md"),
            (b"a:b%#?[\n\xff\xc3\xa9.md", "a%3Ab%25%23%3F%5B%0A%FF%C3%A9.md"),
            (b"/tmp/a b", "file:///tmp/a%20b"),
        ] {
            assert_eq!(uri(Path::new(OsStr::from_bytes(path))), expected);
        }
    }

    #[test]
    fn standard_input_has_no_uri() {
        let file = FindingFile { name: "(standard input)".into(), path: None };
        let log = written(vec![Finding { file, region: None, ..finding("-", 1, "drifted", "x") }]);
        let location = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(*location, json!({ "artifactLocation": { "description": { "text": "(standard input)" } } }));
    }
}
