//! `add`: adds a quotation to a collection.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::context::{Console, Failure, Outcome, PlainCommand, UsageError};
use crate::cli::system::{CollectionChange, CollectionEdit, undo_hint};
use kzq_corpus::SourceKind;
use kzq_edit::{
    Added, AddedRow, Addition, CollectionText, DraftField, EntryDraft, NewCollection, Recognised, SourceDraft,
    SourceReference, SpeakerDraft, SpeakerReference, credit::read_name, recognise, strip_outer_marks,
};
use kzq_text::{Safe, safe};

const EXAMPLES: &str = "\
Examples:
  kzq add \"It is a capital mistake to theorize.\" --by \"A. Detective\" --tag method
  kzq add --clipboard --by \"Ada Lovelace\"    # what was copied last
  kzq add \"A short one.\" --dry-run";

/// Add a quotation to your collection, or to another.
///
/// If Apple Books or Kindle copied the source along with the words, kzq uses it. A credit after a dash, such as
/// `— Jane Austen, Emma, p. 12`, gives the speaker and the source, if it is clearly a credit. New speakers, sources and
/// topics are added to the collection. Nothing else in the file changes; `kzq edit --undo` undoes the addition.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
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
    /// When it was said: 2025-05-29, 29 May 2025, May 2025, 2025, `c. 180` or `380 BC`.
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

impl PlainCommand for Add {
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let text = match self.text.as_deref() {
            None => Cow::Owned(console.system.clipboard_text()?),
            Some("-") => Cow::Owned(console.system.read_text(Path::new("-"))?),
            Some(text) => Cow::Borrowed(text),
        };
        let Recognised { draft, doubts } = self.draft(&text)?;
        for doubt in doubts {
            console.messages.line(&safe!("check this: ", Safe::line(doubt)))?;
        }
        let own = match &self.into {
            Some(_) => None,
            None => Some(console.system.own_collection()?),
        };
        let new_file = own.as_ref().map(|_| NewCollection::for_user().commented());
        let file = self.into.as_deref().or(own.as_ref().map(|own| own.path.as_path())).unwrap_or(Path::new(""));
        if self.dry_run {
            return Self::preview(console, file, new_file, draft);
        }
        let mut made = None;
        let edited = console.system.change_collection(CollectionChange {
            file,
            new_file: new_file.as_deref(),
            make: &mut |collection| {
                let addition = collection.addition(draft.clone())?;
                let edit = CollectionEdit::of_addition(&addition);
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
            Some(Addition::New(added)) => {
                console.out.line(&safe!("added ", place(&added.id)?))?;
                print_new_rows(console, &added)?;
                if !added.has_speaker {
                    console.messages.line(&"the speaker is unknown; give it with --by NAME".into())?;
                }
                if own.is_some() && !console.system.undoes_in(&edited.path)? {
                    console.messages.line(&"this is your own collection; `--into FILE` adds to another".into())?;
                }
                if own.as_ref().is_some_and(|own| !own.exists && own.is_default) {
                    console
                        .messages
                        .line(&"plain `kzq` now opens this collection, `kzq --example` the example".into())?;
                }
                let hint = undo_hint(console.system, &edited.path)?;
                console.messages.line(&hint)?;
                Ok(Outcome::Found)
            }
            Some(Addition::Duplicate(id)) => {
                console.messages.line(&safe!("not added: already in the collection as ", place(&id)?))?;
                Ok(Outcome::Nothing)
            }
            None => Ok(Outcome::Nothing),
        }
    }
}

impl Add {
    /// Makes the draft of a text with the options.
    fn draft(&self, text: &str) -> Result<Recognised, Failure> {
        let Recognised { mut draft, mut doubts } = recognise(text);
        if let Some(name) = &self.by {
            let is_same =
                matches!(&draft.speaker, Some(SpeakerReference::Described(speaker)) if speaker.name == name.trim());
            if draft.source.is_none() && !is_same {
                // A name that is given leaves no doubt: what looks like a credit belongs to the words.
                draft = EntryDraft { text: strip_outer_marks(text).to_owned(), ..EntryDraft::default() };
                doubts.clear();
            }
            let source = draft.source.take();
            draft.speaker = None;
            if name.trim().is_empty() {
                draft.speaker = Some(SpeakerReference::Described(SpeakerDraft::default()));
            } else {
                read_name(name, false).apply(&mut draft, &mut doubts);
            }
            draft.source = source;
        }
        if self.page.is_some() {
            draft.locator.page.clone_from(&self.page);
        }
        draft.topics.clone_from(&self.topics);
        draft.tags.clone_from(&self.tags);
        if self.date.is_some() {
            draft.date.clone_from(&self.date);
        }
        draft.lang.clone_from(&self.lang);
        if self.note.is_some() {
            draft.note.clone_from(&self.note);
        }
        if let Some(title) = self.source.as_deref().or(self.url.as_deref().filter(|_| draft.source.is_none())) {
            let source = SourceDraft { title: title.trim().to_owned(), ..SourceDraft::default() };
            draft.source = Some(SourceReference::Described(Box::new(source)));
        }
        if let (Some(url), Some(SourceReference::Described(source))) = (&self.url, &mut draft.source) {
            source.url = Some(url.clone());
            if source.kind == SourceKind::Other {
                source.kind = SourceKind::Web;
            }
        }
        draft.normalise().map_err(|error| {
            UsageError(option_of(error.field).map_or_else(|| error.to_string(), |option| format!("{option}: {error}")))
        })?;
        Ok(Recognised { draft, doubts })
    }

    /// Prints what would be added.
    fn preview(
        console: &mut Console<'_>,
        file: &Path,
        new_file: Option<String>,
        draft: EntryDraft,
    ) -> Result<Outcome, Failure> {
        let text = console.system.collection_text(file, new_file)?;
        match CollectionText::parse(&text)?.addition(draft)? {
            Addition::New(added) => {
                for edit in added.splice.edits() {
                    let added = edit.replacement.trim_matches(['\r', '\n', ',']);
                    if !added.trim().is_empty() {
                        console.out.line(&Safe::text(added))?;
                    }
                }
                print_new_rows(console, &added)?;
                Ok(Outcome::Found)
            }
            Addition::Duplicate(id) => {
                console.messages.line(&safe!("already in the collection as “", Safe::line(id), "”"))?;
                Ok(Outcome::Nothing)
            }
        }
    }
}

/// Prints what the collection did not have; a name like one that it has may be a slip, the same name is not.
fn print_new_rows(console: &mut Console<'_>, added: &Added) -> io::Result<()> {
    for AddedRow { kind, name, similar, has_namesake } in &added.rows {
        let row = safe!("new ", *kind, ": ", Safe::line(name.as_str()));
        let row = match similar {
            Some(similar) => safe!(row, " (did you mean “", Safe::line(similar.as_str()), "”?)"),
            None if *has_namesake => safe!(row, " (besides another of this name)"),
            None => row,
        };
        console.messages.line(&row)?;
    }
    Ok(())
}

/// Returns the option that gives a field.
fn option_of(field: DraftField) -> Option<&'static str> {
    Some(match field {
        DraftField::Text => return None,
        DraftField::Speaker => "--by",
        DraftField::Source => "--source",
        DraftField::Url => "--url",
        DraftField::Page => "--page",
        DraftField::Topics => "--topic",
        DraftField::Tags => "--tag",
        DraftField::Date => "--date",
        DraftField::Lang => "--lang",
        DraftField::Note => "--note",
    })
}
