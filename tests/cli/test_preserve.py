"""`preserve seal`, `stamp` and `verify` as a person calls them, with an authority on the loopback."""

from __future__ import annotations

import json
import shutil
import socket
from pathlib import Path

import pytest
from tests.outside.stamping_authority import Root, other_nonce, serving

from answerable.cli.main import run
from answerable.cli.stamping import stamp_before_export
from answerable.preserve import seal_keys, stamp_memory
from answerable.preserve.casefile import CaseFile
from answerable.preserve.checkpoint import origin_of


@pytest.fixture
def case(tmp_path) -> CaseFile:
    assert run(["init", str(tmp_path / "case")]) == 0
    return CaseFile.open(tmp_path / "case")


@pytest.fixture
def root() -> Root:
    return Root("Coast root")


@pytest.fixture
def served(root, tmp_path):
    if shutil.which("openssl") is None:
        pytest.skip("the authority is made with openssl")
    with serving(root.signer(tmp_path / "authority")) as one:
        yield one


def name_authority(case: CaseFile, url: str, root: Root) -> None:
    (case.path / "authorities").mkdir(exist_ok=True)
    (case.path / "authorities" / "coast.pem").write_bytes(root.pem)
    with (case.path / "case.toml").open("a") as toml:
        toml.write(f'\n[[stamp.authorities]]\nname = "coast"\nurl = "{url}"\ncertificate = "authorities/coast.pem"\n')


def allowed(url: str) -> list[str]:
    return ["--allow", url.removeprefix("http://").rstrip("/")]


def verify(case: CaseFile, capsys, *options: str) -> tuple[int, list[dict[str, str]]]:
    capsys.readouterr()
    code = run(["preserve", "verify", "--case", str(case.path), "--json", *options])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_seal_prints_three_lines_that_verify_takes_back(case, capsys, tmp_path):
    capsys.readouterr()
    assert run(["preserve", "seal", "--case", str(case.path)]) == 0
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert len(lines) == 3
    assert lines[0] == f"answerable.local/{case.settings.id}"
    assert "a letter" in said.err
    assert case.seal_key().text in said.err
    letter = tmp_path / "letter.txt"
    letter.write_text("\n".join(lines))
    assert run(["preserve", "verify", "--case", str(case.path), "--seal", str(letter)]) == 0
    out = capsys.readouterr().out
    assert f"held: anchor {letter}: anchored until entry 2 by this seal, kept outside the folder" in out


def test_exit_codes_are_those_of_the_docs(case, capsys, tmp_path):
    assert verify(case, capsys)[0] == 3
    assert verify(case, capsys, "--unanchored-ok")[0] == 0
    (tmp_path / "no-seal").write_text("hello")
    assert verify(case, capsys, "--seal", str(tmp_path / "no-seal"))[0] == 2
    assert verify(case, capsys, "--seal", str(tmp_path / "nowhere"))[0] == 2
    assert verify(case, capsys, "--authority", str(tmp_path / "no-seal"))[0] == 2
    with (case.path / "case.toml").open("a") as toml:
        toml.write("# changed\n")
    assert verify(case, capsys, "--unanchored-ok")[0] == 3  # case.toml is not checked, and that is no anchor
    blob = next(p for p in (case.path / "blobs").rglob("*") if p.is_file())
    blob.chmod(0o600)
    blob.write_bytes(b"x")
    assert verify(case, capsys, "--unanchored-ok")[0] == 1
    assert run(["preserve", "verify", "--case", str(tmp_path)]) == 2


def test_seal_changes_the_key_and_accepts_a_loss_only_with_a_reason(case, capsys):
    before = case.seal_key()
    assert run(["preserve", "seal", "--case", str(case.path), "--new-key"]) == 0
    assert case.seal_key() != before
    assert run(["preserve", "seal", "--case", str(case.path), "--accept-loss", " "]) == 2
    assert run(["preserve", "seal", "--case", str(case.path), "--accept-loss", "moved", "--json"]) == 0
    sealed = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert sealed["key"] == case.seal_key().text
    assert sealed["signed"].startswith(sealed["text"])
    code, checks = verify(case, capsys, "--unanchored-ok")
    assert code == 0, checks


