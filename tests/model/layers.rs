//! The layering of the code: files have no import cycles, only `host` accesses the operating system, and only its
//! `platform` module uses APIs of one particular system.
//!
//! Cargo keeps the crates apart, and `crates/clippy.toml` keeps files, threads, clocks and the environment out of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What only `host` may use: the operating system, and `host` itself.
const WORLD: [&str; 15] = [
    "crate::host",
    "std::fs",
    "std::env",
    "std::thread",
    "Instant",
    "SystemTime",
    "std::process",
    "std::net",
    "std::os",
    "io::stdin",
    "io::stdout",
    "io::stderr",
    "crossterm",
    "rustix",
    ".exists()",
];

/// APIs of one operating system, which only the platform module and `native.rs` may use.
const SYSTEMS: [&str; 4] = ["std::os::", "rustix", "libc::", "signal_hook"];

/// The maximum number of lines of a file, without its tests.
const LONG: usize = 400;

/// The source directories of the program and of each crate.
fn source_directories() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let crates = fs::read_dir(root.join("crates")).unwrap().map(|item| item.unwrap().path().join("src"));
    let mut all: Vec<PathBuf> = crates.filter(|path| path.is_dir()).chain([root.join("src")]).collect();
    all.sort();
    all
}

fn files(directory: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for item in fs::read_dir(directory).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// The code of a file, without its tests and comments.
fn code(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split_once("\nmod tests {").map_or(text.as_str(), |(before, _)| before);
    text.lines().map(|line| without_visibility(line.split("//").next().unwrap_or_default())).collect()
}

/// Removes the visibility of an item, whose path is not an import: `pub(in super::super) const` becomes `const`.
fn without_visibility(line: &str) -> String {
    let visibility = line.trim_start().strip_prefix("pub(in ").and_then(|rest| rest.split_once(')'));
    visibility.map_or(line, |(_, item)| item).to_owned()
}

/// A path in the code, by its segments.
type Segments = Vec<String>;

/// A file as a module.
#[derive(Debug)]
struct Module {
    file: PathBuf,
    /// The paths it imports, each with its local name and whether it is re-exported.
    imports: Vec<(String, Segments, bool)>,
    /// The qualified paths in its code.
    paths: Vec<Segments>,
}

/// The modules of a crate that are compiled outside tests, by their paths from the root of the crate.
fn modules(directory: &Path) -> BTreeMap<Segments, Module> {
    let root = ["lib.rs", "main.rs"].map(|name| directory.join(name)).into_iter().find(|path| path.exists()).unwrap();
    let mut modules = BTreeMap::new();
    let mut open = vec![(Segments::new(), root)];
    while let Some((name, file)) = open.pop() {
        let (mut imports, mut paths) = (Vec::new(), Vec::new());
        let lines = code(&file);
        let mut rest = lines.iter();
        let mut before = "";
        while let Some(line) = rest.next() {
            let (is_public, item) = match line.trim().strip_prefix("pub") {
                Some(public) => (true, public.strip_prefix(' ').or(public.split_once(") ").map(|(_, item)| item))),
                None => (false, Some(line.trim())),
            };
            let item = item.unwrap_or_default();
            if let Some(tree) = item.strip_prefix("use ") {
                let mut tree = tree.to_owned();
                while !tree.ends_with(';') {
                    tree += rest.next().unwrap().trim();
                }
                flatten(tree.trim_end_matches(';'), &[], &mut |alias, path| imports.push((alias, path, is_public)));
            } else if let Some(child) = item.strip_prefix("mod ").and_then(|item| item.strip_suffix(';')) {
                let is_root = name.is_empty() || file.ends_with("mod.rs");
                let folder = if is_root { file.parent().unwrap().to_owned() } else { file.with_extension("") };
                let path = [folder.join(format!("{child}.rs")), folder.join(child).join("mod.rs")];
                let path = path.into_iter().find(|path| path.exists());
                let is_test = before == "#[cfg(test)]" || child == "tests";
                open.extend(
                    path.filter(|_| !is_test).map(|path| ([name.as_slice(), &[child.to_owned()]].concat(), path)),
                );
            } else {
                paths.extend(qualified_paths(line));
            }
            before = line.trim();
        }
        modules.insert(name, Module { file, imports, paths });
    }
    modules
}

/// Splits an import into its paths, each with the name it introduces.
fn flatten(tree: &str, before: &[String], push: &mut impl FnMut(String, Segments)) {
    let join = |path: &str| -> Segments {
        let parts = path.split("::").map(str::trim).filter(|part| !part.is_empty());
        before.iter().cloned().chain(parts.map(str::to_owned)).collect()
    };
    let Some((path, group)) = tree.trim().split_once('{') else {
        let (path, alias) = tree.trim().split_once(" as ").unwrap_or((tree, ""));
        let mut path = join(path);
        if path.len() > 1 && path.ends_with(&["self".to_owned()]) {
            path.pop();
        }
        let name = if alias.is_empty() { path[path.len() - 1].clone() } else { alias.to_owned() };
        return push(name, path);
    };
    let group = group.rsplit_once('}').map_or(group, |(inside, _)| inside);
    let (mut depth, mut start) = (0, 0);
    for (at, c) in group.char_indices().chain([(group.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !group[start..at].trim().is_empty() {
                    flatten(&group[start..at], &join(path), push);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// Returns all paths with more than one segment.
fn qualified_paths(text: &str) -> Vec<Segments> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':')
        .filter(|word| word.contains("::") && !word.starts_with("::"))
        .map(|word| word.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect())
        .collect()
}

/// Resolves a path in the module `from` to a module, following re-exports.
fn resolve(modules: &BTreeMap<Segments, Module>, from: &[String], path: &[String], hops: usize) -> Option<Segments> {
    let child = |of: &[String], name: &String| {
        Some([of, std::slice::from_ref(name)].concat()).filter(|child| modules.contains_key(child))
    };
    let (mut at, mut rest) = match path[0].as_str() {
        "crate" => (Segments::new(), &path[1..]),
        "self" => (from.to_vec(), &path[1..]),
        "super" => (from.to_vec(), path),
        first => match child(from, &path[0]) {
            Some(below) => (below, &path[1..]),
            // An import may start with a name that another import introduces.
            None if hops > 0 && modules[from].imports.iter().any(|(name, ..)| name == first) => (from.to_vec(), path),
            None => return None,
        },
    };
    while let Some((first, after)) = rest.split_first() {
        if first == "super" {
            at.pop();
        } else if let Some(below) = child(&at, first) {
            at = below;
        } else {
            let mut imports = modules[&at].imports.iter();
            return match imports.find(|(name, target, _)| name == first && target != path) {
                Some((_, target, _)) if hops < 8 => {
                    resolve(modules, &at, &[target.as_slice(), after].concat(), hops + 1)
                }
                _ => Some(at),
            };
        }
        rest = after;
    }
    Some(at)
}

/// The files that each file imports. A re-exported name counts as an import where it is used.
fn graph(directory: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let modules = modules(directory);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let name = |module: &Segments| modules[module].file.strip_prefix(root).unwrap().display().to_string();
    let mut graph = BTreeMap::new();
    for (from, module) in &modules {
        let imported = module.imports.iter().filter(|(.., is_public)| !is_public).map(|(_, path, _)| path);
        let targets = imported.chain(&module.paths).filter_map(|path| resolve(&modules, from, path, 0));
        graph.insert(name(from), targets.filter(|target| target != from).map(|target| name(&target)).collect());
    }
    graph
}

/// Returns the strongly connected components with more than one node, by Tarjan's algorithm.
fn loops(graph: &BTreeMap<String, BTreeSet<String>>) -> Vec<BTreeSet<String>> {
    #[derive(Default)]
    struct Search<'g> {
        numbers: BTreeMap<&'g str, (usize, usize)>,
        stack: Vec<&'g str>,
        found: Vec<BTreeSet<String>>,
    }
    fn visit<'g>(graph: &'g BTreeMap<String, BTreeSet<String>>, node: &'g str, search: &mut Search<'g>) -> usize {
        let number = search.numbers.len();
        search.numbers.insert(node, (number, number));
        search.stack.push(node);
        for next in &graph[node] {
            let low = match search.numbers.get(next.as_str()) {
                None => visit(graph, next, search),
                Some(&(number, _)) if search.stack.contains(&next.as_str()) => number,
                Some(_) => continue,
            };
            let own = search.numbers.get_mut(node).unwrap();
            own.1 = own.1.min(low);
        }
        let low = search.numbers[node].1;
        if low == number {
            let start = search.stack.iter().position(|other| *other == node).unwrap();
            let group: BTreeSet<String> = search.stack.drain(start..).map(str::to_owned).collect();
            search.found.extend(Some(group).filter(|group| group.len() > 1));
        }
        low
    }
    let mut search = Search::default();
    for node in graph.keys() {
        if !search.numbers.contains_key(node.as_str()) {
            visit(graph, node, &mut search);
        }
    }
    search.found
}

#[test]
fn files_have_no_import_cycles() {
    let mut broken = Vec::new();
    for directory in source_directories() {
        let graph = graph(&directory);
        for group in loops(&graph) {
            broken.push("a loop:".to_owned());
            for file in &group {
                let inside: Vec<_> = graph[file].intersection(&group).map(String::as_str).collect();
                broken.push(format!("  {file} imports {}", inside.join(", ")));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn imports_are_resolved_through_re_exports() {
    let crate_of = |files: &[(&str, &str)]| {
        let directory = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        for (name, text) in files {
            fs::create_dir_all(directory.path().join(name).parent().unwrap()).unwrap();
            fs::write(directory.path().join(name), text).unwrap();
        }
        let modules = modules(directory.path());
        let edge = |from: &str, path: &str| {
            let split = |path: &str| path.split("::").map(str::to_owned).collect::<Segments>();
            resolve(&modules, &split(from), &split(path), 0).map(|found| found.join("::"))
        };
        [edge("a", "crate::B"), edge("a", "super::b::B"), edge("b", "crate::a::inner::X"), edge("b", "std::fs")]
    };
    let found = crate_of(&[
        ("lib.rs", "mod a;\nmod b;\npub use b::{B, C as D};\n"),
        ("a/mod.rs", "mod deep;\npub(crate) use self::deep as inner;\n"),
        ("a/deep.rs", "pub struct X;\n"),
        ("b.rs", "pub struct B;\n#[cfg(test)]\nmod tests {\n use crate::a::X;\n}\n"),
    ]);
    assert_eq!(found.map(Option::unwrap_or_default), ["b", "b", "a::deep", ""]);
}

#[test]
fn cli_and_settings_do_not_access_the_system() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut broken = Vec::new();
    for path in ["cli", "settings"].iter().flat_map(|folder| files(&source.join(folder))) {
        for (number, line) in (1..).zip(code(&path)) {
            let named = WORLD.iter().filter(|world| line.contains(*world));
            broken.extend(named.map(|world| format!("{}:{number}: {world}", path.display())));
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn only_platform_code_uses_os_specific_apis() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let host = source.join("host");
    let is_elsewhere = |path: &PathBuf| !path.starts_with(host.join("platform")) && *path != host.join("native.rs");
    let mut broken = Vec::new();
    for path in files(&source).into_iter().filter(is_elsewhere) {
        for (number, line) in (1..).zip(code(&path)) {
            let named = SYSTEMS.iter().filter(|system| line.contains(*system));
            broken.extend(named.map(|system| format!("{}:{number}: {system}", path.display())));
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn source_files_stay_within_the_line_limit() {
    let is_of_tests = |path: &Path| path.to_string_lossy().ends_with("_tests.rs");
    let all = source_directories();
    for path in all.iter().flat_map(|directory| files(directory)).filter(|path| !is_of_tests(path)) {
        let lines = code(&path).len();
        assert!(lines <= LONG, "{} has {lines} lines before its tests: is it two?", path.display());
    }
}
