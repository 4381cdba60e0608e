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
            '{' => Some("\\{"),
            '}' => Some("\\}"),
            '$' => Some("\\$"),
            '&' => Some("\\&"),
            '#' => Some("\\#"),
            '%' => Some("\\%"),
            '_' => Some("\\_"),
            _ => None,
        }),
        DocumentFormat::Typst => with_backslashes(words, "\\#$*_`<@[]~"),
        DocumentFormat::Rst => with_backslashes(words, "\\*`|_"),
        // AsciiDoc has no escape that works everywhere.
        _ => words.visible().to_string(),
    }
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
