"""Room 2: what of it is the story?"""
