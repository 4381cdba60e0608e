//! Code shared by the tests of the built program.

#![allow(dead_code, reason = "each test binary uses a part")]

pub mod command;
pub mod process;
pub mod terminal;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{env, fs, thread};

/// Prints a message that is shown even if the test passes.
macro_rules! aloud {
    ($($part:tt)*) => {{
        // Not `eprintln!`, whose output the test harness captures.
        let _ = std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("{}\n", format_args!($($part)*)));
    }};
}
#[allow(unused_imports, reason = "not each test binary has something to say")]
pub(crate) use aloud;

/// Locked by tests that check pages, which they rewrite with `KZQ_RECORD`.
pub static RECORDING: Mutex<()> = Mutex::new(());

/// The program under test, as built by cargo.
pub const KZQ: &str = env!("CARGO_BIN_EXE_kzq");

/// How long a test waits for a condition. Only failing tests wait this long.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// A collection of one quotation and one paraphrase of it.
pub const COLLECTION: &str = r#"(schema: 1, id: "engines", title: "On engines",
    speakers: {"ada": (name: "Ada Byron", role: "Countess")},
    sources: {"notes": (kind: Article, title: "Notes", publisher: "The Paper", date: "1843-09-01")},
    topics: [(id: "machines", label: "Machines")],
    entries: [
        Quote(id: "no-pretensions", by: "ada", topics: ["machines"], source: (id: "notes"),
            text: "It has no “pretensions” whatever — to originate anything."),
        Paraphrase(id: "not-original", of: "ada", topics: ["machines"], rests_on: ["no-pretensions"],
            source: (id: "notes"), text: "She holds that the engine is not original."),
    ])"#;

/// The exact text that copying the first entry of [`COLLECTION`] must paste.
pub const PASTE: &str = "“It has no ‘pretensions’ whatever — to originate anything.”\n\
                         — Ada Byron, Notes, The Paper, 1 September 1843";

/// A collection that can't be read: its title, in line 4, column 12, is not a string.
pub const BROKEN: &str = "(\n    schema: 1,\n    id: \"broken\",\n    title: 7,\n)";

/// Writes [`COLLECTION`] into a directory and returns the path of the file.
pub fn collection_in(directory: &Path) -> PathBuf {
    file_in(directory, "engines.ron", COLLECTION)
}

/// Writes a file into a directory and returns its path.
pub fn file_in(directory: &Path, name: &str, text: &str) -> PathBuf {
    let path = directory.join(name);
    fs::write(&path, text).expect("a test can write into its own directory");
    path
}

/// The `PATH` of the tests, the only environment variable passed on to programs under test.
pub fn search_path() -> OsString {
    env::var_os("PATH").unwrap_or_default()
}

/// A `PATH` that starts with these directories and the directory of the program under test.
pub fn path_with(own: &[PathBuf]) -> OsString {
    let programs = Path::new(KZQ).parent().expect("the program is in a directory").to_owned();
    let before = own.iter().cloned().chain([programs]);
    env::join_paths(before.chain(env::split_paths(&search_path()))).expect("these are directories of a PATH")
}

/// Returns the code block of a page below a heading that contains a text.
#[track_caller]
pub fn block_of_page(page: &str, heading: &str, has: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{page}: {error}"));
    let below = text.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("{page} has no “{heading}”")).1;
    let section = below.split("\n## ").next().unwrap_or_default();
    let mut blocks = section.split("\n```").skip(1).step_by(2).filter_map(|block| Some(block.split_once('\n')?.1));
    let found = blocks.find(|block| block.contains(has));
    found.unwrap_or_else(|| panic!("{page}: no block below “{heading}” has {has}")).to_owned()
}

/// Whether a program is installed; prints that the test is skipped if it is not.
pub fn installed(program: &str) -> bool {
    let found = env::split_paths(&search_path()).any(|directory| directory.join(program).is_file());
    if !found {
        aloud!("SKIPPED: {program} is not installed");
    }
    found
}

/// Whether `KZQ_LONG` enables the long runs.
pub fn is_long() -> bool {
    env::var_os("KZQ_LONG").is_some_and(|value| value != "0")
}

/// The number in an environment variable, or `few` if it is not set.
pub fn number_from_env(variable: &str, few: u64) -> u64 {
    env::var(variable).ok().and_then(|number| number.parse().ok()).unwrap_or(few)
}

/// A repeatable random number generator (xorshift64*): it prints its seed, and `KZQ_SEED` sets it.
pub struct Chance(u64);

impl Chance {
    pub fn new() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros();
        let seed = env::var("KZQ_SEED").ok().and_then(|seed| seed.parse().ok());
        let seed = seed.unwrap_or(u64::try_from(now).unwrap_or(1)) | 1;
        aloud!("KZQ_SEED={seed}");
        Self(seed)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) % end
    }
}

/// Must be held while a pty is opened or a process is started: otherwise a starting process may inherit the new pty,
/// which then does not hang up before that process ends.
pub fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts a process.
pub fn start(command: &mut Command) -> Child {
    let _alone = alone();
    command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

/// Polls until a condition is true; returns false if it is still false after [`PATIENCE`].
pub fn eventually(mut condition: impl FnMut() -> bool) -> bool {
    const STEP: Duration = Duration::from_millis(5);
    let until = Instant::now() + PATIENCE;
    loop {
        if condition() {
            return true;
        }
        if Instant::now() > until {
            return false;
        }
        thread::sleep(STEP);
    }
}
