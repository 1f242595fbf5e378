//! The maintainer's way beside the entries: what nothing answers, customers' words, the lexicon, the cases.

use serde_json::{Value, json};

use crate::support::program::{fenzhen, run};
use crate::support::service::{Service, post, request};

use super::driver::{Browser, DESK, ENTER, Looks, PHONE};

/// What the shipped library does not know.
const FISH: [&str; 4] =
    ["孔雀鱼的鱼缸长绿藻，电话13812345678", "鱼缸绿藻怎么又长满，孔雀鱼都看不清", "孔雀鱼鱼缸里绿藻好多", "鱼缸里的绿藻和孔雀鱼"];
/// A word that no dictionary has.
const WORD: &str = "灵犀宝";
const MARKUP: &str = r#"'"></title></textarea></script><img src=x onerror="window.hurt=1"><script>window.hurt=1</script>"#;

/// Writes into a field as a person does, so that the page notices.
fn fill(browser: &Browser, selector: &str, text: &str) {
    let (selector, text) = (json!(selector), json!(text));
    browser.run(&format!(
        "const field = document.querySelector({selector}); field.focus(); field.value = {text};
         field.dispatchEvent(new Event('input', {{bubbles: true}}));"
    ));
}

/// Whether a time is shown on the library's clock, not on that of whoever keeps it.
const SHOWN_IN_ZONE: &str =
    "((time) => new Date(time.dateTime).toLocaleString('sv-SE', {timeZone: 'Asia/Shanghai'}).slice(0, 16) === time.textContent)";

fn title_of(service: &Service, id: &str) -> String {
    service.get(&format!("/api/v1/entries/{id}")).json()["entry"]["title"].as_str().expect("a title").to_owned()
}

fn ask(service: &Service, text: &str) {
    assert_eq!(service.suggest(&json!({ "text": text }), "").status, 200);
}

fn teach(service: &Service, text: &str, entry: &str, author: &str) {
    let body = json!({"text": text, "verdict": "corrected", "entry": entry, "author": author});
    let taught = service.send(&post("/api/v1/feedback", body.to_string().as_bytes()));
    assert_eq!(taught.status, 200, "{}", taught.text());
}

fn file(service: &Service, path: &str) -> String {
    service.get(&format!("/api/v1/files/content?path={path}")).json()["content"].as_str().expect("a file").to_owned()
}

/// What a colleague publishes meanwhile.
fn publish(service: &Service, path: &str, content: &str) {
    let body = json!({"files": [{"path": path, "content": content}], "note": "同事", "waive": "a test"});
    let published = service.send(&post("/api/v1/publish", body.to_string().as_bytes()));
    assert_eq!(published.status, 200, "{}", published.text());
}

