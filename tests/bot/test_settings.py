"""The settings: where they come from, what they accept, and that each is described."""

from pathlib import Path
from typing import NoReturn

import pytest

from bot.errors import WrongUseError
from bot.rendering import Renderer
from bot.settings import Settings, folder_of_old_models, load_settings, variable
from flows.dialogue.replies import Reply

ROOT = Path(__file__).parents[2]
TOKEN = "123456:AAF_secret-part"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(variable(field), raising=False)
    monkeypatch.chdir(tmp_path)


def test_nothing_has_to_be_set() -> None:
    settings = load_settings()
    assert settings.telegram_token is None
    assert settings.database_path.name == "advisor.db"


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("ADVISOR_TELEGRAM_API", "http://127.0.0.1:8081/")
    monkeypatch.setenv("ADVISOR_OWNER", "42")
    settings = load_settings()
    assert settings.telegram_token
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert (settings.telegram_api, settings.owner) == ("http://127.0.0.1:8081", 42)


def test_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("ADVISOR_OWNER=1\nADVISOR_DATABASE=from-file.db\n", encoding="utf-8")
    monkeypatch.setenv("ADVISOR_OWNER", "2")
    settings = load_settings()
    assert (settings.owner, settings.database) == (2, Path("from-file.db"))


def test_home_is_expanded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("ADVISOR_DATABASE", "~/advisor.db")
    assert load_settings().database == tmp_path / "advisor.db"


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without a name and a home, as in a container run under any number."""

    def unknown(_: object) -> NoReturn:
        raise KeyError("uid not found")

    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", unknown)


@pytest.mark.usefixtures("nobody")
def test_without_a_home_only_the_database_has_to_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load_settings()
    assert folder_of_old_models() is None
    with pytest.raises(WrongUseError, match="ADVISOR_DATABASE"):
        _ = settings.database_path
    monkeypatch.setenv("ADVISOR_DATABASE", "/data/advisor.db")
    assert load_settings().database_path == Path("/data/advisor.db")


@pytest.mark.usefixtures("nobody")
@pytest.mark.parametrize("value", ["~/here", "~no-such-user-anywhere/here"])
def test_home_that_is_not_known_is_told(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("ADVISOR_DATABASE", value)
    with pytest.raises(WrongUseError, match=f"ADVISOR_DATABASE is '{value}'.*home"):
        load_settings()


def test_the_example_as_it_is_sets_nothing() -> None:
    by_default = load_settings()
    Path(".env").write_text((ROOT / ".env.example").read_text(encoding="utf-8"), encoding="utf-8")
    assert load_settings() == by_default


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADVISOR_TELEGRAM_API", "ftp://127.0.0.1"),
        ("ADVISOR_TELEGRAM_API", "127.0.0.1:8081"),
        ("ADVISOR_TELEGRAM_API", "http://[::1"),
        ("ADVISOR_OWNER", "@somebody"),
        ("ADVISOR_OWNER", "-5"),
    ],
)
def test_bad_value_is_told_with_the_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongUseError, match=name) as caught:
        load_settings()
    assert value in str(caught.value)


@pytest.mark.parametrize("token", ["secret", "123:", "123:with space", "bot123:secret", "12:é"])
def test_malformed_token_is_not_repeated(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setenv("ADVISOR_TELEGRAM_TOKEN", token)
    with pytest.raises(WrongUseError, match="ADVISOR_TELEGRAM_TOKEN") as caught:
        load_settings()
    assert token not in str(caught.value)


def test_all_bad_values_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_TELEGRAM_API", "nowhere")
    monkeypatch.setenv("ADVISOR_OWNER", "me")
    with pytest.raises(WrongUseError, match=r"(?s)TELEGRAM_API.*OWNER"):
        load_settings()


def test_file_that_is_no_text_is_refused() -> None:
    Path(".env").write_bytes(b"ADVISOR_OWNER=\xff\xfe")
    with pytest.raises(WrongUseError, match=r"\.env"):
        load_settings()


def test_token_is_not_in_the_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_TELEGRAM_TOKEN", TOKEN)
    assert "secret" not in repr(load_settings())


@pytest.mark.parametrize("field", Settings.model_fields)
@pytest.mark.parametrize("document", [".env.example", "README.md"])
def test_each_setting_is_described(document: str, field: str) -> None:
    assert variable(field) in (ROOT / document).read_text(encoding="utf-8")


def test_what_looks_like_a_setting_and_is_none_is_pointed_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_TOKEN", "1:a")
    monkeypatch.setenv("advisor_owner", "1")
    (tmp_path / ".env").write_text("ADVISOR_DATABSE=x\nOTHER=1\nADVISOR_TELEGRAM_PATIENCE=5\n")
    load_settings()
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "There is no setting ADVISOR_DATABSE",
        "There is no setting ADVISOR_TOKEN",
    ]
    assert "ADVISOR_DATABASE?" in lines[0]
    assert "1:a" not in "".join(lines)


@pytest.mark.parametrize("text", ["a week", " a  week\t", "3 Tage", "“soon”"])
def test_how_soon_the_owner_answers_is_told_in_their_words(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("ADVISOR_ANSWERS_WITHIN", text)
    within = load_settings().answers_within
    told = Renderer(answers_within=within).render(Reply("passed_on", {"text": "why?"})).text
    assert f"within {' '.join(text.split())}." in told


@pytest.mark.parametrize("text", ["…", "x" * 41, "a\u202eweek"])
def test_how_soon_says_something(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("ADVISOR_ANSWERS_WITHIN", text)
    with pytest.raises(WrongUseError, match="ADVISOR_ANSWERS_WITHIN"):
        load_settings()
