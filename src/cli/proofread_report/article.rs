//! Writes a quotation with its verdict, what it was compared with, and the box to sign off.

use super::markup::{class, flowing, inline, language, row, sign_off, unseen, verdict};
use super::sheet::{Passage, QuotationSheet};
use kzq_export::escape_html;
use kzq_fidelity::{ChangeKind, Diff, PassageContext};
use kzq_text::{Safe, safe};

/// A quotation with more text than this, in bytes, may be broken between two pages.
const MAX_UNBROKEN: usize = 900;

/// Writes a quotation. `draft` names its draft if there are several.
pub(super) fn article(draft: Option<&Safe<'_>>, quotation: &QuotationSheet) -> Safe<'static> {
    let number = quotation.number;
    let long = if text_len(quotation) > MAX_UNBROKEN { " long" } else { "" };
    let place = escape_html(&quotation.place);
    let place = draft.map_or_else(|| place.clone(), |name| safe!(inline(name), ", ", place));
    let heading = safe!(
        "<h3 id=\"h",
        number,
        "\"><span class=\"number\">",
        number,
        "</span> <span class=\"verdict\">",
        verdict(quotation.verdict, quotation.is_fine),
        "</span> <span class=\"gist\">",
        quotation.gist,
        "</span></h3>\n<p class=\"place\">",
        place,
        "</p>\n"
    );
    let words = match &quotation.diff {
        Some(diff) => marked(diff),
        None => Safe::join(flowing(&[&quotation.words], true), ""),
    };
    let words = figure("draft", &"The draft".into(), quotation.lang.as_ref(), &words);
    safe!(
        "<article id=\"q",
        number,
        "\" class=\"",
        class(quotation.is_fine),
        long,
        "\" aria-labelledby=\"h",
        number,
        "\">\n",
        heading,
        words,
        remarks(&quotation.remarks),
        Safe::join(quotation.passages.iter().map(passage), ""),
        facts(quotation),
        sign_off(quotation),
        "</article>\n"
    )
}

fn text_len(quotation: &QuotationSheet) -> usize {
    let of_passage = |Passage { context, .. }: &Passage| {
        [&context.before, &context.passage, &context.after].iter().map(|text| text.as_str().len()).sum::<usize>()
    };
    quotation.words.as_str().len() + quotation.passages.iter().map(of_passage).sum::<usize>()
}

/// Writes words as a block with a caption.
fn figure(class: &'static str, caption: &Safe<'_>, lang: Option<&Safe<'static>>, words: &Safe<'_>) -> Safe<'static> {
    safe!(
        "<figure class=\"",
        class,
        "\">\n<figcaption>",
        inline(caption),
        "</figcaption>\n<blockquote",
        language(lang),
        ">",
        words,
        "</blockquote>\n</figure>\n"
    )
}

/// Writes the words of a draft with what was left out and put in.
fn marked(diff: &Diff) -> Safe<'static> {
    let mut out: Vec<Safe<'static>> = Vec::new();
    for part in &diff.0 {
        let text = part.text.as_str();
        let bare = text.trim_start();
        if bare.len() < text.len() && !out.is_empty() {
            out.push(" ".into());
        }
        let bare = escape_html(&part.text.slice(text.len() - bare.len()..text.len()));
        // The marks of the diff are for those who hear the page, and for what is copied from it.
        let around = |tag: &'static str, [open, close]: [&'static str; 2]| {
            safe!("<", tag, ">", unseen(&open.into()), bare, unseen(&close.into()), "</", tag, ">")
        };
        out.push(match part.kind {
            ChangeKind::Equal => bare,
            ChangeKind::Delete => around("del", ["[-", "-]"]),
            ChangeKind::Insert => around("ins", ["{+", "+}"]),
            ChangeKind::Omit => "<span class=\"omission\">[…]</span>".into(),
        });
    }
    Safe::join(out, "")
}

fn remarks(remarks: &[Safe<'static>]) -> Safe<'static> {
    if remarks.is_empty() {
        return Safe::default();
    }
    let items = remarks.iter().map(|remark| safe!("<li>", inline(remark), "</li>"));
    safe!("<ul class=\"remarks\">", Safe::join(items, ""), "</ul>\n")
}

/// Writes words with what surrounds them.
fn passage(passage: &Passage) -> Safe<'static> {
    let PassageContext { before, passage: words, after, is_cut } = &passage.context;
    let texts = flowing(&[before, words, after], is_cut[0]);
    let [start, end] = [if is_cut[0] { "… " } else { "" }, if is_cut[1] { " …" } else { "" }];
    let [before, words, after] = [0, 1, 2].map(|at| texts[at].to_borrowed());
    let words = if words.is_empty() { words } else { safe!("<mark>", words, "</mark>").into_owned() };
    let words = safe!(start, before, words, after, end);
    figure("passage", &passage.caption, passage.lang.as_ref(), &words)
}

/// Writes who said it according to whom, and where it was printed.
fn facts(quotation: &QuotationSheet) -> Safe<'static> {
    let named = quotation.attributed_to.as_ref().map_or_else(|| "not named".into(), inline);
    let mut rows = vec![row("Speaker in the draft", &named)];
    if let Some(speaker) = &quotation.speaker {
        let name = if quotation.entry.is_some() { "Speaker in the entry" } else { "Speaker in the source" };
        rows.push(row(name, &inline(speaker)));
    }
    rows.extend(quotation.entry.as_ref().map(|id| row("Entry", &inline(id))));
    match &quotation.citation {
        Some(citation) => rows.push(row("Source", &inline(citation))),
        None if quotation.entry.is_some() => rows.push(row("Source", &"none given".into())),
        None => {}
    }
    rows.extend(quotation.link.as_ref().map(|link| {
        // The directive that leads to the words is long, and of no use on paper.
        let page = link.as_str().split(":~:").next().unwrap_or_default().trim_end_matches('#');
        let shown = escape_html(&link.slice(0..page.len()));
        row("Address", &safe!("<a rel=\"noreferrer\" href=\"", escape_html(link), "\">", shown, "</a>"))
    }));
    safe!("<dl>\n", Safe::join(rows, ""), "</dl>\n")
}
