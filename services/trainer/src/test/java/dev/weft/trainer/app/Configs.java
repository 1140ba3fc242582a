package dev.weft.trainer.app;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** The trainer's configuration with some settings, and defaults for the others. */
final class Configs {
  private Configs() {}

  static TrainerConfig of(Map<String, String> settings, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.putAll(settings);
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDiscoveredConverters()
        .withMapping(TrainerConfig.class)
        .withDefaultValues(all)
        .build()
        .getConfigMapping(TrainerConfig.class);
  }
}
