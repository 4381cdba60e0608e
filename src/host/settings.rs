//! Loads the user's settings from the file and the environment, and prints them.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::environment;
use super::environment::env_var;
use super::error::Error;
use super::paths;
use super::platform::ownership::require_trusted;
use super::project;
use super::project::Project;
use crate::cli::{Args, ShownFile, ShownSetting, ShownSettings, ShownTheme};
use crate::settings::themes::{ThemeError, ThemeFile, ThemeStore, load_theme, to_ron};
use crate::settings::{ConfigContext, ConfigFile, Environment, FIELDS, Origin, Overrides, Resolved, Settings};
use kzq_ron::diagnostics::render;
use kzq_text::Safe;
use kzq_tui::app::NamedTheme;
use kzq_tui::ui::ThemeName;

/// The resolved settings, and the file they come from.
pub(super) struct LoadedSettings {
    pub(super) settings: Settings,
    /// The settings file, and whether it exists; `None` without a home directory, unless a file was named.
    pub(super) file: Option<(PathBuf, bool)>,
    /// The project in which the working directory is.
    pub(super) project: Option<Project>,
    themes: UserThemes,
}

impl LoadedSettings {
    /// The directory of the user's themes; `None` without a home directory, unless a settings file was named.
    pub(super) fn themes_directory(&self) -> Option<&Path> {
        self.themes.directory.as_deref()
    }
}

/// Reads a settings file. The user's own one must not be somebody else's, whatever it says.
fn read_settings(path: &Path, is_named: bool) -> io::Result<Vec<u8>> {
    if !is_named {
        require_trusted(&fs::metadata(path)?)?;
    }
    fs::read(path)
}

/// Loads and resolves the settings.
pub(super) fn load(args: &Args) -> Result<LoadedSettings, Error> {
    load_for(args, None)
}

/// Loads and resolves the settings, with those of the project in which a directory is; without one, the working directory.
pub(super) fn load_for(args: &Args, directory: Option<&Path>) -> Result<LoadedSettings, Error> {
    let named = config_argument(args);
    let themes = UserThemes::for_config(named.as_deref());
    let (config, file) = match named.as_ref().or(paths::config_file().as_ref()) {
        None => (ConfigFile::default(), None),
        Some(path) => match read_settings(path, named.is_some()) {
            Ok(bytes) => (parse_file(path, &bytes, &themes)?, Some((path.clone(), true))),
            Err(error) if named.is_none() && is_not_found(&error) => {
                (ConfigFile::default(), Some((path.clone(), false)))
            }
            Err(error) => return Err(Error::file(path, error)),
        },
    };
    let project = match directory {
        _ if args.no_project => None,
        Some(directory) => project::of_directory(directory)?,
        None => project::of_working_directory()?,
    };
    let project_data = project.as_ref().map_or(&[][..], |project| &project.data);
    let overrides = Overrides { args, environment: &ProcessEnvironment, project_data, themes: &themes };
    let mut settings = Settings::resolve(&overrides, config)
        .map_err(|wrong| Error::Usage(wrong.iter().map(Safe::as_str).collect::<Vec<_>>().join("\nerror: ")))?;
    if args.example {
        settings.data = Resolved { value: Vec::new(), origin: Origin::Flag("--example") };
    } else if settings.data.origin == Origin::Default {
        settings.data.value.extend(paths::own_collection().filter(|path| path.is_file()));
    }
    Ok(LoadedSettings { settings, file, project, themes })
}

/// The settings file named by the user, if any.
fn config_argument(args: &Args) -> Option<PathBuf> {
    args.config.clone().or_else(|| env_var("KZQ_CONFIG").map(PathBuf::from))
}

