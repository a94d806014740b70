"""What is worked out of the word lists, kept beside them as Python keeps its bytecode.

It takes a second and is the same every time. A file is good while nothing has changed that it
is made of; where it is missing or old it is made anew, and where it cannot be written nothing
is lost but that second.
"""

import hashlib
import os
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier import wordlists

CODE = Path(__file__).parent
FOLDER = wordlists.FOLDER / "__pycache__"

Arrays = dict[str, NDArray[Any]]


def kept(name: str, make: Callable[[], Arrays]) -> Arrays:
    """The arrays that `make` gives, read from disk where they are kept."""
    path = FOLDER / f"{name}.{_made_of()}.npz"
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return dict(arrays)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        arrays = make()
        _keep(path, name, arrays)
        return arrays


@cache
def _made_of() -> str:
    """A digest of the lists, of the code here, and of what Unicode says of characters."""
    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    for path in sorted([*wordlists.FOLDER.glob("*.tsv"), *CODE.glob("*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _keep(path: Path, name: str, arrays: Arrays) -> None:
    """Whole or not at all, whoever else does the same; older ones go."""
    try:
        FOLDER.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=FOLDER, delete=False) as file:
            np.savez(file, allow_pickle=False, **arrays)
        os.chmod(file.name, 0o644)
        os.replace(file.name, path)
        for older in set(FOLDER.glob(f"{name}.*.npz")) - {path}:
            older.unlink(missing_ok=True)
    except OSError:
        pass
