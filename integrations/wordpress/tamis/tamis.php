<?php
/**
 * Plugin Name: tamis for Akismet
 * Description: Points the Akismet plugin at a tamis service of your own instead of akismet.com.
 * Version: 0.1.0
 * Requires at least: 5.6
 * Requires PHP: 7.4
 * License: MIT
 */

defined( 'ABSPATH' ) || exit;

require __DIR__ . '/text.php';
require __DIR__ . '/redirect.php';
require __DIR__ . '/settings.php';

add_filter( 'pre_http_request', 'tamis_redirect', 10, 3 );
add_action( 'admin_menu', 'tamis_add_page' );
add_action( 'admin_init', 'tamis_register_settings' );
