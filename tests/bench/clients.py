"""Eight clients that ask for one page over and over: requests a second, p50 and p95 in ms.

Run as a process of its own, so that it takes nothing from the server's.
"""

from __future__ import annotations

import sys
import threading
import time
from http.client import HTTPConnection
from statistics import median, quantiles

CLIENTS = 8


def ask(port, place, cookie, until, spent):
    """Ask until the time is over, on one connection."""
    connection = HTTPConnection("127.0.0.1", port)
    while time.perf_counter() < until:
        begun = time.perf_counter()
        connection.request("GET", place, headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise AssertionError(answer.status)
        spent.append((time.perf_counter() - begun) * 1000)


def main(port, place, cookie, seconds):
    spent = []
    begun = time.perf_counter()
    about = (port, place, cookie, begun + seconds, spent)
    threads = [threading.Thread(target=ask, args=about) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = len(spent) / (time.perf_counter() - begun)
    sys.stdout.write(f"{rate} {median(spent)} {quantiles(spent, n=20)[18]}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3], float(sys.argv[4]))
