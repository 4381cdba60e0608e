//! [`Flow`]: the paragraphs of a packed document, and the text that they become.

use kzq_text::markup::TextBuilder;

use crate::document::{Paragraphs, Part, PartKind, Places};

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ParagraphRole {
    /// Running text.
    #[default]
    Body,
    /// Set apart as a quotation.
    Quote,
    /// A heading.
    Heading,
}

/// A paragraph. Offsets are in bytes of its text.
#[derive(Debug, Default)]
pub(crate) struct Paragraph {
    pub(crate) text: String,
    pub(crate) role: ParagraphRole,
    /// Where pages began in it when it was last laid out.
    pub(crate) pages: Vec<usize>,
    /// Where its author begins a page.
    pub(crate) forced_pages: Vec<usize>,
    /// Where it refers to notes and comments, each with its number in the order of reading.
    pub(crate) references: Vec<(usize, usize)>,
    /// Whether the next paragraph continues it: the break between them was deleted.
    pub(crate) is_continued: bool,
    /// What is in the text boxes that are anchored in it.
    pub(crate) boxed: Flow,
}

/// Paragraphs, in order.
#[derive(Debug, Default)]
pub(crate) struct Flow(Vec<Paragraph>);

/// The text of a flow.
pub(crate) struct FlowText {
    pub(crate) part: Part<'static>,
    /// Where it refers to notes and comments, each with its number in the order of reading; in bytes of the text.
    pub(crate) references: Vec<(usize, usize)>,
}

impl Flow {
    /// Whether it has no paragraphs.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a paragraph.
    pub(crate) fn push(&mut self, next: Paragraph) {
        match self.0.last_mut().filter(|last| last.is_continued) {
            None => self.0.push(next),
            Some(last) => {
                let before = last.text.len();
                last.text.push_str(&next.text);
                last.role = next.role;
                last.pages.extend(next.pages.iter().map(|at| before + at));
                last.forced_pages.extend(next.forced_pages.iter().map(|at| before + at));
                last.references.extend(next.references.iter().map(|(at, number)| (before + at, *number)));
                last.is_continued = next.is_continued;
                last.boxed.0.extend(next.boxed.0);
            }
        }
    }

    /// Says that the last paragraph is not continued, because what it is in ends.
    pub(crate) fn end_cell(&mut self) {
        if let Some(last) = self.0.last_mut() {
            last.is_continued = false;
        }
    }

    /// The paragraphs, those of text boxes after the ones in which they are anchored.
    fn into_paragraphs(self) -> Vec<Paragraph> {
        let mut open = vec![self.0.into_iter()];
        let mut all = Vec::new();
        while let Some(last) = open.last_mut() {
            match last.next() {
                Some(mut paragraph) => {
                    let boxed = std::mem::take(&mut paragraph.boxed);
                    all.push(paragraph);
                    open.push(boxed.0.into_iter());
                }
                None => {
                    open.pop();
                }
            }
        }
        all
    }

    /// Makes a text of it, with its paragraphs, and with its pages if the file says where they begin: if it has been laid
    /// out. Those that the author begins are too few to count.
    pub(crate) fn into_text(self, kind: PartKind, is_laid_out: bool) -> FlowText {
        let paragraphs = self.into_paragraphs();
        let is_laid_out = is_laid_out || paragraphs.iter().any(|paragraph| !paragraph.pages.is_empty());
        let mut builder = TextBuilder::new("");
        let (mut starts, mut references) = (Vec::new(), Vec::new());
        // Where pages begin, laid out and begun by the author, and how many begin with the next text.
        let (mut pages, mut waiting) = ([Vec::new(), Vec::new()], [0, 0]);
        let mut role = ParagraphRole::Body;
        for paragraph in &paragraphs {
            let is_blank = paragraph.text.trim().is_empty();
            if !is_blank {
                match (role == ParagraphRole::Quote, paragraph.role == ParagraphRole::Quote) {
                    (false, true) => builder.open_block(),
                    (true, false) => builder.close_block(),
                    _ => {}
                }
                role = paragraph.role;
            }
            let start = builder.text().len();
            let place = |at: usize| if is_blank { start } else { start + at };
            references.extend(paragraph.references.iter().map(|&(at, number)| (place(at), number)));
            let end = paragraph.text.trim_end().len();
            for (kind, own) in [&paragraph.pages, &paragraph.forced_pages].into_iter().enumerate() {
                if !is_blank {
                    pages[kind].extend(std::iter::repeat_n(start, std::mem::take(&mut waiting[kind])));
                }
                let inside = own.iter().filter(|at| **at < end);
                pages[kind].extend(inside.clone().map(|at| start + at));
                waiting[kind] += own.len() - inside.count();
            }
            if is_blank {
                continue;
            }
            starts.push(start);
            if role == ParagraphRole::Heading {
                builder.open_heading();
            }
            builder.push(&paragraph.text, 0);
            builder.close_heading();
            builder.end_paragraph();
        }
        let plain = builder.finish().into_own_original();
        let end = plain.text().len();
        for (at, _) in &mut references {
            *at = (*at).min(end);
        }
        let pages = is_laid_out.then(|| merged(&pages));
        let places = Places::Paragraphs(Paragraphs { starts, pages, first_page: 1, sections: Vec::new() });
        FlowText { part: Part { places, ..Part::new(kind, plain) }, references }
    }
}

/// Merges where pages begin according to the layout and to the author: at one place, both mean the same pages.
fn merged([laid_out, begun]: &[Vec<usize>; 2]) -> Vec<usize> {
    let mut all = Vec::new();
    let (mut laid_out, mut begun) = (laid_out.as_slice(), begun.as_slice());
    while let Some(&next) = laid_out.first().into_iter().chain(begun.first()).min() {
        let count = |list: &[usize]| list.iter().take_while(|at| **at == next).count();
        let (own, forced) = (count(laid_out), count(begun));
        all.extend(std::iter::repeat_n(next, own.max(forced)));
        (laid_out, begun) = (&laid_out[own..], &begun[forced..]);
    }
    all
}

/// Whether paragraphs of a style are quotations, by the name of the style.
pub(crate) fn is_quote_style(name: &str) -> bool {
    let name = name.to_lowercase();
    ["quot", "zitat", "block text", "blocktext", "цитат", "cytat"].iter().any(|part| name.contains(part))
        || ["cita", "citat", "citation", "citazione", "citação", "citaat", "verse"].contains(&name.as_str())
}

/// Whether paragraphs of a style are headings, by the name of the style.
pub(crate) fn is_heading_style(name: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with("heading") || name == "title" || name == "subtitle"
}

/// Puts the notes and comments of a document after its main text, on the pages on which it refers to them.
pub(crate) fn add_separate(main: &FlowText, number: usize, mut part: Part<'static>) -> Part<'static> {
    let anchor = main.references.iter().find(|(_, own)| *own == number).map(|(at, _)| *at);
    part.anchor = anchor;
    if let (Some(page), Places::Paragraphs(own)) = (anchor.and_then(|at| main.part.place(at).page), &mut part.places) {
        (own.first_page, own.pages) = (page, Some(Vec::new()));
    }
    part
}
