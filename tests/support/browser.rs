//! A browser session as a person uses it: open, look, press, click, wait until.

use super::driver;
use super::service::Service;
use base64::Engine as _;
use fantoccini::actions::{
    Actions, InputSource as _, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions,
    PointerAction, TouchActions, WheelAction, WheelActions,
};
use fantoccini::key::Key;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use futures_util::FutureExt as _;
use hyper_util::client::legacy::connect::HttpConnector;
use reqwest::{Method, Url};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long a page may take for what a person would wait for, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);
const LOOK_AGAIN: Duration = Duration::from_millis(40);

/// What the page is shown on, in CSS pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Screen {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Device pixels per CSS pixel: a phone's density, or a desktop's page zoom.
    pub(crate) scale: f64,
    pub(crate) touch: bool,
}

pub(crate) const DESKTOP: Screen = Screen {
    width: 1440,
    height: 900,
    scale: 1.0,
    touch: false,
};
pub(crate) const PHONE: Screen = Screen {
    width: 360,
    height: 740,
    scale: 2.0,
    touch: true,
};

/// One session on one service.
pub(crate) struct Browser {
    client: Client,
    pub(crate) address: String,
    /// Requests and answers so far, as the browser's network log has them.
    network: RefCell<Vec<Value>>,
    console: RefCell<Vec<Value>>,
    /// Parts of console errors that the test brings about itself.
    expected: RefCell<Vec<&'static str>>,
    /// Starts of addresses elsewhere that the test lets the page ask.
    allowed: RefCell<Vec<String>>,
}

/// Opens a fresh browser for `test`, and fails after it on what the person would not see: errors
/// on the console, breaches of the content security policy, requests to other hosts. A failed
/// test leaves a picture of its last page.
pub(crate) async fn visit(service: &Service, screen: Screen, test: impl AsyncFnOnce(&Browser)) {
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(driver::capabilities("pl"))
        .connect(driver::address())
        .await
        .expect("chromedriver opens a session");
    let browser = Browser {
        client,
        address: service.address.clone(),
        network: RefCell::default(),
        console: RefCell::default(),
        expected: RefCell::default(),
        allowed: RefCell::default(),
    };
    let done = AssertUnwindSafe(async {
        browser.show_on(screen).await;
        test(&browser).await;
        browser.check_logs().await;
    })
    .catch_unwind()
    .await;
    if done.is_err() {
        browser.record_failure().await;
    }
    let _ = browser.client.clone().close().await;
    if let Err(panic) = done {
        std::panic::resume_unwind(panic);
    }
}

/// Where pictures of pages go.
pub(crate) fn screenshots() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let folder = target.parent().unwrap_or(target).join("screenshots");
    std::fs::create_dir_all(&folder).expect("a folder for screenshots");
    folder
}

impl Browser {
    /// Goes to a path of the service.
    pub(crate) async fn open(&self, path: &str) {
        let url = format!("{}{path}", self.address);
        self.client.goto(&url).await.expect("the page loads");
    }

    /// Goes to an address elsewhere, which then may be asked.
    pub(crate) async fn open_elsewhere(&self, address: &str) {
        self.allow_requests(address);
        self.client.goto(address).await.expect("the page loads");
    }

    /// From now on looks into a frame.
    pub(crate) async fn enter(&self, frame: &str) {
        let frame = self.client.find(Locator::Css(frame)).await;
        let frame = frame.expect("there is such a frame");
        frame.enter_frame().await.expect("the frame can be entered");
    }

    /// From now on looks at the page around the frame.
    pub(crate) async fn leave(&self) {
        let left = self.client.clone().enter_parent_frame().await;
        left.expect("there is a page around");
    }

    pub(crate) async fn url(&self) -> String {
        let url = self.client.current_url().await.expect("an address");
        url.to_string()
    }

    pub(crate) async fn back(&self) {
        self.client.back().await.expect("the page before");
    }

    pub(crate) async fn reload(&self) {
        self.client.refresh().await.expect("the page again");
    }

    /// Runs a script in the page; `return` gives its result.
    pub(crate) async fn run(&self, script: &str) -> Value {
        match self.client.execute(script, Vec::new()).await {
            Ok(value) => value,
            Err(error) => panic!("{error}\nin {}", &script[..script.len().min(600)]),
        }
    }

    /// Runs a script that answers with text.
    pub(crate) async fn text(&self, script: &str) -> String {
        match self.run(script).await {
            Value::String(text) => text,
            other => other.to_string(),
        }
    }

    /// Runs a script that answers with a number.
    pub(crate) async fn number(&self, script: &str) -> f64 {
        let value = self.run(script).await;
        value
            .as_f64()
            .or_else(|| value.as_str().and_then(|text| text.parse().ok()))
            .unwrap_or_else(|| panic!("{script} is {value}, not a number"))
    }

