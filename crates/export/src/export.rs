//! Exports one or several entries, in full or just a prefix for a preview.

use crate::format::{Format, Unwritable};
use crate::link::{Linker, SourceTexts, no_texts};
use crate::render;
use crate::work::Work;
use kzq_corpus::{Corpus, EntryId, Lead};
use kzq_text::Safe;

/// The result of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The text; it never ends in a line feed.
    pub text: Safe<'static>,
    /// How many entries could not be exported in the format, and why the first of them could not.
    pub left_out: Option<(usize, Unwritable)>,
}

/// Exports entries in the order given: one by itself, several joined as the format requires. No source texts are
/// available.
pub fn write_out(corpus: &Corpus, ids: &[EntryId], format: Format) -> Written {
    write_out_with(corpus, &no_texts, ids, format)
}

/// Like [`write_out`], with source texts, so that links lead to the exact words.
pub fn write_out_with(corpus: &Corpus, texts: &SourceTexts<'_>, ids: &[EntryId], format: Format) -> Written {
    let left_out = left_out(corpus, ids, format);
    let text = if left_out.is_some_and(|(count, _)| count == ids.len()) {
        Safe::default()
    } else {
        Safe::join(pieces(corpus, texts, ids, format, ids.len() != 1), "")
    };
    Written { text, left_out }
}

/// Returns how many of the entries cannot be exported in the format, and why the first of them cannot.
pub fn left_out(corpus: &Corpus, ids: &[EntryId], format: Format) -> Option<(usize, Unwritable)> {
    let mut reasons = ids.iter().filter_map(|&id| format.unwritable(corpus, corpus.entry(id)));
    let first = reasons.next()?;
    Some((reasons.count() + 1, first))
}

/// Like [`write_out_with`], in parts to be concatenated. `as_list` requests a list even for one entry or none.
pub fn pieces<'c>(
    corpus: &'c Corpus,
    texts: &'c SourceTexts<'c>,
    ids: &'c [EntryId],
    format: Format,
    as_list: bool,
) -> impl Iterator<Item = Safe<'static>> + 'c {
    cut_pieces(corpus, texts, ids, format, as_list, usize::MAX)
}

/// Returns a prefix of the output of [`write_out`], made from about the first `max_bytes` of the texts; `None` if there
/// is so little that all of it can be rendered at once. The prefix is empty for formats that need everything, including
/// source texts, before anything can be written.
pub fn write_beginning(corpus: &Corpus, ids: &[EntryId], format: Format, bytes: usize) -> Option<Safe<'static>> {
    /// How much longer the second prefix is than the first.
    const STEP: usize = 64;
    /// A link is quickly made unique among this many entries.
    const FEW: usize = 1_000;
    let (count, is_all) = first_few(corpus, ids, bytes);
    if format.of_works().is_some() {
        // A source can have passages anywhere in the list, but their texts do not appear.
        return (count < ids.len()).then(Safe::default);
    }
    if format == Format::Link {
        let names_text = |&id: &EntryId| corpus.source_of(corpus.entry(id)).is_some_and(|source| source.text.is_some());
        return (!is_all || corpus.len() > FEW || ids.iter().any(names_text)).then(Safe::default);
    }
    if is_all {
        return None;
    }
    // Where the two prefixes differ the shorter one was cut; up to there both are a prefix of the whole.
    let as_list = ids.len() != 1;
    let [shorter, longer] = [(count, bytes), ((count + 1).min(ids.len()), bytes + STEP)]
        .map(|(count, bytes)| Safe::join(cut_pieces(corpus, &no_texts, &ids[..count], format, as_list, bytes), ""));
    let same = shorter.as_str().bytes().zip(longer.as_str().bytes()).take_while(|(one, other)| one == other).count();
    Some(longer.beginning(same).into_owned())
}

