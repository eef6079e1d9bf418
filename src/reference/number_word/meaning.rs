//! What words mean beside a number: one row of the table for each.

/// How far a denial reaches: `rif.` denies the group after it, `IBAN` the whole chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The group of digits that follows.
    One,
    /// The same, and a word may stand between: `codice cliente`.
    Beyond,
    /// All small groups that follow, whatever parts them, up to the next ordinary word: `pagine 38, 45-53 e 250`.
    List,
    /// All groups that follow with the same separator.
    Chain,
    /// The same, but only what may be a price: `prezzi`.
    Prices,
    /// All groups that follow with the same separator, and a few words may stand between: `lotto, ruota di Bari`.
    Afar,
    /// The group that follows, and some words may stand between: `il codice della prenotazione è`.
    Near,
    /// The group that follows, if the word is numbered: `biglietto n.`, `n. biglietto`.
    Numbered,
    /// The same, and a row of nine digits and more that nothing announces: `concorso 3841234567`.
    Document,
}

/// What a word means beside a number. A word may mean several things: `ora` is a unit and a filler.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a row of the table: a word may mean any of them")]
pub struct Meaning {
    /// The number it stands for, 0 to 999.
    pub value: Option<u16>,
    /// The digit it stands for in a row of number words, and nowhere else: dialect, or a slip of the pen.
    pub careless: Option<u16>,
    /// It says that the number of the thing before it follows: `n.`.
    pub numbers: bool,
    /// It may stand between two groups of one number: `poi`, `e`.
    pub filler: bool,
    /// It announces a number: `chiama`, `tel`.
    pub cue: bool,
    /// What follows is another sort of number: `rif`, `IBAN`.
    pub denial: Option<Reach>,
    /// The number before it is a measure, up to this value: `anni`, `cm`.
    pub unit_after: Option<u16>,
    /// The number after it is a measure, up to this value: `alle`, `euro`.
    pub unit_before: Option<u16>,
    /// It stands between two numbers: `oppure`.
    pub or: bool,
    /// It makes a repeater of the number before it: `due volte`.
    pub times: bool,
    /// The digits after it belong before those that came first: `prefisso`.
    pub prefix: bool,
    /// It is a plus sign in letters: `più trentanove`.
    pub plus: bool,
    /// It is a digit in the plural, said to be there several times: `due zeri`.
    pub plural: bool,
    /// The digits beside it are the last of a number: `finale`.
    pub ending: bool,
    /// A name and then the number of a house follow: `via`.
    pub street: bool,
    /// The digit after it is said that many times: `doppio`.
    pub repeat: Option<u8>,
    /// It is an article as often as the digit 1: `un`.
    pub article: bool,
    /// The number before it counts something, however large it is: `byte`.
    pub counts: bool,
    /// How surely it says that the digits near it are told backwards: 3 `rovescio`, 2 `contrario`, 1 `fondo`, which
    /// needs another.
    pub backwards: u8,
}

impl Meaning {
    /// Whether number words may be glued to it: it is one, or says how often the next is meant.
    #[must_use]
    pub fn begins_glued(&self) -> bool {
        self.value.is_some() || self.repeat.is_some()
    }

    /// Whether all that the word says before a number is that one follows.
    #[must_use]
    pub fn only_announces(&self) -> bool {
        *self == Self { cue: true, filler: self.filler, ..Self::default() }
    }

    /// Whether it ends a number that stands before it: it says something of another, and cannot stand between two parts.
    #[must_use]
    pub fn parts(&self) -> bool {
        let says = self.cue || self.denial.is_some() || self.unit_before.is_some() || self.street || self.counts;
        let other = Self {
            cue: self.cue,
            denial: self.denial,
            unit_before: self.unit_before,
            unit_after: self.unit_after,
            street: self.street,
            counts: self.counts,
            ..Self::default()
        };
        says && *self == other
    }

    /// Whether the word means something only within a number: a filler, or what stands between two. A prefix may also be
    /// told first.
    pub(super) fn is_idle(&self) -> bool {
        let within = Self {
            filler: self.filler,
            ending: self.ending,
            or: self.or,
            times: self.times,
            backwards: self.backwards,
            ..Self::default()
        };
        *self == within
    }

    /// Takes a role of the table, and its value.
    pub(super) fn take(&mut self, role: &str, value: &str) {
        let limit = value.parse().ok();
        match role {
            "riempitivo" => self.filler = true,
            "invito" => self.cue = true,
            "smentita" => {
                self.denial = Some(match value {
                    "catena" => Reach::Chain,
                    "prezzi" => Reach::Prices,
                    "elenco" => Reach::List,
                    "oltre" => Reach::Beyond,
                    "lontano" => Reach::Afar,
                    "vicino" => Reach::Near,
                    "numerato" => Reach::Numbered,
                    "documento" => Reach::Document,
                    _ => Reach::One,
                });
            }
            "unita_dopo" => self.unit_after = limit,
            "unita_prima" => self.unit_before = limit,
            "oppure" => self.or = true,
            "volte" => self.times = true,
            "prefisso" => self.prefix = true,
            "via" => self.street = true,
            "finale" => {
                self.filler = true;
                self.ending = true;
            }
            "numero" => self.numbers = true,
            "plurale" => self.plural = true,
            "piu" => self.plus = true,
            "articolo" => self.article = true,
            "conteggio" => self.counts = true,
            "rovescio" => {
                self.backwards = match value {
                    "svolta" => 3,
                    "certo" => 2,
                    _ => 1,
                }
            }
            _ => {}
        }
    }
}
