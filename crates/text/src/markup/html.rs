//! Extracts plain text, block quotes and `<q>` elements from HTML.
//!
//! The tokenizer is that of the HTML standard; no tree is built: only the text in order is needed, and the parts marked
//! up as quotations. What a browser does not show is left out, as are code and controls, which are not prose.

use std::collections::VecDeque;
use std::ops::Range;

use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};

use super::character_reference::decode_reference;
use super::html_elements::{SKIPPED_ELEMENTS, VOID_ELEMENTS, is_block, is_ended_by, is_hidden};
use super::plain_text::PlainText;
use super::text_builder::TextBuilder;
use crate::steps::count;

/// Elements that name the person quoted.
const CREDIT_ELEMENTS: &[&str] = &["cite", "footer", "figcaption"];
/// Headings.
const HEADING_ELEMENTS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6"];
/// Length in bytes of the longest mark of a note, and of the longest word of interest before one.
const MAX_NOTE_MARK_LEN: usize = 64;

/// Extracts the plain text of HTML. Preformatted text is code, unless there is no other.
pub(super) fn read(original: &str) -> PlainText<'_> {
    read_parts(original, None)
}

/// Extracts the plain text of some parts of a page: byte ranges that begin and end where elements or words do, in order,
/// none overlapping another.
pub fn read_html_parts<'o>(original: &'o str, parts: &[Range<usize>]) -> PlainText<'o> {
    read_parts(original, Some(parts))
}

fn read_parts<'o>(original: &'o str, parts: Option<&[Range<usize>]>) -> PlainText<'o> {
    let read = |reads_preformatted| {
        let parts = parts.map(|parts| parts.to_vec().into());
        let mut html = HtmlReader { parts, reads_preformatted, ..HtmlReader::new(original) };
        html.feed(original, 0);
        html.output.finish()
    };
    let plain = read(false);
    if plain.text().trim().is_empty() { read(true) } else { plain }
}

/// An element whose content is being skipped.
#[derive(Debug)]
struct SkippedElement {
    name: String,
    /// The number of elements of the same name that are open inside it.
    depth: usize,
}

/// Reads HTML piece by piece.
#[derive(Debug)]
pub(super) struct HtmlReader<'o> {
    pub(super) output: TextBuilder<'o>,
    /// The byte ranges of the original that are still to be read, if not all of it is.
    parts: Option<VecDeque<Range<usize>>>,
    skipped_element: Option<SkippedElement>,
    /// Whether preformatted text is not skipped.
    reads_preformatted: bool,
    /// The number of preformatted elements that are open.
    preformatted_depth: usize,
}

impl<'o> HtmlReader<'o> {
    pub(super) fn new(original: &'o str) -> Self {
        Self {
            output: TextBuilder::new(original),
            parts: None,
            skipped_element: None,
            reads_preformatted: false,
            preformatted_depth: 0,
        }
    }

    /// Whether an element is open whose content is not part of the text.
    pub(super) fn is_skipping(&self) -> bool {
        self.skipped_element.is_some()
    }

