import { looksDrawn } from './randomness.ts';

// What people write where a secret belongs, and what takes its place in templates and logs.
const STAND_INS =
  /\byour[-_ A-Z]|^<?your|change[-_ ]?(?:me|it|this)|placeholder|replace[-_ ]?(?:me|this|with)|insert[-_ ]|dummy|redacted|masked|xxxx|\.\.\.|…|•|(?<![a-z\d])todo(?![a-z\d])|fixme|not[-_ ]?set|goes[-_]?here|[-_]here$|a-za-z/i;
// Words of examples, which a drawn value may hold by chance.
const EXAMPLES =
  /^(?:my|the|some|any|a)[-_ ]?(?:super[-_ ]?)?(?:secret|token|password|api|key|pass)|\bfoo|lorem|example|sample|removed|hidden/i;

// References to a value that is elsewhere: a variable, a template, a vault, an environment.
const REFERENCES =
  /^(?:\$\{|\$\(|\{\{|\{%|%\(|#\{|@\{|<|\{[\w.$ ]*\}$|:\w+$|\[[^\]]*\]$|\(\(|!(?:Ref|Sub|GetAtt|ImportValue|Join|secret|vault|env|env_var|reference)\b|\$[A-Z_][A-Z0-9_]*$|\$env:|%[A-Za-z_]+%$|@[A-Z_]+@$|op:\/\/|vault:|arn:|env[:.]|file:|secret:\/\/|projects\/|ref\+|ENC\[|(?:required|nullable|sometimes)\||process\.env|os\.|import\.|System\.|Deno\.|std::|config[.[(]|settings[.[(]|self\.|this\.|ctx\.|req\.|request\.|props\.|args\.|params\.|data\.|vars?\.|secrets\.|local\.|module\.|github\.)/;

// Types, states and labels: what stands behind a colon after "password" and is none.
const NO_SECRETS = new Set(
  `string str text varchar char character blob bytes byte bool boolean int integer number float double any object array list null none nil
  undefined void true false yes no on off optional required mandatory default unknown unset empty blank invalid incorrect wrong correct valid
  missing weak strong input field label hidden visible type name user username login email value secret secrets password passwords passwd pwd
  passwort passwörter kennwort token tokens key keys apikey credential credentials auth authentication authorization basic bearer digest
  oauth oauth2 jwt confirm confirmation confirmed new old current reset forgot forgotten change changed update updated create created delete
  deleted show hide enter test tests testing demo same below above here there this that these those them it its private public internal
  encrypted encrypt decrypted decrypt hashed hash plain plaintext cleartext bcrypt argon2 argon2id scrypt pbkdf2 sha1 sha256 sha512 sha-256 sha-512 md5 base64
  base32 hex utf8 utf-8 aes aes256 aes-256 rsa rsa2048 ed25519 hmac hs256 rs256 es256 x509 2fa mfa totp otp sso saml ldap ipv4 ipv6 http2 oauth2.0 web3 s3 ec2 k8s i18n l10n a11y
  protected stored expired expires revoked rotated leaked stolen compromised safe secure sensitive case-sensitive only
  also not and the for with from must should can cannot will was been being very too short long longer least most minimum maximum
  und oder der die das ist sind falsch richtig et ou le la les est sont obligatoire requis requise y o el los es son obligatorio requerido
  incorrecta incorrecto i oraz lub jest wymagane nieprawidłowe e il per obbligatorio errata incorrecta obrigatório obrigatória en of het de is
  verplicht onjuist vereist erforderlich ungültig contraseña contrasena senha hasło haslo wachtwoord parola chiave clave clé klucz mot
  phpmyadmin mysqlworkbench enabled disabled allowed denied supported unsupported available ok done n/a tbd na`.split(/\s+/),
);

/** Whether the characters are few and come again and again: `xxxxxxxx`, `******`, `000000`, `1212`. */
const isRepeated = (value: string) => new Set(value).size <= Math.max(1, Math.min(3, value.length / 4));

/** Whether a value stands for a secret without being one: a placeholder, a reference, a type, a state. Its first characters tell. */
export function isPlaceholder(value: string): boolean {
  const start = value.slice(0, 64);
  return (
    NO_SECRETS.has(start.toLowerCase().replace(/[?!]+$/, '')) ||
    isRepeated(start) ||
    REFERENCES.test(start) ||
    STAND_INS.test(start) ||
    (EXAMPLES.test(start) && !(start.length >= 20 && looksDrawn(start)))
  );
}

/** Whether what follows a provider's prefix is made up: a placeholder, or words in lower case. Its first characters tell. */
export function isMadeUp(rest: string): boolean {
  const start = rest.slice(0, 64);
  return isRepeated(start) || /^[a-z_-]+$/.test(start) || /x{6}|X{6}|your|placeholder|goes[-_]here|replace[-_]?me|\.\.\./i.test(start);
}
