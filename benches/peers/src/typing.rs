//! kzq, fzf and skim in a terminal: time to the first entries, cost of a key, memory.

use std::path::{Path, PathBuf};

use anyhow::Result;
use tempfile::TempDir;

use crate::bench::{Effort, Selection, in_turn};
use crate::collection::Collection;
use crate::cost::TYPED;
use crate::programs::find;
use crate::table::{Samples, Table, figure, ratio};
use crate::terminal::{Course, Terminal};

/// A program started in the terminal, and its measurements.
struct Player {
    name: &'static str,
    /// The shell line that becomes the program; `None` if it is not installed.
    line: Option<String>,
    file: PathBuf,
    /// Pressed before typing.
    prelude: &'static str,
    /// Its state directory; `None` for a fresh one at every start.
    home: Option<TempDir>,
    start: Start,
    keys: [Keys; TYPED.len()],
    spent: f64,
    failed: bool,
}

/// The times of the keys of one text, in milliseconds; kept apart because fzf caches earlier results.
#[derive(Default)]
struct Keys {
    typed: Samples,
    deleted: Samples,
}

impl Keys {
    fn all(&self) -> Samples {
        let mut all = self.typed.clone();
        all.join(&self.deleted);
        all
    }
}

/// Times in milliseconds from the start of the process, and memory in megabytes.
#[derive(Default)]
struct Start {
    first_byte: Samples,
    first_frame: Samples,
    first_entries: Samples,
    last_change: Samples,
    idle: Samples,
    settled: Samples,
    own: Samples,
    peak: Samples,
    typed_peak: Samples,
}

impl Player {
    fn new(name: &'static str, line: Option<String>, file: &Path) -> Self {
        let (start, keys) = (Start::default(), Default::default());
        let file = file.to_owned();
        Self { name, line, file, prelude: "", home: None, start, keys, spent: 0.0, failed: false }
    }

    /// kzq at its first start, with an empty cache.
    fn kzq(program: &Path, collection: &Collection) -> Self {
        let line = format!("exec '{}' --data \"$1\"", program.display());
        Self { prelude: "/", ..Self::new("kzq", Some(line), &collection.ron) }
    }

    /// kzq at a later start, with a warm cache.
    fn kzq_again(program: &Path, collection: &Collection) -> Result<Self> {
        let home = Some(TempDir::new()?);
        Ok(Self { name: "kzq, reopened", home, ..Self::kzq(program, collection) })
    }

    fn filter(name: &'static str, collection: &Collection) -> Self {
        let line = find(name).map(|program| format!("exec '{}' < \"$1\"", program.display()));
        Self::new(name, line, &collection.txt)
    }

    /// Starts it, waits until it is idle, and types if time allows.
    fn play(&mut self, effort: Effort, first_words: &str, types: bool) -> Result<()> {
        let Some(line) = &self.line else { return Ok(()) };
        let fresh = TempDir::new()?;
        let home = self.home.as_ref().unwrap_or(&fresh);
        let mut terminal = Terminal::start(line, &self.file, home.path(), first_words)?;
        self.start.add(terminal.settle_after_start()?);
        let memory = terminal.memory();
        self.start.settled.add(megabytes(memory.now));
        self.start.own.add(megabytes(memory.own));
        self.start.peak.add(megabytes(memory.peak));
        if types && self.spent < effort.patience.as_secs_f64() * 1e3 {
            self.type_texts(&mut terminal)?;
            self.start.typed_peak.add(megabytes(terminal.memory().peak));
        }
        Ok(())
    }

    fn type_texts(&mut self, terminal: &mut Terminal) -> Result<()> {
        if !self.prelude.is_empty() {
            terminal.press(self.prelude)?;
        }
        for (text, keys) in TYPED.iter().zip(&mut self.keys) {
            let deleted = std::iter::repeat_n('\x7f', text.chars().count());
            for key in text.chars().chain(deleted) {
                let course = terminal.press(key.encode_utf8(&mut [0; 4]))?;
                let samples = if key == '\x7f' { &mut keys.deleted } else { &mut keys.typed };
                if let Some(time) = course.last_change {
                    samples.add_time(time);
                    self.spent += time.as_secs_f64() * 1e3;
                }
            }
        }
        Ok(())
    }
}

