package dev.weft.objectstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.embedded.EmbeddedStore;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against the embedded endpoint, or another store: {@code -Dweft.test.s3=http://127.0.0.1:9000
 * -Dweft.test.s3.access-key=... -Dweft.test.s3.secret-key=...}; {@code -Dweft.test.pairs=100} for
 * more than a few pairs of each size.
 */
class ConditionalPutIT {
  private static final String BUCKET = "weft-conditional-puts";
  private static final int PAIRS = Integer.getInteger("weft.test.pairs", 4);

  @TempDir static Path dir;
  private static EmbeddedStore server;
  private static ObjectStore store;
  private static ExecutorService pool;

  @BeforeAll
  static void start() {
    String other = System.getProperty("weft.test.s3");
    StoreSettings settings;
    if (other == null) {
      server = EmbeddedStore.start(dir.resolve("s3"), 0, "key", "secret");
      settings = StoreSettings.of(server.endpoint(), "key", "secret");
    } else {
      settings =
          StoreSettings.of(
              URI.create(other),
              System.getProperty("weft.test.s3.access-key"),
              System.getProperty("weft.test.s3.secret-key"));
    }
    store = new S3ObjectStore(settings);
    store.ensureBucket(BUCKET);
    pool = Executors.newFixedThreadPool(2);
  }

  @AfterAll
  static void stop() {
    pool.shutdownNow();
    store.close();
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {300_000, 5_000_000, 5_100_000, 5_300_000, 6_700_000, 20 << 20})
  void ofTwoPutsAtOnceOneIsStoredWholeAndTheOtherIsToldOfIt(int size) throws Exception {
    int right = 0;
    for (int pair = 0; pair < PAIRS; pair++) {
      String key = "uploads/" + UUID.randomUUID();
      List<byte[]> bodies = List.of(bytes(2 * pair, size), bytes(2 * pair + 1, size));
      List<PutResult> results = putAtOnce(key, bodies);
      List<Boolean> stored = results.stream().map(PutResult.Stored.class::isInstance).toList();
      byte[] there = ((GetResult.Found) store.get(BUCKET, key, size)).bytes();
      boolean one = stored.get(0) ^ stored.get(1);
      boolean winners = one && Arrays.equals(there, bodies.get(stored.indexOf(true)));
      right += winners ? 1 : 0;
      store.delete(BUCKET, key);
    }
    System.out.printf("%,d bytes: %d of %d pairs right%n", size, right, PAIRS);
    assertThat(right).isEqualTo(PAIRS);
  }

  @Test
  void ofManyLargePutsAtOnceOneWins() throws Exception {
    ExecutorService many = Executors.newFixedThreadPool(6);
    try {
      List<Callable<PutResult>> puts = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        byte[] bytes = bytes(i, 6_000_000);
        puts.add(() -> store.putIfAbsent(BUCKET, "many", bytes, "image/png", Map.of()));
      }
      int stored = 0;
      for (Future<PutResult> result : many.invokeAll(puts)) {
        stored += result.get() instanceof PutResult.Stored ? 1 : 0;
      }
      assertThat(stored).isEqualTo(1);
    } finally {
      many.shutdownNow();
      store.delete(BUCKET, "many");
    }
  }

  @Test
  void aLargeObjectKeepsItsMetadataAndIsCheckedAgainstItsChecksum() {
    byte[] bytes = bytes(7, 7_000_000);
    store.putIfAbsent(BUCKET, "large", bytes, "image/png", Map.of("weft-tags", "x=y"));
    StoredObject stored = store.stat(BUCKET, "large").orElseThrow();
    assertThat(stored.size()).isEqualTo(bytes.length);
    assertThat(stored.contentType()).isEqualTo("image/png");
    assertThat(stored.metadata()).containsEntry("weft-tags", "x=y");
    // That of an object put whole is its MD5; a multipart upload's names its parts after a dash.
    assertThat(stored.etag()).doesNotContain("-");
    store.delete(BUCKET, "large");
  }

  private static List<PutResult> putAtOnce(String key, List<byte[]> bodies) throws Exception {
    List<Callable<PutResult>> puts = new ArrayList<>();
    for (byte[] body : bodies) {
      puts.add(() -> store.putIfAbsent(BUCKET, key, body, "image/png", Map.of()));
    }
    List<PutResult> results = new ArrayList<>();
    for (Future<PutResult> result : pool.invokeAll(puts)) {
      results.add(result.get());
    }
    return results;
  }

  private static byte[] bytes(int seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
