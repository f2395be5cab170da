"""A failing story made short: steps are left out, then mishaps and power cuts, as long as the same law still breaks."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from tests.sync.world.story import Step, Story, tell
from tests.sync.world.world import Lived, live


def shrink(lived: Lived, *, for_s: float = 120.0, again: Callable[[Story], Lived] = live) -> Lived:
    """The shortest story that was found within that time; the first one when nothing could be left out."""
    assert lived.broken is not None
    law, until = lived.broken.law, time.monotonic() + for_s
    best = lived

    def fails(story: Story) -> bool:
        nonlocal best
        if time.monotonic() > until:
            return False
        found = again(story)
        if found.broken is None or found.broken.law != law:
            return False
        best = found
        return True

    _shorter(lambda: best.story, fails)
    _fewer_kinds(lambda: best.story, fails)
    while True:
        size = _size(best.story)
        _fewer_steps(best.story, fails)
        _fewer_mishaps(lambda: best, fails)
        if _size(best.story) == size:
            return best


def _shorter(story: Callable[[], Story], fails: Callable[[Story], bool]) -> None:
    """Only the beginning, as far as it is needed."""
    enough, little = len(story().steps), 0
    while enough - little > 1:
        middle = (enough + little) // 2
        if fails(replace(story(), steps=story().steps[:middle])):
            enough = middle
        else:
            little = middle


def _fewer_kinds(story: Callable[[], Story], fails: Callable[[Story], bool]) -> None:
    """Without whole devices, and without whole kinds of steps."""
    for device in reversed(range(story().devices)):
        last = device == story().devices - 1 and story().devices > 1
        _try_without(story(), lambda step, number=device: step.device == number, fails, fewer=int(last))
    for kind in sorted({step.do for step in story().steps}):
        _try_without(story(), lambda step, name=kind: step.do == name, fails)


def _try_without(story: Story, what: Callable[[Step], bool], fails: Callable[[Story], bool], *, fewer: int = 0) -> None:
    kept: list[Step] = []
    gone_s = 0
    for step in story.steps:
        if what(step):
            gone_s += step.wait_s
        else:
            kept.append(replace(step, wait_s=step.wait_s + gone_s))
            gone_s = 0
    fails(replace(story, steps=tuple(kept), devices=story.devices - fewer))


def _size(story: Story) -> int:
    return sum(1 + len(step.mishaps) + (step.power is not None) for step in story.steps)


def _fewer_steps(story: Story, fails: Callable[[Story], bool]) -> None:
    """Parts of the story are left out, first large ones, then small ones. The time that they took passes all the same."""
    chunk = max(1, len(story.steps) // 2)
    while chunk:
        at = 0
        while at < len(story.steps):
            shorter = replace(story, steps=_without(story.steps, at, at + chunk))
            if fails(shorter):
                story = shorter
            else:
                at += chunk
        chunk //= 2


def _without(steps: tuple[Step, ...], first: int, end: int) -> tuple[Step, ...]:
    gone = sum(step.wait_s for step in steps[first:end])
    rest = steps[end:]
    if rest:
        rest = (replace(rest[0], wait_s=rest[0].wait_s + gone), *rest[1:])
    return steps[:first] + rest


def _fewer_mishaps(best: Callable[[], Lived], fails: Callable[[Story], bool]) -> None:
    for number in range(len(best().story.steps)):
        story = best().story
        step = story.steps[number]
        for simpler in _simpler(step):
            if fails(replace(story, steps=(*story.steps[:number], simpler, *story.steps[number + 1 :]))):
                break


def _simpler(step: Step) -> list[Step]:
    found = [replace(step, power=None)] if step.power is not None else []
    if len(step.mishaps) > 1:
        found += [replace(step, mishaps=(mishap,)) for mishap in step.mishaps]
    if step.mishaps:
        found.append(replace(step, mishaps=()))
    return found


def story_of(lived: Lived) -> str:
    """A story and its end in plain words."""
    lines = [f"Story {lived.story.seed}: {lived.story.devices} devices, {len(lived.story.steps)} steps."]
    lines += [f"  {number:3}. {tell(step)}" for number, step in enumerate(lived.story.steps, 1)]
    if lived.broken is not None:
        lines.append(f"  Then this does not hold: {lived.broken.law}.\n  {lived.broken.told}")
    return "\n".join(lines)
