//! Giving feedback: one transaction that looks for repeats and contradictions, teaches, and records the answer.

use fenzhen_engine::kb::Labels;
use jiff::Timestamp;

use crate::app::author;
use crate::app::idempotency::{Answered, Idempotent};
use crate::store::{NewCase, NewFeedback, StoreError, TaughtCase, WriteDao};

use super::contradictions::cases_to_revoke;
use super::error::CaseError;
use super::feedback::{Feedback, Taught};
use super::subject::Subject;
use super::summary::CaseSummary;
use super::{Cases, labels};

impl Cases<'_> {
    /// Takes feedback. Equal requests under the same key are answered the same, and taken once.
    ///
    /// # Errors
    /// When the request is malformed, names what is not there, contradicts an active case, or the database refuses.
    pub fn submit(&self, feedback: &Feedback, key: Option<&Idempotent<Taught>>) -> Result<Answered<Taught>, CaseError> {
        let author = author::author(feedback.author.as_deref())?;
        if let Some(key) = key
            && let Some(answer) = self.store.read(|dao| key.answered(dao))??
        {
            return Ok(Answered::Before(answer));
        }
        let snapshot = self.snapshot.load_full();
        let mut subject = self.subject(feedback, &snapshot)?;
        let taught = labels::taught(feedback, std::mem::take(&mut subject.suggested), &snapshot.library)?;
        let checked = Checked { feedback, key, author: &author, subject: &subject, taught, at: self.clock.now() };
        let answered = self.store.write(|dao| checked.take(dao))??;
        if matches!(&answered, Answered::Now(taught) if taught.case.is_some()) {
            self.trainer.request();
        }
        Ok(answered)
    }
}

/// Feedback with all that is known before the transaction.
struct Checked<'a> {
    feedback: &'a Feedback,
    key: Option<&'a Idempotent<Taught>>,
    author: &'a str,
    subject: &'a Subject,
    taught: Option<Labels>,
    at: Timestamp,
}

impl Checked<'_> {
    fn take(&self, dao: &WriteDao<'_>) -> Result<Result<Answered<Taught>, CaseError>, StoreError> {
        // The same request may have been taken since we looked.
        match self.key.map(|key| key.answered(&dao.read())).transpose()? {
            Some(Ok(Some(answer))) => return Ok(Ok(Answered::Before(answer))),
            Some(Err(reused)) => return Ok(Err(reused.into())),
            Some(Ok(None)) | None => {}
        }
        let Some(labels) = &self.taught else { return self.record(dao, None, Vec::new()).map(Ok) };
        let complaint = self.subject.digest();
        let revoked = match cases_to_revoke(&dao.read(), &complaint, labels, self.feedback.replaces)? {
            Ok(revoked) => revoked,
            Err(refused) => return Ok(Err(refused)),
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
            replaces: self.feedback.replaces,
            taught_by: self.author,
            taught_at: self.at,
        };
        let id = dao.append_case(&case)?;
        self.record(dao, dao.read().case(id)?, revoked).map(Ok)
    }

    fn record(&self, dao: &WriteDao<'_>, case: Option<TaughtCase>, revoked: Vec<i64>) -> Result<Answered<Taught>, StoreError> {
        let taught_case = case.as_ref().map(|case| case.id);
        let (row, ticket) = self.subject.ticket.clone().unzip();
        let verdict = self.feedback.verdict;
        let taught = Taught { verdict, ticket, case: case.map(CaseSummary::from), revoked };
        if let Some(key) = self.key {
            key.remember(dao, &taught)?;
        }
        dao.append_feedback(&NewFeedback {
            verdict: verdict.as_str(),
            author: self.author,
            at: self.at,
            ticket: row,
            taught_case,
        })?;
        Ok(Answered::Now(taught))
    }
}
