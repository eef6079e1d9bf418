//! One gate before each host, for the whole program: a request passes permit, pause, budget and bucket, in
//! that order.
//!
//! The bucket holds one token, so it is one instant: the earliest start of the next request. A rate-limiter
//! library was weighed and left out: its cell starts counting when a request is *permitted*, while a server
//! counts when it *arrives*, so a slow connection followed by a quick one would come in too short an interval;
//! and its state can be neither read out for the store nor changed when a slower source comes along. Here the
//! interval runs from the answer, or from a little after the start when the answer is slow.
//!
//! Several sources on one host share the gate, and the slowest pace wins.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, Semaphore, SemaphorePermit};
use tokio::time::Instant;

use super::error::FetchError;
use super::robots::Known;
use super::trouble::Trouble;
use crate::domain::{Chance, Clock, Day, Timestamp};
use crate::source::Pace;

/// A turn that is further off than this is handed back to the caller, who can do something else meanwhile.
const LONGEST_WAIT: Duration = Duration::from_mins(2);
/// No interval is longer, so that reckoning with it cannot overflow.
const LONGEST_INTERVAL: Duration = Duration::from_hours(30 * 24);
/// How long after its start a request is taken to have reached the server, if no answer has come: a slow
/// answer must not stop the next request for longer.
const SURELY_ARRIVED: Duration = Duration::from_millis(250);

/// What the gate of a host remembers across a restart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HostState {
    /// The earliest start of the next request.
    pub next_at: Option<Timestamp>,
    /// The end of the present pause.
    pub paused_until: Option<Timestamp>,
    /// Incidents not yet forgiven: how far the pauses have grown.
    pub incidents: u32,
    /// The day of `pages`.
    pub day: Option<Day>,
    /// Pages asked for on `day`.
    pub pages: u32,
}

/// The gate of one host, and what is known of its robots.txt, over http and over https.
pub(super) struct Host {
    name: String,
    turns: Semaphore,
    /// Rings when the next request may start sooner than was thought.
    sooner: Notify,
    state: Mutex<State>,
    pub(super) robots: [Known; 2],
    /// Held while a page of the host is drawn: one at a time. Of tokio, because the others wait for it meanwhile.
    pub(super) drawing: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    delay: Duration,
    concurrency: Option<u32>,
    /// Turns to be taken away as they come back, after a pace with fewer of them came along.
    surplus: usize,
    pages_per_day: Option<u32>,
    next: Option<Instant>,
    /// Turns given so far: only the latest may say when the next begins.
    turns_given: u64,
    day: Option<Day>,
    pages: u32,
    trouble: Trouble,
}

/// What a request is, to the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Errand {
    /// A page: counts in the budget of the day.
    Page,
    /// robots.txt: asks for leave to ask.
    Robots,
}

/// Time and chance, handed in.
pub(super) struct Means<'a> {
    pub(super) clock: &'a dyn Clock,
    pub(super) chance: &'a Mutex<Chance>,
    /// The share by which an interval is made longer at random.
    pub(super) jitter: f64,
}

impl Means<'_> {
    /// A share between nothing and `most`.
    pub(super) fn share_of(&self, most: f64) -> f64 {
        const STEPS: u32 = 1 << 16;
        if most > 0.0 {
            let drawn = lock(self.chance).below(STEPS as usize);
            most.min(1.0) * f64::from(u32::try_from(drawn).unwrap_or(0)) / f64::from(STEPS)
        } else {
            0.0
        }
    }
}

/// A turn at the host. It is held until the body is read.
pub(super) struct Turn<'a> {
    host: &'a Host,
    permit: Option<SemaphorePermit<'a>>,
    asked_at: Timestamp,
    interval: Duration,
    number: u64,
}

