import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { curlOf } from '../../renderer/screens/apps/curl.ts';

const request = {
  ...{ id: '1', at: 0, method: 'POST', path: '/v1/chat/completions', status: 200, sentence: '', tokens: 0, totalMs: 1, isBroken: false },
  headers: { host: '127.0.0.1', authorization: '(hidden)', 'x-secret': '(hidden)', 'user-agent': "it's; $(touch x) `y`" },
  body: `{"text":"it's $HOME"}`,
};

describe('a request copied as curl', () => {
  it('holds a place for the key, and nothing that was hidden', () => {
    const line = curlOf(request, 'http://127.0.0.1:5468');
    expect(line).toContain("'authorization: Bearer YOUR_KEY'");
    expect(line).not.toContain('(hidden)');
  });

  it.skipIf(process.platform === 'win32')('is taken by a shell word for word, whatever it holds', () => {
    const said = execFileSync('sh', ['-c', `printf '%s\\n' ${curlOf(request, 'http://127.0.0.1:5468')}`], { encoding: 'utf8' });
    expect(said.trimEnd().split('\n')).toEqual([
      ...['curl', '-X', 'POST', 'http://127.0.0.1:5468/v1/chat/completions', '-H', 'authorization: Bearer YOUR_KEY'],
      ...['-H', `user-agent: ${request.headers['user-agent']}`, '--data-raw', request.body],
    ]);
  });
});
