"""Who may come: named, limited, known by passwords and keys, and removed."""

import stat
from datetime import date
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from clocks import Clock
from command import dateline, dateline_process
from conftest import HashEmbedder

from index import Archive, Article, Filters, ingest, rebuild
from index.errors import ArchiveError
from index.layout import PEOPLE_FILE
from index.places.opening import where
from ui.people.audit import Did
from ui.people.keys import is_key
from ui.people.limits import read, written
from ui.people.people import People
from ui.people.person import Person, Scope
from ui.people.questions import TooManyQuestions
from ui.people.store import NotKnown, PeopleError, has_people
from ui.people.tries import FORGOTTEN_AFTER, delay
from ui.terminal.people_cli import _SCOPES

READ = frozenset({Scope.READ})
BOTH = frozenset({Scope.READ, Scope.WRITE})


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def folder(somewhere):
    """Where an archive is: in a folder, and, the test run again, in PostgreSQL."""
    path = somewhere()
    with Archive.create(path, embedder=HashEmbedder()) as archive:
        ingest(
            [Article(id="a", title="Gulls", text="Gulls came to Lowick.", publisher="Gull Post")],
            archive,
        )
    return where(path)


@pytest.fixture
def in_folder(folder):
    if not isinstance(folder, Path):
        pytest.skip("this is of an archive in a folder")


@pytest.fixture
def people(folder, clock):
    opened = People(folder, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def ada(people):
    return people.accounts.add(Person("Ada", BOTH), "ada-lovelace")


def test_an_archive_has_people_once_somebody_is_named(folder, people):
    assert not has_people(folder)
    people.accounts.add(Person("ada", READ), None)
    assert has_people(folder)


def test_only_its_owner_may_read_the_file_or_what_stands_beside_it(folder, in_folder, ada):
    files = [each for each in folder.iterdir() if each.name.startswith("people.sqlite3")]
    assert len(files) == 3
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}


def test_it_outlives_a_rebuilding(folder, ada, people):
    rebuild(folder, embedder=HashEmbedder())
    assert people.accounts.by_password("ada", "ada-lovelace") == ada
    assert has_people(folder)


def test_capitals_make_no_difference_to_a_name_and_do_to_a_password(people, ada):
    assert ada.name == "ada"
    assert people.accounts.by_password("ADA", "ada-lovelace") == ada
    assert people.accounts.by_password("ada", "Ada-Lovelace") is None
    assert people.accounts.by_password("nobody", "ada-lovelace") is None
    assert people.accounts.by_password("no name", "ada-lovelace") is None


@pytest.mark.parametrize("name", ["", " ", "-ada", "a b", "a\nb", "a" * 101, "a\u202eb", "a;b"])
def test_what_cannot_be_a_name_is_a_sentence(people, name):
    with pytest.raises(PeopleError, match="cannot be somebody's name"):
        people.accounts.add(Person(name, READ), None)


def test_nobody_is_named_twice(people, ada):
    with pytest.raises(PeopleError, match="already"):
        people.accounts.add(Person("ADA", READ), None)
    assert people.accounts.get("ada") == ada


@pytest.mark.parametrize("password", ["", "1234567", "Ada-Ada-Ada", "x" * 1001])
def test_short_passwords_and_ones_own_name_are_refused(people, password):
    with pytest.raises(PeopleError):
        people.accounts.add(Person("ada-ada-ada", READ), password)
    assert not people.accounts.all()


def test_no_password_and_no_key_is_kept(folder, in_folder, people, ada):
    secret, _ = people.keys.add(ada)
    session, device = people.sessions.begin(ada)
    people.close()
    kept = (folder / PEOPLE_FILE).read_bytes()
    for each in (secret, session, device, "ada-lovelace"):
        assert each.encode() not in kept
    assert b"$argon2id$" in kept


def test_a_password_hashed_with_other_parameters_is_hashed_anew(people, ada):
    weak = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash("ada-lovelace")
    people._db.run("UPDATE people SET password = ?", (weak,))
    assert people.accounts.by_password("ada", "wrong-password") is None
    assert people._db.rows("SELECT password FROM people")[0][0] == weak
    assert people.accounts.by_password("ada", "ada-lovelace") == ada
    assert people._db.rows("SELECT password FROM people")[0][0] != weak
    assert people.accounts.by_password("ada", "ada-lovelace") == ada


