//! A ticket as an agent reads it on a terminal.

use fenzhen_engine::flow::Standing;
use fenzhen_engine::kb::{ClockName, Urgency, WorkflowRole};

use crate::api::v1::{ClockView, TicketView};
use crate::cli::layout::{ALARM, CARE, GOOD, QUIET, paragraph, styled};

/// Everything an agent needs, below the ticket's id.
pub(in crate::cli) fn show(ticket: &TicketView) -> String {
    let states: Vec<&str> = ticket.states.iter().map(|state| state.name.as_str()).collect();
    let urgency = match ticket.urgency {
        Urgency::High => "高",
        Urgency::Medium => "中",
        Urgency::Low => "低",
    };
    let named = |named: &Option<crate::api::v1::Named>| named.as_ref().map_or("—", |n| n.name.as_str()).to_owned();
    let mut out = paragraph("  状态  ", &format!("{} · 紧急程度 {urgency} · 第 {} 级", states.join("、"), ticket.level));
    out += &paragraph("  类别  ", &format!("{} · 条目 {}", named(&ticket.category), named(&ticket.entry)));
    let next = ticket.next_department.as_ref().map_or_else(String::new, |next| format!("（下一站 {} {}）", next.name, next.id));
    let handler = ticket.handler.as_ref().map_or_else(String::new, |handler| format!(" · 处理人 {handler}"));
    out += &paragraph(
        "  部门  ",
        &format!("{}{handler}{next} · 客户联系人 {}", named(&ticket.department), ticket.front.as_deref().unwrap_or("—")),
    );
    for clock in ticket.clocks.iter().filter(|clock| clock.stopped.is_none()) {
        out += &format!("  时限  {}\n", clock_line(clock));
    }
    for promise in ticket.promises.iter().filter(|promise| promise.kept.is_none()) {
        out += &paragraph("  承诺  ", &format!("{} {}（{} 前）", promise.promise, promise.what, promise.due));
    }
    for slot in &ticket.slots {
        out += &paragraph("  已知  ", &format!("{} {}", slot.name, slot.masked.as_deref().unwrap_or(&slot.value)));
    }
    for missing in &ticket.missing {
        out += &paragraph("  要问  ", &missing.ask);
    }
    if let Some(advice) = &ticket.advice {
        let within = advice.within.as_ref().map_or_else(String::new, |within| format!("（{within} 内）"));
        out += &paragraph("  联系  ", &format!("{}{within}：{}", advice.channels.join("、"), advice.because));
    }
    for step in &ticket.steps {
        let who: Vec<&str> = step.who.iter().map(|part| part_name(*part)).collect();
        let missing: Vec<&str> = step.missing.iter().map(|fact| fact.as_str()).collect();
        let needs = if missing.is_empty() { String::new() } else { format!("，要有 {}", missing.join(" ")) };
        out += &paragraph("  可以  ", &format!("{} {}（{}{needs}）", step.id, step.name, who.join("、")));
    }
    out
}

fn clock_line(clock: &ClockView) -> String {
    let name = match clock.clock {
        ClockName::Acknowledge => "受理",
        ClockName::Answer => "首次答复",
        ClockName::Progress => "通报进度",
        ClockName::Transfer => "部门回单",
        ClockName::Resolve => "解决",
        ClockName::FollowUp => "回访",
        ClockName::Promise => "承诺",
    };
    let due = clock.due.as_deref().unwrap_or("结束前");
    match clock.standing {
        Standing::Overdue => styled(ALARM, format!("{name} {due} 已超时")),
        Standing::Paused => styled(CARE, format!("{name} 暂停，等客户")),
        Standing::Met => styled(GOOD, format!("{name} {due}")),
        Standing::Open | Standing::Missed | Standing::Dropped => styled(QUIET, format!("{name} {due}")),
    }
}

fn part_name(part: WorkflowRole) -> &'static str {
    match part {
        WorkflowRole::Agent => "坐席",
        WorkflowRole::Department => "责任部门",
        WorkflowRole::Supervisor => "班长",
    }
}
