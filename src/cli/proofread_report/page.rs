//! Writes the [`Sheet`] as an HTML page that needs no script and no other file.

use super::article::article;
use super::build::SheetInput;
use super::markup::{class, inline, language, line_to_fill, row, verdict};
use super::sheet::{DraftSheet, QuotationSheet, Sheet};
use crate::cli::text::{count, quotations};
use kzq_export::escape_html;
use kzq_fidelity::DraftVerdict;
use kzq_text::width::truncate;
use kzq_text::{Safe, safe};

/// The only style sheet that the page allows.
const STYLE: &str = include_str!("sheet.css");

/// What the page may load: nothing but its own style sheet, which is known by its SHA-256. After a change of the style
/// sheet, the test of the report says what it must be.
const POLICY: &str = "default-src 'none'; style-src 'sha256-AiWdsCh3AsZsDY1So/WGNxIDJJBDjwOK5sfmDylsikg='; base-uri 'none'; form-action 'none'";

/// Writes the report, in parts to be concatenated.
pub(crate) fn page(input: &SheetInput<'_>) -> Vec<Safe<'static>> {
    let sheet = input.sheet();
    let mut parts = vec![head(&sheet), summary(&sheet), findings(&sheet)];
    for draft in &sheet.drafts {
        let quoted = quotations(draft.quotations.len());
        let name = Some(&draft.name).filter(|_| sheet.drafts.len() > 1);
        let heading = name.map_or_else(|| "All quotations".into(), |name| inline(name));
        parts.push(safe!("<section>\n<h2>", heading, " <small>", quoted, "</small></h2>\n"));
        parts.extend(draft.quotations.iter().map(|quotation| article(name, quotation)));
        parts.push("</section>\n".into());
    }
    parts.push("</main>\n</body>\n</html>\n".into());
    parts.into_iter().map(Safe::into_visible).collect()
}

fn head(sheet: &Sheet) -> Safe<'static> {
    let what = match sheet.drafts.as_slice() {
        [draft] => escape_html(&draft.name),
        drafts => count(drafts.len(), "draft", "drafts"),
    };
    safe!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"",
        POLICY,
        "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"kzq\">\n\
         <title>Quotations in ",
        what,
        "</title>\n<style>",
        STYLE,
        "</style>\n</head>\n<body>\n<main>\n<header>\n<h1>Quotations in <bdi dir=\"ltr\">",
        what,
        "</bdi></h1>\n"
    )
}

/// Writes the numbers of verdicts, what the drafts were checked against, and the line to sign.
fn summary(sheet: &Sheet) -> Safe<'static> {
    let list = |items: &[Safe<'static>]| {
        let items = items.iter().map(|item| safe!("<li>", inline(item), "</li>"));
        safe!("<ul>", Safe::join(items, ""), "</ul>")
    };
    let [day, words] = &sheet.day;
    let date = safe!("<time datetime=\"", day, "\">", words, "</time> (UTC)");
    let mut rows = vec![row("Date", &date), row("Checked against", &list(&sheet.checked_against))];
    if !sheet.not_read.is_empty() {
        rows.push(row("Not read", &list(&sheet.not_read)));
    }
    let ignored: usize = sheet.drafts.iter().map(|draft| draft.ignored).sum();
    if ignored > 0 {
        rows.push(row("Ignored", &safe!(quotations(ignored), ", as the drafts or the project ask")));
    }
    let terms: usize = sheet.drafts.iter().map(|draft| draft.terms_skipped).sum();
    if terms > 0 {
        let terms = count(terms, "term or title", "terms and titles");
        rows.push(row("Not checked", &safe!(terms, " in quotation marks")));
    }
    let unpaired = sheet.drafts.iter().filter(|draft| draft.unpaired_marks > 0).map(|draft: &DraftSheet| {
        let marks = count(draft.unpaired_marks, "quotation mark", "quotation marks");
        let of = if sheet.drafts.len() > 1 { safe!(" in ", draft.name) } else { Safe::default() };
        safe!(marks, " without a partner", of, ": check what is quoted there")
    });
    let unpaired: Vec<Safe<'static>> = unpaired.collect();
    if !unpaired.is_empty() {
        rows.push(row("Unpaired marks", &list(&unpaired)));
    }
    if sheet.quotations().any(|quotation| quotation.diff.is_some()) {
        let legend = "<del>words</del> only the entry has them · <ins>words</ins> only the draft has them · \
                      <span class=\"omission\">[…]</span> words that the draft omits";
        rows.push(row("Differences", &legend.into()));
    }
    safe!(
        counts(sheet),
        "<dl>\n",
        Safe::join(rows, ""),
        "</dl>\n<p class=\"sign\">",
        line_to_fill("Checked by", "long", &Safe::default()),
        line_to_fill("Date", "short", &Safe::default()),
        "</p>\n</header>\n"
    )
}

