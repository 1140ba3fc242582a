package dev.weft.classifier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.catalog.ConsumerGroups;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefaultsTest {

  private static ClassifierConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(ClassifierConfig.class)
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build()
        .getConfigMapping(ClassifierConfig.class);
  }

  private static boolean followsRollout(Map<String, String> settings) {
    return Defaults.followsRollout(config(settings));
  }

  @Test
  void theGroupsDefaultIsTheOneThatOtherModulesKnow() throws Exception {
    WithDefault group =
        ClassifierConfig.class.getDeclaredMethod("groupId").getAnnotation(WithDefault.class);

    assertThat(group.value()).isEqualTo(ConsumerGroups.CLASSIFIERS);
  }

  @Test
  void theRolloutIsFollowedUnlessSomethingElseIsSaid() {
    assertThat(followsRollout(Map.of())).isTrue();
    assertThat(followsRollout(Map.of("weft.classifier.versions", "rollout"))).isTrue();
    assertThat(followsRollout(Map.of("weft.classifier.versions", "newest"))).isFalse();
    assertThat(followsRollout(Map.of("weft.classifier.version", "3"))).isFalse();
  }

  @Test
  void oneVersionAndTheRolloutAtOnceAreRefused() {
    var both = Map.of("weft.classifier.version", "3", "weft.classifier.versions", "rollout");
    assertThatThrownBy(() -> followsRollout(both))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weft.classifier.version=3")
        .hasMessageContaining("pin it");
  }

  @Test
  void modelsMayHoldHalfOfTheMemoryIfNothingElseIsSaid() {
    assertThat(Defaults.model(config(Map.of()), "clothing").memoryBytes())
        .isGreaterThan(256L << 20);
    var set = config(Map.of("weft.classifier.model-memory", "300M"));
    assertThat(Defaults.model(set, "clothing").memoryBytes()).isEqualTo(300L << 20);
  }

  @Test
  void aRequestThatCouldNeverBeTakenInIsRefusedAtTheStart() {
    assertThat(Defaults.inference(config(Map.of())).maxBytes()).isEqualTo(32 << 20);
    for (var wrong :
        List.of(
            Map.of("max-request", "200M"),
            Map.of("max-request", "0"),
            Map.of("max-images", "0"),
            Map.of("max-images", "300"),
            Map.of("timeout", "0s"))) {
      String key = "weft.classifier.inference." + wrong.keySet().iterator().next();
      var settings = config(Map.of(key, wrong.values().iterator().next()));
      assertThatThrownBy(() -> Defaults.inference(settings))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(key);
    }
  }

  @Test
  void aSettingThatOnlyALoadedVersionUsesIsRefusedAtTheStartWithItsKeyAndValue() {
    SettingLimits.require(config(Map.of()));
    var wrong =
        Map.ofEntries(
            Map.entry("answered-window", "0"),
            Map.entry("labels", "-1"),
            Map.entry("shadow-queue", "-1"),
            Map.entry("max-pixels", "0"),
            Map.entry("max-image", "0"),
            Map.entry("max-fetched", "0"),
            Map.entry("max-batch", "-1"),
            Map.entry("model-memory", "0"));
    wrong.forEach((key, value) -> assertRefused(key, value, value));
    var durations =
        Map.of(
            "retry-first", "0s",
            "max-decode-time", "0s",
            "model-follow", "0s",
            "max-wait", "-1s",
            "drain", "-1s",
            "image-retry", "-1s");
    durations.forEach((key, value) -> assertRefused(key, value, "PT" + value.toUpperCase()));
    assertRefused("retry-most", "1ms", "PT0.001S");
  }

  private static void assertRefused(String key, String value, String shown) {
    var settings = config(Map.of("weft.classifier." + key, value));
    assertThatThrownBy(() -> SettingLimits.require(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("weft.classifier." + key + " must ")
        .hasMessageContaining(shown);
  }
}
