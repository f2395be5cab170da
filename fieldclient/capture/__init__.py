"""From files to evidence: what a photo, a video or a voice note says about itself. No Qt in anything that decides.

`read` looks at one file and never fails: what is wrong comes back as problems. `evidence` is what it found; `pixels` makes
the small copies that are shown and travel first; `folder` lists what could be picked; `command` is `geotag`.
Below them: `sniff` (what the bytes are), `picture`, `jpeg` and `containers` (what the headers say), `tags`, `place` and
`moment` (what EXIF says), `limits` (how much may be decoded). Originals are only ever read.
This room is also where intake of whole folders, duplicates and stamped copies belong.
"""
