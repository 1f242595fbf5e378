//! Giving feedback: one transaction that looks for repeats and contradictions, teaches, and records the answer.

use fenzhen_engine::kb::Labels;
use sha2::{Digest, Sha256};

use crate::api::v1::{CaseView, FeedbackAnswer, FeedbackRequest};
use crate::app::{App, AppError, FeedbackRefusal, RequestError};
use crate::store::{NewCase, NewFeedback, ReadDao, Recorded, StoreError, TaughtCase, WriteDao};

use super::subject::Subject;
use super::{author, labels};

/// The longest idempotency key, in bytes.
const LONGEST_KEY: usize = 200;
/// The most contradicting cases named in a refusal.
const NAMED: usize = 10;

/// What came of looking at the feedback inside the transaction.
enum Outcome {
    Taken(Box<FeedbackAnswer>),
    Refused(FeedbackRefusal),
    Malformed(RequestError),
}

impl App {
    /// Takes feedback. Equal requests under the same `key` are answered the same, and taken once.
    ///
    /// # Errors
    /// When the request is malformed, names what is not there, contradicts an active case, or the database refuses.
    pub fn feedback(&self, request: &FeedbackRequest, key: Option<&str>) -> Result<FeedbackAnswer, AppError> {
        key.map_or(Ok(()), is_key)?;
        let author = author(request.author.as_deref())?;
        let digest = request_digest(request);
        if let Some(key) = key
            && let Some(recorded) = self.store.read(|dao| dao.recorded_under("feedback", key))?
        {
            return Ok(repeated(&recorded, &digest)?);
        }
        let snapshot = self.snapshot();
        let mut subject = self.subject(request, &snapshot)?;
        let taught = labels::taught(request, std::mem::take(&mut subject.suggested), &snapshot.library)?;
        let at = format!("{:.3}", self.clock.now());
        let given = Given { request, key, author: &author, digest: &digest, subject: &subject, taught, at: &at };
        match self.store.write(|dao| given.take(dao))? {
            Outcome::Taken(answer) => {
                if answer.case.is_some() {
                    self.trainer.request();
                }
                Ok(*answer)
            }
            Outcome::Refused(refusal) => Err(refusal.into()),
            Outcome::Malformed(error) => Err(error.into()),
        }
    }
}

fn is_key(key: &str) -> Result<(), RequestError> {
    if (1..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic()) {
        return Ok(());
    }
    let message = "the idempotency key is no key".to_owned();
    let help = "send 1 to 200 visible ASCII characters, e.g. a UUID";
    Err(RequestError { code: "no-key", field: "Idempotency-Key", message, help })
}

/// Only a digest is kept: a rejected ticket's text need not stay.
fn request_digest(request: &FeedbackRequest) -> Vec<u8> {
    // A struct of strings and numbers always has a JSON form.
    Sha256::digest(serde_json::to_vec(request).unwrap_or_default()).to_vec()
}

fn repeated(recorded: &Recorded, digest: &[u8]) -> Result<FeedbackAnswer, FeedbackRefusal> {
    let same = (recorded.request == digest).then(|| serde_json::from_str(&recorded.answer).ok());
    same.flatten().ok_or(FeedbackRefusal::KeyReused)
}

/// Feedback with all that is known before the transaction.
struct Given<'a> {
    request: &'a FeedbackRequest,
    key: Option<&'a str>,
    author: &'a str,
    digest: &'a [u8],
    subject: &'a Subject,
    taught: Option<Labels>,
    at: &'a str,
}

impl Given<'_> {
    fn take(&self, dao: &WriteDao<'_>) -> Result<Outcome, StoreError> {
        // The same request may have been taken since we looked.
        if let Some(recorded) = self.key.map(|key| dao.read().recorded_under("feedback", key)).transpose()?.flatten() {
            let repeated = repeated(&recorded, self.digest);
            return Ok(repeated.map_or_else(Outcome::Refused, |answer| Outcome::Taken(Box::new(answer))));
        }
        let Some(labels) = &self.taught else { return self.record(dao, None, Vec::new()) };
        let complaint = self.subject.digest();
        let revoked = match self.give_way(&dao.read(), &complaint, labels)? {
            Ok(revoked) => revoked,
            Err(refused) => return Ok(refused),
        };
        for case in &revoked {
            dao.revoke_case(*case, self.author, None, self.at)?;
        }
        let case = NewCase {
            ticket: self.subject.ticket.as_ref().map(|(row, _)| *row),
            title: &self.subject.title,
            text: &self.subject.text,
            labels,
            digest: &complaint,
            replaces: self.request.replaces,
            taught_by: self.author,
            taught_at: self.at,
        };
        let id = dao.append_case(&case)?;
        self.record(dao, dao.read().case(id)?, revoked)
    }

    /// The cases that are to be revoked in favour of this one, or why it is refused.
    fn give_way(&self, dao: &ReadDao<'_>, complaint: &[u8], labels: &Labels) -> Result<Result<Vec<i64>, Outcome>, StoreError> {
        let alike = dao.active_cases_like(complaint)?;
        let named = self.request.replaces.map(|id| alike.iter().find(|case| case.id == id).ok_or(id)).transpose();
        let named = match named {
            Ok(named) => named,
            Err(id) => return Ok(Err(Outcome::Malformed(no_such_case(id)))),
        };
        // Whoever replaces a case has seen what it says; others that say the same are no news.
        let replaced = |case: &TaughtCase| {
            named.is_some_and(|n| n.id == case.id || (n.labels == case.labels && case.labels.contradict(labels)))
        };
        let (revoked, others): (Vec<_>, Vec<_>) = alike.iter().partition(|case| replaced(case));
        let against = others.into_iter().filter(|case| case.labels.contradict(labels));
        let against: Vec<CaseView> = against.take(NAMED).cloned().map(CaseView::from).collect();
        if !against.is_empty() {
            return Ok(Err(Outcome::Refused(FeedbackRefusal::Contradicts(against))));
        }
        Ok(Ok(revoked.into_iter().map(|case| case.id).collect()))
    }

    fn record(&self, dao: &WriteDao<'_>, case: Option<TaughtCase>, revoked: Vec<i64>) -> Result<Outcome, StoreError> {
        let taught_case = case.as_ref().map(|case| case.id);
        let (row, ticket) = self.subject.ticket.clone().unzip();
        let verdict = self.request.verdict;
        let answer = FeedbackAnswer { verdict, ticket, case: case.map(CaseView::from), revoked };
        if let Some(key) = self.key {
            // As above: it always has a JSON form.
            let answer = serde_json::to_string(&answer).unwrap_or_default();
            dao.record_under("feedback", key, &Recorded { request: self.digest.to_vec(), answer })?;
        }
        dao.append_feedback(&NewFeedback {
            verdict: verdict.as_str(),
            author: self.author,
            at: self.at,
            ticket: row,
            taught_case,
        })?;
        Ok(Outcome::Taken(Box::new(answer)))
    }
}

fn no_such_case(id: i64) -> RequestError {
    let message = format!("there is no active case {id} of this complaint");
    RequestError { code: "nothing-to-replace", field: "replaces", message, help: "send the number that the refusal named" }
}
