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
  // `told(left, trouble)` hears how many writes wait, and what is wrong, if anything.
  constructor(csrf, told) {
    this.csrf = csrf;
    this.told = told;
    this.counter = 0;
    this.keys = keysLeft();
    this.memory = new Map();
    this.busy = false;
    window.addEventListener("online", () => this.send());
    this.send();
  }

  get left() {
    return this.keys.length;
  }

  add(words, way) {
    const number = unique();
    const order = String(Date.now()).padStart(15, "0") + String(this.counter++).padStart(6, "0");
    const key = PREFIX + order + ":" + number;
    const text = JSON.stringify({ number, way, words });
    try {
      localStorage.setItem(key, text);
    } catch {
      this.memory.set(key, text);
    }
    this.keys.push(key);
    this.send();
  }

  // The words that wait, for a page that was loaded again.
  waiting() {
    return this.keys.flatMap((key) => {
      const text = this.text(key);
      return text === null ? [] : JSON.parse(text).words;
    });
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
      const trouble = await this.one(this.text(this.keys[0]));
      if (trouble === "") {
        this.done();
        wait = FIRST_WAIT;
        continue;
      }
      this.told(this.left, trouble);
      await new Promise((go) => setTimeout(go, wait));
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    this.busy = false;
    this.told(0, "");
  }

  // Sends one write; answers what is wrong. A write that the server refuses for good (400) is dropped and told.
  async one(text) {
    if (text === null) return ""; // another tab has sent it
    let answer;
    try {
      answer = await fetch("/decide", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRF-Token": this.csrf },
        body: text,
      });
    } catch {
      return "サーバーに届きません。つながり次第，保存します。";
    }
    if (answer.ok) return "";
    if (answer.status === 400) {
      this.refused = (this.refused || 0) + 1;
      return "";
    }
    if (answer.status === 401 || answer.status === 403) return "開始アドレスかパスワードで，このページを開き直してください。未保存の判断は残ります。";
    return "保存できません。もう一度試しています。";
  }
}
