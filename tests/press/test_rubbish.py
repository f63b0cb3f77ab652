import gc

import pytest

from press.rubbish import nothing_thrown_away


@pytest.mark.parametrize("searches", [True, False])
def test_memory_is_searched_afterwards_as_it_was_before(searches: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if searches else gc.disable)()
        with pytest.raises(KeyError), nothing_thrown_away():
            assert not gc.isenabled()
            raise KeyError
        assert gc.isenabled() == searches
    finally:
        (gc.enable if was else gc.disable)()
