// Asks how far the work is, every second; when it has ended, the page loads again and the server leads on.

const steps = document.getElementById("steps");
const doing = document.getElementById("doing");
const pages = document.getElementById("pages");
const seconds = document.getElementById("seconds");
const lost = document.getElementById("lost");
const EVERY = 1000;

async function ask() {
  let state;
  try {
    const answer = await fetch("/import/state");
    if (!answer.ok) throw new Error(String(answer.status));
    state = await answer.json();
    lost.textContent = "";
  } catch {
    lost.textContent = "サーバーに届きません。planlink serve の画面を確かめてください。";
    setTimeout(ask, EVERY);
    return;
  }
  if (!state.runs) {
    location.reload();
    return;
  }
  if (state.steps) {
    steps.max = state.steps;
    steps.value = state.step + (state.of ? state.done / state.of : 0);
  }
  const what = state.doing || "準備をしています";
  if (doing.textContent !== what) doing.textContent = what; // a reader of the screen hears each once
  pages.textContent = state.of ? `（${state.of}頁中${state.done}頁）` : "";
  seconds.textContent = state.seconds;
  setTimeout(ask, EVERY);
}

setTimeout(ask, EVERY);