#[test]
fn a_gap_becomes_a_draft_and_a_customer_s_words_a_symptom_and_nothing_is_saved_before_somebody_saves_it() {
    let service = Service::start(&[]);
    let browser = Browser::open(&service, &DESK);
    browser.go("/library/gaps");
    assert!(browser.text(".teach").contains("还没有工单"), "an empty page teaches");
    FISH.iter().for_each(|text| ask(&service, text));
    browser.go("/library/gaps");
    let gap = browser.text(".gap");
    assert!(browser.text("main .hint").contains("看过最近 4 张工单，没答上的归成 1 组"));
    assert!(gap.starts_with("4 张工单") && gap.contains("绿藻") && !gap.contains("13812345678"), "{gap}");
    browser.picture("gaps");

    fill(&browser, ".gap [name=id]", "life/fish-tank");
    browser.click(".gap form .button");
    browser.wait("document.querySelector('#edit') && document.querySelector('#symptoms').value.includes('绿藻')");
    assert_eq!(service.get("/api/v1/entries/life/fish-tank").status, 404, "nothing is saved yet");
    let symptoms = browser.value("document.querySelector('#symptoms').value");
    assert!(symptoms.as_str().is_some_and(|all| all.contains("138****5678") && !all.contains("13812345678")), "{symptoms}");
    let title = browser.value("document.querySelector('#title').value");
    browser.picture("gap-draft");
    fill(&browser, "#title", "");
    browser.wait("document.querySelector('#wrong-title .problem')");
    fill(&browser, "#title", title.as_str().expect("a title"));
    browser.wait("!document.querySelector('#wrong-title .problem')");
    browser.click("#edit [value=draft]");
    browser.wait("document.querySelector('.said')?.textContent.includes('已保存')");
    assert_eq!(service.get("/api/v1/entries/life/fish-tank").json()["entry"]["status"], "draft");

    // Another customer's words, from their ticket; what was written before and not saved stays.
    let id = "telecom/broadband-los-red";
    browser.go(&format!("/library/edit/{id}"));
    fill(&browser, "#cause", "写到一半的原因");
    browser.go(&format!("/library/symptom/{id}"));
    fill(&browser, "#q", "鱼缸 看不清");
    browser.click("[role=search] .button");
    browser.wait("location.search.includes('q=') && document.querySelectorAll('.choices li').length === 1");
    browser.picture("symptom");
    browser.click(".choices .button");
    browser.wait("document.querySelector('#edit')?.dataset.taken");
    assert_eq!(browser.value("document.querySelector('#cause').value"), "写到一半的原因");
    assert!(browser.text(".said").contains("鱼缸绿藻怎么又长满"));
    let lines =
        browser.value("document.querySelector('#symptoms').value.split('\\n').filter((line) => line.includes('看不清')).length");
    assert_eq!(lines, 1);
    // And pasted, with what is personal masked.
    browser.go(&format!("/library/symptom/{id}"));
    fill(&browser, "#text", "红灯亮着，\n回电13912345678");
    browser.click("form.line .button");
    browser.wait("document.querySelector('#edit') && document.querySelector('#symptoms').value.includes('红灯亮着')");
    let symptoms = browser.value("document.querySelector('#symptoms').value");
    assert!(symptoms.as_str().is_some_and(|all| all.ends_with("回电139****5678")), "{symptoms}");
    let saved = service.get(&format!("/api/v1/entries/{id}")).text().to_owned();
    assert!(!saved.contains("看不清") && !saved.contains("红灯亮着"), "nothing is saved");
    // From the ticket to the entry.
    browser.go("/library/gaps");
    assert!(browser.text(".gap").contains("life/fish-tank"), "a group that was drafted says so");
    browser.click(".voices a");
    browser.wait("location.pathname === '/library/symptom'");
    fill(&browser, "#q", "光猫");
    browser.click("[role=search] .button");
    browser.wait("location.search.includes('q=') && document.querySelector('.choices')?.textContent.includes('光猫')");
    browser.click(".choices .button");
    browser.wait("document.querySelector('#edit')?.dataset.taken");
}

