//! Diagnostics for the quotations of a draft.

use kzq_corpus::{Corpus, SourceId};
use kzq_export::{ascii_url, attribution};
use kzq_fidelity::{DraftVerdict, Judgement};
use kzq_text::{Safe, safe};

use crate::collections::Collections;
use crate::document::{Draft, MAX_DRAFT_BYTES, Quotation};
use crate::features::Features;
use crate::position::LspRange;
use crate::protocol::{CodeDescription, Diagnostic, DiagnosticSeverity};
use crate::related::EntryPlaces;

/// Who says it.
pub(crate) const SOURCE: &str = "kzq";
/// Says that words were not found.
const NOWHERE: &str = "not found in your collections";

/// The diagnostics of a checked draft.
pub(crate) fn diagnostics(
    draft: &Draft,
    collections: &Collections<'_>,
    places: &EntryPlaces,
    features: Features,
) -> Vec<Diagnostic> {
    if draft.is_too_long() {
        return vec![Diagnostic {
            range: LspRange::default(),
            severity: DiagnosticSeverity::Information,
            code: "too-long".to_owned(),
            code_description: None,
            source: SOURCE,
            message: format!("not checked: drafts of more than {} MiB are not", MAX_DRAFT_BYTES >> 20),
            related_information: Vec::new(),
        }];
    }
    // A quotation that no entry has may yet be found in the text of a source.
    let is_settled = |judged: &Judgement| !collections.lacks_texts() || !judged.is_unmatched();
    let quotations = draft.quotations().iter().filter(|own| is_settled(&own.judged));
    quotations.filter_map(|own| diagnostic_of(own, draft, collections, places, features)).collect()
}

/// The diagnostic for a quotation of a draft, with the places that it is about if the client can show them; `None` if the
/// quotation is exact.
pub(crate) fn diagnostic_of(
    quotation: &Quotation,
    draft: &Draft,
    collections: &Collections<'_>,
    places: &EntryPlaces,
    features: Features,
) -> Option<Diagnostic> {
    let range = draft.range(&quotation.range, features.encoding);
    let diagnostic = diagnostic(&quotation.judged, range, collections)?;
    let related = || places.related(&quotation.judged, collections);
    let related_information = features.has_related_information.then(related).unwrap_or_default();
    Some(Diagnostic { related_information, ..diagnostic })
}

/// The diagnostic for a quotation at a range; `None` if it is exact.
pub(crate) fn diagnostic(judged: &Judgement, range: LspRange, collections: &Collections<'_>) -> Option<Diagnostic> {
    let corpus = collections.corpus();
    let severity = match judged.verdict {
        _ if judged.is_doubtful => DiagnosticSeverity::Warning,
        DraftVerdict::Exact => return None,
        DraftVerdict::Folded => DiagnosticSeverity::Hint,
        DraftVerdict::Edited => DiagnosticSeverity::Information,
        DraftVerdict::Drifted | DraftVerdict::Paraphrase | DraftVerdict::Misattributed | DraftVerdict::Unknown => {
            DiagnosticSeverity::Warning
        }
    };
    let address = judged.entry.and_then(|entry| corpus.source_of(corpus.entry(entry))?.address());
    Some(Diagnostic {
        range,
        severity,
        code: judged.verdict.name().to_owned(),
        code_description: address.map(|url| CodeDescription { href: ascii_url(&url).to_string() }),
        source: SOURCE,
        message: message(judged, corpus).to_string(),
        related_information: Vec::new(),
    })
}

/// The message, on several lines: the verdict, how the words differ, remarks, and who said the words where.
fn message(judged: &Judgement, corpus: &Corpus) -> Safe<'static> {
    let diff = judged.diff.as_ref().filter(|diff| !diff.is_empty());
    let remarks = judged.remarks(NOWHERE);
    let remarks = (!remarks.is_empty()).then(|| Safe::join(remarks, "; "));
    let attributed = judged.entry.map(|entry| attribution(corpus, corpus.entry(entry)));
    let place = judged
        .in_source
        .map(|place| safe!("in ", source_name(corpus, place.source), ", line ", place.line, "; in no entry"));
    let first = match &diff {
        Some(diff) => diff.render_line(),
        None => remarks.clone().or_else(|| place.clone()).unwrap_or_default(),
    };
    let head = safe!(judged.verdict.name(), if first.is_empty() { "" } else { ": " }, first);
    let rest = [diff.and(remarks.clone()), place.filter(|_| diff.is_some() || remarks.is_some()), attributed];
    Safe::join([head].into_iter().chain(rest.into_iter().flatten()), "\n").into_visible()
}

/// The title of a source.
pub(crate) fn source_name(corpus: &Corpus, source: SourceId) -> Safe<'_> {
    corpus.source(source).title.to_borrowed()
}
