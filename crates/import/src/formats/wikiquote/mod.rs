//! The wikitext of Wikiquote: `* words`, below them `** source` and `*** note`, in sections.
//!
//! On the page of a person the speaker is that person, and `**` is the source; on the page of a theme, and among quotations
//! about a person, the speaker is in `**`. What a section calls misattributed or disputed gets that status, with what is
//! below the words as the reason. Nothing below them is taken for a quotation, though it may be the true one.

mod lines;
mod markup;
mod page;
mod quotation;
mod sections;
mod templates;

use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{Item, Sink, Skipped};
use lines::lines;
use page::Page;
use quotation::Quotation;
use sections::{Role, Sections, heading};

/// The row of the format.
pub(super) const FORMAT: Format = Format { name: "wikiquote", about: "the wikitext of a Wikiquote page", sniff, read };

fn sniff(input: &Input<'_>) -> Option<String> {
    let text = input.start();
    let has_markup = ["[[", "''", "{{"].iter().any(|mark| text.contains(mark));
    let mut lines = text.lines();
    let is_heading = |line: &str| line.starts_with("==") && heading(line).is_some();
    let is_wikitext = has_markup
        && !text.starts_with("<mediawiki")
        && text.lines().any(is_heading)
        && lines.any(|line| line.starts_with('*') && !line.trim_start_matches('*').trim().is_empty());
    is_wikitext.then(|| "wikitext: headings between `==`, items that begin with `*`".to_owned())
}

fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let page = Page::of(input.text, input.name);
    sink.remark(page.describe());
    let mut reader =
        Reader { doubt: page.doubt.clone(), page, sections: Sections::default(), open: None, found: false, sink };
    for line in lines(input.text) {
        if !reader.take(line.number, line.text.trim_end()) {
            return Ok(());
        }
    }
    reader.end();
    if reader.found { Ok(()) } else { Err(ReadError::of_file("no quotation found: lines that begin with `*`")) }
}

/// Reads a page line by line.
struct Reader<'t, 's> {
    page: Page,
    /// What to say only once.
    doubt: Option<String>,
    sections: Sections,
    open: Option<Quotation<'t>>,
    /// Whether there is a list.
    found: bool,
    sink: &'s mut dyn Sink,
}

impl<'t> Reader<'t, '_> {
    /// Takes a line; returns whether to go on.
    fn take(&mut self, number: usize, line: &'t str) -> bool {
        let rest = line.trim_start_matches(['*', '#', ':', ';']);
        let marker = &line[..line.len() - rest.len()];
        let depth = marker.matches(['*', '#']).count();
        if line.starts_with('=')
            && let Some((level, title)) = heading(line)
        {
            let go_on = self.end();
            self.sections.enter(level, title);
            return go_on;
        }
        match &mut self.open {
            Some(open) if marker == ":" && open.goes_on() => open.push_line(rest),
            Some(open) if depth > 0 && marker.ends_with(':') => open.push_below(depth, rest, true),
            Some(open) if depth > 1 => open.push_below(depth, rest, false),
            _ if depth > 0 && marker.starts_with(['*', '#']) => {
                let go_on = self.end();
                self.found = true;
                self.open = Some(Quotation::new(number, rest));
                return go_on;
            }
            _ if line.trim().is_empty() => return self.end(),
            _ => {
                let go_on = self.end();
                let has_words = quotation::has_words(line);
                return go_on
                    && (!has_words || self.sections.role() == Role::None || self.skip(number, "text outside a list"));
            }
        }
        true
    }

    fn skip(&mut self, line: usize, reason: &'static str) -> bool {
        self.sink.accept(Item::Skipped(Skipped { line, reason }))
    }

    /// Hands on the quotation that is open; returns whether to go on.
    fn end(&mut self) -> bool {
        let Some(open) = self.open.take() else { return true };
        if self.sections.role() == Role::None {
            return self.skip(open.line, "in a section without quotations");
        }
        let line = open.line;
        match open.into_entry(&self.page, &self.sections) {
            Some(mut entry) => {
                entry.doubts.extend(self.doubt.take());
                self.sink.accept(Item::Entry(entry))
            }
            None => self.skip(line, "no words"),
        }
    }
}

#[cfg(test)]
mod tests;
