"""Results on their way take no more room than there is, and give it back."""

from __future__ import annotations

import pytest

from kgraph.serve.spool import IN_MEMORY, Room, Spool


@pytest.mark.parametrize("size", [1, IN_MEMORY + 1])
def test_what_is_written_is_read(size: int) -> None:
    room = Room(2 * IN_MEMORY)
    spool = Spool(room)
    spool.write(b"x" * size)
    spool.rewind()
    assert (spool.read(), spool.size) == (b"x" * size, size)
    spool.close()
    assert room.left == 2 * IN_MEMORY


def test_all_results_share_the_room() -> None:
    room = Room(10)
    first, second = Spool(room), Spool(room)
    first.write(b"12345678")
    with pytest.raises(OSError, match="no room"):
        second.write(b"123")
    first.close()
    second.write(b"123")
    second.close()
    assert room.left == 10