impl Host {
    pub(super) fn new(name: String) -> Self {
        let robots = [Known::default(), Known::default()];
        let (turns, sooner) = (Semaphore::new(0), Notify::new());
        Self { name, turns, sooner, state: Mutex::default(), robots, drawing: tokio::sync::Mutex::default() }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Takes note of a pace: the slowest one wins.
    pub(super) fn slow_down_to(&self, pace: &Pace) {
        lock(&self.state).slow_down_to(pace, &self.turns);
    }

    /// Whether a page may be asked for at all now: the hours of the source, the pause and the budget of the
    /// host. Asked before anything is sent, robots.txt included.
    pub(super) fn open(&self, pace: &Pace, now: Timestamp) -> Result<(), FetchError> {
        let host = || self.name.clone();
        if let Some(hours) = pace.hours
            && !hours.holds(now.time_of_day())
        {
            let today = now.day().at(hours.from);
            let begin = if today > now { today } else { now.day().plus_days(1).at(hours.from) };
            return Err(FetchError::OutsideHours { host: host(), wait: begin.since(now) });
        }
        let mut state = lock(&self.state);
        state.slow_down_to(pace, &self.turns);
        state.check(now, Errand::Page, host)
    }

    /// Waits for a turn: a permit, then the end of the interval since the last request.
    pub(super) async fn turn(
        &self,
        pace: &Pace,
        crawl_delay: Option<Duration>,
        errand: Errand,
        means: &Means<'_>,
    ) -> Result<Turn<'_>, FetchError> {
        self.slow_down_to(pace);
        let permit = self.turns.acquire().await.map_err(|closed| FetchError::Setup(closed.to_string()))?;
        let longer_by = 1.0 + means.share_of(means.jitter);
        loop {
            // Made before the state is looked at, so that no ring in between is missed.
            let sooner = self.sooner.notified();
            let wait = {
                let mut state = lock(&self.state);
                let (now, wall) = (Instant::now(), means.clock.now());
                state.check(wall, errand, || self.name.clone())?;
                match state.next.map(|next| next.saturating_duration_since(now)).filter(|wait| !wait.is_zero()) {
                    None => {
                        let interval = state.delay.max(crawl_delay.unwrap_or_default());
                        let interval = interval.min(LONGEST_INTERVAL).mul_f64(longer_by);
                        let number = state.take(now, wall.day(), interval, errand);
                        return Ok(Turn { host: self, permit: Some(permit), asked_at: wall, interval, number });
                    }
                    Some(wait) if wait > LONGEST_WAIT => {
                        return Err(FetchError::Paused { host: self.name.clone(), wait });
                    }
                    Some(wait) => wait,
                }
            };
            // Whichever comes first, the state is looked at again.
            let _ = tokio::time::timeout(wait, sooner).await;
        }
    }

    /// What is to be remembered across a restart.
    pub(super) fn remember(&self, now: Timestamp) -> HostState {
        let state = lock(&self.state);
        let left = state.next.map(|next| next.saturating_duration_since(Instant::now()));
        HostState {
            next_at: left.filter(|left| !left.is_zero()).map(|left| now.plus(left)),
            paused_until: state.trouble.paused_until().filter(|until| *until > now),
            incidents: state.trouble.incidents(),
            day: state.day,
            pages: state.pages,
        }
    }

    /// Takes up what was remembered.
    pub(super) fn restore(&self, remembered: HostState, now: Timestamp) {
        let mut state = lock(&self.state);
        state.next =
            remembered.next_at.and_then(|next| Instant::now().checked_add(next.since(now).min(LONGEST_INTERVAL)));
        state.trouble = Trouble::restored(remembered.paused_until, remembered.incidents);
        (state.day, state.pages) = (remembered.day, remembered.pages);
    }
}

impl State {
    /// The slowest of the paces that were ever asked for.
    fn slow_down_to(&mut self, pace: &Pace, turns: &Semaphore) {
        self.delay = self.delay.max(pace.delay);
        if let Some(limit) = pace.pages_per_day {
            self.pages_per_day = Some(self.pages_per_day.map_or(limit, |own| own.min(limit)));
        }
        let wanted = pace.concurrency.max(1);
        match self.concurrency {
            None => {
                turns.add_permits(wanted as usize);
                self.concurrency = Some(wanted);
            }
            Some(own) if wanted < own => {
                let surplus = (own - wanted) as usize;
                self.surplus += surplus - turns.forget_permits(surplus);
                self.concurrency = Some(wanted);
            }
            Some(_) => {}
        }
    }

    fn check(&self, now: Timestamp, errand: Errand, host: impl Fn() -> String) -> Result<(), FetchError> {
        if let Some(wait) = self.trouble.pause_left(now) {
            return Err(FetchError::Paused { host: host(), wait });
        }
        match self.pages_per_day {
            Some(limit) if errand == Errand::Page && self.day == Some(now.day()) && self.pages >= limit => {
                Err(FetchError::Budget { host: host(), limit, wait: now.day().end().since(now) })
            }
            _ => Ok(()),
        }
    }

    fn take(&mut self, now: Instant, today: Day, interval: Duration, errand: Errand) -> u64 {
        if !interval.is_zero() {
            self.next = now.checked_add(interval + SURELY_ARRIVED.min(interval / 2));
        }
        if errand == Errand::Page {
            if self.day != Some(today) {
                (self.day, self.pages) = (Some(today), 0);
            }
            self.pages = self.pages.saturating_add(1);
        }
        self.turns_given += 1;
        self.turns_given
    }
}

