//! The browser as a pure state machine, and its picture.
//!
//! [`app`] turns events into effects, [`keys`] says what a key does, [`layout`] sets text into lines and [`ui`] paints a
//! frame. Nothing here reads a file, a clock or the terminal.
//!
//! Internal to kzq: the API is not stable.

#![forbid(unsafe_code)]

pub mod app;
pub mod keys;
pub mod layout;
pub mod ui;
