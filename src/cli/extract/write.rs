//! Writes the quotations of an article to a collection, with the article as the text of their source.

use std::path::Path;

use super::article_file::{ArticleFile, KeptArticle};
use crate::cli::collection_output::{name_of_new, write_collection};
use crate::cli::failure::Failure;
use crate::cli::system::{CollectionChange, CollectionEdit, System};
use crate::cli::text::quotations;
use kzq_edit::{
    CollectionText, Counts, EntryDraft, ItemWriter, NewCollection, NewRows, Resolution, Resolver, SourceDraft,
    SourceReference,
};
use kzq_text::{Safe, safe};

/// The collection to which entries are written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Destination<'d> {
    /// A new one.
    New {
        /// Its file.
        file: &'d Path,
        /// Whether to overwrite an existing file.
        overwrite: bool,
    },
    /// An existing one.
    Into(&'d Path),
}

/// What was written.
pub(crate) struct Written {
    /// How many entries are new, and how many were there.
    pub(crate) counts: Counts,
    /// The speakers and the source that are new.
    pub(crate) rows: NewRows,
    /// Where the article was copied to.
    pub(crate) copy: Option<Safe<'static>>,
    /// Why the new entries may not be verified against the article.
    pub(crate) remark: Option<Safe<'static>>,
}

/// Writes entries of an article; nothing is written if none is new.
///
/// # Errors
///
/// If the collection or the copy of the article can't be written.
pub(crate) fn write_entries(
    system: &dyn System,
    destination: Destination<'_>,
    article: &ArticleFile<'_>,
    source: &SourceDraft,
    drafts: Vec<EntryDraft>,
) -> Result<Written, Failure> {
    match destination {
        Destination::New { file, overwrite } => {
            let Some(kept) = keep_for(drafts.len(), article, file, system)? else { return Ok(Written::nothing(0)) };
            let mut resolver = Resolver::new(false);
            let mut entries = ItemWriter::new();
            resolve(with_text(drafts, &kept.name), &mut resolver, &mut entries)?;
            let name = name_of_new(Some(file), None);
            let (head, entries) = (NewCollection::named(&name).head(resolver.rows()), entries.take());
            system.write_file(file, overwrite, &mut |out| write_collection(out, &head, &mut entries.as_bytes()))?;
            Ok(Written::of(resolver, copy_of(file, &kept), None))
        }
        Destination::Into(file) => {
            let text = system.collection_text(file, None)?;
            let collection = CollectionText::parse(&text)?;
            let mut resolver = Resolver::of(&collection);
            resolve(drafts.clone(), &mut resolver, &mut collection.entry_writer()?)?;
            let Counts { entries, duplicates, .. } = resolver.counts();
            let (kept, remark) = match collection.source_like(source) {
                None => (keep_for(entries, article, file, system)?, None),
                Some(_) if entries == 0 => (None, None),
                Some(known) => (None, other_text(known.text.as_deref(), source, article, file, system)),
            };
            if entries == 0 {
                return Ok(Written::nothing(duplicates));
            }
            let drafts = match &kept {
                Some(kept) => with_text(drafts, &kept.name),
                None => drafts,
            };
            let mut made = Resolver::default();
            system.change_collection(CollectionChange {
                file,
                new_file: None,
                make: &mut |collection| {
                    let mut resolver = Resolver::of(collection);
                    let mut entries = collection.entry_writer()?;
                    resolve(drafts.clone(), &mut resolver, &mut entries)?;
                    let splice = collection.additions(resolver.rows(), entries)?;
                    let what = format!("extracted {}", quotations(resolver.counts().entries));
                    made = resolver;
                    Ok(CollectionEdit { splice, what })
                },
            })?;
            Ok(Written::of(made, kept.and_then(|kept| copy_of(file, &kept)), remark))
        }
    }
}

impl Written {
    fn nothing(duplicates: usize) -> Self {
        Self { counts: Counts { duplicates, ..Counts::default() }, rows: NewRows::default(), copy: None, remark: None }
    }

    fn of(resolver: Resolver, copy: Option<Safe<'static>>, remark: Option<Safe<'static>>) -> Self {
        Self { counts: resolver.counts(), rows: resolver.into_rows(), copy, remark }
    }
}

/// Keeps the article for a collection, if there are new entries.
fn keep_for(
    new_entries: usize,
    article: &ArticleFile<'_>,
    collection: &Path,
    system: &dyn System,
) -> Result<Option<KeptArticle>, Failure> {
    if new_entries == 0 { Ok(None) } else { article.keep(collection, system).map(Some) }
}

fn copy_of(collection: &Path, kept: &KeptArticle) -> Option<Safe<'static>> {
    let file = collection.with_file_name(&kept.name);
    kept.is_copied.then(|| Safe::line(file.display().to_string()))
}

/// Resolves drafts, and writes those that are new.
fn resolve(drafts: Vec<EntryDraft>, resolver: &mut Resolver, entries: &mut ItemWriter) -> Result<(), Failure> {
    for draft in drafts {
        if let Resolution::New(entry) = resolver.resolve(draft)? {
            entries.push(&entry.row());
        }
    }
    Ok(())
}

/// Names the file with the text in the source of each draft.
fn with_text(mut drafts: Vec<EntryDraft>, name: &str) -> Vec<EntryDraft> {
    for draft in &mut drafts {
        if let Some(SourceReference::Described(source)) = &mut draft.source {
            source.text = Some(name.to_owned());
        }
    }
    drafts
}

/// Says that the collection has the source already with another text, or without one.
fn other_text(
    known: Option<&str>,
    source: &SourceDraft,
    article: &ArticleFile<'_>,
    collection: &Path,
    system: &dyn System,
) -> Option<Safe<'static>> {
    let title = safe!("the collection already has the source “", Safe::line(source.title.as_str()), "”, ");
    let Some(known) = known else {
        return Some(safe!(title, "without a text: add `text: \"FILE\"` to it to verify the new entries"));
    };
    let bytes = system.read_bytes(&collection.with_file_name(known));
    (!bytes.is_ok_and(|bytes| article.is_text(&bytes)))
        .then(|| safe!(title, "with another text, ", Safe::line(known), ": the new entries are verified against that"))
}
