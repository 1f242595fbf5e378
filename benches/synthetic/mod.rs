//! A library of any size, made up but whole: each category has words of its own, each entry a code of its own, and every
//! entry passes the checks. The same numbers give the same library.

use std::collections::BTreeSet;
use std::sync::Arc;

use fenzhen_engine::kb::{self, Category, Entry, EntryCase, Expect, Library, PackFiles, Script, Status, Step, Urgency, Within};
use fenzhen_engine::text::{Analyzer, is_stopword};
use jiff::civil::date;

/// Words of a category's own.
const TOPIC: usize = 12;

/// A small deterministic generator (Marsaglia's xorshift).
pub struct Random(pub u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }
}

/// What the entries are made of: the shipped pack's categories and words.
pub struct Material {
    shipped: Library,
    words: Vec<String>,
}

impl Material {
    /// Reads the shipped pack.
    pub fn new() -> Material {
        let shipped = kb::parse(&PackFiles::embedded()).library;
        let analyzer = Analyzer::new(&shipped.lexicon.words, &shipped.lexicon.synonyms).expect("the shipped dictionary");
        let mut words = BTreeSet::new();
        for text in shipped.entries.iter().flat_map(|entry| entry.symptoms.iter().chain([&entry.cause])) {
            let analyzed = analyzer.analyze(text);
            let telling = analyzed.terms().map(|(term, _)| term).filter(|term| !is_stopword(term) && !term.is_ascii());
            words.extend(telling.filter(|term| term.chars().count() >= 2).map(str::to_owned));
        }
        Material { shipped, words: words.into_iter().collect() }
    }

    /// The shipped pack's other files with `many` made-up published entries.
    pub fn library(&self, many: usize) -> Library {
        let mut entries: Vec<Arc<Entry>> = (0..many).map(|nth| Arc::new(self.entry(nth, &code(nth)))).collect();
        entries.sort_by(|a, b| a.id.cmp(&b.id));
        Library { entries, ..self.shipped.clone() }
    }

    /// The files of such a library.
    pub fn files(&self, many: usize) -> PackFiles {
        let mut files = PackFiles::embedded();
        let shipped: Vec<String> = self.shipped.entries.iter().map(|entry| entry.path()).collect();
        shipped.iter().for_each(|path| drop(files.remove(path)));
        for nth in 0..many {
            let entry = self.entry(nth, &code(nth));
            files.insert(entry.path(), kb::entry_to_toml(&entry));
        }
        files
    }

    /// An entry that names a code in its title and all its symptoms.
    pub fn entry(&self, nth: usize, code: &str) -> Entry {
        let mut random = Random(0x9E37_79B9_7F4A_7C15 ^ ((nth as u64 + 1) << 20));
        let category = &self.shipped.taxonomy.categories[nth % self.shipped.taxonomy.categories.len()];
        let mut say = |words: usize| self.sentence(category, words, &mut random);
        Entry {
            id: format!("synthetic/entry-{nth}"),
            title: format!("{}{code}", say(4)),
            category: category.id.clone(),
            department: category.department.clone(),
            urgency: Urgency::Medium,
            status: Status::Published,
            owner: "synthetic-desk".to_owned(),
            reviewed_on: date(2026, 10, 1),
            expires_on: date(2027, 10, 1),
            symptoms: (0..4).map(|_| format!("{}，{code}，{}", say(6), say(4))).collect(),
            similar: vec![code.to_owned()],
            not_for: Vec::new(),
            cause: say(10),
            ask: Vec::new(),
            steps: (0..3).map(|_| step()).collect(),
            scripts: vec![Script { when: "安抚".to_owned(), say: "给您添麻烦了，马上为您处理。".to_owned() }],
            cases: vec![
                case(format!("{}，{code}", say(3)), Expect::Match),
                case(format!("请看看{code}，{}", say(4)), Expect::Match),
                case("今天天气真好，想去公园走走".to_owned() + &nth.to_string(), Expect::NoMatch),
            ],
        }
    }

    /// Half of the words are the category's own, the others anybody's.
    fn sentence(&self, category: &Category, words: usize, random: &mut Random) -> String {
        let place = self.shipped.taxonomy.categories.iter().position(|c| c.id == category.id).unwrap_or_default();
        let word = |nth: usize| {
            let any = random.below(self.words.len());
            let own = (place * TOPIC + random.below(TOPIC)) % self.words.len();
            self.words[if nth.is_multiple_of(2) { own } else { any }].as_str()
        };
        (0..words).map(word).collect()
    }
}

/// The code of an entry, a word that no other has.
pub fn code(nth: usize) -> String {
    format!("qx{nth}")
}

fn case(text: String, expect: Expect) -> EntryCase {
    EntryCase { text, expect, because: "写着型号".to_owned() }
}

fn step() -> Step {
    let said = |text: &str| text.to_owned();
    Step {
        task: said("查一查。"),
        who: said("坐席"),
        within: Within::parse("15m").expect("a quarter of an hour"),
        done_when: said("查到了。"),
        if_not: said("报班长。"),
    }
}
