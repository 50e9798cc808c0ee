package usher.common.control.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import usher.common.control.ControlLimits;
import usher.common.control.ControlRefusal;
import usher.common.control.NodeId;

class ControlCodecRefusalTest {
  private static final String REGISTER =
      "{\"type\":\"register\",\"protocol\":1,\"node\":\"n\",\"incarnation\":\"b\",\"version\":\"v\","
          + "\"address\":\"h:1\",\"upstream\":\"tunnel\",\"capacity\":{\"rooms\":1,\"seats\":1},"
          + "\"labels\":{},\"reportsRooms\":true,\"rooms\":[]}";
  private static final String HEARTBEAT =
      "{\"type\":\"heartbeat\",\"number\":1,\"health\":\"ready\",\"rooms\":0,\"seats\":0,"
          + "\"cpu\":0,\"loopLagMs\":0,\"placement\":0}";

  private static ControlFormatException refused(String text) {
    return assertThrows(
        ControlFormatException.class, () -> ControlCodec.readNodeMessage(text), text);
  }

  private static void assertBadField(String field, String text) {
    ControlFormatException e = refused(text);
    assertEquals(ControlRefusal.BAD_FIELD, e.refusal(), text + ": " + e.sentence());
    assertTrue(e.sentence().startsWith(field), e.sentence());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "''",
        "'{'",
        "'[]'",
        "'7'",
        "'null'",
        "'{} {}'",
        "'{\"a\":1,\"a\":2}'",
        "'{\"a\":NaN}'",
        "'{\"a\":01}'",
        "'{a:1}'",
        "'{\"a\":1,}'",
        "'\u0000'"
      })
  void whatIsNoJsonObjectIsMalformed(String quoted) {
    String text = quoted.substring(1, quoted.length() - 1);
    assertEquals(ControlRefusal.MALFORMED, refused(text).refusal(), text);
  }

  @Test
  void deepNestsAreMalformedAlsoInFieldsThatAreIgnored() {
    String deep = "[".repeat(17) + "]".repeat(17);
    assertEquals(
        ControlRefusal.MALFORMED, refused("{\"type\":\"goodbye\",\"x\":" + deep + "}").refusal());
  }

  @Test
  void longNumbersAreRefusedBeforeTheyCost() {
    assertEquals(
        ControlRefusal.MALFORMED,
        refused(HEARTBEAT.replace("\"number\":1", "\"number\":" + "9".repeat(100))).refusal());
  }

  @Test
  void aMessageOverTheSizeIsTooLarge() {
    String text = "{\"x\":\"" + "a".repeat(ControlLimits.MAX_MESSAGE_BYTES) + "\"}";
    assertEquals(ControlRefusal.TOO_LARGE, refused(text).refusal());
  }

  @ParameterizedTest
  @CsvSource({
    "\"protocol\":1, \"protocol\":2",
    "\"protocol\":1, \"protocol\":\"1\"",
    "\"protocol\":1, \"x\":1"
  })
  void anotherVersionIsRefusedByItsOwnWord(String from, String to) {
    assertEquals(ControlRefusal.WRONG_VERSION, refused(REGISTER.replace(from, to)).refusal());
  }

  @Test
  void typesAreRefusedByName() {
    assertBadField("type is missing", "{}");
    assertBadField("type is one of register, heartbeat", "{\"type\":\"welcome\"}");
    assertBadField("type is a text", "{\"type\":7}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "node > \"node\":\"n\" > \"node\":\"a b\"",
        "node > \"node\":\"n\" > \"node\":\"\"",
        "incarnation > \"incarnation\":\"b\" > \"incarnation\":null",
        "version > \"version\":\"v\" > \"version\":\"a\\u0007\"",
        "version > \"version\":\"v\" > \"version\":\"a\\ud800\"",
        "address > \"address\":\"h:1\" > \"address\":\"h\"",
        "address > \"address\":\"h:1\" > \"address\":\"h:0\"",
        "address > \"address\":\"h:1\" > \"address\":\"h:70000\"",
        "upstream is one of link, tunnel > \"tunnel\" > \"pipe\"",
        "capacity.rooms > \"rooms\":1 > \"rooms\":0",
        "capacity.rooms > \"rooms\":1 > \"rooms\":20001",
        "capacity.seats > \"seats\":1 > \"seats\":1.5",
        "capacity.seats > \"seats\":1 > \"x\":1",
        "capacity is missing > \"capacity\" > \"x\"",
        "labels > \"labels\":{} > \"labels\":[]",
        "labels.a > \"labels\":{} > \"labels\":{\"a\":1}",
        "labels > \"labels\":{} > \"labels\":{\"\":\"x\"}",
        "reportsRooms > true > 1",
        "rooms is an array > \"rooms\":[] > \"rooms\":{}",
        "rooms[0] is an object > \"rooms\":[] > \"rooms\":[7]",
        "rooms[0].room > \"rooms\":[] > \"rooms\":[{\"room\":\"a/b\",\"epoch\":1}]",
        "rooms[0].epoch > \"rooms\":[] > \"rooms\":[{\"room\":\"a\",\"epoch\":0}]",
        "rooms[0].epoch > \"rooms\":[] > \"rooms\":[{\"room\":\"a\",\"epoch\":9007199254740992}]",
        "rooms[1].room names 'a' twice > \"rooms\":[] > \"rooms\":[{\"room\":\"a\",\"epoch\":1},{\"room\":\"a\",\"epoch\":2}]"
      })
  void aRegisterIsRefusedByTheFieldThatIsWrong(String field, String from, String to) {
    assertBadField(field, REGISTER.replace(from, to));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "number > \"number\":1 > \"number\":0",
        "number > \"number\":1 > \"number\":\"1\"",
        "number > \"number\":1 > \"number\":1e3",
        "number > \"number\":1 > \"number\":99999999999999999999",
        "health is one of ready, draining, failing > ready > READY",
        "reason > \"health\":\"ready\" > \"reason\":{}",
        "rooms > \"rooms\":0 > \"rooms\":-1",
        "seats > \"seats\":0 > \"seats\":true",
        "cpu > \"cpu\":0 > \"cpu\":1.01",
        "cpu > \"cpu\":0 > \"cpu\":\"NaN\"",
        "cpu > \"cpu\":0 > \"cpu\":-0.1",
        "loopLagMs > \"loopLagMs\":0 > \"loopLagMs\":1e300",
        "load > \"cpu\":0 > \"load\":3",
        "placement > \"placement\":0 > \"placement\":-1",
        "placement is missing > \"placement\":0 > \"x\":0"
      })
  void aHeartbeatIsRefusedByTheFieldThatIsWrong(String field, String from, String to) {
    assertBadField(field, HEARTBEAT.replace(from, to));
  }

  @Test
  void longTextsAndManyLabelsAreRefused() {
    assertBadField("version has at most", REGISTER.replace("\"v\"", "\"" + "v".repeat(257) + "\""));
    StringBuilder labels = new StringBuilder("\"labels\":{");
    for (int i = 0; i <= ControlLimits.MAX_LABELS; i++) {
      labels.append(i == 0 ? "" : ",").append("\"l").append(i).append("\":\"x\"");
    }
    assertBadField("labels has at most", REGISTER.replace("\"labels\":{", labels));
  }

  @Test
  void aReportIsRefusedWhereItContradictsItsPath() {
    String report = HEARTBEAT.replace("{\"type\"", "{\"protocol\":1,\"node\":\"m\",\"type\"");
    ControlFormatException e =
        assertThrows(
            ControlFormatException.class, () -> ControlCodec.readReport(new NodeId("n"), report));
    assertEquals("node is the id in the path, 'n', or absent", e.sentence());
  }

  @Test
  void whatIsNotPrintableIsNotRepeated() {
    assertTrue(refused("{\"type\":\"x\n\"}").sentence().chars().noneMatch(Character::isISOControl));
  }
}