    pub(crate) async fn holds(&self, condition: &str) -> bool {
        self.run(&format!("return !!({condition})")).await == Value::Bool(true)
    }

    /// Waits until a condition written in the page's script holds.
    pub(crate) async fn until(&self, what: &str, condition: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.holds(condition).await {
            assert!(
                Instant::now() < deadline,
                "waited {PATIENCE:?} until {what}: {condition}\nat {}",
                self.url().await
            );
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Clicks the middle of an element, as soon as there is one that takes a click: lists are
    /// swapped while one looks at them.
    pub(crate) async fn click(&self, selector: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let clicked = match self.client.find(Locator::Css(selector)).await {
                Ok(element) => element.click().await,
                Err(error) => Err(error),
            };
            match clicked {
                Ok(()) => return,
                Err(error) => assert!(Instant::now() < deadline, "{selector}: {error}"),
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Touches the middle of an element with a finger.
    pub(crate) async fn tap(&self, selector: &str) {
        let element = format!("document.querySelector({})", json!(selector));
        self.until("there is something to touch", &element).await;
        self.run(&format!(
            "{element}.scrollIntoView({{block: 'center', inline: 'center'}})"
        ))
        .await;
        let hit = format!(
            "(() => {{
                const box = {element}.getBoundingClientRect();
                const at = [box.x + box.width / 2, box.y + box.height / 2];
                const top = document.elementFromPoint(...at);
                window.touched = at;
                return {element}.contains(top) || top?.contains({element});
            }})()"
        );
        self.until("nothing covers what a finger wants", &hit).await;
        let x = self.number("return window.touched[0]").await;
        let y = self.number("return window.touched[1]").await;
        let finger = TouchActions::new("finger".to_owned())
            .then(move_to(x, y, 0))
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            })
            .then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            });
        self.client.perform_actions(finger).await.expect("a touch");
    }

    /// Presses Tab until what a selector finds has the focus.
    pub(crate) async fn tab_to(&self, selector: &str) {
        let there = format!("document.activeElement.matches({})", json!(selector));
        for _ in 0..300 {
            if self.holds(&there).await {
                return;
            }
            self.press(Key::Tab).await;
        }
        panic!("Tab never reaches {selector}");
    }

    /// Lets the page's downloads go into a folder.
    pub(crate) async fn download_into(&self, folder: &Path) {
        let how = json!({"behavior": "allow", "downloadPath": folder});
        self.chromium("Browser.setDownloadBehavior", how).await;
    }

    /// Answers the question that the page asks in a window of the browser.
    pub(crate) async fn answer(&self, yes: bool) {
        let answered = if yes {
            self.client.accept_alert().await
        } else {
            self.client.dismiss_alert().await
        };
        answered.expect("the page asks something");
    }

    /// Answers the browser's question for the clipboard with yes.
    pub(crate) async fn permit_clipboard(&self) {
        for name in ["clipboard-read", "clipboard-write"] {
            let answer = json!({
                "permission": {"name": name},
                "setting": "granted",
                "origin": self.address,
            });
            self.chromium("Browser.setPermission", answer).await;
        }
    }

    /// Clicks a point of the window.
    pub(crate) async fn click_at(&self, x: f64, y: f64) {
        let mouse = MouseActions::new("mouse".to_owned())
            .then(move_to(x, y, 0))
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            })
            .then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            });
        self.client.perform_actions(mouse).await.expect("a click");
    }

    /// Presses the mouse at one point of the window and lets go at another, through `steps`
    /// points between.
    pub(crate) async fn drag(&self, from: (f64, f64), to: (f64, f64), steps: u32) {
        let mut mouse = MouseActions::new("mouse".to_owned())
            .then(move_to(from.0, from.1, 0))
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            });
        for (x, y) in way(from, to, steps) {
            mouse = mouse.then(move_to(x, y, 16));
        }
        // Standing still before letting go: the map is put, not thrown.
        mouse = mouse
            .then(PointerAction::Pause {
                duration: Duration::from_millis(150),
            })
            .then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            });
        self.client.perform_actions(mouse).await.expect("a drag");
    }

    /// A finger that takes something along.
    pub(crate) async fn swipe(&self, from: (f64, f64), to: (f64, f64), steps: u32) {
        let mut finger = TouchActions::new("finger".to_owned())
            .then(move_to(from.0, from.1, 0))
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            });
        for (x, y) in way(from, to, steps) {
            finger = finger.then(move_to(x, y, 16));
        }
        finger = finger.then(PointerAction::Up {
            button: MOUSE_BUTTON_LEFT,
        });
        self.client.perform_actions(finger).await.expect("a swipe");
    }

    /// Puts two fingers to the left and right of a point, `from` pixels from it, and moves them
    /// until they are `to` pixels from it.
    pub(crate) async fn pinch(&self, (x, y): (f64, f64), from: f64, to: f64) {
        const STEPS: u32 = 12;
        let finger = |name: &str, side: f64| {
            let mut finger = TouchActions::new(name.to_owned())
                .then(move_to(x + side * from, y, 0))
                .then(PointerAction::Down {
                    button: MOUSE_BUTTON_LEFT,
                });
            for step in 1..=STEPS {
                let part = f64::from(step) / f64::from(STEPS);
                finger = finger.then(move_to(x + side * (from + (to - from) * part), y, 16));
            }
            finger.then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            })
        };
        let both = Actions::from(finger("left", -1.0)).and(finger("right", 1.0));
        self.client.perform_actions(both).await.expect("a pinch");
    }

    /// Turns the mouse wheel over a point; negative is away from the person.
    pub(crate) async fn wheel(&self, x: f64, y: f64, delta: i64) {
        let mut wheel = WheelActions::new("wheel".to_owned());
        #[expect(clippy::cast_possible_truncation, reason = "a point inside the window")]
        wheel.push(WheelAction::Scroll {
            duration: None,
            x: x as i64,
            y: y as i64,
            delta_x: 0,
            delta_y: delta,
        });
        self.client.perform_actions(wheel).await.expect("a turn");
    }

    /// Presses and lets go a special key.
    pub(crate) async fn press(&self, key: Key) {
        self.type_char(char::from(key)).await;
    }

    pub(crate) async fn press_with_shift(&self, key: Key) {
        let (shift, key) = (char::from(Key::Shift), char::from(key));
        let keys = KeyActions::new("keys".to_owned())
            .then(KeyAction::Down { value: shift })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: shift });
        self.client.perform_actions(keys).await.expect("keys");
    }

    /// Presses and lets go the key of a character.
    pub(crate) async fn type_char(&self, value: char) {
        let keys = KeyActions::new("keys".to_owned())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        self.client.perform_actions(keys).await.expect("a key");
    }

    /// A command of Chromium's own protocol.
    pub(crate) async fn chromium(&self, command: &'static str, parameters: Value) -> Value {
        let path = "goog/cdp/execute";
        let body = json!({"cmd": command, "params": parameters});
        self.issue(path, body).await
    }

    /// Shows the page on another screen.
    pub(crate) async fn show_on(&self, screen: Screen) {
        let metrics = json!({
            "width": screen.width,
            "height": screen.height,
            "deviceScaleFactor": screen.scale,
            "mobile": screen.touch,
        });
        self.chromium("Emulation.setDeviceMetricsOverride", metrics)
            .await;
        let touch = json!({"enabled": screen.touch});
        self.chromium("Emulation.setTouchEmulationEnabled", touch)
            .await;
    }

    /// What the person prefers, e.g. `("prefers-color-scheme", "dark")`.
    pub(crate) async fn prefer(&self, features: &[(&str, &str)]) {
        let features: Vec<Value> = features
            .iter()
            .map(|(name, value)| json!({"name": name, "value": value}))
            .collect();
        self.chromium("Emulation.setEmulatedMedia", json!({"features": features}))
            .await;
    }

    /// Lets the page know where it is, and says where: longitude, latitude.
    pub(crate) async fn stand_at(&self, lon: f64, lat: f64) {
        self.permit_location("granted").await;
        let here = json!({"longitude": lon, "latitude": lat, "accuracy": 20});
        self.chromium("Emulation.setGeolocationOverride", here)
            .await;
    }

    /// Answers the browser's question for the position: `granted` or `denied`.
    pub(crate) async fn permit_location(&self, setting: &str) {
        let answer = json!({
            "permission": {"name": "geolocation"},
            "setting": setting,
            "origin": self.address,
        });
        self.chromium("Browser.setPermission", answer).await;
    }

    /// Runs a script in every page before its own scripts, from the next page on.
    pub(crate) async fn before_scripts(&self, script: &str) {
        let source = json!({"source": script});
        self.chromium("Page.addScriptToEvaluateOnNewDocument", source)
            .await;
    }

    /// Turns the page's scripts off, from the next page on.
    pub(crate) async fn without_scripts(&self) {
        let off = json!({"value": true});
        self.chromium("Emulation.setScriptExecutionDisabled", off)
            .await;
    }

    /// Says that the test brings about console errors with this text.
    pub(crate) fn expect_errors(&self, text: &'static str) {
        self.expected.borrow_mut().push(text);
    }

    /// Lets the page ask addresses elsewhere that start like this.
    pub(crate) fn allow_requests(&self, start: &str) {
        self.allowed.borrow_mut().push(start.to_owned());
    }

    /// The colour (red, green, blue) that the window shows at a point.
    pub(crate) async fn colour_at(&self, x: f64, y: f64) -> [u8; 3] {
        let png = self.client.screenshot().await.expect("a screenshot");
        let png = base64::engine::general_purpose::STANDARD.encode(png);
        let script = format!(
            "const image = new Image();
            image.src = 'data:image/png;base64,{png}';
            return image.decode().then(() => {{
                const canvas = new OffscreenCanvas(1, 1);
                const scale = image.width / innerWidth;
                const pen = canvas.getContext('2d');
                pen.drawImage(image, -Math.round({x} * scale), -Math.round({y} * scale));
                return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
            }})"
        );
        serde_json::from_value(self.run(&script).await).expect("a colour")
    }

    /// Saves what the window shows as `target/screenshots/{name}.png`.
    pub(crate) async fn picture(&self, name: &str) {
        let png = self.client.screenshot().await.expect("a screenshot");
        let file = screenshots().join(format!("{name}.png"));
        std::fs::write(file, png).expect("a screenshot is written");
    }

    /// The network log so far: `Network.*` events of Chromium's protocol.
    pub(crate) async fn network(&self) -> Vec<Value> {
        for entry in self.log("performance").await {
            let text = entry["message"].as_str().unwrap_or_default();
            let event: Value = serde_json::from_str(text).unwrap_or_default();
            let event = &event["message"];
            if event["method"]
                .as_str()
                .is_some_and(|m| m.starts_with("Network."))
            {
                self.network.borrow_mut().push(event.clone());
            }
        }
        self.network.borrow().clone()
    }

    async fn log(&self, kind: &str) -> Vec<Value> {
        let entries = self.issue("se/log", json!({"type": kind})).await;
        entries.as_array().cloned().unwrap_or_default()
    }

    async fn issue(&self, path: &'static str, body: Value) -> Value {
        let command = Command { path, body };
        let said = format!("{command:?}");
        let answer = self.client.issue_cmd(command).await;
        answer.unwrap_or_else(|error| panic!("{said}: {error}"))
    }

    /// Console errors so far that the test does not expect.
    async fn errors(&self) -> Vec<String> {
        let entries = self.log("browser").await;
        self.console.borrow_mut().extend(entries);
        let console = self.console.borrow();
        let expected = self.expected.borrow();
        console
            .iter()
            .filter(|entry| entry["level"] == "SEVERE")
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
            .filter(|message| !expected.iter().any(|part| message.contains(part)))
            .collect()
    }

    async fn check_logs(&self) {
        let errors = self.errors().await;
        assert!(errors.is_empty(), "the console says {errors:#?}");
        let own = |url: &str| {
            ["data:", "blob:", &self.address, "about:", "chrome:"]
                .iter()
                .any(|start| url.starts_with(start))
        };
        let foreign: Vec<String> = self
            .network()
            .await
            .iter()
            .filter(|event| event["method"] == "Network.requestWillBeSent")
            .filter_map(|event| event["params"]["request"]["url"].as_str())
            .filter(|url| !own(url))
            .filter(|url| {
                !self
                    .allowed
                    .borrow()
                    .iter()
                    .any(|start| url.starts_with(start))
            })
            .map(str::to_owned)
            .collect();
        assert!(foreign.is_empty(), "other hosts were asked: {foreign:#?}");
    }

    /// What a failed test leaves to look at.
    async fn record_failure(&self) {
        let test = std::thread::current();
        let name = test.name().unwrap_or("test").replace("::", "-");
        if let Ok(png) = self.client.screenshot().await {
            let file = screenshots().join(format!("failed-{name}.png"));
            let _ = std::fs::write(&file, png);
            eprintln!("the last page of {name} is in {}", file.display());
        }
        let console = self.log("browser").await;
        eprintln!("console: {:#}", Value::Array(console));
    }
}

/// The points of a straight way, without its first.
fn way(from: (f64, f64), to: (f64, f64), steps: u32) -> impl Iterator<Item = (f64, f64)> {
    (1..=steps).map(move |step| {
        let part = f64::from(step) / f64::from(steps);
        (
            from.0 + (to.0 - from.0) * part,
            from.1 + (to.1 - from.1) * part,
        )
    })
}

fn move_to(x: f64, y: f64, milliseconds: u64) -> PointerAction {
    PointerAction::MoveTo {
        duration: Some(Duration::from_millis(milliseconds)),
        x,
        y,
    }
}

/// A command that chromedriver adds to the WebDriver standard.
#[derive(Debug)]
struct Command {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/{}", self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
