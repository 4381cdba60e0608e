//! The template parser, which reports all problems.

use std::ops::Range;

use super::{PLACEHOLDERS, Part, TemplateFault, WORDS};
use kzq_ron::{nearest, said};
use kzq_text::Safe;

/// Parses the lines of a template; also returns the problems in order of position.
pub(super) fn parse(text: &str) -> (Vec<Vec<Part>>, Vec<TemplateFault>) {
    let mut parser = Parser { text, at: 0, depth: 0, faults: Vec::new() };
    let mut lines = vec![Vec::new()];
    parser.line(&mut lines);
    let mut faults = parser.faults;
    faults.extend(marks_around_words(text));
    faults.sort_by_key(|fault| fault.at.start);
    (lines, faults)
}

/// Maximum nesting depth of brackets.
const DEEPEST: usize = 16;

/// The parser state.
struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    faults: Vec<TemplateFault>,
}

impl Parser<'_> {
    fn fault(&mut self, at: Range<usize>, message: impl Into<Safe<'static>>, help: Option<Safe<'static>>) {
        self.faults.push(TemplateFault { at, message: message.into(), help });
    }

    /// Parses all lines; brackets must be closed in their line.
    fn line(&mut self, lines: &mut Vec<Vec<Part>>) {
        while self.at < self.text.len() {
            let parts = self.parts(None);
            if let Some(line) = lines.last_mut() {
                line.extend(parts);
            }
            let rest = &self.text[self.at..];
            if rest.starts_with('\n') {
                self.at += 1;
                lines.push(Vec::new());
            } else if let Some(closing) = rest.chars().next() {
                let at = self.at..self.at + 1;
                if closing == ']' {
                    self.fault(
                        at,
                        "this `]` closes nothing",
                        Some("a bracket that stands for itself is written {]}".into()),
                    );
                } else if let Some(line) = lines.last_mut() {
                    line.push(Part::Text(")".into()));
                }
                self.at += 1;
            }
        }
    }

    /// Parses parts up to the end of the line or to the closing bracket.
    fn parts(&mut self, closing: Option<char>) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut text = String::new();
        while let Some(c) = self.text[self.at..].chars().next() {
            if matches!(c, '{' | '}') && self.text[self.at + 1..].starts_with(c) {
                text.push(c);
                self.at += 2;
                continue;
            }
            let is_end =
                c == '\n' || Some(c) == closing || c == ']' || (c == ')' && closing.is_none_or(|end| end == ')'));
            if is_end {
                break;
            }
            let opened = self.at;
            let part = match c {
                '{' => self.placeholder(),
                '[' if self.depth == DEEPEST => {
                    self.fault(opened..opened + 1, "brackets stand too deep in one another here", None);
                    self.at = self.text.len();
                    None
                }
                '[' => {
                    self.at += 1;
                    self.depth += 1;
                    let inner = self.parts(Some(']'));
                    self.depth -= 1;
                    self.close(opened, ']', "this `[` is not closed in its line");
                    Some(Part::Optional(inner))
                }
                '(' => self.aside(&mut text),
                '}' => {
                    let help = Some("a brace that stands for itself is written }}".into());
                    self.fault(opened..opened + 1, "this `}` closes nothing", help);
                    self.at += 1;
                    None
                }
                c => {
                    text.push(c);
                    self.at += c.len_utf8();
                    continue;
                }
            };
            if !text.is_empty() && part.is_some() {
                parts.push(Part::Text(Safe::text(std::mem::take(&mut text))));
            }
            parts.extend(part);
        }
        if !text.is_empty() {
            parts.push(Part::Text(Safe::text(text)));
        }
        parts
    }

    fn close(&mut self, opened: usize, closing: char, message: &'static str) {
        if self.text[self.at..].starts_with(closing) {
            self.at += closing.len_utf8();
        } else {
            self.fault(opened..opened + 1, message, None);
        }
    }

    /// Parses parentheses; if they are unclosed or contain no placeholder they are literal text.
    fn aside(&mut self, text: &mut String) -> Option<Part> {
        let opened = self.at;
        self.at += 1;
        let inside = enclosed(&self.text[self.at..]);
        if self.depth == DEEPEST || !inside.is_some_and(|inside| inside.contains(['{', '['])) {
            text.push('(');
            return None;
        }
        self.depth += 1;
        let inner = self.parts(Some(')'));
        self.depth -= 1;
        self.close(opened, ')', "this `(` is closed within other brackets");
        Some(Part::Aside(inner))
    }

    fn placeholder(&mut self) -> Option<Part> {
        let start = self.at;
        let rest = &self.text[start + 1..];
        if let Some(bracket) =
            ["[", "]"].into_iter().find(|bracket| rest.strip_prefix(bracket).is_some_and(|rest| rest.starts_with('}')))
        {
            self.at = start + 3;
            return Some(Part::Text(bracket.into()));
        }
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(rest.len());
        let name = &rest[..length];
        if !rest[length..].starts_with('}') {
            let help = Some("a placeholder is written {speaker}, a brace that stands for itself {{".into());
            self.fault(start..start + 1 + length, "this `{` is not closed behind a name", help);
            self.at = start + 1 + length;
            return None;
        }
        self.at = start + length + 2;
        let known = PLACEHOLDERS.iter().position(|(known, _)| *known == name);
        if known.is_none() {
            let near = nearest(name, PLACEHOLDERS.iter().map(|(known, _)| *known));
            let all = || {
                let names = PLACEHOLDERS.iter().map(|&(known, _)| kzq_text::safe!("{", known, "}"));
                kzq_text::safe!("there are ", Safe::join(names.collect::<Vec<_>>(), ", "))
            };
            let help = near.map_or_else(all, |near| kzq_text::safe!("did you mean {", said(near), "}?"));
            let message = kzq_text::safe!("there is no placeholder {", said(name), "}");
            self.fault(start..self.at, message, Some(help));
        }
        known.map(Part::Value)
    }
}

