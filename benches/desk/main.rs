//! How quick *Oggi* and *Prendi il prossimo* are for fifty people at once, beside a static page of the same size.
//!
//! `cargo bench --bench desk [-- SECONDS]` makes a store on SQLite with 40,000 invented numbers in 25 territories and
//! 50 operators, serves it with the program itself, signs everybody in, and asks for the pages in two ways: as people
//! do, each about once a second, and without a breath, each as soon as the last answer is there. A static page of the
//! size of *Oggi* is served beside it by the same library. Times are those of the whole answer, as the browser sees it.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement tells, and stops where it cannot go on")]

mod seed;
mod user;

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use tokio::task::JoinSet;
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

/// The times of one way of asking.
struct Times(Vec<Duration>, Duration);

impl Times {
    fn at(&self, thousandth: usize) -> f64 {
        self.0[(self.0.len() - 1) * thousandth / 1_000].as_secs_f64() * 1e3
    }

    fn tell(&self, what: &str, beside: Option<&Self>) {
        let a_second = f64::from(u32::try_from(self.0.len()).unwrap()) / self.1.as_secs_f64();
        print!(
            "{what:34} {:>7} answers, {a_second:>7.0}/s  p50 {:>7.2} ms  p99 {:>7.2} ms  longest {:>7.2} ms",
            self.0.len(),
            self.at(500),
            self.at(990),
            self.at(1_000)
        );
        match beside {
            Some(plain) => {
                println!("  p50 ×{:.1}, p99 ×{:.1}", self.at(500) / plain.at(500), self.at(990) / plain.at(990));
            }
            None => println!(),
        }
    }
}

/// Has everybody ask for so long; `pause` is the time that each takes between an answer and the next act.
async fn ask(users: &mut Vec<User>, what: What, pause: Option<Duration>, seconds: u64) -> Times {
    let begun = Instant::now();
    let end = begun + Duration::from_secs(seconds);
    let mut tasks = JoinSet::new();
    let count = u32::try_from(users.len()).unwrap();
    for (index, mut user) in users.drain(..).enumerate() {
        // People do not act in step.
        let late = pause.unwrap_or_default() * u32::try_from(index).unwrap() / count;
        tasks.spawn(async move {
            let mut times = Vec::new();
            tokio::time::sleep(late).await;
            while Instant::now() < end {
                let asked = Instant::now();
                match what {
                    What::Static => user.get("/").await,
                    What::Today => user.get("/today").await,
                    What::Claim => user.claim().await,
                }
                times.push(asked.elapsed());
                if what == What::Claim {
                    user.give_back().await;
                }
                if let Some(pause) = pause {
                    tokio::time::sleep(pause).await;
                }
            }
            (user, times)
        });
    }
    let mut all = Vec::new();
    for (user, times) in tasks.join_all().await {
        users.push(user);
        all.extend(times);
    }
    all.sort_unstable();
    Times(all, begun.elapsed())
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
    let mut readers = Vec::new();
    for _ in &names {
        readers.push(User::at(page.at).await);
    }
    for (way, pause) in [("as people do", Some(PAUSE)), ("without a breath", None)] {
        println!("\n{way}, {} at once, {seconds} s each", names.len());
        let plain = ask(&mut readers, What::Static, pause, seconds).await;
        let today = ask(&mut users, What::Today, pause, seconds).await;
        let claim = ask(&mut users, What::Claim, pause, seconds).await;
        plain.tell("a static page of the same size", None);
        today.tell("Oggi", Some(&plain));
        claim.tell("Prendi il prossimo", Some(&plain));
    }
}
