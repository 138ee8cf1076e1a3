"""Asking a language model on the loopback that misbehaves: what comes back is its words or a reason, never a secret."""

from __future__ import annotations

import json
import socket
import time

import pytest
from tests.outside.chat_server import answer_to, model_at, say, silent
from tests.outside.loopback import Authority, Quiet, serving

from answerable.acquire.fetching import FetchError
from answerable.confront.second_reader import CannotAskError, Message, ModelLimits, NotAnsweredError
from answerable.outside.chat_answer import said_in
from answerable.outside.chat_places import WordsWouldLeaveError, chat_endpoint
from answerable.preserve.settings import Model

KEY = "sk-veldonia-0123456789"
WORDS = [Message("system", "Code it."), Message("user", "<<<material f00\n{}\nend of material f00>>>")]
QUICK = ModelLimits(seconds=60.0, answer_bytes=100_000, tries=3, longest_wait=20.0)


@pytest.fixture
def served():
    with model_at(silent) as one:
        yield one


def endpoint(served, limits=QUICK, **how):
    made = chat_endpoint(Model(served.address, "small-1"), key=KEY, limits=limits, **how)
    waited: list[float] = []
    made._sleep = waited.append
    return made, waited


def ask(served, **how):
    return endpoint(served, **how)[0].ask(WORDS)


def test_what_the_model_says_comes_back_and_the_request_is_as_the_interface_wants_it(served):
    said = ask(served)
    (asked,) = served.asked
    assert (said.whole, json.loads(said.text)) == (True, {"question": "f00", "codings": []})
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["Authorization"] == f"Bearer {KEY}"
    assert asked.body["model"] == "small-1"
    assert [m["role"] for m in asked.body["messages"]] == ["system", "user"]
    assert asked.body["stream"] is False


def test_without_a_key_none_is_sent(served):
    chat_endpoint(Model(served.address, "small-1"), limits=QUICK).ask(WORDS)
    assert "Authorization" not in served.asked[0].headers


def test_an_answer_cut_by_the_models_own_limit_is_said_to_be_cut(served):
    served.play = lambda handler, asked: say(handler, '{"question": "f', finish="length")
    assert not ask(served).whole


MISBEHAVING = {
    "JSON that breaks off": lambda h, _: h.answer(b'{"choices": [{"message": {"content": "ab', "application/json"),
    "an envelope without choices": lambda h, _: h.answer(b'{"choices": []}', "application/json"),
    "a choice without words": lambda h, _: h.answer(b'{"choices": [{"message": {}}]}', "application/json"),
    "nesting without end": lambda h, _: h.answer(b"[" * 90_000, "application/json"),
    "bytes that are no text": lambda h, _: h.answer(b'{"choices": "\xff\xfe"}', "application/json"),
    "a web page": lambda h, _: h.answer(b"<p>Please sign in</p>"),
    "a stream of events": lambda h, _: h.answer(b"data: {}\n\n", "text/event-stream"),
    "the right body under another type": lambda h, a: say(h, answer_to(a, []), Content_Type="text/plain"),
    "a packing nobody asked for": lambda h, a: say(h, answer_to(a, []), Content_Encoding="br"),
    "a body that is too large": lambda h, _: say(h, "x" * 200_000),
    "a body shorter than it says": lambda h, _: short(h),
    "a header that is too large": lambda h, a: say(h, answer_to(a, []), **{f"X_{n}": "y" * 60 for n in range(1_200)}),
    "a fault of the server": lambda h, _: h.answer(b'{"error": "boom"}', "application/json", 500),
    "a protocol that is not HTTP": lambda h, _: not_http(h),
}


def short(handler: Quiet) -> None:
    handler.answer(b'{"choices"', "application/json", Content_Length="900")
    handler.close_connection = True


def not_http(handler: Quiet) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
    handler.close_connection = True


@pytest.mark.parametrize("what", MISBEHAVING)
def test_an_answer_that_cannot_be_taken_is_none_and_the_next_question_may_be_asked(served, what):
    good, served.play = served.play, MISBEHAVING[what]
    made, _ = endpoint(served)
    with pytest.raises(NotAnsweredError) as refused:
        made.ask(WORDS)
    assert KEY not in str(refused.value)
    served.play = good
    assert made.ask(WORDS).whole


