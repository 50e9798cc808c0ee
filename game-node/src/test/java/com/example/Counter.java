package com.example;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import usher.common.room.RoomId;
import usher.node.game.Command;
import usher.node.game.Decision;
import usher.node.game.EventJson;
import usher.node.game.Game;
import usher.node.game.Player;

/** Everyone adds to one number: {"add":3}. Nobody may take it over 100. */
public final class Counter implements Game<Counter.Sum, Counter.Added> {
  public record Sum(int value, String lastBy) {}

  public record Added(int add) {}

  @Override
  public String name() {
    return "counter";
  }

  @Override
  public Class<Added> eventType() {
    return Added.class;
  }

  @Override
  public Class<Sum> stateType() {
    return Sum.class;
  }

  @Override
  public Sum open(RoomId room) {
    return new Sum(0, "nobody");
  }

  @Override
  public Decision<Added> decide(Sum sum, Command command, Instant now) {
    int add = command.json().path("add").asInt();
    if (add < 1) {
      return Decision.reject("add a number from 1 on, as in {\"add\":3}");
    }
    return sum.value() + add > 100
        ? Decision.reject("that is over 100")
        : Decision.accept(new Added(add));
  }

  @Override
  public Sum apply(Sum sum, Added event, String by) {
    return new Sum(sum.value() + event.add(), by);
  }

  @Override
  public JsonNode view(Sum sum, Player viewer) {
    return EventJson.object().put("value", sum.value()).put("lastBy", sum.lastBy());
  }

  @Override
  public String summary(Sum sum) {
    return sum.value() + ", last by " + sum.lastBy();
  }
}
