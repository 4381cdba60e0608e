//! Compare view: a quotation beside what restates it, or a paraphrase beside the words it rests on.
//!
//! Side by side if there is room, else one below the other.

use std::ops::Range;

use crate::layout::marked_text::{MarkedText, SEPARATOR, pad_line, wrap_dotted};
use crate::layout::span::{StyleRole, StyledLine, StyledSpan};
use crate::layout::view_builder::ViewBuilder;
use crate::layout::view_kind::ViewContext;
use crate::layout::view_row::ViewRow;
use kzq_corpus::{Corpus, Entry, EntryId, Wording};
use kzq_fidelity::{Claims, Comparison, Counterpart, CounterpartRelation};
use kzq_text::Safe;
use kzq_text::safe;

/// Minimum width for two texts side by side, as on a screen of 100 columns.
const SIDE_BY_SIDE_COLUMNS: usize = 95;
/// Columns between two texts: space, line, space.
const GAP_COLUMNS: usize = 3;
/// Maximum width of a text.
const MAX_COLUMNS: usize = 76;
/// Maximum number of unsupported words listed; the marks show them anyway.
const MAX_LISTED: usize = 40;

/// Builds the rows of a comparison.
pub(crate) fn rows(context: &ViewContext<'_>, id: EntryId) -> Vec<ViewRow> {
    let comparison = Comparison::new(context.engine, id);
    let view = CompareView { corpus: context.corpus(), comparison: &comparison };
    let mut builder = ViewBuilder::new(context.columns);
    if context.columns >= SIDE_BY_SIDE_COLUMNS && !comparison.counterparts.is_empty() {
        view.side_by_side(&mut builder, context.columns);
    } else {
        view.stacked(&mut builder, context.columns.min(MAX_COLUMNS));
    }
    view.push_remarks(&mut builder);
    builder.finish()
}

struct CompareView<'c> {
    corpus: &'c Corpus,
    comparison: &'c Comparison,
}

