"""The server as clients meet it: in memory by the library's own client, and as a process by raw JSON-RPC."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import anyio
import mcp
import pytest
from command import ask, environment, execute
from PIL import Image

from resadvise import __version__, load_facts
from resadvise.mcp.server import build_server
from resadvise.mcp.tools import TOOLS, Context, call

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# All tools together, at 3.5 characters a token.
LIST_TOKENS, CHARACTERS_PER_TOKEN = 1500, 3.5
_META = "io.modelcontextprotocol"
MODERN = {
    "_meta": {
        f"{_META}/protocolVersion": "2026-07-28",
        f"{_META}/clientInfo": {"name": "test", "version": "1"},
        f"{_META}/clientCapabilities": {},
    }
}
OLD = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}


class Process:
    """A server as a process; each request waits for its answer."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "resadvise", "mcp", *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, encoding="utf-8", cwd=folder, env=environment(),
        )  # fmt: skip
        self.count = 0

    def write(self, text: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        assert self.process.stdout is not None
        self.count += 1
        self.write(json.dumps({"jsonrpc": "2.0", "id": self.count, "method": method, "params": params}))
        answer = json.loads(self.process.stdout.readline())
        assert answer["id"] == self.count
        return answer

    def end(self) -> tuple[int, str, str]:
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Image.new("RGB", (896, 1200)).save(tmp_path / "poster.png")
    return tmp_path


@pytest.fixture(params=["old", "modern"])
def served(request: pytest.FixtureRequest, folder: Path) -> Iterator[tuple[Process, dict[str, Any]]]:
    """Return a server after its first exchange, in each era of the protocol; and what every request carries."""
    process = Process(folder)
    if request.param == "old":
        first = process.ask("initialize", OLD)["result"]
        assert first["serverInfo"] == {"name": "resadvise", "version": __version__}
        assert first["protocolVersion"] == OLD["protocolVersion"]
        process.write('{"jsonrpc": "2.0", "method": "notifications/initialized"}')
    else:
        first = process.ask("server/discover", MODERN)["result"]
        assert first["supportedVersions"] == ["2026-07-28"]
        assert first["cacheScope"] == "public"
    assert first["capabilities"] == {"tools": {"listChanged": False}}  # no prompts, no logging, no elicitation
    yield process, (MODERN if request.param == "modern" else {})
    assert process.end() == (0, "", "")


def test_a_process_lists_and_answers(served: tuple[Process, dict[str, Any]], folder: Path) -> None:
    process, meta = served
    tools = process.ask("tools/list", meta)["result"]["tools"]
    assert [tool["name"] for tool in tools] == [tool.name for tool in TOOLS]
    assert len(json.dumps(tools, separators=(",", ":"))) / CHARACTERS_PER_TOKEN <= LIST_TOKENS
    context = Context(load_facts(), (folder,))
    for name, arguments in (
        ("recommend", {"for": "a3"}),
        ("plan", {"for": "a3", "drafts": 20}),
        ("check", {"path": "poster.png", "expect": "4K"}),
    ):
        result = process.ask("tools/call", {**meta, "name": name, "arguments": arguments})["result"]
        wanted = call(name, arguments, context)
        assert result["content"] == [{"type": "text", "text": wanted.text}]
        assert result["structuredContent"] == wanted.answer
        assert result["isError"] is False


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("recommend", {"modle": "x"}, "there is no argument 'modle' (did you mean model?)"),
        ("recommend", {"for": "a33"}, "did you mean a3?"),
        ("recomend", {}, "did you mean recommend?"),
        ("check", {"path": "/etc/passwd"}, "leads outside the folders"),
    ],
)
def test_a_process_tells_mistakes_in_our_words(
    served: tuple[Process, dict[str, Any]], name: str, arguments: dict[str, Any], words: str
) -> None:
    process, meta = served
    result = process.ask("tools/call", {**meta, "name": name, "arguments": arguments})["result"]
    assert result["isError"] is True
    assert words in result["content"][0]["text"]
    assert "structuredContent" not in result


def test_nonsense_ends_nothing(served: tuple[Process, dict[str, Any]]) -> None:
    process, meta = served
    assert process.ask("tools/call", {**meta, "name": "recommend", "arguments": [1]})["error"]["code"] == -32602
    assert process.ask("no/such", meta)["error"]["code"] == -32601
    assert process.ask("tools/call", {**meta, "name": "recommend"})["result"]["isError"] is False


