//! What it costs to know an ad put up again: its words' minhash, and a comparison, beside parsing the page they stand on.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use invisibile::domain::Likeness;
use invisibile::parse::Document;

/// An ad of ordinary length.
fn ad(closing: &str) -> String {
    format!(
        "Ragazza nuova in zona centro, dolce e solare, ti aspetto in un ambiente tranquillo e riservato per momenti di \
         vero relax. Massima pulizia e discrezione, senza fretta, tutti i giorni anche la sera, solo su appuntamento. \
         Niente numeri anonimi, non rispondo ai messaggi. {closing}"
    )
}

fn likeness(criterion: &mut Criterion) {
    let (one, other) = (ad("Chiamami"), ad("Un bacio"));
    let page = format!("<!doctype html><title>Annuncio</title><main><h1>Annuncio</h1><p>{one}</p></main>");
    let mut group = criterion.benchmark_group("likeness");
    group.throughput(Throughput::Bytes(one.len() as u64));
    group.bench_function("of an ad", |bencher| bencher.iter(|| Likeness::of(black_box(&one))));
    group
        .bench_function("parsing its page", |bencher| bencher.iter(|| Document::of_html(black_box(&page)).main_text()));
    let (one, other) = (Likeness::of(&one), Likeness::of(&other));
    group.bench_function("of two ads", |bencher| bencher.iter(|| black_box(&one).is_alike(black_box(&other))));
    group.finish();
}

criterion_group!(benches, likeness);
criterion_main!(benches);
