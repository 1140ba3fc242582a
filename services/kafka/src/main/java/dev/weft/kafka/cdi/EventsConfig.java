package dev.weft.kafka.cdi;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What events say of themselves. */
@ConfigMapping(prefix = "weft.events")
public interface EventsConfig {

  /**
   * What {@code ce_dataschema} begins with, before the name of the schema. By default it is the
   * schema's {@code $id}, which is the same everywhere. Where readers fetch schemas, the address of
   * a gateway that they reach: {@code https://weft.example.com/v1/schemas/}.
   */
  @WithDefault("urn:weft:schema:")
  String schemas();
}
