package dev.weft.gateway.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.topics.GroupLags.Lag;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupLagsTest {

  @Test
  void aBrokerThatIsAwayIsAProblemOfEachGroupAndNoFailure() {
    Map<String, Object> nobody = Map.of("bootstrap.servers", "127.0.0.1:1");

    List<Lag> lags;
    try (GroupLags groups = new GroupLags(nobody, Map.of("trainer", "t", "classifier", "c"))) {
      lags = groups.read();
    }

    assertThat(lags).extracting(Lag::group).containsExactly("classifier", "trainer");
    assertThat(lags).extracting(Lag::records).containsOnlyNulls();
    assertThat(lags).extracting(Lag::problem).allSatisfy(why -> assertThat(why).isNotBlank());
  }
}
