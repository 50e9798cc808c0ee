package usher.router.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import usher.router.control.peer.MessageRate;
import usher.router.control.report.Reports;

/** The limits of the control port are as docs/PROTOCOL.md says. */
class ControlDocumentTest {
  @Test
  void everyLimitOfThePortIsInItsTable() throws IOException {
    Map<String, Long> expected = new LinkedHashMap<>();
    expected.put("MAX_CONNECTIONS", (long) ControlPortConfig.MAX_CONNECTIONS);
    expected.put("MAX_NODES", (long) Reports.MAX_NODES);
    expected.put("HANDSHAKE_WITHIN_MS", ControlPortConfig.HANDSHAKE_WITHIN_MS);
    expected.put("KEEP_ALIVE_MS", ControlPortConfig.KEEP_ALIVE_MS);
    expected.put("ANSWER_MARGIN_MS", Reports.ANSWER_MARGIN_MS);
    expected.put("MIN_IDLE_MS", ControlPortConfig.MIN_IDLE_MS);
    expected.put("MAX_UNREAD_BYTES", (long) ControlPortConfig.MAX_UNREAD_BYTES);
    expected.put("BURST", (long) MessageRate.BURST);
    expected.put("PER_SECOND", (long) MessageRate.PER_SECOND);

    String text = Files.readString(Path.of("../docs/PROTOCOL.md"));
    int from = text.indexOf("<!-- port limits -->");
    Map<String, Long> written = new LinkedHashMap<>();
    text.substring(from, text.indexOf("<!-- end -->", from))
        .lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| limit"))
        .map(line -> line.split("\\|"))
        .forEach(cells -> written.put(cells[1].strip(), Long.parseLong(cells[2].strip())));
    assertEquals(expected, written);
  }
}
