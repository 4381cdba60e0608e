//! What entries refer to: collections, speakers, sources and topics.

use serde::{Deserialize, Serialize};

use super::Date;
use super::ids::{CollectionId, SourceId, TopicId};
use crate::text::Safe;

/// One file's worth of entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    /// The id its author gave it.
    pub id: Safe<'static>,
    /// What it is called.
    pub title: Safe<'static>,
}

/// Somebody who is quoted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Speaker {
    /// The id by which entries name them.
    pub id: Safe<'static>,
    /// The name as the collection spells it.
    pub name: Safe<'static>,
    /// What they were when they spoke.
    pub role: Option<Safe<'static>>,
    /// Other spellings of the name.
    pub aliases: Vec<Safe<'static>>,
}

/// What kind of thing a source is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum SourceKind {
    /// A piece in a newspaper, an agency's feed or a magazine.
    #[serde(rename(deserialize = "Article"))]
    Article,
    /// Radio, television or streamed video.
    #[serde(rename(deserialize = "Broadcast"))]
    Broadcast,
    /// A book.
    #[serde(rename(deserialize = "Book"))]
    Book,
    /// A speech or lecture.
    #[serde(rename(deserialize = "Speech"))]
    Speech,
    /// A report, law, letter or other document.
    #[serde(rename(deserialize = "Document"))]
    Document,
    /// A page of the web that is none of the others.
    #[serde(rename(deserialize = "Web"))]
    Web,
    /// Somebody's, or a machine's, summary of another source.
    #[serde(rename(deserialize = "Summary"))]
    Summary {
        /// Whether a machine made it.
        #[serde(default)]
        machine: bool,
    },
    /// Anything else.
    #[default]
    #[serde(rename(deserialize = "Other"))]
    Other,
}

/// Where words stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The id by which entries name it.
    pub id: Safe<'static>,
    /// The collection that defines it.
    pub collection: CollectionId,
    /// What kind of thing it is.
    pub kind: SourceKind,
    /// Who wrote or made it, as far as the collection says.
    pub authors: Vec<Safe<'static>>,
    /// Its title.
    pub title: Safe<'static>,
    /// What it appeared in: a programme, a journal.
    pub container: Option<Safe<'static>>,
    /// Who published it.
    pub publisher: Option<Safe<'static>>,
    /// Where it can be read.
    pub url: Option<Safe<'static>>,
    /// When it appeared, or was said.
    pub date: Option<Date>,
    /// When the collector looked at it.
    pub accessed: Option<Date>,
    /// Where its text is: the path of a file, relative to that of the collection and below its directory.
    pub text: Option<Safe<'static>>,
    /// The source on which it reports: an article about a broadcast names the broadcast.
    pub reports: Option<SourceId>,
}

impl Source {
    /// What it is known as where words are spoken: its programme or series, else its title.
    pub fn programme(&self) -> &Safe<'static> {
        self.container.as_ref().unwrap_or(&self.title)
    }

    /// The shortest name a reader knows it by: its publisher, else its title.
    pub fn short_name(&self) -> &Safe<'static> {
        self.publisher.as_ref().unwrap_or(&self.title)
    }
}

/// A subject under which entries are filed; topics form a tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// The ids from the root to this topic, joined by `/`.
    pub path: Safe<'static>,
    /// What it is called.
    pub label: Safe<'static>,
    /// The topic under which it stands.
    pub parent: Option<TopicId>,
    /// How many topics stand above it.
    pub depth: usize,
    /// Whether topics stand under it.
    pub is_parent: bool,
}
