<?php
/** WordPress calls this when the plugin is deleted: nothing of it stays behind. */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

delete_option( 'tamis_address' );
