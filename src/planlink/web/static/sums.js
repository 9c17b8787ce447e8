// The sums beside the review: ◎ and ○ of each basic goal, and what becomes of its row in the SDG table. The server
// reckons the same (sums.py).

// What counts now on a line: the word, else the proposal (a line that is put off keeps it).
function counted(line) {
  const { verdict, proposal } = line.dataset;
  return verdict && verdict !== "hold" ? verdict : proposal;
}

function key(part) {
  return part.dataset.subject + "\n" + part.dataset.label;
}

function stateOf(declares, primary, related) {
  if (declares) return primary + related ? "match" : "unsupported";
  return primary ? "proposed" : "none";
}

export class Sums {
  constructor(places) {
    this.places = places;
    this.now = new Map();
  }

  // A line counts (1) as it stands, or counts no more (-1).
  count(line, by) {
    const said = counted(line), sum = this.now.get(key(line)) ?? { primary: 0, related: 0 };
    if (said === "primary" || said === "linked") sum.primary += by;
    if (said === "related") sum.related += by;
    this.now.set(key(line), sum);
  }

  show() {
    for (const place of this.places) {
      const own = this.now.get(key(place)) ?? { primary: 0, related: 0 };
      const primary = Number(place.dataset.primary) + own.primary, related = Number(place.dataset.related) + own.related;
      place.querySelector("[data-sum=primary]").textContent = primary;
      place.querySelector("[data-sum=related]").textContent = related;
      const state = stateOf("declares" in place.dataset, primary, related);
      for (const one of place.querySelectorAll("[data-state]")) one.hidden = one.dataset.state !== state;
    }
  }
}

// The basic goal of the line that is looked at stays in sight.
export function followGoal(line, frame) {
  for (const row of frame?.querySelectorAll("[data-subject]") ?? []) {
    const here = row.dataset.subject === line.dataset.subject;
    row.classList.toggle("now", here);
    if (!here) continue;
    const head = frame.querySelector("thead").offsetHeight, top = row.offsetTop - head;
    if (top < frame.scrollTop) frame.scrollTop = top;
    else if (row.offsetTop + row.offsetHeight > frame.scrollTop + frame.clientHeight) {
      frame.scrollTop = row.offsetTop + row.offsetHeight - frame.clientHeight;
    }
  }
}
