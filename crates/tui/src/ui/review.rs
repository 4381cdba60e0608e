//! A review: the text with what was found in it, and the current quotation with its speaker.

use std::ops::Range;

use ratatui::layout::Position;
use ratatui::style::{Modifier, Style};

use super::appearance::Appearance;
use super::canvas::{Canvas, StyledText};
use super::detail::toast_over_last_row;
use super::footer;
use super::pane::{PaneTitles, pane};
use super::parts::{hidden_below, rule};
use crate::app::{Model, ReviewState, review_areas};
use kzq_extract::candidate::Why;
use kzq_extract::review::{Decision, ReviewItem};
use kzq_text::words::words;
use kzq_text::wrap::wrap;
use kzq_text::{Safe, safe, width};

/// A line of the current quotation's pane.
type Line = Vec<StyledText<'static>>;

/// The columns of the labels in the current quotation's pane.
const LABEL_COLUMNS: usize = 9;

/// The sign of a quotation mark that nothing closes.
const UNCLOSED_SIGN: &str = "!";

/// Draws a review; returns the cursor position, at the beginning of the current quotation.
pub(super) fn review(
    state: &ReviewState,
    model: &Model,
    look: &Appearance,
    canvas: &mut Canvas<'_>,
) -> Option<Position> {
    let areas = review_areas(model.size());
    let Some(header_area) = areas.header else {
        let cursor = text_rows(state, look, &mut canvas.sub_canvas(areas.text));
        if let Some(toast) = model.toast() {
            toast_over_last_row(toast, look, canvas);
        }
        return cursor;
    };
    header(state, look, &mut canvas.sub_canvas(header_area));
    if let Some(area) = areas.rule {
        rule(0, look, &mut canvas.sub_canvas(area));
    } else {
        let below = hidden_below(state.lines_below(usize::from(areas.text.height)), " more", look);
        let titles = PaneTitles {
            top_left: vec![("Text".into(), look.theme.quiet)],
            bottom_right: below.map(|text| (text, look.theme.quiet)),
            ..PaneTitles::default()
        };
        pane(canvas, areas.text_pane, true, titles, look);
        let titles =
            PaneTitles { top_left: vec![(kind_title(state).into(), look.theme.quiet)], ..PaneTitles::default() };
        pane(canvas, areas.candidate_pane, false, titles, look);
    }
    candidate(state, look, &mut canvas.sub_canvas(areas.candidate));
    let cursor = text_rows(state, look, &mut canvas.sub_canvas(areas.text));
    if let Some(area) = model.panes().footer {
        footer::footer(model, look, canvas, area);
    }
    cursor
}

fn kind_title(state: &ReviewState) -> &'static str {
    match state.review().current() {
        Some(item) if item.is_term() => "Term",
        _ => "Quotation",
    }
}

/// Draws the name of the text, and how far the review has come: as much of it as there is room for.
fn header(state: &ReviewState, look: &Appearance, canvas: &mut Canvas<'_>) {
    let review = state.review();
    let (counts, unclosed) = (review.counts(), state.unclosed_mark_count());
    let place = match review.items().len() {
        0 => "nothing found".into(),
        count => safe!(review.current_index() + 1, " of ", count),
    };
    let mut parts = vec![place];
    let all = [
        (counts.undecided, " undecided", true),
        (unclosed, if unclosed == 1 { " unclosed mark" } else { " unclosed marks" }, false),
        (counts.accepted, " to write", false),
        (counts.written, " written", false),
        (counts.terms, if counts.terms == 1 { " term" } else { " terms" }, false),
    ];
    let shown = all.into_iter().filter(|(count, _, always)| *always || *count > 0);
    parts.extend(shown.map(|(count, what, _)| safe!(count, what)));
    let columns = |parts: &[Safe<'_>]| -> usize { parts.iter().map(|part| width::width(part.as_str()) + 3).sum() };
    while parts.len() > 2 && columns(&parts) > canvas.columns() * 2 / 3 {
        parts.pop();
    }
    let name = canvas.write(0, 1, &"kzq".into(), look.theme.accent);
    let mut column = canvas.columns().saturating_sub(columns(&parts).saturating_sub(2));
    let title = width::truncate(state.title(), column.saturating_sub(name + 4), look.glyphs.ellipsis);
    canvas.write(0, name + 2, &title, look.theme.text);
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            column = canvas.write(0, column, &safe!(" ", look.glyphs.separator, " "), look.theme.quiet);
        }
        column = canvas.write(0, column, part, if at == 0 { look.theme.strong } else { look.theme.text });
    }
}