#[test]
fn a_new_word_is_seen_to_cut_otherwise_before_it_is_published_and_two_editors_lose_nothing() {
    let service = Service::start(&[]);
    ask(&service, &format!("{WORD}连不上网，{WORD}一直转圈"));
    let browser = Browser::open(&service, &DESK);
    let cut = "[...document.querySelectorAll('.side:nth-of-type(2) .piece')].map((piece) => piece.firstChild.textContent)";
    browser.go(&format!("/library/lexicon?word={WORD}"));
    assert!(browser.text(".said").contains(WORD));
    assert!(browser.value("document.querySelector('#text').value").as_str().is_some_and(|text| text.contains(WORD)));
    browser.wait(&format!("{cut}.includes('{WORD}') && document.querySelector('.side:nth-of-type(2) .differs')"));
    browser.wait("document.activeElement.id === 'words'");
    assert_eq!(service.get("/api/v1/revisions").json()["revisions"].as_array().map(Vec::len), Some(1), "nothing is published");

    fill(&browser, "#synonyms", &format!("{}{WORD}，光猫\n", file(&service, "lexicon/synonyms.txt")));
    browser.wait("document.querySelector('#wrong-synonyms .jump')");
    browser.click("#wrong-synonyms .jump");
    browser.wait("document.activeElement.id === 'synonyms'");
    let chosen = "document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)";
    assert_eq!(browser.value(chosen), format!("{WORD}，光猫"));
    browser.picture("lexicon");
    browser.click("[formaction='/library/lexicon/rehearse']");
    browser.wait("document.querySelector('[role=alert]') && document.querySelector('#wrong-synonyms .jump')");
    fill(&browser, "#synonyms", &format!("{}{WORD} => 光猫\n", file(&service, "lexicon/synonyms.txt")));
    browser.wait("document.querySelector('.side:nth-of-type(2) .applied .differs')?.textContent.includes('光猫')");
    browser.click("[formaction='/library/lexicon/rehearse']");
    browser.wait("document.querySelector('#gate')?.classList.contains('sound')");
    browser.click("[formaction='/library/lexicon']");
    browser.wait("document.querySelector('#words')?.value.includes('灵犀宝')");
    fill(&browser, "#note", "客户这样叫光猫");
    browser.click("[formaction='/library/lexicon/rehearse']");
    browser.wait("document.querySelector('#gate')?.classList.contains('sound')");
    assert_eq!(browser.value("document.querySelector('#note').value"), "客户这样叫光猫");
    browser.picture("lexicon-gate");

    // A colleague is first.
    let words = file(&service, "lexicon/words.txt");
    publish(&service, "lexicon/words.txt", &format!("{words}同事加的词 1000 n\n"));
    browser.click("form.line .button");
    browser.wait("document.querySelector('.conflict')");
    let told = browser.text(".conflict");
    assert!(told.contains(WORD) && told.contains("同事加的词"), "{told}");
    let written =
        |id: &str| browser.value(&format!("document.querySelector('#{id}').value")).as_str().unwrap_or_default().to_owned();
    assert!(written("words").ends_with(&format!("{WORD} 1000 n\n")) && written("synonyms").contains(&format!("{WORD} => 光猫")));
    browser.must_be_accessible("a conflict of the lexicon");
    browser.picture("lexicon-conflict");
    browser.click("[formaction='/library/lexicon/merge']");
    browser.wait("!document.querySelector('.conflict') && document.querySelector('#words').value.includes('同事加的词')");
    assert!(written("words").contains(&format!("{WORD} 1000 n")) && written("synonyms").contains(&format!("{WORD} => 光猫")));
    browser.click("[formaction='/library/lexicon/rehearse']");
    browser.wait("document.querySelector('#gate')?.classList.contains('sound')");
    browser.click("form.line .button");
    browser.wait("location.pathname === '/library/lexicon' && document.querySelector('.said')?.textContent.includes('版本 3')");
    let words = file(&service, "lexicon/words.txt");
    assert!(words.contains(&format!("{WORD} 1000 n")) && words.contains("同事加的词 1000 n"));
    // And back again, as any file of the library.
    browser.go("/library/history/lexicon/synonyms.txt");
    browser.click("[aria-label='回到这一版 1']");
    browser.wait("document.querySelector('h1').textContent.includes('回到版本 1')");
    browser.click("form.tools .button");
    browser.wait("location.pathname === '/library/lexicon' && document.querySelector('.said')?.textContent.includes('版本 4')");
    assert!(!file(&service, "lexicon/synonyms.txt").contains(WORD));
}

