package dev.weft.deployment;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.embedded.Ports;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreProbe;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import dev.weft.testsupport.stores.AdministratorClient;
import dev.weft.testsupport.stores.StoreProgram;
import dev.weft.testsupport.stores.StoreServer;
import io.minio.MinioClient;
import io.minio.SetBucketPolicyArgs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the policies in {@code deploy/store/policies} at a store that enforces them: versitygw,
 * configured by {@code deploy/store/setup.sh} as in {@code deploy/compose.yaml}. The policies are
 * applied as one bucket policy, with an account per service as the principal. The test covers the
 * evaluation of actions and resources, but not how other stores attach policies to accounts.
 */
@WithProgram("curl")
class StorePoliciesIT {

  private static final String BUCKET = "weft";
  private static final List<String> SERVICES =
      List.of("gateway", "classifier", "trainer", "rollout", "photographer");

  /** One key of each kind in the bucket, and one that should not exist. */
  private static final List<String> KEYS =
      List.of(
          "uploads/shirt-1",
          "uploads/.probe",
          "images/2026/shirt.jpg",
          "labeled/shirt/1.jpg",
          "by-model/shoes/labeled/boot/1.jpg",
          "models/shoes/model.json",
          "models/shoes/3/claim",
          "models/shoes/3/manifest.json",
          "models/shoes/3/model.onnx",
          "models/shoes/3/removed.json",
          "models/.probe",
          "trainings/t-1/request.json",
          "trainings/.probe",
          "datasets/0123.jsonl",
          "features/base/299/0.features",
          "features/digests.tsv",
          "labels/shoes.json",
          "named-datasets/autumn.json",
          "named-datasets/images/0123.jsonl",
          "erased/0123/shirt-1",
          "backups/shirt.jpg");

  private static final String IMAGES = "(uploads|images|labeled|by-model)/.*";
  private static final String TRAINERS = "(models|trainings|datasets|features|labels)/.*";

  /** What each service does, as patterns of keys that it gets, puts and deletes. */
  private static final Map<String, Needs> NEEDS =
      Map.of(
          "gateway",
          new Needs(
              IMAGES + "|(models|trainings|datasets|labels|named-datasets)/.*",
              "uploads/.*|models/[a-z]+/model\\.json|(named-datasets|erased)/.*",
              IMAGES + "|models/[a-z]+/model\\.json|named-datasets/.*"),
          "classifier",
          new Needs(IMAGES + "|models/.*", "features/.*", "none"),
          "trainer",
          new Needs(
              IMAGES + "|named-datasets/.*|" + TRAINERS,
              TRAINERS,
              "(trainings|datasets|features|erased)/.*"),
          "rollout",
          new Needs(
              "models/.*", "models/[a-z]+/[0-9]+/removed\\.json|models/\\.probe", "models/.*"),
          "photographer",
          new Needs("(images|labeled|by-model)/.*", "(images|labeled|by-model)/.*", "none"));

  @TempDir static Path dir;
  private static Path credentials;
  private static StoreServer server;
  private static ObjectStore admin;
  private static MinioClient policies;
  private static final Map<String, ObjectStore> STORES = new HashMap<>();

