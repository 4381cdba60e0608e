//! Org (the syntax of Org 9): a heading with properties, and a quote block.

use super::exported_entry::ExportedEntry;
use super::report_markup::{ReportMarkup, list_items};
use super::table::join_items;
use crate::ascii_url;
use crate::attribution::{AttributionStyle, attribution_line};
use kzq_corpus::{EntryText, Source, Status, Wording};
use kzq_text::Safe;

/// Renders an entry below a heading with the name of the speaker: verbatim words in a quote block, anything else as a
/// paragraph with its caveat. In a pair only the answer is the speaker's.
pub(super) fn render_org(exported: &ExportedEntry<'_>) -> Safe<'static> {
    let &ExportedEntry { corpus, id, entry, ref words, ref citation, is_in_group, .. } = exported;
    let heading = corpus.speaker_name(entry.speaker()).to_single_line();
    let topics = entry.topics().iter().map(|&topic| corpus.topic(topic).path.to_borrowed());
    let properties = [
        (":ID: ", Some(corpus.qualified_id(id))),
        (":WORDING: ", Some(entry.wording().name().into())),
        (":TOPICS: ", Some(Safe::join(topics, " ")).filter(|topics| !topics.is_empty())),
        (":KEYWORDS: ", Some(join_items(entry.tags(), ',', ", ")).filter(|tags| !tags.is_empty())),
        (":STATUS: ", entry.status().map(Status::to_line)),
        (":LANG: ", entry.lang().cloned()),
    ];
    let properties =
        properties.into_iter().filter_map(|(name, value)| Some(kzq_text::safe!(name, value?.to_single_line(), "\n")));
    let (question, words) = match words {
        EntryText::Quote { text } | EntryText::Paraphrase { text } => (Safe::default(), escape_lines(text)),
        EntryText::Qa { question, answer } => {
            let label = if entry.wording() == Wording::Verbatim { "" } else { "A: " };
            (
                kzq_text::safe!(escape_lines(&kzq_text::safe!("Q: ", question)), "\n\n"),
                escape_lines(&kzq_text::safe!(label, answer)),
            )
        }
    };
    let words = match entry.wording() {
        Wording::Verbatim => kzq_text::safe!("#+begin_quote\n", words, "\n#+end_quote"),
        Wording::Reported | Wording::Summary => kzq_text::safe!(words, "\n"),
    };
    let style = AttributionStyle { escape_text: Safe::to_single_line, render_source: link_to_source };
    let properties = Safe::join(properties, "");
    let attribution = attribution_line(corpus, entry, style);
    let stars = if is_in_group { "** " } else { "* " };
    let head = kzq_text::safe!(stars, heading, "\n:PROPERTIES:\n", properties, ":END:\n");
    kzq_text::safe!(head, question, words, "\n", attribution, citation)
}

/// A report in Org.
pub(super) static REPORT: ReportMarkup = ReportMarkup {
    escape: |text| text.to_single_line(),
    title: |title| kzq_text::safe!("#+TITLE: ", title),
    heading: |heading| kzq_text::safe!("* ", heading),
    citation: |citation, _| citation,
    reference: |reference, _| reference,
    references: list_items,
    end: "",
};

/// Links the name of a source to its URL. A name with brackets is followed by the URL: it cannot be in a link.
fn link_to_source(name: Safe<'static>, source: &Source) -> Safe<'static> {
    let Some(url) = source.address() else { return name };
    let url = ascii_url(&url).replace_chars(|_, c| match c {
        '[' => Some("%5B"),
        ']' => Some("%5D"),
        _ => None,
    });
    if name.as_str().contains(['[', ']']) {
        kzq_text::safe!(name, " <", url, ">")
    } else {
        kzq_text::safe!("[[", url, "][", name, "]]")
    }
}

/// What precedes a character on its line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Preceding {
    Blanks,
    Commas,
    Text,
}

/// Puts a comma before what would begin a heading or end the block: stars and a space in column 0, or `#+`; also before
/// commas before `*` or `#+`, so that `kzq import` can take one away. Org shows this comma: it has no escape here.
fn escape_lines(text: &Safe<'_>) -> Safe<'static> {
    let mut before = Preceding::Blanks;
    let mut line_start = 0;
    text.replace_chars(|at, c| {
        let preceding = before;
        let begins_heading = || at == line_start && text.as_str()[at..].trim_start_matches('*').starts_with(' ');
        let is_starred = c == '*' && (preceding == Preceding::Commas || begins_heading());
        if c == '\n' {
            line_start = at + 1;
        }
        before = match c {
            '\n' => Preceding::Blanks,
            ' ' if preceding == Preceding::Blanks => Preceding::Blanks,
            ',' if preceding != Preceding::Text => Preceding::Commas,
            _ => Preceding::Text,
        };
        match c {
            _ if preceding == Preceding::Text => None,
            '*' if is_starred => Some(",*"),
            '#' if text.as_str()[at..].starts_with("#+") => Some(",#"),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, export};
    use kzq_corpus::{EntryId, read};

    #[test]
    fn verbatim_words_are_in_a_quote_block() {
        let collection = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada Byron")},
            sources: {"s": (title: "Notes", url: "https://a.example/[1]"), "b": (title: "[Notes]", url: "https://b.example/")},
            topics: [(id: "t", topics: [(id: "u")])],
            entries: [
                Quote(id: "one", by: "a", text: "* A star.\n#+end_quote\n\nAnd: *so* #+ on.", source: (id: "s"), topics: ["t/u", "t"]),
                Paraphrase(id: "two", of: "a", text: "She doubts it.", source: (id: "b")),
                Qa(id: "three", answers_for: "a", wording: Verbatim, question: "* Why?", answer: "Because.", lang: "en"),
                Quote(id: "four", text: "So it goes.", tags: ["one two", "b, c"], status: Misattributed("a novel")),
            ])"#;
        let corpus = read("c.ron", collection.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.entry_ids().collect();
        assert_eq!(
            export(&corpus, &ids, Format::Org).text.as_str(),
            "* Ada Byron\n:PROPERTIES:\n:ID: c/one\n:WORDING: verbatim\n:TOPICS: t/u t\n:END:\n\
             #+begin_quote\n,* A star.\n,#+end_quote\n\nAnd: *so* #+ on.\n#+end_quote\n\
             — Ada Byron, [[https://a.example/%5B1%5D][Notes]], n.d.\n\n\
             * Ada Byron\n:PROPERTIES:\n:ID: c/two\n:WORDING: reported\n:END:\n\
             She doubts it.\n\n\
             — on Ada Byron, [Notes] <https://b.example/>, n.d. (reported, not the speaker's words)\n\n\
             * Ada Byron\n:PROPERTIES:\n:ID: c/three\n:WORDING: verbatim\n:LANG: en\n:END:\n\
             Q: * Why?\n\n#+begin_quote\nBecause.\n#+end_quote\n— Ada Byron, no source given\n\n\
             * unknown speaker\n:PROPERTIES:\n:ID: c/four\n:WORDING: verbatim\n:KEYWORDS: one two, \"b, c\"\n:STATUS: misattributed: a novel\n:END:\n\
             #+begin_quote\nSo it goes.\n#+end_quote\n— unknown speaker, no source given (misattributed: a novel)"
        );
    }

    #[test]
    fn syntax_at_the_beginning_of_a_line_is_escaped() {
        for (words, expected) in [
            ("* one\n** two", ",* one\n,** two"),
            ("  * one", "  * one"),
            (",* one", ",,* one"),
            ("  ,* one", "  ,,* one"),
            ("*so* it", "*so* it"),
            ("a\n*so*\n** it", "a\n*so*\n,** it"),
            ("  #+end_quote", "  ,#+end_quote"),
            (",,#+end_quote", ",,,#+end_quote"),
            ("#+BEGIN_SRC", ",#+BEGIN_SRC"),
            ("# one #+ *two*", "# one #+ *two*"),
            ("one, * two", "one, * two"),
            (", one *", ", one *"),
        ] {
            assert_eq!(escape_lines(&Safe::from(words)).as_str(), expected);
        }
    }
}
