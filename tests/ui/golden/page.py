"""The page over all pictures: small ones to look through, filtered by screen, language, theme, size and type; faults first."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from pathlib import Path

from tests.ui.golden.looks import Look
from tests.ui.golden.screens import Screen
from tests.ui.golden.taking import facts_of, file_of, small_of

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Every screen in every look</title>
<style>
body {{ font: 14px system-ui, sans-serif; margin: 0; background: #f3f3f1; color: #1a1d1b }}
header {{ position: sticky; top: 0; background: #fff; border-bottom: 1px solid #dcdeda; padding: 8px 16px; display: flex; gap: 12px; flex-wrap: wrap; align-items: center }}
main {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(260px, 1fr)); gap: 16px; padding: 16px }}
figure {{ margin: 0; background: #fff; border: 1px solid #dcdeda; border-radius: 8px; padding: 8px }}
figure.wrong {{ border: 2px solid #b0388f }}
img {{ width: 100%; height: 240px; object-fit: contain; background: #eceeea }}
li {{ color: #812168; overflow-wrap: anywhere }} ul {{ padding-left: 18px; margin: 4px 0 }}
select, label {{ font: inherit; min-height: 32px }}
</style>
<header><b>{count} pictures, {wrong} with faults</b>{selects}<label><input type="checkbox" id="faulty"> with faults only</label><span id="shown"></span></header>
<main>{figures}</main>
<script>
const chosen = [...document.querySelectorAll("select")], faulty = document.getElementById("faulty");
function filter() {{
  let n = 0;
  for (const figure of document.querySelectorAll("figure")) {{
    const fits = chosen.every(s => !s.value || figure.dataset[s.name] === s.value) && (!faulty.checked || figure.classList.contains("wrong"));
    figure.hidden = !fits; n += fits;
  }}
  document.getElementById("shown").textContent = n + " shown";
  location.replace("#" + chosen.map(s => s.name + "=" + s.value).join("&"));
}}
for (const part of location.hash.slice(1).split("&")) {{ const [name, value] = part.split("="); const s = chosen.find(s => s.name === name); if (s && value) s.value = value; }}
for (const each of [...chosen, faulty]) each.addEventListener("change", filter);
filter();
</script></html>
"""


def write(folder: Path, screens: Sequence[Screen], looks: Sequence[Look]) -> list[str]:
    """Writes index.html of the pictures that are there. Gives every fault as a line."""
    figures, lines, wrong = [], [], 0
    for screen in screens:
        for look in looks:
            picture = file_of(folder, screen, look)
            if not picture.exists():
                continue
            faults = json.loads(facts_of(picture).read_text("utf-8"))
            wrong += bool(faults)
            said = [f"{fault['kind']}: “{fault['text']}” in {fault['where']} ({fault['facts']})" for fault in faults]
            lines += [f"{screen.name} {look.name}: {each}" for each in said]
            figures.append(figure(folder, picture, screen, look, said))
    selects = "".join(select(name, values) for name, values in (
        ("screen", [screen.name for screen in screens]), ("lang", sorted({look.language for look in looks})),
        ("theme", sorted({look.theme for look in looks})), ("size", sorted({size(look) for look in looks})),
        ("type", sorted({f"{look.scale:g}" for look in looks}))))
    text = _PAGE.format(count=len(figures), wrong=wrong, selects=selects, figures="\n".join(figures))
    (folder / "index.html").write_text(text, "utf-8")
    return lines


def figure(folder: Path, picture: Path, screen: Screen, look: Look, said: Sequence[str]) -> str:
    full, small = picture.relative_to(folder).as_posix(), small_of(picture).relative_to(folder).as_posix()
    faults = f"<ul>{''.join(f'<li>{html.escape(each)}</li>' for each in said)}</ul>" if said else ""
    data = f'data-screen="{screen.name}" data-lang="{look.language}" data-theme="{look.theme}" data-size="{size(look)}" data-type="{look.scale:g}"'
    return (f'<figure class="{"wrong" if said else "right"}" {data}><a href="{full}"><img loading="lazy" alt="" src="{small}"></a>'
            f"<figcaption>{screen.name} · {look.name}</figcaption>{faults}</figure>")


def size(look: Look) -> str:
    return f"{look.size[0]}x{look.size[1]}"


def select(name: str, values: Sequence[str]) -> str:
    options = "".join(f'<option value="{value}">{value}</option>' for value in values)
    return f'<label>{name} <select name="{name}"><option value="">all</option>{options}</select></label>'
