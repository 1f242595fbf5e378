//! A browser as a person uses it: addresses, keys, clicks, what stands on the page. It waits for conditions, inside the
//! browser, and never for a length of time.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::support::service::Service;

/// How long a condition may take to come true, in milliseconds; far more than it ever needs.
const PATIENCE: u64 = 30_000;

/// Keys without a letter, as WebDriver spells them.
pub const ENTER: &str = "\u{E007}";
pub const ESCAPE: &str = "\u{E00C}";
pub const CONTROL_ENTER: &str = "\u{E009}\u{E007}\u{E000}";

/// What a browser is told to be.
pub struct Looks {
    pub width: u32,
    pub height: u32,
    pub languages: &'static str,
    pub dark: bool,
}

/// An agent's screen, and a phone.
pub const DESK: Looks = Looks { width: 1280, height: 900, languages: "zh-CN,zh", dark: false };
pub const PHONE: Looks = Looks { width: 390, height: 844, languages: "zh-CN,zh", dark: false };

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime"));
/// One browser at a time: they are heavy, and what a journey measures must not depend on others.
static ALONE: Mutex<()> = Mutex::new(());

/// chromedriver, which ends with the test process: it is killed by a shell that waits for the end of our pipe to it.
static DRIVER: LazyLock<(String, [Child; 2])> = LazyLock::new(|| {
    let missing = "chromedriver is not there: `scripts/test` installs it and Chromium";
    let mut child =
        Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect(missing);
    let said = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut lines = said.lines().map_while(Result::ok);
    let port = lines.find_map(|line| {
        line.split("successfully on port ").nth(1).and_then(|rest| rest.trim_end_matches('.').parse::<u16>().ok())
    });
    std::thread::spawn(move || lines.for_each(drop));
    let mut shell = Command::new("sh");
    shell.args(["-c", "cat; kill -TERM \"$0\"", &child.id().to_string()]);
    let leash = shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("sh");
    (format!("http://127.0.0.1:{}", port.expect("chromedriver says its port")), [child, leash])
});

/// What the build wrote lies below it, and so does what `scripts/test` fetched.
fn target() -> PathBuf {
    Path::new(env!("CARGO_BIN_EXE_fenzhen")).ancestors().nth(2).expect("a target folder").to_owned()
}

/// A browser window.
pub struct Browser {
    client: Option<Client>,
    root: String,
    _alone: MutexGuard<'static, ()>,
}

impl Browser {
    /// Opens a window on `service`.
    pub fn open(service: &Service, looks: &Looks) -> Browser {
        Browser::open_at(service.addr(), looks)
    }

