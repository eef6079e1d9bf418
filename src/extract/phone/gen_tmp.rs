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
    let groups = [
        vec![3, 3, 4],
        vec![3, 7],
        vec![3, 4, 3],
        vec![3, 2, 2, 3],
        vec![2, 2, 2, 2, 2],
        vec![4, 3, 3],
        vec![3, 2, 5],
        vec![5, 5],
        vec![3, 1, 3, 3],
        vec![10],
        vec![4, 6],
        vec![6, 4],
    ];
    let g = &groups[r(groups.len())];
    let mut parts = Vec::new();
    let mut at = 0;
    for n in g {
        parts.push(d[at..at + n].to_owned());
        at += n;
    }
    let seps = [
        " ", ".", "-", "/", " - ", ". ", "*", " * ", "_", "❤️", "🌹", " 🌹 ", "...", " . ", ", ", "~", "|", "\u{a0}",
        "\u{200b}", "--", "+", "=", ":", "°", "^", "#", "\n",
    ];
    let sep = seps[r(seps.len())];
    let mut like = String::new();
    for (i, x) in ds.iter().enumerate() {
        if i > 0 && r(4) == 0 {
            like += LIKE[*x];
        } else {
            like += &x.to_string();
        }
        if i == 2 || i == 5 {
            like += ["", " ", "-", "."][r(4)];
        }
    }
    let mut mix = String::new();
    let msep = ["", " ", "-", "."][r(4)];
    for (i, x) in ds.iter().enumerate() {
        if i > 0 {
            mix += msep;
        }
        if r(3) == 0 {
            mix += W[*x];
        } else {
            mix += &x.to_string();
        }
    }
    let two: Vec<String> = parts
        .iter()
        .enumerate()
        .map(|(i, p)| {
            if i % 2 == 1 {
                p.bytes().map(|b| W[usize::from(b - b'0')]).collect::<Vec<_>>().join(" ")
            } else {
                p.clone()
            }
        })
        .collect();
    let fill =
        [" poi ", " e poi ", " e ", " punto ", " trattino ", " ... e poi ... ", " quindi ", " (poi) ", " ora "][r(9)];
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
        (
            "circled",
            ds.iter()
                .map(|x| "⓪①②③④⑤⑥⑦⑧⑨".chars().nth(*x).unwrap().to_string())
                .collect::<Vec<_>>()
                .join(["", " ", "-"][r(3)]),
        ),
        ("keycap", ds.iter().map(|x| format!("{x}\u{fe0f}\u{20e3}")).collect::<Vec<_>>().join(["", " ", ""][r(3)])),
    ]
}
#[test]
fn generated() {
    let before = [
        "",
        "ho 25 anni, ",
        "25 anni ",
        "alta 1,70 peso 55 kg ",
        "via Emilia 34 ",
        "dal 3 al 15 dicembre ",
        "100€ mezz'ora ",
        "30 rose 20 min ",
        "eta 24 ",
        "interno 8 scala B ",
        "citofono 12 ",
        "3° piano ",
        "piano 3 ",
        "ore 8-24 ",
        "dalle 8 alle 24 ",
        "7 giorni su 7 ",
        "24 su 24 ",
        "H24 ",
        "h24, ",
        "solo 50 ",
        "da 50 euro. ",
        "Modena 41121 ",
        "(MO) ",
        "rif. 12345 - ",
        "annuncio 5718983 tel. ",
        "chiamami: ",
        "il mio numero: ",
        "tel. ",
        "Giulia ",
        "Giulia, ",
        "novità!!! ",
        "bellissima 5a misura ",
        "sei pronto? ",
        "sono sola. ",
        "una dolce compagnia ",
        "siamo in due ",
        "per un incontro ",
        "trans xxl 23 cm attiva ",
        "ciao a tutti ❤️ ",
        "whatsapp ",
        "scrivimi al ",
        "Per info e prenotazioni chiama il ",
        "ricevo a Cento, ",
        "09:00-21:00 ",
        "9.30/21.00 ",
        "12/11/2026 ",
        "no anonimi ",
        "1 ora 100 ",
        "prezzi da 50 a 150 ",
        "ambiente pulito! ",
    ];
    let after = [
        "",
        ".",
        "!",
        "!!!",
        " no anonimi",
        " 24 ore su 24",
        " dalle 9 alle 22",
        " 50 rose",
        ", 25 anni",
        " 1° piano",
        " - 30€",
        " 7/7",
        " int. 4",
        " (zona 2)",
        " h 24",
        " 3° piano",
        " ❤️",
        " baci",
        " solo italiani",
        " ti aspetto!",
        " sei il benvenuto",
        " una volta provata...",
        " e non te ne pentirai",
        " o su telegram",
        ", 100 euro",
        " 100€",
        " ore 10-22",
        "\n12 novembre",
        " (anche whatsapp)",
        " Giulia",
        "; no perditempo",
        " - Modena",
        " / Modena",
        " due amiche",
        " zona 3",
        "? chiama ora",
    ];
    let mut seed = 12345_u64;
    let mut r = |n: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        usize::try_from(seed >> 33).unwrap() % n
    };
    let prefixes = ["356", "357", "358", "359", "384", "385", "386", "387", "394", "395", "396", "398", "399"];
    let mut tally: std::collections::BTreeMap<&str, (usize, usize)> = Default::default();
    let mut shown = 0;
    for _ in 0..4000 {
        let d = format!("{}{:07}", prefixes[r(prefixes.len())], r(10_000_000));
        for (name, text) in forms(&d, &mut r) {
            let b = before[r(before.len())];
            let a = after[r(after.len())];
            let full = format!("{b}{text}{a}");
            let found = numbers(&full);
            let t = tally.entry(name).or_default();
            t.0 += 1;
            if found != [format!("+39{d}")] {
                t.1 += 1;
                if shown < 3000 {
                    shown += 1;
                    println!("BAD {name} {d} {found:?} {full:?}");
                }
            }
        }
    }
    println!("{tally:?}");
}
