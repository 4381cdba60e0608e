//! The manual pages, as `man` and `mandoc` parse them.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use clap::CommandFactory;
use kzq::cli::Args;
use tempfile::TempDir;

use crate::support::command::kzq;
use crate::support::{installed, search_path};

/// All pages, in a temporary directory.
fn pages() -> (TempDir, Vec<PathBuf>) {
    let home = TempDir::new().unwrap();
    let directory = home.path().join("man/man1");
    let done = kzq(["man", "--dir"]).arg(&directory).run();
    assert_eq!((done.code, done.stdout.as_str()), (Some(0), ""), "{done:?}");
    let mut pages: Vec<PathBuf> = fs::read_dir(&directory).unwrap().map(|file| file.unwrap().path()).collect();
    pages.sort();
    (home, pages)
}

#[test]
fn every_command_has_a_page() {
    let (_home, pages) = pages();
    let names: Vec<String> = pages.iter().map(|page| page.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    let mut expected: Vec<String> =
        Args::command().get_subcommands().map(|it| format!("kzq-{}.1", it.get_name())).collect();
    expected.push("kzq.1".to_owned());
    expected.sort();
    assert_eq!(names, expected);
    // The files have the content that `kzq man` prints, and old pages are overwritten.
    assert_eq!(fs::read_to_string(&pages[0]).unwrap(), kzq(["man", "add"]).run().stdout);
    fs::write(&pages[0], "old").unwrap();
    let again = kzq(["man", "--dir"]).arg(pages[0].parent().unwrap()).run();
    assert_eq!(again.code, Some(0), "{again:?}");
    assert!(fs::read_to_string(&pages[0]).unwrap().contains(".TH kzq-add 1"));
}

#[test]
fn an_unknown_page_is_an_error() {
    let done = kzq(["man", "serch\u{1b}"]).run();
    assert_eq!((done.code, done.stdout.as_str()), (Some(2), ""));
    assert!(done.stderr.contains("there is no command “serch") && !done.stderr.contains('\u{1b}'), "{done:?}");
}

#[test]
fn pages_pass_man_and_mandoc_checks() {
    let (_home, pages) = pages();
    let mut checks: Vec<(&str, Vec<&str>)> = Vec::new();
    if installed("man") && installed("groff") {
        checks.push(("man", vec!["--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z"]));
    }
    if installed("mandoc") {
        checks.push(("mandoc", vec!["-T", "lint", "-W", "warning"]));
    }
    for (program, arguments) in checks {
        for page in &pages {
            let mut command = Command::new(program);
            command.args(&arguments).arg(page).env_clear().env("PATH", search_path()).env("MANWIDTH", "80");
            let done = command.output().expect("it runs");
            let said = String::from_utf8_lossy(&done.stderr).into_owned();
            let said = if program == "mandoc" { String::from_utf8_lossy(&done.stdout).into_owned() } else { said };
            assert!(done.status.success() && said.is_empty(), "{program} {}: {said}", page.display());
        }
    }
}