/// Returns how many of the entries, at least one, have about `max_bytes` of text; and whether these are all.
fn first_few(corpus: &Corpus, ids: &[EntryId], bytes: usize) -> (usize, bool) {
    /// Estimated bytes per entry besides its texts.
    const EACH: usize = 256;
    let mut sum = 0;
    for (index, &id) in ids.iter().enumerate() {
        let entry = corpus.entry(id);
        let lead = entry.lead().map(Lead::into_text);
        let texts = [Some(entry.text()), entry.question(), lead, entry.note().map(Safe::borrowed)];
        let longest = texts.iter().flatten().map(|text| text.as_str().len()).max().unwrap_or_default();
        sum += longest + EACH;
        if longest > bytes || (sum > bytes && index + 1 < ids.len()) {
            return (index + 1, false);
        }
    }
    (ids.len(), true)
}

/// Returns the parts, with each text truncated to `max_bytes`.
fn cut_pieces<'c>(
    corpus: &'c Corpus,
    texts: &'c SourceTexts<'c>,
    ids: &'c [EntryId],
    format: Format,
    as_list: bool,
    bytes: usize,
) -> impl Iterator<Item = Safe<'static>> + 'c {
    let frame = Frame::of(format, as_list);
    let of_works = format.of_works();
    let works = of_works.map(|write| Work::all(corpus, ids).into_iter().map(move |work| write(&work)));
    let works = works.into_iter().flatten();
    let entries = if of_works.is_some() { &[] } else { ids };
    let writable = entries.iter().filter(move |&&id| format.unwritable(corpus, corpus.entry(id)).is_none());
    let mut linker = Linker::new(corpus, texts);
    let entries = writable.filter_map(move |&id| match format {
        Format::Link => linker.link(id, corpus.entry(id)),
        _ => Some(render::write(corpus, id, format, bytes)),
    });
    frame.around(works.chain(entries))
}

/// The delimiters around and between several entries.
#[derive(Clone, Copy)]
struct Frame {
    opening: &'static str,
    between: &'static str,
    closing: &'static str,
    /// The output if there are no entries.
    empty: &'static str,
    /// The indentation of each line of an entry.
    indent: &'static str,
}

impl Frame {
    fn of(format: Format, as_list: bool) -> Self {
        let array = Self { opening: "[\n", between: ",\n", closing: "\n]", empty: "[]", indent: "  " };
        let plain = Self { opening: "", between: "\n\n", closing: "", empty: "", indent: "" };
        match format {
            // A CSL-JSON file is an array even for one item.
            Format::CslJson => array,
            Format::Json if as_list => array,
            Format::Ron if as_list => Self { closing: ",\n]", indent: "    ", ..array },
            Format::Link => Self { between: "\n", ..plain },
            _ => plain,
        }
    }

    fn around<'c>(self, items: impl Iterator<Item = Safe<'static>> + 'c) -> impl Iterator<Item = Safe<'static>> + 'c {
        let mut items = items.peekable();
        let last = if items.peek().is_some() { self.closing } else { self.empty };
        let mut before = self.opening;
        let items = items.flat_map(move |item| {
            let item = if self.indent.is_empty() { item } else { indented(&item, self.indent) };
            [Safe::from(std::mem::replace(&mut before, self.between)), item]
        });
        items.chain(std::iter::once(Safe::from(last)))
    }
}

