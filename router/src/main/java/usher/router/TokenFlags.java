package usher.router;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import usher.common.config.FlagException;
import usher.common.config.Reloads;
import usher.common.config.Tokens;
import usher.common.net.Binding;
import usher.common.net.HostPort;

/** The flags of a router that say who may come in by a secret. */
final class TokenFlags {
  private static final String TOKEN_FILE = "--token-file";
  private static final String ADMIN_TOKEN_FILE = "--admin-token-file";

  @Option(
      names = TOKEN_FILE,
      paramLabel = "FILE",
      description =
          "The secrets that nodes must present, and operators too unless --admin-token-file is"
              + " named: 1 to 16 lines, each SECRET or NAME:SECRET.")
  @Nullable Path tokenFile;

  @Option(
      names = ADMIN_TOKEN_FILE,
      paramLabel = "FILE",
      description = "The secrets that operators must present, in place of those of --token-file.")
  @Nullable Path adminTokenFile;

  /**
   * Who presents what.
   *
   * @param nodes what nodes present, and the router presents to nodes; null for nothing
   * @param operators what operators present; null for nothing
   */
  record Secrets(@Nullable Tokens nodes, @Nullable Tokens operators) {
    /** They are taken anew with all else. */
    void reloadWith(Reloads reloads) {
      if (nodes != null) {
        reloads.add(nodes);
      }
      if (operators != null && operators != nodes) {
        reloads.add(operators);
      }
    }
  }

  /**
   * Reads the files.
   *
   * @throws FlagException if one cannot be used
   */
  Secrets read() {
    Tokens nodes = tokenFile == null ? null : Tokens.read(TOKEN_FILE, tokenFile);
    return new Secrets(
        nodes, adminTokenFile == null ? nodes : Tokens.read(ADMIN_TOKEN_FILE, adminTokenFile));
  }

  /**
   * What other machines can reach has a secret.
   *
   * @throws FlagException if one has none
   */
  void check(HostPort control, HostPort admin) {
    require(tokenFile != null, "--control", control, "a " + TOKEN_FILE);
    require(
        tokenFile != null || adminTokenFile != null,
        "--admin",
        admin,
        "an " + ADMIN_TOKEN_FILE + " or a " + TOKEN_FILE);
  }

  private static void require(boolean named, String flag, HostPort address, String what) {
    if (!named && !Binding.isLoopback(address)) {
      throw new FlagException(
          flag
              + ": "
              + address
              + " can be reached from other machines: name "
              + what
              + ", or bind loopback");
    }
  }
}
