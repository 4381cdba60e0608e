//! The template parser, which reports all problems.

use std::ops::Range;

use super::part::{PLACEHOLDERS, TemplateError, TemplatePart, WORD_PLACEHOLDERS};
use kzq_ron::{find_similar, quote_for_message};
use kzq_text::Safe;

/// Parses the lines of a template, with `tab` for each tab; also returns the problems in order of position.
pub(super) fn parse(text: &str, tab: &'static str) -> (Vec<Vec<TemplatePart>>, Vec<TemplateError>) {
    let mut parser = TemplateParser { text, tab, offset: 0, depth: 0, errors: Vec::new() };
    let mut lines = vec![Vec::new()];
    parser.parse_lines(&mut lines);
    let mut errors = parser.errors;
    errors.extend(quoted_word_placeholders(text));
    errors.sort_by_key(|fault| fault.span.start);
    (lines, errors)
}

/// Maximum nesting depth of brackets.
const MAX_DEPTH: usize = 16;

/// The parser state.
struct TemplateParser<'t> {
    text: &'t str,
    tab: &'static str,
    offset: usize,
    depth: usize,
    errors: Vec<TemplateError>,
}

impl TemplateParser<'_> {
    fn error(&mut self, span: Range<usize>, message: impl Into<Safe<'static>>, help: Option<Safe<'static>>) {
        self.errors.push(TemplateError { span, message: message.into(), help });
    }

    fn literal(&self, text: &str) -> TemplatePart {
        TemplatePart::Text(Safe::join(text.split('\t').map(Safe::text), self.tab))
    }

    /// Parses all lines; brackets must be closed in their line.
    fn parse_lines(&mut self, lines: &mut Vec<Vec<TemplatePart>>) {
        while self.offset < self.text.len() {
            let parts = self.parse_parts(None);
            if let Some(line) = lines.last_mut() {
                line.extend(parts);
            }
            let rest = &self.text[self.offset..];
            if rest.starts_with('\n') {
                self.offset += 1;
                lines.push(Vec::new());
            } else if let Some(closing) = rest.chars().next() {
                let span = self.offset..self.offset + 1;
                if closing == ']' {
                    self.error(span, "this `]` closes nothing", Some("write a literal bracket as {]}".into()));
                } else if let Some(line) = lines.last_mut() {
                    line.push(TemplatePart::Text(")".into()));
                }
                self.offset += 1;
            }
        }
    }

    /// Parses parts up to the end of the line or to the closing bracket.
    fn parse_parts(&mut self, closing: Option<char>) -> Vec<TemplatePart> {
        let mut parts = Vec::new();
        let mut text = String::new();
        while let Some(c) = self.text[self.offset..].chars().next() {
            if matches!(c, '{' | '}') && self.text[self.offset + 1..].starts_with(c) {
                text.push(c);
                self.offset += 2;
                continue;
            }
            let ends_parts =
                c == '\n' || Some(c) == closing || c == ']' || (c == ')' && closing.is_none_or(|end| end == ')'));
            if ends_parts {
                break;
            }
            let opened = self.offset;
            let part = match c {
                '{' => self.parse_placeholder(),
                '[' if self.depth == MAX_DEPTH => {
                    self.error(opened..opened + 1, "brackets are nested too deep here", None);
                    self.offset = self.text.len();
                    None
                }
                '[' => {
                    self.offset += 1;
                    self.depth += 1;
                    let inner = self.parse_parts(Some(']'));
                    self.depth -= 1;
                    self.expect_closing(opened, ']', "this `[` is not closed in its line");
                    Some(TemplatePart::Optional(inner))
                }
                '(' => self.parse_parentheses(&mut text),
                '}' => {
                    let help = Some("write a literal brace as }}".into());
                    self.error(opened..opened + 1, "this `}` closes nothing", help);
                    self.offset += 1;
                    None
                }
                c => {
                    text.push(c);
                    self.offset += c.len_utf8();
                    continue;
                }
            };
            if !text.is_empty() && part.is_some() {
                parts.push(self.literal(&std::mem::take(&mut text)));
            }
            parts.extend(part);
        }
        if !text.is_empty() {
            parts.push(self.literal(&text));
        }
        parts
    }

    fn expect_closing(&mut self, opened: usize, closing: char, message: &'static str) {
        if self.text[self.offset..].starts_with(closing) {
            self.offset += closing.len_utf8();
        } else {
            self.error(opened..opened + 1, message, None);
        }
    }

    /// Parses parentheses; if they are unclosed or contain no placeholder they are literal text.
    fn parse_parentheses(&mut self, text: &mut String) -> Option<TemplatePart> {
        let opened = self.offset;
        self.offset += 1;
        let inside = parenthesised_text(&self.text[self.offset..]);
        if self.depth == MAX_DEPTH || !inside.is_some_and(|inside| inside.contains(['{', '['])) {
            text.push('(');
            return None;
        }
        self.depth += 1;
        let inner = self.parse_parts(Some(')'));
        self.depth -= 1;
        self.expect_closing(opened, ')', "this `(` is closed within other brackets");
        Some(TemplatePart::Parenthesised(inner))
    }

    fn parse_placeholder(&mut self) -> Option<TemplatePart> {
        let start = self.offset;
        let rest = &self.text[start + 1..];
        if let Some(bracket) =
            ["[", "]"].into_iter().find(|bracket| rest.strip_prefix(bracket).is_some_and(|rest| rest.starts_with('}')))
        {
            self.offset = start + 3;
            return Some(TemplatePart::Text(bracket.into()));
        }
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(rest.len());
        let name = &rest[..length];
        if !rest[length..].starts_with('}') {
            let help = Some("write a placeholder as {speaker}, a literal brace as {{".into());
            self.error(start..start + 1 + length, "this `{` is not closed after a name", help);
            self.offset = start + 1 + length;
            return None;
        }
        self.offset = start + length + 2;
        let known = PLACEHOLDERS.iter().position(|(known, _)| *known == name);
        if known.is_none() {
            let near = find_similar(name, PLACEHOLDERS.iter().map(|(known, _)| *known));
            let all = || {
                let names = PLACEHOLDERS.iter().map(|&(known, _)| kzq_text::safe!("{", known, "}"));
                kzq_text::safe!("there are ", Safe::join(names.collect::<Vec<_>>(), ", "))
            };
            let help = near.map_or_else(all, |near| kzq_text::safe!("did you mean {", quote_for_message(near), "}?"));
            let message = kzq_text::safe!("unknown placeholder {", quote_for_message(name), "}");
            self.error(start..self.offset, message, Some(help));
        }
        known.map(TemplatePart::Placeholder)
    }
}

