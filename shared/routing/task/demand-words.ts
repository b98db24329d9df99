const wordList = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Words that ask for thought, in the languages that prompts are most often written in. */
export const DEMANDING = wordList(
  'prove proof derive design optimize optimise optimal optimized analyze analyse analysis architecture strategy compare evaluate implement implementation algorithm complexity constraints requirements efficient concurrency distributed asymptotic theorem rigorous debug refactor reasoning detailed comprehensive advanced tradeoffs justify simulate simulation model convert framework integrate beweise entwirf optimiere analysiere begründe ausführlich démontre démontrer conçois optimise analyse détaillé demuestra diseña optimiza analiza detallado dimostra progetta ottimizza analizza dettagliato demonstre projete otimize analise detalhado bewijs ontwerp optimaliseer analyseer udowodnij zaprojektuj zoptymalizuj przeanalizuj докажи докажите спроектируй оптимизируй проанализируй',
);

/** Words that ask for little. */
export const SIMPLE = wordList(
  'simple simply easy basic short brief briefly hello hi thanks rewrite paraphrase sentence grammar spelling correct suggest recipe name list tell einfach kurz korrigiere simple court bref corrige sencillo corto corrige semplice breve corretto simples curto corrija eenvoudig kort verbeter prosty krótki popraw простой кратко исправь',
);

/** In scripts without spaces. */
export const DEMANDING_WITHIN = ['证明', '设计', '优化', '分析', '算法', '实现', '証明', '設計', '最適', '分析', '증명', '설계'];