def test_who_has_no_password_has_not_the_empty_one(people):
    people.accounts.add(Person("robot", READ), None)
    assert people.accounts.by_password("robot", "") is None


def test_limits_are_kept_as_they_are():
    filters = Filters(
        publishers=("Gull Post", "Möwe"),
        published_from=date(2024, 1, 1),
        published_to=date(2024, 2, 1),
        as_of=date(2024, 3, 1),
        undated=True,
        article_ids=("a",),
        sections=("s",),
        kinds=("news",),
        languages=("de",),
    )
    assert read(written(filters)) == filters
    assert read(written(Filters())) == Filters()


@pytest.mark.parametrize("text", ['{"countries": ["x"]}', "[]"])
def test_limits_that_are_not_known_let_nobody_in(text):
    with pytest.raises(PeopleError, match="not known"):
        read(text)


def test_what_is_changed_holds_from_the_next_request_on(people, ada):
    session, _ = people.sessions.begin(ada)
    secret, _ = people.keys.add(ada)
    limits = Filters(publishers=("Gull Post",))
    people.accounts.limit("ada", scopes=READ, filters=limits, per_minute=3)
    changed = Person("ada", READ, limits, 3)
    assert people.sessions.person(session) == people.keys.person(secret) == changed
    people.accounts.limit("ada", per_minute=0)
    assert people.sessions.person(session) == Person("ada", READ, limits)


def test_a_key_may_do_no_more_than_its_person(people, ada):
    secret, key = people.keys.add(ada, READ)
    assert people.keys.person(secret) == Person("ada", READ)
    with pytest.raises(PeopleError, match="may not admin"):
        people.keys.add(ada, {Scope.ADMIN})
    everything, _ = people.keys.add(ada)
    people.accounts.limit("ada", scopes=READ)
    assert people.keys.person(everything) == Person("ada", READ)
    assert key.id in secret_free(people.keys.all())


def secret_free(keys):
    return " ".join(map(str, keys))


def test_a_key_is_known_by_its_form_and_one_letter_off_is_none(people, ada):
    secret, _ = people.keys.add(ada)
    assert is_key(secret) and secret.startswith("dl_") and len(secret) == 49
    for wrong in (secret[:-1], f"{secret}a", secret[3:], secret.replace("dl_", "DL_")):
        assert not is_key(wrong)
    other = "a" if secret[10] != "a" else "b"
    assert not is_key(f"{secret[:10]}{other}{secret[11:]}")


def test_a_revoked_key_opens_nothing_any_more_at_any_server(folder, people, ada):
    secret, key = people.keys.add(ada)
    other = People(folder)
    assert other.keys.person(secret) == ada
    people.keys.revoke(key.id)
    assert other.keys.person(secret) is None
    with pytest.raises(NotKnown):
        people.keys.revoke(key.id)
    other.close()


def test_a_key_ends_after_its_days_and_tells_when_it_was_used(people, ada, clock):
    secret, _ = people.keys.add(ada, days=2)
    assert people.keys.all()[0].used is None
    clock.now += 100
    assert people.keys.person(secret) == ada
    assert people.keys.all()[0].used == int(clock.now)
    clock.now += 2 * 24 * 3600
    assert people.keys.person(secret) is None


def test_a_session_is_the_same_at_every_server_and_ends(folder, people, ada, clock):
    session, device = people.sessions.begin(ada)
    other = People(folder, clock=clock)
    assert other.sessions.person(session) == ada
    assert other.sessions.is_of(device, "ada") and not other.sessions.is_of(device, "eve")
    assert other.sessions.person(device) is None and other.sessions.person("") is None
    other.sessions.end(session)
    assert people.sessions.person(session) is None
    session, _ = people.sessions.begin(ada)
    clock.now += 12 * 3600 - 1
    assert people.sessions.person(session) == ada
    clock.now += 1
    assert people.sessions.person(session) is None
    other.close()


def test_another_password_signs_out_everywhere(people, ada):
    session, device = people.sessions.begin(ada)
    people.accounts.set_password("ada", "another-password")
    assert people.sessions.person(session) is None
    assert not people.sessions.is_of(device, "ada")
    assert people.accounts.by_password("ada", "ada-lovelace") is None
    assert people.accounts.by_password("ada", "another-password") == ada


