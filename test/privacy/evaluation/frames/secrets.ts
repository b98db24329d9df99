import { blocks, type Frame, lines } from '../frame.ts';

export const SECRET_FRAMES: readonly Frame[] = [
  ...lines(
    'en',
    'env',
    `
    OPENAI_API_KEY=[[openai-project]]
    OPENAI_KEY="[[openai]]"
    export ANTHROPIC_API_KEY=[[anthropic]]
    AWS_ACCESS_KEY_ID=[[aws-id]]
    AWS_SECRET_ACCESS_KEY=[[aws-secret]]
    GITHUB_TOKEN=[[github]]
    GITLAB_TOKEN=[[gitlab]]
    STRIPE_SECRET_KEY=[[stripe-live]]
    SLACK_BOT_TOKEN=[[slack-bot]]
    HF_TOKEN=[[hugging]]
    DATABASE_URL=[[connection]]
    NPM_TOKEN=[[npm]]
    SENDGRID_API_KEY=[[sendgrid]]
    DB_PASSWORD=[[url-password]]
    JWT_SECRET=[[token]]
    SESSION_SECRET=[[hex-token]]
    ENCRYPTION_KEY=[[base64-token]]
    TELEGRAM_TOKEN=[[telegram]]
    AZURE_STORAGE_CONNECTION_STRING=[[azure]]
    AZURE_CLIENT_SECRET=[[azure-client]]
    GOOGLE_API_KEY=[[google-api]]
    GOOGLE_CLIENT_SECRET=[[google-client]]
    TWILIO_API_KEY=[[twilio]]
    REPLICATE_API_TOKEN=[[replicate]]
    OPENROUTER_API_KEY=[[openrouter]]
    GROQ_API_KEY=[[groq]]
    VAULT_TOKEN=[[vault]]
    MYSQL_ROOT_PASSWORD='[[url-password]]'
    PYPI_TOKEN=[[pypi]]
    DIGITALOCEAN_TOKEN=[[digitalocean]]
    SMTP_PASS=[[url-password]]
    ADMIN_API_TOKEN=[[token]]
    `,
  ),
  ...blocks(
    'en',
    'env',
    `
NODE_ENV=production
PORT=8080
API_SECRET=[[token]]
LOG_LEVEL=info
%%
# staging
REDIS_URL=[[connection]]
SHOPIFY_ADMIN_TOKEN=[[shopify]]
TIMEOUT_MS=3000
%%
[default]
aws_access_key_id = [[aws-id]]
aws_secret_access_key = [[aws-secret]]
region = eu-central-1
%%
//packages.example.org/:_authToken=[[npm]]
save-exact=true
`,
  ),
  ...lines(
    'en',
    'code',
    `
    const client = new OpenAI({ apiKey: '[[openai-project]]' });
    client = anthropic.Anthropic(api_key="[[anthropic]]")
    stripe.api_key = "[[stripe-live]]"
    headers = {"Authorization": "Bearer [[jwt]]"}
    curl -H "Authorization: Bearer [[github]]" https://api.github.com/user
    curl -u deploy:[[url-password]] https://files.dbhost.net/export.csv
    git clone [[basic-url]]
    requests.get(url, headers={"X-Api-Key": "[[token]]"})
    login(token="[[hugging]]")
    engine = create_engine("[[connection]]")
    const webhook = "[[slack-hook]]";
    String password = "[[url-password]]";
    private static final String API_KEY = "[[google-api]]";
    fetch('/v1/items', { headers: { authorization: 'Basic [[basic-header]]' } })
    bot = Bot("[[telegram]]")
    provider "digitalocean" { token = "[[digitalocean]]" }
    $client = new LinearClient(['apiKey' => '[[linear]]']);
    twine upload -u __token__ -p [[pypi]] dist/*
    vault login [[vault]]
    secret_key = "[[hex-token]]"
    notion = Client(auth="[[notion]]")
    grafana_token := "[[grafana]]"
    gem push --key [[rubygems]] app.gem
    databricks configure --token [[databricks]]
    `,
  ),
  ...lines(
    'en',
    'prose',
    `
    Why does this key not work? [[provider]]
    I pasted my OpenAI key [[openai-project]] into the wrong window, should I rotate it?
    The GitHub token [[github]] was found in our history, what now?
    Our Stripe restricted key is [[stripe-restricted]] and it cannot list charges.
    Is [[jwt]] signed with HS256?
    My password is [[password]] and it was still rejected as too weak.
    The admin password: [[password]] — please store it in the safe.
    Use access key [[aws-id]] with secret key [[aws-secret]] for the backup bucket.
    Write a script that posts to [[slack-hook]] every morning.
    The fine-grained token [[github-fine]] has only read access.
    Log in to the staging database with [[connection]] and count the orders.
    Explain what this does: curl -H "Authorization: Bearer [[token]]" https://api.acmetools.io/v2/jobs
    The Hugging Face token [[hugging]] can write to the model card.
    Postman says that [[postman]] has no workspace.
    Perplexity gives me 401 with [[perplexity]].
    The New Relic key [[newrelic]] belongs to the old account.
    Doppler service token [[doppler]] for the CI.
    The Jira API token is [[atlassian]], user is the service account.
    `,
  ),
  ...lines(
    'en',
    'chat',
    `
    whats wrong with my key [[provider]]
    wifi password is [[password]] can u make a nice sign for guests
    pw: [[password]]
    here is the token [[gitlab]] now list my repos
    the db url is [[connection]] dont share
    [[provider]]
    [[jwt]] decode this pls
  `,
  ),
  ...lines(
    'de',
    'chat',
    `
    mein passwort ist [[password]], ist das sicher genug?
    der api-schlüssel lautet [[provider]], warum kommt 401?
    Zugangsdaten für die Datenbank: [[connection]]
    Das WLAN-Passwort: [[password]]
  `,
  ),
  ...lines(
    'fr',
    'chat',
    `
    mon mot de passe est [[password]], il est assez fort ?
    voici la clé d'API : [[provider]]
    le jeton d'accès est [[jwt]] mais il expire
  `,
  ),
  ...lines(
    'es',
    'chat',
    `
    mi contraseña es [[password]] y no me deja entrar
    la clave de la API es [[provider]], ¿por qué falla?
    conéctate a [[connection]] y dime cuántas filas hay
  `,
  ),
  ...lines(
    'it',
    'chat',
    `
    la mia password è [[password]], va bene?
    la chiave api è [[provider]] ma dà errore
    la stringa di connessione è [[connection]]
  `,
  ),
  ...lines(
    'pl',
    'chat',
    `
    moje hasło to [[password]], czy jest dobre?
    klucz api [[provider]] nie działa
    hasło do wifi: [[password]]
  `,
  ),
  ...lines(
    'pt',
    'chat',
    `
    a minha senha é [[password]], é segura?
    a chave da api é [[provider]] e dá 403
    a palavra-passe do wifi: [[password]]
  `,
  ),
  ...lines(
    'nl',
    'chat',
    `
    mijn wachtwoord is [[password]], is dat sterk?
    de api-sleutel is [[provider]] maar ik krijg een fout
    het wifi-wachtwoord: [[password]]
  `,
  ),
  ...blocks(
    'en',
    'prose',
    `
This key stopped working after the upgrade:

[[private-key]]

Which format is it?
%%
[[private-key]]
%%
ssh says "invalid format" for the file below.
[[private-key]]
`,
  ),
  ...lines(
    'en',
    'json',
    `
    {"type":"service_account","private_key":"[[private-key|escaped]]","project_id":"acme-tools"}
    {"apiKey":"[[google-api]]","authDomain":"acme-tools.web.app"}
    {"auths":{"ghcr.io":{"auth":"[[basic-header]]"}}}
    {"access_token":"[[jwt]]","token_type":"Bearer","expires_in":3600}
    {"username":"svc_orders","password":"[[url-password]]"}
    {"client_id":"web-frontend","client_secret":"[[token]]"}
    {"slack":{"webhook":"[[slack-hook]]"}}
    {"refresh_token":"[[token]]","scope":"offline"}
    `,
  ),
  ...blocks(
    'en',
    'yaml',
    `
database:
  host: primary.dbhost.net
  user: reporting
  password: [[url-password]]
%%
apiVersion: v1
kind: Secret
data:
  password: [[base64-token]]
%%
services:
  app:
    environment:
      STRIPE_KEY: [[stripe-live]]
      DATABASE_URL: [[connection]]
%%
registry:
  token: [[gitlab]]
  mirror: true
`,
  ),
  ...lines(
    'en',
    'log',
    `
    2026-01-09 08:00:01 DEBUG request headers: {'authorization': 'Bearer [[jwt]]'}
    ERROR could not connect to [[connection]]: timeout
    + docker login -u ci -p [[url-password]] registry.acmetools.io
    remote: [[gitlab-url]]
    WARN retrying with api_key=[[token]]
    npm ERR! 403 Forbidden, token [[npm]]
    `,
  ),
  ...lines(
    'en',
    'sql',
    `
    CREATE USER report WITH PASSWORD '[[url-password]]';
    ALTER USER app IDENTIFIED BY '[[url-password]]';
    UPDATE settings SET value = '[[stripe-live]]' WHERE name = 'stripe_secret';
    `,
  ),
  ...blocks(
    'en',
    'table',
    `
service,username,password
crm,admin,[[url-password]]
wiki,editor,[[url-password]]
%%
| Service | API key |
|---|---|
| payments | [[stripe-live]] |
| mail | [[sendgrid]] |
`,
  ),
];
