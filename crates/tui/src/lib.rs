//! The browser as a pure state machine, and its rendering.
//!
//! [`app`] turns events into effects, [`keys`] is the keymap, [`layout`] breaks text into lines and [`ui`] draws a
//! frame. Nothing here reads a file, a clock or the terminal.
//!
//! # The screen
//!
//! These are the names of its parts in the code.
//!
//! ```text
//!  kzq  title                                                  counts by wording          header
//! ╭─ / filter · facets that are set ────────────────────────────────────────────╮
//! │ typed text                                                    count or note │         filter
//! ╰─────────────────────────────────────────────────────────────────────────────╯
//! ╭─ 1 Topics ─────╮┏━ 2 Quotes ━━━━━━━━━━━━━━┓╭─ 3 “ Verbatim ───────────────────╮
//! │● All topics    │┃▌“ excerpt, with matches ┃│ the page: speaker, words, labels │        sidebar · list · detail
//! │  ▸ topic    4  │┃▌  marked                ┃│                                  │
//! │ KIND           │┃▌  origin                ┃│ LEAD-IN  …                       │
//! │  “ Verbatim    │┃ ┄┄ near words ┄┄        ┃│ ┄┄ y will paste ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ │
//! │ SPEAKER  …     │┃ “ excerpt               ┃│ the preview                      │
//! ╰────────────────╯┗━━━━━━━━━━━━━━━━━━━━━━━━━┛╰──────────────────────────────────╯
//!  / filter  Enter read  …                                     ? keys  q quit            footer: hints, or a toast
//! ```
//!
//! # How a key press travels
//!
//! The host turns terminal input into [`app::Event`]s. [`app::Model::update`] looks up the key in the keymap, applies
//! its action to the model and returns [`app::Effect`]s; a changed query becomes a search with a generation number. The
//! host performs the effects, and their results come back as events. When the queue is empty, [`ui::view()`] draws one
//! frame from the model. There is no tick.
//!
//! Internal to kzq: the API is not stable.

#![forbid(unsafe_code)]

pub mod app;
pub mod keys;
pub mod layout;
pub mod ui;
