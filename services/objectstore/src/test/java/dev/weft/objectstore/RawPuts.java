package dev.weft.objectstore;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.Multimap;
import dev.weft.objectstore.s3.SigningKeys;
import dev.weft.objectstore.s3.StoreSettings;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import java.io.ByteArrayInputStream;
import okhttp3.OkHttpClient;

/** Sends puts whose checksum a test chooses. */
final class RawPuts extends MinioAsyncClient {

  /**
   * @param http client that the caller closes
   */
  RawPuts(StoreSettings settings, OkHttpClient http) {
    super(
        MinioAsyncClient.builder()
            .endpoint(settings.endpoint().toString())
            .credentialsProvider(new SigningKeys(settings, null))
            .region(settings.region())
            .httpClient(http)
            .build());
  }

  @Override
  public void close() {
    // There is nothing to close.
  }

  /**
   * Sends one request.
   *
   * @param sha256 checksum in base 64
   */
  void put(String bucket, String key, byte[] bytes, String sha256) throws Exception {
    Multimap<String, String> headers = HashMultimap.create();
    headers.put("Content-Type", "image/png");
    headers.put("x-amz-checksum-sha256", sha256);
    PutObjectArgs target =
        PutObjectArgs.builder().bucket(bucket).object(key).stream(
                new ByteArrayInputStream(bytes), bytes.length, -1)
            .build();
    executePutAsync(target, headers, null, bytes, bytes.length).get().close();
  }
}
