// The review: decide down the column. A key moves on at once; the write waits in the queue.
// Keys are read by their place (event.code), so that they work with the Japanese input method switched on.

import { Notes, showNote } from "./notes.js";
import { beat, minutesLeft } from "./pace.js";
import { Queue } from "./queue.js";
import { followGoal, Sums } from "./sums.js";

const byId = (id) => document.getElementById(id);
const table = byId("lines");
const lines = table ? Array.from(table.querySelectorAll("tbody tr")) : [];
const known = new Map(lines.map((line) => [pair(line.dataset), line]));
const sums = new Sums(Array.from(document.querySelectorAll("[data-primary]")));
const count = { open: 0, rest: 0, budget: 0 };
const saved = byId("saved"), spoken = byId("spoken"), bar = byId("budget"), budgetSaid = byId("budget-said");
const undoButton = byId("undo"), restButton = byId("as-proposed"), wholeButton = byId("whole");
const sheet = byId("sheet"), sure = byId("sure");
const AT_ONCE = 500;
// A step is told by its act, where it was made before this page was loaded, or by the number of its first write.
const steps = (undoButton?.dataset.steps ?? "").split(" ").filter(Boolean).map((act) => ({ step: Number(act) }));
const asked = new Set(); // steps of which the page does not know what stood before
let wrote = false, doneElsewhere = 0;

const SAY = {
  KeyF: "first", Digit1: "first", Numpad1: "first",
  KeyD: "related", Digit2: "related", Numpad2: "related",
  KeyS: "rejected", Digit3: "rejected", Numpad3: "rejected",
  KeyA: "hold", Digit0: "hold", Numpad0: "hold",
  KeyG: "proposal", Enter: "proposal", NumpadEnter: "proposal",
};
const MOVE = { KeyV: 1, ArrowDown: 1, KeyR: -1, ArrowUp: -1 };
const GO = { KeyC: "after", KeyX: "before" };
const UNDO = ["KeyZ", "Backspace"];

let queue = null; // the first word of the queue comes while it is made
queue = new Queue(document.querySelector("meta[name=csrf]").content, told, heard);
const notes = byId("note") && new Notes(byId("note"), (line, verdict, why) => say([line], () => ({ verdict, why }), "one"), refocus);

function told(left, trouble) {
  if (!saved) return;
  const refused = queue?.refused ? `受け付けられなかった判断が${queue.refused}件あります。ページを読み込み直してください。` : "";
  wrote ||= left > 0;
  saved.textContent = refused || trouble || (left ? `保存中（残り${left}件）` : wrote ? "保存しました" : "");
  saved.classList.toggle("trouble", Boolean(refused || trouble));
}

// What the server says of a step that was taken back: it may be other than what was shown at once.
function heard(write, answer) {
  const waiting = new Set(queue.waiting().flatMap((one) => one.words ?? []).map(pair));
  const shown = answer.words.map((word) => [find(word), word]).filter(([line]) => line);
  for (const [line, word] of shown) if (!waiting.has(pair(word))) show(line, word);
  reckon();
  if (answer.stored === 0 && answer.said || asked.has(write.step)) spoken.textContent = answer.said;
  if (asked.has(write.step) && shown.length) refocus(shown[0][0]);
}

function pair(word) {
  return JSON.stringify([word.measure, word.scheme, word.label]);
}

function find(word) {
  return known.get(pair(word));
}

function sayable(line) {
  return Array.from(line.querySelectorAll("[data-say]"), (button) => button.dataset.say);
}

// A line is to be decided where nothing was said of it, or its text has changed since.
function waits(line) {
  return ("stale" in line.dataset || !line.dataset.verdict) && !("bare" in line.dataset);
}

function isRest(line) {
  return waits(line) && !("stale" in line.dataset);
}

function stateOf(line) {
  return { verdict: line.dataset.verdict, why: line.dataset.why, stale: "stale" in line.dataset };
}

// What a line adds to the sums (1), or takes from them (-1) before it changes.
function tally(line, by) {
  if (waits(line)) count.open += by;
  if (isRest(line)) count.rest += by;
  if ("budget" in line.dataset && !waits(line)) count.budget += by;
  sums.count(line, by);
}

function show(line, { verdict, why = "", stale = false }) {
  tally(line, -1);
  line.dataset.verdict = verdict;
  line.dataset.why = why;
  if (stale) line.dataset.stale = "";
  else delete line.dataset.stale;
  for (const button of line.querySelectorAll("[data-say]")) {
    const pressed = String(button.dataset.say === verdict);
    if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
  }
  tally(line, 1);
  showNote(line);
}

function word(line) {
  const { measure, scheme, label, verdict, why } = line.dataset;
  return why ? { measure, scheme, label, verdict, why } : { measure, scheme, label, verdict };
}

// What belongs to one step goes in pieces that the server takes, and puts together again.
function send(words, way) {
  let first = "";
  for (let from = 0; from < words.length; from += AT_ONCE) {
    const number = queue.add({ way, first, words: words.slice(from, from + AT_ONCE) });
    first ||= number;
  }
  return first;
}

// Say something of some lines in one step. A note stays as long as the word does.
function say(chosen, wordOf, way) {
  const before = chosen.map((line) => [line, stateOf(line)]);
  for (const line of chosen) {
    const { verdict, why } = wordOf(line);
    show(line, { verdict, why: why ?? (verdict === line.dataset.verdict ? line.dataset.why : "") });
  }
  steps.push({ step: send(chosen.map(word), way), before });
  spoken.textContent = "";
  if (way === "one") beat();
  reckon();
}

