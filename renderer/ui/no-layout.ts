/** Stands for the layout engine elkjs, whose licence is not ours: diagrams that ask for it are shown as their text. */
// biome-ignore lint/style/noDefaultExport: it is imported as what it stands for is.
export default class NoLayout {
  layout(): Promise<never> {
    return Promise.reject(new Error('This layout is not part of Lintel.'));
  }
}
