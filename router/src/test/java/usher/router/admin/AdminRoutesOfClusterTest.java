package usher.router.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import usher.common.control.NodeId;
import usher.common.room.RoomId;
import usher.router.cluster.Cluster;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.MoveAnswer;
import usher.router.cluster.MoveAnswer.Word;

class AdminRoutesOfClusterTest {
  private final Cluster cluster =
      new Cluster(ClusterConfig.defaults(), "router-1", new SplittableRandom(1), 0);
  private final List<ClusterEvent> asked = new ArrayList<>();
  private boolean isFull;
  private final AdminRoutesOfCluster routes =
      new AdminRoutesOfCluster(cluster::view, cluster.pins(), this::post, () -> "", null);

  private boolean post(ClusterEvent event) {
    return !isFull && asked.add(event);
  }

  private AdminAnswer post(String path, String body) {
    return routes
        .answer(new AdminRequest("POST", List.of(path.split("/")), body))
        .toCompletableFuture()
        .getNow(new AdminAnswer(0, "", "waits"));
  }

  @Test
  void aMoveIsAskedOfTheClusterWithTheNodeThatTheBodyNames() {
    assertEquals("waits", post("v1/rooms/lobby/move", "{\"to\":\"node-2\"}").body());
    post("v1/rooms/lobby/move", "");
    ClusterEvent.MoveAsked named = (ClusterEvent.MoveAsked) asked.get(0);
    assertEquals(new RoomId("lobby"), named.room());
    assertEquals(new NodeId("node-2"), named.to());
    assertEquals(null, ((ClusterEvent.MoveAsked) asked.get(1)).to());
  }

  @ParameterizedTest
  @EnumSource(Word.class)
  void whatBecomesOfAMoveIsAnsweredWithItsStatusAndItsWord(Word word) {
    AdminRoutesOfCluster told =
        new AdminRoutesOfCluster(
            cluster::view,
            cluster.pins(),
            event -> {
              ((ClusterEvent.MoveAsked) event).listener().onAnswer(new MoveAnswer(word, "so"));
              return true;
            },
            () -> "",
            null);
    AdminAnswer answer =
        told.answer(new AdminRequest("POST", List.of("v1", "rooms", "lobby", "move"), ""))
            .toCompletableFuture()
            .getNow(new AdminAnswer(0, "", ""));
    assertEquals(word.httpStatus(), answer.status());
    String field = word == Word.BEGUN ? "\"move\":\"" : "\"error\":\"";
    assertTrue(answer.body().contains(field + word.word() + "\""), answer.body());
    assertTrue(answer.body().contains("\"message\":\"so\""), answer.body());
  }

  @Test
  void whatIsNoMoveIsRefusedBeforeTheClusterHearsOfIt() {
    AdminAnswer room = post("v1/rooms/a b/move", "");
    assertEquals(400, room.status());
    assertTrue(room.body().contains("bad-room"), room.body());
    AdminAnswer body = post("v1/rooms/lobby/move", "node-2");
    assertEquals(400, body.status());
    assertTrue(body.body().contains("bad-request"), body.body());
    assertEquals(List.of(), asked);
  }

  @Test
  void aClusterWithTooMuchToDoIsAskedAgainLater() {
    isFull = true;
    AdminAnswer answer = post("v1/rooms/lobby/move", "");
    assertEquals(503, answer.status());
    assertTrue(answer.body().contains("busy"), answer.body());
  }

  @Test
  void aDrainOfANodeThatNobodyKnowsIsRefused() {
    assertEquals(404, post("v1/nodes/node-9/drain", "").status());
    assertEquals(404, post("v1/nodes/node-9/undrain", "").status());
  }
}
