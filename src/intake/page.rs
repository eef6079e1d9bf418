//! A page of classified ads, as text, HTML or PDF: the numbers on it, for a person to confirm one by one.
//!
//! A PDF is a program of sorts, and the library that reads it may break off or take long. So it is read on a thread
//! of its own, one at a time, within bounds of size and time; that it broke off is an answer like any other, and
//! what it was doing is not written down anywhere.

use std::sync::{Arc, Once};
use std::time::Duration;

use tokio::sync::{Semaphore, oneshot};

use super::{Intake, IntakeError};
use crate::domain::PhoneNumber;
use crate::extract::phone;

/// How a PDF begins.
const PDF: &[u8] = b"%PDF-";
/// The longest text that is looked through, in bytes.
const LONGEST: usize = 4 << 20;
/// How long a PDF may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// The name of the thread that reads, by which its last words are left out of the log.
const READER: &str = "reading-a-pdf";
/// Letters around a number that are shown with it.
const AROUND: usize = 40;

/// One number of a page, and what stands around it. For the person who brought the page, and nobody else.
#[derive(Clone)]
pub struct OnPage {
    /// The number.
    pub number: PhoneNumber,
    /// What stands before it.
    pub before: String,
    /// The number as it is written there.
    pub written: String,
    /// What stands behind it.
    pub after: String,
}

/// One PDF at a time: a reader that does not come back keeps its place until it does.
#[derive(Debug, Clone)]
pub struct PdfReader(Arc<Semaphore>);

impl Default for PdfReader {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(1)))
    }
}

impl PdfReader {
    /// The text of a PDF.
    async fn text(&self, bytes: Vec<u8>) -> Result<String, IntakeError> {
        keep_quiet();
        let waiting = tokio::time::timeout(PATIENCE, Arc::clone(&self.0).acquire_owned()).await;
        let permit = waiting.map_err(|_| IntakeError::Pdf)?.map_err(|_| IntakeError::Pdf)?;
        let (tell, told) = oneshot::channel();
        let reading = move || {
            let _permit = permit;
            // Dropped unsent when reading breaks off, which is an answer too.
            let _ = tell.send(pdf_extract::extract_text_from_mem(&bytes));
        };
        std::thread::Builder::new().name(READER.to_owned()).spawn(reading).map_err(IntakeError::Unreadable)?;
        let told = tokio::time::timeout(PATIENCE, told).await.map_err(|_| IntakeError::Pdf)?;
        told.map_err(|_| IntakeError::Pdf)?.map_err(|_| IntakeError::Pdf)
    }
}

/// Lets no panic of the reader write what it was reading to the log.
fn keep_quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let others = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |about| {
            if std::thread::current().name() != Some(READER) {
                others(about);
            }
        }));
    });
}

impl Intake {
    /// The numbers on a page, each once, without helplines and switchboards.
    ///
    /// # Errors
    /// [`IntakeError::Pdf`], [`IntakeError::TooLarge`].
    pub async fn numbers_on(&self, bytes: Vec<u8>) -> Result<Vec<OnPage>, IntakeError> {
        let text = if bytes.starts_with(PDF) { self.pdf.text(bytes).await? } else { text_of(&bytes) };
        if text.len() > LONGEST {
            return Err(IntakeError::TooLarge);
        }
        let (plan, deny) = (self.plan, self.deny.clone());
        let finding = move || {
            let found = deny.keep_others(phone::find(&text, plan));
            found.into_iter().map(|one| on_page(&text, one)).collect()
        };
        tokio::task::spawn_blocking(finding).await.map_err(|_| IntakeError::Pdf)
    }
}

/// A text in UTF-8, else as older programs of Western Europe write it.
fn text_of(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

fn on_page(text: &str, found: phone::FoundNumber) -> OnPage {
    let before = text.get(..found.span.start).unwrap_or_default();
    let after = text.get(found.span.end..).unwrap_or_default();
    let before: Vec<char> = before.chars().rev().take(AROUND).collect();
    OnPage {
        before: before.into_iter().rev().collect(),
        written: text.get(found.span.clone()).unwrap_or_default().to_owned(),
        after: after.chars().take(AROUND).collect(),
        number: found.number,
    }
}
