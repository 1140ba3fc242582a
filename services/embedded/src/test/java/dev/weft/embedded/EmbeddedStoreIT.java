package dev.weft.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreIT {
  private static final int MIB = 1 << 20;

  @TempDir Path dir;

  @Test
  void objectsAndTheirMetadataOutliveARestart() throws Exception {
    byte[] bytes = {1, 2, 3};
    try (var store = start()) {
      MinioClient client = client(store, "secret-key");
      client.makeBucket(MakeBucketArgs.builder().bucket("weft").build());
      put(client, "uploads/a", bytes, Map.of());
    }
    try (var store = start()) {
      MinioClient client = client(store, "secret-key");
      assertThat(get(client, "uploads/a")).isEqualTo(bytes);
      var stat =
          client.statObject(StatObjectArgs.builder().bucket("weft").object("uploads/a").build());
      assertThat(stat.contentType()).isEqualTo("image/jpeg");
      assertThat(stat.userMetadata()).containsEntry("weft-sha256", "abc");
      assertThat(keys(client, "uploads/")).containsExactly("uploads/a");
    }
  }

  @Test
  void aConditionalPutKeepsWhatLiesThere() throws Exception {
    try (var store = start()) {
      MinioClient client = client(store, "secret-key");
      client.makeBucket(MakeBucketArgs.builder().bucket("weft").build());
      put(client, "a", new byte[] {1}, Map.of("If-None-Match", "*"));
      assertThatThrownBy(() -> put(client, "a", new byte[] {2}, Map.of("If-None-Match", "*")))
          .isInstanceOfSatisfying(
              ErrorResponseException.class,
              e -> assertThat(e.errorResponse().code()).isEqualTo("PreconditionFailed"));
      assertThat(get(client, "a")).containsExactly(1);
    }
  }

  @Test
  void aLargeObjectIsPutInParts() throws Exception {
    byte[] bytes = new byte[12 * MIB];
    new Random(7).nextBytes(bytes);
    try (var store = start()) {
      MinioClient client = client(store, "secret-key");
      client.makeBucket(MakeBucketArgs.builder().bucket("weft").build());
      client.putObject(
          PutObjectArgs.builder().bucket("weft").object("large").stream(
                  new ByteArrayInputStream(bytes), bytes.length, 5 * MIB)
              .build());
      assertThat(Arrays.equals(get(client, "large"), bytes)).isTrue();
    }
  }

  @Test
  void aWrongSecretIsRefused() throws Exception {
    try (var store = start()) {
      client(store, "secret-key").makeBucket(MakeBucketArgs.builder().bucket("weft").build());
      assertThatThrownBy(() -> keys(client(store, "another-secret"), ""))
          .isInstanceOfSatisfying(
              ErrorResponseException.class,
              e -> assertThat(e.errorResponse().code()).isEqualTo("SignatureDoesNotMatch"));
    }
  }

  @Test
  void aTakenPortIsNamedTogetherWithTheOptionThatChangesIt() {
    try (var store = start()) {
      assertThatThrownBy(
              () -> EmbeddedStore.start(dir.resolve("other"), store.port(), "key", "secret"))
          .isInstanceOf(PortTakenException.class)
          .hasMessageContaining("port " + store.port())
          .hasMessageContaining("--s3-port");
    }
  }

  private EmbeddedStore start() {
    return EmbeddedStore.start(dir.resolve("s3"), 0, "access-key", "secret-key");
  }

  private static MinioClient client(EmbeddedStore store, String secret) {
    return MinioClient.builder()
        .endpoint(store.endpoint().toString())
        .credentials("access-key", secret)
        .build();
  }

  private static void put(MinioClient client, String key, byte[] bytes, Map<String, String> headers)
      throws Exception {
    client.putObject(
        PutObjectArgs.builder().bucket("weft").object(key).stream(
                new ByteArrayInputStream(bytes), bytes.length, -1)
            .contentType("image/jpeg")
            .userMetadata(Map.of("weft-sha256", "abc"))
            .headers(headers)
            .build());
  }

  private static byte[] get(MinioClient client, String key) throws Exception {
    try (var in = client.getObject(GetObjectArgs.builder().bucket("weft").object(key).build())) {
      return in.readAllBytes();
    }
  }

  private static List<String> keys(MinioClient client, String prefix) throws Exception {
    List<String> keys = new ArrayList<>();
    for (var item :
        client.listObjects(
            ListObjectsArgs.builder().bucket("weft").prefix(prefix).recursive(true).build())) {
      keys.add(item.get().objectName());
    }
    return keys;
  }
}
