// Drives the npm client's public calls against the service and prints what each gave.
import dns from 'node:dns';
import { createRequire } from 'node:module';

const [key, port] = process.argv.slice(2);
// The client puts the key in front of the host's name; all such names are this machine.
dns.lookup = (name, options, done) => {
  const answer = typeof options === 'function' ? options : done;
  if (options && options.all) answer(null, [{ address: '127.0.0.1', family: 4 }]);
  else answer(null, '127.0.0.1', 4);
};
const { AkismetClient } = createRequire(import.meta.url)('akismet-api');
const make = (name) => new AkismetClient({
  key: name, blog: 'https://gazette.example', protocol: 'http', host: `tamis.test:${port}`,
});
const client = make(key);
const comment = (content) => ({ user_ip: '192.0.2.7', content, name: 'Léa', permalink: '/a' });

console.log(JSON.stringify({
  valid: await client.verifyKey(),
  unknown: await make('0123456789ab').verifyKey(),
  ham: await client.checkSpam(comment('Merci pour cet article.')),
  spam: await client.checkSpam(comment('Le meilleur casino en ligne')),
  submitSpam: (await client.submitSpam(comment('Merci pour cet article.'))).text,
  submitHam: (await client.submitHam(comment('Le meilleur casino en ligne'))).text,
}));
