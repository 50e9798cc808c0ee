package usher.common.control.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.control.ControlLimits;
import usher.common.control.ControlRefusal;
import usher.common.control.Health;
import usher.common.control.HeldRoom;
import usher.common.control.NodeMessage;
import usher.common.control.RouterMessage;
import usher.common.room.RoomId;

/** From messages to JSON objects. */
final class MessageWriter {
  private MessageWriter() {}

  static ObjectNode node(NodeMessage message) {
    if (message instanceof NodeMessage.Register m) {
      return register(m);
    }
    if (message instanceof NodeMessage.Heartbeat m) {
      return heartbeat(m);
    }
    if (message instanceof NodeMessage.Opened m) {
      return room("opened", m.room(), m.epoch());
    }
    if (message instanceof NodeMessage.Closed m) {
      return room("closed", m.room(), m.epoch());
    }
    if (message instanceof NodeMessage.Released m) {
      return snapshot(room("released", m.room(), m.epoch()), m.snapshot());
    }
    if (message instanceof NodeMessage.Stale m) {
      return type("stale").put("room", m.room().value()).put("placement", m.placement());
    }
    return type("goodbye");
  }

  static ObjectNode router(RouterMessage message) {
    if (message instanceof RouterMessage.Welcome m) {
      return welcome(m);
    }
    if (message instanceof RouterMessage.Acknowledge m) {
      return acknowledge(m);
    }
    if (message instanceof RouterMessage.Place m) {
      return snapshot(room("place", m.room(), m.epoch()).put("number", m.number()), m.snapshot());
    }
    if (message instanceof RouterMessage.Release m) {
      return room("release", m.room(), m.epoch());
    }
    if (message instanceof RouterMessage.Forget m) {
      return room("forget", m.room(), m.epoch());
    }
    if (message instanceof RouterMessage.Drain) {
      return type("drain");
    }
    if (message instanceof RouterMessage.RegisterAgain) {
      return type("register-again");
    }
    RouterMessage.Refused m = (RouterMessage.Refused) message;
    return refused(type("refused"), m.refusal(), m.message());
  }

  static ObjectNode answer(ReportAnswer answer) {
    ObjectNode out = acknowledge(answer.acknowledge());
    out.put("routerId", answer.routerId());
    out.put("heartbeatIntervalMs", answer.heartbeatIntervalMs());
    if (answer.journal() != null) {
      out.put("journal", answer.journal());
    }
    rooms(out.putArray("forget"), answer.forget());
    return out;
  }

  /** A refusal as the body of an answer over plain HTTP, which needs no type. */
  static ObjectNode refusal(ControlRefusal refusal, String message) {
    return refused(JsonText.MAPPER.createObjectNode(), refusal, message);
  }

  private static ObjectNode refused(ObjectNode out, ControlRefusal refusal, String message) {
    return out.put("error", refusal.word()).put("message", Texts.printable(message));
  }

  private static ObjectNode register(NodeMessage.Register m) {
    ObjectNode out = type("register");
    out.put("protocol", ControlLimits.PROTOCOL_VERSION);
    out.put("node", m.incarnation().node().value());
    out.put("incarnation", m.incarnation().boot());
    out.put("version", m.version());
    out.put("address", m.address().toString());
    out.put("upstream", Values.word(m.upstream()));
    out.putObject("capacity").put("rooms", m.capacity().rooms()).put("seats", m.capacity().seats());
    ObjectNode labels = out.putObject("labels");
    m.labels().forEach(labels::put);
    out.put("reportsRooms", m.reportsRooms());
    if (m.tls()) {
      out.put("tls", true);
    }
    out.put("journal", m.journal());
    rooms(out.putArray("rooms"), m.rooms());
    return out;
  }

  private static ObjectNode heartbeat(NodeMessage.Heartbeat m) {
    ObjectNode out = type("heartbeat");
    out.put("number", m.number());
    out.put("health", Values.word(m.health()));
    if (m.health() != Health.READY && m.reason() != null) {
      out.put("reason", Texts.printable(m.reason()));
    }
    out.put("rooms", m.rooms());
    out.put("seats", m.seats());
    out.put("cpu", m.cpu());
    out.put("loopLagMs", m.loopLagMs());
    if (m.load() != null) {
      out.put("load", m.load());
    }
    return out.put("placement", m.placement());
  }

  private static ObjectNode welcome(RouterMessage.Welcome m) {
    ObjectNode out = type("welcome");
    out.put("routerId", m.routerId());
    out.put("heartbeatIntervalMs", m.heartbeatIntervalMs());
    out.put("leaseMs", m.leaseMs());
    if (m.journal() != null) {
      out.put("journal", m.journal());
    }
    rooms(out.putArray("forget"), m.forget());
    if (!m.feedRetain().isEmpty()) {
      ArrayNode patterns = out.putArray("feedRetain");
      m.feedRetain().forEach(pattern -> patterns.add(pattern.value()));
    }
    return out;
  }

  private static ObjectNode acknowledge(RouterMessage.Acknowledge m) {
    return type("acknowledge")
        .put("number", m.number())
        .put("leaseMs", m.leaseMs())
        .put("placement", m.placement())
        .put("draining", m.draining());
  }

  private static ObjectNode room(String type, RoomId room, long epoch) {
    return type(type).put("room", room.value()).put("epoch", epoch);
  }

  private static ObjectNode snapshot(ObjectNode out, @Nullable String snapshot) {
    return snapshot == null ? out : out.put("snapshot", snapshot);
  }

  private static void rooms(ArrayNode out, List<HeldRoom> rooms) {
    for (HeldRoom room : rooms) {
      ObjectNode held = out.addObject();
      held.put("room", room.room().value()).put("epoch", room.epoch());
      if (room.released()) {
        held.put("released", true);
      }
    }
  }

  private static ObjectNode type(String type) {
    return JsonText.MAPPER.createObjectNode().put("type", type);
  }
}
