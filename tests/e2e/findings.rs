//! The findings of `proofread`, `verify` and `check` in the formats for other programs.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::command::{Done, Run, kzq};
use crate::support::{BROKEN, aloud, file_in, installed};

const ENGINES: &str = r#"(schema: 1, id: "engines", title: "Engines",
    speakers: {"ada": (name: "Ada Byron"), "bob": (name: "Bob Babbage")},
    sources: {"notes": (kind: Article, title: "Notes", text: "notes.txt")},
    entries: [
        Quote(id: "cost", by: "bob", source: (id: "notes"), text: "Whatever it may cost, the engine shall not be stopped."),
        Quote(id: "weave", by: "ada", source: (id: "notes"), text: "The engine weaves patterns as the loom weaves flowers."),
    ])"#;

/// A quotation of each kind: exact, drifted, misattributed, unknown.
const DRAFT: &str = "“The engine weaves patterns as the loom weaves flowers,” Byron said.\n\n\
                     “Whatever it may cost, the engine must not be stopped,” Babbage said.\n\n\
                     “The engine weaves patterns as the loom weaves flowers,” said Bob Babbage.\n\n\
                     “Nothing is so painful to the mind as a great change,” Byron said: 100%.\n";

/// Replaces the version of kzq in an output.
fn versionless(output: &str) -> String {
    output.replace(
        concat!("\"semanticVersion\": \"", env!("CARGO_PKG_VERSION"), "\""),
        "\"semanticVersion\": \"VERSION\"",
    )
}

/// A run on a draft with this file name.
fn proofread(name: &OsStr, draft: &str) -> Run {
    let run = kzq(["--data", "engines.ron", "proofread"]);
    file_in(run.home(), "engines.ron", ENGINES);
    file_in(run.home(), "notes.txt", "These are notes.");
    fs::write(run.home().join(name), draft).unwrap();
    run.arg(name)
}

fn found(args: &[&str]) -> Done {
    args.iter().fold(proofread("draft.md".as_ref(), DRAFT), Run::arg).run()
}

#[test]
fn each_format_has_every_finding() {
    for format in ["text", "quickfix", "github", "sarif", "junit"] {
        let done = found(&["--format", format]);
        assert_eq!(done.code, Some(1), "{done:?}");
        insta::assert_snapshot!(format!("findings_{format}"), versionless(&done.stdout));
        assert!(done.stderr.starts_with("4 quotations: 1 exact, 1 drifted, 1 misattributed, 1 unknown\n"), "{done:?}");
    }
    assert_eq!(found(&["--format", "json"]).stdout, found(&["--json"]).stdout);
}

#[test]
fn hostile_file_names_are_escaped_in_machine_formats() {
    let name = OsStr::from_bytes(b"a,b:1:c%\n::error::x\r<b>\"\x1b]0;t\x07\xff.md");
    for format in ["quickfix", "github", "sarif", "junit"] {
        let done = proofread(name, DRAFT).arg("--quiet").arg("--format").arg(format).run();
        assert_eq!((done.code, done.stderr.as_str()), (Some(1), ""), "{done:?}");
        insta::assert_snapshot!(format!("hostile_{format}"), versionless(&done.stdout));
        assert!(!done.stdout.contains(['\u{1b}', '\u{7}', '\r']), "{done:?}");
        if format == "github" {
            assert!(
                done.stdout
                    .lines()
                    .all(|line| line.starts_with("::error file=") || line.starts_with("::warning file="))
            );
        }
    }
}