#[test]
fn a_word_and_a_group_are_added_without_looking_for_the_end_of_a_file_and_what_is_wrong_is_said_in_each_language() {
    let service = Service::start(&[]);
    for (languages, said) in
        [("zh-CN,zh", "不是一组同义词"), ("zh-TW", "不是一組同義詞"), ("en", "is not a valid group of synonyms")]
    {
        let browser = Browser::open(&service, &Looks { languages, ..DESK });
        browser.go("/library/lexicon");
        fill(&browser, "#new_word", WORD);
        fill(&browser, "#new_group", &format!("{WORD}，光猫"));
        browser.type_keys(ENTER);
        browser.wait(&format!("document.querySelector('#words').value.endsWith('{WORD} 1000 n\\n')"));
        browser.wait(&format!("document.querySelector('#synonyms').value.endsWith('{WORD}, 光猫\\n')"));
        assert!(!file(&service, "lexicon/words.txt").contains(WORD), "nothing is published");
        fill(&browser, "#synonyms", &format!("{}{WORD}\n", file(&service, "lexicon/synonyms.txt")));
        browser.wait("document.querySelector('#wrong-synonyms .problem')");
        assert!(browser.text("#wrong-synonyms").contains(said), "{}", browser.text("#wrong-synonyms"));
        browser.picture(&format!("lexicon-{languages}"));
    }
}

#[test]
fn what_was_taught_wrongly_is_found_and_revoked_with_a_reason() {
    let service = Service::start(&[]);
    let browser = Browser::open(&service, &DESK);
    browser.go("/library/cases");
    assert!(browser.text(".teach").contains("还没有案例"));
    teach(&service, "孔雀鱼的鱼缸绿藻长满玻璃，电话13812345678", "telecom/broadband-los-red", "小李");
    teach(&service, "停电了整栋楼都黑", "telecom/modem-no-power", "小王");
    teach(&service, "鱼缸玻璃长满绿藻，孔雀鱼", "telecom/modem-no-power", "小王");
    browser.go("/library/cases");
    let pair = browser.text(".pair");
    let listed = "[...document.querySelectorAll('.case .by-line code')].map((code) => code.textContent).sort().join()";
    assert_eq!(browser.value(listed), "#1,#2,#3", "each case stands there once");
    assert_eq!(browser.value(&format!("{SHOWN_IN_ZONE}(document.querySelector('.case time'))")), true);
    assert!(pair.contains("#3") && pair.contains("#1") && pair.contains("138****5678") && !pair.contains("#2"), "{pair}");
    browser.picture("cases");
    browser.click(".pair .case:nth-of-type(1) summary");
    browser.wait("document.querySelector('.pair details').open");
    fill(&browser, ".pair [name=because]", "看错了工单");
    browser.click(".pair details .button");
    browser.wait("document.querySelector('.said')?.textContent.includes('#3')");
    assert!(browser.value("document.querySelector('.pair')").is_null(), "what was settled is not named again");
    let all = service.get("/api/v1/cases?revoked=true").json();
    let revoked = &all["cases"][0];
    assert_eq!((revoked["id"].as_i64(), revoked["revoked_because"].as_str()), (Some(3), Some("看错了工单")), "{revoked}");
    browser.go("/library/cases");
    assert!(
        browser.value("[...document.querySelectorAll('#entries option')].some((one) => one.textContent.includes('光猫'))")
            == true
    );
    fill(&browser, "#entry", &title_of(&service, "telecom/modem-no-power"));
    browser.click("form.find .button");
    browser.wait("location.search.includes('entry=') && document.querySelectorAll('.case').length === 1");
    browser.go("/library/cases?author=%E5%B0%8F%E7%8E%8B");
    assert_eq!(browser.value("document.querySelectorAll('.case').length"), 1);
    browser.click("[name=revoked]");
    browser.click("form.find .button");
    browser.wait("document.querySelector('.case.past')?.textContent.includes('看错了工单')");
}

