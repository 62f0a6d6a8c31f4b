// The pictures behind the names of common emoji; what is not known here stays as its name between colons.

import { h } from "../dom.js";

const TABLE = `
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 wave 👋 clap 👏 pray 🙏 ok_hand 👌 point_right 👉 point_left 👈 point_up ☝️
point_down 👇 raised_hands 🙌 raised_hand ✋ hand ✋ muscle 💪 handshake 🤝 v ✌️ crossed_fingers 🤞 eyes 👀 brain 🧠
smile 😄 smiley 😃 grinning 😀 grin 😁 laughing 😆 joy 😂 rolling_on_the_floor_laughing 🤣 slightly_smiling_face 🙂
wink 😉 blush 😊 heart_eyes 😍 thinking_face 🤔 thinking 🤔 neutral_face 😐 expressionless 😑 no_mouth 😶 smirk 😏
unamused 😒 face_with_rolling_eyes 🙄 grimacing 😬 relieved 😌 sleeping 😴 mask 😷 sunglasses 😎 confused 😕
worried 😟 slightly_frowning_face 🙁 open_mouth 😮 flushed 😳 cry 😢 sob 😭 scream 😱 disappointed 😞 sweat 😓
sweat_smile 😅 tired_face 😫 angry 😠 rage 😡 innocent 😇 stuck_out_tongue 😛 zany_face 🤪 hugging_face 🤗 nerd_face 🤓
partying_face 🥳 skull 💀 ghost 👻 robot_face 🤖 alien 👽 clown_face 🤡 poop 💩 hankey 💩 see_no_evil 🙈
heart ❤️ broken_heart 💔 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 orange_heart 🧡 sparkling_heart 💖
100 💯 boom 💥 sparkles ✨ star ⭐ star2 🌟 fire 🔥 zap ⚡ tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆
medal 🏅 dart 🎯 rocket 🚀 airplane ✈️ car 🚗 ship 🚢 bike 🚲 house 🏠 office 🏢 bank 🏦 hospital 🏥
sunny ☀️ cloud ☁️ rain_cloud 🌧️ umbrella ☔ snowflake ❄️ rainbow 🌈 ocean 🌊 earth_africa 🌍 earth_americas 🌎
earth_asia 🌏 globe_with_meridians 🌐 seedling 🌱 deciduous_tree 🌳 rose 🌹 sunflower 🌻 four_leaf_clover 🍀
dog 🐶 cat 🐱 bug 🐛 bee 🐝 fish 🐟 fishing_pole_and_fish 🎣 octopus 🐙 turtle 🐢 penguin 🐧 parrot 🦜 unicorn_face 🦄
apple 🍎 banana 🍌 pizza 🍕 hamburger 🍔 cake 🍰 birthday 🎂 cookie 🍪 coffee ☕ tea 🍵 beer 🍺 beers 🍻 wine_glass 🍷
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ heavy_plus_sign ➕
warning ⚠️ no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑 rotating_light 🚨 exclamation ❗ heavy_exclamation_mark ❗
question ❓ grey_question ❔ grey_exclamation ❕ interrobang ⁉️ bangbang ‼️ information_source ℹ️ bulb 💡 bell 🔔
no_bell 🔕 loudspeaker 📢 mega 📣 speech_balloon 💬 thought_balloon 💭 zzz 💤 question_block ❓
email 📧 e-mail 📧 envelope ✉️ envelope_with_arrow 📩 incoming_envelope 📨 inbox_tray 📥 outbox_tray 📤 mailbox 📫
mailbox_with_mail 📬 package 📦 phone ☎️ telephone ☎️ telephone_receiver 📞 iphone 📱 computer 💻 desktop_computer 🖥️
keyboard ⌨️ printer 🖨️ floppy_disk 💾 cd 💿 camera 📷 movie_camera 🎥 tv 📺 radio 📻 battery 🔋 electric_plug 🔌
key 🔑 old_key 🗝️ lock 🔒 unlock 🔓 closed_lock_with_key 🔐 shield 🛡️ mag 🔍 mag_right 🔎 link 🔗 paperclip 📎
pushpin 📌 round_pushpin 📍 scissors ✂️ wrench 🔧 hammer 🔨 gear ⚙️ hammer_and_wrench 🛠️ toolbox 🧰 test_tube 🧪
memo 📝 pencil 📝 pencil2 ✏️ book 📖 books 📚 notebook 📓 newspaper 📰 page_facing_up 📄 page_with_curl 📃 clipboard 📋
calendar 📅 date 📅 spiral_calendar_pad 🗓️ file_folder 📁 open_file_folder 📂 wastebasket 🗑️ card_index 📇
bar_chart 📊 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 moneybag 💰 money_with_wings 💸 credit_card 💳
dollar 💵 euro 💶 pound 💷 receipt 🧾 label 🏷️ ticket 🎫 scales ⚖️ briefcase 💼 mortar_board 🎓 graduation_cap 🎓
clock1 🕐 clock3 🕒 clock9 🕘 alarm_clock ⏰ stopwatch ⏱️ hourglass ⌛ hourglass_flowing_sand ⏳ watch ⌚
arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ arrows_counterclockwise 🔄 repeat 🔁 back 🔙 new 🆕 ok 🆗
sos 🆘 up 🆙 free 🆓 recycle ♻️ red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢
large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ small_red_triangle 🔺 large_orange_diamond 🔶
large_blue_diamond 🔷 white_large_square ⬜ black_large_square ⬛ triangular_flag_on_post 🚩 checkered_flag 🏁
one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ zero 0️⃣ keycap_ten 🔟
man 👨 woman 👩 person 🧑 baby 👶 cop 👮 detective 🕵️ construction_worker 👷 busts_in_silhouette 👥
bust_in_silhouette 👤 speaking_head_in_silhouette 🗣️ office_worker 🧑‍💼 technologist 🧑‍💻 ninja 🥷
`;

const PICTURES = new Map([...TABLE.matchAll(/(\S+) (\S+)/g)].map(([, name, picture]) => [name, picture]));

const SKINS = { 2: "🏻", 3: "🏼", 4: "🏽", 5: "🏾", 6: "🏿" };

/** The picture of a name like "wave" or "+1::skin-tone-3", or "" for one that is not known. */
export function emojiPicture(name) {
  const [plain, skin] = String(name).replace(/^:|:$/g, "").split("::skin-tone-");
  const picture = PICTURES.get(plain);
  return picture ? picture + (SKINS[skin] ?? "") : "";
}

/** A picture with its name for screen readers; `unicode` is Slack's "1f44b-1f3fb". Without a picture: ":name:". */
export function emoji(name, unicode = "") {
  const picture = fromCodes(unicode) || emojiPicture(name);
  const words = `:${name}:`;
  if (!picture) return h("span.emoji.unknown", {}, words);
  return h(
    "span.emoji",
    { role: "img", title: words, aria: { label: `${String(name).replace(/_/g, " ")} emoji` } },
    picture,
  );
}

function fromCodes(unicode) {
  if (!/^[0-9a-f]{2,6}(?:-[0-9a-f]{2,6}){0,12}$/i.test(unicode)) return "";
  const codes = unicode.split("-").map((code) => parseInt(code, 16));
  return codes.every((code) => code > 0x1f && code <= 0x10ffff) ? String.fromCodePoint(...codes) : "";
}
