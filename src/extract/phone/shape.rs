//! Shapes: what sort of number a row of digits may be, and how much belief the shape alone deserves.
//!
//! A mobile with its country code is hardly ever anything else; nine digits that begin with 3 often are.
//! Italian mobiles are known here by their shape, so that most rows cost nothing; all else is asked of
//! the numbering plan, and only so many times in one text.

use crate::domain::{NumberingPlan, PhoneNumber};

/// Questions put to the plan for shapes alone, in one text: enough for every honest page.
const QUESTIONS: u32 = 2_000;

/// How a row of digits is read as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// Digits before the country code that are only the way out: `00`.
    pub(super) skip: usize,
    /// Whether the country code is among the digits.
    pub(super) international: bool,
    /// What the shape is worth.
    pub(super) worth: i32,
}

impl Shape {
    /// The number as one figure, its country before it: the same for every writing of it.
    pub(super) fn key(self, digits: &[u8]) -> u64 {
        let start = if self.international { 1 } else { 139 };
        digits
            .iter()
            .skip(self.skip)
            .fold(start, |sum: u64, digit| sum.wrapping_mul(10).wrapping_add(u64::from(*digit)))
    }
}

/// How the digits stand in the text, as far as it matters to their shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    /// There is a plus sign before them.
    pub(super) plus: bool,
    /// Digits in the first group.
    pub(super) first: usize,
    /// Groups.
    pub(super) groups: usize,
    /// A word before announces a number.
    pub(super) cued: bool,
    /// The gaps are those of a large number in print.
    pub(super) thousands: bool,
}

/// The numbering plan, asked sparingly.
pub(super) struct Plan {
    plan: NumberingPlan,
    questions: u32,
}

impl Plan {
    pub(super) fn of(plan: NumberingPlan) -> Self {
        Self { plan, questions: QUESTIONS }
    }

    /// The number that digits of a shape are, if the plan knows it.
    pub(super) fn number(&self, digits: &[u8], shape: Shape) -> Option<PhoneNumber> {
        let national = match digits.get(shape.skip..)? {
            [3, 9, national @ ..] if shape.international => national,
            _ if shape.international => &[],
            national => national,
        };
        // Nearly all are mobiles.
        PhoneNumber::of_mobile(national).or_else(|| PhoneNumber::parse(&written(digits, shape), self.plan).ok())
    }

    fn knows(&mut self, digits: &[u8], shape: Shape) -> bool {
        if self.questions == 0 {
            return false;
        }
        self.questions -= 1;
        self.number(digits, shape).is_some()
    }

    /// What the digits may be.
    pub(super) fn shape(&mut self, digits: &[u8], form: Form) -> Option<Shape> {
        let (plus, rest, skip) = match digits {
            [0, 0, rest @ ..] if !form.plus => (true, rest, 2),
            _ => (form.plus, digits, 0),
        };
        if plus {
            return self.with_country(digits, rest, skip, form);
        }
        if let [3, 9, national @ ..] = rest
            && let Some(worth) = self.bare_country(digits, national)
        {
            return Some(Shape { skip: 0, international: true, worth });
        }
        let shape = |worth| Shape { skip: 0, international: false, worth };
        if self.is_mobile(rest) {
            // Nine digits are an old number where they are grouped as one, and much else where they are not.
            // Three threes are a large number as it is printed.
            let printed = form.groups == 3 && form.thousands;
            let old = if form.first == 3 && form.groups > 1 && !printed { 56 } else { 50 };
            return Some(shape(if rest.len() == 10 { 90 } else { old }));
        }
        let worth = match rest {
            [0, ..] => landline(rest, form)?,
            [8, 0, 0 | 3, ..] if (6..=9).contains(&rest.len()) => {
                if rest.len() == 9 {
                    75
                } else {
                    40
                }
            }
            [8, 4 | 9, ..] | [1, 9, 9, ..] | [5, 5, ..] if form.cued && (9..=10).contains(&rest.len()) => 48,
            _ => return None,
        };
        self.knows(digits, shape(worth)).then(|| shape(worth))
    }

