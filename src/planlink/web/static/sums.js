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

export function reckonSums(lines, places) {
  const now = new Map();
  for (const line of lines) {
    const said = counted(line), sum = now.get(key(line)) ?? [0, 0];
    if (said === "primary" || said === "linked") sum[0] += 1;
    if (said === "related") sum[1] += 1;
    now.set(key(line), sum);
  }
  for (const place of places) {
    const own = now.get(key(place)) ?? [0, 0];
    const primary = Number(place.dataset.primary) + own[0], related = Number(place.dataset.related) + own[1];
    place.querySelector("[data-sum=primary]").textContent = primary;
    place.querySelector("[data-sum=related]").textContent = related;
    const state = stateOf("declares" in place.dataset, primary, related);
    for (const one of place.querySelectorAll("[data-state]")) one.hidden = one.dataset.state !== state;
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
