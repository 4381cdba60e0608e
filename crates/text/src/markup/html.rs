//! Extracts plain text, block quotes and `<q>` elements from HTML.
//!
//! Not a standards-compliant parser: it builds no tree and closes no elements implicitly. It only needs the text in
//! order and the parts marked up as quotations.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use super::plain_text::PlainText;

/// Elements whose content is not part of the text.
const SKIPPED_ELEMENTS: &[&str] = &[
    "script", "style", "head", "title", "code", "pre", "kbd", "samp", "textarea", "template", "svg", "math", "noscript",
];
/// Inline elements, which do not end a paragraph.
const INLINE_ELEMENTS: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "data", "del", "dfn", "em", "font", "i", "img", "ins", "label", "mark",
    "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "strike",
];
/// Elements that name the person quoted.
const CREDIT_ELEMENTS: &[&str] = &["cite", "footer", "figcaption"];

/// Extracts the plain text of HTML.
pub(super) fn read(original: &str) -> PlainText<'_> {
    let mut html = HtmlReader::new(original);
    html.feed(original, 0);
    html.finish()
}

/// Reads HTML piece by piece.
#[derive(Debug)]
pub(super) struct HtmlReader<'o> {
    pub(super) output: PlainText<'o>,
    /// The open element whose content is being skipped.
    skipped_element: Option<String>,
    /// Start offsets of block quotes, `<q>` elements and a credit that are still open.
    open_blocks: Vec<usize>,
    open_inline: Vec<usize>,
    open_credit: Option<usize>,
    /// Whether a tag in the current piece is never closed, so that no later one is either.
    has_unclosed_tag: bool,
}

impl<'o> HtmlReader<'o> {
    pub(super) fn new(original: &'o str) -> Self {
        Self {
            output: PlainText::new(original),
            skipped_element: None,
            open_blocks: Vec::new(),
            open_inline: Vec::new(),
            open_credit: None,
            has_unclosed_tag: false,
        }
    }

    /// Reads a piece that begins at byte offset `start` of the original.
    pub(super) fn feed(&mut self, html: &str, start: usize) {
        let mut at = 0;
        self.has_unclosed_tag = false;
        while at < html.len() {
            let rest = &html[at..];
            let length = match rest.as_bytes()[0] {
                b'<' => match if self.has_unclosed_tag { Some(0) } else { tag_length(rest) } {
                    Some(length) if length > 0 => {
                        self.read_tag(&rest[..length]);
                        length
                    }
                    none => {
                        self.has_unclosed_tag |= none.is_none();
                        self.push_text("<", 1, start + at)
                    }
                },
                b'&' => match decode_reference(rest) {
                    Some((text, length)) => self.push_text(&text, length, start + at),
                    None => self.push_text("&", 1, start + at),
                },
                _ => {
                    let end = rest.find(['<', '&']).unwrap_or(rest.len());
                    self.push_text(&rest[..end], end, start + at)
                }
            };
            at += length;
        }
    }

    /// Adds text unless it is skipped; returns `length`, its length in the original.
    fn push_text(&mut self, text: &str, length: usize, at: usize) -> usize {
        if self.skipped_element.is_some() {
            return length;
        }
        // Collapse white space to a single blank, as a browser does.
        let mut rest = at;
        for word in text.split_inclusive([' ', '\n', '\t', '\r']) {
            let bare = word.trim_end_matches([' ', '\n', '\t', '\r']);
            self.output.push(bare, rest);
            if bare.len() < word.len() && !self.output.text.ends_with([' ', '\n']) && !self.output.text.is_empty() {
                self.output.push(" ", rest + bare.len());
            }
            rest += word.len();
        }
        length
    }