def test_a_time_stamp_anchors_until_the_seal_it_was_made_of(case, capsys, root, served, tmp_path, monkeypatch):
    name_authority(case, served.url, root)
    assert run(["preserve", "stamp", "--case", str(case.path), *allowed(served.url)]) == 0
    assert "coast: entries 0–3 existed at 20" in capsys.readouterr().out
    folder = case.path / "journal" / "seals" / "4"
    assert sorted(p.name for p in folder.iterdir()) == ["checkpoint", "coast.pem", "coast.tsq", "coast.tsr"]
    code, checks = verify(case, capsys)
    assert code == 3
    anchors = {c["item"]: c for c in checks if c["what"] == "anchor"}
    assert anchors["seals/4/coast.tsr"]["outcome"] == "held"
    assert "anchored until entry 3 by this time-stamp, made at 20" in anchors["seals/4/coast.tsr"]["reason"]
    assert "judged by" in anchors["seals/4/coast.tsr"]["reason"]
    assert anchors["entries 4–4"]["reason"].startswith("unanchored since entry 4")
    monkeypatch.setenv("ANSWERABLE_HOME", str(tmp_path / "another machine"))
    code, checks = verify(case, capsys)
    token = next(c for c in checks if c["item"] == "seals/4/coast.tsr")
    assert (token["outcome"], token["what"]) == ("not checked", "anchor")
    assert "only the case names the certificate" in token["reason"]
    (tmp_path / "from-the-authority.pem").write_bytes(root.pem)
    code, checks = verify(case, capsys, "--authority", str(tmp_path / "from-the-authority.pem"))
    assert next(c for c in checks if c["item"] == "seals/4/coast.tsr")["outcome"] == "held"


#: name: (what is done to the case, the outcome that the time-stamp comes to, words of the reason)
TOUCHED = {
    "a bit of the reply": (lambda f: flip(f / "coast.tsr"), "changed"),
    "a bit of the query": (lambda f: flip(f / "coast.tsq"), "changed"),
    "a bit of the certificate": (lambda f: flip(f / "coast.pem"), "changed"),
    "the reply is gone": (lambda f: (f / "coast.tsr").unlink(), "none under journal/seals has that digest"),
    "it lies beside another seal": (
        lambda f: [p.rename(f.parent / "3" / p.name) for p in f.iterdir() if p.name != "checkpoint"],
        "not of the checkpoint beside it",
    ),
    "the checkpoint is gone": (lambda f: (f / "checkpoint").unlink(), "cannot be read"),
}


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(("touch", "words"), TOUCHED.values(), ids=TOUCHED)
def test_a_time_stamp_that_was_touched_fails(case, capsys, root, served, touch, words):
    name_authority(case, served.url, root)
    assert run(["preserve", "stamp", "--case", str(case.path), *allowed(served.url)]) == 0
    touch(case.path / "journal" / "seals" / "4")
    code, checks = verify(case, capsys)
    assert code == 1
    assert [c for c in checks if c["what"] == "time-stamp" and c["outcome"] == "failed" and words in c["reason"]]


def test_a_journal_that_was_rebuilt_does_not_fit_an_older_time_stamp(case, capsys, root, served, tmp_path):
    name_authority(case, served.url, root)
    assert run(["preserve", "stamp", "--case", str(case.path), *allowed(served.url)]) == 0
    seals = case.path / "journal" / "seals"
    stamped = {p.name: p.read_bytes() for p in (seals / "4").iterdir()}
    toml = (case.path / "case.toml").read_bytes()
    shutil.rmtree(case.path)
    shutil.rmtree(seal_keys.folder_of(seal_keys.home(), origin_of(case.settings.id)))
    case.path.mkdir()
    (case.path / "case.toml").write_bytes(toml)
    again = CaseFile.create(case.path, name="x")
    with again.writing() as writer:
        writer.decline("another/past", "skipped", "an empty folder")
    again = CaseFile.open(case.path)
    with again.writing() as writer:
        writer.keep_beside_seal(4, {name: data for name, data in stamped.items() if name != "checkpoint"})
    (seals / "4" / "checkpoint").write_bytes(stamped["checkpoint"])
    code, checks = verify(again, capsys)
    assert code == 1
    token = next(c for c in checks if c["item"] == "seals/4/coast.tsr")
    assert (token["outcome"], "the first 4 entries are not those" in token["reason"]) == ("failed", True)


