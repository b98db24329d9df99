import { blocks, type Frame, lines } from '../frame.ts';

/** What people paste from programs: records, tables, logs, queries. */
export const STRUCTURED: readonly Frame[] = [
  ...lines(
    'en',
    'json',
    `
    {"id": 4411, "name": "[[person]]", "email": "[[email]]", "active": true}
    {"customer":{"fullName":"[[person]]","phone":"[[phone]]"},"total":19.9}
    {"iban":"[[iban]]","bic":"[[bic]]","amount":1250,"currency":"EUR"}
    {"card_number": "[[card]]", "exp_month": 4, "exp_year": 2029}
    {"ssn":"[[ssn]]","date_of_birth":"[[dob-iso]]","state":"OH"}
    {"patient": {"name": "[[person]]", "diagnosis": "[[health]]"}, "ward": 3}
    {"client_ip":"[[ip]]","path":"/login","status":401}
    {"device":{"mac_address":"[[mac]]","firmware":"2.4.1"}}
    {"passport_number":"[[passport]]","country":"IE"}
    {"driver_license":"[[licence]]","class":"B"}
    {"shipping_address":"[[address]]","express":false}
    {"tax_id":"[[ein]]","entity":"LLC"}
    {"nhs_number":"[[nhs]]","practice":"Y01234"}
    {"mbi":"[[mbi]]","plan":"B"}
    {"medicareNumber":"[[medicare]]","irn":1}
    {"payout":{"wallet":"[[wallet]]","asset":"BTC"}}
    {"bank_account":{"account_number":"[[account-us]]","routing_number":"[[~aba]]"}}
    [{"birthDate":"[[dob-iso]]","gender":"f"},{"birthDate":"[[dob-iso]]","gender":"m"}]
    {"role":"user","content":"call [[person]] at [[phone]]"}
    {"national_insurance_number":"[[nino]]","start":"2026-01-05"}
    `,
  ),
  ...lines(
    'de',
    'json',
    `
    {"kunde":"[[person]]","iban":"[[iban]]","betrag":"49,90"}
    {"steuerId":"[[steuer-id]]","klasse":3}
    {"versichertennummer":"[[kvnr]]","kasse":"Nordlicht"}
    {"strasse":"[[street]]","ort":"Köln"}
    `,
  ),
  ...lines(
    'fr',
    'json',
    `
    {"nom":"[[person]]","telephone":"[[phone]]","actif":true}
    {"numero_securite_sociale":"[[nir]]","regime":"général"}
    {"date_naissance":"[[dob-iso]]","ville":"Nantes"}
    `,
  ),
  ...lines(
    'es',
    'json',
    `
    {"dni":"[[dni]]","nombre":"[[person]]"}
    {"nie": "[[nie]]", "pasaporte": "[[passport]]"}
    {"diagnostico":"[[health]]","paciente":"[[person]]"}
    `,
  ),
  ...lines(
    'it',
    'json',
    `
    {"codice_fiscale":"[[codice-fiscale]]","comune":"Parma"}
    {"partita_iva":"[[partita-iva]]","ragione_sociale":"Tessuti del Po srl"}
    `,
  ),
  ...lines(
    'pl',
    'json',
    `
    {"pesel":"[[pesel]]","miasto":"Gdynia"}
    {"nip":"[[nip]]","telefon":"[[phone]]"}
    `,
  ),
  ...lines(
    'pt',
    'json',
    `
    {"cpf":"[[cpf]]","nome":"[[person]]"}
    {"cnpj":"[[cnpj]]","uf":"MG"}
    {"nif":"[[nif-pt]]","email":"[[email]]"}
    `,
  ),
  ...lines(
    'nl',
    'json',
    `
    {"bsn":"[[bsn]]","geboortedatum":"[[dob-iso]]"}
    {"naam":"[[person]]","rekening":"[[iban]]"}
    `,
  ),
  ...blocks(
    'en',
    'table',
    `
name,email,phone
[[person]],[[email]],[[phone]]
[[person]],[[email]],[[phone]]
[[person]],[[email]],[[phone]]
%%
| Name | IBAN | Amount |
| --- | --- | ---: |
| [[person]] | [[iban]] | 120.00 |
| [[person]] | [[iban]] | 75.50 |
%%
employee_id,ssn,dob
1001,[[ssn]],[[dob-iso]]
1002,[[ssn]],[[dob-iso]]
1003,[[ssn]],[[dob-iso]]
%%
| Patient | Date of birth | Diagnosis |
|---|---|---|
| [[person]] | [[dob]] | [[health]] |
| [[person]] | [[dob]] | [[health]] |
%%
order;card number;total
771;[[card]];12,90
772;[[card]];48,00
%%
host	mac	ip
reception	[[mac]]	[[ip]]
warehouse	[[mac]]	[[ip]]
%%
| Supplier | BIC | IBAN |
|---|---|---|
| Harbour Foods | [[bic]] | [[iban]] |
| Northway Paper | [[bic]] | [[iban]] |
%%
traveller,passport number,nationality
[[person]],[[passport]],IE
[[person]],[[passport]],GB
%%
wallet,coins
[[bitcoin]],0.3
[[segwit]],1.25
[[ethereum]],12
%%
| Driver | Licence no. |
| --- | --- |
| [[person]] | [[licence]] |
| [[person]] | [[licence]] |
`,
  ),
  ...blocks(
    'de',
    'table',
    `
Name;Straße;Telefon
[[person]];[[street]];[[phone]]
[[person]];[[street]];[[phone]]
%%
| Mitarbeiter | Steuer-ID | Geburtsdatum |
|---|---|---|
| [[person]] | [[steuer-id]] | [[dob]] |
| [[person]] | [[steuer-id]] | [[dob]] |
`,
  ),
  ...blocks(
    'fr',
    'table',
    `
nom;courriel;date de naissance
[[person]];[[email]];[[dob]]
[[person]];[[email]];[[dob]]
`,
  ),
  ...blocks(
    'es',
    'table',
    `
nombre,dni,teléfono
[[person]],[[dni]],[[phone]]
[[person]],[[dni]],[[phone]]
`,
  ),
  ...blocks(
    'it',
    'table',
    `
| Nome | Codice fiscale | Telefono |
|---|---|---|
| [[person]] | [[codice-fiscale]] | [[phone]] |
| [[person]] | [[codice-fiscale]] | [[phone]] |
`,
  ),
  ...blocks(
    'pl',
    'table',
    `
imię i nazwisko,pesel,e-mail
[[person]],[[pesel]],[[email]]
[[person]],[[pesel]],[[email]]
`,
  ),
  ...blocks(
    'pt',
    'table',
    `
nome,cpf,telefone
[[person]],[[cpf]],[[phone]]
[[person]],[[cpf]],[[phone]]
`,
  ),
  ...blocks(
    'nl',
    'table',
    `
naam;bsn;geboortedatum
[[person]];[[bsn]];[[dob]]
[[person]];[[bsn]];[[dob]]
`,
  ),
  ...lines(
    'en',
    'log',
    `
    2026-03-02T10:14:55Z WARN auth failed for [[email]] from [[ip]]
    [[ip]] - - [12/Feb/2026:08:01:12 +0000] "GET /index.html HTTP/1.1" 200 5316
    Mar  4 03:12:44 gw sshd[2211]: Failed password for root from [[ip]] port 51022 ssh2
    dhcpd: DHCPACK on [[~ip]] to [[mac]] via eth1
    ERROR payment declined card=[[card]] code=05
    INFO sms sent to=[[phone]] status=delivered
    DEBUG user lookup email=[[email]] took=12ms
    kernel: br0: port 2(eth1) entered forwarding state, addr [[mac]]
    nginx: upstream timed out, client: [[ipv6]], server: shop
    [worker-3] transfer rejected: iban=[[iban]] reason=closed
    level=info msg="kyc passed" ssn=[[ssn]] latency=88
    [[ipv6]] - - [01/Jan/2026:00:00:01 +0000] "POST /api/login HTTP/2" 401 98
    `,
  ),
  ...lines(
    'en',
    'sql',
    `
    INSERT INTO customers (name, email) VALUES ('[[person]]', '[[email]]');
    UPDATE accounts SET iban = '[[iban]]' WHERE id = 88;
    SELECT * FROM payments WHERE card_number = '[[card]]';
    INSERT INTO patients (name, diagnosis) VALUES ('[[person]]', '[[health]]');
    SELECT id FROM people WHERE ssn = '[[ssn]]' AND dob = '[[dob-iso]]';
    DELETE FROM sessions WHERE client_ip = '[[ip]]';
    UPDATE suppliers SET bic = '[[bic]]' WHERE country = 'PL';
    SELECT * FROM residents WHERE pesel = '[[pesel]]';
    UPDATE contacts SET phone = '[[phone]]' WHERE id = 12;
    `,
  ),
  ...blocks(
    'en',
    'yaml',
    `
contact:
  name: [[person]]
  email: [[email]]
  phone: "[[phone]]"
%%
payee:
  iban: [[iban]]
  bic: [[bic]]
  amount: 300
%%
firewall:
  deny:
    - [[ip]]
    - [[ip]]
%%
employee:
  ssn: [[ssn]]
  date_of_birth: [[dob-iso]]
  address: [[address]]
%%
wake_on_lan:
  desktop: [[mac]]
  nas: [[mac]]
%%
miner:
  wallet: [[wallet]]
  threads: 4
`,
  ),
  ...blocks(
    'en',
    'code',
    `
const owner = { name: '[[person]]', mail: '[[email]]' };
send(owner);
%%
# test data, taken from production by mistake
IBAN = "[[iban]]"
assert is_valid(IBAN)
%%
func main() {
	addr := "[[ip]]:8443"
	log.Fatal(dial(addr))
}
%%
$card = '[[card]]';
$result = $gateway->charge($card, 4200);
%%
// ask [[person]] <[[email]]> before touching this
export function reconcile(rows: Row[]) {}
%%
let device = Device(mac: "[[mac]]")
device.wake()
%%
def payout():
    return client.send(to="[[ethereum]]", value=10)
%%
<a href="mailto:[[email]]">Write to us</a>
<p>Phone: [[phone]]</p>
%%
user = User(ssn="[[ssn]]", born="[[dob-iso]]")
db.add(user)
%%
git commit --author="[[person]] <[[email]]>" -m "Fix rounding"
`,
  ),
];
