//! Compare view: a quotation beside what restates it, or a paraphrase beside the words it rests on.
//!
//! Side by side if there is room, else one below the other.

use std::ops::Range;

use super::claims::{CHOSEN_LABELS, MAX_LISTED, PARAPHRASE_LABELS, VARIANT_LABELS, list_claims};
use crate::layout::builder::Builder;
use crate::layout::limits::TEXT_COLUMNS;
use crate::layout::paragraph::{Paragraph, ParagraphText};
use crate::layout::span::{StyleRole, StyledLine, StyledSpan, line_width, minor_difference_sign};
use crate::layout::view_row::{ViewContext, ViewRow};
use kzq_corpus::{Corpus, Entry, EntryId, Wording};
use kzq_export::{difference_sentence, sorted_differences};
use kzq_fidelity::{Claims, Comparison, Counterpart, CounterpartRelation, MAX_COMPARED_BYTES, Unsupported};
use kzq_text::Safe;
use kzq_text::ranges::merge_ranges;
use kzq_text::safe;

/// Minimum width for two texts side by side, as on a screen of 100 columns.
const SIDE_BY_SIDE_COLUMNS: usize = 95;
/// Columns between two texts: space, line, space.
const GAP_COLUMNS: usize = 3;
/// The width of two texts side by side.
pub(crate) const MAX_COLUMNS: usize = 2 * TEXT_COLUMNS + GAP_COLUMNS;

/// Builds the rows of a comparison of an entry with what it should be read with.
pub(crate) fn rows(context: &ViewContext<'_>, id: EntryId) -> Vec<ViewRow> {
    rows_of(context, &Comparison::new(context.engine, id))
}

/// Builds the rows of a comparison of the first of some entries with the others.
pub(crate) fn rows_of_chosen(context: &ViewContext<'_>, entries: &[EntryId]) -> Vec<ViewRow> {
    let Some((&first, others)) = entries.split_first() else { return Vec::new() };
    rows_of(context, &Comparison::with_chosen(context.corpus(), first, others))
}

fn rows_of(context: &ViewContext<'_>, comparison: &Comparison) -> Vec<ViewRow> {
    let with_underscores = context.with_underscores;
    let view = CompareView { corpus: context.corpus(), comparison, with_underscores };
    let mut builder = Builder::new(view.corpus, context.columns);
    if context.columns >= SIDE_BY_SIDE_COLUMNS && !comparison.counterparts.is_empty() {
        view.side_by_side(&mut builder);
    } else {
        view.stacked(&mut builder);
    }
    view.push_remarks(&mut builder);
    builder.finish_view()
}

struct CompareView<'c> {
    corpus: &'c Corpus,
    comparison: &'c Comparison,
    with_underscores: bool,
}

