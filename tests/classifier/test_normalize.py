"""Folding: disguises come off, places stay."""

import pytest

from classifier.normalize import placed, plain_words, tokens


def words(text: str) -> list[str]:
    return [token.word for token in tokens(text)]


@pytest.mark.parametrize(
    "disguised",
    ["c0nnard", "C O N N A R D", "c.o.n.n.a.r.d", "connaaaard", "c\u043ennard", "con\u200bnard"],
)
def test_a_disguise_comes_off(disguised: str) -> None:
    assert words(disguised)[0].replace("aa", "a") == "connard"


def test_addresses_are_masked_because_a_model_would_learn_hosts_by_heart() -> None:
    assert words("voir https://a.example/x?y ou credit.example, a.b@c.example") == [
        "voir", "<link>", "ou", "<link>", ",", "<mail>",
    ]  # fmt: skip


def test_a_missing_space_after_a_full_stop_is_no_address() -> None:
    assert "<link>" not in words("C’est fini.et alors ?")


def test_every_word_knows_its_place_in_the_original_text() -> None:
    text = "É\u0301tait-ce  l’ÉLU ? http://x.example/…"
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
    assert [text[token.start : token.end] for token in tokens(text)][-1].startswith("http")


@pytest.mark.parametrize("written", ["ta gueule", "p'tain", "c o n n e", "3nculé", "cooooon", "l'"])
def test_word_lists_are_folded_as_comments_are(written: str) -> None:
    assert plain_words(written) == words(written)


def test_who_reads_many_texts_may_find_the_words_of_a_piece_in_their_own_way() -> None:
    text = "Vite c o n n a r d, x.example"
    found = tokens(
        text, lambda piece: [one for one in placed(piece) if one[0] in ("connard", "<link>")]
    )
    assert [(token.word, text[token.start : token.end]) for token in found] == [
        ("connard", "c o n n a r d"),
        ("<link>", "x.example"),
    ]
