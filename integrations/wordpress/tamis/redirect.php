<?php
/** What the Akismet plugin asks of akismet.com is asked of tamis. */

defined( 'ABSPATH' ) || exit;

/**
 * WordPress's filter before each request: an answer made here is taken instead.
 *
 * @param false|array|WP_Error $answer What an earlier filter answered.
 * @return false|array|WP_Error
 */
function tamis_redirect( $answer, array $args, string $url ) {
	$address = (string) get_option( 'tamis_address', '' );
	if ( '' === $address || ! tamis_is_akismet( $url ) ) {
		return $answer;
	}
	$given = wp_remote_request( tamis_url( $address, $url ), tamis_arguments( $args ) );
	return tamis_is_check( $url ) && ! tamis_is_verdict( $given ) ? tamis_held() : $given;
}

function tamis_is_akismet( string $url ): bool {
	$host = strtolower( (string) wp_parse_url( $url, PHP_URL_HOST ) );
	return 'rest.akismet.com' === $host || '.rest.akismet.com' === substr( $host, -17 );
}

function tamis_is_check( string $url ): bool {
	return '/1.1/comment-check' === wp_parse_url( $url, PHP_URL_PATH );
}

function tamis_url( string $address, string $url ): string {
	$query = wp_parse_url( $url, PHP_URL_QUERY );
	$path  = (string) wp_parse_url( $url, PHP_URL_PATH );
	return rtrim( $address, '/' ) . $path . ( $query ? "?$query" : '' );
}

/** The Akismet plugin names the host itself; that name would be wrong here. */
function tamis_arguments( array $args ): array {
	foreach ( array_keys( (array) ( $args['headers'] ?? array() ) ) as $name ) {
		if ( 'host' === strtolower( (string) $name ) ) {
			unset( $args['headers'][ $name ] );
		}
	}
	return $args;
}

/** Whether this is an answer of tamis to a check. */
function tamis_is_verdict( $given ): bool {
	return ! is_wp_error( $given )
		&& 200 === wp_remote_retrieve_response_code( $given )
		&& '' !== (string) wp_remote_retrieve_header( $given, 'x-akismet-guid' );
}

/**
 * The answer that leaves a comment in the site's own moderation queue.
 *
 * Without it recent versions of the Akismet plugin publish what nobody could check.
 */
function tamis_held(): array {
	return array(
		'headers'  => array(
			'x-akismet-guid'  => wp_generate_uuid4(),
			'x-akismet-error' => '1',
		),
		'body'     => 'false',
		'response' => array(
			'code'    => 200,
			'message' => 'OK',
		),
		'cookies'  => array(),
		'filename' => null,
	);
}
