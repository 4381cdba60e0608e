//! The lists of what a text says and the compared words do not.

use std::ops::Range;

use crate::layout::paragraph::Paragraph;
use crate::layout::span::{StyleRole, difference_sign, minor_difference_sign};
use kzq_fidelity::{Claims, Shift, ShiftKind};
use kzq_text::Safe;
use kzq_text::safe;

/// Maximum number of unsupported words listed; the marks show them anyway.
pub(super) const MAX_LISTED: usize = 40;

/// Captions for the lists of claims.
pub(super) struct ClaimLabels {
    facts: &'static str,
    only_in_lead: &'static str,
    unsupported: &'static str,
    only_source_denies: &'static str,
    only_text_denies: &'static str,
    /// Shown if there is nothing to list.
    empty: &'static str,
}

pub(super) const PARAPHRASE_LABELS: ClaimLabels = ClaimLabels {
    facts: "not in the words: ",
    only_in_lead: "only in the lead-in: ",
    unsupported: "its own words: ",
    only_source_denies: "the words deny, this does not: ",
    only_text_denies: "this denies, the words do not: ",
    empty: "nothing that is not in the words; whether it means the same is for you to judge",
};
pub(super) const VARIANT_LABELS: ClaimLabels = ClaimLabels {
    facts: "only printed here: ",
    only_in_lead: "",
    unsupported: "only here: ",
    only_source_denies: "the other denies, this does not: ",
    only_text_denies: "this denies, the other does not: ",
    empty: "no words of its own",
};

pub(super) const CHOSEN_LABELS: ClaimLabels = ClaimLabels { facts: "only said here: ", ..VARIANT_LABELS };

/// Lists the facts and words of a text that the compared words do not support.
pub(super) fn list_claims(text: &Safe<'_>, claims: &Claims, labels: &ClaimLabels) -> Vec<Paragraph> {
    let mut lists = Vec::new();
    // Only facts and negations are warned of: what else differs may be another way to say it.
    let mut push_list = |says: &'static str, texts: Vec<Safe<'_>>, role: StyleRole| {
        if texts.is_empty() {
            return;
        }
        let more = texts.len().saturating_sub(MAX_LISTED);
        let mut words = Safe::join(texts.into_iter().take(MAX_LISTED), ", ");
        if more > 0 {
            words = safe!(words, ", and ", more, " more");
        }
        let (sign, label_role) = match role {
            StyleRole::Warning => (difference_sign(), StyleRole::Warning),
            _ => (minor_difference_sign(), StyleRole::Label),
        };
        lists.push(Paragraph::labelled(says, label_role, &words, role).with_prefix(sign));
    };
    let unfounded = &claims.unsupported;
    let part = |range: &Range<usize>| text.slice(range.clone());
    let facts = |lead| claims.facts().filter(move |(.., in_lead)| *in_lead == lead).map(|(_, range, _)| part(&range));
    push_list(
        labels.only_source_denies,
        unfounded.dropped_negations.iter().map(|words| Safe::line(words.as_str())).collect(),
        StyleRole::Warning,
    );
    push_list(labels.only_text_denies, unfounded.added_negations.iter().map(part).collect(), StyleRole::Warning);
    for kind in ShiftKind::ALL {
        let of_kind = || unfounded.shifts.iter().filter(move |shift| shift.kind == kind);
        let quoted = |shift: &Shift| {
            let [words, own] =
                [shift.evidence.as_ref().map(|words| Safe::line(words.as_str())), shift.text.as_ref().map(part)];
            match (words, own) {
                (Some(words), Some(own)) => safe!("“", words, "” became “", own, "”"),
                (Some(words), None) => safe!("only there: “", words, "”"),
                (None, own) => safe!("only here: “", own.unwrap_or_default(), "”"),
            }
        };
        push_list(kind.label(), of_kind().map(quoted).collect(), StyleRole::Body);
    }
    push_list(labels.facts, facts(false).collect(), StyleRole::Warning);
    push_list(labels.only_in_lead, facts(true).collect(), StyleRole::Warning);
    let is_other = |range: &&Range<usize>| {
        let mut listed = unfounded.facts.iter().map(|(_, fact)| fact).chain(&unfounded.added_negations);
        !listed.any(|other| other.start < range.end && range.start < other.end)
    };
    push_list(labels.unsupported, unfounded.words.iter().filter(is_other).map(part).collect(), StyleRole::Muted);
    if lists.is_empty() {
        lists.push(Paragraph::new(labels.empty, StyleRole::Muted));
    }
    lists
}
