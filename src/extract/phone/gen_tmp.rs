use super::*;
#[expect(clippy::disallowed_methods, reason = "x")]
fn numbers(text: &str) -> Vec<String> {
    find(text, NumberingPlan::Real).iter().map(|found| found.number.reveal().to_owned()).collect()
}
const W: [&str; 10] = ["zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"];
const EN: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const ES: [&str; 10] = ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"];
const RO: [&str; 10] = ["zero", "unu", "doi", "trei", "patru", "cinci", "șase", "șapte", "opt", "nouă"];
const LIKE: [&str; 10] = ["O", "l", "Z", "E", "A", "S", "b", "T", "B", "g"];
fn forms(d: &str, r: &mut impl FnMut(usize) -> usize) -> Vec<(&'static str, String)> {
    let ds: Vec<usize> = d.bytes().map(|b| usize::from(b - b'0')).collect();
    let words = |w: &[&str; 10], sep: &str| ds.iter().map(|x| w[*x]).collect::<Vec<_>>().join(sep);
    let groups = [vec![3, 3, 4], vec![3, 7], vec![3, 4, 3], vec![3, 2, 2, 3], vec![2, 2, 2, 2, 2], vec![4, 3, 3], vec![3, 2, 5], vec![5, 5], vec![3,1,3,3], vec![10], vec![4,6], vec![6,4]];
    let g = &groups[r(groups.len())];
    let mut parts = Vec::new();
    let mut at = 0;
    for n in g { parts.push(d[at..at + n].to_owned()); at += n; }
    let seps = [" ", ".", "-", "/", " - ", ". ", "*", " * ", "_", "❤️", "🌹", " 🌹 ", "...", " . ", ", ", "~", "|", "\u{a0}", "\u{200b}", "--", "+", "=", ":", "°", "^", "#", "\n"];
    let sep = seps[r(seps.len())];
    let mut like = String::new();
    for (i, x) in ds.iter().enumerate() { if i > 0 && r(4) == 0 { like += LIKE[*x]; } else { like += &x.to_string(); } if i == 2 || i == 5 { like += ["", " ", "-", "."][r(4)]; } }
    let mut mix = String::new();
    let msep = ["", " ", "-", "."][r(4)];
    for (i, x) in ds.iter().enumerate() { if i > 0 { mix += msep; } if r(3) == 0 { mix += W[*x]; } else { mix += &x.to_string(); } }
    let two: Vec<String> = parts.iter().enumerate().map(|(i, p)| if i % 2 == 1 { p.bytes().map(|b| W[usize::from(b - b'0')]).collect::<Vec<_>>().join(" ") } else { p.clone() }).collect();
    let fill = [" poi ", " e poi ", " e ", " punto ", " trattino ", " ... e poi ... ", " quindi ", " (poi) ", " ora "][r(9)];
    let pre = ["+39 ", "0039 ", "+39", "(+39) ", "0039", "+39.", "39 "][r(7)];
    vec![
        ("groups", parts.join(sep)),
        ("prefixed", format!("{pre}{}", parts.join([" ", "-", ".", "/", ""][r(5)]))),
        ("single", ds.iter().map(ToString::to_string).collect::<Vec<_>>().join(seps[r(seps.len())])),
        ("words-it", words(&W, [" ", "-", ".", ", ", "", " - ", "/", "\n", "*", "…"][r(10)])),
        ("WORDS-IT", words(&W, [" ", "-", ".", ", ", "", " - ", "/"][r(7)]).to_uppercase()),
        ("words-en", words(&EN, [" ", "-", ".", ", "][r(4)])),
        ("words-es", words(&ES, [" ", "-", ".", ", "][r(4)])),
        ("words-ro", words(&RO, [" ", "-", ".", ", "][r(4)])),
        ("like", like),
        ("mix", mix),
        ("groupmix", two.join([" ", "-", ", "][r(3)])),
        ("filler", parts.join(fill)),
        ("circled", ds.iter().map(|x| "⓪①②③④⑤⑥⑦⑧⑨".chars().nth(*x).unwrap().to_string()).collect::<Vec<_>>().join(["", " ", "-"][r(3)])),
        ("keycap", ds.iter().map(|x| format!("{x}\u{fe0f}\u{20e3}")).collect::<Vec<_>>().join(["", " ", ""][r(3)])),
    ]
}
#[test]
fn generated() {
    let before = ["", "ho 25 anni, ", "25 anni ", "alta 1,70 peso 55 kg ", "via Emilia 34 ", "dal 3 al 15 dicembre ", "100€ mezz'ora ", "30 rose 20 min ", "eta 24 ", "interno 8 scala B ", "citofono 12 ", "3° piano ", "piano 3 ", "ore 8-24 ", "dalle 8 alle 24 ", "7 giorni su 7 ", "24 su 24 ", "H24 ", "h24, ", "solo 50 ", "da 50 euro. ", "Modena 41121 ", "(MO) ", "rif. 12345 - ", "annuncio 5718983 tel. ", "chiamami: ", "il mio numero: ", "tel. ", "Giulia ", "Giulia, ", "novità!!! ", "bellissima 5a misura ", "sei pronto? ", "sono sola. ", "una dolce compagnia ", "siamo in due ", "per un incontro ", "trans xxl 23 cm attiva ", "ciao a tutti ❤️ ", "whatsapp ", "scrivimi al ", "Per info e prenotazioni chiama il ", "ricevo a Cento, ", "09:00-21:00 ", "9.30/21.00 ", "12/11/2026 ", "no anonimi ", "1 ora 100 ", "prezzi da 50 a 150 ", "ambiente pulito! "];
    let after = ["", ".", "!", "!!!", " no anonimi", " 24 ore su 24", " dalle 9 alle 22", " 50 rose", ", 25 anni", " 1° piano", " - 30€", " 7/7", " int. 4", " (zona 2)", " h 24", " 3° piano", " ❤️", " baci", " solo italiani", " ti aspetto!", " sei il benvenuto", " una volta provata...", " e non te ne pentirai", " o su telegram", ", 100 euro", " 100€", " ore 10-22", "\n12 novembre", " (anche whatsapp)", " Giulia", "; no perditempo", " - Modena", " / Modena", " due amiche", " zona 3", "? chiama ora"];
    let mut seed = 12345_u64;
    let mut r = |n: usize| { seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407); usize::try_from(seed >> 33).unwrap() % n };
    let prefixes = ["356", "357", "358", "359", "384", "385", "386", "387", "394", "395", "396", "398", "399"];
    let mut tally: std::collections::BTreeMap<&str, (usize, usize)> = Default::default();
    let mut shown = 0;
    for _ in 0..4000 {
        let d = format!("{}{:07}", prefixes[r(prefixes.len())], r(10_000_000));
        for (name, text) in forms(&d, &mut r) {
            let b = before[r(before.len())]; let a = after[r(after.len())];
            let full = format!("{b}{text}{a}");
            let found = numbers(&full);
            let t = tally.entry(name).or_default();
            t.0 += 1;
            if found != [format!("+39{d}")] {
                t.1 += 1;
                if shown < 3000 { shown += 1; println!("BAD {name} {d} {found:?} {full:?}"); }
            }
        }
    }
    println!("{tally:?}");
}

