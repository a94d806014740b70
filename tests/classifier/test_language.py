"""Which language: told where it can be, and not where it cannot."""

import pytest

from classifier import Model, Sample


@pytest.fixture(scope="module")
def shipped() -> Model:
    return Model.load()


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Je vais te tuer sale arabe", "fr"),
        ("Merci pour cet article très clair", "fr"),
        ("What a terrible article, who wrote this?", "en"),
        ("Das ist doch nicht wahr, oder?", "de"),
        ("Esto no es verdad, señores", "es"),
        ("هذا مقال جيد جدا", "ar"),
        ("Это хорошая статья", "ru"),
        ("Тази статия е много добра", "und"),
        ("Це дуже гарна стаття, дякую за неї", "uk"),
        ("این مقاله خیلی خوب است", "und"),
        ("บทความนี้ดีมาก ขอบคุณครับ", "th"),
        ("Αυτό είναι ένα καλό άρθρο", "el"),
        ("यह लेख अच्छा है", "und"),
        ("좋은 기사입니다", "ko"),
        ("これは良い記事です", "ja"),
        ("这是一篇好文章", "zh"),
        ("нет", "und"),
        ("ᴍᴇʀᴄɪ ᴘᴏᴜʀ ᴄᴇᴛ ᴀʀᴛɪᴄʟᴇ ᴛʀᴇ̀ꜱ ᴄʟᴀɪʀ", "fr"),
        ("Мerсi рour сеt аrtiсlе trèѕ сlаir", "fr"),
        ("👍👍👍", "und"),
        ("xqzt", "und"),
        ("", "und"),
    ],
)
def test_a_language_is_told(shipped: Model, text: str, tag: str) -> None:
    [scores] = shipped.score([Sample(text)])
    assert scores.language == tag


def test_a_declared_language_decides_where_the_words_do_not(shipped: Model) -> None:
    [bare, declared] = shipped.score([Sample("suce ma bite"), Sample("suce ma bite", "fr-CA")])
    assert bare.language in ("und", "fr")
    assert declared.language == "fr"


def test_what_is_declared_does_not_overrule_a_clear_text(shipped: Model) -> None:
    text = "This is quite clearly an English sentence about the weather."
    [scores] = shipped.score([Sample(text, site_language="fr")])
    assert scores.language == "en"
