//! The nouns: what the people who use the program talk about, as types that cannot hold nonsense.
//!
//! This is the ground floor. It imports no other room, opens nothing, waits for nothing and knows no
//! clock but the one it is handed.

mod attribute;
mod audit;
mod canonical;
mod chance;
mod changed;
mod contact_point;
mod count;
mod daily_list;
mod drift;
mod fault;
mod figures;
mod finding;
mod hours;
mod id;
mod likeness;
mod mark;
mod monthly_sheet;
mod note;
mod observation;
mod operator;
mod outcome;
mod page;
mod phone;
mod place;
mod quota;
mod rule;
mod source_status;
mod task;
mod time;
mod url;
mod visiting;

pub use attribute::{AgeBand, CountryCode, Declared, DeclaredGender, Language, Origin, Venue};
pub use audit::{Act, AuditLine};
pub use chance::Chance;
pub use changed::Changed;
pub use contact_point::{Closing, ContactPoint, ContactState, Slot};
pub use count::{Finish, SourceReport};
pub use daily_list::{DailyRow, RowCode, RowKind};
pub use drift::{Alarm, Fall, Unit};
pub use fault::{Fault, Faults, Report, did_you_mean, duration};
pub use figures::{Figure, Figures};
pub use finding::{Change, Finding, Standing};
pub use hours::{TimeOfDay, Window};
pub use id::{ContactPointId, RowId, SessionId, TaskId};
pub use likeness::Likeness;
pub use mark::{Mark, MarkKind};
pub use monthly_sheet::{BimonthlyNote, NoteAnswer, NoteQuestion, SheetContent, SheetVersion, TypedFigure};
pub use note::{About, Note, Ruling};
pub use observation::{AdObservation, CallOutcome, ThemeCount, ThemedPost};
pub use operator::{Operator, OperatorName, Role};
pub use outcome::{Action, Conversation, Notice, Outcome, OutcomeFault, Technical};
pub use page::Page;
pub use phone::{NumberingPlan, PhoneFault, PhoneKind, PhoneNumber};
pub(crate) use place::is_slug;
pub use place::{MunicipalityCode, Province, TerritoryName};
pub use quota::{MonthlyPlan, QuotaMode};
pub use rule::{Proposal, RuleName};
pub use source_status::{SourceFigures, SourceState, SourceStatus};
pub use task::{Task, TaskKind};
pub use time::{Clock, Day, Month, SetClock, TimeFault, Timestamp, WallClock, Week};
pub use url::{PageUrl, UrlFault};
pub use visiting::Visiting;
