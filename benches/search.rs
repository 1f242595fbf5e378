//! 100,000 synthetic entries: build rate, size, and the time of a 60-term complaint by the ways tantivy offers.

mod allocator;
mod measure;

use std::hint::black_box;
use std::time::Instant;

use fenzhen_engine::index::{Document, Home, Index, QueryTerm};
use measure::Times;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

const ENTRIES: usize = 100_000;
const QUERIES: usize = 300;
const TERMS: usize = 60;
/// Distinct terms; the commonest occurs in most entries, the rarest in a few (Zipf).
const VOCABULARY: f64 = 50_000.0;

/// A small deterministic generator (Marsaglia's xorshift), so that every run measures the same.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    fn term(&mut self) -> String {
        format!("w{}", VOCABULARY.powf(self.next()) as u32)
    }

    fn terms(&mut self, count: usize) -> Vec<String> {
        (0..count).map(|_| self.term()).collect()
    }
}

fn main() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let documents: Vec<Document> = (0..ENTRIES)
        .map(|n| Document {
            id: format!("entry/{n}"),
            terms: [random.terms(6), random.terms(50), random.terms(6), random.terms(20)],
        })
        .collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let home = Home::Directory { path: folder.path().join("index"), key: "bench".to_owned() };
    let begun = Instant::now();
    let index = Index::open_or_build(&documents, &home).expect("the index builds");
    let built = begun.elapsed().as_secs_f64();
    println!(
        "built {ENTRIES} entries in {built:.2} s: {:.0} entries/s, {:.1} MB on disk",
        ENTRIES as f64 / built,
        size_mb(&folder.path().join("index"))
    );

    let queries: Vec<Vec<QueryTerm<'static>>> = (0..QUERIES)
        .map(|_| random.terms(TERMS).into_iter().map(|term| QueryTerm { term: term.into(), weight: 1.0 }).collect())
        .collect();
    // A query of an entry's own rare words must find that entry first.
    let own: Vec<QueryTerm<'_>> = documents[42].terms[1].iter().map(|t| QueryTerm { term: t.into(), weight: 1.0 }).collect();
    assert_eq!(index.search(&own, 10).expect("a search").first().map(|h| h.id.as_str()), Some("entry/42"));

    let searcher =
        tantivy::Index::open_in_dir(folder.path().join("index")).and_then(|i| i.reader()).expect("the index opens").searcher();
    let column = searcher.schema().get_field("terms").expect("the column is there");
    let clauses = |query: &Vec<QueryTerm<'_>>| -> BooleanQuery {
        let clause = |t: &QueryTerm<'_>| -> (Occur, Box<dyn Query>) {
            let term = tantivy::Term::from_field_text(column, &t.term);
            (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
        };
        BooleanQuery::new(query.iter().map(clause).collect())
    };
    let wand = Times::of(&queries, |q| drop(black_box(searcher.search(&clauses(q), &TopDocs::with_limit(100).order_by_score()))));
    let counted = Times::of(&queries, |q| {
        drop(black_box(searcher.search(&clauses(q), &(TopDocs::with_limit(100).order_by_score(), Count))))
    });
    let whole = Times::of(&queries, |q| drop(black_box(index.search(q, 100))));
    wand.print("tantivy TopDocs (block-max WAND)");
    counted.print("tantivy TopDocs with Count (a plain pass)");
    whole.print("fenzhen: plain pass, then BM25F by term");
    println!(
        "the plain pass takes {:.2} of WAND's median; the whole search {:.2}",
        counted.p50_us() / wand.p50_us(),
        whole.p50_us() / wand.p50_us()
    );
}

fn size_mb(folder: &std::path::Path) -> f64 {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|f| f.metadata().ok()).map(|m| m.len() as f64 / 1e6).sum()
}
