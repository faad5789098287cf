from __future__ import annotations

import copy

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.slots import AnySlot

from bot.dialogue import savings
from bot.dialogue.action_endpoint import ActionEndpoint

ACTION = RemoteAction("action_personal_answer", ActionEndpoint("http://localhost/webhook"))


@pytest.fixture(autouse=True)
def applied() -> None:
    savings.apply()


def test_what_the_action_server_says_is_checked() -> None:
    said = {"events": [{"event": "slot", "name": "topic", "value": "contract", "timestamp": None}], "responses": []}
    assert ACTION._validate_action_result(said)


@pytest.mark.parametrize("said", [{"events": "none"}, {"responses": [1]}, {"events": [{"event": "slot"}]}, []])
def test_an_answer_in_another_form_is_refused(said: object) -> None:
    with pytest.raises(ValidationError):
        ACTION._validate_action_result(said)


def test_the_copy_of_a_slot_is_a_slot_of_its_own() -> None:
    slot = AnySlot("hours", mappings=[{"type": "custom"}], influence_conversation=False)
    slot.value = 24
    other = copy.copy(slot)
    assert type(other) is AnySlot
    assert other == slot
    assert other.has_been_set
    other.value = 12
    assert slot.value == 24