impl Start {
    fn add(&mut self, course: Course) {
        let times = [
            (&mut self.first_byte, course.first_byte),
            (&mut self.first_frame, course.first_frame),
            (&mut self.first_entries, course.first_entries),
            (&mut self.last_change, course.last_change),
            (&mut self.idle, Some(course.idle)),
        ];
        for (samples, time) in times {
            if let Some(time) = time {
                samples.add_time(time);
            }
        }
    }
}

/// The measurements in the terminal, as tables.
pub struct Tables {
    /// The cost of a key.
    pub keys: String,
    /// The start.
    pub start: String,
    /// The memory.
    pub memory: String,
}

/// Starts every program in turn, round by round, and types into some of them.
pub fn in_terminal(program: &Path, collection: &Collection, (effort, only): (Effort, &Selection)) -> Result<Tables> {
    let mut players = vec![Player::kzq(program, collection), Player::kzq_again(program, collection)?];
    let filters = ["fzf", "sk"].into_iter().filter(|name| only.has(name));
    players.extend(filters.map(|name| Player::filter(name, collection)));
    let first_words = collection.first_words();
    // The warm start needs a cache from before its first measurement.
    let mut before = Player { start: Start::default(), ..Player::kzq_again(program, collection)? };
    before.play(effort, &first_words, false)?;
    players[1].home = before.home.take();
    for round in 0..effort.starts {
        for at in in_turn(players.len(), round) {
            let player = &mut players[at];
            if player.failed {
                continue;
            }
            if let Err(error) = player.play(effort, &first_words, round < effort.typed) {
                eprintln!("{} in the terminal: {error:#}", player.name);
                player.failed = true;
            }
        }
    }
    Ok(Tables { keys: keys_table(&players), start: start_table(&players), memory: memory_table(&players, collection) })
}

fn keys_table(players: &[Player]) -> String {
    let mut table = Table::new(&["text", "program", "keys", "typed, median", "deleted, median", "worst"]);
    for (number, text) in TYPED.iter().enumerate() {
        let kzq = &players[0].keys[number];
        for player in players {
            let keys = &player.keys[number];
            let cells = [
                format!("`{text}`"),
                player.label(),
                keys.all().len().to_string(),
                beside(keys.typed.median(), kzq.typed.median(), player),
                beside(keys.deleted.median(), kzq.deleted.median(), player),
                beside(keys.all().worst(), kzq.all().worst(), player),
            ];
            table.row(cells);
        }
    }
    table.finish()
}

fn start_table(players: &[Player]) -> String {
    let mut table =
        Table::new(&["program", "starts", "first byte", "first frame", "first entries", "last change", "idle"]);
    let kzq = &players[0].start;
    for player in players {
        let start = &player.start;
        let cells = [
            player.label(),
            start.first_byte.len().to_string(),
            beside(start.first_byte.median(), kzq.first_byte.median(), player),
            beside(start.first_frame.median(), kzq.first_frame.median(), player),
            beside(start.first_entries.median(), kzq.first_entries.median(), player),
            beside(start.last_change.median(), kzq.last_change.median(), player),
            beside(start.idle.median(), kzq.idle.median(), player),
        ];
        table.row(cells);
    }
    table.finish()
}

fn memory_table(players: &[Player], collection: &Collection) -> String {
    let mut table =
        Table::new(&["program", "file", "settled", "anonymous", "peak", "peak after typing", "peak / file"]);
    for player in players {
        let (start, size) = (&player.start, std::fs::metadata(&player.file).map_or(0, |file| file.len()));
        let most = start.typed_peak.median().or(start.peak.median());
        let file = if player.file == collection.ron { "RON" } else { "lines" };
        let cells = [
            player.label(),
            format!("{file}, {}", figure(Some(megabytes(size)))),
            figure(start.settled.median()),
            figure(start.own.median()),
            figure(start.peak.median()),
            figure(start.typed_peak.median()),
            figure(most.map(|most| most / megabytes(size))),
        ];
        table.row(cells);
    }
    table.finish()
}

fn beside(value: Option<f64>, kzq: Option<f64>, player: &Player) -> String {
    figure(value) + &if player.name == "kzq" { String::new() } else { ratio(value, kzq) }
}

impl Player {
    fn label(&self) -> String {
        match self {
            Self { line: None, name, .. } => format!("{name}: not installed"),
            Self { failed: true, name, .. } => format!("{name}: failed"),
            Self { name, .. } => (*name).to_owned(),
        }
    }
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
