//! Cubes drawn at random: small trees of places, of time and of one or two attributes, and records in them.

use invisibile::domain::Chance;
use invisibile::mapping::{Axis, Hidden, RawCounts, SuppressionRule, protect};

/// A cube whose records are known one by one, as no attacker knows them.
pub(super) struct Cube {
    pub(super) counts: RawCounts,
    /// Records by leaf of place, of time, and of the values of each table.
    pub(super) records: Vec<(Vec<usize>, u32)>,
    /// The units of time that have closed.
    pub(super) closed: usize,
}

/// A tree of that many branches a level, drawn around it.
fn tree(root: &str, levels: &[(usize, usize)], chance: &mut Chance) -> (Axis, Vec<Vec<String>>) {
    let mut codes: Vec<(String, String)> = Vec::new();
    let mut by_level = vec![vec![root.to_owned()]];
    for (least, most) in levels {
        let mut level = Vec::new();
        for parent in by_level.last().unwrap() {
            for which in 0..least + chance.below(most - least + 1) {
                let name = format!("{parent}.{which}");
                codes.push((name.clone(), parent.clone()));
                level.push(name);
            }
        }
        by_level.push(level);
    }
    let codes: Vec<(&str, &str)> = codes.iter().map(|(name, parent)| (name.as_str(), parent.as_str())).collect();
    (Axis::tree(root, &codes), by_level)
}

impl Cube {
    /// A cube with one to three levels of places, two or three of time, and one or two attributes.
    pub(super) fn draw(seed: u64) -> Self {
        let mut seeds = [0; 32];
        seeds[..8].copy_from_slice(&seed.to_le_bytes());
        let mut chance = Chance::from_seed(seeds);
        let places: &[(usize, usize)] = [&[(2, 5)][..], &[(1, 3), (1, 3)], &[(2, 2), (1, 2), (1, 2)]][chance.below(3)];
        let (places, _) = tree("place", places, &mut chance);
        let times: &[(usize, usize)] = [&[(1, 1), (1, 3), (1, 2)][..], &[(2, 2), (1, 2), (1, 2)]][chance.below(2)];
        let (times, levels) = tree("year", times, &mut chance);
        let units: Vec<&str> = levels[2].iter().map(String::as_str).collect();
        let times = times.in_units(&units);
        let attributes = 1 + chance.below(2);
        let attributes = (0..attributes).map(|which| {
            let levels: &[(usize, usize)] = [&[(2, 4)][..], &[(2, 2), (1, 2)]][chance.below(2)];
            let finest = (0..4).map(|_| chance.below(8)).collect();
            (format!("attribute {which}"), tree("all", levels, &mut chance).0, finest)
        });
        let attributes: Vec<_> = attributes.collect();
        let closed = 1 + chance.below(units.len());
        // In every third cube nothing was monitored in some leaf of time, as everybody knows: the first, or one beside
        // others of its unit.
        let alone = |leaf: usize| times.units().iter().any(|unit| times.leaves(*unit) == (leaf..leaf + 1));
        let dark = seed.is_multiple_of(3).then(|| chance.below(times.leaf_count()));
        let dark = dark.filter(|leaf| *leaf == 0 || !alone(*leaf));
        let mut counts = RawCounts::of(places, times, attributes);
        if let Some(dark) = dark {
            counts.dark[dark] = true;
        }
        Self::fill(counts, closed, &mut chance, |at| Some(at[1]) != dark)
    }