/// The sign and the name of what was decided about a candidate, and the style of its words.
fn decision(item: &ReviewItem, look: &Appearance) -> (&'static str, &'static str, Style) {
    let theme = &look.theme;
    match item.decision {
        _ if item.is_term() => ("T", "term", theme.paraphrase.add_modifier(Modifier::ITALIC)),
        _ if item.is_written => ("w", "written", theme.success),
        Decision::Undecided => ("?", "undecided", theme.highlighted),
        Decision::Accepted => (look.glyphs.verified, "accepted", theme.success.add_modifier(Modifier::UNDERLINED)),
        Decision::Rejected => (look.glyphs.times, "rejected", theme.quiet.add_modifier(Modifier::CROSSED_OUT)),
    }
}

/// Draws the visible lines of the text; returns where the current candidate begins, if that is visible.
fn text_rows(state: &ReviewState, look: &Appearance, canvas: &mut Canvas<'_>) -> Option<Position> {
    let text = state.text();
    let lines: Vec<&Range<usize>> = state.visible_lines().take(canvas.rows()).collect();
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return None };
    let visible = first.start..last.end;
    let current = state.review().current_index();
    let mut spans: Vec<(&Range<usize>, bool, usize)> = Vec::new();
    for (index, item) in state.review().items().iter().enumerate() {
        let parts = item.candidate.spans.iter().enumerate();
        let visible = parts.filter(|(_, span)| span.start < visible.end && visible.start < span.end);
        spans.extend(visible.map(|(part, span)| (span, part == 0, index)));
    }
    spans.sort_by_key(|(span, ..)| span.start);
    let mut cursor = None;
    for (row, line) in lines.into_iter().enumerate() {
        let mut column = 3;
        let mut at = line.start;
        // The sign of the current one, else of the first that begins here.
        let mut signed: Option<usize> = None;
        let mut is_current_line = false;
        for &(span, is_first, index) in spans.iter().filter(|(span, ..)| span.start < line.end && line.start < span.end)
        {
            let (from, to) = (span.start.clamp(at, line.end), span.end.clamp(at, line.end));
            column = between(state, at..from, (row, column), look, canvas);
            let begins = is_first && from == span.start;
            if index == current {
                is_current_line = true;
                cursor = cursor.or_else(|| canvas.position(row, column).filter(|_| begins));
            }
            if begins && (signed.is_none() || index == current) {
                signed = Some(index);
            }
            let item = &state.review().items()[index];
            let style = if index == current { look.theme.current_match } else { decision(item, look).2 };
            column = canvas.write(row, column, &Safe::line(&text[from..to]), style);
            at = to;
        }
        between(state, at..line.end, (row, column), look, canvas);
        if !state.unclosed_marks_in(line).is_empty() {
            canvas.write(row, 2, &UNCLOSED_SIGN.into(), look.theme.warning);
        }
        if is_current_line {
            canvas.write(row, 0, &look.glyphs.cursor_bar.into(), look.theme.accent);
        }
        if let Some(index) = signed {
            let sign = decision(&state.review().items()[index], look).0;
            let style = if index == current { look.theme.accent } else { look.theme.strong };
            canvas.write(row, 1, &sign.into(), style);
        }
    }
    cursor
}

