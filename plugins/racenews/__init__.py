"""The newsroom: raw race-news dumps in, clean stories out. Plain Python, no Pelican."""