/// Whether an error means that there is no such file.
fn is_not_found(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn parse_file(path: &Path, bytes: &[u8], themes: &UserThemes) -> Result<ConfigFile, Error> {
    let home = paths::home();
    let directory = path.parent().unwrap_or(Path::new("."));
    let places = ConfigContext { directory, home: home.as_deref(), themes };
    crate::settings::parse_config(&path.display().to_string(), bytes, places).map_err(|findings| Error::BadSettings {
        report: render::render(&findings, environment::use_colour(&io::stderr())),
    })
}

/// The environment of the process.
struct ProcessEnvironment;

impl Environment for ProcessEnvironment {
    fn text(&self, variable: &str) -> Option<String> {
        env_var(variable)
    }

    fn paths(&self, variable: &str) -> Vec<PathBuf> {
        let paths = env::var_os(variable).unwrap_or_default();
        env::split_paths(&paths).filter(|path| !path.as_os_str().is_empty()).collect()
    }
}

/// The user's themes: files of a directory, and any theme named by its path.
struct UserThemes {
    directory: Option<PathBuf>,
}

impl UserThemes {
    /// The themes next to the named settings file, or else those of the user's config directory.
    fn for_config(named: Option<&Path>) -> Self {
        let directory = match named {
            Some(file) => Some(file.parent().unwrap_or(Path::new(".")).join("themes")),
            None => paths::themes_directory(),
        };
        Self { directory }
    }

    /// Returns the file of a theme; a name with a slash is a path.
    fn path(&self, name: &str) -> Option<PathBuf> {
        if name.contains('/') {
            return Some(PathBuf::from(name));
        }
        let path = self.directory.as_ref()?.join(format!("{name}.ron"));
        path.exists().then_some(path)
    }
}

impl ThemeStore for UserThemes {
    fn find(&self, name: &str) -> Option<ThemeFile> {
        let path = self.path(name)?;
        let bytes = fs::read(&path).map_err(|error| Safe::line(error.to_string()).into_owned());
        Some(ThemeFile { file: Safe::line(path.display().to_string()).into_owned(), bytes })
    }

    fn names(&self) -> Vec<String> {
        let Some(directory) = &self.directory else { return Vec::new() };
        let files = fs::read_dir(directory).into_iter().flatten().filter_map(|item| Some(item.ok()?.path()));
        let is_theme = |path: &PathBuf| path.extension() == Some(OsStr::new("ron")) && path.is_file();
        let stem = |path: PathBuf| path.file_stem().and_then(OsStr::to_str).map(str::to_owned);
        let mut names: Vec<String> = files.filter(is_theme).filter_map(stem).collect();
        names.sort();
        names
    }
}

/// Returns the effective settings and the files that set them, for `kzq config`.
pub(super) fn shown(args: &Args) -> Result<ShownSettings, Error> {
    let configured = load(args)?;
    let file = configured.file.as_ref().map(|(path, exists)| {
        let path = Safe::line(path.display().to_string()).into_owned();
        ShownFile { path, exists: *exists }
    });
    let project = configured.project.as_ref().map(|project| Safe::line(project.file.display().to_string()));
    let settings = FIELDS.iter().map(|field| {
        let (value, origin) = field.display(&configured.settings);
        let (from, by) = match origin {
            Origin::Flag(flag) => ("flag", Some(flag)),
            Origin::Variable(variable) => ("environment", Some(variable)),
            Origin::Project => ("project", None),
            Origin::File => ("file", None),
            Origin::Default => ("default", None),
        };
        ShownSetting { name: field.name, value: Safe::line(value), from, by }
    });
    let settings = settings.collect();
    Ok(ShownSettings { file, project, settings })
}

/// Returns the available themes, for `kzq config --themes`.
pub(super) fn themes(args: &Args) -> Result<Vec<ShownTheme>, Error> {
    let user_themes = load(args)?.themes;
    let built_in = ThemeName::ALL.into_iter().filter(|theme| user_themes.path(theme.name()).is_none());
    let built_in = built_in.map(|theme| ShownTheme { name: theme.name().into(), about: Some(theme.doc()), file: None });
    let mut themes: Vec<ShownTheme> = built_in.collect();
    themes.extend(user_themes.names().into_iter().map(|name| ShownTheme {
        file: user_themes.path(&name).map(|path| Safe::line(path.display().to_string()).into_owned()),
        about: None,
        name: Safe::line(name),
    }));
    Ok(themes)
}

/// Returns the themes to choose from in the browser; broken ones are left out.
pub(super) fn named_themes(args: &Args) -> Vec<NamedTheme> {
    let user_themes = UserThemes::for_config(config_argument(args).as_deref());
    let built_in = ThemeName::ALL.into_iter().map(|theme| (theme.name().to_owned(), Safe::from(theme.doc())));
    let own = user_themes.names().into_iter().filter(|name| ThemeName::from_name(name).is_none());
    let all = built_in.chain(own.map(|name| (name, "your own".into())));
    let named = |(name, doc): (String, Safe<'static>)| {
        let theme = environment::in_terminal_colours(&load_theme(&name, &user_themes).ok()?);
        Some(NamedTheme { name: Safe::line(name), doc, theme })
    };
    all.filter_map(named).collect()
}

/// Returns a theme as RON, for `kzq config --show-theme`.
pub(super) fn theme(args: &Args, name: &str) -> Result<Safe<'static>, Error> {
    let user_themes = UserThemes::for_config(config_argument(args).as_deref());
    match load_theme(name, &user_themes) {
        Ok(theme) => Ok(to_ron(theme)),
        Err(ThemeError::Broken(findings)) => {
            let colour = environment::use_colour(&io::stderr());
            Err(Error::BadSettings { report: render::render(&findings, colour) })
        }
        Err(error) => {
            let (message, help) = error.message_and_help(name);
            let help = help.map_or_else(String::new, |help| format!("; {help}"));
            Err(Error::Usage(format!("{message}{help}")))
        }
    }
}
