package usher.router.cli;

/** What the command line ends with, for scripts. */
final class ExitCode {
  /** It is done. */
  static final int DONE = 0;

  /** The router refused it, or there is no such thing; of a check-up: something must be mended. */
  static final int REFUSED = 1;

  /** A flag is wrong. */
  static final int WRONG_FLAGS = 2;

  /** The router cannot be reached, or does not answer. */
  static final int UNREACHABLE = 3;

  /** It is done, but not all of the answer could be written: nobody reads, or the disk is full. */
  static final int UNWRITTEN = 4;

  private ExitCode() {}
}
