//! Information about processes from `/proc` (`proc_pid_stat(5)`, `proc_pid_status(5)`).

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use rustix::process::Pid;

/// A snapshot of a process.
pub struct Process {
    /// Its id.
    pub pid: Pid,
    /// The id of its parent.
    pub parent: Option<Pid>,
    /// Whether it is stopped, for example by Ctrl-Z.
    pub is_stopped: bool,
    /// Whether it has ended but its parent has not waited for it.
    pub is_zombie: bool,
    /// Its CPU time.
    pub work: Duration,
}

impl Process {
    /// The process with this id, if there is one.
    pub fn of(pid: Pid) -> Option<Self> {
        let line = fs::read_to_string(directory(pid).join("stat")).ok()?;
        // The name, in parentheses, may contain spaces, the rest does not. The rest starts with the third field.
        let (_, rest) = line.rsplit_once(") ")?;
        let fields: Vec<&str> = rest.split(' ').collect();
        let field = |number: usize| fields[number - 3];
        let ticks = |number| field(number).parse::<u64>().ok();
        Some(Self {
            pid,
            parent: Pid::from_raw(field(4).parse().ok()?),
            is_stopped: field(3) == "T",
            is_zombie: field(3) == "Z",
            // A tick is a hundredth of a second on every current Linux.
            work: Duration::from_millis(10 * (ticks(14)? + ticks(15)?)),
        })
    }

    /// All visible processes.
    pub fn all() -> impl Iterator<Item = Self> {
        let ids = fs::read_dir("/proc").expect("Linux has /proc").filter_map(|entry| {
            let name = entry.ok()?.file_name();
            Pid::from_raw(name.to_str()?.parse().ok()?)
        });
        ids.filter_map(Self::of)
    }

    /// Whether its last argument is this one.
    pub fn last_argument_is(&self, argument: &str) -> bool {
        let ending = format!("\0{argument}\0");
        fs::read(directory(self.pid).join("cmdline")).is_ok_and(|line| line.ends_with(ending.as_bytes()))
    }

    /// Whether its environment contains a variable with this value.
    pub fn has_variable(&self, name: &str, value: &str) -> bool {
        let wanted = format!("{name}={value}");
        let variables = fs::read(directory(self.pid).join("environ")).unwrap_or_default();
        variables.split(|&byte| byte == 0).any(|variable| variable == wanted.as_bytes())
    }
}

/// A thread of a process: its id and its name.
pub type Thread = (u32, String);

/// The number of context switches, voluntary or not, of each thread of a process.
pub fn context_switches(pid: Pid) -> BTreeMap<Thread, u64> {
    let threads = fs::read_dir(directory(pid).join("task")).expect("the process is there");
    let of_thread = |path: PathBuf| {
        let id = path.file_name()?.to_str()?.parse().ok()?;
        let status = fs::read_to_string(path.join("status")).ok()?;
        let switches = ["voluntary_ctxt_switches", "nonvoluntary_ctxt_switches"].map(|name| number(&status, name));
        Some(((id, field(&status, "Name")?.to_owned()), switches.into_iter().sum::<Option<u64>>()?))
    };
    threads.filter_map(|thread| of_thread(thread.ok()?.path())).collect()
}

/// The memory in use by a process (resident set), in bytes.
pub struct ResidentMemory {
    /// Memory that belongs to this process only.
    pub own: u64,
    /// Pages of memory-mapped files, including the program itself.
    pub of_files: u64,
}

impl ResidentMemory {
    /// The current memory of a process.
    pub fn of(pid: Pid) -> Self {
        let status = fs::read_to_string(directory(pid).join("status")).expect("the process is there");
        let bytes = |name| 1024 * number(&status, name).expect("a process has memory");
        Self { own: bytes("RssAnon"), of_files: bytes("RssFile") }
    }
}

/// A field of a status file.
fn field<'s>(status: &'s str, name: &str) -> Option<&'s str> {
    status.lines().find_map(|line| Some(line.strip_prefix(name)?.strip_prefix(':')?.trim()))
}

/// The number at the beginning of a field of a status file.
fn number(status: &str, name: &str) -> Option<u64> {
    field(status, name)?.split(' ').next()?.parse().ok()
}

fn directory(pid: Pid) -> PathBuf {
    format!("/proc/{}", pid.as_raw_nonzero()).into()
}
