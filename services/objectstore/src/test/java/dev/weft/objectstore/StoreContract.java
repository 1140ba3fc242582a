package dev.weft.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.objectstore.s3.Checksums;
import dev.weft.objectstore.s3.HttpClients;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.SigningKeys;
import dev.weft.objectstore.s3.StoreCredentials;
import dev.weft.objectstore.s3.StoreSettings;
import dev.weft.testsupport.UniqueNames;
import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The requirements that Weft has of any object store. The name of a test is its row in the table of
 * results. {@code -Dweft.test.pairs=100} runs more than a few pairs of each size.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class StoreContract {
  private static final int PAIRS = Integer.getInteger("weft.test.pairs", 4);
  private static final int AT_ONCE = 8;
  private static final byte[] BYTES = "photograph".getBytes(StandardCharsets.UTF_8);

  private final String bucket = UniqueNames.bucket("contract");
  private StoreSettings settings;
  private OkHttpClient http;
  private ObjectStore store;
  private ExecutorService pool;
  private Path dir;

  /** Starts the store if necessary, and returns its settings. */
  abstract StoreSettings start(Path dir) throws Exception;

  /** Stops the store if it was started. */
  abstract void stop();

  @BeforeAll
  void begin(@TempDir Path folder) throws Exception {
    dir = folder;
    settings = start(folder);
    store = new S3ObjectStore(settings);
    http = HttpClients.create(settings);
    store.ensureBucket(bucket);
    pool = Executors.newFixedThreadPool(AT_ONCE);
  }

  @AfterAll
  void end() {
    if (pool != null) {
      pool.shutdownNow();
    }
    if (store != null) {
      store.close();
      http.dispatcher().executorService().shutdown();
      http.connectionPool().evictAll();
    }
    stop();
  }

  @Test
  @DisplayName("of two concurrent conditional puts of 0.3 MB, one is stored intact, one refused")
  void pairsOfUsualPhotographs() throws Exception {
    pairs(300_000);
  }

  @Test
  @DisplayName("the same for 5.3 MB, a size at which clients start to use multipart uploads")
  void pairsOfLargePhotographs() throws Exception {
    pairs(5_300_000);
  }

  @Test
  @DisplayName("the same for 20 MB, the maximum upload size")
  void pairsOfTheLargestUploads() throws Exception {
    pairs(20 << 20);
  }

  @Test
  @DisplayName("of eight concurrent conditional puts, exactly one is stored")
  void ofManyPutsAtOnceOneWins() throws Exception {
    for (int size : List.of(1, 1, 1, 1, 1, 1, 1, 6_000_000)) {
      String key = "many/" + UUID.randomUUID();
      List<byte[]> bodies = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        bodies.add(bytes(i, size));
      }
      assertThat(putAtOnce(key, bodies).stream().filter(PutResult.Stored.class::isInstance))
          .hasSize(1);
      store.delete(bucket, key);
    }
  }

  @Test
  @DisplayName("a conditional put to an existing key changes nothing and returns what is there")
  void aSecondPutFindsWhatTheFirstStored() {
    store.putIfAbsent(bucket, "twice", BYTES, "image/png", Map.of("weft-sha256", "first"));
    var second = store.putIfAbsent(bucket, "twice", new byte[1], "image/gif", Map.of());
    assertThat(second)
        .isInstanceOfSatisfying(
            PutResult.Exists.class,
            exists -> {
              assertThat(exists.object().size()).isEqualTo(BYTES.length);
              assertThat(exists.object().metadata()).containsEntry("weft-sha256", "first");
            });
    assertThat(found("twice").bytes()).isEqualTo(BYTES);
  }

  @Test
  @DisplayName("objects are returned with their media type and metadata, small ones and 20 MB")
  void anObjectComesBackWithItsMetadata() {
    for (byte[] bytes : List.of(BYTES, bytes(7, 20 << 20))) {
      String key = "described/" + bytes.length;
      var put = store.putIfAbsent(bucket, key, bytes, "image/png", Map.of("weft-tags", "x=y"));
      GetResult.Found found = found(key);
      assertThat(found.bytes()).isEqualTo(bytes);
      assertThat(found.object()).isEqualTo(store.stat(bucket, key).orElseThrow());
      assertThat(found.object().etag()).isEqualTo(((PutResult.Stored) put).object().etag());
      assertThat(found.object().contentType()).isEqualTo("image/png");
      assertThat(found.object().metadata()).containsExactlyEntriesOf(Map.of("weft-tags", "x=y"));
    }
  }

  @Test
  @DisplayName("bytes that do not match their SHA-256 are refused")
  void damagedBytesAreRefused() throws Exception {
    byte[] bytes = bytes(3, 100_000);
    byte[] damaged = bytes.clone();
    damaged[50_000] ^= 1;
    try (RawPuts puts = new RawPuts(settings, http)) {
      assertThatThrownBy(() -> puts.put(bucket, "damaged", damaged, Checksums.sha256Base64(bytes)));
      assertThat(store.stat(bucket, "damaged")).isEmpty();
      puts.put(bucket, "damaged", bytes, Checksums.sha256Base64(bytes));
      assertThat(store.stat(bucket, "damaged")).isPresent();
    }
  }

  @Test
  @DisplayName("a read during a replacement returns the old or the new object, complete")
  void aReadIsOfOneObject() throws Exception {
    List<byte[]> bodies = List.of(bytes(1, 1_000_000), bytes(2, 1_500_000));
    store.put(bucket, "replaced", bodies.get(0), "image/png");
    Callable<Void> replacing =
        () -> {
          for (int i = 1; i < 20; i++) {
            store.put(bucket, "replaced", bodies.get(i % 2), "image/png");
          }
          return null;
        };
    Future<Void> puts = pool.submit(replacing);
    do {
      byte[] read = found("replaced").bytes();
      assertThat(bodies).anyMatch(body -> Arrays.equals(body, read));
    } while (!puts.isDone());
    puts.get();
  }

  @Test
  @DisplayName("an object above the size limit is reported as too large and not read")
  void whatIsLargerThanAllowedIsNotRead() {
    store.put(bucket, "large", new byte[1001], "application/octet-stream");
    assertThat(store.get(bucket, "large", 1000)).isEqualTo(new GetResult.TooLarge(1001));
    assertThat(store.get(bucket, "large", 1001)).isInstanceOf(GetResult.Found.class);
  }

  @Test
  @DisplayName("an empty object can be stored and read")
  void anEmptyObjectIsAnObject() {
    store.put(bucket, "empty", new byte[0], "image/png");
    assertThat(found("empty").bytes()).isEmpty();
  }

  @Test
  @DisplayName("a range of bytes can be read")
  void aRangeComesAlone() throws Exception {
    byte[] bytes = bytes(4, 100_000);
    store.put(bucket, "range", bytes, "image/png");
    MinioClient client =
        MinioClient.builder()
            .endpoint(settings.endpoint().toString())
            .credentialsProvider(new SigningKeys(settings, null))
            .region(settings.region())
            .httpClient(http)
            .build();
    var range = GetObjectArgs.builder().bucket(bucket).object("range");
    try (InputStream middle = client.getObject(range.offset(50_000L).length(1000L).build())) {
      assertThat(middle.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 50_000, 51_000));
    }
  }

  @Test
  @DisplayName("a missing object is reported as missing, and deleting it again succeeds")
  void whereNothingLiesNothingIsFound() {
    assertNothingLiesAt("absent");
    store.put(bucket, "gone", BYTES, "image/png");
    store.delete(bucket, "gone");
    store.delete(bucket, "gone");
    assertNothingLiesAt("gone");
    assertThat(keys("gone", null)).isEmpty();
  }

  @Test
  @DisplayName("keys with path traversal, or too long for a file name, are reported as missing")
  void keysThatNoFileCanHaveAreMissing() {
    for (String key : List.of("../../etc/passwd", "a/../b", "with/./dot", "k".repeat(300))) {
      assertNothingLiesAt(key);
    }
  }

  @Test
  @DisplayName("keys with any characters can be stored, listed unchanged, read and deleted")
  void keysOfAnyCharactersAreKept() {
    for (String name : AwkwardKeys.NAMES) {
      store.put(bucket, "images/" + name, name.getBytes(StandardCharsets.UTF_8), "image/jpeg");
    }
    List<String> keys = AwkwardKeys.NAMES.stream().map("images/"::concat).toList();
    assertThat(keys("images/", null)).containsExactlyInAnyOrderElementsOf(keys);
    for (String name : AwkwardKeys.NAMES) {
      byte[] named = name.getBytes(StandardCharsets.UTF_8);
      assertThat(found("images/" + name).bytes()).as(name).isEqualTo(named);
    }
    keys.forEach(key -> store.delete(bucket, key));
    assertThat(keys("images/", null)).isEmpty();
  }

  @Test
  @DisplayName("a backslash in a key is preserved")
  void aBackslashStaysOne() {
    store.put(bucket, "strange/back\\slash.jpg", BYTES, "image/jpeg");
    assertThat(keys("strange/", null)).containsExactly("strange/back\\slash.jpg");
  }

  @Test
  @DisplayName("a listing is in byte order of the keys, even with folders next to files")
  void aListingIsInTheOrderOfTheKeysBytes() {
    List<String> keys =
        new ArrayList<>(List.of("b/c", "b-c", "b.c", "b0", "b/a/z", "b", "B", "é", "b+", "b /x"));
    if (!folderMayHaveTheNameOfAnObject()) {
      keys.remove("b");
    }
    keys.forEach(key -> store.put(bucket, "order/" + key, BYTES, "image/png"));
    List<String> inOrder = AwkwardKeys.inOrder(keys).stream().map("order/"::concat).toList();
    assertThat(keys("order/", null)).isEqualTo(inOrder);
    for (int i = 0; i < inOrder.size(); i++) {
      assertThat(keys("order/", inOrder.get(i)))
          .as("after " + inOrder.get(i))
          .isEqualTo(inOrder.subList(i + 1, inOrder.size()));
    }
  }

  @Test
  @DisplayName("a listing spans pages and can start after any key")
  void aListingGoesOnOverPages() throws Exception {
    List<Callable<Void>> puts = new ArrayList<>();
    for (int i = 0; i < 1105; i++) {
      String key = "pages/%02d/%04d".formatted(i % 3, i);
      puts.add(
          () -> {
            store.put(bucket, key, new byte[] {1}, "image/png");
            return null;
          });
    }
    for (Future<Void> put : pool.invokeAll(puts)) {
      put.get();
    }
    List<String> all = keys("pages/", null);
    assertThat(all).hasSize(1105).isSorted();
    assertThat(keys("pages/", all.get(500))).isEqualTo(all.subList(501, 1105));
  }

  @Test
  @DisplayName("the keys `a` and `a/b` can both be objects")
  void aKeyMayBeAnothersFolder() {
    assertThat(folderMayHaveTheNameOfAnObject()).isTrue();
  }

  @Test
  @DisplayName("a file of 40 MB is stored intact as a multipart upload")
  void aFileOfManyPartsIsStoredWhole() throws Exception {
    byte[] bytes = bytes(1, 40 << 20);
    Path file = Files.write(dir.resolve("model.onnx"), bytes);
    store.putFile(bucket, "models/a", file, "application/octet-stream");
    try (InputStream in = store.open(bucket, "models/a").orElseThrow()) {
      assertThat(Arrays.equals(in.readAllBytes(), bytes)).isTrue();
    }
  }

  @Test
  @DisplayName("creating an existing bucket succeeds; reading or listing a missing one fails")
  void aMissingBucketIsNoMissingObject() {
    store.ensureBucket(bucket);
    assertThat(store.problem(bucket)).isEmpty();
    String none = "weft-no-such-bucket";
    assertThat(store.problem(none).orElseThrow()).contains(none);
    assertThatThrownBy(() -> store.get(none, "a", 10)).isInstanceOf(BucketMissingException.class);
    assertThatThrownBy(() -> store.open(none, "a")).isInstanceOf(BucketMissingException.class);
    assertThatThrownBy(() -> store.list(none, "", null).hasNext())
        .isInstanceOf(BucketMissingException.class);
  }

  @Test
  @DisplayName("a put into a missing bucket is refused and does not create the bucket")
  void aPutMakesNoBucket() {
    String none = UniqueNames.bucket("none");
    assertThatThrownBy(() -> store.putIfAbsent(none, "a", BYTES, "image/png", Map.of()))
        .isInstanceOf(BucketMissingException.class);
    assertThat(store.hasBucket(none)).isFalse();
  }

  @Test
  @DisplayName("a wrong secret key and an unknown access key cause different errors")
  void wrongKeysAreToldApart() {
    var keys = (StoreCredentials.Keys) settings.credentials();
    refused(keys.accessKey(), "wrong-secret", "SignatureDoesNotMatch");
    refused("nobody", keys.secretKey(), "InvalidAccessKeyId");
  }

  private void refused(String accessKey, String secretKey, String code) {
    try (var wrong =
        new S3ObjectStore(
            StoreSettings.of(settings.endpoint(), accessKey, secretKey).in(settings.region()))) {
      assertThatThrownBy(() -> wrong.put(bucket, "a", BYTES, "image/png"))
          .isInstanceOfSatisfying(
              StoreRefusedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
  }

  private boolean folderMayHaveTheNameOfAnObject() {
    store.put(bucket, "folder/a/b", BYTES, "image/png");
    try {
      store.put(bucket, "folder/a", BYTES, "image/png");
      return keys("folder/", null).equals(List.of("folder/a", "folder/a/b"));
    } catch (StoreRefusedException | StoreUnavailableException e) {
      return false;
    }
  }

  private void pairs(int size) throws Exception {
    for (int pair = 0; pair < PAIRS; pair++) {
      String key = "uploads/" + UUID.randomUUID();
      List<byte[]> bodies = List.of(bytes(2 * pair, size), bytes(2 * pair + 1, size));
      List<PutResult> results = putAtOnce(key, bodies);
      List<Boolean> stored = results.stream().map(PutResult.Stored.class::isInstance).toList();
      assertThat(stored).as("pair %d of %,d bytes", pair, size).containsOnlyOnce(true);
      assertThat(Arrays.equals(found(key).bytes(), bodies.get(stored.indexOf(true))))
          .as("the bytes of the winner of pair %d of %,d bytes", pair, size)
          .isTrue();
      store.delete(bucket, key);
    }
  }

  private List<PutResult> putAtOnce(String key, List<byte[]> bodies) throws Exception {
    List<Callable<PutResult>> puts = new ArrayList<>();
    for (byte[] body : bodies) {
      puts.add(() -> store.putIfAbsent(bucket, key, body, "image/png", Map.of()));
    }
    List<PutResult> results = new ArrayList<>();
    for (Future<PutResult> result : pool.invokeAll(puts)) {
      results.add(result.get());
    }
    return results;
  }

  private void assertNothingLiesAt(String key) {
    assertThat(store.get(bucket, key, 10)).as(key).isInstanceOf(GetResult.Missing.class);
    assertThat(store.stat(bucket, key)).as(key).isEmpty();
    assertThat(store.open(bucket, key)).as(key).isEmpty();
  }

  private GetResult.Found found(String key) {
    return (GetResult.Found) store.get(bucket, key, 100 << 20);
  }

  private List<String> keys(String prefix, String startAfter) {
    List<String> keys = new ArrayList<>();
    store.list(bucket, prefix, startAfter).forEachRemaining(object -> keys.add(object.key()));
    return keys;
  }

  private static byte[] bytes(int seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
