"""A failing story made short: devices, steps, mishaps and power cuts are left out, what is left is made simpler, as long as the
same law still breaks."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.sync.world.story import Step, Story, tell
from tests.sync.world.world import Lived, live

SOON_S = 60
# What may be told instead, when it fails as well.
_PLAINER = {"full": "sync", "poison": "sync", "wrong_day": "sync", "two_acts": "act", "draft": "report"}
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def shrink(lived: Lived, *, for_s: float = 120.0, again: Callable[[Story], Lived] = live) -> Lived:
    """The shortest story that was found within that time; the first one when nothing could be left out. In the end no device,
    no step, no mishap and no long wait can be left out by itself."""
    shorter = _Shorter(lived, time.monotonic() + for_s, again)
    shorter.beginning()
    while True:
        size = _size(shorter.story)
        shorter.fewer_devices()
        shorter.fewer_kinds()
        shorter.fewer_steps()
        shorter.fewer_mishaps()
        shorter.plainer()
        if _size(shorter.story) == size:
            return shorter.best


def _size(story: Story) -> tuple[int, ...]:
    steps = story.steps
    return (
        len(story.numbers), len(steps), sum(len(step.mishaps) + (step.power is not None) for step in steps),
        sum(step.do in _PLAINER for step in steps), sum(step.wait_s for step in steps),
    )


@dataclass
class _Shorter:
    best: Lived
    until: float
    again: Callable[[Story], Lived]

    @property
    def story(self) -> Story:
        return self.best.story

    def fails(self, story: Story) -> bool:
        """Whether the same law breaks in this one too. Then it is the best so far."""
        if time.monotonic() > self.until or story == self.story:
            return False
        found = self.again(story)
        assert self.best.broken is not None
        if found.broken is None or found.broken.law != self.best.broken.law:
            return False
        self.best = found
        return True

    def beginning(self) -> None:
        """Only the beginning, as far as it is needed."""
        enough, little = len(self.story.steps), 0
        while enough - little > 1:
            middle = (enough + little) // 2
            if self.fails(replace(self.story, steps=self.story.steps[:middle])):
                enough = middle
            else:
                little = middle

    def fewer_devices(self) -> None:
        for number in reversed(self.story.numbers):
            steps = _without(self.story.steps, lambda step, number=number: step.device == number)
            if len(self.story.numbers) > 1:
                self.fails(replace(self.story, steps=steps, without=self.story.without | {number}))

    def fewer_kinds(self) -> None:
        """All steps of a kind at once."""
        for kind in sorted({step.do for step in self.story.steps}):
            steps = _without(self.story.steps, lambda step, kind=kind: step.do == kind)
            self.fails(replace(self.story, steps=steps))

    def fewer_steps(self) -> None:
        """Parts of the story, first large ones, then small ones; from the end, because what comes later needs what was before."""
        chunk = max(1, len(self.story.steps) // 2)
        while chunk:
            at = len(self.story.steps)
            while at > 0:
                gone = {id(step) for step in self.story.steps[max(0, at - chunk):at]}
                self.fails(replace(self.story, steps=_without(self.story.steps, lambda step, gone=gone: id(step) in gone)))
                at -= chunk
            chunk //= 2

    def fewer_mishaps(self) -> None:
        for number in range(len(self.story.steps)):
            step = self.story.steps[number]
            if step.power is not None:
                self._instead(number, replace(step, power=None))
            for mishap in step.mishaps:
                left = self.story.steps[number]
                self._instead(number, replace(left, mishaps=tuple(each for each in left.mishaps if each != mishap)))

    def plainer(self) -> None:
        """Without long waits, without special kinds of steps, with mishaps at their first opportunity."""
        self.fails(replace(self.story, steps=tuple(_soon(step) for step in self.story.steps)))
        for number in range(len(self.story.steps)):
            for plainer in _PLAINER_STEPS:
                self._instead(number, plainer(self.story.steps[number]))

    def _instead(self, number: int, step: Step) -> None:
        steps = self.story.steps
        self.fails(replace(self.story, steps=(*steps[:number], step, *steps[number + 1:])))


def _without(steps: tuple[Step, ...], gone: Callable[[Step], bool]) -> tuple[Step, ...]:
    """The time that they took passes all the same."""
    kept: list[Step] = []
    gone_s = 0
    for step in steps:
        if gone(step):
            gone_s += step.wait_s
        else:
            kept.append(replace(step, wait_s=step.wait_s + gone_s))
            gone_s = 0
    return tuple(kept)


def _soon(step: Step) -> Step:
    return replace(step, wait_s=min(step.wait_s, SOON_S))


def _of_plain_kind(step: Step) -> Step:
    return replace(step, do=_PLAINER.get(step.do, step.do))


def _at_once(step: Step) -> Step:
    """Mishaps at the first question of theirs."""
    return replace(step, mishaps=tuple(replace(mishap, at=0) for mishap in step.mishaps))


_PLAINER_STEPS = (_soon, _of_plain_kind, _at_once)


def story_of(lived: Lived) -> str:
    """A story and its end in plain words, with what happened in each step below it."""
    devices = len(lived.story.numbers)
    lines = [f"Story {lived.story.seed}: {devices} device{'s' * (devices > 1)}, {len(lived.story.steps)} steps."]
    for number, step in enumerate(lived.story.steps):
        lines.append(f"  {number + 1:3}. {tell(step)}")
        lines += [f"       - {what}" for what in lived.seen.get(number, ())]
    if lived.broken is not None:
        lines.append(f"  Then this does not hold: {lived.broken.law}.\n  {lived.broken.told}")
    return _named("\n".join(lines))


def _named(text: str) -> str:
    """With short names for cases and acts instead of their ids."""
    names: dict[str, str] = {}
    return _ID.sub(lambda found: names.setdefault(found[0], f"#{len(names) + 1}"), text)
