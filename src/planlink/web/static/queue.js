// Writes wait here until the server has stored them: in order, tried again, kept over a reload in localStorage.

const PREFIX = "planlink:" + location.host + ":";
const FIRST_WAIT = 300, LONGEST_WAIT = 10000;

function unique() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function keysLeft() {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).sort();
}

export class Queue {
  // `told(left, trouble)` hears how many writes wait, and what is wrong, if anything; `heard(write, answer)` what
  // the server answers to a step that was taken back.
  constructor(csrf, told, heard) {
    this.csrf = csrf;
    this.told = told;
    this.heard = heard;
    this.counter = 0;
    this.keys = keysLeft();
    this.memory = new Map();
    this.busy = false;
    this.waiters = [];
    window.addEventListener("online", () => this.send());
    this.send();
  }

  get left() {
    return this.keys.length;
  }

  // Words said in a way, as { way, words, first }; `first` is the number of the write that they go on with.
  // Or a step to take back, as { step }. Gives the number of the write.
  add(write) {
    const number = unique();
    const order = String(Date.now()).padStart(15, "0") + String(this.counter++).padStart(6, "0");
    const key = PREFIX + order + ":" + number;
    const text = JSON.stringify({ number, ...write });
    try {
      localStorage.setItem(key, text);
    } catch {
      this.memory.set(key, text);
    }
    this.keys.push(key);
    this.send();
    return number;
  }

  // The writes that wait, for a page that was loaded again.
  waiting() {
    return this.keys.map((key) => this.text(key)).filter((text) => text !== null).map((text) => JSON.parse(text));
  }

  // Comes true when nothing waits any more.
  drained() {
    return this.keys.length ? new Promise((go) => this.waiters.push(go)) : Promise.resolve();
  }

  text(key) {
    return this.memory.get(key) ?? localStorage.getItem(key);
  }

  done() {
    const key = this.keys.shift();
    this.memory.delete(key);
    localStorage.removeItem(key);
  }

  async send() {
    if (this.busy) return;
    this.busy = true;
    let wait = FIRST_WAIT;
    while (this.keys.length) {
      this.told(this.left, "");
      const text = this.text(this.keys[0]);
      const { trouble, answer } = text === null ? { trouble: "" } : await this.one(text); // null: another tab has sent it
      if (trouble === "") {
        this.done();
        if (answer?.words) this.heard(JSON.parse(text), answer);
        wait = FIRST_WAIT;
        continue;
      }
      this.told(this.left, trouble);
      await new Promise((go) => setTimeout(go, wait));
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    this.busy = false;
    this.told(0, "");
    this.waiters.splice(0).forEach((go) => go());
  }

  // Sends one write; tells what is wrong, or what the answer is. One that the server refuses for good (400) is dropped.
  async one(text) {
    let answer;
    try {
      answer = await fetch("step" in JSON.parse(text) ? "/undo" : "/decide", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRF-Token": this.csrf },
        body: text,
      });
      if (answer.ok) return { trouble: "", answer: await answer.json() };
    } catch {
      return { trouble: "サーバーに届きません。つながり次第，保存します。" };
    }
    if (answer.status === 400) {
      this.refused = (this.refused || 0) + 1;
      return { trouble: "" };
    }
    if (answer.status === 401 || answer.status === 403) {
      return { trouble: "開始アドレスかパスワードで，このページを開き直してください。未保存の判断は残ります。" };
    }
    return { trouble: "保存できません。もう一度試しています。" };
  }
}
