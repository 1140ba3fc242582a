package dev.weft.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One object of a cluster.
 *
 * @param node the complete object
 */
record Manifest(JsonNode node) {

  private static final YAMLMapper YAML = new YAMLMapper();

  static JsonNode parse(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All documents of a YAML text. */
  static List<Manifest> all(String yaml) {
    try (YAMLParser parser = YAML.getFactory().createParser(yaml)) {
      List<Manifest> all = new ArrayList<>();
      YAML.readValues(parser, JsonNode.class).forEachRemaining(one -> all.add(new Manifest(one)));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String kind() {
    return node.at("/kind").asText();
  }

  String name() {
    return node.at("/metadata/name").asText();
  }

  String apiVersion() {
    return node.at("/apiVersion").asText();
  }

  JsonNode spec() {
    return node.at("/spec");
  }

  String label(String name) {
    return node.at("/metadata/labels").path(name).asText();
  }

  /** The pod that it describes; empty if it describes none. */
  Optional<JsonNode> pod() {
    return Optional.of(node.at("/spec/template/spec")).filter(pod -> pod.has("containers"));
  }

  /** All containers of the pod, including init containers. */
  Stream<JsonNode> containers() {
    return pod().stream()
        .flatMap(pod -> Stream.of(pod.path("containers"), pod.path("initContainers")))
        .flatMap(Manifest::each);
  }

  static Stream<JsonNode> each(JsonNode array) {
    List<JsonNode> all = new ArrayList<>();
    array.forEach(all::add);
    return all.stream();
  }

  @Override
  public String toString() {
    return kind() + " " + name();
  }
}
