//! `extract`: what a text gives, from standard input to standard output. Nothing is stored.

use std::io::{BufRead, Read, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;
use serde::{Deserialize, Serialize};

use crate::app;
use crate::domain::{AgeBand, DeclaredGender, Language, MunicipalityCode, NumberingPlan, Origin, PhoneKind, Venue};

#[derive(Debug, Args)]
pub(super) struct Extract {
    /// The text is HTML
    #[arg(long, conflicts_with = "jsonl")]
    html: bool,
    /// Each line is JSON: {"id","text","html"}; each answer is a line too
    #[arg(long)]
    jsonl: bool,
    /// Take the rehearsal's invented numbers too: +39 300…309
    #[arg(long)]
    rehearsal: bool,
}

#[derive(Deserialize)]
struct Question {
    #[serde(default)]
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    html: bool,
}

#[derive(Serialize)]
struct Answer {
    #[serde(skip_serializing_if = "serde_json::Value::is_null")]
    id: serde_json::Value,
    numbers: Vec<Number>,
    municipality: Option<MunicipalityCode>,
    gender: Option<DeclaredGender>,
    nationality: Option<Origin>,
    age_band: Option<AgeBand>,
    venue: Option<Venue>,
    language: Option<Language>,
}

#[derive(Serialize)]
struct Number {
    e164: String,
    kind: PhoneKind,
    obscured: bool,
    start: usize,
    end: usize,
}

impl Extract {
    pub(super) fn run(self) -> Result<ExitCode> {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        if self.jsonl {
            return self.lines(&mut out);
        }
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text).context("cannot read standard input as UTF-8 text")?;
        let question = Question { id: serde_json::Value::Null, text, html: self.html };
        write(&mut out, &self.answer(question))?;
        out.flush().context("cannot write to standard output")?;
        Ok(ExitCode::SUCCESS)
    }

    /// Answers line by line; a bad line is told with its place and never stops the good ones.
    fn lines(&self, out: &mut impl Write) -> Result<ExitCode> {
        let mut is_clean = true;
        for (index, line) in std::io::stdin().lock().split(b'\n').enumerate() {
            let line = line.context("cannot read standard input")?;
            if line.trim_ascii().is_empty() {
                continue;
            }
            match serde_json::from_slice::<Question>(&line) {
                Ok(question) => write(out, &self.answer(question))?,
                Err(error) => {
                    is_clean = false;
                    // The parser's own words may quote the line, so only the place is told.
                    eprintln!(
                        "stdin:{}:{}: error: not a line of JSON such as {{\"id\":1,\"text\":\"…\",\"html\":false}}",
                        index + 1,
                        error.column()
                    );
                }
            }
        }
        out.flush().context("cannot write to standard output")?;
        Ok(if is_clean { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }

    #[expect(clippy::disallowed_methods, reason = "what was given comes back, and is stored nowhere")]
    fn answer(&self, question: Question) -> Answer {
        let plan = if self.rehearsal { NumberingPlan::Rehearsal } else { NumberingPlan::Real };
        let found = app::extract(&question.text, question.html, plan);
        let numbers = found.numbers.into_iter().map(|found| Number {
            e164: found.number.reveal().to_owned(),
            kind: found.number.kind(),
            obscured: found.obscured,
            start: found.span.start,
            end: found.span.end,
        });
        let declared = found.declared;
        Answer {
            id: question.id,
            numbers: numbers.collect(),
            municipality: found.municipality,
            gender: declared.gender,
            nationality: declared.origin,
            age_band: declared.age_band,
            venue: declared.venue,
            language: declared.language,
        }
    }
}

fn write(out: &mut impl Write, answer: &Answer) -> Result<()> {
    serde_json::to_writer(&mut *out, answer).context("cannot write to standard output")?;
    out.write_all(b"\n").context("cannot write to standard output")
}
