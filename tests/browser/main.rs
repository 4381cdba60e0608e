//! The browser without a terminal: key strings in, screens and effects out.

mod harness;
mod journeys;
mod properties;
mod readme;
mod screens;
mod svg;
