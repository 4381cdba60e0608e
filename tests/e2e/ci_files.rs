//! The pre-commit hooks and the GitHub action, run as pre-commit and GitHub run them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::support::{block_of_page, file_in, installed, path_with, search_path};

const HOOKS: &str = include_str!("../../.pre-commit-hooks.yaml");
const ACTION: &str = include_str!("../../action.yml");

const ENGINES: &str = r#"(schema: 1, id: "engines", title: "Engines",
    speakers: {"bob": (name: "Bob Babbage")},
    sources: {"talk": (kind: Article, title: "A talk", text: "talk.txt")},
    entries: [Quote(id: "cost", by: "bob", source: (id: "talk"),
        text: "Whatever it may cost, the engine shall not be stopped.")])"#;
const TALK: &str = "He said: “Whatever it may cost, the engine shall not be stopped.”\n";

const FINE: &str = "“The engine shall not be stopped,” Babbage said.\n";
const DRIFTED: &str = "“The engine must never be stopped,” Babbage said.\n";

/// A project with a collection and two drafts, inside a home directory.
fn project() -> (TempDir, PathBuf) {
    let home = TempDir::new().unwrap();
    let root = home.path().join("project");
    for directory in ["quotations", "articles/new ones"] {
        fs::create_dir_all(root.join(directory)).unwrap();
    }
    file_in(&root, ".kzq.ron", "(data: [\"quotations\"])");
    file_in(&root.join("quotations"), "engines.ron", ENGINES);
    file_in(&root.join("quotations"), "talk.txt", TALK);
    file_in(&root.join("articles"), "fine.md", FINE);
    file_in(&root.join("articles/new ones"), "drifted.md", DRIFTED);
    (home, root)
}

/// A command in a project, with kzq in its `PATH` and an otherwise empty environment.
fn command(program: &str, home: &Path, root: &Path) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("PATH", path_with(&[])).env("HOME", home).current_dir(root);
    command
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

mod pre_commit {
    use super::*;

    /// The hooks, each with its fields; the file is a list of flat maps.
    fn hooks() -> Vec<BTreeMap<&'static str, &'static str>> {
        let mut hooks: Vec<BTreeMap<&str, &str>> = Vec::new();
        for line in HOOKS.lines().filter(|line| !line.trim_start().starts_with('#')) {
            if line.starts_with("- ") {
                hooks.push(BTreeMap::new());
            }
            let (name, value) = line[2..].split_once(": ").unwrap_or_else(|| panic!("{line}"));
            hooks.last_mut().unwrap().insert(name.trim(), value);
        }
        hooks
    }

    #[test]
    fn each_hook_runs_kzq_on_the_given_files() {
        let names: Vec<&str> = hooks().iter().map(|hook| hook["id"]).collect();
        assert_eq!(names, ["kzq-proofread", "kzq-check", "kzq-verify"]);
        let (home, root) = project();
        for (id, files, code) in [
            ("kzq-proofread", &["articles/fine.md"][..], 0),
            ("kzq-proofread", &["articles/fine.md", "articles/new ones/drifted.md"], 1),
            ("kzq-check", &["quotations/engines.ron"], 0),
            ("kzq-verify", &[], 0),
        ] {
            let hooks = hooks();
            let hook = hooks.iter().find(|hook| hook["id"] == id).unwrap();
            assert_eq!(hook["language"], "rust", "{id}");
            let mut words = hook["entry"].split(' ');
            assert_eq!(words.next(), Some("kzq"), "{id}");
            let done = command("kzq", home.path(), &root).args(words).args(files).output().unwrap();
            assert_eq!(done.status.code(), Some(code), "{id} {files:?}: {}", text(&done));
        }
    }

    /// Runs a program in a project, which must succeed.
    #[track_caller]
    fn succeed(program: &str, args: &[&str], home: &Path, root: &Path) {
        let done = command(program, home, root).args(args).output().unwrap();
        assert!(done.status.success(), "{program} {args:?}: {}", text(&done));
    }

    /// Creates a git repository of a project and stages all files.
    fn git_init(home: &Path, root: &Path) {
        file_in(home, ".gitconfig", "[user]\nname = Ada\nemail = ada@example.org\n");
        succeed("git", &["init", "-q"], home, root);
        succeed("git", &["add", "."], home, root);
    }

    /// Commits the staged files; returns whether the hooks allowed it, and the output.
    fn commit(home: &Path, root: &Path) -> (bool, String) {
        let done = command("git", home, root).args(["commit", "-qm", "A change"]).output().unwrap();
        (done.status.success(), text(&done))
    }

    fn is_installed() -> bool {
        installed("git") && installed("pre-commit")
    }

