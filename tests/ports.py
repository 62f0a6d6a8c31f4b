"""A port for a program that has to be told one: any that nobody listens at in this moment."""

import socket


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
