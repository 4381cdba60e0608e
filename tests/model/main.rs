//! In-process tests of the library: the browser without a terminal, the files it reads, and the search.

mod browser;
mod collections;
mod dataset;
mod fuzzing;
mod layers;
mod packages;
mod search;
