"""The tools on standard input and output, by the official library; the one module that knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anyio
import mcp_types as types
from mcp.server.caching import CacheHint
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from resadvise import __version__
from resadvise.mcp.tools import TOOLS, Result, call

if TYPE_CHECKING:
    from resadvise.mcp.tools import Context


_HOUR_MS = 3_600_000
# True of each tool in full: it reads facts and headers, writes nothing, and reaches no network.
_HINTS = types.ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def build_server(context: Context) -> Server[Any]:
    """Return the server. The low-level one: it hands us the arguments as they came, so that none is dropped unseen."""

    async def list_tools(_: Any, __: Any) -> types.ListToolsResult:
        return types.ListToolsResult(
            tools=[
                types.Tool(
                    name=tool.name, description=tool.description, input_schema=dict(tool.schema), annotations=_HINTS
                )
                for tool in TOOLS
            ]
        )

    async def call_tool(_: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        try:
            result = call(params.name, params.arguments or {}, context)
        except Exception as error:  # a bug must not end the session, nor hide behind a sentence of the library
            result = Result(f"this is a bug in resadvise: {type(error).__name__}: {error}", None)
        return types.CallToolResult(
            content=[types.TextContent(type="text", text=result.text)],
            structured_content=result.answer,
            is_error=result.answer is None,
        )

    return Server(
        "resadvise",
        version=__version__,
        instructions="Ask recommend before paying for an image, and check what came back before paying again.",
        cache_hints={"tools/list": CacheHint(_HOUR_MS, "public"), "server/discover": CacheHint(_HOUR_MS, "public")},
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def serve(context: Context) -> None:
    """Answer until standard input ends."""
    anyio.run(_serve, build_server(context))


async def _serve(server: Server[Any]) -> None:
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())
