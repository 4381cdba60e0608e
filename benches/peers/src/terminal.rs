//! A program in a real pseudoterminal of 200 by 50, with a timestamp for each write.
//!
//! The end of a frame can't be seen from outside. A program counts as idle if for [`QUIET`] it has neither written a
//! byte nor used the processor. The time that counts is that of the last byte that changed the screen, not of the wait
//! or of output that never ends.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::picture::Picture;
use crate::process::{Memory, cpu_time, memory};
use anyhow::{Context, Result, bail};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// The size of the terminal.
const SIZE: PtySize = PtySize { rows: 50, cols: 200, pixel_width: 0, pixel_height: 0 };

/// Without output and work for this long, the program is idle.
const QUIET: Duration = Duration::from_millis(120);

/// Without output for this long, the program ignores the key.
const SILENCE: Duration = Duration::from_secs(1);

/// A smaller share of CPU time does not count as work: clocks, cursors that blink.
const IDLE_SHARE: f64 = 0.02;

/// How often CPU time is sampled.
const LOOK: Duration = Duration::from_millis(10);

/// The first frame is complete after a pause of this length.
const GAP: Duration = Duration::from_millis(10);

/// The overall timeout.
const PATIENCE: Duration = Duration::from_secs(90);

type Pen = Arc<Mutex<Box<dyn Write + Send>>>;

/// Bytes and their arrival times.
type Chunk = (Instant, Vec<u8>);

/// A running program and its terminal.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    pid: u32,
    pen: Pen,
    chunks: Receiver<Chunk>,
    started: Instant,
    picture: Picture,
    /// Words that show that the screen lists entries.
    first_words: String,
    _master: Box<dyn MasterPty + Send>,
}

/// The timeline of a program, from its start or a key until it is idle.
#[derive(Clone, Copy, Debug, Default)]
pub struct Course {
    /// The first byte.
    pub first_byte: Option<Duration>,
    /// The last byte before the first pause of [`GAP`] with something on the screen.
    pub first_frame: Option<Duration>,
    /// Like `first_frame`, with the first entry on the screen.
    pub first_entries: Option<Duration>,
    /// The last byte that changed the screen.
    pub last_change: Option<Duration>,
    /// The last output or work.
    pub idle: Duration,
}

