<?php
// The few functions of WordPress that the plugin's redirect calls; `wp_remote_request` notes
// what it was asked and answers as the test says. Reads a JSON case, prints a JSON outcome.

define( 'ABSPATH', '/' );
$case  = json_decode( stream_get_contents( STDIN ), true );
$asked = null;

class WP_Error {}

function get_option( $name, $default ) {
	return $GLOBALS['case']['address'] ?? $default;
}

function wp_parse_url( $url, $part ) {
	return parse_url( $url, $part );
}

function wp_remote_request( $url, $args ) {
	$GLOBALS['asked'] = array( 'url' => $url, 'args' => $args );
	return $GLOBALS['case']['answer'] ?? new WP_Error();
}

function is_wp_error( $given ) {
	return $given instanceof WP_Error;
}

function wp_remote_retrieve_response_code( $given ) {
	return $given['response']['code'];
}

function wp_remote_retrieve_header( $given, $name ) {
	return $given['headers'][ $name ] ?? '';
}

function wp_generate_uuid4() {
	return '11111111-1111-4111-8111-111111111111';
}

require $argv[1] . '/redirect.php';
$outcome = tamis_redirect( false, $case['args'], $case['url'] );
echo json_encode(
	array(
		'asked'   => $asked,
		'outcome' => is_wp_error( $outcome ) ? 'error' : $outcome,
	)
);
