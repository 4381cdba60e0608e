//! Markdown (CommonMark 0.31).

use crate::address;
use crate::attribution::{Style, line};
use kzq_corpus::{Corpus, Entry, Source, Wording, Words};
use kzq_text::Safe;

/// Renders an entry with the given texts as Markdown: verbatim words as a block quote, anything else as a paragraph
/// with its caveat. In a pair only the answer is the speaker's.
pub(super) fn markdown(corpus: &Corpus, entry: Entry<'_>, words: &Words<'_>) -> Safe<'static> {
    let attribution = line(corpus, entry, Style { text: escaped, source: link });
    let (question, words) = match words {
        Words::Quote { text } | Words::Paraphrase { text } => (None, escaped(text)),
        Words::Qa { question, answer } => (Some(kzq_text::safe!("Q: ", escaped(question), "\n\n")), escaped(answer)),
    };
    let answer = if question.is_some() && entry.wording() != Wording::Verbatim { "A: " } else { "" };
    let said = kzq_text::safe!(answer, words, "\n\n", attribution);
    let said = match entry.wording() {
        Wording::Verbatim => block_quote(&said),
        Wording::Reported | Wording::Summary => said,
    };
    kzq_text::safe!(question.unwrap_or_default(), said)
}

fn block_quote(text: &Safe<'_>) -> Safe<'static> {
    let lines = text.lines().map(|line| if line.is_empty() { ">".into() } else { kzq_text::safe!("> ", line) });
    Safe::join(lines.collect::<Vec<_>>(), "\n")
}

/// Links the name of a source to its URL.
fn link(name: Safe<'static>, source: &Source) -> Safe<'static> {
    match &source.url {
        Some(url) => kzq_text::safe!("[", name, "](", destination(url), ")"),
        None => name,
    }
}

/// Escapes a URL as a link destination: characters that would end it are percent-encoded (RFC 3986), and nothing in it
/// is read as an entity (CommonMark 0.31, 2.5).
fn destination(url: &Safe<'_>) -> Safe<'static> {
    address(url).map_chars(|_, c| match c {
        '(' => Some("%28"),
        ')' => Some("%29"),
        '&' => Some("&amp;"),
        _ => None,
    })
}

/// What precedes a character on its line, as far as Markdown cares.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Only spaces.
    Nothing,
    /// Only a number.
    Number,
    /// Anything else.
    Text,
}

/// Escapes text so that nothing in it is Markdown. Drops spaces at the beginning of a line, which Markdown would drop
/// or read as code.
pub(super) fn escaped(text: &Safe<'_>) -> Safe<'static> {
    let mut before = Before::Nothing;
    text.map_chars(|_, c| {
        let at = before;
        before = match c {
            '\n' => Before::Nothing,
            ' ' if at == Before::Nothing => Before::Nothing,
            '0'..='9' if at != Before::Text => Before::Number,
            _ => Before::Text,
        };
        match (c, at) {
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
            (' ', Before::Nothing) => Some(""),
            ('#', Before::Nothing) => Some("\\#"),
            ('>', Before::Nothing) => Some("\\>"),
            ('-', Before::Nothing) => Some("\\-"),
            ('+', Before::Nothing) => Some("\\+"),
            ('=', Before::Nothing) => Some("\\="),
            ('.', Before::Number) => Some("\\."),
            (')', Before::Number) => Some("\\)"),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_destination_leads_to_the_address() {
        for (url, expected) in [
            ("https://a.example/x_(y)", "https://a.example/x_%28y%29"),
            ("https://a.example/?x=1&copy;=2&amp=3", "https://a.example/?x=1&amp;copy;=2&amp;amp=3"),
        ] {
            assert_eq!(destination(&Safe::from(url)).as_str(), expected);
        }
    }

    #[test]
    fn nothing_of_a_text_becomes_markup() {
        for (text, expected) in [
            ("# not *a* heading", "\\# not \\*a\\* heading"),
            ("1. not a list, 2. either", "1\\. not a list, 2. either"),
            ("- no\n+ list", "\\- no\n\\+ list"),
            ("[x](y) <b> a_b `c` &amp;", "\\[x\\](y) \\<b> a\\_b \\`c\\` \\&amp;"),
            ("40% of A-B", "40% of A-B"),
            ("~~~\ncode", "\\~\\~\\~\ncode"),
            ("1) a\n===\n    x | y", "1\\) a\n\\===\nx \\| y"),
        ] {
            assert_eq!(escaped(&Safe::from(text)).as_str(), expected);
        }
    }
}
