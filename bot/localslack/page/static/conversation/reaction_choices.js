// The reactions that people choose from here, by Slack's names.

import { emojiPicture } from "../blocks/emoji.js";

const CHOICES = {
  "+1": "Thumbs up",
  white_check_mark: "Done",
  eyes: "Looking at it",
  pray: "Thank you",
  raised_hands: "Well done",
  heart: "Heart",
  smile: "Smile",
  tada: "Party",
  thinking_face: "Thinking",
  warning: "Warning",
  fishing_pole_and_fish: "Fishing",
  "-1": "Thumbs down",
};

/** The picture of a reaction, or ":name:". */
export const sign = (name) => emojiPicture(name) || `:${name}:`;

export const EMOJI = Object.entries(CHOICES).map(([name, label]) => ({ name, label, sign: sign(name) }));
