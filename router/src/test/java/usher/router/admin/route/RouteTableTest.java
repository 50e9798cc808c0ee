package usher.router.admin.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import usher.common.control.NodeId;
import usher.common.room.RoomId;
import usher.router.admin.AdminAnswer;
import usher.router.admin.AdminRequest;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.MoveAnswer;
import usher.router.cluster.MoveAnswer.Word;

class RouteTableTest {
  private final Desk desk = Desk.open("node-1", "node-2").place("lobby");
  private final Logger audit = (Logger) LoggerFactory.getLogger("usher.router.admin.Audit");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    audit.setLevel(Level.INFO);
    audit.addAppender(lines);
  }

  @AfterEach
  void listenNoMore() {
    audit.detachAppender(lines);
    audit.setLevel(null);
  }

  private List<String> logged() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void aPathThatThereIsNotIsAnsweredWithThoseThatThereAre() {
    AdminAnswer answer = desk.ask("GET", "/v2/nodes");
    assertEquals(404, answer.status());
    assertTrue(answer.body().contains("POST /v1/rooms/{room}/move"), answer.body());
  }

  @Test
  void aMethodThatAPathDoesNotTakeIsAnsweredWithThoseThatItTakes() {
    AdminAnswer answer = desk.ask("DELETE", "/v1/log-level");
    assertEquals(405, answer.status());
    assertEquals(List.of("GET", "PUT"), answer.allow());
    assertEquals(405, desk.ask("POST", "/v1/nodes").status());
    assertEquals(405, desk.ask("GET", "/v1/rooms/lobby/move").status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/v1/rooms?limit=0 | 'limit' is 1 to 1000",
        "/v1/rooms?limit=1001 | 'limit' is 1 to 1000",
        "/v1/rooms?limit=ten | 'limit' is 1 to 1000",
        "/v1/rooms?node=a/b | a node id is",
        "/v1/rooms?from=a | there are node, prefix, limit, after",
        "/v1/cluster?limit=1 | this path takes none",
      })
  void aParameterThatIsWrongIsSaid(String uri, String says) {
    AdminAnswer answer = desk.ask("GET", uri);
    assertEquals(400, answer.status());
    assertTrue(answer.body().contains(says), answer.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "move | node-2 | no JSON",
        "move | [1] | no JSON object",
        "move | {\"to\":1} | 'to' is a text",
        "move | {\"to\":\"a b\"} | a node id",
        "move | {\"node\":\"x\"} | no field 'node'",
        "move | {} {} | no JSON",
        "close | {\"reason\":\" \"} | 1 to 200 characters",
        "close | {\"reason\":\"a\\u0007b\"} | printable",
        "close | {\"why\":\"x\"} | no field 'why'",
      })
  void aBodyThatIsWrongIsSaidBeforeTheClusterHearsOfIt(String verb, String body, String says) {
    desk.posted.clear();
    AdminAnswer answer = desk.ask("POST", "/v1/rooms/lobby/" + verb, body);
    assertEquals(400, answer.status());
    assertTrue(answer.body().contains(says), answer.body());
    assertEquals(List.of(), desk.posted);
  }

  @Test
  void aReasonHasItsBound() {
    String most = "{\"reason\":\"" + "x".repeat(RoomOrders.MAX_REASON_CHARS) + "\"}";
    String more = "{\"reason\":\"" + "x".repeat(RoomOrders.MAX_REASON_CHARS + 1) + "\"}";
    assertEquals(400, desk.ask("POST", "/v1/rooms/lobby/close", more).status());
    assertEquals(200, desk.ask("POST", "/v1/rooms/lobby/close", most).status());
  }

  @Test
  void aMoveIsAskedOfTheClusterWithTheNodeThatTheBodyNames() {
    desk.posted.clear();
    desk.ask("POST", "/v1/rooms/lobby/move", "{\"to\":\"node-2\"}");
    desk.ask("POST", "/v1/rooms/lobby/move", "");
    ClusterEvent.MoveAsked named = (ClusterEvent.MoveAsked) desk.posted.get(0);
    assertEquals(new RoomId("lobby"), named.room());
    assertEquals(new NodeId("node-2"), named.to());
    assertNull(((ClusterEvent.MoveAsked) desk.posted.get(1)).to());
  }

  @ParameterizedTest
  @EnumSource(Word.class)
  void whatBecomesOfAMoveIsAnsweredWithItsStatusAndItsWord(Word word) {
    Orders orders =
        new Orders(
            event -> {
              ((ClusterEvent.MoveAsked) event).listener().onAnswer(new MoveAnswer(word, "so"));
              return true;
            },
            Runnable::run);
    AdminAnswer answer =
        new RouteTable(new RoomOrders(orders).routes(), Runnable::run)
            .answer(request("POST", "v1", "rooms", "lobby", "move"))
            .toCompletableFuture()
            .join();
    assertEquals(word.httpStatus(), answer.status());
    String field = word == Word.BEGUN ? "\"move\":\"" : "\"error\":\"";
    assertTrue(answer.body().contains(field + word.word() + "\""), answer.body());
    assertTrue(answer.body().contains("\"message\":\"so\""), answer.body());
  }

  private static AdminRequest request(String method, String... path) {
    return new AdminRequest(method, List.of(path), java.util.Map.of(), "", "ann");
  }

  @Test
  void whoChangedWhatIsWrittenToTheLog() {
    desk.ask("POST", "/v1/nodes/node-2/drain");
    desk.ask("POST", "/v1/rooms/lobby/close", "{\"reason\":\"bye\"}");
    desk.ask("POST", "/v1/rooms/lobby/close");
    desk.ask("GET", "/v1/nodes");
    assertEquals(3, logged().size(), logged().toString());
    assertEquals("node node-2 drains, asked by ann", logged().get(0));
    assertTrue(logged().get(1).startsWith("room lobby was closed on node-"), logged().get(1));
    assertTrue(logged().get(1).endsWith("because \"bye\", asked by ann"), logged().get(1));
    assertEquals("refused with 404: POST /v1/rooms/lobby/close, asked by ann", logged().get(2));
  }

  @Test
  void aPublishedMessageIsNoLineOfTheLogAndOneThatIsRefusedIs() {
    FeedRoute feeds = new FeedRoute((topic, text) -> CompletableFuture.completedFuture(2L));
    RouteTable table = new RouteTable(List.copyOf(feeds.routes()), Runnable::run);
    AdminRequest published =
        new AdminRequest("POST", List.of("v1", "feeds", "AAPL"), java.util.Map.of(), "1", "ann");
    assertEquals(200, table.answer(published).toCompletableFuture().join().status());
    assertEquals(List.of(), logged());
    AdminRequest empty = request("POST", "v1", "feeds", "AAPL");
    assertEquals(400, table.answer(empty).toCompletableFuture().join().status());
    assertEquals(List.of("refused with 400: POST /v1/feeds/AAPL, asked by ann"), logged());
  }

  @Test
  void aLineOfTheLogStaysOneLine() {
    desk.ask("POST", "/v1/rooms/a\nINFO forged/close");
    assertEquals(1, logged().size());
    assertTrue(logged().get(0).contains("a INFO forged"), logged().get(0));
  }

  @Test
  void aRouterWithTooMuchToDoIsAskedAgainLater() {
    RouteTable full =
        new RouteTable(
            desk.routes.routes(),
            task -> {
              throw new RejectedExecutionException();
            });
    assertEquals(
        503, full.answer(request("GET", "v1", "nodes")).toCompletableFuture().join().status());
    assertEquals(200, full.answer(request("GET", "healthz")).toCompletableFuture().join().status());
  }

  @Test
  void aLogLevelIsSetAndTakenBack() {
    String name = RouteTable.class.getName();
    LoggerFactory.getLogger(name);
    String set = "{\"logger\":\"" + name + "\",\"level\":\"debug\"}";
    assertTrue(
        desk.ask("PUT", "/v1/log-level", set).body().contains("\"level\":\"DEBUG\",\"own\":true"));
    assertTrue(desk.ask("GET", "/v1/log-level").body().contains(name));
    String back = "{\"logger\":\"" + name + "\",\"level\":null}";
    assertTrue(desk.ask("PUT", "/v1/log-level", back).body().contains("\"own\":false"));
    assertEquals(400, desk.ask("PUT", "/v1/log-level", "{\"logger\":\"ROOT\"}").status());
    assertEquals(
        400,
        desk.ask("PUT", "/v1/log-level", "{\"logger\":\"usher\",\"level\":\"LOUD\"}").status());
    assertEquals(
        404,
        desk.ask("PUT", "/v1/log-level", "{\"logger\":\"made.up\",\"level\":\"INFO\"}").status());
  }

  @Test
  void nodesArePagedById() {
    Desk many = Desk.open("c", "a", "b");
    assertTrue(many.ask("GET", "/v1/nodes?limit=2").body().endsWith("\"next\":\"b\"}"));
    AdminAnswer rest = many.ask("GET", "/v1/nodes?limit=2&after=b");
    assertTrue(rest.body().contains("\"node\":\"c\""), rest.body());
    assertTrue(rest.body().endsWith("\"next\":null}"), rest.body());
  }
}
