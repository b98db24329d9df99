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

export interface HubFilesView {
  readonly gated: boolean;
  readonly files: readonly HubFileView[];
}

/** Whether a token is there. The token itself never leaves. */
export interface HubTokenView {
  readonly hasToken: boolean;
}
