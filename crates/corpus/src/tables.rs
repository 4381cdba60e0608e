//! The tables that entries refer to: collections, speakers, sources and topics.

use serde::{Deserialize, Serialize};

use crate::ids::{CollectionId, SourceId, TopicId};
use crate::named_texts::text_of;
use crate::{Date, NamedTexts, SourceField};
use kzq_text::Safe;

/// A collection: the contents of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    /// The id given by its author.
    pub id: Safe<'static>,
    /// The title shown to the user; unlike the id it need not be unique.
    pub title: Safe<'static>,
    /// Whether entries may name topics that it does not define.
    pub open_topics: bool,
}

/// A person or an organisation that is quoted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Speaker {
    /// The id by which entries refer to the speaker.
    pub id: Safe<'static>,
    /// The name as spelled in the collection.
    pub name: Safe<'static>,
    /// The speaker's role when they spoke.
    pub role: Option<Safe<'static>>,
    /// Other spellings of the name.
    pub aliases: Vec<Safe<'static>>,
    /// Whether it is an organisation, whose name is never inverted.
    pub organisation: bool,
}

/// The kind of a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum SourceKind {
    /// A piece in a newspaper, a news agency's feed or a magazine.
    #[serde(rename(deserialize = "Article"))]
    Article,
    /// Radio, television or streamed video.
    #[serde(rename(deserialize = "Broadcast"))]
    Broadcast,
    /// A book, or a part of one.
    #[serde(rename(deserialize = "Book"))]
    Book,
    /// A speech or lecture.
    #[serde(rename(deserialize = "Speech"))]
    Speech,
    /// A report, law, letter or other document.
    #[serde(rename(deserialize = "Document"))]
    Document,
    /// A web page that is none of the other kinds.
    #[serde(rename(deserialize = "Web"))]
    Web,
    /// A summary of another source, by a person or a machine.
    #[serde(rename(deserialize = "Summary"))]
    Summary {
        /// Whether it is machine-generated.
        #[serde(default)]
        machine: bool,
    },
    /// None of the other kinds, or a kind that the collection does not give.
    #[default]
    #[serde(rename(deserialize = "Other"))]
    Other,
}

impl SourceKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Article,
        Self::Broadcast,
        Self::Book,
        Self::Speech,
        Self::Document,
        Self::Web,
        Self::Summary { machine: false },
        Self::Summary { machine: true },
        Self::Other,
    ];

    /// Whether it is a broadcast or a speech, so that someone else wrote down what was said.
    pub fn is_spoken(&self) -> bool {
        matches!(self, Self::Broadcast | Self::Speech)
    }

    /// Returns the name in a collection; `None` for [`Other`](Self::Other), which need not be given.
    pub const fn ron_name(self) -> Option<&'static str> {
        match self {
            Self::Article => Some("Article"),
            Self::Broadcast => Some("Broadcast"),
            Self::Book => Some("Book"),
            Self::Speech => Some("Speech"),
            Self::Document => Some("Document"),
            Self::Web => Some("Web"),
            Self::Summary { machine: true } => Some("Summary(machine: true)"),
            Self::Summary { machine: false } => Some("Summary(machine: false)"),
            Self::Other => None,
        }
    }
}

/// A publication, recording or event that entries are taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The id by which entries refer to it.
    pub id: Safe<'static>,
    /// The collection that defines it.
    pub collection: CollectionId,
    /// The kind of source.
    pub kind: SourceKind,
    /// The authors, as far as the collection says.
    pub authors: Vec<Safe<'static>>,
    /// The title of the work itself: the article, the episode, the chapter.
    pub title: Safe<'static>,
    /// The larger work it appeared in: a programme, a journal.
    pub container: Option<Safe<'static>>,
    /// Who published it; also its short name in attributions, unless it is a book.
    pub publisher: Option<Safe<'static>>,
    /// The URL where it can be read.
    pub url: Option<Safe<'static>>,
    /// When it was published or spoken.
    pub date: Option<Date>,
    /// When the collector accessed it.
    pub accessed: Option<Date>,
    /// The path of the file with its text, relative to the collection's file and within its directory.
    pub text: Option<Safe<'static>>,
    /// The source it reports on: an article about a broadcast names the broadcast.
    pub reports: Option<SourceId>,
    /// The collector's note.
    pub note: Option<Safe<'static>>,
    /// The URL of an archived copy.
    pub archived: Option<Safe<'static>>,
    /// What few sources have.
    pub(crate) details: Option<Box<SourceDetails>>,
}

/// What few sources have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SourceDetails {
    pub(crate) translators: Vec<Safe<'static>>,
    pub(crate) editors: Vec<Safe<'static>>,
    /// Those of the authors, translators and editors that are organisations.
    pub(crate) organisations: Vec<Safe<'static>>,
    pub(crate) texts: Vec<(SourceField, Safe<'static>)>,
}

