//! The program as a person runs it: the real binary, in a folder of the test's own.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder to work in, with the data folder `data` in it. Removed with the test.
pub(crate) struct Folder {
    folder: TempDir,
    environment: Vec<(String, String)>,
}

/// What a command said.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) line: String,
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A file as it lies there: its rights and its bytes.
pub(crate) type Snapshot = BTreeMap<PathBuf, (u32, Vec<u8>)>;

impl Folder {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), environment: Vec::new() }
    }

    /// A new store in service.
    pub(crate) fn service() -> Self {
        let folder = Self::empty();
        folder.run(&["init"]).ok();
        folder
    }

    /// A new store for rehearsals. Its clock stands at eleven on Monday 2 November 2026, a working day.
    pub(crate) fn rehearsal() -> Self {
        let folder = Self::empty();
        folder.run(&["init", "--rehearsal", "--at", "2026-11-02T11:00"]).ok();
        folder
    }

    /// With a variable of the environment set for every command.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The folder that commands run in.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A file of the data folder.
    pub(crate) fn data(&self, name: &str) -> PathBuf {
        self.path().join("data").join(name)
    }

    /// Writes a file of the data folder.
    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.data(name), text).unwrap();
    }

    /// The command, ready to run: `--data data` is set, and nothing of the tester's own environment is seen.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_invisibile"));
        command.current_dir(self.path()).env_clear().env("INVISIBILE_DATA", "data").env("RUST_BACKTRACE", "1");
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Serves the desk as a process of its own, on loopback; it logs to `serve.log`.
    pub(crate) fn serve(&self, more: &[&str]) -> Serving {
        let log = fs::File::options().create(true).append(true).open(self.path().join("serve.log")).unwrap();
        let arguments = [&["serve", "--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0"], more].concat();
        let mut child = self.command(&arguments).stderr(log).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut address = || {
            let line = lines.next().expect("the server tells where it listens").unwrap();
            line.split("http://").nth(1).unwrap().split('/').next().unwrap().parse().unwrap()
        };
        let (at, metrics) = (address(), address());
        Serving { child, at, metrics }
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        self.run_with(arguments, "")
    }

    /// Runs a command to its end, with that on standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Said {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        // Who refuses early reads no input, which is no fault.
        let _ = child.stdin.take().unwrap().write_all(input.as_ref());
        let output = child.wait_with_output().unwrap();
        Said {
            line: arguments.join(" "),
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Every file of the data folder, as it lies there.
    pub(crate) fn snapshot(&self) -> Snapshot {
        let mut files = Snapshot::new();
        collect(&self.data(""), &mut files);
        files
    }

    /// As [`Folder::snapshot`], for a test that has a database open itself: reading and closing a file lets go of every
    /// lock that this process holds on it (POSIX `fcntl`), so the files are copied by another process first.
    pub(crate) fn copied_snapshot(&self) -> Snapshot {
        let copy = self.path().join("copy");
        let copied = Command::new("cp").arg("-a").arg(self.data("")).arg(&copy).status().unwrap();
        assert!(copied.success());
        let mut files = Snapshot::new();
        collect(&copy, &mut files);
        fs::remove_dir_all(&copy).unwrap();
        files
    }
}

fn collect(path: &Path, files: &mut Snapshot) {
    let Ok(about) = fs::metadata(path) else { return };
    let mode = about.permissions().mode() & 0o777;
    if about.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            collect(&entry.unwrap().path(), files);
        }
    } else {
        files.insert(path.to_owned(), (mode, fs::read(path).unwrap()));
    }
}

/// A desk that is served by a process of its own.
pub(crate) struct Serving {
    child: Child,
    /// Where browsers reach it.
    pub(crate) at: SocketAddr,
    /// Where Prometheus does.
    pub(crate) metrics: SocketAddr,
}

impl Serving {
    /// Ends it without a word, in the middle of whatever it does.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends it a signal, `INT` or `TERM`; the code with which it ends.
    pub(crate) fn signal(mut self, name: &str) -> Option<i32> {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Said {
    /// The standard output of a command that must have ended well and without a word on standard error.
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "`{}` ended badly: {self:#?}", self.line);
        self.out
    }

    /// The standard output of a command that must have ended well, read as one JSON value.
    #[track_caller]
    pub(crate) fn json(self) -> Value {
        let out = self.ok();
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("no JSON ({error}): {out}"))
    }

    /// The standard output of a command that must have ended well, read as a JSON value a line.
    #[track_caller]
    pub(crate) fn json_lines(self) -> Vec<Value> {
        self.ok().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The standard error of a command that must have been refused in words: no panic, no trace, no answer.
    #[track_caller]
    pub(crate) fn refused(self) -> String {
        assert!(self.code == 1 || self.code == 2, "`{}` was not refused: {self:#?}", self.line);
        for word in ["panicked", "backtrace", "stack", "Error {", "src/", "unwrap"] {
            assert!(!self.err.contains(word), "`{}` shows its inside: {}", self.line, self.err);
        }
        assert_eq!(self.out, "", "`{}` answers and refuses", self.line);
        assert!(self.err.contains("error: "), "`{}` is silent: {}", self.line, self.err);
        self.err
    }
}

/// The keys of a JSON object, in order of the alphabet.
#[track_caller]
pub(crate) fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap_or_else(|| panic!("no object: {value}")).keys().map(String::as_str).collect()
}
