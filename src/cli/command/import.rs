//! `import`: quotations from the files of other programs.

use std::borrow::Cow;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::cli::context::{Console, Failure, Outcome, PlainCommand, UnreadableData, UsageError};
use crate::cli::import_report::{ImportRecord, print_report};
use crate::cli::out::Out;
use crate::cli::system::{CollectionChange, CollectionEdit, System, is_standard_input};
use kzq_edit::{CollectionText, ItemWriter, NewCollection};
use kzq_import::{FORMATS, ImportError, ImportFile, ImportOptions, Importer, Outcome as Imported, ReadOptions};
use kzq_text::{Safe, safe};

/// From how many items on an import is long, and how many there are between two lines of progress.
const ITEMS_OF_PROGRESS: usize = 1 << 14;

/// How many bytes of the entries are copied at a time.
const COPIED_BYTES: usize = 1 << 16;

/// Import quotations of other programs into a collection.
///
/// The format of each file is recognised by its content. Without `-o` or `--into` the collection goes to stdout. What was
/// imported and what was skipped, and why, is reported on stderr. Importing a file again adds only what is new.
#[derive(Clone, Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "they are flags of the command line")]
pub(crate) struct Import {
    /// The files; `-` reads standard input.
    #[arg(value_name = "FILE", required_unless_present = "list")]
    files: Vec<PathBuf>,
    /// The format, instead of recognising it.
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)))]
    from: Option<String>,
    /// Write a new collection to this file, which must not exist.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Add to this collection.
    #[arg(long, value_name = "FILE", conflicts_with = "output")]
    into: Option<PathBuf>,
    /// Who said what no speaker is known of: a name, or the id of a speaker.
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// The source of what has none: a title, or the id of a source.
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// A topic of all of them: its path or its label. Repeatable.
    #[arg(long = "topic", value_name = "TOPIC")]
    topics: Vec<String>,
    /// Their language, such as `en`.
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
        if let Some(file) = self.output.as_deref().filter(|file| console.system.is_there(file)) {
            let file = file.display();
            return Err(UsageError(format!("{file} exists already; `--into {file}` adds to it")).into());
        }
        if let Some(file) =
            self.into.as_deref().filter(|file| !is_standard_input(file) && !console.system.is_there(file))
        {
            let file = file.display();
            return Err(UsageError(format!(
                "there is no collection {file}; `-o {file}` makes a new one of what is imported, `kzq new {file}` an empty one"
            ))
            .into());
        }
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
                let hint = console.undo_hint(collection)?;
                console.messages.line(&hint)?;
            }
        }
        Ok(if imported.has_news() { Outcome::Found } else { Outcome::Nothing })
    }
}

impl Import {
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
        // What the head of the collection defines is only known behind the last entry.
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
        let head = NewCollection::named(&self.collection_name()).head(&imported.rows);
        let mut entries = BufReader::with_capacity(COPIED_BYTES, spool);
        match &self.output {
            Some(file) => {
                console.system.write_file(file, false, &mut |out| write_collection(out, &head, &mut entries))?;
            }
            None => write_collection(&mut console.out, &head, &mut entries)?,
        }
        Ok(imported)
    }

    /// The name of a new collection: that of its file, or of the first that it is made of.
    fn collection_name(&self) -> String {
        let named_by = self.output.as_deref().or(self.files.first().map(PathBuf::as_path));
        let stem = named_by.filter(|file| !is_standard_input(file)).and_then(Path::file_stem);
        stem.map_or_else(|| "quotations".to_owned(), |stem| stem.to_string_lossy().into_owned())
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
                edit.what = format!("imported {} entries", outcome.counts.entries);
            }
            imported = Some(outcome);
            Ok(edit)
        },
    })?;
    imported.ok_or_else(|| io::Error::other("nothing was imported").into())
}

/// Writes a collection, whose text is RON with escapes for what must not be shown.
fn write_collection(out: &mut Out<'_>, head: &str, entries: &mut impl Read) -> io::Result<()> {
    out.rendered(head)?;
    out.rendered_from(entries)?;
    out.rendered(NewCollection::TAIL)
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
        ImportError::Encoding(_) | ImportError::UnknownId(_) => UsageError(error.to_string()).into(),
        ImportError::Unrecognised { .. } | ImportError::Read { .. } => UnreadableData(error.to_string()).into(),
        ImportError::Output(error) => error.into(),
    }
}
