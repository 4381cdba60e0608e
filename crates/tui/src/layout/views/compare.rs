//! Compare view: a quotation beside what restates it, or a paraphrase beside the words it rests on.
//!
//! Side by side if there is room, else one below the other.

use std::ops::Range;

use crate::layout::marked_text::{DOT, Setting, dotted, filled};
use crate::layout::span::{Line, Piece, Role};
use crate::layout::view_builder::Draft;
use crate::layout::view_kind::Making;
use crate::layout::view_row::Row;
use kzq_corpus::{Corpus, Entry, EntryId, Wording};
use kzq_fidelity::{Claims, Comparison, Relation, Side};
use kzq_text::Safe;
use kzq_text::safe;

/// Minimum width for two texts side by side, as on a screen of 100 columns.
const WIDE: usize = 95;
/// Columns between two texts: space, line, space.
const BETWEEN: usize = 3;
/// Maximum width of a text.
const MEASURE: usize = 76;
/// Maximum number of unsupported words listed; the marks show them anyway.
const LISTED: usize = 40;

/// Builds the rows of a comparison.
pub(crate) fn rows(making: &Making<'_>, id: EntryId) -> Vec<Row> {
    let comparison = Comparison::of(making.engine, id);
    let compared = Compared { corpus: making.corpus(), comparison: &comparison };
    let mut draft = Draft::new(making.columns);
    if making.columns >= WIDE && !comparison.sides.is_empty() {
        compared.side_by_side(&mut draft, making.columns);
    } else {
        compared.one_below_the_other(&mut draft, making.columns.min(MEASURE));
    }
    compared.remarks(&mut draft);
    draft.finish()
}

struct Compared<'c> {
    corpus: &'c Corpus,
    comparison: &'c Comparison,
}

