// A real OpenID Connect provider for the browser's test: private_key_jwt and PKCE, as ID-porten and Ansattporten ask.
// node oidc_provider.mjs MODULES SETTINGS, where SETTINGS is JSON: {key, back, front, organisation}.
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, told] = process.argv.slice(2);
const settings = JSON.parse(told);
const entry = createRequire(join(modules, 'x.js')).resolve('oidc-provider');
const { Provider } = await import(pathToFileURL(entry).href);

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'mulighetsrom',
        redirect_uris: [settings.back],
        post_logout_redirect_uris: [settings.front],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: { keys: [settings.key] },
      },
    ],
    claims: { openid: ['sub', 'organisation'], profile: ['name'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: 'Kari', email: id, email_verified: true, organisation: settings.organisation }),
    }),
    pkce: { required: () => true },
    cookies: { keys: ['only-a-test'] },
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    ttl: { Session: 600, Grant: 600, AccessToken: 300, IdToken: 300, Interaction: 300 },
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
