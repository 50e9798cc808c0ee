package usher.router.edge;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import usher.common.room.RoomId;

/** The room is a header's value. */
record HeaderRoute(String name) implements RoomRoute {
  @Override
  public Match find(String target, HttpHeaders headers) {
    List<String> values = headers.getAll(name);
    if (values.isEmpty()) {
      return NONE;
    }
    if (values.size() > 1) {
      return new Match.Wrong("the header " + name + " must stand once");
    }
    String value = values.get(0);
    return RoomId.isValid(value)
        ? new Match.Room(new RoomId(value))
        : new Match.Wrong("a room id is " + RoomId.RULE);
  }

  @Override
  public String targetOf(RoomId room) {
    return "/";
  }
}
