//! Compares kzq with other finders over one collection, all in one run, and prints tables in Markdown.
//!
//! `peers generate N DIR [FORTUNES]` generates a collection; `peers measure …` measures. `../peers.sh` does both and
//! installs the peers.

mod account;
mod bench;
mod collection;
mod cost;
mod generate;
mod items;
mod kzq;
mod libraries;
mod machine;
mod peer;
mod picture;
mod process;
mod programs;
mod relevance;
mod table;
mod tantivy;
mod tantivy_query;
mod terminal;
mod top;
mod typing;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::bench::{Effort, Selection};
use crate::collection::Collection;

const USAGE: &str = "usage: peers generate N DIR [FORTUNES]
       peers measure KZQ DIR N SMALL_DIR SMALL_N TOP_FILE COMMAND [quick] [only=PEER,…]";

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match &*arguments.iter().map(String::as_str).collect::<Vec<_>>() {
        ["generate", entries, directory, fortunes @ ..] => {
            Collection::make(Path::new(directory), entries.parse()?, fortunes.first().map(Path::new))
        }
        ["measure", kzq, directory, entries, small_directory, small_entries, top, command, rest @ ..] => {
            let collection = (PathBuf::from(directory), entries.parse()?);
            let full = Effort::for_size(collection.1);
            let small = (PathBuf::from(small_directory), small_entries.parse()?);
            let effort = if rest.contains(&"quick") { Effort::QUICK } else { full };
            let only = Selection::new(rest.iter().find_map(|option| option.strip_prefix("only=")));
            measure(Path::new(kzq), &collection, &small, Path::new(top), command, (effort, &only))
        }
        _ => bail!(USAGE),
    }
}

/// Measures everything in turn and prints each table as soon as it is done.
fn measure(
    kzq: &Path,
    (directory, entries): &(PathBuf, usize),
    small: &(PathBuf, usize),
    top: &Path,
    command: &str,
    (effort, only): (Effort, &Selection),
) -> Result<()> {
    let collection = Collection::open(directory, *entries)?;
    println!("{}", machine::description(kzq, command, *entries, fs::metadata(&collection.ron)?.len()));
    over_the_collection(&collection, top, (effort, only))?;
    in_a_terminal(kzq, &collection, (effort, only))?;
    drop(collection);
    let small_collection = Collection::open(&small.0, small.1)?;
    let scratch = tempfile::tempdir()?;
    section(&format!("Relevance, over {} entries", small.1), RELEVANCE);
    println!("{}", relevance::known_items(&small_collection, scratch.path(), (effort, only))?);
    println!("Load at the end: {}.", machine::load());
    Ok(())
}

fn over_the_collection(collection: &Collection, top: &Path, (effort, only): (Effort, &Selection)) -> Result<()> {
    let (mut slots, loaded) = bench::peers(collection, only)?;
    section("A query", QUERY);
    println!("{}", cost::queries(&mut slots, effort));
    println!("{}", load_note(loaded));
    section("A key while typing, without a terminal", KEY);
    println!("{}", cost::keystrokes(&mut slots, effort)?);
    let page = top::answers(&mut slots, collection);
    fs::write(top, page).with_context(|| format!("writing {}", top.display()))
}

fn in_a_terminal(kzq: &Path, collection: &Collection, (effort, only): (Effort, &Selection)) -> Result<()> {
    let tables = typing::in_terminal(kzq, collection, (effort, only))?;
    section("A key in a terminal of 200×50", TERMINAL_KEY);
    println!("{}", tables.keys);
    section("The start, in a terminal of 200×50", START);
    println!("{}", tables.start);
    section("Memory", MEMORY);
    println!("{}", tables.memory);
    if let Some(account) = account::own_account(kzq, collection)? {
        section("What kzq reports of itself", "`kzq search QUERY --stats`; times in ms.");
        println!("{account}");
    }
    Ok(())
}

fn section(title: &str, how: &str) {
    println!("### {title}\n\n{how}\n");
}

fn load_note(loaded: Duration) -> String {
    format!("kzq as a library was loaded and ready after {:.2} s.\n", loaded.as_secs_f64())
}

const QUERY: &str = "Median times in ms; in brackets, how many times as long as kzq takes. The peers take turns, once in each \
round. kzq (which counts all facets), tantivy (which counts speaker, source, topic and kind; the second also ranks \
entries that have the words as a phrase higher), frizbee, nucleo, nucleo-matcher and fuzzy-matcher run in one process, \
over texts in memory, the libraries on two threads. fzf, sk and rg run as whole processes (`--filter`; rg does not \
rank); the net time is without what the same program takes when nothing matches, and is the one that is compared. The \
others get the part of a query that they understand: no quotation marks or fields, and for fuzzy-matcher no `!`.";

const KEY: &str = "In ms, from the changed text to its ranked answer, for every letter typed and deleted. nucleo narrows \
its last answer where it can.";

const TERMINAL_KEY: &str = "In ms, from writing the key to the last byte that changes the screen, apart from spinners and \
percentages, before the program has settled, so that it neither writes nor works. Keys that change nothing are not \
counted.";

const START: &str = "Medians in ms from the start of the process (through a shell, the same for all). First frame: its \
last byte, before the first pause of 10 ms with something on the screen; first entries: the same, with the first entry \
on the screen; last change: the last byte that changes the screen, apart from spinners and percentages; idle: the \
program neither writes nor works any more. The files are in the system's cache.";

const MEMORY: &str = "Medians in MB (10⁶ bytes): resident memory once the start has settled; the anonymous part, which is not \
backed by a file and can't be dropped when memory runs short (`RssAnon`); the peak until then (`VmHWM`); the peak after \
all keys were typed; and that divided by the size of the file.";

const RELEVANCE: &str = "Queries of two or three words of an entry: in order, shuffled, as prefixes of four letters, and \
with one typo. The entries that have all the words are relevant; precision is the share of relevant entries among the \
first ten hits, or among all hits if there are fewer.";
