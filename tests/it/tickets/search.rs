//! Looking for tickets: by words in either script, by ids, by what they are, open or ended.

use fenzhen::app::{TicketSearch, TicketsFound};
use fenzhen_engine::kb::Urgency;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::support::clocked_service::ClockedService;

const DANGER: &str = "小区配电箱冒烟漏电，有人触电受伤，快来人";
const FAILS: &str = "我们客服系统输入订单号20261103778查询失败，提示接口异常，电话13812345678";
const IDEA: &str = "建议增加夜间客服";

fn find(service: &ClockedService, search: &TicketSearch) -> TicketsFound {
    service.app.tickets().search(search).expect("it looks")
}

fn texts(found: &TicketsFound) -> Vec<&str> {
    found.tickets.iter().map(|ticket| ticket.text.as_str()).collect()
}

fn words(words: &str) -> TicketSearch {
    TicketSearch { words: words.to_owned(), ..TicketSearch::default() }
}

fn registered(service: &ClockedService, ticket: &Value) -> String {
    service.register(ticket)["ticket"]["id"].as_str().expect("an id").to_owned()
}

#[test]
fn a_ticket_is_found_by_words_in_either_script_by_its_ids_and_by_what_it_is() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    registered(&service, &json!({"text": IDEA}));
    let fails = registered(&service, &json!({"text": FAILS, "source": "crm", "external_id": "C-7", "customer": {"class": "C"}}));
    registered(&service, &json!({"text": DANGER}));
    let all = find(&service, &TicketSearch::default());
    assert_eq!((all.tickets.len(), all.next.as_deref()), (3, None));
    assert!(all.tickets[0].text.starts_with("小区配电箱"), "the earliest deadline first: {:?}", texts(&all));
    let due: Vec<&Timestamp> = all.tickets.iter().filter_map(|ticket| Some(&ticket.next.as_ref()?.1)).collect();
    assert!(due.len() == 3 && due.is_sorted(), "{due:?}");
    assert!(!format!("{all:?}").contains("13812345678"), "personal numbers are masked");
    for words_of_it in ["查詢失敗", "接口异常 客服", "ＡＰＩ 查询", "C-7", &fails, &fails[..18]] {
        let found = find(&service, &words(words_of_it));
        let expected = usize::from(!words_of_it.starts_with('Ａ'));
        assert_eq!(found.tickets.len(), expected, "{words_of_it}: {:?}", texts(&found));
        assert!(found.tickets.iter().all(|ticket| ticket.id == fails && ticket.class.as_deref() == Some("C")));
    }
    let urgent = find(&service, &TicketSearch { urgency: Some(Urgency::High), ..TicketSearch::default() });
    assert_eq!(texts(&urgent), [DANGER]);
    service.now("2026-11-23T10:20:00");
    let overdue = find(&service, &TicketSearch { overdue: true, ..TicketSearch::default() });
    assert!(texts(&overdue).contains(&DANGER) && !texts(&overdue).contains(&IDEA), "{:?}", texts(&overdue));
}

#[test]
fn what_has_ended_is_listed_by_itself_and_found_by_its_id_wherever_one_looks() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = registered(&service, &json!({"text": IDEA}));
    let step = |step: &str| json!({"action": {"move": {"step": step, "facts": {"reason": "不属于受理范围"}}}});
    service.act(&id, &step("reject"));
    service.act(&id, &json!({"action": {"tell": {"channel": "电话", "content": "已说明为什么不受理"}}}));
    service.act(&id, &json!({"action": {"move": {"step": "close"}}}));
    assert!(find(&service, &TicketSearch::default()).tickets.is_empty());
    let ended = TicketSearch { ended: true, ..TicketSearch::default() };
    let found = find(&service, &ended);
    assert_eq!((texts(&found), found.tickets[0].ended_at.is_some(), found.tickets[0].next.is_none()), (vec![IDEA], true, true));
    assert_eq!(texts(&find(&service, &TicketSearch { words: "夜間".to_owned(), ..ended })), [IDEA]);
    assert_eq!(texts(&find(&service, &words(&id))), [IDEA]);
}

#[test]
fn pages_of_a_search_go_on_where_the_one_before_stopped_and_miss_nothing() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    for nth in 0..120 {
        let said = if nth % 2 == 0 { "宽带断网" } else { "建议增加夜间客服" };
        registered(&service, &json!({"text": format!("{said}，第{nth}次来电")}));
    }
    let (mut search, mut seen, mut pages) = (words("斷網"), Vec::new(), 0);
    loop {
        let page = find(&service, &search);
        pages += 1;
        seen.extend(page.tickets.into_iter().map(|ticket| ticket.text));
        search.after = page.next;
        if search.after.is_none() {
            break;
        }
    }
    assert_eq!((seen.len(), pages), (60, 2));
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 60, "each once");
    assert!(service.app.tickets().search(&TicketSearch { after: Some("nowhere".to_owned()), ..words("断网") }).is_err());
}
