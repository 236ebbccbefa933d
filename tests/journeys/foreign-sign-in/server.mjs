// An OpenID provider that is not ours, at Entra's paths: what a client of Entra's must get on with as well.
//   node server.mjs CONFIGURATION
// CONFIGURATION is JSON: {"tenant","resource","clients":[…]}, `clients` as the provider itself describes them. Prints
// one line of JSON when it is ready: {"authority"}. Ends with its standard input.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

import { Provider } from 'oidc-provider';

const { tenant, resource, clients } = JSON.parse(readFileSync(process.argv[2], 'utf8'));

function configuration() {
    return {
        clients,
        cookies: { keys: ['not a secret: this server lives for one test'] },
        pkce: { methods: ['S256'], required: (context, client) => client.applicationType === 'native' },
        routes: {
            authorization: '/oauth2/v2.0/authorize',
            token: '/oauth2/v2.0/token',
            device_authorization: '/oauth2/v2.0/devicecode',
            code_verification: '/oauth2/deviceauth',
        },
        scopes: ['openid', 'offline_access', 'profile', `${resource}/.default`],
        claims: { profile: ['name', 'preferred_username'] },
        conformIdTokenClaims: false,
        features: {
            clientCredentials: { enabled: true },
            deviceFlow: { enabled: true },
            resourceIndicators: {
                enabled: true,
                defaultResource: () => resource,
                useGrantedResource: () => true,
                getResourceServerInfo: () => ({
                    scope: `${resource}/.default`,
                    audience: resource,
                    accessTokenTTL: 600,
                    accessTokenFormat: 'jwt',
                }),
            },
        },
        enabledJWA: { clientAuthSigningAlgValues: ['PS256', 'RS256'] },
        rotateRefreshToken: true,
        issueRefreshToken: (context, client) => client.grantTypeAllowed('refresh_token'),
        findAccount: (context, id) => ({
            accountId: id,
            claims: () => ({ sub: id, name: `Person ${id}`, preferred_username: `${id}@contoso.example` }),
        }),
        ttl: { AuthorizationCode: 60, DeviceCode: 60, RefreshToken: 3600, Interaction: 600, Session: 600, Grant: 3600,
            IdToken: 600, ClientCredentials: 600 },
    };
}

const server = createServer();
server.listen(0, '127.0.0.1', () => {
    const authority = `http://127.0.0.1:${server.address().port}`;
    const provider = new Provider(`${authority}/${tenant}`, configuration());
    const answer = provider.callback();
    server.on('request', (request, response) => {
        const beginning = `/${tenant}`;
        if (!request.url.startsWith(`${beginning}/`)) {
            response.writeHead(404).end();
            return;
        }
        request.originalUrl = request.url;
        request.url = request.url.slice(beginning.length).replace(/^\/v2\.0\/\.well-known\//, '/.well-known/');
        answer(request, response);
    });
    console.log(JSON.stringify({ authority }));
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
