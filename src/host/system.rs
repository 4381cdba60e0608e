//! [`HostSystem`]: what commands read and change outside the loaded collections.

use std::path::{Path, PathBuf};

use super::load::{collections, given_texts};
use super::{cache, paths, settings};
use crate::cli;
use crate::cli::{Args, CheckInput, Failure, ListedSnapshot, ShownFile, ShownSetting, ShownTheme, System};
use crate::settings::sample;
use kzq_corpus::Corpus;
use kzq_fidelity::VerificationTexts;
use kzq_text::Safe;
use kzq_tui::keys::keymap::Keymap;

/// The system as seen with these arguments.
pub(super) struct HostSystem<'a>(pub(super) &'a Args);

impl System for HostSystem<'_> {
    fn clap_command(&self) -> clap::Command {
        cli::command()
    }

    fn keymap(&self) -> Result<Keymap, Failure> {
        Ok(settings::load(self.0)?.settings.keys.value)
    }

    fn paths(&self) -> Result<Vec<(&'static str, String)>, Failure> {
        let loaded = settings::load(self.0)?;
        let named = |name: &'static str, path: Option<PathBuf>| path.map(|path| (name, path.display().to_string()));
        let mut used: Vec<(&'static str, String)> =
            loaded.settings.data.value.iter().map(|path| ("collection", path.display().to_string())).collect();
        if used.is_empty() {
            used.push(("collection", collections::EMBEDDED_NAME.to_owned()));
        }
        let themes = loaded.themes_directory().map(Path::to_owned);
        used.extend(named("config", loaded.file.map(|(path, _)| path)));
        used.extend(named("themes", themes));
        used.extend(named("shelf", paths::shelf_file()));
        used.extend(named("place", paths::session_file()));
        used.extend(named("cache", paths::cache_directory()));
        used.extend(named("clipboard", paths::clipboard_file()));
        Ok(used)
    }

    fn settings(&self) -> Result<(Option<ShownFile>, Vec<ShownSetting>), Failure> {
        Ok(settings::shown(self.0)?)
    }

    fn sample_settings(&self) -> Safe<'static> {
        sample()
    }

    fn themes(&self) -> Result<Vec<ShownTheme>, Failure> {
        Ok(settings::themes(self.0)?)
    }

    fn theme(&self, name: &str) -> Result<Safe<'static>, Failure> {
        Ok(settings::theme(self.0, name)?)
    }

    fn snapshots(&self) -> Result<(Vec<ListedSnapshot>, Option<Safe<'static>>), Failure> {
        Ok(cache::list()?)
    }

    fn clear_snapshots(&self) -> Result<(usize, u64), Failure> {
        Ok(cache::clear()?)
    }

    fn collection_files(&self, paths: &[PathBuf]) -> Result<Vec<CheckInput>, Failure> {
        let data = if paths.is_empty() { settings::load(self.0)?.settings.data.value } else { paths.to_vec() };
        Ok(collections::read_files(&data)?)
    }

    fn source_texts(&self, corpus: &Corpus) -> Result<VerificationTexts, Failure> {
        Ok(given_texts::read_source_texts(corpus, &settings::load(self.0)?.settings.data.value))
    }

    fn read_text(&self, file: &Path) -> Result<String, Failure> {
        Ok(given_texts::read_argument(file)?)
    }
}
