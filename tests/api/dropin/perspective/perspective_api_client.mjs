// Drives the npm client's public calls against the service and prints what each gave.
import { createRequire } from 'node:module';

const [key, port] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const Perspective = require('perspective-api-client');
// The client has Google's address in a constant: what it sends there goes to this machine,
// as another address in DNS would make it.
const axios = createRequire(require.resolve('perspective-api-client'))('axios');
axios.interceptors.request.use((config) => ({
  ...config,
  url: config.url.replace('https://commentanalyzer.googleapis.com', `http://127.0.0.1:${port}`),
}));
const client = new Perspective({ apiKey: key });
const value = (answer, name) => answer.attributeScores[name].summaryScore.value;
const message = (call) => call.then(() => null, (error) => error.message);

const several = await client.analyze('Quel idiot, ce maire.', {
  attributes: ['toxicity', 'insult'], doNotStore: false,
});
console.log(JSON.stringify({
  plain: value(await client.analyze('Quel idiot, ce maire.'), 'TOXICITY'),
  several: [value(several, 'TOXICITY'), value(several, 'INSULT')],
  whole: value(await client.analyze({
    comment: { text: '<b>Bonjour</b>' }, requestedAttributes: { SPAM: {} }, languages: ['fr'],
  }), 'SPAM'),
  unknown: await message(client.analyze('Bonjour', { attributes: ['happiness'] })),
  key: await message(new Perspective({ apiKey: 'wrong' }).analyze('Bonjour')),
}));
