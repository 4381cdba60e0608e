//! The formats in which an entry can be written out.

use super::{Record, attribution, caveat, markdown, marks};
use crate::corpus::{Corpus, Entry, EntryId, Lead, Wording, Words};
use crate::text::Safe;

/// A way to write an entry out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// The words and nothing else; what is not verbatim keeps its caveat.
    Words,
    /// The words, and a line with speaker, occasion, source and date.
    Attributed,
    /// A Markdown block quote (CommonMark), or a paragraph for what is not verbatim.
    Markdown,
    /// A JSON object (RFC 8259); see [`Record`].
    Json,
}

impl Format {
    /// All formats, in the order in which a menu offers them.
    pub const ALL: [Self; 4] = [Self::Words, Self::Attributed, Self::Markdown, Self::Json];

    /// What a menu calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Words => "Words only",
            Self::Attributed => "With attribution",
            Self::Markdown => "Markdown",
            Self::Json => "JSON",
        }
    }
}

/// Writes an entry out.
pub fn write_out(corpus: &Corpus, id: EntryId, format: Format) -> Safe<'static> {
    write(corpus, id, format, usize::MAX)
}

/// The beginning of what [`write_out`] gives, made from the first `bytes` of each text; nothing where no text is longer.
pub fn write_beginning(corpus: &Corpus, id: EntryId, format: Format, bytes: usize) -> Option<Safe<'static>> {
    /// By how much one beginning is longer than the other.
    const STEP: usize = 64;
    let entry = corpus.entry(id);
    let lead = entry.lead().map(Lead::into_text);
    let texts = [Some(entry.text()), entry.question(), lead, entry.note().map(Safe::borrowed)];
    texts.iter().flatten().find(|text| text.as_str().len() > bytes)?;
    // Where two beginnings part the shorter one ends, and up to there both are the beginning of the whole.
    let [shorter, longer] = [bytes, bytes + STEP].map(|bytes| write(corpus, id, format, bytes));
    let same = shorter.as_str().bytes().zip(longer.as_str().bytes()).take_while(|(one, other)| one == other).count();
    Some(longer.beginning(same).into_owned())
}

/// Writes an entry out, its texts cut to so many bytes.
fn write(corpus: &Corpus, id: EntryId, format: Format, bytes: usize) -> Safe<'static> {
    let entry = corpus.entry(id);
    let words = &match entry.words() {
        Words::Quote { text } => Words::Quote { text: text.cut(bytes) },
        Words::Paraphrase { text } => Words::Paraphrase { text: text.cut(bytes) },
        Words::Qa { question, answer } => Words::Qa { question: question.cut(bytes), answer: answer.cut(bytes) },
    };
    match format {
        Format::Words => words_only(entry, words),
        Format::Attributed => crate::safe!(set(entry, words), "\n", attribution(corpus, entry)),
        Format::Markdown => markdown::markdown(corpus, entry, words),
        Format::Json => json(corpus, id, bytes),
    }
}

fn words_only(entry: Entry<'_>, words: &Words<'_>) -> Safe<'static> {
    let words = match words {
        Words::Quote { text } | Words::Paraphrase { text } => text.clone(),
        Words::Qa { question, answer } => crate::safe!("Q: ", question, "\nA: ", answer),
    };
    match caveat(entry.wording()) {
        Some(caveat) => crate::safe!(words, "\n", caveat),
        None => words.into_owned(),
    }
}

/// The words as running text sets them: verbatim words in quotation marks, a pair as question and answer.
fn set(entry: Entry<'_>, words: &Words<'_>) -> Safe<'static> {
    let said = |text: &Safe<'_>| match entry.wording() {
        Wording::Verbatim => marks::quoted(text),
        Wording::Reported | Wording::Summary => text.clone().into_owned(),
    };
    match words {
        Words::Quote { text } | Words::Paraphrase { text } => said(text),
        Words::Qa { question, answer } => crate::safe!("Q: ", question, "\nA: ", said(answer)),
    }
}

