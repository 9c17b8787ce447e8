// The note of a word: why it was said. What is being written is kept in this browser until it is stored.

const PREFIX = "planlink-note:" + location.host + ":";

function draftKey(line) {
  const { measure, scheme, label } = line.dataset;
  return PREFIX + JSON.stringify([measure, scheme, label]);
}

export function draftOf(line) {
  return localStorage.getItem(draftKey(line));
}

// Writes a text where it differs, since setting a row anew costs time in a long column.
function put(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

export function showNote(line) {
  const why = line.dataset.why, place = line.querySelector(".why");
  put(place, why ? `理由：${why}` : "");
  if (place.hidden === Boolean(why)) place.hidden = !why;
  put(line.querySelector(".note"), draftOf(line) === null ? "理由" : "書きかけ");
}

export class Notes {
  // `said(line, verdict, why)` hears what was written; `closed(line)` that the field has closed.
  constructor(dialog, said, closed) {
    this.dialog = dialog;
    this.field = dialog.querySelector("textarea");
    this.choices = dialog.querySelector("#note-verdicts");
    this.said = said;
    this.line = null;
    this.field.addEventListener("input", () => this.keep());
    this.field.addEventListener("keydown", (event) => {
      if (event.ctrlKey && event.key === "Enter" && !event.isComposing) dialog.querySelector("#note-save").click();
    });
    dialog.querySelector("form").addEventListener("submit", (event) => {
      if (event.submitter?.id === "note-save") this.save();
    });
    dialog.addEventListener("close", () => {
      showNote(this.line);
      closed(this.line);
    });
  }

  open(line) {
    this.line = line;
    this.dialog.querySelector("#note-of").textContent = line.querySelector("th").innerText;
    this.choices.replaceChildren(...Array.from(line.querySelectorAll("[data-say]"), (button) => this.choice(button)));
    this.field.value = draftOf(line) ?? line.dataset.why;
    this.dialog.showModal();
    this.field.focus();
  }

  choice(button) {
    const label = document.createElement("label"), input = document.createElement("input");
    input.type = "radio";
    input.name = "verdict";
    input.value = button.dataset.say;
    input.checked = input.value === (this.line.dataset.verdict || this.line.dataset.proposal);
    label.append(input, " " + button.textContent);
    return label;
  }

  keep() {
    try {
      localStorage.setItem(draftKey(this.line), this.field.value);
    } catch {
      // without room there, it stays in the field
    }
  }

  save() {
    const verdict = this.choices.querySelector("input:checked").value;
    localStorage.removeItem(draftKey(this.line));
    this.said(this.line, verdict, this.field.value.split(/\s+/).filter(Boolean).join(" "));
  }
}
