"""Deletes what is older than the installation keeps: conversations that fell silent, and feedback."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import datetime, timezone

from bot.storage.feedback import FeedbackStore
from bot.storage.tracker_store import ConversationStore

logger = logging.getLogger(__name__)

SECONDS_A_DAY = 86_400
SECONDS_BETWEEN = SECONDS_A_DAY / 4


async def erase_old(conversations: ConversationStore, feedback: FeedbackStore, days: int, now: float) -> None:
    """Delete conversations and feedback of more than ``days`` before ``now`` (seconds since 1970)."""
    moment = now - days * SECONDS_A_DAY
    await conversations.erase_silent_since(moment)
    await feedback.erase_before(datetime.fromtimestamp(moment, timezone.utc))


async def erase_regularly(conversations: ConversationStore, feedback: FeedbackStore, days: int) -> None:
    """Delete what is too old now, and again a few times a day for as long as the server runs."""
    while True:
        try:
            await erase_old(conversations, feedback, days, time.time())
        except Exception:
            logger.exception("Old conversations could not be deleted; this is tried again in a few hours.")
        await asyncio.sleep(SECONDS_BETWEEN)
