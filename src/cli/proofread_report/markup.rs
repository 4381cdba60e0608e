//! The small pieces of the page.

use super::flow::{LineBreak, line_breaks};
use super::sheet::QuotationSheet;
use kzq_export::escape_html;
use kzq_fidelity::DraftVerdict;
use kzq_text::{Safe, safe};

/// Escapes a text within a line. Names in it may be written from right to left; the sentence is English.
pub(super) fn inline(text: &Safe<'_>) -> Safe<'static> {
    safe!("<bdi dir=\"ltr\">", escape_html(text), "</bdi>")
}

/// Writes a row of a list of names and values.
pub(super) fn row(name: &'static str, value: &Safe<'_>) -> Safe<'static> {
    safe!("<div><dt>", name, "</dt><dd>", value, "</dd></div>\n")
}

/// Writes the attributes of words in a language; of most drafts it is unknown.
pub(super) fn language(lang: Option<&Safe<'_>>) -> Safe<'static> {
    safe!(" lang=\"", lang.map(escape_html).unwrap_or_default(), "\" dir=\"auto\"")
}

/// The verdict in words, after a sign that only repeats it.
pub(super) fn verdict(verdict: DraftVerdict, is_fine: bool) -> Safe<'static> {
    let sign = if is_fine { "✓" } else { "✗" };
    let name = match verdict {
        DraftVerdict::Exact => "Exact",
        DraftVerdict::Folded => "Folded",
        DraftVerdict::Edited => "Edited",
        DraftVerdict::Drifted => "Drifted",
        DraftVerdict::Paraphrase => "Paraphrase",
        DraftVerdict::Misattributed => "Misattributed",
        DraftVerdict::Unknown => "Unknown",
    };
    let disputed = if verdict.is_fine() && !is_fine { ", disputed" } else { "" };
    safe!("<span aria-hidden=\"true\">", sign, "</span> ", name, disputed)
}

/// The class of what is fine, and of what must be looked at.
pub(super) fn class(is_fine: bool) -> &'static str {
    if is_fine { "fine" } else { "finding" }
}

/// Writes text for those who hear the page, and for what is copied from it.
pub(super) fn unseen(text: &Safe<'_>) -> Safe<'static> {
    safe!("<span class=\"unseen\">", text, "</span>")
}

/// Writes a line to fill in, on screen or on paper. `of` says of what, for those who hear the page.
pub(super) fn line_to_fill(label: &'static str, class: &'static str, of: &Safe<'_>) -> Safe<'static> {
    safe!("<label class=\"", class, "\">", label, of, " <input type=\"text\"></label>")
}

/// Writes the box and the lines to sign off a quotation.
pub(super) fn sign_off(quotation: &QuotationSheet) -> Safe<'static> {
    let of = unseen(&safe!(", quotation ", quotation.number));
    safe!(
        "<p class=\"sign\"><label class=\"box\"><input type=\"checkbox\"> Checked",
        of,
        "</label>",
        line_to_fill("Initials", "short", &of),
        line_to_fill("Remark", "long", &of),
        "</p>\n"
    )
}

/// Escapes the parts of a text, and reflows its lines. `is_cut` says whether it begins within a line.
pub(super) fn flowing(parts: &[&Safe<'_>], is_cut: bool) -> Vec<Safe<'static>> {
    let whole: String = parts.iter().map(|part| part.as_str()).collect();
    let mut breaks = line_breaks(&whole, is_cut).into_iter();
    let mut set = |part: &&Safe<'_>| {
        let mut out = Vec::new();
        for (index, line) in part.lines().enumerate() {
            let line_break = if index == 0 { None } else { breaks.next() };
            let gap = match line_break {
                None | Some(LineBreak::Nothing) => "",
                Some(LineBreak::Blank) => " ",
                Some(LineBreak::Line) => "<br>",
                Some(LineBreak::Paragraph) => "<br><br>",
            };
            out.extend([gap.into(), escape_html(&line)]);
        }
        Safe::join(out, "")
    };
    parts.iter().map(&mut set).collect()
}