/// Returns the text up to the parenthesis that closes one opened before `rest`, in the same line.
fn enclosed(rest: &str) -> Option<&str> {
    let mut open = 1_usize;
    let line = rest.split('\n').next()?;
    let end = line.char_indices().find(|&(_, c)| {
        match c {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        open == 0
    });
    end.map(|(at, _)| &line[..at])
}

/// Reports words inside the template's own quotation marks, which would also surround words that nobody said.
fn marks_around_words(text: &str) -> Vec<TemplateFault> {
    let places = WORDS.into_iter().flat_map(|name| {
        let placeholder = format!("{{{name}}}");
        let found: Vec<usize> = text.match_indices(&placeholder).map(|(at, _)| at).collect();
        found.into_iter().map(move |at| at..at + placeholder.len())
    });
    let fault = |at: Range<usize>| TemplateFault {
        at,
        message: "these marks would stand around words that nobody said, too".into(),
        help: Some("{quoted} has marks of its own, and only around verbatim words".into()),
    };
    places.filter(|place| is_in_marks(&text[..place.start])).map(fault).collect()
}

/// Returns whether quotation marks are open at the end of a text.
fn is_in_marks(text: &str) -> bool {
    const PAIRS: [(char, char); 9] =
        [('“', '”'), ('„', '“'), ('«', '»'), ('»', '«'), ('‹', '›'), ('›', '‹'), ('‘', '’'), ('‚', '‘'), ('"', '"')];
    let mut due: Vec<char> = Vec::new();
    for c in text.chars() {
        if due.last() == Some(&c) {
            due.pop();
        } else if let Some((_, close)) = PAIRS.iter().find(|(open, _)| *open == c) {
            due.push(*close);
        }
    }
    let elements = ["q", "blockquote"]
        .into_iter()
        .any(|name| text.matches(&format!("<{name}")).count() > text.matches(&format!("</{name}")).count());
    !due.is_empty() || elements || text.ends_with(['\'', '”', '’'])
}
