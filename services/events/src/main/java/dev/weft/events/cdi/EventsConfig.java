package dev.weft.events.cdi;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What events say of themselves. */
@ConfigMapping(prefix = "weft.events")
public interface EventsConfig {

  /**
   * What {@code ce_dataschema} begins with; the schema's name follows, such as {@code
   * image-uploaded.v1}. By default it is the schema's {@code $id}, which is the same everywhere;
   * where readers look schemas up by their address, that of a gateway that they reach, such as
   * {@code https://weft.example.com/v1/schemas/}.
   */
  @WithDefault("urn:weft:schema:")
  String schemas();
}
