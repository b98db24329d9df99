import { Component, type ReactNode } from 'react';

interface FaultWallProps {
  /** What stands in the place of what broke. */
  fallback(retry: () => void): ReactNode;
  readonly children: ReactNode;
}

/** Keeps a fault of the program within the part of the window that it is in. */
export class FaultWall extends Component<FaultWallProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? this.props.fallback(() => this.setState({ isBroken: false })) : this.props.children;
  }
}
