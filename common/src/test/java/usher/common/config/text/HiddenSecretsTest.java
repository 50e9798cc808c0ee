package usher.common.config.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class HiddenSecretsTest {
  @Test
  void whatIsBeforeAnAddressIsHiddenButForTheUser() {
    assertEquals("redis://h:6379/1", HiddenSecrets.in("redis://h:6379/1"));
    assertEquals("redis://ann:***@h:1", HiddenSecrets.in("redis://ann:pa:ss@h:1"));
    assertEquals("redis://:***@h:1", HiddenSecrets.in("redis://:pass@h:1"));
    assertEquals(
        "redis+sentinel://***@h:1,i:2/m", HiddenSecrets.in("redis+sentinel://pass@h:1,i:2/m"));
  }

  @Test
  void aWordIsFoundThatIsNearEnough() {
    List<String> words = List.of("lease", "listen", "max-rooms");
    assertEquals("listen", NearestWord.to("lisen", words));
    assertEquals("max-rooms", NearestWord.to("max-room", words));
    assertEquals("max-rooms", NearestWord.to("max_rooms", words));
    assertNull(NearestWord.to("heartbeat", words));
  }
}