/// Returns the text up to the parenthesis that closes one opened before `rest`, in the same line.
fn parenthesised_text(rest: &str) -> Option<&str> {
    let mut depth = 1_usize;
    let line = rest.split('\n').next()?;
    let end = line.char_indices().find(|&(_, c)| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    end.map(|(at, _)| &line[..at])
}

/// Reports words inside the template's own quotation marks, which would also surround words that nobody said.
fn quoted_word_placeholders(text: &str) -> Vec<TemplateError> {
    let spans = WORD_PLACEHOLDERS.into_iter().flat_map(|name| {
        let placeholder = format!("{{{name}}}");
        let found: Vec<usize> = text.match_indices(&placeholder).map(|(at, _)| at).collect();
        found.into_iter().map(move |at| at..at + placeholder.len())
    });
    let to_error = |at: Range<usize>| TemplateError {
        span: at,
        message: "these quotation marks would also enclose words that nobody said".into(),
        help: Some("{quoted} has marks of its own, and only around verbatim words".into()),
    };
    spans.filter(|place| ends_inside_quotes(&text[..place.start])).map(to_error).collect()
}

/// Returns whether quotation marks are open at the end of a text.
fn ends_inside_quotes(text: &str) -> bool {
    const PAIRS: [(char, char); 9] =
        [('“', '”'), ('„', '“'), ('«', '»'), ('»', '«'), ('‹', '›'), ('›', '‹'), ('‘', '’'), ('‚', '‘'), ('"', '"')];
    let mut expected_closings: Vec<char> = Vec::new();
    for c in text.chars() {
        if expected_closings.last() == Some(&c) {
            expected_closings.pop();
        } else if let Some((_, close)) = PAIRS.iter().find(|(open, _)| *open == c) {
            expected_closings.push(*close);
        }
    }
    let elements = ["q", "blockquote"]
        .into_iter()
        .any(|name| text.matches(&format!("<{name}")).count() > text.matches(&format!("</{name}")).count());
    !expected_closings.is_empty() || elements || text.ends_with(['\'', '”', '’'])
}