    fn with_country(&mut self, digits: &[u8], rest: &[u8], skip: usize, form: Form) -> Option<Shape> {
        let less = if skip > 0 { 2 } else { 0 };
        let shape = |worth: i32| Shape { skip, international: true, worth: worth - less };
        if let [3, 9, national @ ..] = rest {
            if self.is_mobile(national) {
                return Some(shape(if national.len() == 10 { 100 } else { 78 }));
            }
            // Of two landlines that begin alike the one of usual length is meant.
            let found = shape(match (national.first(), national.len()) {
                (Some(0), 9..=10) => 88,
                (Some(0), 8 | 11) => 80,
                (Some(0), _) => 68,
                _ => 70,
            });
            return ((6..=11).contains(&national.len()) && self.knows(digits, found)).then_some(found);
        }
        if !(8..=15).contains(&rest.len()) || rest.first() == Some(&0) {
            return None;
        }
        // Without a plus, two zeros and a row of digits may be anything that begins so.
        let worth = if skip == 0 || form.groups > 1 || form.cued { 84 } else { 50 };
        self.knows(digits, shape(worth)).then(|| shape(worth))
    }

    /// What a number is worth that begins with 39 and no plus.
    fn bare_country(&mut self, digits: &[u8], national: &[u8]) -> Option<i32> {
        if self.is_mobile(national) && national.len() == 10 {
            return Some(88);
        }
        let landline = national.first() == Some(&0) && (8..=11).contains(&national.len());
        (landline && self.knows(digits, Shape { skip: 0, international: true, worth: 0 })).then_some(58)
    }

    /// Italian mobiles: 3 and eight or nine digits, the second not 0; 30 is the rehearsal's.
    fn is_mobile(&self, national: &[u8]) -> bool {
        match national {
            [3, 0, ..] => self.plan == NumberingPlan::Rehearsal && national.len() == 10,
            [3, 1, ..] => national.len() == 10,
            [3, ..] => (9..=10).contains(&national.len()),
            _ => false,
        }
    }
}

/// What a row that begins with 0 is worth as a landline.
fn landline(digits: &[u8], form: Form) -> Option<i32> {
    // The plan knows shorter ones, of which hardly any are left; dates and prices are as long.
    if !(8..=11).contains(&digits.len()) {
        return None;
    }
    let district = district(digits)?;
    let usual = (8..=10).contains(&digits.len());
    let worth = match (form.groups, form.first == district) {
        // An eleven-digit row that begins with 0 is an Italian VAT number far more often.
        (1, _) if digits.len() == 11 => 40,
        (1, _) if digits.len() >= 9 => 66,
        (1, _) => 52,
        // Hardly any number behind a district has four digits.
        (_, true) if usual && digits.len() - district < 5 => 50,
        (_, true) if usual => 72 - 4 * i32::from(digits.len() == 8),
        // Digit by digit: nobody writes a list of ten small numbers that begins with a district.
        // Of two that end one after the other the longer is meant.
        (10, false) if form.groups == digits.len() => 63,
        (9, false) if form.groups == digits.len() => 62,
        (_, true) => 56,
        // The first group goes on behind the district: `053200 76 17`.
        (2..=4, false) if (9..=10).contains(&digits.len()) && matches!(form.first, 6 | 7) => 62,
        // `060 040 7996`: as mobiles are grouped.
        (3, false) if district == 2 && form.first == 3 && digits.len() == 10 => 62,
        (2.., false) => 50,
        (0, false) => return None,
    };
    Some(worth)
}

/// The length of the district code that the digits begin with: two for Rome and Milan, else the third
/// digit tells.
fn district(digits: &[u8]) -> Option<usize> {
    match digits {
        [0, 2 | 6, ..] => Some(2),
        [0, 1..=9, 0 | 1 | 5 | 9, ..] => Some(3),
        [0, 1..=9, _, ..] => Some(4),
        _ => None,
    }
}

/// The digits as the plan reads them, with a plus.
fn written(digits: &[u8], shape: Shape) -> String {
    let mut text = String::with_capacity(20);
    text.push_str(if shape.international { "+" } else { "+39" });
    text.extend(digits.iter().skip(shape.skip).map(|digit| char::from(b'0' + digit)));
    text
}
