from __future__ import annotations

import pytest

from bot.answers.model import Audience
from bot.nlu.audience import audience_of


@pytest.mark.parametrize(
    "text",
    [
        "mijn zoon werkt 24 uur in een garage",
        "ons oudste dochter wil duaal doen",
        "wij als ouders vragen ons af",
        "mijn dochter zegt dat mijn mentor streng is",
        "ik ben de mama van een jongen van 16",
        "kben de papa",
        "ik werk zelf in een bakkerij, mijn dochter wil in een garage leren",
    ],
)
def test_a_parent_speaks_of_a_child(text: str) -> None:
    assert audience_of(text) is Audience.PARENT


@pytest.mark.parametrize(
    "text",
    [
        "ik ben zelf leerling",
        "yo ik ben 16 en wil duaal doen",
        "ik ben nog maar 15",
        "ik ben van 2009",
        "ik zit in het zesde",
        "krijgen mijn ouders nog kindergeld",
        "mijn papa heeft een bakkerij",
        "kheb ruzie met mijn baas",
        "ze pesten mij",
        "ze betalen mij ni",
        "ben 18",
        "ze roepen vanalles tegen mij",
        "mn baas betaalt niet",
        "ze betalen mij al 2 maanden niet",
        "ze hebben mij buiten gegooid",
        "ben ontslagen",
        "kwil nen andere baas",
        "moet ik ook werken in de vakantie",
        "ben leerling, 17 jaar, 5de jaar",
    ],
)
def test_a_student_speaks_of_himself(text: str) -> None:
    assert audience_of(text) is Audience.STUDENT


@pytest.mark.parametrize(
    "text",
    [
        "wat kost duaal leren?",
        "ik ben 43 en heb een vraag",
        "is hij verzekerd",
        "ik ben benieuwd",
        "24 uur",
        "wie betaalt mij de bus terug",
    ],
)
def test_most_messages_do_not_tell(text: str) -> None:
    assert audience_of(text) is None
