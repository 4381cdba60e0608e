//! The README and the pages show what the program is: the picture and the table of keys are made by the program.
//!
//! `KZQ_RECORD=1 cargo test readme` writes both.

use std::fs;
use std::path::{Path, PathBuf};

use kzq_tui::app::HelpRow;
use kzq_tui::keys::action::TABLE;
use kzq_tui::keys::keymap::Keymap;
use kzq_tui::keys::scope::Scope;
use kzq_tui::ui::ThemeName;

use super::harness::{Browser, look};
use super::svg::svg;

const BEGIN: &str = "<!-- keys -->\n";
const END: &str = "\n<!-- /keys -->";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn recording() -> bool {
    std::env::var_os("KZQ_RECORD").is_some()
}

#[test]
fn the_readmes_picture_is_the_real_screen() {
    let path = root().join("docs/screen.svg");
    let mut browser = Browser::open(120, 36);
    browser.keys("/cpc<Enter>");
    let drawn = svg(&browser.frame(&look(ThemeName::Dark)).0);
    if recording() {
        fs::create_dir_all(root().join("docs")).unwrap();
        fs::write(&path, &drawn).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap();
    assert!(
        kept == drawn,
        "docs/screen.svg is not what the browser draws; KZQ_RECORD=1 cargo test readme draws it anew"
    );
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
