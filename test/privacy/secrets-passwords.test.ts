import { describe, expect, it } from 'vitest';
import { scan } from '../../shared/privacy/scan.ts';
import { BASE62, drawing, HEX } from './secrets.drawn.ts';

const SURE = 0.6;
const found = (text: string) =>
  scan(text)
    .filter(({ type, confidence }) => type === 'secret' && confidence >= SURE)
    .map(({ start, end }) => text.slice(start, end));
const validators = (text: string) => scan(text).map(({ validator }) => validator);

const draw = drawing(47);
const LETTERS = BASE62.slice(0, 52);

describe('passwords of letters alone', () => {
  it.each([
    'The wifi password is #.',
    'Das Passwort lautet # und der Benutzer ist admin',
    'le mot de passe est #',
    'la contraseña es #',
    'la password è #',
    'hasło to #',
    'a senha é #',
    'het wachtwoord is #',
  ])('finds nearly all that are drawn, in “%s”', (text) => {
    const drawn = Array.from({ length: 200 }, () => draw(LETTERS, 10)).filter((value) => /[a-z]{1}.*[A-Z]|[A-Z].+[a-z]/.test(value));
    const missed = drawn.filter((value) => !found(text.replace('#', value)).includes(value));
    expect(missed.length / drawn.length).toBeLessThan(0.05);
  });

  it.each([
    'The password is stored in KeePassXC.',
    'my password manager is LastPass',
    'Set the password to MyCompany please',
    'reset the password in phpMyAdmin',
    'log in with password NordVPN',
    'change password to SMTPServer',
    'the password for GitHub is in OnePassword',
    'password is handled by OAuth and OpenID',
    'Das Passwort lautet Schwimmbad',
    'hasło jest wszystkim',
    'password: hashedPwd',
    'password = encryptedPwd',
    'Password: siehe SharePoint',
    'token: maxInputBytesPerRequest',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('passwords behind a user', () => {
  it.each([
    ['user bob pw V8954zXov', 'V8954zXov'],
    ['User: bob, pw: V8954zXov', 'V8954zXov'],
    ['Benutzer anna pw Sommer24', 'Sommer24'],
    ['login: bob / ebWKBIADtV', 'ebWKBIADtV'],
  ])('finds in %j the %j', (text, value) => {
    expect(found(text)).toEqual([value]);
  });
  it.each(['account 12345 pass rate 98', 'user must pass step2', 'last login: 2024-01-02T10:11:12Z', 'users who pass level5 get a badge'])(
    'leaves %j alone',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );
});

describe('passwords of Wi-Fi codes', () => {
  it.each([
    ['WIFI:T:WPA;S:Home;P:abcdef12;;', 'abcdef12'],
    ['WIFI:S:Caf\\;e;T:WPA;P:a\\;b12345;H:true;;', 'a\\;b12345'],
    ['scan this: WIFI:P:Sonnenblume;T:WPA2;S:Gast;;', 'Sonnenblume'],
  ])('finds in %j the %j', (text, value) => {
    expect(found(text)).toEqual([value]);
  });
  it('leaves an open network alone', () => {
    expect(found('WIFI:T:nopass;S:Guest;;')).toEqual([]);
  });
});

describe('secrets of Kubernetes', () => {
  it.each(['password123', 'hunter2', 'prom-operator', 'Xk9!abcd'])('finds %j in base64', (password) => {
    const encoded = Buffer.from(password).toString('base64');
    expect(found(`kind: Secret\ndata:\n  password: ${encoded}\n  username: YWRtaW4=`)).toEqual([encoded]);
  });
  it('still takes the type before a value for one', () => {
    expect(found('password: str = "Frosch#12"')).toEqual(['Frosch#12']);
    expect(found('def f(password: Optional = None): pass')).toEqual([]);
  });
});

describe('hashes of passwords', () => {
  const rest = (length: number) => draw(BASE62, length);
  it.each([
    `$2b$12$${rest(53)}`,
    `$argon2id$v=19$m=65536,t=3,p=4$${rest(22)}$${rest(43)}`,
    `$apr1$${rest(8)}$${rest(22)}`,
    `$6$${rest(8)}$${rest(86)}`,
    `$5$rounds=5000$${rest(8)}$${rest(43)}`,
    `$y$j9T$${rest(16)}$${rest(43)}`,
    `{SSHA}${rest(32)}`,
    `pbkdf2_sha256$260000$${rest(22)}$${rest(43)}=`,
    `scrypt:32768:8:1$${rest(16)}$${draw(HEX, 128)}`,
  ])('finds %s, alone, in a line of a file and in JSON', (hash) => {
    for (const text of [hash, `root:${hash}:19000:0:99999:7:::`, `{"user":"bob","hash":"${hash}"}`]) {
      expect({ text, found: found(text) }).toEqual({ text, found: [hash] });
      expect(validators(text)).toContain('password-hash');
    }
  });
  it.each(['It cost $2 and $5 and then $6$ more', 'echo "$1$2$3"', `$2b$12$${'x'.repeat(53)}`, 'password_hash: "$2b$12$abc"'])(
    'leaves %j alone',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );
});

describe('codes for getting in again', () => {
  it.each<[text: string, codes: string[]]>([
    ['Recovery codes: ed565-ee496, 69a9e-8cf22', ['ed565-ee496', '69a9e-8cf22']],
    ['My backup codes are 1234 5678 and 8765 4321.', ['1234 5678', '8765 4321']],
    ['Backup codes for GitHub:\n1. a1b2c-d3e4f\n2. 9f8e7-d6c5b\n', ['a1b2c-d3e4f', '9f8e7-d6c5b']],
    ['GitHub recovery codes\n\na1b2c-d3e4f\n9f8e7-d6c5b', ['a1b2c-d3e4f', '9f8e7-d6c5b']],
    ['Recovery key: ABCD-EF12-GH34-IJ56-KL78-MN90-PQ12', ['ABCD-EF12-GH34-IJ56-KL78-MN90-PQ12']],
    ['BitLocker recovery key: 123456-234567-345678-456789-567890-678901', ['123456-234567-345678-456789-567890-678901']],
    ['{"recovery_codes": ["a1b2c-d3e4f", "9f8e7-d6c5b"]}', ['a1b2c-d3e4f', '9f8e7-d6c5b']],
    ['emergency code 8h4k2m9p', ['8h4k2m9p']],
    ['Wiederherstellungscodes: a1b2-c3d4, e5f6-a7b8', ['a1b2-c3d4', 'e5f6-a7b8']],
    ['codes de secours : 1234 5678, 9876 5432', ['1234 5678', '9876 5432']],
    ['códigos de recuperación: 12345678, 87654321', ['12345678', '87654321']],
    ['codici di backup: 1234 5678', ['1234 5678']],
    ['kody zapasowe: 1234 5678; 9876 5432', ['1234 5678', '9876 5432']],
    ['códigos de backup: a1b2c3d4 e5f6a7b8', ['a1b2c3d4', 'e5f6a7b8']],
    ['herstelcodes: abcd1234, efgh5678', ['abcd1234', 'efgh5678']],
  ])('finds them in %j', (text, codes) => {
    expect(found(text)).toEqual(codes);
  });
  it.each([
    'Backup code review is due 2024-01-02.',
    'the recovery code path handles 12345678 rows',
    'recovery code: see vault42',
    'Backup key: 2024-01-02',
    'recovery key identifier: 550e8400-e29b-41d4-a716-446655440000',
    'one-time codes expire after 300 seconds',
    'one-time key exchange uses curve25519',
    'Emergency code 112',
    'recovery code: XXXX-XXXX-XXXX',
    'unlock key: Shift-F12',
    'Backup keys are rotated every 90 days',
    'recovery codes: 10 of 10 used',
    'error recovery code block42 failed',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('PINs', () => {
  it.each([
    'My PIN is 4821',
    'Die PIN der Karte lautet 4821',
    'mon code PIN est 4821',
    'mi PIN es 4821',
    'il mio PIN è 4821',
    'mój PIN to 4821',
    'o meu PIN é 4821',
    'mijn pincode is 4821',
    'Karten-PIN: 4821',
    'PIN: 4821',
    '{"card_pin": "4821"}',
  ])('finds it in %j', (text) => {
    expect(found(text)).toEqual(['4821']);
  });
  it.each([
    'Bangalore PIN: 560001',
    'PIN code: 560001',
    'GPIO pin: 1234',
    'const pin = 4821;',
    'the spin is 4821',
    'The PIN is 4 digits',
    'pinned to 4821',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });
});

it('finds a PuTTY key that the text begins with', () => {
  const key = `PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nPrivate-Lines: 1\n${'3VBEaR2ZvH5PMgSC'.repeat(4)}\nPrivate-MAC: ${draw(HEX, 40)}`;
  expect(found(key)).toEqual([key]);
});
