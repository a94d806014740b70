"""A lock that some share and others want alone."""

from pathlib import Path

from store.file_lock import SHARED, place, take


def test_who_shares_keeps_out_who_wants_it_alone(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with place(path) as alone:
        with place(path) as one, place(path) as other:
            assert take(one, SHARED)
            assert take(other, SHARED)
            assert not take(alone)
        assert take(alone)
        with place(path) as late:
            assert not take(late, SHARED)