    #[test]
    fn pre_commit_runs_the_repository_hooks_on_commit() {
        if !is_installed() {
            return;
        }
        let (home, root) = project();
        let home = home.path();
        // The repository with its hooks, except for their language, as kzq is built already.
        let repository = home.join("kzq");
        fs::create_dir(&repository).unwrap();
        let own = file_in(&repository, ".pre-commit-hooks.yaml", HOOKS);
        succeed("pre-commit", &["validate-manifest", own.to_str().unwrap()], home, &root);
        file_in(&repository, ".pre-commit-hooks.yaml", &HOOKS.replace("language: rust", "language: system"));
        git_init(home, &repository);
        assert!(commit(home, &repository).0);
        succeed("git", &["tag", "v0.1.0"], home, &repository);

        let config = block_of_page("docs/ci.md", "pre-commit", "ADDRESS");
        let config = config.replace("https://ADDRESS/kzq", repository.to_str().unwrap()).replace("VERSION", "v0.1.0");
        file_in(&root, ".pre-commit-config.yaml", &config);
        git_init(home, &root);
        succeed("pre-commit", &["install"], home, &root);
        let (is_committed, shown) = commit(home, &root);
        assert!(
            !is_committed && shown.contains("articles/new ones/drifted.md:1:1: drifted  cost, Bob Babbage"),
            "{shown}"
        );
        let line = |name: &str, end: &str| shown.lines().any(|line| line.starts_with(name) && line.ends_with(end));
        assert!(line("proofread quotations", "Failed"), "{shown}");
        assert!(line("check collections of quotations", "Passed"), "{shown}");
        assert!(line("verify quotations", "Passed"), "{shown}");

        file_in(&root.join("articles/new ones"), "drifted.md", FINE);
        succeed("git", &["add", "."], home, &root);
        let (is_committed, shown) = commit(home, &root);
        assert!(is_committed, "{shown}");
    }

    #[test]
    fn pre_commit_runs_the_documented_local_hook() {
        if !is_installed() {
            return;
        }
        let (home, root) = project();
        file_in(&root, ".pre-commit-config.yaml", &block_of_page("docs/ci.md", "pre-commit", "repo: local"));
        git_init(home.path(), &root);
        let run = || command("pre-commit", home.path(), &root).args(["run", "--all-files"]).output().unwrap();
        let done = run();
        assert_eq!(done.status.code(), Some(1), "{}", text(&done));
        assert!(text(&done).contains("drifted.md:1:1: drifted"), "{}", text(&done));
        file_in(&root.join("articles/new ones"), "drifted.md", FINE);
        let done = run();
        assert_eq!(done.status.code(), Some(0), "{}", text(&done));
    }

    #[test]
    fn documented_git_hook_checks_the_drafts_of_a_commit() {
        if !installed("git") {
            return;
        }
        let (home, root) = project();
        git_init(home.path(), &root);
        let hooks = root.join(".git/hooks");
        fs::create_dir_all(&hooks).unwrap();
        let hook = file_in(&hooks, "pre-commit", &block_of_page("docs/ci.md", "A git hook", "#!/bin/sh"));
        fs::set_permissions(hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        let (is_committed, shown) = commit(home.path(), &root);
        assert!(!is_committed && shown.contains("articles/new ones/drifted.md:1:1: drifted"), "{shown}");
        // Drafts that are not part of the commit are not checked.
        succeed("git", &["reset", "-q", "--", "articles/new ones"], home.path(), &root);
        let (is_committed, shown) = commit(home.path(), &root);
        assert!(is_committed, "{shown}");
    }
}

#[test]
fn documented_commands_for_other_ci_check_everything() {
    let (home, root) = project();
    file_in(&root.join("articles"), "drifted.md", DRIFTED);
    let mut codes = Vec::new();
    for line in block_of_page("docs/ci.md", "Other CI", "junit").lines() {
        let done = command("sh", home.path(), &root).args(["-c", line]).output().unwrap();
        codes.push(done.status.code());
    }
    assert_eq!(codes, [Some(0), Some(0), Some(1)]);
    let report = fs::read_to_string(root.join("kzq.xml")).unwrap();
    assert!(report.contains("<testsuites") && report.contains("articles/drifted.md"), "{report}");
}

mod action {
    use super::*;

    /// A step of the action: its environment variables, each with its expression, and its script.
    #[derive(Debug, Default)]
    struct Step {
        env: Vec<(String, String)>,
        script: String,
    }

    /// The steps, found by the indentation of their lines.
    fn steps() -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        let mut part = "";
        for line in ACTION.lines().skip_while(|line| *line != "  steps:").skip(1) {
            if line.starts_with("    - ") {
                steps.push(Step::default());
            }
            match (line.strip_prefix("      ").filter(|rest| !rest.starts_with(' ')), steps.last_mut()) {
                (Some(field), _) => part = field.split(':').next().unwrap(),
                (None, Some(step)) if part == "run" && line.starts_with("        ") => {
                    let _ = writeln!(step.script, "{}", &line[8..]);
                }
                (None, Some(step)) if part == "env" && line.starts_with("        ") => {
                    let (name, value) = line.trim().split_once(": ").unwrap();
                    step.env.push((name.to_owned(), value.to_owned()));
                }
                _ => part = "",
            }
        }
        steps
    }

