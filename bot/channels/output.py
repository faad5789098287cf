"""Output channel for request–answer channels: each bot message stays one message with text, buttons and data."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel


class WholeMessages(CollectingOutputChannel):
    """Collects messages whole: Rasa's collector splits a text at blank lines and sends data as a message apart."""

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Collect one message of the bot."""
        fields = {key: message.get(key) for key in ("text", "image", "buttons", "attachment", "custom")}
        whole = self._message(recipient_id, **{key: value for key, value in fields.items() if value})
        if len(whole) > 1:
            await self._persist_message(whole)
