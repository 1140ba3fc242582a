package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.testsupport.models.ColourNetwork;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two clients upload different bytes with the same key at the same moment. {@code
 * -Dweft.test.pairs=100} runs many pairs of each size. {@code -Dweft.test.s3=http://127.0.0.1:9000
 * -Dweft.test.s3.access-key=... -Dweft.test.s3.secret-key=...} runs the test with another store.
 */
class UploadPairsST {

  private static final int PAIRS = Integer.getInteger("weft.test.pairs", 2);
  private static final int[] SIZES = {300_000, 5_000_000, 5_100_000, 6_700_000, 20 << 20};
  private static final int END_CHUNK = 12;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One connection per client: requests in sequence on a shared one would not race. */
  private static final List<HttpClient> CLIENTS =
      List.of(HttpClient.newHttpClient(), HttpClient.newHttpClient());

  @TempDir Path folder;

  @Test
  void ofTwoUploadsUnderOneKeyOneIsTakenInAndAnsweredAndTheOtherIsAConflict() throws Exception {
    String other = System.getProperty("weft.test.s3");
    if (other == null) {
      SmallModels.putColours(folder.resolve("weft"), ColourNetwork.right());
      try (WeftProcess weft = WeftProcess.allInOne(folder.resolve("weft"))) {
        weft.awaitReady();
        check(weft, weft.bootstrapServers());
      }
      return;
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        WeftProcess weft =
            WeftProcess.against(
                broker.port(),
                URI.create(other),
                folder.resolve("weft"),
                "-Dweft.s3.bucket=weft-pairs",
                "-Dweft.s3.access-key=" + System.getProperty("weft.test.s3.access-key"),
                "-Dweft.s3.secret-key=" + System.getProperty("weft.test.s3.secret-key"))) {
      weft.awaitReady();
      check(weft, broker.bootstrapServers());
    }
  }

  private static void check(WeftProcess weft, String brokers) throws Exception {
    String run = Long.toString(System.nanoTime(), 36);
    Map<String, String> acknowledged = new HashMap<>();
    Map<String, Integer> wrong = new HashMap<>();
    try (ResultLog log = new ResultLog(brokers)) {
      for (int size : SIZES) {
        Map<List<Integer>, Integer> statuses = new HashMap<>();
        for (int pair = 0; pair < PAIRS; pair++) {
          String id = "pair-%s-%d-%d".formatted(run, size, pair);
          List<byte[]> images = List.of(png(2 * pair, size), png(2 * pair + 1, size));
          List<Integer> answers = uploadAtOnce(weft, id, images);
          statuses.merge(answers.stream().sorted().toList(), 1, Integer::sum);
          if (answers.contains(202)) {
            acknowledged.put(id, sha256(images.get(answers.indexOf(202))));
          }
        }
        System.out.printf("%,d bytes: statuses %s%n", size, statuses);
        statuses.remove(List.of(202, 409));
        statuses.values().forEach(count -> wrong.merge(size + " bytes", count, Integer::sum));
      }
      log.readUntil(acknowledged.size(), Duration.ofMinutes(10));
      // It is the last in the pipeline: duplicates of earlier images would have arrived before it.
      acknowledged.put("last-" + run, sha256(png(1, 300_000)));
      assertThat(upload(CLIENTS.get(0), weft, "last-" + run, png(1, 300_000)).get().statusCode())
          .isEqualTo(202);
      log.readUntil(acknowledged.size(), TIMEOUT);

      System.out.printf(
          "%d predictions, %d rejections (%d checksum_mismatch)%n",
          log.predictions().size(),
          log.rejections().size(),
          log.rejections().values().stream()
              .filter(value -> value.contains("checksum_mismatch"))
              .count());
      assertThat(wrong).as("pairs that were not one 202 and one 409").isEmpty();
      assertThat(log.rejections()).isEmpty();
      assertThat(log.counts()).hasSameSizeAs(acknowledged).allSatisfy((id, n) -> once(id, n));
      Map<String, String> answered = new HashMap<>();
      for (Map.Entry<String, String> prediction : log.predictions().entrySet()) {
        answered.put(
            prediction.getKey(),
            JSON.readTree(prediction.getValue()).at("/object/sha256").asText());
      }
      assertThat(answered).as("the bytes that were acknowledged").isEqualTo(acknowledged);
    }
  }

  private static void once(String id, int results) {
    assertThat(results).as("results of %s", id).isEqualTo(1);
  }

  private static List<Integer> uploadAtOnce(WeftProcess weft, String id, List<byte[]> images) {
    List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      sent.add(upload(CLIENTS.get(i), weft, id, images.get(i)));
    }
    return sent.stream().map(answer -> answer.join().statusCode()).toList();
  }

  private static CompletableFuture<HttpResponse<String>> upload(
      HttpClient client, WeftProcess weft, String id, byte[] image) {
    HttpRequest request =
        HttpRequest.newBuilder(weft.uri("/v1/images"))
            .header("Idempotency-Key", id)
            .header("Content-Type", "image/png")
            .timeout(Duration.ofMinutes(2))
            .POST(HttpRequest.BodyPublishers.ofByteArray(image))
            .build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  /** A small picture in a file of the given size, padded with data that decoders skip. */
  private static byte[] png(int seed, int size) throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(seed * 7919 + 1));
    graphics.fillRect(0, 0, 64, 64);
    graphics.dispose();
    ByteArrayOutputStream small = new ByteArrayOutputStream();
    ImageIO.write(image, "png", small);
    byte[] whole = small.toByteArray();
    byte[] filling = new byte[size - whole.length - END_CHUNK];
    new Random(seed).nextBytes(filling);
    byte[] type = "fiLl".getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(type);
    crc.update(filling);
    return ByteBuffer.allocate(size)
        .put(whole, 0, whole.length - END_CHUNK)
        .putInt(filling.length)
        .put(type)
        .put(filling)
        .putInt((int) crc.getValue())
        .put(whole, whole.length - END_CHUNK, END_CHUNK)
        .array();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
