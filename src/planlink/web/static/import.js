// The import: files go up one by one as they are; the server's own list is shown again after each lot.

const drop = document.getElementById("drop");
const choose = document.getElementById("choose");
const sending = document.getElementById("sending");
const refused = document.getElementById("refused");
const start = document.getElementById("start");
const csrf = document.querySelector("meta[name=csrf]").content;
const waiting = [];
let busy = false;

choose.disabled = false;

function refuse(sentence) {
  const line = document.createElement("li");
  line.textContent = sentence;
  refused.querySelector("ul").append(line);
  refused.hidden = false;
}

async function send(file) {
  if (file.size > Number(drop.dataset.one)) {
    refuse(`${file.name}：大きすぎます（１件${Math.floor(drop.dataset.one / 1048576)}MBまで）。文書をいくつかに分けて保存してください。`);
    return;
  }
  let answer, told;
  try {
    answer = await fetch("/import/file?name=" + encodeURIComponent(file.name), {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream", "X-CSRF-Token": csrf },
      body: file,
    });
    told = await answer.json();
  } catch {
    refuse(`${file.name}：受け取れませんでした。ファイルを開いていたら閉じ，ページを読み込み直して，もう一度選んでください。`);
    return;
  }
  if (!answer.ok) refuse(told.error);
}

async function show() {
  const page = await (await fetch("/import")).text();
  const made = new DOMParser().parseFromString(page, "text/html").getElementById("tray");
  if (made) document.getElementById("tray").replaceWith(document.adoptNode(made));
}

async function take(files) {
  waiting.push(...files);
  if (busy) return;
  busy = start.disabled = true;
  refused.hidden = true;
  refused.querySelector("ul").replaceChildren();
  for (let number = 1; waiting.length; number++) {
    const file = waiting.shift();
    sending.textContent = `${number}件目を受け取っています（残り${waiting.length}件）：${file.name}`;
    await send(file);
  }
  await show();
  sending.textContent = "受け取りました。";
  busy = start.disabled = false;
}

choose.addEventListener("change", () => {
  take(Array.from(choose.files));
  choose.value = "";
});

// Files that miss the frame would otherwise be opened in place of the page.
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("over");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  take(Array.from(event.dataTransfer.files));
});
