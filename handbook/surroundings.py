"""What the program needs of its machine: system libraries, the shipped faces, versions."""

from __future__ import annotations

import ctypes
import ctypes.util
import platform
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = (
    "weasyprint",
    "python-pptx",
    "pydantic",
    "jinja2",
    "matplotlib",
    "pikepdf",
    "markdown-it-py",
    "pyyaml",
)

_LIBRARIES = {
    "Pango": ("libpango-1.0.so.0", "pango-1.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "pangoft2-1.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    "HarfBuzz": ("libharfbuzz.so.0", "harfbuzz", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "HarfBuzz subsetter": (
        "libharfbuzz-subset.so.0",
        "harfbuzz-subset",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset-0.dll",
    ),
    "Fontconfig": ("libfontconfig.so.1", "fontconfig", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
}
"""System libraries of the layout engine, by the names under which systems have them."""

INSTALL = {
    "debian": "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "fedora": "dnf install pango harfbuzz",
    "macos": "brew install pango",
    "windows": "pacman -S mingw-w64-ucrt-x86_64-pango (in the MSYS2 UCRT64 shell), "
    "then set WEASYPRINT_DLL_DIRECTORIES=C:\\msys64\\ucrt64\\bin",
}
"""The line to type for the missing libraries, by system."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    name: str
    found: bool
    detail: str


def system_family() -> str:
    """`debian`, `fedora`, `macos` or `windows`; Debian stands for Linux systems that say nothing of themselves."""
    if sys.platform == "darwin":
        return "macos"
    if sys.platform == "win32":
        return "windows"
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return "debian"
    names = f"{release.get('ID', '')} {release.get('ID_LIKE', '')}".split()
    return "fedora" if {"fedora", "rhel", "centos"} & set(names) else "debian"


def look_around(fonts: Path) -> list[Finding]:
    """What the program needs and whether it is there; `fonts` is the folder of the shipped faces."""
    findings = [Finding("Python", sys.version_info >= (3, 11), platform.python_version())]
    for name, candidates in _LIBRARIES.items():
        loaded = next((candidate for candidate in candidates if _loads(candidate)), None)
        findings.append(Finding(name, loaded is not None, loaded or "not found"))
    for package in _PACKAGES:
        try:
            findings.append(Finding(package, True, version(package)))
        except PackageNotFoundError:
            findings.append(Finding(package, False, "not installed"))
    faces = sorted(fonts.glob("*.ttf"))
    findings.append(Finding("shipped faces", len(faces) > 0, f"{len(faces)} files"))
    return findings


def load_library(name: str) -> ctypes.CDLL | None:
    """A system library of `look_around`, by the name it has there; None where it is missing."""
    for candidate in _LIBRARIES[name]:
        path = _path_of(candidate)
        try:
            if path is not None:
                return ctypes.CDLL(path)
        except OSError:
            continue
    return None


def _path_of(name: str) -> str | None:
    full = "." in name[3:] and ("so" in name or "d" in name[-5:])
    return name if full else ctypes.util.find_library(name)


def _loads(name: str) -> bool:
    path = _path_of(name)
    if path is None:
        return False
    try:
        ctypes.CDLL(path)
    except OSError:
        return False
    return True


def library_versions() -> dict[str, str]:
    """Versions of Python and of the packages that decide how the outputs look."""
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