impl Compared<'_> {
    fn side_by_side(&self, draft: &mut Draft, columns: usize) {
        let subject = self.comparison.subject;
        let left_columns = ((columns - BETWEEN) / 2).min(MEASURE);
        let right_columns = (columns - BETWEEN - left_columns).min(MEASURE);
        let mut left = self.subject(left_columns).into_iter();
        let mut join = |draft: &mut Draft, right: Line<'static>| {
            let mut line = filled(left.next().unwrap_or_default(), left_columns);
            line.extend([Piece::blanks(1), Piece::plain("│", Role::Rule), Piece::blanks(1)]);
            line.extend(right);
            draft.line(line);
        };
        for (number, side) in self.comparison.sides.iter().enumerate() {
            if number > 0 {
                draft.under(subject);
                join(draft, Line::new());
            }
            for (at, line) in self.side(side, right_columns).into_iter().enumerate() {
                match (number, at) {
                    // The first line belongs to the subject: nothing else would lead to it.
                    (0, 0) => draft.stop(subject),
                    (0, 1) | (_, 0) => draft.stop(side.entry),
                    _ => {}
                }
                join(draft, line);
            }
        }
        draft.under(subject);
        let rest: Vec<_> = left.collect();
        for line in rest {
            let mut line = filled(line, left_columns);
            line.extend([Piece::blanks(1), Piece::plain("│", Role::Rule)]);
            draft.line(line);
        }
    }

    fn one_below_the_other(&self, draft: &mut Draft, columns: usize) {
        draft.stop(self.comparison.subject);
        for line in self.subject(columns) {
            draft.line(line);
        }
        for side in &self.comparison.sides {
            draft.blank();
            draft.stop(side.entry);
            if side.relation == Relation::SaysSame {
                for line in self.head(self.corpus.entry(side.entry), &"says the same".into(), columns) {
                    draft.line(line);
                }
                draft.words(self.corpus, side.entry, 0);
            } else {
                for line in self.side(side, columns) {
                    draft.line(line);
                }
            }
        }
    }

    /// Renders the entry itself.
    fn subject(&self, columns: usize) -> Vec<Line<'static>> {
        let Comparison { subject, claims, shared, sides } = self.comparison;
        let entry = self.corpus.entry(*subject);
        let is_original = sides.iter().any(|side| side.relation == Relation::Translation);
        let what = match (entry.wording(), entry.translation_of()) {
            (Wording::Verbatim, Some(_)) => language(entry),
            (Wording::Verbatim, None) if is_original => in_language("original", entry),
            (Wording::Verbatim, None) => Safe::default(),
            _ => "not the speaker's words".into(),
        };
        let marks = Marks { claims: claims.as_ref(), shared };
        self.entry(entry, &what, marks, columns)
    }

    /// Renders an entry compared with the subject, and what it says beyond the words.
    fn side(&self, side: &Side, columns: usize) -> Vec<Line<'static>> {
        let entry = self.corpus.entry(side.entry);
        let printer =
            || self.corpus.source_of(entry).map_or("another source".into(), |source| source.short_name().borrowed());
        let what = match side.relation {
            Relation::Words => "the words it rests on".into(),
            Relation::Suggested => "only suggested: these words are alike".into(),
            Relation::Paraphrase => "not the speaker's words".into(),
            Relation::Original => safe!(in_language("original", entry), ": the words that were spoken"),
            Relation::Translation => language(entry),
            Relation::Variant if entry.translation_of().is_some() => {
                let language = language(entry);
                safe!(language, if language.is_empty() { "" } else { ", " }, "as printed by ", printer())
            }
            Relation::Variant => safe!("as printed by ", printer()),
            Relation::SaysSame => "says the same".into(),
        };
        let marks = Marks { claims: side.claims.as_ref(), shared: &side.shared };
        let mut lines = self.entry(entry, &what, marks, columns);
        if !side.suggested_for.is_empty() {
            let words = side.suggested_for.iter().take(LISTED).map(|word| Safe::line(word.as_str()));
            let first = vec![Piece::plain("in common: ", Role::Label)];
            lines.extend(Setting::plain(&Safe::join(words, ", "), Role::Body, first).lines(columns));
        }
        let missing = if side.relation == Relation::Variant { &OTHERWISE } else { &NOT_IN_THE_WORDS };
        lines.extend(side.claims.iter().flat_map(|claims| listed(&entry.text(), claims, missing, columns)));
        if side.relation == Relation::Paraphrase {
            lines.extend(differences(entry, columns));
        }
        lines
    }

    /// Renders the kind of an entry, and where it comes from.
    fn head(&self, entry: Entry<'_>, what: &Safe<'_>, columns: usize) -> Vec<Line<'static>> {
        let title = if entry.translation_of().is_some() { entry.called() } else { entry.wording().title() };
        let title = Safe::from(title).to_uppercase();
        let head = vec![Piece::glyph(entry.wording()), Piece::blanks(1), Piece::plain(title, Role::Heading)];
        let what = if what.is_empty() { Safe::default() } else { safe!(DOT, what) };
        let mut lines = dotted(&what, head, columns);
        lines.extend(dotted(&self.place(entry), Line::new(), columns));
        lines
    }

    /// Renders the head of an entry, and its words.
    fn entry(&self, entry: Entry<'_>, what: &Safe<'_>, marks: Marks<'_>, columns: usize) -> Vec<Line<'static>> {
        let mut lines = self.head(entry, what, columns);
        if let Some(question) = entry.question() {
            let first = vec![Piece::plain("Q ", Role::Label)];
            lines.extend(Setting::plain(&question, Role::Quiet, first).lines(columns));
        }
        let is_said = entry.wording() == Wording::Verbatim;
        let (role, marked) = match (is_said, marks.claims) {
            (true, None) => (Role::Said, Role::Shared),
            (true, Some(_)) => (Role::Said, Role::Unfounded),
            (false, None) => (Role::Told, Role::Shared),
            (false, Some(_)) => (Role::Shared, Role::Unfounded),
        };
        let text = entry.text();
        let first = if is_said {
            vec![Piece::plain("“", Role::Mark)]
        } else {
            vec![Piece::glyph(entry.wording()), Piece::blanks(1)]
        };
        let last = is_said.then(|| Piece::plain("”", Role::Mark));
        let marks = marks.claims.map_or(marks.shared, |claims| &claims.unfounded.words);
        lines.extend(Setting { text: &text, role, marks, marked, first, last }.lines(columns));
        lines
    }

    /// Describes where an entry comes from.
    fn place(&self, entry: Entry<'_>) -> Safe<'static> {
        let (Some(source), Some(citation)) = (self.corpus.source_of(entry), entry.citation()) else {
            return "no source given".into();
        };
        let section = citation.section.map(Safe::borrowed);
        let item = citation.item.map(|item| safe!("no. ", item as usize));
        Safe::join([Some(source.short_name().borrowed()), section, item].into_iter().flatten(), DOT)
    }

    /// Adds remarks on the whole comparison, and what the words answer.
    fn remarks(&self, draft: &mut Draft) {
        let Comparison { subject, claims, sides, .. } = self.comparison;
        let entry = self.corpus.entry(*subject);
        let has = |relation| sides.iter().any(|side| side.relation == relation);
        draft.rest();
        if entry.wording() != Wording::Verbatim {
            draft.blank();
            let says = match (claims, entry.ground(), entry.rests_on()) {
                (Some(_), ..) => None,
                (None, [_, ..], _) => Some("the words that it rests on are of another language: nothing can be marked"),
                (None, [], Some(_)) => Some("no words: it rests on no quotation in this collection"),
                (None, [], None) => Some("no words: the collection does not say what it rests on"),
            };
            if let Some(says) = says {
                draft.paragraph(sign(), &says.into(), Role::Warning);
            }
            if has(Relation::Suggested) {
                draft.paragraph(vec![Piece::blanks(2)], &SUGGESTED.into(), Role::Quiet);
            }
            let listed = claims.iter().flat_map(|claims| listed(&entry.text(), claims, &NOT_IN_THE_WORDS, MEASURE));
            for line in listed.chain(differences(entry, MEASURE)) {
                draft.line(line);
            }
        } else if !has(Relation::Paraphrase) {
            draft.blank();
            draft.paragraph(Line::new(), &"no paraphrase in this collection rests on these words".into(), Role::Quiet);
        }
        self.leads(draft);
    }

    /// Adds what the words answer or are led in by, which may contain facts that the words do not.
    fn leads(&self, draft: &mut Draft) {
        let words = self.comparison.sides.iter().filter(|side| side.relation == Relation::Words);
        let ids = std::iter::once(self.comparison.subject).chain(words.map(|side| side.entry));
        let led: Vec<EntryId> = ids.filter(|&id| self.corpus.entry(id).lead().is_some()).collect();
        if led.is_empty() {
            return;
        }
        draft.blank();
        draft.heading(1, vec![Piece::plain("What the words answer, or are led in by", Role::Heading)]);
        for id in led {
            draft.stop(id);
            draft.lead(self.corpus, id, 2);
            draft.blank();
        }
    }
}

const SUGGESTED: &str = "the quotations shown with it are suggestions of kzq, for the words that they have in common; \
                         nobody says that it rests on them";

/// The marks in a text.
#[derive(Clone, Copy)]
struct Marks<'c> {
    claims: Option<&'c Claims>,
    shared: &'c [Range<usize>],
}

