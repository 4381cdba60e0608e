//! `import`: quotations from the files of other programs.

use std::borrow::Cow;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::cli::collection_output::{check_destination, name_of_new, write_collection};
use crate::cli::context::{Console, Failure, Outcome, PlainCommand, UnreadableData, UsageError};
use crate::cli::import_report::{ImportRecord, print_report};
use crate::cli::import_review::{review_items, write_items};
use crate::cli::review::{ReviewCommand, ReviewPlan, reviewed_destination};
use crate::cli::system::{CollectionChange, CollectionEdit, System, is_standard_input, undo_hint};
use crate::cli::text::count;
use kzq_corpus::Corpus;
use kzq_edit::{CollectionText, Counts, ItemWriter, NewCollection};
use kzq_extract::review::{Review, ReviewItem};
use kzq_import::{
    FORMATS, ImportError, ImportFile, ImportOptions, Importer, Outcome as Imported, ReadError, ReadOptions,
    read_entries,
};
use kzq_text::{Safe, safe};

/// From how many items on an import is long, and how many there are between two lines of progress.
const ITEMS_OF_PROGRESS: usize = 1 << 14;

/// How many bytes of the entries are copied at a time.
const COPIED_BYTES: usize = 1 << 16;

const EXAMPLES: &str = "\
Examples:
  kzq import highlights.csv -o highlights.ron
  kzq import --list";

/// Import quotations from other programs into a collection.
///
/// The format of each file is detected from its content. Without `-o` or `--into`, the collection goes to stdout. A
/// report on stderr says what was imported, and what was skipped and why. Importing a file again adds only what is new.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
#[expect(clippy::struct_excessive_bools, reason = "they are flags of the command line")]
pub(crate) struct Import {
    /// The files; `-` reads standard input.
    #[arg(value_name = "FILE", required_unless_present = "list")]
    files: Vec<PathBuf>,
    /// The format. Default: detected from the content.
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)))]
    from: Option<String>,
    /// Write a new collection to this file, which must not exist.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Add to this collection.
    #[arg(long, value_name = "FILE", conflicts_with = "output")]
    into: Option<PathBuf>,
    /// The speaker of entries without one: a name, or the id of a speaker.
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// The source of entries without one: a title, or the id of a source.
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// A topic for all entries: its path or its label. Repeatable.
    #[arg(long = "topic", value_name = "TOPIC")]
    topics: Vec<String>,
    /// The language of entries without one, such as `en`.
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    /// What is in the columns of a table or under the keys of JSON: `quote=2,author=1`, `quote=Saying`.
    #[arg(long = "map", value_name = "FIELD=COLUMN", value_delimiter = ',', value_parser = parse_column)]
    columns: Vec<(String, String)>,
    /// The encoding of a text that is neither UTF-8 nor UTF-16.
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// The text is obscured with rot13.
    #[arg(long)]
    rot13: bool,
    /// Report what would be imported, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print the report as JSON on stdout; with `-o`, `--into` or `--dry-run`.
    #[arg(long)]
    json: bool,
    /// Review in the browser what the import is unsure of; if the file of `-o` exists, add to it.
    #[arg(long, conflicts_with_all = ["dry_run", "json", "list"])]
    review: bool,
    /// List the formats.
    #[arg(long, conflicts_with_all = ["files", "json"])]
    list: bool,
}

fn parse_column(text: &str) -> Result<(String, String), String> {
    let (field, column) = text.split_once('=').ok_or("write FIELD=COLUMN, such as quote=2")?;
    Ok((field.trim().to_owned(), column.trim().to_owned()))
}