/// A library with something on each page, some of it hostile.
fn planted() -> Service {
    let service = Service::start(&[]);
    let hostile = format!("鱼缸绿藻{MARKUP}");
    for text in FISH.into_iter().chain([hostile.as_str()]) {
        ask(&service, text);
    }
    teach(&service, &format!("窗台的花盆被猫打翻了{MARKUP}"), "telecom/broadband-los-red", "<img src=x onerror=window.hurt=1>");
    teach(&service, &format!("花盆在窗台被猫打翻了{MARKUP}"), "telecom/modem-no-power", "小王");
    let entry = service.get("/api/v1/entries/telecom/broadband-los-red").json();
    let content = entry["content"].as_str().expect("a file");
    let rest = content.split_once('\n').map(|(_, rest)| rest).expect("more than a title");
    assert!(content.starts_with("title = "), "{content}");
    let titled = format!("title = \"<img src=x onerror=window.hurt=1>\"\n{rest}");
    publish(&service, "entries/telecom/broadband-los-red.toml", &titled);
    service
}

#[test]
fn the_maintainer_s_pages_are_accessible_fit_a_phone_and_run_no_markup_of_others() {
    let service = planted();
    for looks in [DESK, Looks { dark: true, ..PHONE }] {
        let browser = Browser::open(&service, &looks);
        let name = if looks.width < 500 { "phone" } else { "desk" };
        let ticket = ticket_of(&browser);
        for (page, path) in [
            ("gaps", "/library/gaps".to_owned()),
            ("which-entry", ticket),
            ("which-ticket", "/library/symptom/telecom/broadband-los-red".to_owned()),
            ("conflicts", "/library/health".to_owned()),
            ("duplicates", "/library/health?of=duplicates".to_owned()),
            ("due", "/library/health?of=due".to_owned()),
            ("unused", "/library/health?of=unused&q=img".to_owned()),
            ("words", "/library/health?of=words".to_owned()),
            ("lexicon", "/library/lexicon?word=%3Cimg%20src%3Dx%20onerror%3Dwindow.hurt%3D1%3E".to_owned()),
            ("cases", "/library/cases?revoked=1".to_owned()),
            ("library", "/library".to_owned()),
        ] {
            browser.go(&path);
            browser.must_be_accessible(&path);
            assert_eq!(browser.value("document.querySelectorAll('main img, main script, main svg').length"), 0, "{path}");
            assert!(browser.value("window.hurt ?? null").is_null(), "{path}");
            let wide = browser.value("document.documentElement.scrollWidth").as_u64();
            assert!(wide.is_some_and(|wide| wide <= u64::from(looks.width)), "{path} scrolls sideways: {wide:?}");
            browser.picture(&format!("{name}-{page}"));
        }
        browser.wait("document.querySelector('[data-count=unused]').textContent !== ''");
    }
}

/// The page that asks which entry takes the words of a hostile ticket.
fn ticket_of(browser: &Browser) -> String {
    browser.go("/library/gaps");
    let hostile = "[...document.querySelectorAll('.voices li')].find((voice) => voice.textContent.includes('onerror')) ?? document.querySelector('.voices li')";
    let place: Value = browser.value(&format!("({hostile}).querySelector('a').getAttribute('href')"));
    place.as_str().expect("an address").to_owned()
}

#[test]
fn agents_see_the_cases_and_may_not_touch_what_is_the_maintainer_s() {
    let service = Service::start(&[]);
    let token = run(&mut fenzhen(service.folder(), &["token", "create", "--name", "坐席", "--role", "agent"])).ok();
    let bearer = format!("Bearer {}", token.trim());
    let headers = [("Authorization", bearer.as_str()), ("Accept", "text/html")];
    let get = |path: &str| service.send(&request("GET", path, &headers, b"")).status;
    assert_eq!(get("/library/cases"), 200);
    for path in ["/library/gaps", "/library/health", "/library/lexicon", "/library/symptom/telecom/broadband-los-red"] {
        assert_eq!(get(path), 403, "{path}");
    }
    let revoked = service.send(&request("POST", "/library/cases/1/revoke", &headers, b"because=x"));
    assert_eq!(revoked.status, 403);
}
