"""The article of the demonstration, written for it."""

from datetime import UTC, datetime

NEWSPAPER = "Le Quotidien de démonstration"
SECTION = "Vie locale"
TITLE = "La bibliothèque du quartier ouvrira désormais jusqu’à minuit"
PUBLISHED = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
LEAD = (
    "À partir de janvier, la bibliothèque des Tilleuls restera ouverte jusqu’à minuit quatre "
    "soirs par semaine. L’essai durera six mois et divise déjà les habitants."
)
PARAGRAPHS = (
    "Tout est parti d’une pétition de lycéens : l’hiver dernier, ils étaient une centaine à "
    "demander un endroit chauffé et silencieux où réviser après le dîner. La municipalité a "
    "fini par dire oui. Du lundi au jeudi, la grande salle et ses soixante places resteront "
    "accessibles, sous la surveillance de deux agents et d’étudiants recrutés pour l’occasion.",
    "« Nous voulons savoir qui vient, et pour quoi faire », explique la directrice, qui promet "
    "un premier bilan en avril. Le prêt de livres, lui, s’arrêtera toujours à dix-neuf heures. "
    "Le coût de l’essai est estimé à 48 000 euros, pris sur le budget de la jeunesse.",
    "Rue des Tilleuls, les avis sont partagés. Des riverains craignent le bruit à la fermeture ; "
    "le café d’en face, lui, songe à prolonger son service. « Voir de la lumière le soir, c’est "
    "rassurant », glisse une voisine, qui compte bien descendre avec son roman.",
    "Et vous, iriez-vous lire ou travailler à la bibliothèque à vingt-trois heures ?",
)
TEXT = "\n\n".join((LEAD, *PARAGRAPHS))
