"""Messages between the judge and a guest: JSON objects behind their length, over a socket."""

import contextlib
import json
import socket
import struct
import time

from course.checks.base.plain import is_too_much

MOST_BYTES = 2**26  # of one message; what a check takes is far smaller, see checks.plain


class ChannelClosed(Exception):
    """The other side is gone, or sent something that is no message."""


class ReplyTimeout(Exception):
    """No message came in time."""


class Channel:
    """One end of a conversation.

    Args:
        talk: connected socket.
    """

    def __init__(self, talk):
        self.talk = talk

    def send(self, message, seconds=None):
        """Send one JSON object; raises as `receive`."""
        data = json.dumps(message).encode()
        self._wait(seconds)
        try:
            self.talk.sendall(struct.pack("!I", len(data)) + data)
        except TimeoutError as error:
            raise ReplyTimeout from error
        except OSError as error:
            raise ChannelClosed(str(error)) from error

    def receive(self, seconds=None):
        """The next message, a dict.

        Args:
            seconds: to wait for all of it; None waits for ever.

        Raises:
            ReplyTimeout: it did not come in time.
            ChannelClosed: there is nobody left, or what came is no message.
        """
        end = None if seconds is None else time.monotonic() + seconds
        (length,) = struct.unpack("!I", self._bytes(4, end))
        if length > MOST_BYTES:
            raise ChannelClosed(f"a message of {length} bytes")
        data = self._bytes(length, end)
        if is_too_much(data):
            raise ChannelClosed("a message of too many parts")
        try:
            message = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise ChannelClosed("not a message") from error
        if not isinstance(message, dict):
            raise ChannelClosed("not a message")
        return message

    def shut_down(self):
        """End the conversation for both sides, also for another thread of this process."""
        with contextlib.suppress(OSError):
            self.talk.shutdown(socket.SHUT_RDWR)

    def close(self):
        self.talk.close()

    def _bytes(self, count, end):
        parts = []
        while count:
            self._wait(None if end is None else end - time.monotonic())
            try:
                part = self.talk.recv(min(count, 2**20))
            except TimeoutError as error:
                raise ReplyTimeout from error
            except OSError as error:
                raise ChannelClosed(str(error)) from error
            if not part:
                raise ChannelClosed("closed")
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def _wait(self, seconds):
        if seconds is not None and seconds <= 0:
            raise ReplyTimeout
        self.talk.settimeout(seconds)


def pair():
    """Two connected sockets."""
    return socket.socketpair()
