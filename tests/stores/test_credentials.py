"""Who we are is told to the server that asks for it, and to nobody else."""

from __future__ import annotations

import base64
import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.credentials import SimpleCredential

from kgraph.problems import KgraphError
from kgraph.stores.book import Book
from kgraph.stores.built import Build
from kgraph.stores.credentials import check_url
from kgraph.stores.http import Client, Patience
from kgraph.stores.push import plan, push
from kgraph.stores.server import Endpoints, find
from tests.conftest import missing
from tests.processes import python
from tests.servers import Server
from tests.stores.gate import Gate, Reply, Seen, gate

USER, SECRET = "curator", "s3cret+and/more="
PAIR = base64.b64encode(f"{USER}:{SECRET}".encode()).decode()
BASIC = {"KGRAPH_STORE_USER": USER, "KGRAPH_STORE_PASSWORD": SECRET}
BEARER = {"KGRAPH_STORE_TOKEN": SECRET}
ONCE = Patience(tries=1)
Builds = Callable[..., Build]


def guard(signature: str, challenge: str) -> Callable[[Seen], Reply | None]:
    """Lets requests through that bear the signature."""

    def answer(request: Seen) -> Reply | None:
        if request.headers.get("Authorization") == signature:
            return None
        return Reply(401, {"WWW-Authenticate": challenge}, b"who are you?")

    return answer


basic = guard(f"Basic {PAIR}", 'Basic realm="store"')
bearer = guard(f"Bearer {SECRET}", "Bearer")


def pushed(build: Build, at: Gate) -> Book:
    book = build.book(find(Client(patience=ONCE), at.url, Endpoints()))
    push(build, book)
    return book


@pytest.mark.parametrize(("answer", "known"), [(basic, BASIC), (bearer, BEARER)])
def test_from_the_environment(
    builds: Builds,
    oxigraph: Server,
    monkeypatch: pytest.MonkeyPatch,
    answer: Callable[[Seen], Reply | None],
    known: dict[str, str],
) -> None:
    for name, value in known.items():
        monkeypatch.setenv(name, value)
    build = builds(report=1)
    with gate(answer, oxigraph.base) as at:
        book = pushed(build, at)
        assert not [s for s in plan(build, book, book.state()) if s.kind != "unchanged"]


def test_from_netrc(
    builds: Builds, oxigraph: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine 127.0.0.1 login {USER} password {SECRET}\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with gate(basic, oxigraph.base) as at:
        pushed(builds(report=2), at)


class Ring(KeyringBackend):
    """A keyring in memory."""

    priority = -1  # type: ignore[assignment]  # never chosen of itself, in other tests

    def get_credential(self, service: str, username: str | None) -> SimpleCredential | None:
        mine = service.startswith("http://127.0.0.1:") and username in (None, USER)
        return SimpleCredential(USER, SECRET) if mine else None

    def get_password(self, service: str, username: str) -> None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


def test_from_a_keyring(
    builds: Builds, oxigraph: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NETRC", str(tmp_path / "none"))
    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    try:
        with gate(basic, oxigraph.base) as at:
            pushed(builds(report=3), at)
    finally:
        keyring.set_keyring(before)


def test_a_redirect_is_told_and_not_followed(
    builds: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**BASIC, **BEARER}.items():
        monkeypatch.setenv(name, value)
    with gate(lambda _: Reply()) as other:
        away = Reply(307, {"Location": f"{other.url}/query"})
        with (
            gate(lambda _: away) as at,
            pytest.raises(KgraphError, match=f"sends us to {other.url}/query"),
        ):
            pushed(builds(report=1), at)
        assert not other.seen


def test_endpoints_on_another_server_are_not_told_who_we_are(
    oxigraph: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KGRAPH_STORE_TOKEN", SECRET)
    client = Client(patience=ONCE)
    with gate(lambda _: None, oxigraph.base) as home, gate(lambda _: None, oxigraph.base) as other:
        find(client, home.url, Endpoints())
        server = find(client, home.url, Endpoints(query=f"{other.url}/query"))
        server.rows("SELECT * {}")
        assert all("Authorization" in request.headers for request in home.seen)
        assert other.seen
        assert not any("Authorization" in request.headers for request in other.seen)


@pytest.mark.parametrize(
    ("command", "known"), [("push", BASIC), ("pull", BEARER), ("status", BASIC)]
)
def test_secrets_are_in_no_output(builds: Builds, command: str, known: dict[str, str]) -> None:
    """Not even where a server sends back what it was sent."""

    def echo(request: Seen) -> Reply:
        signature = request.headers.get("Authorization", "")
        status = 401 if not signature else 400
        return Reply(status, {"WWW-Authenticate": "Basic"}, f"no: {signature}".encode())

    build = builds(report=1)
    with gate(echo) as at:
        done = python(
            "-m",
            "kgraph",
            command,
            at.url,
            "--query-url",
            f"{at.url}/query",
            "--output",
            str(build.nquads.parent),
            KGRAPH_DEBUG="1",
            NETRC="/dev/null",
            **known,
        )
    assert done.returncode == 3, done.stderr
    assert done.stderr.startswith("kgraph: http://127.0.0.1:")
    assert "no: " in done.stderr
    for secret in (SECRET, PAIR):
        assert secret not in done.stdout + done.stderr


def test_a_password_in_the_url_is_refused() -> None:
    with pytest.raises(KgraphError, match="KGRAPH_STORE_USER") as caught:
        check_url(f"http://{USER}:hunter2@127.0.0.1:7878")
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["", "store", "ftp://host", "http://", "http://a b", "http://h:x", "file:///etc/passwd"]
)
def test_what_is_no_url_is_refused(url: str) -> None:
    with pytest.raises(KgraphError, match="no URL of a server"):
        check_url(url)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that nobody but us trusts, with its key."""
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 "
        f"-addext subjectAltName=IP:127.0.0.1 -keyout {path} -out {path}.crt"
    )
    try:
        subprocess.run(command.split(), check=True, capture_output=True)
    except FileNotFoundError:
        missing("openssl is not installed")
    with open(path, "a", encoding="ascii") as both:
        both.write(path.with_name("server.pem.crt").read_text("ascii"))
    return path


def test_certificates_are_checked(
    builds: Builds, oxigraph: Server, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = builds(report=4)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    with gate(lambda _: None, oxigraph.base, tls) as at:
        with pytest.raises(KgraphError, match=r"its certificate is not trusted: self.signed \w+$"):
            pushed(build, at)
        assert not at.seen
        for name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"):
            monkeypatch.setenv(name, str(certificate))
            pushed(build, at)
            monkeypatch.delenv(name)


def test_a_server_without_tls_is_not_blamed_for_its_certificate(builds: Builds) -> None:
    with gate(lambda _: Reply()) as at:
        at.url = at.url.replace("http://", "https://")
        with pytest.raises(KgraphError, match="is it a server for http://"):
            pushed(builds(report=4), at)
