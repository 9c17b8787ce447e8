// How many minutes the rest of the review budget takes at the present pace; told only when the pace is known.

const KEY = "planlink-pace:" + location.host;
const ENOUGH = 10, LONGEST_GAP = 120000;

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? { count: 0, spent: 0, last: 0 };
  } catch {
    return { count: 0, spent: 0, last: 0 };
  }
}

// A decision was made; a long gap was a break.
export function beat(now = Date.now()) {
  const pace = kept(), gap = now - pace.last;
  const spent = gap < LONGEST_GAP ? pace.spent + gap : pace.spent;
  const count = gap < LONGEST_GAP ? pace.count + 1 : pace.count;
  sessionStorage.setItem(KEY, JSON.stringify({ count, spent, last: now }));
}

export function minutesLeft(left) {
  const { count, spent } = kept();
  return count < ENOUGH || left <= 0 ? 0 : Math.max(1, Math.round((left * spent) / count / 60000));
}
