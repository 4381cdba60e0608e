//! Runs kzq without a terminal: one command and its output.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use super::{KZQ, search_path, start};

/// A run of kzq with pipes for stdin, stdout and stderr, its own home directory, and no environment except `PATH`.
pub struct Run {
    command: Command,
    stdin: Vec<u8>,
    home: TempDir,
}

/// The result of a run.
#[derive(Debug)]
pub struct Done {
    /// The exit code; `None` if it was killed by a signal.
    pub code: Option<i32>,
    /// Everything written to stdout.
    pub stdout: String,
    /// Everything written to stderr.
    pub stderr: String,
}

/// Prepares a run with these arguments.
pub fn kzq<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Run {
    program(KZQ, args)
}

fn program<A: AsRef<OsStr>>(program: &str, args: impl IntoIterator<Item = A>) -> Run {
    let home = TempDir::new().expect("a temporary directory");
    let mut command = Command::new(program);
    command.args(args).env_clear().env("PATH", search_path()).env("HOME", home.path()).current_dir(home.path());
    Run { command, stdin: Vec::new(), home }
}

/// Prepares a run with arguments that can write no byte to a file, as on a full disk.
pub fn kzq_without_room<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Run {
    let shell = program("sh", ["-c", "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"", KZQ]);
    args.into_iter().fold(shell, Run::arg)
}

impl Run {
    /// Adds an argument.
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Sets the working directory.
    pub fn directory(mut self, directory: &Path) -> Self {
        self.command.current_dir(directory);
        self
    }

    /// Sets the input on stdin.
    pub fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdin = bytes.into();
        self
    }

    /// The home and working directory of the run.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Runs it to completion.
    pub fn run(mut self) -> Done {
        self.command.stdout(Stdio::piped());
        self.finish()
    }

    /// Runs it with this stdout, which is not captured.
    pub fn run_with_stdout(mut self, stdout: impl Into<Stdio>) -> Done {
        self.command.stdout(stdout);
        self.finish()
    }

    fn finish(mut self) -> Done {
        let mut child = start(self.command.stdin(Stdio::piped()).stderr(Stdio::piped()));
        let mut stdin = child.stdin.take().expect("stdin is a pipe");
        // A command that does not read stdin may have exited already.
        let _ = stdin.write_all(&self.stdin);
        drop(stdin);
        child.wait_with_output().expect("kzq ends").into()
    }
}

impl From<Output> for Done {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("kzq writes UTF-8");
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

/// The write end of a pipe whose read end is closed.
pub fn closed_pipe() -> Stdio {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    writer.into()
}

/// A device that is always full.
pub fn full_device() -> File {
    File::options().write(true).open("/dev/full").expect("Linux has a device that is full")
}
