//! The tables that the pages and the help show are those that the program has.
//!
//! `KZQ_RECORD=1 cargo test readme` writes the tables.

use std::fs;
use std::path::{Path, PathBuf};

use kzq::settings::FIELDS;
use kzq_export::{Availability, Format, FormatRow, PLACEHOLDERS};
use kzq_import::FORMATS;
use kzq_search::{FieldName, FieldRow, FieldValues};
use kzq_tui::app::HelpRow;
use kzq_tui::keys::action::TABLE;
use kzq_tui::keys::keymap::Keymap;
use kzq_tui::keys::scope::Scope;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn recording() -> bool {
    std::env::var_os("KZQ_RECORD").is_some()
}

/// The tables of the pages: the page, the name in the comments around the table, and its rows.
fn tables() -> [(&'static str, &'static str, String); 7] {
    let row = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let table = |head: &str, rows: &mut dyn Iterator<Item = Vec<String>>| {
        let rows: Vec<String> = rows.map(|cells| row(&cells)).collect();
        format!("| {head} |\n|{}\n{}", "---|".repeat(head.split(" | ").count()), rows.join("\n"))
    };
    let formats = table(
        "format | `--format` | `Y` | an entry becomes | several entries",
        &mut Format::all_with_template(None).map(|format| {
            let FormatRow { name, label, doc, several, availability, .. } = format.row();
            let is_copied = if *availability == Availability::Everywhere { "yes" } else { "" };
            vec![(*label).to_owned(), code(name), is_copied.to_owned(), (*doc).to_owned(), (*several).to_owned()]
        }),
    );
    let placeholders = table(
        "placeholder | value",
        &mut PLACEHOLDERS.into_iter().map(|(name, doc)| vec![code(&format!("{{{name}}}")), doc.to_owned()]),
    );
    let fields = table(
        "field | finds | values",
        &mut FieldName::ALL.into_iter().map(|field| {
            let FieldRow { name, doc, values, .. } = field.row();
            let values = match values {
                FieldValues::Words(_) | FieldValues::Orders => {
                    values.words().into_iter().map(code).collect::<Vec<_>>().join(", ")
                }
                FieldValues::Name(what) | FieldValues::Dates(what) => (*what).to_owned(),
            };
            vec![code(&format!("{name}:")), (*doc).to_owned(), values]
        }),
    );
    let settings = table(
        "setting | what it sets | overridden by",
        &mut FIELDS.iter().map(|field| {
            let overrides = field.overrides().into_iter().map(|origin| code(origin.name()));
            let choices: Vec<String> = field.choices().iter().map(|name| code(name)).collect();
            let choices = if choices.is_empty() { String::new() } else { format!(" Values: {}.", choices.join(", ")) };
            vec![code(field.name), format!("{}{choices}", field.summary), overrides.collect::<Vec<_>>().join(", ")]
        }),
    );
    let imports = table(
        "format | what it reads",
        &mut FORMATS.iter().map(|format| vec![code(format.name), format.about.to_owned()]),
    );
    let keys = kzq::cli::keys_table(&Keymap::default()).to_string();
    [
        ("docs/formats.md", "formats", formats),
        ("docs/formats.md", "placeholders", placeholders),
        ("docs/search.md", "fields", fields),
        ("docs/settings.md", "settings", settings),
        ("docs/keys.md", "keys", keys),
        ("docs/keys.md", "commands", kzq::cli::palette_table().to_string()),
        ("docs/import.md", "imports", imports),
    ]
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

#[test]
fn tables_in_the_docs_match_the_program() {
    for (page, name, table) in tables() {
        let path = root().join(page);
        let text = fs::read_to_string(&path).unwrap();
        let [begin, end] = [format!("<!-- {name} -->\n"), format!("\n<!-- /{name} -->")];
        let (before, rest) = text.split_once(&begin).expect(name);
        let (kept, after) = rest.split_once(&end).expect(name);
        if recording() {
            fs::write(&path, format!("{before}{begin}{table}{end}{after}")).unwrap();
        } else {
            assert_eq!(kept, table, "the table in {page} drifted; KZQ_RECORD=1 cargo test readme writes it");
        }
    }
}

#[test]
fn help_lists_every_action_in_every_scope() {
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
