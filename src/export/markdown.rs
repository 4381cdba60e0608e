//! Markdown (CommonMark 0.31).

use super::attribution::line;
use crate::corpus::{Corpus, Entry, Source, Wording, Words};
use crate::text::Safe;

/// An entry as Markdown: verbatim words as a block quote, anything else as a paragraph with its caveat.
pub(super) fn markdown(corpus: &Corpus, entry: &Entry) -> Safe<'static> {
    let words = match &entry.words {
        Words::Quote { text } | Words::Paraphrase { text } => escaped(text),
        Words::Qa { question, answer } => crate::safe!("**", escaped(question), "**\n\n", escaped(answer)),
    };
    let whole = crate::safe!(words, "\n\n", line(corpus, entry, link));
    match entry.wording {
        Wording::Verbatim => {
            let lines = whole.lines().map(|line| if line.is_empty() { ">".into() } else { crate::safe!("> ", line) });
            Safe::join(lines.collect::<Vec<_>>(), "\n")
        }
        Wording::Reported | Wording::Summary => whole,
    }
}

/// A source as a link to where it can be read.
fn link(source: &Source) -> Safe<'static> {
    let name = escaped(source.short_name());
    match &source.url {
        Some(url) => crate::safe!("[", name, "](", destination(url), ")"),
        None => name,
    }
}

/// An address that can stand in a link: the characters that would end it are percent-encoded (RFC 3986).
fn destination(url: &Safe<'static>) -> Safe<'static> {
    url.map_chars(|_, c| match c {
        '(' => Some("%28"),
        ')' => Some("%29"),
        '<' => Some("%3C"),
        '>' => Some("%3E"),
        '\\' => Some("%5C"),
        _ => None,
    })
}

/// Text in which nothing is Markdown any more.
fn escaped(text: &Safe<'static>) -> Safe<'static> {
    let raw = text.as_str();
    text.map_chars(|at, c| match c {
        '\\' => Some("\\\\"),
        '*' => Some("\\*"),
        '_' => Some("\\_"),
        '`' => Some("\\`"),
        '[' => Some("\\["),
        ']' => Some("\\]"),
        '<' => Some("\\<"),
        '&' => Some("\\&"),
        '#' if begins_line(raw, at) => Some("\\#"),
        '>' if begins_line(raw, at) => Some("\\>"),
        '-' if begins_line(raw, at) => Some("\\-"),
        '+' if begins_line(raw, at) => Some("\\+"),
        '.' if ends_number_at_line_start(raw, at) => Some("\\."),
        _ => None,
    })
}

fn line_before(text: &str, at: usize) -> &str {
    text[..at].rsplit('\n').next().unwrap_or_default()
}

fn begins_line(text: &str, at: usize) -> bool {
    line_before(text, at).trim().is_empty()
}

fn ends_number_at_line_start(text: &str, at: usize) -> bool {
    let before = line_before(text, at).trim_start();
    !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_becomes_markup() {
        for (text, expected) in [
            ("# not *a* heading", "\\# not \\*a\\* heading"),
            ("1. not a list, 2. either", "1\\. not a list, 2. either"),
            ("- no\n+ list", "\\- no\n\\+ list"),
            ("[x](y) <b> a_b `c` &amp;", "\\[x\\](y) \\<b> a\\_b \\`c\\` \\&amp;"),
            ("40% of A-B", "40% of A-B"),
        ] {
            assert_eq!(escaped(&Safe::from(text)).as_str(), expected);
        }
    }
}
