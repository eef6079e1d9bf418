//! Speaking with Chromium: JSON messages, each ended by a zero byte, over two pipes (`--remote-debugging-pipe`).
//!
//! A pipe and not a web socket, which the libraries for this use: no port stands open to others on the machine, no
//! second HTTP stack is needed, and Chromium ends by itself when this process is gone, however it went. The dozen
//! words that are needed are said here by hand; a whole generated protocol would cost minutes of every build.

use std::io;
use std::os::fd::OwnedFd;

use serde::Deserialize;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::unix::pipe::{Receiver, Sender};

/// Bytes that are read at once.
const PIECE: usize = 64 * 1024;

/// The line to one Chromium.
pub(super) struct Pipe {
    to: Sender,
    from: Receiver,
    read: Vec<u8>,
    /// How far `read` was looked through for the end of a message.
    searched: usize,
    /// Bytes of a message past which it is not read.
    limit: usize,
    last_id: u64,
}

/// What Chromium says.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Message {
    /// Of an answer: what it answers.
    pub(super) id: Option<u64>,
    /// Of an event: what happened.
    pub(super) method: Option<String>,
    /// Of an event: the circumstances.
    #[serde(default)]
    pub(super) params: Value,
    /// Of an answer that is no error.
    pub(super) result: Option<Value>,
}

/// Why nothing more is heard.
#[derive(Debug)]
pub(super) enum Silence {
    /// The line broke: Chromium has ended.
    Ended,
    /// A message is longer than the limit.
    TooLong,
}

impl From<io::Error> for Silence {
    fn from(_: io::Error) -> Self {
        Self::Ended
    }
}

impl Pipe {
    pub(super) fn of(to: OwnedFd, from: OwnedFd) -> io::Result<Self> {
        let (to, from) = (Sender::from_owned_fd(to)?, Receiver::from_owned_fd(from)?);
        Ok(Self { to, from, read: Vec::new(), searched: 0, limit: 1024 * 1024, last_id: 0 })
    }

    /// Lets messages be so long.
    pub(super) fn allow(&mut self, limit: usize) {
        self.limit = limit;
    }

    /// Says something, to one page if a session is named. Gives the id that its answer will have.
    pub(super) async fn say(&mut self, method: &str, params: &Value, session: Option<&str>) -> Result<u64, Silence> {
        self.last_id += 1;
        let mut message = json!({ "id": self.last_id, "method": method, "params": params });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.to.write_all(&bytes).await?;
        Ok(self.last_id)
    }

    /// The next message. May be given up at any moment and asked again: nothing is lost.
    pub(super) async fn hear(&mut self) -> Result<Message, Silence> {
        loop {
            if let Some(end) = memchr::memchr(0, &self.read[self.searched..]) {
                let end = self.searched + end;
                let message = serde_json::from_slice(&self.read[..end]);
                self.read.drain(..=end);
                self.searched = 0;
                // What is not understood is none of the few things that are waited for.
                if let Ok(message) = message {
                    return Ok(message);
                }
                continue;
            }
            self.searched = self.read.len();
            if self.read.len() > self.limit {
                return Err(Silence::TooLong);
            }
            self.read.reserve(PIECE);
            if self.from.read_buf(&mut self.read).await? == 0 {
                return Err(Silence::Ended);
            }
        }
    }
}
