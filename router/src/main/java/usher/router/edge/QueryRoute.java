package usher.router.edge;

import io.netty.handler.codec.http.HttpHeaders;
import usher.common.room.RoomId;

/** The room is a parameter of the query. */
record QueryRoute(String name) implements RoomRoute {
  @Override
  public Match find(String target, HttpHeaders headers) {
    int query = target.indexOf('?');
    if (query < 0) {
      return NONE;
    }
    String found = null;
    for (String parameter : target.substring(query + 1).split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals == name.length() && parameter.startsWith(name)) {
        if (found != null) {
          return new Match.Wrong("the parameter '" + name + "' must stand once");
        }
        found = parameter.substring(equals + 1);
      }
    }
    return found == null ? NONE : RoomText.match(found);
  }

  @Override
  public String targetOf(RoomId room) {
    return "/?" + name + "=" + room;
  }
}