/// Draws text that was not found, with the quotation marks in it that nothing closes; returns the column after it.
fn between(
    state: &ReviewState,
    range: Range<usize>,
    (row, mut column): (usize, usize),
    look: &Appearance,
    canvas: &mut Canvas<'_>,
) -> usize {
    let mut at = range.start;
    for mark in state.unclosed_marks_in(&range) {
        column = canvas.write(row, column, &Safe::line(&state.text()[at..mark.start]), look.theme.text);
        column = canvas.write(row, column, &Safe::line(&state.text()[mark.clone()]), look.theme.warning);
        at = mark.end;
    }
    canvas.write(row, column, &Safe::line(&state.text()[at..range.end]), look.theme.text)
}

/// Draws the current candidate: who says it and why, its words, what belongs to it, and the numbered speakers.
fn candidate(state: &ReviewState, look: &Appearance, canvas: &mut Canvas<'_>) {
    let Some(item) = state.review().current() else {
        canvas.write(0, 0, &"no quotation was found".into(), look.theme.quiet);
        return;
    };
    let (columns, rows) = (canvas.columns(), canvas.rows());
    let head = head_lines(state, item, (columns, rows), look);
    let words = words_lines(state, item, columns, look);
    let fields = field_lines(state, item, columns, look);
    let speakers = speaker_lines(state, columns, look);
    // On a small screen, what is lit in the text is cut first.
    let is_low = rows < head.len() + words.len() + fields.len() + speakers.len() + 3;
    let gap = usize::from(!is_low || rows > 16);
    let rest = fields.len() + speakers.len();
    let room = rows.saturating_sub(head.len() + rest + 3 * gap).max(3.min(rows.saturating_sub(head.len())));
    let mut lines = head;
    let mut add = |part: Vec<Line>, gap: usize| {
        if !part.is_empty() {
            lines.extend(vec![Line::new(); gap]);
            lines.extend(part);
        }
    };
    add(cut(words, room, look), gap);
    // The speakers have keys: they come before what only explains.
    let (next, last) = if is_low { (speakers, fields) } else { (fields, speakers) };
    add(next, gap);
    add(last, gap);
    for (row, line) in lines.into_iter().take(rows).enumerate() {
        canvas.write_all(row, 0, line);
    }
}

/// Keeps the first lines, and marks where they are cut.
fn cut(mut lines: Vec<Line>, room: usize, look: &Appearance) -> Vec<Line> {
    if lines.len() > room {
        lines.truncate(room.max(1));
        if let Some(last) = lines.last_mut() {
            last.push((safe!(" ", look.glyphs.ellipsis), look.theme.quiet));
        }
    }
    lines
}

/// What was decided, where it is, who says it, and how that was found.
fn head_lines(state: &ReviewState, item: &ReviewItem, (columns, rows): (usize, usize), look: &Appearance) -> Vec<Line> {
    let (sign, name, _) = decision(item, look);
    let count = item.candidate.spans.iter().map(|span| words(&state.text()[span.clone()]).count()).sum::<usize>();
    let place = match state.source_lines(item) {
        (first, last) if first == last => safe!("line ", first),
        (first, last) => safe!("lines ", first, "–", last),
    };
    let word = if count == 1 { " word" } else { " words" };
    let dot = safe!(" ", look.glyphs.separator, " ");
    let name = safe!(sign, " ", name);
    let full = safe!(dot, place, dot, count, word);
    let is_wide = width::width(name.as_str()) + width::width(full.as_str()) <= columns;
    let rest = if is_wide { full } else { safe!(dot, place) };
    let status = vec![(name, look.theme.accent), (rest, look.theme.quiet)];
    let speaker = match (&item.candidate.speaker, item.is_term()) {
        (_, true) => None,
        (Some(name), _) => Some((Safe::line(name.clone()), look.theme.strong)),
        (None, _) => Some(("unknown".into(), look.theme.warning)),
    };
    let why = why(state, item);
    let speaker_columns = speaker.as_ref().map_or(0, |(name, _)| width::width(name.as_str()));
    let mut lines = vec![status];
    if rows < 9 && speaker_columns + width::width(why.as_str()) + 3 <= columns {
        let dot = speaker.is_some().then_some((dot, look.theme.quiet));
        lines.push(speaker.into_iter().chain(dot).chain([(why, look.theme.quiet)]).collect());
    } else {
        lines.extend(speaker.map(|(name, style)| wrapped(&name, columns, 0, style)).into_iter().flatten());
        lines.extend(wrapped(&why, columns, 0, look.theme.quiet));
    }
    if state.is_unclosed(item) {
        let doubt = safe!(UNCLOSED_SIGN, " no mark closes it: check where it ends");
        lines.extend(wrapped(&doubt, columns, 0, look.theme.warning));
    }
    for doubt in item.read.iter().flat_map(|read| &read.doubts) {
        let doubt = safe!(look.glyphs.problem, " ", Safe::line(doubt.as_str()));
        lines.extend(wrapped(&doubt, columns, 0, look.theme.warning));
    }
    lines
}

