//! The user's settings: what can be set, how values are resolved, and themes.
//!
//! One table, [`FIELDS`], declares them all: it drives the parser of `config.ron`, the sample file and `kzq config`.
//! Arguments take precedence over the environment, the environment over the file, and the file over defaults: see
//! [`Settings::resolve`].

pub(crate) mod choices;
mod fields;
mod file;
mod keys;
mod resolve;
mod sample;
mod string_spans;
pub mod style;
pub mod themes;

pub use fields::{FIELDS, Field};
pub use file::{ConfigContext, ConfigFile, parse_config};
pub use resolve::{Environment, NamedTheme, Origin, Resolved, Settings, ThemeChoice, UserTemplate};
pub use sample::sample;
