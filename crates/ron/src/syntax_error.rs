//! Explains the errors of the `ron` crate to authors who write collections by hand.
//!
//! The crate reports where it could not continue. The actual mistake is often before that, as with an unclosed
//! string, so it is searched for around that place.

use std::ops::Range;

use ron::error::Error;

use crate::file_kind::FileKind;
use crate::spelling::quote_for_message;
use crate::tokens::{RonToken, RonTokenKind, token_at, tokens};
use kzq_text::Safe;

/// A syntax error in a file, or a value of the wrong type.
pub(crate) struct SyntaxError {
    pub(crate) span: Range<usize>,
    pub(crate) message: Safe<'static>,
    pub(crate) help: Option<Safe<'static>>,
}

impl SyntaxError {
    fn new(span: Range<usize>, message: impl Into<Safe<'static>>) -> Self {
        Self { span, message: message.into(), help: None }
    }

    fn with_help(self, help: impl Into<Safe<'static>>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// Explains an error at the byte `stopped_at` of a whole file.
pub(crate) fn explain_file_error(kind: &FileKind, text: &str, stopped_at: usize, error: &Error) -> SyntaxError {
    let context = ErrorContext::new(kind, text, stopped_at);
    match error {
        Error::InvalidEscape(_) => context.invalid_escape(),
        Error::UnclosedBlockComment => {
            let start = text.rfind("/*").unwrap_or(stopped_at);
            SyntaxError::new(start..text.len(), "this comment is never closed").with_help("put `*/` where it ends")
        }
        Error::ExceededRecursionLimit => SyntaxError::new(stopped_at..stopped_at, "brackets are nested too deep here"),
        _ => match context.following {
            None => context.unexpected_end(),
            Some(next) => context.unexpected_token(next, error),
        },
    }
}

/// Explains why a well-formed value does not have the type that `expectation` describes. `ron` stopped at
/// the bytes `stopped_at` of the value.
pub(crate) fn explain_value_error(
    value: &str,
    stopped_at: &Range<usize>,
    error: &Error,
    expectation: &Safe<'_>,
) -> SyntaxError {
    let stopped_at_name = matches!(error, Error::NoSuchEnumVariant { .. } | Error::NoSuchStructField { .. });
    let found = token_at(value, if stopped_at_name { stopped_at.start } else { stopped_at.end });
    let Some(found) = found else { return SyntaxError::new(stopped_at.clone(), lowercase_message(error)) };
    let message = kzq_text::safe!(expectation, "; this is ", describe_token(&found));
    SyntaxError::new(found.span(), message)
}

/// Describes a token for a message.
fn describe_token(token: &RonToken<'_>) -> Safe<'static> {
    let first = token.text.trim_start_matches(['+', '-', '.']).chars().next();
    match (token.kind, first) {
        (RonTokenKind::Quoted { .. }, Some('\'')) => "in single quotes".into(),
        (RonTokenKind::Quoted { .. }, _) => "a text".into(),
        (RonTokenKind::Open, Some('[')) => "a list".into(),
        (RonTokenKind::Open, Some('{')) => "a map".into(),
        (RonTokenKind::Open, _) => "a group in parentheses".into(),
        (RonTokenKind::Word, Some('0'..='9')) => kzq_text::safe!("the number ", quote_for_message(token.text)),
        (RonTokenKind::Word, _) => kzq_text::safe!("the word `", quote_for_message(token.text), "`"),
        (RonTokenKind::Close | RonTokenKind::Punctuation, _) => {
            kzq_text::safe!("`", quote_for_message(token.text), "`")
        }
    }
}

/// The surroundings of the byte at which `ron` stopped.
struct ErrorContext<'s> {
    kind: &'s FileKind,
    text: &'s str,
    stopped_at: usize,
    /// Brackets that are still open, outermost first.
    open_brackets: Vec<RonToken<'s>>,
    /// The last pair of brackets that was closed.
    last_closed: Option<(RonToken<'s>, RonToken<'s>)>,
    /// The last tokens that begin before `stopped_at`, nearest first.
    preceding: [Option<RonToken<'s>>; 3],
    /// The first token that begins at or after `stopped_at`.
    following: Option<RonToken<'s>>,
}

impl<'s> ErrorContext<'s> {
    fn new(kind: &'s FileKind, text: &'s str, stopped_at: usize) -> Self {
        let mut context = Self {
            kind,
            text,
            stopped_at,
            open_brackets: Vec::new(),
            last_closed: None,
            preceding: [None; 3],
            following: None,
        };
        for token in tokens(text) {
            if token.start >= stopped_at {
                context.following = Some(token);
                break;
            }
            match token.kind {
                RonTokenKind::Open => context.open_brackets.push(token),
                RonTokenKind::Close => context.last_closed = context.open_brackets.pop().map(|open| (open, token)),
                _ => {}
            }
            context.preceding = [Some(token), context.preceding[0], context.preceding[1]];
        }
        context
    }

    /// Returns whether the file's outer parenthesis was opened before `stopped_at`.
    fn has_outer_bracket(&self) -> bool {
        self.last_closed.is_some() || !self.open_brackets.is_empty()
    }

    fn line_number(&self, token: &RonToken<'_>) -> usize {
        1 + self.text[..token.start].matches('\n').count()
    }

    fn is_on_one_line(&self, from: usize, to: usize) -> bool {
        !self.text[from..to].contains('\n')
    }

    fn invalid_escape(&self) -> SyntaxError {
        let start = self.text[..self.stopped_at].rfind('\\').unwrap_or(self.stopped_at);
        let escape = quote_for_message(&self.text[start..self.stopped_at]);
        SyntaxError::new(start..self.stopped_at, kzq_text::safe!("there is no escape `", escape, "`"))
            .with_help("write `\\\\` for a backslash, `\\\"` for a quotation mark, `\\n` for a line break")
    }

    /// The file ends too early.
    fn unexpected_end(&self) -> SyntaxError {
        match (self.preceding[0], self.open_brackets.last()) {
            (Some(last), _) if last.kind == (RonTokenKind::Quoted { is_closed: false }) => {
                SyntaxError::new(last.span(), "this text is never closed").with_help("put `\"` where it ends")
            }
            (_, Some(open)) => SyntaxError::new(
                open.span(),
                kzq_text::safe!("this `", quote_for_message(open.text), "` is never closed"),
            ),
            (_, None) => wrong_beginning(self.kind, self.text),
        }
    }

    /// There is an unexpected token.
    fn unexpected_token(&self, next: RonToken<'s>, error: &Error) -> SyntaxError {
        let Some(last) = self.preceding[0].filter(|_| self.has_outer_bracket()) else {
            return wrong_beginning(self.kind, self.text);
        };
        match (error, next.kind, next.text) {
            (Error::TrailingCharacters, ..) => {
                SyntaxError::new(next.span(), kzq_text::safe!("the ", self.kind.name, " is closed before this"))
                    .with_help("a closing bracket may be extra, or come too early")
            }
            (Error::ExpectedChar, ..) => SyntaxError::new(
                if last.text.starts_with('\'') { last.span() } else { next.span() },
                "text must be in double quotes, not single ones",
            ),
            (Error::UnexpectedChar('“' | '”' | '„' | '«' | '‘' | '’'), ..) => curly_quotes_error(&next),
            (_, RonTokenKind::Close, _) if !self.closes_last_open(&next) => self.mismatched_bracket(&next),
            (Error::UnexpectedChar(_), RonTokenKind::Close, _) | (Error::UnexpectedChar(_), _, ",") => {
                SyntaxError::new(next.span(), "a value is missing before this")
            }
            (Error::ExpectedMapColon, _, "=") => {
                SyntaxError::new(next.span(), "a field's name is followed by `:`, not by `=`")
            }
            (Error::ExpectedMapColon, _, "(") => self.unclosed_group(&last),
            (Error::ExpectedMapColon, ..) => SyntaxError::new(
                next.span(),
                kzq_text::safe!("a colon is missing between `", quote_for_message(last.text), "` and this"),
            ),
            (Error::ExpectedIdentifier, RonTokenKind::Quoted { .. }, _) => {
                SyntaxError::new(next.span(), "a field's name has no quotation marks")
            }
            (Error::ExpectedIdentifier | Error::SuggestRawIdentifier(_), ..) => {
                SyntaxError::new(next.span(), "this is not the name of a field")
            }
            (Error::ExpectedFloat | Error::InvalidIntegerDigit { .. }, ..) => {
                SyntaxError::new(next.span(), "this is not a number; text must be in double quotes")
            }
            (Error::ExpectedComma, _, ":") => match self.open_brackets.last() {
                Some(open) if open.text == "[" => self.field_in_list(open, &last),
                _ => self.missing_comma(&last, &next),
            },
            (Error::ExpectedComma, ..) => self.missing_comma(&last, &next),
            _ => SyntaxError::new(next.span(), lowercase_message(error)),
        }
    }

    /// Returns whether a bracket closes the innermost open one.
    fn closes_last_open(&self, close: &RonToken<'_>) -> bool {
        let open = self.open_brackets.last().map(|open| open.text);
        matches!((open, close.text), (Some("("), ")") | (Some("["), "]") | (Some("{"), "}"))
    }

    /// A closing bracket that does not match the innermost open one.
    fn mismatched_bracket(&self, close: &RonToken<'_>) -> SyntaxError {
        let this = kzq_text::safe!("this `", quote_for_message(close.text), "` ");
        let message = match self.open_brackets.last() {
            Some(open) => {
                kzq_text::safe!(
                    this,
                    "does not close the `",
                    quote_for_message(open.text),
                    "` of line ",
                    self.line_number(open)
                )
            }
            None => kzq_text::safe!(this, "closes nothing"),
        };
        SyntaxError::new(close.span(), message)
            .with_help("a closing bracket is missing before it, or it is one too many")
    }

    /// `Name(` among the fields of a group: the group was not closed before it.
    fn unclosed_group(&self, name: &RonToken<'_>) -> SyntaxError {
        let span = self.open_brackets.last().map_or(name.span(), RonToken::span);
        let follower = kzq_text::safe!("`", quote_for_message(name.text), "(` of line ", self.line_number(name));
        SyntaxError::new(span, kzq_text::safe!("this `(` is not closed before the ", follower))
    }

    /// A field among the items of a list: the list was not closed, or a group in it was closed too early.
    fn field_in_list(&self, list: &RonToken<'s>, name: &RonToken<'s>) -> SyntaxError {
        let field = kzq_text::safe!("field `", quote_for_message(name.text), "`");
        let [_, second, third] = self.preceding;
        let before = second.filter(|token| token.text != ",").or(third);
        if before == Some(*list) {
            return SyntaxError::new(name.span(), kzq_text::safe!("the ", field, " must be in parentheses"));
        }
        if let Some((open, close)) = self.last_closed.filter(|&(_, close)| before == Some(close))
            && (self.is_on_one_line(close.start, name.start) || !self.is_on_one_line(open.start, close.start))
        {
            let closes = kzq_text::safe!("this `)` closes the `(` of line ", self.line_number(&open));
            return SyntaxError::new(close.span(), kzq_text::safe!(closes, ", but its ", field, " follows"))
                .with_help("one `)` is too many");
        }
        SyntaxError::new(list.span(), kzq_text::safe!("this list is not closed before the ", field))
            .with_help("put `]` after its last item")
    }

    /// Two values without a comma between them, or what looks like two values to `ron`.
    fn missing_comma(&self, last: &RonToken<'s>, next: &RonToken<'s>) -> SyntaxError {
        let on_different_lines = !self.is_on_one_line(last.end().min(next.start), next.start);
        match (last.kind, next.kind) {
            (RonTokenKind::Quoted { .. }, _) if !on_different_lines && !self.is_on_one_line(last.start, last.end()) => {
                let ends = 1 + self.text[..last.end()].matches('\n').count();
                SyntaxError::new(last.span(), kzq_text::safe!("this text is not closed before line ", ends))
                    .with_help("put `\"` where it ends")
            }
            _ if on_different_lines => SyntaxError::new(last.end()..last.end(), "a comma is missing here"),
            (RonTokenKind::Quoted { .. }, _) => {
                SyntaxError::new(next.span(), "a comma is missing before this, or the text goes on")
                    .with_help("a quotation mark inside a text is written `\\\"`, or as “ or ”")
            }
            (RonTokenKind::Word, RonTokenKind::Quoted { .. }) if last.text.starts_with(char::is_uppercase) => {
                SyntaxError::new(
                    next.span(),
                    kzq_text::safe!("the text after `", quote_for_message(last.text), "` must be in parentheses"),
                )
            }
            (RonTokenKind::Word, next_kind) if !matches!(next_kind, RonTokenKind::Quoted { .. }) => {
                let end = if last.end() > self.stopped_at { last.end() } else { next.end() };
                SyntaxError::new(last.start..end, "text must be in double quotes")
            }
            _ => SyntaxError::new(next.span(), "a comma is missing before this"),
        }
    }
}

/// The file does not begin as it should.
fn wrong_beginning(kind: &FileKind, text: &str) -> SyntaxError {
    let Some(first) = tokens(text).next() else {
        return SyntaxError::new(0..0, kzq_text::safe!("there is no ", kind.name, " in this file"))
            .with_help(kzq_text::safe!("the smallest is ", kind.minimal_example));
    };
    let message = kzq_text::safe!("a ", kind.name, " begins with `(`; this is ", describe_token(&first));
    let fault = SyntaxError::new(first.span(), message);
    match first.text {
        "{" => {
            fault.with_help(kzq_text::safe!("this looks like JSON; in RON a ", kind.name, " is ", kind.opening_example))
        }
        _ => fault,
    }
}

fn curly_quotes_error(next: &RonToken<'_>) -> SyntaxError {
    SyntaxError::new(next.span(), "text must be in straight double quotes")
        .with_help("the marks of a quotation are left out: kzq sets them around words that were spoken")
}

/// Returns `ron`'s message in lower case, to continue a line.
fn lowercase_message(error: &Error) -> Safe<'static> {
    let message = error.to_string();
    let mut chars = message.chars();
    quote_for_message(&chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect()))
}
