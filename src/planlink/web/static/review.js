// The review: decide down the column. A key moves on at once; the write waits in the queue.
// Keys are read by their place (event.code), so that they work with the Japanese input method switched on.

import { Queue } from "./queue.js";

const table = document.getElementById("lines");
const lines = table ? Array.from(table.querySelectorAll("tbody tr")) : [];
const saved = document.getElementById("saved");
const undoButton = document.getElementById("undo");
const restButton = document.getElementById("as-proposed");
const sheet = document.getElementById("sheet");
const doneBefore = Number(document.getElementById("budget")?.value ?? 0) - lines.filter((line) => "budget" in line.dataset && line.dataset.verdict).length;
const AT_ONCE = 500;
const steps = [];
let wrote = false;

const SAY = {
  KeyF: "first", Digit1: "first", Numpad1: "first",
  KeyD: "related", Digit2: "related", Numpad2: "related",
  KeyS: "rejected", Digit3: "rejected", Numpad3: "rejected",
  KeyA: "hold", Digit0: "hold", Numpad0: "hold",
  KeyG: "proposal", Enter: "proposal", NumpadEnter: "proposal",
};
const MOVE = { KeyV: 1, ArrowDown: 1, KeyR: -1, ArrowUp: -1 };
const UNDO = ["KeyZ", "Backspace"];

let queue = null; // the first word of the queue comes while it is made
queue = new Queue(document.querySelector("meta[name=csrf]").content, told);

function told(left, trouble) {
  if (!saved) return;
  const refused = queue?.refused ? `受け付けられなかった判断が${queue.refused}件あります。ページを読み込み直してください。` : "";
  wrote ||= left > 0;
  saved.textContent = refused || trouble || (left ? `保存中（残り${left}件）` : wrote ? "保存しました" : "");
  saved.classList.toggle("trouble", Boolean(refused || trouble));
}

function sayable(line) {
  return Array.from(line.querySelectorAll("[data-say]"), (button) => button.dataset.say);
}

function waits(line) {
  return !line.dataset.verdict && !("bare" in line.dataset);
}

function show(line, verdict) {
  line.dataset.verdict = verdict === "open" ? "" : verdict;
  for (const button of line.querySelectorAll("[data-say]")) {
    button.setAttribute("aria-pressed", String(button.dataset.say === verdict));
  }
}

function word(line, verdict) {
  const { measure, scheme, label } = line.dataset;
  return { measure, scheme, label, verdict };
}

// What belongs to one step goes in pieces that the server takes.
function send(words, way) {
  for (let first = 0; first < words.length; first += AT_ONCE) queue.add(words.slice(first, first + AT_ONCE), way);
}

// Say something of some lines in one step.
function say(chosen, verdictOf, way) {
  const before = chosen.map((line) => [line, line.dataset.verdict]);
  chosen.forEach((line) => show(line, verdictOf(line)));
  steps.push(before);
  send(chosen.map((line) => word(line, line.dataset.verdict)), way);
  reckon();
}

function undo() {
  const before = steps.pop();
  if (!before) return;
  before.forEach(([line, verdict]) => show(line, verdict));
  send(before.map(([line, verdict]) => word(line, verdict || "open")), "undo");
  reckon();
  focus(lines.indexOf(before[0][0]));
}

// What counts now on a line: the word, else the proposal (a line that is put off keeps it).
function counted(line) {
  const { verdict, proposal } = line.dataset;
  return verdict && verdict !== "hold" ? verdict : proposal;
}

function reckon() {
  const open = lines.filter(waits);
  document.getElementById("left").textContent = open.length;
  const here = document.getElementById("left-here");
  if (here) here.textContent = `残り${open.length}`;
  restButton.disabled = open.length === 0;
  undoButton.disabled = steps.length === 0;
  const bar = document.getElementById("budget"), said = document.getElementById("budget-said");
  const done = doneBefore + lines.filter((line) => "budget" in line.dataset && line.dataset.verdict).length;
  bar.value = done;
  said.textContent = `${done}/${said.dataset.all}件`;
  for (const row of document.querySelectorAll("#sums tbody tr")) {
    const own = lines.filter((line) => line.dataset.subject === row.dataset.subject).map(counted);
    row.querySelector("[data-sum=primary]").textContent = own.filter((one) => one === "primary" || one === "linked").length;
    row.querySelector("[data-sum=related]").textContent = own.filter((one) => one === "related").length;
  }
}

function focus(place) {
  const line = lines[Math.max(0, Math.min(place, lines.length - 1))];
  line?.focus({ preventScroll: true });
  line?.scrollIntoView({ block: "nearest" });
}

function at() {
  return lines.indexOf(document.activeElement?.closest("tr"));
}

function decide(line, asked) {
  const first = sayable(line)[0];
  const verdict = asked === "first" ? first : asked === "proposal" ? line.dataset.proposal : asked;
  if (!sayable(line).includes(verdict)) return;
  say([line], () => verdict, "one");
  focus(lines.indexOf(line) + 1);
}

function look(line) {
  if (!line?.dataset.picture) return;
  const picture = document.getElementById("sheet-picture"), said = document.getElementById("sheet-said");
  picture.hidden = false;
  said.textContent = line.querySelector(".said").innerText;
  picture.onerror = () => { picture.hidden = true; said.textContent = "この箇所の画像はありません。"; };
  picture.src = line.dataset.picture;
  sheet.showModal();
  sheet.onclose = () => focus(lines.indexOf(line));
}

table?.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("a")) return;
  const button = event.target.closest("button");
  if (button && (event.code === "Enter" || event.code === "Space" || event.code === "NumpadEnter")) return;
  const line = lines[at()];
  if (event.code in MOVE) focus(line ? at() + MOVE[event.code] : 0);
  else if (UNDO.includes(event.code)) undo();
  else if (event.code === "Space" && line) look(line);
  else if (event.code in SAY && line) { if (!event.repeat) decide(line, SAY[event.code]); }
  else return;
  event.preventDefault();
});

table?.addEventListener("click", (event) => {
  const button = event.target.closest("button"), line = event.target.closest("tbody tr");
  if (!line) return;
  if (button?.dataset.say) decide(line, button.dataset.say);
  else if (button?.classList.contains("see")) look(line);
  else if (!event.target.closest("a")) line.focus({ preventScroll: true });
});

sheet?.addEventListener("keydown", (event) => {
  if (event.code === "Space") { event.preventDefault(); sheet.close(); }
});

restButton?.addEventListener("click", () => {
  const open = lines.filter(waits);
  if (open.length) say(open, (line) => line.dataset.proposal, "rest");
});

undoButton?.addEventListener("click", undo);

// What was decided before a reload and is still on its way stands on the page again.
for (const waiting of queue.waiting()) {
  const line = lines.find((one) => one.dataset.measure === waiting.measure && one.dataset.scheme === waiting.scheme && one.dataset.label === waiting.label);
  if (line) show(line, waiting.verdict);
}
if (lines.length) {
  reckon();
  const open = lines.findIndex(waits);
  focus(open < 0 ? 0 : open);
}