fn json(corpus: &Corpus, id: EntryId, bytes: usize) -> Safe<'static> {
    // A record is made of strings, numbers and lists, which JSON can always hold.
    let json = serde_json::to_string_pretty(&Record::of(corpus, id).cut(bytes)).unwrap_or_default();
    Safe::text(json)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Lookup, read};

    const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C",
        speakers: {"a": (name: "Ada Byron", role: "Countess")},
        sources: {
            "talk": (kind: Broadcast, title: "Episode 1", container: "The Talk", publisher: "Radio", date: "2025-05-29"),
            "paper": (kind: Article, title: "A day", publisher: "The Paper", url: "https://example.org/a", reports: "talk"),
            "page": (kind: Summary(machine: true), title: "In short", reports: "talk"),
        },
        entries: [
            Quote(id: "said", by: "a", text: "They call it “the ‘thinking’ engine”. It isn’t.", source: (id: "paper", section: "1 * 2")),
            Paraphrase(id: "told", of: "a", text: "Ada told the paper.", source: (id: "paper")),
            Paraphrase(id: "made", of: "a", text: "Ada made *it*.", rests_on: ["said"], source: (id: "page", item: 2)),
            Qa(id: "asked", answers_for: "a", wording: Paraphrase, question: "Does it think?", answer: "No.", source: (id: "page")),
            Quote(id: "bare", by: "a", text: "One.\n\nTwo."),
        ])"#;

    fn written(name: &str, format: Format) -> String {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let Lookup::Found(id) = corpus.look_up(name) else { panic!("no {name}") };
        write_out(&corpus, id, format).to_string()
    }

    #[test]
    fn verbatim_words_stand_in_marks_and_inner_marks_flip() {
        assert_eq!(
            written("said", Format::Attributed),
            "“They call it ‘the “thinking” engine’. It isn’t.”\n\
             — Ada Byron, The Talk, Radio, 29 May 2025 (The Paper, n.d.)"
        );
        assert_eq!(written("said", Format::Words), "They call it “the ‘thinking’ engine”. It isn’t.");
        assert_eq!(written("bare", Format::Attributed), "“One.\n\nTwo.”\n— Ada Byron, no source given");
    }

    #[test]
    fn what_was_not_said_never_stands_in_marks_and_says_so() {
        assert_eq!(
            written("made", Format::Attributed),
            "Ada made *it*.\n\
             — on Ada Byron, The Talk, Radio, 29 May 2025 (In short, n.d.) (summary, not the speaker's words)"
        );
        assert_eq!(
            written("told", Format::Attributed),
            "Ada told the paper.\n\
             — on Ada Byron, The Talk, Radio, 29 May 2025 (The Paper, n.d.) (reported, not the speaker's words)"
        );
        assert_eq!(written("made", Format::Words), "Ada made *it*.\n(summary, not the speaker's words)");
        assert!(written("asked", Format::Attributed).starts_with("Q: Does it think?\nA: No.\n— on Ada Byron"));
        for format in Format::ALL {
            assert!(!written("made", format).contains('“'), "{format:?}");
        }
    }

    #[test]
    fn markdown_is_a_block_quote_with_its_link() {
        assert_eq!(
            written("said", Format::Markdown),
            "> They call it “the ‘thinking’ engine”. It isn’t.\n>\n\
             > — Ada Byron, The Talk, Radio, 29 May 2025 ([The Paper](https://example.org/a), n.d.)"
        );
        assert_eq!(written("bare", Format::Markdown), "> One.\n>\n> Two.\n>\n> — Ada Byron, no source given");
        assert!(written("made", Format::Markdown).starts_with("Ada made \\*it\\*.\n\n— on Ada Byron"));
    }

    #[test]
    fn no_name_of_a_source_becomes_markup() {
        let text = COLLECTION.replace("The Paper", "*The* [Paper](http://evil)").replace("Ada Byron", "Ada <b>");
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let Lookup::Found(id) = corpus.look_up("said") else { panic!("it is there") };
        let markdown = write_out(&corpus, id, Format::Markdown).to_string();
        assert!(markdown.contains("— Ada \\<b>, The Talk"), "{markdown}");
        assert!(markdown.contains("[\\*The\\* \\[Paper\\](http://evil)](https://example.org/a)"), "{markdown}");
    }

    #[test]
    fn json_has_every_field_and_null_for_what_is_not_there() {
        let json: serde_json::Value = serde_json::from_str(&written("asked", Format::Json)).unwrap();
        assert_eq!(json["kind"], "qa");
        assert_eq!(json["wording"], "summary");
        assert_eq!(json["text"], serde_json::Value::Null);
        assert_eq!(json["answer"], "No.");
        assert_eq!(json["source"]["publisher"], serde_json::Value::Null);
        assert_eq!(json["rests_on"], serde_json::json!([]));
        let json: serde_json::Value = serde_json::from_str(&written("made", Format::Json)).unwrap();
        assert_eq!(json["rests_on"], serde_json::json!(["said"]));
        assert_eq!(json["source"]["item"], 2);
    }

    #[test]
    fn a_beginning_is_the_beginning_of_what_is_written() {
        let long = "They call it “the ‘thinking’\n engine” * 1. ".repeat(20);
        let text = COLLECTION.replace("Ada told", &long).replace("One.", &long).replace("Does it", &long);
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        for name in ["told", "bare", "asked"] {
            let Lookup::Found(id) = corpus.look_up(name) else { panic!("no {name}") };
            for (format, bytes) in Format::ALL.into_iter().flat_map(|format| (100..200).map(move |at| (format, at))) {
                let beginning = write_beginning(&corpus, id, format, bytes).unwrap();
                let whole = write_out(&corpus, id, format);
                assert!(whole.as_str().starts_with(beginning.as_str()), "{name} {format:?} {bytes}");
                assert!(beginning.as_str().len() > bytes * 3 / 4, "{name} {format:?} {bytes}");
                assert_eq!(write_beginning(&corpus, id, format, 2_000), None);
            }
        }
    }

    #[test]
    fn nothing_ends_in_a_line_feed() {
        for name in ["said", "told", "made", "asked", "bare"] {
            for format in Format::ALL {
                assert!(!written(name, format).ends_with('\n'), "{name} {format:?}");
            }
        }
    }
}
