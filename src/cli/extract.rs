//! `extract`: what a text gives, from standard input to standard output. Nothing is stored.

use std::io::{BufRead, Read, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;
use serde::{Deserialize, Serialize};

use super::explain::{self, Answer as Found};
use super::out;
use crate::app::{Options, Texts};
use crate::domain::{
    About, AgeBand, Declared, DeclaredGender, Language, MunicipalityCode, Note, NumberingPlan, Origin, PhoneKind,
    PhoneNumber, Ruling, Venue,
};

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct Extract {
    /// The text is HTML
    #[arg(long, conflicts_with = "jsonl")]
    html: bool,
    /// Each line is JSON: {"id","text","html"}; each answer is a line too
    #[arg(long)]
    jsonl: bool,
    /// Show why each number, place and attribute was taken or refused; with --jsonl, beside each answer
    #[arg(long)]
    explain: bool,
    /// The explanation as JSON, for programs
    #[arg(long, requires = "explain", conflicts_with = "jsonl")]
    json: bool,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Vec<Why>>,
}

/// One note of an explanation.
#[derive(Serialize)]
struct Why {
    about: &'static str,
    ruling: &'static str,
    start: Option<usize>,
    end: Option<usize>,
    read_as: String,
    because: String,
    stages: Vec<(&'static str, String)>,
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
    pub(super) fn run(self, options: &Options) -> Result<ExitCode> {
        let texts = Texts::of(options, self.plan())?;
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        if self.jsonl {
            return self.lines(&texts, &mut out);
        }
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text).context("cannot read standard input as UTF-8 text")?;
        let question = Question { id: serde_json::Value::Null, text, html: self.html };
        if self.explain && !self.json {
            return Ok(Self::explained(&texts, &question));
        }
        write(&mut out, &self.answer(&texts, question))?;
        out.flush().context("cannot write to standard output")?;
        Ok(ExitCode::SUCCESS)
    }

    fn plan(&self) -> NumberingPlan {
        if self.rehearsal { NumberingPlan::Rehearsal } else { NumberingPlan::Real }
    }

    /// Answers line by line; a bad line is told with its place and never stops the good ones.
    fn lines(&self, texts: &Texts, out: &mut impl Write) -> Result<ExitCode> {
        let mut is_clean = true;
        for (index, line) in std::io::stdin().lock().split(b'\n').enumerate() {
            let line = line.context("cannot read standard input")?;
            if line.trim_ascii().is_empty() {
                continue;
            }
            match serde_json::from_slice::<Question>(&line) {
                Ok(question) => write(out, &self.answer(texts, question))?,
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
    fn answer(&self, texts: &Texts, question: Question) -> Answer {
        let (found, why) = if self.explain {
            let explained = texts.explain(&question.text, question.html);
            (explained.extraction, Some(explained.notes.into_iter().map(Why::of).collect()))
        } else {
            (texts.extract(&question.text, question.html), None)
        };
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
            why,
        }
    }

    /// Prints the explanation for a person.
    fn explained(texts: &Texts, question: &Question) -> ExitCode {
        let explained = texts.explain(&question.text, question.html);
        let found = explained.extraction;
        let mut answers: Vec<Found> =
            found.numbers.iter().map(|found| ("number", number(&found.number, found.obscured))).collect();
        if answers.is_empty() {
            answers.push(("number", "none".to_owned()));
        }
        answers.push(("place", place(found.municipality.as_ref(), &explained.notes)));
        answers.extend(declarations(&found.declared));
        out::whole(&explain::screen(&answers, &explained.text, &explained.notes));
        ExitCode::SUCCESS
    }
}

impl Why {
    fn of(note: Note) -> Self {
        let (start, end) = note.span.map_or((None, None), |span| (Some(span.start), Some(span.end)));
        let (about, ruling) = (explain::name(note.about), explain::outcome(note.ruling));
        Self { about, ruling, start, end, read_as: note.read_as, because: note.because, stages: note.stages }
    }
}

#[expect(clippy::disallowed_methods, reason = "what was given comes back, and is stored nowhere")]
fn number(number: &PhoneNumber, obscured: bool) -> String {
    let kind = match number.kind() {
        PhoneKind::Mobile => "mobile",
        PhoneKind::Landline => "landline",
        PhoneKind::Voip => "VoIP",
        PhoneKind::TollFree => "toll-free: a crawl leaves it out",
        PhoneKind::Special => "a service",
        PhoneKind::Foreign => "foreign",
        PhoneKind::Invented => "invented",
    };
    format!("{}  {kind}{}", number.reveal(), if obscured { ", obscured" } else { "" })
}

fn place(municipality: Option<&MunicipalityCode>, notes: &[Note]) -> String {
    let named = notes.iter().find(|note| note.about == About::Place && note.ruling == Ruling::Taken);
    match (municipality, named) {
        (Some(_), Some(note)) => note.read_as.clone(),
        (Some(code), None) => format!("municipality {code}"),
        (None, _) => "none".to_owned(),
    }
}

fn declarations(declared: &Declared) -> [Found; 5] {
    fn shown<T: std::fmt::Display>(value: Option<&T>) -> String {
        value.map_or_else(|| "not declared".to_owned(), T::to_string)
    }
    [
        ("gender", shown(declared.gender.as_ref())),
        ("origin", shown(declared.origin.as_ref())),
        ("age band", shown(declared.age_band.as_ref())),
        ("venue", shown(declared.venue.as_ref())),
        ("language", shown(declared.language.as_ref())),
    ]
}

fn write(out: &mut impl Write, answer: &Answer) -> Result<()> {
    serde_json::to_writer(&mut *out, answer).context("cannot write to standard output")?;
    out.write_all(b"\n").context("cannot write to standard output")
}
