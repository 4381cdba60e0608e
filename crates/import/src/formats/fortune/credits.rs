//! Where a fortune's credit is.

use kzq_text::sentence;

use kzq_edit::credit::{self, Credit, CreditReader, Inline, Likeness, after_dash};

/// A part of a fortune: its words, and the credit below them.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// The number of lines before it.
    pub(super) offset: usize,
    pub(super) text: String,
    pub(super) credit: Option<Credit>,
    pub(super) doubts: Vec<String>,
}

/// A credit that runs over lines.
#[derive(Clone, Copy, Debug)]
struct Place {
    first: usize,
    /// The line after the last one.
    end: usize,
}

/// The number of blanks before a credit that is not at the margin.
const MARGIN: usize = 2;

/// The number of blanks before a name that is set off from the words by nothing else.
const SET_OFF: usize = 8;

/// The doubt about a fortune that cannot be divided.
const SEVERAL: &str = "several credits: they are left in the text, and the speaker is unknown";

/// Divides a fortune into its quotations with their credits. It is divided only if each credit is clear and ends a
/// paragraph.
pub(super) fn divide(text: &str, credits: &mut CreditReader) -> Vec<Part> {
    let lines: Vec<&str> = text.lines().collect();
    let places = places(&lines, credits);
    match places.as_slice() {
        [] => vec![without_dash(&lines, credits)],
        [place] => vec![single(&lines, *place, credits)],
        _ => several(&lines, &places, credits).unwrap_or_else(|| {
            vec![Part { text: joined(&lines), doubts: vec![SEVERAL.to_owned()], ..Part::default() }]
        }),
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

fn joined(lines: &[&str]) -> String {
    let from = lines.iter().position(|line| !is_blank(line)).unwrap_or(lines.len());
    let lines: Vec<&str> = lines[from..].iter().map(|line| line.trim_end()).collect();
    let mut text = lines.join("\n");
    text.truncate(text.trim_end().len());
    text
}

/// Finds the credits that begin with a dash.
fn places(lines: &[&str], credits: &mut CreditReader) -> Vec<Place> {
    let mut places = Vec::new();
    // Lines that all begin with dashes are what persons say in turn.
    let is_margin_dash = |line: &&&str| indent(line) < MARGIN && after_dash(line).is_some();
    let first = lines.iter().position(|line| !is_blank(line)).unwrap_or(lines.len());
    let is_dialogue =
        lines.iter().filter(is_margin_dash).count() > 1 && lines.get(first).is_some_and(|line| is_margin_dash(&line));
    let mut at = first + 1;
    while at < lines.len() {
        let line = lines[at];
        let Some(name) = after_dash(line) else {
            at += 1;
            continue;
        };
        let end = (at + 1..lines.len())
            .find(|&next| is_blank(lines[next]) || indent(lines[next]) < MARGIN || after_dash(lines[next]).is_some())
            .unwrap_or(lines.len());
        let is_list = line.trim_start().starts_with("- ")
            && lines.iter().filter(|line| line.trim_start().starts_with("- ")).count() > 1;
        let is_credit = if indent(line) >= MARGIN {
            !is_list && looks_like_credit(name, true, credits)
        } else {
            !is_dialogue && !is_list && looks_like_credit(name, false, credits)
        };
        if is_credit {
            places.push(Place { first: at, end });
        }
        at = end.max(at + 1);
    }
    places
}

/// Whether what follows a dash is a credit. With indentation, all but running text is.
fn looks_like_credit(name: &str, is_indented: bool, credits: &mut CreditReader) -> bool {
    let credit = credits.read(name);
    credit.likeness != Likeness::No
        || credit.source.is_some()
        || is_indented && name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“(_<'".contains(c))
        || is_indented && name.split_whitespace().count() <= 6
}

fn read_place(lines: &[&str], place: Place, credits: &mut CreditReader) -> Credit {
    let credit = credits.read(&lines[place.first..place.end].join(" "));
    (*credit).clone()
}

/// One credit; what follows it is a note.
fn single(lines: &[&str], place: Place, credits: &mut CreditReader) -> Part {
    let mut part = Part { text: joined(&lines[..place.first]), ..Part::default() };
    let mut credit = read_place(lines, place, credits);
    let after = joined(&lines[place.end..]);
    if !after.is_empty() {
        if !after.starts_with(['[', '(']) {
            part.doubts.push("the text after the credit became the note".to_owned());
        }
        credit.note = credit::join(credit.note.take(), Some(after));
    }
    part.credit = Some(credit);
    part
}

/// Several quotations, if each credit is clear and followed by an empty line, and each has words of its own.
fn several(lines: &[&str], places: &[Place], credits: &mut CreditReader) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut from = 0;
    for place in places {
        let credit = read_place(lines, *place, credits);
        let text = joined(&lines[from..place.first]);
        let ends = place.end == lines.len() || is_blank(lines[place.end]);
        let is_clear = credit.is_plausible() || credit.likeness != Likeness::No && credit.source.is_some();
        if !ends || text.is_empty() || !is_clear {
            return None;
        }
        let offset = from + lines[from..].iter().position(|line| !is_blank(line)).unwrap_or(0);
        parts.push(Part { offset, text, credit: Some(credit), doubts: Vec::new() });
        from = place.end;
    }
    joined(&lines[from..]).is_empty().then_some(parts)
}

/// A fortune without a line that begins with a dash: the credit may be in brackets, indented, in the last line or above.
fn without_dash(lines: &[&str], credits: &mut CreditReader) -> Part {
    if let Some(part) = chinese(lines) {
        return part;
    }
    let whole = || Part { text: joined(lines), ..Part::default() };
    let Some(last) = lines.iter().rposition(|line| !is_blank(line)) else { return whole() };
    let (above, line) = (&lines[..last], lines[last].trim());
    let may_be = |name: &str| {
        let doubt = format!("“{name}” may be a credit; it is left in the text");
        Part { doubts: vec![doubt], ..whole() }
    };
    let words = joined(above);
    if !words.is_empty() {
        let bracketed = line.strip_prefix('(').and_then(|line| line.strip_suffix(')'));
        let name = bracketed.unwrap_or(line);
        let margins: Vec<usize> = above.iter().filter(|line| !is_blank(line)).map(|line| indent(line)).collect();
        let deepest = margins.iter().max().copied().unwrap_or(0);
        let is_set_off = bracketed.is_none() && indent(lines[last]) >= SET_OFF && deepest < MARGIN;
        // The line above a name in brackets may be a name, too.
        let is_second = margins.last().is_some_and(|margin| *margin >= SET_OFF && margins.len() > 1);
        if bracketed.is_some() || is_set_off {
            let credit = credits.read(name);
            let is_end = words.ends_with(|c: char| sentence::is_terminator(c) || sentence::is_closing_mark(c));
            let is_clear = credit.likeness == Likeness::Certain && (bracketed.is_some() || is_end);
            if is_clear && !is_second {
                return Part { text: words, credit: Some((*credit).clone()), ..Part::default() };
            } else if credit.is_plausible() {
                return may_be(name);
            }
        }
    }
    match credits.in_line(line) {
        Inline::Found(_, credit) if credit.is_plausible() && above.iter().any(|line| has_credit(line, credits)) => {
            Part { doubts: vec![SEVERAL.to_owned()], ..whole() }
        }
        Inline::Found(words, credit) if credit.is_plausible() => {
            let text = joined(&[above, &[words]].concat());
            Part { text, credit: Some(*credit), ..Part::default() }
        }
        Inline::Weak(words, _) => may_be(line[words.len()..].trim()),
        Inline::Unsure(name) => may_be(name),
        _ => whole(),
    }
}

/// Whether a line ends in a credit.
fn has_credit(line: &str, credits: &mut CreditReader) -> bool {
    matches!(credits.in_line(line), Inline::Found(_, credit) if credit.is_plausible())
}

/// A Chinese poem has its title and its author above.
fn chinese(lines: &[&str]) -> Option<Part> {
    let at = lines.iter().take(4).position(|line| line.trim().starts_with("作者"))?;
    let name = lines[at].trim().trim_start_matches("作者").trim_start_matches([':', '：']).trim();
    let text = joined(&lines[at + 1..]);
    if name.is_empty() || text.is_empty() {
        return None;
    }
    let title = joined(&lines[..at]);
    let credit = if title.is_empty() || title.contains('\n') {
        credit::read(name)
    } else {
        credit::read(&format!("{name}, 《{}》", title.trim().trim_matches(['《', '》'])))
    };
    Some(Part { offset: at + 1, text, credit: Some(credit), doubts: Vec::new() })
}