    /// Reads a piece that begins at byte offset `start` of the original.
    pub(super) fn feed(&mut self, html: &str, start: usize) {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            count(1);
            match token {
                Token::StartTag(tag) if self.reads(start + tag.span.start) => self.start_tag(&tag),
                Token::EndTag(tag) if self.reads(start + tag.span.start) => {
                    self.end_tag(&String::from_utf8_lossy(&tag.name));
                }
                Token::StartTag(StartTag { name, .. }) | Token::EndTag(EndTag { name, .. })
                    if is_block(&String::from_utf8_lossy(&name)) =>
                {
                    self.output.end_paragraph();
                }
                Token::Comment(comment) => {
                    let range = start + comment.span.start..start + comment.span.end;
                    self.output.comment(range);
                }
                Token::String(text) => self.decoded_text(&String::from_utf8_lossy(&text), html, text.span.start, start),
                _ => {}
            }
        }
    }

    /// Whether the original is read at a byte offset; the offsets asked for increase.
    fn reads(&mut self, at: usize) -> bool {
        let Some(parts) = &mut self.parts else { return true };
        while parts.front().is_some_and(|part| part.end <= at) {
            parts.pop_front();
        }
        parts.front().is_some_and(|part| part.start <= at)
    }

    /// Adds text that begins at byte `at` of the piece `html`, where it may be written with character references.
    fn decoded_text(&mut self, text: &str, html: &str, mut at: usize, start: usize) {
        if self.is_skipping() {
            return;
        }
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            count(1);
            at = html.floor_char_boundary(at.min(html.len()));
            let raw = &html[at..];
            let same = rest.bytes().zip(raw.bytes()).take_while(|(own, raw)| own == raw && *own != b'&').count();
            let same = rest.floor_char_boundary(same);
            if same > 0 {
                self.push_text(&rest[..same], start + at);
                (rest, at) = (&rest[same..], at + same);
                continue;
            }
            if let Some((decoded, length)) =
                decode_reference(raw).filter(|(decoded, _)| rest.starts_with(decoded.as_str()))
            {
                self.push_text(&decoded, start + at);
                (rest, at) = (&rest[decoded.len()..], at + length);
                continue;
            }
            // A reference without its semicolon, or a character that the tokenizer replaces.
            self.push_text(&rest[..c.len_utf8()], start + at);
            rest = &rest[c.len_utf8()..];
            at += match raw.strip_prefix('&') {
                Some(name) if c != '&' => {
                    raw.len() - name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#').len()
                }
                _ => raw.chars().next().map_or(0, char::len_utf8),
            };
        }
    }

    /// Adds text from byte offset `at` of the original.
    fn push_text(&mut self, text: &str, at: usize) {
        if self.preformatted_depth > 0 {
            if self.reads(at) {
                self.output.push(text, at);
            }
            return;
        }
        if self.parts.is_none() {
            return self.output.push_collapsed(text, at);
        }
        let mut rest = at;
        for word in text.split_inclusive([' ', '\n', '\t', '\r']) {
            if self.reads(rest) {
                self.output.push_collapsed(word, rest);
            }
            rest += word.len();
        }
    }

    fn start_tag(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name);
        let name = name.as_ref();
        let is_block = is_block(name);
        if let Some(skipped) = &mut self.skipped_element {
            if !is_ended_by(&skipped.name, name) {
                skipped.depth += usize::from(skipped.name == name && !tag.self_closing);
                return;
            }
            self.skipped_element = None;
        }
        let is_empty = VOID_ELEMENTS.contains(&name) || (tag.self_closing && matches!(name, "svg" | "math"));
        let is_text = self.reads_preformatted && name == "pre";
        let attribute = |name: &str| {
            let found = tag.attributes.iter().find(|(own, _)| own.as_slice() == name.as_bytes());
            found.map(|(_, value)| String::from_utf8_lossy(value))
        };
        if !is_empty && ((SKIPPED_ELEMENTS.contains(&name) && !is_text) || is_hidden(attribute)) {
            if is_block {
                self.output.end_paragraph();
            }
            self.skipped_element = Some(SkippedElement { name: name.to_owned(), depth: 0 });
            return;
        }
        if name == "br" {
            self.output.break_line(None);
        } else if is_block {
            self.output.end_paragraph();
        }
        match name {
            heading if HEADING_ELEMENTS.contains(&heading) => self.output.open_heading(),
            "blockquote" => self.output.open_block(),
            "q" => self.output.open_inline(),
            "sup" => self.output.open_note(),
            "pre" => self.preformatted_depth += 1,
            credit if CREDIT_ELEMENTS.contains(&credit) => self.output.open_credit(),
            _ => {}
        }
    }

    fn end_tag(&mut self, name: &str) {
        if let Some(skipped) = &mut self.skipped_element {
            let is_outer = skipped.name == "p" && matches!(name, "div" | "section" | "article" | "body" | "blockquote");
            if skipped.name != name && !is_outer {
                return;
            }
            match skipped.depth.checked_sub(1) {
                Some(less) if !is_outer => skipped.depth = less,
                _ => self.skipped_element = None,
            }
            return;
        }
        if HEADING_ELEMENTS.contains(&name) {
            self.output.close_heading();
        }
        if is_block(name) {
            self.output.end_paragraph();
        }
        match name {
            "blockquote" => self.output.close_block(),
            "q" => self.output.close_inline(),
            "pre" => self.preformatted_depth = self.preformatted_depth.saturating_sub(1),
            "sup" => self.output.close_note(is_note_mark),
            credit if CREDIT_ELEMENTS.contains(&credit) => self.output.close_credit(credit == "cite"),
            _ => {}
        }
    }
}

