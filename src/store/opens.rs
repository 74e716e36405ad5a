//! How often embeds were opened: daily totals, outside of the change log.

use super::tx::{Cell, Cells, Dialect, Tx};
use super::{Store, StoreError};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// How many embeds are told apart on a day; what is opened beyond counts as [`OTHER_EMBEDS`].
pub const MOST_EMBEDS: usize = 200;

/// All embeds that are not told apart.
pub const OTHER_EMBEDS: &str = "other";

/// How often an embed was opened on a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opened {
    /// In the city's time zone.
    pub day: NaiveDate,
    /// The address that it is known by, or [`OTHER_EMBEDS`].
    pub embed: String,
    pub opens: u64,
}

impl Store {
    /// Adds to the totals, all or nothing. Instances of one database add to the same ones.
    ///
    /// # Errors
    /// When the database does not answer; nothing is added then.
    pub async fn add_opens(&self, opened: &[Opened]) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let day = day_argument(tx.dialect());
        let add = format!(
            "INSERT INTO embed_opens (day, embed, opens) VALUES ({day}, $2, $3)
             ON CONFLICT (day, embed) DO UPDATE SET opens = embed_opens.opens + excluded.opens"
        );
        let days: BTreeSet<NaiveDate> = opened.iter().map(|one| one.day).collect();
        for day in days {
            let mut known = embeds_of(&mut tx, day).await?;
            for one in opened.iter().filter(|one| one.day == day) {
                let told_apart = known.contains(&one.embed) || known.len() < MOST_EMBEDS;
                let embed = if told_apart {
                    one.embed.as_str()
                } else {
                    OTHER_EMBEDS
                };
                if told_apart {
                    known.insert(embed.to_owned());
                }
                let cells = vec![
                    Cell::text(day.to_string()),
                    Cell::text(embed),
                    Cell::int(one.opens),
                ];
                tx.execute(add.clone(), cells).await?;
            }
        }
        tx.commit().await
    }

    /// The totals of each day since `since`, by day and embed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn opens(&self, since: NaiveDate) -> Result<Vec<Opened>, StoreError> {
        let mut tx = self.snapshot().await?;
        let text = match tx.dialect() {
            Dialect::GeoPackage => "day",
            Dialect::PostGis => "day::text",
        };
        let from = day_argument(tx.dialect());
        let sql = format!(
            "SELECT {text}, embed, opens FROM embed_opens WHERE day >= {from} ORDER BY day, embed"
        );
        let rows = tx.rows(sql, vec![Cell::text(since.to_string())]).await?;
        // A row that somebody else wrote and that says no day is no total of ours.
        Ok(rows.into_iter().filter_map(read).collect())
    }
}

/// `$1` as the column of days takes it.
const fn day_argument(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::GeoPackage => "$1",
        Dialect::PostGis => "$1::text::date",
    }
}

/// The embeds that a day has totals of.
async fn embeds_of(tx: &mut Tx, day: NaiveDate) -> Result<BTreeSet<String>, StoreError> {
    let day_of = day_argument(tx.dialect());
    let sql = format!("SELECT embed FROM embed_opens WHERE day = {day_of}");
    let rows = tx.rows(sql, vec![Cell::text(day.to_string())]).await?;
    let embeds = rows
        .into_iter()
        .filter_map(|row| row.into_iter().next()?.into_text());
    Ok(embeds.filter(|embed| embed != OTHER_EMBEDS).collect())
}

fn read(row: Cells) -> Option<Opened> {
    let mut cells = row.into_iter();
    Some(Opened {
        day: cells.next()?.into_text()?.parse().ok()?,
        embed: cells.next()?.into_text()?,
        opens: u64::try_from(cells.next()?.as_int()?).ok()?,
    })
}
