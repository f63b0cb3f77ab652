"""Room 1: what did we receive?"""
