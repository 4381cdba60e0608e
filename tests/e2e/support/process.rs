//! What Linux tells of processes (`proc_pid_stat(5)`, `proc_pid_status(5)`).

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use rustix::process::Pid;

/// A process as it was when it was looked at.
pub struct Process {
    /// Its id.
    pub pid: Pid,
    /// The id of its parent.
    pub parent: Option<Pid>,
    /// Whether it is stopped, as by Ctrl-Z.
    pub is_stopped: bool,
    /// Whether it has ended, but its parent has not waited for it.
    pub is_zombie: bool,
    /// The time it had on a processor.
    pub work: Duration,
}

impl Process {
    /// A process; `None` where there is none of this id.
    pub fn of(pid: Pid) -> Option<Self> {
        let line = fs::read_to_string(directory(pid).join("stat")).ok()?;
        // The name, in parentheses, may hold blanks; what follows does not. It begins with the third field.
        let (_, rest) = line.rsplit_once(") ")?;
        let fields: Vec<&str> = rest.split(' ').collect();
        let field = |number: usize| fields[number - 3];
        let ticks = |number| field(number).parse::<u64>().ok();
        Some(Self {
            pid,
            parent: Pid::from_raw(field(4).parse().ok()?),
            is_stopped: field(3) == "T",
            is_zombie: field(3) == "Z",
            // A tick is a hundredth of a second on every Linux of today.
            work: Duration::from_millis(10 * (ticks(14)? + ticks(15)?)),
        })
    }

    /// All processes that can be seen.
    pub fn all() -> impl Iterator<Item = Self> {
        let ids = fs::read_dir("/proc").expect("Linux has /proc").filter_map(|entry| {
            let name = entry.ok()?.file_name();
            Pid::from_raw(name.to_str()?.parse().ok()?)
        });
        ids.filter_map(Self::of)
    }

    /// Whether its last argument is this one.
    pub fn ends_in(&self, argument: &str) -> bool {
        let ending = format!("\0{argument}\0");
        fs::read(directory(self.pid).join("cmdline")).is_ok_and(|line| line.ends_with(ending.as_bytes()))
    }

    /// Whether it was started with a variable of this value.
    pub fn has_variable(&self, name: &str, value: &str) -> bool {
        let wanted = format!("{name}={value}");
        let variables = fs::read(directory(self.pid).join("environ")).unwrap_or_default();
        variables.split(|&byte| byte == 0).any(|variable| variable == wanted.as_bytes())
    }
}

/// A thread of a process: its id and its name.
pub type Thread = (u32, String);

/// How often each thread of a process has been on a processor and left it again, to wait or because another had its turn.
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

/// The memory of a process that is in use (the resident set), in bytes.
pub struct ResidentMemory {
    /// What no other process has.
    pub own: u64,
    /// What was read of files that are mapped into memory, the program itself among them.
    pub of_files: u64,
}

impl ResidentMemory {
    /// The memory of a process now.
    pub fn of(pid: Pid) -> Self {
        let status = fs::read_to_string(directory(pid).join("status")).expect("the process is there");
        let bytes = |name| 1024 * number(&status, name).expect("a process has memory");
        Self { own: bytes("RssAnon"), of_files: bytes("RssFile") }
    }
}

/// A field of a status.
fn field<'s>(status: &'s str, name: &str) -> Option<&'s str> {
    status.lines().find_map(|line| Some(line.strip_prefix(name)?.strip_prefix(':')?.trim()))
}

/// The number that a field of a status begins with.
fn number(status: &str, name: &str) -> Option<u64> {
    field(status, name)?.split(' ').next()?.parse().ok()
}

fn directory(pid: Pid) -> PathBuf {
    format!("/proc/{}", pid.as_raw_nonzero()).into()
}