/// Indents each line of a text.
fn indented(text: &Safe<'_>, indent: &'static str) -> Safe<'static> {
    Safe::join(text.lines().map(|line| kzq_text::safe!(indent, line)).collect::<Vec<_>>(), "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_corpus::{Lookup, read};

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
        write_out(&corpus, &[id], format).text.to_string()
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
            let made = written("made", format);
            assert!(
                !made.contains("“Ada made") && !made.contains("<blockquote") && !made.contains("<q>"),
                "{format:?}"
            );
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
        let markdown = write_out(&corpus, &[id], Format::Markdown).text.to_string();
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
        const LONG: [Format; 6] =
            [Format::Words, Format::Attributed, Format::Markdown, Format::Html, Format::Json, Format::Ron];
        let long = "They call it “the ‘thinking’\n engine” * 1. ".repeat(20);
        let text = COLLECTION.replace("Ada told", &long).replace("One.", &long).replace("Does it", &long);
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        for name in ["told", "bare", "asked"] {
            let Lookup::Found(id) = corpus.look_up(name) else { panic!("no {name}") };
            for (format, bytes) in LONG.into_iter().flat_map(|format| (100..200).map(move |at| (format, at))) {
                let beginning = write_beginning(&corpus, &[id], format, bytes).unwrap();
                let whole = write_out(&corpus, &[id], format).text;
                assert!(whole.as_str().starts_with(beginning.as_str()), "{name} {format:?} {bytes}");
                assert!(beginning.as_str().len() > bytes * 3 / 4, "{name} {format:?} {bytes}");
                assert_eq!(write_beginning(&corpus, &[id], format, 2_000), None);
            }
        }
    }

    #[test]
    fn a_beginning_of_many_is_the_beginning_of_what_is_written() {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.ids().collect();
        for format in Format::ALL {
            let whole = write_out(&corpus, &ids, format).text;
            for bytes in (0..2_000).step_by(50) {
                let beginning = write_beginning(&corpus, &ids, format, bytes);
                assert!(beginning.is_none_or(|text| whole.as_str().starts_with(text.as_str())), "{format:?} {bytes}");
            }
        }
    }

    #[test]
    fn several_are_joined_as_the_format_joins_them() {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.ids().collect();
        let all = |format| write_out(&corpus, &ids, format);
        assert_eq!(all(Format::Words).text.as_str().split("\n\n").count(), 6, "one of them has two paragraphs");
        let json: serde_json::Value = serde_json::from_str(all(Format::Json).text.as_str()).unwrap();
        assert_eq!(json.as_array().map(Vec::len), Some(5));
        let csl: serde_json::Value = serde_json::from_str(all(Format::CslJson).text.as_str()).unwrap();
        assert_eq!(csl.as_array().map(Vec::len), Some(2), "one item a source");
        // One entry has no source, and three have a source without a URL.
        assert_eq!(all(Format::Apa).left_out, Some((1, Unwritable::NoSource)));
        let links = all(Format::Link);
        assert_eq!((links.text.as_str().lines().count(), links.left_out), (2, Some((3, Unwritable::NoAddress))));
        let nothing = write_out(&corpus, &ids[4..], Format::CslJson);
        assert_eq!((nothing.text.as_str(), nothing.left_out), ("", Some((1, Unwritable::NoSource))));
    }

    #[test]
    fn nothing_ends_in_a_line_feed() {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.ids().collect();
        for format in Format::ALL {
            for name in ["said", "told", "made", "asked", "bare"] {
                assert!(!written(name, format).ends_with('\n'), "{name} {format:?}");
            }
            assert!(!write_out(&corpus, &ids, format).text.as_str().ends_with('\n'), "{format:?}");
        }
    }

    #[test]
    fn html_quotes_what_was_said_and_escapes_everything() {
        assert_eq!(
            written("said", Format::Html),
            "<figure>\n<blockquote cite=\"https://example.org/a\">\n<p>They call it “the ‘thinking’ engine”. It isn’t.</p>\n\
             </blockquote>\n<figcaption>— Ada Byron, The Talk, Radio, 29 May 2025 (<a href=\"https://example.org/a\">The \
             Paper</a>, n.d.)</figcaption>\n</figure>"
        );
        assert!(written("bare", Format::Html).contains("<p>One.</p>\n<p>Two.</p>\n</blockquote>"));
        assert!(
            written("asked", Format::Html)
                .starts_with("<figure>\n<p>Q: Does it think?</p>\n<p>A: No.</p>\n<figcaption>")
        );
        let text = COLLECTION
            .replace("Ada Byron", "Ada <b> & 'co'")
            .replace("org/a", "org/a?b=1&c='")
            .replace("One.", "<i>\\n1");
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.ids().collect();
        let html = write_out(&corpus, &ids, Format::Html).text.to_string();
        assert!(html.contains("— Ada &lt;b&gt; &amp; &#39;co&#39;, The Talk"), "{html}");
        assert!(html.contains("cite=\"https://example.org/a?b=1&amp;c=&#39;\""), "{html}");
        assert!(html.contains("<p>&lt;i&gt;<br>\n1</p>"), "{html}");
    }
}
