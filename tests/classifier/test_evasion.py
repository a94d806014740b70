"""Disguises come off: the same word in any of them scores as it does plainly."""

import pytest

from classifier import Model, Sample
from classifier.disguise import undo
from classifier.normalize import tokens


@pytest.fixture(scope="module")
def shipped() -> Model:
    return Model.load()


def score(model: Model, text: str, language: str) -> dict[str, float]:
    return model.score([Sample(text, site_language=language)])[0].values


@pytest.mark.parametrize(
    "written",
    [
        "c0nn@rd", "c.o.n.n.a.r.d", "c o n n a r d", "c_o_n_n_a_r_d", "C-O-N-N-A-R-D", "coooonnard",
        "connarrrrd", "ｃｏｎｎａｒｄ", "\u0441onnard", "con\u200bnard", "CONNARD", "c*nnard",
        "co**ard", "cnnrd", "con-nard", "con.nard", "🅒🅞🅝🅝🅐🅡🅓", "ᴄᴏɴɴᴀʀᴅ", "çonnàrd",
        "c\u0301onnard",
    ],
)  # fmt: skip
def test_a_disguised_word_scores_as_it_does_plainly_in_french(shipped: Model, written: str) -> None:
    text = "Ce maire est un {}, voilà ce que je pense."
    plain, hidden = (score(shipped, text.format(word), "fr") for word in ("connard", written))
    assert hidden == plain
    assert plain["insult"] >= shipped.thresholds["insult"]["flag"]


@pytest.mark.parametrize(
    "written",
    [
        "1d10t", "id!ot", "i.d.i.o.t", "i d i o t", "I D I O T", "idiooooot", "ｉｄｉｏｔ",
        "\u0456diot", "id\u00adiot", "ID\u200dIOT", "id-iot", "🅸diot", "ıdiot",
    ],
)  # fmt: skip
def test_a_disguised_word_scores_as_it_does_plainly_in_english(
    shipped: Model, written: str
) -> None:
    text = "The mayor is such an {}, everybody in this town knows it."
    plain, hidden = (score(shipped, text.format(word), "en") for word in ("idiot", written))
    assert hidden == plain
    assert plain["insult"] > 0.5


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("espèce de FDP", "fr"),
        ("espèce de f d p", "fr"),
        ("quel fils de p*te celui-là", "fr"),
        ("ferme ta gueuuuule", "fr"),
        ("ferme ta gu3ule", "fr"),
        ("p*tain de merde, casse-toi", "fr"),
        ("t’es qu’une s@l0pe", "fr"),
        ("va te faire enc*ler", "fr"),
        ("n1que ta m3re", "fr"),
        ("Toi 🖕🏽", "fr"),
        ("Tu es un 🤡", "fr"),
        ("Vous êtes un gros 🐷", "fr"),
        ("je vais te 🔪", "fr"),
        ("You are a f*cking id1ot", "en"),
        ("f u c k you", "en"),
        ("fuuuuuck you", "en"),
        ("you are a b!tch", "en"),
        ("what an a$$h0le", "en"),
        ("you are a M O R O N", "en"),
        ("phuck you", "en"),
        ("🖕 you", "en"),
        ("you are such a 🤡", "en"),
        ("you are a fat 🐷", "en"),
    ],
)
def test_an_insult_in_disguise_is_held_back(shipped: Model, text: str, language: str) -> None:
    found = score(shipped, text, language)
    assert any(value >= shipped.thresholds[name]["flag"] for name, value in found.items()), found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Merciiiii beaucoup, c’était trooop bien !!!", "fr"),
        ("Il faut 2h30 de route et 45 € d’essence, peut-être plus.", "fr"),
        ("La C.G.T. et la S.N.C.F. négocient depuis mardi.", "fr"),
        ("Mon cochon d’Inde 🐷 est guéri, merci au vétérinaire.", "fr"),
        ("Super spectacle au cirque hier soir, bravo aux clowns 🤡", "fr"),
        ("This is soooo nice, thank you!!! 🤗", "en"),
        ("The H.T.M.L. file has int32 and utf-8 in it.", "en"),
        ("Our pig 🐷 won a prize at the fair.", "en"),
    ],
)
def test_playful_or_technical_writing_is_no_evasion(
    shipped: Model, text: str, language: str
) -> None:
    found = score(shipped, text, language)
    flagged = [name for name, v in found.items() if v >= shipped.thresholds[name]["flag"]]
    assert not flagged


@pytest.mark.parametrize(
    "word",
    [
        "peut-etre",
        "2h30",
        "covid19",
        "int32",
        "zombie433",
        "8080",
        "c.g.t",
        "va-t-en",
        "l.a",
        "70e",
    ],
)
def test_what_is_no_disguise_is_left_alone(word: str) -> None:
    assert undo(word) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sh**", "shit"),
        ("fu**", "fuck"),
        ("put***", "putain"),
        ("enc***", "encule"),
        ("con****", "connard"),
        ("mer**", "merde"),
        ("bat***", "batard"),
    ],
)
def test_an_end_that_is_starred_out_is_put_back_where_it_is_obvious(
    written: str, meant: str
) -> None:
    assert undo(written) == meant


@pytest.mark.parametrize("written", ["years**", "will**", "co*****", "m***", "d******", "new*"])
def test_stars_after_a_whole_word_or_of_many_meanings_are_left_alone(written: str) -> None:
    assert undo(written) is None


@pytest.mark.parametrize("written", ["putain**", "con**"])
def test_an_insult_in_bold_print_is_no_other(written: str) -> None:
    assert undo(written) == written.rstrip("*")


def test_a_drawn_out_word_is_the_known_word_that_it_may_be() -> None:
    written = "niggger fuuuck looool bonnnne petasssse"
    assert [undo(word) for word in written.split()] == ["nigger", "fuck", "lol", "bonne", "petasse"]


def test_a_word_of_one_letter_beside_spaced_out_ones_stays_apart() -> None:
    found = tokens("a M O R O N")
    assert [token.word for token in found] == ["a", "moron"]
    assert {(token.start, token.end) for token in found} == {(0, 11)}