function undo() {
  const last = steps.pop();
  if (!last) return;
  spoken.textContent = "";
  if (!last.before) asked.add(last.step);
  last.before?.forEach(([line, state]) => show(line, state));
  queue.add({ step: last.step });
  reckon();
  if (last.before) refocus(last.before[0][0]);
}

function reckon() {
  for (const place of document.querySelectorAll("[data-left]")) place.textContent = count.rest;
  const here = byId("left-here");
  if (here) here.textContent = `残り${count.open}`;
  if (restButton) restButton.disabled = count.rest === 0;
  undoButton.disabled = steps.length === 0;
  const all = Number(budgetSaid.dataset.all), done = doneElsewhere + count.budget;
  const minutes = minutesLeft(all - done);
  bar.value = done;
  budgetSaid.textContent = `${done}/${all}件` + (minutes ? `（今の速さで，あと約${minutes}分）` : "");
  sums.show();
  if (restButton && !count.open && wrote) {
    spoken.textContent ||= "ここはすべて確認しました。" + (byId("after") ? "C で次に進みます。" : "");
  }
}

function focus(place) {
  const line = lines[Math.max(0, Math.min(place, lines.length - 1))];
  line?.focus({ preventScroll: true });
  line?.scrollIntoView({ block: "nearest" });
}

function refocus(line) {
  focus(lines.indexOf(line));
}

function at() {
  return lines.indexOf(document.activeElement?.closest("tr"));
}

function decide(line, asked) {
  const verdicts = sayable(line);
  const verdict = asked === "first" ? verdicts[0] : asked === "proposal" ? line.dataset.proposal : asked;
  if (!verdicts.includes(verdict)) return;
  say([line], () => ({ verdict }), "one");
  focus(lines.indexOf(line) + 1);
}

// All goals of the measure stay as they are; where it has none, it is none of them.
function leaveWhole() {
  const linked = lines.filter((line) => !("bare" in line.dataset) || line.dataset.verdict);
  const chosen = linked.length ? linked : lines;
  say(chosen, (line) => ({ verdict: line.dataset.verdict || line.dataset.proposal }), "whole");
  go("after");
}

// Another page shows what this one has said: what waits is stored first.
async function go(where) {
  const link = byId(where);
  if (!link) return;
  await queue.drained();
  location.assign(link.href);
}

function look(line) {
  if (!line?.dataset.picture) return;
  const picture = byId("sheet-picture"), said = byId("sheet-said");
  picture.hidden = false;
  said.textContent = line.querySelector(".sentence").innerText;
  picture.onerror = () => { picture.hidden = true; said.textContent = "この箇所の画像はありません。"; };
  picture.src = line.dataset.picture;
  sheet.showModal();
  sheet.onclose = () => refocus(line);
}

function askRest() {
  if (!lines.some(isRest)) return;
  const line = lines[at()];
  sure.returnValue = "";
  sure.showModal();
  sure.onclose = () => {
    if (sure.returnValue === "yes") say(lines.filter(isRest), (one) => ({ verdict: one.dataset.proposal }), "rest");
    if (line) refocus(line);
    else if (lines.length) focus(0);
  };
}

// The key that opens a field must not be written into it, whatever the input method makes of it.
function writeNote(line) {
  setTimeout(() => notes.open(line), 0);
}

table?.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("a")) return;
  const button = event.target.closest("button");
  if (button && (event.code === "Enter" || event.code === "Space" || event.code === "NumpadEnter")) return;
  const line = lines[at()];
  if (event.code in MOVE) focus(line ? at() + MOVE[event.code] : 0);
  else if (event.repeat && event.code !== "Tab") event.preventDefault(); // a key that is held says nothing again
  else if (UNDO.includes(event.code)) undo();
  else if (event.code === "Space" && line) look(line);
  else if (event.code === "KeyW" && line) writeNote(line);
  else if (event.code === "KeyE" && restButton) askRest();
  else if (event.code === "KeyQ" && wholeButton) leaveWhole();
  else if (event.code in GO) go(GO[event.code]);
  else if (event.code in SAY && line) decide(line, SAY[event.code]);
  else return;
  event.preventDefault();
});

table?.addEventListener("click", (event) => {
  const button = event.target.closest("button"), line = event.target.closest("tbody tr");
  if (!line) return;
  if (button?.dataset.say) decide(line, button.dataset.say);
  else if (button?.classList.contains("see")) look(line);
  else if (button?.classList.contains("note")) writeNote(line);
  else if (!event.target.closest("a")) line.focus({ preventScroll: true });
});

table?.addEventListener("focusin", (event) => {
  const line = event.target.closest("tbody tr");
  if (line) followGoal(line, document.querySelector(".sums"));
});

sheet?.addEventListener("keydown", (event) => {
  if (event.code === "Space") { event.preventDefault(); sheet.close(); }
});

restButton?.addEventListener("click", askRest);
wholeButton?.addEventListener("click", leaveWhole);
undoButton?.addEventListener("click", undo);

if (lines.length) {
  lines.forEach((line) => tally(line, 1));
  doneElsewhere = bar.value - count.budget;
}
// What was decided before a reload and is still on its way stands on the page again.
for (const write of queue.waiting()) {
  for (const one of write.words ?? []) {
    const line = find(one);
    if (line) show(line, one);
  }
  const taken = steps.findIndex((one) => one.step === write.step);
  if (taken >= 0) steps.splice(taken, 1);
  if (write.words && !write.first) steps.push({ step: write.number });
}
if (lines.length) {
  lines.forEach(showNote);
  reckon();
  const open = lines.findIndex(waits);
  focus(open < 0 ? 0 : open);
}
