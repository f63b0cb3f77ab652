"""Room 3: what is it about?"""
