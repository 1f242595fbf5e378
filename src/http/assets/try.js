"use strict";
const $ = (id) => document.getElementById(id);
const element = (name, text, children = []) => {
  const node = document.createElement(name);
  if (text !== undefined) node.textContent = text;
  node.append(...children);
  return node;
};
const percent = (p) => `${Math.round(p * 100)}%`;
const outcomes = { answer: "可以采用", ambiguous: "有两种可能", no_match: "经验库里没有" };
const levels = { high: "高", medium: "中", low: "低" };
const reasons = { near_case: "与案例相像", near_example: "与条目里的话相像", bias: "常见程度", rest: "其余" };
const units = { m: "分钟", h: "小时", d: "天", wd: "个工作日" };
const length = (within) => within.replace(/^(\d+)(\D+)$/, (_, count, unit) => `${count} ${units[unit] ?? unit}`);
const minute = (instant) => instant.slice(5, 16).replace("T", " ");
const signed = (weight) => (weight < 0 ? "−" : "+") + Math.abs(weight).toFixed(1);

/* Key facts light up in the text; personal numbers show their mask. Spans count code points. */
function marked(text, signals) {
  const points = Array.from(text);
  const parts = [];
  let at = 0;
  for (const signal of signals.filter((s) => s.in === "text").sort((a, b) => a.start - b.start)) {
    if (signal.start < at) continue;
    parts.push(points.slice(at, signal.start).join(""));
    const mark = element("mark", signal.masked ?? points.slice(signal.start, signal.end).join(""));
    mark.title = signal.kind;
    parts.push(mark);
    at = signal.end;
  }
  parts.push(points.slice(at).join(""));
  return parts;
}

function fact(name, value) {
  return [element("dt", name), element("dd", value)];
}

function entry(e) {
  const steps = e.steps.map((s) => element("li", s.do, [element("small", `${s.who}，${length(s.within)}内 · 做完的标志：${s.done_when} · 做不到时：${s.if_not}`)]));
  const scripts = e.scripts.map((s) => element("p", `${s.when}：${s.say}`));
  const why = e.evidence.map((w) => `${w.text ?? reasons[w.kind] ?? w.kind} ${signed(w.weight)}`).join(" · ");
  return element("article", undefined, [element("h3", `${e.title}（${percent(e.confidence)}）`), element("p", e.cause), element("ol", undefined, steps), ...scripts, element("p", `依据：${why}`)]);
}

function show(answer, text) {
  const because = answer.urgency.because.map((b) => b.reason).join("；");
  $("headline").textContent = `${outcomes[answer.outcome]}${answer.reason ? "：" + answer.reason : ""}`;
  $("marked").replaceChildren(...marked(text, answer.signals));
  $("facts").replaceChildren(
    ...(answer.category ? fact("类别", `${answer.category.name}（${percent(answer.category.confidence)}）`) : []),
    ...(answer.department ? fact("责任部门", answer.department.name) : []),
    ...fact("紧急程度", `${levels[answer.urgency.level]} · ${because}`),
    ...fact("时限", `${minute(answer.urgency.acknowledge_by)} 前受理，${minute(answer.urgency.respond_by)} 前部门答复，${minute(answer.urgency.resolve_by)} 前解决`),
    ...(answer.missing.length ? fact("还要问", answer.missing.map((m) => m.ask).join(" ")) : []),
  );
  $("entries").replaceChildren(...(answer.outcome === "no_match" ? [] : answer.entries.slice(0, answer.outcome === "answer" ? 1 : 2).map(entry)));
  $("raw").textContent = JSON.stringify(answer, null, 2);
  $("answer").hidden = false;
}

$("try").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = $("text").value;
  $("state").className = "";
  $("state").textContent = "…";
  try {
    const response = await fetch($("full").checked ? "/api/v1/suggest?explain=full" : "/api/v1/suggest", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${answer.detail}${answer.help ? "：" + answer.help : ""}`);
    show(answer, text);
    $("state").textContent = `${(answer.took_us / 1000).toFixed(1)} 毫秒`;
  } catch (error) {
    $("state").className = "problem";
    $("state").textContent = error.message;
  }
});