impl Turn<'_> {
    /// The server has seen the request, whatever it makes of it: the interval runs from here.
    pub(super) fn arrived(&self) {
        if !self.interval.is_zero() {
            let mut state = lock(&self.host.state);
            if state.turns_given == self.number {
                state.next = state.next.min(Instant::now().checked_add(self.interval));
                self.host.sooner.notify_waiters();
            }
        }
    }

    /// The host answered as it should.
    pub(super) fn went_well(&self, now: Timestamp) {
        lock(&self.host.state).trouble.answered_well(now);
    }

    /// The host failed. Gives the pause, if there is one now.
    pub(super) fn failed(&self, means: &Means<'_>) -> Option<Duration> {
        let longer_by = means.share_of(PAUSE_JITTER);
        lock(&self.host.state).trouble.failed(self.asked_at, means.clock.now(), longer_by)
    }

    /// The host asks to be left alone. Gives the pause.
    pub(super) fn refused(&self, retry_after: Option<Duration>, means: &Means<'_>) -> Duration {
        let longer_by = means.share_of(PAUSE_JITTER);
        lock(&self.host.state).trouble.refused(self.asked_at, means.clock.now(), retry_after, longer_by)
    }
}

/// The share by which a growing pause is made longer at random, so that not all come back at once.
pub(super) const PAUSE_JITTER: f64 = 0.1;

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = lock(&self.host.state);
        if state.surplus > 0
            && let Some(permit) = self.permit.take()
        {
            state.surplus -= 1;
            permit.forget();
        }
    }
}

/// This is a standard mutex and not tokio's: nothing waits while it is held.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::SetClock;

    const SOON: Duration = Duration::from_millis(50);

    struct Gate {
        host: Host,
        clock: SetClock,
        chance: Mutex<Chance>,
    }

    impl Gate {
        fn new() -> Self {
            let clock = SetClock::standing(Timestamp::from_millis(1_700_000_000_000));
            Self { host: Host::new("a.invalid".to_owned()), clock, chance: Mutex::new(Chance::from_seed([1; 32])) }
        }

        async fn turn(&self, delay: u64, concurrency: u32) -> Turn<'_> {
            let delay = Duration::from_millis(delay);
            let pace = Pace { delay, concurrency, pages_per_day: None, hours: None };
            let means = Means { clock: &self.clock, chance: &self.chance, jitter: 0.03 };
            self.host.turn(&pace, None, Errand::Page, &means).await.unwrap()
        }
    }

    #[tokio::test]
    async fn the_interval_runs_from_the_arrival_or_a_little_after_the_start() {
        // Without an answer: half the interval more. With one, the whole interval from there, and who waits
        // is told. Upper bounds are wide of the lower ones, for a busy machine.
        for (answer_after, from, to) in [(None, 600, 1000), (Some(0), 400, 590), (Some(100), 500, 1000)] {
            let gate = Gate::new();
            let first = gate.turn(400, 2).await;
            let start = Instant::now();
            let answer = async {
                if let Some(after) = answer_after {
                    tokio::time::sleep(Duration::from_millis(after)).await;
                    first.arrived();
                }
            };
            let (_second, ()) = tokio::join!(gate.turn(400, 2), answer);
            let waited = start.elapsed().as_millis();
            assert!((from..to).contains(&waited), "answer after {answer_after:?}: {waited} ms");
        }
    }

    #[tokio::test]
    async fn only_the_latest_request_says_when_the_next_may_start() {
        let gate = Gate::new();
        let first = gate.turn(200, 3).await;
        let second = gate.turn(200, 3).await;
        let start = Instant::now();
        // The answer to the first comes late: the second may still be on its way.
        first.arrived();
        let _third = gate.turn(200, 3).await;
        assert!(start.elapsed() >= Duration::from_millis(290), "{:?}", start.elapsed());
        drop(second);
    }

    #[tokio::test]
    async fn turns_that_a_gentler_pace_takes_away_do_not_come_back() {
        let gate = Gate::new();
        let mut held = Vec::new();
        for _ in 0..4 {
            held.push(gate.turn(0, 4).await);
        }
        assert!(tokio::time::timeout(SOON, gate.turn(0, 2)).await.is_err());
        held.clear();
        let _one = gate.turn(0, 4).await;
        let _two = gate.turn(0, 4).await;
        assert!(tokio::time::timeout(SOON, gate.turn(0, 4)).await.is_err());
    }

    #[test]
    fn chance_only_ever_makes_longer_and_takes_no_nonsense() {
        let gate = Gate::new();
        let means = Means { clock: &gate.clock, chance: &gate.chance, jitter: 0.0 };
        for most in [0.0, 0.1, 1.0, 7.0, -1.0, f64::NAN, f64::INFINITY] {
            let share = means.share_of(most);
            assert!((0.0..=1.0).contains(&share), "{most}: {share}");
        }
    }
}
