//! kzq, a terminal browser for attributed quotations: what was said, and what was reported, told apart.
//!
//! # The house
//!
//! A room uses only rooms on lower floors; `tests/layers.rs` holds the code to this picture.
//!
//! ```text
//!                       main.rs           arguments in, exit code out
//!                          │
//!                        host/            the edge: terminal, input, clipboard, files, signals; performs Effects
//!                          │
//!                      settings/          what the reader has set: the file, the themes, and what comes before them
//!                   ┌──────┴──────┐
//!                  ui/           cli/     two faces: paint a Model · answer one command into a Write
//!                   └──────┬──────┘
//!                         app/            the browser as a pure state machine, and the table of actions
//!                          │
//!                       verify/           a quotation held against its source, a draft against a collection
//!                   ┌──────┴──────┐
//!                search/       export/    a query finds entries · an entry written out
//!                   │             │
//!                shelf/           │       the reader's stars, notes and lists, and their changes
//!                   └──────┬──────┘
//!                  corpus/    text/       what a collection says · folding, widths, wrapping, safe text
//! ```
//!
//! # The screen
//!
//! These names are the vocabulary of the code.
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
//! `host::input` turns what the terminal sends into an [`app::Event`]; [`app::Model::update`] looks the key up in the
//! keymap, lets its action change the model and gives [`app::Effect`]s, a changed query among them as a search with a
//! generation; `host::browser` performs them, and their results come back as events. When nothing is left to take
//! in, [`ui::view()`] draws one frame from the model. There are no ticks.

pub mod cli;
pub mod host;
pub mod settings;
