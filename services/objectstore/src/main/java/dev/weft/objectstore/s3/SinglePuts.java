package dev.weft.objectstore.s3;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.Multimap;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import java.io.ByteArrayInputStream;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import okhttp3.Response;

/**
 * Stores objects with a single request, up to S3's limit of 5 GiB. The client's own {@code
 * putObject} uses a multipart upload for more than 5 MiB: it sends {@code If-None-Match} when the
 * upload is initiated, where it has no effect, and not when it is completed; some stores refuse the
 * parts of an upload that was initiated with a SHA-256; and it copies the bytes. Thread-safe.
 */
final class SinglePuts extends MinioAsyncClient {
  private static final String META = "x-amz-meta-";

  SinglePuts(MinioAsyncClient client) {
    super(client);
  }

  /**
   * Stores bytes; returns when the store has acknowledged them.
   *
   * @param headers additional headers, beyond content type, metadata and checksum
   * @return the ETag, as returned by the store
   */
  String put(
      String bucket,
      String key,
      byte[] bytes,
      String contentType,
      Map<String, String> metadata,
      Map<String, String> headers)
      throws Exception {
    Multimap<String, String> all = HashMultimap.create();
    headers.forEach(all::put);
    metadata.forEach((name, value) -> all.put(META + name, value));
    all.put("Content-Type", contentType);
    all.put("x-amz-checksum-sha256", Checksums.sha256Base64(bytes));
    // Validates the names; the stream is not read.
    PutObjectArgs target =
        PutObjectArgs.builder().bucket(bucket).object(key).stream(
                new ByteArrayInputStream(bytes), bytes.length, -1)
            .build();
    try (Response response = finished(executePutAsync(target, all, null, bytes, bytes.length))) {
      return response.header("ETag");
    }
  }

  /** Does nothing: the HTTP client is closed by its creator. */
  @Override
  public void close() {
    // No resources of its own.
  }

  /** Rethrows the request's failure, like the client's blocking calls. */
  private static Response finished(Future<Response> request) throws Exception {
    try {
      return request.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (Exception) new InterruptedIOException("interrupted").initCause(e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      while (cause instanceof CompletionException && cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw cause instanceof Exception failure ? failure : e;
    }
  }
}
