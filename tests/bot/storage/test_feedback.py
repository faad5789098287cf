from __future__ import annotations

import asyncio
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa

from bot.storage.feedback import Feedback, FeedbackStore

COSTS = ("faq_costs", "2026-09-01")
EARLY = datetime(2026, 10, 1, 8, 30, tzinfo=timezone.utc)
LATE = datetime(2026, 11, 24, 8, 30, tzinfo=timezone.utc)


def rows(url: str) -> list[dict[str, Any]]:
    """Return what stands in the table, read by another connection than the store's."""
    engine = sa.create_engine(url, future=True)
    with engine.connect() as connection:
        found = [dict(row._mapping) for row in connection.execute(sa.text("SELECT * FROM feedback ORDER BY reply_id"))]
    engine.dispose()
    return found


def test_a_rating_is_kept_with_what_it_is_about(database_url: str) -> None:
    store = FeedbackStore(database_url)
    feedback = Feedback("c" * 32, "r" * 32, "down", "linde", [COSTS], "Te lang… '; DROP TABLE feedback; --", EARLY)
    asyncio.run(store.save(feedback))
    store.close()
    (row,) = rows(database_url)
    assert (row["conversation"], row["reply_id"], row["rating"]) == ("c" * 32, "r" * 32, "down")
    assert (row["school"], row["remark"]) == ("linde", "Te lang… '; DROP TABLE feedback; --")
    assert "faq_costs" in str(row["answers"])
    assert "2026-10-01" in str(row["created_at"])


def test_a_second_rating_of_a_reply_takes_the_place_of_the_first(database_url: str) -> None:
    async def rate() -> None:
        await store.save(Feedback("c", "reply 1", "down", "linde", [COSTS], "Fout", EARLY))
        await store.save(Feedback("c", "reply 2", "down", "linde", [COSTS], created_at=EARLY))
        await store.save(Feedback("other", "reply 1", "down", "linde", [COSTS], created_at=EARLY))
        await store.save(Feedback("c", "reply 1", "up", "linde", [COSTS], created_at=LATE))

    store = FeedbackStore(database_url)
    asyncio.run(rate())
    store.close()
    kept = {(row["conversation"], row["reply_id"]): row for row in rows(database_url)}
    assert {key: row["rating"] for key, row in kept.items()} == {
        ("c", "reply 1"): "up",
        ("c", "reply 2"): "down",
        ("other", "reply 1"): "down",
    }
    assert kept["c", "reply 1"]["remark"] == ""
    assert "2026-11-24" in str(kept["c", "reply 1"]["created_at"])


def test_ratings_at_the_same_moment_leave_one(database_url: str) -> None:
    async def rate() -> None:
        ratings = [Feedback("c", "reply", rating, "linde") for rating in ("up", "down") * 10]
        await asyncio.gather(*(store.save(rating) for rating in ratings))

    store = FeedbackStore(database_url)
    asyncio.run(rate())
    store.close()
    assert len(rows(database_url)) == 1


def test_erasing_a_conversation_leaves_the_others(database_url: str) -> None:
    async def scenario() -> None:
        for conversation in ("a", "b"):
            await store.save(Feedback(conversation, "1", "up", "linde"))
            await store.save(Feedback(conversation, "2", "up", "linde"))
        await store.erase("a")

    store = FeedbackStore(database_url)
    asyncio.run(scenario())
    store.close()
    assert [row["conversation"] for row in rows(database_url)] == ["b", "b"]


def test_old_feedback_can_be_erased(database_url: str) -> None:
    async def scenario() -> None:
        await store.save(Feedback("a", "1", "up", "linde", created_at=EARLY))
        await store.save(Feedback("a", "2", "up", "linde", created_at=LATE))
        await store.erase_before(LATE)

    store = FeedbackStore(database_url)
    asyncio.run(scenario())
    store.close()
    assert [row["reply_id"] for row in rows(database_url)] == ["2"]


def test_feedback_survives_a_restart(database_url: str) -> None:
    for reply in ("1", "2"):
        store = FeedbackStore(database_url)
        asyncio.run(store.save(Feedback("a", reply, "up", "linde")))
        store.close()
    assert len(rows(database_url)) == 2
