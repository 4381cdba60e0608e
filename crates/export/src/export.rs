//! Exports one or several entries, in full or just a prefix for a preview.

use crate::cite::cited_sources;
use crate::collection::CollectionExport;
use crate::formats::{
    Availability, ExportedEntry, Format, LinkBuilder, ListDelimiters, NotExportable, SourceTextLookup, Writer,
    no_source_texts,
};
use kzq_corpus::{Corpus, EntryId, Lead};
use kzq_text::Safe;

/// The result of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The text; it never ends in a line feed.
    pub text: Safe<'static>,
    /// How many entries could not be exported in the format, and why the first of them could not.
    pub skipped: Option<(usize, NotExportable)>,
}

/// Exports entries in the order given: one by itself, several joined as the format requires. No source texts are
/// available.
pub fn export(corpus: &Corpus, ids: &[EntryId], format: Format) -> Rendered {
    export_with_texts(corpus, &no_source_texts, ids, format)
}

/// Like [`export`], with source texts, so that links lead to the exact words.
pub fn export_with_texts(corpus: &Corpus, texts: &SourceTextLookup<'_>, ids: &[EntryId], format: Format) -> Rendered {
    let skipped = count_skipped(corpus, ids, format);
    let text = if skipped.is_some_and(|(count, _)| count == ids.len()) {
        Safe::default()
    } else {
        Safe::join(export_parts(corpus, texts, ids, format, ids.len() != 1), "")
    };
    Rendered { text, skipped }
}

/// Returns how many of the entries cannot be exported in the format, and why the first of them cannot.
pub fn count_skipped(corpus: &Corpus, ids: &[EntryId], format: Format) -> Option<(usize, NotExportable)> {
    let mut reasons = ids.iter().filter_map(|&id| format.not_exportable(corpus, corpus.entry(id)));
    let first = reasons.next()?;
    Some((reasons.count() + 1, first))
}

/// Like [`export_with_texts`], in parts to be concatenated. `as_list` requests a list even for one entry or none.
pub fn export_parts<'c>(
    corpus: &'c Corpus,
    texts: &'c SourceTextLookup<'c>,
    ids: &'c [EntryId],
    format: Format,
    as_list: bool,
) -> impl Iterator<Item = Safe<'static>> + 'c {
    truncated_parts(corpus, texts, ids, format, as_list, usize::MAX)
}

/// Returns a prefix of the output of [`export`], made from about the first `max_bytes` of the texts; `None` if there
/// is so little that all of it can be rendered at once. The prefix is empty for formats that need everything, including
/// source texts, before anything can be written.
pub fn export_prefix(corpus: &Corpus, ids: &[EntryId], format: Format, max_bytes: usize) -> Option<Safe<'static>> {
    /// How much longer the second prefix is than the first.
    const EXTRA_BYTES: usize = 64;
    /// A link is quickly made unique among this many entries.
    const MAX_LINK_CORPUS: usize = 1_000;
    let (count, is_all) = take_within(corpus, ids, max_bytes);
    if format.row().availability != Availability::Everywhere {
        // Never copied: a cell, say, is quoted because of what comes at its end.
        return (!is_all).then(Safe::default);
    }
    if matches!(format.row().writer, Writer::Source(_)) {
        // A source can have passages anywhere in the list, but their texts do not appear.
        return (count < ids.len()).then(Safe::default);
    }
    if matches!(format.row().writer, Writer::Link) {
        let has_source_text =
            |&id: &EntryId| corpus.source_of(corpus.entry(id)).is_some_and(|source| source.text.is_some());
        return (!is_all || corpus.len() > MAX_LINK_CORPUS || ids.iter().any(has_source_text)).then(Safe::default);
    }
    if is_all {
        return None;
    }
    // Where the two prefixes differ the shorter one was cut; up to there both are a prefix of the whole.
    let as_list = ids.len() != 1;
    let [shorter, longer] =
        [(count, max_bytes), ((count + 1).min(ids.len()), max_bytes + EXTRA_BYTES)].map(|(count, bytes)| {
            Safe::join(truncated_parts(corpus, &no_source_texts, &ids[..count], format, as_list, bytes), "")
        });
    let common_len =
        shorter.as_str().bytes().zip(longer.as_str().bytes()).take_while(|(one, other)| one == other).count();
    Some(longer.prefix(common_len).into_owned())
}

