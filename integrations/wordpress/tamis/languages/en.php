<?php
defined( 'ABSPATH' ) || exit;

return array(
	'purpose'     => 'The Akismet plugin then asks your own tamis service, and akismet.com gets nothing.',
	'sends'       => 'For each comment the Akismet plugin sends to this address: the text, the author’s name, e-mail address, web address, IP address and browser, the page, the fields of the form and the headers of the request, without cookies. This plugin adds nothing and stores only the address.',
	'address'     => 'Address of tamis',
	'save'        => 'Save',
	'test'        => 'Test the connection',
	'bad_address' => 'Use an address that begins with https:// or http://.',
	'no_address'  => 'There is no address yet: the Akismet plugin asks akismet.com.',
	'unreachable' => 'Nothing answers at this address. New comments wait for a moderator until it does.',
	'not_tamis'   => 'Something answers at this address, but it is not tamis.',
	'no_key'      => 'tamis answers. Now give the Akismet plugin the key that “tamis site keys ID --new akismet” printed.',
	'wrong_key'   => 'tamis answers, but does not know the key of the Akismet plugin.',
	'well'        => 'tamis answers and knows the key: all is well.',
);
