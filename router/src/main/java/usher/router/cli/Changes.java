package usher.router.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Asks for a change, and says what came of it. */
final class Changes {
  private Changes() {}

  /**
   * Asks.
   *
   * @param body JSON; empty for none
   * @param done what to say when it is done, where the answer has no sentence of its own
   */
  static int post(UsherCommand usher, String path, String body, String done) {
    return of(usher, "POST", path, body, done);
  }

  static int of(UsherCommand usher, String method, String path, String body, String done) {
    JsonNode told = usher.client().change(method, path, body);
    String sentence = told.path("message").asText(done);
    usher.out().println(usher.isJson() ? told.toString() : sentence);
    return ExitCode.DONE;
  }
}
