//! The browser without a terminal: key strings in, screens and effects out.

mod about;
mod adding;
mod beginning;
mod checking;
mod comparing;
mod copying;
mod growing;
mod harmless;
mod harness;
mod journeys;
mod jumping;
mod long;
mod marking;
mod outline;
mod palette;
mod pick;
mod picking;
mod properties;
mod readme;
mod reloading;
mod returning;
mod screens;
mod sheets;
mod shelf;
mod timeline;
mod typing;
