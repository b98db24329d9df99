import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECRETS } from '../../shared/privacy/detectors/secrets/secrets.ts';
import { BASE62, BASE64, DRAWN_KEYS, drawing, HEX, LOWER } from './secrets.drawn.ts';

const SURE = 0.6;

const findings = (text: string) => SECRETS.flatMap((detector) => detector.find(text)).filter(({ confidence }) => confidence >= SURE);
/** What is found with at least the confidence that counts, without what lies within another. */
function found(text: string): string[] {
  const all = findings(text);
  const outer = all.filter(
    (one) =>
      !all.some(
        (other) => other !== one && other.start <= one.start && other.end >= one.end && other.end - other.start > one.end - one.start,
      ),
  );
  return [...new Set(outer.map(({ start, end }) => text.slice(start, end)))];
}

const draw = drawing(20);

describe('keys of providers', () => {
  const places: readonly ((key: string) => string)[] = [
    (key) => key,
    (key) => `Can you tell me why this key ${key} gives a 401?`,
    (key) => `export SERVICE_KEY=${key}\nexport OTHER=1`,
    (key) => `{"a": 1, "value": "${key}", "b": [2]}`,
    (key) => `{"text":"first line\\n${key}\\nlast"}`,
    (key) => `| staging | ${key} | 2026 |`,
    (key) => `const client = new Client('${key}');`,
    (key) => `12:04:11 WARN retry with ${key}, attempt 2`,
    (key) => `Das ist der Schlüssel: „${key}“. Bitte nicht weitergeben.`,
  ];
  it.each(Object.entries(DRAWN_KEYS))('finds those of %s, wherever they stand', (_name, make) => {
    for (const place of places) {
      const key = make(draw);
      expect({ text: place(key), found: found(place(key)) }).toEqual({ text: place(key), found: [key] });
    }
  });

  it('says when a checksum confirmed a token', () => {
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    const drawn = draw(BASE62, 30);
    let sum = crc32(drawn);
    let checksum = '';
    for (let place = 0; place < 6; place++) {
      checksum = `${digits[sum % 62]}${checksum}`;
      sum = Math.floor(sum / 62);
    }
    const validators = (rest: string) => findings(`${'gh'}p_${rest}`).map(({ validator }) => validator);
    expect(validators(`${drawn}${checksum}`)).toEqual(['github-crc32']);
    expect(validators(`${drawn}${checksum.slice(0, 5)}${checksum[5] === 'a' ? 'b' : 'a'}`)).toEqual(['github-token']);
  });

  it('finds them behind and before any text (property)', () => {
    const names = fc.constantFrom(...Object.keys(DRAWN_KEYS));
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        names,
        fc.nat(),
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        (before, name, seed, after) => {
          const key = DRAWN_KEYS[name]?.(drawing(seed)) ?? '';
          const text = `${before} ${key} ${after}`;
          const start = before.length + 1;
          const covered = findings(text).some((finding) => finding.start <= start && finding.end >= start + key.length);
          expect({ text, covered }).toEqual({ text, covered: true });
        },
      ),
      { numRuns: 500, seed: 3 },
    );
  });

  it.each([
    'sk-your-api-key-goes-here-please',
    `sk-${'x'.repeat(40)}`,
    `ghp_${'x'.repeat(36)}`,
    `AKIA${'X'.repeat(16)}`,
    'npm_config_registry_is_set_in_the_environment',
    'sk-learn-pipeline-with-2-random-forests-and-1-svm',
    'the sk-estimator-check-generator-for-pipelines',
    'key-value-store-benchmark-results-2024-final',
    'live_search_results_table_view_controller',
    'pat-a-cake-pat-a-cake-bakers-man-bake-me-a-cake',
    're_rendering_components_on_every_state_change',
    'https://example.org/live_3f/test_page_number_12_of_40',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });
});

const bytes = (text: string) => Buffer.from(text).toString('base64url');

