"""Apache Jena's command line programs, as Debian packs them (libapache-jena-java)."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

JARS = Path("/usr/share/java")
ARQ, SHACL = "arq.arq", "shacl.shacl_validate"
"""Main classes: ``ARQ`` runs SPARQL queries, ``SHACL`` validates."""

_LIBRARIES = (
    *("arq", "base", "cmds", "core", "iri", "shacl", "shex", "rdfconnection", "tdb", "tdb2"),
    *("dboe-base", "dboe-index", "dboe-storage", "dboe-trans-data", "dboe-transaction"),
)
_NEEDED = (
    *("commons-cli", "commons-codec", "commons-compress", "commons-csv", "commons-io"),
    *("commons-lang3", "dexx.collection", "gson", "guava", "httpclient", "httpcore"),
    *("jackson-annotations", "jackson-core", "jackson-databind", "jakarta.json-api"),
    *("jsonld-java", "protobuf", "slf4j-api", "slf4j-nop", "thrift", "titanium-json-ld"),
)
_SHADED = "org/apache/jena/ext/xerces/"


def jena_classpath(scratch: Path) -> str | None:
    """The class path, or None where Java or Jena is missing.

    Debian's jena-core asks for messages of Xerces under another name than it packs them: they
    are laid out in the scratch folder, which comes first.
    """
    core = JARS / "jena-core.jar"
    if shutil.which("java") is None or not core.exists():
        return None
    with zipfile.ZipFile(core) as jar:
        for name in jar.namelist():
            if name.startswith(_SHADED) and not name.endswith("/"):
                target = scratch / "xerces" / name.removeprefix(_SHADED)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    jars = [JARS / f"jena-{name}.jar" for name in _LIBRARIES]
    jars += [JARS / f"{name}.jar" for name in _NEEDED]
    return os.pathsep.join(map(str, [scratch, *jars]))


def run_jena(classpath: str, main_class: str, *arguments: str | Path) -> str:
    """What the program prints.

    Raises:
        RuntimeError: it failed; the text is what it said.
    """
    done = subprocess.run(
        ["java", "-XX:+UseSerialGC", "-cp", classpath, main_class, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr + done.stdout)
    return done.stdout
