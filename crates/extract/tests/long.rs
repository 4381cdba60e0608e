//! Long texts: `cargo test -p kzq-extract --test long -- --ignored --nocapture` prints how long each takes; `KZQ_LONG=NAME` takes only
//! the texts whose names contain this, of 1 MB, and asserts nothing.

#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a measurement: it reads the clock"
)]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use kzq_corpus::read;
use kzq_extract::article::Article;
use kzq_extract::extract;
use kzq_extract::speakers::SpeakerIndex;
use kzq_text::markup::Markup;

/// The length of the longer text of each pair, in bytes.
const LENGTH: usize = 1 << 18;

/// Units of texts; `#` is replaced by a different name each time.
const UNITS: &[(&str, &str)] = &[
    ("sentences", "“We go on and stay,” said Ada Byron. "),
    ("sentences with pronouns", "“We go on and on,” he said at noon. "),
    ("split sentences", "“We go,” she said, “and we all stay.” "),
    ("one sentence", "“we go on” and “stay” or the man of "),
    ("one sentence with verbs", "he said “we go on” and the man said "),
    ("commas", "it was “dull” and, he said, “so long”, "),
    ("only quotations", "“We go on and we stay there.” “No one.” "),
    ("many names", "“We go on and stay,” said Ada #. "),
    ("many names in one sentence", "“we go on and stay”, said Ada # and "),
    ("straight", "\"We go on and we stay\", she said. "),
    ("straight, unclosed", "he said \"we go on and he said "),
    ("straight, touching", "he said \"we go\"and he said on "),
    ("guillemets, unclosed", "«Мы идём «и он сказал "),
    ("nested", "“We ‘go on’ and ‘stay’,” said Ada Byron. "),
    ("colons", "he said: “We go on and we stay.” He: "),
    ("German", "„Wir gehen nicht“, sagte Ada Byron und die Frau. "),
    ("German, reported", "Er sei „nicht der Mann“ und habe „keine Lust“, "),
    ("French", "« On part et on reste », a dit la ministre Ada Byron. "),
    ("French, split", "« On part, a dit la ministre. On reste. » "),
    ("Russian", "«Мы идём», — сказал он и не ушёл. "),
    ("Russian, terms", "В доме «Заря» на улице «Новая» и "),
    ("Russian, dialogue", "— Мы идём, — сказал он. — Не надо. "),
    ("turns", "\n\nADA: We go on and we stay.\n\nJOE: No."),
    ("paragraphs", "“We go on and stay,” said Ada Byron.\n\n"),
    ("lines", "“We go on and stay,” said Ada Byron.\n"),
    ("no marks", "The man of the town said that he goes on. "),
];

fn text(unit: &str, length: usize) -> String {
    let mut text = String::with_capacity(length + unit.len());
    let mut number = 0;
    while text.len() < length {
        let mut letters = String::new();
        let mut rest = number;
        for _ in 0..4 {
            letters.push(char::from(b'a' + u8::try_from(rest % 26).unwrap()));
            rest /= 26;
        }
        let _ = write!(text, "{}", unit.replace('#', &format!("B{letters}")));
        number += 1;
    }
    text
}

fn time(text: &str) -> Duration {
    let empty = read("c.ron", br#"(schema: 1, id: "c", title: "C", entries: [])"#).corpus.unwrap();
    let cast = SpeakerIndex::new(&empty);
    let start = Instant::now();
    let article = Article::read(text, Markup::Plain);
    let found = extract(&article, &cast);
    let took = start.elapsed();
    assert!(found.iter().all(|candidate| !candidate.spans.is_empty()));
    took
}

#[test]
#[ignore = "compares times: run it on a quiet machine"]
fn one_paragraph_of_1_mb_with_many_quotations_takes_linear_time() {
    const MAX_GROWTH: f64 = 3.0;
    const NOISE: Duration = Duration::from_millis(100);
    let only = std::env::var("KZQ_LONG").ok();
    let length = if only.is_some() { 1 << 20 } else { LENGTH };
    let is_chosen = |name: &str| only.as_ref().is_none_or(|only| name.contains(only.as_str()));
    let mut slow = Vec::new();
    for (name, unit) in UNITS.iter().filter(|(name, _)| is_chosen(name)) {
        let (half, whole) = (time(&text(unit, length / 2)), time(&text(unit, length)));
        println!("{name:28} {:5} ms, half of it {:5} ms", whole.as_millis(), half.as_millis());
        if whole > half.mul_f64(MAX_GROWTH) + NOISE {
            slow.push(*name);
        }
    }
    assert!(only.is_some() || slow.is_empty(), "more than linear: {slow:?}");
}
