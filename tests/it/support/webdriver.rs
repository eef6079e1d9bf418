//! A real browser, by `WebDriver`: Debian's `chromedriver`, or the one that `TEST_CHROMEDRIVER` names, spoken to in plain
//! HTTP. It is ended by its own process.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::chromium;
use super::postgres::variable;

/// How often a page is asked for something before it is given up: half a minute, and longer on a busy machine.
const TRIES: u32 = 1000;
/// What a browser does of itself, and is told not to.
const ARGUMENTS: [&str; 6] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
];
const ENTER: &str = "\u{e007}";

/// A browser with one window.
pub(crate) struct Driven {
    driver: Child,
    port: u16,
    session: String,
}

impl Driven {
    /// A browser of that language and width, with an empty profile.
    pub(crate) async fn open(language: &str, width: u32) -> Self {
        let program = variable("TEST_CHROMEDRIVER").unwrap_or_else(|| "chromedriver".to_owned());
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("`{program}` ({error}): run `apt-get install chromium-driver`, or name one in TEST_CHROMEDRIVER")
            });
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines
            .map_while(Result::ok)
            .find_map(|line| line.split("successfully on port ").nth(1)?.trim_end_matches('.').parse().ok());
        let mut driven =
            Self { driver: process, port: port.expect("the driver names its port"), session: String::new() };
        let mut arguments: Vec<String> = ARGUMENTS.iter().map(ToString::to_string).collect();
        arguments.push(format!("--window-size={width},900"));
        arguments.push(format!("--accept-lang={language}"));
        let options = json!({
            "binary": which(&chromium::program()), "args": arguments, "prefs": {"intl.accept_languages": language},
        });
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let begun = driven.ask("POST", "/session", Some(&wanted)).await;
        driven.session = format!("/session/{}", begun["sessionId"].as_str().unwrap());
        let size = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600});
        driven.tell("Emulation.setDeviceMetricsOverride", &size).await;
        driven
    }

    /// Light or dark.
    pub(crate) async fn prefer(&self, scheme: &str) {
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.tell("Emulation.setEmulatedMedia", &features).await;
    }

    /// Whether script runs on pages that are asked for from now on.
    pub(crate) async fn let_script_run(&self, runs: bool) {
        self.tell("Emulation.setScriptExecutionDisabled", &json!({"value": !runs})).await;
    }

    pub(crate) async fn go(&self, url: &str) {
        self.session("POST", "/url", Some(&json!({"url": url}))).await;
    }

    /// The path of the page.
    pub(crate) async fn path(&self) -> String {
        let url = self.session("GET", "/url", None).await;
        url.as_str().unwrap().splitn(4, '/').nth(3).map(|path| format!("/{path}")).unwrap_or_default()
    }

    /// Waits until the browser has come to a page: a click is answered before the page is there.
    pub(crate) async fn arrives(&self, what: &str, is_there: impl Fn(&str) -> bool) {
        for _ in 0..TRIES {
            if is_there(&self.path().await) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        panic!("{what}: still on {}: {}", self.path().await, self.text().await);
    }

    /// Waits until a script says yes; what it said last otherwise.
    pub(crate) async fn until(&self, what: &str, script: &str) {
        for _ in 0..TRIES {
            if self.run(&format!("return Boolean({script})")).await == Value::Bool(true) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        panic!("{what}: not on {}: {}", self.path().await, self.text().await);
    }

    /// Waits for the page of that path, whole.
    pub(crate) async fn at(&self, path: &str) {
        let there = format!("location.pathname.startsWith('{path}') && document.readyState === 'complete'");
        self.until(path, &there).await;
    }

    /// The text of the page.
    pub(crate) async fn text(&self) -> String {
        let text = self.run("return document.body.innerText").await;
        text.as_str().unwrap_or_default().to_owned()
    }

    pub(crate) async fn run(&self, script: &str) -> Value {
        self.session("POST", "/execute/sync", Some(&json!({"script": script, "args": []}))).await
    }

    /// Runs a script that calls back with its answer.
    pub(crate) async fn run_to_the_end(&self, script: &str) -> Value {
        self.session("POST", "/execute/async", Some(&json!({"script": script, "args": []}))).await
    }

    async fn element(&self, css: &str) -> String {
        let found = self.session("POST", "/element", Some(&json!({"using": "css selector", "value": css}))).await;
        found.as_object().unwrap().values().next().unwrap().as_str().unwrap().to_owned()
    }

    /// Clicks, wherever on the page it stands.
    pub(crate) async fn click(&self, css: &str) {
        self.until(css, &format!("document.querySelector(\"{css}\")")).await;
        self.run(&format!("document.querySelector(\"{css}\").click()")).await;
    }

    /// Types into a field.
    pub(crate) async fn fill(&self, css: &str, text: &str) {
        let element = self.element(css).await;
        self.session("POST", &format!("/element/{element}/value"), Some(&json!({"text": text}))).await;
    }

    /// Presses keys on the page, wherever the focus is.
    pub(crate) async fn press(&self, keys: &str) {
        let acts: Vec<Value> = keys
            .chars()
            .flat_map(|key| [json!({"type": "keyDown", "value": key}), json!({"type": "keyUp", "value": key})])
            .collect();
        let acts = json!({"actions": [{"type": "key", "id": "keys", "actions": acts}]});
        self.session("POST", "/actions", Some(&acts)).await;
    }

    pub(crate) async fn press_enter(&self) {
        self.press(ENTER).await;
    }

    /// What the browser complained of since it was last asked: refused scripts and styles among it.
    pub(crate) async fn complaints(&self) -> Vec<String> {
        let log = self.session("POST", "/se/log", Some(&json!({"type": "browser"}))).await;
        log.as_array().unwrap().iter().map(|line| line["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Keeps the whole page as a picture in the folder that `TEST_PICTURES` names; does nothing without one.
    pub(crate) async fn keep_picture(&self, name: &str) {
        use base64::Engine as _;
        let Some(folder) = variable("TEST_PICTURES") else { return };
        let width = self.run("return window.innerWidth").await;
        let shot = self.tell("Page.captureScreenshot", &json!({"format": "png", "captureBeyondViewport": true})).await;
        let picture = base64::engine::general_purpose::STANDARD.decode(shot["data"].as_str().unwrap()).unwrap();
        std::fs::write(format!("{folder}/{name}-{width}.png"), picture).unwrap();
    }

    async fn tell(&self, command: &str, parameters: &Value) -> Value {
        self.session("POST", "/goog/cdp/execute", Some(&json!({"cmd": command, "params": parameters}))).await
    }

    async fn session(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        // Boxed, or a long day in the browser outgrows the stack.
        Box::pin(self.ask(method, &format!("{}{path}", self.session), body)).await
    }

    async fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let body = body.map(Value::to_string).unwrap_or_default();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            self.port,
            body.len()
        );
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
        let answer = whole(&mut stream).await;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let is_well = head.split(' ').nth(1) == Some("200");
        let answer: Value = serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {body}"));
        assert!(is_well, "{method} {path}: {}", answer["value"]["message"]);
        answer["value"].clone()
    }

    /// Ends the browser and its driver.
    pub(crate) async fn close(self) {
        self.session("DELETE", "", None).await;
    }
}

impl Drop for Driven {
    fn drop(&mut self) {
        // A test that failed has not said good-bye: without it the browser outlives its driver.
        let _ = self.say_good_bye();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

impl Driven {
    /// Ends the session, and with it the browser, without waiting for long. One that has ended already says so.
    fn say_good_bye(&self) -> std::io::Result<()> {
        use std::io::{Read as _, Write as _};
        if self.session.is_empty() {
            return Ok(());
        }
        let patience = Duration::from_secs(5);
        let at = std::net::SocketAddr::from(([127, 0, 0, 1], self.port));
        let mut stream = std::net::TcpStream::connect_timeout(&at, patience)?;
        stream.set_read_timeout(Some(patience))?;
        stream.set_write_timeout(Some(patience))?;
        write!(stream, "DELETE {} HTTP/1.1\r\nhost: {at}\r\nconnection: close\r\n\r\n", self.session)?;
        stream.read(&mut [0; 64]).map(drop)
    }
}

/// An answer to its end. The driver keeps the connection open, so the head says how long it is.
async fn whole(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let mut part = vec![0; 16 * 1024];
    loop {
        let read = stream.read(&mut part).await.unwrap();
        answer.extend_from_slice(&part[..read]);
        let text = String::from_utf8_lossy(&answer).into_owned();
        let length = text.split_once("\r\n\r\n").and_then(|(head, _)| {
            let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-length:"))?;
            Some(head.len() + 4 + line.split(':').nth(1)?.trim().parse::<usize>().ok()?)
        });
        if read == 0 || length.is_some_and(|length| answer.len() >= length) {
            return text;
        }
    }
}

fn which(program: &str) -> String {
    let found = Command::new("sh").args(["-c", "command -v \"$0\"", program]).output().unwrap();
    String::from_utf8(found.stdout).unwrap().trim().to_owned()
}
