//! Many mistakes in a collection are found and located in linear time.

use kzq_corpus::{Corpus, read};
use kzq_ron::invisible_characters;
use kzq_text::steps::more_than_linear;

/// A kind of mistake: its name, and the n-th source and entry of a collection that makes it many times.
type Kind = (&'static str, fn(usize) -> String, fn(usize) -> String);

const KINDS: &[Kind] = &[
    ("unknown speakers", |_| String::new(), |n| format!("Quote(id: \"q{n}\", by: \"b{n}\", text: \"x\"), ")),
    ("empty texts", |_| String::new(), |n| format!("Quote(id: \"q{n}\", by: \"a\", text: \"\"), ")),
    ("one id", |_| String::new(), |_| "Quote(id: \"q\", by: \"a\", text: \"x\"), ".to_owned()),
    ("sources in a circle", |n| format!("\"s{n}\": (title: \"T\", reports: \"s{}\"), ", n ^ 1), |_| String::new()),
    ("unknown sources", |n| format!("\"s{n}\": (title: \"T\", reports: \"x{n}\"), "), |_| String::new()),
    ("unknown entries", |_| String::new(), |n| format!("Quote(id: \"q{n}\", text: \"x\", says_same: [\"x{n}\"]), ")),
    (
        "unknown collections",
        |_| String::new(),
        |n| format!("Quote(id: \"q{n}\", text: \"x\", says_same: [\"o{n}/x\"]), "),
    ),
    ("open escapes", |_| String::new(), |_| "\\u{".to_owned()),
];

#[test]
fn many_mistakes_on_one_line_take_linear_time() {
    for (name, source, entry) in KINDS {
        let collection = |count: usize| {
            let [sources, entries] = [source, entry].map(|one| (0..count).map(one).collect::<String>());
            format!(
                "(schema: 1, id: \"c\", title: \"C\", speakers: {{\"a\": (name: \"A\")}}, sources: {{{sources}}}, \
                 entries: [{entries}])"
            )
        };
        let check = |text: &String| {
            let (_, findings) = Corpus::merge(vec![read("c.ron", text.as_bytes())]);
            assert!(!findings.is_empty(), "{name}");
            invisible_characters("c.ron", text);
        };
        assert_eq!(more_than_linear(16, 10, collection, check), [], "{name}");
    }
}
