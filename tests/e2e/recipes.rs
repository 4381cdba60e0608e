//! The recipes of `docs/recipes.md`, exactly as on the page, run by the programs they are written for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::support::terminal::{Exit, Launch, key};
use crate::support::{block_of_page, collection_in, file_in, installed, path_with, search_path};

/// The code block of the page below a heading that contains a text.
#[track_caller]
fn block(heading: &str, has: &str) -> String {
    block_of_page("docs/recipes.md", heading, has)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A home directory with the collection of [`collection_in`].
fn home() -> (TempDir, PathBuf) {
    let home = TempDir::new().unwrap();
    let collection = collection_in(home.path());
    (home, collection)
}

/// Writes an executable script; returns its directory.
fn program(directory: &Path, name: &str, script: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt as _;
    fs::create_dir_all(directory).unwrap();
    let file = file_in(directory, name, &format!("#!/bin/sh\n{script}\n"));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    directory.to_owned()
}

/// Runs a recipe with a shell in a home directory.
fn run(shell: &str, recipe: &str, home: &Path, collection: &Path, path: &[PathBuf], more: &[(&str, &str)]) -> Output {
    let mut command = Command::new(shell);
    command.args(["-c", recipe]).current_dir(home).env_clear().env("PATH", path_with(path)).env("HOME", home);
    command.env("KZQ_DATA", collection).env("LANG", "C.UTF-8").envs(more.iter().copied());
    command.output().expect("there is a shell")
}

/// The Markdown of the first entry, as the recipes print it.
const MARKDOWN: &str = "> It has no “pretensions” whatever — to originate anything.";

#[test]
fn fzf_recipe_prints_the_picked_entry() {
    if installed("fzf") {
        let (home, collection) = home();
        // The options in the environment make it choose without a user.
        let chosen = [("FZF_DEFAULT_OPTS", "--filter=pretensions")];
        let done = run("sh", &block("fzf", "fzf"), home.path(), &collection, &[], &chosen);
        assert!(String::from_utf8_lossy(&done.stdout).starts_with(MARKDOWN), "{done:?}");
        let none =
            run("sh", &block("fzf", "fzf"), home.path(), &collection, &[], &[("FZF_DEFAULT_OPTS", "--filter=zzz")]);
        assert_eq!(none.stdout, b"", "{none:?}");
    }
}

#[test]
fn rofi_recipe_copies_the_picked_entry() {
    if installed("rofi") && installed("xvfb-run") && installed("xclip") {
        let (home, collection) = home();
        let recipe = block("rofi", "rofi");
        // rofi chooses without a user, and the text for the clipboard is printed.
        let path = std::env::split_paths(&search_path()).find(|directory| directory.join("rofi").is_file()).unwrap();
        let rofi = path.join("rofi").display().to_string();
        let own = program(
            &home.path().join("bin"),
            "rofi",
            &format!("exec xvfb-run -a {rofi} \"$@\" -filter pretensions -dump"),
        );
        program(&own, "xclip", "exec cat");
        let done = run("sh", &recipe, home.path(), &collection, &[own], &[]);
        assert!(String::from_utf8_lossy(&done.stdout).starts_with(MARKDOWN), "{done:?}");
    }
}

/// Vim on a draft of one line, with a script and the collection of [`collection_in`].
fn vim(script: &str) -> crate::support::terminal::Session {
    let launch = Launch::script("PATH=$(dirname \"$0\"):$PATH exec vim -N -u kzq.vim -i NONE -n draft.md");
    let collection = collection_in(launch.home());
    file_in(launch.home(), "draft.md", "Before.\n");
    file_in(launch.home(), "kzq.vim", script);
    let session = launch.env("KZQ_DATA", collection).start();
    session.wait_for("Before.");
    session
}

#[track_caller]
fn assert_inserted(session: &mut crate::support::terminal::Session) {
    session.type_keys(&format!("{0}:wq{1}", key::ESC, key::ENTER));
    assert_eq!(session.wait_for_exit(), Exit::Code(0), "{}", session.screen());
    let written = fs::read_to_string(session.home().join("draft.md")).unwrap();
    assert!(written.starts_with(&format!("Before.\n{MARKDOWN}")), "{written}");
}

#[test]
fn vim_recipes_insert_shown_and_picked_entries() {
    if installed("vim") {
        let mut session = vim("");
        let show =
            block("Vim and Neovim", ":r !kzq show").trim().replace("security-council-deadlock", "no-pretensions");
        session.type_keys(&format!("{show}{}", key::ENTER));
        session.wait_for("originate anything");
        assert_inserted(&mut session);

        let mut session = vim(&block("Vim and Neovim", "function! KzqPick"));
        session.type_keys("\\q");
        session.wait_for("On engines");
        session.type_keys("pretensions");
        session.type_keys(key::ENTER);
        session.wait_until("the text alone", |screen| {
            screen.contents().contains("originate anything") && !screen.contents().contains("On engines")
        });
        assert_inserted(&mut session);
    }
}

#[test]
fn neovim_recipe_inserts_the_picked_entry() {
    if installed("nvim") {
        let launch = Launch::script("PATH=$(dirname \"$0\"):$PATH exec nvim --clean -n -u init.lua draft.md");
        let collection = collection_in(launch.home());
        file_in(launch.home(), "draft.md", "Before.\n");
        file_in(launch.home(), "init.lua", &block("Vim and Neovim", "termopen"));
        let mut session = launch.env("KZQ_DATA", collection).start();
        session.wait_for("Before.");
        session.type_keys("\\q");
        session.wait_for("On engines");
        session.type_keys("pretensions");
        session.type_keys(key::ENTER);
        session.wait_until("the text alone", |screen| {
            screen.contents().contains("originate anything") && !screen.contents().contains("On engines")
        });
        assert_inserted(&mut session);
    }
}

#[test]
fn tmux_recipe_opens_a_popup() {
    if installed("tmux") {
        let launch = Launch::script(
            "PATH=$(dirname \"$0\"):$PATH; export PATH; exec tmux -S socket -f tmux.conf new-session 'exec cat'",
        );
        let collection = collection_in(launch.home());
        // The status line shows when tmux has received the prefix. Input within a millisecond of it is no paste.
        let settings = "set -g status-right '#{?client_prefix,PREFIX,}'\nset -g assume-paste-time 0";
        file_in(launch.home(), "tmux.conf", &format!("{}\n{settings}\n", block("tmux", "display-popup")));
        let mut session = launch.env("KZQ_DATA", collection).start();
        session.wait_for("[0]");
        session.type_keys("\x02");
        session.wait_for("PREFIX");
        session.type_keys("Q");
        session.wait_for("On engines");
        session.type_keys("q");
        session.wait_until("no popup", |screen| !screen.contents().contains("On engines"));
        let kill = Command::new("tmux").arg("-S").arg(session.home().join("socket")).arg("kill-server").status();
        assert!(kill.unwrap().success());
        session.wait_for_exit();
    }
}

#[test]
fn greeting_is_printed_only_in_interactive_shells() {
    let (home, collection) = home();
    let greeting = block("A quotation of the day", "case $-");
    for shell in ["bash", "zsh"] {
        if installed(shell) {
            let own = [file_in(home.path(), ".bashrc", &greeting), file_in(home.path(), ".zshrc", &greeting)];
            assert!(own.iter().all(|file| file.exists()));
            let greeted = |flags: &str| {
                let mut command = Command::new(shell);
                command.args([flags, "exit 0"]).env_clear().env("PATH", path_with(&[])).env("HOME", home.path());
                let done = command.env("KZQ_DATA", &collection).env("LANG", "C.UTF-8").output().unwrap();
                String::from_utf8_lossy(&done.stdout).contains("originate anything")
            };
            assert!(greeted("-ic") && !greeted("-c"), "{shell}");
        }
    }
    let daily = block("A quotation of the day", "--daily");
    let done = run("sh", &daily, home.path(), &collection, &[], &[]);
    assert!(String::from_utf8_lossy(&done.stdout).contains("originate anything"), "{done:?}");
}

#[test]
fn recipes_install_completions_and_manual_pages() {
    let (home, collection) = home();
    let recipes = [block("Completions", "mkdir"), block("Manual pages", "kzq man")];
    let done = run("sh", &recipes.join("\n"), home.path(), &collection, &[], &[]);
    assert!(done.status.success(), "{done:?}");
    for file in [
        ".local/share/bash-completion/completions/kzq",
        ".config/fish/completions/kzq.fish",
        ".local/share/man/man1/kzq-search.1",
    ] {
        assert!(home.path().join(file).metadata().unwrap().len() > 100, "{file}");
    }
}

mod pandoc {
    use super::*;

    /// Converts an article to HTML with the recipe; returns the HTML, or the messages if it fails.
    fn convert(article: &str) -> Result<String, String> {
        let (home, collection) = home();
        file_in(home.path(), "article.md", article);
        let recipe = block("pandoc", "--lua-filter").replace("contrib/", &format!("{}/contrib/", root().display()));
        let done = run("sh", &recipe, home.path(), &collection, &[], &[]);
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), if done.status.success() { 3 } else { 2 }, "{said}");
        if done.status.success() {
            Ok(fs::read_to_string(home.path().join("article.html")).unwrap())
        } else {
            Err(said)
        }
    }

    #[test]
    fn entries_are_expanded() {
        if installed("pandoc") {
            let html = convert("She wrote [@quote:no-pretensions] and more.\n\n[@quote:not-original]\n").unwrap();
            let html = html.replace('\n', " ");
            assert!(html.contains("<p>She wrote</p> <blockquote> <p>It has no “pretensions” whatever"), "{html}");
            assert!(html.contains("Ada Byron, Notes") && html.contains("</blockquote> <p>and more.</p>"), "{html}");
            // A paraphrase is not a blockquote.
            assert!(html.contains("<p>She holds that the engine is not original.</p>"), "{html}");
            assert!(html.contains("not the speaker's words") || html.contains("not the speaker’s words"), "{html}");
            assert_eq!(html.matches("<blockquote>").count(), 1);
            assert!(convert("Others stay: [@knuth].\n").unwrap().contains("knuth"));
        }
    }

    #[test]
    fn unknown_and_hostile_ids_are_not_expanded() {
        if installed("pandoc") {
            for id in
                ["nope", "-h", "--help", "a'b", "a;b", "`id`", "$(touch$IFS\"x\")", "../../etc/passwd", "engines/nope"]
            {
                let said = convert(&format!("[@{{quote:{id}}}]\n"));
                // Anything that pandoc does not parse as a citation is unchanged.
                assert!(
                    said.as_ref().is_ok_and(|html| html.contains("quote:"))
                        || said.as_ref().is_err_and(|said| said.contains("kzq has no such entry")),
                    "{id}: {said:?}"
                );
            }
            let said = convert("# A heading [@quote:no-pretensions]\n").unwrap_err();
            assert!(said.contains("only be expanded in a paragraph"), "{said}");
        }
    }
}
