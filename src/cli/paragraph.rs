//! Paragraphs for reading: on a terminal wrapped at words, with styled matches and attributions, and links.

use std::io;
use std::ops::Range;

use clap::builder::styling::Style;

use super::out::Out;
use kzq_export::{addresses, ascii_url};
use kzq_text::wrap::wrap;
use kzq_text::{Safe, width};

/// The look of a part of a paragraph, if output is in colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Bold.
    Bold,
    /// Dim.
    Dim,
    /// A link to an address, which is ASCII.
    Link(Safe<'static>),
}

/// A text, and how parts of it look.
pub(super) struct Paragraph {
    text: Safe<'static>,
    looks: Vec<(Range<usize>, Look)>,
}

impl Paragraph {
    /// The visible part of a text, with its web addresses as links.
    pub(super) fn new(text: &Safe<'_>) -> Self {
        let text = text.visible().into_owned();
        let link = |range: Range<usize>| (range.clone(), Look::Link(ascii_url(&text.slice(range))));
        let looks = addresses(text.as_str()).map(link).collect();
        Self { text, looks }
    }

    /// The visible text.
    pub(super) fn text(&self) -> &Safe<'static> {
        &self.text
    }

    /// Adds a look to a part of the visible text; the range is in bytes.
    pub(super) fn add_look(&mut self, range: Range<usize>, look: Look) {
        self.looks.push((range, look));
    }

    /// Writes the paragraph after a head, with later lines indented by its width. It is wrapped on a terminal only.
    pub(super) fn write(&self, out: &mut Out<'_>, head: &Safe<'_>) -> io::Result<()> {
        /// Below this width, the terminal wraps the paragraph.
        const MIN_COLUMNS: usize = 12;
        let indent = width::width(head.visible().as_str());
        let room = out.columns().map(|columns| columns.saturating_sub(indent));
        let lines = match room.filter(|room| *room >= MIN_COLUMNS) {
            Some(room) => wrap_around_ids(self.text.as_str(), room),
            None => std::iter::once(0..self.text.as_str().len()).collect(),
        };
        out.text(head)?;
        for (index, line) in lines.into_iter().enumerate() {
            if index > 0 {
                out.text(&Safe::text(format!("\n{:indent$}", "")))?;
            }
            self.write_line(out, &line)?;
        }
        out.line(&Safe::default())
    }

    fn write_line(&self, out: &mut Out<'_>, line: &Range<usize>) -> io::Result<()> {
        if !out.is_coloured() {
            return out.text(&self.text.slice(line.clone()));
        }
        let touches = |(range, _): &&(Range<usize>, Look)| range.start < line.end && line.start < range.end;
        let looks: Vec<&(Range<usize>, Look)> = self.looks.iter().filter(touches).collect();
        let ends = looks.iter().flat_map(|(range, _)| [range.start.max(line.start), range.end.min(line.end)]);
        let mut ends: Vec<usize> = ends.chain([line.start, line.end]).collect();
        ends.sort_unstable();
        ends.dedup();
        for piece in ends.iter().zip(ends.iter().skip(1)).map(|(&start, &end)| start..end) {
            let covering = looks.iter().filter(|(range, _)| range.start <= piece.start && piece.end <= range.end);
            out.rendered(&render(&self.text.slice(piece.clone()), covering.map(|(_, look)| look)))?;
        }
        Ok(())
    }
}

/// Wraps a text, but never within what may be an id: it is copied. One that is too wide has a line of its own, which the
/// terminal wraps without breaking what is copied.
fn wrap_around_ids(text: &str, columns: usize) -> Vec<Range<usize>> {
    let is_in_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '/' | '_' | '.');
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let ids = words.filter(|word| word.contains(['-', '/']) && word.chars().all(is_in_id));
    let start_of = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    let ids: Vec<Range<usize>> = ids.map(|id| start_of(id)..start_of(id) + id.len()).collect();
    // Lines are not broken within letters, which are as wide as the signs of an id.
    let mut undivided = text.to_owned();
    for id in &ids {
        undivided.replace_range(id.clone(), &"x".repeat(id.len()));
    }
    let mut lines: Vec<Range<usize>> = Vec::new();
    for line in wrap(&undivided, columns) {
        match lines.last_mut() {
            Some(last) if ids.iter().any(|id| id.start < line.start && line.start < id.end) => last.end = line.end,
            _ => lines.push(line),
        }
    }
    lines
}

/// Renders a text with its looks as escape sequences.
fn render<'l>(text: &Safe<'_>, looks: impl Iterator<Item = &'l Look>) -> String {
    let (mut style, mut address) = (Style::new(), None);
    for look in looks {
        match look {
            Look::Bold => style = style.bold(),
            Look::Dim => style = style.dimmed(),
            Look::Link(to) => address = Some(to),
        }
    }
    match address {
        Some(address) => format!("\x1b]8;;{address}\x1b\\{style}{text}{style:#}\x1b]8;;\x1b\\"),
        None => format!("{style}{text}{style:#}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes a paragraph with the given looks.
    fn written(text: &'static str, looks: &[(Range<usize>, Look)], colour: bool, columns: Option<usize>) -> String {
        let mut bytes = Vec::new();
        let mut out = Out::coloured(&mut bytes, colour).wrapped_at(columns);
        let mut paragraph = Paragraph::new(&text.into());
        for (range, look) in looks {
            paragraph.add_look(range.clone(), look.clone());
        }
        paragraph.write(&mut out, &"> ".into()).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn only_a_terminal_gets_wrapped_lines() {
        let text = "one two three four";
        assert_eq!(written(text, &[], false, None), "> one two three four\n");
        assert_eq!(written(text, &[], false, Some(15)), "> one two three\n  four\n");
        assert_eq!(written(text, &[], false, Some(8)), "> one two three four\n", "the terminal wraps it");
    }

    #[test]
    fn ids_are_never_broken() {
        for (text, lines) in [
            ("same topics: energy/middle-corridor, b", "> same topics:\n  energy/middle-corridor, b\n"),
            ("the (middle-way)", "> the\n  (middle-way)\n"),
            ("a-very-long-id-indeed", "> a-very-long-id-indeed\n"),
            ("so a-very-long-id-indeed it is", "> so\n  a-very-long-id-indeed it is\n"),
        ] {
            assert_eq!(written(text, &[], false, Some(17)), lines, "{text}");
        }
    }

    #[test]
    fn looks_continue_on_the_next_line() {
        let looks = [(4..18, Look::Dim), (4..7, Look::Bold)];
        assert_eq!(written("one two three four", &looks, false, None), "> one two three four\n");
        assert_eq!(
            written("one two three four", &looks, true, Some(15)),
            "> one \x1b[1m\x1b[2mtwo\x1b[0m\x1b[2m three\x1b[0m\n  \x1b[2mfour\x1b[0m\n"
        );
    }

    #[test]
    fn urls_become_links() {
        assert_eq!(
            written("see https://a.example/é.", &[], true, None),
            "> see \x1b]8;;https://a.example/%C3%A9\x1b\\https://a.example/é\x1b]8;;\x1b\\.\n"
        );
    }
}
