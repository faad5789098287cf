from __future__ import annotations

from pathlib import Path

import pytest

ANSWER = """\
id: {id}
button: {button}
question: {question}
versions:
  - valid_from: 2025-09-01
    valid_until: 2026-08-31
    certainty: certain
    text: {{parent: Vroeger voor je kind., student: Vroeger voor jou.}}
    simple: {{parent: Kort je kind., student: Kort jij.}}
    sources: [{{name: Oude bron}}]
    checked_on: 2025-09-10
    followups: [{followups}]
  - valid_from: 2026-09-01
    valid_until: 2027-08-31
    certainty: likely
    text:
      parent: "Nu voor je kind in {{school_year}}, vraag het de school."
      student: "Nu voor jou, vraag het de school."
    simple: {{parent: Nu kort je kind., student: Nu kort jij.}}
    channels:
      whatsapp: {{parent: "Kort bericht, ouder.", student: "Kort bericht, leerling."}}
    sources:
      - {{name: Nieuwe bron, url: "https://example.org/bron"}}
      - {{name: Tweede bron}}
    checked_on: 2026-11-24
    followups: [{followups}]
"""

REPLY = "id: {id}\ntext: {{parent: '{text}', student: '{text}'}}\n"
REPLIES = {
    "source_line": "Bron: {sources}. Nagekeken in {month}.",
    "source_line_expired": "Bron: {sources}. Nagekeken in {month}. Verlopen.",
    "choice": "Bedoel je een van deze?",
    "out_of_scope": "Dat weet ik niet.",
    "provenance_likely": "Waarschijnlijk juist.",
    "nothing_said": "Nog niets gezegd.",
    "greet": "Dag!",
}
IDS = {"faq_one": "faq_two, faq_three", "faq_two": "faq_one, faq_three", "faq_three": "faq_one, faq_two"}


def answer_text(identifier: str, followups: str | None = None) -> str:
    return ANSWER.format(
        id=identifier,
        button=identifier[:20],
        question=f"Vraag over {identifier}?",
        followups=followups or IDS.get(identifier, "faq_one, faq_two"),
    )


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A small content tree: three answers, a few replies."""
    answers, replies = tmp_path / "answers", tmp_path / "replies"
    answers.mkdir()
    replies.mkdir()
    for identifier in IDS:
        (answers / f"{identifier}.yml").write_text(answer_text(identifier), encoding="utf-8")
    for identifier, text in REPLIES.items():
        (replies / f"{identifier}.yml").write_text(REPLY.format(id=identifier, text=text), encoding="utf-8")
    (replies / "foreign_language.yml").write_text(
        "id: foreign_language\ntexts: {fr: 'Je parle néerlandais.'}\nother: 'I speak Dutch.'\n", encoding="utf-8"
    )
    return tmp_path
