//! The suite of faults that are survived: ends at any point, full and locked disks, databases that go away, clocks that are
//! wrong, others that fail, nodes that get in each other's way. After each, the same must hold: nothing that was acknowledged is
//! lost, what is sent again with the same key is the same case, nobody sees twice what they should see once, and all that is
//! derived is what the ledger says. `cargo xtask test --only faults` runs it; what the index alone survives is told in
//! `search/faults.rs`.

mod backups;
mod clock;
mod crashes;
mod database;
mod deliveries;
mod disk;
mod index;
mod load;
mod nodes;

use crate::harness::{DAY_MS, Installation};
use hoiam_backend::cli::verify::{What, check};
use hoiam_backend::outside::{Clock, SystemClock};
use hoiam_backend::store::{Db, cases};

impl Installation {
    /// Sets the clock to so many milliseconds after the machine's, which is the one that servers of their own read.
    fn after_the_servers(&self, ms: i64) {
        self.clock.jump(SystemClock.now_ms() + ms - self.app().now_ms());
    }

    /// Goes on in this process, well after the servers that are gone, so that what they had taken for a while is free.
    async fn goes_on(&mut self) {
        self.clock.advance(3_650 * DAY_MS);
        self.restart().await;
        self.run_tails().await;
        self.is_whole().await;
    }

    /// All that is derived is what the ledger says.
    async fn is_whole(&self) {
        for what in [What::Ledger, What::Index, What::Clocks, What::Indicators] {
            let report = check(&self.app(), what).await.unwrap();
            assert!(report.good(), "{what:?}: {}", report.json());
        }
    }

    /// How many cases the database has, asked beside whoever serves it.
    async fn stored(&self) -> i64 {
        let file = format!("sqlite:{}", self.data().join("hoiam.db").display());
        let db = Db::open(self.database_url().unwrap_or(&file), 1).await.unwrap();
        let count = cases::count(&mut db.read()).await.unwrap();
        db.close().await;
        count
    }

    /// Each of these cases is found, once.
    async fn finds(&self, codes: impl IntoIterator<Item = &String>) {
        let coordinator = self.sign_in("dieuphoi").await;
        for code in codes {
            assert_eq!(self.list(&coordinator, &format!("code:{code}")).await.0, 1, "{code} was acknowledged");
        }
    }
}
