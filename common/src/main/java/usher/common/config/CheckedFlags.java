package usher.common.config;

/** A command whose flags can be wrong in ways that only all of them together show. */
public interface CheckedFlags {
  /**
   * All that can be known without looking at ports and other machines. Changes nothing; called
   * before the command starts, and whenever its flags are read anew.
   *
   * @throws FlagException if a flag is wrong; the message says what would be right
   * @throws usher.common.net.CannotListenException if two ports are one
   */
  void check();
}
