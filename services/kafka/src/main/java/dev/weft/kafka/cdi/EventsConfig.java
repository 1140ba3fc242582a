package dev.weft.kafka.cdi;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Attributes of published events. */
@ConfigMapping(prefix = "weft.events")
public interface EventsConfig {

  /**
   * The prefix of {@code ce_dataschema}, to which the name of the schema is appended. By default
   * the result is the schema's {@code $id}, which is the same in every installation. If readers
   * fetch schemas, the address of a gateway that they can reach: {@code
   * https://weft.example.com/v1/schemas/}.
   */
  @WithDefault("urn:weft:schema:")
  String schemas();
}