def test_who_is_removed_is_signed_out_and_has_no_keys(people, ada):
    session, _ = people.sessions.begin(ada)
    secret, _ = people.keys.add(ada)
    people.accounts.remove("ada")
    assert people.sessions.person(session) is people.keys.person(secret) is None
    assert people.keys.all() == people.accounts.all() == []
    people.accounts.add(ada, "ada-lovelace")
    assert people.sessions.person(session) is people.keys.person(secret) is None


def test_of_ten_thousand_wrong_tries_at_once_four_get_through(folder, people):
    other = People(folder, clock=Clock())
    through = [
        each.tries.begin([f"address {n}", "name ada"])
        for n in range(5_000)
        for each in (people, other)
    ].count(0.0)
    assert through == 4
    other.close()


def test_within_a_day_a_hundred_wrong_tries_get_through(people, clock):
    through = 0
    for _ in range(10_000):
        through += people.tries.begin(["name ada"]) == 0
        clock.now += 8.64
    assert 90 < through < 110


def test_wrong_tries_are_forgotten_and_a_right_one_forgets_them(people, clock):
    for _ in range(9):
        people.tries.begin(["a"])
        clock.now += 100
    assert people.tries.wait("b") == 0
    clock.now += FORGOTTEN_AFTER
    assert people.tries.wait("a") == 0
    for _ in range(4):
        people.tries.begin(["a"])
    assert people.tries.begin(["a"]) > 0
    people.tries.succeeded(["a"])
    assert people.tries.begin(["a"]) == 0


def test_a_server_whose_clock_is_ahead_has_nobody_wait_longer(folder, people):
    ahead = Clock()
    ahead.now += 1000
    other = People(folder, clock=ahead)
    assert [each.tries.begin(["a"]) for each in (other, people) * 2] == [0, 0, 0, 0]
    other.tries.begin(["b"])
    assert [other.tries.begin(["b"]) for _ in range(3)] == [0, 0, 0]
    assert people.tries.begin(["b"]) == people.tries.wait("b") == delay(4) == 1
    other.close()


def test_so_many_questions_in_any_minute_at_all_servers(folder, people, clock):
    ada = people.accounts.add(Person("ada", READ, per_minute=3), None)
    eve = people.accounts.add(Person("eve", READ), None)
    other = People(folder, clock=clock)
    people.questions.take(ada, "One?")
    clock.now += 30
    other.questions.take(ada, "Two?")
    people.questions.take(ada, "Three?")
    with pytest.raises(TooManyQuestions, match="3 questions a minute. Ask again in 30 s") as told:
        other.questions.take(ada, "Four?")
    assert told.value.seconds == 30
    for _ in range(10):
        people.questions.take(eve, "Any?")
    clock.now += 30
    other.questions.take(ada, "Four?")
    with pytest.raises(TooManyQuestions):
        people.questions.take(ada, "Five?")
    other.close()


def test_questions_are_written_down_only_where_that_is_wanted(folder, people, ada, clock):
    people.questions.take(ada, "Who came?", "10.0.0.1")
    assert not list(people.audit.lines())
    noting = People(folder, clock=clock, audit_questions=True)
    noting.questions.take(ada, "Who\ncame?", "10.0.0.1")
    [line] = people.audit.lines()
    assert (line.who, line.place, line.did, line.what) == (
        "ada",
        "10.0.0.1",
        Did.ASKED,
        "Who came?",
    )
    assert line.at == "2027-01-15T08:00:00.000000Z"
    assert not list(people.audit.lines(date(2027, 1, 16)))
    noting.close()


def test_what_is_kept_for_who_comes_back_is_there_once_and_for_a_while(people, clock):
    token = people.send_out({"next": "archive"})
    assert people.come_back(token) == {"next": "archive"}
    assert people.come_back(token) is None
    late = people.send_out({})
    clock.now += 601
    assert people.come_back(late) is None


def test_a_file_of_another_version_is_a_sentence(folder, people):
    people._db.run("UPDATE about SET value = '99'")
    with pytest.raises(ArchiveError, match="another version"):
        People(folder)


# The commands


@pytest.fixture
def password(monkeypatch, in_folder):
    monkeypatch.setenv("DATELINE_PASSWORD", "ada-lovelace")


