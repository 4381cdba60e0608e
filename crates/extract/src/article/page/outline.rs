//! [`Outline`]: how much text, prose and links each element of a page has.

use std::ops::Range;

use kzq_text::markup::{HtmlElement, HtmlTree};

/// From how many characters without links on a paragraph is prose, and not a label, a date or a button.
const MIN_PROSE: usize = 40;
/// Elements whose content is not shown as text.
const NO_TEXT: &[&str] = &[
    "head", "script", "style", "title", "noscript", "template", "svg", "math", "textarea", "select", "option",
    "iframe", "object", "audio", "video", "canvas",
];

/// What an element has, with all that is in it. Lengths are in characters other than white space.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Amount {
    /// Its text.
    pub(super) text: usize,
    /// Of it, what is a link.
    pub(super) linked: usize,
    /// What is prose: in paragraphs of some length, and no link.
    pub(super) prose: usize,
}

impl Amount {
    /// Whether the text is mostly links.
    pub(super) fn is_links(self, tenths: usize) -> bool {
        self.text > 0 && self.linked * 10 >= self.text * tenths
    }

    fn add(&mut self, other: Self) {
        self.text += other.text;
        self.linked += other.linked;
        self.prose += other.prose;
    }
}

/// The amounts of all elements of a page, but for what is left out.
#[derive(Debug)]
pub(super) struct Outline {
    /// For each element, with all that is in it.
    pub(super) amounts: Vec<Amount>,
    /// For each element, only of its own paragraph: text in it or in inline elements in it.
    pub(super) own: Vec<Amount>,
    /// Whether an element is in what is left out.
    pub(super) is_out: Vec<bool>,
}

impl Outline {
    /// Measures a page without the elements for which `is_out` is set, and without what is not shown.
    pub(super) fn new(tree: &HtmlTree, is_out: &[bool]) -> Self {
        let count = tree.elements.len();
        let mut outline = Self {
            amounts: vec![Amount::default(); count],
            own: vec![Amount::default(); count],
            is_out: is_out.to_vec(),
        };
        // For each element, whether it is in a link, and the block that it is in.
        let mut in_link = vec![false; count];
        let mut block = vec![0; count];
        for (index, element) in tree.elements.iter().enumerate() {
            let parent = element.parent;
            let is_hidden = NO_TEXT.contains(&element.name.as_str()) || element.is_hidden();
            outline.is_out[index] |= is_hidden || parent.is_some_and(|parent| outline.is_out[parent]);
            in_link[index] = leads_away(element) || parent.is_some_and(|parent| in_link[parent]);
            block[index] = parent.filter(|_| !element.is_block()).map_or(index, |parent| block[parent]);
        }
        for text in &tree.texts {
            let Some(parent) = text.parent.filter(|&parent| !outline.is_out[parent]) else { continue };
            let length = text.text.chars().filter(|c| !c.is_whitespace()).count();
            let linked = if in_link[parent] { length } else { 0 };
            outline.own[block[parent]].add(Amount { text: length, linked, prose: 0 });
        }
        for (own, amount) in outline.own.iter_mut().zip(&mut outline.amounts) {
            let plain = own.text - own.linked;
            own.prose = if plain >= MIN_PROSE { plain } else { 0 };
            *amount = *own;
        }
        for index in (0..count).rev() {
            let amount = outline.amounts[index];
            if let Some(parent) = tree.elements[index].parent {
                outline.amounts[parent].add(amount);
            }
        }
        outline
    }

    /// The prose of the page.
    pub(super) fn prose(&self, tree: &HtmlTree) -> usize {
        let outermost = tree.elements.iter().zip(&self.amounts).filter(|(element, _)| element.parent.is_none());
        outermost.map(|(_, amount)| amount.prose).sum()
    }
}

/// Whether an element is a link to another page.
fn leads_away(element: &HtmlElement) -> bool {
    element.name == "a" && element.attribute("href").is_some_and(|address| !address.starts_with('#'))
}

/// The text of an element, at most some hundred characters of it.
pub(super) fn start_of_text(tree: &HtmlTree, range: &Range<usize>) -> String {
    const MAX_RUNS: usize = 24;
    const MAX_WORDS: usize = 400;
    let runs = tree.texts_in(range).iter().take(MAX_RUNS).map(|text| text.text.as_str());
    let mut start = String::new();
    for word in runs.flat_map(|run| run.split_inclusive(char::is_whitespace)).take(MAX_WORDS) {
        let word_and_blank = if word.ends_with(char::is_whitespace) { " " } else { "" };
        start.push_str(word.trim_end());
        if !start.ends_with(' ') {
            start.push_str(word_and_blank);
        }
        if start.len() > 400 {
            break;
        }
    }
    start.trim().to_owned()
}
