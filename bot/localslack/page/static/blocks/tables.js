// Tables: rows of cells, and data tables that can be sorted and leafed through.

import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { drawRichText } from "./rich_text.js";

const ROWS = 10;

/** The words or rich text of a cell. */
function cell(one) {
  if (one?.type === "rich_text") return drawRichText(one);
  return h("bdi", {}, String(one?.text ?? one?.value ?? ""));
}

/** A part of the page that can be scrolled sideways, by keyboard too. */
export const sideways = (label, key, inside) =>
  h("div.sideways", { tabindex: 0, role: "group", aria: { label }, data: { key } }, inside);

/** A table block: its first row names the columns. */
export function drawTable(block, context) {
  const [head = [], ...rows] = block.rows ?? [];
  const look = (number) => {
    const { align, is_wrapped: wrapped } = block.column_settings?.[number] ?? {};
    return { data: { align: align ?? "left", wrapped: wrapped ? "yes" : "no" } };
  };
  const table = h(
    "table",
    {},
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        head.map((one, number) => h("th", { scope: "col", ...look(number) }, cell(one))),
      ),
    ),
    h(
      "tbody",
      {},
      rows.map((row) =>
        h(
          "tr",
          {},
          row.map((one, number) => h("td", look(number), cell(one))),
        ),
      ),
    ),
  );
  return sideways("Table", `${context.key}/${block.block_id}/table`, table);
}

/** A data table: a caption, columns to sort by, pages. */
export function drawDataTable(block, context) {
  const [head, ...rows] = block.rows;
  const key = `${context.key}/${block.block_id}`;
  const state = { column: -1, falling: false, from: 0, size: block.page_size ?? ROWS };
  const root = h("div.data-table");
  const draw = () =>
    fill(
      root,
      sideways(block.caption, `${key}/table`, table(block, head, shown(rows, state), state, draw, key)),
      pages(rows, state, draw, key),
    );
  draw();
  return root;
}

function shown(rows, { column, falling, from, size }) {
  const sorted = column < 0 ? rows : rows.toSorted((a, b) => (falling ? -1 : 1) * compared(a[column], b[column]));
  return sorted.slice(from, from + size);
}

function compared(a, b) {
  if (a?.type === "raw_number" && b?.type === "raw_number") return a.value - b.value;
  return words(a).localeCompare(words(b), undefined, { numeric: true });
}

const words = (one) => (one?.type === "rich_text" ? drawRichText(one).textContent : String(one?.text ?? ""));

function table(block, head, rows, state, draw, key) {
  const rowHead = block.row_header_column_index ?? -1;
  const look = (one) => ({ data: { align: one?.type === "raw_number" ? "right" : "left" } });
  const tag = (number) => (number === rowHead ? ["th", { scope: "row" }] : ["td", {}]);
  const one = (inside, number) => {
    const [name, given] = tag(number);
    return h(name, { ...given, ...look(inside) }, cell(inside));
  };
  return h(
    "table",
    {},
    h("caption", {}, h("bdi", {}, block.caption)),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        head.map((name, number) => columnHead(name, number, state, draw, key)),
      ),
    ),
    h(
      "tbody",
      {},
      rows.map((row) => h("tr", {}, row.map(one))),
    ),
  );
}

function columnHead(name, number, state, draw, key) {
  const sorted = state.column === number;
  const sort = () => {
    state.falling = sorted && !state.falling;
    state.column = number;
    state.from = 0;
    draw();
  };
  const aria = { sort: sorted ? (state.falling ? "descending" : "ascending") : undefined };
  const button = h(
    "button.sort",
    { type: "button", onclick: sort, data: { key: `${key}/sort/${number}` } },
    cell(name),
    sorted && icon("down", 12),
  );
  return h("th", { scope: "col", aria, data: { falling: sorted && !state.falling ? "no" : "yes" } }, button);
}

function pages(rows, state, draw, key) {
  if (rows.length <= state.size) return null;
  const last = Math.min(state.from + state.size, rows.length);
  const turn = (label, sign, by, can) =>
    h(
      "button.icon-button",
      {
        type: "button",
        aria: { label, disabled: !can },
        data: { key: `${key}/${sign}` },
        onclick: () => can && ((state.from += by), draw()),
      },
      icon(sign, 16),
    );
  return h(
    "div.pages",
    {},
    turn("Rows before", "back", -state.size, state.from > 0),
    h("span.small.soft", { role: "status" }, `Rows ${state.from + 1} to ${last} of ${rows.length}`),
    turn("Next rows", "next", state.size, last < rows.length),
  );
}
