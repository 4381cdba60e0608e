//! [`Cursor`]: how far a `LaTeX` text has been read, and what in it is skipped.

use std::collections::{HashMap, HashSet};

use kzq_text::steps::count;
use memchr::memmem;

/// Length in bytes of the longest argument in brackets, and of the longest name and parameters of a definition.
const MAX_OPTION_LEN: usize = 500;

/// How far a text has been read.
pub(super) struct Cursor<'o> {
    pub(super) original: &'o str,
    /// The byte offset up to which it has been read.
    pub(super) at: usize,
    /// Where the braces are closed, by where they are opened.
    braces: HashMap<usize, usize>,
    /// What was looked for in vain.
    absent: HashSet<String>,
}

/// Finds out which braces belong together.
fn braces(original: &str) -> HashMap<usize, usize> {
    let bytes = original.as_bytes();
    let (mut open, mut pairs, mut at) = (Vec::new(), HashMap::new(), 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'%' => at += memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at),
            b'{' => open.push(at),
            b'}' => pairs.extend(open.pop().map(|start| (start, at))),
            _ => {}
        }
        at += 1;
    }
    pairs
}

impl<'o> Cursor<'o> {
    pub(super) fn new(original: &'o str, at: usize) -> Self {
        Self { original, at, braces: braces(original), absent: HashSet::new() }
    }

    /// What has not been read.
    pub(super) fn rest(&self) -> &'o str {
        &self.original[self.at..]
    }

    /// Where the brace is closed that is opened at a byte offset.
    pub(super) fn brace(&self, start: usize) -> Option<usize> {
        self.braces.get(&start).copied()
    }

    /// Skips a comment with the end of its line and the blanks that begin the next one.
    pub(super) fn comment(&mut self) {
        let rest = self.rest();
        let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let next = &rest[end..];
        self.at += end + (next.len() - next.trim_start_matches([' ', '\t']).len());
    }

    /// Skips what TeX does after the name of a command: blanks, and no empty line.
    pub(super) fn skip_blanks(&mut self) {
        let rest = self.rest();
        let next = rest.trim_start_matches([' ', '\t']);
        self.at += rest.len() - next.len();
        let after_line = next.strip_prefix("\r\n").or(next.strip_prefix('\n'));
        let Some(after_line) = after_line else { return };
        let words = after_line.trim_start_matches([' ', '\t']);
        if !words.starts_with(['\n', '\r']) {
            self.at += next.len() - words.len();
        }
    }

    /// The end of the argument in brackets that follows at once, if there is one.
    pub(super) fn option(&self) -> Option<usize> {
        let rest = self.rest();
        let bytes = &rest.as_bytes()[..rest.len().min(MAX_OPTION_LEN)];
        let mut at = (bytes.first() == Some(&b'[')).then_some(1)?;
        loop {
            match bytes.get(at)? {
                b']' => return Some(self.at + at),
                b'{' => at = self.braces.get(&(self.at + at))? - self.at + 1,
                b'}' => return None,
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
    }

    /// The braces of the argument that follows.
    pub(super) fn group(&self) -> Option<(usize, usize)> {
        let rest = self.rest();
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let line = rest[blanks..].strip_prefix('\n').map(|next| next.trim_start_matches([' ', '\t']));
        let start = self.at + line.map_or(blanks, |next| rest.len() - next.len());
        self.braces.get(&start).map(|end| (start, *end))
    }

    /// Skips arguments; of the one that is text, if there is one, only the brace. Returns whether it is in braces.
    pub(super) fn arguments(&mut self, arguments: &str) -> bool {
        let mut opens = false;
        for argument in arguments.chars() {
            match argument {
                '*' if self.rest().starts_with('*') => self.at += 1,
                'o' => {
                    if let Some(end) = self.option() {
                        self.at = end + 1;
                    }
                }
                'm' => {
                    if let Some((_, end)) = self.group() {
                        self.at = end + 1;
                    } else if self.rest().starts_with('\\') {
                        // A command as an argument: `\newcommand\x{…}`.
                        let name = &self.rest()[1..];
                        self.at += 1 + name.len() - name.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
                    }
                }
                't' => {
                    if let Some((start, _)) = self.group() {
                        self.at = start + 1;
                        opens = true;
                    }
                }
                _ => {}
            }
        }
        opens
    }

    /// Skips the arguments of a command that cites.
    pub(super) fn citation(&mut self) {
        self.arguments("*");
        while let Some(end) = self.option().or_else(|| self.braces.get(&self.at).copied()) {
            self.at = end + 1;
        }
    }

    /// The name of the environment that follows in braces.
    pub(super) fn environment(&mut self) -> Option<&'o str> {
        let (start, end) = self.group()?;
        self.at = end + 1;
        Some(self.original[start + 1..end].trim())
    }

    /// Skips past a text, if it follows.
    pub(super) fn skip_past(&mut self, text: &str) {
        if self.absent.contains(text) {
            return;
        }
        match memmem::find(self.rest().as_bytes(), text.as_bytes()) {
            Some(at) => self.at += at + text.len(),
            None => {
                self.absent.insert(text.to_owned());
            }
        }
    }

    /// Skips code between two equal signs or in braces.
    pub(super) fn verbatim(&mut self, name: &str) {
        self.arguments(match name {
            "verb" => "*",
            "lstinline" => "o",
            _ => "om",
        });
        if let Some(end) = self.braces.get(&self.at).filter(|_| name != "verb") {
            self.at = end + 1;
            return;
        }
        let rest = self.rest();
        let Some(sign) = rest.chars().next() else { return };
        let code = &rest[sign.len_utf8()..];
        let end = code.find([sign, '\n']).filter(|end| code[*end..].starts_with(sign));
        self.at += end.map_or(0, |end| end + 2 * sign.len_utf8());
    }

    /// Skips the definition of a command: `\def\x#1{…}`.
    pub(super) fn definition(&mut self) {
        let rest = self.rest();
        let name = &rest[..rest.floor_char_boundary(MAX_OPTION_LEN)];
        let start = name.find(['{', '\n']);
        count(start.unwrap_or(name.len()));
        let start = start.map(|at| self.at + at);
        if let Some(end) = start.and_then(|start| self.braces.get(&start)) {
            self.at = end + 1;
        }
    }

    /// Skips a formula; returns whether there is one. A dollar that none follows in its paragraph begins none.
    pub(super) fn formula(&mut self) -> bool {
        let rest = self.rest();
        let sign = if rest.starts_with("$$") { "$$" } else { "$" };
        let mut end = None;
        let (mut at, bytes) = (sign.len(), rest.as_bytes());
        while let Some(next) = memchr::memchr3(b'$', b'\\', b'\n', bytes.get(at..).unwrap_or_default()) {
            at += next;
            match bytes[at] {
                b'$' if rest[at..].starts_with(sign) => {
                    end = Some(at + sign.len());
                    break;
                }
                b'\\' => at += 2,
                b'\n' if rest[at + 1..].trim_start_matches([' ', '\t', '\r']).starts_with('\n') => break,
                _ => at += 1,
            }
            while !rest.is_char_boundary(at.min(rest.len())) {
                at += 1;
            }
        }
        self.at += end.unwrap_or(0);
        end.is_some()
    }
}
