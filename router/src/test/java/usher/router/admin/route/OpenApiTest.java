package usher.router.admin.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import usher.common.config.FlagException;
import usher.common.config.Reloadable;
import usher.router.admin.AdminAnswer;
import usher.router.admin.AdminPage;

/** The OpenAPI document says what the admin port really takes and answers. */
class OpenApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Desk desk = Desk.open("node-1", "node-2").place("lobby");
  private final JsonNode document = read(desk.ask("GET", "/v1/openapi.json").body());

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  @Test
  void everyRouteIsInTheDocumentWithItsParametersAndNoOther() {
    Map<String, Object> real = new TreeMap<>();
    for (Route route : desk.routes.routes()) {
      String name = route.path().replaceAll("[^{]*(\\{(\\w+)})?.*", "$2");
      TreeSet<String> names = new TreeSet<>(route.query());
      if (!name.isEmpty()) {
        names.add(name);
      }
      real.put(route.method() + " " + route.path(), names);
    }
    real.put("GET " + AdminPage.EVENTS, new TreeSet<>());
    Map<String, Object> written = new TreeMap<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method -> {
                          TreeSet<String> names = new TreeSet<>();
                          method
                              .getValue()
                              .path("parameters")
                              .forEach(each -> names.add(each.get("name").asText()));
                          written.put(
                              method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                              names);
                        }));
    assertEquals(real, written);
  }

  @Test
  void theDocumentInDocsIsTheOneThatIsServed() throws Exception {
    assertEquals(document, JSON.readTree(Files.readString(Path.of("../docs/openapi.json"))));
  }

  /** An answer's status and body are as the document says of its path and method. */
  private void asWritten(int status, String method, String uri, String path, String body) {
    AdminAnswer answer = desk.ask(method, uri, body);
    assertEquals(status, answer.status(), method + " " + uri + ": " + answer.body());
    JsonNode content =
        document
            .get("paths")
            .get(path)
            .get(method.toLowerCase(Locale.ROOT))
            .get("responses")
            .path("" + status)
            .path("content");
    JsonNode schema = content.path("application/json").path("schema");
    assertFalse(schema.isMissingNode(), method + " " + path + " has no " + status);
    assertEquals(List.of(), new Schema(document).wrong(read(answer.body()), schema), answer.body());
  }

  private void asWritten(int status, String method, String path) {
    String uri =
        path.replace("{room}", "lobby").replace("{node}", "node-1").replace("{topic}", "AAPL");
    asWritten(status, method, uri, path, path.contains("feeds") ? "1" : "");
  }

  @Test
  void realAnswersAreAsTheDocumentSays() {
    List<String> asked = new ArrayList<>();
    for (Route route : desk.routes.routes()) {
      boolean json = !document.at(pointer(route)).isMissingNode();
      if (!route.changes() && json) {
        asWritten(200, "GET", route.path());
        asked.add(route.path());
      }
    }
    assertEquals(9, asked.size(), asked.toString());
    asWritten(200, "GET", "/v1/log-level?logger=ROOT", "/v1/log-level", "");
    asWritten(202, "POST", "/v1/nodes/{node}/drain");
    asWritten(202, "POST", "/v1/nodes/{node}/undrain");
    asWritten(200, "POST", "/v1/feeds/{topic}");
    String level = "{\"logger\":\"usher\",\"level\":\"info\"}";
    asWritten(200, "PUT", "/v1/log-level", "/v1/log-level", level);
    asWritten(202, "POST", "/v1/rooms/{room}/move");
    desk.place("other");
    asWritten(200, "POST", "/v1/rooms/other/close", "/v1/rooms/{room}/close", "");
    asWritten(202, "POST", "/v1/nodes/{node}/evict");
    asWritten(200, "POST", "/v1/reload");
    desk.reloads.add(new Broken());
    asWritten(409, "POST", "/v1/reload");
  }

  @Test
  void refusalsAreAsTheDocumentSays() {
    asWritten(400, "GET", "/v1/nodes?limit=0", "/v1/nodes", "");
    asWritten(404, "GET", "/v1/nodes/node-9", "/v1/nodes/{node}", "");
    asWritten(404, "GET", "/v1/rooms/nobody", "/v1/rooms/{room}", "");
    asWritten(404, "POST", "/v1/rooms/nobody/close", "/v1/rooms/{room}/close", "");
    asWritten(404, "POST", "/v1/nodes/node-9/evict", "/v1/nodes/{node}/evict", "");
    asWritten(400, "POST", "/v1/rooms/lobby/move", "/v1/rooms/{room}/move", "{\"too\":\"x\"}");
    asWritten(404, "GET", "/v1/log-level?logger=no.such", "/v1/log-level", "");
    desk.isFull = true;
    asWritten(503, "GET", "/v1/rooms/lobby/explain", "/v1/rooms/{room}/explain", "");
    asWritten(503, "POST", "/v1/rooms/lobby/move", "/v1/rooms/{room}/move", "");
  }

  private static String pointer(Route route) {
    return "/paths/"
        + route.path().replace("/", "~1")
        + "/get/responses/200/content/application~1json";
  }

  private static final class Broken implements Reloadable {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public String reload() {
      throw new FlagException("--token-file: cannot read it");
    }
  }
}
