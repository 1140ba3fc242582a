package dev.weft.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;

/** {@code deploy/compose.yaml}, with merge keys resolved in its services. */
final class Compose {

  static final String FILE = "deploy/compose.yaml";

  private Compose() {}

  static Map<String, JsonNode> services() {
    Map<String, JsonNode> services = new TreeMap<>();
    parse(Project.text(FILE))
        .path("services")
        .properties()
        .forEach(one -> services.put(one.getKey(), one.getValue()));
    return services;
  }

  /** Jackson's own reader does not resolve merge keys. */
  static JsonNode parse(String yaml) {
    return new ObjectMapper().valueToTree(new Yaml().<Object>load(yaml));
  }
}
