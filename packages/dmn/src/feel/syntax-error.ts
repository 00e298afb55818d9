/** Why a FEEL text cannot be read, and where. */
export class FeelSyntaxError extends Error {
  /** Offset in the text. */
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}
