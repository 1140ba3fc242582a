package dev.weft.cli.create;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.CliRun;
import dev.weft.console.ExitCode;
import dev.weft.testsupport.gateway.FakeGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreateCommandTest {
  private static final String PUBLISHED =
      """
      {"id":"t1","model":"%s","state":"published","version":1,"epochs":[],
      "progress":{"phase":"published","detail":"there is no serving version to compare with"},
      "links":{"self":"/v1/trainings/t1","report":"/v1/trainings/t1/report"}}\
      """;

  private static final String REPORT =
      """
      {"uncertainty":{"images":20,"answered":0.95,"unknownImages":12,"unknownUncertain":0.75},
      "lineage":{"from":"imagenet:1","tried":[{"base":"imagenet:1","accuracy":0.91},
      {"base":"clothing:1","accuracy":0.84}]},"dataset":{"classes":[{"name":"hoodie","train":7,"validation":2,"test":10},
      {"name":"polo","train":20,"validation":4,"test":10}],
      "leftOut":{"images":3,"byReason":{"too_few_in_class":2,"unreadable":1},"listed":[
      {"imageId":"tops-s1","label":"scarf","reason":"too_few_in_class",
      "detail":"2 usable images, but at least 10 are needed"},
      {"imageId":"tops-s2","label":"scarf","reason":"too_few_in_class",
      "detail":"2 usable images, but at least 10 are needed"},
      {"imageId":"tops-x","label":"polo","reason":"unreadable","detail":"no image"}]}},
      "folds":5,
      "doubtfulLabels":[{"imageId":"tops-unknown","label":"polo","likelier":"hoodie",
      "probability":0.97,"labelProbability":0.01}],
      "lookAlikes":[{"images":["tops-one","tops-other"],"labels":["hoodie","polo"]},
      {"images":["tops-a","tops-b"],"labels":["polo"]}],
      "moreLabels":[{"label":"hoodie","images":19,"more":31,"reason":"its recall is low"}],
      "evaluations":[{"name":"frozen head","evaluation":{"images":20,"accuracy":0.9,
      "interval":{"low":0.699,"high":0.9721},
      "confused":[{"label":"hoodie","answer":"polo","images":2}]}}]}\
      """;

  @TempDir Path dir;

  private FakeGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new FakeGateway();
    PhotoFiles photos = new PhotoFiles(dir);
    photos.pictures("polo", 3);
    photos.pictures("hoodie", 2);
    gateway.report = REPORT;
    gateway.rollouts.add(serving("tops", 1));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aFolderBecomesAModelThatServes() {
    gateway.trainings.add(PUBLISHED.formatted("tops"));
    CliRun run = create("tops", "--output", "json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(gateway.uploads).hasSize(5).allMatch(id -> id.startsWith("tops-"));
    assertThat(gateway.labeled.values())
        .extracting(said -> said.path("label").asText())
        .containsOnly("polo", "hoodie");
    assertThat(gateway.requests)
        .anyMatch(asked -> asked.equals("POST /v1/models {\"name\":\"tops\"}"))
        .anyMatch(
            asked ->
                asked.startsWith("POST /v1/trainings") && asked.endsWith("{\"model\":\"tops\"}"));
    assertThat(run.json().path("serves").asBoolean()).isTrue();
    assertThat(run.json().path("accuracy").asDouble()).isEqualTo(0.9);
    assertThat(run.json().path("accuracyLow").asDouble()).isEqualTo(0.699);
    assertThat(run.json().path("accuracyHigh").asDouble()).isEqualTo(0.9721);
  }

  @Test
  void itsSummarySaysHowGoodItIsAndWhereMorePhotographsHelp() {
    gateway.trainings.add(PUBLISHED.formatted("tops"));
    CliRun run = create("tops");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("tops:1 is serving after ")
        .contains(
            "started from imagenet:1, the best base on held-out photographs: imagenet:1 91.0 %,"
                + " clothing:1 84.0 %")
        .contains("possibly in the wrong folder: tops-unknown in polo is probably hoodie (97.0 %)")
        .contains("the same photograph is in two folders: tops-one = tops-other")
        .contains("90.0 % correct on 20 photographs held out of training, by cross-validation")
        .contains("95 % confidence interval: 70 to 97 %")
        .contains("predicted polo for hoodie: 2 times")
        .contains(
            "uncertain about 5.0 % of photographs like these, and about 75.0 % of 12 photographs of no class")
        .contains("more photographs would help: 31 of hoodie, which has 19: its recall is low")
        .contains("not a class yet: scarf, which has 2 usable images, but at least 10 are needed")
        .contains("not used in training: 1 photograph that could not be read")
        .doesNotContain("too_few_in_class")
        .contains("weft publish more-photos/ --model tops --wait");
  }

  @Test
  void theBaseIsSaidWhenTheModelIsCreatedAndWhenItIsTrained() {
    gateway.trainings.add(PUBLISHED.formatted("tops"));
    create("tops", "--base", "clothing:1");
    assertThat(gateway.requests)
        .anyMatch(
            asked -> asked.equals("POST /v1/models {\"name\":\"tops\",\"base\":\"clothing:1\"}"))
        .anyMatch(asked -> asked.endsWith("{\"model\":\"tops\",\"base\":\"clothing:1\"}"));
  }

  @Test
  void aFolderOfNoClassTeachesWhatToBeUncertainOf() {
    gateway.trainings.add(PUBLISHED.formatted("tops"));

    CliRun run = create("tops", "--unknown", "hoodie");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("hoodie (no class)");
    assertThat(gateway.uploads).hasSize(5);
    assertThat(gateway.requests)
        .anyMatch(asked -> asked.endsWith("{\"model\":\"tops\",\"dropClasses\":[\"hoodie\"]}"));
    CliRun wrong = create("tops", "--unknown", "sock");
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("sock", "available folders: hoodie, polo");
  }

  @Test
  void aModelThatHasAVersionGetsTheNextOne() {
    gateway.trainings.add(
        PUBLISHED.formatted("clothing").replace("\"version\":1", "\"version\":2"));
    gateway.rollouts.clear();
    gateway.rollouts.add(serving("clothing", 1));
    CliRun run = create("clothing");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(gateway.requests).noneMatch(asked -> asked.startsWith("POST /v1/models"));
    assertThat(run.out())
        .contains("clothing:2 is published")
        .contains("weft rollout status --model clothing --follow");

    CliRun based = create("clothing", "--base", "imagenet");
    assertThat(based.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(based.err()).contains("clothing already has a version", "--base imagenet");
  }

  @Test
  void aVersionThatNoClassifierTakesIsNotWaitedForAndTheReasonIsSaid() {
    gateway.trainings.add(PUBLISHED.formatted("tops"));
    gateway.rollouts.clear();
    gateway.rollouts.add(
        """
        {"model":"tops","revision":1,"serving":1,
        "replicas":[{"replica":"a","live":true,"serving":null,"versions":[
        {"version":1,"state":"refused","reason":"version 1 needs about 706 MiB"}]}]}\
        """);

    CliRun run = create("tops");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("all classifiers reject it: version 1 needs about 706 MiB");
    assertThat(run.out()).contains("tops:1 is published");
  }

  @Test
  void aTrainingThatFailsIsAnErrorThatSaysWhy() {
    gateway.trainings.add(
        """
        {"id":"t1","model":"tops","state":"failed","epochs":[],
        "progress":{"phase":"failed","detail":"two classes are needed"},"links":{}}\
        """);
    CliRun run = create("tops");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out()).contains("failed: two classes are needed");
  }

  private static String serving(String model, int version) {
    return """
    {"model":"%s","revision":1,"serving":%d,
    "replicas":[{"replica":"a","live":true,"serving":%d}]}\
    """
        .formatted(model, version, version);
  }

  private CliRun create(String name, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of("create", name, dir.toString(), "--server", gateway.url().toString()));
    args.addAll(List.of(options));
    return CliRun.of(args.toArray(String[]::new));
  }
}
