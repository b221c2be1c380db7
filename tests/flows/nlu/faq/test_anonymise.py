"""What is kept for everyone does not tell who asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.nlu.faq.anonymise import anonymise


@pytest.mark.parametrize(
    ("text", "names", "left"),
    [
        ("Hi, I am Ann. Will Kubernetes help me?", ("Ann",), "Will Kubernetes help me?"),
        ("I have 7 yrs at Acme. I earn 42 LPA.\nIs k8s needed?", (), "Is k8s needed?"),
        ("can I learn Rust? – Ann", ("Ann Example",), "can I learn Rust?"),
        ("Will I get a visa?", ("Will Smith",), "Will I get a visa?"),
        ("hi Will, do I need k8s?", ("Will",), "do I need k8s?"),
        ("my name is Bo Katan, do I need k8s v1.2?", (), "do I need k8s v1.2?"),
        ("mail ann@example.org, is it a fit?", (), "mail, is it a fit?"),
        ("is node.js at 30-40 LPA worth it?", (), "is node.js at 30-40 LPA worth it?"),
        ("call +91 98765 43210 or @ann_e about it?", (), "call or about it?"),
        ("ANN wants to know: why?", ("ann",), "wants to know: why?"),
        ("@ann", (), ""),
        ("(Ann), does it pay?", ("Ann",), "does it pay?"),
        ("Does it (says Ann) pay [Ann] off?", ("Ann",), "Does it (says) pay off?"),
        ("Does it pay, “Ann”?", ("Ann",), "Does it pay?"),
    ],
)
def test_contacts_names_and_introductions_go(text: str, names: tuple[str, ...], left: str) -> None:
    assert anonymise(text, names) == left


def test_lines_of_a_whole_text_stay() -> None:
    assert anonymise("Hi Ann,\nyes.\nNo?", ("Ann",), whole=True) == "yes.\nNo?"


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=2))
def test_nothing_is_added_and_nothing_breaks(text: str, names: list[str]) -> None:
    left = anonymise(text, names)
    assert len(left) <= len(text)
    assert {*left} <= {*text, " ", "\n"}


@given(st.sampled_from(["Zebedee", "Quentin Vane", "Åsa", "李雷"]), st.text(max_size=40))
def test_a_name_that_is_no_word_is_never_left(name: str, text: str) -> None:
    assert name not in anonymise(f"{text} {name} {text}?", (name,))
