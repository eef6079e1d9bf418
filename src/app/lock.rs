//! The lock of a folder: one crawl of it at a time, and whose the crawl's leases are.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Held while a crawl of a folder is under way. The system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct CrawlLock(#[expect(dead_code, reason = "held, not read")] File);

impl CrawlLock {
    /// The lock is on the folder and not on a file in it: a file may be replaced while it is locked.
    pub(super) fn take(folder: &Path) -> Result<Self> {
        let file = File::open(folder).with_context(|| format!("cannot open the folder {}", folder.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(std::fs::TryLockError::WouldBlock) => {
                bail!("another crawl of this folder is under way: wait for it, or stop it with Ctrl-C")
            }
            Err(std::fs::TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("cannot lock the folder {}", folder.display()))
            }
        }
    }
}

/// Whose leases ours are: the crawler of this folder on this machine, the same one after a kill.
pub(super) fn owner(data: &Path) -> Result<String> {
    let folder = data.canonicalize().with_context(|| format!("cannot find the folder {}", data.display()))?;
    let machine = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    Ok(format!("{}:{}", machine.trim(), folder.display()))
}
