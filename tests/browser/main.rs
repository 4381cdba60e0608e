//! The browser without a terminal: key strings in, screens and effects out.

mod copying;
mod growing;
mod harness;
mod journeys;
mod long;
mod properties;
mod readme;
mod screens;
mod sheets;
mod svg;
