//! Charts of a report: stacked bars, paired bars, a histogram and a from-to matrix. They need no script, no font and no
//! picture from elsewhere.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::app::figures::{grouped, percent};

use super::markup::Markup;
use super::{Count, Move};

/// Labels with a bar or a row of their own.
const BARS: usize = 12;
const HEAT: usize = 9;

/// One bar in parts, with its legend. Each part is a count and its colour's class.
pub(super) fn stack(parts: &[(&Count, &str)]) -> Markup {
    let whole: u64 = parts.iter().map(|(part, _)| part.count).sum();
    let mut out = Markup::default();
    out.raw("<div class=\"stack\">");
    for (part, class) in parts.iter().filter(|(part, _)| part.count > 0) {
        let width = part.count as f64 / whole.max(1) as f64 * 100.0;
        out.raw(&format!("<i class=\"{class}\" style=\"width:{width:.3}%\" title=\""));
        out.text(format_args!("{} {}", part.name, grouped(part.count))).raw("\"></i>");
    }
    out.raw("</div><ul class=\"legend\">");
    for (part, class) in parts {
        out.raw(&format!("<li><i class=\"{class}\"></i>")).text(&part.name).raw(" <b>").text(grouped(part.count));
        out.raw("</b> <span>").text(percent(part.count, whole)).raw("</span></li>");
    }
    out.raw("</ul>");
    out
}

/// A bar for each label, with a thinner one below for what it was before; those beyond a dozen as one.
pub(super) fn bars(labels: &[Count]) -> Markup {
    let mut shown: Vec<Count> = labels.iter().take(BARS).cloned().collect();
    if let Some((first, rest)) = labels.get(BARS..).and_then(<[Count]>::split_first) {
        let before = |count: &Count| count.before.unwrap_or(0);
        shown.push(Count {
            id: "…".to_owned(),
            name: format!("其余 {} 项", rest.len() + 1),
            count: rest.iter().map(|l| l.count).sum::<u64>() + first.count,
            before: first.before.map(|sum| sum + rest.iter().map(before).sum::<u64>()),
        });
    }
    let longest = shown.iter().map(|l| l.count.max(l.before.unwrap_or(0))).max().unwrap_or(0).max(1);
    let width = |count: u64| count as f64 / longest as f64 * 100.0;
    let mut out = Markup::default();
    out.raw("<div class=\"bars\">");
    for label in &shown {
        out.raw("<div class=\"name\" title=\"").text(&label.id).raw("\">").text(&label.name).raw("</div><div class=\"track\">");
        out.raw(&format!("<i class=\"news\" style=\"width:{:.2}%\"></i>", width(label.count)));
        if let Some(before) = label.before {
            out.raw(&format!("<i class=\"was\" style=\"width:{:.2}%\"></i>", width(before)));
        }
        out.raw("</div><div class=\"figure\">").text(grouped(label.count));
        if let Some(before) = label.before {
            // Whether more is better is not for a chart to say: no colours.
            let sign = match label.count.cmp(&before) {
                std::cmp::Ordering::Greater => "+",
                std::cmp::Ordering::Less => "−",
                std::cmp::Ordering::Equal => "±",
            };
            out.raw(&format!(" <span class=\"even\">{sign}{}</span>", grouped(label.count.abs_diff(before))));
        }
        out.raw("</div>");
    }
    out.raw("</div>");
    out
}

/// Ten columns, one a step of confidence. `bar` is the confidence from which on a first choice is an answer.
pub(super) fn histogram(counts: &[u64; 10], bar: f64) -> Markup {
    const WIDTH: f64 = 480.0;
    const HEIGHT: f64 = 130.0;
    let highest = counts.iter().copied().max().unwrap_or(0).max(1);
    let step = WIDTH / 10.0;
    let mut svg = format!(
        "<svg viewBox=\"-14 -16 {} {}\" role=\"img\" width=\"100%\" aria-label=\"confidence\">",
        WIDTH + 28.0,
        HEIGHT + 40.0
    );
    for (nth, count) in counts.iter().enumerate() {
        let height = *count as f64 / highest as f64 * HEIGHT;
        let (x, y) = (nth as f64 * step, HEIGHT - height);
        // Writing to a String cannot fail, here and below.
        let _ = write!(
            svg,
            "<rect x=\"{:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{height:.1}\" rx=\"3\" fill=\"var(--blue)\"><title>{}</title></rect>\
             <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            x + 3.0,
            step - 6.0,
            grouped(*count),
            HEIGHT + 18.0,
            nth * 10
        );
        if *count > 0 {
            let _ = write!(
                svg,
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
                x + step / 2.0,
                y - 3.0,
                grouped(*count)
            );
        }
    }
    let at = (bar * WIDTH).clamp(0.0, WIDTH);
    let _ = write!(
        svg,
        "<text x=\"{WIDTH}\" y=\"{:.1}\" text-anchor=\"middle\">100</text><line x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"-10\" y2=\"{HEIGHT}\" stroke=\"var(--red)\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"/></svg>",
        HEIGHT + 18.0
    );
    let mut out = Markup::default();
    out.raw(&svg);
    out
}

/// From which label to which: the labels that most tickets went between.
pub(super) fn matrix(moves: &[Move]) -> Markup {
    let (mut from, mut to): (BTreeMap<&str, u64>, BTreeMap<&str, u64>) = (BTreeMap::new(), BTreeMap::new());
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for step in moves {
        *from.entry(&step.from).or_default() += step.count;
        *to.entry(&step.to).or_default() += step.count;
        names.extend([(step.from.as_str(), step.from_name.as_str()), (&step.to, &step.to_name)]);
    }
    let most = |sums: BTreeMap<&str, u64>| {
        let mut sums: Vec<(String, u64)> = sums.into_iter().map(|(id, sum)| (id.to_owned(), sum)).collect();
        sums.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        sums.truncate(HEAT);
        sums
    };
    let (from, to) = (most(from), most(to));
    let cell = |f: &str, t: &str| moves.iter().filter(|m| m.from == f && m.to == t).map(|m| m.count).sum::<u64>();
    let highest = moves.iter().map(|m| m.count).max().unwrap_or(0).max(1);
    let mut out = Markup::default();
    out.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"从哪里到哪里\"><table class=\"heat\"><thead><tr><th>从 ↓　到 →</th>");
    for (id, _) in &to {
        out.raw("<th title=\"").text(id).raw("\">").text(names.get(id.as_str()).unwrap_or(&"")).raw("</th>");
    }
    out.raw("<th>共</th></tr></thead><tbody>");
    let mut shown = 0;
    for (f, sum) in &from {
        out.raw("<tr><th title=\"").text(f).raw("\">").text(names.get(f.as_str()).unwrap_or(&"")).raw("</th>");
        for (t, _) in &to {
            let count = cell(f, t);
            shown += count;
            if count == 0 {
                out.raw("<td></td>");
                continue;
            }
            // A root keeps small moves visible beside large ones; five shades, each with an ink that can be read on it.
            let shade = ((count as f64 / highest as f64).sqrt() * 5.0).ceil() as u8;
            out.raw(&format!("<td class=\"shade-{shade}\">"));
            out.text(grouped(count)).raw("</td>");
        }
        out.raw("<td class=\"even\">").text(grouped(*sum)).raw("</td></tr>");
    }
    out.raw("</tbody></table></div>");
    let all: u64 = moves.iter().map(|m| m.count).sum();
    if all > shown {
        out.raw("<p class=\"note\">另有 ")
            .text(grouped(all - shown))
            .raw(" 张工单在表外的类别之间变动，report.json 里有全部。</p>");
    }
    out
}
