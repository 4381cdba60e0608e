//! `add`: adds a quotation to a collection.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::context::{Console, Failure, Outcome, PlainCommand, UsageError};
use crate::cli::system::{CollectionChange, CollectionEdit};
use kzq_corpus::SourceKind;
use kzq_edit::{
    CollectionText, EntryDraft, NewCollection, Resolution, Resolver, SourceDraft, SourceReference, SpeakerReference,
    Splice, recognise, strip_outer_marks,
};
use kzq_text::{Safe, safe};

/// Add a quotation to your collection, or to another.
///
/// What Apple Books and Kindle copy along with the words becomes the source, and a name after a dash the speaker, where
/// it is clear that it is one. The speaker, the source and the topics are added to the collection if it does not have
/// them. Nothing else in the file changes; `kzq edit --undo` takes it back.
#[derive(Clone, Debug, Args)]
pub(crate) struct Add {
    /// The words; `-` reads standard input.
    #[arg(value_name = "TEXT", required_unless_present = "from_clipboard", conflicts_with = "from_clipboard")]
    text: Option<String>,
    /// Take the words from the clipboard.
    #[arg(long = "clipboard")]
    from_clipboard: bool,
    /// Who said it: a name, or the id of a speaker.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Where it is printed: a title, or the id of a source.
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// The page or pages in the source.
    #[arg(long, value_name = "PAGE")]
    page: Option<String>,
    /// The address of the source.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// A topic: its path or its label. Repeatable.
    #[arg(long = "topic", value_name = "TOPIC")]
    topics: Vec<String>,
    /// A tag. Repeatable.
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// When it was said: 2025-05-29, 2025-05 or 2025.
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Its language, such as `en`.
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    /// A note on it.
    #[arg(long, value_name = "NOTE")]
    note: Option<String>,
    /// Add to this collection instead of your own.
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,
    /// Print what would be added, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

/// What adding a draft does to a collection.
enum Addition {
    /// It is new.
    New {
        id: String,
        /// What the file gains.
        splice: Splice,
        /// What the collection did not have, for the message.
        new_rows: Vec<Safe<'static>>,
        has_speaker: bool,
    },
    /// The entry of this id is there already.
    Duplicate(String),
}

impl PlainCommand for Add {
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let text = match self.text.as_deref() {
            None => Cow::Owned(console.system.clipboard_text()?),
            Some("-") => Cow::Owned(console.system.read_text(Path::new("-"))?),
            Some(text) => Cow::Borrowed(text),
        };
        let draft = self.draft(&text);
        if draft.text.trim().is_empty() {
            return Err(UsageError("there are no words to add".to_owned()).into());
        }
        let own = match &self.into {
            Some(_) => None,
            None => Some(console.system.own_collection()?),
        };
        let new_file = own.as_ref().map(|_| new_own_collection());
        let file = self.into.as_deref().or(own.as_ref().map(|own| own.path.as_path())).unwrap_or(Path::new(""));
        if self.dry_run {
            return self.preview(console, file, new_file, &draft);
        }
        let mut made = None;
        let edited = console.system.change_collection(CollectionChange {
            file,
            new_file: new_file.as_deref(),
            make: &mut |collection| {
                let addition = self.addition(collection, draft.clone())?;
                let edit = match &addition {
                    Addition::New { id, splice, .. } => {
                        CollectionEdit { splice: splice.clone(), what: format!("added “{id}”") }
                    }
                    Addition::Duplicate(_) => CollectionEdit::default(),
                };
                made = Some(addition);
                Ok(edit)
            },
        })?;
        let file = Safe::line(edited.path.display().to_string()).into_owned();
        let place = |id: &str| -> Result<Safe<'static>, Failure> {
            let collection = CollectionText::parse(&edited.text)?;
            let line = collection.line_of(collection.entry_offset(id).unwrap_or_default());
            Ok(safe!("“", Safe::line(id), "” in ", file, ":", line))
        };
        match made {
            Some(Addition::New { id, new_rows, has_speaker, .. }) => {
                console.out.line(&safe!("added ", place(&id)?))?;
                for row in new_rows {
                    console.messages.line(&row)?;
                }
                if !has_speaker {
                    console.messages.line(&"the speaker is unknown; --by NAME says who it is".into())?;
                }
                if own.is_some_and(|own| !own.exists && own.is_default) {
                    console
                        .messages
                        .line(&"plain `kzq` opens this collection now, `kzq --example` the example".into())?;
                }
                console.messages.line(&"`kzq edit --undo` takes it back".into())?;
                Ok(Outcome::Found)
            }
            Some(Addition::Duplicate(id)) => {
                console.messages.line(&safe!("not added: it is there already, as ", place(&id)?))?;
                Ok(Outcome::Nothing)
            }
            None => Ok(Outcome::Nothing),
        }
    }
}

