"""Apache Jena's commands, a Debian package: tests/engines/install.sh."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

JARS = Path("/usr/share/java")
NEEDED = ("slf4j-nop", "thrift", "dexx.collection", "guava", "commons-compress", "commons-io", "gson")
"""What the commands use beside Jena's own jars."""
LOST = "org/apache/jena/ext/xerces/"
"""Where Debian's package has texts that its classes look for in xerces/; without them no datatype can be set up."""


def is_installed() -> bool:
    """Whether this machine has Java and Jena."""
    return bool(shutil.which("java")) and (JARS / "jena-cmds.jar").exists()


def class_path(folder: Path) -> str:
    """What Java is to look through, with the lost texts in a folder where they are found."""
    with ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(LOST) and name.endswith(".properties"):
                place = folder / "xerces" / name.removeprefix(LOST)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(jar.read(name))
    return ":".join(map(str, [folder, *sorted(JARS.glob("jena-*.jar")), *(JARS / f"{name}.jar" for name in NEEDED)]))


def jena(path: str, command: str, *arguments: str) -> str:
    """What a command of Jena writes; CalledProcessError if it fails."""
    return subprocess.run(["java", "-cp", path, command, *arguments], capture_output=True, text=True, timeout=120, check=True).stdout
