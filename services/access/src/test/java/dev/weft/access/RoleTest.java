package dev.weft.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoleTest {

  @Test
  void eachRoleIncludesWhatItSaysAndNothingElse() {
    assertThat(included(Role.MONITOR)).containsExactly(Role.MONITOR);
    assertThat(included(Role.VIEWER)).containsExactly(Role.MONITOR, Role.VIEWER);
    assertThat(included(Role.PUBLISHER)).containsExactly(Role.MONITOR, Role.VIEWER, Role.PUBLISHER);
    assertThat(included(Role.LABELER)).containsExactly(Role.MONITOR, Role.VIEWER, Role.LABELER);
    assertThat(included(Role.OPERATOR))
        .containsExactly(Role.MONITOR, Role.VIEWER, Role.PUBLISHER, Role.LABELER, Role.OPERATOR);
    assertThat(included(Role.REPLICA)).containsExactly(Role.REPLICA);
  }

  @Test
  void whatIsNoRoleIsNone() {
    assertThat(Role.of("operator")).contains(Role.OPERATOR);
    assertThat(Role.of("Operator")).isEmpty();
    assertThat(Role.of("offline_access")).isEmpty();
  }

  private static List<Role> included(Role role) {
    return Arrays.stream(Role.values()).filter(role::includes).toList();
  }
}
