//! [`HostSystem`]: what commands read and change outside the loaded collections.

use std::cell::{OnceCell, RefCell};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::error::Error;
use super::load::collections::CollectionDirs;
use super::load::{collections, given_texts};
use super::own_edit::OwnEdit;
use super::read_file::MaxSize;
use super::state::shelf_store::ShelfStore;
use super::terminal::collection_editor::edit_collection;
use super::{cache, clipboard, collection_edit, input_lines, output_file, paths, pdf, settings};
use crate::cli;
use crate::cli::{
    Args, CheckInput, CollectionChange, EditedFile, Failure, InputLines, ListedSnapshot, OwnCollection, ShownSettings,
    ShownTheme, Spool, System, UndoOutcome, UpdateText, WriteContents,
};
use crate::settings::{FIELDS, Origin, sample};
use kzq_corpus::{Corpus, SourceId};
use kzq_fidelity::{SourceText, VerificationTexts};
use kzq_text::Safe;
use kzq_tui::keys::keymap::Keymap;

/// The system as seen with these arguments.
pub(super) struct HostSystem<'a> {
    args: &'a Args,
    max_size: OnceCell<MaxSize>,
    /// The directories of the loaded collections; none before they are loaded.
    collection_dirs: Rc<RefCell<CollectionDirs>>,
}

impl<'a> HostSystem<'a> {
    /// Creates the system before anything is loaded.
    pub(super) fn new(args: &'a Args) -> Self {
        Self { args, max_size: OnceCell::new(), collection_dirs: Rc::default() }
    }

    /// The collections that the arguments or the environment name; `None` if they name none.
    fn named_paths(&self) -> Result<Option<Vec<PathBuf>>, Error> {
        let data = settings::load(self.args)?.settings.data;
        Ok(matches!(data.origin, Origin::Flag(_) | Origin::Variable(_)).then_some(data.value))
    }

    /// The largest file that is read: of broken settings, which are reported where more depends on them, the default.
    fn max_size(&self) -> MaxSize {
        *self.max_size.get_or_init(|| {
            let settings = settings::load(self.args).map(|loaded| loaded.settings).unwrap_or_default();
            MaxSize::megabytes(settings.max_size.value)
        })
    }

    /// Sets the directories of the loaded collections.
    pub(super) fn set_directories(&self, directories: CollectionDirs) {
        self.collection_dirs.replace(directories);
    }

    /// The directories of the loaded collections, to be changed when these are loaded again.
    pub(super) fn directories(&self) -> Rc<RefCell<CollectionDirs>> {
        Rc::clone(&self.collection_dirs)
    }
}