/// The collection that the first addition creates.
fn new_own_collection() -> String {
    NewCollection { title: "My quotations".to_owned(), ..NewCollection::named("quotations") }.commented()
}

impl Add {
    /// Makes the draft of a text with the options.
    fn draft(&self, text: &str) -> EntryDraft {
        let mut draft = recognise(text);
        if let Some(name) = &self.by {
            if draft.source.is_none() {
                // A name that is given leaves no doubt: what looks like a credit belongs to the words.
                strip_outer_marks(text).clone_into(&mut draft.text);
            }
            draft.speaker = Some(SpeakerReference::named(name.trim()));
        }
        if self.page.is_some() {
            draft.locator.page.clone_from(&self.page);
        }
        draft.topics.clone_from(&self.topics);
        draft.tags.clone_from(&self.tags);
        draft.date.clone_from(&self.date);
        draft.lang.clone_from(&self.lang);
        draft.note.clone_from(&self.note);
        draft
    }

    /// Adds the source of the options to a draft.
    fn set_source(&self, draft: &mut EntryDraft, resolver: &Resolver) {
        let named = self.source.as_deref().map(|name| {
            let described = || SourceDraft { title: name.trim().to_owned(), ..SourceDraft::default() };
            resolver.source_named(name).unwrap_or_else(|| SourceReference::Described(Box::new(described())))
        });
        if named.is_some() {
            draft.source = named;
        }
        let Some(url) = &self.url else { return };
        match &mut draft.source {
            Some(SourceReference::Described(source)) => {
                source.url = Some(url.clone());
                if source.kind == SourceKind::Other {
                    source.kind = SourceKind::Web;
                }
            }
            // The source is there as it is.
            Some(SourceReference::Id(_)) => draft.extra.push(("url".to_owned(), url.clone())),
            None => {
                let page = SourceDraft {
                    kind: SourceKind::Web,
                    title: url.clone(),
                    url: Some(url.clone()),
                    ..SourceDraft::default()
                };
                draft.source = Some(SourceReference::Described(Box::new(page)));
            }
        }
    }

    /// Matches a draft with a collection.
    fn addition(&self, collection: &CollectionText<'_>, mut draft: EntryDraft) -> Result<Addition, Failure> {
        let mut resolver = Resolver::of(collection);
        self.set_source(&mut draft, &resolver);
        let entry = match resolver.resolve(draft)? {
            Resolution::New(entry) => entry,
            Resolution::Duplicate { id } => return Ok(Addition::Duplicate(id)),
        };
        let mut entries = collection.entry_writer()?;
        entries.push(&entry.row());
        let rows = resolver.rows();
        let names = (rows.speakers.iter().map(|speaker| ("speaker", speaker.draft.name.as_str())))
            .chain(rows.sources.iter().map(|source| ("source", source.draft.title.as_str())))
            .chain(rows.topics.iter().map(|topic| ("topic", topic.label.as_deref().unwrap_or(&topic.path))));
        let new_rows = names.map(|(kind, name)| safe!("new ", kind, ": ", Safe::line(name))).collect();
        let splice = collection.additions(rows, entries)?;
        Ok(Addition::New { has_speaker: entry.speaker.is_some(), id: entry.id, splice, new_rows })
    }

    /// Prints what would be added.
    fn preview(
        &self,
        console: &mut Console<'_>,
        file: &Path,
        new_file: Option<String>,
        draft: &EntryDraft,
    ) -> Result<Outcome, Failure> {
        let text = console.system.collection_text(file, new_file)?;
        match self.addition(&CollectionText::parse(&text)?, draft.clone())? {
            Addition::New { splice, .. } => {
                for edit in splice.edits() {
                    let added = edit.replacement.trim_matches(['\r', '\n', ',']);
                    if !added.trim().is_empty() {
                        console.out.line(&Safe::text(added))?;
                    }
                }
                Ok(Outcome::Found)
            }
            Addition::Duplicate(id) => {
                console.messages.line(&safe!("it is there already, as “", Safe::line(id), "”"))?;
                Ok(Outcome::Nothing)
            }
        }
    }
}
