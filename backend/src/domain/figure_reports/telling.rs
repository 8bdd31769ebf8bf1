//! What is said of a report that goes out by itself: in a letter that is made when it is sent, with the report as a file, for
//! somebody who still may have it. Where sealed cases are counted, neither their numbers nor the file leave the house: the
//! letter says where to read them.

use super::{file_name, one, paper};
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::notices::letters::Values;
use crate::domain::notices::staff;
use crate::domain::paper::printed;
use crate::outside::mail::Enclosed;
use crate::store::report_schedules::{self, ScheduleRow};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::notices::Letter as L;
use hoiam_shared::catalogue::reports::Reports;
use hoiam_shared::catalogue::{fill, grouped, percent};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::{AgencyId, UserId};
use hoiam_shared::notice::Trouble;
use hoiam_shared::wire::reports::{ReportFigure, ReportPart, ReportView};

/// What is to be told.
pub struct Owed {
    /// Whose letters the reader gets.
    pub agency: AgencyId,
    /// In which language the letter is.
    lang: Lang,
    view: ReportView,
    name: String,
}

/// What there is to tell of what went out under a number, or why there is nothing any more.
pub async fn owed(app: &App, number: i64, lang: Lang) -> Result<std::result::Result<Owed, Trouble>> {
    let read = &mut app.db.read();
    let Some(ScheduleRow { report_id: Some(report), owner_id, agency_id, .. }) =
        report_schedules::sent(read, number).await?
    else {
        return Ok(Err(Trouble::Over));
    };
    let Some(owner) = staff::reader(read, UserId(owner_id)).await? else { return Ok(Err(Trouble::NoRight)) };
    match one(app, &owner, report, lang).await {
        Ok(view) => Ok(Ok(Owed { agency: AgencyId(agency_id), lang, view, name: owner.name })),
        Err(AppError::Code(ErrorCode::Denied | ErrorCode::NotFound)) => Ok(Err(Trouble::NoRight)),
        Err(error) => Err(error),
    }
}

impl Owed {
    /// What stands in the letter.
    pub fn values(&self, app: &App) -> Values {
        let report = &self.view.report;
        Values {
            title: paper::title(report, self.lang),
            agency: report.agency.name.clone(),
            name: self.name.clone(),
            event: self.event(),
            link: format!("{}/console/figures/reports/{}", app.public_url, report.id),
            ..Values::default()
        }
    }

    /// Its numbers in one sentence.
    fn event(&self) -> String {
        let lang = self.lang;
        let whole = self.view.lines.iter().find(|line| line.part == ReportPart::Whole);
        let Some(whole) = whole.filter(|_| !self.view.report.sealed) else {
            return L::ReportSealed.text(lang).to_owned();
        };
        let of = |figure| whole.numbers.iter().find(|one| one.figure == figure).and_then(|one| one.value).unwrap_or(0);
        let none = || Reports::Nothing.text(lang).to_owned();
        let share = |part, whole| percent(of(part), of(whole), lang).unwrap_or_else(none);
        let said = [
            ("n", grouped(of(ReportFigure::Received).unsigned_abs(), lang)),
            ("resolved", share(ReportFigure::Resolved, ReportFigure::Received)),
            ("on_time", share(ReportFigure::OnTime, ReportFigure::OnTimeOf)),
            ("overdue", grouped(of(ReportFigure::Overdue).unsigned_abs(), lang)),
        ];
        let said: Vec<(&str, &str)> = said.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fill(L::ReportNumbers.text(lang), &said)
    }

    /// The report as a file.
    pub async fn enclosed(self) -> Result<Vec<Enclosed>> {
        if self.view.report.sealed {
            return Ok(Vec::new());
        }
        let name = format!("{}.pdf", file_name(&self.view.report));
        let made = tokio::task::spawn_blocking(move || printed(&paper::of(&self.view)));
        let bytes = made.await.map_err(|error| AppError::Internal(error.into()))??;
        Ok(vec![Enclosed { name, media_type: "application/pdf", bytes }])
    }
}
