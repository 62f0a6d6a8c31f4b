// The drawings of charts: plain shapes in the page's own colours, hidden from screen readers, which read the table.

const SVG = "http://www.w3.org/2000/svg";
const WIDE = 480;
const HIGH = 200;
const LEFT = 44;
const FOOT = 24;
const TOP = 8;

function shape(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children.flat(Infinity));
  return element;
}

const hue = (number) => ({ "data-hue": (number % 6) + 1, "data-again": number > 5 ? "yes" : "no" });

/** An <svg> of the chart. */
export function chartDrawing(chart) {
  return chart.type === "pie" ? pie(chart.segments) : plot(chart);
}

function frame(wide, high, ...inside) {
  return shape(
    "svg",
    { viewBox: `0 0 ${wide} ${high}`, class: "drawing", "aria-hidden": "true", focusable: "false" },
    inside,
  );
}

function pie(segments) {
  const sum = segments.reduce((before, one) => before + Math.max(0, one.value), 0);
  if (!(sum > 0)) return frame(HIGH, HIGH);
  let from = 0;
  const slices = segments.map((one, number) => {
    const to = from + Math.max(0, one.value) / sum;
    const made = segments.length === 1 ? circle(number) : slice(from, to, number);
    from = to;
    return made;
  });
  return frame(HIGH, HIGH, slices);
}

const circle = (number) => shape("circle", { cx: HIGH / 2, cy: HIGH / 2, r: 90, class: "slice", ...hue(number) });

function slice(from, to, number) {
  const at = (part) => {
    const angle = 2 * Math.PI * Math.min(part, 0.99999) - Math.PI / 2;
    return `${(HIGH / 2 + 90 * Math.cos(angle)).toFixed(2)} ${(HIGH / 2 + 90 * Math.sin(angle)).toFixed(2)}`;
  };
  const far = to - from > 0.5 ? 1 : 0;
  return shape("path", {
    d: `M${HIGH / 2} ${HIGH / 2}L${at(from)}A90 90 0 ${far} 1 ${at(to)}Z`,
    class: "slice",
    ...hue(number),
  });
}

function plot({ type, series, axis_config: axes }) {
  const names = axes.categories;
  const values = series.map((one) => names.map((name) => one.data.find((point) => point.label === name)?.value));
  const scale = scaled(values.flat().filter(Number.isFinite));
  const step = (WIDE - LEFT - 8) / names.length;
  const middle = (number) => LEFT + step * (number + 0.5);
  const draw = { bar: bars, line: strokes, area: areas }[type];
  return frame(WIDE, HIGH, grid(scale), labels(names, middle, step), draw(values, scale, middle, step));
}

/** {y(value), ticks}: from zero or the least value to the greatest, in round steps. */
function scaled(values) {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values, low + 1e-9);
  const rough = (high - low) / 4;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * size).find((one) => one >= rough);
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  const ticks = Array.from({ length: last - first + 1 }, (_, number) => (first + number) * step);
  const y = (value) => TOP + (HIGH - FOOT - TOP) * (1 - (value - ticks[0]) / (ticks.at(-1) - ticks[0]));
  return { y, ticks };
}

function grid({ y, ticks }) {
  const short = new Intl.NumberFormat("en-GB", { notation: "compact", maximumSignificantDigits: 3 });
  return ticks.flatMap((tick) => [
    shape("line", { x1: LEFT, x2: WIDE - 8, y1: y(tick), y2: y(tick), class: tick === 0 ? "axis" : "grid" }),
    shape("text", { x: LEFT - 6, y: y(tick) + 4, class: "tick end" }, short.format(tick)),
  ]);
}

/** Names below the axis: every second or third where they would meet. */
function labels(names, middle, step) {
  const most = Math.max(...names.map((name) => [...name].length), 1);
  const every = Math.max(1, Math.ceil((Math.min(most, 12) * 6.5) / step));
  const cut = (name) => ([...name].length > 12 ? `${[...name].slice(0, 11).join("")}…` : name);
  const shown = names.map((name, number) => [name, number]).filter(([, number]) => number % every === 0);
  return shown.map(([name, number]) =>
    shape("text", { x: middle(number), y: HIGH - 7, class: "tick middle" }, cut(name)),
  );
}

function bars(values, { y }, middle, step) {
  const wide = (step * 0.76) / values.length;
  return values.flatMap((one, row) =>
    one.map((value, number) => {
      if (!Number.isFinite(value)) return shape("g");
      const x = middle(number) - step * 0.38 + wide * row;
      const top = Math.min(y(0), y(value));
      const size = {
        x,
        y: top,
        width: Math.max(wide - 1, 0.5),
        height: Math.max(Math.abs(y(0) - y(value)), 0.5),
      };
      return shape("rect", { ...size, class: "bar", ...hue(row) });
    }),
  );
}

const dots = (one, { y }, middle) =>
  one.map((value, number) => [middle(number), y(value)]).filter(([, height]) => Number.isFinite(height));
const path = (some) =>
  some.map(([x, height], number) => `${number ? "L" : "M"}${x.toFixed(1)} ${height.toFixed(1)}`).join("");

function strokes(values, scale, middle) {
  return values.map((one, row) => {
    const some = dots(one, scale, middle);
    const points = some.map(([cx, cy]) => shape("circle", { cx, cy, r: 2.6, class: "slice", ...hue(row) }));
    return shape("g", {}, shape("path", { d: path(some), class: "stroke", ...hue(row) }), points);
  });
}

function areas(values, scale, middle) {
  return values.map((one, row) => {
    const some = dots(one, scale, middle);
    if (!some.length) return shape("g");
    const ground = scale.y(0);
    const round = `${path(some)}L${some.at(-1)[0].toFixed(1)} ${ground}L${some[0][0].toFixed(1)} ${ground}Z`;
    return shape(
      "g",
      {},
      shape("path", { d: round, class: "area", ...hue(row) }),
      shape("path", { d: path(some), class: "stroke", ...hue(row) }),
    );
  });
}