    /// A cube of calls: stages, results that lie in them, and two actions, of which every call of the last stage has one
    /// at least and those of the stage before it none.
    pub(super) fn of_calls(seed: u64) -> Self {
        let mut seeds = [2; 32];
        seeds[..8].copy_from_slice(&seed.to_le_bytes());
        let mut chance = Chance::from_seed(seeds);
        let places: &[(usize, usize)] = [&[(2, 3)][..], &[(1, 2), (1, 2)]][chance.below(2)];
        let (places, _) = tree("place", places, &mut chance);
        let (times, levels) = tree("year", &[(1, 1), (1, 2), (1, 2)], &mut chance);
        let units: Vec<&str> = levels[2].iter().map(String::as_str).collect();
        let times = times.in_units(&units);
        let stages = [("unanswered", "all"), ("answered", "all"), ("other", "answered"), ("presented", "answered")];
        let base = [&stages[..], &[("none", "presented"), ("some", "presented")]].concat();
        let of_stages = [
            ("T2", "unanswered"),
            ("T3", "unanswered"),
            ("C5", "other"),
            ("C6", "other"),
            ("C1", "presented"),
            ("C2", "presented"),
        ];
        let results = [&stages[..], &of_stages].concat();
        let action = |name: &'static str, other| [&stages[..2], &[(name, "answered"), (other, "answered")]].concat();
        let mut tables = Vec::new();
        for (name, codes) in
            [("stage", base), ("result", results), ("A1", action("A1", "~A1")), ("A2", action("A2", "~A2"))]
        {
            let is_first = tables.is_empty();
            let finest: Vec<usize> = (0..3).map(|_| if is_first { 9 } else { 1 + chance.below(3) }).collect();
            tables.push((name.to_owned(), Axis::tree("all", &codes), finest));
        }
        let mut counts = RawCounts::of(places, times, tables);
        (1..4).for_each(|table| counts.link(table, 0));
        let closed = 1 + chance.below(units.len());
        // Leaves of stages: unanswered, other, none, some. Of results two each. Of actions: unanswered, with, without.
        Self::fill(counts, closed, &mut chance, |at| {
            let (stage, result, actions) = (at[2], at[3], [at[4], at[5]]);
            let is_result = result / 2 == stage.min(2);
            let is_action = match stage {
                0 => actions == [0, 0],
                1 => !actions.contains(&0),
                2 => actions == [2, 2],
                _ => !actions.contains(&0) && actions.contains(&1),
            };
            is_result && is_action
        })
    }

    /// A cube in which a value, or a place, turned up after the first unit of time had been published without it.
    pub(super) fn late(seed: u64) -> Self {
        let mut seeds = [4; 32];
        seeds[..8].copy_from_slice(&seed.to_le_bytes());
        let mut chance = Chance::from_seed(seeds);
        let (places, _) = tree("place", &[(2, 3), (1, 2)], &mut chance);
        let (times, levels) = tree("year", &[(1, 2), (2, 3), (1, 2)], &mut chance);
        let units: Vec<&str> = levels[2].iter().map(String::as_str).collect();
        let times = times.in_units(&units);
        let (values, _) = tree("all", &[(3, 4)], &mut chance);
        let (place, value) = (chance.below(places.leaf_count()), chance.below(values.leaf_count()));
        let before = times.leaves(times.units()[0]);
        let finest = (0..4).map(|_| 1 + chance.below(3)).collect();
        let mut counts = RawCounts::of(places, times, vec![("attribute".to_owned(), values, finest)]);
        let is_place = seed.is_multiple_of(2);
        for time in before.clone() {
            for other in 0..if is_place { counts.tables[0].values.leaf_count() } else { counts.places.leaf_count() } {
                let (place, value) = if is_place { (place, other) } else { (other, value) };
                counts.tell_none(0, place, time, value);
            }
        }
        let closed = 2 + chance.below(units.len() - 1);
        Self::fill(counts, closed, &mut chance, |at| {
            !before.contains(&at[1]) || if is_place { at[0] != place } else { at[2] != value }
        })
    }

    /// A cube whose places nest unevenly: in some parts districts stand between, and in some they do not.
    pub(super) fn of_districts(seed: u64) -> Self {
        let mut seeds = [5; 32];
        seeds[..8].copy_from_slice(&seed.to_le_bytes());
        let mut chance = Chance::from_seed(seeds);
        let mut codes: Vec<(String, String)> = Vec::new();
        for province in 0..=chance.below(2) {
            let province = format!("p{province}");
            codes.push((province.clone(), "region".to_owned()));
            for territory in 0..=chance.below(2) {
                let territory = format!("{province}.t{territory}");
                codes.push((territory.clone(), province.clone()));
                for district in 0..chance.below(3) {
                    let district = format!("{territory}.d{district}");
                    codes.push((district.clone(), territory.clone()));
                    (0..=chance.below(2))
                        .for_each(|leaf| codes.push((format!("{district}.m{leaf}"), district.clone())));
                }
                (0..=chance.below(2)).for_each(|leaf| codes.push((format!("{territory}.m{leaf}"), territory.clone())));
            }
        }
        let codes: Vec<(&str, &str)> = codes.iter().map(|(name, parent)| (name.as_str(), parent.as_str())).collect();
        let places = Axis::tree("region", &codes);
        let (times, levels) = tree("year", &[(1, 1), (1, 2), (1, 2)], &mut chance);
        let units: Vec<&str> = levels[2].iter().map(String::as_str).collect();
        let times = times.in_units(&units);
        let (values, _) = tree("all", &[(2, 3)], &mut chance);
        let finest = (0..5).map(|_| chance.below(4)).collect();
        let counts = RawCounts::of(places, times, vec![("attribute".to_owned(), values, finest)]);
        let closed = 1 + chance.below(units.len());
        Self::fill(counts, closed, &mut chance, |_| true)
    }

