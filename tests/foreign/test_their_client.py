"""tus-js-client and tuspy at our hub: upload, cut, resume, terminate, checksum. What counts is what the hub then holds."""

from __future__ import annotations

import base64
import hashlib
import io
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError, TusUploadFailed
from tusclient.uploader import Uploader

from tests.foreign.conftest import SHAKY, Hub, TusJs
from tests.links.plan import LinkPlan
from tests.links.process import Link

Start = Callable[..., TusJs]
Way = Callable[[LinkPlan], Link]
ENDPOINT = "/v1/tus"
SLOW = LinkPlan(up_bit_s=4e6, rtt_s=0.02)
OPEN = LinkPlan()


def assert_holds(hub: Hub, photo: Path) -> None:
    """The hub has this very photo, complete, by the hash that it computed itself, and gives the same bytes back."""
    data = photo.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    known = hub.local().media_state(sha256, len(data))
    assert known.complete and known.sha256 == sha256 and known.size_bytes == len(data)
    assert hub.service.files.path(sha256).read_bytes() == data


def assert_lacks(hub: Hub, photo: Path) -> None:
    data = photo.read_bytes()
    assert not hub.local().media_state(hashlib.sha256(data).hexdigest(), len(data)).complete


def head(hub: Hub, url: str) -> requests.Response:
    return requests.head(url, headers={**hub.headers, "Tus-Resumable": "1.0.0"}, timeout=60)


# tus-js-client


@pytest.mark.parametrize("options", [
    {}, {"uploadDataDuringCreation": True}, {"chunkSize": 70_000}, {"parallelUploads": 3},
    {"uploadLengthDeferred": True, "chunkSize": 70_000},
], ids=["plain", "creation-with-upload", "pieces", "three at a time and joined", "length told later"])
def test_tus_js_brings_a_photo(hub: Hub, way: Way, tus_js: Start, small: Path, options: dict[str, Any]) -> None:
    link = way(OPEN)
    assert_lacks(hub, small)
    client = tus_js(endpoint=link.url + ENDPOINT, file=str(small), headers=hub.headers, options=options,
                    pipe="uploadLengthDeferred" in options)
    assert client.end().startswith("DONE "), client.lines[-5:]
    assert_holds(hub, small)


def test_tus_js_goes_on_after_every_cut(hub: Hub, way: Way, tus_js: Start, photo: Path) -> None:
    link = way(SHAKY)
    client = tus_js(endpoint=link.url + ENDPOINT, file=str(photo), headers=hub.headers)
    assert client.end().startswith("DONE "), client.lines[-5:]
    assert_holds(hub, photo)
    counters = link.counters()
    assert counters["killed"] >= 3, "nothing was cut"
    assert counters["up_bytes"] < 1.5 * photo.stat().st_size, "what had arrived was sent again"


def test_tus_js_that_was_killed_goes_on_in_another_process(
    hub: Hub, way: Way, tus_js: Start, photo: Path, tmp_path: Path
) -> None:
    link = way(replace(SLOW, up_for_s=1.5, outage_s=0.7))
    asked = {"endpoint": link.url + ENDPOINT, "file": str(photo), "headers": hub.headers, "storage": str(tmp_path / "begun.json")}
    first = tus_js(**asked)
    while not link.counters()["cuts"]:  # else the system would send what it has taken of the dead process
        time.sleep(0.02)
    first.kill()
    second = tus_js(**asked)
    assert second.end().startswith("DONE "), second.lines[-5:]
    assert "RESUMED" in second.lines
    assert_holds(hub, photo)
    assert link.counters()["up_bytes"] < photo.stat().st_size + 400_000, "it began anew"


