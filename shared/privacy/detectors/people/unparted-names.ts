import type { Finding } from '../../finding.ts';

// 名前は田中太郎, 我叫王小明; 田中さん, 王小明先生. Each begins at what leads or follows the name,
// and by its first letter, so that other texts cost little.
const AFTER_CUE =
  /(?=[名氏姓我私联担])(?:名前は|氏名[:：は]|姓名[:：]|名字[叫是]|我叫|我是|私は|联系人[:：]|担当[:：]) ?(?<name>\p{sc=Han}{2,4}(?: \p{sc=Han}{1,3})?|[ァ-ヶー]{2,10}|[ぁ-ん]{3,6})(?=と|で|。|、|,|，|\s|$)/gu;
const BEFORE_HONORIFIC =
  /(?=[さ様氏先女小])(?:さん|様|氏(?!名)|先生|女士|小姐)(?<=(?<!\p{sc=Han})(?<name>(?![皆客奥王神何誰各医老])\p{sc=Han}{1,4})(?:さん|様|氏|先生|女士|小姐))/gu;

/** Names in Chinese and Japanese, which know no capitals. */
export function unpartedNames(text: string): Finding[] {
  return [AFTER_CUE, BEFORE_HONORIFIC].flatMap((pattern) =>
    Array.from(text.matchAll(pattern), (match): Finding => {
      const name = match.groups?.name ?? '';
      const start = pattern === AFTER_CUE ? match.index + match[0].length - name.length : match.index - name.length;
      return {
        type: 'person',
        start,
        end: start + name.length,
        confidence: 0.7,
        validator: pattern === AFTER_CUE ? 'introduction' : 'title',
      };
    }),
  );
}
