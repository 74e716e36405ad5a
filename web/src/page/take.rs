//! What one can do with an item: put it in a calendar, send it on, go there, print its code.

use super::detail::{Place, Subject, path_segment};
use super::device;
use super::symbol::close_view;
use super::view::View;
use crate::state::ViewState;
use leptos::prelude::*;
use okolica_model::item::Detail;

/// The row of buttons under the name.
pub(super) fn actions(
    view: &View<'_>,
    subject: &Subject<'_>,
    place: Place,
) -> impl IntoView + use<> {
    let key = subject.key();
    let page = (place == Place::Panel).then(|| {
        let href = view.link(&format!("/{key}"));
        view! { <a class="button" href=href>{view.text("open-page")}</a> }
    });
    let position = subject.record.position();
    let show = position.filter(|_| place == Place::Page).map(|position| {
        let state = ViewState {
            map: Some(close_view(position)),
            selected: Some(key),
            language: view.state.language.clone(),
            ..ViewState::default()
        };
        view! { <a class="button strong" href=state.href()>{view.text("show-on-map")}</a> }
    });
    let dated = matches!(&subject.item.detail, Detail::Initiative(one) if one.schedule.is_some());
    let calendar = dated.then(|| {
        let href = view.link(&format!("/{key}.ics"));
        view! { <a class="button" href=href download=true>{view.text("to-calendar")}</a> }
    });
    let directions = position.map(|at| {
        // The one address that map apps of phones answer to, and one for everybody else.
        let (lat, lon) = (at.lat(), at.lon());
        let app = format!("geo:{lat},{lon}?q={lat},{lon}");
        let site = format!("https://www.openstreetmap.org/directions?to={lat}%2C{lon}");
        view! {
            <a class="button" href=app>{view.text("directions")}</a>
            <a class="button" href=site rel="noopener">{view.text("directions-osm")}</a>
        }
    });
    let mail = {
        let address = view.absolute(&view.link(&format!("/{key}")));
        let href = format!(
            "mailto:?subject={}&body={}",
            path_segment(&subject.title),
            path_segment(&format!("{}\n{address}\n", subject.title))
        );
        view! { <a class="button" href=href>{view.text("share-mail")}</a> }
    };
    view! {
        <p class="actions">
            {device::star_button(view, key, &subject.title)} {show} {page} {calendar} {share(view, subject)} {mail} {directions}
            <span class="said" role="status"></span>
        </p>
    }
}

/// A button for the device's own way to share; where it has none, the page's script copies the
/// address.
fn share(view: &View<'_>, subject: &Subject<'_>) -> impl IntoView + use<> {
    view! {
        <button
            type="button"
            class="button share"
            data-address=view.link(&format!("/{}", subject.key()))
            data-title=subject.title.clone()
            data-done=view.text("copied")
            data-failed=view.text("copy-failed")
        >
            {view.text("share")}
        </button>
    }
}

/// The address to copy, and the same as a code to scan.
pub(super) fn code(view: &View<'_>, path: &str, picture: &str) -> impl IntoView + use<> {
    let address = view.absolute(path);
    let (picture, alt) = (picture.to_owned(), view.text("qr-alt"));
    view! {
        <div class="code">
            <img src=picture alt=alt width="132" height="132" loading="lazy"/>
            <div>
                <p>{view.text("qr-text")}</p>
                <p><a class="address" href=address.clone()>{address.clone()}</a></p>
            </div>
        </div>
    }
}
