//! Which policy a made-up case falls under. The presets match by kind, channel and category only, so the three
//! are compared directly instead of going through the query language; `Generator::choosing` replaces this.

use hoiam_shared::case::{CaseKind, Channel};
use hoiam_shared::clock::{Day, Policy};

/// What is known of a case when its policy is chosen.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// What the citizen brings.
    pub kind: CaseKind,
    /// How it came.
    pub channel: Channel,
    /// What it is about, if they said.
    pub category: Option<&'a str>,
    /// The date of filing.
    pub day: Day,
}

/// The conditions of a preset: pairs of a field and the values it may have.
type Conditions<'w> = Vec<(&'w str, Vec<&'w str>)>;

/// A chooser for the policies that are shipped.
pub fn presets<'w>(policies: &'w [Policy]) -> impl Fn(&Ask<'_>) -> Option<&'w Policy> + Send + Sync + 'w {
    let read = |policy: &'w Policy| -> Conditions<'w> {
        let parts = policy.matches.split_whitespace().filter_map(|part| part.split_once(':'));
        parts.map(|(field, values)| (field, values.split(',').collect())).collect()
    };
    let read: Vec<(&'w Policy, Conditions<'w>)> = policies.iter().filter(|p| p.enabled).map(|p| (p, read(p))).collect();
    move |ask| {
        let holds = |(field, values): &(&str, Vec<&str>)| match *field {
            "kind" => values.contains(&ask.kind.code()),
            "channel" => values.contains(&ask.channel.code()),
            "category" => ask.category.is_some_and(|category| values.contains(&category)),
            _ => false,
        };
        let fits = |(policy, conditions): &&(&Policy, Conditions<'_>)| {
            policy.valid_from <= ask.day && conditions.iter().all(holds)
        };
        read.iter().find(fits).map(|(policy, _)| *policy)
    }
}
