//! A server on loopback that misbehaves to order, byte by byte, and remembers what it was asked.
//!
//! It is written on bare TCP, because a proper server library would refuse to break the protocol. What
//! a test asserts is read here, on the server's side.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::Instant;

/// One request, as the server saw it.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// Path and query.
    pub(crate) target: String,
    /// The whole head, request line first.
    pub(crate) head: String,
    /// When the head was there.
    pub(crate) at: Instant,
}

impl Seen {
    /// The value of a header, whatever its case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

/// One thing the server does for an answer.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    /// Sends these bytes.
    Send(Vec<u8>),
    /// Says nothing for a while.
    Wait(Duration),
    /// Sends these bytes again and again, with a pause between, until nobody listens.
    Forever(Vec<u8>, Duration),
    /// Breaks the connection with a reset.
    Reset,
    /// Ends the connection.
    Close,
}

/// A whole answer: the acts in order. The connection stays open unless one of them ends it.
pub(crate) type Answer = Vec<Act>;

/// An answer as a well-behaved server gives it.
pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Answer {
    let body = body.as_ref();
    let mut bytes = head(status, headers);
    bytes.truncate(bytes.len() - 2);
    bytes.extend(format!("Content-Length: {}\r\n\r\n", body.len()).bytes());
    bytes.extend(body);
    vec![Act::Send(bytes)]
}

/// A page of HTML.
pub(crate) fn page(body: &str) -> Answer {
    answer(200, &[("Content-Type", "text/html; charset=utf-8")], body)
}

/// A robots.txt.
pub(crate) fn robots(body: &str) -> Answer {
    answer(200, &[("Content-Type", "text/plain")], body)
}

/// The way to somewhere else.
pub(crate) fn redirect(to: &str) -> Answer {
    answer(302, &[("Location", to)], "")
}

/// An answer that is not there.
pub(crate) fn missing() -> Answer {
    answer(404, &[], "")
}

/// The head of an answer, with the empty line after it.
pub(crate) fn head(status: u16, headers: &[(&str, &str)]) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status} Whatever\r\n");
    for (name, value) in headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    head.push_str("\r\n");
    head.into_bytes()
}

#[derive(Default)]
struct Log {
    seen: Vec<Seen>,
    connections: usize,
    bytes_sent: usize,
    under_way: usize,
    most_under_way: usize,
}

type Answering = dyn Fn(&Seen) -> Answer + Send + Sync;

/// The server. It stops when dropped.
pub(crate) struct RawServer {
    address: SocketAddr,
    log: Arc<Mutex<Log>>,
    _accepting: JoinSet<()>,
}

impl RawServer {
    /// A server that answers each request as `answering` says.
    pub(crate) async fn start(answering: impl Fn(&Seen) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let log = Arc::<Mutex<Log>>::default();
        let answering: Arc<Answering> = Arc::new(answering);
        let mut accepting = JoinSet::new();
        let shared = Arc::clone(&log);
        accepting.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                shared.lock().unwrap().connections += 1;
                connections.spawn(serve(stream, Arc::clone(&shared), Arc::clone(&answering)));
            }
        });
        Self { address, log, _accepting: accepting }
    }

    /// Host and port, as a scope names them.
    pub(crate) fn host(&self) -> String {
        self.address.to_string()
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// The address of `target` on this server.
    pub(crate) fn url(&self, target: &str) -> String {
        format!("http://{}{target}", self.address)
    }

    /// Every request so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.log.lock().unwrap().seen.clone()
    }

    /// The targets of every request so far, robots.txt left out.
    pub(crate) fn pages(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.target).filter(|target| target != "/robots.txt").collect()
    }

    /// How often `target` was asked for.
    pub(crate) fn times(&self, target: &str) -> usize {
        self.log.lock().unwrap().seen.iter().filter(|seen| seen.target == target).count()
    }

    pub(crate) fn connections(&self) -> usize {
        self.log.lock().unwrap().connections
    }

    /// Bytes that the client took, or that were on their way to it.
    pub(crate) fn bytes_sent(&self) -> usize {
        self.log.lock().unwrap().bytes_sent
    }

    /// The most requests that were under way at once.
    pub(crate) fn most_under_way(&self) -> usize {
        self.log.lock().unwrap().most_under_way
    }

    /// The shortest time between the arrivals of two requests.
    pub(crate) fn shortest_interval(&self) -> Duration {
        let mut at: Vec<Instant> = self.seen().into_iter().map(|seen| seen.at).collect();
        at.sort();
        at.windows(2).map(|pair| pair[1] - pair[0]).min().unwrap()
    }
}

async fn serve(mut stream: TcpStream, log: Arc<Mutex<Log>>, answering: Arc<Answering>) {
    stream.set_nodelay(true).unwrap();
    let mut buffer = Vec::new();
    while let Some(head) = read_head(&mut stream, &mut buffer).await {
        let target = head.split(' ').nth(1).unwrap_or_default().to_owned();
        let seen = Seen { target, head, at: Instant::now() };
        {
            let mut log = log.lock().unwrap();
            log.seen.push(seen.clone());
            log.under_way += 1;
            log.most_under_way = log.most_under_way.max(log.under_way);
        }
        let goes_on = perform(&mut stream, answering(&seen), &log).await;
        log.lock().unwrap().under_way -= 1;
        if !goes_on {
            return;
        }
    }
}

/// Reads up to the empty line; `None` when the client has gone.
async fn read_head(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<String> {
    loop {
        if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = buffer.drain(..end + 4).collect::<Vec<u8>>();
            return Some(String::from_utf8_lossy(&head).into_owned());
        }
        let mut piece = [0; 4096];
        match stream.read(&mut piece).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => buffer.extend(&piece[..read]),
        }
    }
}

/// Gives the answer; `false` when the connection is over.
async fn perform(stream: &mut TcpStream, answer: Answer, log: &Mutex<Log>) -> bool {
    for act in answer {
        match act {
            Act::Send(bytes) => {
                if !send(stream, &bytes, log).await {
                    return false;
                }
            }
            Act::Wait(pause) => tokio::time::sleep(pause).await,
            Act::Forever(bytes, pause) => {
                while send(stream, &bytes, log).await {
                    tokio::time::sleep(pause).await;
                }
                return false;
            }
            Act::Reset => {
                stream.set_zero_linger().unwrap();
                return false;
            }
            Act::Close => return false,
        }
    }
    true
}

async fn send(stream: &mut TcpStream, bytes: &[u8], log: &Mutex<Log>) -> bool {
    let sent = stream.write_all(bytes).await.is_ok();
    if sent {
        log.lock().unwrap().bytes_sent += bytes.len();
    }
    sent
}
