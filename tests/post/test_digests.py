"""Digests reach a real mail server: after a yes from the mailbox, once a period, and never empty."""

from __future__ import annotations

import os
import re
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from starlette.testclient import TestClient
from typer.testing import CliRunner

from catalogue import subscriptions
from catalogue.config import Config
from catalogue.errors import SettingError
from catalogue.events import Revision, add_revision, put_event
from catalogue.listing import Grade, Listing, Status, Times, TopicMatch
from catalogue.store import Store
from catalogue.subscriptions import MAIL
from commands.posting import app
from post import outbox
from post.round import PostReport, post_round
from tests.post.mailbox import Mailbox, mailbox, part
from tests.web.making import BASE, NOW, at, config_of, make, open_store, sure
from web.app import create_app

DRUGS = (TopicMatch(slug="drugs", score=3.0),)
FORM = {"email": "Jo.Fenn@borough.example", "every": "weekly", "filters": "topic=drugs"}
MONDAY = datetime(2027, 3, 8, 7, 0, tzinfo=UTC)  # NOW is the Wednesday before
WEEK = timedelta(days=7)


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as opened:
        yield opened


@pytest.fixture
def config(tmp_path: Path, box: Mailbox) -> Config:
    return mail_config(tmp_path, box.port)


def mail_config(folder: Path, port: int, **more: Any) -> Config:  # noqa: ANN401 (any fields)
    values = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
    return config_of(folder, **values | more)


@dataclass(slots=True)
class House:
    """A site and its post over one catalogue, with one clock that the test sets."""

    store: Store
    config: Config
    now: datetime = NOW

    def round(self, now: datetime | None = None) -> PostReport:
        self.now = now or self.now
        return post_round(self.store, self.config, self.now)

    def post(self, path: str, form: dict[str, str]) -> tuple[int, str]:
        answer = self.client().post(path, data=form)
        return answer.status_code, answer.text

    def get(self, path: str) -> tuple[int, str]:
        answer = self.client().get(path)
        assert answer.headers["cache-control"] == "no-store"
        return answer.status_code, answer.text

    def client(self) -> TestClient:
        app = create_app(self.store, self.config, lambda: self.now)
        return TestClient(app, base_url=BASE, follow_redirects=False)

    def put(self, listing: Listing, kind: str = "new", **changes: tuple[str, str]) -> None:
        with self.store.begin() as tx:
            put_event(tx, listing, self.now)
            revision = Revision(at=self.now, kind=kind, changes=changes, source="northmoor")
            add_revision(tx, listing.id, revision)

    def known(self) -> list[subscriptions.Subscription]:
        with self.store.read() as tx:
            return subscriptions.subscriptions(tx)

    def waiting(self) -> list[outbox.Delivery]:
        with self.store.read() as tx:
            return outbox.waiting(tx, MAIL)


@pytest.fixture
def house(store: Store, config: Config) -> House:
    return House(store=store, config=config)


def link(words: str, verb: str) -> str:
    """The path of the one link of a kind in a mail."""
    (found,) = set(re.findall(rf"{re.escape(BASE)}(/digests/[\w.-]+/{verb})\b", words))
    return str(found)


def subscribe(house: House, box: Mailbox, **form: str) -> str:
    """All the way from the form to the confirmation; the path for unsubscribing."""
    assert house.post("/digests", FORM | form)[0] == 200
    house.round()
    path = link(part(box.got.pop(), "plain"), "confirm")
    assert house.post(path, {"every": {**FORM, **form}["every"]})[0] == 200
    return path.replace("/confirm", "/unsubscribe")


