"""Which language a comment is in, told by its commonest words."""

from classifier.normalize import tokens

COMMON = {
    "fr": "le la les un une des de du et est que qui pas ne ce cette je tu il elle on nous vous "
    "ils mais pour dans sur avec plus tout au aux se sont ca quoi comme bien tres",
    "en": "the a an and is are of to in that this it you he she we they not but for with on at "
    "was have has be so what your just like my all there would from",
    "de": "der die das und ist nicht ein eine zu den mit auf ich du er sie wir ihr es aber auch "
    "von fur im dem sich wie noch nur was wenn sind hat",
    "es": "el los las una y es que de en no se por con para lo mas pero como muy esta son este "
    "todo yo mi su al del porque cuando hay esto",
    "it": "il lo gli una e di che non per con sono come ma piu anche questo della nel mi ti si "
    "del alla questa cosa fare perche molto",
    "pt": "o os as um uma e de que nao em por com para mais mas como muito isso esta foi voce eu "
    "ele ela seu sua do da no na ao",
    "nl": "de het een en is van niet dat ik je hij zij we op te in met voor er aan maar ook wat "
    "deze zijn heeft bij nog als dan",
}
WORDS = {tag: frozenset(words.split()) for tag, words in COMMON.items()}
SCRIPTS = (("\u0600", "\u06ff", "ar"), ("\u0400", "\u04ff", "ru"), ("\u4e00", "\u9fff", "zh"))
READ = 200


def detect(text: str, declared: str | None = None) -> str:
    """The primary tag of the language; `declared` decides where the text itself does not."""
    for first, last, tag in SCRIPTS:
        if sum(first <= character <= last for character in text[:500]) > 0.3 * len(text[:500]):
            return tag
    seen = [token.word for token in tokens(text[:2000])[:READ]]
    counts = {tag: sum(word in words for word in seen) for tag, words in WORDS.items()}
    best = max(counts.values())
    fallback = declared.partition("-")[0].lower() if declared else "und"
    leaders = [tag for tag, count in counts.items() if count == best]
    if best == 0 or (len(leaders) > 1 and fallback not in leaders):
        return fallback if best == 0 or fallback != "und" else leaders[0]
    return fallback if fallback in leaders else leaders[0]
