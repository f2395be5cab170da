"""Takes photos as multipart POSTs with aiohttp: written beside, renamed when whole.   python post_server.py FOLDER

Prints its port. Knows nothing of the project.
"""

import asyncio
import sys
import uuid
from pathlib import Path

from aiohttp import web

FOLDER = Path(sys.argv[1])


async def take(request):
    async for part in await request.multipart():
        name = uuid.uuid4().hex
        beside = FOLDER / f"{name}.part"
        with beside.open("wb") as file:
            while data := await part.read_chunk(65536):
                file.write(data)
        beside.rename(FOLDER / name)
    return web.json_response({"taken": True})


async def main():
    app = web.Application(client_max_size=1 << 30)
    app.router.add_post("/photos", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(f"PORT {site._server.sockets[0].getsockname()[1]}", flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
