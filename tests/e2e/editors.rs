//! The language server in editors, configured with the lines of `docs/editors.md`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::support::terminal::{Launch, key};
use crate::support::{aloud, block_of_page, file_in, installed, path_with};

/// The diagnostics of `data/examples/draft.md`: the position of each quotation, with the first line of the message.
const FOUND: [&str; 6] = [
    "5:90 drifted: government of the people, by the people, {+and+} for the people, shall not perish from [-the-]{+this+} \
     earth",
    "8:42 folded: different dashes",
    "11:81 edited",
    "13:97 paraphrase: a paraphrase: nobody said it in these words",
    "22:1 misattributed: the draft attributes it to Abraham Lincoln",
    "24:97 unknown: not found in your collections",
];

/// Creates a project from the example in a home directory.
fn project_in(home: &Path) -> PathBuf {
    let project = home.join("project");
    fs::create_dir(&project).unwrap();
    for name in ["draft.md", "lincoln.ron"] {
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/examples").join(name);
        fs::copy(example, project.join(name)).unwrap();
    }
    file_in(&project, ".kzq.ron", "(data: [\"lincoln.ron\"])");
    project
}

/// The configuration of an editor on the page.
#[track_caller]
fn lines(editor: &str, has: &str) -> String {
    block_of_page("docs/editors.md", editor, has)
}

/// Runs an editor without a terminal in the project of a home directory.
fn run(editor: &str, args: &[&str], home: &Path) -> Output {
    let mut command = Command::new(editor);
    command.args(args).current_dir(home.join("project")).stdin(Stdio::null());
    command.env_clear().env("PATH", path_with(&[])).env("HOME", home).env("LANG", "C.UTF-8");
    command.output().expect("it can be started")
}

/// The lines an editor wrote into a file in its home, in the order of the draft.
#[track_caller]
fn found(home: &Path, done: &Output) -> Vec<String> {
    let text = fs::read_to_string(home.join("found"));
    let text = text.unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&done.stderr)));
    let mut found: Vec<String> = text.lines().map(str::to_owned).collect();
    let place = |line: &String| line.split(':').next().and_then(|line| line.parse::<usize>().ok());
    found.sort_by_key(place);
    found
}

/// The script for Neovim: it opens the draft, waits for its diagnostics, and writes them into a file.
const NEOVIM: &str = r"
local home = vim.env.HOME
dofile(home .. (vim.fn.has('nvim-0.11') == 1 and '/new.lua' or '/old.lua'))
vim.cmd('edit draft.md')
vim.wait(20000, function() return #vim.diagnostic.get(0) == 6 end, 20)
local found = vim.tbl_map(function(it)
  local line = vim.api.nvim_buf_get_lines(0, it.lnum, it.lnum + 1, true)[1]
  return string.format('%d:%d %s', it.lnum + 1, vim.str_utfindex(line, it.col) + 1, (it.message:gsub('\n.*', '')))
end, vim.diagnostic.get(0))
vim.fn.writefile(found, home .. '/found')
";

#[test]
fn neovim_shows_diagnostics_of_a_draft() {
    if installed("nvim") {
        let home = TempDir::new().unwrap();
        project_in(home.path());
        file_in(home.path(), "new.lua", &lines("Neovim", "vim.lsp.config"));
        file_in(home.path(), "old.lua", &lines("Neovim", "vim.lsp.start_client"));
        let script = file_in(home.path(), "script.lua", NEOVIM);
        let args = ["--headless", "--clean", "-S", script.to_str().unwrap(), "-c", "qa!"];
        let done = run("nvim", &args, home.path());
        assert_eq!(found(home.path(), &done), FOUND);
    }
}

/// The same script for Emacs.
const EMACS: &str = r#"
(require 'eglot)
(require 'markdown-mode)
(load (expand-file-name "init.el" (getenv "HOME")))
(find-file "draft.md")
(run-hooks 'post-command-hook)
(with-timeout (20)
  (while (/= (length (flymake-diagnostics)) 6)
    (accept-process-output nil 0.02)))
(let ((found (mapcar (lambda (it)
                       (goto-char (flymake-diagnostic-beg it))
                       (format "%d:%d %s\n" (line-number-at-pos) (1+ (- (point) (line-beginning-position)))
                               (car (split-string (flymake-diagnostic-text it) "\n"))))
                     (flymake-diagnostics))))
  (with-temp-file (expand-file-name "found" (getenv "HOME"))
    (apply #'insert found)))
"#;

#[test]
fn emacs_shows_diagnostics_of_a_draft() {
    if !installed("emacs") {
        return;
    }
    let home = TempDir::new().unwrap();
    project_in(home.path());
    let has_packages =
        run("emacs", &["-q", "--batch", "--eval", "(progn (require 'eglot) (require 'markdown-mode))"], home.path());
    if !has_packages.status.success() {
        aloud!("SKIPPED: Emacs has no Eglot or no markdown-mode");
        return;
    }
    file_in(home.path(), "init.el", &lines("Emacs", "eglot-server-programs"));
    let script = file_in(home.path(), "script.el", EMACS);
    let done = run("emacs", &["-q", "--batch", "-l", script.to_str().unwrap()], home.path());
    // Eglot puts the source and the code before the message.
    let found = found(home.path(), &done);
    let found: Vec<String> = found
        .iter()
        .map(|line| {
            let (place, text) = line.split_once(" kzq [").unwrap_or((line, ""));
            format!("{place} {}", text.split_once("]: ").map_or(text, |(_, message)| message))
        })
        .collect();
    assert_eq!(found, FOUND, "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn helix_shows_diagnostics_of_a_draft() {
    if !installed("hx") {
        return;
    }
    let launch = Launch::script("cd project && exec hx draft.md").env("PATH", path_with(&[])).size(200, 50);
    project_in(launch.home());
    // The project is a folder of a repository: without `roots`, the repository would be opened.
    fs::create_dir(launch.home().join(".git")).unwrap();
    let settings = launch.home().join(".config/helix");
    fs::create_dir_all(&settings).unwrap();
    file_in(&settings, "languages.toml", &lines("Helix", "language-server.kzq"));
    let mut session = launch.start();
    // The status line counts warnings.
    session.wait_for("● 4");
    // The list of all diagnostics: severity, code, message.
    session.type_keys(" d");
    for line in FOUND {
        // Messages are cut where the list ends.
        let message: String = line.split_once(' ').unwrap().1.chars().take(40).collect();
        session.wait_for(&message);
    }
    // The first one is selected, and Enter jumps to it.
    session.type_keys(key::ENTER);
    session.wait_for("5:90");
    session.type_keys(":quit!");
    session.type_keys(key::ENTER);
    session.wait_for_exit();
}
