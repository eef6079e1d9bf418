//! What a plot shows, and what it never does.

use super::*;
use crate::mapping::answer::Monitored;
use crate::mapping::{Answer, Asked, Audience, Query, SuppressionRule};
use crate::reference::Reference;
use crate::reference::boundary::{Boundaries, Shape};

fn words() -> Words {
    Words {
        held_back: "held back".to_owned(),
        not_monitored: "not monitored".to_owned(),
        classes: "Classes of as many each.".to_owned(),
        group: '.',
        decimal: ',',
    }
}

fn frame<'f>(words: &'f Words, caption: Option<&'f [String]>) -> Frame<'f> {
    Frame { id: "m", title: "Ads & more", told: "What is seen.", caption, words }
}

fn of_province(sigla: &str) -> Shape {
    let all = Reference::load().municipalities().iter();
    let codes: Vec<_> = all.filter(|one| one.province.as_str() == sigla).map(|one| &one.code).collect();
    Boundaries::load().of(codes).unwrap()
}

fn plain() -> Line {
    Line {
        periods: Vec::new(),
        marks: Vec::new(),
        unit: Unit::Count,
        breaks: Vec::new(),
        guesses: Vec::new(),
        guessed: "as a sample says".to_owned(),
    }
}

/// The elements of a class.
fn of_class<'s>(svg: &'s str, class: &str) -> Vec<&'s str> {
    svg.split('<').filter(|element| element.contains(&format!("class=\"{class}\""))).collect()
}

