//! How many posts of a week and a territory speak of each theme. Counts only: no post, no text, and nothing that a
//! post could be known by.
//!
//! A post waits sealed, like every row for the counts, until a shuffled batch of them is added up; then nothing of it
//! is left but the sums.

use std::collections::BTreeMap;

use super::engine::on;
use super::{StoreError, Tx, pending};
use crate::domain::{ThemeCount, ThemedPost, Week};

const KIND: &str = "theme";

/// Lets a post wait, sealed, for its batch.
pub async fn put(tx: &mut Tx, post: &ThemedPost) -> Result<(), StoreError> {
    pending::put(tx, KIND, post.week, post).await.map(drop)
}

/// How many posts wait for their batch.
pub async fn waiting(tx: &mut Tx) -> Result<u64, StoreError> {
    pending::count(tx, KIND).await
}

const ADD: &str = "
    insert into theme_counts (week, territory, theme, posts) values ($1, $2, $3, $4)
    on conflict (week, territory, theme) do update set posts = theme_counts.posts + excluded.posts";

/// Where the posts of a week and a territory are counted whatever they speak of, so that a share can be told.
const ALL: &str = "";

/// Adds the waiting posts up: all from `batch` on, of fewer those whose week has closed; how many.
/// In a transaction of its own, or the batch is for nothing.
pub async fn flush(tx: &mut Tx, batch: u64, closed_before: Option<Week>) -> Result<u64, StoreError> {
    let posts: Vec<ThemedPost> = pending::take(tx, KIND, batch, closed_before).await?;
    let mut sums: BTreeMap<(String, &str, &str), i64> = BTreeMap::new();
    for post in &posts {
        let territory = post.territory.as_ref().map_or("", |territory| territory.as_str());
        for theme in post.themes.iter().map(String::as_str).chain([ALL]) {
            *sums.entry((post.week.to_string(), territory, theme)).or_default() += 1;
        }
    }
    for ((week, territory, theme), sum) in sums {
        on!(tx, |c| sqlx::query(ADD).bind(&week).bind(territory).bind(theme).bind(sum).execute(c).await.map(drop))?;
    }
    Ok(posts.len() as u64)
}

const COUNTS: &str = "
    select one.week, one.territory, one.theme, one.posts, every.posts
    from theme_counts one
    join theme_counts every on every.week = one.week and every.territory = one.territory and every.theme = ''
    where one.theme <> '' and one.week >= $1 and one.week <= $2
    order by one.week, one.territory, one.theme";

/// The counts of the weeks from `first` to `last`, each beside all posts of its week and territory. Raw: they leave the
/// house only as what may be published of them.
pub async fn counts(tx: &mut Tx, first: Week, last: Week) -> Result<Vec<ThemeCount>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, (String, String, String, i64, i64)>(COUNTS)
        .bind(first.to_string())
        .bind(last.to_string())
        .fetch_all(c)
        .await)?;
    let wrong = |column| move |what: String| StoreError::inconsistent("theme_counts", column, what);
    let row = |(week, territory, theme, posts, of): (String, String, String, i64, i64)| {
        Ok(ThemeCount {
            week: week.parse().map_err(|fault: crate::domain::TimeFault| wrong("week")(fault.to_string()))?,
            territory: match territory.as_str() {
                "" => None,
                name => Some(name.parse().map_err(|fault| wrong("territory")(fault))?),
            },
            theme,
            posts: u64::try_from(posts).map_err(|fault| wrong("posts")(fault.to_string()))?,
            of: u64::try_from(of).map_err(|fault| wrong("posts")(fault.to_string()))?,
        })
    };
    rows.into_iter().map(row).collect()
}
