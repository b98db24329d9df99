// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';

/** What a package must not be able to do, whatever starts it. */
const FUSES = {
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableCookieEncryption: true,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
};

/** By system: kinds of packages, each for these processors. */
const KINDS = {
  mac: { dmg: ['arm64', 'x64'], zip: ['arm64', 'x64'] },
  win: { nsis: ['x64', 'arm64'], portable: ['x64', 'arm64'] },
  linux: { deb: ['x64', 'arm64'], rpm: ['x64', 'arm64'], AppImage: ['x64', 'arm64'] },
};

/**
 * What is wrong with electron-builder.yml, in a sentence each.
 * @param {string} root the project's folder
 * @returns {{ faults: string[], isSchemaChecked: boolean }} `isSchemaChecked`: electron-builder itself is installed, so its own schema was asked
 */
export function checkConfig(root) {
  const text = readFileSync(join(root, 'electron-builder.yml'), 'utf8');
  const config = parse(text);
  /** @type {string[]} */
  const faults = [];
  const expectThat = (/** @type {boolean} */ holds, /** @type {string} */ fault) => {
    if (!holds) faults.push(fault);
  };

  expectThat(config.asar === true, 'there is no archive');
  for (const [fuse, value] of Object.entries(FUSES)) expectThat(config.electronFuses?.[fuse] === value, `the fuse ${fuse} is not ${value}`);
  expectThat(!text.includes('no-sandbox'), 'it turns Chromium’s sandbox off');
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expectThat(
    config.electronVersion === devDependencies.electron,
    `electronVersion is ${config.electronVersion}, and the tests have ${devDependencies.electron}`,
  );
  for (const [os, kinds] of Object.entries(KINDS)) {
    for (const [kind, processors] of Object.entries(kinds)) {
      const found = config[os]?.target?.find((/** @type {{ target: string }} */ one) => one.target === kind);
      for (const arch of processors) expectThat(found?.arch?.includes(arch) === true, `there is no ${kind} for ${os} on ${arch}`);
    }
  }
  for (const pattern of [
    'modules/**/*',
    'dist/main/worker.js',
    'dist/main/inspection.js',
    'dist/main/documents.js',
    'dist/main/worker-chunks/**/*',
    'resources/**/*',
  ])
    expectThat(config.asarUnpack?.includes(pattern) === true, `${pattern} would be inside the archive, where native code cannot open it`);
  expectThat(
    config.asarUnpack?.every((/** @type {string} */ pattern) => !/main\.js|preload|main\/(?:chunks|\*)|^\*/.test(pattern)) === true,
    'what the main process runs would lie outside of the archive, where its integrity is not checked',
  );
  const resources = config.directories?.buildResources ?? '';
  for (const file of [
    config.deb?.appArmorProfile,
    config.mac?.entitlements,
    join(resources, config.mac?.icon ?? ''),
    ...[48, 128, 256, 512].map((size) => join(resources, config.linux?.icon ?? '', `${size}x${size}.png`)),
  ])
    expectThat(typeof file === 'string' && existsSync(join(root, file)), `${file} is not there`);
  expectThat(
    config.fileAssociations?.some((/** @type {{ ext: string }} */ { ext }) => ext === 'gguf') === true,
    'GGUF files do not open with it',
  );
  expectThat(config.protocols?.[0]?.schemes?.join() === 'lintel', 'its links do not open with it');
  expectThat(config.nsis?.deleteAppDataOnUninstall === false, 'uninstalling deletes what the person has');
  expectThat(config.publish === null, 'it publishes by itself');

  const schema = join(root, 'packaging', 'node_modules', 'app-builder-lib', 'scheme.json');
  const isSchemaChecked = existsSync(schema);
  if (isSchemaChecked) {
    const validate = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(readFileSync(schema, 'utf8')));
    if (!validate(config)) faults.push(...(validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`));
  }
  return { faults, isSchemaChecked };
}