@pytest.mark.parametrize("drips", [False, True])
def test_a_model_that_stalls_is_left_at_the_deadline(served, drips):
    def play(handler: Quiet, _: object) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        handler.close_connection = True
        for _ in range(100):
            time.sleep(0.1)
            if drips:
                try:
                    handler.wfile.write(b" ")
                except OSError:
                    return

    served.play = play
    with pytest.raises(NotAnsweredError):
        ask(served, limits=ModelLimits(seconds=1.0))


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_model_is_asked_again_when_it_says(served, status):
    def play(handler: Quiet, asked: object) -> None:
        if len(served.asked) == 1:
            handler.answer(b"", "application/json", status, Retry_After="7")
        else:
            silent(handler, asked)

    served.play = play
    made, waited = endpoint(served)
    assert made.ask(WORDS).whole
    assert waited == [7.0]


def test_a_busy_model_that_names_no_time_is_asked_ever_later_and_then_left(served):
    served.play = lambda handler, _: handler.answer(b"", "application/json", 429)
    made, waited = endpoint(served)
    with pytest.raises(CannotAskError, match="busy") as refused:
        made.ask(WORDS)
    assert (waited, len(served.asked)) == ([1.0, 2.0], 3)
    assert "later" in refused.value.next_step


def test_a_model_that_wants_more_time_than_there_is_is_left_at_once(served):
    served.play = lambda handler, _: handler.answer(b"", "application/json", 503, Retry_After="3600")
    made, waited = endpoint(served)
    with pytest.raises(CannotAskError) as refused:
        made.ask(WORDS)
    assert (waited, len(served.asked)) == ([], 1)
    assert "3600 seconds" in refused.value.next_step


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_ends_the_asking_and_does_not_repeat_what_the_server_wrote(served, status):
    served.play = lambda handler, _: handler.answer(f"bad key {KEY}".encode(), "application/json", status)
    with pytest.raises(CannotAskError) as refused:
        ask(served)
    assert KEY not in str(refused.value) + refused.value.next_step


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("target", ["/elsewhere", "http://127.0.0.2/", "http://169.254.169.254/", "http://10.0.0.1/"])
def test_no_redirect_is_followed(served, status, target):
    served.play = lambda handler, _: handler.answer(b"", "application/json", status, Location=target)
    with pytest.raises(CannotAskError, match="elsewhere"):
        ask(served)
    assert len(served.asked) == 1


def test_an_endpoint_that_does_not_take_a_temperature_is_asked_without(served):
    def play(handler: Quiet, asked) -> None:
        if "temperature" in asked.body:
            handler.answer(b'{"error": "unsupported"}', "application/json", 400)
        else:
            silent(handler, asked)

    served.play = play
    made, _ = endpoint(served)
    assert made.ask(WORDS).whole
    assert made.ask(WORDS).whole
    assert len(served.asked) == 3  # it is learnt once


def test_a_question_that_is_not_liked_for_something_else_leaves_the_next_as_it_is(served):
    served.play = lambda handler, _: handler.answer(b"{}", "application/json", 400)
    made, _ = endpoint(served)
    with pytest.raises(NotAnsweredError, match="400"):
        made.ask(WORDS)
    served.play = silent
    assert made.ask(WORDS).whole
    assert [asked.body.get("temperature") for asked in served.asked] == [0, None, 0]


def test_an_endpoint_that_likes_neither_gives_no_answer(served):
    served.play = lambda handler, _: handler.answer(b"{}", "application/json", 422)
    with pytest.raises(NotAnsweredError, match="422"):
        ask(served)


def test_nobody_at_the_address():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(NotAnsweredError, match="cannot be connected to") as refused:
        chat_endpoint(Model(f"http://127.0.0.1:{port}/v1", "m")).ask(WORDS)
    assert "whether the model runs there" in refused.value.next_step


