//! The routing rules in their order: read, changed, moved with keys, switched on and off. What is wrong with them,
//! trying a change, and who changed what are in the files beside it.

mod changes;
mod form;
mod lint;
mod row;
mod trial;

use super::{Back, r};
use crate::api;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::show::Show;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::request::{Answer, Request};
use hoiam_desk::state::{App, app, nav};
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::routing::Routing;
use hoiam_shared::wire::routing::{RuleInput, RuleLint, RuleView, RulesView};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The rules as the page holds them; copies are the same page.
#[derive(Clone, Copy)]
pub struct Rules {
    app: App,
    loaded: Loaded<RulesView>,
    /// What the last change answered; newer than what was loaded.
    own: RwSignal<Option<RulesView>>,
    asked: RwSignal<u32>,
    /// Being changed: the version, or `None` inside for a new rule.
    editing: RwSignal<Option<Option<i64>>>,
    trouble: RwSignal<Option<Trouble>>,
    busy: RwSignal<bool>,
    lint: Loaded<RuleLint>,
}

impl Rules {
    fn open(app: App) -> Self {
        let (own, asked) = (RwSignal::new(None::<RulesView>), RwSignal::new(0));
        let loaded = Loaded::new(move || {
            asked.track();
            api::rules(app, app.lang.get())
        });
        // Every change may mend or make a mistake.
        let lint = Loaded::new(move || {
            asked.track();
            own.track();
            api::lint(app, app.lang.get())
        });
        let (editing, trouble, busy) = (RwSignal::new(None), RwSignal::new(None), RwSignal::new(false));
        Self { app, loaded, own, asked, editing, trouble, busy, lint }
    }

    fn view(self) -> Option<Answer<RulesView>> {
        let came = self.loaded.get();
        match (came, self.own.get()) {
            (Some(Ok(came)), Some(own)) if own.version >= came.version => Some(Ok(own)),
            (came, _) => came,
        }
    }

    /// Runs a change; what it answers is what is shown. `said` is told to a screen reader when it went through.
    fn change(self, change: Request<RulesView>, said: String, done: impl FnOnce() + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            match change.await {
                Ok(view) => {
                    self.app.say(said);
                    // Names in the language that was asked for; a later switch of language loads anew.
                    self.own.set(Some(view));
                    done();
                }
                Err(trouble) => self.trouble.set(Some(trouble)),
            }
            self.busy.set(false);
        });
    }

    /// Moves the rule at `from` by one place; the focus stays on it.
    fn shift(self, id: i64, by: isize) {
        let Some(Ok(view)) = untrack(|| self.view()) else { return };
        let mut ids: Vec<i64> = view.rules.iter().map(|rule| rule.id).collect();
        let Some(from) = ids.iter().position(|other| *other == id) else { return };
        let Some(to) = from.checked_add_signed(by).filter(|to| *to < ids.len()) else { return };
        ids.swap(from, to);
        let (app, lang) = (self.app, self.app.lang.get_untracked());
        let said = fill(Routing::RuleMoved.text(lang), &[("n", &(to + 1).to_string())]);
        self.change(api::order(app, ids), said, move || {
            request_animation_frame(move || {
                nav::focus(&row::id_of(id));
            });
        });
    }

    /// Stores a rule: a new one, or the version that takes the place of `id`.
    fn save(self, id: Option<i64>, input: RuleInput) {
        let (app, lang) = (self.app, self.app.lang.get_untracked());
        let change = match id {
            Some(id) => api::edit(app, id, &input),
            None => api::create(app, &input),
        };
        self.change(change, Routing::RuleSaved.text(lang).to_owned(), move || self.editing.set(None));
    }
}

/// As it is sent.
fn input_of(rule: &RuleView) -> RuleInput {
    RuleInput {
        query: rule.query.clone(),
        target: rule.target.clone(),
        name_vi: rule.name_vi.clone(),
        name_en: rule.name_en.clone(),
        active: rule.active,
    }
}

/// The page.
#[component]
pub fn RulesPage() -> impl IntoView {
    let rules = Rules::open(app());
    view! {
        <main id="main" class="admin rules" tabindex="-1">
            <Back/>
            <h1>{r(Routing::RulesTitle)}</h1>
            <p>{r(Routing::RulesIntro)}</p>
            <lint::Lint rules/>
            <changes::Changes rules/>
            <Alert trouble=rules.trouble/>
            <Load value=move || rules.view() retry=move |()| rules.asked.update(|n| *n += 1) view=move |view| {
                let may_change = Known::new(move || view.with(|v| v.may_change));
                view! {
                    <Show when=move || !may_change.get()><p class="soft">{r(Routing::RuleReadOnly)}</p></Show>
                    <Show when=move || may_change.get()><p class="soft">{r(Routing::RulesKeys)}</p></Show>
                    <p><button type="button" on:click=move |_| rules.editing.set(Some(None))>
                        {move || r(if may_change.get() { Routing::RuleNew } else { Routing::RuleTryNew })()}
                    </button></p>
                    <Show when=move || rules.editing.get() == Some(None)>
                        <form::RuleForm rules rule=None may_change/>
                    </Show>
                    <ol class="rule-list" role="list">
                        <For each=move || view.with(|v| v.rules.clone().into_iter().enumerate().collect::<Vec<_>>())
                            key=|(place, rule)| (*place, rule.clone().id, rule.active, rule.target_name.clone()) let((place, rule))>
                            <row::Row rules rule place may_change/>
                        </For>
                    </ol>
                }.into_any()
            }/>
            <lint::Pairs rules/>
        </main>
    }
}
