"""How quick is a build, beside Hugo and stock Pelican on the same stories? `invoke bench` asks."""
