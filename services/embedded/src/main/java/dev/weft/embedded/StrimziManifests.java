package dev.weft.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Topics and users declared by manifests for Strimzi, {@code KafkaTopic} and {@code KafkaUser}.
 *
 * @param topics to create
 * @param rights of users who authenticate by certificate, {@code User:CN=NAME}
 */
public record StrimziManifests(List<Topic> topics, List<AclBinding> rights) {

  public StrimziManifests {
    topics = List.copyOf(topics);
    rights = List.copyOf(rights);
  }

  /**
   * A topic.
   *
   * @param config topic settings, by Kafka's names
   */
  public record Topic(String name, int partitions, Map<String, String> config) {
    public Topic {
      config = Map.copyOf(config);
    }
  }

  /** Reads all manifests in a folder's YAML files. */
  public static StrimziManifests in(Path folder) {
    List<JsonNode> manifests = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList()) {
        try (MappingIterator<JsonNode> all =
            new YAMLMapper().readerFor(JsonNode.class).readValues(file.toFile())) {
          all.forEachRemaining(manifests::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the manifests in " + folder, e);
    }
    return new StrimziManifests(
        of(manifests, "KafkaTopic").map(StrimziManifests::topic).toList(),
        of(manifests, "KafkaUser").flatMap(StrimziManifests::rights).toList());
  }

  private static Stream<JsonNode> of(List<JsonNode> manifests, String kind) {
    return manifests.stream().filter(each -> each.path("kind").asText().equals(kind));
  }

  private static Topic topic(JsonNode manifest) {
    Map<String, String> config = new HashMap<>();
    manifest
        .at("/spec/config")
        .properties()
        .forEach(each -> config.put(each.getKey(), each.getValue().asText()));
    return new Topic(name(manifest), manifest.at("/spec/partitions").asInt(), config);
  }

  private static Stream<AclBinding> rights(JsonNode user) {
    String principal = "User:CN=" + name(user);
    return each(user.at("/spec/authorization/acls"))
        .flatMap(
            rule ->
                each(rule.path("operations"))
                    .map(
                        operation ->
                            new AclBinding(
                                resource(rule.path("resource")),
                                new AccessControlEntry(
                                    principal,
                                    "*",
                                    operation(operation.asText()),
                                    AclPermissionType.ALLOW))));
  }

  private static ResourcePattern resource(JsonNode resource) {
    if (resource.path("type").asText().equals("cluster")) {
      return new ResourcePattern(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL);
    }
    boolean prefix = resource.path("patternType").asText().equals("prefix");
    return new ResourcePattern(
        ResourceType.fromString(upper(resource.path("type").asText())),
        resource.path("name").asText(),
        prefix ? PatternType.PREFIXED : PatternType.LITERAL);
  }

  private static AclOperation operation(String name) {
    return AclOperation.fromString(upper(name));
  }

  /** Converts {@code transactionalId} to {@code TRANSACTIONAL_ID}. */
  private static String upper(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }

  private static String name(JsonNode manifest) {
    return manifest.at("/metadata/name").asText();
  }

  private static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
