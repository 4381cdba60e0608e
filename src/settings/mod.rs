//! The reader's settings: what can be set, where each comes from, and the themes.
//!
//! One table, [`FIELDS`], says what there is. The file `config.ron` is read by it, the sample is printed from it, and
//! `kzq config` shows by it what holds. What is asked for on the command line comes before the environment, the
//! environment before the file, and the file before what kzq does by itself: see [`Settings::settle`].

mod fields;
mod file;
mod inside;
mod keys;
mod sample;
mod settle;
pub mod style;
pub mod themes;

pub use fields::{FIELDS, Field};
pub use file::{Given, Places, read};
pub use sample::sample;
pub use settle::{Environment, NamedTheme, Origin, OwnTemplate, Setting, Settings, ThemeWish};
