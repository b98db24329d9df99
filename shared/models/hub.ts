/** A repository on the hub, as a search shows it. */
export interface HubModelView {
  /** `owner/repo`. */
  readonly repo: string;
  readonly downloads: number;
  readonly likes: number;
  /** Whether its terms must be accepted on its page first. */
  readonly gated: boolean;
}

/** A model file in a repository. */
export interface HubFileView {
  /** Inside the repository. */
  readonly path: string;
  readonly bytes: number;
  /** Hex. Absent for the few small files that the hub does not hash. */
  readonly sha256?: string;
}

/** A whole model in a repository, in one file or several. */
export interface HubVariantView {
  /** As a download takes it. */
  readonly ref: string;
  /** Of its first file, inside the repository. */
  readonly path: string;
  /** As file names spell it: `Q4_K_M`; absent where the name says nothing. */
  readonly quantisation?: string;
  /** Of all its files. */
  readonly bytes: number;
}

export interface HubFilesView {
  readonly gated: boolean;
  readonly files: readonly HubFileView[];
}

/** Whether a token is there. The token itself never leaves. */
export interface HubTokenView {
  readonly hasToken: boolean;
}
