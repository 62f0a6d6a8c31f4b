// Which drawer draws which element; one that cannot be drawn leaves a line that says so.

import { h } from "../dom.js";
import { drawButton, drawFeedback, drawIconButton, drawOverflow } from "./buttons.js";
import { drawCheckboxes, drawRadios } from "./checks_and_radios.js";
import { drawDate, drawDateTime, drawTime } from "./date_inputs.js";
import { drawExternal } from "./external.js";
import { fieldOf } from "./field.js";
import { drawFileInput } from "./file_input.js";
import { drawMulti } from "./multi.js";
import { picture } from "./pictures.js";
import { drawRichInput } from "./rich_input.js";
import { drawSelect } from "./selects.js";
import { drawTextInput } from "./text_inputs.js";

const DRAWERS = {
  button: drawButton,
  workflow_button: drawButton,
  checkboxes: drawCheckboxes,
  radio_buttons: drawRadios,
  overflow: drawOverflow,
  datepicker: drawDate,
  timepicker: drawTime,
  datetimepicker: drawDateTime,
  static_select: drawSelect,
  users_select: drawSelect,
  conversations_select: drawSelect,
  channels_select: drawSelect,
  external_select: drawExternal,
  multi_external_select: drawExternal,
  multi_static_select: drawMulti,
  multi_users_select: drawMulti,
  multi_conversations_select: drawMulti,
  multi_channels_select: drawMulti,
  plain_text_input: drawTextInput,
  email_text_input: drawTextInput,
  url_text_input: drawTextInput,
  number_input: drawTextInput,
  rich_text_input: drawRichInput,
  file_input: drawFileInput,
  feedback_buttons: drawFeedback,
  icon_button: drawIconButton,
  image: ({ element }) => picture(element),
};

/** An element of a block that is pressed or picked where it stands. */
export const drawElement = (element, block, context) => drawField(() => fieldOf(element, block, context), element);

/** Draws a field; `make` may fail on nonsense. */
export function drawField(make, element) {
  const drawer = Object.hasOwn(DRAWERS, element?.type ?? "") ? DRAWERS[element.type] : undefined;
  try {
    if (drawer) return drawer(make());
  } catch (error) {
    console.warn("An element could not be drawn.", error);
  }
  return h("span.unknown-element.small", {}, `This page cannot show an element of the type “${element?.type}” yet.`);
}
