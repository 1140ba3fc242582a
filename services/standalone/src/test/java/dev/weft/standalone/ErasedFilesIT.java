package dev.weft.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.base.Sha256;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.testsupport.garments.Garments;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/**
 * Searches all files for traces of an erased image after topics were compacted and records have
 * expired, which takes seconds here and days in an installation.
 */
@Timeout(900)
class ErasedFilesIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CHUNK = 1 << 20;
  private static final int LONGEST = 64;

  private static final Map<String, String> QUICK_BROKER =
      Map.ofEntries(
          Map.entry("log.roll.ms", "1000"),
          Map.entry("log.initial.task.delay.ms", "500"),
          Map.entry("log.retention.check.interval.ms", "500"),
          Map.entry("log.segment.delete.delay.ms", "100"),
          Map.entry("log.cleaner.backoff.ms", "200"),
          Map.entry("log.cleaner.min.cleanable.ratio", "0.01"),
          Map.entry("log.cleaner.max.compaction.lag.ms", "1000"),
          Map.entry("log.cleaner.delete.retention.ms", "100"));

  private static final String QUICK_SERVICES =
      """
      weft.topics.retention=15s
      weft.gateway.views.retention=20s
      weft.gateway.reconcile.max-age=10s
      weft.gateway.reconcile.grace=1s
      weft.gateway.reconcile.interval=1s
      weft.trainer.retention.erased=1s
      weft.rollout.measure.remember=10m
      """;

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private URI server;

  @Test
  void afterCompactionAndRetentionNoFileNamesAnErasedImage() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("application.properties"), QUICK_SERVICES);
    String id = "erased-" + UUID.randomUUID();
    byte[] jpeg = Garments.seeded(77).draw(0).jpeg();
    List<String> traces = List.of(id, Sha256.hex(jpeg));
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0, QUICK_BROKER)) {
      try (App weft = start(data, broker)) {
        assertThat(upload(id, jpeg).path("state").asText()).isEqualTo("classified");
        label(id);
        assertThat(holding(traces, folder, new HashMap<>())).as("until it is erased").isNotEmpty();
        assertThat(send("DELETE", "/v1/images/" + id, null).statusCode()).isIn(200, 202);
        weft.await("it is erased", () -> erasure(id).contains("\"done\""));
        weft.kill();
      }
      try (App weft = start(data, broker)) {
        weft.await("the views are back", () -> send("GET", "/v1/images", null).statusCode() == 200);
        assertThat(send("GET", "/v1/images/" + id, null).statusCode()).isEqualTo(404);
        AtomicInteger others = new AtomicInteger();
        Map<Path, String> clean = new HashMap<>();
        AtomicReference<List<Path>> left = new AtomicReference<>(List.of());
        await(
            weft,
            left,
            () -> {
              // Kafka rolls segments only when it appends records.
              String other = "stays-" + others.incrementAndGet();
              upload(other, Garments.seeded(78).draw(others.get()).jpeg());
              label(other);
              left.set(withoutStores(holding(traces, folder, clean)));
              return left.get().isEmpty();
            });
        assertThat(erasure(id)).as("forgotten, too").contains("no-such-erasure");
        assertThat(weft.stop()).isEqualTo(143);
      }
    }
    compact(folder);
    // Each opening of a store rewrites its manifest, which contains the first and last keys of
    // files.
    compact(folder);
    assertThat(holding(traces, folder, new HashMap<>())).isEmpty();
  }

  /** Waits; a failure lists the files that still contain traces. */
  private static void await(App weft, AtomicReference<List<Path>> left, Callable<Boolean> condition)
      throws Exception {
    try {
      weft.await("no file of broker, store and services names it", condition);
    } catch (AssertionError e) {
      throw new AssertionError("it is named in " + left.get(), e);
    }
  }

  private App start(Path data, EmbeddedBroker broker) throws Exception {
    App weft = App.start(data, "--kafka", broker.bootstrapServers());
    server = URI.create(weft.awaitReady().path("http").asText());
    return weft;
  }

  private JsonNode upload(String id, byte[] jpeg) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/v1/images?wait=30s"))
            .header("Idempotency-Key", id)
            .header("Content-Type", "image/jpeg")
            .POST(BodyPublishers.ofByteArray(jpeg))
            .build();
    return JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
  }

  private void label(String id) throws Exception {
    assertThat(send("POST", "/v1/images/" + id + "/label", "{\"label\":\"hat\"}").statusCode())
        .isEqualTo(200);
  }

  private String erasure(String id) throws Exception {
    return send("GET", "/v1/erasures/" + id, null).body();
  }

  private HttpResponse<String> send(String method, String path, String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Content-Type", "application/json")
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  /**
   * Leaves out the files of RocksDB, which removes deleted entries at its compactions, once a day
   * by default.
   */
  private static List<Path> withoutStores(List<Path> files) {
    return files.stream().filter(file -> !isStore(file.getParent())).toList();
  }

  private static boolean isStore(Path directory) {
    return Files.exists(directory.resolve("CURRENT"));
  }

  private static void compact(Path folder) throws Exception {
    RocksDB.loadLibrary();
    List<Path> stores;
    try (Stream<Path> files = Files.walk(folder)) {
      stores = files.filter(Files::isDirectory).filter(ErasedFilesIT::isStore).toList();
    }
    assertThat(stores).as("views, index, and what rollouts remember").hasSizeGreaterThan(2);
    for (Path store : stores) {
      try (var options = new Options();
          var whole =
              new CompactRangeOptions()
                  .setBottommostLevelCompaction(BottommostLevelCompaction.kForce);
          RocksDB db = RocksDB.open(options, store.toString())) {
        db.compactRange(db.getDefaultColumnFamily(), null, null, whole);
      }
    }
  }

  /**
   * Files that contain any of these texts.
   *
   * @param clean size and time of files that contained none of them; they are not read again until
   *     these change
   */
  private static List<Path> holding(List<String> texts, Path folder, Map<Path, String> clean)
      throws IOException {
    List<Path> holding = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        String stamp = stamp(file);
        if (stamp.equals(clean.get(file))) {
          continue;
        }
        if (texts.stream().anyMatch(name::contains) || holds(texts, file)) {
          holding.add(file);
        } else {
          clean.put(file, stamp);
        }
      }
    } catch (UncheckedIOException | NoSuchFileException e) {
      // A file or folder was deleted during the search.
      return holding(texts, folder, clean);
    }
    return holding;
  }

  /**
   * Size and time of a file. They are taken before the file is read, so that later additions change
   * them.
   */
  private static String stamp(Path file) throws IOException {
    return Files.size(file) + "@" + Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
  }

  private static boolean holds(List<String> texts, Path file) throws IOException {
    byte[] bytes = new byte[CHUNK + LONGEST];
    try (InputStream in = Files.newInputStream(file)) {
      int kept = 0;
      int read = in.readNBytes(bytes, 0, CHUNK);
      while (read > 0) {
        String text = new String(bytes, 0, kept + read, StandardCharsets.ISO_8859_1);
        if (texts.stream().anyMatch(text::contains)) {
          return true;
        }
        kept = Math.min(LONGEST, kept + read);
        byte[] end = text.substring(text.length() - kept).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(end, 0, bytes, 0, kept);
        read = in.readNBytes(bytes, kept, CHUNK);
      }
      return false;
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
