//! The hooks for pre-commit and the action for GitHub, run as those programs run them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::support::{KZQ, file_in, installed, search_path};

const HOOKS: &str = include_str!("../../.pre-commit-hooks.yaml");
const ACTION: &str = include_str!("../../action.yml");

const ENGINES: &str = r#"(schema: 1, id: "engines", title: "Engines",
    speakers: {"bob": (name: "Bob Babbage")},
    entries: [Quote(id: "cost", by: "bob", text: "Whatever it may cost, the engine shall not be stopped.")])"#;

const FINE: &str = "“The engine shall not be stopped,” Babbage said.\n";
const DRIFTED: &str = "“The engine must never be stopped,” Babbage said.\n";

/// A project with a collection and two drafts, below a home directory.
fn project() -> (TempDir, PathBuf) {
    let home = TempDir::new().unwrap();
    let root = home.path().join("project");
    for directory in ["quotations", "articles/new ones"] {
        fs::create_dir_all(root.join(directory)).unwrap();
    }
    file_in(&root, ".kzq.ron", "(data: [\"quotations\"])");
    file_in(&root.join("quotations"), "engines.ron", ENGINES);
    file_in(&root.join("articles"), "fine.md", FINE);
    file_in(&root.join("articles/new ones"), "drifted.md", DRIFTED);
    (home, root)
}

/// A command in a project, with kzq in its search path and nothing else of the environment.
fn command(program: &str, home: &Path, root: &Path) -> Command {
    let own = Path::new(KZQ).parent().unwrap().to_owned();
    let path = std::env::join_paths([own].into_iter().chain(std::env::split_paths(&search_path()))).unwrap();
    let mut command = Command::new(program);
    command.env_clear().env("PATH", path).env("HOME", home).current_dir(root);
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
    fn each_hook_runs_kzq_on_the_files_that_it_is_given() {
        let names: Vec<&str> = hooks().iter().map(|hook| hook["id"]).collect();
        assert_eq!(names, ["kzq-proofread", "kzq-check", "kzq-verify"]);
        let (home, root) = project();
        for (id, files, code) in [
            ("kzq-proofread", &["articles/fine.md"][..], 0),
            ("kzq-proofread", &["articles/fine.md", "articles/new ones/drifted.md"], 1),
            ("kzq-check", &["quotations/engines.ron"], 0),
            // The entry names no source.
            ("kzq-verify", &[], 1),
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

    #[test]
    fn pre_commit_itself_runs_them() {
        if !installed("pre-commit") || !installed("git") {
            return;
        }
        let (home, root) = project();
        let mut config = "repos:\n- repo: local\n  hooks:\n".to_owned();
        for hook in hooks().iter().filter(|hook| hook["id"] != "kzq-verify") {
            for (number, (name, value)) in hook.iter().enumerate() {
                let value = if *name == "language" { "system" } else { value };
                let _ = writeln!(config, "  {} {name}: {value}", if number == 0 { "-" } else { " " });
            }
        }
        file_in(&root, ".pre-commit-config.yaml", &config);
        let run = |program: &str, args: &[&str]| command(program, home.path(), &root).args(args).output().unwrap();
        for args in [&["init", "-q"][..], &["add", "."]] {
            let done = run("git", args);
            assert!(done.status.success(), "{}", text(&done));
        }
        let done = run("pre-commit", &["run", "--all-files", "--color", "never"]);
        let shown = text(&done);
        assert_eq!(done.status.code(), Some(1), "{shown}");
        assert!(shown.contains("articles/new ones/drifted.md:1:1: drifted  cost, Bob Babbage"), "{shown}");
        let line = |name: &str, end: &str| shown.lines().any(|line| line.starts_with(name) && line.ends_with(end));
        assert!(line("proofread quotations", "Failed") && line("check collections of quotations", "Passed"), "{shown}");
        file_in(&root.join("articles/new ones"), "drifted.md", FINE);
        let done = run("pre-commit", &["run", "--all-files", "--color", "never"]);
        assert_eq!(done.status.code(), Some(0), "{}", text(&done));
    }
}

mod action {
    use super::*;

    /// A step of the action: its variables, each with the expression of its value, and its script.
    #[derive(Debug, Default)]
    struct Step {
        env: Vec<(String, String)>,
        script: String,
    }

    /// The steps, by the indentation of their lines.
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

    /// Runs the last step as GitHub does, with some inputs.
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
    fn no_input_is_put_into_a_script() {
        let steps = steps();
        assert_eq!(steps.len(), 2);
        assert!(steps.iter().all(|step| !step.script.is_empty() && !step.script.contains("${{")), "{steps:?}");
        let used: Vec<String> = steps.last().unwrap().env.iter().map(|(_, value)| value.clone()).collect();
        let inputs: Vec<String> = defaults().into_keys().map(|name| format!("${{{{ inputs.{name} }}}}")).collect();
        assert!(inputs.iter().all(|input| used.contains(input)), "{inputs:?} {used:?}");
    }

    #[test]
    fn it_annotates_the_drafts_that_the_patterns_match() {
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
            (&[("command", "verify")], 1),
        ] {
            let done = run(home.path(), &root, inputs);
            assert_eq!(done.status.code(), Some(code), "{inputs:?}: {}", text(&done));
        }
        let inputs = [("files", "articles/new ones/drifted.md"), ("format", "sarif"), ("output", "kzq.sarif")];
        assert_eq!(run(home.path(), &root, &inputs).status.code(), Some(1));
        assert!(fs::read_to_string(root.join("kzq.sarif")).unwrap().contains("\"ruleId\": \"drifted\""));
    }

    #[test]
    fn hostile_inputs_run_nothing() {
        let (home, root) = project();
        let hostile = "$(touch pwned); `touch pwned`; \"; touch pwned; #' || touch pwned";
        for name in defaults().keys() {
            let mut inputs = vec![("files", "articles/fine.md")];
            inputs.retain(|(input, _)| input != name);
            // As the name of a file to write it would be no attack.
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
