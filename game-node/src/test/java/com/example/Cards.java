package com.example;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import usher.common.player.Role;
import usher.common.room.RoomId;
import usher.node.game.Command;
import usher.node.game.Decision;
import usher.node.game.EventJson;
import usher.node.game.Game;
import usher.node.game.Player;

/**
 * Two hold cards that nobody else may know. Each draws one on joining, and by {"draw":true}; looks
 * at the next one by {"peek":true}, of which others only learn that something happened; and shows
 * one of the hand to all by {"play":"card-3"}. Who finds no place may {"cheer":"go"}.
 */
public final class Cards implements Game<Cards.Table, Cards.Happened> {
  /** Cards are called by the order they lie in; hands are by the names of players. */
  public record Table(int next, Map<String, List<String>> hands, List<String> played) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({
    @JsonSubTypes.Type(Drew.class),
    @JsonSubTypes.Type(Peeked.class),
    @JsonSubTypes.Type(Played.class),
    @JsonSubTypes.Type(Cheered.class)
  })
  public sealed interface Happened {}

  public record Drew(String drew) implements Happened {}

  public record Peeked(String peeked) implements Happened {}

  public record Played(String played) implements Happened {}

  public record Cheered(String cheered) implements Happened {}

  @Override
  public String name() {
    return "cards";
  }

  @Override
  public Class<Happened> eventType() {
    return Happened.class;
  }

  @Override
  public Class<Table> stateType() {
    return Table.class;
  }

  @Override
  public Table open(RoomId room) {
    return new Table(1, Map.of(), List.of());
  }

  @Override
  public int players() {
    return 2;
  }

  @Override
  public List<Happened> joined(Table table, Player newcomer) {
    return newcomer.role() == Role.PLAYER ? List.of(new Drew(top(table))) : List.of();
  }

  private static String top(Table table) {
    return "card-" + table.next();
  }

  @Override
  public Decision<Happened> decide(Table table, Command command, Instant now) {
    JsonNode json = command.json();
    if (json.has("draw")) {
      return Decision.accept(new Drew(top(table)));
    } else if (json.has("peek")) {
      return Decision.accept(new Peeked(top(table)));
    } else if (json.has("cheer")) {
      return Decision.accept(new Cheered(json.path("cheer").asText()));
    }
    String card = json.path("play").asText();
    return table.hands().getOrDefault(command.by().name(), List.of()).contains(card)
        ? Decision.accept(new Played(card))
        : Decision.reject("you do not hold that card");
  }

  @Override
  public Table apply(Table table, Happened event, String by) {
    Map<String, List<String>> hands = new TreeMap<>(table.hands());
    List<String> hand = new ArrayList<>(hands.getOrDefault(by, List.of()));
    hands.put(by, hand);
    if (event instanceof Drew drew) {
      hand.add(drew.drew());
      return new Table(table.next() + 1, hands, table.played());
    } else if (event instanceof Played played) {
      hand.remove(played.played());
      List<String> all = new ArrayList<>(table.played());
      all.add(played.played());
      return new Table(table.next(), hands, all);
    }
    return table;
  }

  @Override
  public boolean hidesFromPlayers() {
    return true;
  }

  @Override
  public @Nullable Happened forPlayer(Happened event, String by, Player viewer) {
    return viewer.name().equals(by) ? event : forSpectators(event, by);
  }

  @Override
  public boolean hidesFromSpectators() {
    return true;
  }

  @Override
  public @Nullable Happened forSpectators(Happened event, String by) {
    if (event instanceof Drew) {
      return new Drew("hidden");
    }
    return event instanceof Peeked ? null : event;
  }

  @Override
  public boolean spectatorMay(JsonNode command) {
    return command.has("cheer");
  }

  @Override
  public JsonNode view(Table table, Player viewer) {
    ObjectNode view = EventJson.object();
    List<String> own = table.hands().getOrDefault(viewer.name(), List.of());
    if (viewer.role() == Role.PLAYER) {
      own.forEach(view.putArray("hand")::add);
    }
    ObjectNode counts = view.putObject("holds");
    table.hands().forEach((name, hand) -> counts.put(name, hand.size()));
    table.played().forEach(view.putArray("played")::add);
    return view;
  }
}