def test_a_proxy_that_does_not_answer_is_said_with_what_to_do_about_it():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        proxy = f"socks5h://127.0.0.1:{taken.getsockname()[1]}"
    made = chat_endpoint(Model("https://model.example/v1", "m"), agreed="model.example", proxy=proxy)
    with pytest.raises(NotAnsweredError, match="does not answer") as refused:
        made.ask(WORDS)
    assert "take away --proxy" in refused.value.next_step


def test_an_inside_address_is_not_asked_through_a_proxy_either():
    made = chat_endpoint(Model("https://10.0.0.9/v1", "m"), agreed="10.0.0.9", proxy="socks5h://127.0.0.1:1")
    with pytest.raises(CannotAskError, match="not contacted"):
        made.ask(WORDS)


def test_a_certificate_nobody_knows_is_not_believed(tmp_path):
    asked = []

    class Secured(Quiet):
        def do_POST(self) -> None:
            asked.append(self.path)
            say(self, "{}")

    with serving(Secured, Authority(tmp_path).context) as where, pytest.raises((NotAnsweredError, CannotAskError)):
        chat_endpoint(Model(f"https://{where}/v1", "m"), key=KEY, limits=QUICK).ask(WORDS)
    assert asked == []


NOT_HERE = (
    "https://model.example/v1",
    "https://127.0.0.1.example/v1",
    "https://2130706433/v1",
    "https://[::ffff:127.0.0.1]/v1",
    "https://10.0.0.9/v1",
)


@pytest.mark.parametrize("address", NOT_HERE)
@pytest.mark.parametrize("agreed", [None, "other.example", ""])
def test_words_leave_this_machine_only_for_the_host_that_a_person_named(address, agreed):
    with pytest.raises(WordsWouldLeaveError, match="leave") as refused:
        chat_endpoint(Model(address, "m"), agreed=agreed)
    assert "--words-may-leave" in refused.value.next_step


def test_the_host_that_was_named_is_remote():
    assert chat_endpoint(Model("https://model.example/v1", "m"), agreed="Model.example").remote


@pytest.mark.parametrize("address", ["https://127.1/v1", "https://2130706433/v1", "https://10.0.0.9/v1"])
def test_an_inside_address_is_not_asked_even_when_its_host_was_named(address):
    host = address.removeprefix("https://").removesuffix("/v1")
    with pytest.raises(CannotAskError, match="not contacted"):
        chat_endpoint(Model(address, "m"), agreed=host).ask(WORDS)


def test_words_do_not_leave_over_plain_http():
    with pytest.raises(FetchError, match="plain http"):
        chat_endpoint(Model("http://model.example/v1", "m"), agreed="model.example")


def test_an_inside_address_may_be_permitted_and_then_it_is_named():
    made = chat_endpoint(Model("http://10.0.0.9:8000/v1", "m"), agreed="10.0.0.9:8000", allow=["10.0.0.9:8000"])
    assert (made.remote, made.permitted) == (True, "10.0.0.9:8000")


def test_a_port_that_is_not_the_webs_needs_a_permission():
    with pytest.raises(FetchError, match="port 8000"):
        chat_endpoint(Model("https://model.example:8000/v1", "m"), agreed="model.example")


def test_this_machine_is_reached_without_the_proxy(served):
    made = chat_endpoint(Model(served.address, "m"), proxy="socks5h://127.0.0.1:1", limits=QUICK)
    assert made.ask(WORDS).whole
    assert not made.remote


def test_localhost_is_this_machine_whatever_a_resolver_says(served, monkeypatch):
    def elsewhere(host, *rest, **more):
        assert host != "localhost", "a resolver was asked for localhost"
        return real(host, *rest, **more)

    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", elsewhere)
    made = chat_endpoint(Model(served.address.replace("127.0.0.1", "localhost"), "m"), limits=QUICK)
    assert made.ask(WORDS).whole


def test_an_envelope_with_more_in_it_than_we_know_is_read():
    body = b'{"id":"x","usage":{"n":1},"choices":[{"index":0,"message":{"content":"yes","tool_calls":null}}]}'
    assert said_in(body).text == "yes"