impl CompareView<'_> {
    fn side_by_side(&self, builder: &mut ViewBuilder, columns: usize) {
        let subject = self.comparison.subject;
        let left_columns = ((columns - GAP_COLUMNS) / 2).min(MAX_COLUMNS);
        let right_columns = (columns - GAP_COLUMNS - left_columns).min(MAX_COLUMNS);
        let mut left = self.render_subject(left_columns).into_iter();
        let mut join = |builder: &mut ViewBuilder, right: StyledLine<'static>| {
            let mut line = pad_line(left.next().unwrap_or_default(), left_columns);
            line.extend([StyledSpan::spaces(1), StyledSpan::plain("│", StyleRole::Divider), StyledSpan::spaces(1)]);
            line.extend(right);
            builder.push_line(line);
        };
        for (number, side) in self.comparison.counterparts.iter().enumerate() {
            if number > 0 {
                builder.set_target(subject);
                join(builder, StyledLine::new());
            }
            for (at, line) in self.render_side(side, right_columns).into_iter().enumerate() {
                match (number, at) {
                    // The first line belongs to the subject: nothing else would lead to it.
                    (0, 0) => builder.start_anchor(subject),
                    (0, 1) | (_, 0) => builder.start_anchor(side.entry),
                    _ => {}
                }
                join(builder, line);
            }
        }
        builder.set_target(subject);
        let rest: Vec<_> = left.collect();
        for line in rest {
            let mut line = pad_line(line, left_columns);
            line.extend([StyledSpan::spaces(1), StyledSpan::plain("│", StyleRole::Divider)]);
            builder.push_line(line);
        }
    }

    fn stacked(&self, builder: &mut ViewBuilder, columns: usize) {
        builder.start_anchor(self.comparison.subject);
        for line in self.render_subject(columns) {
            builder.push_line(line);
        }
        for side in &self.comparison.counterparts {
            builder.push_blank();
            builder.start_anchor(side.entry);
            if side.relation == CounterpartRelation::Equivalent {
                for line in self.render_head(self.corpus.entry(side.entry), &"says the same".into(), columns) {
                    builder.push_line(line);
                }
                builder.push_words(self.corpus, side.entry, 0);
            } else {
                for line in self.render_side(side, columns) {
                    builder.push_line(line);
                }
            }
        }
    }

    /// Renders the entry itself.
    fn render_subject(&self, columns: usize) -> Vec<StyledLine<'static>> {
        let Comparison { subject, claims, shared_ranges: shared, counterparts: sides } = self.comparison;
        let entry = self.corpus.entry(*subject);
        let is_original = sides.iter().any(|side| side.relation == CounterpartRelation::Translation);
        let what = match (entry.wording(), entry.translation_of()) {
            (Wording::Verbatim, Some(_)) => language_phrase(entry),
            (Wording::Verbatim, None) if is_original => with_language("original", entry),
            (Wording::Verbatim, None) => Safe::default(),
            _ => "not the speaker's words".into(),
        };
        let marks = TextMarks { claims: claims.as_ref(), shared };
        self.render_entry(entry, &what, marks, columns)
    }

    /// Renders an entry compared with the subject, and what it says beyond the words.
    fn render_side(&self, side: &Counterpart, columns: usize) -> Vec<StyledLine<'static>> {
        let entry = self.corpus.entry(side.entry);
        let printer =
            || self.corpus.source_of(entry).map_or("another source".into(), |source| source.short_name().to_borrowed());
        let what = match side.relation {
            CounterpartRelation::Basis => "the words it rests on".into(),
            CounterpartRelation::Suggested => "only suggested: these words are alike".into(),
            CounterpartRelation::Paraphrase => "not the speaker's words".into(),
            CounterpartRelation::Original => safe!(with_language("original", entry), ": the words that were spoken"),
            CounterpartRelation::Translation => language_phrase(entry),
            CounterpartRelation::Variant if entry.translation_of().is_some() => {
                let language = language_phrase(entry);
                safe!(language, if language.is_empty() { "" } else { ", " }, "as printed by ", printer())
            }
            CounterpartRelation::Variant => safe!("as printed by ", printer()),
            CounterpartRelation::Equivalent => "says the same".into(),
        };
        let marks = TextMarks { claims: side.claims.as_ref(), shared: &side.shared_ranges };
        let mut lines = self.render_entry(entry, &what, marks, columns);
        if !side.matched_words.is_empty() {
            let words = side.matched_words.iter().take(MAX_LISTED).map(|word| Safe::line(word.as_str()));
            let prefix = vec![StyledSpan::plain("in common: ", StyleRole::Label)];
            lines.extend(MarkedText::unmarked(&Safe::join(words, ", "), StyleRole::Body, prefix).wrap(columns));
        }
        let missing = if side.relation == CounterpartRelation::Variant { &VARIANT_LABELS } else { &PARAPHRASE_LABELS };
        lines.extend(side.claims.iter().flat_map(|claims| render_claims(&entry.text(), claims, missing, columns)));
        if side.relation == CounterpartRelation::Paraphrase {
            lines.extend(render_differences(entry, columns));
        }
        lines
    }

    /// Renders the kind of an entry, and where it comes from.
    fn render_head(&self, entry: Entry<'_>, what: &Safe<'_>, columns: usize) -> Vec<StyledLine<'static>> {
        let title = if entry.translation_of().is_some() { entry.label() } else { entry.wording().title() };
        let title = Safe::from(title).to_uppercase();
        let head = vec![
            StyledSpan::glyph(entry.wording()),
            StyledSpan::spaces(1),
            StyledSpan::plain(title, StyleRole::Heading),
        ];
        let what = if what.is_empty() { Safe::default() } else { safe!(SEPARATOR, what) };
        let mut lines = wrap_dotted(&what, head, columns);
        lines.extend(wrap_dotted(&self.describe_source(entry), StyledLine::new(), columns));
        lines
    }

    /// Renders the head of an entry, and its words.
    fn render_entry(
        &self,
        entry: Entry<'_>,
        what: &Safe<'_>,
        marks: TextMarks<'_>,
        columns: usize,
    ) -> Vec<StyledLine<'static>> {
        let mut lines = self.render_head(entry, what, columns);
        if let Some(question) = entry.question() {
            let prefix = vec![StyledSpan::plain("Q ", StyleRole::Label)];
            lines.extend(MarkedText::unmarked(&question, StyleRole::Muted, prefix).wrap(columns));
        }
        let is_verbatim = entry.wording() == Wording::Verbatim;
        let (role, mark_role) = match (is_verbatim, marks.claims) {
            (true, None) => (StyleRole::Quotation, StyleRole::Shared),
            (true, Some(_)) => (StyleRole::Quotation, StyleRole::Unsupported),
            (false, None) => (StyleRole::Paraphrase, StyleRole::Shared),
            (false, Some(_)) => (StyleRole::Shared, StyleRole::Unsupported),
        };
        let text = entry.text();
        let prefix = if is_verbatim {
            vec![StyledSpan::plain("“", StyleRole::QuotationMark)]
        } else {
            vec![StyledSpan::glyph(entry.wording()), StyledSpan::spaces(1)]
        };
        let suffix = is_verbatim.then(|| StyledSpan::plain("”", StyleRole::QuotationMark));
        let marks = marks.claims.map_or(marks.shared, |claims| &claims.unsupported.words);
        lines.extend(MarkedText { text: &text, role, marks, mark_role, prefix, suffix }.wrap(columns));
        lines
    }

    /// Describes where an entry comes from.
    fn describe_source(&self, entry: Entry<'_>) -> Safe<'static> {
        let (Some(source), Some(citation)) = (self.corpus.source_of(entry), entry.citation()) else {
            return "no source given".into();
        };
        let section = citation.section.map(Safe::to_borrowed);
        let item = citation.item.map(|item| safe!("no. ", item as usize));
        Safe::join([Some(source.short_name().to_borrowed()), section, item].into_iter().flatten(), SEPARATOR)
    }

    /// Adds remarks on the whole comparison, and what the words answer.
    fn push_remarks(&self, builder: &mut ViewBuilder) {
        let Comparison { subject, claims, counterparts: sides, .. } = self.comparison;
        let entry = self.corpus.entry(*subject);
        let has = |relation| sides.iter().any(|side| side.relation == relation);
        builder.clear_target();
        if entry.wording() != Wording::Verbatim {
            builder.push_blank();
            let remark = match (claims, entry.basis(), entry.rests_on()) {
                (Some(_), ..) => None,
                (None, [_, ..], _) => Some("the words that it rests on are of another language: nothing can be marked"),
                (None, [], Some(_)) => Some("no words: it rests on no quotation in this collection"),
                (None, [], None) => Some("no words: the collection does not say what it rests on"),
            };
            if let Some(says) = remark {
                builder.push_paragraph(difference_sign(), &says.into(), StyleRole::Warning);
            }
            if has(CounterpartRelation::Suggested) {
                builder.push_paragraph(vec![StyledSpan::spaces(2)], &SUGGESTED_REMARK.into(), StyleRole::Muted);
            }
            let listed =
                claims.iter().flat_map(|claims| render_claims(&entry.text(), claims, &PARAPHRASE_LABELS, MAX_COLUMNS));
            for line in listed.chain(render_differences(entry, MAX_COLUMNS)) {
                builder.push_line(line);
            }
        } else if !has(CounterpartRelation::Paraphrase) {
            builder.push_blank();
            builder.push_paragraph(
                StyledLine::new(),
                &"no paraphrase in this collection rests on these words".into(),
                StyleRole::Muted,
            );
        }
        self.push_leads(builder);
    }

    /// Adds what the words answer or are led in by, which may contain facts that the words do not.
    fn push_leads(&self, builder: &mut ViewBuilder) {
        let words = self.comparison.counterparts.iter().filter(|side| side.relation == CounterpartRelation::Basis);
        let ids = std::iter::once(self.comparison.subject).chain(words.map(|side| side.entry));
        let with_lead: Vec<EntryId> = ids.filter(|&id| self.corpus.entry(id).lead().is_some()).collect();
        if with_lead.is_empty() {
            return;
        }
        builder.push_blank();
        builder.push_heading(1, vec![StyledSpan::plain("What the words answer, or are led in by", StyleRole::Heading)]);
        for id in with_lead {
            builder.start_anchor(id);
            builder.push_lead(self.corpus, id, 2);
            builder.push_blank();
        }
    }
}