impl PlainCommand for Import {
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        if self.list {
            return Ok(list_formats(console)?);
        }
        if self.json && self.output.is_none() && self.into.is_none() && !self.dry_run {
            return Err(UsageError(
                "`--json` needs `-o`, `--into` or `--dry-run`: the collection is on stdout".to_owned(),
            )
            .into());
        }
        check_destination(self.output.as_deref(), self.into.as_deref(), console.system)?;
        let files = InputFiles::new(&self.files, console.system)?;
        let options = self.options();
        let imported = match &self.into {
            Some(collection) if self.dry_run => {
                let text = console.system.collection_text(collection, None)?;
                let mut importer = Importer::of(&CollectionText::parse(&text)?)?;
                files.import(&mut importer, &options, &mut |_| Ok(()))?;
                importer.finish().0
            }
            Some(collection) => add(&files, &options, collection)?,
            None => self.create(&files, &options, console)?,
        };
        let written = self.output.as_deref().or(self.into.as_deref()).filter(|_| !self.dry_run);
        let record = ImportRecord::new(&imported, written);
        if self.json {
            console.out.json(&record)?;
        } else {
            print_report(&record, &mut console.messages)?;
            if let Some(collection) = self.into.as_deref().filter(|_| imported.has_news() && !self.dry_run) {
                let hint = undo_hint(console.system, collection)?;
                console.messages.line(&hint)?;
            }
        }
        Ok(if imported.has_news() { Outcome::Found } else { Outcome::Nothing })
    }
}

impl ReviewCommand for Import {
    fn collection(&self, system: &dyn System) -> Result<PathBuf, Failure> {
        Ok(reviewed_destination(self.output.as_deref(), self.into.as_deref(), system)?)
    }

    fn plan(&self, system: &dyn System, _: &Corpus) -> Result<ReviewPlan, Failure> {
        let destination = self.collection(system)?;
        let [path] = self.files.as_slice() else {
            return Err(UsageError("`--review` takes one file at a time".to_owned()).into());
        };
        let bytes = system.read_bytes(path)?;
        let shown = path.to_string_lossy();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let file = ImportFile { path: &shown, name: &name, bytes: &bytes };
        let read = if system.is_there(&destination) {
            let text = system.collection_text(&destination, None)?;
            let importer = Importer::of(&CollectionText::parse(&text)?)?;
            read_entries(&importer, file, &self.options())
        } else {
            read_entries(&Importer::new(), file, &self.options())
        };
        let read = read.map_err(failure)?;
        let items = review_items(&read);
        if items.len() < read.entries.len() {
            let message = "the file is not lines of text, so it can't be reviewed; import it without `--review`";
            return Err(UnreadableData(format!("{shown}: {message}")).into());
        }
        let (title, text) = (Safe::line(name.into_owned()), read.text.as_str().into());
        // How the file is read depends on the options.
        let words = read.entries.iter().map(|entry| entry.draft.text.as_str());
        let identity = Some([read.text.as_str()].into_iter().chain(words).collect::<Vec<_>>().join("\0"));
        let collection = destination.clone();
        let write = move |items: &[ReviewItem], system: &dyn System| write_items(items, &read, &collection, system);
        let review = Review::of(items);
        let unclosed_marks = Vec::new();
        let write = Box::new(write);
        Ok(ReviewPlan { title, text, places: None, identity, review, unclosed_marks, destination, write })
    }
}

impl Import {
    /// Whether the entries are reviewed before they are written.
    pub(crate) fn is_reviewed(&self) -> bool {
        self.review
    }

    fn options(&self) -> ImportOptions {
        ImportOptions {
            format: self.from.clone(),
            encoding: self.encoding.clone(),
            speaker: self.speaker.clone(),
            source: self.source.clone(),
            topics: self.topics.clone(),
            lang: self.lang.clone(),
            read: ReadOptions { columns: self.columns.clone(), rot13: self.rot13 },
        }
    }

    /// Makes a new collection of the files: in the file of `-o`, or on stdout.
    fn create(
        &self,
        files: &InputFiles<'_>,
        options: &ImportOptions,
        console: &mut Console<'_>,
    ) -> Result<Imported, Failure> {
        // What the head of the collection defines is only known after the last entry.
        let mut spool = console.system.spool()?;
        let mut importer = Importer::new();
        let is_dry_run = self.dry_run;
        files.import(&mut importer, options, &mut |entries| {
            let entries = entries.take();
            if is_dry_run { Ok(()) } else { spool.write_all(entries.as_bytes()) }
        })?;
        let (imported, _) = importer.finish();
        if self.dry_run || !imported.has_news() {
            return Ok(imported);
        }
        spool.rewind()?;
        let name = name_of_new(self.output.as_deref(), self.files.first().map(PathBuf::as_path));
        let head = NewCollection::named(&name).head(&imported.rows);
        let mut entries = BufReader::with_capacity(COPIED_BYTES, spool);
        match &self.output {
            Some(file) => {
                console.system.write_file(file, false, &mut |out| write_collection(out, &head, &mut entries))?;
            }
            None => write_collection(&mut console.out, &head, &mut entries)?,
        }
        Ok(imported)
    }
}

