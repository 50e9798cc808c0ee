package usher.router.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import usher.common.config.FlagException;

/** Asks the admin port, and waits for its answer. */
final class AdminClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the other side says that wants a certificate of ours, or another. */
  private static final Pattern ALERT = Pattern.compile("fatal alert: .*(certificate|unknown_ca)");

  private final AdminAddress address;
  private final @Nullable String authorization;
  private final Duration within;
  private final HttpClient http;

  /**
   * @param authorization null where no token is presented
   * @param tls null for what the machine trusts
   * @param within how long an answer may take
   */
  AdminClient(
      AdminAddress address,
      @Nullable String authorization,
      @Nullable SSLContext tls,
      Duration within) {
    this.address = address;
    this.authorization = authorization;
    this.within = within;
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(within);
    this.http = (tls == null ? builder : builder.sslContext(tls)).build();
  }

  AdminAddress address() {
    return address;
  }

  /** A text as it may stand in a path or behind a question mark. */
  static String escaped(String text) {
    if (text.isEmpty()) {
      throw new FlagException("a name is empty: is a variable of your script not set?");
    }
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Asks for something. */
  JsonNode get(String path) {
    return json(send("GET", path, null));
  }

  /** Whether a probe answers 200; what it says otherwise. */
  String probe(String path) {
    HttpResponse<String> answer = send("GET", path, null);
    return answer.statusCode() == 200 ? "" : answer.body().strip();
  }

  /**
   * Asks for a change.
   *
   * @param body JSON; empty for none
   */
  JsonNode change(String method, String path, String body) {
    return json(send(method, path, body));
  }

  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request of ours is no JSON", e);
    }
  }

  private HttpResponse<String> send(String method, String path, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.uri().resolve(path))
            .timeout(within)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (SSLException e) {
      String why = String.valueOf(e.getMessage());
      throw new UnreachableException(
          ALERT.matcher(why).find()
              ? address.uri()
                  + " does not take us ("
                  + why
                  + "): --cert-file and --key-file are the certificate that it asks for"
              : "the TLS of "
                  + address.uri()
                  + " is not to be trusted: "
                  + why
                  + "; --ca-file names whom to trust");
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new UnreachableException(
          "cannot reach the admin port at "
              + address.uri()
              + " ("
              + why
              + "): is the router up, and is --admin right?");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException("interrupted");
    }
  }

  private JsonNode json(HttpResponse<String> answer) {
    JsonNode body;
    try {
      body = JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new UnreachableException(
          "what answers at "
              + address.uri()
              + " is no admin port of a router: status "
              + answer.statusCode()
              + " without JSON");
    }
    if (answer.statusCode() >= 400) {
      String message = body.path("message").asText(answer.body());
      throw new RefusedException(
          answer.statusCode(),
          body.path("error").asText("" + answer.statusCode())
              + ": "
              + message
              + (answer.statusCode() == 401 ? "; name the file with --token-file" : ""));
    }
    return body;
  }
}
