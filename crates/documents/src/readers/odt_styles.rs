//! What the styles of an OpenDocument text say about it: which are quotations, hidden, or begin a page.

use std::collections::HashMap;

use crate::error::DocumentError;
use crate::flow::{ParagraphRole, is_heading_style, is_quote_style};
use crate::xml::{Item, Tag, XmlReader};

/// How many styles a style is based on at most.
const MAX_BASES: usize = 20;

/// A style.
#[derive(Debug, Default)]
struct Style {
    name: String,
    base: Option<String>,
    is_hidden: bool,
    begins_page: bool,
}

/// The styles of a document, by their families and names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// The style that is being read.
    current: Option<String>,
}

impl Styles {
    /// Reads the file of the styles.
    pub(super) fn read(mut xml: XmlReader<'_>) -> Result<Self, DocumentError> {
        let mut styles = Self::default();
        while let Some(item) = xml.next()? {
            if let Item::Start(tag) = item {
                styles.start(&tag);
            }
        }
        Ok(styles)
    }

    /// Notes what an element says about styles.
    pub(super) fn start(&mut self, tag: &Tag<'_>) {
        let ("style", name) = tag.name() else { return };
        if name == "style" {
            let name = tag.attribute("name").unwrap_or_default();
            let family = tag.attribute("family").unwrap_or_default();
            // Blanks are encoded in names: `Block_20_Quotation`.
            let shown = tag.attribute("display-name").unwrap_or_else(|| name.replace("_20_", " "));
            let style = Style {
                name: shown,
                base: tag.attribute("parent-style-name").map(|base| key(&family, &base)),
                begins_page: tag.attribute("master-page-name").is_some_and(|page| !page.is_empty()),
                is_hidden: false,
            };
            let key = key(&family, &name);
            self.styles.insert(key.clone(), style);
            self.current = Some(key);
            return;
        }
        let Some(style) = self.current.as_ref().and_then(|current| self.styles.get_mut(current)) else { return };
        match name {
            "text-properties" => style.is_hidden |= tag.attribute("display").as_deref() == Some("none"),
            "paragraph-properties" => style.begins_page |= tag.attribute("break-before").as_deref() == Some("page"),
            _ => {}
        }
    }

    /// A style and those that it is based on.
    fn chain<'s>(&'s self, family: &str, name: &str) -> impl Iterator<Item = &'s Style> {
        let base = |style: &&'s Style| style.base.as_ref().and_then(|base| self.styles.get(base));
        std::iter::successors(self.styles.get(&key(family, name)), base).take(MAX_BASES)
    }

    /// What a paragraph of a style is.
    pub(super) fn role(&self, name: &str) -> ParagraphRole {
        // A style that is nowhere defined still has a name.
        let own = name.replace("_20_", " ");
        let base = |style: &'_ Style| {
            style.base.as_deref().and_then(|base| base.split_once('/')).map(|(_, name)| name.to_owned())
        };
        let chain =
            || self.chain("paragraph", name).flat_map(|style| [Some(style.name.clone()), base(style)]).flatten();
        let names = || chain().chain([own.clone()]);
        if names().any(|name| is_quote_style(&name)) {
            ParagraphRole::Quote
        } else if names().any(|name| is_heading_style(&name)) {
            ParagraphRole::Heading
        } else {
            ParagraphRole::Body
        }
    }

    /// Whether what has a style is hidden.
    pub(super) fn is_hidden(&self, family: &str, name: &str) -> bool {
        self.chain(family, name).any(|style| style.is_hidden)
    }

    /// Whether a paragraph of a style begins a page.
    pub(super) fn begins_page(&self, name: &str) -> bool {
        self.chain("paragraph", name).any(|style| style.begins_page)
    }
}

fn key(family: &str, name: &str) -> String {
    format!("{family}/{name}")
}
