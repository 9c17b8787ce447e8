// Search results by keys: move with the arrows, copy the citation with C.
// Keys are read by their place (event.code), so that they work with the Japanese input method switched on.

const hits = Array.from(document.querySelectorAll(".hits > li"));
const said = document.getElementById("copied");
const MOVE = { ArrowDown: 1, ArrowUp: -1 };

function focusable(at) {
  hits.forEach((hit, place) => { hit.tabIndex = place === at ? 0 : -1; });
}

function move(by) {
  const here = hits.indexOf(document.activeElement?.closest(".hits > li"));
  const at = here < 0 ? (by > 0 ? 0 : hits.length - 1) : Math.min(Math.max(here + by, 0), hits.length - 1);
  focusable(at);
  hits[at].focus();
  hits[at].scrollIntoView({ block: "nearest" });
}

// Where there is no clipboard (an address of the network without TLS), the citation stands selected instead.
function select(hit) {
  const range = document.createRange();
  range.selectNodeContents(hit.querySelector(".cite"));
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

async function copy(hit) {
  const text = hit.dataset.cite;
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = `コピーしました：${text}`;
  } catch {
    select(hit);
    said.textContent = `選択しました。Ctrl＋C でコピーしてください：${text}`;
  }
}

function onKey(event) {
  const typing = event.target.closest("input, select, textarea, summary, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const hit = event.target.closest(".hits > li");
  if (event.code in MOVE && (hit || event.target === document.body || event.target.id === "main")) {
    event.preventDefault();
    move(MOVE[event.code]);
  } else if (hit && event.code === "KeyC") {
    event.preventDefault();
    copy(hit);
  } else if (hit && event.target === hit && (event.code === "Enter" || event.code === "NumpadEnter")) {
    hit.querySelector("a")?.click();
  }
}

if (hits.length) {
  focusable(0);
  for (const hit of hits) {
    const button = hit.querySelector(".copy");
    button.hidden = false;
    button.addEventListener("click", () => copy(hit));
  }
  document.addEventListener("keydown", onKey);
}
