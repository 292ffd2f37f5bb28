"""Speech: digits said by a small formant synthesiser, what a network hears of a sound, and WAV files."""