/// Writes how many quotations have each verdict, and what it means.
fn counts(sheet: &Sheet) -> Safe<'static> {
    let total = sheet.quotations().count();
    if total == 0 {
        return "<p>No quotations.</p>\n".into();
    }
    let rows = DraftVerdict::ALL.into_iter().map(|kind| {
        let of_kind = || sheet.quotations().filter(|quotation| quotation.verdict == kind);
        let disputed = of_kind().filter(|quotation| kind.is_fine() && !quotation.is_fine).count();
        let disputed = if disputed > 0 { safe!("; ", disputed, " with a disputed attribution") } else { "".into() };
        let found = of_kind().count();
        if found == 0 {
            return Safe::default();
        }
        safe!(
            "<tr class=\"",
            class(kind.is_fine()),
            "\"><th scope=\"row\">",
            verdict(kind, kind.is_fine()),
            "</th><td>",
            found,
            "</td><td>",
            kind.meaning(),
            disputed,
            "</td></tr>\n"
        )
    });
    safe!(
        "<table class=\"counts\">\n<caption>",
        quotations(total),
        "</caption>\n<thead><tr><th scope=\"col\">Verdict</th><th scope=\"col\">Number</th>\
         <th scope=\"col\">Meaning</th></tr></thead>\n<tbody>\n",
        Safe::join(rows, ""),
        "</tbody>\n</table>\n"
    )
}

/// Lists the quotations to look at, with links.
fn findings(sheet: &Sheet) -> Safe<'static> {
    let total = sheet.quotations().filter(|quotation| !quotation.is_fine).count();
    if sheet.quotations().next().is_none() {
        return Safe::default();
    }
    if total == 0 {
        return "<p>Nothing to look at: every quotation is exact, folded or edited.</p>\n".into();
    }
    let bodies = sheet.drafts.iter().map(|draft| {
        let rows: Vec<_> = draft.quotations.iter().filter(|quotation| !quotation.is_fine).map(finding).collect();
        if rows.is_empty() {
            return Safe::default();
        }
        let heading = if sheet.drafts.len() > 1 {
            safe!("<tr><th colspan=\"4\" scope=\"rowgroup\">", inline(&draft.name), "</th></tr>\n")
        } else {
            Safe::default()
        };
        safe!("<tbody>\n", heading, Safe::join(rows, ""), "</tbody>\n")
    });
    safe!(
        "<nav aria-labelledby=\"findings\">\n<h2 id=\"findings\">To look at <small>",
        quotations(total),
        "</small></h2>\n<table class=\"findings\">\n<thead><tr><th scope=\"col\">No.</th><th scope=\"col\">Place</th>\
         <th scope=\"col\">Verdict</th><th scope=\"col\">Words</th></tr></thead>\n",
        Safe::join(bodies, ""),
        "</table>\n<p class=\"screen\"><label class=\"box\"><input type=\"checkbox\" id=\"only\"> Show and print only \
         these</label></p>\n</nav>\n"
    )
}

/// Writes the row of a quotation to look at.
fn finding(quotation: &QuotationSheet) -> Safe<'static> {
    /// The width of the words, in columns of text.
    const WORDS: usize = 56;
    let words = quotation.words.to_single_line();
    safe!(
        "<tr><td><a href=\"#q",
        quotation.number,
        "\">",
        quotation.number,
        "</a></td><td>",
        escape_html(&quotation.short_place),
        "</td><th scope=\"row\">",
        verdict(quotation.verdict, false),
        "</th><td",
        language(quotation.lang.as_ref()),
        ">",
        escape_html(&truncate(&words, WORDS, "…")),
        "</td></tr>\n"
    )
}
