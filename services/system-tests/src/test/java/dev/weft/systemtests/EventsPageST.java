package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.embedded.Ports;
import dev.weft.events.object.ObjectImageId;
import dev.weft.objectstore.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs each code example in docs/events.md exactly as the page shows it, and checks that it does
 * what the page says.
 */
class EventsPageST {

  private static final Path PAGE = Path.of(System.getProperty("weft.root"), "docs/events.md");
  private static final String BROKER_ON_PAGE = "localhost:9092";
  private static final String SIZE_ON_PAGE = "48213";
  private static final String STORE_ON_PAGE = "http://localhost:9000";

  /** Debian's Python, which finds Debian's modules; another Python may come first on the path. */
  private static final String PYTHON = "/usr/bin/python3";

  @TempDir static Path folder;

  private static EmbeddedBroker broker;
  private static EmbeddedStore store;
  private static WeftProcess weft;
  private static String imageSize;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("broker"), Ports.free());
    store = Backends.store(folder.resolve("store"), 0);
    int port = Integer.parseInt(broker.bootstrapServers().replaceAll(".*:", ""));
    Path data = folder.resolve("weft");
    try (ObjectStore client = Backends.client(store)) {
      SmallModels.putStarter(client, data);
    }
    weft = WeftProcess.against(port, store.endpoint(), data, Backends.credentials()).awaitReady();
    byte[] image = DrawnImages.named("shirt", 1).values().iterator().next();
    imageSize = String.valueOf(image.length);
    Files.write(folder.resolve("shirt.jpg"), image);
    Backends.client(store).put("weft", "images/shirt.jpg", image, "image/jpeg");
    KafkaTools.shims(folder.resolve("bin"));
  }

  @AfterAll
  static void stop() {
    Stream.of(weft, broker, store).forEach(EventsPageST::close);
  }

  @Test
  void kafkasOwnTools() throws Exception {
    assertThat(shell(block("sh", 0))).contains("ce_type", "\"predictions\"");
    assertAnswered("shirt-1");
  }

  @Test
  void kcat() throws Exception {
    Programs.assumeInstalled("kcat", "-V");

    assertThat(shell(block("sh", 1))).contains("ce_type", "\"predictions\"");
    assertAnswered("shirt-2");
  }

  @Test
  void python() throws Exception {
    Programs.assumeInstalled(PYTHON, "-c", "import confluent_kafka");
    Path program = Files.writeString(folder.resolve("shirt.py"), block("python", 0));

    assertThat(run(PYTHON, program.toString())).startsWith("shirt-3 ").doesNotContain("rejected");
  }

  @Test
  void pythonThatPutsTheImageItself() throws Exception {
    Programs.assumeInstalled(PYTHON, "-c", "import boto3, confluent_kafka");
    String block = blocks("python").get(1);
    assertThat(block).contains(BROKER_ON_PAGE, STORE_ON_PAGE);
    Path program =
        Files.writeString(
            folder.resolve("put.py"),
            block
                .replace(BROKER_ON_PAGE, broker.bootstrapServers())
                .replace(STORE_ON_PAGE, store.endpoint().toString()));

    String id =
        run(
                "env",
                "--chdir=" + folder,
                "AWS_ACCESS_KEY_ID=" + Backends.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY=" + Backends.SECRET_KEY,
                PYTHON,
                program.toString())
            .strip();

    try (ObjectStore client = Backends.client(store)) {
      assertThat(client.list("weft", "images/", null))
          .toIterable()
          .extracting(object -> ObjectImageId.of("weft", object.key(), object.etag()))
          .contains(id);
    }
    assertAnswered(id);
  }

  @Test
  void java() throws Exception {
    Path program = Files.writeString(folder.resolve("Shirt.java"), block("java", 0));

    assertThat(run(KafkaTools.JAVA, "-cp", KafkaTools.CLASS_PATH, program.toString()))
        .contains("weft.images.classified", "\"imageId\":\"shirt-4\"");
  }

  @Test
  void everyTopicThatThePageNamesIsOne() throws IOException {
    Matcher topics = Pattern.compile("`(weft\\.[a-z0-9.-]+)`").matcher(Files.readString(PAGE));

    assertThat(topics.results().map(found -> found.group(1)).distinct().toList())
        .hasSizeGreaterThan(8)
        .allSatisfy(topic -> assertThat(KafkaTools.topics()).contains(topic));
  }

  /**
   * Checks only that a result was shown: the page's readers print the first one that they find,
   * which may be that of another image.
   */
  private static void assertAnswered(String id) {
    try (ResultLog log = new ResultLog(broker.bootstrapServers())) {
      await()
          .atMost(TIMEOUT)
          .until(() -> log.readFor(Duration.ofMillis(300)).predictions().containsKey(id));
    }
  }

  /** One of the page's code blocks in a language, with the addresses and ids of this test. */
  private static String block(String language, int index) throws IOException {
    List<String> blocks = blocks(language);
    assertThat(blocks.get(index)).contains(BROKER_ON_PAGE, SIZE_ON_PAGE);
    return blocks
        .get(index)
        .replace(BROKER_ON_PAGE, broker.bootstrapServers())
        .replace(SIZE_ON_PAGE, imageSize);
  }

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(PAGE))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String shell(String script) throws Exception {
    String path = folder.resolve("bin") + ":" + System.getenv("PATH");
    return run("env", "PATH=" + path, "bash", "-euo", "pipefail", "-c", script);
  }

  /** Runs a command, which must succeed, and returns its output. */
  private static String run(String... command) throws Exception {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as(Files.readString(output)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    return Files.readString(output);
  }

  private static void close(AutoCloseable part) {
    try {
      if (part != null) {
        part.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