/// Whether the text from `start` on is the mark of a note: a number, a letter or a sign, after a word.
fn is_note_mark(text: &str, start: usize) -> bool {
    const UNITS: &[&str] = &["m", "cm", "mm", "km", "dm", "ft", "in", "s", "sec"];
    let (before, mark) = text.split_at(start.min(text.len()));
    if mark.len() > MAX_NOTE_MARK_LEN {
        return false;
    }
    let mark = mark.trim().trim_matches(['[', ']', '(', ')']);
    let before = &before[before.floor_char_boundary(before.len().saturating_sub(MAX_NOTE_MARK_LEN))..];
    let is_number = !mark.is_empty() && mark.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ' | '–' | '-'));
    let is_sign = mark.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶'));
    let mut letters = mark.chars();
    let is_letter = letters.next().is_some_and(|c| c.is_ascii_lowercase()) && letters.next().is_none();
    // In powers and units, a raised number is not a note: 10², 5 m².
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let follows_number = before[..before.len() - word.len()].trim_end().ends_with(|c: char| c.is_ascii_digit());
    let is_number_or_letter = word.chars().all(|c| c.is_ascii_digit()) && !word.is_empty() || word.chars().count() == 1;
    let is_power = is_number_or_letter || (UNITS.contains(&word) && follows_number);
    is_sign || ((is_number || is_letter) && !is_power)
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
    fn hidden_parts_of_a_page_are_left_out() {
        for (original, text) in [
            ("a<p hidden>b<p>c", "a\n\nc"),
            ("a<div hidden><div>b</div>c</div>d", "a\n\nd"),
            ("<span style='display: none'>a</span>b", "b"),
            ("<nav>a</nav>b<template><p>c</p></template>d<button>e</button>", "bd"),
            ("<script>if (a < b) '<p>c</p>'</script>d<noscript>e</noscript>", "d"),
            ("<img alt='“a”'>b <del>c</del><ins>d</ins>", "b d"),
            ("x <svg/>y <!-- \u{201c}a\u{201d} --!> z", "x y z"),
            (
                "out<sup>1</sup> of<sup><a href=#b>[2]</a></sup> 10<sup>9</sup> 5 km<sup>2</sup> 4<sup>th</sup> in<sup>3</sup>",
                "out of 109 5 km2 4th in",
            ),
            ("&ldquo;a&nbsp;b&rdquo; &amp c&lt", "\u{201c}a\u{a0}b\u{201d} & c<"),
            ("mem<wbr>ber<br>b\r\nc", "member\nb c"),
        ] {
            assert_eq!(read(original).text.trim_end(), text, "{original}");
        }
        let cited = read("He read <cite>Old Times</cite>.");
        assert_eq!(cited.works.iter().map(|range| &cited.text[range.clone()]).collect::<Vec<_>>(), ["Old Times"]);
    }

    #[test]
    fn invalid_html_is_kept_as_text() {
        for (original, text) in [
            ("a < b & c", "a < b & c"),
            ("&nosuch; &#x110000; &", "&nosuch; \u{fffd} &"),
            ("a <p", "a"),
            ("a<!-- b", "a"),
            ("", ""),
        ] {
            assert_eq!(read(original).text.trim_end(), text, "{original}");
        }
    }
}
