//! How quick *Oggi* and *Prendi il prossimo* are for fifty people at once, beside a static page of the same size.
//!
//! `cargo bench --bench desk [-- SECONDS]` makes a store on SQLite with 40,000 invented numbers in 25 territories and
//! 50 operators, serves it with the program itself, signs everybody in, and lets `wrk` (Debian's package `wrk`) ask
//! for the pages in two ways: as people do, each about once a second, and without a breath, each as soon as the last
//! answer is there. A static page of the size of *Oggi* is served beside it by the same library. Times are those of
//! the whole answer. A row that was taken is given back, and `wrk` tells the times of both together: of what it
//! tells, the slowest in two hundred bound the slowest in a hundred of the claims, whatever the others took.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a measurement tells, and stops where it cannot go on"
)]

mod seed;
mod user;

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use tokio::time::Instant;
use user::User;

/// The pause of somebody who works fast: people do one thing in many seconds.
const PAUSE: Duration = Duration::from_secs(1);
const ADDRESS_FOLLOWS: &str = " http://";

/// A process that serves, ended with this value.
struct Server {
    process: Child,
    at: SocketAddr,
}

impl Server {
    /// Starts a command that tells its address in its first line.
    fn start(command: &mut Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.split(ADDRESS_FOLLOWS).nth(1).unwrap().split('/').next().unwrap();
        let at = address.parse().unwrap();
        Self { process, at }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Static,
    Today,
    Claim,
}

/// What one way of asking came to: answers a second, and milliseconds.
struct Times {
    a_second: f64,
    median: f64,
    p99: f64,
    longest: f64,
}

impl Times {
    fn tell(&self, what: &str, beside: Option<&Self>) {
        let Self { a_second, median, p99, longest } = self;
        print!("{what:34} {a_second:>7.0}/s  p50 {median:>7.2} ms  p99 {p99:>7.2} ms  longest {longest:>7.2} ms");
        match beside {
            Some(plain) => println!("  p50 ×{:.1}, p99 ×{:.1}", median / plain.median, p99 / plain.p99),
            None => println!(),
        }
    }
}

/// What the load tool works with.
struct Load {
    script: PathBuf,
    people: PathBuf,
    count: usize,
}

impl Load {
    /// Writes the script and the people's sessions into that folder.
    fn of(folder: &Path, users: &[User]) -> Self {
        let (script, people) = (folder.join("people.lua"), folder.join("sessions.lua"));
        std::fs::write(&script, include_str!("people.lua")).unwrap();
        let sessions: Vec<String> = users.iter().map(User::in_lua).collect();
        std::fs::write(&people, format!("return {{ {} }}", sessions.join(",\n"))).unwrap();
        Self { script, people, count: users.len() }
    }

    /// Has everybody ask for so long; `pause` is the time that each takes between an answer and the next act.
    fn ask(&self, at: SocketAddr, what: What, pause: Option<Duration>, seconds: u64) -> Times {
        let name = match what {
            What::Static => "static",
            What::Today => "today",
            What::Claim => "claim",
        };
        let count = self.count.to_string();
        let told = Command::new("wrk")
            .args(["--threads", &count, "--connections", &count, "--duration", &format!("{seconds}s"), "--script"])
            .arg(&self.script)
            .arg(format!("http://{at}"))
            .env("WHAT", name)
            .env("PEOPLE", &self.people)
            .env("COUNT", &count)
            .env("PAUSE", pause.unwrap_or_default().as_millis().to_string())
            .output()
            .unwrap_or_else(|error| panic!("the load tool: {error}: install wrk (on Debian the package is `wrk`)"));
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        let line = told.lines().find_map(|line| line.strip_prefix("told: ")).unwrap_or_else(|| panic!("wrk: {told}"));
        let sums: Vec<f64> = line.split(' ').map(|sum| sum.parse().unwrap()).collect();
        let [answers, micros, median, p99, p995, longest] = sums[..] else { panic!("wrk: {line}") };
        // Every other answer gives a row back.
        let (acts, p99) = if what == What::Claim { (answers / 2.0, p995) } else { (answers, p99) };
        let millis = |micros: f64| micros / 1e3;
        let (median, p99, longest) = (millis(median), millis(p99), millis(longest));
        Times { a_second: acts / micros * 1e6, median, p99, longest }
    }
}

/// Serves a page of that many bytes, in a process of its own.
async fn serve_static(bytes: usize) {
    let page: &'static str = Box::leak("x".repeat(bytes).into_boxed_str());
    let head = [("content-type", "text/html; charset=utf-8"), ("cache-control", "no-store")];
    let routes = Router::new().route("/", get(move || async move { (head, page) }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("The page is at http://{}/ .", listener.local_addr().unwrap());
    axum::serve(listener, routes).await.unwrap();
}

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let runtime =
        |threads| tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build().unwrap();
    if let Some(bytes) = words.iter().position(|word| word == "--static").and_then(|at| words.get(at + 1)) {
        // As many threads as the program takes.
        let threads = std::thread::available_parallelism().unwrap().get();
        return runtime(threads).block_on(serve_static(bytes.parse().unwrap()));
    }
    let seconds = words.iter().skip(1).find_map(|word| word.parse().ok()).unwrap_or(20);
    runtime(1).block_on(measure(seconds));
}

async fn measure(seconds: u64) {
    let folder = tempfile::tempdir().unwrap();
    let begun = Instant::now();
    let names = seed::fill(folder.path()).await;
    println!(
        "{} numbers in {} territories, {} operators, filled in {:.0} s",
        seed::NUMBERS,
        seed::TERRITORIES,
        names.len(),
        begun.elapsed().as_secs_f64()
    );
    let program = env!("CARGO_BIN_EXE_invisibile");
    let data = folder.path().join("data");
    let served = Server::start(
        Command::new(program).arg("--data").arg(&data).args(["serve", "--listen", "127.0.0.1:0"]).stderr(Stdio::null()),
    );
    let mut users = Vec::new();
    for name in &names {
        users.push(User::signed_in(served.at, name).await);
    }
    // The first operator of each territory opens its day.
    let mut first: Vec<Duration> = users.iter().take(seed::TERRITORIES).map(|user| user.first_look).collect();
    first.sort_unstable();
    let at = |which: usize| first[which].as_secs_f64() * 1e3;
    println!(
        "the first look of a day in a territory, which plans it: median {:.1} ms, longest {:.1} ms",
        at(first.len() / 2),
        at(first.len() - 1)
    );
    for user in &mut users {
        user.get("/today").await;
    }
    let size = users[0].length;
    println!("Oggi has {} rows, {size} bytes", users[0].rows);
    let page = Server::start(
        Command::new(std::env::current_exe().unwrap()).args(["--static", &size.to_string()]).stderr(Stdio::null()),
    );
    let load = Load::of(folder.path(), &users);
    for (way, pause) in [("as people do", Some(PAUSE)), ("without a breath", None)] {
        println!("\n{way}, {} at once, {seconds} s each", names.len());
        let plain = load.ask(page.at, What::Static, pause, seconds);
        plain.tell("a static page of the same size", None);
        load.ask(served.at, What::Today, pause, seconds).tell("Oggi", Some(&plain));
        load.ask(served.at, What::Claim, pause, seconds).tell("Prendi il prossimo", Some(&plain));
    }
}
