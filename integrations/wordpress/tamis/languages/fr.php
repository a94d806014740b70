<?php
defined( 'ABSPATH' ) || exit;

return array(
	'purpose'     => 'L’extension Akismet interroge alors votre propre service tamis ; akismet.com ne reçoit plus rien.',
	'sends'       => 'Pour chaque commentaire, l’extension Akismet envoie à cette adresse : le texte, le nom, l’adresse e-mail, le site, l’adresse IP et le navigateur de l’auteur, la page, les champs du formulaire et les en-têtes de la requête, sans les cookies. Cette extension n’ajoute rien et ne garde que l’adresse.',
	'address'     => 'Adresse de tamis',
	'save'        => 'Enregistrer',
	'test'        => 'Tester la connexion',
	'bad_address' => 'Indiquez une adresse qui commence par https:// ou http://.',
	'no_address'  => 'Aucune adresse pour l’instant : l’extension Akismet interroge akismet.com.',
	'unreachable' => 'Rien ne répond à cette adresse. D’ici là, les nouveaux commentaires attendent un modérateur.',
	'not_tamis'   => 'Quelque chose répond à cette adresse, mais ce n’est pas tamis.',
	'no_key'      => 'tamis répond. Donnez maintenant à l’extension Akismet la clé affichée par « tamis site keys ID --new akismet ».',
	'wrong_key'   => 'tamis répond, mais ne connaît pas la clé de l’extension Akismet.',
	'well'        => 'tamis répond et connaît la clé : tout va bien.',
);
