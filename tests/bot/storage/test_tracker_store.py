from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Restarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.storage.feedback import Feedback, FeedbackStore
from bot.storage.retention import SECONDS_A_DAY, erase_old
from bot.storage.tracker_store import KEPT_TURNS, ConversationStore, conversations, erase

NOW = 1_795_500_000.0


def events_by_sender(url: str) -> dict[str, int]:
    engine = sa.create_engine(url, future=True)
    with engine.connect() as connection:
        found = connection.execute(sa.text("SELECT sender_id, count(*) FROM events GROUP BY sender_id")).all()
    engine.dispose()
    return {str(sender): int(count) for sender, count in found}


def opened(url: str) -> ConversationStore:
    return ConversationStore(Domain.empty(), host=url)


async def say(store: ConversationStore, sender: str, text: str, moment: float = NOW) -> None:
    """Store one turn of a conversation, as the message processor does."""
    tracker = await store.retrieve(sender) or DialogueStateTracker.from_events(sender, [])
    tracker.update(UserUttered(text, timestamp=moment))
    tracker.update(ActionExecuted("action_listen", timestamp=moment))
    await store.save(tracker)


def texts(tracker: DialogueStateTracker | None) -> list[str]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)] if tracker is not None else []


def test_an_erased_conversation_is_gone_from_memory_and_database(database_url: str) -> None:
    async def scenario() -> None:
        await say(store, "a", "ik woon in Gent")
        await say(store, "b", "dag")
        await store.erase("a")
        assert await store.retrieve("a") is None
        assert texts(await store.retrieve("b")) == ["dag"]

    store = opened(database_url)
    asyncio.run(scenario())
    assert set(events_by_sender(database_url)) == {"b"}


def test_a_conversation_begun_anew_after_erasing_is_stored_whole(database_url: str) -> None:
    async def scenario() -> None:
        await say(store, "a", "oud")
        await store.erase("a")
        await say(store, "a", "nieuw")
        store.forget("a")
        assert texts(await store.retrieve("a")) == ["nieuw"]

    store = opened(database_url)
    asyncio.run(scenario())


def test_what_was_told_long_ago_can_still_be_read_from_the_events_in_memory(database_url: str) -> None:
    async def scenario() -> None:
        await say(store, "a", "24 uur")
        tracker = await store.retrieve("a")
        assert tracker is not None
        for value in (16, 24):
            tracker.update(SlotSet("hours", value, timestamp=NOW))
        tracker.update(SlotSet("days", None, timestamp=NOW))
        await store.save(tracker)
        for _ in range(3 * KEPT_TURNS):
            await say(store, "a", "en dan?")
        for again in ("in memory", "from the database"):
            tracker = await store.retrieve("a")
            assert tracker is not None
            slots = [(event.key, event.value) for event in tracker.events if isinstance(event, SlotSet)]
            assert slots == [("hours", 24)], again
            assert len(texts(tracker)) == KEPT_TURNS, again
            await store.save(tracker)
            store.forget("a")

    store = opened(database_url)
    asyncio.run(scenario())


def test_starting_again_forgets_what_was_told_before(database_url: str) -> None:
    async def scenario() -> None:
        await say(store, "a", "24 uur")
        tracker = await store.retrieve("a")
        assert tracker is not None
        tracker.update(SlotSet("hours", 24, timestamp=NOW))
        tracker.update(Restarted(timestamp=NOW))
        await store.save(tracker)
        for _ in range(3 * KEPT_TURNS):
            await say(store, "a", "en dan?")
        tracker = await store.retrieve("a")
        assert tracker is not None
        assert not [event for event in tracker.events if isinstance(event, SlotSet)]

    store = opened(database_url)
    asyncio.run(scenario())


def test_what_is_erased_does_not_stay_in_the_file(tmp_path: Path) -> None:
    async def scenario() -> None:
        await say(store, "a", "ik heet Zonnebloem")
        await store.erase("a")

    path = tmp_path / "test.sqlite"
    store = opened(f"sqlite:///{path}")
    asyncio.run(scenario())
    with store.engine.connect() as connection:
        connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
    assert b"Zonnebloem" not in path.read_bytes()


def test_erasing_reaches_through_the_wrapper_that_rasa_puts_around_the_store(tmp_path: Path) -> None:
    async def scenario() -> None:
        await say(store, "a", "dag")
        # what Rasa keeps when the database failed for a moment
        await wrapped.fallback_tracker_store.save(DialogueStateTracker.from_events("a", [UserUttered("dag")]))
        await erase(wrapped, "a")
        assert await wrapped.retrieve("a") is None
        assert await wrapped.fallback_tracker_store.retrieve("a") is None

    store = opened(f"sqlite:///{tmp_path / 'test.sqlite'}")
    wrapped = FailSafeTrackerStore(store)
    assert conversations(wrapped) is store
    asyncio.run(scenario())


def test_another_store_cannot_be_erased_and_says_so() -> None:
    with pytest.raises(TypeError, match="InMemoryTrackerStore"):
        conversations(InMemoryTrackerStore(Domain.empty()))


def test_conversations_that_fell_silent_are_deleted_after_the_days_they_are_kept(database_url: str) -> None:
    async def scenario() -> None:
        await say(store, "silent", "lang geleden", NOW - 31 * SECONDS_A_DAY)
        await say(store, "going on", "lang geleden", NOW - 31 * SECONDS_A_DAY)
        await say(store, "going on", "pas nog", NOW - 29 * SECONDS_A_DAY)
        await feedback.save(Feedback("silent", "1", "up", "linde"))
        await erase_old(store, feedback, 30, NOW)
        assert await store.retrieve("silent") is None
        assert texts(await store.retrieve("going on")) == ["lang geleden", "pas nog"]

    store, feedback = opened(database_url), FeedbackStore(database_url)
    asyncio.run(scenario())
    feedback.close()
    assert set(events_by_sender(database_url)) == {"going on"}
