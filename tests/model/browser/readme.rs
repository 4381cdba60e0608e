//! The keys that the pages and the help show are those that the program has.
//!
//! `KZQ_RECORD=1 cargo test readme` writes the table.

use std::fs;
use std::path::{Path, PathBuf};

use kzq_tui::app::HelpRow;
use kzq_tui::keys::action::TABLE;
use kzq_tui::keys::keymap::Keymap;
use kzq_tui::keys::scope::Scope;

const BEGIN: &str = "<!-- keys -->\n";
const END: &str = "\n<!-- /keys -->";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn recording() -> bool {
    std::env::var_os("KZQ_RECORD").is_some()
}

#[test]
fn the_pages_keys_are_the_real_keys() {
    let path = root().join("docs/keys.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).expect("the page has a place for the keys");
    let (kept, after) = rest.split_once(END).expect("the table of keys ends");
    let table = kzq::cli::keys_table(&Keymap::default());
    if recording() {
        fs::write(&path, format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
    } else {
        assert_eq!(
            kept,
            table.as_str(),
            "the keys in docs/keys.md drifted; KZQ_RECORD=1 cargo test readme writes them"
        );
    }
}

#[test]
fn the_help_shows_every_action_of_every_place() {
    let rows = kzq_tui::app::help_rows(Scope::List, &Keymap::default());
    for definition in TABLE {
        for keys in definition.keys {
            let shows = |row: &HelpRow| match row {
                HelpRow::Keys(shown, doc) => {
                    *doc == definition.doc && keys.keys.iter().all(|key| shown.as_str().contains(key))
                }
                HelpRow::Heading(_) | HelpRow::Blank => false,
            };
            assert!(rows.iter().any(shows), "{} is not in the help", definition.name);
        }
    }
    assert_eq!(rows[0], HelpRow::Heading("In the list"), "the keys of the place come first");
}
