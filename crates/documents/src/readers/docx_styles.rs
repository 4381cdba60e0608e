//! What the styles of a Word document say about the text: which are quotations, headings or hidden.

use std::collections::HashMap;

use crate::error::DocumentError;
use crate::flow::{ParagraphRole, is_heading_style, is_quote_style};
use crate::xml::{Item, XmlReader};

/// How many styles a style is based on at most.
const MAX_BASES: usize = 20;

/// A style.
#[derive(Debug, Default)]
struct Style {
    name: String,
    base: Option<String>,
    is_hidden: bool,
}

/// The styles of a document, by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

impl Styles {
    /// Reads the file of the styles.
    pub(super) fn read(mut xml: XmlReader<'_>) -> Result<Self, DocumentError> {
        let mut styles = HashMap::new();
        let mut current: Option<(String, Style)> = None;
        while let Some(item) = xml.next()? {
            let Item::Start(tag) = item else { continue };
            match (tag.name(), &mut current) {
                (("w", "style"), _) => {
                    styles.extend(current.take());
                    current = tag.attribute("styleId").map(|id| (id, Style::default()));
                }
                (("w", "name"), Some((_, style))) => style.name = tag.attribute("val").unwrap_or_default(),
                (("w", "basedOn"), Some((_, style))) => style.base = tag.attribute("val"),
                (("w", "vanish"), Some((_, style))) => style.is_hidden = tag.is_on(),
                _ => {}
            }
        }
        styles.extend(current);
        Ok(Self(styles))
    }

    /// A style and those that it is based on.
    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> {
        let base = |style: &&'s Style| style.base.as_ref().and_then(|base| self.0.get(base));
        std::iter::successors(self.0.get(id), base).take(MAX_BASES)
    }

    /// What a paragraph of a style is.
    pub(super) fn role(&self, id: &str) -> ParagraphRole {
        // Without a file of styles, the id tells.
        let by_id = if self.0.is_empty() { Some(id) } else { None };
        let names = || self.chain(id).map(|style| style.name.as_str()).chain(by_id);
        if names().any(is_quote_style) {
            ParagraphRole::Quote
        } else if names().any(is_heading_style) {
            ParagraphRole::Heading
        } else {
            ParagraphRole::Body
        }
    }

    /// Whether text of a style is hidden.
    pub(super) fn is_hidden(&self, id: &str) -> bool {
        self.chain(id).any(|style| style.is_hidden)
    }
}