def test_from_the_form_to_the_digest_and_out_again(house: House, box: Mailbox) -> None:
    assert house.post("/digests", FORM)[0] == 200
    assert [(one.email, one.confirmed) for one in house.known()] == [
        ("jo.fenn@borough.example", None)
    ]
    assert house.round().arrived == {"mail": 1}
    (request,) = box.got
    assert request["Subject"] == "Please confirm: weekly digest of events"
    assert "Drugs" in part(request, "plain")
    path = link(part(request, "plain"), "confirm")
    assert link(part(request, "html"), "confirm") == path
    status, page = house.get(path)  # looking changes nothing
    assert (status, house.known()[0].confirmed) == (200, None)
    assert re.search(r'value="weekly" checked', page)
    assert house.post(path, {"every": "weekly"})[0] == 200
    house.put(make("County lines", sure(at(10, 9, 30), at(10, 13)), topics=DRUGS))
    house.put(make("Rural crime"))
    assert house.round().arrived == {}  # its week has not begun
    assert house.round(MONDAY).arrived == {"mail": 1}
    digest = box.got[-1]
    assert digest["Subject"].endswith(": 1 event")
    assert "Drugs" in digest["Subject"]
    for kind in ("plain", "html"):
        words = part(digest, kind)
        assert "County lines" in words
        assert "Wednesday 10 March 2027, 09:30 to 13:00 GMT" in words
        assert "Rural crime" not in words
    path = link(part(digest, "html"), "unsubscribe")
    assert house.get(path)[0] == 200
    assert len(house.known()) == 1
    assert house.post(path, {})[0] == 200
    assert house.known() == []
    assert "unsubscribed" in house.get(path)[1]
    assert house.round(MONDAY + WEEK).arrived == {}