    fn read_tag(&mut self, tag: &str) {
        let inside = tag.trim_start_matches('<').trim_end_matches('>');
        let (is_end_tag, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
        let name = inside.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        match &self.skipped_element {
            Some(silent) if is_end_tag && *silent == name => self.skipped_element = None,
            Some(_) => {}
            None if !is_end_tag && SKIPPED_ELEMENTS.contains(&name.as_str()) => self.skipped_element = Some(name),
            None => self.start_or_end_element(&name, is_end_tag),
        }
    }

    fn start_or_end_element(&mut self, name: &str, is_end_tag: bool) {
        if name == "br" {
            self.output.text.push('\n');
        } else if !name.is_empty() && !INLINE_ELEMENTS.contains(&name) {
            self.output.end_paragraph();
        }
        let here = self.output.text.len();
        match (name, is_end_tag) {
            ("blockquote", false) => self.open_blocks.push(here),
            ("blockquote", true) => self.close_block(),
            ("q", false) => self.open_inline.push(here),
            ("q", true) => self.output.inline_quotes.extend(self.open_inline.pop().map(|start| start..here)),
            (credit, false) if CREDIT_ELEMENTS.contains(&credit) => self.open_credit = Some(here),
            (credit, true) if CREDIT_ELEMENTS.contains(&credit) => {
                self.output.credits.extend(self.open_credit.take().map(|start| start..here));
            }
            _ => {}
        }
    }

    /// Starts a block quote.
    pub(super) fn open_block(&mut self) {
        self.output.end_paragraph();
        self.open_blocks.push(self.output.text.len());
    }

    /// Ends a block quote; of nested ones only the outermost is recorded.
    pub(super) fn close_block(&mut self) {
        self.output.end_paragraph();
        let here = self.output.text.len();
        if let Some(start) = self.open_blocks.pop().filter(|_| self.open_blocks.is_empty()) {
            self.output.block_quotes.push(start..here);
        }
    }

    /// Returns the collected text, closing block quotes that are still open.
    pub(super) fn finish(mut self) -> PlainText<'o> {
        self.open_blocks.truncate(1);
        self.close_block();
        self.output.inline_quotes.sort_by_key(|range: &Range<usize>| range.start);
        self.output
    }
}

/// The length of the tag, comment or declaration at the start of `text`; 0 if there is none, `None` if it is never
/// closed.
fn tag_length(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return Some(text.find("-->").map_or(text.len(), |end| end + "-->".len()));
    }
    let begins = text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
    if !begins {
        return Some(0);
    }
    let mut quoted = None;
    for (at, c) in text.char_indices() {
        match (quoted, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quoted = Some(c),
            (Some(mark), _) if mark == c => quoted = None,
            _ => {}
        }
    }
    None
}

/// Decodes the character reference at the start of `text`; returns the decoded text and the length of the reference.
fn decode_reference(text: &str) -> Option<(String, usize)> {
    /// Maximum length of a character reference in HTML.
    const MAX_REFERENCE_LEN: usize = 34;
    let end = 1 + text.bytes().take(MAX_REFERENCE_LEN).position(|byte| byte == b';')?;
    // CommonMark uses the character references of HTML, and its parser has the table.
    let decoded = Parser::new(&text[..end]).find_map(|event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    })?;
    (decoded != text[..end]).then_some((decoded, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_text_as_displayed() {
        let original = "<!doctype html><head><title>“No”</title></head><p class=\"a>b\">He&nbsp;said &ldquo;yes&#8221;\n  &amp; <em>no</em>.</p>\
            <!-- “x” --><code>“y”</code><blockquote><p>One.<p>Two.<footer>— Ada</footer></blockquote>3 < 4 <q>Three</q>";
        let found = read(original);
        assert_eq!(found.text, "He\u{a0}said “yes” & no.\n\nOne.\n\nTwo.\n\n— Ada\n\n3 < 4 Three\n\n");
        let part = |ranges: &[Range<usize>]| {
            ranges.iter().map(|range| found.text[range.clone()].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(part(&found.block_quotes), ["One.\n\nTwo.\n\n— Ada\n\n"]);
        assert_eq!(part(&found.inline_quotes), ["Three"]);
        assert_eq!(part(&found.credits), ["— Ada\n\n"]);
        for word in ["He", "said", "&", "no", "One", "Ada", "Three"] {
            let at = found.original_offset(found.text.find(word).unwrap());
            assert!(original[at..].starts_with(word), "{word} at {at}");
        }
        assert!(original[found.original_offset(found.text.find('“').unwrap())..].starts_with("&ldquo;"));
    }

    #[test]
    fn invalid_html_is_kept_as_text() {
        for (original, text) in [
            ("a < b & c", "a < b & c"),
            ("&nosuch; &#x110000; &", "&nosuch; \u{fffd} &"),
            ("<p", "<p"),
            ("a<!-- b", "a"),
            ("", ""),
        ] {
            assert_eq!(read(original).text.trim_end(), text, "{original}");
        }
    }
}