def test_tus_js_takes_an_upload_back(hub: Hub, way: Way, tus_js: Start, small: Path) -> None:
    link = way(SLOW)
    client = tus_js(endpoint=link.url + ENDPOINT, file=str(small), headers=hub.headers, act="terminate", after=50_000,
                    options={"chunkSize": 50_000})
    assert client.end() == "TERMINATED", client.lines[-5:]
    url = client.wait_for(lambda line: line.startswith("URL ")).removeprefix("URL ")
    assert head(hub, url).status_code in (404, 410)
    assert_lacks(hub, small)


def test_tus_js_without_a_sign_in_is_refused(hub: Hub, way: Way, tus_js: Start, small: Path) -> None:
    client = tus_js(endpoint=way(OPEN).url + ENDPOINT, file=str(small), headers={}, options={"retryDelays": []})
    assert client.end().startswith("ERROR 401 ")
    assert_lacks(hub, small)


# tuspy


def tuspy(hub: Hub, link: Link, photo: Path, **options: Any) -> Uploader:
    """The photo as a stream: given a path, tuspy opens it again and again and leaves closing to chance."""
    client = TusClient(link.url + ENDPOINT, headers=dict(hub.headers))
    return client.uploader(file_stream=io.BytesIO(photo.read_bytes()), metadata={"filename": photo.name}, **options)


@pytest.mark.parametrize("checksum", [False, True])
def test_tuspy_brings_a_photo_in_pieces(hub: Hub, way: Way, small: Path, checksum: bool) -> None:
    tuspy(hub, way(OPEN), small, chunk_size=64 * 1024, upload_checksum=checksum).upload()
    assert_holds(hub, small)


def test_tuspy_goes_on_after_every_cut(hub: Hub, way: Way, photo: Path) -> None:
    link, url, tries = way(SHAKY), None, 0
    while True:
        tries += 1
        assert tries < 3000
        try:
            uploader = tuspy(hub, link, photo, url=url)
            if url is None:
                url = uploader.create_url()
                uploader.set_url(url)
            uploader.upload()
            break
        except (TusCommunicationError, TusUploadFailed, requests.RequestException, OSError):
            continue
    assert_holds(hub, photo)
    counters = link.counters()
    assert counters["killed"] >= 3, "nothing was cut"
    assert counters["up_bytes"] < 1.5 * photo.stat().st_size


def test_tuspy_hears_that_bytes_were_changed_on_the_way_and_sends_them_again(hub: Hub, way: Way, small: Path) -> None:
    """The sum it sends is made wrong, as a broken proxy would make the bytes wrong: 460, and nothing of the piece is kept."""
    link = way(OPEN)
    uploader = tuspy(hub, link, small, chunk_size=100_000)
    uploader.set_url(uploader.create_url())
    uploader.client.set_headers({"Upload-Checksum": f"sha1 {base64.b64encode(bytes(20)).decode()}"})
    uploader.offset = 0
    with pytest.raises(TusUploadFailed) as told:
        uploader.upload_chunk()
    assert told.value.status_code == 460
    again = tuspy(hub, link, small, chunk_size=100_000, url=uploader.url, upload_checksum=True)
    assert again.offset == 0
    again.upload()
    assert_holds(hub, small)


def test_an_upload_of_one_person_is_nobody_elses(hub: Hub, way: Way, small: Path) -> None:
    """By its address alone nobody can look at it, add to it or take it back."""
    uploader = tuspy(hub, way(OPEN), small, chunk_size=100_000)
    uploader.upload_chunk()
    other = {"Authorization": f"Bearer {hub.other_token}", "Tus-Resumable": "1.0.0"}
    assert requests.head(uploader.url, headers=other, timeout=60).status_code == 404
    assert requests.delete(uploader.url, headers=other, timeout=60).status_code == 404
    added = requests.patch(uploader.url, data=b"x", timeout=60, headers={
        **other, "Upload-Offset": "100000", "Content-Type": "application/offset+octet-stream"})
    assert added.status_code == 404
    assert uploader.get_offset() == 100_000
    uploader.upload()
    assert_holds(hub, small)
