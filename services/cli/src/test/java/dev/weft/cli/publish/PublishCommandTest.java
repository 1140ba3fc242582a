package dev.weft.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.cli.CliRun;
import dev.weft.console.ExitCode;
import dev.weft.testsupport.gateway.FakeGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishCommandTest {
  @TempDir Path dir;

  private FakeGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new FakeGateway();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void photo(String name, String content) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private CliRun publish(String... more) {
    String[] args = new String[more.length + 4];
    args[0] = "publish";
    args[1] = dir.toString();
    args[2] = "--server";
    args[3] = gateway.url().toString();
    System.arraycopy(more, 0, args, 4, more.length);
    return CliRun.of(args);
  }

  @Test
  void theLastLineIsOneJsonObjectWithTheFieldsThatScriptsNeed() throws IOException {
    photo("hat/1", "hat");
    photo("hat/2", "shirt");
    photo("shirt/3", "shirt");
    photo("shirt/4", "bad");

    CliRun run = publish("--wait", "--output", "json");

    assertThat(run.json().path("images").asInt()).isEqualTo(4);
    assertThat(run.json().path("answered").asInt()).isEqualTo(3);
    assertThat(run.json().path("rejected").asInt()).isEqualTo(1);
    assertThat(run.json().path("accuracy").asDouble()).isEqualTo(0.5);
    assertThat(run.json().path("rejections").path("not_an_image").asInt()).isEqualTo(1);
    assertThat(run.out().strip().lines()).hasSize(1);
    assertThat(run.exitCode()).isEqualTo(ExitCode.IMAGES_FAILED);
  }

  @Test
  void peopleSeeATableAConfusionMatrixAndTheAccuracy() throws IOException {
    photo("hat/1.jpg", "hat");
    photo("shirt/2.jpg", "shirt");

    CliRun run = publish("--wait");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("hat/1.jpg", "0.750", "recall", "accuracy 100.0 %")
        .contains("2 of 2 images answered", "clothing:1 on onnx-cpu");
  }

  @Test
  void withoutLabelsThereIsNeitherMatrixNorAccuracy() throws IOException {
    photo("holiday/1.jpg", "hat");

    CliRun run = publish("--wait", "--output", "json");

    assertThat(run.json().path("accuracy").isNull()).isTrue();
    assertThat(publish("--wait").out()).doesNotContain("accuracy", "recall");
  }

  @Test
  void answersThatTheStreamDidNotBringAreAskedFor() throws IOException {
    photo("1.jpg", "silent");
    photo("2.jpg", "hat");

    CliRun run = publish("--wait", "--output", "json");

    assertThat(run.json().path("answered").asInt()).isEqualTo(2);
  }

  @Test
  void aStreamThatIsCutGoesOnWhereItWasCut() throws IOException {
    for (int i = 0; i < 20; i++) {
      photo("hat/" + i, "hat");
    }
    gateway.predictions.cutAfter.set(5);

    CliRun run = publish("--wait", "--output", "json");

    assertThat(run.json().path("answered").asInt()).isEqualTo(20);
    assertThat(gateway.predictions.resumedFrom).containsExactly("5");
  }

  @Test
  void aRefusedImageCostsOneImage() throws IOException {
    photo("hat/1", "hat");
    photo("hat/2", "hat");
    gateway.refuse = id -> gateway.uploads.isEmpty() ? 0 : 409;

    CliRun run = publish("--wait", "--concurrency", "1", "--output", "json");

    assertThat(run.exitCode()).isEqualTo(ExitCode.IMAGES_FAILED);
    assertThat(run.json().path("answered").asInt()).isEqualTo(1);
    assertThat(run.json().path("failed").asInt()).isEqualTo(1);
    assertThat(publish("--wait").out()).contains("HTTP 409: other bytes");
  }

  @Test
  void aModelThatIsNotThereIsAnErrorBeforeTheFirstUpload() throws IOException {
    photo("hat/1", "hat");

    CliRun typo = publish("--model", "clothes");

    assertThat(typo.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(typo.err())
        .contains("the model clothes does not exist", "the only model is clothing");
    assertThat(gateway.uploads).isEmpty();
    assertThat(publish("--model", "clothing").exitCode()).isZero();
    assertThat(gateway.uploads).hasSize(1);
  }

  @Test
  void theSameRunHasTheSameIds() throws IOException {
    photo("hat/1", "hat");

    publish("--run", "monday");
    publish("--run", "monday");

    assertThat(gateway.uploads).hasSize(2);
    assertThat(gateway.uploads.get(0)).startsWith("monday-").isEqualTo(gateway.uploads.get(1));
  }

  @Test
  void withoutWaitingTheUploadIsAll() throws IOException {
    photo("hat/1", "hat");

    CliRun run = publish("--output", "json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.json().path("uploaded").asInt()).isEqualTo(1);
  }

  @Test
  void ofManyRowsOnlyTheWrongOnesAreShown() throws IOException {
    for (int i = 10; i < 20; i++) {
      photo("hat/" + i + ".jpg", i == 15 ? "shirt" : "hat");
    }

    CliRun run = publish("--wait", "--rows", "3");

    assertThat(run.out()).contains("15.jpg", "--rows -1").doesNotContain("11.jpg");
  }

  @Test
  void resultsAreWrittenOneObjectAnImage() throws IOException {
    photo("hat/1", "hat");
    Path results = dir.resolveSibling(dir.getFileName() + ".ndjson");

    publish("--wait", "--results", results.toString());

    assertThat(Files.readAllLines(results))
        .singleElement()
        .asString()
        .contains("\"expected\":\"hat\"", "\"label\":\"hat\"", "\"millis\":");
    Files.delete(results);
  }

  @Test
  void resultsThatCannotBeWrittenAreAnErrorBeforeTheFirstUpload() throws IOException {
    photo("hat/1", "hat");

    CliRun noFolder = publish("--results", dir.resolve("out/a.jsonl").toString());
    CliRun aFolder = publish("--results", dir.toString());

    assertThat(noFolder.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(noFolder.err()).contains("the folder " + dir.resolve("out") + " does not exist");
    assertThat(aFolder.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(gateway.uploads).isEmpty();
  }

  @Test
  void whatFailsInTheMiddleSaysWithWhichRunToContinue() throws IOException {
    photo("hat/1", "hat");
    photo("hat/2", "hat");
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext("/v1/models", exchange -> answer(exchange, "{\"models\":[]}"));
    other.createContext("/v1/images", exchange -> answer(exchange, "<html>"));
    other.start();
    String server = "http://127.0.0.1:" + other.getAddress().getPort();

    CliRun run = CliRun.of("publish", dir.toString(), "--server", server, "--output", "json");
    other.stop(0);

    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.json().path("error").asText())
        .containsPattern("run p[0-9a-f]{8} has uploaded 0 of 2 images");
    assertThat(run.err()).containsPattern("continue with --run p[0-9a-f]{8}");
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, body.length());
    exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
    exchange.close();
  }

  @Test
  void theReportIsPrintedEvenIfItsResultsCannotBeWritten() throws IOException {
    photo("hat/1", "hat");
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();

    CliRun run = publish("--results", full.toString(), "--run", "monday");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out()).contains("1 image uploaded");
    assertThat(run.err()).contains("results of run monday", "--run monday");
  }

  @Test
  void aFolderThatCannotBeReadIsSkippedAndTheRestGoesOn() throws IOException {
    photo("hat/1", "hat");
    Path loop = Files.createSymbolicLink(dir.resolve("hat/loop"), dir);

    CliRun run = publish("--output", "json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.json().path("uploaded").asInt()).isEqualTo(1);
    assertThat(run.err()).contains("skipped: " + loop + ": cannot be read");
  }

  @Test
  void anEmptyFolderIsAUsageError() {
    assertThat(publish().exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aMissingFileIsAUsageError() {
    CliRun run = CliRun.of("publish", dir.resolve("none.jpg").toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("none.jpg");
  }
}
