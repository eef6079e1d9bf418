//! One Chromium: its start, its profile, and its end with everything that it started.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rustix::process::{Pid, Signal, geteuid, kill_process_group, test_kill_process};

use super::pipe::Pipe;
use crate::config::BrowserConfig;
use crate::fetch::error::FetchError;

/// Puts the two pipes where Chromium looks for them, leaves it nothing of our environment, and starts it. The folder
/// for passing files is `.` because the socket in it may have no long path.
const START: &str = r#"cd "$1" && home=$1 && shift &&
exec env -i PATH="$PATH" HOME="$home" TMPDIR=. LANG=C.UTF-8 "$@" 3<&0 4>&1 0</dev/null 1>/dev/null"#;
/// What a profile is called, before the process and a count.
const PROFILE: &str = "browser-";
/// What Chromium is told. The first group closes the network: names lead nowhere, every request goes to a proxy
/// that is not there, on the port of a service that nobody runs, loopback included, and no media stream opens a
/// socket of its own. The second keeps it from doing anything of its own accord.
const WORDS: [&str; 30] = [
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-features=HttpsUpgrades,HttpsFirstModeIncognito,OptimizationHints,MediaRouter,DialMediaRouteProvider",
    "--headless",
    "--remote-debugging-pipe",
    "--incognito",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-startup-window",
    "--block-new-web-contents",
    "--deny-permission-prompts",
    "--disable-breakpad",
    "--disable-client-side-phishing-detection",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--metrics-recording-only",
    "--mute-audio",
    "--password-store=basic",
    "--lang=it",
    "--js-flags=--max-old-space-size=512",
];
/// How long an end may take to show: a process that is killed is gone in moments.
const END: Duration = Duration::from_secs(2);
/// How often it is looked whether it shows.
const PAUSE: Duration = Duration::from_millis(10);

/// One Chromium and its profile. Dropping it ends the whole group of processes and erases the profile.
pub(super) struct Chromium {
    child: Child,
    profile: Profile,
}

impl Chromium {
    /// Starts one.
    pub(super) fn start(config: &BrowserConfig, agent: &str, folder: &Path) -> Result<(Self, Pipe), FetchError> {
        if config.sandbox && geteuid().is_root() {
            let reason = "Chromium has no sandbox for root: run the crawl as an ordinary user (or set `sandbox = false` in [fetch.browser], and a page's scripts run with root's rights)";
            return Err(FetchError::NoBrowser(reason.to_owned()));
        }
        let failed = |what: &str, error: &io::Error| FetchError::NoBrowser(format!("{what}: {error}"));
        let profile = Profile::make(folder).map_err(|error| failed("cannot make a folder for its profile", &error))?;
        let said = File::create(profile.said()).map_err(|error| failed("cannot write in its profile", &error))?;
        let mut command = Command::new("sh");
        command.args(["-c", START, "sh"]).arg(&profile.0).arg(&config.path).args(WORDS);
        command.arg(format!("--user-agent={agent}")).arg("--user-data-dir=profile");
        if !config.sandbox {
            command.arg("--no-sandbox");
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(said).process_group(0);
        let child = command.spawn().map_err(|error| failed("cannot start a shell", &error))?;
        let mut chromium = Self { child, profile };
        let ends = chromium.child.stdin.take().zip(chromium.child.stdout.take());
        let (to, from) = ends.ok_or_else(|| FetchError::NoBrowser("it has no pipes".to_owned()))?;
        let pipe = Pipe::of(to.into(), from.into()).map_err(|error| failed("cannot speak with it", &error))?;
        Ok((chromium, pipe))
    }

    /// Why it did not start, as well as it can be told. What it said itself is looked at and never shown.
    pub(super) async fn why_not(&mut self, config: &BrowserConfig) -> String {
        let path = &config.path;
        let mut left = END;
        let mut ended = self.child.try_wait();
        while matches!(ended, Ok(None)) && !left.is_zero() {
            tokio::time::sleep(PAUSE).await;
            left = left.saturating_sub(PAUSE);
            ended = self.child.try_wait();
        }
        // What the shell and `env` say of a program that is not there, or is none.
        if let Ok(Some(status)) = ended
            && matches!(status.code(), Some(126 | 127))
        {
            return format!(
                "there is no program `{path}`: install Chromium (on Debian `apt-get install chromium`), or name it as `path` in [fetch.browser]"
            );
        }
        let said = fs::read(self.profile.said()).unwrap_or_default();
        if String::from_utf8_lossy(&said).to_lowercase().contains("sandbox") {
            return "Chromium finds no sandbox on this machine: allow unprivileged user namespaces or install the package `chromium-sandbox` (or set `sandbox = false` in [fetch.browser], and a page's scripts run with this user's rights)".to_owned();
        }
        format!("`{path}` ends as soon as it is started: see that it is Chromium and runs with --headless")
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        if let Ok(pid) = i32::try_from(self.child.id())
            && let Some(group) = Pid::from_raw(pid)
        {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}

/// A folder that is erased when dropped.
struct Profile(PathBuf);

impl Profile {
    /// A new one in `folder`, after those are erased that a killed process left behind.
    fn make(folder: &Path) -> io::Result<Self> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        sweep(folder);
        let own = format!("{PROFILE}{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::path::absolute(folder.join(own))?;
        DirBuilder::new().mode(0o700).create(&path)?;
        Ok(Self(path))
    }

    fn said(&self) -> PathBuf {
        self.0.join("said")
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // The last of its processes may still write for a moment.
        let mut left = END;
        while fs::remove_dir_all(&self.0).is_err() && self.0.exists() && !left.is_zero() {
            std::thread::sleep(PAUSE);
            left = left.saturating_sub(PAUSE);
        }
    }
}

/// Erases the profiles of processes that are no more.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let owner = name.to_str().and_then(|name| name.strip_prefix(PROFILE)?.split('-').next()?.parse().ok());
        let is_left = owner
            .and_then(Pid::from_raw)
            .is_some_and(|owner| test_kill_process(owner).is_err_and(|error| error == rustix::io::Errno::SRCH));
        if is_left {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
