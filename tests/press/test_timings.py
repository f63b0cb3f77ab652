from press.timings import Stopwatch


def test_steps_come_in_the_order_in_which_they_began() -> None:
    shown: list[tuple[str, int, int]] = []
    watch = Stopwatch(lambda *word: shown.append(word))
    for word in (("Reading", 0, 2), ("Cleaning", 1, 2), ("Cleaning", 2, 2), ("Printing", 0, 0), ("Reading", 2, 2)):
        watch.tell(*word)
    timings = watch.stop()
    assert [timing.step for timing in timings] == ["Starting", "Reading", "Cleaning", "Printing"]
    assert shown[1:3] == [("Cleaning", 1, 2), ("Cleaning", 2, 2)]
    assert all(timing.wall >= 0 and timing.cpu >= 0 for timing in timings)
    peaks = [timing.peak for timing in timings]
    assert peaks == sorted(peaks)
    assert all(peak > 10_000_000 for peak in peaks) or not any(peaks)  # Python alone takes as much


def test_a_build_without_steps_was_starting() -> None:
    assert [timing.step for timing in Stopwatch(lambda *word: None).stop()] == ["Starting"]