/// How the speaker was found, in plain words.
fn why(state: &ReviewState, item: &ReviewItem) -> Safe<'static> {
    let excerpt = |range: &Option<Range<usize>>| {
        let text = range.as_ref().and_then(|range| state.text().get(range.clone()));
        text.map(|text| Safe::line(text.to_owned()))
    };
    match item.candidate.why {
        _ if item.has_chosen_speaker => "you chose the speaker".into(),
        _ if item.read.is_some() && item.is_term() => "left out".into(),
        _ if item.read.is_some() && item.candidate.speaker.is_some() => "as the file says".into(),
        _ if item.read.is_some() => "unsure: the file names nobody".into(),
        Why::Term if item.is_term() => "a term, not a quotation".into(),
        _ if item.is_term() => "you made it a term".into(),
        Why::Named => match excerpt(&item.candidate.cue) {
            Some(cue) => safe!("named beside “", cue, "”"),
            None => "named beside it".into(),
        },
        Why::LeadIn => "named in the lead-in".into(),
        Why::Credit => "named in the credit".into(),
        Why::Label => "named at the beginning of the line".into(),
        Why::Reference => match excerpt(&item.candidate.speaker_span) {
            Some(reference) => safe!("“", reference, "” is the person named before"),
            None => "the person named before".into(),
        },
        Why::Continuation => "continues the previous quotation".into(),
        Why::Unnamed => "described, but not named".into(),
        Why::Unsure | Why::Term => "unsure: nobody is named".into(),
    }
}

/// The words as they will be written, in quotation marks.
fn words_lines(state: &ReviewState, item: &ReviewItem, columns: usize, look: &Appearance) -> Vec<Line> {
    let read = item.read.as_ref().and_then(|read| read.words.clone());
    let words = Safe::text(read.unwrap_or_else(|| item.candidate.unwrapped_words(state.text())));
    // There is room for the sign that they are cut.
    let columns = columns.saturating_sub(2);
    wrapped(&safe!(look.glyphs.quotes.0, words, look.glyphs.quotes.1), columns, 0, look.theme.verbatim)
}

/// What leads in to it, its section, and its topics.
fn field_lines(state: &ReviewState, item: &ReviewItem, columns: usize, look: &Appearance) -> Vec<Line> {
    let excerpt = |range: &Option<Range<usize>>| {
        let text = range.as_ref().and_then(|range| state.text().get(range.clone()));
        text.map(|text| Safe::line(text.trim().to_owned()))
    };
    let topics = (!item.topics.is_empty()).then(|| Safe::line(item.topics.join(", ")));
    let fields = [
        ("CUE", excerpt(&item.candidate.cue)),
        ("LEAD-IN", excerpt(&item.candidate.lead)),
        ("SECTION", excerpt(&item.candidate.section)),
        ("TOPICS", topics),
    ];
    let labelled = |(label, text): (&'static str, Option<Safe<'static>>)| {
        let mut lines = text.map(|text| wrapped(&text, columns, LABEL_COLUMNS, look.theme.text)).unwrap_or_default();
        if let Some(first) = lines.first_mut().and_then(|line| line.first_mut()) {
            *first = (safe!(label, Safe::line(" ".repeat(LABEL_COLUMNS - label.len()))), look.theme.quiet);
        }
        lines
    };
    fields.into_iter().flat_map(labelled).collect()
}

