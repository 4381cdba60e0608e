//! The front matter of a Markdown page: what it says about all quotations of the page.

use kzq_edit::{SourceDraft, SourceReference, credit};

use crate::item::Imported;

/// What the front matter says about all quotations of a page.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    author: Option<String>,
    title: Option<String>,
    url: Option<String>,
    tags: Vec<String>,
}

/// Reads the front matter; returns also its length in bytes.
pub(super) fn front_matter(text: &str) -> (FrontMatter, usize) {
    let mut front = FrontMatter::default();
    let mut length = 0;
    let mut list = String::new();
    for (at, line) in text.split_inclusive('\n').enumerate() {
        length += line.len();
        let line = line.trim_end();
        if at == 0 {
            if line != "---" {
                return (front, 0);
            }
        } else if line == "---" {
            return (front, length);
        } else if let Some(item) = line.trim_start().strip_prefix("- ") {
            front.take(&list, item);
        } else if let Some((key, value)) = line.split_once(':') {
            key.trim().to_lowercase().clone_into(&mut list);
            front.take(&list, value);
        }
    }
    (FrontMatter::default(), 0)
}

impl FrontMatter {
    fn take(&mut self, key: &str, value: &str) {
        let value = value.trim().trim_matches(['"', '\'', '[', ']']).trim();
        if value.is_empty() {
            return;
        }
        match key {
            "author" | "speaker" | "by" => self.author = Some(value.to_owned()),
            "source" | "url" if value.contains("://") => self.url = Some(value.to_owned()),
            "title" | "source" | "book" => self.title = Some(value.to_owned()),
            "tags" | "tag" => {
                self.tags.extend(value.split(',').map(|tag| tag.trim().trim_start_matches('#').to_owned()));
            }
            _ => {}
        }
    }

    /// Adds the tags of the page.
    pub(super) fn add_tags(&self, entry: &mut Imported) {
        entry.draft.tags.extend(self.tags.iter().filter(|tag| !tag.is_empty()).cloned());
    }

    /// Adds what the quotation itself does not say.
    pub(super) fn complete(&self, entry: &mut Imported) {
        self.add_tags(entry);
        if let Some(author) = self.author.as_ref().filter(|_| !has_credit(entry)) {
            let source = entry.draft.source.take();
            credit::read(author).apply(&mut entry.draft, &mut entry.doubts);
            entry.draft.source = source.or(entry.draft.source.take());
        }
        match &self.title {
            Some(title) => set_source(entry, title, self.url.as_deref()),
            None => self.url.iter().for_each(|url| set_source(entry, url, Some(url))),
        }
    }
}

/// Whether a quotation has a credit of its own.
pub(super) fn has_credit(entry: &Imported) -> bool {
    entry.draft.speaker.is_some() || entry.draft.extra.iter().any(|field| field.0 == "credit")
}

/// Gives a quotation a source, unless it has one.
pub(super) fn set_source(entry: &mut Imported, title: &str, url: Option<&str>) {
    if entry.draft.source.is_none() {
        let source = SourceDraft { title: title.to_owned(), url: url.map(str::to_owned), ..SourceDraft::default() };
        entry.draft.source = Some(SourceReference::Described(Box::new(source)));
    }
}
