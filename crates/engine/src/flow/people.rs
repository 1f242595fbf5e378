//! People: who is complained about, under whatever form of their name, and what that keeps them from.

use super::event::Relieved;
use super::life::Life;

/// The fewest characters that prove something as a part of a name.
const PART: usize = 2;

/// Whether a name is, holds, or is part of that of somebody complained about. A single character proves nothing unless
/// it is all.
#[must_use]
pub fn is_about(about: &[String], name: &str, plain: fn(&str) -> String) -> bool {
    let name = plain(name);
    let holds = |whole: &str, part: &str| part.chars().count() >= PART && whole.contains(part);
    about.iter().map(|person| plain(person)).any(|person| person == name || holds(&name, &person) || holds(&person, &name))
}

/// Who has to leave a ticket, because they are complained about; `None` where nobody has to.
#[must_use]
pub fn to_be_relieved(life: &Life, about: &[String], plain: fn(&str) -> String) -> Option<Relieved> {
    let complained_about = |name: &Option<String>| name.clone().filter(|name| is_about(about, name, plain));
    let (front, handler) = (complained_about(&life.front), complained_about(&life.handler));
    (front.is_some() || handler.is_some()).then_some(Relieved { front, handler })
}
