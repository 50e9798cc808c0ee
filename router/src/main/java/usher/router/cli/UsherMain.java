package usher.router.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Starts the command line. */
public final class UsherMain {
  private UsherMain() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = UsherCommand.run(args, System.getenv(), out, err);
    if (out.checkError()) {
      err.println("error: not all could be written");
      System.exit(code == ExitCode.DONE ? ExitCode.UNWRITTEN : code);
    }
    System.exit(code);
  }
}
