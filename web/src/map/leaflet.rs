//! The one place that knows Leaflet.

use super::dom::{self, handler};
use crate::mercator::{Screen, World};
use crate::state::MapView;
use leaflet::{LatLng, LatLngBounds, Map, MapOptions, MouseEvent, Point, TileLayer};
use okolica_model::{BBox, Position};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

/// Leaflet's map, moved by us and by hands.
pub(super) struct Chart {
    map: Map,
}

#[wasm_bindgen]
extern "C" {
    /// What Leaflet tells when it starts to zoom.
    type ZoomAnimation;
    #[wasm_bindgen(method, getter)]
    fn center(this: &ZoomAnimation) -> LatLng;
    #[wasm_bindgen(method, getter)]
    fn zoom(this: &ZoomAnimation) -> f64;
    #[wasm_bindgen(method, getter, js_name = noUpdate)]
    fn no_update(this: &ZoomAnimation) -> Option<bool>;
}

pub(super) const MAX_ZOOM: u8 = 19;

impl Chart {
    /// In a frame the wheel and a single finger are left to the page around.
    pub(super) fn new(
        container: &HtmlElement,
        animated: bool,
        in_frame: bool,
    ) -> Result<Self, JsValue> {
        let options = MapOptions::new();
        options.set_zoom_control(false);
        options.set_attribution_control(false);
        // The listbox over the map takes the keys.
        options.set_keyboard(false);
        options.set_zoom_animation(animated);
        options.set_fade_animation(animated);
        options.set_inertia(animated);
        options.set_min_zoom(3.0);
        options.set_max_zoom(f64::from(MAX_ZOOM));
        options.set_double_click_zoom(JsValue::TRUE);
        if in_frame {
            options.set_scroll_wheel_zoom(false);
            options.set_dragging(!dom::prefers("(pointer: coarse)"));
        }
        let map = Map::new_with_element(container, &options)?;
        Ok(Self { map })
    }

    pub(super) fn basemap(&self, template: &str) {
        let layer = TileLayer::new(template);
        self.map.add_layer(&layer);
    }

    pub(super) fn show(&self, view: MapView) {
        self.map
            .set_view_with_options(&lat_lng(view.center), f64::from(view.zoom), &unanimated());
    }

    /// Moves there at once where motion is not wanted.
    pub(super) fn go(&self, view: MapView, animated: bool) {
        if animated {
            self.map
                .set_view(&lat_lng(view.center), f64::from(view.zoom));
        } else {
            self.show(view);
        }
    }

    pub(super) fn fit(&self, bbox: BBox) {
        let south_west = LatLng::new(bbox.south(), bbox.west());
        let north_east = LatLng::new(bbox.north(), bbox.east());
        let bounds = LatLngBounds::new(&south_west, &north_east);
        self.map.fit_bounds_with_options(&bounds, &unanimated());
    }

    pub(super) fn zoom_by(&self, steps: f64) {
        self.map.set_zoom(self.map.get_zoom() + steps);
    }

    pub(super) fn pan(&self, x: f64, y: f64) {
        self.map.pan_by(&Point::new(x, y));
    }

    /// After its frame has changed.
    pub(super) fn resized(&self) {
        self.map.invalidate_size(false);
    }

    pub(super) fn zoom(&self) -> f64 {
        self.map.get_zoom()
    }

    pub(super) fn view(&self) -> Option<MapView> {
        let center = self.map.get_center();
        // A map dragged around the world has longitudes beyond 180.
        let lon = (center.lng() + 180.0).rem_euclid(360.0) - 180.0;
        Some(MapView {
            center: Position::new(lon, center.lat()).ok()?,
            zoom: self.map.get_zoom().round() as u8,
        })
    }

    /// Width and height in CSS pixels.
    pub(super) fn size(&self) -> (f64, f64) {
        let size = self.map.get_size();
        (size.x(), size.y())
    }

    /// Where the world is on the screen right now, to the pixel that Leaflet puts its own tiles.
    pub(super) fn screen(&self) -> Screen {
        let center = self.map.get_center();
        let world = World::of_degrees(center.lng(), center.lat());
        let at = self.map.lat_lng_to_container_point(&center);
        let mut screen = Screen::new(world, self.zoom(), 0.0, 0.0);
        screen.x += at.x();
        screen.y += at.y();
        screen
    }

    /// `run` with every move, `ended` after the last one.
    pub(super) fn on_move(&self, run: impl FnMut() + 'static, ended: impl FnMut() + 'static) {
        let (mut run, mut ended) = (run, ended);
        let run = handler(move |_: JsValue| run());
        let ended = handler(move |_: JsValue| ended());
        for kind in ["move", "zoom", "resize"] {
            self.map.on(kind, &run);
        }
        self.map.on("moveend", &ended);
    }

    /// `run` with where a zoom that Leaflet animates will end.
    pub(super) fn on_zoom_animation(&self, mut run: impl FnMut(World, f64) + 'static) {
        let run = handler(move |event: JsValue| {
            let event: ZoomAnimation = event.unchecked_into();
            if event.no_update() == Some(true) {
                return;
            }
            let center = event.center();
            run(World::of_degrees(center.lng(), center.lat()), event.zoom());
        });
        self.map.on("zoomanim", &run);
    }

    /// `run` with the point in CSS pixels inside the map.
    pub(super) fn on_pointer(&self, kind: &str, mut run: impl FnMut(f64, f64) + 'static) {
        let run = handler(move |event: JsValue| {
            let event: MouseEvent = event.unchecked_into();
            let point = event.container_point();
            run(point.x(), point.y());
        });
        self.map.on(kind, &run);
    }
}

fn lat_lng(position: Position) -> LatLng {
    LatLng::new(position.lat(), position.lon())
}

fn unanimated() -> JsValue {
    let options = js_sys::Object::new();
    // Setting a property of a fresh object can't fail.
    let _ = js_sys::Reflect::set(&options, &"animate".into(), &JsValue::FALSE);
    options.into()
}
