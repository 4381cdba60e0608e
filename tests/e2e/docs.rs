//! The README and the pages in `docs/`: links have existing targets, and examples print what the pages show.
//!
//! An example is a block ```` ```console ````: each line that starts with `$ ` is run by a shell in the project's root,
//! and the lines below it are its output, stdout and stderr together. A line `…` matches any lines.
//!
//! `KZQ_RECORD=1 cargo test --test e2e docs` writes the output of the examples into the pages.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use tempfile::TempDir;

use crate::support::{KZQ, RECORDING, search_path, start};

/// A line of an example that matches any lines.
const ELISION: &str = "…";

/// The start of a command line in an example.
const PROMPT: &str = "$ ";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// The pages to check, by their paths in the project.
fn pages() -> Vec<PathBuf> {
    let mut pages = Vec::from(["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(PathBuf::from));
    let docs = fs::read_dir(root().join("docs")).expect("there are pages in docs/");
    let docs = docs.map(|file| Path::new("docs").join(file.unwrap().file_name()));
    pages.extend(docs.filter(|path| path.extension().is_some_and(|extension| extension == "md")));
    pages.sort();
    pages
}

fn read(page: &Path) -> String {
    fs::read_to_string(root().join(page)).unwrap_or_else(|error| panic!("{}: {error}", page.display()))
}

mod links {
    use super::*;

    #[test]
    fn links_lead_to_existing_files_and_headings() {
        let pages = pages();
        let headings: HashMap<&Path, Vec<String>> =
            pages.iter().map(|page| (page.as_path(), slugs(&read(page)))).collect();
        let mut dead = Vec::new();
        for page in &pages {
            for (line, link) in links(&read(page)) {
                if link.contains("://") || link.starts_with("mailto:") {
                    continue;
                }
                let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
                let target = if file.is_empty() { page.clone() } else { resolve_link(page, file) };
                let is_there = root().join(&target).exists();
                let has_heading = || {
                    anchor.is_empty()
                        || headings.get(target.as_path()).is_some_and(|all| all.iter().any(|s| s == anchor))
                };
                if !is_there || !has_heading() {
                    dead.push(format!("{}:{line}: {link}", page.display()));
                }
            }
        }
        assert!(dead.is_empty(), "links that lead nowhere:\n{}", dead.join("\n"));
    }

    /// Resolves the relative path of a link against the project's root.
    fn resolve_link(page: &Path, link: &str) -> PathBuf {
        let mut path = page.parent().unwrap_or(Path::new("")).to_path_buf();
        for part in link.split('/') {
            match part {
                "." | "" => {}
                ".." => assert!(path.pop(), "{}: {link} leaves the project", page.display()),
                part => path.push(part),
            }
        }
        path
    }

    /// The targets of links and pictures outside code, each with its line number.
    fn links(text: &str) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for (number, line) in prose(text) {
            let line = without_code(line);
            for (opening, closing) in [("](", ')'), ("src=\"", '"'), ("srcset=\"", '"'), ("href=\"", '"')] {
                let targets = line.split(opening).skip(1).filter_map(|rest| rest.split_once(closing));
                found.extend(targets.map(|(target, _)| (number, target.to_owned())));
            }
        }
        found
    }

    /// The anchors of the headings, by GitHub's rules.
    fn slugs(text: &str) -> Vec<String> {
        let mut seen: HashMap<String, usize> = HashMap::new();
        let headings = prose(text)
            .filter_map(|(_, line)| line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#')));
        let slugs = headings.map(|heading| {
            let shown = without_targets(heading);
            let kept = shown.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            let slug: String = kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect();
            let times = seen.entry(slug.clone()).or_default();
            *times += 1;
            if *times == 1 { slug } else { format!("{slug}-{}", *times - 1) }
        });
        slugs.collect()
    }

    /// The lines outside fenced code, each with its number.
    fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
        let mut in_code = false;
        (1..).zip(text.lines()).filter(move |(_, line)| {
            let is_fence = line.trim_start().starts_with("```");
            in_code ^= is_fence;
            !in_code && !is_fence
        })
    }

    /// A line without its code spans.
    fn without_code(line: &str) -> String {
        line.split('`').step_by(2).collect()
    }

    /// A heading without the targets of its links.
    fn without_targets(heading: &str) -> String {
        let mut parts = heading.split("](");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |shown, rest| shown + rest.split_once(')').map_or("", |(_, after)| after))
    }

    #[test]
    fn slugs_follow_the_rules_of_github() {
        let text = "# Said, or reported?\n## `kzq check` & more\n```sh\n# no heading\n```\n## A [link](there.md) in it\n## Twice\n## Twice\n";
        let expected = ["said-or-reported", "kzq-check--more", "a-link-in-it", "twice", "twice-1"];
        assert_eq!(slugs(text), expected);
    }

    #[test]
    fn links_in_code_are_ignored() {
        let text = "see [a](b.md#c) and `[x](y)`\n```ron\n[x](y)\n```\n<img src=\"p.svg\">\n";
        assert_eq!(links(text), [(1, "b.md#c".to_owned()), (5, "p.svg".to_owned())]);
    }
}

mod examples {
    use super::*;

