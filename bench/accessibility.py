"""What axe-core says about the pages that planlink writes: `python bench/accessibility.py AXE.JS PAGE...` prints each
violation (rule, number of places, first place) and ends with status 1 where there is one. Needs chromium; axe.min.js
comes with the package axe-playwright-python."""

from __future__ import annotations

import argparse
import html
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
ASK = """
<script>%s</script>
<script>
axe.run(document, {runOnly: %s, resultTypes: ["violations"]}).then(function (found) {
  var out = document.createElement("pre");
  out.id = "axe-says";
  out.textContent = JSON.stringify(found.violations.map(function (one) {
    return [one.id, one.nodes.length, one.nodes[0].target.join(" "), one.help];
  }));
  document.body.replaceChildren(out);
});
</script>
</body>"""


def violations(page: Path, axe: str, browser: str) -> list[list[object]]:
    """The violations of one page: rule, number of places, the first place, what it is about."""
    source = page.read_text(encoding="utf-8")
    asked = source.replace("</body>", ASK % (axe, json.dumps(RULES)))
    with tempfile.TemporaryDirectory() as apart:
        copy = Path(apart) / "page.html"
        copy.write_text(asked, encoding="utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={apart}/profile", "--dump-dom"]
        command = [browser, *flags, "--virtual-time-budget=600000", copy.as_uri()]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    said = re.search(r'<pre id="axe-says">(.*?)</pre>', told, re.DOTALL)
    if said is None:
        raise SystemExit(f"{page}: axe gave no answer")
    found: list[list[object]] = json.loads(html.unescape(said[1]))
    return found


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("axe", type=Path)
    asked.add_argument("pages", type=Path, nargs="+")
    asked.add_argument("--browser", default="chromium")
    told = asked.parse_args()
    axe = told.axe.read_text(encoding="utf-8")
    worst = 0
    for page in told.pages:
        found = violations(page, axe, told.browser)
        print(f"{page.name}: {len(found)} violations")
        for rule, count, first, about in found:
            print(f"  {rule} ({count}): {about}; first at {first}")
        worst |= bool(found)
    return worst


if __name__ == "__main__":
    sys.exit(main())
