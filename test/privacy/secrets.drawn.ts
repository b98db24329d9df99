/** Drawn characters that are the same on every run: test keys are put together when they are needed, and none is in the repository. */
export const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const BASE64URL = `${BASE62}-_`;
export const BASE64 = `${BASE62}+/`;
export const HEX = '0123456789abcdef';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
export const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';
const DIGITS = '0123456789';

/** A source of drawn strings: mulberry32, seeded. */
export function drawing(seed: number): (alphabet: string, length: number) => string {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return (alphabet, length) => Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join('');
}

type Draw = ReturnType<typeof drawing>;

const uuid = (draw: Draw) => [8, 4, 4, 4, 12].map((length) => draw(HEX, length)).join('-');

/** How each provider's keys look, as documented: each entry draws a new one. */
export const DRAWN_KEYS: Readonly<Record<string, (draw: Draw) => string>> = {
  openai: (draw) => `${'sk'}-proj-${draw(BASE64URL, 74)}T3Blbk${'FJ'}${draw(BASE64URL, 74)}`,
  openaiOld: (draw) => `${'sk'}-${draw(BASE62, 20)}T3Blbk${'FJ'}${draw(BASE62, 20)}`,
  openaiService: (draw) => `${'sk'}-svcacct-${draw(BASE64URL, 60)}`,
  anthropic: (draw) => `${'sk'}-ant-api03-${draw(BASE64URL, 93)}AA`,
  openrouter: (draw) => `${'sk'}-or-v1-${draw(HEX, 64)}`,
  deepseek: (draw) => `${'sk'}-${draw(HEX, 32)}`,
  groq: (draw) => `${'gs'}k_${draw(BASE62, 52)}`,
  xai: (draw) => `${'xa'}i-${draw(BASE62, 80)}`,
  replicate: (draw) => `${'r'}8_${draw(BASE62, 37)}`,
  perplexity: (draw) => `${'pp'}lx-${draw(BASE62, 48)}`,
  huggingFace: (draw) => `${'h'}f_${draw('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 34)}`,
  awsId: (draw) => `${'AK'}IA${draw(UPPER, 16)}`,
  google: (draw) => `${'AI'}za${draw(BASE64URL, 35)}`,
  googleSecret: (draw) => `${'GOC'}SPX-${draw(BASE64URL, 28)}`,
  googleToken: (draw) => `${'ya'}29.${draw(BASE64URL, 120)}`,
  googleRefresh: (draw) => `1//${'0'}${draw(BASE64URL, 60)}`,
  azureSecret: (draw) => `${draw(BASE62, 3)}8${'Q'}~${draw(BASE62, 34)}`,
  azureKey: (draw) => `${draw(BASE62, 52)}JQ${'QJ'}99${draw(BASE62, 26)}`,
  digitalOcean: (draw) => `${'dop'}_v1_${draw(HEX, 64)}`,
  github: (draw) => `${'gh'}p_${draw(BASE62, 36)}`,
  githubFine: (draw) => `${'github'}_pat_${draw(BASE62, 22)}_${draw(BASE62, 59)}`,
  gitlab: (draw) => `${'gl'}pat-${draw(BASE64URL, 20)}`,
  npm: (draw) => `${'np'}m_${draw(BASE62, 36)}`,
  pypi: (draw) => `${'py'}pi-AgEIcHlwaS5vcmc${draw(BASE64URL, 120)}`,
  docker: (draw) => `${'dc'}kr_pat_${draw(BASE64URL, 27)}`,
  atlassian: (draw) => `${'ATA'}TT3xFfGF0${draw(BASE64URL, 170)}`,
  slackBot: (draw) => `${'xo'}xb-${draw(DIGITS, 12)}-${draw(DIGITS, 13)}-${draw(BASE62, 24)}`,
  slackApp: (draw) => `${'xa'}pp-1-A${draw(UPPER, 10)}-${draw(DIGITS, 13)}-${draw(HEX, 64)}`,
  slackHook: (draw) => `https://hooks.${'slack'}.com/services/T${draw(UPPER, 8)}/B${draw(UPPER, 10)}/${draw(BASE62, 24)}`,
  discordHook: (draw) => `https://${'discord'}.com/api/webhooks/${draw(DIGITS, 18)}/${draw(BASE64URL, 68)}`,
  discordBot: (draw) => `M${draw(BASE62, 25)}.${draw(BASE62, 6)}.${draw(BASE64URL, 38)}`,
  telegram: (draw) => `${draw('123456789', 10)}:AA${draw(BASE64URL, 33)}`,
  stripe: (draw) => `${'sk'}_live_${draw(BASE62, 24)}`,
  stripeHook: (draw) => `${'wh'}sec_${draw(BASE62, 32)}`,
  twilio: (draw) => `${'S'}K${draw(HEX, 32)}`,
  sendgrid: (draw) => `${'S'}G.${draw(BASE64URL, 22)}.${draw(BASE64URL, 43)}`,
  mailgun: (draw) => `${'ke'}y-${draw(HEX, 32)}`,
  mailchimp: (draw) => `${draw(HEX, 32)}-${'us'}12`,
  shopify: (draw) => `${'sh'}pat_${draw(HEX, 32)}`,
  square: (draw) => `${'sq'}0atp-${draw(BASE64URL, 22)}`,
  newRelic: (draw) => `${'NR'}AK-${draw('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 27)}`,
  sentry: (draw) => `${'snt'}ryu_${draw(HEX, 64)}`,
  databricks: (draw) => `${'da'}pi${draw(HEX, 32)}`,
  supabase: (draw) => `${'sb'}p_${draw(HEX, 40)}`,
  linear: (draw) => `${'lin'}_api_${draw(BASE62, 40)}`,
  notion: (draw) => `${'nt'}n_${draw(DIGITS, 11)}${draw(BASE62, 35)}`,
  doppler: (draw) => `${'dp'}.pt.${draw(BASE62, 43)}`,
  vault: (draw) => `${'hv'}s.${draw(BASE64URL, 95)}`,
  terraform: (draw) => `${draw(BASE62, 14)}.${'atlas'}v1.${draw(BASE64URL, 67)}`,
  pulumi: (draw) => `${'pu'}l-${draw(HEX, 40)}`,
  grafana: (draw) => `${'gl'}sa_${draw(BASE62, 32)}_${draw(HEX, 8)}`,
  postman: (draw) => `${'PM'}AK-${draw(HEX, 24)}-${draw(HEX, 34)}`,
  age: (draw) => `${'AGE'}-SECRET-KEY-1${draw('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58)}`,
  figma: (draw) => `${'fi'}gd_${draw(BASE64URL, 40)}`,
  tailscale: (draw) => `${'ts'}key-auth-${draw(BASE62, 12)}CNTRL-${draw(BASE62, 32)}`,
  hubspot: (draw) => `${'pa'}t-na1-${uuid(draw)}`,
  airtable: (draw) => `${'pa'}t${draw(BASE62, 14)}.${draw(HEX, 64)}`,
  vercel: (draw) => `${'vc'}p_${draw(BASE62, 24)}`,
  rubygems: (draw) => `${'ruby'}gems_${draw(HEX, 48)}`,
  fly: (draw) => `${'fm'}2_${draw(BASE64, 120)}`,
  sonar: (draw) => `${'sq'}p_${draw(HEX, 40)}`,
  brevo: (draw) => `${'xkey'}sib-${draw(HEX, 64)}-${draw(BASE62, 16)}`,
  planetscale: (draw) => `${'psc'}ale_tkn_${draw(BASE64URL, 43)}`,
  nvidia: (draw) => `${'nv'}api-${draw(BASE64URL, 64)}`,
};