describe('JSON web tokens', () => {
  const jwt = [bytes('{"alg":"RS256","typ":"JWT","kid":"k1"}'), bytes('{"sub":"1234","name":"A. Person"}'), draw(BASE62, 86)].join('.');
  it('finds them by the algorithm their header names', () => {
    expect(findings(`the cookie is session=${jwt}; Path=/`).find(({ validator }) => validator === 'jwt-header')).toBeDefined();
    expect(found(`curl -H "Authorization: Bearer ${jwt}" https://api.example.org`)).toEqual([jwt]);
    expect(found(`eyJub3QiOiJhIGhlYWRlciJ9.eyJhIjoxfQ.abc`)).toEqual([]);
  });
});

describe('private keys', () => {
  const lines = Array.from({ length: 12 }, () => draw(BASE64, 64)).join('\n');
  const edge = (which: string, label: string) => `-----${which} ${label}-----`;
  it.each(['RSA PRIVATE KEY', 'PRIVATE KEY', 'EC PRIVATE KEY', 'OPENSSH PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'PGP PRIVATE KEY BLOCK'])(
    'takes the whole block of %s',
    (label) => {
      const block = `${edge('BEGIN', label)}\n${lines}\n${edge('END', label)}`;
      expect(found(`here it is:\n${block}\nthanks`)).toEqual([block]);
      const escaped = block.replaceAll('\n', '\\n');
      expect(found(`{"private_key":"${escaped}\\n","id":1}`)).toEqual([escaped]);
    },
  );
  it('takes what there is of a block that is cut off', () => {
    const head = `${edge('BEGIN', 'RSA PRIVATE KEY')}\n${lines}`;
    expect(found(`see\n${head}\n\nThat is all I have.`)).toEqual([head]);
    const tail = `${lines}\n${edge('END', 'RSA PRIVATE KEY')}`;
    expect(found(`…\n${tail}`)[0]).toContain(tail.slice(0, 60));
  });
  it('leaves public keys, certificates and a bare head alone', () => {
    expect(found(`${edge('BEGIN', 'PUBLIC KEY')}\n${lines}\n${edge('END', 'PUBLIC KEY')}`)).toEqual([]);
    expect(found(`${edge('BEGIN', 'CERTIFICATE')}\n${lines}\n${edge('END', 'CERTIFICATE')}`)).toEqual([]);
    expect(found(`A PEM file starts with ${edge('BEGIN', 'PRIVATE KEY')} and goes on in base64.`)).toEqual([]);
  });
});

describe('addresses and connection strings with a password', () => {
  it.each([
    'postgres://app:S3cr3t!pw@db.internal:5432/orders',
    'postgresql+asyncpg://app:hunter22@localhost/app?sslmode=require',
    'mysql://root:t0psecret@10.0.0.4:3306/shop',
    'mongodb+srv://admin:Zx9vQm2@cluster0.abcde.mongodb.net/test?retryWrites=true',
    'redis://:p4ssw0rdX@cache:6379/0',
    'amqp://guest:guest99@rabbit:5672/%2f',
    'https://deploy:7hJkQ2pLm@git.example.com/team/repo.git',
    'ftp://backup:Tape-2024@files.example.com/nightly',
    'jdbc:postgresql://db:5432/app?user=svc&password=Kl3inGarten',
    'Server=tcp:db.example.net,1433;Initial Catalog=shop;User ID=app;Password=Pa55w0rd!x;Encrypt=True',
    `DefaultEndpointsProtocol=https;AccountName=store;AccountKey=${draw(BASE64, 86)}==;EndpointSuffix=core.windows.net`,
    `Endpoint=sb://bus.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${draw(BASE64, 43)}=`,
    'Host=pg;Port=5432;Username=app;Password=9vX2mm-qL;Database=app',
    'Driver={ODBC Driver 18 for SQL Server};Server=sql;Uid=sa;Pwd=veryStrong9Pw',
  ])('finds %j', (text) => {
    const all = found(`Connecting with "${text}" fails.`);
    expect(all).toHaveLength(1);
    expect(text).toContain(all[0]);
    expect((all[0] ?? '').length).toBeGreaterThan(text.length * 0.6);
  });

  it.each([
    'postgres://localhost:5432/orders',
    'postgres://user:password@localhost/db',
    `postgres://app:${'$'}{DB_PASSWORD}@db/orders`,
    'mongodb://<username>:<password>@host/db',
    'https://example.com:8080/path@v2/x',
    'see http://user@host.example.com/',
    'git clone ssh://git@github.com/team/repo.git',
    'https://medium.com/@someone/a-post-4f3a9c1e2b7d',
    'redis://localhost:6379/0',
    'Server=db;Database=shop;Integrated Security=true',
    'jdbc:mysql://db:3306/app?useSSL=false',
    'https://unpkg.com/react@18.2.0/umd/react.production.min.js',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('passwords and secrets that are named', () => {
  it.each([
    ['My password is hunter2!', 'hunter2!'],
    ['the password for the staging server is Winter2024!', 'Winter2024!'],
    ['password: Tr0ub4dor&3', 'Tr0ub4dor&3'],
    ['Password = correct-horse9', 'correct-horse9'],
    ['pw: Kitten77', 'Kitten77'],
    ['Mein Passwort lautet Sommer2023!', 'Sommer2023!'],
    ['Passwort: Geh3im!', 'Geh3im!'],
    ['Das Kennwort für das WLAN ist „Blau#Wal42“', 'Blau#Wal42'],
    ['mot de passe : Azerty123!', 'Azerty123!'],
    ['Le mot de passe est « Soleil2024 »', 'Soleil2024'],
    ['La contraseña es Gato#2020', 'Gato#2020'],
    ['contraseña: MiPerro99', 'MiPerro99'],
    ['La password è Estate22!', 'Estate22!'],
    ['Moje hasło to Kotek123', 'Kotek123'],
    ['hasło: Zima!2022', 'Zima!2022'],
    ['A senha é Verao@2021', 'Verao@2021'],
    ['senha: futebol10!', 'futebol10!'],
    ['Het wachtwoord is Fiets2020!', 'Fiets2020!'],
    ['DB_PASSWORD=s3cr3t-Pa55', 's3cr3t-Pa55'],
    ['DB_PASSWORD="s3cr3t Pa55#1"', 's3cr3t Pa55#1'],
    ["password: 'hunter2'", 'hunter2'],
    ['{"username": "ana", "password": "Qw3rty!9"}', 'Qw3rty!9'],
    ['{\\"password\\": \\"Qw3rty!9\\"}', 'Qw3rty!9'],
    ['spring.datasource.password=Fjord77x', 'Fjord77x'],
    ['<password>Hj8!kd92</password>', 'Hj8!kd92'],
    ['<input type="password" value="Hj8!kd92">', 'Hj8!kd92'],
    ['<add key="DbPassword" value="Hj8!kd92" />', 'Hj8!kd92'],
    ["ALTER USER app WITH PASSWORD 'n3w-Pass!';", 'n3w-Pass!'],
    ["CREATE USER 'x'@'%' IDENTIFIED BY 'Gr8pass!';", 'Gr8pass!'],
    ['mysql -u root -pS3cretPw shop', 'S3cretPw'],
    ["sshpass -p 'Ent3r!now' ssh root@10.0.0.1", 'Ent3r!now'],
    ['curl -u admin:Zugang99 https://api.example.com', 'Zugang99'],
    ['docker login -u ci -p F4brik!x registry.example.com', 'F4brik!x'],
    ['psql --password=Fjord77x', 'Fjord77x'],
    ['cli login --token 9f8a7b6c5d4e3f2a1b0c', '9f8a7b6c5d4e3f2a1b0c'],
    ['PGPASSWORD=Eichhorn5 psql -h db', 'Eichhorn5'],
    ['machine api.example.com login bob password foxtrot-9', 'foxtrot-9'],
    ['db.internal:5432:orders:app:Kaffee2go', 'Kaffee2go'],
    ['requirepass "gr8-redis-pass"', 'gr8-redis-pass'],
    ['const apiKey = "a8f5f167f44f4964e6c998dee827110c";', 'a8f5f167f44f4964e6c998dee827110c'],
    ['DATADOG_API_KEY=a8f5f167f44f4964e6c998dee827110c', 'a8f5f167f44f4964e6c998dee827110c'],
    ['HEROKU_API_KEY: 12345678-90ab-4def-8123-4567890abcde', '12345678-90ab-4def-8123-4567890abcde'],
    ['client_secret: kQ9vLm2xTz7RbN4w', 'kQ9vLm2xTz7RbN4w'],
    ['let token: String = "abc123def456ghi7"', 'abc123def456ghi7'],
    ['os.getenv("APP_SECRET", "kQ9vLm2xTz7RbN4w")', 'kQ9vLm2xTz7RbN4w'],
    ['secret = process.env.SECRET || "kQ9vLm2xTz7RbN4w"', 'kQ9vLm2xTz7RbN4w'],
    ['headers.set("X-Api-Key", "kQ9vLm2xTz7RbN4w")', 'kQ9vLm2xTz7RbN4w'],
    ['Ocp-Apim-Subscription-Key: 0f1e2d3c4b5a69788796a5b4c3d2e1f0', '0f1e2d3c4b5a69788796a5b4c3d2e1f0'],
    ['GET /v1/items?api_key=kQ9vLm2xTz7RbN4w&page=2', 'kQ9vLm2xTz7RbN4w'],
    ['Authorization: Bearer 4fd2c1b7a9e84d5f', '4fd2c1b7a9e84d5f'],
    [`Authorization: Basic ${Buffer.from('bob:s3cretpw').toString('base64')}`, Buffer.from('bob:s3cretpw').toString('base64')],
    [
      `{"auths":{"r.example.com":{"auth":"${Buffer.from('bob:s3cretpw').toString('base64')}"}}}`,
      Buffer.from('bob:s3cretpw').toString('base64'),
    ],
    ['Use Banane!77 as the password for now', 'Banane!77'],
    ['Credentials: admin / Frosch#12', 'Frosch#12'],
    ['username: admin\npassword: Frosch#12\n', 'Frosch#12'],
    ['Password:\nFrosch#12', 'Frosch#12'],
    ['**Password:** `Frosch#12`', 'Frosch#12'],
    ['| Password | Frosch#12 |', 'Frosch#12'],
    ['Пароль: Zima2022!', 'Zima2022!'],
    ['密码：Zima2022!', 'Zima2022!'],
    ['new password: Zima2022!', 'Zima2022!'],
    ['I changed the password to Zima2022! yesterday', 'Zima2022!'],
    ['user bob pass Zima2022! ok', 'Zima2022!'],
    ['PrivateKey = yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=', 'yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk='],
    ['aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzTESTKEYZ', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzTESTKEYZ'],
    ['AWS_SESSION_TOKEN=IQoJb3JpZ2luX2VjEJr9y2Bt7xQzWk4Lm', 'IQoJb3JpZ2luX2VjEJr9y2Bt7xQzWk4Lm'],
    [
      'ENCRYPTION_KEY=0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
      '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
    ],
    ['passphrase: "correct horse battery staple"', 'correct horse battery staple'],
    ['user,password\nann,blue42fish\nbob,x9!tiger', 'blue42fish'],
    ['| name | password |\n|---|---|\n| ann | blue42fish |', 'blue42fish'],
    [
      'Seed phrase: abandon ability able about above absent absorb abstract absurd abuse access accident',
      'abandon ability able about above absent absorb abstract absurd abuse access accident',
    ],
    ['hey, the router admin password got changed, it is now Gr33nApple$', 'Gr33nApple$'],
    ['mi contraseña de Netflix es Paella.2021', 'Paella.2021'],
    ['La clave del wifi es CasaAzul55', 'CasaAzul55'],
    ["my password's Lemon-Tree-88", 'Lemon-Tree-88'],
    ['I use the same password everywhere (it’s Fluffy2016)', 'Fluffy2016'],
    ['Use "Banane!77" as the password.', 'Banane!77'],
    ["parola d'ordine: Vesuvio_99", 'Vesuvio_99'],
    ['Password - Frosch#12', 'Frosch#12'],
    ['password: Xy;9,k!Q', 'Xy;9,k!Q'],
    ['app password: abcd efgh ijkl mnop', 'abcd efgh ijkl mnop'],
    ['db:\n  user: app\n  password: kangaroo\n', 'kangaroo'],
    ['let api_key = String::from("kQ9vLm2xTz7RbN4w");', 'kQ9vLm2xTz7RbN4w'],
    ['<th>Password</th><td>hunter42</td>', 'hunter42'],
    ['DSN=app:Fjord77x@tcp(127.0.0.1:3306)/shop', 'app:Fjord77x@tcp(127.0.0.1:3306)/shop'],
    ['redis-cli -h cache -a Fjord77x ping', 'Fjord77x'],
    ['enable secret 5 Fjord77x-Zebra', 'Fjord77x-Zebra'],
    ["INSERT INTO users (name, password, age) VALUES ('bob', 'N1ght-owl', 3);", 'N1ght-owl'],
    ["INSERT INTO u (id, pwd) VALUES\n (1, 'a,b)c12'),\n (2, 'N1ght-owl');", 'N1ght-owl'],
    ['- name: DB_PASSWORD\n  value: "N1ght-owl"', 'N1ght-owl'],
    ['{"name":"API_TOKEN","value":"kQ9vLm2xTz7RbN4w"}', 'kQ9vLm2xTz7RbN4w'],
    ['variable "db_password" {\n  type = string\n  default = "N1ght-owl"\n}', 'N1ght-owl'],
    ['requests.get(url, auth=("bob", "N1ght-owl"))', 'N1ght-owl'],
    ['new NetworkCredential("bob", "N1ght-owl")', 'N1ght-owl'],
    ['docker run -e POSTGRES_PASSWORD=kangaroo postgres', 'kangaroo'],
    ['My passphrase is correct horse battery staple.', 'correct horse battery staple'],
    ['Mi clave API es kQ9vLm2xTz7RbN4wPq', 'kQ9vLm2xTz7RbN4wPq'],
    ['ma clé API : kQ9vLm2xTz7RbN4wPq', 'kQ9vLm2xTz7RbN4wPq'],
    ['mein API-Schlüssel ist kQ9vLm2xTz7RbN4wPq', 'kQ9vLm2xTz7RbN4wPq'],
  ])('finds in %j the %j', (text, value) => {
    expect(found(text)).toContain(value);
  });

  it.each([
    'The password is incorrect.',
    'Your password must be at least 12 characters long.',
    'I forgot my password, how do I reset it?',
    'Is my password safe with bcrypt?',
    'password: string',
    'password: { type: String, required: true }',
    'password = getpass.getpass()',
    'password = os.environ["DB_PASSWORD"]',
    'const password = req.body.password;',
    'password: config.database.password,',
    `DB_PASSWORD=${'$'}{DB_PASSWORD}`,
    'DB_PASSWORD=$DB_PASSWORD',
    'DB_PASSWORD=changeme',
    'DB_PASSWORD=<your-password>',
    'API_KEY=YOUR_API_KEY',
    'api_key: "xxxxxxxxxxxxxxxx"',
    'token: ********',
    'password: [REDACTED]',
    'OPENAI_API_KEY=sk-...',
    '"password": "Passwort"',
    '"passwordLabel": "Enter your password"',
    'max_tokens: 4096, total_tokens=128000',
    'next_page_token: CAUQAA1234567890abcd',
    'The token is expired; the tokenizer splits words into tokens: 12,345 of them.',
    'tokens = tokenizer.encode(text)',
    'the key is to practise every day',
    'key: "users/2024/01/report.json"',
    'primary key: 550e8400-e29b-41d4-a716-446655440000',
    'cache key: a8f5f167f44f4964e6c998dee827110c',
    'The secret is to use cold butter.',
    'secret ingredient: cinnamon',
    'Password last changed: 2024-01-02 10:11',
    'password_hash: "$2b$12$abc"',
    'passwordMinLength: 12',
    'token_type: bearer',
    'Press any key: Enter',
    'forgot-password.html, reset-password.tsx',
    'if (password === confirmPassword) return true;',
    'if (password.length < 8) throw new Error("Password too short");',
    'kubectl get secret my-secret -o yaml',
    'secretName: tls-cert-2024',
    'secretKeyRef: { name: db-secret, key: password }',
    'aws secretsmanager get-secret-value --secret-id prod/db',
    'docker run -p 8080:80 -u 1000:1000 nginx',
    'cp -p file1 file2 && tar -p -xf a.tar',
    'The wifi password is on the fridge.',
    'le mot de passe est obligatoire',
    'La contraseña es incorrecta',
    'Das Passwort ist falsch',
    'hasło jest wymagane',
    'A senha deve ter 8 caracteres',
    'Basic authentication uses base64.',
    'basic understanding of JavaScript2024 required',
    'Bearer tokens are sent in the Authorization header',
    'What is the difference between a public key and a private key?',
    'public key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8pQ7rT2vX9kL4mN6bH1cF3dG5sA0zYwUeRqKjPoIuT ann@host',
    'token = jwt.sign({ id: user.id }, SECRET, { expiresIn: "1h" })',
    'secret: !Ref DatabaseSecret',
    'Session key exchange uses X25519 and AES256-GCM',
    '密码不正确',
    'id,key,name\n1,alpha,Ann\n2,beta,Bob',
    'Q: What is a passkey? A: A passkey is a FIDO2 credential.',
    'the passport number and password policy are in policy-v2.pdf',
    'password123 is a bad password',
    'proxy_pass http://backend1:8080;',
    'fastcgi_pass unix:/run/php8.2-fpm.sock;',
    'boarding pass: LH1234 seat 12A',
    "'password' => 'required|min:8|confirmed'",
    'password VARCHAR(255) NOT NULL, token CHAR(36)',
    'Access denied for user root (using password: YES)',
    'Kennwort: siehe Zettel',
    'const [password, setPassword] = useState("");',
    '- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      name: db-creds2',
    'INSERT INTO users (name, password) VALUES (?, ?)',
    'login("admin", "dashboard")',
    'Compass: bypass the passenger lane',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('tokens that nothing names', () => {
  it('finds those that look drawn by lot', () => {
    for (const length of [28, 32, 40, 43, 64]) {
      const token = draw(BASE62, length);
      expect(found(`try again with ${token} please`)).toEqual([token]);
    }
  });

  const hash = (length: number) => draw(HEX, length);
  it.each([
    ...[32, 40, 64, 128].map((length) => `built from ${hash(length)} today`),
    `"integrity": "sha512-${draw(BASE64, 86)}=="`,
    `sha256:${hash(64)}`,
    `golang.org/x/net v0.1.0 h1:${draw(BASE64, 43)}=`,
    '550e8400-e29b-41d4-a716-446655440000',
    '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    `![](data:image/png;base64,iVBORw0KGgo${draw(BASE64, 300)})`,
    `<img src="data:image/gif;base64,${draw(BASE64, 80)}">`,
    'https://docs.example.com/document/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms/edit',
    'AbstractSingletonProxyFactoryBean2ImplV3Test',
    'node_modules/@babel/helper-compilation-targets/lib/index.js',
    'background:#1a2b3c;color:#FFAABB;border:1px solid #0f0f0f80',
    'function a(b,c){return b.d(c)&&e.f(g[0],1)}var h=a(1,2),i=h?j:k;',
    Buffer.from('This is just some plain text that was encoded.').toString('base64'),
    `session id: ${draw(BASE62, 32)}`,
    `ETag: "${draw(BASE62, 32)}"`,
    'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7vbqajDhA2f9xYz0KqLmNpRsTuVwXy user@host',
    `SHA256:${draw(BASE64, 43)}`,
    'QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWKzC4x',
    '2024-01-02T10:11:12.123456789Z-build.20240102.1-linux-x64-release',
    'pi_3MtwBwLkdIwHu7ix28a3tqPa',
    'Message-ID: <CAKjfd8T2wLm9QxYz7b3vN4cR5tG6hJ8k@mail.example.com>',
    `The request ID was ${draw(BASE62, 32)}, please check.`,
    `Die Prüfsumme lautet ${draw(BASE64, 40)}`,
    `fileHash: "${draw(BASE64, 43)}="`,
    'iPhone14ProMax256GBSpaceBlackUnlockedRefurbished',
    `/nix/store/${draw(LOWER, 32)}-glibc-2.38/lib`,
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });
});
