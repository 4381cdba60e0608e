//! kzq's own figures: `kzq search QUERY --stats`, if it has that option.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;
use tempfile::TempDir;

use crate::collection::Collection;
use crate::table::Table;

/// The query; it has a typo, which costs the most.
const QUERY: &str = "digitl kazakhstan";

/// The columns: a field of the JSON, and its heading.
const COLUMNS: [(&str, &str); 7] = [
    ("source", "read from"),
    ("load_ms", "load"),
    ("index_ms", "index"),
    ("query_ms", "query"),
    ("hits", "hits"),
    ("entries", "entries"),
    ("peak_rss_bytes", "peak RSS, bytes"),
];

/// kzq's own figures for a first and a second start; empty if it reports none.
pub fn own_account(program: &Path, collection: &Collection) -> Result<Option<String>> {
    let help = Command::new(program).args(["search", "--help"]).output()?;
    if !String::from_utf8_lossy(&help.stdout).contains("--stats") {
        return Ok(None);
    }
    let home = TempDir::new()?;
    let mut headings = vec!["start"];
    headings.extend(COLUMNS.map(|(_, heading)| heading));
    let mut table = Table::new(&headings);
    for start in ["first", "second"] {
        let account = ask(program, collection, home.path())?;
        let cells = COLUMNS.map(|(field, _)| account.get(field).map_or("–".to_owned(), plain));
        table.row([start.to_owned()].into_iter().chain(cells));
    }
    Ok(Some(table.finish()))
}

fn ask(program: &Path, collection: &Collection, home: &Path) -> Result<Value> {
    let mut command = Command::new(program);
    command.env("HOME", home).env_remove("XDG_CACHE_HOME").env_remove("KZQ_DATA").arg("--data").arg(&collection.ron);
    let output = command.args(["search", QUERY, "--limit", "1", "--stats"]).output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = said.lines().find(|line| line.starts_with('{')).with_context(|| format!("no figures in: {said}"))?;
    Ok(serde_json::from_str(line)?)
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