/// Adds the files to a collection.
fn add(files: &InputFiles<'_>, options: &ImportOptions, collection: &Path) -> Result<Imported, Failure> {
    let mut imported = None;
    files.system.change_collection(CollectionChange {
        file: collection,
        new_file: None,
        make: &mut |collection| {
            let mut importer = Importer::of(collection)?;
            files.import(&mut importer, options, &mut |_| Ok(()))?;
            let (outcome, entries) = importer.finish();
            let mut edit = CollectionEdit::default();
            if outcome.has_news() {
                edit.splice = collection.additions(&outcome.rows, entries)?;
                edit.what = what_was_imported(&outcome.counts);
            }
            imported = Some(outcome);
            Ok(edit)
        },
    })?;
    imported.ok_or_else(|| io::Error::other("nothing was imported").into())
}

/// What the history of a collection calls an import.
fn what_was_imported(counts: &Counts) -> String {
    let what = match counts.entries {
        0 => count(counts.new_sources, "source", "sources"),
        entries => count(entries, "entry", "entries"),
    };
    format!("imported {what}")
}

fn list_formats(console: &mut Console<'_>) -> io::Result<Outcome> {
    let width = FORMATS.iter().map(|format| format.name.len()).max().unwrap_or_default();
    for format in FORMATS {
        console.out.line(&Safe::line(format!("{:width$}  {}", format.name, format.about)))?;
    }
    Ok(Outcome::Found)
}

/// The files to import.
struct InputFiles<'f> {
    paths: &'f [PathBuf],
    /// What standard input has, which can be read only once.
    standard_input: Vec<u8>,
    system: &'f dyn System,
}

impl<'f> InputFiles<'f> {
    fn new(paths: &'f [PathBuf], system: &'f dyn System) -> Result<Self, Failure> {
        let standard_input = paths.iter().find(|path| is_standard_input(path)).map(|path| system.read_bytes(path));
        Ok(Self { paths, standard_input: standard_input.transpose()?.unwrap_or_default(), system })
    }

    /// Imports all of them. `each` is given the entries of a new collection from time to time.
    fn import(
        &self,
        importer: &mut Importer,
        options: &ImportOptions,
        each: &mut dyn FnMut(&mut ItemWriter) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let mut is_long = false;
        for path in self.paths {
            let bytes = if is_standard_input(path) {
                Cow::Borrowed(self.standard_input.as_slice())
            } else {
                Cow::Owned(self.system.read_bytes(path)?)
            };
            let shown = path.to_string_lossy();
            let name = if is_standard_input(path) {
                Cow::Borrowed("standard input")
            } else {
                path.file_name().unwrap_or_default().to_string_lossy()
            };
            let file = ImportFile { path: &shown, name: &name, bytes: &bytes };
            let result = importer.import(file, options, &mut |items, entries| {
                if items.is_multiple_of(ITEMS_OF_PROGRESS) && items > 0 {
                    is_long = true;
                    self.system.show_progress(&safe!("importing ", Safe::line(shown.as_ref()), ": ", items, " items"));
                }
                each(entries)
            });
            if is_long {
                self.system.show_progress(&"".into());
            }
            result.map_err(failure)?;
        }
        Ok(())
    }
}

fn failure(error: ImportError) -> Failure {
    match error {
        ImportError::Encoding(_)
        | ImportError::UnknownId(_)
        | ImportError::Read { error: ReadError { is_option: true, .. }, .. } => UsageError(error.to_string()).into(),
        ImportError::Unrecognised { .. } | ImportError::Read { .. } => UnreadableData(error.to_string()).into(),
        ImportError::Output(error) => error.into(),
    }
}
