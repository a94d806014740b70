<?php
/** The plugin's words, in French where WordPress speaks French, else in English. */

defined( 'ABSPATH' ) || exit;

function tamis_text( string $name ): string {
	static $texts = array();
	$language     = 0 === strpos( determine_locale(), 'fr' ) ? 'fr' : 'en';
	if ( ! isset( $texts[ $language ] ) ) {
		$texts[ $language ] = require __DIR__ . "/languages/$language.php";
	}
	return $texts[ $language ][ $name ];
}
