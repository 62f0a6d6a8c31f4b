// Faults to order: Slack fails now and then, and a bot has to live with it; here it fails when somebody asks for it.

import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { act, all, item, on } from "../live.js";
import { notice } from "../notices.js";

const ON_CALLS = ["method", "times"];
const FAULTS = {
  rate_limit: { label: "Too many requests (429)", fields: [...ON_CALLS, "seconds"], seconds: "Again after, seconds" },
  server_error: { label: "Server error (503)", fields: ON_CALLS },
  slow: { label: "Slow answer", fields: [...ON_CALLS, "seconds"], seconds: "Late by, seconds" },
  drop: { label: "Connection cut before it is done", fields: ON_CALLS },
  lose_reply: { label: "Done, but the answer is lost", fields: ON_CALLS },
  error: { label: "Slack says an error", fields: [...ON_CALLS, "error"] },
  duplicate_events: { label: "Events come twice", fields: ["times"] },
  lose_acks: { label: "Acks are lost", fields: ["times"] },
  drop_sockets: { label: "Sockets are cut now", fields: [] },
  disconnect: { label: "Slack asks to reconnect now", fields: [] },
};
const NOT_METHODS = ["download", "response_url"]; // Faults knows these beside methods

let redraw = () => {};
on("faults", () => redraw());

const orders = () => item("faults")?.ordered ?? [];
const total = () => orders().reduce((sum, one) => sum + one.times, 0);

/** The button for the drawer's bar; it counts what is ordered. */
export function faultsButton(onclick) {
  const words = h("span");
  const draw = () => {
    words.textContent = total() ? `Faults (${total()})` : "Faults";
  };
  on("faults", draw);
  draw();
  const look = { type: "button", onclick, aria: { expanded: "false" } };
  return h("button.button.wire-faults", look, icon("bolt", 16), words);
}

/** The form, and the list of what is ordered. `leave` closes it. */
export function faultsPanel(leave) {
  const ordered = h("div.fault-orders", { role: "status" });
  redraw = () => fill(ordered, orderList());
  redraw();
  const away = { type: "button", onclick: leave, aria: { label: "Close the faults" }, title: "Close the faults" };
  const closer = h("button.icon-button", away, icon("close", 18));
  return [
    h("div.wire-head", {}, h("h3", {}, "Order a fault"), h("span.grow"), closer),
    h("div.wire-whole", {}, h("div.fault-parts", {}, form(), ordered)),
  ];
}

function form() {
  const options = Object.entries(FAULTS).map(([value, { label }]) => h("option", { value }, label));
  const what = h("select.input", { name: "what", data: { first: "yes" } }, options);
  const fields = { method: methodField(), times: timesField(), seconds: secondsField(), error: errorField() };
  const fit = () => {
    const { fields: wanted, seconds } = FAULTS[what.value];
    for (const [name, field] of Object.entries(fields)) field.hidden = !wanted.includes(name);
    if (seconds) fields.seconds.querySelector(".name").textContent = seconds;
  };
  what.addEventListener("change", fit);
  fit();
  const send = (event) => {
    event.preventDefault();
    order(new FormData(event.currentTarget));
  };
  return h(
    "form.fault-form",
    { onsubmit: send },
    field("What goes wrong", what),
    Object.values(fields),
    h("button.button.primary", { type: "submit" }, "Order it"),
  );
}

const field = (name, ...inside) => h("label.field", {}, h("span.name", {}, name), inside);

function methodField() {
  const seen = new Set(all("call:").map((one) => one.method));
  const known = [...seen].sort().concat(NOT_METHODS.filter((one) => !seen.has(one)));
  const list = h("datalist", { id: "fault-methods" }, known.map((value) => h("option", { value })));
  const help = { list: "fault-methods", placeholder: "any method", autocomplete: "off", spellcheck: "false" };
  return field("On which method", h("input.input", { name: "method", ...help }), list);
}

const timesField = () =>
  field("How many times", h("input.input", { name: "times", type: "number", min: 1, max: 1000, step: 1, value: 1 }));

const secondsField = () =>
  field("Seconds", h("input.input", { name: "seconds", type: "number", min: 1, max: 600, step: 1, value: 3 }));

const errorField = () =>
  field("Slack's word for it", h("input.input", { name: "error", placeholder: "fatal_error", autocomplete: "off" }));

async function order(data) {
  const given = Object.fromEntries([...data].map(([name, value]) => [name, value.trim()]));
  if ((await act("fault", given)) === undefined) return;
  const { label, fields } = FAULTS[given.what];
  if (!fields.length) notice(`${label}.`);
}

// ── What is ordered ─────────────────────────────────────────────────────────────────────────────────────────

function orderList() {
  const title = h("h4", {}, "Ordered, and still to come");
  if (!orders().length) return [title, h("p.soft", {}, "Nothing.")];
  const counts = new Map();
  for (const { on: where, what, times } of orders()) {
    const words = `${FAULTS[what]?.label ?? what}${whereWords(where)}`;
    counts.set(words, (counts.get(words) ?? 0) + times);
  }
  const clear = h("button.button", { type: "button", onclick: () => act("fault", { what: "clear" }) }, "Take all back");
  return [
    title,
    h("ul", {}, [...counts].map(([words, times]) => h("li", {}, words, h("span.soft", {}, timesWords(times))))),
    clear,
  ];
}

const timesWords = (times) => (times === 1 ? ", once" : `, ${times} times`);

function whereWords(where) {
  if (where === "events" || where === "acks") return "";
  return where === "*" ? ", on any method" : `, on ${where}`;
}