/// Captions for the lists of claims.
struct Says {
    facts: &'static str,
    led_in: &'static str,
    words: &'static str,
    denied: &'static str,
    denies: &'static str,
    /// Shown if there is nothing to list.
    nothing: &'static str,
}

const NOT_IN_THE_WORDS: Says = Says {
    facts: "not in the words: ",
    led_in: "only in the lead-in: ",
    words: "no ground for: ",
    denied: "the words deny, this does not: ",
    denies: "this denies, the words do not: ",
    nothing: "no word, number or name without ground; whether it means the same is yours to judge",
};
const OTHERWISE: Says = Says {
    facts: "only printed here: ",
    led_in: "",
    words: "only here: ",
    denied: "the other denies, this does not: ",
    denies: "this denies, the other does not: ",
    nothing: "no other words",
};

/// Adds the language of an entry to `what`, if it is given.
fn in_language(what: &'static str, entry: Entry<'_>) -> Safe<'static> {
    entry.lang().map_or_else(|| what.into(), |lang| safe!(what, " (", lang, ")"))
}

/// Returns `in en`, for example; empty if the language is not given.
fn language(entry: Entry<'_>) -> Safe<'static> {
    entry.lang().map_or_else(Safe::default, |lang| safe!("in ", lang))
}

fn sign() -> Line<'static> {
    vec![Piece::plain("≠", Role::Differs), Piece::blanks(1)]
}

/// Lists the facts and words of a text that the compared words do not support.
fn listed(text: &Safe<'_>, claims: &Claims, says: &Says, columns: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut list = |says: &'static str, texts: Vec<Safe<'_>>, role: Role| {
        if texts.is_empty() {
            return;
        }
        let more = texts.len().saturating_sub(LISTED);
        let mut words = Safe::join(texts.into_iter().take(LISTED), ", ");
        if more > 0 {
            words = safe!(words, ", and ", more, " more");
        }
        let mut first = sign();
        first.push(Piece::plain(says, if role == Role::Warning { Role::Warning } else { Role::Label }));
        // Continuation lines align with the list, not with its caption.
        lines.extend(Setting::plain(&words, role, first).lines(columns));
    };
    let unfounded = &claims.unfounded;
    let part = |range: &Range<usize>| text.slice(range.clone());
    let facts = |lead| claims.facts().filter(move |(.., in_lead)| *in_lead == lead).map(|(_, range, _)| part(&range));
    list(says.denied, unfounded.denied.iter().map(|words| Safe::line(words.as_str())).collect(), Role::Warning);
    list(says.denies, unfounded.denies.iter().map(part).collect(), Role::Warning);
    list(says.facts, facts(false).collect(), Role::Warning);
    list(says.led_in, facts(true).collect(), Role::Warning);
    let is_other = |range: &&Range<usize>| {
        !unfounded.facts.iter().any(|(_, fact)| fact.start < range.end && range.start < fact.end)
    };
    list(says.words, unfounded.words.iter().filter(is_other).map(part).collect(), Role::Quiet);
    if lines.is_empty() {
        lines.extend(Setting::plain(&says.nothing.into(), Role::Quiet, Line::new()).lines(columns));
    }
    lines
}

/// Renders the differences between a paraphrase and its words that the collection itself names.
fn differences(entry: Entry<'_>, columns: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if !entry.differs().is_empty() {
        lines.push(vec![Piece::plain("the collection says:", Role::Label)]);
    }
    for difference in entry.differs() {
        lines.extend(Setting::plain(difference, Role::Body, sign()).lines(columns));
    }
    lines
}
