//! The quotations in a draft, in order, each with its context.

use std::ops::Range;

use super::attribution::Surroundings;
use super::markup::prose::Prose;
use super::quote_marks::{Marked, marked};

/// A quotation with the quotations nested in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// Byte range of the quoted words.
    pub(super) inside: Range<usize>,
    /// Byte range including the marks.
    pub(super) whole: Range<usize>,
    pub(super) inner: Vec<Marked>,
    /// Whether it is set apart, without marks.
    pub(super) is_block: bool,
    /// The line or element that names the person quoted.
    credit: Option<Range<usize>>,
    /// The context before and after it, within its paragraph or from the adjacent ones.
    before: Range<usize>,
    behind: Range<usize>,
}

impl Node {
    pub(super) fn surroundings<'t>(&self, text: &'t str) -> Surroundings<'t> {
        Surroundings { text, before: self.before.clone(), behind: self.behind.clone(), credit: self.credit.clone() }
    }

    /// Whether it is in the same paragraph as the quotation before it.
    pub(super) fn follows(&self, text: &str, before: &Self) -> bool {
        let between = text.get(before.whole.end..self.whole.start);
        between.is_some_and(|between| !between.contains("\n\n")) && !self.is_block && !before.is_block
    }
}

/// Finds the quotations in a draft, in order.
pub(super) fn nodes(prose: &Prose) -> Vec<Node> {
    let text = prose.text.as_str();
    let mut nodes: Vec<Node> = Vec::new();
    let mut at = 0;
    for block in &prose.blocks {
        nodes.extend(marked(text, at..block.start.max(at)).into_iter().map(Node::marked));
        nodes.extend(Node::block(prose, block));
        at = block.end.max(at);
    }
    nodes.extend(marked(text, at..text.len()).into_iter().map(Node::marked));
    let is_apart = |range: &&Range<usize>| !prose.blocks.iter().any(|block| block.contains(&range.start));
    nodes.extend(prose.inline.iter().filter(is_apart).filter_map(|range| Node::inline(text, range)));
    nodes.sort_by_key(|node| node.whole.start);
    surround(text, &mut nodes);
    nodes
}

/// Trims white space at both ends of a range.
fn trimmed(text: &str, part: Range<usize>) -> Range<usize> {
    let slice = &text[part.clone()];
    let start = part.start + (slice.len() - slice.trim_start().len());
    start..(start + slice.trim().len())
}

impl Node {
    fn new(inside: Range<usize>, whole: Range<usize>, inner: Vec<Marked>) -> Self {
        Self { inside, whole, inner, is_block: false, credit: None, before: 0..0, behind: 0..0 }
    }

    fn marked(marked: Marked) -> Self {
        let Marked { inside, whole, inner } = marked;
        Self::new(inside, whole, inner)
    }

    fn inline(text: &str, range: &Range<usize>) -> Option<Self> {
        let inside = trimmed(text, range.clone());
        (!inside.is_empty()).then(|| Self::new(inside.clone(), inside.clone(), marked(text, inside)))
    }

    /// The quotation in a block quote, without the credit line and without marks around it.
    fn block(prose: &Prose, block: &Range<usize>) -> Option<Self> {
        let text = prose.text.as_str();
        let mut content = trimmed(text, block.clone());
        let marked_up = prose.credits.iter().find(|credit| content.contains(&credit.start)).cloned();
        let credit = marked_up.or_else(|| credit(text, &content));
        if let Some(credit) = &credit {
            content = trimmed(text, content.start..credit.start);
        }
        if content.is_empty() {
            return None;
        }
        let inner = marked(text, content.clone());
        let node = match &inner[..] {
            [all] if all.whole == content => Self::new(all.inside.clone(), content, all.inner.clone()),
            _ => Self { is_block: true, ..Self::new(content.clone(), content, inner) },
        };
        Some(Self { credit, ..node })
    }
}

/// The last line of a block quote, if it begins with a dash as a credit does.
fn credit(text: &str, content: &Range<usize>) -> Option<Range<usize>> {
    let start = content.start + text[content.clone()].rfind('\n')? + 1;
    let line = text[start..content.end].trim_start();
    ["—", "–", "―", "--", "- "].iter().any(|dash| line.starts_with(dash)).then_some(start..content.end)
}

/// Sets the context of each quotation, limited by its paragraph and the adjacent quotations.
fn surround(text: &str, nodes: &mut [Node]) {
    let wholes: Vec<Range<usize>> = nodes.iter().map(|node| node.whole.clone()).collect();
    for (index, node) in nodes.iter_mut().enumerate() {
        let floor = index.checked_sub(1).map_or(0, |before| wholes[before].end).min(node.whole.start);
        let ceiling = wholes.get(index + 1).map_or(text.len(), |next| next.start).max(node.whole.end);
        let start = text[floor..node.whole.start].rfind("\n\n").map_or(floor, |at| floor + at + 2);
        node.before = start..node.whole.start;
        if text[node.before.clone()].trim().is_empty() {
            node.before = lead_above(text, floor..start);
        }
        let end = text[node.whole.end..ceiling].find("\n\n").map_or(ceiling, |at| node.whole.end + at);
        node.behind = node.whole.end..end;
        if text[node.behind.clone()].trim().is_empty() {
            node.behind = credit_below(text, end..ceiling);
        } else if end == ceiling && text[node.behind.clone()].trim_end().ends_with(':') {
            // A sentence that ends in a colon leads in to the next quotation.
            let last = text[node.behind.clone()].rfind(". ").map_or(0, |at| at + 1);
            node.behind.end = node.behind.start + last;
        }
    }
}

/// The last paragraph of the range above a quotation, if it ends in a colon; else an empty range.
fn lead_above(text: &str, above: Range<usize>) -> Range<usize> {
    let above = trimmed(text, above);
    if !text[above.clone()].ends_with(':') {
        return above.end..above.end;
    }
    text[above.clone()].rfind("\n\n").map_or(above.start, |at| above.start + at + 2)..above.end
}

/// The first paragraph of the range below a quotation, if it begins with a dash; else an empty range.
fn credit_below(text: &str, below: Range<usize>) -> Range<usize> {
    let below = trimmed(text, below);
    if !text[below.clone()].starts_with(['—', '–', '―']) && !text[below.clone()].starts_with("--") {
        return below.start..below.start;
    }
    below.start..text[below.clone()].find("\n\n").map_or(below.end, |at| below.start + at)
}
