"""The web server: Rasa's agent behind our channels and the chat page, in one Sanic process."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from rasa.core.channels.channel import InputChannel, register
from rasa.core.utils import AvailableEndpoints
from rasa.shared.utils.common import class_from_module_path
from rasa.shared.utils.io import read_yaml_file
from sanic import Sanic

from bot.action_server import HOST, ActionServer
from bot.channels.agenda import agenda_routes
from bot.channels.page import page_routes
from bot.channels.widget_script import script_routes
from bot.dialogue.action_endpoint import ActionEndpoint
from bot.dialogue.processor import ConversationAgent
from bot.settings import Settings
from bot.storage import retention
from bot.storage.feedback import FeedbackStore
from bot.storage.tracker_store import conversations

logger = logging.getLogger(__name__)

REQUEST_LIMIT = 100_000
RESPONSE_TIMEOUT = 60


def load_agent(settings: Settings, model: Path) -> ConversationAgent:
    """Return the agent for ``model`` with the stores and texts that ``endpoints.yml`` names."""
    endpoints = AvailableEndpoints.read_endpoints(str(settings.root / "endpoints.yml"))
    from rasa.core.lock_store import LockStore
    from rasa.core.tracker_store import TrackerStore

    agent = ConversationAgent(
        generator=endpoints.nlg,
        tracker_store=TrackerStore.create(endpoints.tracker_store),
        lock_store=LockStore.create(endpoints.lock_store),
        action_endpoint=ActionEndpoint(f"http://{HOST}:{settings.action_port}/webhook", enable_selective_domain=True),
    )
    agent.load_model(str(model))
    return agent


def load_channels(settings: Settings) -> list[InputChannel]:
    """Return the channels that ``credentials.yml`` names."""
    entries = read_yaml_file(str(settings.root / "credentials.yml"))
    return [class_from_module_path(name).from_credentials(values) for name, values in entries.items()]


def build_app(settings: Settings, model: Path, ready: Callable[[], None]) -> Sanic:
    """Return the web application; ``ready`` is called once it accepts messages."""
    app = Sanic("duaalwijzer", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = REQUEST_LIMIT
    app.config.RESPONSE_TIMEOUT = RESPONSE_TIMEOUT
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.config.PROXIES_COUNT = settings.proxies
    actions = ActionServer(settings)

    async def load(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
        starting = asyncio.create_task(actions.start())
        # the child starts while the model loads
        await asyncio.sleep(0)
        app.ctx.agent = load_agent(settings, model)
        app.ctx.feedback = FeedbackStore(settings.database_url)
        store = conversations(app.ctx.agent.tracker_store)
        app.ctx.erasing = asyncio.create_task(retention.erase_regularly(store, app.ctx.feedback, settings.keep_days))
        await starting

    async def announce(_: Sanic, __: asyncio.AbstractEventLoop) -> None:
        ready()

    async def close(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
        app.ctx.erasing.cancel()
        app.ctx.feedback.close()
        await app.ctx.agent.action_endpoint.close()
        await actions.stop()

    app.register_listener(load, "before_server_start")
    app.register_listener(announce, "after_server_start")
    app.register_listener(close, "after_server_stop")
    register(load_channels(settings), app, route="/webhooks/")
    app.blueprint(page_routes())
    app.blueprint(script_routes(settings))
    app.blueprint(agenda_routes(settings))
    return app


def serve(settings: Settings, model: Path, ready: Callable[[], None]) -> None:
    """Serve until the process is asked to stop (Ctrl-C or SIGTERM)."""
    app = build_app(settings, model, ready)
    app.run(host=settings.host, port=settings.port, workers=1, access_log=False, motd=False)
