import { blocks, type Frame, lines } from '../frame.ts';

/** Look-alikes from machines: nothing may be found. */
export const CLEAN_TECHNICAL: readonly Frame[] = [
  ...lines(
    'en',
    'code',
    String.raw`
    @app.route('/users/<int:user_id>') def show(user_id): return render(user_id)
    ssh -p 2222 deploy@build-host 'systemctl restart app'
    import { useState } from 'react'; import type { Props } from '@acme/ui';
    npm install --save-exact @types/node@24.19.2 vitest@5.1.1
    const API_KEY = process.env.API_KEY ?? 'YOUR_API_KEY';
    OPENAI_API_KEY=sk-...your-key-here...
    password = getpass.getpass("Password: ")
    if (token === undefined) throw new Error('missing token');
    const secret = await vault.read('secret/data/' + name);
    git checkout [[commit]] && git cherry-pick [[sha1]]
    docker pull redis@sha256:[[sha256]]
    "resolved": "https://registry.acmetools.io/left-pad/-/left-pad-[[version]].tgz", "integrity": "[[integrity]]"
    .button{margin:0 12px 4px;background:[[colour]];color:[[colour]];transition:all .25s ease-in-out}
    !function(e,t){"use strict";var n=e.a||(e.a={}),r=t(n,0x1f,1e3);n.b=r[4096]}(window,function(e){return[e]});
    UPDATE orders SET status = 4 WHERE id = [[number]] AND updated_at < '[[stamp]]';
    assert sha1(b"abc") == "[[sha1]]"
    const id = '[[uuid]]'; cache.delete(id);
    rsync -av user@host:/var/backups/ ./backups
    SELECT count(*) FROM users WHERE email IS NOT NULL AND phone IS NULL;
    let password: String = read_line("Enter your password");
    <input type="password" name="password" autocomplete="current-password" required>
    auth: { username: 'username', password: 'password' }
    Authorization: Bearer <your token>
    for (let i = 0; i < 1000000007; i += 65537) sum ^= i * 2654435761;
    const PI = 3.14159265358979323846264338327950288;
    0xdeadbeef, 0xcafebabe, 0x7fffffff and 0x8000000000000000
    path: C:\Windows\System32\drivers\etc\hosts
    git remote add origin git@github.com:acme/tools.git
    mov eax, dword ptr [rbp-0x14]; xor ecx, ecx; call 0x401136
    pip install numpy==2.3.1 --hash=sha256:[[sha256]]
    #include <linux/if_ether.h> /* 48-bit addresses */
    postgres://user:password@localhost:5432/db is the default in the template
    redis://localhost:6379
    export TOKEN=$(cat /run/secrets/token)
    client_secret: $CLIENT_SECRET
    api_key = "<insert key>"  # never commit the real one
    version = "[[version]]-rc.1+build.[[number]]"
    const pattern = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;
    uuidgen  # prints e.g. [[uuid]]
    describe('luhn', () => { it('rejects', () => expect(luhn('1234567890123456')).toBe(false)); });
    `,
  ),
  ...blocks(
    'en',
    'log',
    `
[[stamp]] INFO  started worker pid=[[number]] version=[[version]]
[[stamp]] INFO  listening on 127.0.0.1:8080
[[stamp]] WARN  slow query took 1312ms
%%
[[day]] [[time]] trace=[[md5]] span=[[sha1]] ok
[[day]] [[time]] trace=[[md5]] span=[[sha1]] ok
%%
FAIL test/routing/decide.test.ts > decide > keeps the order
AssertionError: expected 3 to be 4
    at decide.ts:118:24
    at processTicksAndRejections (node:internal/process/task_queues:105:5)
%%
Traceback (most recent call last):
  File "app/models.py", line 218, in save
KeyError: 'currency'
%%
[ 12.334455] usb 1-2: new high-speed USB device number 4 using xhci_hcd
[ 12.483920] usb 1-2: New USB device found, idVendor=046d, idProduct=c52b
%%
job=[[uuid]] attempt=2 elapsed=[[number]]ms exit=0
%%
GC (Allocation Failure) 524288K->131072K(2010112K), 0.0123456 secs
%%
kernel: [[number]].[[number]] CPU[[number]]: temperature above threshold
`,
  ),
  ...lines(
    'en',
    'json',
    String.raw`
    {"id":"[[uuid]]","created_at":[[epoch]],"status":"open"}
    {"timestamp":[[epoch-ms]],"lat":[[latitude]],"lon":[[longitude]]}
    {"sha256":"[[sha256]]","size":[[number]]}
    {"orderNumber":"[[order]]","items":3}
    {"ean":"[[ean]]","sku":"[[sku]]","stock":14}
    {"tracking":"[[ups]]","carrier":"ups"}
    {"version":"[[version]]","build":"[[build]]"}
    {"tweet_id":"[[id]]","likes":12}
    {"type":"string","format":"email","description":"The e-mail address of the user"}
    {"password":{"type":"string","minLength":12},"required":["password"]}
    {"data":"[[md5]]","etag":"W/\"[[md5]]\""}
    {"colors":["[[colour]]","[[colour]]","[[colour]]"]}
    {"video":"https://www.youtube.com/watch?v=[[slug]]"}
    {"model":"gpt-4o-mini-2024-07-18","temperature":0.2,"max_tokens":512}
    {"name":"lintel","version":"0.1.0","author":"","license":"MIT"}
    `,
  ),
  ...blocks(
    'en',
    'yaml',
    `
image: registry.acmetools.io/app:[[version]]
digest: sha256:[[sha256]]
replicas: 3
%%
env:
  - name: API_KEY
    valueFrom:
      secretKeyRef: { name: app, key: api-key }
%%
on:
  schedule:
    - cron: "15 3 * * 1-5"
jobs:
  build:
    runs-on: ubuntu-24.04
    env:
      TOKEN: secrets.GITHUB_TOKEN
%%
password: changeme
# replace the line above before the first start
%%
commit: [[sha1]]
tree: [[sha1]]
date: [[stamp]]
`,
  ),
  ...blocks(
    'en',
    'env',
    `
NODE_ENV=development
PORT=3000
LOG_LEVEL=debug
API_URL=http://localhost:4000
%%
OPENAI_API_KEY=your-api-key-here
SECRET_KEY=changeme
DB_PASSWORD=<password>
%%
BUILD_ID=[[uuid]]
GIT_SHA=[[sha1]]
RELEASE=[[version]]
%%
TZ=Europe/Berlin
LANG=de_DE.UTF-8
CACHE_TTL_SECONDS=86400
%%
AWS_REGION=eu-central-1
AWS_ACCESS_KEY_ID=xxxxxxxxxxxxxxxxxxxx
`,
  ),
  ...blocks(
    'en',
    'table',
    `
| Order | Tracking | Weight |
| --- | --- | --- |
| [[order]] | [[ups]] | 1.2 kg |
| [[order]] | [[parcel]] | 0.4 kg |
%%
sku,ean,price
[[sku]],[[ean]],12.99
[[sku]],[[ean]],8.49
%%
day,visits,revenue
[[day]],[[number]],"[[amount]]"
[[day]],[[number]],"[[amount]]"
%%
| commit | files | lines |
|---|---|---|
| [[commit]] | 12 | +340 -18 |
| [[commit]] | 3 | +7 -7 |
%%
x,y
[[latitude]],[[longitude]]
[[latitude]],[[longitude]]
`,
  ),
  ...lines(
    'en',
    'prose',
    `
    My order number is [[order]]; when will it ship?
    The parcel with tracking number [[ups]] has been stuck in Memphis since Tuesday.
    ISBN [[isbn]] is out of print, can you suggest something similar?
    What does exit code 137 mean in container [[sha256]]?
    Ticket [[ticket]] duplicates [[ticket]], please write the comment.
    The IMEI [[imei]] belongs to the lost work phone, is it in warranty?
    Convert the epoch time [[epoch]] to a calendar date.
    Is [[number]] a prime number?
    Multiply [[number]] by [[number]] and round to two digits.
    The satellite image is centred on [[latitude]], [[longitude]].
    The checksum of the ISO is [[sha256]], the site says [[md5]].
    Chrome [[build]] crashes when I open the settings.
    Invoice 2026-[[number]] is due in 14 days and amounts to [[amount]] euros.
    Flight LH 4[[number]] leaves at 07:45 from gate B22.
    Use the colour [[colour]] for headings and [[colour]] for links.
    The part number is [[sku]], made of brass.
    The random seed was [[epoch-ms]] and the loss fell to 0.0213.
    My session id [[uuid]] appears twice in the trace.
    The meter reads [[number]] kWh, last year it was [[number]].
    The barcode [[ean]] scans as a bag of rice.
    Our serial numbers look like [[sku]] and [[sku]].
    Case 24-cv-0[[number]] was dismissed in spring.
    The build took 00:12:44 and produced [[version]].
    Reference number [[order]] was entered into the wrong field.
    `,
  ),
];