    /// The default values of the inputs.
    fn defaults() -> BTreeMap<String, String> {
        let mut inputs = BTreeMap::new();
        let mut name = String::new();
        for line in ACTION.lines().skip_while(|line| *line != "inputs:").take_while(|line| *line != "runs:") {
            if let Some(own) = line.strip_prefix("  ").filter(|own| !own.starts_with(' ')) {
                own.trim_end_matches(':').clone_into(&mut name);
            } else if let Some(value) = line.strip_prefix("    default: ") {
                inputs.insert(name.clone(), value.trim_matches('"').to_owned());
            }
        }
        inputs
    }

    /// Runs the last step with some inputs, as GitHub does.
    fn run(home: &Path, root: &Path, inputs: &[(&str, &str)]) -> Output {
        let steps = steps();
        let step = steps.last().unwrap();
        let mut values = defaults();
        values.extend(inputs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let script = file_in(home, "step.sh", &step.script);
        let mut bash = command("bash", home, root);
        bash.args(["--noprofile", "--norc", "-e", "-o", "pipefail"]).arg(script);
        for (variable, value) in &step.env {
            let input = value.strip_prefix("${{ inputs.").and_then(|input| input.strip_suffix(" }}")).unwrap();
            bash.env(variable, &values[input]);
        }
        bash.output().unwrap()
    }

    #[test]
    fn inputs_are_not_interpolated_into_scripts() {
        let steps = steps();
        assert_eq!(steps.len(), 2);
        assert!(steps.iter().all(|step| !step.script.is_empty() && !step.script.contains("${{")), "{steps:?}");
        let used: Vec<String> = steps.last().unwrap().env.iter().map(|(_, value)| value.clone()).collect();
        let inputs: Vec<String> = defaults().into_keys().map(|name| format!("${{{{ inputs.{name} }}}}")).collect();
        assert!(inputs.iter().all(|input| used.contains(input)), "{inputs:?} {used:?}");
    }

    #[test]
    fn action_builds_kzq_only_if_it_is_not_installed() {
        let (home, root) = project();
        let script = file_in(home.path(), "install.sh", &steps()[0].script);
        let programs = home.path().join("programs");
        fs::create_dir(&programs).unwrap();
        let cargo = file_in(&programs, "cargo", "#!/bin/sh\necho cargo \"$@\"\n");
        fs::set_permissions(cargo, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        let bash =
            std::env::split_paths(&search_path()).map(|path| path.join("bash")).find(|bash| bash.is_file()).unwrap();
        for (path, expected) in
            [(path_with(&[]), ""), (programs.into_os_string(), "cargo install --locked --path /actions/kzq\n")]
        {
            let mut step = command(bash.to_str().unwrap(), home.path(), &root);
            step.args(["--noprofile", "--norc", "-e", "-o", "pipefail"]).arg(&script);
            let done = step.env("PATH", path).env("GITHUB_ACTION_PATH", "/actions/kzq").output().unwrap();
            assert_eq!((done.status.code(), text(&done).as_str()), (Some(0), expected));
        }
    }

    #[test]
    fn action_annotates_drafts_matching_the_patterns() {
        let (home, root) = project();
        let done = run(home.path(), &root, &[("files", "articles/**/*.md\n")]);
        assert_eq!(done.status.code(), Some(1), "{}", text(&done));
        let file = "::error file=articles/new ones/drifted.md,line=1,col=1,endColumn=36,title=kzq drifted::";
        assert!(String::from_utf8_lossy(&done.stdout).starts_with(file), "{}", text(&done));
        for (inputs, code) in [
            (&[("files", "articles/fine.md")][..], 0),
            (&[("files", "articles/fine.md"), ("data", "quotations\n")], 0),
            (&[("files", "articles/none*.md")], 2),
            (&[("files", "articles/fine.md"), ("command", "edit")], 2),
            (&[("files", "quotations/*.ron"), ("command", "check")], 0),
            (&[("command", "verify")], 0),
        ] {
            let done = run(home.path(), &root, inputs);
            assert_eq!(done.status.code(), Some(code), "{inputs:?}: {}", text(&done));
        }
        let inputs = [("files", "articles/new ones/drifted.md"), ("format", "sarif"), ("output", "kzq.sarif")];
        assert_eq!(run(home.path(), &root, &inputs).status.code(), Some(1));
        assert!(fs::read_to_string(root.join("kzq.sarif")).unwrap().contains("\"ruleId\": \"drifted\""));
    }

    #[test]
    fn hostile_inputs_are_not_executed() {
        let (home, root) = project();
        let hostile = "$(touch pwned); `touch pwned`; \"; touch pwned; #' || touch pwned";
        for name in defaults().keys() {
            let mut inputs = vec![("files", "articles/fine.md")];
            inputs.retain(|(input, _)| input != name);
            // As the name of an output file it would be valid.
            let value = if name == "output" { "$(touch pwned)" } else { hostile };
            inputs.push((name, value));
            run(home.path(), &root, &inputs);
            assert!(!root.join("pwned").exists(), "{name}");
        }
        file_in(&root.join("articles"), "--help.md", DRIFTED);
        let done = run(home.path(), &root.join("articles"), &[("files", "*.md"), ("data", "../quotations")]);
        assert!(String::from_utf8_lossy(&done.stdout).starts_with("::error file=--help.md,line=1"), "{}", text(&done));
    }
}
