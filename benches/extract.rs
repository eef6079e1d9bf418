//! The phone finder's speed: on ordinary ads, beside libphonenumber's matcher on the same bytes, and on
//! a megabyte of what would be worst for it.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group};
use invisibile::domain::NumberingPlan;
use invisibile::extract::phone::find;
use rlibphonenumber::Region;
use rlibphonenumber::phonenumber_matcher::FindNumberExt as _;

const SENTENCES: [&str; 12] = [
    "Appena arrivata in città, sono una ragazza dolce, solare e molto paziente, ti aspetto in ambiente pulito e riservato.",
    "Ricevo tutti i giorni dalle 10 alle 22, anche la domenica, solo su appuntamento e senza fretta.",
    "Massaggi rilassanti con oli profumati, musica di sottofondo e tanta tranquillità, a due passi dalla stazione.",
    "Sono alta 170 cm, ho 24 anni, capelli neri e occhi verdi; le foto sono vere e recenti.",
    "Parlo italiano, spagnolo e un po' di inglese, sono educata e cerco persone altrettanto educate.",
    "Zona centro, parcheggio gratuito, nessun portone da attraversare, massima discrezione garantita.",
    "No anonimi, no perditempo, non rispondo ai messaggi privati né ai numeri sconosciuti.",
    "Il mio appartamento è climatizzato e c'è la doccia; puoi fermarti mezz'ora o un'ora intera.",
    "Se sei stanco dopo una lunga giornata di lavoro, vieni a trovarmi: saprò come farti stare bene.",
    "Disponibile anche per trasferte in albergo nelle province vicine, con un preavviso di 2 ore.",
    "Tariffa 100 euro, nessuna sorpresa: quello che vedi è quello che trovi, te lo prometto davvero.",
    "Novità assoluta per pochi giorni, dal 12/11/2026 al 28/11/2026, poi riparto: non perdere l'occasione.",
];

/// The lengths of ads, in sentences.
const LENGTHS: [(&str, usize); 2] = [("short ads", 1), ("long ads", 4)];

/// About a megabyte of ads, each of so many sentences and a number, one in ten of them written obscurely.
fn ads(sentences: usize) -> String {
    let mut text = String::new();
    let mut number = 1_u32;
    while text.len() < 1_000_000 {
        for place in 0..sentences {
            text.push_str(SENTENCES[(number as usize * 5 + place * 7) % SENTENCES.len()]);
            text.push(' ');
        }
        number += 1;
        let digits = format!("384{:07}", u64::from(number) * 7_919 % 10_000_000);
        let (prefix, rest) = digits.split_at(3);
        let _ = match number % 10 {
            0 => writeln!(text, "Chiama {prefix}*{}❤{}.", &rest[..3], &rest[3..]),
            1..=3 => writeln!(text, "Chiama {digits}."),
            4..=6 => writeln!(text, "Tel. {prefix} {} {}", &rest[..3], &rest[3..]),
            _ => writeln!(text, "Whatsapp +39 {prefix} {rest}, 24h."),
        };
    }
    text
}

/// A megabyte each of digits in the shapes that keep a finder busy.
fn hostile() -> Vec<(&'static str, String)> {
    let row = |part: &str| part.repeat(1_000_000 / part.len());
    let mut numbers = String::new();
    for number in 0..80_000_u32 {
        let _ = write!(numbers, "384 {:07} ", u64::from(number) * 7_919 % 10_000_000);
    }
    vec![
        ("one row of digits", row("3")),
        ("single digits", row("3 8 4 ")),
        ("single threes", row("3 ")),
        ("pluses", row("+39 3 ")),
        ("zeros", row("0 0 3 9 ")),
        ("bars", row("3|8|")),
        ("look-alikes", row("3B4lO ")),
        ("number words", row("trecento ottanta quattro ")),
        ("glued words", row("treotto")),
        ("repeaters", row("doppio 3 due volte 3 ")),
        ("real numbers", numbers),
    ]
}

fn ordinary(criterion: &mut Criterion) {
    for (name, sentences) in LENGTHS {
        beside(criterion, name, &ads(sentences));
    }
}

fn beside(criterion: &mut Criterion, name: &str, text: &str) {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(20);
    group.bench_function("find", |bencher| bencher.iter(|| find(black_box(text), NumberingPlan::Real)));
    group.bench_function("libphonenumber's matcher", |bencher| bencher.iter(|| matcher(black_box(text))));
    group.finish();
}

fn worst(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("a megabyte of digits");
    group.sample_size(10);
    for (name, text) in hostile() {
        group.bench_function(name, |bencher| bencher.iter(|| find(black_box(&text), NumberingPlan::Real)));
    }
    group.finish();
}

fn matcher(text: &str) -> usize {
    text.find_phone_numbers_with_preferred_region(Region::IT).count()
}

/// The best of a few runs.
#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn best(mut run: impl FnMut() -> usize) -> (Duration, usize) {
    let times = (0..5).map(|_| {
        let start = Instant::now();
        let count = run();
        (start.elapsed(), count)
    });
    times.min().unwrap_or_default()
}

#[expect(clippy::print_stdout, reason = "a bench tells what it measured")]
#[expect(clippy::cast_precision_loss, reason = "sizes of a few megabytes")]
fn summary() {
    for (name, sentences) in LENGTHS {
        let text = ads(sentences);
        let speed = |time: Duration| text.len() as f64 / time.as_secs_f64() / 1e6;
        let (ours, found) = best(|| find(black_box(&text), NumberingPlan::Real).len());
        let (theirs, matched) = best(|| matcher(black_box(&text)));
        println!("{name}: find                     {:8.1} MB/s, {found} numbers", speed(ours));
        println!("{name}: libphonenumber's matcher {:8.1} MB/s, {matched} numbers", speed(theirs));
        println!("{name}: ratio                    {:8.1}", theirs.as_secs_f64() / ours.as_secs_f64());
    }
    for (name, text) in hostile() {
        let (time, found) = best(|| find(black_box(&text), NumberingPlan::Real).len());
        println!("{name:24} {:8.1} ms, {found} numbers", time.as_secs_f64() * 1e3);
    }
}

criterion_group!(benches, ordinary, worst);

fn main() {
    benches();
    summary();
    Criterion::default().configure_from_args().final_summary();
}
