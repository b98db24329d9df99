import { describe, expect, it } from 'vitest';
import { scan } from '../../shared/privacy/scan.ts';
import { BASE62, BASE64, drawing, HEX, LOWER } from './secrets.drawn.ts';

const SURE = 0.6;
const DRAWS = 20;
const secretsIn = (text: string) => scan(text).filter(({ type, confidence }) => type === 'secret' && confidence >= SURE);

/** How frameworks write what a session cookie holds: each draws a new one. */
const draw = drawing(31);
const hex = () => draw(HEX, 32);
const django = () => draw(LOWER, 32);
const mixed = () => draw(BASE62, 32);
const java = () => draw(HEX.toUpperCase(), 32);
const express = () => `s%3A${draw(BASE62, 32)}.${draw(BASE62, 43)}`;
const flask = () => `${Buffer.from('{"user_id":42}').toString('base64url')}.${draw(BASE62, 6)}.${draw(BASE62, 27)}`;
const encoded = () => encodeURIComponent(`${draw(BASE64, 60)}==--${draw(HEX, 40)}`);
const uuid = () => [8, 4, 4, 4, 12].map((length) => draw(HEX, length)).join('-');

describe('cookies that keep somebody signed in', () => {
  it.each<[text: string, value: () => string]>([
    ['Cookie: sessionid=#; theme=dark', django],
    ['GET / HTTP/1.1\r\nHost: acme.io\r\nCookie: lang=de; PHPSESSID=#; cookieconsent=yes\r\n\r\n', () => draw(LOWER, 26)],
    ['Set-Cookie: JSESSIONID=#; Path=/; HttpOnly', java],
    ['https://shop.acme.io/cart;jsessionid=#?page=2', java],
    ['Set-Cookie: session=#; HttpOnly; Path=/', flask],
    ['session=#', flask],
    ['cookie: connect.sid=#', express],
    ['Cookie: XSRF-TOKEN=#', () => draw(BASE62, 40)],
    ['Cookie: _gh_sess=#; logged_in=yes', encoded],
    ['Cookie: remember_user_token=#', encoded],
    ['Cookie: laravel_session=#', () => `eyJpdiI6${draw(BASE62, 180)}%3D`],
    ['Cookie: ASP.NET_SessionId=#', () => draw(LOWER, 24)],
    ['Cookie: .AspNetCore.Identity.Application=#', () => `CfDJ8${draw(BASE62, 150)}`],
    ['Cookie: __Secure-next-auth.session-token=#', () => draw(BASE62, 80)],
    ['Cookie: account_session=#', mixed],
    [`Cookie: wordpress_logged_in_${'0f'.repeat(16)}=#`, () => `bob%7C1798761600%7C${draw(BASE62, 43)}%7C${draw(HEX, 64)}`],
    ['Cookie: sid=#', () => draw(HEX, 16)],
    ['Cookie: session=#', uuid],
    ['Cookie: ab=1; _k2=#; theme=dark', () => draw(BASE62, 40)],
    ["curl -b 'sessionid=#' https://acme.io", django],
    ['curl -b sessionid=# https://acme.io', django],
    ['curl --cookie "sessionid=#" https://acme.io', django],
    ["curl -H 'Cookie: sid=#; a=b' https://acme.io", hex],
    ['curl ^"https://acme.io^" -H ^"cookie: sid=#^"', hex],
    ['{"name":"cookie","value":"theme=dark; sessionid=#"}', django],
    ['{"name":"set-cookie","value":"sid=#; Path=/"}', mixed],
    ['"cookies":[{"name":"sessionid","value":"#","path":"/"}]', django],
    ['{"name": "sessionid", "path": "/", "sameSite": "lax", "secure": true, "session": false, "value": "#", "id": 1}', django],
    ['{"headers":{"cookie":"lang=en; connect.sid=#"}}', express],
    ['"{\\"cookie\\":\\"sessionid=#\\"}"', django],
    ["driver.add_cookie({'name': 'sessionid', 'value': '#'})", django],
    ["requests.get(url, cookies={'sessionid': '#'})", django],
    ['document.cookie = "sid=#; path=/"', mixed],
    ["res.cookie('sid', '#', { httpOnly: true })", mixed],
    ['setcookie("PHPSESSID", "#");', () => draw(LOWER, 26)],
    ['http.Cookie{Name: "session", Value: "#"}', mixed],
    ['.acme.io\tTRUE\t/\tTRUE\t1798761600\tsessionid\t#', django],
    ['sessionid\t#\t.acme.io\t/\t2026-12-01', django],
    ['12:01 DEBUG request cookie=sessionid=# path=/', django],
    ['SESSION_COOKIE=#', () => draw(HEX, 128)],
    ['the session cookie is sid=#', mixed],
    ['**Cookie:** `sid=#`', mixed],
    ['Mein Session-Cookie: PHPSESSID=#', () => draw(LOWER, 26)],
  ])('finds the whole value in %j', (text, value) => {
    for (let round = 0; round < DRAWS; round++) {
      const session = value();
      const whole = text.replace('#', () => session);
      const start = whole.indexOf(session);
      const isCovered = secretsIn(whole).some((finding) => finding.start <= start && finding.end >= start + session.length);
      expect({ whole, isCovered }).toEqual({ whole, isCovered: true });
    }
  });

  it('finds each of a list, and nothing else of it', () => {
    const [first, second] = [django(), mixed()];
    const text = `Cookie: sessionid=${first}; theme=dark-blue-high-contrast; csrftoken=${second}; lang=en`;
    expect(secretsIn(text).map(({ start, end }) => text.slice(start, end))).toEqual([first, second]);
  });

  it.each([
    'Cookie: theme=dark; lang=en-US; cookieconsent_status=dismiss',
    'Cookie: _ga=GA1.2.1234567890.1700000000; _gid=GA1.2.987654321.1700000001; _ga_8K3JD92KLM=GS1.1.1700000000.3.1.1700000100.0.0.0',
    `Cookie: OptanonConsent=isGABCEnabled=1&version=6.33.0&consentId=${uuid()}&groups=C0001%3A1`,
    `Cookie: CookieConsent={stamp:'${mixed()}==',necessary:true}`,
    `Cookie: euconsent-v2=CPxx${draw(BASE62, 80)}`,
    `Cookie: AWSALB=${draw(BASE62, 120)}`,
    `Cookie: __cf_bm=${draw(BASE62, 43)}-1700000000-1-${draw(BASE62, 80)}`,
    'Cookie: _fbp=fb.1.1700000000000.1234567890; _gcl_au=1.1.123456789.1700000000',
    'Cookie: redirect_url=https%3A%2F%2Facme.io%2Faccount%2Fsettings%3Ftab%3D2',
    'Cookie: last_visited=2024-01-02T10:11:12.123Z; page=product-detail-4821-red',
    'Cookie: auth_provider=google-oauth2-workspace1',
    'Cookie: last_login=2024-01-02T10:11:12Z',
    'Cookie: session_start=1700000000000',
    'Cookie: sessionid=<your-session-id>',
    'Cookie: sessionid=xxxxxxxxxxxxxxxxxxxxxxxx',
    'Cookie: sessionid=abc123',
    'Set-Cookie: sessionid=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/',
    'Set-Cookie: csrftoken=REDACTED; Path=/',
    'Set-Cookie: id=a3fWa; Expires=Wed, 21 Oct 2025 07:28:00 GMT; Secure; HttpOnly',
    'curl -b cookies.txt -c cookies.txt https://acme.io',
    'git checkout -b feature/session-handling-2024-refactor',
    'Cookie recipe: flour=200g; sugar=100g; butter=150g',
    "app.use(session({ name: 'connect.sid', secret: process.env.SECRET }))",
    'cookies = {"theme": "dark", "timezone": "Europe/Berlin"}',
    `{"sessionId":"${uuid()}"}`,
    'sessionId: "checkout-session-handler-v2"',
    '"name":"session-service","value":"enabled-in-production-eu-west-1"',
    'cookie_name = "session_cookie_name_2024"',
  ])('leaves %j alone', (text) => {
    expect(secretsIn(text)).toEqual([]);
  });
});
