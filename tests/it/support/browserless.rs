//! A browser without a screen: asks the desk over plain HTTP, holds its cookies, and fills in forms.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::SocketAddr;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What holds cookies and asks.
pub(crate) struct Browserless {
    at: SocketAddr,
    cookies: BTreeMap<String, String>,
    /// What is sent besides.
    pub(crate) headers: Vec<(String, String)>,
}

/// An answer.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
    /// The body as it came.
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    /// The first header of that name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The token of the page's forms.
    pub(crate) fn token(&self) -> &str {
        let from = self.body.split("name=\"token\" value=\"").nth(1).expect("a page with a form");
        from.split('"').next().unwrap()
    }
}

impl Browserless {
    pub(crate) fn at(at: SocketAddr) -> Self {
        let language = ("accept-language".to_owned(), "en".to_owned());
        Self {
            at,
            cookies: BTreeMap::new(),
            headers: vec![("sec-fetch-site".to_owned(), "same-origin".to_owned()), language],
        }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, "").await
    }

    /// Sends a form as it is.
    pub(crate) async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.ask("POST", path, &body).await
    }

    /// Sends a form with the token of the page `from`.
    pub(crate) async fn fill(&mut self, from: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(from).await;
        let token = page.token().to_owned();
        let mut fields = fields.to_vec();
        fields.push(("token", &token));
        self.send(path, &fields).await
    }

    /// Sends a form with a file.
    pub(crate) async fn upload(&mut self, path: &str, fields: &[(&str, &str)], file: Option<&[u8]>) -> Answer {
        const EDGE: &str = "edge-of-a-part";
        let mut body = Vec::new();
        let mut part = |head: &str, content: &[u8]| {
            body.extend(format!("--{EDGE}\r\ncontent-disposition: form-data; {head}\r\n\r\n").into_bytes());
            body.extend(content);
            body.extend(b"\r\n");
        };
        for (name, value) in fields {
            part(&format!("name=\"{name}\""), value.as_bytes());
        }
        if let Some(file) = file {
            part("name=\"file\"; filename=\"list\"", file);
        }
        body.extend(format!("--{EDGE}--\r\n").into_bytes());
        self.ask_with("POST", path, &format!("multipart/form-data; boundary={EDGE}"), &body).await
    }

    /// Asks as a program does, with a body in JSON if there is one.
    pub(crate) async fn call(&mut self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let body = body.map(Value::to_string).unwrap_or_default();
        self.ask_with(method, path, "application/json", body.as_bytes()).await
    }

    /// Sends any body as anything.
    pub(crate) async fn send_as(&mut self, path: &str, kind: &str, body: &str) -> Answer {
        self.ask_with("POST", path, kind, body.as_bytes()).await
    }

    async fn ask(&mut self, method: &str, path: &str, body: &str) -> Answer {
        self.ask_with(method, path, "application/x-www-form-urlencoded", body.as_bytes()).await
    }

    async fn ask_with(&mut self, method: &str, path: &str, kind: &str, body: &[u8]) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n", self.at);
        for (name, value) in &self.headers {
            write!(request, "{name}: {value}\r\n").unwrap();
        }
        if !cookies.is_empty() {
            write!(request, "cookie: {}\r\n", cookies.join("; ")).unwrap();
        }
        if method == "POST" || !body.is_empty() {
            write!(request, "content-type: {kind}\r\n").unwrap();
            write!(request, "content-length: {}\r\n", body.len()).unwrap();
        }
        let mut stream = TcpStream::connect(self.at).await.unwrap();
        stream.write_all(format!("{request}\r\n").as_bytes()).await.unwrap();
        // A server that refuses a large form may close before it has read it.
        let _ = stream.write_all(body).await;
        let mut answer = Vec::new();
        // A server that has answered may close while the rest of a large form is still on its way.
        let _ = stream.read_to_end(&mut answer).await;
        let text = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("an answer with a head");
        let from = memchr::memmem::find(&answer, b"\r\n\r\n").map_or(answer.len(), |at| at + 4);
        let bytes = answer[from..].to_vec();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        for line in head.lines().filter(|line| line.to_ascii_lowercase().starts_with("set-cookie:")) {
            let cookie = line.split_once(':').unwrap().1.trim().split(';').next().unwrap();
            let (name, value) = cookie.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        Answer { status, head: head.to_owned(), body: body.to_owned(), bytes }
    }

    /// What the browser holds under that name.
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }
}
