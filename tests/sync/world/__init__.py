"""The simulated world: the production engine, device store and hub in one process, where only the clock, the link, the disk and
chance are made up. A number (the seed) makes a story; the same number makes the same story again, in every process.

    clock    a time that moves only when told, and device clocks that are wrong
    chance   ids and randomness that repeat
    folders  their folders, copied and taken away quickly
    disk     what a power cut leaves: rows that were committed, bytes and names that were fsynced; hooks: where it takes hold
    mishaps  everything that can happen to a question on its way, as values
    link     the way from one device to the hub, with those mishaps
    town     the district, its people and their photos
    device   one tablet: its folder, its people, its back-ups
    hub      the hub's machine: its folder, its power, its back-ups
    doing    what people do on their devices; centre: what the centre does
    story    steps as values, made from a seed and told in plain words
    world    a story lived; ledger: what was promised meanwhile; laws: what has to hold; quiet: how it ends
    shrink   a failing story made as short as it can be
    bugs     slips planted on purpose, each of which the laws have to find
"""
