//! Runs the fuzz targets (see `fuzz/`) on the inputs of their corpus, which are seeds and past failures, and on
//! mutations of them.
//!
//! The mutations are the same in every run. `KZQ_LONG=1` makes many more of them, but `fuzz/run` is better for long
//! runs, as it is guided by coverage.

#[allow(dead_code, reason = "the fuzzer has the same modules")]
#[path = "../../fuzz/src/lib.rs"]
mod targets;

use std::path::{Path, PathBuf};
use std::{env, fs, panic};

/// A target: its name, which is also that of its corpus directory, and its function.
type Target = (&'static str, fn(&[u8]));

const TARGETS: [Target; 11] = [
    ("article", targets::article::run),
    ("config", targets::config::run),
    ("credit", targets::credit::run),
    ("import", targets::import::run),
    ("load", targets::load::run),
    ("markup", targets::markup::run),
    ("proofread", targets::proofread::run),
    ("query", targets::query::run),
    ("sanitise", targets::sanitise::run),
    ("setting", targets::setting::run),
    ("shelf", targets::shelf::run),
];

/// A random number generator with a fixed seed (xorshift64*).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32;
        usize::try_from(number).unwrap_or(0) % end.max(1)
    }
}

fn directory(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(name)
}

/// The corpus of a target, sorted by file name.
fn kept(target: &str) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(directory("corpus").join(target)).expect("each target has a directory");
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("it can be read").path()).collect();
    files.sort();
    let read = |file: &PathBuf| (file.display().to_string(), fs::read(file).expect("it can be read"));
    files.iter().map(read).collect()
}

/// The words of the fuzzer's dictionary.
fn words() -> Vec<Vec<u8>> {
    let text = fs::read_to_string(directory("words.dict")).expect("there is a dictionary");
    text.lines().filter(|line| line.starts_with('"')).map(word).collect()
}

/// Parses one line of the dictionary.
fn word(line: &str) -> Vec<u8> {
    let mut quoted = line[1..line.len() - 1].bytes();
    let mut word = Vec::new();
    while let Some(byte) = quoted.next() {
        match (byte, byte == b'\\') {
            (_, true) => match quoted.next() {
                Some(b'x') => {
                    let digits: String = quoted.by_ref().take(2).map(char::from).collect();
                    word.push(u8::from_str_radix(&digits, 16).expect("two digits"));
                }
                other => word.extend(other),
            },
            _ => word.push(byte),
        }
    }
    word
}

/// Mutates an input in a few places.
fn mutated(input: &[u8], others: &[(String, Vec<u8>)], words: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=chance.below(5) {
        let from = chance.below(bytes.len() + 1);
        let until = (from + chance.below(12)).min(bytes.len());
        let put = match chance.below(6) {
            0 => Vec::new(),
            1 => vec![u8::try_from(chance.below(256)).unwrap_or(0)],
            2 => bytes[from..until].repeat(2 + chance.below(40)),
            3 => {
                let (_, other) = &others[chance.below(others.len())];
                let start = chance.below(other.len());
                other[start..(start + chance.below(80)).min(other.len())].to_vec()
            }
            _ => words[chance.below(words.len())].clone(),
        };
        let until = if chance.below(2) == 0 { from } else { until };
        bytes.splice(from..until, put);
    }
    bytes.truncate(4096);
    bytes
}

/// Runs a target on an input and prints the input, escaped, if the target panics.
#[track_caller]
fn run(&(name, target): &Target, input: &[u8], what: &str) {
    let done = panic::catch_unwind(|| target(input));
    assert!(done.is_ok(), "{name} breaks on {what}: b\"{}\"", input.escape_ascii());
}

#[test]
fn no_target_panics_on_its_corpus() {
    for target in TARGETS {
        let kept = kept(target.0);
        assert!(!kept.is_empty(), "{} has no inputs", target.0);
        for (file, input) in kept {
            run(&target, &input, &file);
        }
        run(&target, b"", "nothing");
    }
}

#[test]
fn no_target_panics_on_mutated_inputs() {
    let rounds = if env::var_os("KZQ_LONG").is_some_and(|value| value != "0") { 50_000 } else { 300 };
    let words = words();
    for target in TARGETS {
        let mut chance = Chance(0x6b7a_7121);
        let kept = kept(target.0);
        for round in 0..rounds {
            let (_, input) = &kept[chance.below(kept.len())];
            run(&target, &mutated(input, &kept, &words, &mut chance), &format!("round {round}"));
        }
    }
}

#[test]
fn every_fuzz_target_is_listed_and_the_dictionary_is_parsed() {
    let names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    for (place, suffix) in [("corpus", ""), ("fuzz_targets", ".rs")] {
        let files = fs::read_dir(directory(place)).expect("it is there");
        let mut found: Vec<String> = files
            .map(|file| file.expect("it can be read").file_name().to_string_lossy().trim_end_matches(suffix).to_owned())
            .collect();
        found.sort();
        assert_eq!(found, names, "{place}");
    }
    assert_eq!(word("\"a\\\"b\\x0a\\\\\""), b"a\"b\n\\");
    assert_eq!(word("\"\\\"\""), b"\"");
}
