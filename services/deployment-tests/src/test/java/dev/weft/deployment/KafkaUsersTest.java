package dev.weft.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.catalog.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each service has exactly the rights in Kafka that it needs. */
@WithProgram("kubectl")
class KafkaUsersTest {

  private static final Pattern TOPIC = Pattern.compile("\\bTopics\\.([A-Z0-9_]+)");

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "classifier", "trainer", "rollout"})
  void aServiceSendsAndReceivesWhatAsyncapiSays(String service) {
    Set<String> said = new TreeSet<>();
    JsonNode api = Project.yaml("schemas/asyncapi.yaml");
    api.path("operations")
        .properties()
        .forEach(
            operation -> {
              if (operation.getKey().startsWith(service)) {
                String channel = operation.getValue().at("/channel/$ref").asText().substring(1);
                boolean sends = operation.getValue().path("action").asText().equals("send");
                said.add((sends ? "Write " : "Read ") + api.at(channel).path("address").asText());
              }
            });

    assertThat(rules(service, "topic").filter(rule -> rule.name().startsWith("weft.")))
        .flatExtracting(Rule::grants)
        .filteredOn(grant -> !grant.endsWith(" weft."))
        .containsExactlyInAnyOrderElementsOf(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "classifier", "trainer", "rollout"})
  void aServiceMayTouchEachTopicThatItsSourcesName(String service)
      throws ReflectiveOperationException {
    Set<String> named = new TreeSet<>();
    for (var source : Project.sources(service)) {
      for (var found : TOPIC.matcher(Project.text(source)).results().toList()) {
        named.add((String) Topics.class.getField(found.group(1)).get(null));
      }
    }

    assertThat(named).isNotEmpty();
    assertThat(rules(service, "topic").map(Rule::name)).containsAll(named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "classifier", "trainer", "rollout"})
  void ofAllTopicsAServiceMayOnlyKnowHowTheyAre(String service) {
    assertThat(rules(service, "topic").filter(rule -> rule.name().equals("weft.")))
        .singleElement()
        .extracting(Rule::grants)
        .isEqualTo(List.of("Describe weft.", "DescribeConfigs weft."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "classifier", "trainer", "rollout"})
  void aServiceMaySeeForHowLongTheBrokersKeepOffsets(String service) {
    assertThat(rules(service, "cluster"))
        .singleElement()
        .extracting(Rule::operations)
        .isEqualTo(List.of("DescribeConfigs"));
  }

  @ParameterizedTest
  @CsvSource({
    "classifier, weft.classifier.group-id",
    "trainer, weft.trainer.group-id",
    "rollout, weft.rollout.group-id",
    "rollout, weft.rollout.measure.application-id",
    "gateway, weft.gateway.views.application-id"
  })
  void aServiceIsAMemberOfItsOwnGroups(String service, String key) {
    String group = ConfigurationKeys.all().get(key);

    assertThat(grants(service, "group")).contains("Read " + group);
    if (key.endsWith("application-id")) {
      assertThat(rules(service, "topic").filter(rule -> rule.name().equals(group + "-")))
          .singleElement()
          .matches(Rule::isPrefix);
    } else {
      assertThat(grants(service, "transactionalId")).contains("Write " + group + "-");
    }
  }

  @ParameterizedTest
  @CsvSource({"gateway, 2", "classifier, 4", "trainer, 1", "rollout, 2"})
  void andOfNoOthers(String service, int groups) {
    assertThat(grants(service, "group"))
        .filteredOn(each -> each.startsWith("Read "))
        .hasSize(groups);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "classifier", "trainer", "rollout"})
  void eachIsWhomItsPodsSayTheyAre(String service) {
    Manifest workload =
        Overlay.CPU
            .workloads()
            .filter(one -> one.name().equals("weft-" + service))
            .findFirst()
            .orElseThrow();

    assertThat(workload.pod().orElseThrow().path("volumes"))
        .filteredOn(volume -> volume.path("name").asText().equals("kafka-user"))
        .singleElement()
        .matches(one -> one.at("/secret/secretName").asText().equals("weft-" + service));
  }

  @Test
  void nobodyMayChangeTopicsOrTheCluster() {
    Set<String> operations = new HashSet<>();
    for (Manifest user : Overlay.CPU.of("KafkaUser").toList()) {
      assertThat(user.spec().at("/authentication/type").asText()).isEqualTo("tls");
      for (JsonNode rule : user.spec().at("/authorization/acls")) {
        if (rule.at("/resource/type").asText().equals("cluster")) {
          assertThat(rule.path("operations"))
              .extracting(JsonNode::asText)
              .containsExactly("DescribeConfigs");
          continue;
        }
        assertThat(rule.at("/resource/type").asText()).isIn("topic", "group", "transactionalId");
        assertThat(rule.at("/resource/name").asText()).startsWith("weft");
        rule.path("operations").forEach(one -> operations.add(one.asText()));
      }
    }

    assertThat(operations)
        .containsExactlyInAnyOrder("Read", "Write", "Create", "Describe", "DescribeConfigs");
    assertThat(Overlay.CPU.of("KafkaUser").map(Manifest::name))
        .containsExactlyInAnyOrder(
            "weft-gateway",
            "weft-classifier",
            "weft-trainer",
            "weft-rollout",
            "weft-store",
            "weft-scaler");
  }

  @Test
  void everyTopicThatAUserMayTouchExistsOrIsAStreamApplicationsOwn() {
    Set<String> topics = new HashSet<>();
    Overlay.CPU.of("KafkaTopic").forEach(one -> topics.add(one.name()));

    assertThat(Overlay.CPU.of("KafkaUser").flatMap(user -> rules(user, "topic")))
        .filteredOn(rule -> !rule.isPrefix())
        .extracting(Rule::name)
        .isSubsetOf(topics);
    assertThat(Overlay.CPU.of("KafkaUser").flatMap(user -> rules(user, "topic")))
        .filteredOn(Rule::isPrefix)
        .extracting(Rule::name)
        .containsOnly("weft.", "weft-gateway-", "weft-rollout-measure-");
  }

  /** The permissions of one rule. */
  private record Rule(String name, boolean isPrefix, List<String> operations) {

    List<String> grants() {
      return operations.stream().map(each -> each + " " + name).toList();
    }
  }

  private static List<String> grants(String service, String type) {
    return rules(service, type).flatMap(rule -> rule.grants().stream()).toList();
  }

  private static Stream<Rule> rules(String service, String type) {
    return rules(Overlay.CPU.named("KafkaUser", "weft-" + service), type);
  }

  private static Stream<Rule> rules(Manifest user, String type) {
    return Manifest.each(user.spec().at("/authorization/acls"))
        .filter(rule -> rule.at("/resource/type").asText().equals(type))
        .map(
            rule ->
                new Rule(
                    rule.at("/resource/name").asText(),
                    rule.at("/resource/patternType").asText().equals("prefix"),
                    Manifest.each(rule.path("operations")).map(JsonNode::asText).toList()));
  }
}