  private record Needs(String gets, String puts, String deletes) {}

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> program = StoreProgram.VERSITYGW.find();
    assumeTrue(program.isPresent(), StoreProgram.VERSITYGW::missing);
    server =
        StoreServer.start(
            StoreProgram.VERSITYGW, program.orElseThrow(), dir.resolve("store"), Ports::free);
    admin = store(StoreServer.ACCESS_KEY, StoreServer.SECRET_KEY);
    admin.ensureBucket("another");
    policies = AdministratorClient.of(server, StoreSettings.REGION);
    credentials = dir.resolve("credentials");
    Files.createDirectories(credentials);
    Files.writeString(
        credentials.resolve("store.env"),
        "ROOT_ACCESS_KEY=%s%nROOT_SECRET_KEY=%s%n"
            .formatted(StoreServer.ACCESS_KEY, StoreServer.SECRET_KEY));
    run("deploy/generate-credentials", credentials.toString());
    setUp();
    for (String service : SERVICES) {
      STORES.put(service, store("weft-" + service, secret(service)));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      STORES.values().forEach(ObjectStore::close);
      policies.close();
      admin.close();
      server.close();
    }
  }

  @BeforeEach
  void giveRights() throws Exception {
    setPolicies(statement -> {});
  }

  /** Does the same as the service store-setup in compose.yaml. */
  private static void setUp() throws Exception {
    run("deploy/store/setup.sh");
  }

  /** Output of one of the project's scripts. */
  private static String run(String script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", Project.file(script).toString()));
    command.addAll(List.of(arguments));
    Path log = dir.resolve(Path.of(script).getFileName() + ".log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("STORE_ENDPOINT", server.endpoint().toString());
    builder.environment().put("STORE_BUCKET", BUCKET);
    builder.environment().put("STORE_KEYS", credentials.toString());
    Process running = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(running.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(running.exitValue()).as(Files.readString(log)).isZero();
    return Files.readString(log);
  }

  private static String secret(String account) throws IOException {
    return Files.readAllLines(credentials.resolve(account + ".env")).stream()
        .filter(line -> line.startsWith("WEFT_S3_SECRET_KEY="))
        .map(line -> line.substring(line.indexOf('=') + 1))
        .findFirst()
        .orElseThrow();
  }

  private static ObjectStore store(String accessKey, String secretKey) {
    return new S3ObjectStore(StoreSettings.of(server.endpoint(), accessKey, secretKey));
  }

  /**
   * Sets all policies as one bucket policy, in which each statement applies only to its account.
   */
  private static void setPolicies(Consumer<ObjectNode> change) throws Exception {
    String[] arguments = Stream.concat(Stream.of(BUCKET), SERVICES.stream()).toArray(String[]::new);
    JsonNode all = new ObjectMapper().readTree(run("deploy/store/bucket-policy.sh", arguments));
    for (Iterator<JsonNode> each = all.path("Statement").elements(); each.hasNext(); ) {
      ObjectNode statement = (ObjectNode) each.next();
      change.accept(statement);
      if (statement.path("Action").isEmpty()) {
        each.remove();
      }
    }
    policies.setBucketPolicy(
        SetBucketPolicyArgs.builder().bucket(BUCKET).config(all.toString()).build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "classifier", "trainer", "rollout", "photographer"})
  void aServiceMayDoWhatItDoesAndNothingElse(String service) {
    ObjectStore store = STORES.get(service);
    Needs needs = NEEDS.get(service);
    byte[] bytes = {1};
    KEYS.forEach(key -> admin.put(BUCKET, key, bytes, "text/plain"));

    assertThat(allowed(key -> store.get(BUCKET, key, 10))).isEqualTo(keys(needs.gets()));
    assertThat(allowed(key -> store.stat(BUCKET, key))).isEqualTo(keys(needs.gets()));
    assertThat(allowed(key -> store.put(BUCKET, key, bytes, "text/plain")))
        .isEqualTo(keys(needs.puts()));
    assertThat(allowed(key -> store.delete(BUCKET, key))).isEqualTo(keys(needs.deletes()));
    assertThat(store.list(BUCKET, "", null).hasNext()).isTrue();
    assertThat(store.problem(BUCKET)).isEmpty();
    assertThatThrownBy(() -> store.list("another", "", null).hasNext())
        .isInstanceOf(StoreRefusedException.class);
  }

  private static Set<String> allowed(Consumer<String> call) {
    Set<String> allowed = new TreeSet<>();
    for (String key : KEYS) {
      try {
        call.accept(key);
        allowed.add(key);
      } catch (StoreRefusedException e) {
        assertThat(e.code()).isEqualTo("AccessDenied");
      }
    }
    return allowed;
  }

  private static Set<String> keys(String pattern) {
    return KEYS.stream()
        .filter(key -> key.matches(pattern))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void itCanBeSetUpAgainAndAKeyThatHasChangedReplacesTheOldOne() throws Exception {
    Path file = credentials.resolve("photographer.env");
    String before = Files.readString(file);
    Files.writeString(file, before.replace(secret("photographer"), "another-secret"));
    setUp();
    try (ObjectStore changed = store("weft-photographer", "another-secret")) {
      assertThat(changed.problem(BUCKET)).isEmpty();
      assertThat(STORES.get("photographer").problem(BUCKET)).isPresent();
      assertThat(STORES.get("gateway").problem(BUCKET)).isEmpty();
    }
    Files.writeString(file, before);
    setUp();
    assertThat(STORES.get("photographer").problem(BUCKET)).isEmpty();
  }

  @Test
  void whatIsPutOnceCanBePutWithTheseRightsAndSeen() {
    ObjectStore gateway = STORES.get("gateway");
    byte[] upload = new byte[6_000_000];
    gateway.putIfAbsent(BUCKET, "uploads/large", upload, "image/png", Map.of("weft-sha256", "x"));
    assertThat(gateway.stat(BUCKET, "uploads/large").orElseThrow().size()).isEqualTo(6_000_000);
    assertThat(gateway.stat(BUCKET, "uploads/never")).isEmpty();
    assertThat(STORES.get("classifier").stat(BUCKET, "uploads/never")).isEmpty();
  }

  @Test
  void aTrainerMayPutAModelInParts() throws Exception {
    Path file = Files.write(dir.resolve("model.onnx"), new byte[40 << 20]);
    ObjectStore trainer = STORES.get("trainer");
    trainer.putFile(BUCKET, "models/shoes/4/model.onnx", file, "application/octet-stream");
    assertThat(trainer.stat(BUCKET, "models/shoes/4/model.onnx").orElseThrow().size())
        .isEqualTo(40 << 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway uploads", "trainer trainings", "rollout models"})
  void rightsThatAreWithdrawnAreNoticedByReadiness(String who) throws Exception {
    String service = who.split(" ")[0];
    String key = who.split(" ")[1] + "/.probe";
    assertThat(problem(service, key)).isEmpty();
    for (String right : List.of("s3:PutObject", "s3:GetObject", "s3:ListBucket")) {
      setPolicies(statement -> withdraw(statement, service, right));
      assertThat(problem(service, key))
          .as(right)
          .hasValueSatisfying(why -> assertThat(why).contains("AccessDenied", service, BUCKET));
      setPolicies(statement -> {});
      assertThat(problem(service, key)).as("%s, given back", right).isEmpty();
    }
  }

  private static Optional<String> problem(String service, String key) {
    return StoreProbe.writing(STORES.get(service), BUCKET, key).problem();
  }

  private static void withdraw(ObjectNode statement, String service, String right) {
    if (statement.at("/Principal/AWS").asText().equals("weft-" + service)) {
      ArrayNode left = statement.arrayNode();
      statement.path("Action").forEach(action -> addUnless(left, action.asText(), right));
      statement.set("Action", left);
    }
  }

  private static void addUnless(ArrayNode left, String action, String right) {
    if (!action.equals(right)) {
      left.add(action);
    }
  }
}
