import { blocks, type Frame, lines } from '../frame.ts';

/** What is long, random or numbered as secrets and IDs are, and is public or means something else. */
export const CLEAN_LOOK_ALIKES: readonly Frame[] = [
  ...lines(
    'en',
    'prose',
    `
    Summarise [[document]] in five bullet points.
    The role [[arn]] cannot read the bucket; what is missing in the policy?
    Instance [[instance]] does not answer to health checks.
    The pod [[pod]] restarts every ten minutes.
    Which fund hides behind ISIN [[isin]]?
    Cite doi:[[doi]] in APA style.
    What is new in arXiv:[[arxiv]] compared with the earlier work?
    The crate measures [[dimensions]] and weighs 14 kg.
    He taught there [[range]] and wrote two textbooks.
    My form says that [[invalid-ssn]] is not a possible Social Security number, why?
    The number [[wrong-card]] fails the checksum, so it cannot be a card.
    They won [[score]] in the final.
    SNMP object [[oid]] counts the pages printed.
    Is ff02::1 a multicast group, and what is 0.0.0.0 for?
    Room 3-117, shelf 22-04-1987-B, box 9.
    The lottery drew 4, 8, 15, 16, 23 and 42.
    The recipe says 250 g flour, 125 ml milk, 2 eggs, 180 °C for 35-40 minutes.
    Our flat is on the third floor and has 82 square metres.
    RFC 2606 reserves names for examples; RFC 5322 is about messages.
    The ISO 3166-1 codes of the three are DE, FR and PL.
    Model B2-4417-XL replaces model B2-4409-XL.
    The customer id [[stripe-object]] maps to the subscription [[stripe-object]].
    Bus 100 leaves every 10 minutes between 6:30 and 23:00.
    I scored 1480 on the SAT and 3.8 on GPA.
    Voltage drops from 230 V to 217.4 V under load.
    Set the timer to 00:25:00:00 for the long exposure.
    Page 404 and error 500 are not the same.
    `,
  ),
  ...blocks(
    'en',
    'code',
    `
[[public-key]]
%%
[[certificate]]
%%
# authorized keys of the build host
[[ssh-public]] build
%%
<img alt="logo" src="[[image]]">
%%
00000000: [[hex-dump]]  ................
00000010: [[hex-dump]]  ................
%%
kubectl logs [[pod]] --tail=200
kubectl delete pod [[pod]]
%%
aws ec2 stop-instances --instance-ids [[instance]] [[instance]]
%%
const customer = await stripe.customers.retrieve('[[stripe-object]]');
%%
describe('password field', () => {
  it('shows an error when the password is too short', async () => {
    await page.fill('#password', 'short');
  });
});
%%
type Credentials = { username: string; password: string; token?: string };
%%
def check_password(password: str, hashed: bytes) -> bool:
    return bcrypt.checkpw(password.encode(), hashed)
%%
logger.info("token refreshed for user %s", user.id)
%%
:root { --accent: [[colour]]; --muted: [[colour]]; }
.grid { grid-template-columns: repeat(12, minmax(0, 1fr)); }
%%
@Component({ selector: 'app-user', templateUrl: './user.html' })
export class UserComponent {}
%%
@dataclass
class Point:
    x: float = 12.5
    y: float = 48.137154
%%
std::vector<std::pair<int, int>> edges{{1, 2}, {2, 3}};
%%
curl -H "Authorization: Bearer $TOKEN" https://api.acmetools.io/v2/jobs
%%
if (password !== confirmPassword) setError('Passwords do not match');
%%
const MAX_INT = 9007199254740991; const MOD = 998244353;
%%
key = hashlib.sha256(name.encode()).hexdigest()
`,
  ),
  ...blocks(
    'en',
    'env',
    `
SECRET=
TOKEN=null
PASSWORD=********
%%
API_KEY=xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx
ENDPOINT=https://api.acmetools.io
%%
PASSWORD_MIN_LENGTH=12
TOKEN_TTL=3600
%%
GA_MEASUREMENT_ID=G-[[number]]
FEATURE_FLAGS=search,export
`,
  ),
  ...blocks(
    'en',
    'json',
    `
{"token":null,"password":"","secret":"<redacted>"}
%%
{"dependencies":{"left-pad":"^[[version]]"},"lockfileVersion":3}
%%
{"arn":"[[arn]]","instance":"[[instance]]"}
%%
{"usage":{"prompt_tokens":[[number]],"completion_tokens":[[number]]}}
%%
{"isbn":"[[isbn]]","title":"A History of Tea"}
%%
{"x-request-id":"[[uuid]]","cf-ray":"8[[md5]]"}
`,
  ),
  ...lines(
    'de',
    'prose',
    `
    Die Wertpapierkennnummer gehört zu ISIN [[isin]].
    Das Paket misst [[dimensions]].
    Warum besteht [[wrong-card]] die Luhn-Prüfung nicht?
    Die Instanz [[instance]] antwortet nicht.
    Stern und Rose sind Zeichen, Sommer und Winter sind Jahreszeiten.
    Der Müller mahlt das Korn, der Schneider näht den Rock.
  `,
  ),
  ...lines(
    'fr',
    'prose',
    `
    Quel fonds correspond à l'ISIN [[isin]] ?
    Le carton mesure [[dimensions]].
    Résume [[document]] en cinq points.
    Le boulanger et le charpentier sont des métiers anciens.
    Il a enseigné ici de [[range]].
  `,
  ),
  ...lines(
    'es',
    'prose',
    `
    ¿Qué fondo tiene el ISIN [[isin]]?
    La caja mide [[dimensions]].
    Resume [[document]] en cinco puntos.
    El herrero y el zapatero son oficios antiguos.
    La flor de la esperanza crece en abril.
  `,
  ),
  ...lines(
    'it',
    'prose',
    `
    Che fondo ha l'ISIN [[isin]]?
    La scatola misura [[dimensions]].
    Riassumi [[document]] in cinque punti.
    Il fabbro e il sarto sono mestieri antichi.
    La rosa bianca fiorisce a maggio.
  `,
  ),
  ...lines(
    'pl',
    'prose',
    `
    Jaki fundusz ma ISIN [[isin]]?
    Skrzynia ma wymiary [[dimensions]].
    Streść [[document]] w pięciu punktach.
    Kowal i krawiec to dawne zawody.
    Zając i wilk to bohaterowie bajki.
  `,
  ),
  ...lines(
    'pt',
    'prose',
    `
    Que fundo tem o ISIN [[isin]]?
    A caixa mede [[dimensions]].
    Resume [[document]] em cinco pontos.
    O ferreiro e o alfaiate são ofícios antigos.
    A oliveira e o carvalho são árvores.
  `,
  ),
  ...lines(
    'nl',
    'prose',
    `
    Welk fonds hoort bij ISIN [[isin]]?
    De doos meet [[dimensions]].
    Vat [[document]] samen in vijf punten.
    De smid en de bakker zijn oude beroepen.
    De visser vangt haring in de zomer.
  `,
  ),
];
