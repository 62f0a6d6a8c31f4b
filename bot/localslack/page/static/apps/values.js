// What stands in an input: as somebody chose it (a word, an option's value, ids), and in the form of Slack's
// `state.values`. The same tables as bot/localslack/happenings/inputs.py.

const ONE = ["static_select", "external_select", "radio_buttons"];
const MANY = ["multi_static_select", "multi_external_select", "checkboxes"];
const TYPED = ["plain_text_input", "email_text_input", "url_text_input", "number_input"];
const PICKED = {
  users_select: "selected_user",
  conversations_select: "selected_conversation",
  channels_select: "selected_channel",
  multi_users_select: "selected_users",
  multi_conversations_select: "selected_conversations",
  multi_channels_select: "selected_channels",
  datepicker: "selected_date",
  timepicker: "selected_time",
  datetimepicker: "selected_date_time",
  file_input: "files",
  rich_text_input: "rich_text_value",
};

/** The elements of a block that can be filled in. */
export function inputsOf(block) {
  const found = [block.element, block.accessory, ...(block.elements ?? [])].filter((one) => one?.action_id);
  return found.filter(({ type }) => [...ONE, ...MANY, ...TYPED].includes(type) || type in PICKED);
}

/** The state of this element once `value` was chosen in it. */
export function stateOf(element, value) {
  const { type } = element;
  if (ONE.includes(type)) return { type, selected_option: optionOf(element, value) };
  if (MANY.includes(type)) return { type, selected_options: (value ?? []).map((one) => optionOf(element, one)) };
  if (type in PICKED) return { type, [PICKED[type]]: value ?? null };
  return { type, value: value ?? null };
}

function optionOf(element, value) {
  if (typeof value !== "string") return value ?? null;
  const grouped = (element.option_groups ?? []).flatMap((group) => group.options);
  const text = { type: "plain_text", text: value, emoji: true };
  return [...(element.options ?? []), ...grouped].find((one) => one.value === value) ?? { text, value };
}

/** What is sent: empty words are nothing, as in Slack, and a file is its ticket. */
export function sent(element, value) {
  if (element.type === "file_input") return (value ?? []).map((one) => one?.ticket ?? one);
  return value === "" ? null : value;
}
