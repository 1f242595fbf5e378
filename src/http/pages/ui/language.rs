//! The languages of the interface: chosen by the browser, switched by the reader, remembered in a cookie.

use axum::http::{HeaderMap, header};

use crate::http::session::cookie;
use fenzhen_engine::kb::Names;

/// The cookie that remembers the choice.
pub const COOKIE: &str = "fz_lang";
/// Languages looked at in `Accept-Language`; browsers send a handful.
const MOST_ASKED: usize = 20;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// Simplified Chinese.
    Hans,
    /// Traditional Chinese.
    Hant,
    /// English.
    En,
}

impl Lang {
    /// All of them, each with what it calls itself.
    pub const ALL: [(Lang, &'static str); 3] = [(Lang::Hans, "简体"), (Lang::Hant, "繁體"), (Lang::En, "English")];

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Hans => "zh-Hans",
            Lang::Hant => "zh-Hant",
            Lang::En => "en",
        }
    }

    /// The language of one of our tags.
    pub fn parse(tag: &str) -> Option<Lang> {
        Lang::ALL.iter().map(|(lang, _)| *lang).find(|lang| lang.tag() == tag)
    }

    /// A name of the library; Simplified where the library does not say it in this language.
    pub fn of(self, names: &Names) -> &str {
        let name = match self {
            Lang::Hans => &names.zh_hans,
            Lang::Hant => &names.zh_hant,
            Lang::En => &names.en,
        };
        if name.is_empty() { &names.zh_hans } else { name }
    }

    /// What a request is to be answered in: the reader's choice, else the first language the browser asks for that we
    /// have, else Simplified Chinese.
    pub fn of_request(headers: &HeaderMap) -> Lang {
        if let Some(chosen) = cookie(headers, COOKIE).and_then(Lang::parse) {
            return chosen;
        }
        let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut weighed: Vec<(f32, Lang)> = asked.split(',').take(MOST_ASKED).filter_map(weigh).collect();
        // Stable: of equal weights the first counts.
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0));
        weighed.first().map_or(Lang::Hans, |(_, lang)| *lang)
    }
}

/// One item of `Accept-Language`, such as `zh-TW;q=0.8`, if we have the language.
fn weigh(item: &str) -> Option<(f32, Lang)> {
    let (tag, parameter) = item.split_once(';').unwrap_or((item, "q=1"));
    let weight = parameter.trim().strip_prefix("q=")?.trim().parse::<f32>().ok().filter(|weight| *weight > 0.0)?;
    let tag = tag.trim().to_ascii_lowercase();
    let mut parts = tag.split('-');
    match parts.next()? {
        "en" => Some((weight, Lang::En)),
        "zh" => {
            let traditional = parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo")) && !tag.contains("hans");
            Some((weight, if traditional { Lang::Hant } else { Lang::Hans }))
        }
        _ => None,
    }
}
