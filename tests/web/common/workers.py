"""Real workers for the tests, as programs of their own that can be killed; and time that passes between them."""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import quote

from django.db import connection

from mulighetsrom.installation import config


def start(mail_server: str = "", moment: str = "", **told: str) -> subprocess.Popen[bytes]:
    """Start a worker that does what waits and ends; at `moment`, one of `killed_worker`'s, it is killed."""
    settings = connection.settings_dict
    host = quote(settings["HOST"], safe="")
    url = f"postgresql://{settings['USER']}@/{settings['NAME']}?host={host}"
    environment = os.environ | {"DATABASE_URL": url, "MULIGHETSROM_MAIL": mail_server, "KILLED": moment} | told
    program = [sys.executable, "-m", "tests.web.common.killed_worker"]
    return subprocess.Popen(program, env=environment, cwd=config.CLONE, stdin=subprocess.PIPE)


def end(worker: subprocess.Popen[bytes]) -> int:
    with worker:
        return worker.wait(60)


def let_time_pass() -> None:
    """Let a killed worker have been silent for a minute, and pauses be over."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")


def forget_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers CASCADE")
