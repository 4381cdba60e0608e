//! What is shown about a quotation: the exact words, who said them, where and when, and whether the source has them.

use kzq_export::{Format, escape_markdown, export};
use kzq_fidelity::{Diff, Judgement, checked_sentence};
use kzq_text::{Safe, safe};

use crate::collections::Collections;
use crate::diagnostics::{diagnostic, source_name};
use crate::document::{Draft, Quotation};
use crate::position::{LspRange, PositionEncoding};
use crate::protocol::{Hover, MarkupContent};

/// Shows a quotation of a draft; `None` if there is nothing to say.
pub(crate) fn hover(
    draft: &Draft,
    quotation: &Quotation,
    collections: &Collections<'_>,
    encoding: PositionEncoding,
    is_markdown: bool,
) -> Option<Hover> {
    let judged = &quotation.judged;
    let escape = |text: &Safe<'_>| if is_markdown { escape_markdown(text) } else { text.clone().into_owned() };
    let said = diagnostic(judged, LspRange::default(), collections).filter(|_| judged.entry.is_none());
    let said = said.map(|said| escape(&Safe::text(said.message)));
    let verdict = judged.entry.map(|_| verdict(judged, is_markdown));
    let format = if is_markdown { Format::Markdown } else { Format::Attributed };
    let words = judged.entry.map(|entry| export(collections.corpus(), &[entry], format).text);
    let verified = verification(judged, collections).map(|line| escape(&line));
    let parts: Vec<Safe<'static>> = [verdict, said, words, verified].into_iter().flatten().collect();
    if parts.is_empty() {
        return None;
    }
    let value = Safe::join(parts, "\n\n").into_visible().to_string();
    Some(Hover { contents: markup(value, is_markdown), range: draft.range(&quotation.range, encoding) })
}

/// Text of a kind.
pub(crate) fn markup(value: String, is_markdown: bool) -> MarkupContent {
    MarkupContent { kind: if is_markdown { "markdown" } else { "plaintext" }, value }
}

fn verdict(judged: &Judgement, is_markdown: bool) -> Safe<'static> {
    let diff = judged.diff.as_ref().filter(|diff| !diff.is_empty()).map(Diff::render_line);
    let gap = if diff.is_some() { ": " } else { "" };
    let diff = diff.unwrap_or_default();
    if is_markdown {
        safe!("**", judged.verdict.name(), "**", gap, escape_markdown(&diff))
    } else {
        safe!(judged.verdict.name(), gap, diff)
    }
}

/// Whether the text of the source has the words of the entry, and where; who compared them.
fn verification(judged: &Judgement, collections: &Collections<'_>) -> Option<Safe<'static>> {
    let corpus = collections.corpus();
    let entry = corpus.entry(judged.entry?);
    let texts = collections.texts.as_ref();
    let found = texts.and_then(|texts| texts.verify_with_context(entry)).and_then(Result::ok);
    let source = entry.source().filter(|_| found.is_some()).map(|source| source_name(corpus, source));
    let found = found.map(|found| safe!("In the text of “", source.unwrap_or_default(), "”: ", found.summary()));
    let is_changed = texts.and_then(|texts| texts.has_changed(entry)) == Some(true);
    let checked = entry.checked().map(|checked| checked_sentence(checked, is_changed));
    let lines: Vec<Safe<'static>> = [found, checked].into_iter().flatten().collect();
    (!lines.is_empty()).then(|| Safe::join(lines, "; "))
}
