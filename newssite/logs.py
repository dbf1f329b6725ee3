"""Lines of the log: one a record, for people or, with LOG_FORMAT=json, for machines. Both say which request it was.

The server's own process (granian) takes its formatter from here too, by `granian_logs.json`, and knows no Django:
so nothing here needs it.
"""

from __future__ import annotations

import io
import json
import logging
import logging.config
import sys
import threading
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from newssite import env

FORMATS = ("lines", "json")
#: The request that this thread is at; "" outside of one.
request_id: ContextVar[str] = ContextVar("request_id", default="")
#: Commands whose output is a log: what they print becomes lines of it.
SERVICES = {"serve", "tick", "db_worker"}
#: What a reader or another site wrote is to start no line of its own, and to colour no terminal.
_CONTROLS = {number: f"\\x{number:02x}" for number in (*range(32), *range(127, 160))} | {
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def formatter() -> logging.Formatter:
    """As the environment says."""
    return JSONLines() if env.choice("LOG_FORMAT", "lines", FORMATS) == "json" else Lines()


class JSONLines(logging.Formatter):
    """An object a line. What `extra={"said": {...}}` holds stands in it beside the rest."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "time": _utc(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        if request := request_id.get():
            said["request_id"] = request
        said |= getattr(record, "said", {})
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str).translate(_LINE_ENDS)


#: JSON lets these stand in a text; some that read line by line take them for the end of one.
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


class Lines(logging.Formatter):
    """Time (UTC), level, logger, message, and the request's id where there is one; then the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{_utc(record)} {record.levelname} {record.name} {record.getMessage().translate(_CONTROLS)}"
        if request := request_id.get():
            line += f" [{request}]"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def _utc(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Printed(io.TextIOBase):
    """A stream that makes of each line that is printed to it a line of the log."""

    def __init__(self, logger: str, level: int) -> None:
        self._logger, self._level, self._begun = logging.getLogger(logger), level, ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        *lines, self._begun = (self._begun + text).split("\n")
        for line in lines:
            if line.strip():
                self._logger.log(self._level, "%s", line)
        return len(text)

    def flush(self) -> None:
        """A line that is not whole waits for its end."""


def take_what_is_printed(command: str) -> None:
    """Called as a command of manage.py begins. With LOG_FORMAT=json, what a service prints goes into the log, a
    traceback in one piece."""
    if command not in SERVICES or env.choice("LOG_FORMAT", "lines", FORMATS) != "json":
        return
    handler = logging.StreamHandler(sys.stderr)  # the real one, held before its place is taken
    handler.setFormatter(JSONLines())
    logger = logging.getLogger(command)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logging.captureWarnings(True)

    def excepthook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        logger.critical("%s ended by an error: %s", command, error, exc_info=(kind, error, trace))

    sys.excepthook = excepthook
    threading.excepthook = lambda args: logger.critical(
        "A thread of %s ended by an error.",
        command,
        exc_info=(args.exc_type, args.exc_value, args.exc_traceback),  # type: ignore[arg-type]
    )
    sys.stdout = Printed(command, logging.INFO)
    sys.stderr = Printed(command, logging.ERROR)
