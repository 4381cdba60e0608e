//! Explains the errors of the `ron` crate to authors who write collections by hand.
//!
//! The crate reports where it could not continue. The actual mistake is often before that, as with an unclosed
//! string, so it is searched for around that place.

use std::ops::Range;

use ron::error::Error;

use crate::parser::FileKind;
use crate::spelling::said;
use crate::tokens::{Token, TokenKind, token_at, tokens};
use kzq_text::Safe;

/// A syntax error in a file, or a value of the wrong type.
pub(crate) struct Fault {
    pub(crate) span: Range<usize>,
    pub(crate) message: Safe<'static>,
    pub(crate) help: Option<Safe<'static>>,
}

impl Fault {
    fn new(span: Range<usize>, message: impl Into<Safe<'static>>) -> Self {
        Self { span, message: message.into(), help: None }
    }

    fn help(self, help: impl Into<Safe<'static>>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// Explains an error at the byte `stopped_at` of a whole file.
pub(crate) fn in_file(kind: &FileKind, text: &str, stop: usize, error: &Error) -> Fault {
    let around = Around::of(kind, text, stop);
    match error {
        Error::InvalidEscape(_) => around.escape(),
        Error::UnclosedBlockComment => {
            let start = text.rfind("/*").unwrap_or(stop);
            Fault::new(start..text.len(), "this comment is never closed").help("put `*/` where it ends")
        }
        Error::ExceededRecursionLimit => Fault::new(stop..stop, "brackets stand too deep in one another here"),
        _ => match around.next {
            None => around.unfinished(),
            Some(next) => around.unexpected(next, error),
        },
    }
}

/// Explains why a well-formed value does not have the type that `expectation` describes. `ron` stopped at
/// the bytes `stopped_at` of the value.
pub(crate) fn in_value(value: &str, stop: &Range<usize>, error: &Error, wanted: &Safe<'_>) -> Fault {
    let named = matches!(error, Error::NoSuchEnumVariant { .. } | Error::NoSuchStructField { .. });
    let found = token_at(value, if named { stop.start } else { stop.end });
    let Some(found) = found else { return Fault::new(stop.clone(), plain(error)) };
    let message = kzq_text::safe!(wanted, "; this is ", description(&found));
    Fault::new(found.span(), message)
}

/// Describes a token for a message.
fn description(token: &Token<'_>) -> Safe<'static> {
    let first = token.text.trim_start_matches(['+', '-', '.']).chars().next();
    match (token.kind, first) {
        (TokenKind::Text { .. }, Some('\'')) => "in single quotes".into(),
        (TokenKind::Text { .. }, _) => "a text".into(),
        (TokenKind::Open, Some('[')) => "a list".into(),
        (TokenKind::Open, Some('{')) => "a map".into(),
        (TokenKind::Open, _) => "a group in parentheses".into(),
        (TokenKind::Word, Some('0'..='9')) => kzq_text::safe!("the number ", said(token.text)),
        (TokenKind::Word, _) => kzq_text::safe!("the word `", said(token.text), "`"),
        (TokenKind::Close | TokenKind::Mark, _) => kzq_text::safe!("`", said(token.text), "`"),
    }
}

/// The surroundings of the byte at which `ron` stopped.
struct Around<'s> {
    kind: &'s FileKind,
    text: &'s str,
    stop: usize,
    /// Brackets that are still open, outermost first.
    open: Vec<Token<'s>>,
    /// The last pair of brackets that was closed.
    closed: Option<(Token<'s>, Token<'s>)>,
    /// The last tokens that begin before `stopped_at`, nearest first.
    before: [Option<Token<'s>>; 3],
    /// The first token that begins at or after `stopped_at`.
    next: Option<Token<'s>>,
}

impl<'s> Around<'s> {
    fn of(kind: &'s FileKind, text: &'s str, stop: usize) -> Self {
        let mut around = Self { kind, text, stop, open: Vec::new(), closed: None, before: [None; 3], next: None };
        for token in tokens(text) {
            if token.start >= stop {
                around.next = Some(token);
                break;
            }
            match token.kind {
                TokenKind::Open => around.open.push(token),
                TokenKind::Close => around.closed = around.open.pop().map(|open| (open, token)),
                _ => {}
            }
            around.before = [Some(token), around.before[0], around.before[1]];
        }
        around
    }

    /// Returns whether the file's outer parenthesis was opened before `stopped_at`.
    fn began(&self) -> bool {
        self.closed.is_some() || !self.open.is_empty()
    }

    fn line_of(&self, token: &Token<'_>) -> usize {
        1 + self.text[..token.start].matches('\n').count()
    }

    fn on_one_line(&self, from: usize, to: usize) -> bool {
        !self.text[from..to].contains('\n')
    }

    fn escape(&self) -> Fault {
        let start = self.text[..self.stop].rfind('\\').unwrap_or(self.stop);
        let escape = said(&self.text[start..self.stop]);
        Fault::new(start..self.stop, kzq_text::safe!("there is no escape `", escape, "`"))
            .help("write `\\\\` for a backslash, `\\\"` for a quotation mark, `\\n` for a line break")
    }

    /// The file ends too early.
    fn unfinished(&self) -> Fault {
        match (self.before[0], self.open.last()) {
            (Some(last), _) if last.kind == (TokenKind::Text { closed: false }) => {
                Fault::new(last.span(), "this text is never closed").help("put `\"` where it ends")
            }
            (_, Some(open)) => Fault::new(open.span(), kzq_text::safe!("this `", said(open.text), "` is never closed")),
            (_, None) => beginning(self.kind, self.text),
        }
    }

    /// There is an unexpected token.
    fn unexpected(&self, next: Token<'s>, error: &Error) -> Fault {
        let Some(last) = self.before[0].filter(|_| self.began()) else { return beginning(self.kind, self.text) };
        match (error, next.kind, next.text) {
            (Error::TrailingCharacters, ..) => {
                Fault::new(next.span(), kzq_text::safe!("the ", self.kind.name, " is closed before this"))
                    .help("one closing bracket may be too many, or stand too early")
            }
            (Error::ExpectedChar, ..) => Fault::new(
                if last.text.starts_with('\'') { last.span() } else { next.span() },
                "a text must stand in double quotes, not in single ones",
            ),
            (Error::UnexpectedChar('“' | '”' | '„' | '«' | '‘' | '’'), ..) => curly_quotes(&next),
            (_, TokenKind::Close, _) if !self.is_due(&next) => self.mismatch(&next),
            (Error::UnexpectedChar(_), TokenKind::Close, _) | (Error::UnexpectedChar(_), _, ",") => {
                Fault::new(next.span(), "a value is missing before this")
            }
            (Error::ExpectedMapColon, _, "=") => {
                Fault::new(next.span(), "a field's name is followed by `:`, not by `=`")
            }
            (Error::ExpectedMapColon, _, "(") => self.unclosed_group(&last),
            (Error::ExpectedMapColon, ..) => {
                Fault::new(next.span(), kzq_text::safe!("a colon is missing between `", said(last.text), "` and this"))
            }
            (Error::ExpectedIdentifier, TokenKind::Text { .. }, _) => {
                Fault::new(next.span(), "a field's name stands without quotation marks")
            }
            (Error::ExpectedIdentifier | Error::SuggestRawIdentifier(_), ..) => {
                Fault::new(next.span(), "this is no name of a field")
            }
            (Error::ExpectedFloat | Error::InvalidIntegerDigit { .. }, ..) => {
                Fault::new(next.span(), "this is no number; a text must stand in double quotes")
            }
            (Error::ExpectedComma, _, ":") => match self.open.last() {
                Some(open) if open.text == "[" => self.field_in_list(open, &last),
                _ => self.comma(&last, &next),
            },
            (Error::ExpectedComma, ..) => self.comma(&last, &next),
            _ => Fault::new(next.span(), plain(error)),
        }
    }

    /// Returns whether a bracket closes the innermost open one.
    fn is_due(&self, close: &Token<'_>) -> bool {
        let open = self.open.last().map(|open| open.text);
        matches!((open, close.text), (Some("("), ")") | (Some("["), "]") | (Some("{"), "}"))
    }

    /// A closing bracket that does not match the innermost open one.
    fn mismatch(&self, close: &Token<'_>) -> Fault {
        let this = kzq_text::safe!("this `", said(close.text), "` ");
        let message = match self.open.last() {
            Some(open) => {
                kzq_text::safe!(this, "does not close the `", said(open.text), "` of line ", self.line_of(open))
            }
            None => kzq_text::safe!(this, "closes nothing"),
        };
        Fault::new(close.span(), message).help("a closing bracket is missing before it, or it is one too many")
    }

    /// `Name(` among the fields of a group: the group was not closed before it.
    fn unclosed_group(&self, name: &Token<'_>) -> Fault {
        let span = self.open.last().map_or(name.span(), Token::span);
        let follower = kzq_text::safe!("`", said(name.text), "(` of line ", self.line_of(name));
        Fault::new(span, kzq_text::safe!("this `(` is not closed before the ", follower))
    }

    /// A field among the items of a list: the list was not closed, or a group in it was closed too early.
    fn field_in_list(&self, list: &Token<'s>, name: &Token<'s>) -> Fault {
        let field = kzq_text::safe!("field `", said(name.text), "`");
        let [_, second, third] = self.before;
        let before = second.filter(|token| token.text != ",").or(third);
        if before == Some(*list) {
            return Fault::new(name.span(), kzq_text::safe!("the ", field, " must stand in parentheses"));
        }
        if let Some((open, close)) = self.closed.filter(|&(_, close)| before == Some(close))
            && (self.on_one_line(close.start, name.start) || !self.on_one_line(open.start, close.start))
        {
            let closes = kzq_text::safe!("this `)` closes the `(` of line ", self.line_of(&open));
            return Fault::new(close.span(), kzq_text::safe!(closes, ", but its ", field, " follows"))
                .help("one `)` is too many");
        }
        Fault::new(list.span(), kzq_text::safe!("this list is not closed before the ", field))
            .help("put `]` behind its last item")
    }

    /// Two values without a comma between them, or what looks like two values to `ron`.
    fn comma(&self, last: &Token<'s>, next: &Token<'s>) -> Fault {
        let apart = !self.on_one_line(last.end().min(next.start), next.start);
        match (last.kind, next.kind) {
            (TokenKind::Text { .. }, _) if !apart && !self.on_one_line(last.start, last.end()) => {
                let ends = 1 + self.text[..last.end()].matches('\n').count();
                Fault::new(last.span(), kzq_text::safe!("this text is not closed before line ", ends))
                    .help("put `\"` where it ends")
            }
            _ if apart => Fault::new(last.end()..last.end(), "a comma is missing here"),
            (TokenKind::Text { .. }, _) => {
                Fault::new(next.span(), "a comma is missing before this, or the text goes on")
                    .help("a quotation mark inside a text is written `\\\"`, or as “ or ”")
            }
            (TokenKind::Word, TokenKind::Text { .. }) if last.text.starts_with(char::is_uppercase) => Fault::new(
                next.span(),
                kzq_text::safe!("the text behind `", said(last.text), "` must stand in parentheses"),
            ),
            (TokenKind::Word, next_kind) if !matches!(next_kind, TokenKind::Text { .. }) => {
                let end = if last.end() > self.stop { last.end() } else { next.end() };
                Fault::new(last.start..end, "a text must stand in double quotes")
            }
            _ => Fault::new(next.span(), "a comma is missing before this"),
        }
    }
}

/// The file does not begin as it should.
fn beginning(kind: &FileKind, text: &str) -> Fault {
    let Some(first) = tokens(text).next() else {
        return Fault::new(0..0, kzq_text::safe!("there is no ", kind.name, " in this file"))
            .help(kzq_text::safe!("the smallest is ", kind.smallest));
    };
    let message = kzq_text::safe!("a ", kind.name, " begins with `(`; this is ", description(&first));
    let fault = Fault::new(first.span(), message);
    match first.text {
        "{" => fault.help(kzq_text::safe!("this looks like JSON; in RON a ", kind.name, " is ", kind.beginning)),
        _ => fault,
    }
}

fn curly_quotes(next: &Token<'_>) -> Fault {
    Fault::new(next.span(), "a text must stand in straight double quotes")
        .help("the marks of a quotation are left out: kzq sets them around words that were spoken")
}

/// Returns `ron`'s message in lower case, to continue a line.
fn plain(error: &Error) -> Safe<'static> {
    let message = error.to_string();
    let mut chars = message.chars();
    said(&chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect()))
}
