//! Tests that call the library in this process: the browser without a terminal, the files it reads, and the search.

mod browser;
mod collections;
mod dataset;
mod fuzzing;
mod layers;
mod packages;
mod search;
