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

  /** The reader of an address takes all up to its last @ for what comes before its servers. */
  @Test
  void aPasswordIsHiddenWhateverStandsInIt() {
    assertEquals("redis://:***@h:1", HiddenSecrets.in("redis://:sEc/Ret1@h:1"));
    assertEquals("redis://:***@h:1", HiddenSecrets.in("redis://:sEc@Ret1@h:1"));
    assertEquals("redis://:***@h:1", HiddenSecrets.in("redis://:sEc Ret1@h:1"));
    assertEquals("redis://:***@h:1", HiddenSecrets.in("redis://:sEc\nRet1://x:y@h:1"));
    assertEquals("redis://ann:***@h:1", HiddenSecrets.in("redis://ann:sEc:/@Ret1@h:1"));
    assertEquals("redis://***@h:1", HiddenSecrets.in("redis://s/E:cRet1@h:1"));
    assertEquals("redis://:***@i:2", HiddenSecrets.in("redis://:sEc@h:1,redis://:Ret1@i:2"));
  }

  @Test
  void aPasswordIsHiddenInAnAddressThatIsNone() {
    for (String address :
        List.of("redis//:sEc@h:1", "redis:/:sEc@h:1", "redis:sEc@h:1", ":sEc@h:1", "sEc@h:1")) {
      assertEquals("***@h:1", HiddenSecrets.in(address));
    }
    assertEquals("rdis://:***@h:1", HiddenSecrets.in("rdis://:sEc@h:1"));
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
