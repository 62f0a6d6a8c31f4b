// The reactions that people choose from here, by Slack's names. Others are shown by their name.

const SIGNS = {
  "+1": ["👍", "Thumbs up"],
  white_check_mark: ["✅", "Done"],
  eyes: ["👀", "Looking at it"],
  pray: ["🙏", "Thank you"],
  raised_hands: ["🙌", "Well done"],
  heart: ["❤️", "Heart"],
  smile: ["😄", "Smile"],
  tada: ["🎉", "Party"],
  thinking_face: ["🤔", "Thinking"],
  warning: ["⚠️", "Warning"],
  fishing_pole_and_fish: ["🎣", "Fishing"],
  "-1": ["👎", "Thumbs down"],
};

export const EMOJI = Object.entries(SIGNS).map(([name, [sign, label]]) => ({ name, sign, label }));

/** The sign of a reaction, or ":name:". */
export const sign = (name) => SIGNS[name]?.[0] ?? `:${name}:`;