def test_the_librarys_own_client(folder: Path) -> None:
    async def session() -> None:
        server = build_server(Context(load_facts(), (folder,)))
        async with mcp.Client(server) as client:
            for tool in (await client.list_tools()).tools:
                hints = tool.annotations
                assert hints is not None
                assert (hints.read_only_hint, hints.idempotent_hint) == (True, True)
                assert (hints.destructive_hint, hints.open_world_hint) == (False, False)
                assert tool.output_schema is None
            good = await client.call_tool("recommend", {"for": "a3"})
            assert (good.is_error, good.structured_content["tier"]) == (False, "4K")
            bad = await client.call_tool("recommend", {"for": "a33"})
            assert bad.is_error

    anyio.run(session)


def test_a_bug_is_told_as_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("resadvise.mcp.server.call", broken)

    async def session() -> None:
        async with mcp.Client(build_server(Context(load_facts(), (folder,)))) as client:
            result = await client.call_tool("recommend", {})
            assert result.is_error
            assert result.content[0].text == "this is a bug in resadvise: ZeroDivisionError: by nought"  # type: ignore[union-attr]

    anyio.run(session)


def test_without_the_package_one_line_says_what_to_install() -> None:
    code = "import sys\nsys.modules['mcp'] = None\nfrom resadvise.cli.entry import run\nraise SystemExit(run(['mcp']))"
    result = execute(program=(sys.executable, "-c", code))
    assert result == (2, "", "resadvise: this command needs the package mcp (pip install 'resadvise[mcp]')\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("mcp --root /no/such/folder", "--root: cannot use the folder '/no/such/folder'"),
        (f"mcp --root {__file__}", "is not a folder"),
        ("mcp --presets /no/such/file", "cannot read the presets file"),
        ("mcp extra", "extra"),
    ],
)
def test_a_start_that_cannot_be(arguments: str, words: str) -> None:
    result = ask(*arguments.split())
    assert (result.code, result.out) == (2, "")
    assert words in result.err


def test_the_users_own_facts_and_roots_are_those_of_the_start(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("deliverables: {window: {size: 120x180cm}}", "utf-8")
    (tmp_path / "other").mkdir()
    process = Process(folder, "--presets", "own.yaml", "--root", "other", "--root", ".")
    process.ask("server/discover", MODERN)
    params = {**MODERN, "name": "recommend", "arguments": {"for": "window"}}
    assert process.ask("tools/call", params)["result"]["structuredContent"]["status"]
    params = {**MODERN, "name": "check", "arguments": {"path": "../poster.png"}}
    assert process.ask("tools/call", params)["result"]["structuredContent"]["pixels"] == "896x1200"
    assert process.end() == (0, "", "")


WATCH = """
import os, sys
reached = []
def watch(event, values):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec"):
        reached.append(event)
    writing = isinstance(values[2], int) and values[2] & (os.O_WRONLY | os.O_RDWR) if event == "open" else False
    if writing and isinstance(values[0], (str, bytes)) and values[0] != os.devnull:  # a number is a stream it has
        reached.append(f"{event} {values[0]}")
from resadvise.cli.entry import run
sys.addaudithook(watch)
code = run(["mcp"])
os.write(2, "".join(f"({each})\\n" for each in reached).encode())
raise SystemExit(code)
"""


def test_it_reaches_no_network_and_writes_nothing(tmp_path: Path) -> None:
    requests = [
        {"jsonrpc": "2.0", "id": number, "method": method, "params": {**MODERN, **more}}
        for number, (method, more) in enumerate(
            [("server/discover", {}), ("tools/call", {"name": "recommend", "arguments": {"for": "a3"}})]
        )
    ]
    text = "".join(json.dumps(each) + "\n" for each in requests).encode()
    settings = {"PYTHONDONTWRITEBYTECODE": "1"}
    result = execute(program=(sys.executable, "-B", "-c", WATCH), stdin=text, cwd=tmp_path, env=settings)
    assert (result.code, result.err) == (0, "")
    assert list(tmp_path.iterdir()) == []