impl CompareView<'_> {
    fn side_by_side(&self, builder: &mut Builder<'_>) {
        let subject = self.comparison.subject;
        let left_columns = ((builder.columns - GAP_COLUMNS) / 2).min(TEXT_COLUMNS);
        let right_columns = (builder.columns - GAP_COLUMNS - left_columns).min(TEXT_COLUMNS);
        let into_lines = |paragraphs: Vec<Paragraph>, columns| {
            paragraphs.into_iter().flat_map(move |paragraph| paragraph.into_lines(self.corpus, columns))
        };
        let mut left = into_lines(self.subject(), left_columns);
        let join = |builder: &mut Builder<'_>, left: StyledLine<'static>, right: StyledLine<'static>| {
            let mut line = left;
            line.push(StyledSpan::spaces(left_columns.saturating_sub(line_width(&line)) + 1));
            line.extend([StyledSpan::plain("│", StyleRole::Divider), StyledSpan::spaces(1)]);
            line.extend(right);
            builder.push_line(line);
        };
        for (number, side) in self.comparison.counterparts.iter().enumerate() {
            if number > 0 {
                builder.set_target(subject);
                join(builder, left.next().unwrap_or_default(), StyledLine::new());
            }
            for (at, line) in into_lines(self.counterpart(side), right_columns).enumerate() {
                match (number, at) {
                    // The first line belongs to the subject: nothing else would lead to it.
                    (0, 0) => builder.start_anchor(subject),
                    (0, 1) | (_, 0) => builder.start_anchor(side.entry),
                    _ => {}
                }
                join(builder, left.next().unwrap_or_default(), line);
            }
        }
        builder.set_target(subject);
        for line in left {
            join(builder, line, StyledLine::new());
        }
    }

    fn stacked(&self, builder: &mut Builder<'_>) {
        builder.start_anchor(self.comparison.subject);
        push_all(builder, self.subject());
        for side in &self.comparison.counterparts {
            builder.push_blank();
            builder.start_anchor(side.entry);
            if side.relation == CounterpartRelation::Equivalent {
                push_all(builder, self.head(self.corpus.entry(side.entry), "says the same".into()));
                builder.push_words(side.entry, 0);
            } else {
                push_all(builder, self.counterpart(side));
            }
        }
    }

    /// Returns the entry itself.
    fn subject(&self) -> Vec<Paragraph> {
        let Comparison { subject, claims, shared_ranges: shared, counterparts: sides, .. } = self.comparison;
        let entry = self.corpus.entry(*subject);
        let is_original = sides.iter().any(|side| side.relation == CounterpartRelation::Translation);
        let what = match (entry.wording(), entry.translation_of()) {
            (Wording::Verbatim, Some(_)) => language_phrase(entry),
            (Wording::Verbatim, None) if is_original => with_language("original", entry),
            (Wording::Verbatim, None) => Safe::default(),
            _ => "not the speaker's words".into(),
        };
        let marks = TextMarks { claims: claims.as_ref(), shared };
        let mut paragraphs = self.entry(*subject, what, marks);
        if self.is_chosen() {
            paragraphs.extend(claims.iter().flat_map(|claims| list_claims(&entry.text(), claims, &CHOSEN_LABELS)));
        }
        paragraphs
    }

    /// Whether the user chose what the entry is compared with.
    fn is_chosen(&self) -> bool {
        self.comparison.counterparts.iter().any(|side| side.relation == CounterpartRelation::Chosen)
    }

    /// Returns an entry compared with the subject, and what it says beyond the words.
    fn counterpart(&self, side: &Counterpart) -> Vec<Paragraph> {
        let entry = self.corpus.entry(side.entry);
        let printer =
            || self.corpus.source_of(entry).map_or("another source".into(), |source| source.short_name().to_borrowed());
        let what = match side.relation {
            CounterpartRelation::Basis => "the words it rests on".into(),
            CounterpartRelation::Suggested => "only suggested: similar words".into(),
            CounterpartRelation::Paraphrase => "not the speaker's words".into(),
            CounterpartRelation::Original => safe!(with_language("original", entry), ": the words that were spoken"),
            CounterpartRelation::Translation => language_phrase(entry),
            CounterpartRelation::Variant if entry.translation_of().is_some() => {
                let language = language_phrase(entry);
                safe!(language, if language.is_empty() { "" } else { ", " }, "as printed by ", printer())
            }
            CounterpartRelation::Variant => safe!("as printed by ", printer()),
            CounterpartRelation::Equivalent => "says the same".into(),
            CounterpartRelation::Chosen => Safe::default(),
        };
        let marks = TextMarks { claims: side.claims.as_ref(), shared: &side.shared_ranges };
        let mut paragraphs = self.entry(side.entry, what, marks);
        if !side.matched_words.is_empty() {
            let words = side.matched_words.iter().take(MAX_LISTED).map(|word| Safe::line(word.as_str()));
            let words = Safe::join(words, ", ");
            paragraphs.push(Paragraph::labelled("in common: ", StyleRole::Label, &words, StyleRole::Body));
        }
        let missing = match side.relation {
            CounterpartRelation::Variant => &VARIANT_LABELS,
            CounterpartRelation::Chosen => &CHOSEN_LABELS,
            _ => &PARAPHRASE_LABELS,
        };
        paragraphs.extend(side.claims.iter().flat_map(|claims| list_claims(&entry.text(), claims, missing)));
        if side.relation == CounterpartRelation::Paraphrase {
            paragraphs.extend(list_differences(self.corpus, entry));
        }
        paragraphs
    }

    /// Returns the kind of an entry, and where it comes from.
    fn head(&self, entry: Entry<'_>, what: Safe<'_>) -> Vec<Paragraph> {
        let is_special = entry.translation_of().is_some() || entry.status().is_some();
        let title = if is_special { entry.label() } else { entry.wording().title().into() };
        let title = StyledSpan::plain(title.to_uppercase(), StyleRole::Heading);
        // The first dot comes after the title.
        let after_title = if what.is_empty() { Vec::new() } else { vec![Safe::default(), what] };
        let kind = Paragraph::dotted(after_title, StyleRole::Muted);
        let source = match (self.corpus.source_of(entry), entry.citation()) {
            (Some(source), Some(citation)) => {
                let section = citation.section.map(Safe::to_borrowed);
                let item = citation.item.map(|item| safe!("no. ", item as usize));
                [Some(source.short_name().to_borrowed()), section, item]
            }
            _ => [Some("no source given".into()), None, None],
        };
        let mut head = vec![
            kind.with_prefix([StyledSpan::glyph(entry.wording()), StyledSpan::spaces(1), title]),
            Paragraph::dotted(source.into_iter().flatten(), StyleRole::Muted),
        ];
        // What the user chose may be of different speakers and times.
        if self.is_chosen() {
            let date = self.corpus.date_of(entry).map(|date| Safe::line(date.long_form()));
            let speaker = self.corpus.speaker_name(entry.speaker()).into_owned();
            head.push(Paragraph::dotted([Some(speaker), date].into_iter().flatten(), StyleRole::Body));
        }
        head
    }

    /// Returns the head of an entry, and its words.
    fn entry(&self, id: EntryId, what: Safe<'_>, marks: TextMarks<'_>) -> Vec<Paragraph> {
        let entry = self.corpus.entry(id);
        let mut paragraphs = self.head(entry, what);
        if entry.question().is_some() {
            paragraphs.push(Paragraph::of_question(id, StyleRole::Muted));
        }
        let words = Paragraph::of_words(id, entry.wording());
        paragraphs.push(match marks.claims {
            Some(claims) if self.with_underscores => {
                let marked = merge_ranges([claims.unsupported.words.clone(), facts_and_negations(claims)].concat());
                Paragraph::of_text(ParagraphText::Owned(underscored(&entry.text(), &marked)), entry.wording())
            }
            None => words.marked(marks.shared, StyleRole::Shared),
            Some(claims) => {
                let is_verbatim = entry.wording() == Wording::Verbatim;
                let words = if is_verbatim { words } else { words.with_role(StyleRole::Shared) };
                let words = words.marked(&claims.unsupported.words, StyleRole::Unsupported);
                words.marked(&facts_and_negations(claims), StyleRole::UnsupportedFact)
            }
        });
        paragraphs
    }

    /// Adds remarks on the whole comparison, and what the words answer.
    fn push_remarks(&self, builder: &mut Builder<'_>) {
        let Comparison { subject, claims, counterparts: sides, .. } = self.comparison;
        let entry = self.corpus.entry(*subject);
        let has = |relation| sides.iter().any(|side| side.relation == relation);
        builder.clear_target();
        let left_out = self.comparison.left_out;
        if left_out.entries > 0 {
            builder.push_blank();
            let remark = safe!("and ", left_out.entries, " more entries, not shown");
            builder.push(Paragraph::new(remark, StyleRole::Body).with_prefix(minor_difference_sign()));
        }
        if left_out.bytes > 0 {
            builder.push_blank();
            let remark = safe!(
                "the texts are long: only the first ",
                MAX_COMPARED_BYTES >> 10,
                " KiB of each are compared; ",
                left_out.bytes.div_ceil(1 << 10),
                " KiB are not"
            );
            builder.push(Paragraph::new(remark, StyleRole::Body).with_prefix(minor_difference_sign()));
        }
        // The collection need not say anything about entries that the user put side by side.
        let is_chosen = self.is_chosen();
        if !is_chosen && entry.wording() != Wording::Verbatim {
            builder.push_blank();
            let remark = match (claims, entry.basis(), entry.rests_on()) {
                (Some(_), ..) => None,
                (None, [_, ..], _) => Some("the words it rests on are in another language: nothing can be marked"),
                (None, [], Some(_)) => Some("no words to compare: it rests on no quotation in this collection"),
                (None, [], None) => Some("no words to compare: the collection does not say what it rests on"),
            };
            if let Some(says) = remark {
                builder.push(Paragraph::new(says, StyleRole::Body).with_prefix(minor_difference_sign()));
            }
            if has(CounterpartRelation::Suggested) {
                builder.push(Paragraph::new(SUGGESTED_REMARK, StyleRole::Muted).with_prefix([StyledSpan::spaces(2)]));
            }
            let listed = claims.iter().flat_map(|claims| list_claims(&entry.text(), claims, &PARAPHRASE_LABELS));
            push_all(builder, listed.chain(list_differences(self.corpus, entry)));
        } else if !is_chosen && !has(CounterpartRelation::Paraphrase) {
            builder.push_blank();
            builder.push_text("no paraphrase in this collection rests on these words", StyleRole::Muted);
        }
        self.push_leads(builder);
    }

    /// Adds the question or lead-in, which may contain facts that the words do not.
    fn push_leads(&self, builder: &mut Builder<'_>) {
        let words = self.comparison.counterparts.iter().filter(|side| side.relation == CounterpartRelation::Basis);
        let ids = std::iter::once(self.comparison.subject).chain(words.map(|side| side.entry));
        let with_lead: Vec<EntryId> = ids.filter(|&id| self.corpus.entry(id).lead().is_some()).collect();
        if with_lead.is_empty() {
            return;
        }
        builder.push_blank();
        builder.push_heading(1, vec![StyledSpan::plain("Question or lead-in", StyleRole::Heading)]);
        for id in with_lead {
            builder.start_anchor(id);
            builder.push_lead(id, 2);
            builder.push_blank();
        }
    }
}

