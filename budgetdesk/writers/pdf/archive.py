"""Makes a drawn document one that can be kept and read by all: PDF/A-3a (ISO 19005-3).

It gets its structure, its metadata as XMP, the colour space its colours are meant in (sRGB; the
profile is made from the standard's own figures and free to use), and the files it was made from.
Nothing in it tells of the machine or the moment: the same document gives the same bytes.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Final, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from pikepdf.models.metadata import encode_pdf_date

from budgetdesk import paths
from budgetdesk.writers.pdf.increment import Finished, with_objects
from budgetdesk.writers.pdf.structure import Structure
from budgetdesk.writers.pdf.tree import link_keys, written

LANGUAGE: Final = "da-DK"
_PRINTED: Final = 4
"""The flag of an annotation that is printed with its page, as each must be."""


class Attachment(NamedTuple):
    """A file within the document: `relationship` is how it stands to it (ISO 19005-3, annex E)."""

    name: str
    content: bytes
    mime: str
    relationship: str
    description: str


class Running(NamedTuple):
    """What stands on every page, and what the file says of itself to programs that ask."""

    title: str
    author: str
    subject: str
    keywords: str
    product: str
    made_at: datetime
    head: str
    journal: str
    foot: str


def archived(
    drawn: bytes, structure: Structure, facts: Running, attachments: Sequence[Attachment]
) -> bytes:
    """The drawn document with all that keeps it."""
    with pikepdf.open(BytesIO(drawn)) as pdf:
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.Root.Lang = LANGUAGE
        pdf.Root.OutputIntents = Array([_intent(pdf)])
        _key_pages(pdf)
        _describe(pdf, facts)
        _attach(pdf, attachments, facts.made_at)
        file = BytesIO()
        pdf.save(
            file,
            force_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return _with_structure(file.getvalue(), structure)


def _with_structure(content: bytes, structure: Structure) -> bytes:
    """The document with the tree whose root has only kept its place in it."""
    with pikepdf.open(BytesIO(content)) as pdf:
        root = pdf.Root.StructTreeRoot.objgen[0]
        pages = [page.obj.objgen[0] for page in pdf.pages]
        links = [[each.objgen[0] for each in found] for found in _links(pdf)]
        trailer = pdf.trailer
        first, second = (bytes(each) for each in trailer.ID)
        file = Finished(
            content,
            int(trailer.Size),
            trailer.Root.objgen[0],
            trailer.Info.objgen[0],
            (first, second),
        )
    top, nodes = written(structure, root, file.size, pages, links)
    return with_objects(file, (root, top), nodes)


def _links(pdf: Pdf) -> Sequence[Sequence[pikepdf.Object]]:
    """The links of each page."""
    found = (page.get(Name.Annots) for page in pdf.pages)
    return [list(links) if isinstance(links, Array) else [] for links in found]


def _key_pages(pdf: Pdf) -> None:
    """What each page and each of its links is in the ParentTree."""
    links = _links(pdf)
    for link, key in link_keys(links).items():
        annotation = links[link.page][link.number]
        annotation.StructParent, annotation.F = key, _PRINTED
    for number, page in enumerate(pdf.pages):
        page.StructParents = number
        page.Tabs = Name.S
        del page[Name.Trans]


def _intent(pdf: Pdf) -> pikepdf.Object:
    profile = pdf.make_stream((paths.resources() / "srgb.icc").read_bytes(), N=3)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFA1,
            OutputConditionIdentifier="sRGB",
            Info="sRGB",
            DestOutputProfile=profile,
        )
    )


def _describe(pdf: Pdf, facts: Running) -> None:
    """The same facts in both places where programs look: XMP, and the older Info."""
    info = pdf.docinfo
    info.CreationDate = info.ModDate = encode_pdf_date(facts.made_at)
    told = dict(_told(facts))
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for key, value in told.items():
            if value:
                metadata[key] = value


def _told(facts: Running) -> Iterator[tuple[str, str | list[str]]]:
    made_at = facts.made_at.isoformat(timespec="seconds")
    yield "pdfaid:part", "3"
    yield "pdfaid:conformance", "A"
    yield "dc:title", facts.title
    yield "dc:creator", [facts.author] if facts.author else []
    yield "dc:description", facts.subject
    yield "dc:language", [LANGUAGE]
    yield "pdf:Keywords", facts.keywords
    yield "pdf:Producer", facts.product
    yield "xmp:CreatorTool", facts.product
    yield "xmp:CreateDate", made_at
    yield "xmp:ModifyDate", made_at


def _attach(pdf: Pdf, attachments: Sequence[Attachment], at: datetime) -> None:
    for each in attachments:
        file = pikepdf.AttachedFileSpec(
            pdf,
            each.content,
            filename=each.name,
            description=each.description,
            mime_type=each.mime,
            creation_date=encode_pdf_date(at),
            mod_date=encode_pdf_date(at),
            relationship=Name("/" + each.relationship),
        )
        pdf.attachments[each.name] = file
    files = [pdf.attachments[each.name].obj for each in attachments]
    if files:
        pdf.Root.AF = Array(files)
