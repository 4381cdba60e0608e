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
    (0..4_u8, text(), lead, topics, prop::option::of(0..3_u8), prop::option::of(0..2_u8)).prop_map(
        |(kind, text, lead, topics, speaker, source)| {
            let topics: Vec<String> = topics.iter().map(|topic| format!("{topic:?}")).collect();
            let mut rest = format!("topics: [{}]", topics.join(", "));
            if let Some((kind, lead)) = lead {
                rest = format!("{rest}, lead: {}({lead:?})", kind.ron_name());
            }
            if let Some(source) = source {
                rest = format!("{rest}, source: (id: \"s{source}\")");
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
    let head = "(schema: 1, id: \"c\", title: \"C\", speakers: {\"p0\": (name: \"A\"), \"p1\": (name: \"B\"), \"p2\": (name: \"C\")},
        sources: {\"s0\": (title: \"S\"), \"s1\": (title: \"T\", kind: Summary(machine: true))},
        topics: [(id: \"w\", topics: [(id: \"p\"), (id: \"q\")]), (id: \"d\")], entries: [";
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

/// Generates a query: words, prefixes, typos, phrases, negations, fields.
pub(crate) fn query_text() -> impl Strategy<Value = String> {
    let word = || prop::sample::select(&WORDS[..]);
    let cut = (word(), 1..6_usize).prop_map(|(word, length)| word.chars().take(length).collect::<String>());
    let slip = (word(), 0..6_usize).prop_map(|(word, at)| {
        word.chars().enumerate().filter(|(index, _)| *index != at).map(|(_, c)| c).collect::<String>()
    });
    let phrase = (word(), word(), any::<bool>()).prop_map(|(one, two, closed)| {
        format!("\"{one} {}", if closed { format!("{two}\"") } else { two.chars().take(2).collect() })
    });
    let field = prop::sample::select(vec![
        "topic:w",
        "topic:p",
        "kind:quote",
        "kind:summary",
        "speaker:p1",
        "speaker:unknown",
        "is:starred",
        "has:note",
        "has:question",
        "list:odd",
        "source:s0",
        "id:e1",
    ]);
    let term = prop_oneof![
        3 => word().prop_map(str::to_owned),
        3 => cut,
        2 => slip,
        1 => phrase,
        1 => field.prop_map(str::to_owned),
    ];
    let terms = prop::collection::vec((any::<bool>(), any::<bool>(), term), 0..4);
    terms.prop_map(|terms| {
        // An unclosed phrase swallows everything after it.
        let negated = |(one, two, term): (bool, bool, String)| if one && two { format!("!{term}") } else { term };
        terms.into_iter().map(negated).collect::<Vec<_>>().join(" ")
    })
}
