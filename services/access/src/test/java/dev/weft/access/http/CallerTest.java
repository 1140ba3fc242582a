package dev.weft.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.access.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallerTest {

  @Test
  void whoHasTwoRolesMayDoWhatEitherMay() {
    Caller caller =
        new Caller(
            "ann",
            Caller.ours(List.of("labeler", "staff", "viewer", "publisher")),
            "10.0.0.1",
            true);

    assertThat(caller.roles()).containsExactlyInAnyOrder(Role.LABELER, Role.PUBLISHER);
    assertThat(caller.can(Role.PUBLISHER)).isTrue();
    assertThat(caller.can(Role.LABELER)).isTrue();
    assertThat(caller.can(Role.MONITOR)).isTrue();
    assertThat(caller.can(Role.OPERATOR)).isFalse();
    assertThat(caller.roleNames()).contains("publisher+labeler");
  }

  @Test
  void whoHasNoneOfOursMayDoNothing() {
    Caller caller = new Caller("ann", Caller.ours(List.of("staff")), "10.0.0.1", true);

    assertThat(caller.roleNames()).isEmpty();
    assertThat(caller.can(Role.MONITOR)).isFalse();
  }
}
