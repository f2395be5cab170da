"""After a cut and a new start of the store: is everything there that was promised, once and whole?

Findings are short texts. *lost*: promised and not there. *doubled*: there twice, or back after it was taken away. *corrupt*: a
file, a row or a number that does not fit the others.
"""

from __future__ import annotations

from typing import Any

from fieldclient.store.pin_vault import PinVault
from fieldclient.store.store import Store
from fieldclient.work.real_desk import RealDesk
from sync.engine.device import Delivery
from tests.crash.whole import wrong_files

Claim = dict[str, Any]
PIN = "246810"

# Each gives a row for what does not fit. The text is what it means.
_MUST_BE_EMPTY = {
    "a row refers to none": "SELECT * FROM pragma_foreign_key_check",
    "an act is still travelling": "SELECT id FROM mutations WHERE state = 'travelling'",
    "a file is still travelling": "SELECT sha256 FROM uploads WHERE state = 'travelling'",
    "a preview is still travelling": "SELECT sha256 FROM preview_uploads WHERE state = 'travelling'",
    "an act has arrived without a receipt": "SELECT id FROM mutations WHERE (state = 'arrived') <> (receipt IS NOT NULL)",
    "a file has arrived without a receipt": "SELECT sha256 FROM uploads WHERE (state = 'arrived') <> (receipt IS NOT NULL)",
    "a file of an act is not in the queue":
        """SELECT x.sha256 FROM mutation_media x JOIN mutations m ON m.id = x.mutation
        WHERE NOT EXISTS (SELECT 1 FROM uploads u WHERE u.person = m.person AND u.sha256 = x.sha256)""",
    "the count of files left is wrong":
        """SELECT m.id FROM mutations m WHERE m.files_left <> (SELECT COUNT(*) FROM mutation_media x
        JOIN uploads u ON u.person = m.person AND u.sha256 = x.sha256 WHERE x.mutation = m.id AND u.state <> 'arrived')""",
    "a sealed draft has no act":
        "SELECT id FROM drafts d WHERE state = 'sealed' AND NOT EXISTS (SELECT 1 FROM mutations WHERE draft = d.id)",
    "an act's draft is not sealed":
        "SELECT m.id FROM mutations m JOIN drafts d ON d.id = m.draft WHERE d.state <> 'sealed'",
    "a row's file is told missing": "SELECT sha256 FROM media WHERE missing_ms IS NOT NULL",
}
_DOUBLED = {
    "a photo in two drafts": "SELECT sha256 FROM draft_media GROUP BY sha256 HAVING COUNT(*) > 1",
    "a photo in two acts": "SELECT sha256 FROM mutation_media GROUP BY sha256 HAVING COUNT(*) > 1",
    "two acts for one case": "SELECT case_id FROM mutations GROUP BY case_id HAVING COUNT(*) > 1",
}


def check(desk: RealDesk, vault: PinVault, claims: list[Claim], *, upgraded: bool) -> dict[str, list[str]]:
    """{"lost": [...], "doubled": [...], "corrupt": [...]}"""
    store = desk.store
    kept = _Kept(store, vault, claims)
    lost = [f"{each['t']} {at}" for at, each in enumerate(claims) if not kept.keeps(each)]
    doubled = [f"{what}: {row[0]}" for what, sql in _DOUBLED.items() for row in store.database.read(sql)]
    doubled += [f"came back: {each['sha256'][:8]}" for each in claims if each["t"] == "removed" and _is_back(store, each["sha256"])]
    corrupt = [f"{what}: {row[0]}" for what, sql in _MUST_BE_EMPTY.items() for row in store.database.read(sql)]
    corrupt += _structure(store) + wrong_files(
        store.folder / "media", lambda path: path.name.partition(".")[0],
        {row["sha256"]: row["size_bytes"] for row in store.database.read("SELECT sha256, size_bytes FROM media")},
    )
    if upgraded and not store.database.number("SELECT COUNT(*) FROM sqlite_master WHERE name IN ('later', 'drafts_later')") == 2:
        corrupt.append("half a step of the upgrade")
    return {"lost": lost, "doubled": doubled, "corrupt": corrupt}


def _is_back(store: Store, sha256: str) -> bool:
    return store.database.number("SELECT COUNT(*) FROM draft_media WHERE sha256 = ?", (sha256,)) > 0


def _structure(store: Store) -> list[str]:
    found = [f"integrity: {row[0]}" for row in store.database.read("PRAGMA integrity_check") if row[0] != "ok"]
    seqs = [row["seq"] for row in store.database.read("SELECT seq FROM mutations ORDER BY seq")]
    if seqs != list(range(1, len(seqs) + 1)):
        found.append("the acts' numbers have a gap")
    for row in store.database.read("SELECT id FROM mutations"):
        if store.outbox.mutation(row["id"]).id != row["id"]:
            found.append(f"sealed bytes of another act: {row['id']}")
    found += [f"still coming in: {path.name}" for path in (store.folder / "incoming").iterdir()]
    # A part of a photo that was never promised is put there; of what was placed nothing may be.
    found += [f"set aside: {path.name}" for path in (store.folder / "quarantine").iterdir() if ".part" not in path.name]
    return found + _feed(store)