    #[test]
    fn examples_print_what_the_pages_show() {
        let _writing = RECORDING.lock();
        let is_recording = env::var_os("KZQ_RECORD").is_some();
        let mut drifted = Vec::new();
        for page in pages() {
            let text = read(&page);
            let mut written = String::new();
            let mut lines = text.lines().enumerate().peekable();
            let mut in_example = false;
            while let Some((number, line)) = lines.next() {
                written += line;
                written.push('\n');
                if line.starts_with("```") {
                    in_example = line == "```console";
                }
                let Some(command) = line.strip_prefix(PROMPT).filter(|_| in_example) else { continue };
                let mut shown = Vec::new();
                while let Some((_, line)) =
                    lines.next_if(|(_, line)| !line.starts_with("```") && !line.starts_with(PROMPT))
                {
                    shown.push(line);
                }
                // Blank lines before the next command are not part of the output.
                let gap = shown.iter().rev().take_while(|line| line.is_empty()).count();
                let gap = if lines.peek().is_some_and(|(_, line)| line.starts_with(PROMPT)) { gap } else { 0 };
                shown.truncate(shown.len() - gap);
                let printed = run(command);
                let printed: Vec<&str> = printed.lines().collect();
                let recorded = if is_recording { recorded(&shown, &printed) } else { None };
                if recorded.is_none() && !fits(&shown, &printed) {
                    let place = format!("{}:{}: {command}", page.display(), number + 1);
                    drifted.push(format!("{place}\n{}", printed.join("\n")));
                }
                for line in recorded.unwrap_or(shown).into_iter().chain(std::iter::repeat_n("", gap)) {
                    written += line;
                    written.push('\n');
                }
            }
            if is_recording {
                fs::write(root().join(page), written).unwrap();
            }
        }
        let advice = if is_recording {
            "examples of which the elisions must be placed by hand"
        } else {
            "examples print something else; KZQ_RECORD=1 cargo test --test e2e docs writes it down"
        };
        assert!(drifted.is_empty(), "{advice}:\n\n{}", drifted.join("\n\n"));
    }

    /// Runs a command in the project's root with its own home directory and no environment except `PATH`; returns its
    /// output.
    fn run(command: &str) -> String {
        let home = TempDir::new().expect("a temporary directory");
        let programs = Path::new(KZQ).parent().expect("the program is in a directory").to_path_buf();
        let path = env::join_paths([programs].into_iter().chain(env::split_paths(&search_path()))).unwrap();
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("exec 2>&1\n{command}")]).current_dir(root());
        shell.env_clear().env("PATH", path).env("HOME", home.path()).stdin(Stdio::null()).stdout(Stdio::piped());
        let output = start(&mut shell).wait_with_output().expect("the shell ends");
        String::from_utf8(output.stdout).expect("kzq writes UTF-8")
    }

    /// The parts of the shown output between its elisions.
    fn parts<'s>(shown: &'s [&'s str]) -> Vec<&'s [&'s str]> {
        shown.split(|line| line.trim() == ELISION).collect()
    }

    /// Whether printed lines match the shown ones.
    fn fits(shown: &[&str], printed: &[&str]) -> bool {
        let parts = parts(shown);
        let [first, middle @ .., last] = parts.as_slice() else { return shown == printed };
        let Some(mut rest) = printed.strip_prefix(*first).and_then(|rest| rest.strip_suffix(*last)) else {
            return false;
        };
        middle.iter().all(|part| {
            let found =
                part.is_empty().then_some(0).or_else(|| rest.windows(part.len()).position(|lines| lines == *part));
            found.map(|at| rest = &rest[at + part.len()..]).is_some()
        })
    }

    /// The lines a page must show: the printed ones, with the page's elisions. A part between two elisions is located
    /// by its longest line that is still printed; returns `None` if there is none.
    fn recorded<'l>(shown: &[&'l str], printed: &[&'l str]) -> Option<Vec<&'l str>> {
        if fits(shown, printed) {
            return Some(shown.to_vec());
        }
        let parts = parts(shown);
        let [first, middle @ .., last] = parts.as_slice() else { return Some(printed.to_vec()) };
        let mut elisions = shown.iter().copied().filter(|line| line.trim() == ELISION);
        let start = first.len().min(printed.len());
        let end = printed.len().saturating_sub(last.len()).max(start);
        let mut lines = printed[..start].to_vec();
        let mut rest = &printed[start..end];
        for part in middle {
            lines.extend(elisions.next());
            let mut longest: Vec<(usize, &str)> = part.iter().copied().enumerate().collect();
            longest.sort_by_key(|(_, line)| Reverse(line.len()));
            let found =
                |(offset, line): (usize, &str)| Some(rest.iter().position(|it| *it == line)?.saturating_sub(offset));
            let at = longest.into_iter().find_map(found)?;
            let end = (at + part.len()).min(rest.len());
            lines.extend(&rest[at..end]);
            rest = &rest[end..];
        }
        lines.extend(elisions.next());
        lines.extend(&printed[end..]);
        Some(lines)
    }

    #[test]
    fn elisions_match_any_lines() {
        let printed = ["a", "b", "c", "d", "e"];
        assert!(fits(&printed, &printed) && fits(&["a", "…", "e"], &printed) && fits(&["…"], &printed));
        assert!(fits(&["…", "b", "c", "  …"], &printed) && fits(&["a", "…", "c", "…", "e"], &printed));
        assert!(!fits(&["a", "…", "d"], &printed) && !fits(&["a", "b"], &printed) && !fits(&["…", "x", "…"], &printed));
    }

    #[test]
    fn recording_keeps_elisions() {
        let printed = ["a", "b", "cc", "d", "e"];
        let records = |shown: &[&str], lines: &[&str]| assert_eq!(recorded(shown, &printed).as_deref(), Some(lines));
        records(&[], &printed);
        records(&["x", "…"], &["a", "…"]);
        records(&["a", "x", "…", "cc", "x", "…", "e"], &["a", "b", "…", "cc", "d", "…", "e"]);
        records(&["…", "x", "cc", "…"], &["…", "b", "cc", "…"]);
        assert_eq!(recorded(&["…", "x", "…"], &printed), None);
    }
}
