"""What others say of the built site: HTML checkers, axe in a real Chromium, Lighthouse. `invoke check --full` asks."""
