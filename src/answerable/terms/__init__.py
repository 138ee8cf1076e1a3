"""The words all stages share: digests, spans, passages, moments, agents, checks, errors.

Nothing here reads a disk, a network or a clock, except `moment.now`, which is handed in where time matters.
"""
