# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs a command for contest.measure(): measured.py LOG COMMAND...

A small process of its own, for a child begins with the memory of who starts it: prints
wall and processor seconds and the most memory in MB as JSON, and ends with its status."""
import json
import os
import sys
import time

READING = os.O_RDONLY
WRITING = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def main():
    log, *command = sys.argv[1:]
    begun = time.monotonic()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, READING, 0),
        (os.POSIX_SPAWN_OPEN, 1, log, WRITING, 0o644), (os.POSIX_SPAWN_DUP2, 1, 2)])
    _, status, usage = os.wait4(child, 0)
    print(json.dumps({'wall': time.monotonic() - begun, 'cpu': usage.ru_utime + usage.ru_stime,
                      'memory': usage.ru_maxrss / 1024}))
    sys.exit(os.waitstatus_to_exitcode(status))


main()
