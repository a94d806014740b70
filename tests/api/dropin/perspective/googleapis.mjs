// Drives Google's client for node by the discovery document and prints what each call gave.
import { createRequire } from 'node:module';

const [key, port] = process.argv.slice(2);
const { google } = createRequire(import.meta.url)('googleapis');
const client = await google.discoverAPI(
  `http://127.0.0.1:${port}/moderation/$discovery/rest?version=v1alpha1`,
);
const resource = {
  comment: { text: 'Quel idiot, ce maire.' },
  requestedAttributes: { TOXICITY: {} },
  languages: ['fr'],
};
const told = (call) => call.then(() => null, (error) => [error.code, error.message]);
const scored = await client.comments.analyze({ key, resource });
const kept = await client.comments.suggestscore({
  key,
  resource: {
    comment: resource.comment,
    attributeScores: { TOXICITY: { summaryScore: { value: 1 } } },
    clientToken: 'mine',
  },
});
console.log(JSON.stringify({
  value: scored.data.attributeScores.TOXICITY.summaryScore.value,
  token: kept.data.clientToken,
  empty: await told(client.comments.analyze({ key, resource: { ...resource, comment: {} } })),
  key: await told(client.comments.analyze({ key: 'wrong', resource })),
}));
