//! The browser without a terminal: key strings in, screens and effects out.

mod growing;
mod harness;
mod journeys;
mod long;
mod properties;
mod readme;
mod screens;
mod svg;