/// The speakers that have a number.
fn speaker_lines(state: &ReviewState, columns: usize, look: &Appearance) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut used = 0;
    for (number, name) in state.numbered_speakers() {
        let name = width::truncate(&name, columns.saturating_sub(2), look.glyphs.ellipsis).into_owned();
        let wide = width::width(name.as_str()) + 2;
        if lines.is_empty() || used + 2 + wide > columns {
            lines.push(Line::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            let gap = if used > 0 { "  " } else { "" };
            line.push((safe!(gap, number), look.theme.key));
            line.push((safe!(" ", name), look.theme.text));
            used += wide + gap.len();
        }
    }
    lines
}

/// Wraps a text, indented.
fn wrapped(text: &Safe<'_>, columns: usize, indent: usize, style: Style) -> Vec<Line> {
    let blank = || (Safe::line(" ".repeat(indent)), style);
    let line = |range| vec![blank(), (text.slice(range).into_owned(), style)];
    wrap(text.as_str(), columns.saturating_sub(indent)).into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::ReviewStart;
    use crate::ui::glyphs::Glyphs;
    use crate::ui::theme::{Theme, ThemeName};
    use kzq_extract::candidate::{Candidate, CandidateKind};
    use kzq_extract::review::Review;

    #[test]
    fn reason_for_a_speaker_is_described_in_words() {
        let text = "“Yes,” said Ada. “No,” she added.";
        let candidate = |why, cue: Option<Range<usize>>, speaker_span: Option<Range<usize>>| Candidate {
            speaker_span,
            cue,
            why,
            ..Candidate::new(CandidateKind::Quote, std::iter::once(3..6).collect())
        };
        let said = text.find("said").unwrap();
        let she = text.find("she").unwrap();
        for (why_found, cue, speaker, expected) in [
            (Why::Named, Some(said..said + 4), None, "named beside “said”"),
            (Why::Named, None, None, "named beside it"),
            (Why::Reference, None, Some(she..she + 3), "“she” is the person named before"),
            (Why::Continuation, None, None, "continues the previous quotation"),
            (Why::Unsure, None, None, "unsure: nobody is named"),
        ] {
            let review = Review::new(vec![candidate(why_found, cue, speaker)]);
            let model = Model::with_preferences(
                crate::app::Preferences {
                    review: Some(ReviewStart {
                        title: "T".into(),
                        text: text.into(),
                        places: None,
                        review,
                        unclosed_marks: Vec::new(),
                    }),
                    ..Default::default()
                },
                (80, 24),
            );
            let state = model.review().unwrap();
            assert_eq!(why(state, state.review().current().unwrap()).as_str(), expected);
        }
    }

    #[test]
    fn decisions_have_different_glyphs() {
        for glyphs in [Glyphs::UNICODE, Glyphs::ASCII] {
            let look = Appearance { theme: Theme::builtin(ThemeName::Mono), glyphs };
            let item = |decision, kind, is_written| {
                let candidate = Candidate::new(kind, std::iter::once(0..1).collect());
                ReviewItem { decision, is_written, ..ReviewItem::new(0, candidate) }
            };
            let items = [
                item(Decision::Undecided, CandidateKind::Quote, false),
                item(Decision::Accepted, CandidateKind::Quote, false),
                item(Decision::Rejected, CandidateKind::Quote, false),
                item(Decision::Accepted, CandidateKind::Quote, true),
                item(Decision::Undecided, CandidateKind::Term, false),
            ];
            let signs: std::collections::HashSet<&str> = items.iter().map(|item| decision(item, &look).0).collect();
            assert_eq!(signs.len(), items.len());
        }
    }
}
