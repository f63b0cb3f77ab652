"""Room 4: what do readers and machines get?"""
