"""What every test may use: the corpus where there is one, and how hard hypothesis tries."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

NO_CORPUS = "LEGITBOT_CORPUS names no folder of mails"  # .ci/run lets this skip, and nothing else

THOROUGH = bool(os.environ.get("CI"))  # .ci/run takes the time; "make test" takes a sample of the longest tests

# Times differ from machine to machine, so no deadline. "make test" gives everybody the same examples; to look
# for new ones: HYPOTHESIS_PROFILE=wide make test
_QUIET = (HealthCheck.too_slow, HealthCheck.data_too_large)
settings.register_profile("dev", deadline=None, derandomize=True, max_examples=60, suppress_health_check=_QUIET)
settings.register_profile("ci", parent=settings.get_profile("dev"), max_examples=100, print_blob=True)
settings.register_profile(
    "wide", parent=settings.get_profile("dev"), derandomize=False, max_examples=2000, print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The development corpus (dev/, authored/, forwards/, modern/); skips where there is none."""
    named = os.environ.get("LEGITBOT_CORPUS", "")
    if not named or not Path(named).is_dir():
        pytest.skip(NO_CORPUS)
    return Path(named)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A plain "make test" leaves out what is long; whoever names a file or a word gets all of it."""
    named = config.getoption("keyword") or [str(one) for one in config.args] != config.getini("testpaths")
    if THOROUGH or named:
        return
    long = [item for item in items if _is_long(item)]
    config.hook.pytest_deselected(items=long)
    left_out = {*long}
    items[:] = [item for item in items if item not in left_out]


def _is_long(item: pytest.Item) -> bool:
    """What is marked thorough; and what runs on SQLite, too, on PostgreSQL.

    Never mark a test that has a snapshot: left out, its snapshot counts as unused, and the whole run as failed.
    """
    given = item.callspec.params.values() if isinstance(item, pytest.Function) and hasattr(item, "callspec") else ()
    return item.get_closest_marker("thorough") is not None or "postgresql" in given


def pytest_unconfigure() -> None:
    """Stop the PostgreSQL that tests of this process may have started."""
    from tests.postgres import remove_postgres

    remove_postgres()
