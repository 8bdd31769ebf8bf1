//! What supervisors ask the server beyond the figures themselves.

use hoiam_desk::pure::place::search;
use hoiam_desk::state::App;
use hoiam_desk::state::request::Request;
use hoiam_shared::Lang;
use hoiam_shared::wire::ranking::{RankedBy, RankingView};

const RANKING: &str = "/api/v1/indicators/ranking";

/// Which agencies are ranked, of which months, and by what; empty stands for what the server takes then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Code of the agency that they lie below.
    pub agency: String,
    /// First month.
    pub from: String,
    /// Last month.
    pub to: String,
    /// By which rate.
    pub by: RankedBy,
}

impl Asked {
    fn parameters(&self) -> Vec<(&str, &str)> {
        let all = [("agency", &*self.agency), ("from", &*self.from), ("to", &*self.to), ("by", self.by.code())];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}

/// The agencies ranked.
pub fn ranking(app: App, lang: Lang, asked: &Asked) -> Request<RankingView> {
    Request::get(app, lang, format!("{RANKING}{}", search(&asked.parameters())))
}

/// Where the same is as a file.
pub fn ranking_file(asked: &Asked, format: &str, lang: Lang) -> String {
    let mut parameters = asked.parameters();
    parameters.extend([("format", format), ("lang", lang.code())]);
    format!("{RANKING}/export{}", search(&parameters))
}
