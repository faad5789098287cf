from __future__ import annotations

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from bot.dialogue import fallback

ACTION = RemoteAction("action_personal_answer", fallback.ActionEndpoint("http://localhost/webhook"))


def test_what_the_action_server_says_is_checked() -> None:
    said = {"events": [{"event": "slot", "name": "topic", "value": "contract", "timestamp": None}], "responses": []}
    assert ACTION._validate_action_result(said)


@pytest.mark.parametrize("said", [{"events": "none"}, {"responses": [1]}, {"events": [{"event": "slot"}]}, []])
def test_an_answer_in_another_form_is_refused(said: object) -> None:
    with pytest.raises(ValidationError):
        ACTION._validate_action_result(said)
