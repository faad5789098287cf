from __future__ import annotations

from bot.answers.store import Library, read_library
from bot.channels.widget_config import widget_config
from bot.content.schools import read_schools
from tests.conftest import ROOT


def library() -> Library:
    return read_library([ROOT / "data" / "answers"], ROOT / "data" / "replies")


def test_each_school_we_deliver_gets_complete_texts() -> None:
    content = library()
    schools = read_schools([ROOT / "data" / "website"], content.answers)
    assert set(schools) == {"default", "linde"}
    for identifier, school in schools.items():
        config = widget_config(identifier, school, content, 30)
        assert config["school"] == {"id": identifier, "name": school.name}
        assert school.name in config["greeting"]
        assert "{" not in config["greeting"] + config["privacy"] + config["title"]
        assert str(school.keep_hours) in config["privacy"]
        assert "30 dagen" in config["privacy"]
        assert len(config["starters"]) == 4
        for starter in config["starters"]:
            assert content.answers[starter["payload"].removeprefix("/")].question == starter["title"]


def test_a_first_question_whose_answer_is_gone_is_left_out() -> None:
    content = library()
    school = read_schools([ROOT / "data" / "website"], content.answers)["default"]
    assert school.starters is not None
    rest = {name: answer for name, answer in content.answers.items() if name != school.starters[0]}
    config = widget_config("default", school, Library(rest, content.replies, content.languages), 30)
    assert len(config["starters"]) == 3
