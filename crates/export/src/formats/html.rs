//! HTML (the living standard): a figure with a caption.

use super::exported_entry::ExportedEntry;
use super::report_markup::ReportMarkup;
use crate::ascii_url;
use crate::attribution::{AttributionStyle, attribution_line};
use kzq_corpus::{Corpus, Entry, EntryText, Source, Wording};
use kzq_text::Safe;

/// Renders an entry as a figure: verbatim words in a block quotation that cites its source,
/// anything else in paragraphs, with the caveat in the caption. In a pair only the answer is the speaker's.
pub(super) fn render_html(exported: &ExportedEntry<'_>) -> Safe<'static> {
    let &ExportedEntry { corpus, entry, ref words, ref citation, .. } = exported;
    let attribution =
        attribution_line(corpus, entry, AttributionStyle { escape_text: escape_html, render_source: link_to_source });
    let (question, words) = match words {
        EntryText::Quote { text } | EntryText::Paraphrase { text } => (Safe::default(), render_paragraphs("", text)),
        EntryText::Qa { question, answer } => {
            let label = if entry.wording() == Wording::Verbatim { "" } else { "A: " };
            (render_paragraphs("Q: ", question), render_paragraphs(label, answer))
        }
    };
    let body = match entry.wording() {
        Wording::Verbatim => block_quote(corpus, entry, &words),
        Wording::Reported | Wording::Summary => words,
    };
    kzq_text::safe!("<figure>\n", question, body, "<figcaption>", attribution, citation, "</figcaption>\n</figure>")
}

/// A report as a page of its own, which refers to no other file.
pub(super) static REPORT: ReportMarkup = ReportMarkup {
    escape: |text| escape_html(&text.to_single_line()),
    title: |title| kzq_text::safe!(PAGE_BEFORE_TITLE, title, PAGE_AFTER_TITLE, "<h1>", title, "</h1>"),
    heading: |heading| kzq_text::safe!("<h2>", heading, "</h2>"),
    citation: |citation, number| kzq_text::safe!("<a href=\"#source-", number, "\">", citation, "</a>"),
    reference: |reference, _| reference,
    references: |references, is_numbered| {
        let list = if is_numbered { "ol" } else { "ul" };
        let items = references.into_iter().enumerate();
        let items = items.map(|(at, text)| kzq_text::safe!("<li id=\"source-", at + 1, "\">", text, "</li>"));
        kzq_text::safe!("<", list, ">\n", Safe::join(items.collect::<Vec<_>>(), "\n"), "\n</", list, ">")
    },
    end: "</body>\n</html>",
};

const PAGE_BEFORE_TITLE: &str = "<!DOCTYPE html>
<html>
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>";

const PAGE_AFTER_TITLE: &str = "</title>
<style>
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.1rem/1.5 Georgia, serif; }
figure { margin: 1.5rem 0; }
blockquote { margin: 0; padding-left: 1rem; border-left: 0.2rem solid; }
figcaption { margin-top: 0.5rem; font-size: 0.9rem; }
li { overflow-wrap: anywhere; }
</style>
</head>
<body>
";

fn block_quote(corpus: &Corpus, entry: Entry<'_>, paragraphs: &Safe<'_>) -> Safe<'static> {
    let attribute = |name: &'static str, value: Option<&Safe<'static>>| match value {
        Some(value) => kzq_text::safe!(" ", name, "=\"", escape_html(value), "\""),
        None => Safe::default(),
    };
    let url = corpus.source_of(entry).and_then(Source::address);
    let attributes =
        kzq_text::safe!(attribute("cite", url.as_ref().map(ascii_url).as_ref()), attribute("lang", entry.lang()));
    kzq_text::safe!("<blockquote", attributes, ">\n", paragraphs, "</blockquote>\n")
}

/// Renders paragraphs, separated at empty lines; a single line feed is a line break.
fn render_paragraphs(label: &'static str, text: &Safe<'_>) -> Safe<'static> {
    let mut out = vec![Safe::from("<p>"), label.into()];
    let mut before_first = true;
    let mut starts_paragraph = false;
    for line in text.lines() {
        if line.as_str().trim().is_empty() {
            starts_paragraph = !before_first;
            continue;
        }
        let gap = match (before_first, starts_paragraph) {
            (true, _) => "",
            (false, true) => "</p>\n<p>",
            (false, false) => "<br>\n",
        };
        out.extend([gap.into(), escape_html(&line)]);
        (before_first, starts_paragraph) = (false, false);
    }
    out.push("</p>\n".into());
    Safe::join(out, "")
}

/// Links the name of a source to its URL.
pub(super) fn link_to_source(name: Safe<'static>, source: &Source) -> Safe<'static> {
    match &source.address() {
        Some(url) => kzq_text::safe!("<a href=\"", escape_html(&ascii_url(url)), "\">", name, "</a>"),
        None => name,
    }
}

/// Escapes text for the content of HTML elements and for attribute values in quotation marks.
pub fn escape_html(text: &Safe<'_>) -> Safe<'static> {
    text.replace_chars(|_, c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        _ => None,
    })
}
