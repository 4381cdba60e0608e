//! What of a Typst text is code: keywords, identifiers, and which brackets belong together.

use std::collections::HashMap;

/// Keywords after `#` whose line is code, apart from content in brackets where they decide whether it is shown.
pub(super) const STATEMENTS: &[&str] = &["let", "set", "show", "import", "include", "return", "break", "continue"];
pub(super) const CONDITIONS: &[&str] = &["if", "for", "while", "context", "else"];

/// Finds out which brackets belong together. Braces and parentheses count in code only, where strings and comments are
/// skipped.
pub(super) fn pairs(original: &str) -> HashMap<usize, usize> {
    let bytes = original.as_bytes();
    let (mut open, mut pairs, mut at) = (Vec::<(u8, usize)>::new(), HashMap::new(), 0);
    // Where the arguments of a call may begin, and whether a statement is being read.
    let (mut call, mut in_statement) = (usize::MAX, false);
    while at < bytes.len() {
        let in_code = in_statement || open.last().is_some_and(|(sign, _)| *sign != b'[');
        match bytes[at] {
            b'\\' => at += 1,
            b'\n' if open.last().is_none_or(|(sign, _)| *sign == b'[') => in_statement = false,
            b'#' => {
                let length = identifier_len(&original[at + 1..]);
                let name = &original[at + 1..at + 1 + length];
                in_statement |= STATEMENTS.contains(&name) || CONDITIONS.contains(&name);
                call = at + 1 + length;
            }
            b'/' if bytes[at..].starts_with(b"//") && !original[..at].ends_with(':') => {
                at += memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at);
                continue;
            }
            b'"' if in_code => {
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
            }
            b'[' => open.push((b'[', at)),
            sign @ (b'{' | b'(') if in_code || call == at => open.push((sign, at)),
            sign @ (b']' | b'}' | b')') => {
                let wanted = match sign {
                    b']' => b'[',
                    b'}' => b'{',
                    _ => b'(',
                };
                if let Some(&(_, start)) = open.last().filter(|(own, _)| *own == wanted) {
                    pairs.insert(start, at);
                    open.pop();
                }
            }
            _ => {}
        }
        at += 1;
    }
    pairs
}

/// The length of the identifier that a text begins with, with its fields: `calc.max`.
pub(super) fn identifier_len(text: &str) -> usize {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let mut length = 0;
    loop {
        let part = text[length..].find(|c| !is_part(c)).unwrap_or(text.len() - length);
        length += part;
        let next = text[length..].strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        if part == 0 || !next {
            return length;
        }
        length += 1;
    }
}

/// Whether arguments set a parameter to true.
pub(super) fn is_on(arguments: &str, name: &str) -> bool {
    arguments
        .split(',')
        .filter_map(|argument| argument.split_once(':'))
        .any(|(own, value)| own.trim() == name && value.trim() == "true")
}

/// The range of the original that says who is quoted, in the arguments of a quotation.
pub(super) fn attribution(original: &str, arguments: &str) -> Option<(usize, usize)> {
    let value = arguments.split_once("attribution:")?.1.trim_start();
    let end = match value.chars().next()? {
        '[' => value.find(']')?,
        '"' => 1 + value[1..].find('"')?,
        _ => return None,
    };
    let start = value.as_ptr().addr() - original.as_ptr().addr();
    Some((start + 1, start + end))
}
