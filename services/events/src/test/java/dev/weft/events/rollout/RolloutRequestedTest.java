package dev.weft.events.rollout;

import static dev.weft.events.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.json.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RolloutRequestedTest {

  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  @ParameterizedTest
  @EnumSource(names = {"START", "SET_ALIAS"})
  void someActionsNeedAVersion(RolloutAction action) {
    String alias = action == RolloutAction.SET_ALIAS ? "winter" : null;

    assertRefused(
        () -> order(action, null, alias, null),
        action.code() + " requires version, which is missing");
    assertThat(order(action, 7, alias, null).version()).isEqualTo(7);
  }

  @ParameterizedTest
  @EnumSource(names = {"ROLLBACK", "PIN"})
  void someActionsMayHaveAVersion(RolloutAction action) {
    assertThat(order(action, null, null, null).version()).isNull();
    assertThat(order(action, 7, null, null).version()).isEqualTo(7);
  }

  @ParameterizedTest
  @EnumSource(names = {"PROMOTE", "PAUSE", "RESUME", "ABORT", "UNPIN"})
  void theOthersStandAlone(RolloutAction action) {
    assertRefused(() -> order(action, 7, null, null), action.code() + " does not take version");
    assertRefused(
        () -> order(action, null, "winter", null), action.code() + " does not take alias");
    assertRefused(
        () -> order(action, null, null, RolloutPolicy.DEFAULT),
        action.code() + " does not take policy");
    assertThat(order(action, null, null, null).action()).isEqualTo(action);
  }

  @Test
  void anAliasIsNamedToBeSetOrRemoved() {
    assertRefused(
        () -> order(RolloutAction.REMOVE_ALIAS, null, null, null),
        "remove-alias requires alias, which is missing");
    assertRefused(
        () -> order(RolloutAction.REMOVE_ALIAS, 7, "winter", null), "does not take version");
    assertRefused(
        () -> order(RolloutAction.SET_ALIAS, 7, "winter sale", null),
        "alias must match [a-z][a-z0-9_-]{0,62}, but is \"winter sale\"");
  }

  @Test
  void aPolicyIsThereToBeSet() {
    assertRefused(() -> order(RolloutAction.SET_POLICY, null, null, null), "requires policy");
    assertRefused(
        () -> order(RolloutAction.START, 7, null, RolloutPolicy.DEFAULT), "does not take policy");
  }

  @Test
  void anActionOfALaterReleaseIsReadWithWhateverItHas() {
    String json =
        """
        {"orderId":"a","model":"clothing","action":"drain","version":7,"alias":"winter",
        "policy":{},"requestedAt":"2026-11-01T12:00:00Z"}""";

    assertThat(
            EventJson.read(
                EventJson.parse(json.getBytes(StandardCharsets.UTF_8)), RolloutRequested.class))
        .isEqualTo(order(RolloutAction.UNKNOWN, 7, "winter", RolloutPolicy.DEFAULT));
  }

  private static RolloutRequested order(
      RolloutAction action, Integer version, String alias, RolloutPolicy policy) {
    return new RolloutRequested(
        "a", "clothing", action, null, version, alias, policy, null, null, NOON);
  }
}
