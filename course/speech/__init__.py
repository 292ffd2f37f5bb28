"""Speech: digits said by a small formant synthesiser, what a network hears of a sound, and WAV files.

All sounds here have RATE numbers a second.
"""

RATE = 8_000  # as on the telephone: frequencies up to 4,000 Hz
