"""`pytest --nbval` leaves out what no two machines share, wherever it is called from."""

from pathlib import Path


def pytest_configure(config):
    if getattr(config.option, "nbval", False) and not config.option.nbval_sanitize_with:
        sanitize = Path(__file__).parent / "tests" / "nbval_sanitize.cfg"
        config.option.nbval_sanitize_with = str(sanitize)
