//! References from one entry to another.

use std::collections::HashMap;

use super::id_table::report_dangling;
use crate::links::{CrossReference, LinkKind};
use crate::{Corpus, EntryId};
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
            let (rule, message) = unfit_message(relation, &name);
            let unfit = parser.deferred(rule, &name.span, message);
            cross_references.push(CrossReference {
                entry_index: from.index(),
                kind: relation,
                target: name.value,
                dangling_diagnostic,
                unfit,
            });
            continue;
        }
        match ids_by_name.get(&name.value) {
            // The reference by which the quotation is named is reported.
            None if matches!(relation, LinkKind::HasWords(_)) => {}
            None => report_dangling(parser, "entry", &name, ids_by_name.keys().map(String::as_str)),
            Some(&target) => {
                if !corpus.is_fit(from, relation, target) {
                    report_unfit(parser, relation, &name);
                }
                corpus.add_reference(from, relation, target);
            }
        }
    }
    cross_references
}

/// Reports a reference to an entry that is not what the reference needs.
fn report_unfit(parser: &mut Parser<'_>, relation: LinkKind, name: &Spanned<String>) {
    let (rule, message) = unfit_message(relation, name);
    let help = match relation {
        LinkKind::HasWords(_) => {
            "write the words exactly as in the quotation, or name the quotation that has them: `in`"
        }
        _ => "a paraphrase rests on the words that were spoken: name their entries, or [] for none",
    };
    parser.error_with_help(rule, name.span.clone(), message, Some(help.into()));
}

fn unfit_message(relation: LinkKind, name: &Spanned<String>) -> (Rule, Safe<'static>) {
    let name = quote_for_message(&name.value);
    match relation {
        LinkKind::HasWords(_) => (Rule::NotInText, kzq_text::safe!("“", name, "” does not have these words")),
        _ => (Rule::NotAQuotation, kzq_text::safe!("“", name, "” is a paraphrase itself")),
    }
}
