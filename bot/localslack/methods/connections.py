"""apps.connections.open: a place in Socket Mode, asked for with the app's own token."""

from bot.localslack.methods.registry import Answer, Asked, Refused, method


@method("apps.connections.open", token="app")
async def open_connection(call: Asked) -> Answer:
    """An address for one WebSocket, good for half a minute."""
    if not call.app.socket_mode:
        raise Refused("socket_mode_not_enabled")
    word = call.core.ids.word(40)
    call.core.tickets.sockets[word] = (call.app.id, call.core.clock.now())
    origin = call.core.origin.replace("http://", "ws://")
    return {"url": f"{origin}/link/?ticket={word}&app_id={call.app.id}"}
