//! Notes for Anki, as its text import reads them: values separated by tabs, in HTML.

use super::exported_entry::ExportedEntry;
use super::html::{escape_html, link_to_source};
use super::table::quote_cell;
use crate::attribution::{AttributionStyle, attribution_line};
use crate::{caveats, marks};
use kzq_corpus::{EntryText, Lead, Wording};
use kzq_text::Safe;

/// What Anki must know before the notes. The guid lets it update a note that was imported before.
pub(super) const HEADERS: &str = "\
#separator:tab
#html:true
#guid column:1
#tags column:4
#columns:Guid\tFront\tBack\tTags
";

/// Renders a note. The question or the lead is on the front, and the words are on the back. Without either, the words are
/// on the front, and the speaker must be guessed. The attribution, with its caveats, is always on the back.
pub(super) fn render_anki(exported: &ExportedEntry<'_>) -> Safe<'static> {
    let &ExportedEntry { corpus, id, entry, ref words, .. } = exported;
    let (question, words) = match words {
        EntryText::Quote { text } | EntryText::Paraphrase { text } => (entry.lead().map(Lead::into_text), text),
        EntryText::Qa { question, answer } => (Some(question.to_borrowed()), answer),
    };
    let (prompt, words) = match (entry.wording(), entry.status()) {
        (Wording::Verbatim, None) => ("Who said: ", marks::quoted(words)),
        (Wording::Verbatim, Some(_)) => ("Attributed to whom: ", marks::quoted(words)),
        (Wording::Reported | Wording::Summary, _) => ("About whom: ", words.to_borrowed()),
    };
    let attribution =
        attribution_line(corpus, entry, AttributionStyle { escape_text: escape_html, render_source: link_to_source });
    let words = render_lines(&words);
    let (front, back) = if let Some(question) = question {
        (render_lines(&question), kzq_text::safe!(words, "<br><br>", attribution.to_single_line()))
    } else {
        let caveats = caveats(corpus, entry).into_iter();
        let caveats = caveats.map(|caveat| kzq_text::safe!("<br>", escape_html(&caveat.to_single_line())));
        (kzq_text::safe!(prompt, words, Safe::join(caveats, "")), attribution.to_single_line())
    };
    // The parts of a tag are separated by two colons, and tags by blanks.
    let topics = entry.topics().iter().map(|&topic| {
        let path = &corpus.topic(topic).path;
        path.replace_chars(|_, c| (c == '/').then_some("::"))
    });
    let tags = entry.tags().iter().map(|tag| tag.replace_chars(|_, c| c.is_whitespace().then_some("_")));
    let status = entry.status().map(|status| Safe::from(status.kind.name()));
    let tags = quote_cell(&Safe::join(topics.chain(tags).chain(status), " "), '\t');
    Safe::join([corpus.qualified_id(id), front, back, tags], "\t")
}

/// Renders text on one line; as escaping leaves no quotation marks in it, the cell needs none around it.
fn render_lines(text: &Safe<'_>) -> Safe<'static> {
    escape_html(text).replace_chars(|_, c| (c == '\n').then_some("<br>"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, export};
    use kzq_corpus::{EntryId, read};

    #[test]
    fn front_field_holds_the_question_or_prompt() {
        let collection = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada <Byron>")},
            sources: {"s": (title: "Notes & \"more\"", url: "https://a.example/?a=1&b=2")},
            topics: [(id: "t", topics: [(id: "u")])],
            entries: [
                Quote(id: "one", by: "a", text: "One <b>.\n\n\"Two\"\t#.", source: (id: "s"), topics: ["t/u", "t"]),
                Paraphrase(id: "two", of: "a", text: "She doubts it."),
                Qa(id: "three", answers_for: "a", wording: Verbatim, question: "Why\nso?", answer: "Because."),
                Quote(id: "four", by: "a", text: "x", lead: Narrated("She went on:")),
                Qa(id: "five", answers_for: "a", wording: Paraphrase, question: "Why?", answer: "y"),
                Quote(id: "six", text: "z", tags: ["so \"called\"", "b"], status: Misattributed("first seen in \"1990\"")),
            ])"#;
        let corpus = read("c.ron", collection.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.entry_ids().collect();
        let name = "Ada &lt;Byron&gt;";
        let not = "(reported, not the speaker&#39;s words)";
        let not_escaped = "(reported, not the speaker's words)";
        let wrong = "(misattributed: first seen in &quot;1990&quot;)";
        assert_eq!(
            export(&corpus, &ids, Format::Anki).text.as_str(),
            format!(
                "{HEADERS}\
                 c/one\tWho said: “One &lt;b&gt;.<br><br>‘Two’   #.”\t— {name}, \
                 <a href=\"https://a.example/?a=1&amp;b=2\">Notes &amp; &quot;more&quot;</a>, n.d.\tt::u t\n\
                 c/two\tAbout whom: She doubts it.<br>{not}\t— on {name}, no source given {not_escaped}\t\n\
                 c/three\tWhy<br>so?\t“Because.”<br><br>— {name}, no source given\t\n\
                 c/four\tShe went on:\t“x”<br><br>— {name}, no source given\t\n\
                 c/five\tWhy?\ty<br><br>— on {name}, no source given {not_escaped}\t\n\
                 c/six\tAttributed to whom: “z”<br>{wrong}\t\
                 — unknown speaker, no source given {wrong}\t\"so_\"\"called\"\" b misattributed\""
            )
        );
        assert!(export(&corpus, &ids[..1], Format::Anki).text.as_str().starts_with("#separator:tab\n"));
    }

    #[test]
    fn every_row_has_the_columns_of_the_headers() {
        let collection = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "A\nB")}, entries: [
            Quote(id: "q", by: "a", text: "a\t\"b\"\n\n'c'"), Paraphrase(id: "p", of: "a", text: "\"d\te"),
        ])"#;
        let corpus = read("c.ron", collection.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.entry_ids().collect();
        let text = export(&corpus, &ids, Format::Anki).text;
        // Anki reads it as CSV with comments.
        let mut reader = csv::ReaderBuilder::new();
        let reader =
            reader.has_headers(false).delimiter(b'\t').comment(Some(b'#')).from_reader(text.as_str().as_bytes());
        let rows: Vec<_> = reader.into_records().map(|row| row.unwrap().len()).collect();
        assert_eq!(rows, [4, 4]);
    }
}
