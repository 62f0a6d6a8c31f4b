"""assistant.threads.*: the line "is thinking...", suggested prompts, a thread's title."""

from bot.localslack.methods.registry import Answer, Asked, Refused, method


@method("assistant.threads.setStatus", "chat:write", "assistant:write", tier=600)
async def set_status(call: Asked) -> Answer:
    """An empty status takes it away, and so does the app's next message."""
    channel = call.channel("channel_id")
    if channel.message(call.required("thread_ts")) is None:
        raise Refused("invalid_thread_ts")
    loading = call.parsed("loading_messages") or []
    if len(loading) > 10 or any(len(str(one)) > 50 for one in loading):
        raise Refused("invalid_arguments")
    told = {"channel": channel.id, "thread_ts": call.text("thread_ts"), "status": call.text("status")}
    told |= {"app": call.app.id, "at": call.core.clock.now(), "loading_messages": loading}
    call.team.statuses.append(told)
    call.core.changes.touch()
    return {}


@method("assistant.threads.setSuggestedPrompts", "assistant:write", tier=100)
async def set_prompts(call: Asked) -> Answer:
    """Up to four. For an app with agent_view they show only when no thread was named."""
    channel = call.channel("channel_id")
    prompts = call.parsed("prompts")
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= 4:
        raise Refused("invalid_arguments")
    if any(not isinstance(one, dict) or not one.get("title") or not one.get("message") for one in prompts):
        raise Refused("invalid_arguments")
    thread = call.text("thread_ts")
    told = {"channel": channel.id, "thread_ts": thread, "title": call.text("title"), "prompts": prompts}
    call.team.prompts.append(told | {"app": call.app.id, "shown": not thread})
    call.core.changes.touch()
    return {}


@method("assistant.threads.setTitle", "assistant:write", tier=100)
async def set_title(call: Asked) -> Answer:
    """What the thread is called in the person's history."""
    channel = call.channel("channel_id")
    told = {"channel": channel.id, "thread_ts": call.required("thread_ts"), "title": call.required("title")}
    call.team.titles.append(told | {"app": call.app.id})
    call.core.changes.touch()
    return {}
