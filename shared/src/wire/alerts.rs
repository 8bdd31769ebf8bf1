//! Alerts: a query, a threshold and a window of time, and when it was too many.

use super::wire;
use crate::Stamp;
use crate::alert::AlertBy;

wire! {
    /// `POST /api/v1/alerts`, `PUT /api/v1/alerts/{id}`, `POST /api/v1/alerts/try`.
    pub struct AlertInput {
        /// What it is called.
        pub name: String,
        /// Which cases, in the query language; empty for all.
        pub query: String,
        /// It fires at one case more than this.
        pub more_than: u32,
        /// Received within so many hours.
        pub hours: u32,
        /// Counted for each of these by itself; for all together when not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by: Option<AlertBy>,
        /// Told by a letter to the person's own address.
        pub mail: bool,
        /// Told to other systems, as the event `alert_fired`.
        pub webhook: bool,
        /// It waits.
        #[serde(default)]
        pub paused: bool,
    }

    /// An alert of the reader's.
    pub struct AlertView {
        /// Identity.
        pub id: i64,
        /// What it is, as it was put in.
        pub alert: AlertInput,
        /// When it fired, newest first; in a list of alerts the last time alone.
        pub firings: Vec<FiringView>,
    }

    /// `GET /api/v1/alerts?lang=`: all of the reader's, by name; `GET /api/v1/alerts/{id}?lang=`: one, with its history.
    pub struct AlertsView {
        /// The alerts.
        pub alerts: Vec<AlertView>,
        /// Letters can be sent, and the reader has an address for them and wants them.
        pub mail: bool,
    }

    /// So many cases against a threshold: too many, where an alert fired.
    pub struct FiringView {
        /// When they were counted.
        pub at: Stamp,
        /// In which commune, province, category or agency; `None` for all together.
        pub group: Option<String>,
        /// Cases.
        pub count: u32,
        /// What the threshold was.
        pub more_than: u32,
        /// First instant of the window.
        pub from: Stamp,
        /// The instant behind the window.
        pub to: Stamp,
        /// What lists exactly the cases that were counted.
        pub query: String,
    }

    /// What an alert would say.
    pub struct AlertTrial {
        /// What it counts now, most first; the first few.
        pub now: Vec<FiringView>,
        /// Groups that are not among them.
        pub more: u32,
        /// Windows that were looked at, back to back until now.
        pub windows: u32,
        /// Where the first of them begins.
        pub from: Stamp,
        /// Times that a window had too many, each group by itself.
        pub fired: u32,
    }
}
