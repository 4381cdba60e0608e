//! The user's settings: what can be set, how values are resolved, and themes.
//!
//! One table, [`FIELDS`], declares them all: it drives the parser of `config.ron`, the sample file and `kzq config`.
//! Arguments take precedence over the environment, the environment over the project, that over the file, and the file over defaults: see
//! [`Settings::resolve`].

pub(crate) mod choices;
mod config_reader;
mod fields;
mod file;
mod keys;
mod message;
mod player;
mod preferences;
mod project;
mod resolve;
mod sample;
mod sample_line;
mod string_spans;
pub mod style;
pub mod themes;

pub use config_reader::ConfigContext;
pub(crate) use config_reader::expand_home;
pub use fields::{ConfigFile, FIELDS, Field, Settings};
pub use file::parse_config;
pub use player::player_command;
pub use project::{
    CheckPath, MAX_PROJECT_FILE_BYTES, PROJECT_FILE_NAME, PathTarget, ProjectFile, parse_project, with_ignored,
};
pub use resolve::{Environment, NamedTheme, Origin, Overrides, Resolved, ThemeChoice, UserTemplate};
pub use sample::sample;
