package dev.weft.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.access.rule.Rules;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointsTest {

  private final Endpoints gateway = new Endpoints(Rules.table(false), Set.of("v1", "internal"));

  @Test
  void aPathHasTheMethodsOfItsRules() {
    assertThat(gateway.methods("/v1/images")).containsExactly("GET", "HEAD", "OPTIONS", "POST");
    assertThat(gateway.methods("/v1/images/7/label/")).containsExactly("DELETE", "OPTIONS", "POST");
  }

  @Test
  void whatAnotherServiceAnswersIsNotHere() {
    assertThat(gateway.methods("/v2/models/clothing")).isEmpty();
    assertThat(gateway.include("/v2/models/clothing")).isFalse();
    assertThat(gateway.include("/q/health")).isFalse();
    assertThat(gateway.include("/")).isFalse();
  }

  @Test
  void aPathThatIsNowhereHasNoMethod() {
    assertThat(gateway.include("/v1/nothing")).isTrue();
    assertThat(gateway.methods("/v1/nothing")).isEmpty();
    assertThat(gateway.methods("/v1/images;a=b")).isEmpty();
  }
}