/// Returns how many of the entries, at least one, have about `max_bytes` of text; and whether these are all.
fn take_within(corpus: &Corpus, ids: &[EntryId], max_bytes: usize) -> (usize, bool) {
    /// Estimated bytes per entry other than its texts.
    const ENTRY_OVERHEAD: usize = 256;
    let mut sum = 0;
    for (index, &id) in ids.iter().enumerate() {
        let entry = corpus.entry(id);
        let lead = entry.lead().map(Lead::into_text);
        let texts = [Some(entry.text()), entry.question(), lead, entry.note().map(Safe::to_borrowed)];
        let longest = texts.iter().flatten().map(|text| text.as_str().len()).max().unwrap_or_default();
        sum += longest + ENTRY_OVERHEAD;
        if longest > max_bytes || (sum > max_bytes && index + 1 < ids.len()) {
            return (index + 1, false);
        }
    }
    (ids.len(), true)
}

/// Returns the parts, with each text truncated to `max_bytes`.
fn truncated_parts<'c>(
    corpus: &'c Corpus,
    texts: &'c SourceTextLookup<'c>,
    ids: &'c [EntryId],
    format: Format,
    as_list: bool,
    max_bytes: usize,
) -> impl Iterator<Item = Safe<'static>> + 'c {
    let row = format.row();
    let template = if let Format::Template(template) = format { template } else { None };
    let sources = match row.writer {
        Writer::Source(write) => Some(cited_sources(corpus, ids).into_iter().map(move |work| write(&work))),
        Writer::Entry(_) | Writer::Link | Writer::Collection | Writer::Template => None,
    };
    let collection =
        matches!(row.writer, Writer::Collection).then(|| CollectionExport::new(corpus, ids, None, None).into_parts());
    let mut linker = LinkBuilder::new(corpus, texts);
    let writable = ids.iter().filter(move |&&id| format.not_exportable(corpus, corpus.entry(id)).is_none());
    let exported = move |id| {
        let exported = ExportedEntry::new(corpus, id, max_bytes);
        if row.is_data { exported } else { exported.into_visible() }
    };
    let entries = writable.map_while(move |&id| match row.writer {
        Writer::Entry(write) => Some(Some(write(&exported(id)))),
        Writer::Template => Some(template.map(|template| {
            let ExportedEntry { entry, words, .. } = exported(id);
            template.render(corpus, entry, &words)
        })),
        Writer::Link => Some(linker.link(id, corpus.entry(id))),
        Writer::Source(_) | Writer::Collection => None,
    });
    let list = if as_list || row.list.even_for_one { row.list } else { ListDelimiters::PARAGRAPHS };
    let entries = sources.into_iter().flatten().chain(collection.into_iter().flatten()).chain(entries.flatten());
    list.wrap(entries.map(move |entry| if row.is_data { entry } else { entry.into_visible() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{NoteState, note_state};
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

    fn export_one(name: &str, format: Format) -> String {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let Lookup::Found(id) = corpus.look_up(name) else { panic!("no {name}") };
        export(&corpus, &[id], format).text.to_string()
    }

    #[test]
    fn verbatim_words_are_quoted_and_inner_marks_flip() {
        assert_eq!(
            export_one("said", Format::Attributed),
            "“They call it ‘the “thinking” engine’. It isn’t.”\n\
             — Ada Byron, The Talk, Radio, 29 May 2025 (The Paper, n.d.)"
        );
        assert_eq!(export_one("said", Format::Words), "They call it “the ‘thinking’ engine”. It isn’t.");
        assert_eq!(export_one("bare", Format::Attributed), "“One.\n\nTwo.”\n— Ada Byron, no source given");
    }

    #[test]
    fn non_verbatim_words_are_unquoted_and_have_a_caveat() {
        assert_eq!(
            export_one("made", Format::Attributed),
            "Ada made *it*.\n\
             — on Ada Byron, The Talk, Radio, 29 May 2025 (In short, n.d.) (summary, not the speaker's words)"
        );
        assert_eq!(
            export_one("told", Format::Attributed),
            "Ada told the paper.\n\
             — on Ada Byron, The Talk, Radio, 29 May 2025 (The Paper, n.d.) (reported, not the speaker's words)"
        );
        assert_eq!(export_one("made", Format::Words), "Ada made *it*.\n(summary, not the speaker's words)");
        assert!(export_one("asked", Format::Attributed).starts_with("Q: Does it think?\nA: No.\n— on Ada Byron"));
        for format in Format::ALL {
            let made = export_one("made", format);
            assert!(
                !made.contains("“Ada made") && !made.contains("<blockquote") && !made.contains("<q>"),
                "{format:?}"
            );
        }
    }

    #[test]
    fn markdown_is_a_block_quote_with_a_source_link() {
        assert_eq!(
            export_one("said", Format::Markdown),
            "> They call it “the ‘thinking’ engine”. It isn’t.\n>\n\
             > — Ada Byron, The Talk, Radio, 29 May 2025 ([The Paper](https://example.org/a), n.d.)"
        );
        assert_eq!(export_one("bare", Format::Markdown), "> One.\n>\n> Two.\n>\n> — Ada Byron, no source given");
        assert!(export_one("made", Format::Markdown).starts_with("Ada made \\*it\\*.\n\n— on Ada Byron"));
    }

    #[test]
    fn source_names_are_escaped() {
        let text = COLLECTION.replace("The Paper", "*The* [Paper](http://evil)").replace("Ada Byron", "Ada <b>");
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let Lookup::Found(id) = corpus.look_up("said") else { panic!("it is there") };
        let markdown = export(&corpus, &[id], Format::Markdown).text.to_string();
        assert!(markdown.contains("— Ada \\<b>, The Talk"), "{markdown}");
        assert!(markdown.contains("[\\*The\\* \\[Paper\\](http://evil)](https://example.org/a)"), "{markdown}");
    }

    #[test]
    fn json_has_every_field_and_null_for_missing_values() {
        let json: serde_json::Value = serde_json::from_str(&export_one("asked", Format::Json)).unwrap();
        assert_eq!(json["kind"], "qa");
        assert_eq!(json["wording"], "summary");
        assert_eq!(json["text"], serde_json::Value::Null);
        assert_eq!(json["answer"], "No.");
        assert_eq!(json["source"]["publisher"], serde_json::Value::Null);
        assert_eq!(json["rests_on"], serde_json::json!([]));
        let json: serde_json::Value = serde_json::from_str(&export_one("made", Format::Json)).unwrap();
        assert_eq!(json["rests_on"], serde_json::json!(["said"]));
        assert_eq!(json["source"]["item"], 2);
    }

    #[test]
    fn json_has_all_speaker_fields_and_topic_labels() {
        let corpus = read(
            "c.ron",
            r#"(schema: 1, id: "c", title: "C", speakers: {
                    "un": (name: "United Nations", aliases: ["UN", "ONU"], organisation: true), "ada": (name: "Ada Byron"),
                },
                topics: [(id: "law", label: "Law & order", topics: [(id: "old")])], entries: [
                    Quote(id: "a", by: "un", text: "One.", topics: ["law/old", "law"]), Quote(id: "b", by: "ada", text: "Two."),
                ])"#
                .as_bytes(),
        );
        let corpus = corpus.corpus.unwrap();
        let all: Vec<_> = corpus.entry_ids().collect();
        let json: serde_json::Value = serde_json::from_str(export(&corpus, &all, Format::Json).text.as_str()).unwrap();
        let un = serde_json::json!({
            "id": "un", "name": "United Nations", "role": null, "aliases": ["UN", "ONU"], "organisation": true,
        });
        assert_eq!(json[0]["speaker"], un);
        assert_eq!(json[0]["topics"], serde_json::json!(["law/old", "law"]));
        assert_eq!(json[0]["topic_labels"], serde_json::json!(["old", "Law & order"]));
        let ada = &json[1];
        assert_eq!(
            (&ada["speaker"]["aliases"], &ada["speaker"]["organisation"]),
            (&serde_json::json!([]), &false.into())
        );
        assert_eq!(ada["topic_labels"], serde_json::json!([]));
    }

    #[test]
    fn a_prefix_of_one_long_entry_matches_the_export() {
        const LONG: [Format; 6] =
            [Format::Words, Format::Attributed, Format::Markdown, Format::Html, Format::Json, Format::Ron];
        let long = "They call it “the ‘thinking’\n engine” * 1. ".repeat(20);
        let text = COLLECTION.replace("Ada told", &long).replace("One.", &long).replace("Does it", &long);
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        for name in ["told", "bare", "asked"] {
            let Lookup::Found(id) = corpus.look_up(name) else { panic!("no {name}") };
            for (format, bytes) in LONG.into_iter().flat_map(|format| (100..200).map(move |at| (format, at))) {
                let beginning = export_prefix(&corpus, &[id], format, bytes).unwrap();
                let whole = export(&corpus, &[id], format).text;
                assert!(whole.as_str().starts_with(beginning.as_str()), "{name} {format:?} {bytes}");
                assert!(beginning.as_str().len() > bytes * 3 / 4, "{name} {format:?} {bytes}");
                assert_eq!(export_prefix(&corpus, &[id], format, 2_000), None);
            }
        }
    }

    #[test]
    fn a_prefix_of_many_entries_matches_the_export() {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.entry_ids().collect();
        for format in Format::ALL {
            let whole = export(&corpus, &ids, format).text;
            for bytes in (0..2_000).step_by(50) {
                let beginning = export_prefix(&corpus, &ids, format, bytes);
                assert!(beginning.is_none_or(|text| whole.as_str().starts_with(text.as_str())), "{format:?} {bytes}");
            }
        }
    }

    #[test]
    fn several_entries_are_joined_as_each_format_requires() {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.entry_ids().collect();
        let all = |format| export(&corpus, &ids, format);
        assert_eq!(all(Format::Words).text.as_str().split("\n\n").count(), 6, "one of them has two paragraphs");
        let json: serde_json::Value = serde_json::from_str(all(Format::Json).text.as_str()).unwrap();
        assert_eq!(json.as_array().map(Vec::len), Some(5));
        let csl: serde_json::Value = serde_json::from_str(all(Format::CslJson).text.as_str()).unwrap();
        assert_eq!(csl.as_array().map(Vec::len), Some(2), "one item a source");
        // One entry has no source, and three have a source without a URL.
        assert_eq!(all(Format::Apa).skipped, Some((1, NotExportable::NoSource)));
        let links = all(Format::Link);
        assert_eq!((links.text.as_str().lines().count(), links.skipped), (2, Some((3, NotExportable::NoAddress))));
        let nothing = export(&corpus, &ids[4..], Format::CslJson);
        assert_eq!((nothing.text.as_str(), nothing.skipped), ("", Some((1, NotExportable::NoSource))));
    }

    #[test]
    fn no_export_ends_in_a_line_feed() {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.entry_ids().collect();
        for format in Format::ALL {
            for name in ["said", "told", "made", "asked", "bare"] {
                assert!(!export_one(name, format).ends_with('\n'), "{name} {format:?}");
            }
            assert!(!export(&corpus, &ids, format).text.as_str().ends_with('\n'), "{format:?}");
        }
    }

    #[test]
    fn only_data_formats_keep_hidden_characters() {
        let text = COLLECTION.replace("One.", "\\u{200b}# Co\\u{ad}op \\u{2067}one\\u{2069}\\n\\u{ad}%\\n\\u{ad}* two");
        let text = text.replace("The Paper", "The Pa\\u{ad}per").replace("Countess", "Coun\\u{ad}tess");
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.entry_ids().collect();
        for format in Format::ALL {
            let written = export(&corpus, &ids, format).text;
            assert_eq!(written.hidden_chars().next().is_some(), format.row().is_data, "{format:?}");
            assert_eq!(written.as_str().contains("Co\u{ad}op"), format.row().is_data, "{format:?}");
            assert!(!written.as_str().contains(['\u{2067}', '\u{2069}']), "a terminal may follow it: {format:?}");
            let bare = ids[ids.len() - 1];
            let one = export(&corpus, &[bare], format).text;
            // Removing them does not expose syntax.
            match format {
                Format::Markdown => assert!(one.as_str().contains("> \\# Coop one\n> %\n> \\* two"), "{one}"),
                Format::Fortune => assert!(one.as_str().contains("\n %\n"), "{one}"),
                Format::Org => assert!(one.as_str().contains("\n,* two"), "{one}"),
                Format::Obsidian => {
                    let state = note_state(one.as_str(), &corpus.qualified_id(bare));
                    assert_eq!(state, NoteState::Untouched);
                }
                _ => {}
            }
        }
    }

    #[test]
    fn html_quotes_verbatim_words_and_escapes_everything() {
        assert_eq!(
            export_one("said", Format::Html),
            "<figure>\n<blockquote cite=\"https://example.org/a\">\n<p>They call it “the ‘thinking’ engine”. It isn’t.</p>\n\
             </blockquote>\n<figcaption>— Ada Byron, The Talk, Radio, 29 May 2025 (<a href=\"https://example.org/a\">The \
             Paper</a>, n.d.)</figcaption>\n</figure>"
        );
        assert!(export_one("bare", Format::Html).contains("<p>One.</p>\n<p>Two.</p>\n</blockquote>"));
        assert!(
            export_one("asked", Format::Html)
                .starts_with("<figure>\n<p>Q: Does it think?</p>\n<p>A: No.</p>\n<figcaption>")
        );
        let text = COLLECTION
            .replace("Ada Byron", "Ada <b> & 'co'")
            .replace("org/a", "org/a?b=1&c='")
            .replace("One.", "<i>\\n1");
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.entry_ids().collect();
        let html = export(&corpus, &ids, Format::Html).text.to_string();
        assert!(html.contains("— Ada &lt;b&gt; &amp; &#39;co&#39;, The Talk"), "{html}");
        assert!(html.contains("cite=\"https://example.org/a?b=1&amp;c=&#39;\""), "{html}");
        assert!(html.contains("<p>&lt;i&gt;<br>\n1</p>"), "{html}");
    }
}
