//! How a site looks: its colour with what becomes of it, the launcher, the frame, the logo.

use super::s;
use super::site::{Kept, set, text, tick};
use crate::api;
use crate::pages::line::Line;
use hoiam_desk::parts::show::Show;
use hoiam_desk::state::outside;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::sites::SitePage as T;
use hoiam_shared::{Lang, limits, look};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The fields.
#[component]
pub fn LookFields(kept: Kept) -> impl IntoView {
    let lang = kept.app.lang;
    let colour = move || kept.input.with(|i| i.colour.clone());
    let choose = move |e| kept.input.update(|i| i.colour = event_target_value(&e));
    let side = move |left: bool, label: T| {
        view! {
            <label class="check"><input type="radio" name="site-side" prop:checked=move || kept.input.with(|i| i.left == left)
                on:change=move |_| kept.input.update(|i| i.left = left)/>{s(label)}</label>
        }
    };
    view! {
        <fieldset class="trial">
            <legend>{s(T::LookTitle)}</legend>
            <div class="line-of">
                <label for="site-colour">{s(T::Colour)}</label>
                <div class="colour">
                    <input type="color" aria-label=s(T::Colour) prop:value=colour on:input=choose/>
                    <input id="site-colour" maxlength="7" autocomplete="off" spellcheck="false" aria-describedby="site-colour-help" prop:value=colour on:input=choose/>
                </div>
                <p class="soft" id="site-colour-help">{s(T::ColourHelp)}" "{move || becomes(&colour(), lang.get())}</p>
            </div>
            <fieldset class="kinds"><legend>{s(T::Corner)}</legend>
                <div class="choices">{side(false, T::CornerRight)}{side(true, T::CornerLeft)}</div></fieldset>
            <Line id="site-label-vi".to_owned() label=T::LabelVi most=limits::LABEL_CHARS value=text(kept, |i| i.label.vi.clone()) change=set(kept, |i, v| i.label.vi = v)/>
            <Line id="site-label-en".to_owned() label=T::LabelEn help=T::LabelHelp most=limits::LABEL_CHARS value=text(kept, |i| i.label.en.clone()) change=set(kept, |i, v| i.label.en = v)/>
            {tick(kept, T::Frame, |i| i.frame, |i, on| i.frame = on)}
            <Logo kept/>
        </fieldset>
    }
}

/// What a colour is used as, with its contrast to what stands on it.
fn becomes(colour: &str, lang: Lang) -> String {
    let Some(parsed) = look::parse(colour) else { return String::new() };
    let palettes = look::palettes(parsed);
    let contrast = |palette: &look::Palette| {
        let pair = (look::parse(&palette.accent), look::parse(&palette.on));
        let ratio = if let (Some(a), Some(b)) = pair { look::contrast(a, b) } else { 0.0 };
        let said = format!("{ratio:.1}");
        if lang == Lang::Vi { said.replace('.', ",") } else { said }
    };
    let [light, dark] = &palettes;
    let values = [
        ("light", light.accent.as_str()),
        ("contrast", &contrast(light)),
        ("dark", dark.accent.as_str()),
        ("contrast_dark", &contrast(dark)),
    ];
    fill(T::ColourIs.text(lang), &values)
}

/// The logo: kept at once, since it is no part of the form.
#[component]
fn Logo(kept: Kept) -> impl IntoView {
    let app = kept.app;
    let done = move |answer: Result<hoiam_shared::wire::sites::SiteSettings, hoiam_kit::Trouble>, said: T| match answer
    {
        // What is in the form and not kept stays there.
        Ok(site) => kept.came(site, Some(said)),
        Err(cause) => kept.fails(cause),
    };
    let chosen = move |_| {
        spawn_local(async move {
            if let Some(data) = outside::base64_of("site-logo").await {
                done(api::set_logo(app, &kept.key.get_value(), data).await, T::LogoSaved);
            }
        });
    };
    let remove = move |_| {
        spawn_local(async move { done(api::remove_logo(app, &kept.key.get_value()).await, T::LogoRemoved) });
    };
    let logo = move || kept.there.with(|site| site.as_ref().and_then(|site| site.logo.clone()));
    view! {
        <div class="line-of">
            <label for="site-logo">{s(T::Logo)}</label>
            <Show when=move || kept.there.with(Option::is_some) fallback=move || view! { <p class="soft">{s(T::LogoAfter)}</p> }>
                {move || match logo() {
                    Some(href) => view! {
                        <p class="logo"><img src=href alt=s(T::Logo)/>
                            <button type="button" on:click=remove>{s(T::LogoRemove)}</button></p>
                    }.into_any(),
                    None => view! { <p class="soft">{s(T::LogoNone)}</p> }.into_any(),
                }}
                <input id="site-logo" type="file" accept="image/png,image/jpeg,image/webp" aria-describedby="site-logo-help" on:change=chosen/>
                <p class="soft" id="site-logo-help">{s(T::LogoHelp)}</p>
            </Show>
        </div>
    }
}