def test_headers_are_those_that_mailbox_providers_ask_for(house: House, box: Mailbox) -> None:
    path = subscribe(house, box)
    house.put(make("County lines", topics=DRUGS))
    house.round(MONDAY)
    digest = box.got[-1]
    (one,) = house.known()
    assert digest["From"] == "Muster <digests@muster.example>"
    assert digest["To"] == "jo.fenn@borough.example"
    assert parsedate_to_datetime(digest["Date"]) == MONDAY
    assert digest["Message-ID"] == f"<weekly-2027-03-08.{one.id}@muster.example>"
    assert digest["List-Id"] == "Muster digests <digests.muster.example>"
    assert digest["List-Unsubscribe"] == f"<{BASE}{path}>"
    assert digest["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert digest["Auto-Submitted"] == "auto-generated"
    assert f"List-Unsubscribe: <{BASE}{path}>\r\n".encode() in box.raw[-1]
    assert f"Message-ID: <weekly-2027-03-08.{one.id}@muster.example>\r\n".encode() in box.raw[-1]
    assert digest.get_content_type() == "multipart/alternative"


@pytest.mark.parametrize(
    ("every", "first", "second"),
    [
        ("daily", datetime(2027, 3, 4, 7, tzinfo=UTC), datetime(2027, 3, 5, 7, tzinfo=UTC)),
        ("weekly", MONDAY, MONDAY + WEEK),
        ("monthly", datetime(2027, 4, 1, 7, tzinfo=UTC), datetime(2027, 5, 1, 7, tzinfo=UTC)),
    ],
)
def test_once_a_period_and_never_without_news(
    house: House, box: Mailbox, every: str, first: datetime, second: datetime
) -> None:
    subscribe(house, box, every=every)
    late = sure(at(9, 10, month=9))  # begins in none of these periods
    house.put(make("County lines", late, topics=DRUGS))
    assert house.round(first - timedelta(hours=3)).arrived == {}  # before six in the morning
    assert house.round(first).arrived == {"mail": 1}
    for hours in (0, 1, 12, 16):
        assert house.round(first + timedelta(hours=hours)).arrived == {}
    assert house.round(second).arrived == {}  # nothing to tell
    house.put(
        make("County lines", late, topics=DRUGS, modified=second), "text", description=("a", "b")
    )
    assert house.round(second + timedelta(days=31)).arrived == {}  # noise
    assert len(box.got) == 1


def test_what_is_told_and_where(house: House, box: Mailbox) -> None:
    soon = make("Naloxone", sure(at(10, 9, 30)), topics=DRUGS, status=Status.CANCELLED)
    open_ = Times(grade=Grade.OPEN, text="Spring 2027, date TBC", why=("date-tbc",))
    house.put(soon)
    house.put(make("Old one", sure(at(2, 9)), topics=DRUGS))
    later = make("Cuckooing", sure(at(20, 10)), topics=DRUGS)
    house.put(later)
    subscribe(house, box)
    house.put(soon, "status", status=("scheduled", "cancelled"))
    house.put(later, "moved", start=("Fri 19 March", "Sat 20 March"), description=("a", "b"))
    house.put(make("Ketamine", open_, topics=DRUGS))
    house.put(make("Old one", sure(at(2, 9)), topics=DRUGS), "moved", start=("a", "b"))
    house.round(MONDAY)
    words = part(box.got[-1], "plain")
    heads = re.findall(r"(?m)^[A-Z][A-Z0-9 ]{2,}$", words)
    assert heads == ["FROM TODAY TO SUNDAY 14 MARCH 2027", "NEW", "CHANGED"]
    assert (
        "* Cancelled: Naloxone\n  Wednesday 10 March 2027, 09:30 GMT\n  Status: scheduled → cancelled"
        in words
    )
    assert "* Ketamine\n  “Spring 2027, date TBC”\n  https://" in words
    assert (
        "* Cuckooing\n  Saturday 20 March 2027, 10:00 GMT\n  Start: Fri 19 March → Sat 20 March\n"
        in words
    )
    assert "Old one" not in words
    assert f"{BASE}/?topic=drugs" in words


def test_a_digest_of_everything_is_cut_where_it_would_be_endless(
    house: House, box: Mailbox
) -> None:
    subscribe(house, box, filters="")
    for number in range(130):
        house.put(make(f"Event {number}", sure(at(20, 9))))
    house.round(MONDAY)
    assert box.got[-1]["Subject"] == "All events: 130 events"
    assert "and 30 more" in part(box.got[-1], "plain")
    assert part(box.got[-1], "html").count("<li>") == 100


def test_one_click_ends_it_at_once_whatever_the_program_sends(house: House, box: Mailbox) -> None:
    path = subscribe(house, box)
    client = house.client()
    answer = client.post(path, files={"List-Unsubscribe": (None, "One-Click")})
    assert (answer.status_code, house.known()) == (200, [])
    assert "set-cookie" not in answer.headers
    assert client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200


def test_links_of_others_do_nothing(house: House, box: Mailbox) -> None:
    path = subscribe(house, box)
    (one,) = house.known()
    forged = (f"/digests/{one.id}/unsubscribe", f"/digests/{one.id}.AAAA/unsubscribe", path[:-13] + "x/confirm",
              "/digests/é.ü/unsubscribe", f"/digests/.{path.split('.')[1]}", "/digests//confirm")  # fmt: skip
    for each in forged:
        assert house.post(each, {})[0] == 404
    assert house.known() == [one]


def test_asking_again_sends_no_second_mail_and_says_the_same(house: House, box: Mailbox) -> None:
    first = house.post("/digests", FORM)
    house.round()
    for hours in (0, 1, 23):
        house.now = NOW + timedelta(hours=hours)
        assert house.post("/digests", FORM | {"email": " JO.FENN@Borough.example "}) == first
        assert house.round().arrived == {}
    house.now = NOW + timedelta(hours=25)
    assert house.post("/digests", FORM) == first
    assert house.round().arrived == {"mail": 1}
    path = link(part(box.got[-1], "plain"), "confirm")
    house.post(path, {"every": "weekly"})
    house.now += timedelta(hours=25)
    assert house.post("/digests", FORM | {"every": "daily"}) == first
    assert [one.every for one in house.known()] == ["weekly"]  # its owner changes it, nobody else
    house.round()
    assert link(part(box.got[-1], "plain"), "confirm") == path
    assert "Choose another rhythm" in house.get(path)[1]
    house.post(path, {"every": "daily"})
    assert [one.every for one in house.known()] == ["daily"]


def test_nobodys_mailbox_is_flooded(house: House, box: Mailbox) -> None:
    pages = [house.post("/digests", FORM | {"filters": f"q={n}"})[0] for n in range(9)]
    assert pages == [200] * 9
    assert house.round().arrived == {"mail": 3}


def test_a_request_is_no_billboard(house: House, box: Mailbox) -> None:
    lure = "q=Buy+at+https%3A%2F%2Fevil.example&organiser=evil.example&topic=drugs"
    house.post("/digests", FORM | {"filters": lure})
    house.round()
    assert b"evil" not in box.raw[0]
    assert "further filters" in part(box.got[0], "plain")
    page = house.get(link(part(box.got[0], "plain"), "confirm"))[1]
    assert "Buy at https://evil.example" in page


def test_unconfirmed_addresses_are_forgotten(house: House, box: Mailbox) -> None:
    house.post("/digests", FORM)
    house.round()
    path = link(part(box.got[0], "plain"), "confirm")
    house.round(NOW + timedelta(days=6, hours=23))
    assert len(house.known()) == 1
    house.round(NOW + timedelta(days=7, minutes=1))
    assert house.known() == []
    assert house.get(path)[0] == house.post(path, {"every": "daily"})[0] == 404
    assert house.known() == []


HOSTILE = (
    "", "jo", "jo@", "@x.example", "jo@x", "jo@x.example\r\nBcc: all@y.example", "jo\n@x.example",
    '"jo fenn"@x.example', "jo@x.example, al@y.example", "<jo@x.example>", "jo@[127.0.0.1]", "j\0o@x.example",
    "jö@x.example", "jo@x..example", "a" * 10_000 + "@x.example", "jo@" + "x" * 10_000 + ".example", "jo@-x.example",
)  # fmt: skip


@pytest.mark.parametrize("address", HOSTILE)
def test_what_is_no_address_is_said_beside_the_field(
    house: House, box: Mailbox, address: str
) -> None:
    status, page = house.post("/digests", FORM | {"email": address, "every": "never"})
    if len(address) < 10_000:
        assert 'aria-invalid="true"' in page
        assert 'aria-describedby="d-wrong d-how"' in page
    assert (status, house.known()) == (400, [])


@pytest.mark.parametrize("title", [
    "Bcc: all@y.example\r\n\r\nHi", "Tea\r\nSubject: x\u2028Tea\x85\x0b", '"><script>alert(1)</script>',
    "\ud800\udfff\ud800",
    "’“”—🚓 Übung", "x" * 10_000, "word " * 10_000, "\x00\x1b[31m\u202egnp.exe", "{% raw %}{{ 7 }}", "",
])  # fmt: skip
def test_hostile_titles_stay_words(house: House, box: Mailbox, title: str) -> None:
    subscribe(house, box, filters="")
    house.put(make("x", title=title))
    house.round(MONDAY)
    (digest,) = box.got
    assert digest.get_all("Subject") == ["All events: 1 event"]
    assert digest["Bcc"] is None
    html, text = part(digest, "html"), part(digest, "plain")
    assert "<script" not in html
    assert "<h1>All events: 1 event</h1>" in html
    assert "\x1b" not in text + html
    assert all(len(each) <= 998 for each in box.raw[0].split(b"\r\n"))
    assert box.raw[0].isascii()
    assert "\nBcc" not in text
    assert len(text) < 2500


def test_a_hostile_search_stays_in_the_subject(house: House, box: Mailbox) -> None:
    words = "a\r\nBcc: all@y.example " + "ü" * 150
    subscribe(house, box, filters=f"q={words}")
    house.put(make("x", description=words))
    house.round(MONDAY)
    (digest,) = box.got
    assert digest["Bcc"] is None
    assert digest["Subject"].startswith("“a Bcc: all@y.example üüü")
    assert digest["Subject"].endswith("…: 1 event")


def test_a_server_that_is_down_gets_it_later(store: Store, tmp_path: Path) -> None:
    with mailbox() as box:
        house = House(store=store, config=mail_config(tmp_path, box.port))
        subscribe(house, box)
        house.put(make("County lines", topics=DRUGS))
        kept = box.port
    (problem,) = house.round(MONDAY).problems
    assert "is tried again later" in problem
    (waiting,) = house.waiting()
    assert waiting.attempts == 1
    with mailbox(port=kept) as box:
        assert house.round(MONDAY).arrived == {}
        assert house.round(MONDAY + timedelta(minutes=2)).arrived == {"mail": 1}
        assert box.got[0]["Message-ID"].startswith("<weekly-2027-03-08.")
        assert house.waiting() == []


def test_mails_wait_while_the_server_is_taken_out_of_the_settings(
    house: House, box: Mailbox, tmp_path: Path
) -> None:
    house.post("/digests", FORM)
    box.data = "451 later"
    house.round()
    told, house.config = house.config, config_of(tmp_path)
    assert "MUSTER_SMTP_HOST" in house.round(NOW + timedelta(minutes=2)).problems[0]
    house.config, box.data = told, ""
    assert house.round(NOW + timedelta(minutes=10)).arrived == {"mail": 1}


def test_a_mailbox_that_is_gone_is_a_dead_letter(house: House, box: Mailbox) -> None:
    subscribe(house, box)
    subscribe(house, box, email="al@borough.example")
    house.put(make("County lines", topics=DRUGS))
    box.recipient = "550 5.1.1 no such mailbox"
    problems = house.round(MONDAY).problems
    assert ["is given up" in one for one in problems] == [
        True,
        True,
    ]  # one does not hold up the other
    assert [one.due for one in house.waiting()] == [None, None]
    box.recipient = ""
    assert house.round(MONDAY + timedelta(days=5)).arrived == {}
    house.round(MONDAY + timedelta(days=31))
    assert [one for one in house.waiting() if one.created == MONDAY] == []


@pytest.mark.parametrize(("step", "says", "dead"), [
    ("recipient", "451 4.7.1 greylisted", False), ("data", "451 busy", False), ("data", "554 5.7.1 spam", True),
])  # fmt: skip
def test_refusals_for_now_are_tried_again(
    house: House, box: Mailbox, step: str, says: str, dead: bool
) -> None:
    subscribe(house, box)
    house.put(make("County lines", topics=DRUGS))
    setattr(box, step, says)
    (problem,) = house.round(MONDAY).problems
    assert says in problem
    assert (house.waiting()[0].due is None) is dead
    setattr(box, step, "")
    expected = {} if dead else {"mail": 1}
    assert house.round(MONDAY + timedelta(minutes=2)).arrived == expected


ROUND = """
import sys
from datetime import datetime
from catalogue.config import Config
from catalogue.store import Store
from post.round import post_round
config = Config(_env_file=None)
post_round(Store.open(config.database_url), config, datetime.fromisoformat(sys.argv[1]))
"""


def test_a_kill_between_sending_and_noting_sends_the_same_mail_again(
    house: House, box: Mailbox
) -> None:
    subscribe(house, box)
    house.put(make("County lines", topics=DRUGS))
    env = {f"MUSTER_{name.upper()}": str(value) for name, value in house.config if name in (
        "database_url", "public", "base_url", "smtp_host", "smtp_port", "smtp_security")}  # fmt: skip
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", ROUND, MONDAY.isoformat()]
    with subprocess.Popen(command, cwd=root, env=os.environ | env) as process:
        box.taken = process.kill
    assert process.returncode == -signal.SIGKILL
    box.taken = lambda: None
    assert house.round(MONDAY + timedelta(minutes=5)).arrived == {}  # another process may be at it
    assert house.round(MONDAY + timedelta(minutes=11)).arrived == {"mail": 1}
    first, second = (re.sub(rb"X-Peer: .*", b"", raw) for raw in box.raw[-2:])  # the server's line
    assert first == second
    assert b"Message-ID: <weekly-2027-03-08." in first
    assert house.round(MONDAY + timedelta(hours=1)).arrived == {}


def test_without_a_mail_server_there_are_no_digests(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        house = House(store=store, config=config_of(tmp_path))
        assert house.get("/digests")[0] == house.post("/digests", FORM)[0] == 404
        for path in ("/subscribe", "/about"):
            assert "e-mail" not in house.client().get(path).text
        assert house.round().arrived == {}


def test_the_form_stands_where_people_subscribe(house: House, box: Mailbox) -> None:
    client = house.client()
    for path in (
        "/",
        "/?topic=drugs&mode=online",
        "/topics/drugs",
        "/subscribe",
        "/month",
        "/digests?topic=drugs",
    ):
        page = client.get(path).text
        assert page.count('action="/digests" method="post"') == 1, path
        assert '<label for="d-email">' in page
        assert 'autocomplete="email"' in page
    assert (
        'name="filters" value="topic=drugs&amp;mode=online"'
        in client.get("/?topic=drugs&mode=online").text
    )
    assert "until you unsubscribe" in client.get("/about").text
    assert client.get("/digests?topic=nonsense").status_code == 400
    assert house.post("/digests", FORM | {"filters": "topic=nonsense"})[0] == 400
    assert client.post("/digests", content=b"x" * 20_000).status_code == 413


def test_filters_that_are_known_no_more_stop_nobody_else(house: House, box: Mailbox) -> None:
    subscribe(house, box)
    path = subscribe(house, box, email="al@borough.example")
    with house.store.begin() as tx:
        tx.exec_driver_sql(
            "UPDATE subscription SET filters = 'topic=abolished' WHERE email LIKE 'al@%'"
        )
    house.put(make("County lines", topics=DRUGS))
    report = house.round(MONDAY)
    assert report.arrived == {"mail": 1}
    assert len(report.problems) == 1
    assert house.round(MONDAY).problems == []
    assert house.get(path)[0] == 200
    assert house.post(path, {})[0] == 200


def certificate(folder: Path) -> tuple[Path, Path]:
    """A key for localhost, and a certificate that it signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    begin = datetime.now(UTC) - timedelta(days=1)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=3))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "key").write_bytes(key.private_bytes(pem, form, serialization.NoEncryption()))
    (folder / "cert").write_bytes(signed.public_bytes(pem))
    return folder / "cert", folder / "key"


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_connections_are_private_and_certificates_checked(
    store: Store, tmp_path: Path, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cert, key = certificate(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)
    name = "ssl_context" if security == "tls" else "tls_context"
    said = {"smtp_host": "localhost", "smtp_security": security}
    with mailbox(0, **{name: context}) as box:
        house = House(store=store, config=mail_config(tmp_path, box.port, **said))
        house.post("/digests", FORM)
        assert "CERTIFICATE_VERIFY_FAILED" in house.round().problems[0]
        monkeypatch.setenv("SSL_CERT_FILE", str(cert))
        assert house.round(NOW + timedelta(minutes=2)).arrived == {"mail": 1}
        assert box.secure == [security == "starttls"]  # the server does not say it of the other
    plain = mail_config(tmp_path, box.port, **said)
    with mailbox(port=box.port), open_store(tmp_path) as again:  # one that offers no encryption
        house = House(store=again, config=plain, now=NOW + timedelta(days=2))
        house.post("/digests", FORM)
        assert house.round().arrived == {}
        assert house.waiting()[0].attempts == 1


def test_a_coded_search_stays_in_the_subject(house: House, box: Mailbox) -> None:
    words = "=?utf-8?q?a=0D=0ABcc:_all@y.example=0D=0A?="
    subscribe(house, box, filters=urlencode({"q": words}))
    house.put(make("x", description=words))
    house.round(MONDAY)
    (digest,) = box.got
    assert digest["Bcc"] is None
    assert box.raw[-1].count(b"Subject:") == 1
    assert digest["Subject"].endswith(": 1 event")


def test_long_addresses_stay_whole(store: Store, tmp_path: Path, box: Mailbox) -> None:
    base = "https://" + "x" * 60 + "." + "y" * 60 + ".example"
    more = {
        "base_url": base,
        "domain": "z" * 60 + ".events.example",
        "smtp_from": "Ü <jo@x.example>",
    }
    house = House(store=store, config=mail_config(tmp_path, box.port, **more))
    house.post("/digests", FORM)
    house.round()
    (path,) = set(
        re.findall(rf"{re.escape(base)}(/digests/\S+/confirm)\b", part(box.got[0], "plain"))
    )
    house.post(path, {"every": "daily"})
    house.put(make("County lines", topics=DRUGS))
    house.round(MONDAY)
    assert (
        f"List-Unsubscribe: <{base}{path.replace('confirm', 'unsubscribe')}>\r\n".encode()
        in box.raw[-1]
    )
    assert f"Message-ID: <{box.got[-1]['Message-ID'][1:-1]}>\r\n".encode() in box.raw[-1]
    assert box.got[-1]["From"] == "Ü <jo@x.example>"


@pytest.mark.parametrize(
    "sender", ["jo", "jo@x.example\nBcc: al@x.example", "a@x.example, b@x.example"]
)
def test_a_wrong_sender_is_said(house: House, box: Mailbox, sender: str, tmp_path: Path) -> None:
    house.post("/digests", FORM)
    house.config = mail_config(tmp_path, box.port, smtp_from=sender)
    with pytest.raises(SettingError, match="MUSTER_SMTP_FROM"):
        house.round()


def test_records_are_the_same_on_both_databases(any_store: Store) -> None:
    with any_store.begin() as tx:
        assert subscriptions.make_secret(tx) == subscriptions.make_secret(tx) != b""
        assert subscriptions.ask(tx, "jo@x.example", "", "daily", NOW)
        assert subscriptions.ask(tx, "jo@x.example", "", "daily", NOW)
        (one,) = subscriptions.subscriptions(tx)
        subscriptions.confirm(tx, one, "weekly", NOW)
        one = subscriptions.subscription(tx, one.id) or one
        assert (one.every, one.confirmed, one.told) == ("weekly", NOW, NOW)
        assert [subscriptions.tell(tx, one, 7, MONDAY) for _ in range(2)] == [True, False]
        assert subscriptions.remove_address(tx, "jo@x.example") == 1
        assert subscriptions.remove_address(tx, "jo@x.example") == 0


def test_a_flood_of_requests_is_refused(house: House, box: Mailbox) -> None:
    with house.store.begin() as tx:
        asked = [subscriptions.ask(tx, f"jo{n}@x.example", "", "daily", NOW) for n in range(1001)]
    assert asked == [True] * 1000 + [False]
    status, page = house.post("/digests", FORM)
    assert status == 503
    assert "jo.fenn" not in page
    house.now = NOW + timedelta(days=1, minutes=1)
    assert house.post("/digests", FORM)[0] == 200


def test_the_operator_sees_and_removes_mailboxes(
    house: House, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUSTER_DATABASE_URL", house.config.database_url)
    monkeypatch.setenv("MUSTER_PUBLIC", str(house.config.public))
    run = CliRunner(env={"COLUMNS": "200"})
    assert "Nobody" in run.invoke(app, ["digests"]).output
    house.post("/digests", FORM)
    shown = run.invoke(app, ["digests"]).output
    assert "jo.fenn@borough.example" in shown
    assert "not yet" in shown
    assert "MUSTER_SMTP_HOST" in str(run.invoke(app, ["digests", "send"]).exception)
    monkeypatch.setenv("MUSTER_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("MUSTER_SMTP_PORT", str(box.port))
    monkeypatch.setenv("MUSTER_SMTP_SECURITY", "none")
    with house.store.begin() as tx:
        tx.exec_driver_sql(
            "UPDATE subscription SET asked = '2999-01-01 00:00:00.000000'"
        )  # the command has the real clock
    assert "Mails sent: 1." in run.invoke(app, ["digests", "send"]).output
    assert "Removed" in run.invoke(app, ["digests", "remove", "Jo.Fenn@borough.example"]).output
    assert isinstance(
        run.invoke(app, ["digests", "remove", "no@x.example"]).exception, SettingError
    )
    assert house.known() == []