const SUGGESTED_REMARK: &str = "the quotations shown with it are suggestions of kzq, for the words that they have in common; \
                         nobody says that it rests on them";

/// The marks in a text.
#[derive(Clone, Copy)]
struct TextMarks<'c> {
    claims: Option<&'c Claims>,
    shared: &'c [Range<usize>],
}

/// Captions for the lists of claims.
struct ClaimLabels {
    facts: &'static str,
    only_in_lead: &'static str,
    unsupported: &'static str,
    only_source_denies: &'static str,
    only_text_denies: &'static str,
    /// Shown if there is nothing to list.
    empty: &'static str,
}

const PARAPHRASE_LABELS: ClaimLabels = ClaimLabels {
    facts: "not in the words: ",
    only_in_lead: "only in the lead-in: ",
    unsupported: "no ground for: ",
    only_source_denies: "the words deny, this does not: ",
    only_text_denies: "this denies, the words do not: ",
    empty: "no word, number or name without ground; whether it means the same is yours to judge",
};
const VARIANT_LABELS: ClaimLabels = ClaimLabels {
    facts: "only printed here: ",
    only_in_lead: "",
    unsupported: "only here: ",
    only_source_denies: "the other denies, this does not: ",
    only_text_denies: "this denies, the other does not: ",
    empty: "no other words",
};

