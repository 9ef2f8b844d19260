"""`budgetdesk attach`: keeps the signed account in the document."""

from argparse import Namespace
from getpass import getuser
from pathlib import Path

from budgetdesk import packages
from budgetdesk.cli.arguments import Parser, add_document
from budgetdesk.cli.clock import now
from budgetdesk.cli.printing import Form, print_json
from budgetdesk.importers.signed_pdf import SignedPdf, read_signed
from budgetdesk.session import Session
from budgetdesk.text import text


def arguments(parser: Parser) -> None:
    """The document, and the signed account."""
    add_document(parser)
    parser.add_argument("signed", type=Path)


def run(typed: Namespace) -> int:
    """Keeps the signed account in the document, and tells what its signatures vouch for."""
    signed = read_signed(typed.signed)
    with Session.open(typed.document, getuser()) as session:
        packages.attach(session, signed, now())
        session.save()
    if typed.json:
        print_json(_form(signed))
    else:
        print(text("cli.attach.done", name=signed.name, sha256=signed.sha256))
        print("\n".join(packages.signatures_in_words(signed.signatures)))
    return int(any(each.is_broken for each in signed.signatures))


def _form(signed: SignedPdf) -> Form:
    return {
        "file": signed.name,
        "sha256": signed.sha256,
        "signatures": [
            {
                "name": each.name,
                "at": each.at,
                "covers_all": each.covers_all,
                "is_last": each.is_last,
                "is_intact": each.is_intact,
                "added": each.proof.added.value if each.proof else None,
                "signer": each.proof.signer if each.proof else None,
                "issuer": each.proof.issuer if each.proof else None,
                "certificate": each.proof.chain.value if each.proof else "unknown",
            }
            for each in signed.signatures
        ],
    }