    /// A cube of sources: of the region alone, each source in two parts, some of them small.
    pub(super) fn of_sources(seed: u64) -> Self {
        let mut seeds = [3; 32];
        seeds[..8].copy_from_slice(&seed.to_le_bytes());
        let mut chance = Chance::from_seed(seeds);
        let (times, levels) = tree("year", &[(1, 2), (1, 3), (1, 2)], &mut chance);
        let units: Vec<&str> = levels[2].iter().map(String::as_str).collect();
        let times = times.in_units(&units);
        let (values, _) = tree("all", &[(2, 6), (2, 2)], &mut chance);
        let finest = vec![2 + chance.below(2)];
        let counts = RawCounts::of(Axis::tree("region", &[]), times, vec![("source".to_owned(), values, finest)]);
        let closed = 1 + chance.below(units.len());
        Self::fill(counts, closed, &mut chance, |_| true)
    }

    /// A small table: places by values at one time.
    pub(super) fn table(seed: u64) -> Self {
        let mut seeds = [1; 32];
        seeds[..8].copy_from_slice(&seed.to_le_bytes());
        let mut chance = Chance::from_seed(seeds);
        let (places, _) = tree("place", &[(2, 4)], &mut chance);
        let (values, _) = tree("all", &[(2, 3)], &mut chance);
        let counts = RawCounts::of(places, Axis::tree("week", &[]), vec![("attribute".to_owned(), values, vec![9; 9])]);
        Self::fill(counts, 1, &mut chance, |_| true)
    }

    /// Records with rates of their own for each value of each axis, so that there are large and small cells and none.
    /// Only records that there can be are drawn.
    fn fill(mut counts: RawCounts, closed: usize, chance: &mut Chance, can_be: impl Fn(&[usize]) -> bool) -> Self {
        let mut sizes = vec![counts.places.leaf_count(), counts.times.leaf_count()];
        sizes.extend(counts.tables.iter().map(|table| table.values.leaf_count()));
        let rates: Vec<Vec<usize>> =
            sizes.iter().map(|size| (0..*size).map(|_| [0, 1, 2, 4, 8][chance.below(5)]).collect()).collect();
        let most = [1, 3, 12][chance.below(3)];
        let mut records = Vec::new();
        let cells: usize = sizes.iter().product();
        for cell in 0..cells {
            let mut rest = cell;
            let at: Vec<usize> = sizes
                .iter()
                .map(|size| {
                    let digit = rest % size;
                    rest /= size;
                    digit
                })
                .collect();
            if !can_be(&at) {
                continue;
            }
            let rate: usize = at.iter().zip(&rates).map(|(code, rates)| rates[*code]).product();
            let scale = rate.min(64) * most / 16 + usize::from(rate > 0);
            let count = u32::try_from(chance.below(scale + 1)).unwrap();
            for table in 0..counts.tables.len() {
                counts.add(table, at[0], at[1], at[2 + table], count);
            }
            records.push((at, count));
        }
        Self { counts, records, closed }
    }

    /// Everything published of it, month after month.
    pub(super) fn release(&self, rule: &SuppressionRule, at_least: Option<&SuppressionRule>) -> Hidden {
        let mut hidden = Hidden::everything(&self.counts);
        let mut fuller = Hidden::everything(&self.counts);
        for &unit in self.units() {
            if let Some(rule) = at_least {
                fuller = protect(&self.counts, unit, &fuller, None, rule);
            }
            hidden = protect(&self.counts, unit, &hidden, at_least.map(|_| &fuller), rule);
        }
        hidden
    }

    pub(super) fn units(&self) -> &[usize] {
        &self.counts.times.units()[..self.closed]
    }

    /// Whether that code of time is whole.
    pub(super) fn is_whole(&self, time: usize) -> bool {
        let last = self.units().last().map_or(0, |unit| self.counts.times.leaves(*unit).end);
        self.counts.times.leaves(time).end <= last
    }
}