#[test]
fn negatives() {
    let mut seed = 999_u64;
    let mut r = |n: usize| { seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407); usize::try_from(seed >> 33).unwrap() % n };
    let mut wrong = 0;
    let mut shown = 0;
    for _ in 0..40_000 {
        let mut parts = Vec::new();
        for _ in 0..1 + r(4) {
            let n = |r: &mut dyn FnMut(usize) -> usize, k: usize| (0..k).map(|_| char::from(b'0' + u8::try_from(r(10)).unwrap())).collect::<String>();
            let d2 = |r: &mut dyn FnMut(usize) -> usize, lo: usize, hi: usize| format!("{:02}", lo + r(hi - lo + 1));
            let f = match r(44) {
                0 => format!("ho {} anni", 18 + r(30)),
                1 => format!("alta {} cm", 150 + r(40)),
                2 => format!("peso {} kg", 45 + r(30)),
                3 => format!("misure {}-{}-{}", 80 + r(20), 58 + r(12), 85 + r(15)),
                4 => format!("ore {}-{}", 8 + r(5), 18 + r(6)),
                5 => format!("dalle {} alle {}", 8 + r(5), 18 + r(6)),
                6 => format!("dal {}/{} al {}/{}", d2(&mut r, 1, 28), d2(&mut r, 1, 12), d2(&mut r, 1, 28), d2(&mut r, 1, 12)),
                7 => format!("{}/{}/20{}", d2(&mut r, 1, 28), d2(&mut r, 1, 12), d2(&mut r, 10, 30)),
                8 => format!("{}.{}-{}.{}", d2(&mut r, 8, 12), ["00", "30"][r(2)], d2(&mut r, 18, 23), ["00", "30"][r(2)]),
                9 => format!("{} euro", [30, 35, 50, 80, 100, 150, 200][r(7)]),
                10 => format!("{}€", [30, 35, 50, 80, 100, 150, 200][r(7)]),
                11 => format!("{} rose", [30, 35, 50, 80, 100, 150, 200][r(7)]),
                12 => format!("{} min {} euro", [15, 20, 30, 60][r(4)], [30, 50, 80, 100][r(4)]),
                13 => format!("CAP {}", n(&mut r, 5)),
                14 => format!("{} Modena (MO)", n(&mut r, 5)),
                15 => format!("via Garibaldi {}", 1 + r(200)),
                16 => format!("rif. {}", n(&mut r, 7)),
                17 => format!("rif. {}", n(&mut r, 10)),
                18 => format!("P.IVA 0{}", n(&mut r, 10)),
                19 => format!("P.IVA {}", n(&mut r, 11)),
                20 => format!("IBAN IT{}X{}", n(&mut r, 2), n(&mut r, 22)),
                21 => format!("IT{} X{} {} {} {} {} {}", n(&mut r, 2), n(&mut r, 3), n(&mut r, 4), n(&mut r, 4), n(&mut r, 4), n(&mut r, 4), n(&mut r, 3)),
                22 => format!("carta {} {} {} {}", n(&mut r, 4), n(&mut r, 4), n(&mut r, 4), n(&mut r, 4)),
                23 => format!("{} {} {} {}", n(&mut r, 4), n(&mut r, 4), n(&mut r, 4), n(&mut r, 4)),
                24 => format!("44.{}, 10.{}", n(&mut r, 6), n(&mut r, 6)),
                25 => format!("3{}.{}, 1{}.{}", r(10), n(&mut r, 4), r(10), n(&mut r, 4)),
                26 => format!("ISBN 978-88-{}-{}-{}", n(&mut r, 3), n(&mut r, 5), r(10)),
                27 => format!("978{}", n(&mut r, 10)),
                28 => format!("id {}", n(&mut r, 9)),
                29 => format!("visite: {} preferiti: {}", n(&mut r, 4), n(&mut r, 3)),
                30 => format!("2026-11-{}T{}:{}:{}", d2(&mut r, 1, 28), d2(&mut r, 0, 23), d2(&mut r, 0, 59), d2(&mut r, 0, 59)),
                31 => format!("{}:{}", d2(&mut r, 0, 23), d2(&mut r, 0, 59)),
                32 => format!("IMG_2026{}{}_{}.jpg", d2(&mut r, 1, 12), d2(&mut r, 1, 28), n(&mut r, 6)),
                33 => format!("https://example.org/a/{}", n(&mut r, 10)),
                34 => format!("foto {}", 1 + r(20)),
                35 => format!("piano {} interno {}", 1 + r(6), 1 + r(30)),
                36 => "sono tre sorelle due bionde e una mora".to_owned(),
                37 => format!("{} anni {} cm {} kg", 18 + r(30), 150 + r(40), 45 + r(30)),
                38 => format!("tariffe {} {} {} {}", 30 + 5 * r(3), 50, 80 + 10 * r(5), 150 + 50 * r(3)),
                39 => format!("cod. {}", n(&mut r, 10)),
                40 => format!("n. {}", n(&mut r, 6)),
                41 => format!("17{}", n(&mut r, 8)),
                42 => format!("taglia {} scarpe {}", 38 + 2 * r(6), 35 + r(7)),
                _ => ["chiamami", "tel", "no anonimi", "whatsapp", "zona stazione", "24h", "7 su 7", "una e due", "sei solo"][r(9)].to_owned(),
            };
            parts.push(f);
        }
        let text = parts.join([" ", ", ", " - ", "\n", ". ", " | ", "; "][r(7)]);
        let found = numbers(&text);
        if !found.is_empty() { wrong += 1; if shown < 60 { shown += 1; println!("NEG {found:?} {text:?}"); } }
    }
    println!("negatives wrong {wrong} of 40000");
}
