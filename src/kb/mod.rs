//! stand-in
use crate::text::{SynonymLine, UserWord};
use jiff::civil::{Date, Time, Weekday};
use std::collections::BTreeMap;
use std::path::Path;
#[derive(Debug, Clone, serde::Serialize)]
pub struct Problem {
    pub code: String,
    pub path: String,
    pub line: Option<u32>,
    pub message: String,
    pub help: String,
}
#[derive(Debug, Clone, Default)]
pub struct PackFiles(BTreeMap<String, String>);
#[derive(rust_embed::RustEmbed)]
#[folder = "kb/"]
struct Embedded;
impl PackFiles {
    pub fn new(files: BTreeMap<String, String>) -> Self {
        Self(files)
    }
    pub fn embedded() -> Self {
        Self(
            Embedded::iter()
                .filter_map(|p| Some((p.to_string(), String::from_utf8(Embedded::get(&p)?.data.into_owned()).ok()?)))
                .collect(),
        )
    }
    pub fn from_dir(_: &Path) -> std::io::Result<(Self, Vec<Problem>)> {
        Ok((Self::embedded(), vec![]))
    }
    pub fn write_to_dir(&self, dir: &Path) -> std::io::Result<()> {
        for (p, c) in &self.0 {
            let f = dir.join(p);
            std::fs::create_dir_all(f.parent().unwrap())?;
            std::fs::write(f, c)?;
        }
        Ok(())
    }
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(a, b)| (a.as_str(), b.as_str()))
    }
}
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Urgency {
    Low,
    Medium,
    High,
}
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Draft,
    Review,
    Published,
    Retired,
}
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Expect {
    Match,
    NoMatch,
}
impl Expect {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Match => "match",
            _ => "no_match",
        }
    }
}
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithinUnit {
    Minutes,
    Hours,
    Days,
    WorkingDays,
}
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Within {
    pub count: u32,
    pub unit: WithinUnit,
}
impl std::fmt::Display for Within {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}{}",
            self.count,
            match self.unit {
                WithinUnit::Minutes => "m",
                WithinUnit::Hours => "h",
                WithinUnit::Days => "d",
                WithinUnit::WorkingDays => "wd",
            }
        )
    }
}
impl<'de> serde::Deserialize<'de> for Within {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let s = String::deserialize(d)?;
        let n: String = s.chars().take_while(char::is_ascii_digit).collect();
        Ok(Within {
            count: n.parse().unwrap(),
            unit: match &s[n.len()..] {
                "m" => WithinUnit::Minutes,
                "h" => WithinUnit::Hours,
                "d" => WithinUnit::Days,
                _ => WithinUnit::WorkingDays,
            },
        })
    }
}
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Step {
    #[serde(rename = "do")]
    pub task: String,
    pub who: String,
    pub within: Within,
    pub done_when: String,
    pub if_not: String,
}
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Script {
    pub when: String,
    pub say: String,
}
#[derive(Debug, Clone, serde::Deserialize)]
pub struct EntryCase {
    pub text: String,
    pub expect: Expect,
    pub because: String,
}
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Entry {
    #[serde(default)]
    pub id: String,
    pub title: String,
    pub category: String,
    pub department: String,
    pub urgency: Urgency,
    pub status: Status,
    pub symptoms: Vec<String>,
    pub similar: Vec<String>,
    pub not_for: Vec<String>,
    pub cause: String,
    pub ask: Vec<String>,
    pub steps: Vec<Step>,
    pub scripts: Vec<Script>,
    pub cases: Vec<EntryCase>,
}
impl Entry {
    pub fn path(&self) -> String {
        format!("entries/{}.toml", self.id)
    }
}
#[derive(Debug, Clone, Default, serde::Deserialize)]
pub struct Names {
    #[serde(rename = "zh-Hans")]
    pub zh_hans: String,
    #[serde(rename = "zh-Hant")]
    pub zh_hant: String,
    pub en: String,
}
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Category {
    pub id: String,
    pub names: Names,
    pub department: String,
    pub urgency: Urgency,
    pub remedies: Vec<String>,
}
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Department {
    pub id: String,
    pub names: Names,
    pub aliases: Vec<String>,
    pub escalation: Vec<String>,
}
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Slot {
    pub id: String,
    pub names: Names,
    pub ask: Names,
    pub filled_by: Vec<String>,
}
macro_rules! table {
    ($t:ident, $row:ident, $key:literal) => {
        #[derive(Debug, Clone, Default, serde::Deserialize)]
        pub struct $t {
            #[serde(rename = $key, default)]
            pub all: Vec<$row>,
        }
        impl $t {
            pub fn get(&self, id: &str) -> Option<&$row> {
                self.all.iter().find(|c| c.id == id)
            }
        }
    };
}
table!(Taxonomy, Category, "category");
table!(Departments, Department, "department");
table!(Slots, Slot, "slot");
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClockKind {
    Always,
    Business,
}
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Terms {
    pub clock: ClockKind,
    pub acknowledge: Within,
    pub respond: Within,
    pub progress: String,
    pub resolve: Within,
    pub channel: String,
}
#[derive(Debug, Clone)]
pub struct Hours {
    pub work_days: Vec<Weekday>,
    pub open: Time,
    pub close: Time,
}
#[derive(Debug, Clone, serde::Deserialize)]
pub struct NamedDay {
    pub date: Date,
    pub name: String,
}
#[derive(Debug, Clone)]
pub struct Sla {
    pub time_zone: String,
    pub hours: Hours,
    pub urgency: BTreeMap<String, Terms>,
    pub holidays: Vec<NamedDay>,
    pub make_up_days: Vec<NamedDay>,
}
impl Sla {
    pub fn terms(&self, u: Urgency) -> &Terms {
        &self.urgency[match u {
            Urgency::Low => "low",
            Urgency::Medium => "medium",
            Urgency::High => "high",
        }]
    }
}
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Risk {
    pub id: String,
    pub reason: String,
    pub raises_to: Urgency,
    pub words: Vec<String>,
    #[serde(default)]
    pub patterns: Vec<String>,
}
#[derive(Debug, Clone)]
pub struct Lexicon {
    pub words: Vec<UserWord>,
    pub synonyms: Vec<SynonymLine>,
    pub risks: Vec<Risk>,
}
impl Lexicon {
    pub fn user_words(&self) -> Vec<UserWord> {
        self.words.clone()
    }
    pub fn synonym_lines(&self) -> Vec<SynonymLine> {
        self.synonyms.clone()
    }
}
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Baseline {
    pub id: String,
    pub text: String,
    pub because: String,
}
#[derive(Debug, Clone)]
pub struct Library {
    pub taxonomy: Taxonomy,
    pub departments: Departments,
    pub slots: Slots,
    pub sla: Sla,
    pub lexicon: Lexicon,
    pub entries: Vec<Entry>,
    pub baseline: Vec<Baseline>,
}
impl Library {
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| e.id == id)
    }
}
#[derive(Debug, Clone)]
pub struct Parsed {
    pub library: Library,
}
impl Parsed {
    pub fn problem(&self, code: &str, path: &str, _at: &str, message: String, help: &str) -> Problem {
        Problem { code: code.into(), path: path.into(), line: None, message, help: help.into() }
    }
}
pub struct Check {
    pub code: &'static str,
    pub promise: &'static str,
}
pub fn checks() -> &'static [Check] {
    &[]
}
pub fn check(_: &Parsed) -> Vec<Problem> {
    vec![]
}
pub fn sort(_: &mut [Problem]) {}
pub fn parse(files: &PackFiles) -> Parsed {
    let get = |p: &str| files.0.get(p).cloned().unwrap_or_default();
    let mut entries: Vec<Entry> = Vec::new();
    for (p, c) in files.iter() {
        if let Some(id) = p.strip_prefix("entries/").and_then(|p| p.strip_suffix(".toml")) {
            let mut e: Entry = toml::from_str(c).unwrap_or_else(|x| panic!("{p} {x}"));
            e.id = id.into();
            entries.push(e);
        }
    }
    #[derive(serde::Deserialize)]
    struct R {
        risk: Vec<Risk>,
    }
    let t: toml::Table = get("sla.toml").parse().unwrap();
    let h = &t["hours"];
    let time = |k: &str| h[k].as_str().unwrap().parse::<Time>().unwrap();
    let _ = h;
    let days: Vec<Weekday> = vec![Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
    let sla = Sla {
        time_zone: t["time_zone"].as_str().unwrap().into(),
        hours: Hours { work_days: days, open: time("open"), close: time("close") },
        urgency: t["urgency"].clone().try_into().unwrap(),
        holidays: t["holiday"].clone().try_into().unwrap(),
        make_up_days: t["make_up_day"].clone().try_into().unwrap(),
    };
    let words = get("lexicon/words.txt")
        .lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        .map(|l| {
            let mut x = l.split(' ');
            UserWord {
                word: x.next().unwrap().into(),
                frequency: x.next().and_then(|f| f.parse().ok()),
                tag: x.next().map(Into::into),
            }
        })
        .collect();
    let list = |s: &str| s.split(',').map(|x| x.trim().to_owned()).collect::<Vec<_>>();
    let synonyms = get("lexicon/synonyms.txt")
        .lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        .map(|l| match l.split_once("=>") {
            Some((a, b)) => SynonymLine::Rewrite { from: list(a), to: list(b) },
            None => SynonymLine::Equivalent(list(l)),
        })
        .collect();
    Parsed {
        library: Library {
            taxonomy: toml::from_str(&get("taxonomy.toml")).unwrap(),
            departments: toml::from_str(&get("departments.toml")).unwrap(),
            slots: toml::from_str(&get("slots.toml")).unwrap(),
            sla,
            lexicon: Lexicon { words, synonyms, risks: toml::from_str::<R>(&get("lexicon/risk.toml")).unwrap().risk },
            entries,
            baseline: get("baseline.jsonl").lines().map(|l| serde_json::from_str(l).unwrap()).collect(),
        },
    }
}