impl System for HostSystem<'_> {
    fn clap_command(&self) -> clap::Command {
        cli::command()
    }

    fn setting_variables(&self) -> Vec<(&'static str, &'static str)> {
        let variables =
            FIELDS.iter().flat_map(|field| field.overrides().into_iter().map(|origin| (origin, field.summary)));
        let variable =
            |(origin, summary)| if let Origin::Variable(name) = origin { Some((name, summary)) } else { None };
        variables.filter_map(variable).collect()
    }

    fn keymap(&self) -> Result<Keymap, Failure> {
        Ok(settings::load(self.args)?.settings.keys.value)
    }

    fn paths(&self) -> Result<Vec<(&'static str, String)>, Failure> {
        let loaded = settings::load(self.args)?;
        let named = |name: &'static str, path: Option<PathBuf>| path.map(|path| (name, path.display().to_string()));
        let mut used: Vec<(&'static str, String)> =
            loaded.settings.data.value.iter().map(|path| ("collection", path.display().to_string())).collect();
        if used.is_empty() {
            used.push(("collection", collections::EMBEDDED_NAME.to_owned()));
        }
        let themes = loaded.themes_directory().map(Path::to_owned);
        used.extend(named("project", loaded.project.map(|project| project.file)));
        used.extend(named("config", loaded.file.map(|(path, _)| path)));
        used.extend(named("themes", themes));
        used.extend(named("quotations", paths::own_collection()));
        used.extend(named("edits", paths::edit_log_file()));
        used.extend(named("shelf", ShelfStore::named(&loaded.settings.shelf.value).path));
        used.extend(named("place", paths::session_file()));
        used.extend(named("cache", paths::cache_directory()));
        used.extend(named("clipboard", paths::clipboard_file()));
        Ok(used)
    }

    fn settings(&self) -> Result<ShownSettings, Failure> {
        Ok(settings::shown(self.args)?)
    }

    fn sample_settings(&self) -> Safe<'static> {
        sample()
    }

    fn themes(&self) -> Result<Vec<ShownTheme>, Failure> {
        Ok(settings::themes(self.args)?)
    }

    fn theme(&self, name: &str) -> Result<Safe<'static>, Failure> {
        Ok(settings::theme(self.args, name)?)
    }

    fn snapshots(&self) -> Result<(Vec<ListedSnapshot>, Option<Safe<'static>>), Failure> {
        Ok(cache::list()?)
    }

    fn clear_snapshots(&self) -> Result<(usize, u64), Failure> {
        Ok(cache::clear()?)
    }

    fn collection_files(&self, paths: &[PathBuf]) -> Result<Vec<CheckInput>, Failure> {
        let data = if paths.is_empty() { settings::load(self.args)?.settings.data.value } else { paths.to_vec() };
        Ok(collections::read_files(&data, self.max_size())?)
    }

    fn source_texts(&self, corpus: &Corpus) -> Result<VerificationTexts, Failure> {
        Ok(given_texts::read_source_texts(corpus, &self.collection_dirs.borrow(), self.max_size()))
    }

    fn source_text(&self, corpus: &Corpus, source: SourceId) -> Option<Result<SourceText, Safe<'static>>> {
        given_texts::read_source_text(corpus, source, &self.collection_dirs.borrow(), self.max_size())
    }

    fn input_lines(&self, max: usize) -> Result<Box<dyn InputLines>, Failure> {
        Ok(Box::new(input_lines::spawn(max)?))
    }

    fn read_text(&self, file: &Path) -> Result<String, Failure> {
        Ok(given_texts::read_argument(file, self.max_size())?)
    }

    fn read_bytes(&self, file: &Path) -> Result<Vec<u8>, Failure> {
        Ok(given_texts::read_bytes(file, self.max_size())?)
    }

    fn pdf_text(&self, name: &str, pdf: &[u8]) -> Result<Vec<u8>, Failure> {
        Ok(pdf::text(name, pdf)?)
    }

    fn path_below(&self, file: &Path, collection: &Path) -> Option<String> {
        given_texts::path_below(file, collection)
    }

    fn is_there(&self, file: &Path) -> bool {
        file.exists()
    }

    fn is_same_file(&self, one: &Path, other: &Path) -> bool {
        let [one, other] = [one, other].map(|file| file.canonicalize().ok());
        one.is_some() && one == other
    }

    fn write_file(&self, file: &Path, overwrite: bool, write: &mut WriteContents<'_>) -> Result<(), Failure> {
        output_file::write(file, overwrite, write).map_err(|error| Error::file(file, error).into())
    }

    fn create_directory(&self, directory: &Path) -> Result<(), Failure> {
        std::fs::create_dir_all(directory).map_err(|error| Error::file(directory, error).into())
    }

    fn update_text(&self, file: &Path, update: &mut UpdateText<'_>) -> Result<(), Failure> {
        output_file::update(file, update).map_err(|error| Error::file(file, error).into())
    }

    fn spool(&self) -> Result<Box<dyn Spool>, Failure> {
        Ok(Box::new(tempfile::tempfile()?))
    }

    fn day(&self) -> u64 {
        const SECONDS: u64 = 24 * 60 * 60;
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() / SECONDS
    }

    fn show_progress(&self, text: &Safe<'_>) {
        let mut terminal = io::stderr();
        if terminal.is_terminal() {
            // It is only for the eye: an error changes nothing.
            let _ = write!(terminal, "\r{text}\x1b[K").and_then(|()| terminal.flush());
        }
    }

    fn clipboard_text(&self) -> Result<String, Failure> {
        Ok(clipboard::paste()?)
    }

    fn own_collection(&self) -> Result<OwnCollection, Failure> {
        let path =
            paths::own_collection().ok_or_else(|| Error::Usage("there is no home directory; use --into".to_owned()))?;
        let is_default = settings::load(self.args)?.settings.data.origin == Origin::Default;
        Ok(OwnCollection { exists: path.exists(), path, is_default })
    }

    fn opened_files(&self) -> Result<Vec<PathBuf>, Failure> {
        let paths = settings::load(self.args)?.settings.data.value;
        Ok(collections::list_files(&paths))
    }

    fn collection_text(&self, file: &Path, new_file: Option<String>) -> Result<String, Failure> {
        Ok(collection_edit::text(file, new_file)?)
    }

    fn change_collection(&self, change: CollectionChange<'_>) -> Result<EditedFile, Failure> {
        collection_edit::change(change)
    }

    fn undo_edit(&self) -> Result<UndoOutcome, Failure> {
        Ok(collection_edit::undo(self.named_paths()?.as_deref())?.0)
    }

    fn undoes_in(&self, file: &Path) -> Result<bool, Failure> {
        Ok(self.named_paths()?.is_none_or(|paths| collection_edit::is_within(file, &paths)))
    }

    fn create_file(&self, file: &Path, text: &str) -> Result<(), Failure> {
        Ok(collection_edit::create(file, text)?)
    }

    fn edit_in_editor(&self, file: &Path, line: usize, what: String) -> Result<bool, Failure> {
        let store = ShelfStore::named(&settings::load(self.args)?.settings.shelf.value);
        let before = OwnEdit::begin(file);
        let outcome = edit_collection(file, line, what)?;
        let accepted = before.accepted(&store);
        if !accepted.is_empty() {
            store.save(&accepted).map_err(io::Error::other)?;
        }
        outcome.error.map_or(Ok(outcome.is_changed), |error| Err(error.into()))
    }
}