/// All that is written in a plot, numbers of coordinates apart.
fn written(svg: &str) -> String {
    let texts = svg.split("<text").skip(1).filter_map(|text| text.split_once('>')?.1.split_once('<'));
    texts.map(|(text, _)| text).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_held_back_is_hatched_and_what_was_not_monitored_is_grey() {
    let (words, shapes) = (words(), ["MO", "BO", "RE", "PR"].map(of_province));
    let marks = [Mark::Shown(40.0), Mark::Shown(1250.0), Mark::HeldBack, Mark::NotMonitored];
    let names = ["Modena", "Bologna", "Reggio", "Parma"];
    let areas: Vec<Area<'_>> = (0..4).map(|at| Area { name: names[at], shape: &shapes[at], mark: marks[at] }).collect();
    let svg = map(&frame(&words, None), &areas, &[], &Classes::of([40.0, 1250.0]));
    // One area and one box in the key of each kind.
    assert_eq!((of_class(&svg, "p-held").len(), of_class(&svg, "p-open").len()), (2, 2), "{svg}");
    assert!(of_class(&svg, "p-held").iter().all(|one| one.contains("fill=\"url(#m-held)\"")));
    let written = written(&svg);
    assert_eq!(written.lines().filter(|line| line.contains("1.250")).count(), 2, "{written}");
    assert!(written.contains("held back") && written.contains("not monitored"), "{written}");
    assert!(svg.contains("<title id=\"m-title\">Ads &amp; more</title>"));
    for forbidden in ["style=", "<style", "<script", "href", "onload"] {
        assert!(!svg.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn a_held_back_cell_looks_the_same_whatever_it_hides() {
    let (words, shape) = (words(), of_province("MO"));
    let row = |count| Row { dimensions: Vec::new(), count, suppressed: true };
    // A row that is held back has no count; should one ever slip through it would be seen here.
    let mark = Mark::of(&row(None));
    assert_eq!(mark, Mark::HeldBack);
    let one = |mark| {
        let frame = frame(&words, None);
        let plain = Line { periods: vec!["2026-10".to_owned()], marks: vec![mark], ..plain() };
        let bar = Bar { name: "x".to_owned(), mark, said: String::new() };
        let area = Area { name: "Modena", shape: &shape, mark };
        [map(&frame, &[area], &[], &Classes::default()), line(&frame, &plain), bars(&frame, &[bar])]
    };
    for svg in one(mark) {
        assert!(svg.contains("class=\"p-held\""), "{svg}");
        assert!(
            of_class(&svg, "p-dot").is_empty()
                && of_class(&svg, "p-bar").is_empty()
                && of_class(&svg, "p-c2").is_empty()
        );
    }
    assert_eq!(Mark::share(Mark::Shown(3.0), Mark::HeldBack), Mark::HeldBack);
    assert_eq!(Mark::share(Mark::HeldBack, Mark::Shown(30.0)), Mark::HeldBack);
    assert_eq!(Mark::share(Mark::Shown(3.0), Mark::NotMonitored), Mark::NotMonitored);
    assert_eq!(Mark::share(Mark::Shown(3.0), Mark::Shown(12.0)), Mark::Shown(0.25));
}

#[test]
fn classes_hold_about_as_many_each_and_say_their_limits() {
    for (values, expected) in [
        (vec![], vec![]),
        (vec![7.0, 7.0], vec![(7.0, 7.0)]),
        (vec![5.0, 10.0, 10.0], vec![(5.0, 5.0), (10.0, 10.0)]),
        (
            vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 100.0],
            vec![(1.0, 2.0), (3.0, 4.0), (5.0, 6.0), (7.0, 8.0), (9.0, 100.0)],
        ),
    ] {
        let classes = Classes::of(values.clone());
        assert_eq!(classes.ranges(), expected, "{values:?}");
        for (class, (low, high)) in expected.iter().enumerate() {
            assert_eq!((classes.class(*low), classes.class(*high)), (class, class), "{values:?}");
        }
    }
}

#[test]
fn a_line_stops_where_nothing_may_be_shown_and_tells_its_breaks() {
    let words = words();
    let marks = vec![Mark::Shown(12.0), Mark::Shown(20.0), Mark::HeldBack, Mark::Shown(15.0), Mark::NotMonitored];
    let periods = (1..=5).map(|month| format!("2026-0{month}")).collect();
    let breaks = vec![(3, "a source begins".to_owned())];
    let svg = line(&frame(&words, None), &Line { periods, marks, breaks, ..plain() });
    let path = of_class(&svg, "p-line");
    assert_eq!((path.len(), path[0].matches('M').count(), path[0].matches('L').count()), (1, 2, 1), "{path:?}");
    assert_eq!(of_class(&svg, "p-dot").len(), 3);
    assert_eq!(of_class(&svg, "p-break").len(), 1);
    assert!(written(&svg).contains("1 · 2026-04: a source begins"), "{svg}");
}

#[test]
fn what_a_sample_says_is_a_ring_on_its_interval_and_the_axis_reaches_over_it() {
    let words = words();
    let periods: Vec<String> = (1..=3).map(|month| format!("2026-0{month}")).collect();
    let marks = vec![Mark::Shown(12.0), Mark::Shown(20.0), Mark::HeldBack];
    let series = Line { periods, marks, ..plain() };
    let without = line(&frame(&words, None), &series);
    assert!(of_class(&without, "p-guess").is_empty() && !written(&without).contains("as a sample says"));
    let guesses = vec![(1, Guess { value: 30.0, low: 22.0, high: 55.0 })];
    let svg = line(&frame(&words, None), &Line { guesses, ..series });
    // A ring on a whisker with two caps, and a small one in the key.
    let drawn = of_class(&svg, "p-guess");
    let kinds = ["circle", "line", "rect"].map(|kind| drawn.iter().filter(|one| one.starts_with(kind)).count());
    assert_eq!(kinds, [2, 4, 0], "{drawn:?}");
    assert!(written(&svg).contains("as a sample says") && written(&svg).contains("\n60\n"), "{}", written(&svg));
}

#[test]
fn a_plot_that_stands_alone_has_its_caption_and_can_be_made_a_picture() {
    let words = words();
    let caption = ["A definition that goes on for a while, so that it has to be broken into more lines than one on a sheet that is not wider than this.".to_owned(), "CC BY 4.0".to_owned()];
    let bar = Bar { name: "Answered".to_owned(), mark: Mark::Shown(1234.0), said: "61% of dialled".to_owned() };
    let svg = bars(&frame(&words, Some(&caption)), &[bar]);
    let written = written(&svg);
    assert!(
        written.contains("Ads &amp; more")
            && written.contains("CC BY 4.0")
            && written.contains("1.234 · 61% of dialled"),
        "{written}"
    );
    assert!(
        written.lines().filter(|line| line.contains("broken into") || line.contains("wider than this")).count() >= 1
    );
    assert!(svg.contains("width=\"720\""));
    let picture = crate::paper::png(&svg, 2.0).unwrap();
    assert!(picture.len() > 5_000, "{} bytes: is there text in it?", picture.len());
}

#[test]
fn numbers_are_written_as_the_language_does() {
    let words = words();
    for (number, text) in
        [(0.0, "0"), (999.0, "999"), (1000.0, "1.000"), (1_234_567.0, "1.234.567"), (2.5, "2,5"), (250.4, "250")]
    {
        assert_eq!(words.number(number), text);
    }
    assert_eq!(words.share(0.534), "53%");
    assert_eq!(scale::ticks(0.0), [0.0, 1.0]);
    assert_eq!(scale::ticks(87.0), [0.0, 25.0, 50.0, 75.0, 100.0]);
}

fn answer(cube: &str, by: &[&str], rows: Vec<Row>) -> Answer {
    let months = ("2026-08".parse().unwrap(), "2026-10".parse().unwrap());
    let asked =
        Asked { cube: cube.to_owned(), by: by.iter().map(|word| (*word).to_owned()).collect(), ..Asked::default() };
    let query = Query::check(&asked, Some(months)).unwrap();
    let rule = SuppressionRule { threshold: 5, rounding: 1, complementary: true };
    Answer::of(&query, Audience::Internal, &rule, rows, Vec::new(), "0")
}

fn row(dimensions: &[(&'static str, &str)], count: Option<u32>, suppressed: bool) -> Row {
    Row { dimensions: dimensions.iter().map(|(name, code)| (*name, (*code).to_owned())).collect(), count, suppressed }
}

#[test]
fn a_place_without_a_row_is_drawn_like_one_that_is_held_back() {
    let rows = vec![
        row(&[("period", "2026-08"), ("territory", "modena"), ("contact_point", "new")], Some(40), false),
        row(&[("period", "2026-08"), ("territory", "modena"), ("contact_point", "seen")], Some(70), false),
        row(&[("period", "2026-08"), ("territory", "parma"), ("contact_point", "new")], None, true),
        row(&[("period", "2026-09"), ("territory", "modena"), ("contact_point", "new")], None, false),
        row(&[("period", "2026-10"), ("territory", "modena"), ("contact_point", "new")], Some(12), false),
    ];
    let grid = Grid::of(&answer("contact_points", &["territory"], rows), Some("new"));
    assert_eq!(grid.periods, ["2026-08", "2026-09", "2026-10"]);
    assert_eq!(grid.series("modena"), [Mark::Shown(40.0), Mark::NotMonitored, Mark::Shown(12.0)]);
    assert_eq!(grid.series("parma"), [Mark::HeldBack, Mark::NotMonitored, Mark::HeldBack]);
    assert_eq!(grid.values().collect::<Vec<_>>(), [40.0, 12.0]);
}

#[test]
fn a_series_breaks_where_other_sources_are_read() {
    let session =
        |period, source, finish| row(&[("period", period), ("source", source), ("finish", finish)], Some(3), false);
    let rows = vec![
        session("2026-08", "one", "done"),
        session("2026-08", "two", "blocked"),
        session("2026-09", "one", "done"),
        session("2026-09", "two", "done"),
        session("2026-10", "two", "done"),
    ];
    let periods = ["2026-08", "2026-09", "2026-10"].map(str::to_owned);
    let mut answer = answer("sources", &["source"], rows);
    let found = breaks(&answer, &periods);
    let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        found,
        [
            Break { at: 1, begin: named(&["two"]), end: named(&[]) },
            Break { at: 2, begin: named(&[]), end: named(&["one"]) }
        ]
    );
    // A month in which far fewer sessions were read than usual is told of too.
    for (period, done) in periods.iter().zip([30, 31, 12]) {
        answer.monitoring.push(Monitored { period: period.clone(), sessions: 31, done });
    }
    assert_eq!(little_read(&answer, &periods), [(2, 12)]);
}
