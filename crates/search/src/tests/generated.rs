//! Generators for collections and queries whose words fold to equal or similar ones.

use std::sync::Arc;

use proptest::prelude::*;

use kzq_corpus::{Assembler, Corpus, Header, LeadKind};

/// Words with accents, endings, spellings and forms that fold to equal ones.
const WORDS: [&str; 39] = [
    "war",
    "wars",
    "warm",
    "forward",
    "peace",
    "Peace’s",
    "digital",
    "digitalisation",
    "digitalization",
    "U.N",
    "un",
    "reform",
    "reforms",
    "reformed",
    "Security",
    "council",
    "Council's",
    "naïve",
    "naive",
    "Łukasz",
    "Қазақстан",
    "kazakhstan",
    "Казахстан",
    "казак",
    "Müller",
    "Mueller",
    "re-election",
    "reelection",
    "10,000",
    "10000",
    "10 000",
    "for",
    "λόγος",
    "a",
    "to",
    "the",
    "Middle",
    "powers",
    "2029",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), 1..9).prop_map(|words| words.join(" "))
}

/// Generates an entry of a collection, as RON.
fn entry() -> impl Strategy<Value = String> {
    let topics = prop::collection::vec(prop::sample::select(vec!["w", "w/p", "w/q", "d"]), 0..3);
    let lead = prop::option::of((prop::sample::select(&LeadKind::ALL[..]), text()));
    let more = prop::option::of(prop::sample::select(vec![
        "date: \"1939\"",
        "date: \"1940-06-18\", tags: [\"green\"]",
        "lang: \"en-GB\", tags: [\"red\", \"Green\"]",
        "status: Disputed(\"n\"), note: \"forward to the council\"",
    ]));
    let section = prop::option::of(prop::sample::select(vec!["Reform", "The naïve Council", "Powers at war"]));
    let source = (0..2_u8, section);
    (0..4_u8, text(), lead, topics, prop::option::of(0..3_u8), prop::option::of(source), more).prop_map(
        |(kind, text, lead, topics, speaker, source, more)| {
            let topics: Vec<String> = topics.iter().map(|topic| format!("{topic:?}")).collect();
            let mut rest = format!("topics: [{}]", topics.join(", "));
            if let Some((kind, lead)) = lead {
                rest = format!("{rest}, lead: {}({lead:?})", kind.ron_name());
            }
            if let Some(more) = more {
                rest = format!("{rest}, {more}");
            }
            if let Some((source, section)) = source {
                let section = section.map_or_else(String::new, |section| format!(", section: {section:?}"));
                rest = format!("{rest}, source: (id: \"s{source}\"{section})");
            }
            let speaker = |field| speaker.map_or_else(String::new, |id| format!("{field}: \"p{id}\", "));
            match kind {
                0 | 1 => format!("Quote(id: \"ID\", {}text: {text:?}, {rest})", speaker("by")),
                2 => format!("Paraphrase(id: \"ID\", {}text: {text:?}, {rest})", speaker("of")),
                _ => format!(
                    "Qa(id: \"ID\", {}wording: Verbatim, question: \"a war?\", answer: {text:?}, {rest})",
                    speaker("answers_for")
                ),
            }
        },
    )
}