def test_the_commands_name_limit_and_remove(folder, people, password):
    done = dateline("users", "add", "Ada", "--publisher", "gull post", "--archive", folder)
    assert (done.returncode, done.stdout) == (0, "ada may read; only: gull post.\n")
    assert "asks who comes" in done.stderr
    done = dateline("users", "limit", "ada", "--scope", "write", "--per-minute", "2",
                    "--archive", folder)  # fmt: skip
    assert done.stdout == "ada may write; only: gull post; 2 questions a minute.\n"
    done = dateline("users", "limit", "ada", "--scope", "none", "--everything", "--archive", folder)
    assert done.stdout == "ada may nothing; 2 questions a minute.\n"
    dateline("users", "add", "robot", "--no-password", "--email", "r@x.org", "--archive", folder)
    done = dateline("users", "list", "--archive", folder)
    assert done.stdout.splitlines() == [
        "ada may nothing; 2 questions a minute",
        "robot may read; r@x.org; no password",
    ]
    assert dateline("users", "remove", "ada", "--archive", folder).stdout == "Removed ada.\n"
    assert [each.person.name for each in people.accounts.all()] == ["robot"]


def test_a_key_is_printed_once(folder, people, password):
    dateline("users", "add", "ada", "--scope", "read", "--scope", "write", "--archive", folder)
    done = dateline("keys", "add", "ada", "--scope", "read", "--days", "900", "--archive", folder)
    secret = done.stdout.strip()
    assert people.keys.person(secret) == Person("ada", READ)
    listed = dateline("keys", "list", "--archive", folder).stdout
    assert secret not in listed and "read; made 2" in listed
    key_id = listed.split()[0]
    assert dateline("keys", "revoke", key_id, "--archive", folder).returncode == 0
    assert people.keys.person(secret) is None
    assert dateline("keys", "list", "--archive", folder).stdout == "There are no keys.\n"


def test_the_log_tells_who_did_what_at_the_terminal(folder, tmp_path, people, password):
    from ui.terminal.people_served import system_user

    dateline("users", "add", "ada", "--archive", folder)
    done = dateline("audit", "--archive", folder)
    assert f"{system_user()}  terminal  user added  ada may read" in done.stdout
    assert "ada-lovelace" not in done.stdout
    assert dateline("audit", "--from", "3000", "--archive", folder).stdout == ""


def test_what_is_indexed_and_removed_is_in_the_log(tmp_path, model_loaded_once, password):
    folder, stories = tmp_path / "own", tmp_path / "stories"
    stories.mkdir()
    (stories / "gull.txt").write_text("Gulls came to Lowick.\n\nThey stayed for a day there.\n")
    dateline("index", stories, "--archive", folder)
    assert not (folder / PEOPLE_FILE).exists(), "a log without people"
    dateline("users", "add", "ada", "--archive", folder)
    dateline("index", stories, "--archive", folder)
    dateline("remove", "gull", "--archive", folder)
    told = [
        line.split("  ")[3] for line in dateline("audit", "--archive", folder).stdout.splitlines()
    ]
    assert told == [Did.USER_ADDED, Did.INDEXED, Did.REMOVED]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("users", "add", "ada"), "needs a password"),
        (("users", "add", "ada", "--no-password", "--publisher", "Other"), "No publisher"),
        (("users", "remove", "ada"), "There is nobody called 'ada'"),
        (("keys", "add", "ada"), "There is nobody called 'ada'"),
        (("keys", "revoke", "x"), "There is no key x"),
        (("audit",), "it has no people"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(folder, in_folder, arguments, said, monkeypatch):
    monkeypatch.delenv("DATELINE_PASSWORD", raising=False)
    done = dateline_process(*arguments, "--archive", folder)
    assert done.returncode == 1
    assert said in done.stderr and "Traceback" not in done.stderr


def test_the_command_knows_every_scope():
    assert _SCOPES == tuple(each.value for each in Scope)


def test_an_archive_that_is_not_there_is_a_sentence(tmp_path):
    for arguments in (("users", "list"), ("users", "add", "ada"), ("audit",)):
        done = dateline(*arguments, "--archive", tmp_path / "none")
        assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert not (tmp_path / "none").exists()