const SUGGESTED_REMARK: &str = "kzq suggests the quotations shown with it for the words they share; the collection does not say \
                         that it rests on them";

/// The marks in a text.
#[derive(Clone, Copy)]
struct TextMarks<'c> {
    claims: Option<&'c Claims>,
    shared: &'c [Range<usize>],
}

/// Adds the language of an entry to `what`, if it is given.
fn with_language(what: &'static str, entry: Entry<'_>) -> Safe<'static> {
    entry.lang().map_or_else(|| what.into(), |lang| safe!(what, " (", lang, ")"))
}

/// Returns `in en`, for example; empty if the language is not given.
fn language_phrase(entry: Entry<'_>) -> Safe<'static> {
    entry.lang().map_or_else(Safe::default, |lang| safe!("in ", lang))
}

/// Sets parts of a text, sorted and disjoint, between underscores: the usual substitute for underlining.
fn underscored(text: &Safe<'_>, parts: &[Range<usize>]) -> Safe<'static> {
    let mut pieces = Vec::with_capacity(4 * parts.len() + 1);
    let mut end = 0;
    for part in parts {
        pieces.extend([text.slice(end..part.start), "_".into(), text.slice(part.clone()), "_".into()]);
        end = part.end;
    }
    pieces.push(text.slice(end..text.as_str().len()));
    Safe::join(pieces, "")
}

/// Adds paragraphs no wider than a text.
fn push_all(builder: &mut Builder<'_>, paragraphs: impl IntoIterator<Item = Paragraph>) {
    let columns = builder.columns.min(TEXT_COLUMNS);
    for paragraph in paragraphs {
        builder.push_within(columns, paragraph);
    }
}

/// The unsupported facts and negations of a text, as sorted and disjoint ranges.
fn facts_and_negations(claims: &Claims) -> Vec<Range<usize>> {
    let Unsupported { facts, added_negations, .. } = &claims.unsupported;
    merge_ranges(facts.iter().map(|(_, range)| range).chain(added_negations).cloned().collect())
}

/// Lists the differences between a paraphrase and its words that the collection itself names.
fn list_differences(corpus: &Corpus, entry: Entry<'_>) -> impl Iterator<Item = Paragraph> {
    let label = StyledSpan::plain("the collection says:", StyleRole::Label);
    let caption = (!entry.differs().is_empty()).then(|| Paragraph::of_line(vec![label]));
    let sentences = sorted_differences(entry).into_iter().map(move |one| difference_sentence(corpus, entry, one));
    let difference = |text| Paragraph::new(text, StyleRole::Body).with_prefix(minor_difference_sign());
    caption.into_iter().chain(sentences.map(difference))
}