impl Source {
    /// Returns its name as the occasion where words were spoken: the programme or series, otherwise the title.
    pub fn occasion_name(&self) -> &Safe<'static> {
        self.container.as_ref().unwrap_or(&self.title)
    }

    /// Iterates over its names: the title, the container and the publisher, then its authors, editors and translators.
    pub fn names(&self) -> impl Iterator<Item = &Safe<'static>> + Clone {
        let names = [Some(&self.title), self.container.as_ref(), self.publisher.as_ref()].into_iter().flatten();
        names.chain(&self.authors).chain(self.editors()).chain(self.translators())
    }

    /// Returns the translators.
    pub fn translators(&self) -> &[Safe<'static>] {
        self.details.as_ref().map_or(&[], |details| &details.translators)
    }

    /// Returns the editors.
    pub fn editors(&self) -> &[Safe<'static>] {
        self.details.as_ref().map_or(&[], |details| &details.editors)
    }

    /// Returns whether an author, translator or editor is an organisation, whose name is never inverted.
    pub fn is_organisation(&self, name: &Safe<'_>) -> bool {
        self.details.as_ref().is_some_and(|details| details.organisations.contains(name))
    }

    /// Returns the place, edition, volume, issue, pages, ISBN and DOI, as far as the collection says.
    pub fn texts(&self) -> &NamedTexts<SourceField> {
        self.details.as_ref().map_or(&[], |details| &details.texts)
    }

    /// Returns one of these texts.
    pub fn text_of(&self, field: SourceField) -> Option<&Safe<'static>> {
        text_of(self.texts(), field)
    }

    /// Returns the address at which its DOI is resolved.
    pub fn doi_address(&self) -> Option<Safe<'static>> {
        self.text_of(SourceField::Doi).map(|doi| kzq_text::safe!("https://doi.org/", doi))
    }

    /// Returns where it can be read: its URL, otherwise the address of its DOI.
    pub fn address(&self) -> Option<Safe<'static>> {
        self.url.clone().or_else(|| self.doi_address())
    }

    /// Returns its usual short name: the title of a book, otherwise the publisher if the collection names one.
    pub fn short_name(&self) -> &Safe<'static> {
        let publisher = self.publisher.as_ref().filter(|_| self.kind != SourceKind::Book);
        publisher.unwrap_or(&self.title)
    }
}

/// A topic that entries are filed under; topics form a tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// The ids from the root to this topic, joined by `/`.
    pub path: Safe<'static>,
    /// The label shown to the user; the last part of the path if the collection gives none.
    pub label: Safe<'static>,
    /// The topic directly above it; `None` at the top.
    pub parent: Option<TopicId>,
    /// The number of ancestors.
    pub depth: usize,
    /// Whether it has subtopics.
    pub has_children: bool,
    /// The collections that have it, in order.
    pub collections: Vec<CollectionId>,
    /// Whether another topic, of other collections, has the same path.
    pub shares_path: bool,
    /// Whether another topic, of other collections, has the same label.
    pub shares_label: bool,
}

impl Topic {
    /// Returns a topic of a single collection, without subtopics.
    pub(crate) fn new(path: Safe<'static>, label: Safe<'static>, parent: Option<TopicId>, depth: usize) -> Self {
        let collections = vec![CollectionId::new(0)];
        Self { path, label, parent, depth, has_children: false, collections, shares_path: false, shares_label: false }
    }
}

#[cfg(test)]
mod tests {
    use super::SourceKind;
    use crate::read;

    #[test]
    fn a_kind_is_read_by_its_name() {
        for kind in SourceKind::ALL {
            let name = kind.ron_name().unwrap_or("Other");
            let text = format!(
                r#"(schema: 1, id: "c", title: "C", sources: {{"s": (title: "S", kind: {name})}},
                    entries: [Quote(id: "x", text: "X.")])"#
            );
            let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
            assert_eq!(corpus.sources()[0].kind, kind, "{name}");
        }
    }

    #[test]
    fn short_name_is_a_book_title_or_the_publisher() {
        let text = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada")},
            sources: {
                "novel": (title: "Persuasion", kind: Book, publisher: "Murray"),
                "report": (title: "A bridge opens", kind: Article, publisher: "The Paper"),
                "page": (title: "A page"),
            },
            entries: [Quote(id: "x", by: "a", text: "X.")])"#;
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let names: Vec<&str> = corpus.sources().iter().map(|source| source.short_name().as_str()).collect();
        assert_eq!(names, ["Persuasion", "The Paper", "A page"]);
    }
}
