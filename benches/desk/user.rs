//! Somebody at a browser: one connection that stays open, a session, and the token of its forms.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::time::Duration;

use invisibile::domain::{Chance, Clock as _, WallClock};
use invisibile::privacy::TotpSecret;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::Instant;

/// Everybody's password, and what everybody's authenticator is drawn from.
pub(crate) const PASSWORD: &str = "una frase qualunque";
pub(crate) const SECRET: [u8; 32] = [7; 32];

pub(crate) struct User {
    at: SocketAddr,
    stream: TcpStream,
    cookie: String,
    token: String,
    territory: String,
    /// The bytes of the last page.
    pub(crate) length: usize,
    /// The rows of the last page.
    pub(crate) rows: usize,
    /// How long the first look at *Oggi* took.
    pub(crate) first_look: Duration,
}

impl User {
    /// Somebody who has not signed in.
    pub(crate) async fn at(at: SocketAddr) -> Self {
        let stream = TcpStream::connect(at).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let empty = String::new;
        Self {
            at,
            stream,
            cookie: empty(),
            token: empty(),
            territory: empty(),
            length: 0,
            rows: 0,
            first_look: Duration::ZERO,
        }
    }

    /// Somebody who has.
    pub(crate) async fn signed_in(at: SocketAddr, name: &str) -> Self {
        let mut user = Self::at(at).await;
        user.ask("GET", "/sign-in", "", 200).await;
        let code = TotpSecret::draw(&mut Chance::from_seed(SECRET)).code_at(WallClock.now());
        let fields = [("name", name), ("password", PASSWORD), ("code", &code), ("token", &user.token)];
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        user.ask("POST", "/sign-in", &body, 303).await;
        let asked = Instant::now();
        user.ask("GET", "/today", "", 200).await;
        user.first_look = asked.elapsed();
        assert!(user.rows > 20, "an empty list measures nothing");
        user
    }

    pub(crate) async fn get(&mut self, path: &str) {
        self.ask("GET", path, "", 200).await;
    }

    /// Their session, for the load tool.
    pub(crate) fn in_lua(&self) -> String {
        let Self { cookie, token, territory, .. } = self;
        format!("{{ cookie = {cookie:?}, token = {token:?}, territory = {territory:?} }}")
    }

    async fn ask(&mut self, method: &str, path: &str, body: &str, expected: u16) {
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nsec-fetch-site: same-origin\r\naccept-language: it\r\n",
            self.at
        );
        if !self.cookie.is_empty() {
            write!(request, "cookie: {}\r\n", self.cookie).unwrap();
        }
        if method == "POST" {
            request.push_str("content-type: application/x-www-form-urlencoded\r\n");
        }
        write!(request, "content-length: {}\r\n\r\n{body}", body.len()).unwrap();
        self.stream.write_all(request.as_bytes()).await.unwrap();
        let (head, page) = self.answer().await;
        let status: u16 = head.split(' ').nth(1).unwrap().parse().unwrap();
        assert_eq!(status, expected, "{method} {path}: {head}");
        let header = |name: &str| {
            head.lines()
                .find_map(|line| line.split_once(": ").filter(|(found, _)| *found == name))
                .map(|(_, value)| value)
        };
        if let Some(cookie) = header("set-cookie") {
            cookie.split(';').next().unwrap().clone_into(&mut self.cookie);
        }
        if self.token.is_empty() || path != "/today" || self.territory.is_empty() {
            let after = |mark: &str| Some(page.split(mark).nth(1)?.split('"').next()?.to_owned());
            self.token = after("name=\"token\" value=\"").unwrap_or_else(|| std::mem::take(&mut self.token));
            self.territory =
                after("name=\"territory\" value=\"").unwrap_or_else(|| std::mem::take(&mut self.territory));
            self.rows = page.matches("class=\"dots").count();
        }
        self.length = page.len();
    }

    async fn answer(&mut self) -> (String, String) {
        let mut bytes = Vec::with_capacity(64 * 1024);
        let (mut end, mut length) = (0, 0);
        while end == 0 || bytes.len() < end + length {
            assert!(self.stream.read_buf(&mut bytes).await.unwrap() > 0, "the server has closed");
            if end == 0
                && let Some(found) = memchr::memmem::find(&bytes, b"\r\n\r\n")
            {
                end = found + 4;
                let head = String::from_utf8_lossy(&bytes[..end]);
                let line = head.lines().find_map(|line| line.strip_prefix("content-length: "));
                length = line.map_or(0, |line| line.parse().unwrap());
            }
        }
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (text(&bytes[..end]), text(&bytes[end..]))
    }
}
