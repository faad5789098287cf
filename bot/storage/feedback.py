"""What people thought of a reply: thumbs and remarks, in a table of their own beside the conversations."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa

from bot.storage.database import open_engine

_METADATA = sa.MetaData()
FEEDBACK = sa.Table(
    "feedback",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("conversation", sa.String(64), nullable=False),
    sa.Column("reply_id", sa.String(64), nullable=False),
    sa.Column("rating", sa.String(8), nullable=False),
    sa.Column("remark", sa.Text, nullable=False),
    sa.Column("school", sa.String(40), nullable=False),
    # what was rated: [{"id": …, "version": …}], empty for a reply without an answer
    sa.Column("answers", sa.JSON, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.UniqueConstraint("conversation", "reply_id", name="uq_feedback_conversation_reply"),
)


@dataclass(frozen=True)
class Feedback:
    """One rating of one reply; ``rating`` is ``up`` or ``down``, ``answers`` are pairs of answer id and version."""

    conversation: str
    reply_id: str
    rating: str
    school: str
    answers: Sequence[tuple[str, str]] = ()
    remark: str = ""
    created_at: datetime = field(default_factory=lambda: datetime.now(timezone.utc))


class FeedbackStore:
    """Keeps feedback in the database at ``url``; all work is done in one thread, outside the event loop."""

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        _METADATA.create_all(self._engine)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="feedback")

    async def save(self, feedback: Feedback) -> None:
        """Keep ``feedback``; it takes the place of an earlier one on the same reply."""
        await self._in_worker(self._save, feedback)

    async def erase(self, conversation: str) -> None:
        """Delete all feedback of a conversation."""
        await self._in_worker(self._delete, FEEDBACK.c.conversation == conversation)

    async def erase_before(self, moment: datetime) -> None:
        """Delete the feedback given before ``moment``."""
        await self._in_worker(self._delete, FEEDBACK.c.created_at < moment)

    def close(self) -> None:
        """Finish what is being written and close the connections."""
        self._worker.shutdown()
        self._engine.dispose()

    async def _in_worker(self, function: Any, argument: Any) -> None:
        await asyncio.get_running_loop().run_in_executor(self._worker, function, argument)

    def _save(self, feedback: Feedback) -> None:
        row = {
            "conversation": feedback.conversation,
            "reply_id": feedback.reply_id,
            "rating": feedback.rating,
            "remark": feedback.remark,
            "school": feedback.school,
            "answers": [{"id": identifier, "version": version} for identifier, version in feedback.answers],
            "created_at": feedback.created_at.astimezone(timezone.utc),
        }
        same_reply = sa.and_(FEEDBACK.c.conversation == feedback.conversation, FEEDBACK.c.reply_id == feedback.reply_id)
        with self._engine.begin() as connection:
            connection.execute(sa.delete(FEEDBACK).where(same_reply))
            connection.execute(sa.insert(FEEDBACK).values(row))

    def _delete(self, which: Any) -> None:
        with self._engine.begin() as connection:
            connection.execute(sa.delete(FEEDBACK).where(which))
