/** How a provider writes the keys it issues. */
export interface ProviderKey {
  /** The validator of the finding, such as `openai-key`. */
  readonly name: string;
  /** How such a key begins, at least two characters: each with the same rest. */
  readonly starts: readonly string[];
  /** What follows the start: bounded, so that it costs the same wherever it is tried. */
  readonly rest: RegExp;
  /** The start is short or a common word: the rest must look drawn by lot. */
  readonly isLoose?: boolean;
}

// Fewer characters are asked for than providers issue today: lengths have changed before, and the start says enough.
const WORD = /[A-Za-z0-9]{16,250}/y;
const TOKEN = /[\w-]{16,200}/y;
const DOTTED = /[\w.=-]{16,300}/y;
const HEX = /[A-Fa-f0-9]{16,128}(?![A-Za-z0-9])/y;
const UUID = /[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}/iy;

/** Keys known by how they begin, as their providers document them. */
export const PROVIDER_KEYS: readonly ProviderKey[] = [
  // Models and what serves them.
  { name: 'openai-key', starts: ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-None-', 'sk-service-'], rest: TOKEN },
  { name: 'anthropic-key', starts: ['sk-ant-'], rest: TOKEN },
  { name: 'openrouter-key', starts: ['sk-or-'], rest: TOKEN },
  { name: 'langfuse-key', starts: ['sk-lf-'], rest: TOKEN },
  { name: 'deepseek-key', starts: ['sk-'], rest: /[a-f0-9]{32,64}(?!\w)/y },
  { name: 'openai-key', starts: ['sk-'], rest: /[\w-]{20,200}/y, isLoose: true },
  { name: 'groq-key', starts: ['gsk_'], rest: WORD },
  { name: 'xai-key', starts: ['xai-'], rest: TOKEN, isLoose: true },
  { name: 'replicate-token', starts: ['r8_'], rest: WORD, isLoose: true },
  { name: 'perplexity-key', starts: ['pplx-'], rest: WORD, isLoose: true },
  { name: 'hugging-face-token', starts: ['hf_', 'api_org_'], rest: WORD },
  { name: 'nvidia-key', starts: ['nvapi-'], rest: TOKEN },
  { name: 'fireworks-key', starts: ['fw_'], rest: WORD, isLoose: true },
  { name: 'together-key', starts: ['tgp_v1_'], rest: TOKEN },
  { name: 'voyage-key', starts: ['pa-', 'al-'], rest: /[\w-]{40,60}/y, isLoose: true },
  { name: 'jina-key', starts: ['jina_'], rest: WORD, isLoose: true },
  { name: 'tavily-key', starts: ['tvly-'], rest: TOKEN, isLoose: true },
  { name: 'pinecone-key', starts: ['pcsk_'], rest: TOKEN },
  { name: 'langsmith-key', starts: ['lsv2_pt_', 'lsv2_sk_', 'ls__'], rest: TOKEN },
  { name: 'cerebras-key', starts: ['csk-'], rest: WORD, isLoose: true },
  { name: 'elevenlabs-key', starts: ['sk_'], rest: /[a-f0-9]{40,64}(?!\w)/y },
  { name: 'wandb-key', starts: ['wandb_v1_'], rest: TOKEN },
  // Clouds.
  { name: 'aws-access-key', starts: ['AKIA', 'ASIA', 'ABIA', 'ACCA', 'AROA', 'AIDA'], rest: /[A-Z0-9]{16}(?!\w)/y },
  { name: 'aws-bedrock-key', starts: ['ABSK'], rest: /[A-Za-z0-9+/]{60,300}={0,2}/y },
  { name: 'aws-bedrock-key', starts: ['bedrock-api-key-'], rest: /[A-Za-z0-9+/=]{16,2000}/y },
  { name: 'google-key', starts: ['AIza'], rest: /[\w-]{30,40}(?![\w-])/y },
  { name: 'google-oauth-secret', starts: ['GOCSPX-'], rest: TOKEN },
  { name: 'google-oauth-token', starts: ['ya29.'], rest: DOTTED },
  { name: 'google-refresh-token', starts: ['1//0'], rest: /[\w-]{20,200}/y },
  { name: 'digitalocean-token', starts: ['dop_v1_', 'doo_v1_', 'dor_v1_'], rest: HEX },
  { name: 'cloudflare-token', starts: ['cfut_', 'cfat_', 'cfk_'], rest: TOKEN },
  { name: 'cloudflare-origin-key', starts: ['v1.0-'], rest: /[a-f0-9]{24}-[a-f0-9]{100,200}/y },
  { name: 'alibaba-key', starts: ['LTAI'], rest: /[A-Za-z0-9]{12,26}(?!\w)/y, isLoose: true },
  { name: 'tencent-key', starts: ['AKID'], rest: /[A-Za-z0-9]{28,40}(?!\w)/y, isLoose: true },
  { name: 'yandex-key', starts: ['AQVN', 'YCAJE', 'YCM', 't1.9eu'], rest: DOTTED, isLoose: true },
  { name: 'heroku-key', starts: ['HRKU-'], rest: TOKEN },
  { name: 'fly-token', starts: ['fm1r_', 'fm1a_', 'fm2_', 'fo1_'], rest: /[\w+/=-]{30,2000}/y },
  { name: 'scaleway-key', starts: ['SCW'], rest: /[A-Z0-9]{17}(?!\w)/y, isLoose: true },
  { name: 'vercel-token', starts: ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'], rest: TOKEN },
  { name: 'vercel-blob-token', starts: ['vercel_blob_rw_'], rest: TOKEN },
  { name: 'netlify-token', starts: ['nfp_', 'nfc_', 'nfo_', 'nfb_', 'nfu_'], rest: WORD },
  { name: 'render-key', starts: ['rnd_'], rest: WORD, isLoose: true },
  { name: 'scalingo-token', starts: ['tk-us-', 'tk-eu-'], rest: TOKEN, isLoose: true },
  { name: 'tailscale-key', starts: ['tskey-'], rest: TOKEN },
  { name: 'openshift-token', starts: ['sha256~'], rest: /[\w-]{40,60}/y },
  // Code, packages, builds.
  { name: 'github-token', starts: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], rest: /[A-Za-z0-9_]{30,255}/y },
  { name: 'github-fine-grained-token', starts: ['github_pat_'], rest: /\w{22,255}/y },
  {
    name: 'gitlab-token',
    starts: ['glpat-', 'gldt-', 'glrt-', 'glrtr-', 'glptt-', 'glft-', 'glsoat-', 'glimt-', 'glagent-', 'glcbt-', 'gloas-', 'glffct-'],
    rest: DOTTED,
  },
  { name: 'gitlab-runner-token', starts: ['GR1348941'], rest: /[\w-]{18,30}/y },
  { name: 'bitbucket-token', starts: ['ATBB', 'ATCTT3xFfG'], rest: /[\w=-]{24,300}/y, isLoose: true },
  { name: 'atlassian-token', starts: ['ATATT3', 'ATSTT3', 'ATOAT3'], rest: /[\w=-]{30,400}/y },
  { name: 'npm-token', starts: ['npm_'], rest: /[A-Za-z0-9]{30,50}(?!\w)/y },
  { name: 'pypi-token', starts: ['pypi-'], rest: /Ag[\w-]{30,1000}/y },
  { name: 'rubygems-key', starts: ['rubygems_'], rest: HEX },
  { name: 'nuget-key', starts: ['oy2'], rest: /[a-z0-9]{43}(?!\w)/y, isLoose: true },
  { name: 'crates-token', starts: ['cio'], rest: /[A-Za-z0-9]{32}(?!\w)/y, isLoose: true },
  { name: 'clojars-token', starts: ['CLOJARS_'], rest: /[a-f0-9]{50,64}/y },
  { name: 'docker-token', starts: ['dckr_pat_', 'dckr_oat_'], rest: TOKEN },
  { name: 'jfrog-key', starts: ['AKCp', 'cmVmdGtuO'], rest: /[A-Za-z0-9]{40,80}/y },
  { name: 'circleci-token', starts: ['CCIPAT_', 'CCIPRJ_'], rest: TOKEN },
  { name: 'buildkite-token', starts: ['bkua_', 'bkpt_', 'bkct_'], rest: WORD },
  { name: 'sonar-token', starts: ['sqp_', 'squ_', 'sqa_', 'sqb_'], rest: /[a-f0-9]{36,44}(?!\w)/y },
  { name: 'sourcegraph-token', starts: ['sgp_', 'sgd_', 'slk_'], rest: /\w{32,80}/y, isLoose: true },
  { name: 'octopus-key', starts: ['API-'], rest: /[A-Z0-9]{25,34}(?!\w)/y, isLoose: true },
  { name: 'prefect-token', starts: ['pnu_', 'pnb_'], rest: WORD },
  { name: 'postman-key', starts: ['PMAK-'], rest: TOKEN },
  { name: 'postman-token', starts: ['PMAT-'], rest: WORD },
  { name: 'readme-key', starts: ['rdme_'], rest: WORD },
  // Infrastructure and its secrets.
  { name: 'vault-token', starts: ['hvs.', 'hvb.', 'hvr.'], rest: TOKEN },
  { name: 'vault-token', starts: ['s.'], rest: /[A-Za-z0-9]{24}(?![\w.-])/y, isLoose: true },
  { name: 'doppler-token', starts: ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.', 'dp.scim.', 'dp.audit.', 'dp.said.'], rest: DOTTED },
  { name: 'pulumi-token', starts: ['pul-'], rest: HEX },
  { name: 'grafana-token', starts: ['glsa_', 'glc_'], rest: /[\w+/=]{20,500}/y },
  { name: 'infisical-token', starts: ['st.'], rest: /[a-f0-9]{24}\.[a-f0-9]{32}\.[a-f0-9]{32}/y },
  { name: '1password-token', starts: ['ops_ey'], rest: /[\w+/=-]{60,2000}/y },
  { name: '1password-key', starts: ['A3-'], rest: /[A-Z0-9]{6}-[A-Z0-9]{5,6}-?[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}/y },
  { name: 'age-key', starts: ['AGE-SECRET-KEY-1', 'AGE-SECRET-KEY-PQ-1'], rest: /[A-Z0-9]{50,70}/y },
  { name: 'databricks-token', starts: ['dapi', 'dkea', 'dose'], rest: /[a-f0-9]{32}(?:-\d)?(?!\w)/y },
  { name: 'planetscale-token', starts: ['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'], rest: DOTTED },
  { name: 'supabase-token', starts: ['sbp_'], rest: HEX },
  { name: 'supabase-key', starts: ['sb_secret_'], rest: TOKEN },
  { name: 'neon-key', starts: ['napi_'], rest: WORD, isLoose: true },
  { name: 'clickhouse-key', starts: ['4b1d'], rest: /[A-Za-z0-9]{38}(?!\w)/y, isLoose: true },
  { name: 'confluent-key', starts: ['cflt'], rest: /[A-Za-z0-9+/]{60}(?!\w)/y },
  { name: 'dynatrace-token', starts: ['dt0c01.', 'dt0s01.', 'dt0s16.'], rest: /[A-Z0-9]{24}\.[A-Z0-9]{64}/iy },
  { name: 'newrelic-key', starts: ['NRAK-', 'NRII-', 'NRJS-', 'NRIQ-', 'NRAA-', 'NRRA-'], rest: TOKEN },
  { name: 'sentry-token', starts: ['sntrys_', 'sntryu_', 'sntryi_'], rest: /[\w+/=-]{20,600}/y },
  { name: 'posthog-key', starts: ['phx_', 'phs_'], rest: TOKEN },
  { name: 'launchdarkly-key', starts: ['sdk-'], rest: UUID },
  // Money.
  { name: 'stripe-key', starts: ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_', 'sk_prod_', 'rk_prod_', 'sk_org_'], rest: /\w{10,250}/y },
  { name: 'stripe-webhook-secret', starts: ['whsec_'], rest: /[A-Za-z0-9+/=]{20,100}/y },
  { name: 'square-token', starts: ['sq0atp-', 'sq0csp-', 'sq0idp-'], rest: TOKEN },
  { name: 'square-token', starts: ['EAAA'], rest: /[\w-]{50,64}(?![\w-])/y, isLoose: true },
  { name: 'plaid-token', starts: ['access-sandbox-', 'access-development-', 'access-production-'], rest: UUID },
  { name: 'braintree-token', starts: ['access_token$production$', 'access_token$sandbox$'], rest: /[\w$]{20,80}/y },
  { name: 'flutterwave-key', starts: ['FLWSECK-', 'FLWSECK_TEST-'], rest: /[\w-]{12,60}/y },
  { name: 'razorpay-key', starts: ['rzp_live_', 'rzp_test_'], rest: /[A-Za-z0-9]{14,24}/y },
  { name: 'shippo-token', starts: ['shippo_live_', 'shippo_test_'], rest: HEX },
  { name: 'easypost-key', starts: ['EZAK', 'EZTK'], rest: /[A-Za-z0-9]{54}/y },
  { name: 'duffel-token', starts: ['duffel_live_', 'duffel_test_'], rest: TOKEN },
  { name: 'lob-key', starts: ['live_', 'test_'], rest: /[a-f0-9]{35}(?!\w)/y },
  { name: 'nostr-key', starts: ['nsec1'], rest: /[a-z0-9]{58}(?!\w)/y },
  // Messages and people.
  {
    name: 'slack-token',
    starts: ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxo-', 'xoxe-', 'xoxe.', 'xoxc-', 'xoxd-', 'xapp-'],
    rest: /[\w.%-]{12,400}/y,
  },
  { name: 'twilio-key', starts: ['SK'], rest: /[a-f0-9]{32}(?!\w)/y },
  { name: 'sendgrid-key', starts: ['SG.'], rest: /[\w-]{16,64}\.[\w-]{16,128}/y },
  { name: 'mailgun-key', starts: ['key-'], rest: /[a-f0-9]{32}(?!\w)/y },
  { name: 'brevo-key', starts: ['xkeysib-', 'xsmtpsib-'], rest: TOKEN },
  { name: 'resend-key', starts: ['re_'], rest: /[A-Za-z0-9]{6,10}_[A-Za-z0-9]{16,40}/y, isLoose: true },
  { name: 'mailersend-token', starts: ['mlsn.'], rest: HEX },
  { name: 'facebook-token', starts: ['EAAC', 'EAAM', 'EAAB', 'EAAG', 'EAAJ'], rest: /[A-Za-z0-9]{60,500}/y },
  { name: 'instagram-token', starts: ['IGQV', 'IGQW'], rest: /[\w-]{60,400}/y },
  { name: 'linkedin-secret', starts: ['WPL_AP'], rest: /[\w.=+/]{10,40}/y },
  { name: 'vk-token', starts: ['vk1.a.'], rest: TOKEN },
  { name: 'intercom-token', starts: ['dG9rO'], rest: /[A-Za-z0-9+/=]{40,80}/y },
  { name: 'typeform-token', starts: ['tfp_'], rest: DOTTED },
  { name: 'mapbox-token', starts: ['sk.eyJ', 'tk.eyJ'], rest: DOTTED },
  // Work.
  { name: 'shopify-token', starts: ['shpat_', 'shpca_', 'shppa_', 'shpss_', 'shpua_', 'shptka_'], rest: HEX },
  { name: 'linear-key', starts: ['lin_api_', 'lin_oauth_', 'lin_wh_'], rest: WORD },
  { name: 'notion-token', starts: ['ntn_'], rest: WORD },
  { name: 'notion-token', starts: ['secret_'], rest: /[A-Za-z0-9]{43}(?!\w)/y, isLoose: true },
  { name: 'figma-token', starts: ['figd_', 'figo_', 'figor_', 'figoh_'], rest: TOKEN },
  { name: 'airtable-token', starts: ['pat'], rest: /[A-Za-z0-9]{14}\.[a-f0-9]{64}/y },
  { name: 'hubspot-token', starts: ['pat-na1-', 'pat-na2-', 'pat-eu1-'], rest: UUID },
  { name: 'dropbox-token', starts: ['sl.'], rest: /[\w-]{100,1500}/y },
  { name: 'contentful-token', starts: ['CFPAT-'], rest: TOKEN },
  { name: 'adobe-secret', starts: ['p8e-', 'p8-'], rest: /[\w-]{28,40}/y, isLoose: true },
  { name: 'asana-token', starts: ['0/', '1/', '2/'], rest: /\d{12,19}(?:\/\d{12,19})?:[a-f0-9]{32}/y },
  { name: 'frameio-token', starts: ['fio-u-'], rest: TOKEN },
  { name: 'retool-token', starts: ['retool_'], rest: WORD, isLoose: true },
  { name: 'clickup-token', starts: ['pk_'], rest: /\d{6,10}_[A-Z0-9]{32}(?!\w)/y },
];

/** A key known by what stands within it. */
export interface MarkedKey {
  readonly name: string;
  /** What every such key holds, in upper and lower case as here. */
  readonly mark: string;
  readonly shape: RegExp;
}

// Each begins where no letter or digit stands before it, so that no run is read from each of its characters.
export const MARKED_KEYS: readonly MarkedKey[] = [
  { name: 'telegram-bot-token', mark: ':', shape: /(?<!\w)\d{8,10}:[A-Z][\w-]{33,36}(?![\w-])/g },
  { name: 'discord-bot-token', mark: '.', shape: /(?<![\w.-])[MNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])/g },
  { name: 'terraform-token', mark: '.atlasv1.', shape: /(?<!\w)[A-Za-z0-9]{14}\.atlasv1\.[\w-]{50,80}/g },
  { name: 'firebase-key', mark: ':APA91b', shape: /(?<![\w-])[\w-]{11,22}:APA91b[\w-]{100,200}/g },
  { name: 'azure-client-secret', mark: 'Q~', shape: /(?<![\w~.-])[\w~.]{3}\dQ~[\w~.-]{30,36}/g },
  { name: 'azure-storage-key', mark: '+ASt', shape: /(?<![\w+/])[\w+/]{70,80}\+ASt[\w+/]{4,10}==/g },
  { name: 'azure-key', mark: 'JQQJ99', shape: /(?<!\w)[A-Za-z0-9]{40,60}JQQJ99[A-Za-z0-9]{16,40}/g },
  { name: 'mailchimp-key', mark: '-us', shape: /(?<!\w)[a-f0-9]{32}-us\d{1,2}(?!\w)/g },
  { name: 'mailgun-signing-key', mark: '-', shape: /(?<!\w)[a-f0-9]{32}-[a-f0-9]{8}-[a-f0-9]{8}(?![\w-])/g },
  { name: 'maxmind-key', mark: '_mmk', shape: /(?<!\w)[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk/g },
];
