//! The peers that are programs: one process per query, timed from start to end.

use std::collections::HashMap;
use std::env;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

use crate::peer::{BEST, Found, Peer};

/// Timeout of one query.
const PATIENCE: Duration = Duration::from_mins(2);

/// Finds a program on the `PATH`.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|directory| directory.join(name)).find(|file| file.is_file())
}

/// The version that a program prints, on one line.
pub fn version(program: &Path) -> String {
    let output = Command::new(program).arg("--version").output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    text.lines().next().unwrap_or("of an unknown version").to_owned()
}

/// The lines of a collection as the programs read them, and the entry of each line.
pub struct Lines {
    file: PathBuf,
    numbers: HashMap<String, usize>,
}

impl Lines {
    /// Reads a file. Equal lines all map to the first one, which is as good an answer.
    pub fn new(file: &Path, lines: &[String]) -> Rc<Self> {
        let mut numbers = HashMap::with_capacity(lines.len());
        for (number, line) in lines.iter().enumerate() {
            numbers.entry(line.clone()).or_insert(number);
        }
        Rc::new(Self { file: file.to_owned(), numbers })
    }
}

/// A filter that ranks: `PROGRAM OPTIONS --filter QUERY < FILE`.
pub struct Filter {
    name: &'static str,
    program: PathBuf,
    options: &'static [&'static str],
    lines: Rc<Lines>,
}

impl Filter {
    /// fzf, where it is installed.
    pub fn fzf(lines: &Rc<Lines>) -> Option<Self> {
        Some(Self { name: "fzf", program: find("fzf")?, options: &[], lines: Rc::clone(lines) })
    }

    /// skim, where it is installed.
    pub fn skim(lines: &Rc<Lines>) -> Option<Self> {
        Some(Self { name: "sk", program: find("sk")?, options: &[], lines: Rc::clone(lines) })
    }

    /// skim with typos allowed, where it is installed.
    pub fn skim_with_typos(lines: &Rc<Lines>) -> Option<Self> {
        Some(Self { name: "sk --typos", options: &["--typos=smart"], ..Self::skim(lines)? })
    }
}

impl Peer for Filter {
    fn name(&self) -> &'static str {
        self.name
    }

    fn is_program(&self) -> bool {
        true
    }

    fn ask(&mut self, query: &str) -> Result<Found> {
        let file = std::fs::File::open(&self.lines.file)?;
        let mut command = Command::new(&self.program);
        command.args(self.options).arg("--filter").arg(query).stdin(file).env_remove("FZF_DEFAULT_OPTS");
        command.env_remove("SKIM_DEFAULT_OPTIONS").stdout(Stdio::piped()).stderr(Stdio::null());
        let child = command.spawn().with_context(|| format!("starting {}", self.name))?;
        read_found(child, &self.lines)
    }
}

/// ripgrep, which does not rank: a pipe of one process per word, each a literal in any case.
pub struct Ripgrep {
    program: PathBuf,
    lines: Rc<Lines>,
}

impl Ripgrep {
    /// ripgrep, where it is installed.
    pub fn new(lines: &Rc<Lines>) -> Option<Self> {
        Some(Self { program: find("rg")?, lines: Rc::clone(lines) })
    }

    fn start(&self, step: &str, input: impl Into<Stdio>) -> Result<Child> {
        let mut command = Command::new(&self.program);
        command.args(["--no-config", "--no-filename", "--ignore-case", "--fixed-strings"]);
        let literal = step.strip_prefix('!').inspect(|_| _ = command.arg("--invert-match")).unwrap_or(step);
        command.arg("-e").arg(literal).arg("-").stdin(input).stdout(Stdio::piped()).stderr(Stdio::null());
        command.spawn().context("starting rg")
    }
}

impl Peer for Ripgrep {
    fn name(&self) -> &'static str {
        "rg"
    }

    fn is_program(&self) -> bool {
        true
    }

    /// One step per line, so that a phrase stays whole.
    fn translate(&self, query: &str) -> String {
        if let Some(phrase) = query.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            return phrase.to_owned();
        }
        let words = query.split_whitespace().filter(|word| !word.contains(':'));
        words.collect::<Vec<_>>().join("\n")
    }

    fn ask(&mut self, query: &str) -> Result<Found> {
        let mut running: Vec<Child> = Vec::new();
        for step in query.lines() {
            let output = running.last_mut().and_then(|child| child.stdout.take());
            let input = match output {
                Some(output) => Stdio::from(output),
                None => Stdio::from(std::fs::File::open(&self.lines.file)?),
            };
            running.push(self.start(step, input)?);
        }
        let Some(last) = running.pop() else { bail!("an empty query") };
        let found = read_found(last, &self.lines);
        for mut child in running {
            child.wait()?;
        }
        found
    }
}

/// Reads the program's output to its end; kills the program after the timeout.
fn read_found(mut child: Child, lines: &Lines) -> Result<Found> {
    let output = child.stdout.take().context("no output")?;
    let pid = Pid::from_child(&child);
    let (ended, watch) = mpsc::channel::<()>();
    let watchdog = thread::spawn(move || {
        let late = watch.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout);
        // It may have exited meanwhile, but it was not reaped, so the process id is still its own.
        late && kill_process(pid, Signal::KILL).is_ok()
    });
    let found = read_lines(BufReader::with_capacity(1 << 16, output), lines);
    drop(ended);
    let late = watchdog.join().unwrap_or(true);
    child.wait()?;
    if late {
        bail!("no answer within {} s", PATIENCE.as_secs());
    }
    found
}

fn read_lines(mut output: impl BufRead, lines: &Lines) -> Result<Found> {
    let (mut found, mut line) = (Found::default(), Vec::new());
    while output.read_until(b'\n', &mut line)? > 0 {
        if found.best.len() < BEST {
            let text = String::from_utf8_lossy(line.strip_suffix(b"\n").unwrap_or(&line));
            found.best.extend(lines.numbers.get(&*text));
        }
        found.hits += 1;
        line.clear();
    }
    Ok(found)
}
