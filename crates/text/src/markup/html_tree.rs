//! [`HtmlTree`]: the elements and the texts of a page, each with its place.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::html_elements::{VOID_ELEMENTS, is_block, is_ended_by, is_hidden};

/// An element of a page.
#[derive(Clone, Debug)]
pub struct HtmlElement {
    /// Its name, in lower case.
    pub name: String,
    /// Its attributes, with decoded values.
    attributes: Vec<(String, String)>,
    /// The index of the element that it is in. Parents come before their children.
    pub parent: Option<usize>,
    /// Its byte range in the page, from its start tag to the end of its end tag.
    pub range: Range<usize>,
}

impl HtmlElement {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Whether it ends the paragraph before it.
    pub fn is_block(&self) -> bool {
        is_block(&self.name)
    }

    /// Whether its attributes say that it is hidden, or navigation.
    pub fn is_hidden(&self) -> bool {
        is_hidden(|name| self.attribute(name).map(Cow::Borrowed))
    }
}

/// A run of text between two tags.
#[derive(Clone, Debug)]
pub struct HtmlText {
    /// The index of the element that it is in.
    pub parent: Option<usize>,
    /// Its byte range in the page.
    pub range: Range<usize>,
    /// The text, decoded, with its white space.
    pub text: String,
}

/// The elements and the texts of a page, in the order in which they begin.
///
/// Any text parses as a page: unmatched end tags are ignored, and unclosed elements end with their parents.
#[derive(Clone, Debug, Default)]
pub struct HtmlTree {
    /// The elements.
    pub elements: Vec<HtmlElement>,
    /// The texts, with those of scripts.
    pub texts: Vec<HtmlText>,
}

impl HtmlTree {
    /// Reads a page.
    pub fn read(page: &str) -> Self {
        let mut builder = Builder::default();
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        for Ok(token) in Tokenizer::new_with_emitter(page, emitter) {
            match token {
                Token::StartTag(tag) => builder.start_tag(&tag),
                Token::EndTag(tag) => {
                    builder.end_tag(&String::from_utf8_lossy(&tag.name), tag.span.start..tag.span.end);
                }
                Token::String(text) => builder.tree.texts.push(HtmlText {
                    parent: builder.open.last().copied(),
                    range: text.span.start..text.span.end,
                    text: String::from_utf8_lossy(&text).into_owned(),
                }),
                _ => {}
            }
        }
        builder.close_from(0, page.len());
        builder.tree
    }

    /// The texts in an element, in order.
    pub fn texts_in(&self, range: &Range<usize>) -> &[HtmlText] {
        let first = self.texts.partition_point(|text| text.range.start < range.start);
        let end = self.texts.partition_point(|text| text.range.start < range.end);
        &self.texts[first.min(end)..end]
    }
}

#[derive(Default)]
struct Builder {
    tree: HtmlTree,
    /// The elements that are open, by their index, outermost first.
    open: Vec<usize>,
    /// Where in `open` the elements of a name are.
    named: BTreeMap<String, Vec<usize>>,
    /// Where in `open` blocks are.
    blocks: Vec<usize>,
}

impl Builder {
    fn start_tag(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let start = tag.span.start;
        while let Some(&at) = self.blocks.last() {
            if !is_ended_by(&self.tree.elements[self.open[at]].name, &name) {
                break;
            }
            self.close_from(at, start);
        }
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let index = self.tree.elements.len();
        self.tree.elements.push(HtmlElement {
            attributes: tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect(),
            parent: self.open.last().copied(),
            range: start..tag.span.end,
            name: name.clone(),
        });
        if VOID_ELEMENTS.contains(&name.as_str()) || (tag.self_closing && matches!(name.as_str(), "svg" | "math")) {
            return;
        }
        if is_block(&name) {
            self.blocks.push(self.open.len());
        }
        self.named.entry(name).or_default().push(self.open.len());
        self.open.push(index);
    }

    fn end_tag(&mut self, name: &str, span: Range<usize>) {
        let Some(&at) = self.named.get(name).and_then(|open| open.last()) else { return };
        // An inline element does not end the blocks in it.
        if !is_block(name) && self.blocks.last().is_some_and(|&block| block > at) {
            return;
        }
        self.close_from(at + 1, span.start);
        self.close_from(at, span.end);
    }

    /// Closes the open elements from one on, at a byte offset of the page.
    fn close_from(&mut self, at: usize, end: usize) {
        while self.open.len() > at {
            let Some(index) = self.open.pop() else { break };
            let element = &mut self.tree.elements[index];
            element.range.end = end.max(element.range.end);
            if let Some(open) = self.named.get_mut(&element.name) {
                open.pop();
            }
            if self.blocks.last() == Some(&self.open.len()) {
                self.blocks.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_have_their_ranges_and_parents() {
        let page =
            "<html><head><title>T</title><body><div id=a><p>one<p>two <b>three</div></b><ul><li>x<li>y</ul><br>z";
        let tree = HtmlTree::read(page);
        let part = |name: &str| {
            let all = tree.elements.iter().filter(|element| element.name == name);
            all.map(|element| &page[element.range.clone()]).collect::<Vec<_>>()
        };
        for (name, expected) in [
            ("head", vec!["<head><title>T</title>"]),
            ("div", vec!["<div id=a><p>one<p>two <b>three</div>"]),
            ("p", vec!["<p>one", "<p>two <b>three"]),
            ("b", vec!["<b>three"]),
            ("li", vec!["<li>x", "<li>y"]),
            ("br", vec!["<br>"]),
        ] {
            assert_eq!(part(name), expected, "{name}");
        }
        let item = tree.elements.iter().find(|element| element.name == "li").unwrap();
        assert_eq!(tree.elements[item.parent.unwrap()].name, "ul");
        assert_eq!(tree.texts_in(&item.range)[0].text, "x");
        assert_eq!(tree.elements.iter().find_map(|element| element.attribute("id")), Some("a"));
    }
}
