//! Dialogue in which a dash begins what somebody says, as in Russian, French and Spanish, without marks.
//!
//! A dash also begins the items of a list and the name below a quotation. A text has dialogue if some line with a dash asks
//! a question or has a cue; then what begins with a dash and ends as a sentence does is said by somebody.

use std::ops::Range;

use crate::interruption::{Style, find_interruptions, without_interruptions};
use crate::paragraphs::trim_range;
use crate::quote_marks::find_quoted_runs;

/// A line of dialogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// The line, with its dash and its cues.
    pub(crate) range: Range<usize>,
    /// The parts of what is said in it.
    pub(crate) said: Vec<Range<usize>>,
}

/// A line that begins with a dash.
struct DashLine {
    range: Range<usize>,
    /// What follows the dash, without stage directions.
    content: Range<usize>,
    said: Vec<Range<usize>>,
    has_cue: bool,
    is_hyphen: bool,
}

/// Finds the lines of dialogue of a text, in order.
pub(crate) fn find_dialogue(text: &str, style: Style) -> Vec<Line> {
    let lines = dash_lines(text, style);
    let asks = |line: &DashLine| text[line.content.clone()].ends_with('?') && !line.is_hyphen;
    if !lines.iter().any(|line| line.has_cue || asks(line)) {
        return Vec::new();
    }
    let is_speech = |line: &DashLine| {
        let content = &text[line.content.clone()];
        let begins = content.starts_with(|c: char| {
            c.is_uppercase() || c.is_numeric() || matches!(c, '…' | '¿' | '¡' | '«' | '“' | '"')
        });
        let ends = content.ends_with(['.', '!', '?', '…', '»', '”', '"', ':']);
        begins && (line.has_cue || (ends && !line.is_hyphen))
    };
    let interview = is_interview(&lines);
    let mut found: Vec<Line> = Vec::new();
    let mut at = 0;
    for line in lines.into_iter().filter(is_speech) {
        // In an interview, a paragraph between two turns continues with the answer.
        if let Some(last) = found.last_mut().filter(|_| interview) {
            let between = trim_range(text, at..line.range.start);
            let is_answer =
                !text[between.clone()].contains("\n\n") && text[between.clone()].ends_with(['.', '!', '…', '»']);
            if is_answer && !between.is_empty() {
                last.range.end = between.end;
                last.said.push(between);
            }
        }
        at = line.range.end;
        found.push(Line { range: line.range, said: line.said });
    }
    found
}

/// Whether the lines are the questions and answers of an interview: many, without any cue.
fn is_interview(lines: &[DashLine]) -> bool {
    const MIN_TURNS: usize = 6;
    lines.len() >= MIN_TURNS && !lines.iter().any(|line| line.has_cue)
}

/// The lines of a text that begin with a dash and a blank, each to the end of its paragraph or to the next such line.
fn dash_lines(text: &str, style: Style) -> Vec<DashLine> {
    let mut lines = Vec::new();
    let mut starts = line_starts(text).filter(|&at| opening_dash(&text[at..]).is_some()).peekable();
    while let Some(start) = starts.next() {
        let limit = starts.peek().copied().unwrap_or(text.len());
        let end = text[start..limit].find("\n\n").map_or(limit, |end| start + end);
        // A line that begins with a quotation mark is the next paragraph, where one is printed on each line.
        let mut breaks = text[start..end].match_indices('\n').map(|(at, _)| start + at);
        let is_last = |at: &usize| {
            text[..*at].trim_end().ends_with(['.', '!', '?', '…']) && text[at + 1..].starts_with(['«', '“', '„', '"'])
        };
        let end = breaks.find(is_last).unwrap_or(end);
        let range = trim_range(text, start..end);
        let Some(dash) = opening_dash(&text[range.start..]) else { continue };
        let is_hyphen = text[range.start..].starts_with('-');
        let content = without_direction(text, trim_range(text, range.start + dash..range.end.max(range.start + dash)));
        if content.is_empty() {
            continue;
        }
        let nested = find_quoted_runs(text, content.clone());
        let cues = find_interruptions(text, content.clone(), &nested, style);
        let said = without_interruptions(text, content.clone(), &cues);
        lines.push(DashLine { range, content, said, has_cue: !cues.is_empty(), is_hyphen });
    }
    lines
}

fn line_starts(text: &str) -> impl Iterator<Item = usize> {
    let first = (!text.is_empty()).then_some(0);
    first.into_iter().chain(text.match_indices('\n').map(|(at, _)| at + 1))
}

/// The length of the dash and the blanks with which a line begins.
fn opening_dash(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches([' ', '\t', '\u{a0}']);
    let after = rest.strip_prefix(['—', '–', '―', '-'])?;
    let trimmed = after.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let is_spanish =
        rest.starts_with(['—', '–']) && after.starts_with(|c: char| c.is_uppercase() || matches!(c, '¿' | '¡'));
    (trimmed.len() < after.len() || is_spanish).then(|| line.len() - trimmed.len())
}

/// Leaves out a stage direction at the start: `(Laughs.) Yes.`
fn without_direction(text: &str, content: Range<usize>) -> Range<usize> {
    const MAX_DIRECTION_BYTES: usize = 80;
    let inside = text[content.clone()].strip_prefix('(').and_then(|rest| rest.find(')'));
    match inside {
        Some(end) if end <= MAX_DIRECTION_BYTES => trim_range(text, content.start + end + 2..content.end),
        _ => content,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let one = |line: &Line| {
            let parts: Vec<&str> = line.said.iter().map(|part| &text[part.clone()]).collect();
            parts.join(" | ")
        };
        find_dialogue(text, Style::DashesOrCommas).iter().map(one).collect::<Vec<_>>().join(" / ")
    }

    #[test]
    fn paragraphs_with_a_leading_dash_are_dialogue() {
        for (text, expected) in [
            ("— Да?\n\n— Нет, — сказал он, — но да. И нет.\n\nОн ушёл.", "Да? / Нет, | но да. И нет."),
            ("— Да, — сказал он. — Нет.", "Да, | Нет."),
            ("– Il est mort, dit-il. C’est rare.\n– Rien.", "Il est mort, | C’est rare. / Rien."),
            ("- Да, - сказал он.\n- Нет, - сказала она.", "Да, / Нет,"),
            ("- Да, - сказал он.\n- Нет, - сказала она.\n«Да», — сказал он.", "Да, / Нет,"),
            ("—¿Vienes? —preguntó Ana.\n—No.", "¿Vienes? / No."),
            ("— (Смеётся.) Нет?", "Нет?"),
            // Lists, names and headings.
            ("Купить:\n— хлеб;\n— соль.", ""),
            ("— Хлеб.\n— Соль.", ""),
            ("- Bread?\n- Salt.", ""),
            ("Oui ?\n\n— Ada Byron", ""),
            ("Да.\n\n— Что ты?\n\n— Ада Байрон", "Что ты?"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn answers_of_interviews_have_several_paragraphs() {
        let text = "— Да?\n\n— Нет.\n\nНо было.\n\n— Как?\n\n— Так.\n\n— И?\n\n— Всё.\n\nОна ушла.";
        assert_eq!(shown(text), "Да? / Нет. | Но было. / Как? / Так. / И? / Всё.");
    }

    #[test]
    fn many_dashes_take_linear_time() {
        for unit in ["— ", "\n— a", "\n- b - c", "\n— Да?"] {
            find_dialogue(&unit.repeat(100_000), Style::DashesOrCommas);
        }
    }
}