#[test]
fn sarif_fix_makes_the_quotation_exact() {
    let done = found(&["--format", "sarif"]);
    let log: Value = serde_json::from_str(&done.stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let fixed: Vec<&Value> = results.iter().filter(|result| result["fixes"].is_array()).collect();
    let [drifted] = fixed[..] else { panic!("{results:?}") };
    let replacement = &drifted["fixes"][0]["artifactChanges"][0]["replacements"][0];
    let place = |key: &str| usize::try_from(replacement["deletedRegion"][key].as_u64().unwrap()).unwrap();
    assert_eq!(place("startLine"), place("endLine"));
    let mut lines: Vec<String> = DRAFT.lines().map(str::to_owned).collect();
    let line: Vec<char> = lines[place("startLine") - 1].chars().collect();
    let part = |range: std::ops::Range<usize>| line[range].iter().collect::<String>();
    let words = replacement["insertedContent"]["text"].as_str().unwrap();
    let (start, end) = (place("startColumn") - 1, place("endColumn") - 1);
    lines[place("startLine") - 1] = part(0..start) + words + &part(end..line.len());
    let done = proofread("draft.md".as_ref(), &lines.join("\n")).run();
    assert!(done.stdout.contains("draft.md:3:1: exact  cost, Bob Babbage"), "{done:?}");
}

#[test]
fn sarif_validates_against_the_schema() {
    const VALIDATE: &str = "import json, sys\nfrom jsonschema import Draft4Validator\n\
                            Draft4Validator(json.load(open(sys.argv[1]))).validate(json.load(sys.stdin))\n";
    let python = |script: &str| Command::new("python3").args(["-c", script]).output();
    if !python("import jsonschema").is_ok_and(|done| done.status.success()) {
        return aloud!("SKIPPED: no Python with jsonschema, to validate SARIF against its schema");
    }
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-2.1.0.json");
    let hostile = OsStr::from_bytes(b"a:b\n\xff.md");
    let broken = kzq(["check", "broken.ron", "--format", "sarif"]);
    file_in(broken.home(), "broken.ron", BROKEN);
    let verify = kzq(["--data", "engines.ron", "verify", "--format", "sarif"]);
    file_in(verify.home(), "engines.ron", ENGINES);
    let stdin = proofread("draft.md".as_ref(), DRAFT).arg("--format").arg("sarif").arg("-").stdin(DRAFT.as_bytes());
    for run in [proofread(hostile, DRAFT).arg("--format").arg("sarif"), stdin, broken, verify] {
        let done = run.run();
        assert_eq!(done.code, Some(1), "{done:?}");
        let directory = tempfile::tempdir().unwrap();
        let log = file_in(directory.path(), "log.sarif", &done.stdout);
        let validated = Command::new("python3")
            .args(["-c", VALIDATE])
            .arg(&schema)
            .stdin(fs::File::open(log).unwrap())
            .output()
            .unwrap();
        assert!(validated.status.success(), "{}\n{}", String::from_utf8_lossy(&validated.stderr), done.stdout);
    }
}

#[test]
fn vim_and_emacs_jump_to_the_lines() {
    for (format, text) in [("quickfix", "drifted: "), ("text", "drifted  cost")] {
        let done = found(&["--quiet", "--format", format]);
        let directory = tempfile::tempdir().unwrap();
        let output = file_in(directory.path(), "found", &done.stdout);
        let jumps = directory.path().join("jumps");
        if installed("vim") {
            // The valid errors of the list with their lines, as vim parses them.
            let script = format!(
                "set errorformat=%f:%l:%c:\\ %m | cgetfile {} | call writefile(map(filter(getqflist(), 'v:val.valid'), \
                 'bufname(v:val.bufnr) . \"|\" . v:val.lnum . \"|\" . v:val.col . \"|\" . v:val.text'), '{}') | qall!",
                output.display(),
                jumps.display()
            );
            let vim = Command::new("vim").args(["-u", "NONE", "-i", "NONE", "-es", "-c", &script]).output().unwrap();
            let list = fs::read_to_string(&jumps).unwrap_or_else(|error| panic!("{error}: {vim:?}"));
            let first = list.lines().next().unwrap_or_default();
            assert!(first.starts_with("draft.md|3|1|") && first.contains(text), "{list}");
            assert_eq!(list.lines().count(), 3, "{list}");
        }
        if installed("emacs") {
            let script = format!(
                "(with-temp-buffer (insert-file-contents \"{}\") (compilation-mode) (compilation--ensure-parse (point-max)) \
                 (goto-char (point-min)) (let* ((found (get-text-property (point) 'compilation-message)) \
                 (place (compilation--message->loc found))) (princ (format \"%s|%s|%s\" (caar (compilation--loc->file-struct place)) \
                 (compilation--loc->line place) (compilation--loc->col place)))))",
                output.display()
            );
            let emacs = Command::new("emacs").args(["-Q", "--batch", "--eval", &script]).output().unwrap();
            assert_eq!(String::from_utf8_lossy(&emacs.stdout), "draft.md|3|1", "{emacs:?}");
        }
    }
}

#[test]
fn only_option_limits_shown_verdicts_and_exit_code() {
    let done = found(&["--only", "drifted,unknown", "--format", "quickfix", "--quiet"]);
    let rules: Vec<&str> = done.stdout.lines().filter_map(|line| line.split(": ").nth(1)).collect();
    assert_eq!((done.code, rules), (Some(1), vec!["drifted", "unknown"]));
    assert_eq!(found(&["--only", "paraphrase"]).code, Some(0));
    let done = found(&["--only", "drift"]);
    assert_eq!(done.code, Some(2));
    let verdicts = "[possible values: exact, folded, edited, drifted, paraphrase, misattributed, unknown]";
    assert!(done.stderr.contains(verdicts), "{done:?}");
}

#[test]
fn draft_format_as_output_format_gets_a_hint() {
    let done = found(&["--format", "markdown"]);
    assert_eq!(done.code, Some(2));
    assert!(done.stderr.contains("`--from markdown` names the format of drafts"), "{done:?}");
}

#[test]
fn baseline_hides_old_findings_and_lists_fixed_ones() {
    let directory = tempfile::tempdir().unwrap();
    let baseline = directory.path().join("baseline.json");
    let run = |draft: &str, more: &[&str]| {
        let run =
            proofread("draft.md".as_ref(), draft).arg("--format").arg("quickfix").arg("--baseline").arg(&baseline);
        more.iter().fold(run, Run::arg).run()
    };
    let done = run(DRAFT, &[]);
    assert_eq!(done.code, Some(3), "{done:?}");
    assert!(done.stderr.contains("there is no such file; `--write-baseline` creates it"), "{done:?}");
    let done = run(DRAFT, &["--write-baseline"]);
    assert_eq!((done.code, done.stdout.as_str()), (Some(0), ""), "{done:?}");
    let written = fs::read_to_string(&baseline).unwrap();
    insta::assert_snapshot!("baseline", written);
    // Lines have moved, one finding is fixed, and one is new.
    let corrected = DRAFT.replace("must not be stopped", "shall not be stopped");
    let later =
        format!("# Title\n\n{corrected}\n“The engine weaves flowers and patterns as the loom does,” Byron said.\n");
    let done = run(&later, &[]);
    assert_eq!(done.code, Some(1), "{done:?}");
    assert_eq!(done.stdout.lines().count(), 1, "{done:?}");
    assert!(done.stderr.contains("2 findings of "), "{done:?}");
    assert!(
        done.stderr.contains("no longer found: draft.md, drifted, “Whatever it may cost, the engine must"),
        "{done:?}"
    );
    let done = run(&corrected, &["--write-baseline", "--quiet"]);
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{done:?}");
    assert_eq!(fs::read_to_string(&baseline).unwrap().lines().count(), written.lines().count() - 1);
}

#[test]
fn file_that_is_not_a_baseline_is_not_overwritten() {
    let run = |more: &[&str]| {
        let run = proofread("draft.md".as_ref(), DRAFT);
        let file = file_in(run.home(), "notes.json", "{\n  \"mine\": 1\n}\n");
        let done = more.iter().fold(run.arg("--baseline").arg("notes.json"), Run::arg);
        let kept = fs::read_to_string(&file).unwrap();
        (done.run(), kept)
    };
    for more in [&[][..], &["--write-baseline"]] {
        let (done, kept) = run(more);
        assert_eq!(done.code, Some(3), "{done:?}");
        assert!(done.stderr.contains("notes.json:2:8: this is not a kzq baseline: unknown field `mine`"), "{done:?}");
        assert_eq!(kept, "{\n  \"mine\": 1\n}\n");
    }
}

#[test]
fn check_and_verify_have_the_same_formats() {
    let run = kzq(["check", "broken.ron", "fine.ron", "--format"]);
    file_in(run.home(), "broken.ron", BROKEN);
    file_in(run.home(), "fine.ron", ENGINES);
    let done = run.arg("quickfix").run();
    assert_eq!(done.code, Some(1));
    assert_eq!(
        done.stdout,
        "broken.ron:1:1: missing-field: this collection has no `entries`\nbroken.ron:4:12: syntax: `title` must be a text in double quotes; \
         this is the number 7\n",
        "{done:?}"
    );
    let verify = |format: &str| {
        let run = kzq(["--data", "engines.ron", "verify", "--format", format]);
        file_in(run.home(), "engines.ron", ENGINES);
        file_in(
            run.home(),
            "notes.txt",
            "The engine weaves patterns as the loom weaves flowers. Whatever it may cost, the engine must not be stopped.",
        );
        run.run()
    };
    let done = verify("quickfix");
    assert_eq!((done.code, done.stdout.as_str()), (Some(1), "engines.ron:5:9: near: cost – in notes:1\n"), "{done:?}");
    assert!(verify("junit").stdout.contains("<testcase name=\"weave\" classname=\"engines.ron\"/>"));
    let github = "::error file=engines.ron,line=5,col=9,title=kzq near::cost – in notes:1%0A";
    assert!(verify("github").stdout.starts_with(github), "{}", verify("github").stdout);
}
