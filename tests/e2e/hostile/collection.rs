//! A collection with hostile texts in every field that may contain text.

use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use kzq_corpus::{Corpus, read};
use kzq_ron::Severity;

use super::payload;

/// The number of entries.
pub const ENTRIES: usize = 500;

/// The number of speakers, of sources and of topics.
const TABLES: usize = 60;

/// A RON string: every other one escapes everything but printable ASCII, the others only what must
/// be escaped.
fn string(text: &str, at: usize) -> String {
    let escape = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        ' '..='~' => c.to_string(),
        _ if at.is_multiple_of(2) || matches!(c, '\0' | '\r') => format!("\\u{{{:x}}}", u32::from(c)),
        _ => c.to_string(),
    };
    format!("\"{}\"", text.chars().map(escape).collect::<String>())
}

/// The part of a text that is allowed in an address: without whitespace and control characters.
fn address(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && !c.is_control());
    format!("https://a.example/{}", kept.take(60).collect::<String>())
}

/// The collection as a file.
pub fn written() -> String {
    let payloads = payload::all();
    let payload = |at: usize| payloads[at % payloads.len()].as_str();
    let words = |at: usize| string(&format!("word{at} {0} said {0}", payload(at)), at);
    let mut ron =
        format!("(schema: 1, id: \"hostile\", title: {},\n speakers: {{\n", string("T \x1b]0;x\x07 \u{202e}", 0));
    for at in 0..TABLES {
        let (name, role, alias) = (words(3 * at), words(3 * at + 1), words(3 * at + 2));
        let _ = writeln!(ron, "\"s{at}\": (name: {name}, role: {role}, aliases: [{alias}]),");
    }
    ron.push_str("}, sources: {\n");
    for at in 0..TABLES {
        let kinds = ["Article", "Broadcast", "Book", "Web", "Speech", "Document", "Summary(machine: true)", "Other"];
        let kind = kinds[at % kinds.len()];
        let [title, container, publisher, author] = [5, 6, 7, 8].map(|by| words(by * TABLES + at));
        let url = string(&address(payload(at * 2)), at);
        let _ = writeln!(
            ron,
            "\"w{at}\": (kind: {kind}, title: {title}, container: {container}, publisher: {publisher}, \
             authors: [{author}], url: {url}, date: \"2025-05-29\"),"
        );
    }
    ron.push_str("}, topics: [\n");
    for at in 0..TABLES {
        let (label, under) = (words(at), words(at + TABLES));
        let _ = writeln!(ron, "(id: \"t{at}\", label: {label}, topics: [(id: \"u\", label: {under})]),");
    }
    ron.push_str("], entries: [\n");
    for at in 0..ENTRIES {
        let [text, other, section, note, value, lang, time] = [0, 7, 11, 13, 17, 19, 23].map(|by| words(at + by));
        let key = string(&format!("k{}", payload(at + 29)), at);
        let speaker = at % TABLES;
        let what = match at % 4 {
            0 => format!("Quote(by: \"s{speaker}\", text: {text}, lead: Asked({other}), sic: [\"word{at}\"]"),
            1 => {
                format!("Paraphrase(of: \"s{speaker}\", text: {text}, differs: [{other}], rests_on: [\"e{}\"]", at - 1)
            }
            2 => format!("Qa(answers_for: \"s{speaker}\", wording: Verbatim, question: {other}, answer: {text}"),
            _ => format!(
                "Quote(by: \"s{speaker}\", text: {text}, lead: Narrated({other}), translation_of: \"e{}\"",
                at - 3
            ),
        };
        let _ = writeln!(
            ron,
            "{what}, id: \"e{at}\", turn: {}, topics: [\"t{speaker}\", \"t{speaker}/u\"], source: (id: \"w{}\", \
             section: {section}), note: {note}, lang: {lang}, time: {time}, extra: {{{key}: {value}}}),",
            at + 1,
            (at / 8) % TABLES,
        );
    }
    ron.push_str("])\n");
    ron
}

/// The parsed collection.
pub fn corpus() -> Arc<Corpus> {
    static CORPUS: OnceLock<Arc<Corpus>> = OnceLock::new();
    let corpus = CORPUS.get_or_init(|| {
        let (corpus, findings) = Corpus::merge(vec![read("hostile.ron", written().as_bytes())]);
        let errors: Vec<_> = findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{:#?}", &errors[..errors.len().min(5)]);
        assert_eq!(corpus.len(), ENTRIES);
        Arc::new(corpus)
    });
    Arc::clone(corpus)
}

/// A collection of one entry, whose text is a single line of more than ten megabytes.
pub fn collection_with_one_long_line() -> String {
    let line = string(&"long\x1b[2J\u{202e} ".repeat(900_000), 1);
    format!(
        "(schema: 1, id: \"long\", title: \"Long\", speakers: {{\"a\": (name: \"A\")}}, entries: [\
         Quote(id: \"one\", by: \"a\", text: {line})])"
    )
}