/// Adds the language of an entry to `what`, if it is given.
fn with_language(what: &'static str, entry: Entry<'_>) -> Safe<'static> {
    entry.lang().map_or_else(|| what.into(), |lang| safe!(what, " (", lang, ")"))
}

/// Returns `in en`, for example; empty if the language is not given.
fn language_phrase(entry: Entry<'_>) -> Safe<'static> {
    entry.lang().map_or_else(Safe::default, |lang| safe!("in ", lang))
}

fn difference_sign() -> StyledLine<'static> {
    vec![StyledSpan::plain("≠", StyleRole::DifferenceSign), StyledSpan::spaces(1)]
}

/// Lists the facts and words of a text that the compared words do not support.
fn render_claims(text: &Safe<'_>, claims: &Claims, labels: &ClaimLabels, columns: usize) -> Vec<StyledLine<'static>> {
    let mut lines = Vec::new();
    let mut push_list = |says: &'static str, texts: Vec<Safe<'_>>, role: StyleRole| {
        if texts.is_empty() {
            return;
        }
        let more = texts.len().saturating_sub(MAX_LISTED);
        let mut words = Safe::join(texts.into_iter().take(MAX_LISTED), ", ");
        if more > 0 {
            words = safe!(words, ", and ", more, " more");
        }
        let mut prefix = difference_sign();
        prefix.push(StyledSpan::plain(
            says,
            if role == StyleRole::Warning { StyleRole::Warning } else { StyleRole::Label },
        ));
        // Continuation lines align with the list, not with its caption.
        lines.extend(MarkedText::unmarked(&words, role, prefix).wrap(columns));
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
    push_list(labels.facts, facts(false).collect(), StyleRole::Warning);
    push_list(labels.only_in_lead, facts(true).collect(), StyleRole::Warning);
    let is_other = |range: &&Range<usize>| {
        !unfounded.facts.iter().any(|(_, fact)| fact.start < range.end && range.start < fact.end)
    };
    push_list(labels.unsupported, unfounded.words.iter().filter(is_other).map(part).collect(), StyleRole::Muted);
    if lines.is_empty() {
        lines.extend(MarkedText::unmarked(&labels.empty.into(), StyleRole::Muted, StyledLine::new()).wrap(columns));
    }
    lines
}

/// Renders the differences between a paraphrase and its words that the collection itself names.
fn render_differences(entry: Entry<'_>, columns: usize) -> Vec<StyledLine<'static>> {
    let mut lines = Vec::new();
    if !entry.differs().is_empty() {
        lines.push(vec![StyledSpan::plain("the collection says:", StyleRole::Label)]);
    }
    for difference in entry.differs() {
        lines.extend(MarkedText::unmarked(difference, StyleRole::Body, difference_sign()).wrap(columns));
    }
    lines
}
