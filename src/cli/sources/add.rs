//! `sources add`: looks at a site, proposes a table for it, and writes it when told to.

use std::fs;
use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;
use tokio::task::JoinSet;

use crate::app::{OpenTrial, Options, SOURCES_FILE};
use crate::cli::{out, print_json, stop_on_signal};
use crate::domain::{PageUrl, duration, is_slug};
use crate::source::{self, SourceKind};
use crate::trial::{NewSource, propose};

#[derive(Debug, Args)]
pub(in crate::cli) struct Add {
    /// The address where it begins: a list of ads, a board, or a feed
    url: String,
    /// Its name: small letters, digits and hyphens [default: made of the host]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// classified, forum, feed or sitemap [default: by what the page looks like]
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Option<SourceKind>,
    /// The place of an ad that names none: a municipality, the sigla of a province, or a territory
    #[arg(long, value_name = "PLACE", visible_alias = "territory")]
    place: Option<String>,
    /// How often it is visited, like "6h"
    #[arg(long, value_name = "TIME")]
    every: Option<String>,
    /// The least time between two requests, like "5s"
    #[arg(long, value_name = "TIME")]
    delay: Option<String>,
    /// Write it into sources.toml; without this flag it is printed, and asked about on a terminal
    #[arg(long)]
    write: bool,
    /// Ask nothing: what no flag says is left to its default
    #[arg(long)]
    no_questions: bool,
    /// JSON
    #[arg(long)]
    json: bool,
}

fn kind(text: &str) -> Result<SourceKind, String> {
    let known = || SourceKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ");
    let found = SourceKind::ALL.iter().copied().find(|kind| kind.as_str() == text);
    found.ok_or_else(|| format!("one of {}", known()))
}

impl Add {
    pub(super) async fn run(self, options: &Options) -> Result<ExitCode> {
        let url = PageUrl::parse(&self.url).context("the address")?;
        let asks = !self.no_questions && !self.json && std::io::stdin().is_terminal();
        let file = options.sources_file().unwrap_or_else(|| options.data.join(SOURCES_FILE));
        let before = read(&file)?;
        let standing = source::Sources::parse(&before).map_err(|faults| {
            anyhow::anyhow!("{}", faults.render(&file.display().to_string(), &before).trim_end().to_owned())
        })?;
        let new = self.new_source(url, asks)?;
        if standing.named(&new.name).is_some() {
            bail!("{} has a source named `{}` already: give another --name", file.display(), new.name);
        }
        let opened = OpenTrial::with(options, standing).await?;
        let mut listeners = JoinSet::new();
        let stop = stop_on_signal(&mut listeners)?;
        let proposal = propose(&opened.trial, &new, &stop).await;
        opened.close().await;
        if stop.is_cancelled() {
            return Ok(ExitCode::from(130));
        }
        let proposal = proposal?;
        if self.json {
            print_json(&proposal)?;
        } else {
            out::whole(&proposal.toml);
        }
        let is_empty = proposal.items == 0;
        let wanted = self.write || (asks && yes(&format!("Write it into {}? [s/N] ", file.display()))?);
        if wanted {
            append(&file, &before, &proposal.toml)?;
            if !self.json {
                say!("");
                say!(
                    "wrote `{}` into {}; look at it with `invisibile sources test {}`",
                    new.name,
                    file.display(),
                    new.name
                );
            }
        }
        Ok(if is_empty { ExitCode::from(3) } else { ExitCode::SUCCESS })
    }

    /// What is known of the source: by flags, else by asking, else by default.
    fn new_source(&self, url: PageUrl, asks: bool) -> Result<NewSource> {
        let default = name_of(&url);
        let name = match (&self.name, asks) {
            (Some(name), _) => name.clone(),
            (None, true) => answer(&format!("Name [{default}]: "))?.unwrap_or(default),
            (None, false) => default,
        };
        if !is_slug(&name) {
            bail!("`{name}` is no name: write small letters, digits and single hyphens, like \"bacheca-modena\"");
        }
        let kind = match (self.kind, asks) {
            (None, true) => {
                let given = answer("Kind: classified, forum, feed, sitemap [by what the page looks like]: ")?;
                given.map(|given| kind(&given).map_err(anyhow::Error::msg)).transpose()?
            }
            (kind, _) => kind,
        };
        let place = match (&self.place, asks) {
            (None, true) => answer("Place of an ad that names none: municipality, sigla or territory [none]: ")?,
            (place, _) => place.clone(),
        };
        let parsed = |text: &String| duration(text).map(|meant| (text.clone(), meant)).map_err(anyhow::Error::msg);
        let delay = self.delay.as_ref().map(parsed).transpose().context("--delay")?;
        self.every.as_ref().map(parsed).transpose().context("--every")?;
        Ok(NewSource { name, url, kind, place, every: self.every.clone(), delay })
    }
}

/// A name made of the host: `www.bacheca-modena.example` gives `bacheca-modena-example`. A host of digits alone says
/// nothing, and the path is asked.
fn name_of(url: &PageUrl) -> String {
    let host = url.host();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let slug = |text: &str| {
        let parts = text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("-").to_ascii_lowercase()
    };
    let path = url.as_url().path();
    let path = path.rsplit_once('.').map_or(path, |(path, _)| path);
    let has_letters = |name: &String| is_slug(name) && name.contains(|letter: char| letter.is_ascii_alphabetic());
    [slug(host), slug(path)].into_iter().find(has_letters).unwrap_or_else(|| "fonte".to_owned())
}

/// What was typed; `None` for an empty line.
fn answer(question: &str) -> Result<Option<String>> {
    let mut screen = std::io::stderr();
    write!(screen, "{question}").and_then(|()| screen.flush()).context("cannot ask")?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("cannot read the answer")?;
    Ok(Some(line.trim().to_owned()).filter(|line| !line.is_empty()))
}

fn yes(question: &str) -> Result<bool> {
    let answer = answer(question)?.unwrap_or_default().to_lowercase();
    Ok(matches!(answer.as_str(), "s" | "sì" | "si" | "y" | "yes"))
}

/// The file as it is; nothing if there is none yet.
fn read(file: &Path) -> Result<String> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(error).with_context(|| format!("cannot read the sources {}", file.display())),
    }
}

/// Adds the table at the end and leaves all else byte for byte. The file is swapped whole: whoever reads it meanwhile
/// sees the old one or the new one.
fn append(file: &Path, before: &str, table: &str) -> Result<()> {
    let gap = match before {
        "" => "",
        text if text.ends_with("\n\n") => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let after = format!("{before}{gap}{table}");
    if let Err(faults) = source::Sources::parse(&after) {
        bail!("with the proposal the file has faults, so it was left as it is: {faults}");
    }
    // Through a link the file that it names is swapped, not the link.
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    if read(&file)? != before {
        bail!("{} was changed meanwhile, so it was left as it is: run the command again", file.display());
    }
    let mut name = file.clone().into_os_string();
    name.push(".new");
    let beside = PathBuf::from(name);
    let written = write_beside(&beside, &file, &after);
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written.with_context(|| format!("cannot write {}", file.display()))
}

fn write_beside(beside: &Path, file: &Path, text: &str) -> std::io::Result<()> {
    let mut new = fs::OpenOptions::new().write(true).create_new(true).open(beside)?;
    if let Ok(about) = fs::metadata(file) {
        new.set_permissions(about.permissions())?;
    }
    new.write_all(text.as_bytes())?;
    new.sync_all()?;
    fs::rename(beside, file)
}