impl Terminal {
    /// Starts a shell line, which should `exec` the program; `$1` in it is `file`. Its home directory is `home`, which
    /// holds its state from earlier starts; the only other variable of its environment is `PATH`.
    pub fn start(line: &str, file: &Path, home: &Path, first_words: &str) -> Result<Self> {
        let pty = native_pty_system().openpty(SIZE)?;
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", line, "sh"]);
        command.arg(file);
        command.env_clear();
        command.cwd(home);
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", home);
        for (name, value) in [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("LANG", "C.UTF-8")] {
            command.env(name, value);
        }
        let mut reader = pty.master.try_clone_reader()?;
        let pen: Pen = Arc::new(Mutex::new(pty.master.take_writer()?));
        let (sender, chunks) = channel();
        let answering = Arc::clone(&pen);
        thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                let chunk = buffer[..count].to_vec();
                answer_questions(&chunk, &answering);
                if sender.send((Instant::now(), chunk)).is_err() {
                    break;
                }
            }
        });
        let started = Instant::now();
        let child = pty.slave.spawn_command(command)?;
        let pid = child.process_id().context("a process without a number")?;
        let (picture, first_words) = (Picture::new(SIZE.rows, SIZE.cols), first_words.to_owned());
        Ok(Self { child, pid, pen, chunks, started, picture, first_words, _master: pty.master })
    }

    /// Presses keys, waits until the program is idle, and returns its timeline since.
    pub fn press(&mut self, keys: &str) -> Result<Course> {
        while let Ok((_, bytes)) = self.chunks.try_recv() {
            self.picture.draw(&bytes);
        }
        let since = Instant::now();
        write(&self.pen, keys.as_bytes())?;
        self.settle(since)
    }

    /// Waits until the program just started is idle, and returns its timeline.
    pub fn settle_after_start(&mut self) -> Result<Course> {
        self.settle(self.started)
    }

    /// The memory of the program.
    pub fn memory(&self) -> Memory {
        memory(self.pid).unwrap_or_default()
    }

    fn settle(&mut self, since: Instant) -> Result<Course> {
        let mut watch = Watch::new(self.pid, since);
        let (mut chunks, mut last_byte): (Vec<Chunk>, _) = (Vec::new(), since);
        loop {
            match self.chunks.recv_timeout(LOOK) {
                Ok(chunk) => {
                    last_byte = chunk.0;
                    chunks.push(chunk);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => bail!("the program ended"),
            }
            watch.look();
            let quiet = if chunks.is_empty() { SILENCE } else { QUIET };
            let idle_since = last_byte.max(watch.worked_until);
            if idle_since.elapsed() > quiet {
                return Ok(Course { idle: idle_since - since, ..self.read(&chunks, since) });
            }
            if since.elapsed() > PATIENCE {
                bail!("not settled within {} s", PATIENCE.as_secs());
            }
        }
    }

    /// Draws the output and notes when the screen showed what.
    fn read(&mut self, chunks: &[Chunk], since: Instant) -> Course {
        let mut course = Course { first_byte: chunks.first().map(|(at, _)| *at - since), ..Course::default() };
        for (number, (at, bytes)) in chunks.iter().enumerate() {
            let time = *at - since;
            if self.picture.draw(bytes) {
                course.last_change = Some(time);
            }
            let pause = chunks.get(number + 1).is_none_or(|(next, _)| *next - *at >= GAP);
            if pause && !self.picture.is_empty() {
                // Output after the last change only moves the cursor.
                let time = course.last_change.unwrap_or(time);
                course.first_frame.get_or_insert(time);
                if self.picture.shows(&self.first_words) {
                    course.first_entries.get_or_insert(time);
                }
            }
        }
        course
    }
}

impl Drop for Terminal {
    /// Kills the program, if it is still running.
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// Samples whether a process is working.
struct Watch {
    pid: u32,
    work: u64,
    looked: Instant,
    worked_until: Instant,
}

impl Watch {
    fn new(pid: u32, since: Instant) -> Self {
        Self { pid, work: cpu_time(pid), looked: Instant::now(), worked_until: since }
    }

    /// Samples if the last sample is old enough.
    fn look(&mut self) {
        let span = self.looked.elapsed();
        if span < LOOK {
            return;
        }
        let work = cpu_time(self.pid);
        let worked = Duration::from_nanos(work.abs_diff(self.work));
        (self.work, self.looked) = (work, Instant::now());
        if worked > span.mul_f64(IDLE_SHARE) {
            self.worked_until = self.looked;
        }
    }
}

fn write(pen: &Pen, bytes: &[u8]) -> Result<()> {
    let mut pen = pen.lock().unwrap_or_else(PoisonError::into_inner);
    pen.write_all(bytes)?;
    Ok(pen.flush()?)
}

/// Answers the queries that programs send to a terminal at startup, as xterm does.
fn answer_questions(bytes: &[u8], pen: &Pen) {
    const ANSWERS: [(&[u8], &[u8]); 4] = [
        (b"\x1b[6n", b"\x1b[1;1R"),
        (b"\x1b[c", b"\x1b[?62;22c"),
        (b"\x1b]10;?", b"\x1b]10;rgb:cccc/cccc/cccc\x1b\\"),
        (b"\x1b]11;?", b"\x1b]11;rgb:0000/0000/0000\x1b\\"),
    ];
    for (question, answer) in ANSWERS {
        if bytes.windows(question.len()).any(|window| window == question) {
            // A program that has ended needs no answer.
            _ = write(pen, answer);
        }
    }
}
