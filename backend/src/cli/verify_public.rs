//! The part of `hoiam verify` that looks at what is public: each copy is the one its event tells of, each public case
//! has its copy, and the public index holds these copies and nothing else.

use super::verify::Report;
use crate::domain::{App, covering, publishing};
use crate::ledger::public_tail::read_docs;
use crate::server::StartError;
use crate::store::{cases, events, publications};
use hoiam_shared::case::What;
use hoiam_shared::ids::CaseId;
use hoiam_shared::publish::PictureMade;
use std::collections::HashMap;

/// Checks the copies against the ledger.
pub(super) async fn copies(app: &App, report: &mut Report) -> Result<(), StartError> {
    let mut after = 0;
    loop {
        let page = publications::page(&mut app.db.read(), after, 500).await?;
        let Some(last) = page.last() else { break };
        after = last.case_id;
        let ids: Vec<CaseId> = page.iter().map(|copy| CaseId(copy.case_id)).collect();
        let told: HashMap<(i64, i64), (String, Vec<PictureMade>)> = events::of_cases(&mut app.db.read(), &ids)
            .await?
            .into_iter()
            .filter_map(|(id, event)| match event.what {
                What::Published { sha256, pictures, .. } => {
                    Some(((id.0, i64::from(event.version)), (sha256, pictures)))
                }
                _ => None,
            })
            .collect();
        let public: HashMap<i64, u32> = cases::by_ids(&mut app.db.read(), &ids)
            .await?
            .into_iter()
            .filter_map(|case| Some((case.id.0, case.case.published?)))
            .collect();
        let pictures = publications::stored_pictures(&mut app.db.read(), &ids).await?;
        let digest = |made: &PictureMade| (i64::from(made.picture.file), made.sha256.clone());
        for copy in &page {
            report.checked += 1;
            if public.get(&copy.case_id).copied().map(i64::from) != Some(copy.version) {
                report.differs(|| format!("the copy of case {} is of a case that is not public by it", copy.case_id));
            }
            let told = told.get(&(copy.case_id, copy.version));
            if told.map(|(sha256, _)| sha256) != Some(&publishing::digest_of(copy)) {
                report.differs(|| format!("the copy of case {} was changed", copy.case_id));
            }
            let mut wanted: Vec<(i64, String)> =
                told.map_or(&[][..], |(_, pictures)| pictures.as_slice()).iter().map(digest).collect();
            wanted.sort_unstable();
            let there = pictures.iter().filter(|one| one.case_id == copy.case_id);
            let mut there: Vec<(i64, String)> = there.map(|one| (one.number, covering::digest(&one.jpeg))).collect();
            there.sort_unstable();
            if wanted != there {
                report.differs(|| format!("the public pictures of case {} were changed", copy.case_id));
            }
        }
    }
    for id in publications::missing(&mut app.db.read()).await? {
        report.differs(|| format!("case {id} is public and has no copy"));
    }
    Ok(())
}

/// Checks the public index against the copies.
pub(super) async fn index(app: &App, report: &mut Report) -> Result<(), StartError> {
    app.public.reload()?;
    let mut after = 0;
    loop {
        let page = publications::page(&mut app.db.read(), after, 500).await?;
        let Some(last) = page.last() else { break };
        after = last.case_id;
        let ids: Vec<CaseId> = page.iter().map(|copy| CaseId(copy.case_id)).collect();
        let docs = read_docs(&mut app.db.read(), &app.settings(), &ids).await?;
        let plain: Vec<i64> = docs.iter().map(|doc| doc.id).collect();
        let held = app.public.digests(&plain)?;
        for doc in docs.iter().filter(|doc| held.get(&doc.id) != Some(&doc.digest())) {
            report.differs(|| format!("case {} is not in the public index as it was published", doc.id));
        }
    }
    let count = publications::count(&mut app.db.read()).await?;
    let held = i64::try_from(app.public.len()).unwrap_or(i64::MAX);
    if held != count {
        report.differs(|| format!("the public index holds {held} cases, {count} are published"));
    }
    Ok(())
}