def test_offline_is_not_yet_stamped_and_the_next_command_asks_again(case, capsys, root, served, tmp_path):
    name_authority(case, served.url, root)
    served.status = 503
    assert run(["preserve", "stamp", "--case", str(case.path), *allowed(served.url)]) == 4
    assert "not yet stamped" in capsys.readouterr().err
    assert not list((case.path / "journal" / "seals").rglob("*.tsr"))
    (tmp_path / "page.txt").write_text("The bridge stood open.")
    acquire = ["acquire", "--later", "--case", str(case.path), *allowed(served.url), str(tmp_path / "page.txt")]
    assert run(acquire) == 0  # acquiring goes on
    assert "not yet stamped" in capsys.readouterr().err
    served.status = 200
    assert run(acquire) == 0
    assert "stamped by coast" in capsys.readouterr().err
    asked = len(served.asked)
    assert run(acquire) == 0
    assert len(served.asked) == asked
    assert len(list((case.path / "journal" / "seals").rglob("*.tsr"))) == 1


def test_what_was_asked_through_a_proxy_is_asked_again_through_it_and_never_straight(case, root, served, tmp_path):
    name_authority(case, served.url, root)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        gone = f"http://127.0.0.1:{taken.getsockname()[1]}"
    assert run(["preserve", "stamp", "--case", str(case.path), "--proxy", gone, *allowed(served.url)]) == 4
    (tmp_path / "page.txt").write_text("The bridge stood open.")
    acquire = ["acquire", "--later", "--case", str(case.path), *allowed(served.url), str(tmp_path / "page.txt")]
    assert run(acquire) == 0
    assert served.asked == []
    waiting = stamp_memory.waiting(seal_keys.home(), origin_of(case.settings.id))
    assert waiting == {served.url: gone}


def test_a_reply_that_does_not_hold_is_not_kept_and_not_asked_for_again(case, capsys, root, served):
    name_authority(case, served.url, root)
    served.change = other_nonce
    assert run(["preserve", "stamp", "--case", str(case.path), *allowed(served.url)]) == 4
    assert "refused" in capsys.readouterr().err
    assert not list((case.path / "journal" / "seals").rglob("*.tsr"))
    assert stamp_memory.waiting(seal_keys.home(), origin_of(case.settings.id)) == {}


def test_an_authority_that_only_the_case_names_is_not_contacted_by_itself(case, root, served):
    name_authority(case, served.url, root)
    case = CaseFile.open(case.path)
    inside = allowed(served.url)[1:]
    assert stamp_before_export(case, inside) == ([], [])
    assert run(["preserve", "seal", "--case", str(case.path)]) == 0
    assert served.asked == []
    assert run(["preserve", "stamp", "coast", "--case", str(case.path), *allowed(served.url)]) == 0
    assert len(served.asked) == 1
    assert stamp_before_export(CaseFile.open(case.path), inside) == ([], [])  # at most daily
    assert len(served.asked) == 1


WRONG = {
    "no authority": ("", [], "names no time-stamp authority"),
    "another name": (None, ["hill"], "no authority 'hill'"),
    "no certificate": ("missing.pem", [], "cannot be read"),
    "no PEM": ("case.toml", [], "not one in PEM"),
}


@pytest.mark.parametrize(("certificate", "names", "words"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_the_authorities_is_said(case, capsys, root, certificate, names, words):
    if certificate != "":
        name_authority(case, "http://127.0.0.1:1/", root)
        toml = case.path / "case.toml"
        toml.write_text(toml.read_text().replace("authorities/coast.pem", certificate or "authorities/coast.pem"))
    assert run(["preserve", "stamp", "--case", str(case.path), *names]) == 2
    assert words in capsys.readouterr().err
