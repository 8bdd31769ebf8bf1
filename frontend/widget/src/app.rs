//! The widget as a whole: its state as one signal, the door every event passes through, mounting and opening.

use crate::{browser, frame, run};
use any_spawner::Executor;
use hoiam_flow::{Effect, Event, Field, State, Target, step};
use hoiam_kit::Citizen;
use hoiam_kit::files::{Chooser, Script, Uploads};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::widget::Widget as T;
use hoiam_shared::wire::files::FileView;
use reactive_graph::owner::{LocalStorage, Owner, StoredValue};
use reactive_graph::signal::RwSignal;
use reactive_graph::traits::{GetValue, SetValue, Update, UpdateValue, With, WithUntracked, WithValue};
use tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ShadowRoot};

/// What the widget stands on; never changes.
pub struct Ground {
    /// Where it is drawn.
    pub root: ShadowRoot,
    /// Address of the server, with a slash at the end.
    pub base: String,
    /// The site's key.
    pub site: String,
    /// Stands in the page rather than in a dialog.
    pub inline: bool,
}

/// Handle to the state and its ground; copied into every closure.
#[derive(Clone, Copy)]
pub struct App {
    state: RwSignal<State>,
    ground: StoredValue<Ground, LocalStorage>,
    /// The choice of files under way.
    chooser: StoredValue<Option<Chooser>, LocalStorage>,
    /// Counts what was typed into the area field, so that only the last pause asks the server.
    typing: StoredValue<u32>,
}

impl App {
    /// Something happened.
    #[inline(never)]
    pub fn send(self, event: Event) {
        let mut effects = Vec::new();
        let done = self.state.try_update(|state| {
            let (next, todo) = step(std::mem::take(state), event);
            (*state, effects) = (next, todo);
        });
        // A call may answer after the widget was taken off the page.
        if done.is_some() {
            for effect in effects {
                run::run(self, effect);
            }
        }
    }

    /// Reads the state, and follows it.
    pub fn read<R>(self, read: impl FnOnce(&State) -> R) -> R {
        self.state.with(read)
    }

    /// Reads the state as it is now.
    pub fn peek<R>(self, read: impl FnOnce(&State) -> R) -> R {
        self.state.with_untracked(read)
    }

    /// Reads what the widget stands on.
    pub fn ground<R>(self, read: impl FnOnce(&Ground) -> R) -> R {
        self.ground.with_value(read)
    }

    /// The client, in the present language.
    pub fn citizen(self) -> Citizen {
        Citizen { base: self.ground(|g| g.base.clone()), lang: self.lang() }
    }

    /// The present language, not followed: a change of language draws every page anew.
    pub fn lang(self) -> Lang {
        self.peek(|state| state.lang)
    }

    /// A text.
    #[inline(never)]
    pub fn t(self, key: T) -> &'static str {
        key.text(self.lang())
    }

    /// A text with one place filled.
    #[inline(never)]
    pub fn t1(self, key: T, name: &str, value: &str) -> String {
        fill(self.t(key), &[(name, value)])
    }

    /// A number that no other call of this returned; and whether it is still the last one.
    pub fn typing(self) -> impl Fn() -> bool {
        self.typing.update_value(|n| *n += 1);
        let mine = self.typing.get_value();
        move || self.typing.try_get_value() == Some(mine)
    }

    /// Shows the dialog, or brings the form in the page into focus.
    pub fn open(self) {
        if !self.ground(|g| g.inline)
            && let Some(dialog) = self.dialog()
            && !dialog.open()
            && dialog.show_modal().is_err()
        {
            dialog.show();
        }
        run::run(self, Effect::Focus(Target::Heading));
    }

    /// Hides the dialog; the browser hands the focus back. What was typed stays.
    pub fn hide(self) {
        if let Some(dialog) = self.dialog() {
            dialog.close();
        }
    }

    /// Shows the choice of files in its place, once that is drawn; fetches the script for it first.
    pub fn choose_files(self) {
        run::spawn(async move {
            browser::pause(0).await;
            let script = self.script().await;
            let Some(host) = self.find(Field::Files.id()) else { return };
            let Some(script) = script else {
                return host.set_text_content(Some(self.t(T::FilesFailed)));
            };
            if self.chooser.with_value(Option::is_none) {
                let (lang, looks_up) = self.peek(|state| (state.lang, state.page.looks_up()));
                let kept = self.peek(|state| match looks_up {
                    true => state.following.files.clone(),
                    false => state.draft.files.clone(),
                });
                let url = self.ground(|g| {
                    let mut url = g.base.clone();
                    for part in [
                        "api/v1/sites/",
                        &String::from(js_sys::encode_uri_component(&g.site)),
                        "/uploads?lang=",
                        lang.code(),
                    ] {
                        url.push_str(part);
                    }
                    url
                });
                let uploads = Uploads { url: &url, headers: &[], lang, staff: false };
                let told = move |files, busy| self.send(Event::Files(files, busy));
                let chooser = script.choose(&uploads, &kept, told);
                self.chooser.set_value(Some(chooser));
            }
            self.chooser.with_value(|chooser| {
                if let Some(chooser) = chooser {
                    chooser.attach(&host);
                }
            });
        });
    }

    /// The next choice begins anew.
    pub fn forget_files(self) {
        self.chooser.set_value(None);
    }

    /// Draws files of a case into the element `id`, once that is there.
    pub fn list_files(self, id: String, files: Vec<FileView>) {
        run::spawn(async move {
            browser::pause(0).await;
            let script = self.script().await;
            let (Some(host), Some(script)) = (self.find(&id), script) else { return };
            let (code, secret) = self.peek(|state| (state.following.code.clone(), state.following.secret.clone()));
            let mut url = self.ground(|g| g.base.clone());
            for part in ["api/v1/cases/", &String::from(js_sys::encode_uri_component(code.trim())), "/files/"] {
                url.push_str(part);
            }
            script.list(&host, &url, &[("X-Case-Secret", secret.trim())], self.lang(), &files);
        });
    }

    async fn script(self) -> Option<Script> {
        let (root, base) = self.ground(|g| (g.root.clone(), g.base.clone()));
        Script::load(&root, &base).await
    }

    fn dialog(self) -> Option<web_sys::HtmlDialogElement> {
        self.ground(|g| g.root.query_selector("dialog").ok().flatten())?.dyn_into().ok()
    }

    /// An element of the widget.
    pub fn find(self, id: &str) -> Option<HtmlElement> {
        self.ground(|g| g.root.get_element_by_id(id))?.dyn_into().ok()
    }
}

/// Draws the widget and asks for the site's facts. The second part takes it off again.
pub fn mount(root: ShadowRoot, base: String, site: String, lang: Lang, inline: bool) -> (App, Box<dyn FnOnce()>) {
    // An error says that a widget before this one has set it already.
    let _ = Executor::init_wasm_bindgen();
    let stored = browser::stored(&site);
    // A shadow root has what the renderer needs of an element.
    let parent: web_sys::Element = root.clone().unchecked_into();
    let owner = Owner::new();
    let (app, mut view) = owner.with(|| {
        let app = App {
            state: RwSignal::new(State::new(lang, stored.as_deref(), browser::random_key())),
            ground: StoredValue::new_local(Ground { root, base, site, inline }),
            chooser: StoredValue::new_local(None),
            typing: StoredValue::new(0),
        };
        (app, frame::view(app).build())
    });
    view.mount(&parent, None);
    run::run(app, Effect::LoadSite);
    let unmount = move || {
        view.unmount();
        drop(owner);
    };
    (app, Box::new(unmount))
}
