package usher.common.control.wire;

import usher.common.control.ControlLimits;
import usher.common.control.ControlRefusal;
import usher.common.control.RouterMessage;

/** From the fields of a JSON object to what a router said. */
final class RouterMessageReader {
  static final String TYPES =
      "welcome, acknowledge, place, release, forget, drain, register-again, refused";

  /** A day, in milliseconds. */
  private static final long MAX_INTERVAL_MS = 86_400_000;

  private RouterMessageReader() {}

  static RouterMessage read(JsonFields fields) throws ControlFormatException {
    String type = fields.text("type");
    return switch (type) {
      case "welcome" ->
          new RouterMessage.Welcome(
              fields.text("routerId"),
              fields.whole("heartbeatIntervalMs", 1, MAX_INTERVAL_MS),
              fields.whole("leaseMs", 1, MAX_INTERVAL_MS),
              fields.optionalText("journal"),
              Values.heldRooms(fields, "forget"),
              Values.patterns(fields, "feedRetain"));
      case "acknowledge" ->
          new RouterMessage.Acknowledge(
              fields.whole("number", 1, ControlLimits.MAX_NUMBER),
              fields.whole("leaseMs", 1, MAX_INTERVAL_MS),
              fields.whole("placement", 0, ControlLimits.MAX_NUMBER),
              fields.flag("draining"));
      case "place" ->
          new RouterMessage.Place(
              Values.room(fields, "room"),
              Values.epoch(fields),
              fields.whole("number", 1, ControlLimits.MAX_NUMBER),
              Values.snapshot(fields));
      case "release" ->
          new RouterMessage.Release(Values.room(fields, "room"), Values.epoch(fields));
      case "forget" -> new RouterMessage.Forget(Values.room(fields, "room"), Values.epoch(fields));
      case "drain" -> new RouterMessage.Drain();
      case "register-again" -> new RouterMessage.RegisterAgain();
      case "refused" -> refused(fields);
      default -> throw JsonFields.badField("type is one of " + TYPES);
    };
  }

  private static RouterMessage refused(JsonFields fields) throws ControlFormatException {
    String word = fields.text("error");
    ControlRefusal refusal =
        ControlRefusal.ofWord(word)
            .orElseThrow(() -> JsonFields.badField("error is a word that this node knows"));
    return new RouterMessage.Refused(refusal, fields.text("message"));
  }
}
