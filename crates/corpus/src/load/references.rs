//! References from one entry to another.

use std::collections::HashMap;

use super::id_table::report_dangling;
use crate::links::{CrossReference, LinkKind};
use crate::{Corpus, EntryId, Wording};
use kzq_ron::{Parser, Rule, Spanned, quote_for_message};
use kzq_text::Safe;

/// An unresolved reference to another entry.
pub(super) type UnresolvedReference = (LinkKind, Spanned<String>);

/// Resolves the references between entries, except those into other collections, which [`Corpus::merge`] resolves.
pub(super) fn resolve_references(
    parser: &mut Parser<'_>,
    corpus: &mut Corpus,
    references: Vec<(EntryId, UnresolvedReference)>,
    ids_by_name: &HashMap<String, EntryId>,
) -> Vec<CrossReference> {
    let mut cross_references = Vec::new();
    for (from, (relation, name)) in references {
        if name.value.contains('/') {
            let message = kzq_text::safe!("there is no entry “", quote_for_message(&name.value), "”");
            let dangling_diagnostic = parser.deferred(Rule::Dangling, &name.span, message);
            let not_verbatim = parser.deferred(Rule::NotAQuotation, &name.span, not_verbatim_message(&name));
            cross_references.push(CrossReference {
                entry_index: from.index(),
                kind: relation,
                target: name.value,
                dangling_diagnostic,
                not_verbatim,
            });
            continue;
        }
        match ids_by_name.get(&name.value) {
            None => report_dangling(parser, "entry", &name, ids_by_name.keys().map(String::as_str)),
            Some(&target) => {
                if relation == LinkKind::RestsOn && corpus.entry(target).wording() != Wording::Verbatim {
                    report_not_verbatim(parser, &name);
                }
                corpus.add_reference(from, relation, target);
            }
        }
    }
    cross_references
}

/// Reports an entry that rests on a paraphrase.
fn report_not_verbatim(parser: &mut Parser<'_>, name: &Spanned<String>) {
    let message = not_verbatim_message(name);
    let help = Some(Safe::from("a paraphrase rests on the words that were spoken: name their entries, or [] for none"));
    parser.error_with_help(Rule::NotAQuotation, name.span.clone(), message, help);
}

fn not_verbatim_message(name: &Spanned<String>) -> Safe<'static> {
    kzq_text::safe!("“", quote_for_message(&name.value), "” is a paraphrase itself")
}
