"""Files up with tuspy, one after the other.   python tuspy_up.py URL stock|loop FILE...

stock: its own options, a file that fails is given up. loop: the loop that a careful programmer writes around it: ask for the
offset and go on, again every 100 ms. Prints DONE and how many went through. Knows nothing of the project.
"""

import sys
import time
from pathlib import Path

import requests
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError, TusUploadFailed

FAILURES = (TusCommunicationError, TusUploadFailed, requests.RequestException, OSError, TypeError)


def named(path):
    return {"filename": Path(path).name}  # without any, @tus/server refuses what tuspy says


def stock(client, path):
    client.uploader(path, metadata=named(path)).upload()


def loop(client, path):
    url = None
    while True:
        try:
            uploader = client.uploader(path, url=url, metadata=named(path))
            if url is None:
                url = uploader.create_url()
                uploader.set_url(url)
                uploader.offset = 0
            uploader.upload()
            return
        except FAILURES as error:
            if url is not None and getattr(error, "status_code", None) in (404, 410):
                url = None
            time.sleep(0.1)


def main(url, mode, *files):
    client, through = TusClient(url), 0
    for path in files:
        try:
            (loop if mode == "loop" else stock)(client, path)
            through += 1
        except FAILURES as error:
            print(repr(error), file=sys.stderr)
    print(f"DONE {through}", flush=True)


main(*sys.argv[1:])
