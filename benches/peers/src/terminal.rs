//! A program in a real pseudoterminal of 200 by 50, and when it wrote what.
//!
//! Nothing tells from outside that a frame is whole. A program counts as settled when for [`QUIET`] it has neither
//! written a byte nor used the processor. The time that counts is that of the last byte that changed the screen, not
//! of the wait, nor of what some programs write on without end.

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

/// Neither a byte nor work for so long: the program waits for us.
const QUIET: Duration = Duration::from_millis(120);

/// Not one byte for so long: the program has nothing to say to a key.
const SILENCE: Duration = Duration::from_secs(1);

/// Work below this share of the time is none: clocks that tick, cursors that blink.
const IDLE_SHARE: f64 = 0.02;

/// How often is looked whether the program works.
const LOOK: Duration = Duration::from_millis(10);

/// The first frame is whole when nothing more comes for so long.
const GAP: Duration = Duration::from_millis(10);

/// No program is waited for longer.
const PATIENCE: Duration = Duration::from_secs(90);

type Pen = Arc<Mutex<Box<dyn Write + Send>>>;

/// Bytes, and when they came.
type Chunk = (Instant, Vec<u8>);

/// A running program and its terminal.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    pid: u32,
    pen: Pen,
    chunks: Receiver<Chunk>,
    started: Instant,
    picture: Picture,
    /// Words by which the screen is seen to show entries.
    first_words: String,
    _master: Box<dyn MasterPty + Send>,
}

/// When a program did what, from its start or from a key until it had settled.
#[derive(Clone, Copy, Debug, Default)]
pub struct Course {
    /// The first byte.
    pub first_byte: Option<Duration>,
    /// The last byte before the first pause of [`GAP`] with something on the screen.
    pub first_frame: Option<Duration>,
    /// The same, with the first entry on the screen.
    pub first_entries: Option<Duration>,
    /// The last byte that changed what stands on the screen.
    pub last_change: Option<Duration>,
    /// The last that was written or worked.
    pub idle: Duration,
}

impl Terminal {
    /// Starts a line of shell, which should `exec` the program; `$1` in it is `file`. Its home is `home`, which
    /// decides what it remembers from earlier starts, and it knows no other environment than a `PATH`.
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

    /// Presses keys, waits until the program has settled, and gives what it did since.
    pub fn press(&mut self, keys: &str) -> Result<Course> {
        while let Ok((_, bytes)) = self.chunks.try_recv() {
            self.picture.draw(&bytes);
        }
        let since = Instant::now();
        write(&self.pen, keys.as_bytes())?;
        self.settle(since)
    }

    /// Waits until the program that was just started has settled, and gives what it did.
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

    /// Draws what was written and sees when the screen showed what.
    fn read(&mut self, chunks: &[Chunk], since: Instant) -> Course {
        let mut course = Course { first_byte: chunks.first().map(|(at, _)| *at - since), ..Course::default() };
        for (number, (at, bytes)) in chunks.iter().enumerate() {
            let time = *at - since;
            if self.picture.draw(bytes) {
                course.last_change = Some(time);
            }
            let pause = chunks.get(number + 1).is_none_or(|(next, _)| *next - *at >= GAP);
            if pause && !self.picture.is_empty() {
                // What comes after the last change only moves the cursor.
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
    /// Ends the program; where it has ended already, that is as well.
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// Sees whether a process works.
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

    /// Looks, where the last look was a while ago.
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

/// Answers what programs ask a terminal at their start, as xterm does.
fn answer_questions(bytes: &[u8], pen: &Pen) {
    const ANSWERS: [(&[u8], &[u8]); 4] = [
        (b"\x1b[6n", b"\x1b[1;1R"),
        (b"\x1b[c", b"\x1b[?62;22c"),
        (b"\x1b]10;?", b"\x1b]10;rgb:cccc/cccc/cccc\x1b\\"),
        (b"\x1b]11;?", b"\x1b]11;rgb:0000/0000/0000\x1b\\"),
    ];
    for (question, answer) in ANSWERS {
        if bytes.windows(question.len()).any(|window| window == question) {
            // A program that has ended meanwhile needs no answer.
            _ = write(pen, answer);
        }
    }
}
