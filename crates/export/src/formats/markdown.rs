//! Markdown (CommonMark 0.31).

use super::exported_entry::ExportedEntry;
use super::report_markup::{ReportMarkup, list_items};
use crate::attribution::{AttributionStyle, attribution_line};
use crate::{addresses, ascii_url};
use kzq_corpus::{EntryText, Source, Wording};
use kzq_text::Safe;

/// Renders an entry as Markdown: verbatim words as a block quote, anything else as a paragraph
/// with its caveat. In a pair only the answer is the speaker's.
pub(super) fn render_markdown(exported: &ExportedEntry<'_>) -> Safe<'static> {
    render_markdown_with(exported, escape_markdown)
}

/// Renders an entry in a dialect of Markdown, whose syntax `escape` escapes.
pub(super) fn render_markdown_with(
    exported: &ExportedEntry<'_>,
    escape: fn(&Safe<'_>) -> Safe<'static>,
) -> Safe<'static> {
    let &ExportedEntry { corpus, entry, ref words, ref citation, .. } = exported;
    let attribution =
        attribution_line(corpus, entry, AttributionStyle { escape_text: escape, render_source: link_to_source });
    let (question, words) = match words {
        EntryText::Quote { text } | EntryText::Paraphrase { text } => (None, escape(text)),
        EntryText::Qa { question, answer } => (Some(kzq_text::safe!("Q: ", escape(question), "\n\n")), escape(answer)),
    };
    let answer = if question.is_some() && entry.wording() != Wording::Verbatim { "A: " } else { "" };
    let body = kzq_text::safe!(answer, words, "\n\n", attribution, citation);
    let body = match entry.wording() {
        Wording::Verbatim => block_quote(&body),
        Wording::Reported | Wording::Summary => body,
    };
    kzq_text::safe!(question.unwrap_or_default(), body)
}

/// A report in Markdown.
pub(super) static REPORT: ReportMarkup = ReportMarkup {
    escape: |text| escape_with_links(&text.to_single_line()),
    title: |title| kzq_text::safe!("# ", escape_closing(title)),
    heading: |heading| kzq_text::safe!("## ", escape_closing(heading)),
    citation: |citation, _| citation,
    reference: |reference, _| reference,
    references: list_items,
    end: "",
};

/// Escapes the number signs at the end of a heading, which would close it (CommonMark 0.31, 4.2).
pub(crate) fn escape_closing(heading: &Safe<'_>) -> Safe<'static> {
    let text = heading.as_str();
    let words = text.trim_end_matches(' ').trim_end_matches('#');
    if words.ends_with(' ') && words.len() < text.len() {
        kzq_text::safe!(heading.slice(0..words.len()), "\\", heading.slice(words.len()..text.len()))
    } else {
        heading.clone().into_owned()
    }
}

fn block_quote(text: &Safe<'_>) -> Safe<'static> {
    let lines = text.lines().map(|line| if line.is_empty() { ">".into() } else { kzq_text::safe!("> ", line) });
    Safe::join(lines.collect::<Vec<_>>(), "\n")
}

/// Links the name of a source to its URL.
fn link_to_source(name: Safe<'static>, source: &Source) -> Safe<'static> {
    match &source.address() {
        Some(url) => kzq_text::safe!("[", name, "](", link_destination(url), ")"),
        None => name,
    }
}

/// Escapes a URL as a link destination: characters that would end it are percent-encoded (RFC 3986), and nothing in it
/// is read as an entity (CommonMark 0.31, 2.5).
fn link_destination(url: &Safe<'_>) -> Safe<'static> {
    ascii_url(url).replace_chars(|_, c| match c {
        '(' => Some("%28"),
        ')' => Some("%29"),
        '&' => Some("&amp;"),
        _ => None,
    })
}

/// Escapes a line, but makes its web addresses links, which stay as they are (CommonMark 0.31, 6.5).
fn escape_with_links(text: &Safe<'_>) -> Safe<'static> {
    let text = text.visible();
    let (mut parts, mut end) = (Vec::new(), 0);
    for range in addresses(text.as_str()) {
        parts.extend([
            escape_from(end, &text, range.start),
            kzq_text::safe!("<", ascii_url(&text.slice(range.clone())), ">"),
        ]);
        end = range.end;
    }
    parts.push(escape_from(end, &text, text.as_str().len()));
    Safe::join(parts, "")
}

/// Escapes a part of a line.
fn escape_from(start: usize, line: &Safe<'_>, end: usize) -> Safe<'static> {
    let preceding = if start == 0 { Preceding::LineStart } else { Preceding::Text };
    escape_after(preceding, &line.slice(start..end), |_| None)
}

/// What precedes a character on its line, as far as Markdown cares.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Preceding {
    /// Only spaces.
    LineStart,
    /// Only a number.
    Number,
    /// Anything else.
    Text,
}

/// Escapes text so that nothing in it is Markdown. Drops spaces at the beginning of a line, which Markdown would drop
/// or read as code.
pub fn escape_markdown(text: &Safe<'_>) -> Safe<'static> {
    escape(text, |_| None)
}

/// Escapes text so that nothing in it is Markdown of Obsidian, which also has tags, highlights, comments, formulas and
/// block ids.
pub(super) fn escape_obsidian(text: &Safe<'_>) -> Safe<'static> {
    escape(text, |c| match c {
        '#' => Some("\\#"),
        '=' => Some("\\="),
        '%' => Some("\\%"),
        '$' => Some("\\$"),
        '^' => Some("\\^"),
        _ => None,
    })
}

/// Escapes Markdown, and before it what `special` escapes. Drops hidden characters.
fn escape(text: &Safe<'_>, special: fn(char) -> Option<&'static str>) -> Safe<'static> {
    escape_after(Preceding::LineStart, text, special)
}

/// Escapes what follows something on a line.
fn escape_after(preceding: Preceding, text: &Safe<'_>, special: fn(char) -> Option<&'static str>) -> Safe<'static> {
    let mut before = preceding;
    text.visible().replace_chars(|_, c| {
        let preceding = before;
        before = match c {
            '\n' => Preceding::LineStart,
            ' ' if preceding == Preceding::LineStart => Preceding::LineStart,
            '0'..='9' if preceding != Preceding::Text => Preceding::Number,
            _ => Preceding::Text,
        };
        if let Some(escaped) = special(c) {
            return Some(escaped);
        }
        match (c, preceding) {
            ('\\', _) => Some("\\\\"),
            ('*', _) => Some("\\*"),
            ('_', _) => Some("\\_"),
            ('`', _) => Some("\\`"),
            ('~', _) => Some("\\~"),
            ('[', _) => Some("\\["),
            (']', _) => Some("\\]"),
            ('<', _) => Some("\\<"),
            ('&', _) => Some("\\&"),
            ('|', _) => Some("\\|"),
            (' ', Preceding::LineStart) => Some(""),
            ('#', Preceding::LineStart) => Some("\\#"),
            ('>', Preceding::LineStart) => Some("\\>"),
            ('-', Preceding::LineStart) => Some("\\-"),
            ('+', Preceding::LineStart) => Some("\\+"),
            ('=', Preceding::LineStart) => Some("\\="),
            ('.', Preceding::Number) => Some("\\."),
            (')', Preceding::Number) => Some("\\)"),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn link_destinations_are_escaped() {
        for (url, expected) in [
            ("https://a.example/x_(y)", "https://a.example/x_%28y%29"),
            ("https://a.example/?x=1&copy;=2&amp=3", "https://a.example/?x=1&amp;copy;=2&amp;amp=3"),
        ] {
            assert_eq!(link_destination(&Safe::from(url)).as_str(), expected);
        }
    }

    #[test]
    fn addresses_in_text_become_autolinks() {
        for (text, expected) in [
            ("1. A_b, https://a.example/x_y?q=1&copy;=*.", "1\\. A\\_b, <https://a.example/x_y?q=1&copy;=*>."),
            ("https://a.example/b_(c) 2. d_e", "<https://a.example/b_(c)> 2. d\\_e"),
            ("# no address", "\\# no address"),
        ] {
            assert_eq!(escape_with_links(&Safe::from(text)).as_str(), expected);
        }
    }

    #[test]
    fn headings_keep_number_signs_at_their_end() {
        for (heading, expected) in
            [("C #", "C \\#"), ("a ## ", "a \\## "), ("C#", "C#"), ("# 1", "# 1"), ("\\#", "\\#"), (" ", " "), ("", "")]
        {
            assert_eq!(escape_closing(&Safe::from(heading)).as_str(), expected);
        }
    }

    #[test]
    fn text_is_escaped() {
        for (text, expected) in [
            ("# not *a* heading", "\\# not \\*a\\* heading"),
            ("1. not a list, 2. either", "1\\. not a list, 2. either"),
            ("- no\n+ list", "\\- no\n\\+ list"),
            ("[x](y) <b> a_b `c` &amp;", "\\[x\\](y) \\<b> a\\_b \\`c\\` \\&amp;"),
            ("40% of A-B", "40% of A-B"),
            ("~~~\ncode", "\\~\\~\\~\ncode"),
            ("1) a\n===\n    x | y", "1\\) a\n\\===\nx \\| y"),
        ] {
            assert_eq!(escape_markdown(&Safe::from(text)).as_str(), expected);
        }
    }
}
