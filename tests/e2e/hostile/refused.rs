//! Reports on collections that can't be read.

use kzq_corpus::{Corpus, read};
use kzq_ron::Diagnostic;
use kzq_ron::diagnostics::render;

use super::payload;
use super::rule::{assert_clean, assert_clean_data, without_colours};

/// Collections that are broken in some places by a text, which replaces `@`.
const BROKEN: &[&str] = &[
    // Values of the wrong kind.
    r#"(schema: 1, id: "@", title: "C", entries: [])"#,
    r#"(schema: "@", id: "c", title: "C", entries: [])"#,
    r#"(schema: 1, id: "c", title: "C", speakers: {"@": (name: "A")}, entries: [Quote(id: "e", by: "x@", text: "T")])"#,
    r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "A")}, entries: [Quote(id: "@", by: "@", text: "T")])"#,
    r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "A")}, sources: {"s": (title: "S", date: "@", url: "@"),
        "t": (title: "T", url: "https://a.example/@ @", accessed: "2025-@", reports: "@")}, entries: [Quote(id: "e", by: "a",
        text: "T", source: (id: "@"), topics: ["@", "a/@"], variants: ["@", "@/x"], translation_of: "@", sic: ["@"])])"#,
    r#"(schema: 1, id: "c", title: "C", topics: [(id: "@"), (id: "@", label: "@")], speakers: {"@": (name: ""),
        "@": (name: "x")}, entries: [Paraphrase(id: "e", of: "a", text: "@", rests_on: ["@", 7], extra: {"@": "1", "@": "2"})])"#,
    r#"(schema: 1, id: "c", title: 7, entries: [Quote(id: "e", wording: "@", text: "“@”", lead: Told("@"), turn: "@")])"#,
    // Text in places where none is allowed.
    "(schema: 1, @ id: \"c\", title: \"C\", entries: [])",
    "(schema: 1, id: \"c\", title: \"C\", @: \"x\", entries: [])",
    "(schema: 1, id: \"c\", title: \"C\", r#@: \"x\", entries: [])",
    "(schema: 1, id: \"c\", title: \"C\", entries: [@(id: \"e\")])",
    "(schema: 1, id: \"c\", title: \"C\", entries: [Quote@(id: \"e\")])",
    "(schema: 1, id: \"c\", title: \"C\", sources: {\"s\": (kind: A@, title: \"S\")}, entries: [])",
    "(schema: 1, id: \"c\\@\", title: '@', entries: [])",
    "(schema: 1, id: \"c\", title: \"C\", entries: []) @",
    "// @\n/* @ */ (schema: @)",
    "#![enable(@)] (schema: 1)",
    "@",
    "\"@",
    "/* @",
    "(schema: 1, id: \"c\", title: \"@",
];

fn findings(name: &str, bytes: &[u8]) -> Vec<Diagnostic> {
    Corpus::merge(vec![read(name, bytes)]).1
}

/// Checks the reports on a file against the rule: with colours, without them, and as JSON.
#[track_caller]
fn check(name: &str, bytes: &[u8]) -> usize {
    let findings = findings(name, bytes);
    let what = || format!("the report on {}", String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).escape_debug());
    assert_clean(&render::render(&findings, false), what);
    assert_clean(&without_colours(&render::render(&findings, true)), what);
    assert_clean_data(&render::json(&findings).unwrap(), what);
    findings.len()
}

#[test]
fn hostile_texts_in_a_broken_collection_are_reported_cleanly() {
    for payload in payload::all() {
        let escaped = payload.escape_unicode().to_string();
        for broken in BROKEN {
            check("c.ron", broken.replace('@', &payload).as_bytes());
        }
        for broken in &BROKEN[..7] {
            check("c.ron", broken.replace('@', &escaped).as_bytes());
        }
    }
}

#[test]
fn hostile_file_names_are_reported_cleanly() {
    for payload in payload::all() {
        assert!(check(&format!("{payload}.ron"), b"(schema: 1, id: 7)") > 0);
    }
}

#[test]
fn invalid_bytes_are_rejected_cleanly() {
    let hostile = "\x1b]52;c;eA==\x07\u{202e}\u{9b}2J";
    let invalid: [&[u8]; 9] = [
        b"\xff\xfe",
        b"\xc0\xaf",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\x9b2J",
        b"\x90\x9c",
        b"\xe2\x80",
        b"\xf0\x9f\x91",
        b"\xc2",
    ];
    for bytes in invalid {
        for (before, after) in [(hostile, hostile), ("", ""), ("(schema: 1, id: \"", "\")"), (hostile, "")] {
            let file = [before.as_bytes(), bytes, after.as_bytes()].concat();
            assert!(check("c.ron", &file) > 0, "{bytes:?}");
        }
    }
    for bom in [&b"\xff\xfe("[..], b"\xfe\xff\0(", b"\0\0\xfe\xff", b"\0\0\0\0", b"\x1f\x8b\x08\x1b[2J"] {
        assert!(check("c.ron", bom) > 0, "{bom:?}");
    }
}

#[test]
fn invalid_escapes_are_rejected_cleanly() {
    for escape in
        ["\\u{D800}", "\\u{DFFF}", "\\uD83D\\uDE00", "\\uD800", "\\u{110000}", "\\u{}", "\\x", "\\u{1b", "\\\x1b"]
    {
        let file = format!("(schema: 1, id: \"c\", title: \"\x1b[2J{escape}\u{202e}\", entries: [])");
        assert!(check("c.ron", file.as_bytes()) > 0, "{escape}");
    }
}

#[test]
fn deep_nesting_is_reported_cleanly() {
    for (open, close) in
        [("(", ")"), ("[", "]"), ("Some(", ")"), ("{\"\x1b\":", "}"), ("/*", "*/"), ("(a\u{202e}:", ")")]
    {
        for depth in [150, 20_000] {
            for end in [close.repeat(depth), String::new()] {
                let value = format!("{}{end}", open.repeat(depth));
                check("c.ron", value.as_bytes());
                check("c.ron", format!("(schema: 1, id: \"c\", title: {value}").as_bytes());
                check(
                    "c.ron",
                    format!("(schema: 1, id: \"c\", title: \"C\", extra: {value}, entries: [{value}])").as_bytes(),
                );
            }
        }
    }
    let topics = |depth: usize| "(id: \"t\", topics: [".repeat(depth) + &"])".repeat(depth);
    for depth in [10, 100, 5_000] {
        let file = format!("(schema: 1, id: \"c\", title: \"C\", topics: [{}], entries: [])", topics(depth));
        check("c.ron", file.as_bytes());
    }
}
