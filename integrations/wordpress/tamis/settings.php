<?php
/** The settings page: the address of tamis, what is sent there, and a connection test. */

defined( 'ABSPATH' ) || exit;

function tamis_add_page(): void {
	add_options_page( 'tamis', 'tamis', 'manage_options', 'tamis', 'tamis_show_page' );
}

function tamis_register_settings(): void {
	register_setting(
		'tamis',
		'tamis_address',
		array(
			'type'              => 'string',
			'default'           => '',
			'sanitize_callback' => 'tamis_clean_address',
		)
	);
}

/** An address that is not http or https is refused, and the one before it kept. */
function tamis_clean_address( $given ): string {
	$given = trim( is_string( $given ) ? $given : '' );
	$clean = rtrim( esc_url_raw( $given, array( 'http', 'https' ) ), '/' );
	if ( '' === $given || wp_parse_url( $clean, PHP_URL_HOST ) ) {
		return $clean;
	}
	add_settings_error( 'tamis_address', 'tamis_address', tamis_text( 'bad_address' ) );
	return (string) get_option( 'tamis_address', '' );
}

function tamis_show_page(): void {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	$address = (string) get_option( 'tamis_address', '' );
	?>
	<div class="wrap">
		<h1>tamis</h1>
		<p><?php echo esc_html( tamis_text( 'purpose' ) ); ?></p>
		<p><?php echo esc_html( tamis_text( 'sends' ) ); ?></p>
		<form method="post" action="options.php">
			<?php settings_fields( 'tamis' ); ?>
			<p>
				<label for="tamis_address"><?php echo esc_html( tamis_text( 'address' ) ); ?></label><br>
				<input type="url" class="regular-text" id="tamis_address" name="tamis_address"
					value="<?php echo esc_attr( $address ); ?>" placeholder="https://tamis.example.org">
			</p>
			<?php submit_button( tamis_text( 'save' ) ); ?>
		</form>
		<form method="post">
			<?php wp_nonce_field( 'tamis_test' ); ?>
			<?php submit_button( tamis_text( 'test' ), 'secondary', 'tamis_test', false ); ?>
		</form>
		<?php
		if ( isset( $_POST['tamis_test'] ) && check_admin_referer( 'tamis_test' ) ) {
			printf( '<p role="status"><strong>%s</strong></p>', esc_html( tamis_text( tamis_test( $address ) ) ) );
		}
		?>
	</div>
	<?php
}

/** The name of the text that says how the connection is. */
function tamis_test( string $address ): string {
	if ( '' === $address ) {
		return 'no_address';
	}
	$given = wp_remote_get( "$address/1.1/test" );
	if ( is_wp_error( $given ) ) {
		return 'unreachable';
	}
	if ( 'connected' !== wp_remote_retrieve_body( $given ) ) {
		return 'not_tamis';
	}
	return tamis_test_key( $address );
}

function tamis_test_key( string $address ): string {
	$key = defined( 'WPCOM_API_KEY' ) ? WPCOM_API_KEY : (string) get_option( 'wordpress_api_key', '' );
	if ( '' === $key ) {
		return 'no_key';
	}
	$body  = array(
		'key'  => $key,
		'blog' => home_url(),
	);
	$given = wp_remote_post( "$address/1.1/verify-key", array( 'body' => $body ) );
	return 'valid' === wp_remote_retrieve_body( $given ) ? 'well' : 'wrong_key';
}
