"""assistant.threads.*: the line "is thinking...", suggested prompts, a thread's title."""

from bot.localslack.methods.registry import Answer, Asked, Refused, method


@method("assistant.threads.setStatus")
async def set_status(call: Asked) -> Answer:
    """An empty status takes it away, and so does the app's next message."""
    channel = call.channel("channel_id")
    if channel.message(call.required("thread_ts")) is None:
        raise Refused("invalid_thread_ts")
    loading = call.parsed("loading_messages") or []
    told: Answer = {"channel": channel.id, "thread_ts": call.text("thread_ts"), "status": call.text("status")}
    told |= {"app": call.app.id, "at": call.core.clock.now(), "loading_messages": loading}
    call.team.statuses.append(told)
    call.core.changes.touch()
    return {}


@method("assistant.threads.setSuggestedPrompts")
async def set_prompts(call: Asked) -> Answer:
    """Up to four. For an app with agent_view they show only when no thread was named."""
    channel = call.channel("channel_id")
    prompts = call.parsed("prompts")
    thread = call.text("thread_ts")
    told = {"channel": channel.id, "thread_ts": thread, "title": call.text("title"), "prompts": prompts}
    call.team.prompts.append(told | {"app": call.app.id, "shown": not thread})
    call.core.changes.touch()
    return {}


@method("assistant.threads.setTitle")
async def set_title(call: Asked) -> Answer:
    """What the thread is called in the person's history."""
    channel = call.channel("channel_id")
    told = {"channel": channel.id, "thread_ts": call.required("thread_ts"), "title": call.required("title")}
    call.team.titles.append(told | {"app": call.app.id})
    call.core.changes.touch()
    return {}