    /// Opens a window on the service at an address of this machine.
    pub fn open_at(addr: SocketAddr, looks: &Looks) -> Browser {
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let Looks { width, height, languages, dark } = looks;
        let scheme = if *dark { 0 } else { 1 };
        let options = json!({
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                format!("--window-size={width},{height}"), format!("--blink-settings=preferredColorScheme={scheme}")],
            "prefs": {"intl.accept_languages": languages},
            "mobileEmulation": {"deviceMetrics": {"width": width, "height": height, "pixelRatio": 1.0, "mobile": *width < 500}},
        });
        let capabilities = json!({"goog:chromeOptions": options, "timeouts": {"script": PATIENCE + 5_000}});
        let capabilities = capabilities.as_object().expect("an object").clone();
        let client = RUNTIME.block_on(async {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(capabilities).connect(&DRIVER.0).await
        });
        let root = format!("http://127.0.0.1:{}", addr.port());
        Browser { client: Some(client.expect("a browser")), root, _alone: alone }
    }

    fn client(&self) -> &Client {
        self.client.as_ref().expect("the window is open")
    }

    /// Goes to an address of the service.
    #[track_caller]
    pub fn go(&self, path: &str) {
        RUNTIME.block_on(self.client().goto(&format!("{}{path}", self.root))).expect("the page loads");
    }

    /// What an expression gives.
    #[track_caller]
    pub fn value(&self, expression: &str) -> Value {
        self.run(&format!("return {expression};"))
    }

    /// What a script returns.
    #[track_caller]
    pub fn run(&self, script: &str) -> Value {
        RUNTIME.block_on(self.client().execute(script, Vec::new())).unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// The text of the first element that fits.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        let text = self.value(&format!("document.querySelector({})?.innerText ?? null", json!(selector)));
        text.as_str().unwrap_or_else(|| panic!("there is no {selector}")).to_owned()
    }

    /// Waits until an expression is true on a page that is there as a whole; one that is left meanwhile is asked again on the
    /// next. What holds on the old page already waits for nothing: say what only the next one has.
    #[track_caller]
    pub fn wait(&self, condition: &str) {
        let script = format!(
            "const done = arguments[0]; const until = Date.now() + {PATIENCE};
             (function look() {{
               let holds = false;
               try {{ holds = document.readyState !== 'loading' && Boolean({condition}); }} catch {{ holds = false; }}
               if (holds || Date.now() > until) done(holds); else setTimeout(look, 5);
             }})();"
        );
        // The page may be replaced under the script: three tries are two navigations.
        let mut last = None;
        for _ in 0..3 {
            match RUNTIME.block_on(self.client().execute_async(&script, Vec::new())) {
                Ok(Value::Bool(true)) => return,
                Ok(_) => break,
                Err(error) => last = Some(error),
            }
        }
        panic!("never true: {condition} ({last:?})\n{}", self.value("document.body.innerText"));
    }

    /// Types where the cursor is; control keys as constants above.
    #[track_caller]
    pub fn type_keys(&self, keys: &str) {
        RUNTIME
            .block_on(async { self.client().active_element().await.expect("a focus").send_keys(keys).await })
            .expect("keys are taken");
    }

    /// Clicks the first element that fits, after scrolling to it.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        self.run(&format!(
            "document.querySelector({})?.scrollIntoView({{block: 'center', behavior: 'instant'}});",
            json!(selector)
        ));
        let clicked = RUNTIME.block_on(async { self.client().find(Locator::Css(selector)).await?.click().await });
        clicked.unwrap_or_else(|error| panic!("{selector} cannot be clicked: {error}"));
    }

    /// Follows a link from within the page: an answer that comes late may replace it while a mouse is on its way to it.
    #[track_caller]
    pub fn follow(&self, selector: &str) {
        self.run(&format!("document.querySelector({}).click();", json!(selector)));
    }

    /// Keeps a picture of the window in the folder that `scripts/test` names.
    pub fn picture(&self, name: &str) {
        let folder = target().join("screenshots");
        let png = RUNTIME.block_on(self.client().screenshot()).expect("a picture");
        std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join(format!("{name}.png")), png)).expect("a file");
    }

    /// The page as it is printed, kept beside the pictures; how many sheets of paper it takes.
    pub fn printed(&self, name: &str) -> usize {
        use fantoccini::wd::PrintConfigurationBuilder;
        let how = PrintConfigurationBuilder::default().build().expect("how to print");
        let pdf = RUNTIME.block_on(self.client().print(how)).expect("it prints");
        let folder = target().join("screenshots");
        std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join(format!("{name}.pdf")), &pdf)).expect("a file");
        // Each sheet of paper is an object of this type.
        let text = String::from_utf8_lossy(&pdf).replace("/Type /Pages", "");
        text.matches("/Type /Page").count()
    }

    /// Panics with what axe-core finds serious or critical.
    #[track_caller]
    pub fn must_be_accessible(&self, name: &str) {
        static AXE: LazyLock<String> = LazyLock::new(|| {
            let file = target().join("axe/package/axe.min.js");
            std::fs::read_to_string(&file)
                .unwrap_or_else(|error| panic!("axe-core is not at {} ({error}): `scripts/test` fetches it", file.display()))
        });
        self.run(&AXE);
        let script = "const done = arguments[0];
            axe.run(document, {resultTypes: ['violations']}).then((found) => done({
              checked: found.passes.length + found.violations.length,
              bad: found.violations.filter((v) => ['serious', 'critical'].includes(v.impact))
                .map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.html.slice(0, 200) + ' ' + n.failureSummary).join(' | ')}`),
            }), (error) => done({checked: 0, bad: [String(error)]}));";
        let found = RUNTIME.block_on(self.client().execute_async(script, Vec::new())).expect("axe runs");
        assert!(found["checked"].as_u64().is_some_and(|checked| checked > 10), "{name}: axe looked at something: {found}");
        let bad = found["bad"].as_array().expect("a list");
        assert!(bad.is_empty(), "{name}: {bad:#?}");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            // A browser that is gone already is closed.
            let _ = RUNTIME.block_on(client.close());
        }
    }
}
