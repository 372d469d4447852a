"""A book for the press: PDF/X-4 (ISO 15930-7) with inks, trim, bleed and marks, made from the laid-out file."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from handbook.pdf.marks import add_marks
from handbook.pdf.paperwork import pdf_date, saved
from handbook.pdf.profile import Press

_FILL, _STROKE = {"rg": "k", "g": "k"}, {"RG": "K", "G": "K"}
_PDFX = "http://www.npes.org/pdfx/ns/id/"
_VERSION = "PDF/X-4"


def for_press(data: bytes, press: Press, title: str, created: datetime, bleed: float) -> bytes:
    """The laid-out book `data` as PDF/X-4 for `press`; `bleed` is in points.

    Colours of text and drawings become inks. Pictures stay as they are and are read as sRGB, which the press's own
    workflow converts: PDF/X-4 allows that, and it keeps their tones until the last moment.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        inks = _inks_by_colour(press)
        for stream in _contents(pdf):
            stream.write(_in_inks(stream, inks))
        rgb = _srgb(pdf)
        for resources in _resources(pdf):
            spaces = resources.get("/ColorSpace")
            if spaces is None:
                spaces = resources.ColorSpace = Dictionary()
            spaces["/DefaultRGB"] = rgb
        for page in pdf.pages:
            for key in ("/Annots", "/StructParents", "/Tabs"):
                if key in page:
                    del page[key]
            add_marks(pdf, page, bleed)
        for key in ("/StructTreeRoot", "/MarkInfo", "/OpenAction", "/AcroForm"):
            if key in pdf.Root:
                del pdf.Root[key]
        pdf.Root.OutputIntents = Array([_intent(pdf, press)])
        _describe(pdf, title, created)
        return saved(pdf, force_version="1.6")


def _inks_by_colour(press: Press) -> Callable[[tuple[float, ...]], tuple[float, ...]]:
    known: dict[tuple[float, ...], tuple[float, ...]] = {}

    def inks(colour: tuple[float, ...]) -> tuple[float, ...]:
        if colour not in known:
            red, green, blue = colour if len(colour) == 3 else colour * 3
            known[colour] = press.inks(red, green, blue)
        return known[colour]

    return inks


def _contents(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every stream that holds drawing instructions: of pages, forms and patterns; each page's as one."""
    for page in pdf.pages:
        page.contents_coalesce()
        yield page.Contents
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and (
            thing.get("/Subtype") == "/Form" or thing.get("/PatternType") == 1
        ):
            yield thing


def _resources(pdf: pikepdf.Pdf) -> Iterator[Any]:
    seen = set()
    holders: list[Any] = [page.obj for page in pdf.pages]
    holders += [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
    for holder in holders:
        resources = holder.get("/Resources")
        if resources is None:
            continue
        key = resources.objgen if resources.is_indirect else id(holder)
        if key not in seen:
            seen.add(key)
            yield resources


def _in_inks(stream: pikepdf.Stream, inks: Callable[[tuple[float, ...]], tuple[float, ...]]) -> bytes:
    """The instructions of `stream` with every colour of a screen or grey as inks."""
    instructions: list[Any] = []
    for instruction in pikepdf.parse_content_stream(stream):
        name = str(instruction.operator)
        target = _FILL.get(name) or _STROKE.get(name)
        if target:
            colour = tuple(float(part) for part in instruction.operands)
            instructions.append(pikepdf.ContentStreamInstruction(list(inks(colour)), Operator(target)))
        else:
            instructions.append(instruction)
    return pikepdf.unparse_content_stream(instructions)


def _srgb(pdf: pikepdf.Pdf) -> Any:
    """The colour space of pictures, as the file carries it."""
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    stream = pdf.make_stream(_without_dates(profile), N=3, Alternate=Name.DeviceRGB)
    return Array([Name.ICCBased, stream])


def _without_dates(profile: bytes) -> bytes:
    """A profile without the time of its making (ICC.1:2022, 7.2.8), so that the same book is the same bytes."""
    return (
        profile[:24] + bytes.fromhex("07d000010001000000000000") + profile[36:84] + bytes(16) + profile[100:]
    )


def _intent(pdf: pikepdf.Pdf, press: Press) -> Any:
    """The output intent: the condition that the file was made for."""
    return pdf.make_indirect(
        Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFX,
            OutputConditionIdentifier=press.name,
            Info=press.name,
            DestOutputProfile=pdf.make_stream(press.data, N=4, Alternate=Name.DeviceCMYK),
        )
    )


def _describe(pdf: pikepdf.Pdf, title: str, created: datetime) -> None:
    """Write the metadata that ISO 15930-7 asks for, the same in both places where a file keeps them."""
    stamp = pdf_date(created)
    pdf.docinfo["/Title"] = title
    pdf.docinfo["/CreationDate"] = stamp
    pdf.docinfo["/ModDate"] = stamp
    pdf.docinfo["/Trapped"] = Name("/False")
    moment = created.isoformat()
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        meta.register_xml_namespace(_PDFX, "pdfxid")
        meta[f"{{{_PDFX}}}GTS_PDFXVersion"] = _VERSION
        meta["dc:title"] = title
        meta["pdf:Trapped"] = "False"
        meta["xmp:CreateDate"] = meta["xmp:ModifyDate"] = meta["xmp:MetadataDate"] = moment
        meta["xmpMM:DocumentID"] = f"urn:handbook:{title}:{moment}"
        meta["xmpMM:VersionID"] = "1"
        meta["xmpMM:RenditionClass"] = "default"