/// Builds a corpus with several blocks.
pub(crate) fn corpus(entries: &[Vec<String>]) -> Arc<Corpus> {
    let head = "(schema: 1, id: \"c\", title: \"C\", speakers: {
        \"p0\": (name: \"A\", role: \"Security Council\"), \"p1\": (name: \"B. Müller\", aliases: [\"C Lukasz\", \"D\"]), \"p2\": (name: \"C\")},
        sources: {\"s0\": (title: \"S\", container: \"Peace\", date: \"2025-05\", authors: [\"D. Łukasz\"]),
            \"s1\": (title: \"T of 10,000\", publisher: \"U.N. digitalisation\", kind: Summary(machine: true), accessed: \"2025\", reports: \"s0\")},
        topics: [(id: \"w\", label: \"Reforms\", topics: [(id: \"p\"), (id: \"q\", label: \"Middle powers\")]), (id: \"d\")], entries: [";
    let head = Header::parse("c.ron", head.as_bytes()).expect("it is plain");
    let mut assembler = Assembler::new(&head);
    // Blocks that are still referenced are not merged.
    let mut references = Vec::new();
    let mut number = 0;
    for (index, piece) in entries.iter().enumerate() {
        let named = piece.iter().map(|entry| {
            number += 1;
            entry.replace("ID", &format!("e{number}")) + ",\n"
        });
        let end = if index + 1 == entries.len() { "])" } else { "" };
        let piece = head.parse_chunk((named.collect::<String>() + end).as_bytes()).expect("it is plain");
        assembler.push(piece).expect("ids differ");
        references.push(assembler.partial());
    }
    Arc::new(assembler.finish().and_then(|reading| reading.corpus).expect("it is whole"))
}

pub(crate) fn entries() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(prop::collection::vec(entry(), 0..30), 1..4)
}

/// Generates a query: words, prefixes, typos, phrases, negations, fields, alternatives.
pub(crate) fn query_text() -> impl Strategy<Value = String> {
    let term = prop_oneof![
        9 => closed_term(),
        // An unclosed phrase swallows everything after it.
        1 => (word(), word()).prop_map(|(one, two)| {
            format!("\"{one} {}", two.chars().take(2).collect::<String>())
        }),
    ];
    let terms = prop::collection::vec((any::<bool>(), any::<bool>(), term), 0..4);
    let plain = terms.prop_map(|terms| {
        let negated = |(one, two, term): (bool, bool, String)| if one && two { format!("!{term}") } else { term };
        terms.into_iter().map(negated).collect::<Vec<_>>().join(" ")
    });
    prop_oneof![3 => plain, 1 => nested_query_text()]
}

/// Generates a query with groups and alternatives.
pub(crate) fn nested_query_text() -> impl Strategy<Value = String> {
    closed_term().prop_recursive(3, 10, 3, |inner| {
        let many = || prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            1 => many().prop_map(|parts| format!("({})", parts.join(" "))),
            2 => many().prop_map(|parts| format!("({})", parts.join(" OR "))),
            1 => inner.clone().prop_map(|part| format!("!{part}")),
        ]
    })
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&WORDS[..])
}

/// Generates a term after which others can follow.
fn closed_term() -> impl Strategy<Value = String> {
    let cut = (word(), 1..6_usize).prop_map(|(word, length)| word.chars().take(length).collect::<String>());
    let slip = (word(), 0..6_usize).prop_map(|(word, at)| {
        word.chars().enumerate().filter(|(index, _)| *index != at).map(|(_, c)| c).collect::<String>()
    });
    let phrase = (word(), word(), prop::option::of(1..4_u8)).prop_map(|(one, two, within)| {
        format!("\"{one} {two}\"{}", within.map_or_else(String::new, |within| format!("~{within}")))
    });
    let about =
        prop::sample::select(vec!["muller", "\"b muller\"", "c", "lu", "red", "w-q", "t", "notable", "e7", "e-1"]);
    let other = prop::sample::select(vec![
        "/^re.*m/",
        "/e{2}/",
        "topic:w",
        "topic:p,q",
        "kind:quote",
        "kind:summary",
        "speaker:p1",
        "speaker:p0,p2",
        "speaker:unknown",
        "is:starred",
        "has:note",
        "has:question",
        "has:source",
        "has:date",
        "has:lead",
        "list:odd",
        "source:s0",
        "id:e1",
        "date:1939..1941",
        "since:1940",
        "before:1940",
        "lang:en",
        "tag:green",
        "status:disputed",
        "collection:c",
    ]);
    prop_oneof![
        3 => word().prop_map(str::to_owned),
        3 => cut,
        2 => slip,
        1 => phrase,
        1 => about.prop_map(str::to_owned),
        2 => other.prop_map(str::to_owned),
    ]
}
