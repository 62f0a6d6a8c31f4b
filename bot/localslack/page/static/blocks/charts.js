// Charts: the figures stand in a table that everybody can read, under a drawing of them that says nothing more.

import { h } from "../dom.js";
import { chartDrawing } from "./chart_drawings.js";
import { sideways } from "./tables.js";

const KINDS = { pie: "Pie chart", bar: "Bar chart", line: "Line chart", area: "Area chart" };

/** A data_visualization block. */
export function drawChart(block, context) {
  const { chart, title } = block;
  const kind = KINDS[chart.type];
  if (!kind) throw new Error(`no chart of the type ${chart.type}`);
  const series = chart.type === "pie" ? [] : chart.series;
  return h(
    "figure.chart",
    {},
    h("figcaption", {}, h("bdi.card-title", {}, title), h("span.soft.small", {}, ` ${kind}`)),
    chartDrawing(chart),
    series.length > 0 && legend(series),
    h(
      "details.figures",
      { open: true },
      h("summary.small", { data: { key: `${context.key}/${block.block_id}/figures` } }, "The figures"),
      sideways(title, `${context.key}/${block.block_id}/table`, figures(chart, title)),
    ),
  );
}

function legend(series) {
  return h(
    "ul.legend.small",
    {},
    series.map((one, number) => h("li", {}, key(number), h("bdi", {}, one.name))),
  );
}

/** A patch in the colour of the drawing; beyond six, the same colours again with stripes. */
const key = (number) =>
  h("span.legend-key", {
    aria: { hidden: "true" },
    data: { hue: (number % 6) + 1, again: number > 5 ? "yes" : "no" },
  });

function figures(chart, title) {
  const caption = h("caption.unseen", {}, `${title}: the figures`);
  return chart.type === "pie" ? segments(chart, caption) : points(chart, caption);
}

function segments({ segments: all }, caption) {
  const sum = all.reduce((before, one) => before + one.value, 0);
  const row = (one, number) =>
    h("tr", {}, rowHead(one.label, key(number)), figure(one.value), figure(`${Math.round((one.value / sum) * 100)} %`));
  return h("table", {}, caption, heads(["Part", "Figure", "Share"]), h("tbody", {}, all.map(row)));
}

function points({ series, axis_config: axes }, caption) {
  const value = (one, label) => one.data.find((point) => point.label === label)?.value ?? "";
  const row = (label) =>
    h(
      "tr",
      {},
      rowHead(label),
      series.map((one) => figure(value(one, label))),
    );
  const corner = [axes.x_label, axes.y_label].filter(Boolean).join(" / ") || "Point";
  return h(
    "table",
    {},
    caption,
    heads([corner, ...series.map((one) => one.name)]),
    h("tbody", {}, axes.categories.map(row)),
  );
}

const heads = (names) =>
  h(
    "thead",
    {},
    h(
      "tr",
      {},
      names.map((one) => h("th", { scope: "col" }, h("bdi", {}, one))),
    ),
  );
const rowHead = (label, ...before) => h("th", { scope: "row" }, before, h("bdi", {}, label));
const figure = (value) => h("td", { data: { align: "right" } }, String(value));
