"""A real Virtuoso with data of the tests' own. It is a Debian package: tests/engines/install.sh."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engines.processes import HOST, Engine, free_port, listens, running

SERVER, CLIENT = "virtuoso-t", "isql-vt"
LOADS_WITHIN = 120
SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx

[Parameters]
ServerPort = {host}:{sql_port}
DisableUnixSocket = 1
CheckpointInterval = 0
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
MaxClientConnections = 20
DirsAllowed = .
ThreadsPerQuery = 2
AsyncQueueMaxThreads = 2

[HTTPServer]
ServerPort = {host}:{port}
ServerRoot = .
ServerThreads = 20
MaxClientConnections = 20

[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = 60
MaxQueryCostEstimationTime = 100000
"""


def is_installed() -> bool:
    """Whether this machine has the server and its client."""
    return bool(shutil.which(SERVER) and shutil.which(CLIENT))


@contextmanager
def virtuoso(folder: Path, quads: Path, rows: int = 20_000) -> Iterator[Engine]:
    """A Virtuoso with the quads of a file, which cuts answers at some number of rows."""
    sql_port, port = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(SETTINGS.format(host=HOST, sql_port=sql_port, port=port, rows=rows))
    command = [SERVER, "+foreground", "+configfile", "virtuoso.ini", "+wait"]
    with running(command, folder, lambda: listens(port) and listens(sql_port)) as process:
        load(folder, sql_port, quads)
        yield Engine(f"http://{HOST}:{port}/sparql", process)


def load(folder: Path, sql_port: int, quads: Path) -> None:
    """Load the quads of an .nq file by the bulk loader, which reads only from the server's own folder."""
    shutil.copy(quads, folder / "graph.nq")
    statements = "ld_dir('.', 'graph.nq', ''); rdf_loader_run(); checkpoint; select 'state', ll_state, ll_error from DB.DBA.load_list;"
    command = [CLIENT, f"{HOST}:{sql_port}", "dba", "dba", "VERBOSE=OFF", "BANNER=OFF", "PROMPT=OFF", "ERRORS=STDOUT", f"exec={statements}"]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=LOADS_WITHIN, check=False, stdin=subprocess.DEVNULL).stdout
    if " ".join(told.split()[-3:]) != "state 2 NULL":
        raise RuntimeError(f"Virtuoso did not load {quads}: {told}")
