//! Words as a draft has them: escaped, so that nothing in them is markup.

use kzq_documents::DocumentFormat;
use kzq_export::{escape_html, escape_markdown};
use kzq_text::Safe;

/// Writes words in the markup of a format.
pub(crate) fn escaped(words: &Safe<'_>, format: DocumentFormat) -> String {
    match format {
        DocumentFormat::Markdown => escape_markdown(words).to_string(),
        DocumentFormat::Html => escape_html(words).to_string(),
        DocumentFormat::Latex => replaced(words, |c| match c {
            '\\' => Some("\\textbackslash{}"),
            '~' => Some("\\textasciitilde{}"),
            '^' => Some("\\textasciicircum{}"),
            '`' => Some("\\textasciigrave{}"),
            '{' => Some("\\{"),
            '}' => Some("\\}"),
            '$' => Some("\\$"),
            '&' => Some("\\&"),
            '#' => Some("\\#"),
            '%' => Some("\\%"),
            '_' => Some("\\_"),
            _ => None,
        }),
        // Two slashes begin a comment.
        DocumentFormat::Typst => with_backslashes(words, "\\#$*_`<@[]~").replace("//", "/\\/"),
        DocumentFormat::Rst => with_backslashes(words, "\\*`|_"),
        DocumentFormat::AsciiDoc => words.visible().as_str().split_inclusive(char::is_whitespace).map(passed).collect(),
        _ => words.visible().to_string(),
    }
}

/// A word, with white space after it, as `AsciiDoc` has it: a backslash works before some markup only, so what might be any is
/// passed through between `++`, and a `+` is an attribute.
fn passed(word: &str) -> String {
    const SPECIAL: &[&str] = &[
        "*", "_", "`", "#", "^", "~", "{", "\\", "<<", "((", "[[", ":[", "--", "->", "<-", "=>", "<=", "...", "(C)",
        "(R)", "(TM)",
    ];
    let words = word.trim_end();
    let part = |part: &str| {
        if SPECIAL.iter().any(|special| part.contains(special)) { format!("++{part}++") } else { part.to_owned() }
    };
    let parts: Vec<String> = words.split('+').map(part).collect();
    parts.join("{plus}") + &word[words.len()..]
}

fn replaced(words: &Safe<'_>, replacement: impl Fn(char) -> Option<&'static str>) -> String {
    words.visible().replace_chars(|_, c| replacement(c)).to_string()
}

fn with_backslashes(words: &Safe<'_>, special: &str) -> String {
    let mut escaped = String::new();
    for c in words.visible().as_str().chars() {
        if special.contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use kzq_documents::{Limits, read};

    use super::*;

    #[test]
    fn drafts_show_the_words() {
        use DocumentFormat::{AsciiDoc, Latex, Rst, Typst};
        const ALL: &[DocumentFormat] = &[AsciiDoc, Latex, Rst, Typst];
        for (formats, words) in [
            (ALL, "plain words, and more"),
            (ALL, "a *b* c_d_ `e` #f# ^g^ ~h~"),
            (ALL, "{name} and C++ with *x*+y \\ z"),
            (ALL, "((four)) [[five]] [sic] six:[seven] {- eight"),
            (ALL, "http://a.example //no comment /* none ///either */ and/or |x| $5 & 10% @all"),
            // Signs that the others set as a character.
            (&[AsciiDoc, Rst], "one ... two <<three>> -- four"),
        ] {
            for &format in formats {
                let words = Safe::line(words);
                let draft = format!("He said {} so.", escaped(&words, format));
                let shown = read(format, draft.as_bytes(), &Limits::default()).unwrap();
                assert_eq!(shown.main().text().trim(), format!("He said {words} so."), "{format:?}: {draft}");
            }
        }
    }
}
