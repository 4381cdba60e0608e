//! HTML (the living standard): a figure with a caption.

use crate::address;
use crate::attribution::{Style, line};
use kzq_corpus::{Corpus, Entry, Source, Wording, Words};
use kzq_text::Safe;

/// Renders an entry with the given texts as a figure: verbatim words in a block quotation that cites its source,
/// anything else in paragraphs, with the caveat in the caption. In a pair only the answer is the speaker's.
pub(super) fn html(corpus: &Corpus, entry: Entry<'_>, words: &Words<'_>) -> Safe<'static> {
    let attribution = line(corpus, entry, Style { text: escaped, source: link });
    let (question, words) = match words {
        Words::Quote { text } | Words::Paraphrase { text } => (Safe::default(), paragraphs("", text)),
        Words::Qa { question, answer } => {
            let label = if entry.wording() == Wording::Verbatim { "" } else { "A: " };
            (paragraphs("Q: ", question), paragraphs(label, answer))
        }
    };
    let said = match entry.wording() {
        Wording::Verbatim => block_quote(corpus, entry, &words),
        Wording::Reported | Wording::Summary => words,
    };
    kzq_text::safe!("<figure>\n", question, said, "<figcaption>", attribution, "</figcaption>\n</figure>")
}

fn block_quote(corpus: &Corpus, entry: Entry<'_>, paragraphs: &Safe<'_>) -> Safe<'static> {
    let attribute = |name: &'static str, value: Option<&Safe<'static>>| match value {
        Some(value) => kzq_text::safe!(" ", name, "=\"", escaped(value), "\""),
        None => Safe::default(),
    };
    let url = corpus.source_of(entry).and_then(|source| source.url.as_ref());
    let attributes = kzq_text::safe!(attribute("cite", url.map(address).as_ref()), attribute("lang", entry.lang()));
    kzq_text::safe!("<blockquote", attributes, ">\n", paragraphs, "</blockquote>\n")
}

/// Renders paragraphs, separated at empty lines; a single line feed is a line break.
fn paragraphs(label: &'static str, text: &Safe<'_>) -> Safe<'static> {
    let mut out = vec![Safe::from("<p>"), label.into()];
    let mut before_first = true;
    let mut is_apart = false;
    for line in text.lines() {
        if line.as_str().trim().is_empty() {
            is_apart = !before_first;
            continue;
        }
        let gap = match (before_first, is_apart) {
            (true, _) => "",
            (false, true) => "</p>\n<p>",
            (false, false) => "<br>\n",
        };
        out.extend([gap.into(), escaped(&line)]);
        (before_first, is_apart) = (false, false);
    }
    out.push("</p>\n".into());
    Safe::join(out, "")
}

/// Links the name of a source to its URL.
fn link(name: Safe<'static>, source: &Source) -> Safe<'static> {
    match &source.url {
        Some(url) => kzq_text::safe!("<a href=\"", escaped(&address(url)), "\">", name, "</a>"),
        None => name,
    }
}

/// Escapes text for element content and attribute values.
fn escaped(text: &Safe<'_>) -> Safe<'static> {
    text.map_chars(|_, c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        _ => None,
    })
}
