"""The model on disk: `model.npz` holds numbers, `model.json` says what they mean.

No pickle anywhere, so that a model file can never run code. The manifest carries the
SHA-256 of the arrays: a damaged or exchanged file is refused.
"""

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.types import ModelError

FORMAT = "tamis-model-2"
SHIPPED = Path(__file__).parent / "model"

Arrays = dict[str, NDArray[Any]]


def save(folder: Path, arrays: Arrays, manifest: dict[str, Any]) -> None:
    """Write both files; the same numbers give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    packed = _pack(arrays)
    named = {"format": FORMAT, "sha256": hashlib.sha256(packed).hexdigest(), **manifest}
    (folder / "model.npz").write_bytes(packed)
    text = json.dumps(named, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / "model.json").write_text(text + "\n", encoding="utf-8")


def load(folder: Path) -> tuple[Arrays, dict[str, Any]]:
    """Read both files.

    Raises:
        ModelError: one is missing, damaged, or no model of this version of tamis.
    """
    manifest = _manifest(folder / "model.json")
    packed = _read(folder / "model.npz")
    if hashlib.sha256(packed).hexdigest() != manifest.get("sha256"):
        raise ModelError(f"The model in {folder} is damaged: model.npz does not fit model.json.")
    try:
        with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
            return dict(arrays), manifest
    except (ValueError, OSError, zipfile.BadZipFile) as error:
        raise ModelError(f"The model in {folder} is damaged: {error}.") from error


def _manifest(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(_read(path))
    except ValueError as error:
        raise ModelError(f"{path} is no model manifest: it is not JSON.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ModelError(f"{path} is no manifest of a {FORMAT}; train a model with `make train`.")
    return manifest


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"The model file {path} cannot be read: {error.strerror}.") from error


def _pack(arrays: Arrays) -> bytes:
    """An .npz whose bytes depend on the numbers alone (numpy's own carries the time)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            entry = io.BytesIO()
            np.lib.format.write_array(entry, arrays[name], allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, entry.getvalue())
    return packed.getvalue()