def _feed(store: Store) -> list[str]:
    """The cursor says which page was the last: exactly what the pages up to it brought must be there."""
    cursor = store.queue().cursor()
    last = int((cursor or "c0")[1:])
    versions = {
        int(row["id"][-12:]): row["version"]
        for row in store.database.read("SELECT id, version FROM cases WHERE raw IS NOT NULL AND id LIKE '00000000-0000-7000-8%'")
    }
    wanted = {number: 2 if number < last else 1 for number in range(1, last + 1)}
    return [] if versions == wanted else [f"the cursor says {last}, the cases say {len(versions)}"]


class _Kept:
    """Looks one promise up."""

    def __init__(self, store: Store, vault: PinVault, claims: list[Claim]) -> None:
        self.store, self.vault = store, vault
        self._taken_out = {(each["draft"], each["sha256"]) for each in claims if each["t"] == "removing"}
        self._last_setting = max((at for at, each in enumerate(claims) if each["t"] == "setting"), default=-1)
        self._last_secret = max((at for at, each in enumerate(claims) if each["t"] == "secret"), default=-1)
        self._claims = claims

    def keeps(self, claim: Claim) -> bool:
        return bool(getattr(self, f"_{claim['t']}")(claim))

    def _photo(self, claim: Claim) -> bool:
        if (claim["draft"], claim["sha256"]) in self._taken_out:
            return True
        draft = self.store.drafts.find(claim["draft"])
        media = self.store.media.get(claim["sha256"])
        if draft is None or media is None or not media.path.exists():
            return False
        return claim["sha256"] in {each.sha256 for each in draft.photos}

    def _removing(self, claim: Claim) -> bool:  # said before the call: no promise
        return True

    def _removed(self, claim: Claim) -> bool:  # asked for by `_is_back`
        return True

    def _field(self, claim: Claim) -> bool:
        draft = self.store.drafts.find(claim["draft"])
        return draft is not None and len(draft.description) >= claim["length"]

    def _sealed(self, claim: Claim) -> bool:
        row = self.store.database.one("SELECT id FROM mutations WHERE draft = ?", (claim["draft"],))
        if row is None:
            return False
        named = {ref.sha256 for ref in self.store.outbox.mutation(row["id"]).media}
        draft = self.store.drafts.find(claim["draft"])
        return draft is not None and named == {each.sha256 for each in draft.photos} == set(self.store.outbox.hashes(row["id"]))

    def _settled(self, claim: Claim) -> bool:
        record = self.store.outbox.find(claim["mutation"])
        return record is not None and record.state is Delivery.ARRIVED and record.receipt is not None

    def _progress(self, claim: Claim) -> bool:
        return self.store.database.number(
            "SELECT MAX(CASE WHEN state = 'arrived' THEN 1 << 40 ELSE offset_bytes END) FROM uploads WHERE sha256 = ?",
            (claim["sha256"],),
        ) >= claim["offset"]

    def _arrived(self, claim: Claim) -> bool:
        return self.store.database.number(
            "SELECT (SELECT COUNT(*) FROM uploads WHERE sha256 = ?1 AND state = 'arrived')"
            " + (SELECT COUNT(*) FROM preview_uploads WHERE sha256 = ?1 AND state = 'arrived')", (claim["sha256"],)) == 1

    def _page(self, claim: Claim) -> bool:
        return int((self.store.queue().cursor() or "c0")[1:]) >= claim["number"]

    def _download(self, claim: Claim) -> bool:
        media = self.store.media.get(claim["sha256"])
        return media is not None and media.path.exists()

    def _catalogue(self, claim: Claim) -> bool:
        return self.store.database.number("SELECT MAX(version) FROM catalogues") >= claim["version"]

    def _setting(self, claim: Claim) -> bool:
        return self._is_or_came_after(claim, self._last_setting, self.store.settings.get("crash-test"))

    def _secret(self, claim: Claim) -> bool:
        return self._is_or_came_after(claim, self._last_secret, self.vault.unlock(PIN).get("token"))

    def _is_or_came_after(self, claim: Claim, last: int, found: str | None) -> bool:
        """The last promise, or one that was being made when the cut came."""
        return self._claims[last] is not claim or (found is not None and _number(found) >= _number(claim["value"]))


def _number(value: str) -> tuple[int, int]:
    life, made = value.split(".")
    return int(life), int(made)
